# SPDX-License-Identifier: GPL-3.0-or-later
"""One line to type into, whose undo steps are words also where an input method puts them in."""

from PySide6.QtCore import QSignalBlocker
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QLineEdit, QToolButton


class WordLine(QLineEdit):
    """One line. Each word that an input method puts in is an undo step of its own."""

    def name_clearing(self, words: str) -> None:
        """Say what the button within does that empties the line."""
        for each in self.findChildren(QToolButton):
            each.setAccessibleName(words)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """End the step with the word: Qt joins it to the one before unless the caret moved."""
        super().inputMethodEvent(event)
        if event.commitString() and not event.preeditString():
            with QSignalBlocker(self):
                self.cursorBackward(False)  # noqa: FBT003  # Qt's: without marking
                self.cursorForward(False)  # noqa: FBT003  # as above
