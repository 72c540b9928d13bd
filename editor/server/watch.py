# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for the next change: many laptops, one look at the database for all of them."""

import asyncio
import time
from collections.abc import Callable
from typing import Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool

from editor.cms import rules

MAX_WAIT_S: Final = 25
LOOK_S: Final = 0.25


class Watch:
    """What the newest change is, looked up four times a second while somebody waits for it.

    Args:
        newest: the number of the newest change; blocks.
    """

    def __init__(self, newest: Callable[[], int]) -> None:
        self._newest = newest
        self._seq = 0
        self._looked_s = 0.0
        self.is_over = False
        """Set when the server ends: nobody waits any longer."""

    async def moved(self, cursor: str, wait_s: float, request: Request) -> bool:
        """Wait until there is a change after a cursor; False: there was none in that time."""
        since = rules.Cursor.read(cursor)
        deadline_s = time.monotonic() + wait_s
        while since is not None and not self.is_over and time.monotonic() < deadline_s:
            await self._look()
            if self._seq > since.seq:
                return True
            await asyncio.sleep(min(LOOK_S, max(deadline_s - time.monotonic(), 0)))
            if await request.is_disconnected():
                return False
        return False

    async def _look(self) -> None:
        now_s = time.monotonic()
        if now_s - self._looked_s < LOOK_S:
            return
        self._looked_s = now_s
        self._seq = await run_in_threadpool(self._newest)
