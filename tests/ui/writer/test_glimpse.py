# SPDX-License-Identifier: GPL-3.0-or-later
"""A long story is seen before it is laid out; no letter is lost, of it or of the one before."""

from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtGui import QInputMethodEvent, QTextCursor
from PySide6.QtWidgets import QApplication

from editor.model.article import Article, ArticleId
from tests.builders import an_article
from tests.ui.writer.fake_desk import RESOURCES, FakeDesk
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.opening import glimpse, open_draft
from ui.writer.view import Writer

LONG = "\n\n".join(f"Đoạn {number}: " + "lời kể về chợ nổi. " * 9 for number in range(600))
OTHER = ArticleId("01900000-0000-7000-8000-0000000000aa")


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def before(desk, tasks) -> Iterator[Draft]:
    made = Draft(desk, tasks, *desk.knows(an_article(headline="Cũ", body="Bài cũ.")))
    yield made
    made.close()


@pytest.fixture
def long(desk) -> Article:
    return desk.knows(an_article(id=OTHER, headline="Mới", body=LONG))[0]


@pytest.fixture
def writer(qtbot, desk, tasks, before) -> Writer:
    made = Writer(desk, tasks, Theme(RESOURCES))
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.open(before)
    with qtbot.waitExposed(made):
        made.show()
    made.copy.setFocus()
    return made


def lines_of(writer: Writer) -> list[str]:
    return writer.copy.document().toRawText().split("\u2029")


def test_the_first_screen_is_the_story_that_comes(writer, long):
    glimpse(writer, long)
    assert writer.head.headline.text == "Mới"
    shown = lines_of(writer)
    assert shown == LONG.split("\n")[: len(shown)]
    assert writer.top_line() == -1


def test_it_begins_where_the_story_was_left(writer, long):
    glimpse(writer, long, 400.0)
    shown = lines_of(writer)
    assert shown == LONG.split("\n")[400 : 400 + len(shown)]
    assert writer.copy.firstVisibleBlock().text() == LONG.split("\n")[400]


def test_then_the_story_is_whole(writer, long, desk, tasks, qtbot):
    opened: list[Draft] = []

    def done(draft: Draft) -> None:
        writer.open(draft)
        opened.append(draft)

    open_draft(desk, tasks, OTHER, done, found=partial(glimpse, writer))
    qtbot.waitUntil(lambda: bool(opened))
    (draft,) = opened
    assert writer.copy.document() is draft.document
    assert "\n".join(lines_of(writer)) == LONG
    assert draft.article == long
    writer.copy.moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(writer.copy, "x")
    assert draft.article.body == LONG + "x"
    draft.close()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert desk.articles.kept[OTHER].body == LONG + "x"


def test_what_stood_before_keeps_every_word(writer, before, long):
    writer.copy.moveCursor(QTextCursor.MoveOperation.End)
    event = QInputMethodEvent("chợ", [])
    QApplication.sendEvent(writer.copy, event)
    was = before.article
    glimpse(writer, long)
    assert before.article.headline == was.headline
    assert before.article.body.startswith("Bài cũ.")
    assert before.document.toRawText() == before.article.body
    assert not before.document.isEmpty()


def test_what_nobody_sees_is_not_painted(writer, before, long):
    writer.hide()
    glimpse(writer, long)
    assert writer.copy.document() is before.document
    assert writer.head.headline.text == "Cũ"
