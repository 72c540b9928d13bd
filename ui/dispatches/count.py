# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of a list with a count at its right, painted; its name is cut where both do not fit."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.theme import GRID_PX, Theme

PAD_PX = 12
EDGE_PX = 3

Index = QModelIndex | QPersistentModelIndex


class CountDelegate(QStyledItemDelegate):
    """Paints the lines of a list."""

    COUNT = Qt.ItemDataRole.UserRole + 1
    TONE = Qt.ItemDataRole.UserRole + 2
    """`quiet` for one that is switched off, `needs_you` for one that fails; empty: ink."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        painter.save()
        area = QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, self._theme.colour("selected"))
            edge = QRectF(area.left(), area.top(), EDGE_PX, area.height())
            painter.fillRect(edge, self._theme.colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, self._theme.colour("hover"))
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.colour("accent"), 1))
            painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))
        self._paint_words(painter, index, area.adjusted(PAD_PX, 0, -PAD_PX, 0))
        painter.restore()

    def _paint_words(self, painter: QPainter, index: Index, area: QRectF) -> None:
        name, count = str(index.data()), str(index.data(self.COUNT) or "")
        tone = str(index.data(self.TONE) or "")
        mark = "⚠ " if tone == "needs_you" else ""
        painter.setFont(self._theme.ui_font(is_bold=bool(count)))
        metrics = QFontMetricsF(painter.font())
        room = area.width() - (metrics.horizontalAdvance(count) + GRID_PX if count else 0)
        shown = metrics.elidedText(f"{mark}{name}", Qt.TextElideMode.ElideRight, room)
        colour = {"quiet": "quiet", "needs_you": "needs_you_ink"}.get(tone, "ink")
        painter.setPen(QPen(self._theme.colour(colour)))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignLeft, shown)
        painter.setPen(QPen(self._theme.colour("quiet")))
        painter.drawText(area, middle | Qt.AlignmentFlag.AlignRight, count)
