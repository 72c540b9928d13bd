# SPDX-License-Identifier: GPL-3.0-or-later
"""One place that may be replaced, painted: the words around it, what stands there, what would."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from editor.replacing import FieldPassage
from editor.text.finding import CONTEXT
from ui import words
from ui.theme import GRID_PX, ROW_PX, Theme

PASSAGE_ROLE = Qt.ItemDataRole.UserRole + 9
ARROW = " → "
MOST_BEFORE = 0.4
"""Of the width for the words before: what is replaced is never out of sight."""

_Index = QModelIndex | QPersistentModelIndex
_Part = tuple[str, str, bool, bool]


class PassageDelegate(QStyledItemDelegate):
    """Rows without a place are painted as Qt does it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as every row, as wide as there is room."""
        return QSize(super().sizeHint(option, index).width(), ROW_PX)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The tick and the ground as Qt paints them, then the words."""
        place = index.data(PASSAGE_ROLE)
        super().paint(painter, option, index)
        if not isinstance(place, FieldPassage):
            return
        rect = QRect(option.rect)
        indicator = QStyle.PixelMetric.PM_IndicatorWidth
        style = option.widget.style()
        rect.setLeft(rect.left() + style.pixelMetric(indicator) + GRID_PX + 4)
        painter.save()
        self._paint_words(painter, rect, place)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, place: FieldPassage) -> None:
        font, left = QFont(painter.font()), rect.left()
        for text, tone, is_struck, is_bold in self._parts(place, QFontMetrics(font), rect.width()):
            shown = QFont(font)
            shown.setStrikeOut(is_struck)
            shown.setBold(is_bold)
            painter.setFont(shown)
            painter.setPen(self._theme.colour(tone))
            room = QRect(left, rect.top(), rect.right() - left, rect.height())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            metrics = QFontMetrics(shown)
            told = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, room.width()))
            painter.drawText(room, flags, told)
            left += metrics.horizontalAdvance(text)

    def _parts(self, place: FieldPassage, metrics: QFontMetrics, width_px: int) -> list[_Part]:
        said = place.passage
        field = "" if place.field == "body" else f"{words.field_word(place.field)}: "
        most = round(width_px * MOST_BEFORE)
        before = metrics.elidedText(said.before.lstrip(), Qt.TextElideMode.ElideLeft, most)
        return [
            (field, "quiet", False, False),
            (before, "ink", False, False),
            (_shown(said.found), "needs_you_ink", True, False),
            (ARROW, "quiet", False, False),
            (_shown(said.other), "fine", False, True),
            (said.after + "…" * (len(said.after) > CONTEXT // 2), "ink", False, False),
        ]


def _shown(text: str) -> str:
    """A text in one line; a line break as the sign for it."""
    return text.replace("\n", "↵")
