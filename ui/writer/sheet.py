# SPDX-License-Identifier: GPL-3.0-or-later
"""Sheet: head, buttons and copy as one page that scrolls as one; the buttons stay in sight."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from ui.theme import Theme
from ui.writer.copy import CopyEdit
from ui.writer.head import Head, HeadField

MEASURE = 68
"""Letters in a line of the copy."""
SIDE_PX = 24
TOP_PX = 14
"""Above the first line of the copy."""
BAR_SPACE_PX = 4


class Sheet(QWidget):
    """The head scrolls away in pixels, then the copy in lines; one scroll bar for both.

    The copy is as tall as the view and only shows its own lines, however long it is.
    """

    scrolled = Signal(float)
    """The line at the top of the view; from -1 to 0 while the head is still in sight."""

    def __init__(self, theme: Theme, head: Head, bar: QWidget, copy: CopyEdit) -> None:
        super().__init__()
        self._theme = theme
        self._head, self._bar, self._copy = head, bar, copy
        for each in (head, copy, bar):
            each.setParent(self)
        self._above_px = 0
        self._rest_px = 0.0
        self._is_told = True
        self._is_bare = False
        self._scroll = QScrollBar(Qt.Orientation.Vertical, self)
        self._scroll.valueChanged.connect(self._go_to)
        self._inner = copy.verticalScrollBar()
        self._inner.valueChanged.connect(self._follow_copy)
        self._inner.rangeChanged.connect(self._measure_scroll)
        copy.wheeled.connect(self.scroll_by)
        copy.cursorPositionChanged.connect(self._show_caret)
        copy.left_at_top.connect(self._to_head)
        head.left_below.connect(self._to_copy)
        head.installEventFilter(self)
        for field in head.fields.values():
            field.installEventFilter(self)
            field.viewport().installEventFilter(self)
        theme.changed.connect(self.arrange)

    @property
    def head_px(self) -> int:
        """How tall the head is."""
        return self._head.height()

    def top_line(self) -> float:
        """See `scrolled`."""
        if self._above_px < self.head_px:
            return self._above_px / max(1, self.head_px) - 1
        return self._copy.top_line()

    def show_line(self, line: float) -> None:
        """Scroll to a line without telling that it was scrolled."""
        self._is_told = False
        if line < 0:
            self._inner.setValue(0)
            self._set_above(round((1 + max(-1.0, line)) * self.head_px))
        else:
            self._set_above(self.head_px)
            self._copy.show_line(line)
        self._measure_scroll()
        self._is_told = True

    def scroll_by(self, pixels: float) -> None:
        """Scroll down by so many pixels, or up: first the head, then the copy."""
        if pixels < 0 and self._inner.value() > 0:
            pixels += self._scroll_copy(pixels)
        if pixels != 0 and self._inner.value() == 0:
            before = self._above_px
            self._set_above(round(before + pixels))
            pixels -= self._above_px - before
        if pixels > 0 and self._above_px >= self.head_px:
            self._scroll_copy(pixels)
        self._measure_scroll()
        self._tell()

    def set_bare(self, *, is_bare: bool) -> None:
        """Leave the words alone, or bring the buttons back."""
        self._is_bare = is_bare
        self._bar.setVisible(not is_bare)
        self.arrange()

    def settle(self, offset_px: float) -> None:
        """Scroll by the whole lines that come nearest, where there is anything to scroll."""
        is_at_top = self._above_px == 0 and self._inner.value() == 0
        lines = round(offset_px / self._copy.line_px)
        if lines and not (lines < 0 and is_at_top):
            self._rest_px = 0.0
            self.scroll_by(lines * self._copy.line_px)
            self._rest_px = 0.0

    def arrange(self) -> None:
        """Put everything in its place."""
        bar_px = self._scroll.sizeHint().width()
        width = self.width() - bar_px
        column = min(self._measure_px(), width - 2 * SIDE_PX)
        left = (width - column) // 2
        self._head.fit(column)
        head_px = self._head.heightForWidth(column) if self._head.hasHeightForWidth() else -1
        head_px = head_px if head_px > 0 else self._head.sizeHint().height()
        self._above_px = min(self._above_px, head_px)
        tools_px = 0 if self._is_bare else self._bar.sizeHint().height()
        self._head.setGeometry(left, -self._above_px, column, head_px)
        top = head_px - self._above_px
        self._bar.setGeometry(left - BAR_SPACE_PX, top, column + 2 * BAR_SPACE_PX, tools_px)
        below = tools_px + TOP_PX
        self._copy.setGeometry(left, top + below, column, max(40, self.height() - below))
        self._scroll.setGeometry(width, 0, bar_px, self.height())
        self._measure_scroll()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep everything in its place."""
        super().resizeEvent(event)
        self.arrange()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll from the margins too."""
        self._copy.wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the copy goes on writing."""
        super().mousePressEvent(event)
        self._copy.setFocus(Qt.FocusReason.MouseFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The paper, and a hair line below the buttons."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), self._theme.colour("paper"))
        painter.setPen(self._theme.colour("line"))
        if not self._is_bare:
            line = self._bar.geometry().bottom() + 1
            painter.drawLine(self._copy.x(), line, self._copy.geometry().right(), line)
        painter.end()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The head grows, is scrolled over, or gets the caret."""
        kind = event.type()
        if kind == QEvent.Type.LayoutRequest and watched is self._head:
            self.arrange()
        elif kind == QEvent.Type.FocusIn and self._above_px:
            self._set_above(0)
            self._measure_scroll()
        elif isinstance(event, QWheelEvent) and not _scrolls_itself(watched):
            self._copy.wheelEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _measure_px(self) -> int:
        metrics = self._copy.fontMetrics()
        return metrics.horizontalAdvance("n" * 10) * MEASURE // 10 * 93 // 100

    def _scroll_copy(self, pixels: float) -> float:
        """Scroll the copy by whole lines, keep the rest for the next time.

        Returns:
            What of the pixels the copy could not go up, as a positive number.
        """
        self._rest_px += pixels
        lines = int(self._rest_px / self._copy.line_px)
        if not lines:
            return -pixels
        self._rest_px -= lines * self._copy.line_px
        wanted = self._inner.value() + lines
        self._inner.setValue(max(0, wanted))
        left = min(0.0, wanted * self._copy.line_px)
        return -pixels + left

    def _set_above(self, above_px: int) -> None:
        above_px = max(0, min(above_px, self.head_px))
        if above_px != self._above_px:
            self._above_px = above_px
            self.arrange()

    def _measure_scroll(self) -> None:
        line_px = self._copy.line_px
        self._scroll.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self._scroll.setRange(0, self.head_px + round(self._inner.maximum() * line_px))
        self._scroll.setPageStep(self.height())
        self._scroll.setSingleStep(round(line_px))
        self._scroll.setValue(self._above_px + round(self._inner.value() * line_px))
        self._scroll.blockSignals(False)  # noqa: FBT003 - Qt's signature

    def _go_to(self, value: int) -> None:
        self._inner.setValue(round(max(0, value - self.head_px) / self._copy.line_px))
        self._set_above(min(value, self.head_px))
        self._tell()

    def _follow_copy(self, value: int) -> None:
        if value > 0 and self._above_px < self.head_px:
            self._set_above(self.head_px)
        self._measure_scroll()
        self._tell()

    def _show_caret(self) -> None:
        """The copy keeps the caret within itself; what of it is below the sheet is ours."""
        if not self._copy.hasFocus():
            return
        bottom = self._copy.y() + round(self._copy.caret_rect.bottom()) + round(self._copy.line_px)
        if bottom > self.height() and self._above_px < self.head_px:
            self._set_above(self._above_px + bottom - self.height())
            self._measure_scroll()

    def _to_head(self) -> None:
        self._head.standfirst.setFocus(Qt.FocusReason.TabFocusReason)

    def _to_copy(self) -> None:
        self._copy.setFocus(Qt.FocusReason.TabFocusReason)

    def _tell(self) -> None:
        if self._is_told:
            self.scrolled.emit(self.top_line())


def _scrolls_itself(watched: QObject) -> bool:
    """Whether the wheel is for a field of the head that has the caret and more lines."""
    field = watched if isinstance(watched, HeadField) else watched.parent()
    return isinstance(field, HeadField) and field.is_overfull and field.hasFocus()
