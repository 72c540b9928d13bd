# SPDX-License-Identifier: GPL-3.0-or-later
"""Marks: what the buttons over the copy do to the words at the caret, each one undo step."""

import re
from collections.abc import Callable

from PySide6.QtGui import QTextBlock, QTextCursor

from ui.typist import divided

_HEADING = re.compile(r"#{1,6}[ \t]+")
_QUOTE = re.compile(r"[ ]{0,3}>[ \t]?")
_BULLET = re.compile(r"[ ]{0,3}[-*+][ \t]+")
_NUMBER = re.compile(r"[ ]{0,3}\d{1,9}[.)][ \t]+")
_ITEM = re.compile(r"[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)")
_ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s/][^\s]*", re.IGNORECASE)
_SITE = re.compile(r"www\.[\w-]+\.\S+", re.IGNORECASE)
_MAILBOX = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_CLOSES_TARGET = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E"})
_TARGET = re.compile(r"\]\(([^()\n]*)\)")


def stress(cursor: QTextCursor, mark: str) -> QTextCursor:
    """Put the mark (`**`, `*`) around the selection, or around the caret; a second time off.

    Returns:
        The cursor to show: the same words selected, or the caret between the marks.
    """
    text = cursor.selectedText().strip(" ")
    start = (
        cursor.selectionStart()
        + len(cursor.selectedText())
        - len(cursor.selectedText().lstrip(" "))
    )
    end = start + _length(cursor, text)
    around = (
        _between(cursor, max(0, start - len(mark)), start),
        _between(cursor, end, end + len(mark)),
    )
    cursor.beginEditBlock()
    if around == (mark, mark):
        put(cursor, end, end + len(mark), "")
        put(cursor, start - len(mark), start, "")
        start, end = start - len(mark), end - len(mark)
    else:
        put(cursor, end, end, mark)
        put(cursor, start, start, mark)
        start, end = start + len(mark), end + len(mark)
    cursor.endEditBlock()
    return selected(cursor, start, end)


def heading(cursor: QTextCursor, level: int = 2) -> None:
    """Make the lines headings of a level, or plain again."""
    mark = "#" * level + " "
    _toggle(cursor, re.compile(rf"#{{{level}}}[ \t]+"), lambda _number: mark)


def plain(cursor: QTextCursor) -> None:
    """Make the lines plain: no heading, list or quotation."""
    _toggle(cursor, re.compile(""), lambda _number: "")


def quote(cursor: QTextCursor) -> None:
    """Make the lines a quotation, or plain again."""
    _toggle(cursor, _QUOTE, lambda _number: "> ")


def bullets(cursor: QTextCursor) -> None:
    """Make the lines a list, or plain again."""
    _toggle(cursor, _BULLET, lambda _number: "- ")


def numbers(cursor: QTextCursor) -> None:
    """Make the lines a numbered list, or plain again."""
    _toggle(cursor, _NUMBER, lambda number: f"{number}. ")


def link(cursor: QTextCursor, clipboard: str = "") -> QTextCursor:
    """Make the selection a link; its address is the clipboard's when that holds one.

    Returns:
        The cursor to show: where words or address are still to be written.
    """
    told = cursor.selectedText().replace("\u2029", " ")
    found = address_in(clipboard)
    address = found or "https://"
    start = cursor.selectionStart()
    cursor.insertText(f"[{told}]({address})")
    after = cursor.position()
    if not told:
        return selected(cursor, start + 1, start + 1)
    first = after - 1 - len(address)
    return selected(cursor, after, after) if found else selected(cursor, first, after - 1)


def address_in(text: str) -> str:
    """The address that a text is, ready for a link: sites and mailboxes too; empty: it is none."""
    told = text.strip()
    if _SITE.fullmatch(told):
        told = f"https://{told}"
    elif _MAILBOX.fullmatch(told):
        told = f"mailto:{told}"
    return told.translate(_CLOSES_TARGET) if _ADDRESS.fullmatch(told) else ""


def link_over(cursor: QTextCursor, address: str) -> bool:
    """Make the selected words a link, as one undo step; where they are one, give it this address.

    Returns:
        False when that cannot be: nothing is selected, lines are, or an address is.
    """
    told = cursor.selectedText()
    if not told.strip() or "\u2029" in told or address_in(told):
        return False
    # Qt joins an edit to the undo step before it unless the document is clean.
    cursor.document().setModified(False)
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    rest = divided(cursor.block(), end - cursor.block().position())[1]
    found = _TARGET.match(rest)
    if found and _between(cursor, max(0, start - 1), start) == "[":
        put(cursor, end + found.start(1), end + found.end(1), address)
        cursor.setPosition(end + 3 + len(address))
    else:
        lead, tail = told[: -len(told.lstrip())], told[len(told.rstrip()) :]
        cursor.insertText(f"{lead}[{told.strip()}]({address}){tail}")
    cursor.document().setModified(False)
    return True


def picture(cursor: QTextCursor, name: str) -> None:
    """Put a picture into the copy, as a paragraph of its own below that of the caret.

    The caret is then behind it, or in a new paragraph when it was the last.
    """
    below(cursor, f"![]({name})")


def below(cursor: QTextCursor, text: str) -> int:
    """Put a text as a paragraph of its own below that of the caret, as one undo step.

    Returns:
        Where it begins; the cursor is behind it, or in a new paragraph when it was the last.
    """
    block = cursor.block()
    at = block.position() + block.length() - 1
    space = gap(block)
    cursor.beginEditBlock()
    put(cursor, at, at, space + text)
    after = cursor.block().next()
    if not after.isValid():
        cursor.insertText("\n\n")
    elif after.text().strip():
        end = cursor.position()
        cursor.insertText("\n")
        cursor.setPosition(end)
    cursor.endEditBlock()
    return at + len(space)


def gap(block: QTextBlock) -> str:
    """What stands between a paragraph and one that is put behind it."""
    if block.text().strip():
        return "\n\n"
    return "\n" if block.previous().text().strip() else ""


def _toggle(cursor: QTextCursor, pattern: re.Pattern[str], mark: Callable[[int], str]) -> None:
    blocks = [each for each in blocks_of(cursor) if each.text().strip()] or [cursor.block()]
    is_on = all(pattern.match(each.text()) for each in blocks)
    cursor.beginEditBlock()
    edit = QTextCursor(cursor)
    for number, block in enumerate(blocks, start=1):
        found = _HEADING.match(block.text()) or _ITEM.match(block.text())
        old = found.end() if found else 0
        put(edit, block.position(), block.position() + old, "" if is_on else mark(number))
    cursor.endEditBlock()


def blocks_of(cursor: QTextCursor) -> list[QTextBlock]:
    """The lines of the selection, or that of the caret."""
    document = cursor.document()
    block, last = (
        document.findBlock(each) for each in (cursor.selectionStart(), cursor.selectionEnd())
    )
    found = [block]
    while block != last and block.isValid():
        block = block.next()
        found.append(block)
    return found


def _length(cursor: QTextCursor, text: str) -> int:
    return len(text.encode("utf-16-le")) // 2 if cursor.hasSelection() else 0


def _between(cursor: QTextCursor, start: int, end: int) -> str:
    whole = selected(cursor, start, min(end, cursor.document().characterCount() - 1))
    return whole.selectedText()


def put(cursor: QTextCursor, start: int, end: int, text: str) -> None:
    """Put a text between two places; the cursor is behind it then."""
    cursor.setPosition(start)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(text)


def selected(cursor: QTextCursor, start: int, end: int) -> QTextCursor:
    """A cursor of the same document with all between two places selected."""
    made = QTextCursor(cursor)
    made.setPosition(start)
    made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    return made
