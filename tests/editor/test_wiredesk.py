# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources are asked when they are due, one that fails bars no other, and the thread ends."""

import threading

import httpx
import pytest

from editor.errors import Offline, Refused
from editor.files.opml import Listed
from editor.model.dispatch import DispatchFilter, SourceId
from editor.model.workflow import State
from editor.store.dispatches import Dispatches
from editor.store.sources import Sources
from editor.wiredesk import WireDesk, checked_address
from tests.editor.store.conftest import Store
from tests.wires import ATOM, Net, item, rss

ONE, TWO, THREE, FOUR = (f"https://{name}.example/rss" for name in ("a", "b", "c", "d"))


class Room:
    """A wire desk on a store, with a network in memory."""

    def __init__(self, tmp_path):
        self.store = Store(tmp_path / "store")
        self.net = Net()
        self.is_allowed = True
        sources, dispatches = Sources(self.store.database), Dispatches(self.store.database)
        self.desk = WireDesk(
            sources,
            dispatches,
            self.store.articles,
            self.store.clock,
            lambda: self.is_allowed,
            self.net.line,
        )

    def headlines(self, text=""):
        return [each.headline for each in self.desk.dispatches.rows(DispatchFilter(text))]

    def asked(self):
        return [str(each.url) for each in self.net.asked]


@pytest.fixture
def room(tmp_path):
    made = Room(tmp_path)
    yield made
    made.desk.close()
    made.store.database.close()


def test_what_is_new_comes_in_and_a_source_that_fails_says_why(room):
    room.net.put(ONE, rss(item(1), item(2)), headers={"etag": '"1"'})
    room.net.put(TWO, b"<html><body>no feed here", status=200)
    room.net.put(THREE, status=503, headers={"retry-after": "7200"})
    ids = [room.desk.add(each).id for each in (ONE, TWO, THREE)]
    heard = room.desk.fetch()
    assert [(each.new, each.error and each.error.code) for each in heard] == [
        (2, None),
        (0, "feed.not_a_feed"),
        (0, "feed.busy"),
    ]
    one, two, three = (room.desk.sources.get(each) for each in ids)
    assert (one.title, one.unread, one.error) == ("Sông Báo", 2, "")
    assert (two.error, two.failures) == ("feed.not_a_feed", 1)
    assert (three.due_at - room.store.clock.now).total_seconds() == 7200
    assert room.desk.fetch([ids[0]])[0].new == 0
    assert room.net.asked[-1].headers["if-none-match"] == '"1"'
    room.net.put(TWO, rss(item(9, "Nay có tin")))
    room.desk.fetch()
    assert room.desk.sources.get(ids[1]).error == ""
    assert "Nay có tin" in room.headlines()


def test_without_a_line_no_source_is_blamed(room):
    room.net.put(ONE, rss(item(1)))
    ids = [room.desk.add(each).id for each in (ONE, TWO, THREE, FOUR)]
    room.desk.fetch([ids[0]])
    room.net.is_down = True
    with pytest.raises(Offline, match=r"feed\.offline"):
        room.desk.fetch()
    assert len(room.net.asked) == 4
    assert {each.error for each in room.desk.sources.all()} == {""}
    assert room.headlines("cho noi") == ["Chợ nổi họp lại lần 1"]
    assert room.desk.fetch([ids[1]])[0].error.code == "feed.no_host"
    assert room.desk.sources.get(ids[1]).error == "feed.no_host"


def test_the_address_of_a_site_leads_to_its_feed(room):
    link = b'<!doctype html><html><link rel="alternate" type="application/atom+xml" href="%s">'
    room.net.put("https://a.example/", link % b"/feed")
    room.net.put("https://a.example/feed", ATOM)
    its = room.desk.add("a.example/")
    assert room.desk.fetch()[0].new == 2
    its = room.desk.sources.get(its.id)
    assert (its.address, its.title, its.is_entered) == (
        "https://a.example/feed",
        "River & Sea",
        True,
    )
    room.net.put("https://b.example/", link % b"http://10.0.0.7/feed")
    other = room.desk.add("https://b.example/")
    assert room.desk.fetch([other.id])[0].error.code == "feed.private"
    room.net.put("https://c.example/", link % b"https://a.example/feed")
    third = room.desk.add("https://c.example/")
    assert room.desk.fetch([third.id])[0].error.code == "feed.known_source"


def test_each_is_asked_when_it_is_due_and_only_then(room):
    room.net.put(ONE, rss(item(1)))
    room.net.put(TWO, rss(item(2)))
    assert room.desk._turn() is None
    room.desk.add(ONE, every_minutes=10)
    two = room.desk.add(TWO, every_minutes=60)
    assert room.desk._turn() == 600
    assert room.asked() == [ONE, TWO]
    room.store.clock.go(minutes=10)
    assert room.desk._turn() == 600
    assert room.asked() == [ONE, TWO, ONE]
    room.is_allowed = False
    room.store.clock.go(hours=1)
    assert room.desk._turn() == 60
    assert len(room.asked()) == 3
    room.desk.fetch_soon()
    room.desk._turn()
    assert len(room.asked()) == 5
    room.is_allowed = True
    room.desk.sources.change(two.id, {"is_on": False}, origin="t")
    room.store.clock.go(days=-400)
    assert room.desk._turn() > 0
    assert len(room.asked()) == 6, "a clock that was set back silences no source"


def test_what_nobody_shows_any_more_goes_after_some_days(room):
    room.net.put(ONE, rss(item(1)))
    room.desk.add(ONE)
    room.desk._turn()
    room.net.put(ONE, rss(item(2)))
    room.store.clock.go(days=room.desk.keep_days + 1)
    room.desk._turn()
    assert room.headlines() == ["Chợ nổi họp lại lần 2"]


def test_a_story_is_started_quoted_noted_and_told_of(room):
    room.net.put(ONE, rss(item(1)))
    room.desk.add(ONE, "Sông Báo 1")
    room.desk.fetch()
    (row,) = room.desk.dispatches.rows(DispatchFilter())
    note = room.desk.note(row.id, lambda code, told: f"{code} {told['source']} {told['link']}")
    assert note == "feed.note Sông Báo 1 https://song.example/tin-1"
    made = room.desk.start_story(row.id, "vi", note)
    assert (made.state, made.authors, made.ednote) == (State.DRAFT, (), note)
    assert room.desk.dispatches.get(row.id).story_id == made.id
    assert room.store.articles.get(made.id).headline == "Chợ nổi họp lại lần 1"
    assert [each.reason for each in room.store.history.versions(made.id)] == ["import"]
    again = room.desk.add_note(row.id, made.id, "Nữa")
    assert again.ednote == f"{note}\n\nNữa"


def test_the_thread_asks_tells_how_far_it_is_and_ends(room):
    done = threading.Event()
    told = []

    def hear(at, of):
        told.append((at, of))
        if not of:
            done.set()

    unlisten = room.desk.listen(hear)
    room.net.put(ONE, rss(item(1)))
    room.desk.add(ONE)
    room.desk.start()
    assert done.wait(20)
    unlisten()
    assert told == [(1, 1), (0, 0)]
    room.desk.close()
    room.desk.close()
    assert not any(each.name == "wires" for each in threading.enumerate())


def test_a_call_under_way_does_not_hold_up_the_end(room):
    began, let_go = threading.Event(), threading.Event()

    class Held(httpx.BaseTransport):
        def handle_request(self, request):
            began.set()
            let_go.wait(20)
            raise httpx.ReadError("let go")

        def close(self):
            let_go.set()

    room.net.line = None
    desk = room.desk
    desk._make_line = lambda: type(Net().line())(Held(), lambda _: ["93.184.215.14"])
    its = desk.add(ONE)
    desk.start()
    assert began.wait(20)
    desk.close()
    assert not any(each.name == "wires" for each in threading.enumerate())
    assert desk.sources.get(its.id).failures == 0


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        (" a.example/rss ", "https://a.example/rss"),
        ("feed:a.example/rss", "https://a.example/rss"),
        ("feed://a.example/rss", "https://a.example/rss"),
        ("http://192.168.1.4:8080/x", "http://192.168.1.4:8080/x"),
    ],
)
def test_addresses_as_people_type_them(typed, address):
    assert checked_address(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://",
        "file:///etc/passwd",
        "https://a b/",
        "https://me:pw@a/",
        "javascript://x",
        "javascript:x",
        "https://a:x/",
    ],
)
def test_what_is_no_address_is_refused(room, typed):
    with pytest.raises(Refused, match=r"feed\.bad_address"):
        room.desk.add(typed)


def test_a_list_adds_what_is_not_here_yet(room):
    room.desk.add(ONE)
    listed = (Listed(ONE), Listed(TWO, "Hai", every_minutes=30), Listed("x y"), Listed(TWO))
    assert room.desk.add_all(listed) == 1
    two = room.desk.sources.get(SourceId(2))
    assert (two.name, two.every_minutes, two.is_entered) == ("Hai", 30, False)
