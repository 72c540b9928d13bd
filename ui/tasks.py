# SPDX-License-Identifier: GPL-3.0-or-later
"""The one door between threads and widgets: run, write, latest."""

import logging
import sys
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Lock
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from editor.errors import Damaged, EditorError

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[EditorError], None]

POOL_THREADS = 4
SWITCH_S = 0.0005
"""So long a busy thread keeps Python from the others that ask for it; by itself ten times as long,
and the thread of the widgets asks anew after every call into Qt."""

_log = logging.getLogger(__name__)


class _Latest:
    """What one lane of `latest` is to do next; the number tells the newest from the older."""

    def __init__(self) -> None:
        self.number = 0
        self.waiting: Callable[[], None] | None = None


class Tasks(QObject):
    """Work goes out to threads, results come home to the thread of the widgets.

    Every `work()` runs off that thread and touches no widget. Its `done(result)` or
    `failed(error)` runs on it, in the order in which the work of that lane ended. A method of a
    QObject that has been deleted meanwhile is not called. Call everything here from the thread
    of the widgets.
    """

    trouble = Signal(object)
    """An EditorError that nobody else listens for."""
    _ring = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        sys.setswitchinterval(SWITCH_S)
        self._pool = ThreadPoolExecutor(POOL_THREADS, thread_name_prefix="stet-pool")
        self._lanes: dict[str, ThreadPoolExecutor] = {}
        self._latest: dict[str, _Latest] = {}
        self._lock = Lock()
        self._home: deque[Callable[[], None]] = deque()
        self._busy = 0
        self._is_closed = False
        self._ring.connect(self._open_door, Qt.ConnectionType.QueuedConnection)

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is done."""
        return self._is_closed

    @property
    def busy(self) -> int:
        """How much has been asked for whose result has not come home."""
        return self._busy

    def run(self, work: Work, done: Done | None = None, failed: Failed | None = None) -> None:
        """Do the work beside all other work, in no order."""
        self._send(self._pool, work, done, failed)

    def write(self, work: Work, done: Done | None = None, failed: Failed | None = None) -> None:
        """Do the work after every earlier `write`: what goes to the store keeps its order."""
        self._send(self._lane("write"), work, done, failed)

    def latest(
        self, lane: str, work: Work, done: Done | None = None, failed: Failed | None = None
    ) -> None:
        """Do the newest work of the lane: what still waits is dropped, and so is what it yields."""
        if self._is_closed:
            return
        state = self._latest.setdefault(lane, _Latest())
        state.number += 1
        number = state.number

        def is_newest() -> bool:
            return number == state.number

        with self._lock:
            was_waiting = state.waiting is not None
            state.waiting = lambda: self._do(work, done, failed, is_newest)
        if not was_waiting:
            self._busy += 1
            self._lane(lane).submit(self._do_waiting, state)

    def forget(self, lane: str) -> None:
        """Drop what waits in a lane of `latest` and what its running work will yield."""
        if state := self._latest.get(lane):
            state.number += 1

    def close(self) -> None:
        """Finish every `write`, drop what else waits, and call what has come home. May be twice."""
        if self._is_closed:
            return
        self._is_closed = True
        for state in self._latest.values():
            state.number += 1
        for name, lane in self._lanes.items():
            lane.shutdown(wait=True, cancel_futures=name != "write")
        self._pool.shutdown(wait=True, cancel_futures=True)
        while self._home:
            self._open_door()

    def _lane(self, name: str) -> ThreadPoolExecutor:
        if name not in self._lanes:
            self._lanes[name] = ThreadPoolExecutor(1, thread_name_prefix=f"stet-{name}")
        return self._lanes[name]

    def _send(
        self, executor: ThreadPoolExecutor, work: Work, done: Done | None, failed: Failed | None
    ) -> None:
        if self._is_closed:
            _log.info("work asked for after the end is not done")
            return
        self._busy += 1
        executor.submit(self._do, work, done, failed)

    def _do_waiting(self, state: _Latest) -> None:
        with self._lock:
            waiting, state.waiting = state.waiting, None
        if waiting is not None:
            waiting()

    def _do(
        self,
        work: Work,
        done: Done | None,
        failed: Failed | None,
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:
        if not is_wanted():
            self._bring_home(lambda: None)
            return
        try:
            result = work()
        except EditorError as error:
            told = error
        except Exception as error:  # noqa: BLE001 - a thread has nobody else to tell
            _log.exception("work failed")
            told = Damaged("program.fault", kind=type(error).__name__)
        else:
            self._bring_home(lambda: _call(done, result) if is_wanted() else None)
            return
        self._bring_home(lambda: _call(failed or self.trouble.emit, told) if is_wanted() else None)

    def _bring_home(self, closure: Callable[[], None]) -> None:
        self._home.append(closure)
        if not self._is_closed:
            self._ring.emit()

    def _open_door(self) -> None:
        if not self._home:
            return
        closure = self._home.popleft()
        self._busy -= 1
        closure()


def _call(receiver: Callable[[Any], None] | None, value: object) -> None:
    method = receiver.func if isinstance(receiver, partial) else receiver
    owner = getattr(method, "__self__", None)
    if isinstance(owner, QObject) and not shiboken6.isValid(owner):
        return
    if receiver is not None:
        receiver(value)
