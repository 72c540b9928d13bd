# SPDX-License-Identifier: GPL-3.0-or-later
"""Pane: where the browser stands; on X11 a window within the window, so that a key stays cheap.

Qt draws a whole window by OpenGL as soon as one widget of it is drawn so: at every letter all of
it would be put together anew, by the processor where there is no graphics card. A window of its
own keeps that to the page. It lies over every widget, so what floats there is cut out of it.
"""

from collections.abc import Iterable

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QMoveEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QWidget

NATIVE = frozenset({"xcb"})
"""Platforms of Qt on which a window can have holes, and OpenGL is often done by the processor."""
_MOVES = frozenset({QEvent.Type.Show, QEvent.Type.Hide, QEvent.Type.Move, QEvent.Type.Resize})


class Pane(QWidget):
    """A widget that is drawn apart from the window around it where that pays."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._floating: list[QWidget] = []
        self._over = QRegion()
        # Not at once: what is hidden may be on its way to its end, together with this.
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._cut)
        parent.installEventFilter(self)
        if QGuiApplication.platformName() in NATIVE:
            self.setAttribute(Qt.WidgetAttribute.WA_DontCreateNativeAncestors)
            self.setAttribute(Qt.WidgetAttribute.WA_NativeWindow)

    def lie_under(self, floating: Iterable[QWidget]) -> None:
        """Leave these widgets in sight where they stand over this one."""
        for each in floating:
            self._floating.append(each)
            each.installEventFilter(self)
        self._soon.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cut out anew what stands over it, as soon as all have moved."""
        if self._floating and event.type() in _MOVES:
            self._soon.start()
        return super().eventFilter(watched, event)

    def moveEvent(self, event: QMoveEvent) -> None:
        """Leave free what is left free."""
        super().moveEvent(event)
        self._soon.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave free what is left free."""
        super().resizeEvent(event)
        self._soon.start()

    def _cut(self) -> None:
        over = QRegion()
        for each in self._floating:
            if shiboken6.isValid(each) and each.isVisible() and each.window() is self.window():
                corner = each.mapTo(each.window(), QPoint()) - self.mapTo(self.window(), QPoint())
                over += QRegion(QRect(corner, each.size()).intersected(self.rect()))
        if over.isEmpty() and not self._over.isEmpty():
            self.clearMask()
        elif not over.isEmpty():
            self.setMask(QRegion(self.rect()) - over)
        if not (self._over - over).isEmpty():
            self._draw_anew()
        self._over = over

    def _draw_anew(self) -> None:
        """What is in sight again is drawn only when asked for, where Qt draws without OpenGL."""
        for each in self.findChildren(QWidget):
            each.update()
