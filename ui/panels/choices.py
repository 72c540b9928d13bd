# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person chose: kept in the settings, and followed by the screen at once."""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from editor.errors import EditorError
from editor.model.capabilities import Met
from editor.model.rows import SyncStatus
from editor.settings import Settings
from ui import words
from ui.panels.house_form import Login
from ui.panels.look_line import Look
from ui.panels.settings import SettingsPanel
from ui.panels.sheet import Sheet
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk


class House(Protocol):
    """The publishing server of the desk; `editor.house.House` has it."""

    def shown(self) -> None:
        """The window stands: connect, in a thread of its own."""

    def renew(self) -> None:
        """Another site was set: connect anew, in a thread of its own."""

    def pair(self, address: str, code: str) -> None:
        """Sign in to a server of ours."""

    def sign_in(self, address: str, kind: str, login: str) -> Met:
        """Sign in to a house of another kind."""

    def meet(self, address: str, kind: str, login: str) -> Met:
        """Find out who we are to a house of another kind, and what it can do."""

    def __exit__(self, *_: object) -> None:
        """Disconnect, and end the built-in server."""


class Choices(QObject):
    """Ties the settings, their sheet, the theme and the publishing server together."""

    language_chosen = Signal(str)
    snippets_asked = Signal()
    learn_asked = Signal(str)
    """The look of the site is to be learned from this page; empty: from one of the newest."""
    heard = Signal(object)
    """How the connection is: a `SyncStatus`."""
    map_asked = Signal()
    """A person wants to see what our names are in the house."""
    house_set = Signal()
    """A house of another kind was signed in to."""
    kept = Signal(dict)
    """Settings that are others now: name -> value."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, house: House | None, sheet: Sheet
    ) -> None:
        super().__init__(sheet)
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._house = house
        self._sheet = sheet
        self._panel: SettingsPanel | None = None
        self._look = Look()
        sheet.hold_later(self._make)

    def show(self) -> None:
        """Show what can be chosen, as it now is."""
        if self._panel is not None:
            self._panel.show_settings(self._desk.settings)
            self._panel.show_desks(self._desks())
            self.show_status(self._desk.sync.status)
        self._sheet.open()

    def show_status(self, status: SyncStatus) -> None:
        """Say how the connection is."""
        if self._panel is not None:
            self._panel.house.show_site(words.sync_reason(status))
        self.heard.emit(status)

    def show_look(self, look: Look) -> None:
        """Say what is known of how the pages of the site look."""
        self._look = look
        if self._panel is not None:
            self._panel.look.show_look(look)

    def show_undecided(self, count: int) -> None:
        """Say how many of our names wait for a decision what they are in the house."""
        if self._panel is not None:
            self._panel.house.show_undecided(count)

    def take(self, settings: Settings) -> None:
        """Follow what was chosen, and keep it."""
        old = self._desk.settings
        told = {
            each.name: getattr(settings, each.name)
            for each in fields(settings)
            if each.name != "window" and getattr(settings, each.name) != getattr(old, each.name)
        }
        self.keep(told)
        if "language" in told:
            self.language_chosen.emit(settings.language)
            self.show_status(self._desk.sync.status)
        if told.keys() & {"appearance", "copy_font", "copy_size_px"}:
            self._theme.choose(
                appearance=settings.appearance,
                copy_font=settings.copy_font,
                copy_size_px=settings.copy_size_px,
            )
        # The built-in server prints the newspaper that was chosen, from its start on.
        is_other_site = told.keys() & {"site_address", "site_kind"} or (
            "profile" in told and not settings.site_address
        )
        if is_other_site and self._house is not None and old.welcome_done:
            # After the write: whoever connects reads the settings.
            renew = self._house.renew
            self._tasks.write(lambda: None, lambda _done: renew())

    def keep(self, told: Mapping[str, object]) -> None:
        """Write some settings, in the order of all writes."""
        # Others write settings too (the built-in server its port): only what changed is replaced.
        desk = self._desk

        def work() -> None:
            desk.settings = replace(desk.settings, **told)  # type: ignore[arg-type]  # from Settings

        self._tasks.write(work)
        self.kept.emit(dict(told))

    def _make(self) -> SettingsPanel:
        self._panel = panel = SettingsPanel(self._desk.settings, self._desk.folder)
        panel.changed.connect(self.take)
        panel.done.connect(self._sheet.close_sheet)
        panel.house.sign_in_asked.connect(self._on_sign_in)
        panel.house.test_asked.connect(self._on_test)
        panel.house.map_asked.connect(self.map_asked)
        panel.writing.snippets_asked.connect(self.snippets_asked)
        panel.look.learn_asked.connect(self.learn_asked)
        panel.look.show_look(self._look)
        panel.folder_asked.connect(self._show_folder)
        panel.house.show_site(words.sync_reason(self._desk.sync.status))
        panel.show_desks(self._desks())
        return panel

    def _desks(self) -> list[tuple[str, str]]:
        return [(each.key, each.name) for each in self._desk.profile.desks]

    def _on_sign_in(self, login: Login) -> None:
        panel, house = self._panel, self._house
        if house is None or panel is None:
            return
        if not login.address or not login.is_whole:
            kept = replace(self._desk.settings, site_address=login.address, site_kind=login.kind)
            self.take(kept)
            return
        asked = (login.address, login.kind, login.secret)
        sign_in: Callable[[], Met | None] = partial(house.pair, login.address, login.secret)
        if login.kind:
            sign_in = partial(house.sign_in, *asked)
        panel.house.show_connecting()

        def done(met: Met | None) -> None:
            panel.house.show_signed_in(self._desk.settings)
            if met is not None:
                panel.house.show_met(met)
                self.house_set.emit()

        self._tasks.run(sign_in, done, self._on_trouble)

    def _on_test(self, login: Login) -> None:
        panel, house = self._panel, self._house
        if house is None or panel is None:
            return
        panel.house.show_connecting()

        def done(met: Met) -> None:
            panel.house.show_site(words.sync_reason(self._desk.sync.status))
            panel.house.show_met(met)

        met = partial(house.meet, login.address, login.kind, login.secret)
        self._tasks.run(met, done, self._on_trouble)

    def _on_trouble(self, error: EditorError) -> None:
        if self._panel is not None:
            self._panel.house.show_site(words.error_sentence(error), tone="needs_you")

    def _show_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._desk.folder)))
