# SPDX-License-Identifier: GPL-3.0-or-later
"""The open article saves itself, and takes in what came from below, and loses nothing."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QTextCursor

from editor.errors import Refused
from editor.model.workflow import State
from tests.builders import a_picture, a_placement, an_article
from tests.ui.writer.fake_desk import FakeDesk
from ui.tasks import Tasks
from ui.writer import draft as drafts
from ui.writer.draft import Draft
from ui.writer.opening import new_draft, open_draft


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def quick(monkeypatch):
    """People rest at once."""
    monkeypatch.setattr(drafts, "PAUSE_MS", 0)


@pytest.fixture
def draft(desk, tasks) -> Iterator[Draft]:
    made = Draft(desk, tasks, *desk.knows(an_article(body="Một.\n\nHai.\n\nBa.")))
    yield made
    made.close()


def write(draft: Draft, text: str, at: int = 0) -> None:
    cursor = QTextCursor(draft.document)
    cursor.setPosition(at)
    cursor.insertText(text)


def stored(desk, draft):
    return desk.articles.kept.get(draft.id)


def test_nothing_is_stored_before_something_is_written(desk, tasks, qtbot):
    draft = new_draft(desk, tasks)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert stored(desk, draft) is None
    draft.close()


def test_the_first_key_makes_a_row(desk, tasks, qtbot):
    draft = new_draft(desk, tasks, language="vi")
    write(draft, "C")
    qtbot.waitUntil(lambda: stored(desk, draft) is not None)
    assert stored(desk, draft).body == "C"
    assert draft.id.split("-")[2].startswith("7")
    draft.close()


def test_typing_is_saved_when_it_rests(desk, draft, qtbot):
    with qtbot.waitSignal(draft.saved):
        write(draft, "Chợ nổi. ")
    assert stored(desk, draft).body == "Chợ nổi. Một.\n\nHai.\n\nBa."
    assert draft.is_saved


def test_long_typing_is_saved_before_it_rests(desk, draft, qtbot, monkeypatch):
    draft._pause.setInterval(10_000_000)
    write(draft, "a")
    qtbot.waitUntil(lambda: draft.is_saved)
    assert stored(desk, draft).body.startswith("aMột")


def test_a_flush_saves_now(desk, draft, tasks, qtbot):
    write(draft, "a")
    draft.flush()
    assert not draft._pause.isActive()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert stored(desk, draft).body.startswith("aMột")


def test_a_flush_of_nothing_new_writes_nothing(desk, draft, tasks, qtbot):
    draft.flush()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert desk.articles.saves == []


def test_typing_on_while_a_save_runs_loses_nothing(desk, draft, qtbot):
    desk.articles.gate.clear()
    write(draft, "1")
    draft.flush()
    write(draft, "2")
    draft.flush()
    write(draft, "3")
    desk.articles.gate.set()
    qtbot.waitUntil(lambda: draft.is_saved)
    assert [each.body[:3] for each in desk.articles.saves] == ["1Mộ", "21M", "321"]


def test_fields_are_told_and_saved(desk, draft, qtbot):
    told = []
    draft.changed.connect(told.append)
    draft.change(headline="Mới", kicker="Nóng")
    draft.set_field("headline", "Mới")
    assert told == [frozenset({"headline", "kicker"})]
    qtbot.waitUntil(lambda: draft.is_saved)
    assert stored(desk, draft).headline == "Mới"


def test_text_is_composed_on_its_way_to_the_store_only(desk, draft, qtbot):
    apart = "Tie\u0302\u0301ng"
    write(draft, apart)
    draft.set_field("headline", apart)
    qtbot.waitUntil(lambda: draft.is_saved)
    assert stored(desk, draft).body.startswith("Tiếng")
    assert stored(desk, draft).headline == "Tiếng"
    assert draft.document.toRawText().startswith(apart)


def test_a_body_set_from_outside_is_one_undo_step(draft):
    draft.set_field("body", "Một.\n\nHai rưỡi.\n\nBa.\n\nBốn.")
    assert draft.article.body == "Một.\n\nHai rưỡi.\n\nBa.\n\nBốn."
    draft.document.undo()
    assert draft.article.body == "Một.\n\nHai.\n\nBa."


def test_undo_goes_word_by_word(draft, qtbot):
    from PySide6.QtWidgets import QPlainTextEdit

    edit = QPlainTextEdit()
    qtbot.addWidget(edit)
    edit.setDocument(draft.document)
    qtbot.keyClicks(edit, "hai ba bon")
    draft.document.undo()
    assert draft.document.toPlainText().startswith("hai ba Một")
    draft.document.undo()
    assert draft.document.toPlainText().startswith("hai Một")


def test_a_save_that_failed_is_told_and_tried_again(desk, draft, qtbot):
    desk.articles.fault = Refused("store.full")
    with qtbot.waitSignal(draft.save_failed) as caught:
        write(draft, "a")
        draft.flush()
    assert caught.args[0].code == "store.full"
    assert not draft.is_saved
    desk.articles.fault = None
    draft._retry.setInterval(0)
    draft._retry.start(0)
    qtbot.waitUntil(lambda: draft.is_saved)
    assert stored(desk, draft).body.startswith("aMột")


def test_a_failed_save_does_not_make_old_text_look_new(desk, draft, qtbot, quick):
    """What failed to be stored must not be taken for what the store had in common with us."""
    desk.articles.fault = Refused("store.full")
    with qtbot.waitSignal(draft.save_failed):
        write(draft, "a")
        draft.flush()
    desk.articles.fault = None
    draft.set_field("kicker", "Nóng")
    draft.flush()
    qtbot.waitUntil(lambda: draft.is_saved)
    assert stored(desk, draft).body.startswith("aMột")
    assert draft.article.body.startswith("aMột")


def test_a_closed_draft_is_tried_until_it_stands(desk, tasks, qtbot, monkeypatch):
    from ui.writer import shelf

    monkeypatch.setattr(shelf, "RETRY_MS", 0)
    draft = Draft(desk, tasks, *desk.knows(an_article(body="Một.")))
    desk.articles.fault = Refused("store.full")
    write(draft, "a")
    with qtbot.waitSignal(tasks.trouble):
        draft.close()
    draft.deleteLater()
    desk.articles.fault = None
    qtbot.waitUntil(lambda: desk.articles.kept[an_article().id].body == "aMột.")


def test_its_own_news_do_not_come_back(desk, draft, qtbot, tasks):
    told = []
    draft.merged.connect(told.append)
    write(draft, "a")
    draft.flush()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert told == []


def test_news_from_below_are_taken_in_with_the_caret_kept(desk, draft, qtbot):
    cursor = QTextCursor(draft.document)
    cursor.setPosition(len("Một.\n\nHa"))
    theirs = replace(
        stored(desk, draft), body="Số không.\n\nMột.\n\nHai.\n\nBa bốn.", kicker="Nóng"
    )
    with qtbot.waitSignal(draft.merged) as caught:
        desk.articles.put_from_below(replace(theirs, state=State.EDITING))
    (arrival,) = caught.args
    assert (arrival.origin, arrival.told) == ("sync", {"body", "kicker", "state"})
    assert arrival.before.body == "Một.\n\nHai.\n\nBa."
    assert arrival.after.body == theirs.body
    assert draft.article == replace(theirs, state=State.EDITING)
    assert cursor.position() == len("Số không.\n\nMột.\n\nHa")
    assert draft.is_saved
    draft.document.undo()
    assert draft.article.body == "Một.\n\nHai.\n\nBa."


def test_a_caret_between_two_changed_words_stays_between_them(desk, tasks, qtbot):
    """A paragraph that comes back with other words is not put in anew under the caret."""
    body = "Ghe trái cây về bến từ rất sớm hôm nay."
    draft = Draft(desk, tasks, *desk.knows(an_article(body=body)))
    cursor = QTextCursor(draft.document)
    cursor.setPosition(len("Ghe trái cây về bến"))
    theirs = "Thuyền trái cây về bến từ rất sớm hôm qua."
    with qtbot.waitSignal(draft.merged):
        desk.articles.put_from_below(replace(stored(desk, draft), body=theirs))
    assert draft.article.body == theirs
    assert cursor.position() == len("Thuyền trái cây về bến")
    draft.document.undo()
    assert draft.article.body == body
    draft.close()


def test_news_wait_while_somebody_types(desk, draft, qtbot, tasks):
    write(draft, "a")
    desk.articles.put_from_below(replace(stored(desk, draft), kicker="Nóng"))
    qtbot.waitUntil(lambda: tasks.busy == 0 and draft._waiting is not None)
    assert draft.header.kicker == ""
    qtbot.waitUntil(lambda: draft.header.kicker == "Nóng" and draft.is_saved)
    assert stored(desk, draft).kicker == "Nóng"
    assert stored(desk, draft).body.startswith("aMột")


def test_a_save_under_way_does_not_undo_what_came_from_below(desk, draft, qtbot):
    """The sync commits between our snapshot and our write: both stand afterwards."""
    desk.articles.gate.clear()
    write(draft, "a")
    draft.flush()
    draft.set_field("slugline", "cho-noi")
    draft.flush()
    qtbot.waitUntil(lambda: desk.articles.is_waiting)
    desk.articles.kept[draft.id] = replace(stored(desk, draft), tags=("mới",))
    desk.articles.gate.set()
    qtbot.waitUntil(lambda: draft.is_saved and draft.header.tags == ("mới",))
    for each in (stored(desk, draft), draft.article):
        assert each.body.startswith("aMột")
        assert each.tags == ("mới",)
        assert each.slugline == "cho-noi"


def test_a_save_is_woven_with_what_was_stored_before_it(desk, draft, qtbot):
    """The sync committed, and we have not heard of it yet: both stand afterwards."""
    write(draft, "a")
    below = replace(stored(desk, draft), body="Một.\n\nHai.\n\nBa. Bốn.", kicker="Nóng")
    desk.articles.kept[draft.id] = below
    draft.flush()
    qtbot.waitUntil(lambda: draft.is_saved and draft.header.kicker == "Nóng")
    for each in (stored(desk, draft), draft.article):
        assert each.body == "aMột.\n\nHai.\n\nBa. Bốn."


def test_where_both_wrote_the_typed_text_stays(desk, draft, qtbot):
    write(draft, "Tôi: ")
    desk.articles.put_from_below(replace(stored(desk, draft), body="Họ: Một.\n\nHai.\n\nBa."))
    qtbot.waitUntil(lambda: draft.is_saved and draft._waiting is None)
    assert draft.article.body.startswith("Tôi: Một")
    qtbot.waitUntil(lambda: stored(desk, draft).body.startswith("Tôi: Một"))


def test_a_picture_is_stored_before_the_article_that_uses_it(desk, draft, qtbot):
    picture = a_picture()
    draft.add_picture(picture)
    draft.add_picture(picture)
    assert [each.name for each in draft.header.placements] == ["market-1.jpg"]
    draft.set_placement(picture.sha256, caption="Bến sông")
    draft.set_picture(replace(picture, credit="Hai Trần"))
    qtbot.waitUntil(lambda: draft.is_saved)
    assert desk.articles.pictures[picture.sha256].credit == "Hai Trần"
    assert stored(desk, draft).placements[0].caption == "Bến sông"
    draft.remove_picture(picture.sha256)
    assert draft.header.placements == ()


def test_a_credit_from_elsewhere_is_shown(desk, tasks, qtbot):
    picture = a_picture()
    article = an_article(placements=(a_placement(picture),))
    draft = Draft(desk, tasks, *desk.knows(article, picture))
    told = []
    draft.changed.connect(told.append)
    desk.articles.save_picture(replace(picture, credit="Hai Trần"), origin="screen")
    qtbot.waitUntil(lambda: bool(told))
    assert told == [frozenset({"pictures"})]
    assert draft.pictures[picture.sha256].credit == "Hai Trần"
    assert draft.is_saved
    draft.close()


def test_an_article_is_opened_off_the_thread(desk, tasks, qtbot):
    article, _pictures = desk.knows(an_article())
    opened = []
    open_draft(desk, tasks, article.id, opened.append)
    qtbot.waitUntil(lambda: bool(opened))
    assert opened[0].article == article
    opened[0].close()


def test_what_is_found_wrong_is_told(desk, draft, qtbot):
    draft._check.setInterval(0)
    with qtbot.waitSignal(draft.findings_changed):
        draft.change(headline="", category="", authors=())
    assert draft.findings
