# SPDX-License-Identifier: GPL-3.0-or-later
"""Who else has which story open: a lease on ours, renewed while it is open; silent offline."""

import threading
import time
from collections.abc import Callable, Mapping
from typing import Final

from editor.cms.site import Site
from editor.errors import EditorError
from editor.model.operation import Holder
from editor.sync.beside import Beside

LOOK_S: Final = 8.0
"""How often it is asked who is there, while a story is open here."""
RENEW_S: Final = 40.0
"""Less than half of a lease."""

Holders = Mapping[str, tuple[Holder, ...]]
"""Article id -> who else has it open."""


class Presence:
    """The leases of this laptop, and what is known of the others'.

    Args:
        line: the house while it can be reached, else None; asked before each call.
    """

    def __init__(self, line: Callable[[], Site | None]) -> None:
        self._line = line
        self._lock = threading.Lock()
        self._wanted = ("", "")
        self._held = ""
        self._renewed_s = 0.0
        self._others: Holders = {}
        self._listeners: list[Callable[[Holders], None]] = []
        self.beside = Beside("sync-presence", self.look, self.leave)

    @property
    def others(self) -> Holders:
        """Who else has which story open, as last heard."""
        return self._others

    def listen(self, callback: Callable[[Holders], None]) -> Callable[[], None]:
        """Hear of each change, in whatever thread it happens; returns the way out."""
        self._listeners.append(callback)

        def unlisten() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unlisten

    def open(self, article_id: str, doing: str = "writing") -> None:
        """This story is open here from now on, and no other; empty: none."""
        with self._lock:
            self._wanted = (article_id, doing)
        self.beside.wake()

    def look(self) -> float | None:
        """Renew what is due and hear who else is there; seconds until the next time."""
        site = self._line()
        if site is None or not site.capabilities().has_leases:
            self._held = ""
            self._tell({})
            return LOOK_S
        try:
            self._renew(site)
            found = site.holders() if self._wanted[0] else {}
        except EditorError:
            # Nobody is told: without it, everything works as well.
            self._held = ""
            self._tell({})
            return LOOK_S
        self._tell(_without_me(found))
        return LOOK_S if self._wanted[0] else None

    def leave(self) -> None:
        """Give back what is held, when there is a line; never raises."""
        with self._lock:
            self._wanted = ("", "")
        self.look()

    def _renew(self, site: Site) -> None:
        with self._lock:
            wanted, doing = self._wanted
        if self._held and self._held != wanted:
            held, self._held = self._held, ""
            site.release(held)
        now_s = time.monotonic()
        if wanted and (wanted != self._held or now_s - self._renewed_s >= RENEW_S):
            site.hold(wanted, doing)
            self._held, self._renewed_s = wanted, now_s

    def _tell(self, others: Holders) -> None:
        if others == self._others:
            return
        self._others = others
        for callback in tuple(self._listeners):
            callback(others)


def _without_me(found: Holders) -> Holders:
    others = {
        article_id: tuple(each for each in holders if not each.is_me)
        for article_id, holders in found.items()
    }
    return {article_id: holders for article_id, holders in others.items() if holders}
