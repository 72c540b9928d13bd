# SPDX-License-Identifier: GPL-3.0-or-later
"""The buttons over the copy do what they say, a second time undo it, and each is one undo step."""

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument

from ui.writer import marks


def a_cursor(marked: str) -> QTextCursor:
    """A document with the selection between two bars, or the caret at one."""
    parts = marked.split("|")
    document = QTextDocument()
    document.setPlainText("".join(parts))
    cursor = QTextCursor(document)
    cursor.setPosition(len(parts[0]))
    if len(parts) > 2:
        cursor.setPosition(len(parts[0] + parts[1]), QTextCursor.MoveMode.KeepAnchor)
    cursor.kept = document
    return cursor


def shown(cursor: QTextCursor) -> str:
    """The other way round."""
    text = cursor.document().toPlainText()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    if start == end:
        return f"{text[:start]}|{text[start:]}"
    return f"{text[:start]}|{text[start:end]}|{text[end:]}"


@pytest.mark.parametrize(
    ("before", "mark", "after"),
    [
        ("một |hai| ba", "**", "một **|hai|** ba"),
        ("một |hai | ba", "*", "một *|hai|*  ba"),
        ("một **|hai|** ba", "**", "một |hai| ba"),
        ("một | ba", "**", "một **|** ba"),
        ("một **|** ba", "**", "một | ba"),
        ("|Đống Đa|", "*", "*|Đống Đa|*"),
    ],
)
def test_stress(qapp, before, mark, after):
    cursor = a_cursor(before)
    assert shown(marks.stress(cursor, mark)) == after
    cursor.document().undo()
    assert cursor.document().toPlainText() == before.replace("|", "")


@pytest.mark.parametrize(
    ("do", "before", "after"),
    [
        (marks.heading, "Chợ n|ổi", "## Chợ nổi"),
        (marks.heading, "## Chợ n|ổi", "Chợ nổi"),
        (marks.heading, "- Chợ n|ổi", "## Chợ nổi"),
        (marks.quote, "|một\nhai|", "> một\n> hai"),
        (marks.quote, "|> một\n> hai|", "một\nhai"),
        (marks.bullets, "|một\n\nhai|", "- một\n\n- hai"),
        (marks.numbers, "|- một\n- hai|", "1. một\n2. hai"),
        (marks.numbers, "|1. một\n2. hai|", "một\nhai"),
        (marks.bullets, "|", "- "),
    ],
)
def test_lines(qapp, do, before, after):
    cursor = a_cursor(before)
    do(cursor)
    assert cursor.document().toPlainText() == after
    cursor.document().undo()
    assert cursor.document().toPlainText() == before.replace("|", "")


@pytest.mark.parametrize(
    ("before", "clipboard", "after"),
    [
        ("xem |chợ| nổi", "", "xem [chợ](|https://|) nổi"),
        ("xem |chợ| nổi", " https://example.org/a ", "xem [chợ](https://example.org/a)| nổi"),
        ("xem | nổi", "lời khác", "xem [|](https://) nổi"),
    ],
)
def test_link(qapp, before, clipboard, after):
    assert shown(marks.link(a_cursor(before), clipboard)) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("|", "![](a.jpg)\n\n|"),
        ("mộ|t", "một\n\n![](a.jpg)\n\n|"),
        ("mộ|t\n\nhai", "một\n\n![](a.jpg)|\n\nhai"),
        ("một\n|\nhai", "một\n\n![](a.jpg)|\n\nhai"),
        ("một\n\n|\n\nhai", "một\n\n![](a.jpg)|\n\nhai"),
        ("một\nha|i\nba", "một\nhai\n\n![](a.jpg)|\n\nba"),
    ],
)
def test_a_picture_stands_alone(qapp, before, after):
    cursor = a_cursor(before)
    marks.picture(cursor, "a.jpg")
    assert shown(cursor) == after
    cursor.document().undo()
    assert cursor.document().toPlainText() == before.replace("|", "")
