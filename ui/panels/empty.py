# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands where a story would while none is open, with the act that fills it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from ui.panels.pieces import button, column, label, row
from ui.theme import GRID_PX


class NoStory(QWidget):
    """An invitation to write."""

    new_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title, self._note = (
            label(role="heading", wraps=False),
            label(tone="quiet", wraps=False),
        )
        self._new = button(self.new_asked.emit, kind="primary")
        for each in (self._title, self._note):
            each.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        act = row(-1, self._new, -1)
        self.setLayout(column(-1, self._title, self._note, GRID_PX, act, -1))
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("No story is open"))
        self._note.setText(self.tr("Choose one on the left, or write a new one."))
        self._new.setText(self.tr("New article"))
