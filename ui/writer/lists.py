# SPDX-License-Identifier: GPL-3.0-or-later
"""Lists: what Enter and Tab do in a list, a quotation or a footnote, each one undo step."""

from collections.abc import Sequence
from itertools import takewhile

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.text import lists
from editor.text.typography import is_verbatim
from ui.typist import above, divided
from ui.writer.echo import units
from ui.writer.weave import Splice, differences

FARTHEST = 200
"""So many lines above and below the caret are looked at; items further off keep their numbers."""


def enter(cursor: QTextCursor) -> bool:
    """Go on with the list, quotation or footnote on Enter, or end it where its line is empty.

    Returns:
        False when the caret is in none, or several lines are selected: Enter is then Qt's.
    """
    block, last = _blocks(cursor)
    if block != last or not _may_go_on(block.text()):
        return False
    start, end = (at - block.position() for at in (cursor.selectionStart(), cursor.selectionEnd()))
    head, tail = divided(block, start)[0], divided(block, end)[1]
    begin, old = _around(block, block)
    row = block.blockNumber() - begin
    rows = [*old[:row], head + tail, *old[row + 1 :]]
    made = lists.entered(rows, row, len(head))
    if made is None or is_verbatim(above(block), head):
        return False
    _write(cursor, begin, old, made.lines)
    line = cursor.document().findBlockByNumber(begin + made.row)
    cursor.setPosition(line.position() + units(made.lines[made.row][: made.at]))
    return True


def nest(cursor: QTextCursor) -> bool:
    """Put the items at the caret below the one before them; False where that cannot be."""
    return _shift(cursor, is_deeper=True)


def unnest(cursor: QTextCursor) -> bool:
    """Take the items at the caret out to the level above; False where they are not nested."""
    return _shift(cursor, is_deeper=False)


def _shift(cursor: QTextCursor, *, is_deeper: bool) -> bool:
    first, last = _blocks(cursor)
    if not lists.read(first.text()).mark or is_verbatim(above(first), first.text()):
        return False
    begin, rows = _around(first, last)
    shift = lists.nested if is_deeper else lists.unnested
    made = shift(rows, first.blockNumber() - begin, last.blockNumber() - begin)
    if made is None:
        return False
    _write(QTextCursor(cursor), begin, rows, made)
    return True


def _may_go_on(text: str) -> bool:
    """A first look, so that Enter in a paragraph costs nothing."""
    return bool(lists.read(text).prefix) or text.lstrip().startswith("[^")


def _blocks(cursor: QTextCursor) -> tuple[QTextBlock, QTextBlock]:
    """The first and the last line of the selection, or the caret's twice."""
    document = cursor.document()
    first, last = map(document.findBlock, (cursor.selectionStart(), cursor.selectionEnd()))
    is_barely = first != last and cursor.selectionEnd() == last.position()
    return first, last.previous() if is_barely else last


def _around(first: QTextBlock, last: QTextBlock) -> tuple[int, list[str]]:
    """The number of a line above, and the lines from there to some way below."""
    begin = max(0, first.blockNumber() - FARTHEST)
    block, found = first.document().findBlockByNumber(begin), []
    while block.isValid() and block.blockNumber() <= last.blockNumber() + FARTHEST:
        found.append(block.text())
        block = block.next()
    return begin, found


def _splices(old: list[str], new: list[str]) -> Sequence[Splice]:
    """The edits that make some lines others; where each stays, its words are left alone."""
    if len(old) != len(new):
        return differences("\n".join(old), "\n".join(new))
    made, at = [], 0
    for was, now in zip(old, new, strict=True):
        if was != now:
            pairs = zip(reversed(was), reversed(now), strict=False)
            kept = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
            made.append(Splice(at, len(was) - kept, now[: len(now) - kept]))
        at += len(was) + 1
    return made


def _write(cursor: QTextCursor, begin: int, old: list[str], new: list[str]) -> None:
    """Put lines in the place of others, as one undo step; only what differs is touched.

    Args:
        cursor: is moved.
        begin: the number of the first line.
        old: what stands there.
        new: what is to stand there.
    """
    document, before = cursor.document(), "\n".join(old)
    start = document.findBlockByNumber(begin).position()
    # Qt joins an edit to the undo step before it unless the document is clean.
    document.setModified(False)
    cursor.beginEditBlock()
    for splice in reversed(_splices(old, new)):
        at = start + units(before[: splice.at])
        cursor.setPosition(at)
        end = at + units(before[splice.at : splice.at + splice.removed])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(splice.added)
    cursor.endEditBlock()
    document.setModified(False)
