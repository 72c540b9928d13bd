# SPDX-License-Identifier: GPL-3.0-or-later
"""A row of tiles that can be dragged into another order and dropped upon; an empty ground."""

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ui.pictures.tiles import MIME_TYPE, TileDelegate, TilesModel
from ui.theme import GRID_PX, Theme


class TileRow(QListView):
    """The row of tiles."""

    dropped = Signal(QMimeData)

    def __init__(self, model: TilesModel, delegate: TileDelegate) -> None:
        super().__init__()
        self._tiles = model
        self._delegate = delegate
        self._gap: int | None = None
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)

    def wanted_px(self) -> int:
        """The height that a tile and the scroll bar need in the present type."""
        bar = self.horizontalScrollBar().sizeHint().height()
        return self._delegate.tile_size().height() + bar + 2 * self.frameWidth()

    def sizeHint(self) -> QSize:
        """As high as a tile; a stacked layout asks no one else."""
        return QSize(super().sizeHint().width(), self.wanted_px())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that reorder to the strip; a list would only move its cursor."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (
            Qt.Key.Key_Left,
            Qt.Key.Key_Right,
        ):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: D102  # Qt's
        self._judge(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: D102  # Qt's
        self._judge(event)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: D102  # Qt's
        self._show_gap(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Move a tile, or take pictures in."""
        self._show_gap(None)
        mime = event.mimeData()
        if mime.hasFormat(MIME_TYPE):
            sha256 = bytes(mime.data(MIME_TYPE).data()).decode()
            self._tiles.move(sha256, self._row_at(event.position().toPoint()))
        else:
            self.dropped.emit(mime)
        event.acceptProposedAction()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tiles, and while one is dragged where it would stand."""
        super().paintEvent(event)
        if self._gap is None:
            return
        painter = QPainter(self.viewport())
        painter.setPen(QPen(self.palette().accent().color(), 2))
        x = self._gap_x(self._gap)
        painter.drawLine(x, GRID_PX, x, self.viewport().height() - GRID_PX)

    def _judge(self, event: QDragMoveEvent) -> None:
        mime = event.mimeData()
        if mime.hasFormat(MIME_TYPE):
            self._show_gap(self._row_at(event.position().toPoint()))
            event.acceptProposedAction()
        elif mime.hasUrls() or mime.hasImage():
            event.acceptProposedAction()
        else:
            event.ignore()

    def _show_gap(self, row: int | None) -> None:
        if row != self._gap:
            self._gap = row
            self.viewport().update()

    def _row_at(self, point: QPoint) -> int:
        rows = range(self._tiles.rowCount())
        return next((row for row in rows if point.x() < self._rect(row).center().x()), len(rows))

    def _gap_x(self, row: int) -> int:
        if row < self._tiles.rowCount():
            return self._rect(row).left() + 1
        return self._rect(row - 1).right() - 1

    def _rect(self, row: int) -> QRect:
        return self.visualRect(self._tiles.index(row))


class DropGround(QWidget):
    """The empty strip: a quiet dotted frame to drop into."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("edge"), 1.5)
        pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), 6, 6)
