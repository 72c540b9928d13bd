# SPDX-License-Identifier: GPL-3.0-or-later
"""Underlines: quiet dots under words that are to be mended, with the reason as a tool tip."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QHelpEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip

from ui.theme import Theme

MOST = 200
"""More than these in one field are not drawn: each is moved along at every key."""


@dataclass(frozen=True, slots=True)
class Underline:
    """Words in a field, selected by a cursor that moves along with them, and what is wrong."""

    words: QTextCursor
    reason: str


class Underlines(QObject):
    """The underlines of one field, which owns this."""

    def __init__(self, field: QPlainTextEdit, theme: Theme) -> None:
        super().__init__(field)
        self._field = field
        self._theme = theme
        self._shown: list[Underline] = []
        self._ground: list[QTextEdit.ExtraSelection] = []
        theme.changed.connect(self._draw)
        field.viewport().installEventFilter(self)

    @property
    def words(self) -> list[str]:
        """The words that are underlined now, in their order."""
        return [each.words.selectedText() for each in self._shown]

    def show(self, underlines: Sequence[Underline]) -> None:
        """Underline these and nothing else."""
        if self._shown or underlines:
            self._shown = list(underlines[:MOST])
            self._draw()

    def lay_under(self, ground: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Draw this below the underlines, and nothing else."""
        if self._ground or ground:
            self._ground = list(ground)
            self._draw()

    def reason_at(self, position: int) -> str:
        """Why the words at a place in the document are underlined; empty: they are not."""
        found = (
            each.reason
            for each in self._shown
            if each.words.selectionStart() <= position <= each.words.selectionEnd()
        )
        return next(found, "")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Say why when the mouse rests on underlined words."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            position = self._field.cursorForPosition(event.pos()).position()
            reason = self.reason_at(position)
            QToolTip.showText(event.globalPos(), reason, self._field)
            return bool(reason)
        return super().eventFilter(watched, event)

    def _draw(self) -> None:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(self._theme.colour("needs_you"))
        dots = [_selection(each.words, form) for each in self._shown]
        self._field.setExtraSelections([*self._ground, *dots])


def _selection(words: QTextCursor, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = words
    made.format = form
    return made
