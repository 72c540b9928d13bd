# SPDX-License-Identifier: GPL-3.0-or-later
"""ShellDesk: learns how the pages of a house of another kind look, and keeps it for the preview."""

import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final, Protocol, cast

from editor.cms.site import Showing, Site
from editor.cms.visitor import Visitor, checked
from editor.errors import EditorError, Offline, Refused
from editor.model.shell import Shell
from editor.settings import Settings
from editor.shells.kept import KeptShells
from editor.shells.learning import MOST_PAGE_BYTES, learn

STALE: Final = timedelta(days=7)
"""An older one is learned anew when the line is there."""
PATIENCE: Final = timedelta(hours=6)
"""So long after a failure it is not tried again by itself."""


class Holder(Protocol):
    """What is asked of the desk; `editor.desk.Desk` is one."""

    folder: Path
    clock: Callable[[], datetime]
    site: Site | None

    @property
    def settings(self) -> Settings:
        """With the address of the house."""
        ...


class ShellDesk:
    """Learns from one published page, as a reader gets it, and keeps what it learned. Thread: any.

    Args:
        desk: whose house.
        visit: makes what fetches the page and its files, for the address of a house.
    """

    def __init__(self, desk: Holder, visit: Callable[[str], Visitor] = Visitor) -> None:
        self._desk = desk
        self._visit = visit
        self._kept = KeptShells(desk.folder / "shells")
        self._turn = threading.Lock()
        self._failed_at: datetime | None = None
        self.trouble: EditorError | None = None
        """Why it could not be learned the last time; None: it could, or was not tried."""

    @property
    def is_asked(self) -> bool:
        """Whether the house of this desk is one whose look must be learned."""
        settings = self._desk.settings
        return bool(settings.site_kind and settings.site_address)

    def shell(self) -> Shell | None:
        """What was learned of the house of this desk; None: nothing, or its pages are ours.

        Cost: a look at a file; once its reading.
        """
        return self._kept.find(self._desk.settings.site_address) if self.is_asked else None

    @property
    def is_stale(self) -> bool:
        """Whether it should be learned anew, and may be tried now without being asked."""
        if not self.is_asked or self._site() is None:
            return False
        now, known = self._desk.clock(), self.shell()
        if self._failed_at is not None and now - self._failed_at < PATIENCE:
            return False
        return known is None or now - known.learned_at > STALE

    def learn(self, address: str = "") -> Shell:
        """Learn the look of the house from one of its pages, and keep it.

        Args:
            address: of a published story there; empty: one of the newest, that which shows
                most.

        Raises:
            Refused: `shell.ours`, `shell.bad_address`, `shell.no_posts`, `shell.no_page`,
                `shell.no_story`, `shell.login_wall`, `shell.not_written`, and as `Visitor.give`.
            Offline: the house cannot be reached, and as `Visitor.give`.

        Cost: as the network has it; at most a minute and a half. What was kept stays until all
        of it is there.
        """
        with self._turn:
            try:
                made = self._learn(address)
            except EditorError as error:
                self.trouble, self._failed_at = error, self._desk.clock()
                raise
            self.trouble = self._failed_at = None
            return made

    def renew(self) -> Shell | None:
        """Learn it anew where it is time to; None: it was not, or nothing came of it."""
        if not self.is_stale:
            return None
        try:
            return self.learn()
        except EditorError:
            # `trouble` has it, and what was kept is shown.
            return None

    def _learn(self, address: str) -> Shell:
        site, house = self._site(), self._desk.settings.site_address
        if not self.is_asked:
            raise Refused("shell.ours")
        if site is None:
            raise Offline("line.down")
        wanted = checked(address) if address else ""
        shown = site.sample(wanted)
        with closing(self._visit(house)) as visitor:
            got = visitor.give(shown.sample.address, MOST_PAGE_BYTES)
            made = learn(got, shown.sample, visitor.give, house=house, at=self._desk.clock())
        told = replace(made, author=shown.person if self._is_one_author() else "")
        self._kept.keep(told)
        return told

    def _site(self) -> Showing | None:
        site = self._desk.site
        if site is None or site.capabilities().makes_our_pages:
            return None
        return cast("Showing", site)

    def _is_one_author(self) -> bool:
        site = self._desk.site
        return site is not None and site.capabilities().is_one_author
