# SPDX-License-Identifier: GPL-3.0-or-later
"""TableSize: how many rows and columns a new table gets, chosen with the pointer or the arrows."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ui.theme import Theme

MOST_ROWS = 8
MOST_COLUMNS = 8
CELL_PX = 22
EDGE_PX = 8

_STEPS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class TableSize(QFrame):
    """A small window at the caret; Enter or a click chooses, Escape puts it away."""

    chosen = Signal(int, int)
    """Rows, the heading among them, and columns."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("sheet")
        self._field = _Field(theme, self)
        self._told = QLabel(self)
        self._told.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(EDGE_PX, EDGE_PX, EDGE_PX, EDGE_PX)
        layout.addWidget(self._field)
        layout.addWidget(self._told)
        self._field.moved.connect(self._say)
        self._field.clicked.connect(self._choose)
        self.setAccessibleName(self.tr("Size of the table"))

    def ask(self, at: QPoint) -> None:
        """Open at a place of the screen, at three rows and columns."""
        self._field.move_to(3, 3)
        self.move(at)
        self.show()
        self.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows choose, Enter takes it."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is not None:
            self._field.move_to(self._field.rows + step[0], self._field.columns + step[1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose()
        else:
            super().keyPressEvent(event)

    def _choose(self) -> None:
        self.hide()
        self.chosen.emit(self._field.rows, self._field.columns)

    def _say(self) -> None:
        rows, columns = self._field.rows, self._field.columns
        told = self.tr("{rows} rows × {columns} columns").format(rows=rows, columns=columns)
        self._told.setText(told)
        self.setAccessibleDescription(told)


class _Field(QWidget):
    """Cells of which those up to the pointer are filled."""

    moved = Signal()
    clicked = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows = self.columns = 1
        self.setMouseTracking(True)
        self.setFixedSize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Room for all cells."""
        return QSize(MOST_COLUMNS * CELL_PX, MOST_ROWS * CELL_PX)

    def move_to(self, rows: int, columns: int) -> None:
        """Choose so many, at least a heading and a row."""
        self.rows = max(2, min(MOST_ROWS, rows))
        self.columns = max(1, min(MOST_COLUMNS, columns))
        self.moved.emit()
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose up to the pointer."""
        place = event.position().toPoint()
        self.move_to(place.y() // CELL_PX + 1, place.x() // CELL_PX + 1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Take it."""
        self.mouseMoveEvent(event)
        self.clicked.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The heading darker than the rows below it."""
        del event
        painter = QPainter(self)
        painter.setPen(self._theme.colour("line"))
        for row in range(MOST_ROWS):
            for column in range(MOST_COLUMNS):
                cell = QRect(column * CELL_PX + 1, row * CELL_PX + 1, CELL_PX - 3, CELL_PX - 3)
                is_in = row < self.rows and column < self.columns
                name = "panel" if not is_in else "quiet" if row == 0 else "line"
                painter.fillRect(cell, self._theme.colour(name))
                painter.drawRect(cell)
        painter.end()
