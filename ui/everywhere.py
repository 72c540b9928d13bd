# SPDX-License-Identifier: GPL-3.0-or-later
"""Everywhere: the sheet that replaces words in all stories, beside the open one."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.panels.replacing import ReplacePanel
from ui.panels.sheet import Sheet
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.text.finding import Search


class Everywhere(QObject):
    """Opens it with what was looked for in the open story, and offers the way back.

    The panel is made when it is first asked for.

    Args:
        desk: whose stories.
        window: with the toast that tells what was done.
        work: with the open story, saved before all are looked through.
        sheets: of the newsroom; this one is added, so that one at a time is open.
    """

    def __init__(
        self, desk: "Desk", window: Window, work: Workspace, sheets: dict[str, Sheet]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work
        self.panel: ReplacePanel | None = None
        self.sheet = sheets["replace"] = Sheet(window.ground, width_px=860, is_tall=True)
        self.sheet.hold_later(self._made)
        self.sheet.closed.connect(self.end)
        window.closing.connect(self.end)
        work.preview.lie_under([self.sheet])
        work.writer.find_bar.everywhere_asked.connect(self.open)

    def open(self, search: "Search | None" = None, other: str = "") -> None:
        """Open the sheet; with something to look for, it is looked for at once."""
        self.sheet.open()
        self._made().start(search, other)

    def end(self) -> None:
        """End a search or a replacement that is going on."""
        if self.panel is not None:
            self.panel.end()

    def _made(self) -> ReplacePanel:
        if self.panel is None:
            window = self._window
            made = ReplacePanel(self._desk, window.tasks, window.theme, self._settle)
            made.finished.connect(self.sheet.close_sheet)
            made.undone_able.connect(self._offer_undo)
            made.told.connect(window.toast.say)
            self.panel = made
        return self.panel

    def _settle(self) -> None:
        if self._work.draft is not None:
            self._work.draft.flush()

    def _offer_undo(self, said: str, undo: object) -> None:
        if callable(undo):
            self._window.toast.say(said, self.tr("Undo"), undo)
