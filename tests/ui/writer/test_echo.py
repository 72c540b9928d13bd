# SPDX-License-Identifier: GPL-3.0-or-later
"""The echo is always what the document says, whatever is done to it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout

from editor.text.tidy import tidy
from ui.writer.echo import Echo, decode, units

TEXT = st.text(alphabet="aeă đẤ\n😀\u00a0*\u0302\u0301", max_size=12)
STEP = st.one_of(
    st.tuples(st.just("insert"), st.integers(0, 60), TEXT),
    st.tuples(st.just("replace"), st.integers(0, 60), st.integers(0, 9), TEXT),
    st.tuples(st.just("twice"), st.integers(0, 60), st.integers(0, 60), TEXT),
    st.tuples(st.just("block"), st.integers(0, 60)),
    st.tuples(st.just("set"), TEXT),
    st.tuples(st.just("clear")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def a_document(text: str = "", *, is_known: bool = False) -> tuple[QTextDocument, Echo]:
    document = QTextDocument()
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setPlainText(text)
    echo = Echo(document, text if is_known else None)
    document.contentsChange.connect(echo.splice)
    return document, echo


def said(document: QTextDocument) -> str:
    return document.toRawText().replace("\u2029", "\n")


def at(document: QTextDocument, place: int) -> QTextCursor:
    cursor = QTextCursor(document)
    cursor.setPosition(min(place, document.characterCount() - 1))
    # Never between the halves of a letter beyond U+FFFF, as no caret is.
    cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter)
    return cursor


def do(document: QTextDocument, step: tuple) -> None:
    kind = step[0]
    if kind == "insert":
        at(document, step[1]).insertText(step[2])
    elif kind == "replace":
        cursor = at(document, step[1])
        move, keep = QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor
        cursor.movePosition(move, keep, step[2])
        cursor.insertText(step[3])
    elif kind == "twice":
        cursor = at(document, step[1])
        cursor.beginEditBlock()
        cursor.insertText(step[3])
        at(document, step[2]).insertText(step[3])
        cursor.endEditBlock()
    elif kind == "block":
        at(document, step[1]).insertBlock()
    elif kind == "set":
        document.setPlainText(step[1])
    elif kind == "clear":
        document.clear()
    elif kind == "undo":
        document.undo()
    else:
        document.redo()


@given(start=TEXT, steps=st.lists(STEP, max_size=25))
def test_it_follows_every_edit(qapp, start, steps):
    document, echo = a_document(start)
    for step in steps:
        do(document, step)
        assert decode(echo.freeze()) == said(document)


@settings(max_examples=30)
@given(steps=st.lists(STEP.filter(lambda step: step[0] not in ("set", "clear")), max_size=10))
def test_it_hardly_ever_reads_the_whole(qapp, steps):
    """The splices alone keep up: reading anew is the way out, not the way."""
    document, echo = a_document("Chợ nổi\nhọp lại 😀")
    echo.read = lambda: pytest.fail("read the whole text")
    for step in steps:
        do(document, step)
    assert decode(echo.freeze()) == said(document)


@given(start=TEXT, steps=st.lists(STEP, max_size=15))
def test_what_it_calls_tidy_is(qapp, start, steps):
    document, echo = a_document(tidy(start), is_known=True)
    for step in steps:
        do(document, step)
        if echo.is_tidy:
            assert tidy(said(document)) == said(document)


def test_a_mark_typed_behind_its_letter_is_not_tidy(qapp):
    document, echo = a_document("Tie ng", is_known=True)
    assert echo.is_tidy
    at(document, 4).insertText("\u0302")
    assert not echo.is_tidy
    document, echo = a_document("e x\u0302", is_known=True)
    cursor = at(document, 2)
    cursor.setPosition(1)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    assert not echo.is_tidy


def test_a_blank_that_does_not_break_is_kept(qapp):
    document, echo = a_document("270\u00a0triệu")
    at(document, 99).insertText("\u00a0đồng")
    assert "\u00a0" in decode(echo.freeze())
    assert decode(echo.freeze()).count("\u00a0") == 2


def test_a_change_of_formats_is_no_change(qapp):
    _document, echo = a_document("một hai")
    assert echo.splice(0, 3, 3) is False
    assert echo.splice(0, 8, 8) is False


def test_lengths_are_those_of_qt(qapp):
    document, _echo = a_document("đ😀Ấ")
    assert units("đ😀Ấ") == document.characterCount() - 1 == 4
