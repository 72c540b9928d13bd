# SPDX-License-Identifier: GPL-3.0-or-later
"""A line of a list with a count at its right, painted; its name is cut where both do not fit."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ui.rows import paint_ground
from ui.theme import GRID_PX, Theme

PAD_PX = 12

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
        paint_ground(painter, option, area, self._theme)
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
