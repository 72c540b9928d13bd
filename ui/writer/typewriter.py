# SPDX-License-Identifier: GPL-3.0-or-later
"""Typewriter: the line of the caret stays at one height of the page, and the copy moves past it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from ui.writer.copy import CopyEdit
from ui.writer.sheet import Sheet


class Typewriter(QObject):
    """Follows keys alone: nothing moves under a mouse that is pressed or a page that is turned.

    Args:
        sheet: the page that scrolls.
        copy: where the caret is.
    """

    def __init__(self, sheet: Sheet, copy: CopyEdit) -> None:
        super().__init__(copy)
        self._sheet = sheet
        self._copy = copy
        self._is_on = False
        self._share = 0.5

    @property
    def is_on(self) -> bool:
        """Whether the caret keeps its height."""
        return self._is_on

    def choose(self, *, is_on: bool, percent: int) -> None:
        """Keep the caret at a height, or let it go.

        Args:
            is_on: whether it keeps its height.
            percent: how far down the page.
        """
        self._share = percent / 100
        if is_on != self._is_on:
            self._is_on = is_on
            # The last line too may stand in the middle: there is room below it.
            self._copy.setCenterOnScroll(is_on)
            if is_on:
                self._copy.cursorPositionChanged.connect(self._follow)
            else:
                self._copy.cursorPositionChanged.disconnect(self._follow)
        if is_on:
            self._follow()

    def _follow(self) -> None:
        if self._copy.hasFocus() and not QGuiApplication.mouseButtons().value:
            caret_px = self._copy.y() + self._copy.cursorRect().center().y()
            self._sheet.settle(caret_px - self._share * self._sheet.height())
