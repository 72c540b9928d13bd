# SPDX-License-Identifier: GPL-3.0-or-later
"""The others: who is here too, what came in from them, what a person must know or decide."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from editor.errors import EditorError
from editor.model.operation import Holder
from editor.model.rows import Line, SyncStatus, Unread
from tests.builders import an_article
from tests.ui.panels.test_panels import press
from tests.ui.writer.fake_desk import FakeDesk
from ui.commands import Commands
from ui.company import Company
from ui.panels.banner import Banner
from ui.panels.topbar import TopBar
from ui.writer.arrivals import READ_TICKS, Came, came, changed_spans
from ui.writer.draft import Draft
from ui.writer.shelf import Arrival
from ui.writer.view import Writer

BODY = "Một.\n\nHai.\n\nBa."
STORY = an_article(body=BODY, standfirst="cũ")
AT = datetime(2026, 3, 5, 7, 5, tzinfo=UTC)


class Sync:
    def __init__(self):
        self.opened, self.answers, self.tell = [], [], None

    def listen_to_others(self, callback):
        self.tell = callback
        return lambda: None

    def open_story(self, article_id):
        self.opened.append(article_id)

    def allow_removal(self):
        self.answers.append("remove")

    def refuse_removal(self):
        self.answers.append("keep")

    def put_away_notice(self):
        self.answers.append("read")

    def want_pictures(self, sha256s):
        self.answers.append(tuple(sha256s))


class History:
    def __init__(self):
        self.found, self.read = None, []

    def unread(self, _article_id):
        return self.found

    def note_read(self, article_id):
        self.read.append(article_id)


class Stories:
    def __init__(self):
        self.holders = {}

    def show_holders(self, holders):
        self.holders = holders


class Window(Writer):
    closing = Signal()


@pytest.fixture
def room(tasks, theme, qtbot, monkeypatch):
    monkeypatch.setattr("ui.company.FIRST_MS", 0)
    desk = FakeDesk()
    desk.sync, desk.history = Sync(), History()
    desk.vault = SimpleNamespace(has=lambda _: True)
    window = Window(desk, tasks, theme)
    qtbot.addWidget(window)
    window.tasks, window.theme = tasks, theme
    window.top, window.banner = TopBar(Commands(theme, window), theme), Banner()
    qtbot.addWidget(window.top)
    qtbot.addWidget(window.banner)
    work = SimpleNamespace(writer=window, stories=Stories())
    company = Company(desk, window, work)
    draft = Draft(desk, tasks, *desk.knows(STORY))
    window.resize(600, 400)
    window.open(draft)
    with qtbot.waitExposed(window):
        window.show()
    company.follow(draft)
    qtbot.waitUntil(lambda: desk.sync.opened[-1:] == [draft.id] and desk.sync.tell is not None)
    yield SimpleNamespace(
        desk=desk, window=window, company=company, draft=draft, stories=work.stories
    )
    company.close()
    window.open(None)
    draft.close()


def test_who_else_is_here_is_said_in_the_bar_and_in_the_list(room, qtbot):
    lan = Holder("Lan Anh", "laptop", "writing")
    room.desk.sync.tell({STORY.id: (lan,), "another": (Holder("Minh", "", ""),)})
    qtbot.waitUntil(lambda: room.window.top.others.text() == "● Lan Anh is also here")
    assert room.stories.holders == {STORY.id: ("Lan Anh",), "another": ("Minh",)}
    room.desk.sync.tell({STORY.id: (lan, Holder("Minh", "", ""))})
    qtbot.waitUntil(lambda: "1 more" in room.window.top.others.text())
    room.desk.sync.tell({})
    qtbot.waitUntil(lambda: not room.window.top.others.isVisibleTo(room.window.top))


def test_what_came_in_is_said_with_its_author_and_marked(room, qtbot):
    room.desk.history.found = Unread(("Minh",), AT, STORY)
    theirs = replace(STORY, standfirst="mới", body="Một mới.\n\nHai.\n\nBa.\n\nBốn.")
    room.draft.change(body=theirs.body)
    told = frozenset({"standfirst", "body"})
    room.draft.merged.emit(Arrival("sync", STORY, theirs, told))
    line = room.company.arrivals
    qtbot.waitUntil(lambda: bool(line.sentence))
    assert line.sentence.startswith("Minh changed standfirst and 2 paragraph")
    assert [sorted(each.lines) for each in line.margin.marks] == [[0], [6]]
    asked = []
    line.passage_asked.connect(asked.append)
    press(line, "Show")
    press(line, "Show")
    press(line, "Show")
    assert asked == [0, 6, 0]
    with qtbot.waitSignal(room.company.compare_asked) as compared:
        press(line, "Compare")
    assert compared.args == [STORY]


def test_it_goes_by_itself_once_it_was_in_sight(room, qtbot, monkeypatch):
    theirs = replace(STORY, body="Một mới.\n\nHai.\n\nBa.")
    room.draft.merged.emit(Arrival("sync", STORY, theirs, frozenset({"body"})))
    line = room.company.arrivals
    qtbot.waitUntil(lambda: bool(line.sentence))
    line._tick.stop()
    monkeypatch.setattr(line.window(), "isActiveWindow", lambda: True)
    for _ in range(READ_TICKS - 1):
        line.tick()
    assert line.sentence
    room.desk.history.read.clear()
    line.tick()
    assert line.sentence == ""
    assert line.margin.isHidden()
    qtbot.waitUntil(lambda: room.desk.history.read == [STORY.id])


def test_what_came_in_while_it_was_closed_is_said_at_opening(room, qtbot):
    before = replace(STORY, body="Một.\n\nBa.")
    room.desk.history.found = Unread(("Minh", "Lan"), AT, before)
    room.company.follow(room.draft)
    line = room.company.arrivals
    qtbot.waitUntil(lambda: bool(line.sentence))
    assert line.sentence.startswith("Minh and Lan changed 1 paragraph")


def test_my_own_changes_are_no_news(room, qtbot, tasks):
    arrival = Arrival("screen", STORY, replace(STORY, body="x"), frozenset({"body"}))
    room.draft.merged.emit(arrival)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert room.company.arrivals.sentence == ""


def test_a_mass_removal_is_a_question_with_two_answers(room):
    status = SyncStatus(
        line=Line.REFUSED, error="sync.mass_delete", values={"removed": 30, "known": 40}
    )
    banner = room.window.banner
    for answer in ("Remove here too", "Keep them all"):
        room.company.show_status(status)
        assert "30" in banner.sentence
        press(banner, answer)
    assert room.desk.sync.answers == ["remove", "keep"]
    room.company.show_status(SyncStatus(line=Line.ONLINE))
    assert banner.key == ""


@pytest.mark.parametrize("error", ["line.signed_out", "line.other_server"])
def test_who_is_signed_out_is_told_and_led_to_signing_in(room, qtbot, error):
    room.company.show_status(SyncStatus(line=Line.REFUSED, error=error))
    with qtbot.waitSignal(room.company.sign_in_asked):
        press(room.window.banner, "Sign in")


def test_what_happened_is_one_sentence_and_can_be_put_away(room):
    room.company.show_status(
        SyncStatus(line=Line.ONLINE, notice="sync.set_back", notice_values={"count": 12})
    )
    assert "12" in room.window.banner.sentence
    press(room.window.banner, "Understood")
    assert room.window.banner.key == ""
    assert room.desk.sync.answers == ["read"]


def test_a_wrong_clock_is_said_once_and_put_away(room):
    status = SyncStatus(line=Line.ONLINE, clock_off_s=600)
    room.company.show_status(status)
    assert "10 minute(s) ahead" in room.window.banner.sentence
    press(room.window.banner, "Understood")
    room.company.show_status(replace(status, waiting=3))
    assert room.window.banner.key == ""
    room.company.show_status(replace(status, clock_off_s=-180))
    assert "3 minute(s) behind" in room.window.banner.sentence
    room.company.show_status(replace(status, clock_off_s=0))
    assert room.window.banner.key == ""


def test_a_store_that_is_closed_meanwhile_breaks_nothing(room, qtbot, tasks):
    def broken(_article_id):
        raise EditorError("store.closed")

    room.desk.history.unread = broken
    with qtbot.waitSignal(tasks.trouble):
        room.company.follow(room.draft)
    assert room.window.findChildren(QPushButton)


def test_passages_are_those_that_differ():
    assert changed_spans("a\n\nb", "a\n\nb\n\nđ𝄞") == ((6, 9),)
    assert changed_spans("a\n\nb c\n\nd", "a\n\nx c\n\nd") == ((3, 6),)
    assert changed_spans("a\n\nb\n\nc", "a\n\nc") == ((3, 3),)
    assert changed_spans("", "") == ()
    long = [str(each) for each in range(2000)]
    assert len(changed_spans("\n".join(long), "\n".join(reversed(long)))) == 200
    assert came(STORY, STORY, (), AT) is None
    # The bar at the top says when it goes before readers.
    assert came(STORY, replace(STORY, publish_at=AT), ("Một",), AT) is None
    public = replace(STORY, published_at=AT, url_slug="nuoc-rut")
    assert came(replace(STORY, url_slug=""), public, ("Một",), AT) is None
    moved = replace(public, url_slug="nuoc-len")
    assert came(public, moved, ("Một",), AT) == Came(("Một",), AT, ("url_slug",), ())
