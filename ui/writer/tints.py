# SPDX-License-Identifier: GPL-3.0-or-later
"""Tints: a quiet ground under words of the copy that colleagues said something about."""

from collections.abc import Iterable

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from editor.model.remark import Remark
from ui.theme import Theme
from ui.writer.anchored import Anchored
from ui.writer.underlines import MOST

STRENGTH = 0.16
"""How much of the colour is in the ground; twice as much where the caret is."""


def tints(
    remarks: Iterable[Remark], anchored: Anchored, theme: Theme, current: str
) -> list[QTextEdit.ExtraSelection]:
    """What lies under the copy: amber for comments, green for suggestions.

    Args:
        remarks: those that are open.
        anchored: where they stand; those that stand nowhere have no tint.
        theme: for its colours.
        current: the id of the one that the caret is at.
    """
    made: list[QTextEdit.ExtraSelection] = []
    for each in remarks:
        cursor = anchored.cursor(each.id)
        if cursor is not None and len(made) < MOST:
            made.append(_tint(_seen(cursor), _look(each, theme, is_current=each.id == current)))
    return made


def _look(remark: Remark, theme: Theme, *, is_current: bool) -> QTextCharFormat:
    colour = theme.colour("fine" if remark.is_suggestion else "needs_you")
    form = QTextCharFormat()
    form.setBackground(mixed(colour, theme.colour("paper"), STRENGTH * (1 + is_current)))
    form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline)
    form.setUnderlineColor(colour)
    return form


def _seen(cursor: QTextCursor) -> QTextCursor:
    """A place between letters is shown by the letter before it, else by the one behind it."""
    if not cursor.hasSelection():
        step = QTextCursor.MoveOperation
        way = step.PreviousCharacter if cursor.positionInBlock() else step.NextCharacter
        cursor.movePosition(way, QTextCursor.MoveMode.KeepAnchor)
    return cursor


def _tint(words: QTextCursor, form: QTextCharFormat) -> QTextEdit.ExtraSelection:
    made = QTextEdit.ExtraSelection()
    made.cursor = words
    made.format = form
    return made


def mixed(colour: QColor, ground: QColor, part: float) -> QColor:
    """So much of the colour on the ground."""
    pairs = (
        (colour.red(), ground.red()),
        (colour.green(), ground.green()),
        (colour.blue(), ground.blue()),
    )
    return QColor(*(round(one * part + other * (1 - part)) for one, other in pairs))
