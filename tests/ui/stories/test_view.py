# SPDX-License-Identifier: GPL-3.0-or-later
"""The column of stories: searching, filtering, opening, and what stands there when it is empty."""

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QInputMethodEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from editor.model.assignment import Assignee
from editor.model.changes import Changes
from editor.model.rows import SyncMark
from editor.model.workflow import State
from tests.ui.stand_ins import a_desk, a_row
from ui import words
from ui.stories.row import _laid, _unmarked
from ui.stories.view import StoryList


@pytest.fixture
def desk():
    return a_desk(rows=30)


@pytest.fixture
def stories(desk, tasks, theme, qtbot) -> StoryList:
    made = StoryList(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(280, 600)
    with qtbot.waitExposed(made):
        made.show()
    qtbot.waitUntil(lambda: made.model.rowCount() > 0)
    return made


def test_a_click_opens_a_story(stories, qtbot):
    place = stories.list.visualRect(stories.model.index(2)).center()
    with qtbot.waitSignal(stories.chosen) as told:
        QTest.mouseClick(stories.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told.args == ["story-2"]


def test_the_arrow_keys_open_where_they_rest(stories, qtbot):
    stories.list.setFocus()
    stories.list.setCurrentIndex(stories.model.index(0))
    with qtbot.waitSignal(stories.chosen) as told:
        for _ in range(3):
            QTest.keyClick(stories.list, Qt.Key.Key_Down)
    assert told.args == ["story-3"]


def test_typing_searches(stories, qtbot):
    QTest.keyClicks(stories.field, "headline 12")
    with qtbot.waitSignal(stories.model.filled):
        pass
    qtbot.waitUntil(lambda: stories.model.rowCount() == 1)
    assert stories.model.row_at(0).headline == "Headline 12"


def test_what_was_typed_last_is_read_before_the_first_letter_of_a_search(stories, desk, qtbot):
    stories.list.setFocus()
    before = desk.articles.searches_expected
    stories.search()
    qtbot.waitUntil(lambda: desk.articles.searches_expected == before + 1)


def test_a_syllable_that_is_composed_is_left_alone(stories, desk, qtbot):
    """Nothing is searched, rewritten or completed while an input method composes."""
    reads = len(desk.articles.reads)
    QApplication.sendEvent(stories.field, QInputMethodEvent("chợ", []))
    assert stories.field.completer() is None
    assert stories.field.text() == ""
    assert len(desk.articles.reads) == reads
    done = QInputMethodEvent()
    done.setCommitString("chợ")
    QApplication.sendEvent(stories.field, done)
    assert stories.field.text() == "chợ"


def test_no_text_field_limits_what_is_typed(stories):
    assert stories.field.maxLength() >= 32767
    assert stories.field.validator() is None
    assert not stories.field.inputMask()


def test_filters_narrow_the_list(stories, desk, qtbot):
    desk.articles.kept[4] = a_row(4, state=State.PUBLISHED, category="van-hoa", byline="Khác")
    filters = stories.filters
    filters.states.setCurrentIndex(filters.states.findData("published"))
    qtbot.waitUntil(lambda: stories.model.rowCount() == 1)
    filters.choose("mine")
    qtbot.waitUntil(lambda: stories.model.rowCount() == 0)
    stories._empty_act.click()
    qtbot.waitUntil(lambda: stories.model.rowCount() == 30)
    filters.categories.setCurrentIndex(filters.categories.findData("van-hoa"))
    qtbot.waitUntil(lambda: stories.model.rowCount() == 1)


def test_what_is_planned_or_overdue_is_chosen_by_keys_and_counted(stories, desk, qtbot):
    """A count stands beside a name only where there is something; it follows each commit."""
    overdue = words.now() - timedelta(hours=2)
    desk.articles.kept[4] = a_row(4, is_stub=True, due_at=overdue, headline="", slugline="cho-noi")
    scope = stories.filters.scope
    stories.hear(Changes())
    qtbot.waitUntil(lambda: scope.itemText(scope.findData("overdue")) == "Overdue  1")
    assert scope.itemText(scope.findData("planned")) == "Planned  1"
    assert scope.itemText(scope.findData("waiting")) == "Waiting for me  30"
    scope.setFocus()
    QTest.keyClicks(scope, "pl")
    qtbot.waitUntil(lambda: stories.model.rowCount() == 1)
    assert stories.model.index(0).data() == "cho-noi"
    desk.articles.kept[4] = a_row(4)
    stories.hear(Changes())
    qtbot.waitUntil(lambda: scope.itemText(scope.findData("planned")) == "Planned")
    assert scope.currentData() == "planned"


def test_a_row_says_when_it_is_due_and_who_is_to_write_it(stories, desk, qtbot):
    """Overdue stands in the colour of what needs a person; a finished story says no due time."""
    people = (Assignee("Lan"), Assignee("Mai", "photographer"))
    stub = a_row(0, byline="", is_stub=True, assignees=people, desk="thoi-su")
    about = stories._delegate._about(stub)
    assert about == "Tin tức · Lan, Mai · thoi-su"
    now = words.now()
    late, soon = now - timedelta(hours=2), now + timedelta(days=40)
    pictures = [painted(stories, stub, due_at=due) for due in (None, late, soon)]
    amber = stories._theme.colour("needs_you_ink").rgb()
    assert [amber in each for each in pictures] == [False, True, False]
    out = a_row(0, state=State.PUBLISHED)
    assert painted(stories, out, due_at=late) == painted(stories, out)


def painted(stories, row, **values) -> set[int]:
    """The colours of a row, painted alone."""
    stories.model._pages[0][0] = replace(row, **values)
    image = QImage(260, 90, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    option = QStyleOptionViewItem()
    option.rect = image.rect()
    stories._delegate.paint(painter, option, stories.model.index(0))
    painter.end()
    return {image.pixel(x, y) for x in range(260) for y in range(90)}


def test_escape_clears_the_search(stories):
    stories.field.setText("something")
    QTest.keyClick(stories, Qt.Key.Key_Escape)
    assert stories.field.text() == ""


def test_an_empty_list_says_what_goes_here(tasks, theme, qtbot):
    made = StoryList(a_desk(rows=0), tasks, theme)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.model.filled):
        pass
    assert "stand here" in made._empty_words.text()
    with qtbot.waitSignal(made.new_asked):
        made._empty_act.click()


def test_the_open_story_is_marked_and_not_opened_again(stories, qtbot):
    stories.select("story-7")
    assert stories.list.currentIndex().row() == 7
    with qtbot.assertNotEmitted(stories.chosen):
        stories._open(stories.model.index(7))


def test_every_row_can_be_painted(stories):
    """Long, empty, searched, with every mark and in every state."""
    delegate = stories.list.itemDelegate()
    delegate.has_excerpts = True
    image = QImage(280, 200, QImage.Format.Format_ARGB32)
    for mark in SyncMark:
        stories.model._pages[0][0] = a_row(
            0,
            headline="Ấ Ậ Ỗ Ặ " * 40,
            mark=mark,
            missing_captions=3,
            excerpt="trước \x02khớp\x03 sau " * 20,
        )
        painter = QPainter(image)
        option = QStyleOptionViewItem()
        option.rect = image.rect()
        option.state |= QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_HasFocus
        delegate.paint(painter, option, stories.model.index(0))
        painter.end()


def test_a_story_with_words_on_the_screen_only_is_not_marked_as_sent(stories):
    """Only that row, and only while it would claim more than is true."""
    delegate = stories.list.itemDelegate()

    def painted(row) -> QImage:
        stories.model._pages[0][0] = row
        image = QImage(280, 120, QImage.Format.Format_ARGB32)
        image.fill(0)
        painter, option = QPainter(image), QStyleOptionViewItem()
        option.rect = image.rect()
        delegate.paint(painter, option, stories.model.index(0))
        painter.end()
        return image

    sent, waiting = (a_row(0, mark=each) for each in (SyncMark.SENT, SyncMark.WAITING))
    was_sent, was_waiting = painted(sent), painted(waiting)
    stories.show_unsaved(sent.id)
    assert was_sent != was_waiting == painted(sent)
    stories.show_unsaved("another")
    assert painted(sent) == was_sent


def test_matches_are_strong_and_their_marks_gone():
    plain, formats = _unmarked("một \x02hai\x03 ba\nbốn")
    assert plain == "một hai ba bốn"
    assert [(each.start, each.length) for each in formats] == [(4, 3)]


def test_a_text_takes_two_lines_at_most(theme):
    laid = _laid("chữ " * 100, theme.ui_font().toString(), 200)
    assert laid.lineCount() == 2
    assert laid.text().endswith("…")
    assert max(laid.lineAt(n).naturalTextWidth() for n in range(2)) <= 200
