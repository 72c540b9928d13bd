# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in publishing server: a child process that ends when its parent does."""

import base64
import contextlib
import queue
import secrets
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from editor.errors import Refused

HOST = "127.0.0.1"
READY_S = 30.0
"""A cold start on a slow disk; the window does not wait for it."""
STOP_S = 5.0
READY = "ready "
"""How the child's first line begins; the address follows."""
SORRY = "sorry "
"""How it begins when there is no server; the sentence that says why follows."""
REST = "rest"
"""The child's last line when it ends because nobody asks; without it, an end is a crash."""
BY_PIPE = "pipe"
"""Where the listening socket comes from on Windows, which hands none down from parent to child."""


class Builtin:
    """One server process behind a listening socket that its parent holds.

    The child gets its token as the first line of its standard input, so that no list of processes
    shows it, and ends when that input closes: when the parent is gone, even by SIGKILL.

    Args:
        command: what starts the server; `--handed SOCKET` is added.
        log: where the child's complaints go.
        ended: called, in a thread of its own, when the server ends without being told to; with
            True when it ended because nobody asked, False when it crashed.
    """

    def __init__(
        self, command: Sequence[str], log: Path, *, ended: Callable[[bool], None] = lambda _: None
    ) -> None:
        self._command = tuple(command)
        self._log = log
        self._ended = ended
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self.token = secrets.token_urlsafe(32)

    def start(self, listening: socket.socket) -> str:
        """Start the server and wait until it answers; returns its address.

        Args:
            listening: where it answers; it stays open here, so that nobody is turned away while
                no server stands behind it.

        Raises:
            Refused: `builtin.refused` with its own reason, or `builtin.not_started` with the place
                of its log.
        """
        try:
            self._process = process = self._spawned(listening)
        except OSError as error:
            raise Refused("builtin.not_started", log=str(self._log)) from error
        try:
            line = self._hear(process, listening)
        except RuntimeError as error:
            # There is no thread to be had.
            self._reader = None
            self.stop()
            raise Refused("builtin.not_started", log=str(self._log)) from error
        if not line.startswith(READY):
            self.stop()
            if line.startswith(SORRY):
                raise Refused("builtin.refused", reason=line.removeprefix(SORRY).strip())
            raise Refused("builtin.not_started", log=str(self._log))
        return line.removeprefix(READY).strip()

    def stop(self) -> None:
        """End the server and wait for it; a second call does nothing."""
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            with contextlib.suppress(OSError):
                process.stdin.close()
        try:
            process.wait(STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if self._reader is not None and self._reader is not threading.current_thread():
            self._reader.join()
        if process.stdout is not None:
            process.stdout.close()

    def _spawned(self, listening: socket.socket) -> "subprocess.Popen[str]":
        is_inherited = sys.platform != "win32"
        handed = str(listening.fileno()) if is_inherited else BY_PIPE
        with self._log.open("a", encoding="utf-8") as log:
            return subprocess.Popen(  # noqa: S603  # our own program, no shell
                [*self._command, "--handed", handed],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
                pass_fds=(listening.fileno(),) if is_inherited else (),
            )

    def _hear(self, process: "subprocess.Popen[str]", listening: socket.socket) -> str:
        if process.stdin is None or process.stdout is None:
            return ""
        # Ended before it began: the pipe is gone, or closed by `stop`.
        with contextlib.suppress(OSError, ValueError):
            process.stdin.write(self.token + "\n")
            if sys.platform == "win32":
                process.stdin.write(base64.b64encode(listening.share(process.pid)).decode() + "\n")
            process.stdin.flush()
        lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        self._reader = threading.Thread(
            target=self._listen, args=(process, process.stdout, lines), name="builtin", daemon=True
        )
        self._reader.start()
        try:
            line = lines.get(timeout=READY_S)
        except queue.Empty:
            process.kill()
            line = ""
        return line

    def _listen(
        self, process: "subprocess.Popen[str]", source: IO[str], lines: "queue.SimpleQueue[str]"
    ) -> None:
        """Pass the first line on, then wait for the end."""
        first, last = "", ""
        with contextlib.suppress(OSError, ValueError):
            first = source.readline()
            lines.put(first)
            for line in source:
                last = line.strip()
        lines.put("")
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(STOP_S)
        if first.startswith(READY) and self._process is process:
            self._ended(last == REST)


def listen(port: int = 0) -> socket.socket:
    """A listening socket on this computer alone.

    Args:
        port: the one that is wanted; taken by somebody else, or 0: any free one.
    """
    try:
        return _listening(port)
    except OSError:
        return _listening(0)


def taken_over(handed: str, source: IO[str]) -> socket.socket:
    """In the child: the listening socket that the parent hands over.

    Args:
        handed: its number, or `BY_PIPE`.
        source: standard input, the token read from it already.
    """
    if sys.platform == "win32":
        return socket.fromshare(base64.b64decode(source.readline()))
    # The protocol is named: asyncio then turns Nagle's algorithm off, as `listener` says.
    return socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP, fileno=int(handed))


def await_end_of(source: IO[str], then: Callable[[], None]) -> None:
    """In the child: call `then` when the parent's end of the pipe is closed."""

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            while source.readline():
                pass
        then()

    threading.Thread(target=wait, name="parent", daemon=True).start()


def address_of(listening: socket.socket) -> str:
    """Where a listening socket is called: `http://127.0.0.1:8123`."""
    return f"http://{HOST}:{listening.getsockname()[1]}"


def port_of(address: str) -> int:
    """The port in an address such as `http://127.0.0.1:8123`."""
    return int(address.rstrip("/").rpartition(":")[2])


def _listening(port: int) -> socket.socket:
    found = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if sys.platform != "win32":
            # There the name means that two may listen at one port.
            found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        found.bind((HOST, port))
        found.listen(128)
    except OSError:
        found.close()
        raise
    return found
