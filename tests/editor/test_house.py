# SPDX-License-Identifier: GPL-3.0-or-later
"""The house connects the desk to its server, and ends the built-in one with it."""

import threading
import time
import urllib.request
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psutil
import pytest

from editor.cms import reference
from editor.desk import Desk
from editor.errors import EditorError
from editor.house import House
from editor.model.operation import Entity
from editor.model.rows import Line
from editor.model.workflow import Act, Role, Wish
from editor.server import administration
from tests.builders import an_article
from tests.contracts.operations import create_article, done
from tests.forked import python

HOME = Path(__file__).resolve().parents[2]
HEARD_S = 60


def servers(command):
    """The built-in servers of this store: the test run may have children of its own."""
    running = psutil.Process().children(recursive=True)
    return [each for each in running if each.is_running() and command[3] in _line(each)]


def _line(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


@pytest.fixture
def desk(tmp_path):
    """An open desk."""
    found = Desk.open(tmp_path / "store", resources=HOME / "resources")
    yield found
    found.close()


@pytest.fixture
def command(desk):
    """What starts the built-in server."""
    return served(desk)


def heard(desk, wanted):
    """An event that is set once the status is as wanted."""
    event = threading.Event()
    desk.sync.listen(lambda status: event.set() if wanted(status) else None)
    return event


@pytest.mark.expects_log
def test_the_built_in_server_dies_and_comes_back_on_its_port(desk, command):
    """The address stays, the work goes on, and nothing of it is left at the end."""
    with House(desk, command) as house:
        house.connect()
        desk.sync.once()
        assert desk.sync.status.line is Line.ONLINE
        port = desk.settings.builtin_port
        assert port
        again = heard(desk, lambda status: status.line is Line.ONLINE and not status.waiting)
        (server,) = servers(command)
        desk.articles.save(an_article(), origin="test")
        desk.sync.start()
        server.kill()
        server.wait(10)
        assert again.wait(HEARD_S)
        assert desk.settings.builtin_port == port
    assert servers(command) == []


def test_the_next_session_finds_the_same_server_with_the_newspaper_that_was_chosen(desk, command):
    """The laptop goes on where it was; what was chosen meanwhile holds from the next start."""
    with House(desk, command) as house:
        house.connect()
        desk.sync.once()
        cursor, known = desk.mirror.cursor(), desk.mirror.server_id()
        assert desk.profile.language == "vi"
        desk.settings = replace(desk.settings, profile="en")
        house.connect()
        desk.sync.once()
        assert desk.profile.language == "en"
    assert known
    assert (desk.mirror.server_id(), desk.mirror.cursor()) == (known, cursor)


def served(desk):
    """What starts the built-in server of a desk."""
    own = [python(), str(HOME / "main.py"), "--store", str(desk.folder)]
    return [*own, "serve", "--builtin"]


def after_a_day(folder, **schedule):
    """A desk whose last session sent a story to its built-in server; and the story."""
    desk = Desk.open(folder, resources=HOME / "resources")
    with House(desk, served(desk)) as house:
        house.connect()
        article = desk.articles.save(an_article(), origin="test")
        if schedule:
            wish = Wish(Act.PUBLISH, **schedule)
            desk.acts.perform(article.id, wish, profile=desk.profile, origin="test")
        assert desk.sync.once().waiting == 0, desk.outbox.rows()
    desk.close()
    return article


@pytest.fixture
def second_day(tmp_path):
    """The desk of the day after, and the story of the day before."""
    article = after_a_day(tmp_path / "store")
    desk = Desk.open(tmp_path / "store", resources=HOME / "resources")
    yield desk, article
    desk.close()


def test_the_server_sleeps_while_there_is_nothing_to_do(second_day):
    """All is told as with one; work wakes it, and is with it at once."""
    desk, article = second_day
    command = served(desk)
    with House(desk, command) as house:
        house.connect(may_sleep=True)
        status = desk.sync.once()
        assert (status.line, status.waiting) == (Line.ONLINE, 0)
        assert desk.role is Role.ADMIN
        assert desk.profile.language == "vi"
        desk.sync.once()
        assert servers(command) == []
        desk.articles.save(replace(article, headline="Ghe đã về bến"), origin="test")
        assert desk.sync.once().waiting == 0, desk.outbox.rows()
        assert len(servers(command)) == 1
        with closing(_way_to(desk)) as device:
            remote = device.fetch(Entity.ARTICLE, article.id)
        assert remote.doc["headline"] == "Ghe đã về bến"
    assert servers(command) == []


def _way_to(desk):
    """The house as another device sees it, signed in with a code."""
    data = desk.folder / "server"
    (code,) = administration.at(data, desk.profile, ["pair", "Mai", "editor"])
    address = f"http://127.0.0.1:{desk.settings.builtin_port}"
    return reference.Reference(address, reference.pair(address, code, "phone").token)


def test_another_device_and_a_reader_wake_it(second_day):
    """A page opens at any time; what somebody else wrote comes in by itself."""
    desk, _ = second_day
    command = served(desk)
    with House(desk, command) as house:
        house.connect(may_sleep=True)
        agreed = heard(desk, lambda status: status.line is Line.ONLINE)
        desk.sync.start()
        assert agreed.wait(HEARD_S)
        assert servers(command) == []
        address = f"http://127.0.0.1:{desk.settings.builtin_port}/"
        with urllib.request.urlopen(address, timeout=HEARD_S) as page:
            assert "Sông Xanh" in page.read().decode()
        came = threading.Event()
        desk.database.listen(lambda changes: came.set() if changes.articles else None)
        theirs = create_article(number=7, headline="Từ máy khác")
        with closing(_way_to(desk)) as device:
            done(device, theirs)
            assert came.wait(HEARD_S)
    assert desk.articles.get(theirs.entity_id).headline == "Từ máy khác"


def test_a_story_whose_time_has_come_wakes_it(tmp_path):
    """Nobody calls, nobody writes: the clock alone."""
    after_a_day(tmp_path / "store", publish_at=datetime.now(UTC) + timedelta(hours=1))
    later = datetime.now(UTC) + timedelta(hours=2)
    desk = Desk.open(tmp_path / "store", resources=HOME / "resources", clock=lambda: later)
    try:
        with House(desk, served(desk)) as house:
            house.connect(may_sleep=True)
            until_s = time.monotonic() + HEARD_S
            while not servers(served(desk)) and time.monotonic() < until_s:
                time.sleep(0.05)
            assert servers(served(desk))
    finally:
        desk.close()


def test_closing_while_it_starts_leaves_nothing(desk, command):
    """A window that is closed at once does not wait for its server."""
    with House(desk, command) as house:
        house.shown()
    assert servers(command) == []


@pytest.mark.expects_log
def test_an_unsafe_address_is_told(desk, command):
    """The status says what to do; what waits is kept."""
    desk.settings = replace(desk.settings, site_address="http://news.example.org")
    told = heard(desk, lambda status: status.error == "line.not_safe")
    with House(desk, command) as house:
        house.renew()
        assert told.wait(HEARD_S)
    assert desk.sync.status.line is Line.REFUSED


def test_a_server_that_is_away(desk, command):
    """No built-in server is started for it; everything waits."""
    desk.settings = replace(desk.settings, site_address="http://127.0.0.1:9")
    with House(desk, command) as house:
        house.connect()
        assert servers(command) == []
        assert desk.sync.once().line is Line.OFFLINE


def test_pairing_with_nobody(desk, command):
    """A wrong address changes no setting."""
    with House(desk, command) as house, pytest.raises(EditorError):
        house.pair("http://127.0.0.1:9", "ABCDE-FGHIJ")
    assert desk.settings.site_address == ""
