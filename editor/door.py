# SPDX-License-Identifier: GPL-3.0-or-later
"""The door of the built-in server: open all day; behind it a server only while somebody calls."""

import contextlib
import logging
import selectors
import socket
import threading
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from editor import builtin
from editor.errors import EditorError, Refused

LOOK_S: Final = 60.0
"""How late the server may wake for its clock after the computer itself has slept."""
MOST_DEATHS: Final = 3
DEATHS_WITHIN_S: Final = 300.0
"""A server that crashes, or does not start, more often than that is left alone."""
PAUSE_S: Final = 1.0
"""Between a start that failed and the next."""

_log = logging.getLogger(__name__)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Door:
    """A port of this computer that is held for as long as the desk is open. Thread: any.

    Its server starts when the first call comes, or when a story's time has come; it ends by itself
    when nobody has asked for a while, and whoever calls then waits at the door until the next one
    stands. One that crashes is started again at once, one that does not start after a pause.

    Args:
        command: see `Builtin`.
        log: see `Builtin`.
        due_at: when the server must be awake by itself; None: not that anybody knows.
        back: called when a server that had crashed answers again.
        failed: called with the reason when there is no server to be had; the door is closed then.
        clock: the wall clock by which stories go public.
    """

    def __init__(
        self,
        command: Sequence[str],
        log: Path,
        *,
        due_at: Callable[[], datetime | None] = lambda: None,
        back: Callable[[], object] = lambda: None,
        failed: Callable[[EditorError], object] = lambda _: None,
        clock: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._server = builtin.Builtin(command, log, ended=self._on_end)
        self._log_file = log
        self._due_at, self._back, self._failed, self._clock = due_at, back, failed, clock
        self._listening: socket.socket | None = None
        self._turn = threading.Lock()
        self._bell, self._ring = socket.socketpair()
        # Made once: later there may be no descriptor left for it.
        self._ears = selectors.DefaultSelector()
        self._ears.register(self._bell, selectors.EVENT_READ)
        self._thread = threading.Thread(target=self._keep, name="door", daemon=True)
        self._end = threading.Event()
        self._is_closed = False
        self._has_crashed = False
        self._deaths_s: list[float] = []
        self.is_awake = False
        """Whether a server stands behind the door."""

    @property
    def token(self) -> str:
        """Who we are to the server: its administrator."""
        return self._server.token

    def open(self, port: int = 0) -> str:
        """Hold a port; returns the address, which stays until the door is closed.

        Args:
            port: the one that is wanted; taken by somebody else, or 0: any free one.

        Raises:
            Refused: `builtin.not_started` when this computer lets nobody listen.
        """
        with self._turn:
            try:
                listening = builtin.listen(port)
            except OSError as error:
                raise Refused("builtin.not_started", log=str(self._log_file)) from error
            address = builtin.address_of(listening)
            self._listening = listening
            if self._is_closed:
                self._shut()
            else:
                self._thread.start()
        return address

    def wake(self) -> None:
        """Let there be a server behind the door, and wait for it.

        Raises:
            Refused: as `Builtin.start`; the door is closed then.
        """
        try:
            self._start()
        except Refused:
            self._shut()
            raise

    def _start(self) -> None:
        with self._turn:
            listening = self._listening
            if self.is_awake or not self._is_open or listening is None:
                return
            # The last one may still be on its way out.
            self._server.stop()
            # Before the start: it may crash as soon as it stands.
            self.is_awake = True
            try:
                self._server.start(listening)
            except BaseException:
                self.is_awake = False
                raise
        self._rouse()

    def close(self) -> None:
        """End the server and let go of the port; a second call does nothing."""
        self._is_closed = True
        self._end.set()
        # One that is just starting is not waited for.
        self._server.stop()
        with self._turn:
            self.is_awake = False
            self._server.stop()
            self._shut()
        if self._thread.is_alive() and self._thread is not threading.current_thread():
            self._thread.join()
        for each in (self._ears, self._bell, self._ring):
            each.close()

    def _keep(self) -> None:
        while self._is_open:
            try:
                if self._is_called():
                    self._answer()
            except Refused as error:
                self._bear(error)
            except (OSError, RuntimeError, ValueError) as error:
                # Too little of something on this computer, or the port is just let go of.
                self._bear(self._trouble(error))

    def _answer(self) -> None:
        self._start()
        if self._has_crashed and self.is_awake:
            self._has_crashed = False
            self._back()

    def _bear(self, error: Refused) -> None:
        """After a start that failed: pause and go on, but not for ever."""
        if not self._is_open:
            return
        if error.code == "builtin.refused":
            # The server itself says that there is none to be had.
            self._give_up(error)
            return
        _log.warning("no built-in server could be started: %s", error.__cause__ or error)
        self._count_death(error)
        self._end.wait(PAUSE_S)

    def _is_called(self) -> bool:
        """Wait for a call, a story's time or the bell; whether a server is to be there."""
        if self.is_awake:
            # It hears the calls itself.
            self._wait(None)
            return False
        is_here = self._wait(self._patience_s(), self._listening)
        is_due = self._has_crashed or is_here or self._patience_s() <= 0
        return is_due and self._is_open and not self.is_awake

    def _wait(self, wait_s: float | None, listening: socket.socket | None = None) -> bool:
        """Until the bell rings or somebody calls; whether it was a call."""
        calls = () if listening is None or listening.fileno() < 0 else (listening,)
        for each in calls:
            self._ears.register(each, selectors.EVENT_READ)
        try:
            ready = [key.fileobj for key, _ in self._ears.select(wait_s)]
        finally:
            for each in calls:
                self._ears.unregister(each)
        if self._bell in ready:
            self._bell.recv(64)
        return listening in ready

    def _patience_s(self) -> float:
        if self._has_crashed:
            return 0.0
        due_at = self._due_at()
        if due_at is None:
            return LOOK_S
        return min(LOOK_S, max(0.0, (due_at - self._clock()).total_seconds()))

    def _on_end(self, is_rest: bool) -> None:  # noqa: FBT001  # as `Builtin` calls it
        self.is_awake = False
        if not is_rest and self._is_open:
            _log.warning("the built-in server ended by itself")
            self._count_death(self._trouble())
            self._has_crashed = self._is_open
        self._rouse()

    def _trouble(self, cause: Exception | None = None) -> Refused:
        found = Refused("builtin.not_started", log=str(self._log_file))
        found.__cause__ = cause
        return found

    def _count_death(self, error: Refused) -> None:
        now_s = time.monotonic()
        self._deaths_s = [at_s for at_s in self._deaths_s if now_s - at_s < DEATHS_WITHIN_S]
        self._deaths_s.append(now_s)
        if len(self._deaths_s) > MOST_DEATHS:
            self._give_up(error)

    def _give_up(self, error: Refused) -> None:
        self._shut()
        self._failed(error)

    @property
    def _is_open(self) -> bool:
        return not self._end.is_set()

    def _shut(self) -> None:
        """Turn everybody away, those who wait at the door, too."""
        self._end.set()
        if self._listening is not None:
            self._listening.close()
        self._rouse()

    def _rouse(self) -> None:
        # Closed meanwhile: nobody is there to hear it.
        with contextlib.suppress(OSError):
            self._ring.send(b"!")
