# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of the built-in server: whoever calls is answered, whether it was asleep or had died."""

import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import psutil
import pytest

from editor.builtin import HOST, port_of
from editor.door import MOST_DEATHS, Door
from editor.errors import Refused

SERVER = """
import os, socket, sys, threading
from editor.builtin import READY, REST, address_of, await_end_of, taken_over
sys.stdin.readline()
listening = taken_over(sys.argv[-1], sys.stdin)
await_end_of(sys.stdin, lambda: os._exit(0))
print(READY + address_of(listening), flush=True)
while True:
    line, _ = listening.accept()
    with line:
        asked = line.recv(10).decode()
        if asked == "rest":
            print(REST, flush=True)
            sys.exit()
        if asked == "die":
            os._exit(1)
        line.sendall(str(os.getpid()).encode())
"""
HEARD_S = 60
NOW = datetime(2026, 3, 7, 5, 30, tzinfo=UTC)


class Life:
    """A door and what it tells."""

    def __init__(self, folder, command=(sys.executable, "-c", SERVER), due_at=lambda: None):
        self.is_back, self.failed = threading.Event(), []
        self.has_failed = threading.Event()
        self.door = Door(
            command,
            folder / "log",
            due_at=due_at,
            back=self.is_back.set,
            failed=lambda error: (self.failed.append(error), self.has_failed.set()),
            clock=lambda: NOW,
        )

    def ask(self, what="who"):
        """What the server says: its process; empty when it ends instead."""
        with socket.create_connection((HOST, port_of(self.address)), timeout=HEARD_S) as line:
            line.sendall(what.encode())
            return line.recv(20).decode()

    def open(self, port=0):
        self.address = self.door.open(port)
        return self


@pytest.fixture
def life(tmp_path):
    """Makes doors, and closes them."""
    made = []

    def make(**given):
        made.append(Life(tmp_path, **given))
        return made[-1]

    yield make
    for each in made:
        each.door.close()


def children():
    """The servers behind the doors of this test."""
    return [each.pid for each in psutil.Process().children() if SERVER in _line(each)]


def _line(process):
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def test_no_server_stands_behind_it_until_somebody_calls(life):
    """The first call waits for the server, and is answered by it; so are those that follow."""
    found = life().open()
    assert children() == []
    assert not found.door.is_awake
    pid = int(found.ask())
    assert found.door.is_awake
    assert int(found.ask()) == pid
    assert children() == [pid]


def test_a_server_that_rests_is_followed_by_another_when_somebody_calls(life):
    """Nobody is turned away while it is on its way out; the address stays."""
    found = life().open()
    for _ in range(3):
        first = found.ask()
        found.ask("rest")
        assert found.ask() not in {"", first}
    assert not found.is_back.is_set()
    assert not found.failed


@pytest.mark.expects_log
def test_one_that_crashes_is_back_at_once_but_not_for_ever(life):
    """It is told that it is back; one that always crashes is given up, and that is told."""
    found = life().open()
    for _ in range(MOST_DEATHS):
        found.is_back.clear()
        found.ask("die")
        assert found.is_back.wait(HEARD_S)
    found.ask("die")
    assert found.has_failed.wait(HEARD_S)
    assert [error.code for error in found.failed] == ["builtin.not_started"]
    with pytest.raises(OSError, match="refused"):
        found.ask()


COUNTED = """
import pathlib, sys
tries = pathlib.Path(sys.argv[1])
with tries.open("a") as file:
    file.write("x")
if len(tries.read_text()) <= int(sys.argv[2]):
    sys.exit()
"""


@pytest.mark.expects_log
def test_a_start_that_fails_is_tried_again_but_not_for_ever(life, tmp_path):
    """After a suspend, or while the disk is away: whoever called waits for the one that stands."""

    def tried(name, fails):
        program = (sys.executable, "-c", COUNTED + SERVER, str(tmp_path / name), str(fails))
        return life(command=program).open()

    never = tried("never", MOST_DEATHS + 1)
    with socket.create_connection((HOST, port_of(never.address)), timeout=HEARD_S):
        found = tried("late", 1)
        assert found.ask()
        assert not found.failed
        assert never.has_failed.wait(HEARD_S)
    assert [error.code for error in never.failed] == ["builtin.not_started"]
    assert (tmp_path / "never").read_text() == "x" * (MOST_DEATHS + 1)


@pytest.mark.expects_log
def test_trouble_on_this_computer_passes(life):
    """Somebody still stands at the door when there are descriptors and threads again."""
    troubles = [OSError("too many open files"), RuntimeError("can't start new thread")]

    def due_at():
        if troubles:
            raise troubles.pop()

    found = life(due_at=due_at).open()
    assert found.ask()
    assert not troubles
    assert not found.failed


def test_it_is_woken_when_a_story_is_due(life):
    """Nobody calls: the time alone wakes it, and a time that is far off does not."""
    asked = threading.Event()

    def far_off():
        asked.set()
        return NOW + timedelta(hours=1)

    asleep = life(due_at=far_off).open()
    life(due_at=lambda: NOW).open()
    until_s = time.monotonic() + HEARD_S
    while not children() and time.monotonic() < until_s:
        time.sleep(0.01)
    assert len(children()) == 1
    assert asked.wait(HEARD_S)
    assert not asleep.door.is_awake


def test_a_wake_waits_for_the_server_and_says_why_there_is_none(life):
    """Those who called meanwhile are let go."""
    found = life(command=(sys.executable, "-c", "print('sorry the disk is full')")).open()
    with socket.create_connection((HOST, port_of(found.address)), timeout=HEARD_S) as line:
        assert found.has_failed.wait(HEARD_S)
        with suppress(ConnectionError):
            assert line.recv(1) == b""
    assert found.failed[0].code == "builtin.refused"
    other = life(command=(sys.executable, "-c", "")).open()
    with pytest.raises(Refused, match=r"builtin\.not_started"):
        other.door.wake()


def test_the_port_is_kept_from_door_to_door(life):
    """The address of the pages stays; a port that somebody else has is left alone."""
    first = life().open()
    port = port_of(first.address)
    second = life().open(port)
    assert second.address != first.address
    first.door.close()
    first.door.close()
    assert life().open(port).address == first.address


def test_closing_ends_the_server(life):
    """Also one that is just starting."""
    found = life().open()
    found.ask()
    found.door.close()
    assert children() == []
    starting = life(command=(sys.executable, "-c", "import time; time.sleep(60)")).open()
    with socket.create_connection((HOST, port_of(starting.address))):
        pass
    starting.door.close()
    assert not starting.failed
