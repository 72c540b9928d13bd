# SPDX-License-Identifier: GPL-3.0-or-later
"""Counting what the server answers, and telling it in the text form of Prometheus."""

import threading
import time
from collections import Counter
from collections.abc import Mapping
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BOUNDS_S: Final = (0.005, 0.02, 0.06, 0.25, 1.0, 5.0, 30.0)


class Tally:
    """What one server process has answered since it started. Thread: any."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._replies: Counter[tuple[str, int]] = Counter()
        self._under: Counter[float] = Counter()
        self._count = 0
        self._sum_s = 0.0

    def add(self, method: str, status: int, took_s: float) -> None:
        """One reply."""
        with self._lock:
            self._replies[method, status] += 1
            self._count += 1
            self._sum_s += took_s
            for bound_s in BOUNDS_S:
                self._under[bound_s] += took_s <= bound_s

    def text(self, kept: Mapping[str, int]) -> str:
        """All of it, one figure a line.

        Args:
            kept: name -> how many of them the archive keeps.
        """
        with self._lock:
            replies, under = sorted(self._replies.items()), dict(self._under)
            count, sum_s = self._count, self._sum_s
        lines = ["# TYPE stet_requests_total counter"]
        lines += [
            f'stet_requests_total{{method="{method}",status="{status}"}} {number}'
            for (method, status), number in replies
        ]
        lines.append("# TYPE stet_request_seconds histogram")
        lines += [
            f'stet_request_seconds_bucket{{le="{bound_s}"}} {under.get(bound_s, 0)}'
            for bound_s in BOUNDS_S
        ]
        lines.append(f'stet_request_seconds_bucket{{le="+Inf"}} {count}')
        lines += [f"stet_request_seconds_sum {sum_s:.6f}", f"stet_request_seconds_count {count}"]
        for name, number in kept.items():
            lines += [f"# TYPE stet_{name} gauge", f"stet_{name} {number}"]
        return "\n".join(lines) + "\n"


class Tallied:
    """Counts every reply of an application."""

    def __init__(self, app: ASGIApp, tally: Tally) -> None:
        self._app = app
        self._tally = tally

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        started_s = time.monotonic()

        async def counting_send(message: Message) -> None:
            if message["type"] == "http.response.start":
                took_s = time.monotonic() - started_s
                self._tally.add(_plain(scope["method"]), message["status"], took_s)
            await send(message)

        await self._app(scope, receive, counting_send)


def _plain(method: str) -> str:
    # Anybody may send any word as a method; each would be a line of its own for ever.
    known = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
    return method if method in known else "other"
