# SPDX-License-Identifier: GPL-3.0-or-later
"""Undo that survives closing the window: by real keys, over any number of closings."""

import random
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QInputMethodEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.builders import an_article
from tests.ui.writer.fake_desk import FakeDesk
from ui.writer.draft import Draft
from ui.writer.view import Writer

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FIRST = "Một hai 🛶 ba.\n\nBốn năm."


class Room:
    """A writer on a desk in memory, whose story can be closed and opened again."""

    def __init__(self, desk, tasks, theme, qtbot):
        self.desk, self.tasks, self.qtbot = desk, tasks, qtbot
        self.writer = Writer(desk, tasks, theme)
        qtbot.addWidget(self.writer)
        self.writer.resize(700, 500)
        self.draft = None
        with qtbot.waitExposed(self.writer):
            self.writer.show()

    def open(self, article=None):
        article = article or self.desk.articles.kept[an_article().id]
        self.draft = Draft(self.desk, self.tasks, *self.desk.knows(article))
        self.writer.open(self.draft)
        self.settle()
        self.copy.setFocus()

    def close(self):
        if self.draft is not None:
            self.draft.flush()
            self.writer.open(None)
            self.draft.close()
            self.settle()
            self.draft = None

    def again(self):
        self.close()
        self.open()

    def settle(self):
        self.qtbot.waitUntil(lambda: self.tasks.busy == 0)

    @property
    def copy(self):
        return self.writer.copy

    @property
    def text(self):
        return self.draft.article.body

    def key(self, key, modifiers=Qt.KeyboardModifier.NoModifier, field=None):
        QTest.keyClick(field or self.copy, key, modifiers)

    def undo(self, field=None):
        self.key(Qt.Key.Key_Z, CTRL, field)

    def redo(self, field=None):
        self.key(Qt.Key.Key_Z, CTRL | SHIFT, field)

    def type(self, text, at=None):
        if at is not None:
            cursor = self.copy.textCursor()
            cursor.setPosition(at)
            self.copy.setTextCursor(cursor)
        QTest.keyClicks(self.copy, text)


@pytest.fixture
def room(tasks, theme, qtbot):
    made = Room(FakeDesk(), tasks, theme, qtbot)
    made.open(an_article(body=FIRST))
    yield made
    made.close()


def test_after_opening_again_the_words_go_one_by_one_and_come_back(room):
    room.type("xin chao ban ", at=0)
    room.again()
    told = []
    for _ in range(3):
        room.undo()
        told.append(room.text)
    assert told == [f"xin chao {FIRST}", f"xin {FIRST}", FIRST]
    room.undo()
    assert room.text == FIRST
    room.redo()
    assert room.text == f"xin {FIRST}"
    room.again()
    room.redo()
    room.redo()
    room.redo()
    assert room.text == f"xin chao ban {FIRST}"
    assert room.copy.textCursor().position() == len("xin chao ban ")


def test_new_words_bar_the_way_forward_and_old_ones_stay_below(room):
    room.type("mot ", at=0)
    room.again()
    room.type("hai ", at=0)
    room.undo()
    assert room.text == f"mot {FIRST}"
    room.undo()
    assert room.text == FIRST
    room.type("ba ", at=0)
    room.redo()
    assert room.text == f"ba {FIRST}"
    room.again()
    room.undo()
    assert room.text == FIRST


def test_what_was_kept_of_another_text_is_dropped(room):
    room.type("mot ", at=0)
    room.close()
    other = replace(room.desk.articles.kept[an_article().id], body="Ai đó viết lại.")
    room.desk.articles.kept[other.id] = other
    room.open()
    room.undo()
    assert room.text == "Ai đó viết lại."


def test_a_headline_is_taken_back_too(room):
    field = room.writer.head.headline
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(field, " roi")
    before = an_article().headline
    room.again()
    field.setFocus()
    room.undo(field)
    assert room.draft.header.headline == before
    room.redo(field)
    assert room.draft.header.headline == f"{before} roi"


def test_what_a_colleague_wrote_stays_and_mine_is_taken_back(room, qtbot):
    room.type("cua toi ", at=0)
    room.draft.flush()
    room.settle()
    stands = room.desk.articles.kept[an_article().id]
    theirs = replace(stands, body=f"{stands.body}\n\nCủa Lan.")
    with qtbot.waitSignal(room.draft.merged):
        room.desk.articles.put_from_below(theirs)
    room.again()
    for _ in range(9):
        room.undo()
    assert room.text == f"{FIRST}\n\nCủa Lan."


def test_steps_that_a_colleague_wrote_into_are_not_taken_back(room, qtbot):
    room.type("hom nay ", at=0)
    room.type("som ", at=0)
    room.draft.flush()
    room.settle()
    stands = room.desk.articles.kept[an_article().id]
    theirs = replace(stands, body=stands.body.replace("hom nay", "hom qua"))
    with qtbot.waitSignal(room.draft.merged):
        room.desk.articles.put_from_below(theirs)
    room.again()
    for _ in range(9):
        room.undo()
    assert room.text == f"hom qua {FIRST}"


def test_a_syllable_that_was_being_composed_at_the_end_is_a_step(room, qtbot):
    room.type("", at=0)
    QApplication.sendEvent(room.copy, QInputMethodEvent("việ", []))
    room.draft._save()
    qtbot.waitUntil(lambda: any("việ" in each.body for each in room.desk.articles.saves))
    kept = room.desk.articles.steps[an_article().id]["body"]
    assert [len(each.splices) for each in kept.steps] == [1]
    fresh = Room(room.desk, room.tasks, room.writer._theme, qtbot)
    fresh.open()
    fresh.undo()
    assert fresh.text == FIRST
    fresh.close()
    QApplication.sendEvent(room.copy, QInputMethodEvent("", []))


def test_the_menu_under_the_pointer_offers_it_too(room):
    room.type("mot ", at=0)
    room.again()
    menu = room.copy.menu_at(QPoint(5, 5))
    action = menu.findChild(QAction, "edit-undo")
    assert action.isEnabled()
    action.trigger()
    assert room.text == FIRST
    menu = room.copy.menu_at(QPoint(5, 5))
    assert not menu.findChild(QAction, "edit-undo").isEnabled()
    menu.findChild(QAction, "edit-redo").trigger()
    assert room.text == f"mot {FIRST}"


def test_undo_while_the_record_is_still_read_is_qts_alone(room):
    room.type("mot ", at=0)
    room.close()
    article = room.desk.articles.kept[an_article().id]
    room.draft = Draft(room.desk, room.tasks, *room.desk.knows(article))
    room.writer.open(room.draft)
    room.undo()
    assert room.text == article.body
    room.type("x", at=0)
    room.settle()
    room.undo()
    room.undo()
    assert room.text == FIRST


def _place(room, draw):
    """Anywhere but within a letter that Qt counts twice."""
    place = draw.randrange(room.draft.document.characterCount())
    return place + ("\udc00" <= room.draft.document.characterAt(place) <= "\udfff")


def _edit(room, draw):
    cursor = room.copy.textCursor()
    cursor.setPosition(_place(room, draw))
    if draw.random() < 0.3:
        cursor.setPosition(_place(room, draw), QTextCursor.MoveMode.KeepAnchor)
    room.copy.setTextCursor(cursor)
    kind = draw.randrange(7)
    if kind < 3:
        QTest.keyClicks(room.copy, draw.choice(["ghe ", "a", "ben. "]))
    elif kind == 3:
        room.key(draw.choice([Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return]))
    elif kind == 4:
        room.draft.set_field("body", room.text.replace("e", "ê", 2))
    elif kind == 5:
        event = QInputMethodEvent("", [])
        event.setCommitString("dán 🛶 vào ")
        QApplication.sendEvent(room.copy, event)
    else:
        draw.choice([room.undo, room.redo])()


@pytest.mark.parametrize("seed", range(6))
def test_undo_all_the_way_gives_the_first_text_and_redo_the_last(room, seed):
    """Random edits, the story closed and opened again at random points."""
    draw = random.Random(seed)
    for _ in range(40):
        _edit(room, draw)
        if draw.random() < 0.08:
            room.again()
    for _ in range(40):
        room.redo()
    last = room.text
    for _ in range(2):
        for _ in range(120):
            room.undo()
        assert room.text == FIRST, seed
        if draw.random() < 0.5:
            room.again()
        for _ in range(120):
            room.redo()
        assert room.text == last, seed
        room.again()
