# SPDX-License-Identifier: GPL-3.0-or-later
"""Typed marks become those of print: one undo step each, never in code, never in a composition."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from editor.text.lists import entered
from editor.text.typography import KEYS, is_verbatim, printed
from tests.builders import an_article
from tests.ui.typists import compose
from tests.ui.writer.fake_desk import FakeDesk
from ui.writer.draft import Draft
from ui.writer.view import Writer


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def draft(desk, tasks) -> Iterator[Draft]:
    made = Draft(
        desk, tasks, *desk.knows(an_article(body="", headline="", kicker="", standfirst=""))
    )
    yield made
    made.close()


@pytest.fixture
def writer(qtbot, desk, tasks, theme, draft) -> Writer:
    made = Writer(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.open(draft)
    with qtbot.waitExposed(made):
        made.show()
    made.copy.setFocus()
    return made


def text(field) -> str:
    return field.document().toRawText().replace("\u2029", "\n")


def write(field, keys: str) -> None:
    """Keys as they come from a keyboard; a newline is Enter."""
    for key in keys:
        if key == "\n":
            QTest.keyClick(field, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(field, key)


def test_a_quote_is_curly_and_one_undo_gives_the_straight_one_back(writer, draft):
    write(writer.copy, 'Ba noi "')
    assert text(writer.copy) == "Ba noi “"
    writer.copy.undo()
    assert text(writer.copy) == 'Ba noi "'
    write(writer.copy, "ve")
    assert draft.article.body == 'Ba noi "ve'
    writer.copy.undo()
    assert text(writer.copy) == 'Ba noi "'
    writer.copy.undo()
    assert not text(writer.copy).endswith('"')
    writer.copy.redo()
    writer.copy.redo()
    assert text(writer.copy) == 'Ba noi "ve'


def test_what_follows_a_mark_is_another_step(writer):
    write(writer.copy, '"xa"')
    assert text(writer.copy) == "“xa”"
    stood = []
    while text(writer.copy):
        writer.copy.undo()
        stood.append(text(writer.copy))
    assert stood == ['“xa"', "“", '"', ""]


@pytest.mark.parametrize("name", ["kicker", "headline", "standfirst"])
def test_every_field_of_the_head(writer, draft, name):
    field = writer.head.fields[name]
    field.setFocus()
    write(field, "\"Cho noi\" va 'ghe' -- xa")
    assert getattr(draft.header, name) == "“Cho noi” va ‘ghe’ – xa"
    field.undo()
    field.undo()
    assert getattr(draft.header, name).endswith("’ --")


def test_the_language_is_the_storys(writer, draft):
    draft.set_field("language", "en")
    write(writer.copy, "so--yes...")
    assert text(writer.copy) == "so—yes…"
    draft.set_field("language", "vi")
    write(writer.copy, "xa--gan...")
    assert text(writer.copy) == "so—yes…xa–gan..."
    draft.set_field("language", "de")
    write(writer.copy, '"')
    assert text(writer.copy).endswith('"')


def test_it_can_be_switched_off_in_one_language(writer, desk, draft):
    desk.settings = replace(desk.settings, marks_off="vi")
    write(writer.copy, '"')
    draft.set_field("language", "en")
    write(writer.copy, ' "')
    assert text(writer.copy) == '" “'


@pytest.mark.parametrize(
    "keys",
    [
        'Xem\n\n```\nprint("x") -- y\n```',
        'Xem `a"b"`',
        '[x](https://example.org/"--"',
        '<a href="x"',
        "\t",
    ],
)
def test_code_stays_as_it_is_typed(writer, keys):
    write(writer.copy, keys)
    assert text(writer.copy) == keys.replace("\t", "")


def test_behind_code_it_is_print_again(writer):
    write(writer.copy, '```\n"\n```\n\n"')
    assert text(writer.copy) == '```\n"\n```\n\n“'


def test_nothing_is_changed_while_a_syllable_is_composed(writer):
    write(writer.copy, "Ong noi ")
    compose(writer.copy, preedit='"Vie')
    assert text(writer.copy) == "Ong noi "
    compose(writer.copy, preedit="tê", commit='"')
    assert text(writer.copy) == 'Ong noi "'
    compose(writer.copy, commit="tế ")
    assert text(writer.copy) == 'Ong noi "tế '


def test_a_mark_that_an_input_method_puts_in_is_printed(writer):
    compose(writer.copy, preedit="Việt")
    compose(writer.copy, commit='Việt "')
    assert text(writer.copy) == "Việt “"
    compose(writer.copy, preedit="Na")
    compose(writer.copy, commit='Nam"')
    assert text(writer.copy) == "Việt “Nam”"
    writer.copy.undo()
    assert text(writer.copy) == 'Việt “Nam"'


def test_the_word_behind_a_mark_may_be_composed(writer):
    write(writer.copy, '"')
    compose(writer.copy, preedit="Đố")
    compose(writer.copy, commit="Đống")
    write(writer.copy, '"')
    assert text(writer.copy) == "“Đống”"


def test_what_is_pasted_stays(writer, qapp):
    mime = QMimeData()
    mime.setText('"thẳng" -- thế')
    writer.copy.insertFromMimeData(mime)
    assert text(writer.copy) == '"thẳng" -- thế'


def test_a_mark_over_a_selection(writer):
    write(writer.copy, "mot hai")
    cursor = writer.copy.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.PreviousWord, QTextCursor.MoveMode.KeepAnchor)
    writer.copy.setTextCursor(cursor)
    write(writer.copy, '"')
    assert text(writer.copy) == "mot “"
    writer.copy.undo()
    writer.copy.undo()
    assert text(writer.copy) == "mot hai"


def test_letters_beyond_the_first_plane_are_counted_as_qt_does(writer):
    mime = QMimeData()
    mime.setText("🎏🎏 ")
    writer.copy.insertFromMimeData(mime)
    write(writer.copy, '"xa"')
    assert text(writer.copy) == "🎏🎏 “xa”"


def test_a_key_with_control_is_no_mark(writer):
    write(writer.copy, 'a"')
    writer.copy.undo()
    QTest.keyClick(writer.copy, Qt.Key.Key_QuoteDbl, Qt.KeyboardModifier.ControlModifier)
    assert text(writer.copy) == 'a"'


@pytest.mark.parametrize("seed", range(3))
def test_random_keys_come_out_as_the_rules_say(writer, draft, seed):
    """Quotes, dashes, lists and composed words in any order, key by key, beside a model."""
    rng = Random(seed)
    copy, keys = [""], ""
    draft.set_field("language", rng.choice(["vi", "en"]))
    for _ in range(400):
        key = rng.choice("aab  \"'--..\n>1*`")
        keys += key
        if key == "a":
            compose(writer.copy, preedit="Viê")
            compose(writer.copy, commit="Việt")
        else:
            write(writer.copy, key)
        copy = modelled(copy, "Việt" if key == "a" else key, draft.header.language)
        assert text(writer.copy) == "\n".join(copy), keys
    while writer.copy.document().isUndoAvailable():
        writer.copy.undo()
    assert text(writer.copy) == ""


def modelled(copy: list[str], key: str, language: str) -> list[str]:
    """The copy with the caret at its end, after one more key."""
    above, line = copy[:-1], copy[-1]
    if key == "\n":
        made = entered(copy, len(copy) - 1, len(line))
        is_code = is_verbatim("".join(f"{each}\n" for each in above), line)
        return [*copy, ""] if made is None or is_code else made.lines
    line += key
    mark = printed(line, "", language) if key in KEYS else None
    if mark and not is_verbatim("".join(f"{each}\n" for each in above), line):
        line = line[: -mark.back] + mark.text
    return [*above, line]
