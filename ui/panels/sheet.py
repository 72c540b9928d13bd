# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet that floats over the window's content; Esc or a click beside it puts it away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QMoveEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID_PX

SHADOW_PX, SUNK_PX, ROUND_PX = 24, 4, 6
DARKEST = 32
"""How much black the shadow is at the edge of the sheet, of 255."""
TOP_PX = 56


class Shadow(QWidget):
    """What a sheet casts on the window around it.

    A widget of its own and no effect of Qt's: that would blur the whole sheet anew at every key in
    one of its fields.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def lie_around(self, area: QRect) -> None:
        """Stand where the shadow of that area falls."""
        sunk = area.translated(0, SUNK_PX)
        self.setGeometry(sunk.adjusted(-SHADOW_PX, -SHADOW_PX, SHADOW_PX, SHADOW_PX))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line by line from the edge outwards, each fainter than the last."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        # It goes on a little under the sheet, which stands higher and has round corners.
        for at in range(SHADOW_PX + SUNK_PX + ROUND_PX):
            part = min(1.0, at / SHADOW_PX)
            painter.setPen(QPen(QColor(0, 0, 0, round(DARKEST * part**2)), 1))
            line = QRectF(self.rect()).adjusted(at + 0.5, at + 0.5, -at - 0.5, -at - 0.5)
            round_px = max(ROUND_PX, SHADOW_PX + ROUND_PX - at)
            painter.drawRoundedRect(line, round_px, round_px)


class Sheet(QFrame):
    """Holds one panel over its parent, as wide as it wants and as high as there is room.

    Args:
        parent: what it floats over.
        width_px: how wide it is where there is room.
        place: `top` under the bar in the middle, `right` under the bar at the right edge.
        is_tall: takes all the height that there is.
    """

    opened = Signal()
    closed = Signal()

    def __init__(
        self, parent: QWidget, *, width_px: int, place: str = "top", is_tall: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._room = parent
        self._width_px = width_px
        self._place = place
        self._is_tall = is_tall
        self._before: QWidget | None = None
        self._inside: QWidget | None = None
        self._make: Callable[[], QWidget] | None = None
        self._shadow: Shadow | None = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        self.hide()

    def hold_later(self, make: Callable[[], QWidget]) -> None:
        """Put a panel in that is made when it is first looked at."""
        self._make = make

    def hold(self, inside: QWidget) -> None:
        """Put the panel in, in place of the one before."""
        before, self._inside = self._inside, inside
        layout = self.layout()
        if before is not None:
            before.hide()
            before.deleteLater()
        if layout is not None:
            layout.addWidget(inside)

    def open(self) -> None:
        """Show it above everything, with the focus inside."""
        QGuiApplication.inputMethod().commit()
        if self._make is not None:
            make, self._make = self._make, None
            self.hold(make())
        self.opened.emit()
        self._before = self.window().focusWidget()
        self.place()
        self.show()
        self.raise_()
        self._cast_shadow()
        if self._inside is not None:
            self._inside.setFocus(Qt.FocusReason.PopupFocusReason)
        now = QApplication.focusWidget()
        if now is None or not (self.isAncestorOf(now) and now.isEnabled()):
            # Nothing is named that should have it, or it is greyed out.
            self._focus_end(is_first=True)
        self._stop_watching()
        for each in (self._room, self.window()):
            each.installEventFilter(self)

    def close_sheet(self) -> None:
        """Put it away and give the focus back, unless a person has put it elsewhere."""
        if not self.isVisible():
            return
        now = QApplication.focusWidget()
        is_elsewhere = now is not None and not self._holds(now)
        if not is_elsewhere:
            # Before it hides: Qt would go on to whatever comes next, a page or a button. What had
            # the focus may be gone by now; then no button gets what is typed next.
            is_there = self._before is not None and self._before.isVisible()
            back = self._before if is_there and self._before is not None else self._room
            back.setFocus(Qt.FocusReason.PopupFocusReason)
        self.hide()
        self._stop_watching()
        self._before = None
        self.closed.emit()

    def place(self) -> None:
        """Stand where it belongs in the parent as it now is."""
        room = self._room.rect()
        width = min(self._width_px, room.width() - 2 * GRID_PX)
        most = room.height() - TOP_PX - 2 * GRID_PX
        wanted = most if self._is_tall else self._wanted_height(width)
        height = max(80, min(most, wanted))
        left = (room.width() - width) // 2
        if self._place == "right":
            left = room.width() - width - GRID_PX
        self.setGeometry(left, TOP_PX if room.height() > 400 else GRID_PX, width, height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts it away."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001, N802  # Qt's
        """Tab goes round within the sheet: what lies below it is not to be typed into unseen."""
        has_moved = super().focusNextPrevChild(next)
        now = QApplication.focusWidget()
        if now is not None and self.isVisible() and not self._holds(now):
            return self._focus_end(is_first=next)
        return has_moved

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click within it goes no further."""
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the parent's size; a click beside the sheet closes it."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        if event.type() == QEvent.Type.MouseButtonPress and watched is self.window():
            # Nothing under the pointer had a use for it.
            self.close_sheet()
        return super().eventFilter(watched, event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Its shadow goes with it."""
        super().hideEvent(event)
        if self._shadow is not None:
            self._shadow.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """Its shadow comes back with it."""
        super().showEvent(event)
        if self._shadow is not None:
            self._cast_shadow()

    def moveEvent(self, event: QMoveEvent) -> None:
        """Its shadow follows."""
        super().moveEvent(event)
        if self._shadow is not None:
            self._shadow.lie_around(self.geometry())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its shadow grows and shrinks with it."""
        super().resizeEvent(event)
        if self._shadow is not None:
            self._shadow.lie_around(self.geometry())

    def event(self, event: QEvent) -> bool:
        """Grow and shrink with what is inside."""
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self.place()
        return super().event(event)

    def _cast_shadow(self) -> None:
        if self._shadow is None:
            self._shadow = Shadow(self._room)
            self.destroyed.connect(self._shadow.deleteLater)
        self._shadow.lie_around(self.geometry())
        self._shadow.stackUnder(self)
        self._shadow.show()

    def _stop_watching(self) -> None:
        # There are thirty sheets: if all of them looked at each event of the window while they are
        # away, a key press would cost a millisecond more.
        for each in (self._room, self.window()):
            each.removeEventFilter(self)

    def _holds(self, widget: QWidget) -> bool:
        # Lists and calendars that open out of it are windows of their own.
        return widget is self or self.isAncestorOf(widget) or widget.window() is not self.window()

    def _focus_end(self, *, is_first: bool) -> bool:
        """Focus the first or the last that takes it, as they are read; returns whether one does."""

        def place(widget: QWidget) -> tuple[int, int]:
            at = widget.mapTo(self, QPoint(0, 0))
            return at.y(), at.x()

        takers = sorted(filter(_takes_tab, self.findChildren(QWidget)), key=place)
        if takers:
            reason = (
                Qt.FocusReason.TabFocusReason if is_first else Qt.FocusReason.BacktabFocusReason
            )
            takers[0 if is_first else -1].setFocus(reason)
        return bool(takers)

    def _wanted_height(self, width: int) -> int:
        layout = self.layout()
        if layout is None:
            return 0
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()


def _takes_tab(widget: QWidget) -> bool:
    takes = widget.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
    return takes and widget.isVisible() and widget.isEnabled() and widget.focusProxy() is None
