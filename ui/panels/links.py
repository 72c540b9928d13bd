# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether the links of the open story lead somewhere: asked when a person presses the button."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError
from ui import words
from ui.panels.findings import Findings
from ui.panels.pieces import button, column, label, set_tone
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.linkdesk import Checked


class Links(QWidget):
    """A button, what came of it in one sentence, and the links that lead nowhere.

    Args:
        theme: for the icons.
    """

    asked = Signal()
    """A person wants to know."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._checked: Checked | None = None
        self._error: EditorError | None = None
        self._is_asking = False
        self.check = button(self._ask, kind="link")
        self.told = label(tone="quiet")
        self.list = Findings(theme, can_mend=True)
        self.setLayout(column(self.check, self.told, self.list, gap_px=GRID_PX // 2))
        self._say()

    def show_checked(self, checked: "Checked") -> None:
        """Say what came of it."""
        self._checked, self._error, self._is_asking = checked, None, False
        self.list.show_findings(checked.findings)
        self._say()

    def show_failed(self, error: EditorError) -> None:
        """Say why nothing came of it."""
        self._error, self._is_asking = error, False
        self._say()

    def clear(self) -> None:
        """Another story is open."""
        self._checked, self._error, self._is_asking = None, None, False
        self.list.show_findings(())
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _ask(self) -> None:
        if not self._is_asking:
            self._is_asking, self._error = True, None
            self._say()
            self.asked.emit()

    def _say(self) -> None:
        self.check.setText(self.tr("Check links"))
        self.check.setEnabled(not self._is_asking)
        self.check.setToolTip(self.tr("Asks the servers that they lead to; needs the network"))
        self.told.setText(self._sentence())
        self.told.setVisible(bool(self.told.text()))
        set_tone(self.told, "needs_you" if self._error is not None else "quiet")

    def _sentence(self) -> str:
        if self._is_asking:
            return self.tr("Asking where the links lead …")
        if self._error is not None:
            return words.error_sentence(self._error)
        if self._checked is None:
            return ""
        if not self._checked.asked:
            return self.tr("The copy has no links.")
        good = self._checked.asked - len({e.values["words"] for e in self._checked.findings})
        return self.tr("%n link(s) lead on.", "", good)
