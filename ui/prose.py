# SPDX-License-Identifier: GPL-3.0-or-later
"""Prose: a text field that tells of a typed mark, and lets others use Tab before it leaves."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit

from editor.text.typography import KEYS


class Use:
    """What a key is used for: whoever has a use for it says so."""

    is_used = False


class ProseEdit(QPlainTextEdit):
    """Typing is left wholly to Qt: no letter is caught, replaced or completed here."""

    keyed = Signal(str)
    """One of `typography.KEYS` was just typed and stands before the caret."""
    expand_asked = Signal(Use)
    """The short name before the caret is to become the text that it stands for."""
    tab_pressed = Signal(Use)
    """Tab may do the same before it goes to the next field."""
    snippet_asked = Signal(str)
    """The text of a snippet is to stand where the caret is."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tell of a key that may stand for a mark of print, once it stands there."""
        key = event.text()
        revision = self.document().revision() if key in KEYS else 0
        super().keyPressEvent(event)
        if key in KEYS and self.document().revision() != revision:
            self.keyed.emit(key)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """The same for what an input method puts in."""
        super().inputMethodEvent(event)
        if not event.preeditString() and (key := event.commitString()[-1:]) in KEYS:
            self.keyed.emit(key)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001, N802  # Qt's signature
        """Tab goes to the next field unless somebody has a use for it."""
        return (is_next and self.uses_tab()) or super().focusNextPrevChild(is_next)

    def uses_tab(self) -> bool:
        """Whether somebody had a use for Tab."""
        use = Use()
        self.tab_pressed.emit(use)
        return use.is_used

    def expand(self) -> bool:
        """Expand the short name before the caret; whether there was one."""
        use = Use()
        self.expand_asked.emit(use)
        return use.is_used
