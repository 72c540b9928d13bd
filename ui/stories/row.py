# SPDX-License-Identifier: GPL-3.0-or-later
"""One story's row, painted: headline, category and author, state and time, mark, captions."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPen,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from editor.model.assignment import UNFINISHED
from editor.model.profile import SiteProfile
from editor.model.rows import StoryRow, SyncMark
from ui import words
from ui.rows import EDGE_PX, paint_ground, paint_hairline
from ui.stories.model import ROW_ROLE
from ui.theme import GRID_PX, Theme

PAD_PX = 12
SMALL_PX = 12
MATCH_OPENS, MATCH_CLOSES = "\x02", "\x03"

Index = QModelIndex | QPersistentModelIndex
Format = QTextLayout.FormatRange


class StoryDelegate(QStyledItemDelegate):
    """Paints rows; all have one height, so that a hundred thousand need no measuring.

    Args:
        theme: colours and type.
        profile: the site's, for the names of categories and desks and its clock.
        clock: for relative times.
    """

    def __init__(
        self,
        theme: Theme,
        profile: Callable[[], SiteProfile],
        clock: Callable[[], datetime] = words.now,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._profile = profile
        self._clock = clock
        self.unsaved_id = ""
        """The story whose newest words are only on the screen: it is never marked as sent."""
        self.has_excerpts = False
        """Whether the rows are those of a search and show the passage found."""
        self.holders: Mapping[str, tuple[str, ...]] = {}
        """Article id -> who else has it open."""

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Two lines of headline, two small lines, two more for a passage found."""
        strong, small = self._metrics(is_strong=True), self._metrics(is_strong=False)
        lines = 4 if self.has_excerpts else 2
        height = 2 * strong.height() + lines * (small.height() + 2) + 2 * GRID_PX + 8
        return QSize(200, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row; an empty ground while it is on its way."""
        painter.save()
        area = QRectF(option.rect)
        paint_ground(painter, option, area, self._theme)
        paint_hairline(painter, area, self._theme)
        row = index.data(ROW_ROLE)
        if isinstance(row, StoryRow):
            inside = area.adjusted(PAD_PX + EDGE_PX, GRID_PX, -PAD_PX, -GRID_PX)
            self._paint_texts(painter, row, inside)
        painter.restore()

    def _paint_texts(self, painter: QPainter, row: StoryRow, area: QRectF) -> None:
        ink, quiet = self._theme.colour("ink"), self._theme.colour("quiet")
        strong, small = self._font(is_strong=True), self._font(is_strong=False)
        line_px = QFontMetricsF(small).height() + 2
        headline = row.title or self.tr("Without a headline")
        colour = ink if row.title else quiet
        top = area.top() + _paint_lines(painter, headline, strong, colour, area)
        painter.setFont(small)
        about = self._about(row)
        others = self.holders.get(row.id, ())
        if about or others:
            line = QRectF(area.left(), top, area.width(), line_px)
            line.setWidth(area.width() - self._paint_others(painter, others, line))
            _paint_line(painter, about, quiet, line)
            top += line_px
        self._paint_state(painter, row, QRectF(area.left(), top, area.width(), line_px))
        if row.excerpt and self.has_excerpts:
            rest = QRectF(area.left(), top + line_px, area.width(), 2 * line_px)
            _paint_lines(painter, row.excerpt, small, ink, rest)

    def _about(self, row: StoryRow) -> str:
        """Where it belongs, and who writes it or is to."""
        people = ", ".join(dict.fromkeys(each.person for each in row.assignees))
        names = self._profile()
        told = [names.category_name(row.category), row.byline or people, names.desk_name(row.desk)]
        return " · ".join(each for each in told if each)

    def _paint_others(self, painter: QPainter, names: tuple[str, ...], area: QRectF) -> float:
        """Who else has it open, at the right; returns how wide that is."""
        if not names:
            return 0.0
        said = "● " + ", ".join(names)
        most = area.width() / 2
        wide = min(QFontMetricsF(painter.font()).horizontalAdvance(said) + 1, most)
        place = area.adjusted(area.width() - wide, 0, 0, 0)
        _paint_line(painter, said, self._theme.colour("accent"), place)
        return wide + GRID_PX

    def _paint_state(self, painter: QPainter, row: StoryRow, area: QRectF) -> None:
        quiet = self._theme.colour("quiet")
        amber = self._theme.colour("needs_you_ink")
        right = area.right() - self._paint_mark(painter, self._mark_of(row), area)
        said, due = self._state_words(row)
        space = QRectF(area.left(), area.top(), right - area.left(), area.height())
        if row.missing_captions:
            # What is to be mended is told whole; how long ago may be cut short.
            missing = self.tr("%n caption(s) missing", "", row.missing_captions)
            wide = min(QFontMetricsF(painter.font()).horizontalAdvance(missing) + 1, space.width())
            _paint_line(painter, missing, amber, space.adjusted(space.width() - wide, 0, 0, 0))
            space.setWidth(space.width() - wide - GRID_PX)
        _paint_line(painter, said, quiet, space)
        if due:
            space.setLeft(space.left() + QFontMetricsF(painter.font()).horizontalAdvance(said))
            is_late = row.due_at is not None and row.due_at < self._clock()
            _paint_line(painter, due, amber if is_late else quiet, space)

    def _state_words(self, row: StoryRow) -> tuple[str, str]:
        """Where it stands, and when it is due: how long ago it was changed matters less then."""
        now = self._clock()
        parts = [words.stub() if row.is_stub else words.state_word(row.state)]
        if row.is_returned:
            parts = [words.returned()]
        if row.is_ahead:
            parts.append(words.ahead())
        if row.due_at is None or row.state not in UNFINISHED:
            return " · ".join([*parts, words.ago(row.changed_at, now)]), ""
        return " · ".join([*parts, ""]), words.due(row.due_at, now, self._profile().time_zone)

    def _mark_of(self, row: StoryRow) -> SyncMark:
        is_ahead = row.id == self.unsaved_id and row.mark is SyncMark.SENT
        return SyncMark.WAITING if is_ahead else row.mark

    def _paint_mark(self, painter: QPainter, mark: SyncMark, area: QRectF) -> float:
        # Shape first: dots stand for "let it stand", an arrow for what is to go, a tick for sent.
        colour = self._theme.colour("needs_you" if mark is SyncMark.NEEDS_YOU else "quiet")
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.4, c=Qt.PenCapStyle.RoundCap, j=Qt.PenJoinStyle.RoundJoin))
        centre = QPointF(area.right() - 7, area.center().y())
        _MARKS[mark](painter, centre, colour)
        painter.restore()
        return 20.0

    def _font(self, *, is_strong: bool) -> QFont:
        if is_strong:
            return self._theme.ui_font(is_bold=True)
        return self._theme.ui_font(size_px=SMALL_PX)

    def _metrics(self, *, is_strong: bool) -> QFontMetricsF:
        return QFontMetricsF(self._font(is_strong=is_strong))


def _paint_line(painter: QPainter, text: str, colour: QColor, area: QRectF) -> None:
    painter.setPen(colour)
    metrics = QFontMetricsF(painter.font())
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


def _paint_lines(painter: QPainter, text: str, font: QFont, colour: QColor, area: QRectF) -> float:
    """Paint at most two lines; what lies between match marks is strong. Returns the height."""
    painter.setPen(colour)
    layout = _laid(text, font.toString(), round(area.width()))
    layout.draw(painter, area.topLeft())
    return layout.boundingRect().height() + 2


@lru_cache(maxsize=1024)
def _laid(text: str, font: str, width_px: int) -> QTextLayout:
    """A text in at most two lines of a width, the second elided, matches strong."""
    shown = QFont()
    shown.fromString(font)
    plain, matches = _unmarked(text)
    first = _lay(QTextLayout(plain, shown), width_px, lines=1)
    rest = plain[first:]
    elided = QFontMetricsF(shown).elidedText(rest, Qt.TextElideMode.ElideRight, width_px)
    layout = QTextLayout(plain[:first] + elided, shown)
    layout.setFormats(matches)
    _lay(layout, width_px)
    return layout


def _lay(layout: QTextLayout, width_px: int, lines: int = 2) -> int:
    """Give a layout its lines; returns how many characters the first one holds."""
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    top, held = 0.0, 0
    for number in range(lines):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width_px))
        line.setPosition(QPointF(0, top))
        top += line.height()
        held = line.textLength() if number == 0 else held
    layout.endLayout()
    return held


def _unmarked(text: str) -> tuple[str, list[Format]]:
    """The text without its match marks, and what is to be strong in it."""
    strong = QTextCharFormat()
    strong.setFontWeight(QFont.Weight.Bold)
    plain, matches = "", []
    for number, piece in enumerate(text.replace("\n", " ").split(MATCH_OPENS)):
        match, closes, after = piece.partition(MATCH_CLOSES)
        if number and closes:
            matches.append(_format(len(plain), len(match), strong))
        plain += match + after
    return plain, matches


def _format(start: int, length: int, char_format: QTextCharFormat) -> Format:
    made = Format()
    made.start, made.length, made.format = start, length, char_format
    return made


def _draw_dots(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for step in (-5, 0, 5):
        painter.drawEllipse(centre + QPointF(step, 0), 1.3, 1.3)


def _draw_arrow(painter: QPainter, centre: QPointF, _colour: QColor) -> None:
    painter.drawLine(centre + QPointF(0, 4), centre + QPointF(0, -4))
    painter.drawPolyline(
        [centre + QPointF(-3.5, -0.5), centre + QPointF(0, -4), centre + QPointF(3.5, -0.5)]
    )


def _draw_tick(painter: QPainter, centre: QPointF, _colour: QColor) -> None:
    painter.drawPolyline(
        [centre + QPointF(-4, 0), centre + QPointF(-1, 3), centre + QPointF(4.5, -3.5)]
    )


def _draw_alarm(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    painter.drawPolygon(
        [centre + QPointF(0, -5), centre + QPointF(5.5, 4.5), centre + QPointF(-5.5, 4.5)]
    )
    painter.drawLine(centre + QPointF(0, -1.5), centre + QPointF(0, 1.5))


_MARKS: dict[SyncMark, Callable[[QPainter, QPointF, QColor], None]] = {
    SyncMark.SAVED: _draw_dots,
    SyncMark.WAITING: _draw_arrow,
    SyncMark.SENT: _draw_tick,
    SyncMark.NEEDS_YOU: _draw_alarm,
}
