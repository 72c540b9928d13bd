# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in server's process: its token, its socket, and its end."""

import socket
import subprocess
import sys
import textwrap
import threading

import psutil
import pytest

from editor.builtin import HOST, Builtin, address_of, listen, port_of
from editor.errors import Refused

SERVER = """
import sys, threading
from editor.builtin import address_of, await_end_of, taken_over
token = sys.stdin.readline().strip()
listening = taken_over(sys.argv[-1], sys.stdin)
stop = threading.Event()
await_end_of(sys.stdin, stop.set)
print("ready " + address_of(listening), flush=True)
open(sys.argv[1], "w").write(token)
stop.wait()
"""


@pytest.fixture
def command(tmp_path):
    """A child that does as a server does, without one."""
    return [sys.executable, "-c", textwrap.dedent(SERVER), str(tmp_path / "token")]


@pytest.fixture
def listening():
    """What the parent holds."""
    with listen() as found:
        yield found


def child_of(command):
    """The process that runs the command; other tests may have servers of their own here."""
    (child,) = (each for each in psutil.Process().children() if command[-1] in each.cmdline())
    return child


def test_it_gets_its_token_by_the_pipe(tmp_path, command, listening):
    """The token reaches the child, and no argument shows it."""
    server = Builtin(command, tmp_path / "log")
    assert server.start(listening) == address_of(listening)
    child = child_of(command)
    assert server.token not in " ".join(child.cmdline())
    server.stop()
    assert not child.is_running()
    assert (tmp_path / "token").read_text() == server.token
    server.stop()


def test_a_port_that_is_free_is_kept():
    """Addresses stay the same from start to start."""
    with listen() as first:
        port = port_of(address_of(first))
    with listen(port) as second:
        assert port_of(address_of(second)) == port


def test_a_taken_port_means_another():
    """Somebody else's port is left alone."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        with listen(taken) as found:
            assert port_of(address_of(found)) != taken


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('who are you')"])
def test_a_child_that_does_not_start_is_told(tmp_path, program, listening):
    """The person hears where the log is; no process is left."""
    server = Builtin([sys.executable, "-c", program], tmp_path / "log")
    with pytest.raises(Refused) as refused:
        server.start(listening)
    assert refused.value.code == "builtin.not_started"
    assert refused.value.values["log"] == str(tmp_path / "log")


class Hasty(Builtin):
    """One that is told to stop as soon as there is a process."""

    def _spawned(self, listening):
        process = super()._spawned(listening)
        process.stdin.close()
        return process


def test_a_stop_before_it_has_its_token_is_no_defect(tmp_path, listening):
    """Nothing is said of it but that it did not start."""
    server = Hasty((sys.executable, "-c", "import sys; sys.stdin.readline()"), tmp_path / "log")
    with pytest.raises(Refused, match=r"builtin\.not_started"):
        server.start(listening)


def test_its_death_is_told_and_its_end_is_not(tmp_path, command, listening):
    """A crash is news; a stop that was asked for is none."""
    told = []
    is_told = threading.Event()
    server = Builtin(
        command, tmp_path / "log", ended=lambda is_rest: (told.append(is_rest), is_told.set())
    )
    server.start(listening)
    child_of(command).kill()
    assert is_told.wait(30)
    server.stop()
    server.start(listening)
    server.stop()
    assert told == [False]


def test_it_may_end_because_nobody_asks(tmp_path, listening):
    """What it says last tells a rest from a crash."""
    told = threading.Event()
    program = "print('ready http://127.0.0.1:1', flush=True); print('rest', flush=True)"
    server = Builtin(
        [sys.executable, "-c", program],
        tmp_path / "log",
        ended=lambda is_rest: told.set() if is_rest else None,
    )
    server.start(listening)
    assert told.wait(30)
    server.stop()


def test_it_ends_when_its_parent_is_killed(tmp_path, command):
    """SIGKILL gives nobody time to tidy up; the closed pipe does."""
    program = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from editor.builtin import Builtin, listen
        server = Builtin({command!r}, Path({str(tmp_path / "log")!r}))
        print(server.start(listen()), flush=True)
        time.sleep(60)
        """
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout.readline().startswith("http://")
        (child,) = psutil.Process(parent.pid).children()
        parent.kill()
    child.wait(10)
    assert not child.is_running()
