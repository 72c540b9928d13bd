# SPDX-License-Identifier: GPL-3.0-or-later
"""Pouring: a body is written by a thread while the rest of it still comes."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Sequence
from typing import Final, TypeVar

from starlette.concurrency import run_in_threadpool

WRITE_BYTES: Final = 512 * 1024
"""For less than this, or few pieces, no thread is woken."""
AHEAD_BYTES: Final = 4 * 1024 * 1024
"""So much may wait to be written before its sender has to."""
_WRITE_PIECES: Final = 256

Result = TypeVar("Result")


async def pour(
    source: AsyncIterator[bytes],
    write: Callable[[Sequence[bytes]], None],
    settle: Callable[[], Result],
) -> Result:
    """Have what comes in written by a thread, in its order, while the next bytes come.

    What came before the line broke is written, too: it goes on from there.

    Args:
        source: the bytes.
        write: takes some of them; blocks.
        settle: done when all of them are written, in the same thread; blocks.
    """
    writing = _Writing(write)
    try:
        async for piece in source:
            await writing.add(piece)
    except BaseException:
        await writing.end(lambda: None)
        raise
    return await writing.end(settle)


class _Writing:
    """Writes in a thread of the pool, which is held only while something waits to be written."""

    def __init__(self, write: Callable[[Sequence[bytes]], None]) -> None:
        self._write = write
        self._waiting: deque[bytes] = deque()
        self._came_bytes = self._written_bytes = 0
        self._job: asyncio.Future[None] | None = None

    async def add(self, piece: bytes) -> None:
        """Some more bytes; waits for the thread when too many do."""
        self._waiting.append(piece)
        self._came_bytes += len(piece)
        waiting_bytes = self._came_bytes - self._written_bytes
        if self._job is not None and (self._job.done() or waiting_bytes >= AHEAD_BYTES):
            await self._idle()
        is_enough = waiting_bytes >= WRITE_BYTES or len(self._waiting) >= _WRITE_PIECES
        if is_enough and self._job is None:
            self._job = asyncio.ensure_future(run_in_threadpool(self._write_waiting))

    async def end(self, settle: Callable[[], Result]) -> Result:
        """What still waits is written, then the rest is done."""
        await self._idle()

        def write_and_settle() -> Result:
            self._write_waiting()
            return settle()

        return await run_in_threadpool(write_and_settle)

    async def _idle(self) -> None:
        """When the thread has ended. What failed is told each time: nothing is written after it."""
        if self._job is not None:
            await self._job
            self._job = None

    def _write_waiting(self) -> None:
        # More may come meanwhile: it is written by the same call.
        while self._waiting:
            some = [self._waiting.popleft() for _ in range(len(self._waiting))]
            self._write(some)
            self._written_bytes += sum(map(len, some))
