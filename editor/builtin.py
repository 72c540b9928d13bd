# SPDX-License-Identifier: GPL-3.0-or-later
"""The built-in publishing server: a child process that ends when its parent does."""

import contextlib
import queue
import secrets
import socket
import subprocess
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


class Builtin:
    """One server process on a loopback port.

    The child gets its token as the first line of its standard input, so that no list of processes
    shows it, and ends when that input closes: when the parent is gone, even by SIGKILL.

    Args:
        command: what starts the server; `--port N` is added.
        log: where the child's complaints go.
        ended: called, in a thread of its own, when the server ends without being told to.
    """

    def __init__(
        self, command: Sequence[str], log: Path, *, ended: Callable[[], None] = lambda: None
    ) -> None:
        self._command = tuple(command)
        self._log = log
        self._ended = ended
        self._process: subprocess.Popen[str] | None = None
        self._reader: threading.Thread | None = None
        self._is_ready = False
        self.token = secrets.token_urlsafe(32)

    def start(self, port: int = 0) -> str:
        """Start the server and wait until it answers; returns its address.

        Args:
            port: the one that is wanted; taken by somebody else, or 0: any free one.

        Raises:
            Refused: `builtin.refused` with its own reason, or `builtin.not_started` with the place
                of its log.
        """
        wanted = port if _is_free(port) else _free_port()
        try:
            self._process = self._spawned(wanted)
        except OSError as error:
            raise Refused("builtin.not_started", log=str(self._log)) from error
        line = self._hear(self._process)
        if not line.startswith(READY):
            self.stop()
            if line.startswith(SORRY):
                raise Refused("builtin.refused", reason=line.removeprefix(SORRY).strip())
            raise Refused("builtin.not_started", log=str(self._log))
        self._is_ready = True
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

    def _spawned(self, port: int) -> "subprocess.Popen[str]":
        with self._log.open("a", encoding="utf-8") as log:
            return subprocess.Popen(  # noqa: S603  # our own program, no shell
                [*self._command, "--port", str(port)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                encoding="utf-8",
            )

    def _hear(self, process: "subprocess.Popen[str]") -> str:
        if process.stdin is None or process.stdout is None:
            return ""
        with contextlib.suppress(OSError):
            process.stdin.write(self.token + "\n")
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
        with contextlib.suppress(OSError, ValueError):
            lines.put(source.readline())
            while source.readline():
                pass
        lines.put("")
        if self._is_ready and self._process is process:
            self._ended()


def await_end_of(source: IO[str], then: Callable[[], None]) -> None:
    """In the child: call `then` when the parent's end of the pipe is closed."""

    def wait() -> None:
        with contextlib.suppress(OSError, ValueError):
            while source.readline():
                pass
        then()

    threading.Thread(target=wait, name="parent", daemon=True).start()


def port_of(address: str) -> int:
    """The port in an address such as `http://127.0.0.1:8123`."""
    return int(address.rstrip("/").rpartition(":")[2])


def _is_free(port: int) -> bool:
    if not port:
        return False
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
