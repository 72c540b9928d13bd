# SPDX-License-Identifier: GPL-3.0-or-later
"""Rest: a server that one laptop starts for itself ends when nobody asks and nothing is due."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from starlette.types import ASGIApp, Receive, Scope, Send

from editor.errors import EditorError

REST_S: Final = 120.0
"""Longer than between two looks at a page, or two thoughts: to start costs a second of CPU."""


class Rest:
    """Counts who asks, and tells when nobody has asked for long enough. Thread: any.

    Args:
        then: called once, in a thread of its own, when the server is to end.
        due_at: when the next story is to go public; asked before the end.
        clock: the server's.
        rest_s: how long nobody must have asked.
    """

    def __init__(
        self,
        then: Callable[[], object],
        due_at: Callable[[], datetime | None],
        clock: Callable[[], datetime],
        rest_s: float = REST_S,
    ) -> None:
        self._then, self._due_at, self._clock = then, due_at, clock
        self._rest_s = rest_s
        self._lock = threading.Lock()
        self._under_way = 0
        self._asked_s = time.monotonic()
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rest")

    def __enter__(self) -> "Rest":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def begin(self) -> None:
        """A request has come."""
        with self._lock:
            self._under_way += 1

    def end(self) -> None:
        """It has been answered, or nobody waits for the answer any more."""
        with self._lock:
            self._under_way -= 1
            self._asked_s = time.monotonic()

    def _run(self) -> None:
        while not self._over.wait(self._left_s()):
            if self._left_s() <= 0 and not self._is_due_soon():
                self._then()
                return

    def _left_s(self) -> float:
        with self._lock:
            if self._under_way:
                return self._rest_s
            return max(0.0, self._asked_s + self._rest_s - time.monotonic())

    def _is_due_soon(self) -> bool:
        try:
            due_at = self._due_at()
        except EditorError:
            # The disk is away for a moment: whether anything is due is not known.
            due_at = self._clock()
        is_soon = due_at is not None and due_at <= self._clock() + timedelta(seconds=self._rest_s)
        if is_soon:
            with self._lock:
                self._asked_s = time.monotonic()
        return is_soon


class Counted:
    """Tells a `Rest` of each request, but for those that only say who has what open."""

    def __init__(self, app: ASGIApp, rest: Rest) -> None:
        self._app = app
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http" or scope["path"].endswith(("/lease", "/leases")):
            await self._app(scope, receive, send)
            return
        self._rest.begin()
        try:
            await self._app(scope, receive, send)
        finally:
            self._rest.end()
