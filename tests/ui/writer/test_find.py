# SPDX-License-Identifier: GPL-3.0-or-later
"""Find and replace, with and without case and marks."""

import pytest
from PySide6.QtCore import Qt

from editor.text.finding import Search, bare
from tests.ui.writer.fake_desk import RESOURCES
from ui import words
from ui.theme import Theme
from ui.writer.copy import CopyEdit
from ui.writer.find import FindBar, matches
from ui.writer.ink import plain_document


def found(copy: str, text: str, **how: bool) -> list[str]:
    inside = copy.encode("utf-16-le")
    return [
        inside[2 * each.start : 2 * each.end].decode("utf-16-le")
        for each in matches(copy, Search(text, **how))
    ]


@pytest.mark.parametrize(
    ("text", "how", "wanted"),
    [
        ("đống đa", {}, ["Đống Đa", "đống đa"]),
        ("đống đa", {"is_case": True}, ["đống đa"]),
        ("dong da", {}, []),
        ("dong da", {"is_marks": False}, ["Đống Đa", "đống đa"]),
        ("(", {}, ["("]),
        (r"\w+ đa", {"is_regex": True}, ["Đống Đa", "đống đa"]),
        (r"x*", {"is_regex": True}, []),
    ],
)
def test_places(text, how, wanted):
    assert found("😀 Gò Đống Đa (ở đống đa).", text, **how) == wanted


def test_bare_keeps_the_length():
    text = "Đặng Ấ ệ 😀 ß İ"
    assert len(bare(text)) == len(text)
    assert bare("Đặng") == "Dang"


@pytest.fixture
def bar(qtbot):
    words.speak("en", RESOURCES)
    theme = Theme(RESOURCES)
    copy = CopyEdit(theme)
    copy.show_document(plain_document(copy))
    made = FindBar(copy, theme)
    qtbot.addWidget(made)
    qtbot.addWidget(copy)
    copy.setPlainText("chợ một, Chợ hai, chợ ba")
    return made


def test_it_goes_round(bar, qtbot):
    bar.ask()
    bar._words.setText("chợ")
    assert bar._told.text() == "3 found"
    places = []
    for _ in range(4):
        qtbot.keyClick(bar._words, Qt.Key.Key_Return)
        places.append(bar._copy.textCursor().selectionStart())
    assert places == [0, 9, 18, 0]
    qtbot.keyClick(bar._words, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert bar._copy.textCursor().selectionStart() == 18


def test_all_are_replaced_in_one_step(bar, qtbot):
    bar.ask(is_replace=True)
    bar._words.setText("chợ")
    bar._others.setText("phiên chợ")
    bar.replace_all()
    assert bar._copy.toPlainText() == "phiên chợ một, phiên chợ hai, phiên chợ ba"
    bar._copy.undo()
    assert bar._copy.toPlainText() == "chợ một, Chợ hai, chợ ba"


def test_one_is_replaced_at_a_time(bar):
    bar.ask(is_replace=True)
    bar._words.setText(r"chợ (\w+)")
    bar._others.setText(r"\1 chợ")
    bar._regex.setChecked(True)
    bar.find_next()
    bar.replace()
    bar.replace()
    assert bar._copy.toPlainText() == "một chợ, hai chợ, chợ ba"


def test_a_pattern_that_is_none_is_told(bar):
    bar.ask()
    bar._regex.setChecked(True)
    bar._words.setText("(")
    assert bar._told.text() == ""
    assert not bar._trouble.isHidden()
    assert "1" in bar._trouble.text()
    bar._words.setText("(chợ)")
    bar._others.setText(r"\2")
    bar.replace_all()
    assert not bar._trouble.isHidden()
    assert bar._copy.toPlainText() == "chợ một, Chợ hai, chợ ba"
    bar._regex.setChecked(False)
    assert bar._told.text() == "Not found"
    assert bar._trouble.isHidden()


def test_whole_words_and_all_stories(bar, qtbot):
    """Letters of every alphabet count; what is looked for goes along to the other stories."""
    bar._copy.setPlainText("ăn căn ăn, ănê")
    bar.ask(is_replace=True)
    bar._words.setText("ăn")
    bar._others.setText("ở")
    assert bar._told.text() == "4 found"
    bar._word.setChecked(True)
    assert bar._told.text() == "2 found"
    with qtbot.waitSignal(bar.everywhere_asked) as asked:
        bar._everywhere.click()
    assert asked.args == [Search("ăn", is_word=True), "ở"]
