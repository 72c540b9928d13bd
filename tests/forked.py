# SPDX-License-Identifier: GPL-3.0-or-later
"""The program, loaded once: each command is a process of its own that is forked from it.

To start Python and load all modules costs ten times what most commands do. A fork is as real a
process: it has its own environment and streams, and ends like any other.
"""

import atexit
import contextlib
import gc
import json
import logging
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import NoReturn

from tests.knock import ENDING, ask, heard

if hasattr(os, "fork"):
    import fcntl

HOME = Path(__file__).resolve().parents[1]
TOOLS = HOME / "build"
MOST_FILES = 8
FIRST_FREE = 900
"""From here on no command is handed a file."""


class Forge:
    """A process that forks commands, several at once if it must.

    Whatever of the program starts another one of it starts `python`, and so has it forked.

    Args:
        before: what the forge itself is started by, such as `setpriv` and its options.
    """

    def __init__(self, before: Sequence[str] = ()) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="stet-forge-")
        self._address = str(Path(self._folder.name, "socket"))
        # Where temporary files lie, no program may be allowed.
        TOOLS.mkdir(exist_ok=True)
        self._tools = tempfile.TemporaryDirectory(prefix="forge-", dir=TOOLS)
        self.python = Path(self._tools.name, "python")
        knock, main = HOME / "tests" / "knock.py", HOME / "main.py"
        program = f'''#!/bin/sh
        [ "$1" = "{main}" ] || exec "{sys.executable}" "$@"
        exec "{sys.executable}" -SEI "{knock}" "{self._address}" "$@"
        '''
        self.python.write_text(textwrap.dedent(program))
        self.python.chmod(0o700)
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.forked", self._address, str(self.python)],
            cwd=HOME,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(HOME)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout.readline(), "there is no forge"

    @property
    def root(self) -> Path:
        """What the forge sees as `/` (Linux)."""
        return Path(f"/proc/{self._process.pid}/root")

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], said: str = ""
    ) -> subprocess.CompletedProcess:
        """Do a command of `main.py`, and wait for its end.

        Args:
            words: what follows `main.py`.
            environment: all of it.
            said: what it reads on standard input.
        """
        with contextlib.ExitStack() as open_:
            source, *told = (open_.enter_context(tempfile.TemporaryFile()) for _ in range(3))
            source.write(said.encode())
            source.seek(0)
            streams = {number: each.fileno() for number, each in enumerate((source, *told))}
            with ask(self._address, list(words), {**environment}, streams) as line:
                code = int(heard(line))
            for each in told:
                each.seek(0)
            return subprocess.CompletedProcess(
                words, code, *(each.read().decode() for each in told)
            )

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()
        self._tools.cleanup()


class Starter:
    """As a forge, where the system cannot fork."""

    python = Path(sys.executable)

    def run(
        self, words: Sequence[str], environment: Mapping[str, str], said: str = ""
    ) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, str(HOME / "main.py"), *words],
            input=said,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@lru_cache
def forge(before: tuple[str, ...] = ()) -> Forge | Starter:
    """The one of this test run that was started so; it ends with the run."""
    if not hasattr(os, "fork"):
        return Starter()
    found = Forge(before)
    atexit.register(found.close)
    return found


def python() -> str:
    """What to name where `sys.executable` is named before `main.py`."""
    return str(forge().python)


class Smith:
    """Inside the forge: hears what is asked, and forks.

    Args:
        address: where to listen.
        python: what a command starts instead of Python.
    """

    def __init__(self, address: str, python: str) -> None:
        self._python = python
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(address)
        self._door.listen()
        self._living: dict[int, socket.socket] = {}
        self._ended, ending = os.pipe()
        os.set_blocking(ending, False)
        signal.set_wakeup_fd(ending)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._eyes = selectors.DefaultSelector()
        for each in (self._door, self._ended, sys.stdin):
            self._eyes.register(each, selectors.EVENT_READ)

    def work(self) -> None:
        """Until nobody holds the other end of standard input."""
        print("ready", flush=True)
        while True:
            for key, _ in self._eyes.select():
                if key.fileobj is sys.stdin:
                    return
                if key.fileobj is self._door:
                    self._take()
                elif key.fileobj is self._ended:
                    os.read(self._ended, 4096)
                    self._bury()
                else:
                    # Who asked is gone: so is the command, as if it had been killed itself.
                    os.kill(key.data, signal.SIGKILL)
                    self._eyes.unregister(key.fileobj)

    def _take(self) -> None:
        line, _ = self._door.accept()
        _, files, *_ = socket.recv_fds(line, 1, MOST_FILES)
        asked = json.loads(heard(line))
        child = os.fork()
        if child == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self._live(**asked, files=files)
        for each in files:
            os.close(each)
        self._living[child] = line
        self._eyes.register(line, selectors.EVENT_READ, child)

    def _bury(self) -> None:
        while self._living:
            child, status = os.waitpid(-1, os.WNOHANG)
            if not child:
                return
            with self._living.pop(child) as line:
                with contextlib.suppress(KeyError):
                    self._eyes.unregister(line)
                with contextlib.suppress(OSError):
                    line.sendall(str(os.waitstatus_to_exitcode(status)).encode() + ENDING)

    def _live(
        self, words: list[str], environment: dict[str, str], numbers: list[int], files: list[int]
    ) -> None:
        """Be the command."""
        for each in (self._door, *self._living.values()):
            each.close()
        self._eyes.close()
        os.environ.clear()
        os.environ.update(environment)
        # First out of the way: a number that is wanted may be another's.
        moved = [fcntl.fcntl(each, fcntl.F_DUPFD, FIRST_FREE) for each in files]
        for each in files:
            os.close(each)
        for number, each in zip(numbers, moved, strict=True):
            os.dup2(each, number)
            os.close(each)
        sys.executable = self._python
        sys.argv = [str(HOME / "main.py"), *words]
        with open(0, encoding="utf-8", closefd=False) as sys.stdin:
            _end(program.main, words)


def _end(main: Callable[[Sequence[str]], int], words: Sequence[str]) -> NoReturn:
    """Run a program and end as it does, without tidying up what all commands share."""
    try:
        code = main(words)
    except SystemExit as asked:
        code = asked.code
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join()
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _load() -> None:
    """All that a command may load; what is not known here costs each fork anew."""
    from editor import desk, exchange, house, royalty_commands  # noqa: F401
    from editor.cms import reference  # noqa: F401
    from editor.server import app, looks, purger, rest  # noqa: F401
    from editor.store.migrations import upgrade  # noqa: F401


if __name__ == "__main__":
    import main as program

    _load()
    gc.collect()
    gc.freeze()
    Smith(*sys.argv[1:]).work()
