# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that stands there when the store cannot be opened: one sentence, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError
from ui import words
from ui.panels.pieces import button, column, label, row
from ui.theme import GRID_PX

WIDTH_PX = 480


class Trouble(QWidget):
    """Says why nothing can be shown."""

    retry_asked = Signal()
    quit_asked = Signal()

    def __init__(self, error: EditorError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QWidget()
        inside.setFixedWidth(WIDTH_PX)
        retry = button(self.retry_asked.emit, kind="primary", text=self.tr("Try again"))
        leave = button(self.quit_asked.emit, kind="plain", text=self.tr("Quit"))
        inside.setLayout(
            column(
                label(self.tr("Stet cannot open its store"), role="title"),
                label(words.error_sentence(error)),
                2 * GRID_PX,
                row(retry, leave, -1),
            )
        )
        self.setLayout(column(-1, row(-1, inside, -1), -1))
