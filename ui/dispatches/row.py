# SPDX-License-Identifier: GPL-3.0-or-later
"""One dispatch's row, painted: a dot while unread, headline, source, how long ago."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from editor.model.dispatch import DispatchRow
from ui import words
from ui.dispatches.model import ROW_ROLE
from ui.rows import paint_ground, paint_hairline
from ui.theme import GRID_PX, Theme

PAD_PX = 12
DOT_PX = 14
"""Room for the dot of what is unread."""
SMALL_PX = 12

Index = QModelIndex | QPersistentModelIndex


class DispatchDelegate(QStyledItemDelegate):
    """Paints rows; all have one height, so that ten thousand need no measuring.

    Args:
        theme: colours and type.
        clock: for relative times.
    """

    def __init__(
        self,
        theme: Theme,
        clock: Callable[[], datetime] = words.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines of headline and a small one."""
        strong, small = (QFontMetricsF(self._font(is_strong=each)) for each in (True, False))
        return QSize(200, round(2 * strong.height() + small.height() + 2 * GRID_PX + 6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        painter.save()
        area = QRectF(option.rect)
        paint_ground(painter, option, area, self._theme)
        paint_hairline(painter, area, self._theme)
        row = index.data(ROW_ROLE)
        if isinstance(row, DispatchRow):
            if not row.is_read:
                self._paint_dot(painter, area)
            left = PAD_PX + DOT_PX
            self._paint_texts(painter, row, area.adjusted(left, GRID_PX, -PAD_PX, -GRID_PX))
        painter.restore()

    def _paint_dot(self, painter: QPainter, area: QRectF) -> None:
        height = QFontMetricsF(self._font(is_strong=True)).height()
        centre = QPointF(area.left() + PAD_PX + 3, area.top() + GRID_PX + height / 2)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("ink"))
        painter.drawEllipse(centre, 3, 3)
        painter.restore()

    def _paint_texts(self, painter: QPainter, row: DispatchRow, area: QRectF) -> None:
        ink, quiet = self._theme.colour("ink"), self._theme.colour("quiet")
        small = self._theme.ui_font(size_px=SMALL_PX)
        line_px = QFontMetricsF(small).height() + 2
        told = QRectF(area.left(), area.bottom() - line_px, area.width(), line_px)
        painter.setFont(self._font(is_strong=not row.is_read))
        painter.setPen(ink if not row.is_read else quiet)
        flags = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap
        room = QRectF(area.left(), area.top(), area.width(), told.top() - area.top() - 2)
        painter.drawText(room, flags, self._headline(row.headline, painter, room))
        painter.setFont(small)
        painter.setPen(quiet)
        parts = [row.source, words.ago(row.at, self._clock())]
        parts += [] if row.story_id is None else [self.tr("story started")]
        metrics = QFontMetricsF(small)
        # The end is cut last: that a story was started must be seen.
        said = metrics.elidedText(" · ".join(parts), Qt.TextElideMode.ElideMiddle, area.width())
        painter.drawText(told, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, said)

    def _headline(self, headline: str, painter: QPainter, room: QRectF) -> str:
        """As much of it as two lines hold."""
        metrics = QFontMetricsF(painter.font())
        return metrics.elidedText(headline, Qt.TextElideMode.ElideRight, 1.8 * room.width())

    def _font(self, *, is_strong: bool) -> QFont:
        return self._theme.ui_font(is_bold=is_strong)
