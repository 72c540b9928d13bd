# SPDX-License-Identifier: GPL-3.0-or-later
"""The outline over the copy: opened, narrowed and left by keys; what is chosen is jumped to."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from tests.builders import a_picture, an_article
from tests.ui.writer.fake_desk import RESOURCES, FakeDesk
from ui.commands import Commands
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.view import Writer

FILLING = "Đoạn văn.\n\n" * 40
COPY = f"Mở bài.\n\n## Chợ nổi\n\n{FILLING}### Đống Đa\n\n{FILLING}> [!box] Mốc\n> a\n\n## Hết\n\nx"
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def writer(qapp, qtbot) -> Iterator[Writer]:
    tasks, theme, desk = Tasks(), Theme(RESOURCES), FakeDesk()
    window = QMainWindow()
    qtbot.addWidget(window)
    draft = Draft(desk, tasks, *desk.knows(an_article(body=COPY)))
    made = Writer(desk, tasks, theme)
    window.setCentralWidget(made)
    made.open(draft)
    made.dress(Commands(theme, window))
    window.resize(700, 600)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    made.copy.setFocus()
    yield made
    draft.close()
    tasks.close()


def opened(writer, qtbot) -> None:
    QTest.keyClick(writer.copy, Qt.Key.Key_J, CTRL_SHIFT)
    qtbot.waitUntil(lambda: writer.outline._list.count() > 0)


def told(writer) -> list[str]:
    rows = writer.outline._list
    return [rows.item(at).text().strip() for at in range(rows.count())]


def test_it_opens_at_the_place_of_the_caret(writer, qtbot):
    """What is under the caret is marked."""
    writer.place_caret(COPY.index("Đống Đa") + 30)
    opened(writer, qtbot)
    assert told(writer) == ["Chợ nổi", "Đống Đa", "Mốc", "Hết"]
    assert writer.outline._list.currentItem().text().strip() == "Đống Đa"
    rect = writer.outline.geometry()
    assert writer.rect().contains(rect)


def test_letters_narrow_it_and_enter_jumps(writer, qtbot):
    """With or without marks; the caret is in the line then, near the top, and it is gone."""
    opened(writer, qtbot)
    QTest.keyClicks(writer.outline._letters, "dong d")
    assert told(writer) == ["Đống Đa"]
    with qtbot.waitSignal(writer.scrolled):
        QTest.keyClick(writer.outline._letters, Qt.Key.Key_Return)
    assert not writer.outline.isVisible()
    assert writer.copy.hasFocus()
    line = COPY[: COPY.index("### Đống")].count("\n")
    assert writer.copy.textCursor().blockNumber() == line
    assert line - 2 < writer.top_line() <= line


def test_the_arrows_move_and_escape_leaves(writer, qtbot):
    """The caret stays where it was."""
    writer.place_caret(3)
    opened(writer, qtbot)
    QTest.keyClick(writer.outline._letters, Qt.Key.Key_Down)
    assert writer.outline._list.currentRow() == 1
    QTest.keyClick(writer.outline._letters, Qt.Key.Key_Escape)
    assert not writer.outline.isVisible()
    assert writer.copy.hasFocus()
    assert writer.caret == 3


def test_it_follows_the_copy_while_it_is_open_and_costs_nothing_else(writer, qtbot):
    """What colleagues write stands there soon; closed, no key starts a reading."""
    opened(writer, qtbot)
    writer.draft.set_field("body", "## Khác\n\n" + COPY)
    qtbot.waitUntil(lambda: told(writer)[:2] == ["Khác", "Chợ nổi"])
    writer.copy.setFocus()
    assert not writer.outline.isVisible()
    QTest.keyClicks(writer.copy, "abc")
    assert not writer.outline._soon.isActive()


def test_a_copy_without_places_says_what_goes_here(writer, qtbot):
    """Pictures are named by their captions; where there is nothing it says so."""
    picture = a_picture()
    writer.draft.add_picture(picture)
    name = writer.draft.header.placements[0].name
    writer.draft.set_field("body", f"![]({name})")
    opened(writer, qtbot)
    caption = writer.draft.header.placements[0].caption_of(picture)
    assert told(writer) == [caption or name]
    writer.draft.set_field("body", "Không có gì")
    qtbot.waitUntil(writer.outline._none.isVisible)
    QTest.keyClick(writer.outline._letters, Qt.Key.Key_Return)
    assert writer.outline.isVisible()
    QApplication.processEvents()
