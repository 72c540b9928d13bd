# SPDX-License-Identifier: GPL-3.0-or-later
"""The program, loaded once: each command is a process of its own that is forked from it.

To start Python and load all modules costs ten times what most commands do. A fork is as real a
process: it has its own environment and streams, and ends like any other.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

HOME = Path(__file__).resolve().parents[1]
STREAMS = ("in", "out", "err")
"""Files of a command's standard streams, by their numbers."""


class Forge:
    """A process that forks one command after another.

    Args:
        before: what the forge itself is started by, such as `setpriv` and its options.
    """

    def __init__(self, before: Sequence[str] = ()) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="stet-forge-")
        self._process = subprocess.Popen(
            [*before, sys.executable, "-m", "tests.forked"],
            cwd=HOME,
            env={**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": str(HOME)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )

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
        source, out, err = (Path(self._folder.name, name) for name in STREAMS)
        source.write_text(said, "utf-8")
        asked = {"words": list(words), "environment": {**environment}, "at": self._folder.name}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        told = (each.read_text("utf-8") for each in (out, err))
        return subprocess.CompletedProcess(words, code, *told)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self._folder.cleanup()


@lru_cache
def forge(before: tuple[str, ...] = ()) -> Forge:
    """The one of this test run that was started so; it ends with the run."""
    found = Forge(before)
    atexit.register(found.close)
    return found


def _load() -> None:
    """All that a command may load; what it does not know already costs each fork anew."""
    from editor import desk, exchange, house, royalty_commands  # noqa: F401
    from editor.cms import reference  # noqa: F401
    from editor.store.migrations import upgrade  # noqa: F401


def _answer(line: str) -> int:
    """Do what a line asks for, in a fork where the system can; its exit code."""
    asked = json.loads(line)
    if not hasattr(os, "fork"):
        return _started(**asked)
    child = os.fork()
    if child == 0:
        _live(**asked)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def _started(words: list[str], environment: dict[str, str], at: str) -> int:
    source, out, err = (Path(at, name) for name in STREAMS)
    with source.open("rb") as said, out.open("wb") as told, err.open("wb") as complained:
        return subprocess.run(
            [sys.executable, str(HOME / "main.py"), *words],
            env=environment,
            stdin=said,
            stdout=told,
            stderr=complained,
            check=False,
        ).returncode


def _live(words: list[str], environment: dict[str, str], at: str) -> None:
    """Be the command. It ends as a program does, with all that waits for its end."""
    os.environ.clear()
    os.environ.update(environment)
    for number, name in enumerate(STREAMS):
        opened = os.open(Path(at, name), os.O_RDWR | os.O_CREAT | (number and os.O_TRUNC), 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.argv = [str(HOME / "main.py"), *words]
    with open(0, encoding="utf-8", closefd=False) as sys.stdin:
        sys.exit(program.main(words))


if __name__ == "__main__":
    import main as program

    _load()
    gc.collect()
    gc.freeze()
    for each in sys.stdin:
        print(_answer(each), flush=True)
