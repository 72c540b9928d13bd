# SPDX-License-Identifier: GPL-3.0-or-later
"""One row of the command palette, painted: an icon, the words, and what is said at the right."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QIcon, QPainter
from PySide6.QtWidgets import QListWidget, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.theme import GRID_PX, ICON_PX, Theme

ICON_ROLE: Final = Qt.ItemDataRole.UserRole + 2
"""The name of the icon; empty: none."""
NOTE_ROLE: Final = Qt.ItemDataRole.UserRole + 3
"""What is said at the right: the keys of a command, the state of a story."""
ROW_PX: Final = 32
ICON_ROOM_PX: Final = 20
SMALL_PX: Final = 12
MIDDLE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft

Index = QModelIndex | QPersistentModelIndex


class PaletteDelegate(QStyledItemDelegate):
    """Paints the rows of a palette: two hundred are there before a key is let go.

    Args:
        theme: colours, type and icons.
        view: the list, whose style has the ground of a row.
    """

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """All rows are one height."""
        return QSize(100, ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; its words end in an ellipsis where there is no more room."""
        painter.save()
        ground = QStyleOptionViewItem(option)
        style = self._view.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        area = option.rect.adjusted(GRID_PX, 0, -GRID_PX, 0)
        self._paint_icon(painter, str(index.data(ICON_ROLE) or ""), area)
        area.setLeft(area.left() + ICON_ROOM_PX + GRID_PX)
        area.setWidth(area.width() - self._paint_note(painter, str(index.data(NOTE_ROLE)), area))
        painter.setFont(self._theme.ui_font())
        painter.setPen(self._theme.colour("ink"))
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        painter.drawText(area, MIDDLE, _fitting(words, painter, area.width()))
        painter.restore()

    def _paint_icon(self, painter: QPainter, name: str, area: QRect) -> None:
        if not name:
            return
        icon: QIcon = self._theme.icon(name, "quiet")
        corner = QPoint(area.left(), area.top() + (area.height() - ICON_PX) // 2)
        icon.paint(painter, QRect(corner, QSize(ICON_PX, ICON_PX)))

    def _paint_note(self, painter: QPainter, note: str, area: QRect) -> int:
        """What is said at the right; returns how wide it is, with what parts it from the words."""
        painter.setFont(self._theme.ui_font(size_px=SMALL_PX))
        painter.setPen(self._theme.colour("quiet"))
        width_px = QFontMetrics(painter.font()).horizontalAdvance(note)
        painter.drawText(area.adjusted(area.width() - width_px, 0, 0, 0), MIDDLE, note)
        return width_px + GRID_PX


def _fitting(text: str, painter: QPainter, width_px: int) -> str:
    metrics = QFontMetrics(painter.font())
    return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width_px)
