# SPDX-License-Identifier: GPL-3.0-or-later
"""Inserts: pull quotes, boxes, cards and footnotes put in at the caret, each one undo step."""

import re

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.text import footnotes
from ui.writer import marks
from ui.writer.echo import units

_QUOTED = re.compile(r" {0,3}> ?")
_HEAD = re.compile(r" {0,3}> ?\[!(quote|box|card)\][ \t]*(.*)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s<>]+")


def pull_quote(cursor: QTextCursor) -> QTextCursor:
    """Draw words out large: those selected, in a paragraph of their own; else the paragraph.

    Returns:
        The cursor to show: where words are still to be written. A pull quote becomes plain again.
    """
    if found := _set_off(cursor.block(), "quote"):
        return _plain(cursor, found)
    words = cursor.selectedText().replace("\u2029", " ").strip()
    if words and "\u2029" not in cursor.selectedText():
        cursor.setPosition(cursor.selectionEnd())
        at = marks.below(cursor, f"> [!quote]\n> {words}")
        end = at + len("> [!quote]\n> ") + units(words)
        return marks.selected(cursor, end, end)
    return _wrap(cursor, "> [!quote]")


def box(cursor: QTextCursor) -> QTextCursor:
    """Put the selected paragraphs into a box, or an empty one below that of the caret.

    Returns:
        The cursor to show: where the title is to be written. A box becomes plain again.
    """
    if found := _set_off(cursor.block(), "box"):
        return _plain(cursor, found)
    if cursor.hasSelection():
        start = marks.blocks_of(cursor)[0].position()
        _wrap(cursor, "> [!box] ")
    else:
        start = marks.below(cursor, "> [!box] \n> ")
    title = start + len("> [!box] ")
    return marks.selected(cursor, title, title)


def card(cursor: QTextCursor, clipboard: str = "") -> QTextCursor:
    """Make a link a card with words of the writer's own: that of the line, else the clipboard's.

    Returns:
        The cursor to show: where the title is to be written, or the address.
    """
    block = cursor.block()
    here = _ADDRESS.fullmatch(block.text().strip())
    found = here or _ADDRESS.fullmatch(clipboard.strip())
    address = found.group() if found else "https://"
    text = f"> [!card] {address}\n> "
    if here:
        start = block.position()
        marks.put(cursor, start, start + block.length() - 1, text)
    else:
        start = marks.below(cursor, text)
    title, first = start + units(text), start + len("> [!card] ")
    if found:
        return marks.selected(cursor, title, title)
    return marks.selected(cursor, first, first + units(address))


def footnote(cursor: QTextCursor) -> QTextCursor:
    """Put a note's mark at the caret and begin its text at the end; or go from one to the other.

    Returns:
        The cursor to show: at the end of the note's text, or behind the mark that leads there.
    """
    copy = cursor.document().toRawText().replace("\u2029", "\n")
    at = len(copy.encode("utf-16-le")[: 2 * cursor.selectionEnd()].decode("utf-16-le", "ignore"))
    name = footnotes.told_at(copy, at)
    place = footnotes.mark_of(copy, name) if name else None
    if place is None and (name := name or footnotes.marked_at(copy, at)):
        place = footnotes.text_of(copy, name)
    if place is not None:
        there = units(copy[:place])
        return marks.selected(cursor, there, there)
    name = name or footnotes.free_number(copy)
    return _new_note(cursor, copy, at, name)


def _new_note(cursor: QTextCursor, copy: str, at: int, name: str) -> QTextCursor:
    mark = "" if footnotes.marked_at(copy, at) == name else f"[^{name}]"
    cursor.beginEditBlock()
    end = units(copy)
    marks.put(cursor, end, end, footnotes.opening(copy[:at] + mark + copy[at:], name))
    place = units(copy[:at])
    marks.put(cursor, place, place, mark)
    cursor.endEditBlock()
    last = cursor.document().characterCount() - 1
    return marks.selected(cursor, last, last)


def _wrap(cursor: QTextCursor, head: str) -> QTextCursor:
    """Put the lines of the selection, or the caret's, below a head that sets them off."""
    blocks = marks.blocks_of(cursor)
    while len(blocks) > 1 and not blocks[-1].text().strip():
        blocks.pop()
    start = blocks[0].position()
    end = blocks[-1].position() + blocks[-1].length() - 1
    lines = [f"> {each.text()}" for each in blocks]
    lines = [each.rstrip() for each in lines] if len(lines) > 1 else lines
    lead = "\n" if blocks[0].previous().text().strip() else ""
    text = "\n".join([lead + head, *lines])
    cursor.beginEditBlock()
    marks.put(cursor, start, end, text)
    after = cursor.block().next()
    if after.isValid() and after.text().strip():
        cursor.insertText("\n")
    cursor.endEditBlock()
    place = start + units(text)
    return marks.selected(cursor, place, place)


def _plain(cursor: QTextCursor, blocks: list[QTextBlock]) -> QTextCursor:
    """Take the marks of what is set off away; its title becomes a heading."""
    found = _HEAD.match(blocks[0].text())
    first = found[2] if found else ""
    is_box = found is not None and found[1].lower() == "box"
    title = [f"### {first}", ""] if first and is_box else [first] if first else []
    lines = [_QUOTED.sub("", each.text(), count=1) for each in blocks[1:]]
    start, last = blocks[0].position(), blocks[-1]
    marks.put(cursor, start, last.position() + last.length() - 1, "\n".join([*title, *lines]))
    return marks.selected(cursor, cursor.position(), cursor.position())


def _set_off(block: QTextBlock, kind: str) -> list[QTextBlock]:
    """The lines of the pull quote or box that a line belongs to; none: it is in no such thing."""
    first = block
    while _QUOTED.match(first.text()) and not _HEAD.match(first.text()):
        first = first.previous()
    found = _HEAD.match(first.text())
    if not found or found[1].lower() != kind:
        return []
    blocks = [first]
    while (after := blocks[-1].next()).isValid() and _QUOTED.match(after.text()):
        if _HEAD.match(after.text()):
            break
        blocks.append(after)
    return blocks
