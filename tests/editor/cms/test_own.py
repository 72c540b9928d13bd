# SPDX-License-Identifier: GPL-3.0-or-later
"""The house on this computer is asked for nothing that its archive shows."""

import threading
from dataclasses import replace

import pytest

from editor.cms.memory import Memory
from editor.cms.own import Own, Seen
from editor.errors import Offline
from editor.model.operation import Entity, ServerInfo
from tests.contracts.houses import HOUSE_TIME
from tests.contracts.operations import create_article, done

HEARD_S = 30
GREETING = ServerInfo("", "", "http://127.0.0.1:8123", role="admin", profile={"name": "Sông Xanh"})


class Asked(Memory):
    """A house in memory that notes how long it may wait for news, and does not wait."""

    def __init__(self):
        super().__init__(clock=lambda: HOUSE_TIME)
        self.waits_s = []

    def changes(self, cursor, *, limit=200, wait_s=0):
        self.waits_s.append(wait_s)
        return super().changes(cursor, limit=limit)


class House:
    """A house in memory as its own laptop sees it, and how often it had to be woken."""

    def __init__(self):
        self.memory = Asked()
        self.wakes = 0
        self.is_awake = False
        self.seen = None
        self.looked = threading.Event()
        self.looks = 0
        self.on_look = lambda: None
        self.own = Own(
            self._wake,
            see=self._see,
            is_awake=lambda: self.is_awake,
            greeting=lambda: GREETING,
            look_s=0.01,
        )

    def _wake(self):
        self.wakes += 1
        return self.memory

    def _see(self):
        self.looks += 1
        self.looked.set()
        self.on_look()
        return self.seen

    def show(self, **fields):
        """Let the archive show what stands in the memory."""
        info, page = self.memory.hello(), self.memory.changes("")
        found = Seen(info.server_id, info.epoch, page.cursor, None, has_company=False)
        self.seen = replace(found, **fields)
        return page.cursor


@pytest.fixture
def house():
    return House()


def test_who_it_is_is_said_while_it_sleeps(house):
    """Names from the archive, all else from what the server would say."""
    house.show()
    told = house.own.hello()
    assert told == replace(GREETING, server_id=house.seen.server_id, epoch=house.seen.epoch)
    assert house.wakes == 0
    house.is_awake = True
    assert house.own.hello() == house.memory.hello()


def test_an_archive_that_nobody_can_read_is_asked_for_by_its_server(house):
    """A first start, or tables that are not known here."""
    assert house.own.hello() == house.memory.hello()
    assert house.own.changes("") == house.memory.changes("")
    assert house.wakes == 1


def test_that_there_is_no_news_wakes_nobody(house):
    """News do, and so does a place that is not the archive's newest."""
    read = house.show()
    assert house.own.changes(read).changes == ()
    assert house.own.changes(read, wait_s=1).cursor == read
    assert house.wakes == 0
    done(house.memory, create_article())
    house.show()
    assert [each.entity for each in house.own.changes(read).changes] == [Entity.ARTICLE]
    assert house.wakes == 1


def test_who_waits_for_news_hears_of_them(house):
    """Whoever wrote them: another device, the server's clock, a command beside it."""
    read = house.show()
    heard = []
    waiting = threading.Thread(target=lambda: heard.append(house.own.changes(read, wait_s=25)))
    waiting.start()
    assert house.looked.wait(HEARD_S)
    done(house.memory, create_article())
    house.show()
    waiting.join(HEARD_S)
    assert len(heard[0].changes) == 1


@pytest.mark.parametrize("cursor", [None, "another"])
def test_the_server_waits_where_the_archive_shows_nothing(house, cursor):
    """Else whoever listens would ask it again at once, and again."""
    read = house.show()
    house.seen = None if cursor is None else replace(house.seen, cursor=cursor)
    house.memory.waits_s.clear()
    house.own.changes(read, wait_s=10_000)
    house.own.changes(read)
    assert house.memory.waits_s == [pytest.approx(10_000, abs=HEARD_S), 0]


def test_a_wait_that_is_ended_between_two_looks_ends(house):
    """Not only while it rests."""
    read = house.show()
    house.on_look = lambda: house.own.hang_up() if house.looks == 2 else None
    with pytest.raises(Offline, match=r"line\.down"):
        house.own.changes(read, wait_s=1)


@pytest.mark.parametrize("end", ["hang_up", "close"])
def test_a_wait_can_be_ended(house, end):
    """As a call that is under way."""
    read = house.show()
    told = []

    def wait():
        try:
            house.own.changes(read, wait_s=25)
        except Offline as error:
            told.append(error.code)

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert house.looked.wait(HEARD_S)
    while waiting.is_alive():
        getattr(house.own, end)()
        waiting.join(0.01)
    assert told == ["line.down"]


def test_who_has_what_open_is_told_only_when_there_is_somebody(house):
    """A server that sleeps has no company, and one that is awake may have none."""
    house.show(has_company=True)
    assert (house.own.hold("a", "writing"), house.own.holders(), house.own.release("a")) == (
        (),
        {},
        (),
    )
    house.is_awake = True
    house.show()
    assert house.own.hold("a", "writing") == ()
    assert house.wakes == 0
    house.show(has_company=True)
    assert [each.is_me for each in house.own.hold("a", "writing")] == [True]
    assert set(house.own.holders()) == {"a"}


def test_work_wakes_it(house):
    """What is sent goes to the server, at once."""
    house.show()
    operation = create_article()
    done(house.own, operation)
    assert house.wakes == 1
    assert house.memory.fetch(Entity.ARTICLE, operation.entity_id) is not None
