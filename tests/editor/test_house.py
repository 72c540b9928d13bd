# SPDX-License-Identifier: GPL-3.0-or-later
"""The house connects the desk to its server, and ends the built-in one with it."""

import sys
import threading
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from editor.desk import Desk
from editor.errors import EditorError
from editor.house import House
from editor.model.rows import Line
from tests.builders import an_article

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
    own = [sys.executable, str(HOME / "main.py"), "--store", str(desk.folder)]
    return [*own, "serve", "--builtin"]


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
