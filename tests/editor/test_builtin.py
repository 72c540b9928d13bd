# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in server's process: its token, its port, and its end."""

import socket
import subprocess
import sys
import textwrap
import threading

import psutil
import pytest

from editor.builtin import HOST, Builtin, port_of
from editor.errors import Refused

SERVER = """
import sys, threading
from editor.builtin import await_end_of
token = sys.stdin.readline().strip()
stop = threading.Event()
await_end_of(sys.stdin, stop.set)
print("ready http://127.0.0.1:" + sys.argv[-1], flush=True)
open(sys.argv[1], "w").write(token)
stop.wait()
"""


@pytest.fixture
def command(tmp_path):
    """A child that does as a server does, without one."""
    return [sys.executable, "-c", textwrap.dedent(SERVER), str(tmp_path / "token")]


def child_of(command):
    """The process that runs the command; other tests may have servers of their own here."""
    (child,) = (each for each in psutil.Process().children() if command[-1] in each.cmdline())
    return child


def test_it_gets_its_token_by_the_pipe(tmp_path, command):
    """The token reaches the child, and no argument shows it."""
    server = Builtin(command, tmp_path / "log")
    address = server.start()
    assert address.startswith("http://127.0.0.1:")
    child = child_of(command)
    assert server.token not in " ".join(child.cmdline())
    server.stop()
    assert not child.is_running()
    assert (tmp_path / "token").read_text() == server.token
    server.stop()


def test_it_keeps_its_port_when_that_is_free(tmp_path, command):
    """Addresses stay the same from start to start."""
    first = Builtin(command, tmp_path / "log")
    port = port_of(first.start())
    first.stop()
    second = Builtin(command, tmp_path / "log")
    assert port_of(second.start(port)) == port
    second.stop()


def test_a_taken_port_means_another(tmp_path, command):
    """Somebody else's port is left alone."""
    with socket.socket() as other:
        other.bind((HOST, 0))
        other.listen()
        taken = other.getsockname()[1]
        server = Builtin(command, tmp_path / "log")
        assert port_of(server.start(taken)) != taken
        server.stop()


@pytest.mark.parametrize("program", ["raise SystemExit(3)", "print('who are you')"])
def test_a_child_that_does_not_start_is_told(tmp_path, program):
    """The person hears where the log is; no process is left."""
    server = Builtin([sys.executable, "-c", program], tmp_path / "log")
    with pytest.raises(Refused) as refused:
        server.start()
    assert refused.value.code == "builtin.not_started"
    assert refused.value.values["log"] == str(tmp_path / "log")


def test_its_death_is_told_and_its_end_is_not(tmp_path, command):
    """A crash is news; a stop that was asked for is none."""
    told = threading.Event()
    server = Builtin(command, tmp_path / "log", ended=told.set)
    server.start()
    child_of(command).kill()
    assert told.wait(30)
    server.stop()
    told.clear()
    server.start()
    server.stop()
    assert not told.is_set()


def test_it_ends_when_its_parent_is_killed(tmp_path, command):
    """SIGKILL gives nobody time to tidy up; the closed pipe does."""
    program = textwrap.dedent(
        f"""
        import sys, time
        from pathlib import Path
        from editor.builtin import Builtin
        server = Builtin({command!r}, Path({str(tmp_path / "log")!r}))
        print(server.start(), flush=True)
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
