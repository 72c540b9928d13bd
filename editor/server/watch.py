# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for the next change: many laptops, one look at the database for all of them."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from editor.cms import rules

MAX_WAIT_S: Final = 25
LOOK_S: Final = 1.0
"""How soon a change that another process made is heard of; one of this process is at once."""
CALM_S: Final = 5.0
"""The same with SQLite, where another process beside the server is a rare guest."""


class Watch:
    """What the newest change is, looked up when somebody waits and there may be one.

    Args:
        newest: the number of the newest change; blocks.
        stamp: see `editor.server.database.Database.stamp`.
    """

    def __init__(
        self, newest: Callable[[], int], stamp: Callable[[], object] = lambda: None
    ) -> None:
        self._newest = newest
        self._stamp = stamp
        self._seq = 0
        self._seen: object = None
        self._is_rung = True
        self._looked_s = 0.0
        self._lock = threading.Lock()
        self._bells: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._is_over = False

    def ring(self) -> None:
        """Something was written: whoever waits looks again. Thread: any."""
        self._is_rung = True
        self._wake_all()

    def end(self) -> None:
        """The server ends: nobody waits any longer."""
        self._is_over = True
        self.ring()

    async def moved(self, cursor: str, wait_s: float, request: Request) -> bool:
        """Wait until there is a change after a cursor; False: there was none in that time."""
        since = rules.Cursor.read(cursor)
        deadline_s = time.monotonic() + wait_s
        pause_s = LOOK_S if self._stamp() is None else CALM_S
        with self._bell() as bell:
            while since is not None and not self._is_over:
                await self._look()
                if self._seq > since.seq:
                    return True
                left_s = deadline_s - time.monotonic()
                if left_s <= 0 or not await _heard(bell, min(pause_s, left_s), request):
                    return False
        return False

    def _wake_all(self) -> None:
        with self._lock:
            bells = tuple(self._bells)
        for loop, bell in bells:
            # A loop that is closed has nobody left who waits.
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(bell.set)

    @contextmanager
    def _bell(self) -> Iterator[asyncio.Event]:
        bell = asyncio.Event()
        mine = (asyncio.get_running_loop(), bell)
        with self._lock:
            self._bells.add(mine)
        try:
            yield bell
        finally:
            with self._lock:
                self._bells.discard(mine)

    async def _look(self) -> None:
        stamp, now_s = self._stamp(), time.monotonic()
        is_due = now_s - self._looked_s >= LOOK_S and (stamp is None or stamp != self._seen)
        if not (self._is_rung or is_due):
            return
        # Before the look: what is written meanwhile is looked up again.
        self._is_rung, self._looked_s, self._seen = False, now_s, stamp
        before, self._seq = self._seq, await run_in_threadpool(self._newest)
        if self._seq != before:
            # One has looked for all of them.
            self._wake_all()


async def _heard(bell: asyncio.Event, wait_s: float, request: Request) -> bool:
    """Wait for the bell or the time; False: nobody is there any more who would hear of it."""
    with suppress(TimeoutError):
        async with asyncio.timeout(wait_s):
            await bell.wait()
    bell.clear()
    return not await request.is_disconnected()
