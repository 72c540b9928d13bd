# SPDX-License-Identifier: GPL-3.0-or-later
"""SiteLook: the preview in the look of the site: on or off, learned anew when asked or old."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject

from editor.errors import EditorError
from editor.model.rows import Line, SyncStatus
from editor.model.shell import Shell
from ui import words
from ui.panels.choices import Choices
from ui.panels.look_line import Look, told
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk

AGAIN: Final = timedelta(hours=1)
"""So often it is looked whether what was learned is old, while the line is there."""


class SiteLook(QObject):
    """Ties the preview, the settings and what knows how the pages of the site look together.

    Args:
        desk: whose site.
        window: its toast tells what came of it.
        work: with the preview.
        choices: keeps what is chosen, and hears of the connection.
    """

    def __init__(self, desk: "Desk", window: Window, work: Workspace, choices: Choices) -> None:
        super().__init__(window)
        self._desk, self._window, self._work, self._choices = desk, window, work, choices
        self._look = Look()
        self._house: tuple[str, str] = ("", "")
        self._due: datetime | None = None
        work.preview.bar.look_asked.connect(self.toggle)
        choices.learn_asked.connect(self.learn)
        choices.heard.connect(self._follow)
        choices.kept.connect(self._follow_choice)
        self._look_up()

    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do."""
        return {"preview.look": self.toggle, "preview.learn": self.learn}

    def toggle(self) -> None:
        """Show the page in the look of the site, or by our own templates."""
        if not self._look.is_asked:
            self._say("shell.ours")
        elif self._look.shell is None:
            self._say("shell.none", self.tr("Learn"), self.learn)
            self._show()
        else:
            self._choices.keep({"is_preview_plain": not self._desk.settings.is_preview_plain})
            self._show()

    def learn(self, address: str = "") -> None:
        """Learn the look of the site, from a page or one of the newest, and show it."""
        if not self._look.is_asked:
            self._say("shell.ours")
        elif not self._look.is_busy:
            self._take(replace(self._look, is_busy=True))
            shells = self._desk.shells
            self._window.tasks.run(lambda: shells.learn(address), self._learned, self._on_trouble)

    def _follow(self, status: SyncStatus) -> None:
        """Look at another house; or, while the line is there, whether what is known is old."""
        if self._house != self._set():
            self._look_up()
        is_there = self._look.is_asked and not self._look.is_busy and status.line is Line.ONLINE
        now = self._desk.clock()
        if is_there and (self._due is None or now >= self._due):
            self._due = now + AGAIN
            self._window.tasks.run(self._desk.shells.renew, self._renewed)

    def _follow_choice(self, told: Mapping[str, object]) -> None:
        if told.keys() & {"site_kind", "site_address", "is_preview_plain"}:
            # After the write: what is rendered follows the settings.
            self._window.tasks.write(lambda: None, lambda _done: self._look_up())

    def _set(self) -> tuple[str, str]:
        return self._desk.settings.site_kind, self._desk.settings.site_address

    def _look_up(self) -> None:
        """See what is known of the house that is set; of our own nothing is even loaded."""
        house = self._set()
        self._house, self._due = house, None
        if all(house):
            self._window.tasks.run(self._known, lambda look: self._found(house, look))
        elif self._look.is_asked:
            self._found(house, Look())

    def _known(self) -> Look:
        shells = self._desk.shells
        return replace(self._bare(), shell=shells.shell(), trouble=shells.trouble)

    def _bare(self) -> Look:
        return Look(self._desk.shells.is_asked, zone=self._desk.profile.time_zone)

    def _found(self, house: tuple[str, str], look: Look) -> None:
        if house == self._set():
            self._take(look)
            self._work.preview.look_again()

    def _learned(self, shell: Shell) -> None:
        self._take(replace(self._bare(), shell=shell))
        self._window.toast.say(told(self._look))
        self._work.preview.look_again()

    def _renewed(self, shell: Shell | None) -> None:
        trouble = self._desk.shells.trouble
        self._take(replace(self._look, shell=shell or self._look.shell, trouble=trouble))
        if shell is not None:
            self._work.preview.look_again()

    def _on_trouble(self, error: EditorError) -> None:
        self._take(replace(self._look, trouble=error, is_busy=False))
        self._window.toast.say(words.error_sentence(error))

    def _take(self, look: Look) -> None:
        self._look = look
        self._choices.show_look(look)
        self._show()

    def _show(self) -> None:
        is_on = self._look.shell is not None and not self._desk.settings.is_preview_plain
        said = told(self._look) if self._look.is_asked else ""
        self._work.preview.bar.show_look(is_there=self._look.is_asked, is_on=is_on, told=said)

    def _say(self, code: str, act: str = "", do: Callable[[], object] | None = None) -> None:
        self._window.toast.say(words.code_sentence(code), act, do)
