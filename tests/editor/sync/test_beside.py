# SPDX-License-Identifier: GPL-3.0-or-later
"""What runs beside the sync: it listens, says who is there, watches, and ends when it is told."""

import threading

import pytest

from editor.cms.faults import Fault
from editor.cms.memory import Memory
from editor.errors import Offline
from editor.model.operation import Entity, Holder
from editor.model.rows import Line, OpState
from editor.sync.beside import Beside
from editor.sync.ear import Ear
from editor.sync.presence import RENEW_S, Presence
from tests.builders import an_article
from tests.contracts.operations import create_article
from tests.machines.newsroom import Clock, Laptop

HEARD_S = 30
STORY = an_article().id


@pytest.fixture
def two(tmp_path):
    house, clock = Memory(), Clock()
    laptops = [Laptop(tmp_path / name, house.kept, clock, name) for name in ("one", "two")]
    yield laptops
    for laptop in laptops:
        laptop.desk.close()


def test_what_others_write_comes_in_while_nobody_asks(two):
    """The open question brings it; the waiting itself is one request."""
    one, other = two
    came = threading.Event()
    other.desk.database.listen(lambda changes: came.set() if STORY in changes.articles else None)
    online = threading.Event()
    other.desk.sync.listen(lambda told: online.set() if told.line is Line.ONLINE else None)
    other.desk.sync.start()
    assert online.wait(HEARD_S)
    one.desk.articles.save(an_article(), origin="test")
    one.desk.sync.once()
    assert came.wait(HEARD_S)
    other.desk.sync.stop()
    assert other.desk.articles.find(STORY) is not None


def an_ear(site, calls):
    ear = Ear(lambda: calls.append(1), lambda: 0.0)
    ear.listen(site, site.changes("").cursor)
    return ear


def test_the_ear_calls_once_for_news_and_then_rests():
    site, calls = Memory(), []
    ear = an_ear(site, calls)
    site.push(create_article())
    assert ear.hear() is None
    assert calls == [1]
    assert not ear.is_listening
    assert ear.hear() is None
    assert calls == [1]


def test_what_we_wrote_ourselves_is_no_news():
    """The sync has moved on meanwhile: the old question's answer calls nobody."""
    site, calls = Memory(), []
    ear = an_ear(site, calls)
    ask = site.changes

    def meanwhile(cursor, **values):
        if values.get("wait_s"):
            site.push(create_article())
            ear.listen(site, ask("").cursor)
        return ask(cursor, **values)

    site.changes = meanwhile
    assert ear.hear() == 0.0
    assert calls == []


def test_a_line_that_breaks_is_told_after_a_wait():
    """The wait is full of jitter and keeps what the server asked for; then the sync looks."""
    site, calls, waits = Memory(), [], []
    ear = an_ear(site, calls)
    ear.beside.rest = waits.append
    site.fail([Fault.BUSY, Fault.DROP_BEFORE])
    ear.hear()
    ear.listen(site, "x")
    ear.hear()
    assert waits[0] == 30.0
    assert waits[1] == 2.0
    assert calls == [1, 1]


def test_a_pause_ends_the_open_question_at_once():
    site = Memory()
    cursor, done = site.changes("").cursor, threading.Event()

    def ask():
        site.changes(cursor, wait_s=HEARD_S)
        done.set()

    thread = threading.Thread(target=ask)
    thread.start()
    while not done.wait(0.01):
        site.hang_up()
    thread.join()


def holders_of(presence):
    return {
        article_id: [each.person for each in there] for article_id, there in presence.others.items()
    }


def test_two_who_have_a_story_open_see_each_other(two):
    one, other = (Presence(lambda line=each.line: line) for each in two)
    heard = []
    unlisten = one.listen(heard.append)
    one.open(STORY)
    other.open(STORY)
    for each in (one, other, one):
        each.look()
    assert holders_of(one) == {STORY: ["two"]}
    assert heard[-1][STORY][0] == Holder("two", "", "writing", is_me=False)
    assert holders_of(other) == {STORY: ["one"]}
    other.leave()
    one.look()
    assert holders_of(one) == {}
    unlisten()
    unlisten()


def test_a_lease_is_renewed_in_time_and_given_back(two, monkeypatch):
    line = two[0].line
    presence = Presence(lambda: line)
    presence.open(STORY)
    presence.look()
    presence.look()
    assert line.calls.count("hold") == 1
    now_s = presence._renewed_s + RENEW_S
    monkeypatch.setattr("editor.sync.presence.time.monotonic", lambda: now_s)
    presence.look()
    assert line.calls.count("hold") == 2
    presence.open("")
    assert presence.look() is None
    assert line.calls[-1] == "release"
    assert line.kept.leases[STORY] == {}


def test_offline_nobody_is_there_and_nothing_is_said(two):
    one, other = (Presence(lambda line=each.line: line) for each in two)
    for each in (one, other):
        each.open(STORY)
        each.look()
    one.look()
    two[0].line.fail(lambda _: Fault.DROP_BEFORE)
    one.look()
    assert holders_of(one) == {}
    away = Presence(lambda: None)
    away.open(STORY)
    away.look()
    assert holders_of(away) == {}


def test_work_beside_goes_on_after_a_failure():
    done, calls = threading.Event(), []

    def work():
        calls.append(1)
        if len(calls) == 1:
            raise Offline("line.down")
        done.set()

    beside = Beside("test", work)
    beside.start()
    beside.start()
    while not done.wait(0.01):
        beside.wake()
    beside.end()
    assert beside.join(HEARD_S)
    assert beside.join()


def test_a_sync_that_died_is_started_again_and_says_so(two, caplog):
    """A listener that breaks must not end the sending for ever."""
    loop = two[0].desk.sync
    died, sent = threading.Event(), threading.Event()

    def broken(told):
        if not died.is_set():
            died.set()
            raise ZeroDivisionError
        if told.line is Line.ONLINE:
            sent.set()

    loop.listen(broken)
    with caplog.at_level("CRITICAL", logger="editor.sync.loop"):
        loop.start()
        assert died.wait(HEARD_S)
        loop._thread.join(HEARD_S)
        loop.watch()
        assert sent.wait(HEARD_S)
    assert loop.status.notice == "sync.restarted"
    loop.put_away_notice()
    assert loop.status.notice == ""
    loop.stop()


def test_a_turn_that_hangs_is_broken_off(two, monkeypatch, caplog):
    """What was on its way is unknown then, and goes again with the same key."""
    laptop = two[0]
    entered, released = threading.Event(), threading.Event()

    class Hanging(Memory):
        def push(self, operation):
            entered.set()
            released.wait(HEARD_S)
            return super().push(operation)

        def hang_up(self):
            if not released.is_set():
                self.fail([Fault.DROP_AFTER])
            released.set()

    house = Hanging(clock=laptop.clock)
    laptop.desk.use_site(house)
    laptop.desk.articles.save(an_article(), origin="test")
    thread = threading.Thread(target=laptop.desk.sync.once)
    thread.start()
    assert entered.wait(HEARD_S)
    laptop.desk.sync.watch()
    assert not released.is_set()
    monkeypatch.setattr("editor.sync.loop.STUCK_S", -1.0)
    with caplog.at_level("CRITICAL", logger="editor.sync.loop"):
        laptop.desk.sync.watch()
    thread.join()
    (row,) = laptop.desk.outbox.rows()
    assert (row.state, row.error) == (OpState.UNKNOWN, "line.down")
    laptop.sync()
    assert laptop.desk.outbox.rows() == []
    assert house.kept.effects == 1
    assert (Entity.ARTICLE, STORY) in house.kept.entities
