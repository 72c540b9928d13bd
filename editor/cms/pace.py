# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: how large the next piece of a big picture is, as the line has shown so far."""

from typing import Final

LEAST_BYTES: Final = 256 * 1024
MOST_BYTES: Final = 32 * 1024 * 1024
_SOON_S: Final = 4.0
_REST_SHARE: Final = 0.25
"""A rest that is no more of a piece than this is worth no request of its own."""


class Pace:
    """How large the next piece is: larger while the line is good, smaller after it broke.

    A piece may be all that is lost when the line breaks: it never grows past what goes in seconds.

    Args:
        first_bytes: the size of the first.
        most_bytes: none is larger.
    """

    def __init__(self, first_bytes: int, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._least_bytes = min(LEAST_BYTES, first_bytes)
        self.piece_bytes = first_bytes
        """The size of the next piece."""

    def next_bytes(self, left_bytes: int) -> int:
        """How much of what is left goes next; a small rest goes along with it."""
        is_small = left_bytes - self.piece_bytes <= self.piece_bytes * _REST_SHARE
        return left_bytes if is_small else self.piece_bytes

    def went(self, size_bytes: int, took_s: float) -> None:
        """A piece arrived."""
        if size_bytes >= self.piece_bytes and took_s < _SOON_S:
            self.piece_bytes = max(self.piece_bytes, min(self._most_bytes, 2 * self.piece_bytes))

    def broke(self) -> None:
        """A piece did not arrive."""
        self.piece_bytes = max(self._least_bytes, self.piece_bytes // 2)
