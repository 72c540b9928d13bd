# SPDX-License-Identifier: GPL-3.0-or-later
"""A grid of tiles of one size: nothing is laid out, however many there are."""

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

Index = QModelIndex | QPersistentModelIndex
Hint = QAbstractItemView.ScrollHint
Move = QAbstractItemView.CursorAction


class Grid(QAbstractItemView):
    """Shows the rows of a list model as tiles, from left to right and down."""

    sight_changed = Signal()
    """Other tiles are in sight, or they have another size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile = QSize(160, 160)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(True)

    @property
    def columns(self) -> int:
        """How many tiles stand side by side."""
        return max(1, self.viewport().width() // self._tile.width())

    @property
    def rows_in_sight(self) -> range:
        """The rows of the model that are in sight, partly or whole."""
        top, high = self.verticalOffset(), self.viewport().height()
        first = top // self._tile.height() * self.columns
        last = (top + high + self._tile.height() - 1) // self._tile.height() * self.columns
        return range(min(first, self._count), min(last, self._count))

    def set_tile_size(self, size: QSize) -> None:
        """Give all tiles another size; the chosen one stays in sight, else the first."""
        if size == self._tile:
            return
        current = self.currentIndex()
        seen = self.rows_in_sight
        anchor = current.row() if current.isValid() and current.row() in seen else seen.start
        self._tile = size
        self.updateGeometries()
        self.scrollTo(self.model().index(anchor, 0), Hint.PositionAtTop)
        self.viewport().update()
        self.sight_changed.emit()

    def choose(self, row: int) -> None:
        """Make a row the only one that is chosen, and bring it into sight."""
        index = self.model().index(row, 0)
        if index.isValid():
            # Qt's own way asks which keys are held, and one of them may be part of a command's key.
            flag = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, flag)

    def visualRect(self, index: Index) -> QRect:  # noqa: N802  # Qt's name
        """Where a tile stands in the viewport."""
        return self._rect(index.row()) if index.isValid() else QRect()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:  # noqa: N802  # Qt's
        """Bring a tile into sight."""
        if not index.isValid():
            return
        rect, bar = self._rect(index.row()), self.verticalScrollBar()
        high = self.viewport().height()
        if hint is Hint.PositionAtCenter:
            bar.setValue(bar.value() + rect.center().y() - high // 2)
        elif rect.top() < 0 or hint is Hint.PositionAtTop:
            bar.setValue(bar.value() + rect.top())
        elif rect.bottom() >= high:
            bar.setValue(bar.value() + min(rect.top(), rect.bottom() - high + 1))

    def indexAt(self, point: QPoint) -> QModelIndex:  # noqa: N802  # Qt's name
        """The tile at a point of the viewport; none in the gaps at the edge."""
        column = (point.x() - self._edge) // self._tile.width()
        line = (point.y() + self.verticalOffset()) // self._tile.height()
        row = line * self.columns + column
        is_there = 0 <= column < self.columns and 0 <= row < self._count
        return self.model().index(row, 0) if is_there else QModelIndex()

    def horizontalOffset(self) -> int:  # noqa: N802  # Qt's name
        """Always 0: tiles go down, never aside."""
        return 0

    def verticalOffset(self) -> int:  # noqa: N802  # Qt's name
        """How far down the view is, in pixels."""
        return self.verticalScrollBar().value()

    def isIndexHidden(self, _index: Index) -> bool:  # noqa: N802  # Qt's name
        """No tile is hidden."""
        return False

    def moveCursor(self, action: Move, _modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: N802  # Qt's name
        """Where the keys of the cursor lead."""
        page = max(1, self.viewport().height() // self._tile.height()) * self.columns
        steps = {
            Move.MoveLeft: -1,
            Move.MovePrevious: -1,
            Move.MoveRight: 1,
            Move.MoveNext: 1,
            Move.MoveUp: -self.columns,
            Move.MoveDown: self.columns,
            Move.MovePageUp: -page,
            Move.MovePageDown: page,
            Move.MoveHome: -self._count,
            Move.MoveEnd: self._count,
        }
        row, step = max(0, self.currentIndex().row()), steps[action]
        wanted = row + step
        if action in (Move.MoveUp, Move.MoveDown) and not 0 <= wanted < self._count:
            return self.model().index(row, 0)
        return self.model().index(max(0, min(self._count - 1, wanted)), 0)

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:  # noqa: N802  # Qt's name
        """Choose from one tile to another in the order of reading, or what is drawn around."""
        if self.state() is QAbstractItemView.State.DragSelectingState:
            chosen = self._around(rect.normalized())
        else:
            ends = [self.indexAt(each) for each in (rect.topLeft(), rect.bottomRight())]
            chosen = QItemSelection()
            if all(each.isValid() for each in ends):
                first, last = sorted(ends, key=lambda each: each.row())
                chosen = QItemSelection(first, last)
        self.selectionModel().select(chosen, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:  # noqa: N802  # Qt's
        """What must be painted when these are chosen."""
        region = QRegion()
        for row in self.rows_in_sight:
            if selection.contains(self.model().index(row, 0)):
                region += self._rect(row)
        return region

    def keyboardSearch(self, _search: str) -> None:  # noqa: N802  # Qt's name
        """Letters are marks here; they look for nothing."""

    def updateGeometries(self) -> None:  # noqa: N802  # Qt's name
        """Say how far there is to scroll."""
        lines = -(-self._count // self.columns)
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, lines * self._tile.height() - high))
        bar.setPageStep(high)
        bar.setSingleStep(max(1, self._tile.height() // 3))
        super().updateGeometries()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fill the new width; the first tile in sight stays there."""
        first = self._first_before(event.oldSize())
        super().resizeEvent(event)
        self.updateGeometries()
        if first > 0:
            self.scrollTo(self.model().index(first, 0), Hint.PositionAtTop)
        self.sight_changed.emit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: N802  # Qt's name
        """Move what is painted already; only what comes into sight is painted."""
        self.viewport().scroll(dx, dy)
        self.sight_changed.emit()

    def reset(self) -> None:
        """Begin anew with other rows."""
        super().reset()
        self.updateGeometries()
        self.sight_changed.emit()

    def rowsInserted(self, parent: Index, start: int, end: int) -> None:  # noqa: N802  # Qt's name
        """Make room for more."""
        super().rowsInserted(parent, start, end)
        self.updateGeometries()
        if start <= self.rows_in_sight.stop:
            self.viewport().update()
            self.sight_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles that are asked for."""
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        asked, seen = event.region(), self.rows_in_sight
        selection, current = self.selectionModel(), self.currentIndex().row()
        plain = option.state & ~QStyle.StateFlag.State_HasFocus
        for row in seen:
            rect = self._rect(row)
            if not asked.intersects(rect):
                continue
            index = self.model().index(row, 0)
            option.rect = rect
            option.state = plain
            if selection.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)

    @property
    def _count(self) -> int:
        model = self.model()
        return model.rowCount() if model is not None else 0  # type: ignore[redundant-expr]  # Qt's stubs know of no view without a model

    def _rect(self, row: int) -> QRect:
        line, column = divmod(row, self.columns)
        left, top = self._edge + column * self._tile.width(), line * self._tile.height()
        return QRect(QPoint(left, top - self.verticalOffset()), self._tile)

    @property
    def _edge(self) -> int:
        """What is left at both sides, so that the tiles stand in the middle."""
        return (self.viewport().width() - self.columns * self._tile.width()) // 2

    def _around(self, rect: QRect) -> QItemSelection:
        chosen, model = QItemSelection(), self.model()
        columns, high = self.columns, self._tile.height()
        top, bottom = rect.top() + self.verticalOffset(), rect.bottom() + self.verticalOffset()
        left = max(0, (rect.left() - self._edge) // self._tile.width())
        right = min(columns - 1, (rect.right() - self._edge) // self._tile.width())
        for line in range(max(0, top // high), bottom // high + 1):
            first = line * columns + left
            last = min(line * columns + right, self._count - 1)
            if left <= right and first <= last:
                chosen.select(model.index(first, 0), model.index(last, 0))
        return chosen

    def _first_before(self, size: QSize) -> int:
        columns = max(1, size.width() // self._tile.width())
        return self.verticalOffset() // self._tile.height() * columns
