# SPDX-License-Identifier: GPL-3.0-or-later
"""The time line of a story: a mark a version, a row an author; dragged, or walked by keys."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QSlider, QToolTip, QWidget

from editor.model.rows import Version
from editor.model.workflow import Act
from ui.theme import GRID_PX, Theme

ROWS = 4
"""So many authors have a row of their own, those with the most versions; the others share one."""
ROW_PX, DAYS_PX, ACTS_PX = 13, 18, 14
NAMES_PX = 128
DAY_SPACE_PX = 76
"""A day is named where so much room is free since the last name."""
ACTS = frozenset(each.value for each in Act)
PAGE = 10
"""Versions that Page Up and Page Down walk over."""


class TimeLine(QSlider):
    """All versions, the oldest at the left, each as wide as any other, days told apart by lines."""

    walked = Signal(int)
    """The place of a version, counted from the oldest: a person has come to it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._theme = theme
        self._versions: Sequence[Version] = ()
        self._said: Sequence[str] = ()
        self._days: Sequence[tuple[date, str]] = ()
        self._names: list[str] = []
        self._row_of: list[int] = []
        self._from = -1
        self.setRange(0, 0)
        self.setSingleStep(1)
        self.setPageStep(PAGE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.actionTriggered.connect(lambda _action: self._tell(self.sliderPosition()))

    def show_versions(
        self,
        versions: Sequence[Version],
        said: Sequence[str],
        days: Sequence[tuple[date, str]],
        other: str,
    ) -> None:
        """Show the versions of a story.

        Args:
            versions: oldest first.
            said: what each is called, for the tooltip and for those who hear the screen.
            days: of each, with the name of the day.
            other: what authors beyond the first rows are called.
        """
        self._versions, self._said, self._days = versions, said, days
        counts: dict[str, int] = {}
        for each in versions:
            counts[each.author] = counts.get(each.author, 0) + 1
        first = sorted(counts, key=lambda name: (-counts[name], name))
        self._names = first if len(first) <= ROWS else [*first[: ROWS - 1], other]
        last = len(self._names) - 1
        places = {name: min(place, last) for place, name in enumerate(first)}
        self._row_of = [places[each.author] for each in versions]
        self.setRange(0, max(0, len(versions) - 1))
        self.updateGeometry()
        self.update()

    def stand(self, place: int, start: int = -1) -> None:
        """Show which version is read, and from which on its changes are told; tells nobody."""
        self._from = start
        self.setValue(place)
        if place < len(self._said):
            self.setAccessibleDescription(self._said[place])
        self.update()

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        rows = max(1, len(self._names))
        return QSize(400, DAYS_PX + ACTS_PX + rows * ROW_PX + GRID_PX)

    def minimumSizeHint(self) -> QSize:
        """As high as its rows, as narrow as it is made."""
        return QSize(160, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to the version under the pointer."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._tell(self.place_at(event.position().x()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Scrub."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._tell(self.place_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Stay where the pointer left it."""
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Say which version is under the pointer."""
        if isinstance(event, QHelpEvent) and self._said:
            QToolTip.showText(event.globalPos(), self._said[self.place_at(event.x())], self)
            return True
        return super().event(event)

    def place_at(self, x: float) -> int:
        """Which version is drawn at a place, from the left edge, in pixels."""
        left, step = self._scale()
        most = max(0, len(self._versions) - 1)
        return max(0, min(most, round((x - left) / step))) if step else 0

    def x_of(self, place: int) -> float:
        """Where a version is drawn."""
        left, step = self._scale()
        return left + place * step

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Days above, acts below them, then a row an author."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.ui_font(size_px=11))
        self._paint_days(painter)
        self._paint_names(painter)
        for place, version in enumerate(self._versions):
            self._paint_mark(painter, place, version)
        self._paint_handle(painter)
        painter.end()

    def _tell(self, place: int) -> None:
        if place != self.value():
            self.setValue(place)
            self.walked.emit(place)

    def _scale(self) -> tuple[float, float]:
        left = NAMES_PX + GRID_PX
        room = self.width() - left - GRID_PX
        return left, room / max(1, len(self._versions) - 1)

    def _paint_days(self, painter: QPainter) -> None:
        last_x = float("-inf")
        for place, (day, name) in enumerate(self._days):
            if place and self._days[place - 1][0] == day:
                continue
            x = self.x_of(place)
            painter.setPen(self._theme.colour("line"))
            painter.drawLine(QPointF(x, 0), QPointF(x, self.height() - GRID_PX))
            if x - last_x >= DAY_SPACE_PX and x < self.width() - DAY_SPACE_PX / 2:
                painter.setPen(self._theme.colour("quiet"))
                painter.drawText(QPointF(x + 4, 12), name)
                last_x = x

    def _paint_names(self, painter: QPainter) -> None:
        metrics = QFontMetrics(painter.font())
        painter.setPen(self._theme.colour("quiet"))
        for row, name in enumerate(self._names):
            shown = metrics.elidedText(
                name or self.tr("this laptop"), Qt.TextElideMode.ElideRight, NAMES_PX
            )
            painter.drawText(
                QRectF(0, self._y(row), NAMES_PX, ROW_PX), Qt.AlignmentFlag.AlignVCenter, shown
            )

    def _paint_mark(self, painter: QPainter, place: int, version: Version) -> None:
        x, y = self.x_of(place), self._y(self._row_of[place])
        is_told = self._from <= place <= self.value() if self._from >= 0 else place == self.value()
        colour = self._theme.colour("ink" if is_told else "edge")
        painter.fillRect(QRectF(x - 1, y + 2, 2, ROW_PX - 4), colour)
        if version.reason in ACTS:
            top = DAYS_PX + ACTS_PX / 2
            painter.setBrush(self._theme.colour("fine"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawPolygon(_diamond(x, top))

    def _paint_handle(self, painter: QPainter) -> None:
        if not self._versions:
            return
        x = self.x_of(self.value())
        colour = self._theme.colour("accent" if self.hasFocus() else "quiet")
        painter.fillRect(
            QRectF(x - 0.75, DAYS_PX - 2, 1.5, self.height() - DAYS_PX - GRID_PX + 4), colour
        )
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(QPointF(x, self.height() - GRID_PX + 2), 4.5, 4.5)

    def _y(self, row: int) -> float:
        return DAYS_PX + ACTS_PX + row * ROW_PX


def _diamond(x: float, y: float) -> QPolygonF:
    return QPolygonF([QPointF(x, y - 5), QPointF(x + 4, y), QPointF(x, y + 5), QPointF(x - 4, y)])
