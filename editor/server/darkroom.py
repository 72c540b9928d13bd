# SPDX-License-Identifier: GPL-3.0-or-later
"""Sizes of pictures, made in child processes: no picture takes all memory, all time or a life."""

import contextlib
import json
import logging
import os
import queue
import select
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import astuple
from pathlib import Path
from typing import Final

from editor import wire
from editor.errors import EditorError, Refused
from editor.model import framing
from editor.model.picture import Crop, Picture
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault

MEMORY_BYTES: Final = 3 * 1024**3
"""What one child may have, all libraries counted; the largest picture that is taken needs half."""
TIME_S: Final = 60.0
"""What one size may take; the slowest picture that is taken needs a sixth."""
IDLE_S: Final = 60.0
"""How long a child stays that nobody asks."""
MAX_WRITTEN_BYTES: Final = 512 * 1024 * 1024
MAX_HOPELESS: Final = 10_000
_CHILDREN: Final = max(1, min(4, os.cpu_count() or 1))
_PASSING: Final = ("picture.not_here", "vault.failed", "vault.full", "vault.read_only")
"""What another try may mend."""
_KEPT_ENVIRONMENT: Final = ("LANG", "LD_LIBRARY_PATH", "PATH", "SYSTEMROOT", "TEMP", "TMP")
_HOME: Final = Path(__file__).parents[2]

log = logging.getLogger(__name__)


class Darkroom(Renditions):
    """Renditions whose decoders run elsewhere. Safe from several threads.

    A child is started when it is first needed, and anew after it was lost; it ends with us. It
    gets no secret: neither our environment nor our files but those it must read.

    Args:
        vault: where the originals are.
        folder: where the sizes are kept.
        memory_bytes: what a child may have, where the system can bound it.
        time_s: how long a child may take for one size.
    """

    def __init__(
        self,
        vault: Vault,
        folder: Path,
        *,
        memory_bytes: int = MEMORY_BYTES,
        time_s: float = TIME_S,
    ) -> None:
        super().__init__(vault, folder)
        self._children = [_Child(memory_bytes, time_s) for _ in range(_CHILDREN)]
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()
        for each in self._children:
            self._idle.put(each)
        self._hopeless: dict[tuple[str, str], str] = {}

    def file(self, picture: Picture, name: str, *, crop: Crop | None = None) -> Path:
        """See `Renditions.file`; what could not be made is not tried again.

        Raises:
            Refused: as `Renditions.file`; `picture.damaged` also for one that takes too much.
        """
        if framing.find(picture, name, crop) is None:
            return super().file(picture, name, crop=crop)
        path = self._path(picture, name)
        if not path.exists():
            with self._lock(picture):
                if not path.exists():
                    self._develop(picture, name, crop)
        return path

    def close(self) -> None:
        """End the children; who is being served by one gets no picture."""
        for each in self._children:
            each.end()

    def _develop(self, picture: Picture, name: str, crop: Crop | None) -> None:
        about = (str(picture.sha256), name)
        code = self._hopeless.get(about, "")
        if not code:
            asked = {
                "original": str(self._original(picture)),
                "folder": str(self.folder),
                "picture": wire.picture_to_doc(picture),
                "name": name,
                "crop": None if crop is None else astuple(crop),
            }
            child = self._idle.get()
            try:
                code = child.ask(asked)
            finally:
                self._idle.put(child)
        if code:
            if code not in _PASSING and len(self._hopeless) < MAX_HOPELESS:
                self._hopeless[about] = code
            raise Refused(code, file=picture.file_name)


class _Child:
    """One process, one picture at a time."""

    def __init__(self, memory_bytes: int, time_s: float) -> None:
        self._memory_bytes = memory_bytes
        self._time_s = time_s
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, asked: Mapping[str, object]) -> str:
        """Have one size made; the code of what went wrong, empty when nothing did."""
        line = json.dumps(asked).encode() + b"\n"
        began_s, was_there = time.monotonic(), self._process is not None
        reply = self._tried(line)
        if not reply and was_there and time.monotonic() - began_s < self._time_s:
            # It was ended while it had nothing to do: the picture may not be to blame.
            reply = self._tried(line)
        if reply:
            return str(json.loads(reply))
        log.warning("a picture took its decoder down: %s", asked["original"])
        return "picture.damaged"

    def _tried(self, line: bytes) -> bytes:
        """The reply of the process, started when there is none; empty when it is lost."""
        process = self._process = self._process or self._started()
        watch = threading.Timer(self._time_s, process.kill)
        watch.start()
        reply = b""
        try:
            with contextlib.suppress(OSError, ValueError):
                reply = _exchanged(process, line)
        finally:
            watch.cancel()
            watch.join()
        if reply.endswith(b"\n"):
            return reply
        self.end()
        return b""

    def end(self) -> None:
        """Kill the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            # It closes our ends of the pipes too.
            process.communicate()

    def _started(self) -> "subprocess.Popen[bytes]":
        known = {name: os.environ[name] for name in _KEPT_ENVIRONMENT if name in os.environ}
        environment = {**known, "PYTHONPATH": str(_HOME), "MALLOC_ARENA_MAX": "2"}
        return subprocess.Popen(  # noqa: S603  # our own program, no shell
            [sys.executable, "-m", "editor.server.darkroom", str(self._memory_bytes)],
            cwd=_HOME,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )


def _exchanged(process: "subprocess.Popen[bytes]", line: bytes) -> bytes:
    if process.stdin is None or process.stdout is None:
        return b""
    process.stdin.write(line)
    process.stdin.flush()
    return process.stdout.readline()


class _One(Vault):
    """A vault of one original, wherever it is."""

    def __init__(self, original: Path) -> None:
        super().__init__(original.parent)
        self._original = original

    def near(self, sha256: str) -> Path:
        del sha256
        return self._original


def _bound(memory_bytes: int) -> None:
    """Give up, for this process, what one picture has no need of."""
    try:
        # Windows has none; there only the time is bounded.
        import resource  # noqa: PLC0415
    except ImportError:
        return
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, MAX_WRITTEN_BYTES),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(what, (most, most))


class _Order:
    """What one line asks for."""

    def __init__(self, line: bytes) -> None:
        asked = json.loads(line)
        self._renditions = Renditions(_One(Path(asked["original"])), Path(asked["folder"]))
        self._picture = wire.picture_from_doc(asked["picture"])
        self._name = str(asked["name"])
        self._crop = None if asked["crop"] is None else Crop(*asked["crop"])

    def made(self) -> str:
        """The code of what went wrong, empty when nothing did."""
        try:
            self._renditions.file(self._picture, self._name, crop=self._crop)
        except EditorError as error:
            return error.code
        return ""

    def make_others(self) -> None:
        """The other sizes of the view, as long as nobody asks for another picture.

        The next reader's screen is another one, and each picture is decoded once for all.
        """
        found = framing.find(self._picture, self._name, self._crop)
        if found is not None:
            with contextlib.suppress(EditorError):
                self._renditions.prepare(self._picture, found[0], _is_idle)


def _is_idle() -> bool:
    """Whether no line waits; where that cannot be seen, one might."""
    try:
        return not select.select([sys.stdin], [], [], 0)[0]
    except OSError:
        return False  # Windows can wait for sockets only


def _work(memory_bytes: int) -> None:
    """The child: a line asks for a size, a line says what became of it, until no line comes."""
    _bound(memory_bytes)
    while line := _next_line():
        order = _Order(line)
        code = order.made()
        sys.stdout.buffer.write(json.dumps(code).encode() + b"\n")
        sys.stdout.buffer.flush()
        if not code and _is_idle():
            order.make_others()


def _next_line() -> bytes:
    # The memory goes back when nobody wants a picture; the parent starts another one.
    idle = threading.Timer(IDLE_S, os._exit, (0,))
    idle.daemon = True
    idle.start()
    try:
        return sys.stdin.buffer.readline()
    finally:
        idle.cancel()


if __name__ == "__main__":
    _work(int(sys.argv[1]))
