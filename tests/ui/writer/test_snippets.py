# SPDX-License-Identifier: GPL-3.0-or-later
"""A short name and Tab become longer text, as one undo step, never under a syllable."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.model.article import Author
from editor.snippets import Snippet, Snippets
from tests.builders import an_article
from tests.ui.writer.fake_desk import FakeDesk
from ui.writer.draft import Draft
from ui.writer.view import Writer

STORY = replace(
    an_article(body="", headline="", kicker="", standfirst=""),
    authors=(Author("Trần Thị Một", "Một Trần"),),
    dateline_place="Cần Thơ",
)
KNOWN = (
    Snippet("ubnd", "Ủy ban nhân dân"),
    Snippet("đđ", "Đống Đa"),
    Snippet("mở", "**{place}**, {date}: {caret}\n\n{author}"),
    Snippet("🎏", "cá chép 🎏{caret}🎏"),
)


@pytest.fixture
def desk(tmp_path) -> FakeDesk:
    made = FakeDesk()
    made.snippets = Snippets(tmp_path / "snippets.toml")
    for each in KNOWN:
        made.snippets.keep(each)
    return made


@pytest.fixture
def writer(qtbot, desk, tasks, theme) -> Iterator[Writer]:
    made = Writer(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(760, 600)
    draft = Draft(desk, tasks, *desk.knows(STORY))
    made.open(draft)
    with qtbot.waitExposed(made):
        made.show()
    made.copy.setFocus()
    yield made
    draft.close()
    qtbot.waitUntil(lambda: tasks.busy == 0)


def compose(field, preedit: str = "", commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(field, event)


def shown(field) -> str:
    text = field.document().toRawText().replace("\u2029", "\n")
    units = text.encode("utf-16-le")
    at = 2 * field.textCursor().position()
    return f"{units[:at].decode('utf-16-le')}|{units[at:].decode('utf-16-le')}"


def tab(field) -> None:
    QTest.keyClick(field, Qt.Key.Key_Tab)


def test_a_name_and_tab_are_the_text_and_one_undo_is_the_name(writer):
    QTest.keyClicks(writer.copy, "Theo ubnd")
    tab(writer.copy)
    assert shown(writer.copy) == "Theo Ủy ban nhân dân|"
    QTest.keyClicks(writer.copy, " xa")
    writer.copy.undo()
    writer.copy.undo()
    assert shown(writer.copy) == "Theo Ủy ban nhân dân|"
    writer.copy.undo()
    assert shown(writer.copy) == "Theo ubnd|"
    writer.copy.redo()
    assert writer.draft.article.body == "Theo Ủy ban nhân dân"


def test_many_lines_with_variables_and_a_place_for_the_caret(writer):
    compose(writer.copy, commit="mở")
    tab(writer.copy)
    assert shown(writer.copy) == "**Cần Thơ**, 5/3/2026: |\n\nMột Trần"
    writer.copy.undo()
    assert shown(writer.copy) == "mở|"


def test_lines_stay_in_their_quotation_or_item(writer):
    compose(writer.copy, commit="> mở")
    tab(writer.copy)
    assert shown(writer.copy) == "> **Cần Thơ**, 5/3/2026: |\n> \n> Một Trần"


def test_letters_beyond_the_first_plane(writer):
    compose(writer.copy, commit="x 🎏")
    tab(writer.copy)
    assert shown(writer.copy) == "x cá chép 🎏|🎏"


def test_a_vietnamese_name_that_an_input_method_commits(writer):
    """As Telex and VNI do: composed first, put in by Tab or before it, never expanded meanwhile."""
    compose(writer.copy, preedit="đđ")
    tab(writer.copy)
    assert "Đống Đa" not in shown(writer.copy)
    writer.copy.setFocus()
    compose(writer.copy, commit="đđ")
    tab(writer.copy)
    assert shown(writer.copy).endswith("Đống Đa|")


def test_in_the_head_lines_become_one(writer):
    field = writer.head.headline
    field.setFocus()
    compose(field, commit="mở")
    tab(field)
    assert shown(field) == "**Cần Thơ**, 5/3/2026: |  Một Trần"
    assert field.hasFocus()
    tab(field)
    assert not field.hasFocus()


def test_with_something_selected_tab_is_tab(writer):
    QTest.keyClicks(writer.copy, "ubnd")
    writer.copy.selectAll()
    tab(writer.copy)
    assert "Ủy" not in shown(writer.copy)
    assert not writer.copy.hasFocus()


def test_a_blank_may_be_the_key(writer, desk):
    desk.settings = replace(desk.settings, snippet_key="space")
    QTest.keyClicks(writer.copy, "ubnd ")
    assert shown(writer.copy) == "Ủy ban nhân dân |"
    writer.copy.undo()
    assert shown(writer.copy) == "ubnd |"
    compose(writer.copy, preedit="đđ")
    compose(writer.copy, commit="đđ ")
    assert shown(writer.copy) == "ubnd Đống Đa |"
    QTest.keyClicks(writer.copy, "ubnd")
    tab(writer.copy)
    assert shown(writer.copy).startswith("ubnd Đống Đa ubnd")


def test_by_command_alone(writer, desk):
    desk.settings = replace(desk.settings, snippet_key="command")
    QTest.keyClicks(writer.copy, "ubnd ")
    assert shown(writer.copy) == "ubnd |"
    assert not writer.copy.expand()
    QTest.keyClicks(writer.copy, "ubnd")
    assert writer.copy.expand()
    assert shown(writer.copy) == "ubnd Ủy ban nhân dân|"


def test_one_is_put_where_the_caret_is(writer):
    QTest.keyClicks(writer.copy, "a ")
    writer.copy.snippet_asked.emit("đđ")
    assert shown(writer.copy) == "a Đống Đa|"
    writer.copy.selectAll()
    writer.copy.snippet_asked.emit("ubnd")
    assert shown(writer.copy) == "Ủy ban nhân dân|"
    writer.copy.snippet_asked.emit("unknown")
    writer.copy.undo()
    assert shown(writer.copy).replace("|", "") == "a Đống Đa"
