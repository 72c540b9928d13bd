# SPDX-License-Identifier: GPL-3.0-or-later
"""What is put into the copy with buttons and keys: each one undo step, ready to be written in."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from editor.text.dialect import Dialect
from tests.builders import an_article
from tests.ui.writer.fake_desk import RESOURCES, FakeDesk
from ui.commands import TABLE, Commands
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.bar import BUTTONS, IN_TABLES, RARER
from ui.writer.draft import Draft
from ui.writer.table_size import TableSize
from ui.writer.view import Writer

KEY, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


class Room:
    """A window with a writer in it; the caret stands at the bar of what is put in."""

    def __init__(self, qtbot, tasks) -> None:
        theme = Theme(RESOURCES)
        desk = FakeDesk()
        self.draft = Draft(desk, tasks, *desk.knows(an_article(body="")))
        self.window = QMainWindow()
        qtbot.addWidget(self.window)
        self.writer = Writer(desk, tasks, theme)
        self.window.setCentralWidget(self.writer)
        self.writer.open(self.draft)
        self.commands = Commands(theme, self.window)
        self.writer.dress(self.commands)
        self.window.resize(760, 600)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.copy = self.writer.copy
        self.copy.setFocus()

    def stand(self, marked: str) -> None:
        """Put a copy in, the caret at its bar `¦`, or what is between two selected."""
        parts = marked.split("¦")
        self.draft.set_field("body", "".join(parts))
        cursor = QTextCursor(self.draft.document)
        cursor.setPosition(len(parts[0]))
        if len(parts) == 3:
            place = len(parts[0] + parts[1])
            cursor.setPosition(place, QTextCursor.MoveMode.KeepAnchor)
        self.copy.setTextCursor(cursor)

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.copy, key, modifiers)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.copy, text)

    @property
    def told(self) -> str:
        """The copy with a bar at the caret, or around what is selected."""
        text, cursor = self.draft.article.body, self.copy.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        middle = f"{text[start:end]}¦" if end > start else ""
        return f"{text[:start]}¦{middle}{text[end:]}"


@pytest.fixture
def room(qapp, qtbot) -> Iterator[Room]:
    tasks = Tasks()
    made = Room(qtbot, tasks)
    yield made
    made.draft.close()
    tasks.close()


@pytest.mark.parametrize(
    ("key", "modifiers", "before", "after"),
    [
        (KEY.Key_H, CTRL | SHIFT, "Chợ n¦ổi", "## Chợ n¦ổi"),
        (KEY.Key_H, CTRL | ALT, "## Chợ n¦ổi", "### Chợ n¦ổi"),
        (KEY.Key_H, CTRL | ALT, "### Chợ n¦ổi", "Chợ n¦ổi"),
        (KEY.Key_0, CTRL, "- Chợ n¦ổi", "Chợ n¦ổi"),
        (KEY.Key_0, CTRL, "Chợ n¦ổi", "Chợ n¦ổi"),
        (KEY.Key_Q, CTRL | ALT, "Một.\n\nHai¦.\n\nBa.", "Một.\n\n> [!quote]\n> Hai.¦\n\nBa."),
        (KEY.Key_Q, CTRL | ALT, "Một.\nHai¦.\nBa.", "Một.\n\n> [!quote]\n> Hai.¦\n\nBa."),
        (
            KEY.Key_Q,
            CTRL | ALT,
            "Một ¦hai ba¦ bốn.\n\nNăm.",
            "Một hai ba bốn.\n\n> [!quote]\n> hai ba¦\n\nNăm.",
        ),
        (KEY.Key_Q, CTRL | ALT, "> [!quote]\n> Hai¦.\n> — Ai", "Hai.\n— Ai¦"),
        (KEY.Key_B, CTRL | SHIFT, "Một¦.", "Một.\n\n> [!box] ¦\n> \n\n"),
        (
            KEY.Key_B,
            CTRL | SHIFT,
            "¦Một.\n\n- hai¦\n\nBa.",
            "> [!box] ¦\n> Một.\n>\n> - hai\n\nBa.",
        ),
        (
            KEY.Key_B,
            CTRL | SHIFT,
            "> [!box] Mốc\n> Một¦.\n>\n> Hai.\n\nBa.",
            "### Mốc\n\nMột.\n\nHai.¦\n\nBa.",
        ),
        (
            KEY.Key_K,
            CTRL | SHIFT,
            "Một.\n\nhttps://youtu.be/a¦\n\nBa.",
            "Một.\n\n> [!card] https://youtu.be/a\n> ¦\n\nBa.",
        ),
        (KEY.Key_K, CTRL | SHIFT, "Một¦.", "Một.\n\n> [!card] ¦https://¦\n> \n\n"),
        (KEY.Key_F, CTRL | ALT, "Một¦ hai.", "Một[^1] hai.\n\n[^1]: ¦"),
        (
            KEY.Key_F,
            CTRL | ALT,
            "Một[^1] hai¦.\n\n[^1]: A\n",
            "Một[^1] hai[^2].\n\n[^1]: A\n[^2]: ¦",
        ),
        (KEY.Key_F, CTRL | ALT, "Một[^1] hai.\n\n[^1]: A¦", "Một[^1]¦ hai.\n\n[^1]: A"),
        (KEY.Key_F, CTRL | ALT, "Một[^1]¦ hai.\n\n[^1]: A", "Một[^1] hai.\n\n[^1]: A¦"),
        (KEY.Key_F, CTRL | ALT, "Một[^b]¦ hai.", "Một[^b] hai.\n\n[^b]: ¦"),
    ],
)
def test_keys(room, key, modifiers, before, after):
    """From the keyboard, with the caret where the next words belong; undo brings all back."""
    QGuiApplication.clipboard().clear()
    room.stand(before)
    was = room.draft.article.body
    room.key(key, modifiers)
    assert room.told == after
    if room.draft.article.body != was:
        room.draft.document.undo()
        assert room.draft.article.body == was


def test_a_card_of_the_link_on_the_clipboard(room):
    """Its address is there, its title is typed next."""
    QGuiApplication.clipboard().setText(" https://zalo.me/1 ")
    room.stand("Một¦.\n\nHai.")
    room.key(KEY.Key_K, CTRL | SHIFT)
    room.type("Tua")
    assert room.told == "Một.\n\n> [!card] https://zalo.me/1\n> Tua¦\n\nHai."


def test_a_table_is_written_from_cell_to_cell(room, qtbot):
    """Its size chosen with the arrows; Tab and Enter go on, the columns stay in line."""
    room.stand("Một¦.")
    room.key(KEY.Key_T, CTRL | SHIFT)
    popup = room.copy.findChild(TableSize)
    qtbot.waitUntil(popup.isVisible)
    for key in (KEY.Key_Up, KEY.Key_Left, KEY.Key_Return):
        QTest.keyClick(popup, key)
    for text in ("Nam", "So ghe", "2015", "380"):
        room.type(text)
        room.key(KEY.Key_Tab)
    room.type("2025")
    room.key(KEY.Key_Tab)
    assert room.told == (
        "Một.\n\n| Nam  | So ghe |\n| ---- | ------ |\n| 2015 | 380    |\n| 2025 | ¦       |\n\n"
    )
    room.commands.ask("table.right")
    room.type("190")
    room.key(KEY.Key_Tab, SHIFT)
    assert "| ¦2025¦ |    190 |" in room.told
    room.key(KEY.Key_Tab, SHIFT)
    assert "| 2015 |    ¦380¦ |" in room.told
    assert "<table " in "".join(Dialect().whole(room.draft.article.body, lambda _: None))


def test_enter_goes_down_and_out_of_a_table(room):
    """A new row below the last; an empty last row is the end of it."""
    room.stand("| a   | b   |\n| --- | --- |\n| c   | d¦   |\n\nSau.")
    room.key(KEY.Key_Return)
    assert room.told == "| a   | b   |\n| --- | --- |\n| c   | d   |\n|     | ¦    |\n\nSau."
    room.key(KEY.Key_Return)
    assert room.told == "| a   | b   |\n| --- | --- |\n| c   | d   |\n\n¦\n\nSau."


def test_rows_and_columns_by_command(room):
    room.stand("| a¦ | b |\n|--|--|\n| c | d |")
    room.commands.ask("table.column")
    assert room.told.startswith("| a   | ¦    | b   |\n")
    room.commands.ask("table.remove_column")
    room.commands.ask("table.row")
    assert room.told == "| a   | b   |\n| --- | --- |\n| ¦    |     |\n| c   | d   |"
    room.commands.ask("table.remove_row")
    room.commands.ask("table.centre")
    assert room.told == "|  a  | b   |\n| :-: | --- |\n|  ¦c¦  | d   |"


def test_tab_leaves_the_copy_where_there_is_no_table(room):
    """As it did; also with a bar among the words, and while a syllable is composed in a cell."""
    for copy in ("Một¦ | hai.", "Một¦."):
        room.stand(copy)
        room.key(KEY.Key_Tab)
        assert not room.copy.hasFocus()
        room.copy.setFocus()
    room.stand("| a¦ | b |\n|--|--|")
    QApplication.sendEvent(room.copy, QInputMethodEvent("ă", []))
    assert room.copy.focusNextPrevChild(True)
    assert room.draft.article.body == "| a | b |\n|--|--|"


def test_letters_that_count_twice_in_a_table(room):
    """The caret is in the right cell behind them."""
    room.stand("| 🛶 | b |\n|--|--|\n| c¦ | d |")
    room.copy.moveCursor(QTextCursor.MoveOperation.End)
    room.key(KEY.Key_Tab, SHIFT)
    assert room.copy.textCursor().selectedText() == "c"
    room.key(KEY.Key_Tab, SHIFT)
    assert room.copy.textCursor().selectedText() == "b"


def test_a_narrow_bar_keeps_everything_in_reach(room):
    """What has no button in sight stands in the menu, with its name and its key."""
    known = {each.id for each in TABLE}

    def names(menu) -> list[str]:
        return [each.objectName() for each in menu.actions() if each.objectName()]

    def shown() -> list[str]:
        return [each for each in BUTTONS if each and not room.writer.bar._buttons[each].isHidden()]

    room.writer.bar.menu.aboutToShow.emit()
    assert shown() == [each for each in BUTTONS if each]
    assert names(room.writer.bar.menu) == [each for each in RARER if each]
    room.window.resize(260, 600)
    QApplication.processEvents()
    room.writer.bar.menu.aboutToShow.emit()
    assert 0 < len(shown()) < len(BUTTONS) - 4
    found = {*shown(), *names(room.writer.bar.menu)}
    assert found == {each for each in (*BUTTONS, *RARER) if each}
    assert {each for each in (*BUTTONS, *RARER, *IN_TABLES) if each} <= known
    right = room.writer.bar.more.mapTo(room.writer.bar, room.writer.bar.more.rect().topRight())
    assert right.x() <= room.writer.bar.width()


def test_the_menu_of_tables_is_for_tables(room):
    """It can be opened in one only."""
    for copy, is_enabled in (("Một¦", False), ("| a¦ | b |\n|--|--|", True)):
        room.stand(copy)
        room.writer.bar.menu.aboutToShow.emit()
        (table,) = [each for each in room.writer.bar.menu.actions() if each.menu()]
        assert table.menu().isEnabled() is is_enabled
        assert len(table.menu().actions()) == len(IN_TABLES)
