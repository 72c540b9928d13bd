# SPDX-License-Identifier: GPL-3.0-or-later
"""Enter, Tab and a pasted address in the copy, by real keys: each one undo step."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders import an_article
from tests.ui.writer.fake_desk import FakeDesk
from ui.commands import Commands
from ui.writer.draft import Draft
from ui.writer.echo import units
from ui.writer.view import Writer


@pytest.fixture
def writing(qtbot, tasks, theme) -> Iterator[object]:
    desk = FakeDesk()
    writer = Writer(desk, tasks, theme)
    qtbot.addWidget(writer)
    writer.resize(760, 600)
    with qtbot.waitExposed(writer):
        writer.show()
    opened = []

    def write(marked: str) -> Writer:
        """Open a story with the caret at the bar, or the selection between two."""
        parts = marked.split("|")
        draft = Draft(desk, tasks, *desk.knows(an_article(body="".join(parts))))
        opened.append(draft)
        writer.open(draft)
        writer.copy.setFocus()
        cursor = writer.copy.textCursor()
        cursor.setPosition(units(parts[0]))
        if len(parts) > 2:
            cursor.setPosition(len(parts[0] + parts[1]), QTextCursor.MoveMode.KeepAnchor)
        writer.copy.setTextCursor(cursor)
        return writer

    yield write
    for each in opened:
        each.close()
    qtbot.waitUntil(lambda: tasks.busy == 0)


def shown(writer: Writer) -> str:
    text = writer.copy.document().toRawText().replace("\u2029", "\n")
    cursor = writer.copy.textCursor()
    start, end = cursor.selectionStart(), cursor.selectionEnd()
    between = f"|{text[start:end]}|" if end > start else "|"
    return text[:start] + between + text[end:]


def press(writer: Writer, key: Qt.Key, *modifiers: Qt.KeyboardModifier) -> None:
    held = Qt.KeyboardModifier.NoModifier
    for each in modifiers:
        held |= each
    QTest.keyClick(writer.copy, key, held)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- một|", "- một\n- |"),
        ("9. một|", "9. một\n10. |"),
        ("> một|", "> một\n> |"),
        ("  - một|", "  - một\n  - |"),
        ("- |", "|"),
        ("1. một|\n2. hai\n3. ba", "1. một\n2. |\n3. hai\n4. ba"),
        ("- một |hai| ba", "- một \n- |ba"),
        ("- a\n- |\n- b", "- a\n\n|\n\n- b"),
        ("[^1]: Theo|", "[^1]: Theo\n    |"),
        ("🎏 x\n\n- 🎏 một|", "🎏 x\n\n- 🎏 một\n- |"),
    ],
)
def test_enter_goes_on(writing, before, after):
    writer = writing(before)
    press(writer, Qt.Key.Key_Return)
    assert shown(writer).replace("|", "") == after.replace("|", "")
    assert writer.copy.textCursor().position() == units(after.split("|")[0])
    writer.copy.undo()
    assert writer.draft.article.body == before.replace("|", "")


@pytest.mark.parametrize("before", ["một|", "|- một", "```\n- một|\n```", "- m|ột\n- ha|i"])
def test_other_lines_are_left_to_qt(writing, before):
    writer = writing(before)
    press(writer, Qt.Key.Key_Return)
    parts = before.split("|")
    rest = parts[2] if len(parts) > 2 else parts[1]
    assert shown(writer) == f"{parts[0]}\n|{rest}"


def test_typing_and_enter_are_two_steps(writing):
    writer = writing("- |")
    QTest.keyClicks(writer.copy, "mot")
    press(writer, Qt.Key.Key_Return)
    QTest.keyClicks(writer.copy, "hai")
    stood = []
    for _ in range(3):
        writer.copy.undo()
        stood.append(shown(writer))
    assert stood == ["- mot\n- |", "- mot|", "- |"]


def test_tab_nests_and_shift_tab_takes_out(writing):
    writer = writing("1. một\n2. ha|i\n3. ba")
    press(writer, Qt.Key.Key_Tab)
    assert shown(writer) == "1. một\n    1. ha|i\n2. ba"
    press(writer, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert shown(writer) == "1. một\n2. ha|i\n3. ba"
    writer.copy.undo()
    assert shown(writer).replace("|", "") == "1. một\n    1. hai\n2. ba"
    writer.copy.undo()
    assert shown(writer).replace("|", "") == "1. một\n2. hai\n3. ba"


def test_several_items_are_nested_at_once(writing):
    writer = writing("- a\n- |b\n- c|\n- d")
    press(writer, Qt.Key.Key_Tab)
    assert shown(writer).replace("|", "") == "- a\n    - b\n    - c\n- d"
    assert writer.copy.textCursor().hasSelection()
    writer.copy.undo()
    assert shown(writer).replace("|", "") == "- a\n- b\n- c\n- d"


def test_tab_leaves_where_there_is_nothing_to_nest(writing):
    """Nobody is caught in a list: the first item, and any other once it is nested."""
    writer = writing("- a\n- b|")
    press(writer, Qt.Key.Key_Tab)
    assert writer.copy.hasFocus()
    press(writer, Qt.Key.Key_Tab)
    assert not writer.copy.hasFocus()
    writer = writing("một|")
    press(writer, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert not writer.copy.hasFocus()


def test_nothing_is_shifted_under_a_syllable(writing):
    writer = writing("- a\n- |")
    QApplication.sendEvent(writer.copy, QInputMethodEvent("Viê", []))
    press(writer, Qt.Key.Key_Return)
    assert "- a\n- " in shown(writer).replace("|", "")
    press(writer, Qt.Key.Key_Tab)
    assert "    - " not in shown(writer)


def test_the_buttons_and_keys_do_the_same(writing, theme, qtbot):
    writer = writing("- a\n- b|")
    commands = Commands(theme, writer)
    writer.dress(commands)
    commands.ask("format.nest")
    assert shown(writer) == "- a\n    - b|"
    commands.ask("format.unnest")
    assert shown(writer) == "- a\n- b|"


def paste(writer: Writer, text: str, html: str = "") -> None:
    mime = QMimeData()
    mime.setText(text)
    if html:
        mime.setHtml(html)
        mime.setUrls([QUrl(text)])
    writer.copy.insertFromMimeData(mime)


@pytest.mark.parametrize(
    ("before", "pasted", "after"),
    [
        ("xem |chợ nổi| nhé", "https://example.org/a", "xem [chợ nổi](https://example.org/a)| nhé"),
        ("xem |chợ |nhé", " www.example.org/a\n", "xem [chợ](https://www.example.org/a) |nhé"),
        ("|viết thư|", "toa.soan@example.org", "[viết thư](mailto:toa.soan@example.org)|"),
        ("|viết|", "mailto:a@example.org", "[viết](mailto:a@example.org)|"),
        ("|x|", "https://example.org/a_(b)", "[x](https://example.org/a_%28b%29)|"),
        ("[|chợ|](https://)", "https://example.org", "[chợ](https://example.org)|"),
        ("|https://old.example|", "https://example.org", "https://example.org|"),
        ("|chợ| nổi", "hai chữ", "hai chữ| nổi"),
        ("xem |", "https://example.org", "xem https://example.org|"),
    ],
)
def test_an_address_over_words_is_a_link(writing, before, pasted, after):
    writer = writing(before)
    paste(writer, pasted)
    assert shown(writer) == after
    writer.copy.undo()
    assert writer.draft.article.body == before.replace("|", "")


def test_an_address_that_comes_as_a_page_is_an_address(writing):
    """As browsers copy a link: with its own HTML."""
    writer = writing("|chợ|")
    paste(writer, "https://example.org", '<a href="https://example.org">Sông Báo</a>')
    assert shown(writer) == "[chợ](https://example.org)|"


def test_the_key_for_pasting_links_too(writing, qapp):
    writer = writing("|chợ|")
    qapp.clipboard().setText("www.example.org")
    press(writer, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert shown(writer) == "[chợ](https://www.example.org)|"


def test_pasted_without_formatting_it_takes_the_place_of_the_words(writing, qapp):
    writer = writing("|chợ|")
    qapp.clipboard().setText("https://example.org")
    writer.paste_plain()
    assert shown(writer) == "https://example.org|"
