# SPDX-License-Identifier: GPL-3.0-or-later
"""Listens at the house for news in a thread of its own, and calls the sync when there is some."""

import threading
from collections.abc import Callable
from typing import Final, NamedTuple

from editor.cms.site import Site
from editor.errors import EditorError
from editor.sync import plan
from editor.sync.beside import Beside

WAIT_S: Final = 25
"""How long one question stays open."""


class Place(NamedTuple):
    """Where to listen, and for what comes after which place in the feed."""

    site: Site
    cursor: str


class Ear:
    """One question that stays open until there is news; it never writes anything down.

    Args:
        call: there may be news; called in the ear's thread.
        draw: random numbers in [0, 1) for the back-off.
    """

    def __init__(self, call: Callable[[], None], draw: Callable[[], float]) -> None:
        self._call = call
        self._draw = draw
        self._lock = threading.Lock()
        self._place: Place | None = None
        self._failures = 0
        self.beside = Beside("sync-ear", self.hear)

    @property
    def is_listening(self) -> bool:
        """Whether there is a place to listen at, and somebody who does."""
        return self._place is not None and self.beside.is_running

    def listen(self, site: Site, cursor: str) -> None:
        """Call when there is something after this place; an earlier place is forgotten.

        At a house where no question for news stays open there is nothing to listen to.
        """
        if not site.capabilities().waits_for_news:
            self.rest()
            return
        place = Place(site, cursor)
        with self._lock:
            if place == self._place:
                return
            self._place = place
        self.beside.wake()

    def rest(self) -> None:
        """Listen no more until the next `listen`."""
        with self._lock:
            self._place = None

    def hear(self) -> float | None:
        """Ask once and wait for the answer; seconds until the next time, None: when woken."""
        place = self._place
        if place is None:
            return None
        try:
            page = place.site.changes(place.cursor, limit=1, wait_s=WAIT_S)
        except EditorError as error:
            return self._failed(place, error)
        self._failures = 0
        if not self._is_still(place):
            return 0.0
        if not page.changes and page.cursor == place.cursor:
            return 0.0
        self._forget_and_call(place)
        return None

    def _failed(self, place: Place, error: EditorError) -> float | None:
        if not self._is_still(place):
            return 0.0
        self._failures += 1
        asked_s = plan.asked_s(error)
        self.beside.rest(plan.delay_s(self._failures, self._draw(), asked_s=asked_s))
        # The sync finds out what is wrong, says so, and lets us listen again.
        self._forget_and_call(place)
        return None

    def _is_still(self, place: Place) -> bool:
        with self._lock:
            return self._place is place

    def _forget_and_call(self, place: Place) -> None:
        with self._lock:
            if self._place is not place:
                return
            self._place = None
        self._call()
