# SPDX-License-Identifier: GPL-3.0-or-later
"""The list fetches a hundred at a time, repaints one row, and drops what is no longer asked for."""

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from editor.model.changes import Changes
from editor.model.rows import StoryFilter, SyncMark
from editor.model.workflow import State
from tests.ui.stand_ins import Shelf, a_row
from ui.stories.model import PAGE_ROWS, PAGES_KEPT, ROW_ROLE, StoriesModel


@pytest.fixture
def shelf() -> Shelf:
    return Shelf([a_row(number) for number in range(1000)])


@pytest.fixture
def model(shelf, tasks, qtbot) -> StoriesModel:
    made = StoriesModel(shelf, tasks, tasks)
    made.tester = QAbstractItemModelTester(made)
    with qtbot.waitSignal(made.filled):
        made.show(StoryFilter())
    qtbot.waitUntil(lambda: made.rowCount() == 1000)
    return made


def test_the_first_screen_is_one_page(model, shelf):
    assert {offset for _filter, _limit, offset in shelf.reads} == {0}
    assert model.row_at(0).headline == "Headline 0"


def test_a_page_is_fetched_when_it_is_looked_at(model, shelf, qtbot):
    with qtbot.waitSignal(model.dataChanged):
        assert model.index(950).data(ROW_ROLE) is None
    assert model.index(950).data(ROW_ROLE).headline == "Headline 950"
    assert shelf.reads[-1][1:] == (PAGE_ROWS, 900)


def test_what_flies_by_is_not_read(model, shelf, qtbot):
    before = len(shelf.reads)
    for position in range(100, 1000, 100):
        model.index(position).data(ROW_ROLE)
    qtbot.waitUntil(lambda: model.row_at(900) is not None)
    assert len(shelf.reads) - before < 9


def test_memory_stays_bounded(tasks, qtbot):
    shelf = Shelf([a_row(number) for number in range((PAGES_KEPT + 5) * PAGE_ROWS)])
    model = StoriesModel(shelf, tasks, tasks)
    with qtbot.waitSignal(model.filled):
        model.show(StoryFilter())
    qtbot.waitUntil(lambda: model.rowCount() == len(shelf.kept))
    for position in range(0, len(shelf.kept), PAGE_ROWS):
        model.index(position).data(ROW_ROLE)
        qtbot.waitUntil(lambda position=position: model.row_at(position) is not None)
    assert len(model._pages) <= PAGES_KEPT


def test_a_change_repaints_one_row(model, shelf, qtbot):
    shelf.kept[5] = a_row(5, headline="Rewritten", mark=SyncMark.SENT)
    with qtbot.waitSignal(model.dataChanged) as told:
        model.hear(Changes(articles=frozenset({"story-5"})))
    first, last = told.args[:2]
    assert (first.row(), last.row()) == (5, 5)
    assert model.row_at(5).headline == "Rewritten"


def test_a_repainted_row_keeps_the_passage_found(shelf, tasks, qtbot):
    shelf.kept = [a_row(1, excerpt="a \x02match\x03")]
    model = StoriesModel(shelf, tasks, tasks)
    with qtbot.waitSignal(model.filled):
        model.show(StoryFilter(text="headline"))
    shelf.kept = [a_row(1, headline="Headline anew")]
    with qtbot.waitSignal(model.dataChanged):
        model.hear(Changes(articles=frozenset({"story-1"})))
    assert model.row_at(0).excerpt == "a \x02match\x03"


def test_a_new_story_is_fetched(model, shelf, qtbot):
    shelf.kept.insert(0, a_row(5000, headline="New"))
    with qtbot.waitSignal(model.filled):
        model.hear(Changes(articles=frozenset({"story-5000"})))
    assert model.row_at(0).headline == "New"


def test_a_story_that_moved_on_leaves_its_place(model, shelf, qtbot):
    shelf.kept[3] = a_row(3, state=State.PUBLISHED)
    with qtbot.waitSignal(model.filled):
        model.hear(Changes(articles=frozenset({"story-3"})))


def test_only_the_newest_search_is_shown(model, qtbot):
    model.show(StoryFilter(text="Headline 1"))
    with qtbot.waitSignal(model.filled):
        model.show(StoryFilter(text="Headline 99"))
    qtbot.waitUntil(lambda: model.rowCount() == 11)
    assert model.row_at(0).headline == "Headline 99"


def test_a_pause_after_a_save_lets_the_store_catch_up(model, shelf, qtbot):
    """Each save begins the pause anew."""
    model._pause.setInterval(50)
    for _ in range(3):
        model.hear(Changes(articles=frozenset({"story-3"})))
        assert shelf.caught_up == 0
    qtbot.waitUntil(lambda: shelf.caught_up == 1)
    assert not model._pause.isActive()
