# SPDX-License-Identifier: GPL-3.0-or-later
"""Desk: opens settings, store, vault, site and sync; closes them in order; no other verbs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from editor.acts import Acts
from editor.cms.site import Site
from editor.model.changes import Changes
from editor.model.profile import SiteProfile
from editor.model.workflow import Role
from editor.pictures.vault import Vault
from editor.settings import Secrets, Settings, SettingsFile, load_profile
from editor.store.articles import Articles
from editor.store.database import Database
from editor.store.history import History
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox
from editor.sync.loop import SyncLoop
from editor.wire import profile_from_doc

if TYPE_CHECKING:
    from editor.pictures.intake import Intake
    from editor.pictures.renditions import Renditions
    from editor.render.page import Pages

TYPING_PAUSE_S = 3.0
"""Typed words go to the server when the hands rest so long; all else goes at once."""

OWN_ORIGINS = frozenset({"sync", "outbox", "recovery"})
"""Commits of the sync itself, and of the queue on its behalf: no reason to wake it."""


def utc_now() -> datetime:
    """This computer's clock, in aware UTC."""
    return datetime.now(UTC)


class Desk:
    """All rooms of the newsroom on one store, open.

    What is heavy to load (pictures, templates) is loaded when it is first asked for.
    """

    def __init__(
        self, database: Database, folder: Path, resources: Path, clock: Callable[[], datetime]
    ) -> None:
        self.folder = folder
        self.resources = resources
        self.clock = clock
        self.database = database
        self.settings_file = SettingsFile(folder / "settings.toml")
        self._settings = self.settings_file.read()
        self.recovered = tuple(
            code for code in (database.recovered, self.settings_file.recovered) if code
        )
        self.secrets = Secrets()
        self.articles = Articles(database)
        self.history = History(database)
        self.outbox = Outbox(database)
        self.mirror = Mirror(database)
        self.vault = Vault(folder / "pictures")
        self.acts = Acts(self.articles, self.outbox, self.mirror, role=lambda: self.role)
        self.sync = SyncLoop(self.mirror, self.outbox, self.articles, self.vault, clock=clock)
        self._profile: SiteProfile | None = None
        self._is_open = True
        self._unlisten = database.listen(self._note)

    @staticmethod
    def open(
        folder: Path,
        *,
        resources: Path,
        site: Site | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> Desk:
        """Open the store in a folder, made when there is none. Nothing goes to the network yet.

        Args:
            folder: the store: a folder that the person can see and move.
            resources: the program's own `resources` folder.
            site: the publishing server; None: none for now.
            clock: for time stamps in the store.

        Raises:
            Refused: `store.in_use`, `store.too_new`, `store.read_only`, `store.full`.
            Damaged: a store that could not be mended.
        """
        database = Database.open(folder, clock=clock)
        try:
            desk = Desk(database, folder, resources, clock)
            desk.outbox.recover()
        except BaseException:
            database.close()
            raise
        if site is not None:
            desk.use_site(site)
        return desk

    def use_site(self, site: Site | None) -> None:
        """Send to and hear from another publishing server from now on; None: from none."""
        self.sync.use_site(site)

    def close(self) -> None:
        """Stop the sync, then close site and store. A second call does nothing."""
        if not self._is_open:
            return
        self._is_open = False
        self._unlisten()
        self.sync.stop()
        self.database.close()

    @property
    def settings(self) -> Settings:
        """What the person chose. Setting it writes the file at once.

        Raises:
            Refused: `settings.not_written`; the new settings then hold until the desk closes.
        """
        return self._settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        if settings.profile != self._settings.profile:
            self._profile = None
        self._settings = settings
        self.settings_file.write(settings)

    @property
    def role(self) -> Role:
        """What the server last called this person; before it has: all may be tried."""
        server = self.sync.server
        if server is None or server.role not in set(Role):
            return Role.ADMIN
        return Role(server.role)

    @property
    def profile(self) -> SiteProfile:
        """The server's site profile, else the one that was chosen of those that ship."""
        if self._profile is None:
            told = self.mirror.profile()
            shipped = self.resources / "sites" / f"{self._settings.profile}.toml"
            self._profile = load_profile(shipped) if told is None else profile_from_doc(told)
        return self._profile

    @cached_property
    def intake(self) -> Intake:
        """The way in for pictures."""
        from editor.pictures.intake import Intake  # noqa: PLC0415  # Pillow: not for the start

        return Intake(self.vault)

    @cached_property
    def renditions(self) -> Renditions:
        """Pictures in the sizes that page and screen ask for."""
        from editor.pictures.renditions import Renditions  # noqa: PLC0415  # as in intake

        return Renditions(self.vault, self.folder / "renditions")

    @property
    def pages(self) -> Pages:
        """The maker of pages for the profile as it now is."""
        profile = self.profile
        if self._pages is None or self._pages[0] is not profile:
            self._pages = (profile, self._new_pages(profile))
        return self._pages[1]

    _pages: tuple[SiteProfile, Pages] | None = None

    def _new_pages(self, profile: SiteProfile) -> Pages:
        from editor.render.page import Pages  # noqa: PLC0415  # Jinja2, Babel: not for the start

        return Pages(self.resources / "site", profile)

    def _note(self, changes: Changes) -> None:
        if changes.is_site:
            self._profile = None
        if changes.is_outbox and changes.origin not in OWN_ORIGINS:
            is_typing = changes.origin.startswith("draft:")
            self.sync.wake(TYPING_PAUSE_S if is_typing else 0.0)
