# SPDX-License-Identifier: GPL-3.0-or-later
"""Desk: opens settings, store, vault, site and sync; closes them in order; no other verbs."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from editor.errors import Refused
from editor.model.capabilities import OWN, Capabilities
from editor.model.changes import Changes
from editor.model.ladder import Asker
from editor.model.profile import SiteProfile
from editor.model.workflow import Role
from editor.pictures.vault import Vault
from editor.profiles import load_profile, profile_from_doc
from editor.settings import Secrets, Settings, SettingsFile
from editor.snippets import Snippets
from editor.store.glance import Glance
from editor.store.later import Ears, Later, LaterArticles, LaterDatabase, LaterMirror, LaterSync
from editor.store.place import Place

if TYPE_CHECKING:
    from editor.acts import Acts
    from editor.captions.drawer import Drawer
    from editor.cms.site import Site
    from editor.copydesk import CopyDesk
    from editor.exports.exporter import Exporter
    from editor.lexicon import Lexicon
    from editor.linkdesk import LinkDesk
    from editor.pictures.intake import Intake
    from editor.pictures.renditions import Renditions
    from editor.pictures.thumbnails import Thumbnails
    from editor.render.page import Pages
    from editor.rooms import Rooms
    from editor.shelldesk import ShellDesk
    from editor.store.articles import Articles
    from editor.store.database import Database
    from editor.store.frames import Frames
    from editor.store.history import History
    from editor.store.mirror import Mirror
    from editor.store.outbox import Outbox
    from editor.store.planning import Planning
    from editor.store.steps import Steps
    from editor.store.sweep import Sweep
    from editor.sync.loop import SyncLoop
    from editor.wiredesk import WireDesk

TYPING_PAUSE_S = 3.0
"""Typed words go to the server when the hands rest so long; all else goes at once."""
PATIENCE_S = 2.0
"""So long, at most, the store waits for the first picture before it is opened for others."""
NAMES = ("people", "organisations", "event", "sublocation", "city", "province", "creator")
"""Fields of pictures whose names a story should spell alike."""
OWN_ORIGINS = frozenset({"sync", "outbox", "recovery"})
"""Commits of the sync itself, and of the queue on its behalf: no reason to wake it."""


def utc_now() -> datetime:
    """This computer's clock, in aware UTC."""
    return datetime.now(UTC)


class Desk:
    """All rooms of the newsroom on one store, open.

    What is heavy to load (pictures, templates) is loaded when it is first asked for.
    """

    articles: Articles
    sweep: Sweep
    frames: Frames
    history: History
    steps: Steps
    outbox: Outbox
    planning: Planning
    mirror: Mirror
    acts: Acts
    sync: SyncLoop
    database: Database

    def __init__(
        self, place: Place, resources: Path, clock: Callable[[], datetime], *, was_closed: bool
    ) -> None:
        self.folder = place.folder
        self.resources = resources
        self.clock = clock
        self.settings_file = SettingsFile(self.folder / "settings.toml")
        self._settings = self.settings_file.read()
        self.secrets = Secrets()
        self.vault = Vault(self.folder / "pictures")
        self.snippets = Snippets(self.folder / "snippets.toml")
        self._place = place
        self._was_closed = was_closed
        self._rooms: Rooms | None = None
        self._entering = threading.Lock()
        self._may_enter = threading.Event()
        self._glance: Glance | None = None
        self._profile: SiteProfile | None = None
        self._packs: Mapping[str, str] | None = None
        self.site: Site | None = None
        """The publishing server as it was last connected; None: none."""
        self._is_open = True

    @staticmethod
    def open(
        folder: Path,
        *,
        resources: Path,
        site: Site | None = None,
        clock: Callable[[], datetime] = utc_now,
        may_wait: bool = False,
    ) -> Desk:
        """Open the store in a folder, made when there is none. Nothing goes to the network yet.

        Args:
            folder: the store: a folder that the person can see and move.
            resources: the program's own `resources` folder.
            site: the publishing server; None: none for now.
            clock: for time stamps in the store.
            may_wait: where the store was left in order, only look at what the first screen
                shows; the store is opened by `enter`, or when something else is asked of it.

        Raises:
            Refused: `store.in_use`, `store.too_new`, `store.read_only`, `store.full`.
            Damaged: a store that could not be mended.
        """
        place = Place(folder)
        was_closed = place.hold()
        try:
            desk = Desk(place, resources, clock, was_closed=was_closed)
            if not (may_wait and was_closed and desk._look()):
                desk.enter()
        except BaseException:
            place.let_go()
            raise
        if site is not None:
            desk.use_site(site)
        return desk

    @property
    def is_entered(self) -> bool:
        """Whether the store is open, and not only looked at."""
        return self._rooms is not None

    def enter(self) -> None:
        """Open the store, once; from then on all can be read and written.

        Raises:
            Refused: `store.too_new`, `store.read_only`, `store.full`; the next call tries again.
            Damaged: a store that could not be mended.

        Cost: a quarter of a second. Thread: any but that of the widgets.
        """
        self._may_enter.set()
        self._entered()

    def _look(self) -> bool:
        self._glance = glance = Glance.at(self._place)
        if glance is None:
            return False
        self._committed: Ears[Changes] = Ears()
        self._synced: Ears[Any] = Ears()
        self.articles = cast("Articles", LaterArticles(self._in_time, glance, "articles"))
        self.mirror = cast("Mirror", LaterMirror(self._in_time, glance, "mirror"))
        for name in ("sweep", "frames", "history", "steps", "outbox", "planning", "acts"):
            setattr(self, name, Later(self._in_time, name))
        self.database = cast("Database", LaterDatabase(self._in_time, self._committed))
        self.sync = cast("SyncLoop", LaterSync(self._in_time, self._synced))
        return True

    def _in_time(self) -> Rooms:
        if self._rooms is None:
            self._may_enter.wait(PATIENCE_S)
        return self._entered()

    def _entered(self) -> Rooms:
        with self._entering:
            if self._rooms is None:
                self._rooms = self._open_rooms()
            return self._rooms

    def _able(self) -> Capabilities:
        return OWN if self.site is None else self.site.capabilities()

    def _open_rooms(self) -> Rooms:
        # SQLAlchemy: not for the start.
        from editor.rooms import Rooms  # noqa: PLC0415

        if not self._is_open:
            raise Refused("store.closed")
        if not self._place.is_held:
            self._was_closed = self._place.hold()
        asker = Asker(lambda: self.role, lambda: self.profile.ladder, self._able)
        rooms = Rooms(self._place, self.vault, self.clock, asker, was_closed=self._was_closed)
        rooms.database.listen(self._note)
        if self._glance is not None:
            rooms.database.listen(self._committed.tell)
            rooms.sync.listen(self._synced.tell)
            self._glance.close()
        self.articles, self.history, self.outbox = rooms.articles, rooms.history, rooms.outbox
        self.frames, self.sweep, self.steps = rooms.frames, rooms.sweep, rooms.steps
        self.mirror, self.acts, self.sync = rooms.mirror, rooms.acts, rooms.sync
        self.database, self.planning = rooms.database, rooms.planning
        return rooms

    @property
    def recovered(self) -> tuple[str, ...]:
        """Codes of what was found damaged and mended, or is not well, when the desk was opened."""
        database = self._rooms.database if self._rooms is not None else None
        store = (database.recovered, database.warning) if database is not None else ()
        return tuple(code for code in (*store, self.settings_file.recovered) if code)

    def use_site(self, site: Site | None) -> None:
        """Send to and hear from another publishing server from now on; None: from none."""
        self.site = site
        self.sync.use_site(site)

    def close(self) -> None:
        """Stop the sync, then close site and store. A second call does nothing."""
        if not self._is_open:
            return
        with self._entering:
            self._is_open = False
            if self._rooms is not None:
                self._rooms.close()
            if self._glance is not None:
                self._glance.close()
            self._place.let_go()

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
    def rules_off(self) -> frozenset[str]:
        """Names of rules and packs of the copy check that say nothing for this newspaper.

        Setting it writes the settings at once.

        Raises:
            Refused: as `settings`.
        """
        from editor.text.style.slip import OFF_AT_FIRST  # noqa: PLC0415  # not for the start

        chosen = self._settings.rules_off_at.get(self.profile.name)
        if chosen is None:
            return OFF_AT_FIRST.union(self._settings.rules_off.split())
        return frozenset(chosen.split())

    @rules_off.setter
    def rules_off(self, off: Iterable[str]) -> None:
        chosen = {**self._settings.rules_off_at, self.profile.name: " ".join(sorted(off))}
        self.settings = replace(self._settings, rules_off_at=chosen)

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
    def drawer(self) -> Drawer:
        """The templates and codes of the photo desk."""
        from editor.captions.drawer import Drawer  # noqa: PLC0415  # Babel: not for the start

        return Drawer(self.folder / "drawer")

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words that are right here whatever a dictionary says."""
        from editor.lexicon import Lexicon  # noqa: PLC0415  # not for the start

        return Lexicon(self.folder / "words")

    @cached_property
    def copydesk(self) -> CopyDesk:
        """What reads copy as a sub-editor does."""
        from editor.copydesk import CopyDesk  # noqa: PLC0415  # not for the start
        from editor.rulebook import RuleBook  # noqa: PLC0415  # not for the start

        shipped, own = self.resources / "house-style", self.folder / "house-style"
        book = RuleBook(shipped, own, self._newsroom_packs)
        return CopyDesk(book, self.lexicon, self.folder / "right", self._names)

    def _newsroom_packs(self) -> Mapping[str, str]:
        """The newsroom's rule packs; asked at every check, so they are kept until news come."""
        if self._packs is None:
            self._packs = self.mirror.packs().texts
        return self._packs

    def _names(self) -> Iterable[str]:
        """Names as this desk spells them: of people, places and organisations in its pictures."""
        known = self.frames.names()
        return [each for kind in NAMES for each in known.get(kind, ())]

    def _make_links(self) -> LinkDesk:
        from editor.lexicon import Lexicon  # noqa: PLC0415  # not for the start
        from editor.linkdesk import LinkDesk  # noqa: PLC0415  # httpx: not for the start

        return LinkDesk(Lexicon(self.folder / "right"))

    links = cached_property(_make_links)
    """What asks whether links lead somewhere."""

    def _its_wires(self) -> WireDesk:
        return self._in_time().wires

    wires = property(_its_wires)
    """What asks the sources of the wire desk for news."""

    def _make_shells(self) -> ShellDesk:
        from editor.shelldesk import ShellDesk  # noqa: PLC0415  # httpx: not for the start

        return ShellDesk(self)

    shells = cached_property(_make_shells)
    """What knows how the pages of a house of another kind look."""

    @cached_property
    def exporter(self) -> Exporter:
        """The way out for pictures: files with their words, and caption sheets."""
        from editor.captions.stationery import Take  # noqa: PLC0415  # as in drawer
        from editor.exports.exporter import Exporter  # noqa: PLC0415  # reportlab: as in drawer

        def take() -> Take:
            return Take(self.profile.language, self.settings.person, self.drawer.codes())

        return Exporter(self.vault, self.resources, take, self.clock)

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

    @cached_property
    def thumbnails(self) -> Thumbnails:
        """Sharp thumbnails of what lies on the light table."""
        from editor.pictures.thumbnails import Thumbnails  # noqa: PLC0415  # as in intake

        return Thumbnails(self.folder / "cache" / "frames")

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

        return Pages(self.resources / "site", profile, self.mirror.look())

    def _note(self, changes: Changes) -> None:
        if changes.is_site:
            self._profile = self._packs = None
        if changes.is_outbox and changes.origin not in OWN_ORIGINS:
            is_typing = changes.origin.startswith("draft:")
            self.sync.wake(TYPING_PAUSE_S if is_typing else 0.0)
