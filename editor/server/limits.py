# SPDX-License-Identifier: GPL-3.0-or-later
"""How much one device may ask of the server, and how slowly it may speak."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from editor.errors import Refused

HEADERS_S: Final = 10.0
"""A request whose headers take longer is cut off."""
STALL_S: Final = 60.0
"""Silence in the middle of a body that ends the request; a slow line that moves is never cut."""
MAX_HEADERS_BYTES: Final = 32 * 1024
MAX_BUCKETS: Final = 10_000


@dataclass(frozen=True, slots=True)
class Rate:
    """What one token may ask for."""

    requests_per_s: float = 400.0
    burst: int = 2000
    """How many may come at once after a pause."""


@dataclass(slots=True)
class _Bucket:
    left: float
    at_s: float


class Limiter:
    """A bucket for each token: every request takes one drop, time pours new ones in.

    Each server process counts for itself. Thread: any.

    Args:
        rate: what each token may do.
        clock_s: seconds that never go back.
    """

    def __init__(self, rate: Rate, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock_s = clock_s
        self._buckets: dict[str, _Bucket] = {}
        self._lock = threading.Lock()

    def take(self, name: str) -> None:
        """Count one request of a token.

        Raises:
            Refused: `site.slow_down` with `retry_after_s`.
        """
        with self._lock:
            now_s = self._clock_s()
            bucket = self._filled(name, now_s)
            if bucket.left >= 1:
                bucket.left -= 1
                return
            wait_s = (1 - bucket.left) / self._rate.requests_per_s
        raise Refused("site.slow_down", retry_after_s=int(wait_s) + 1)

    def _filled(self, name: str, now_s: float) -> _Bucket:
        if name not in self._buckets and len(self._buckets) >= MAX_BUCKETS:
            # The full ones remember nothing that a new one would not say.
            self._buckets = {
                each: bucket
                for each, bucket in self._buckets.items()
                if self._level(bucket, now_s) < self._rate.burst
            }
        bucket = self._buckets.setdefault(name, _Bucket(self._rate.burst, now_s))
        bucket.left, bucket.at_s = self._level(bucket, now_s), now_s
        return bucket

    def _level(self, bucket: _Bucket, now_s: float) -> float:
        poured = (now_s - bucket.at_s) * self._rate.requests_per_s
        return min(self._rate.burst, bucket.left + poured)
