# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: of a passage as it was and as it is the sentences that a correction sets side by side."""

import re
from itertools import pairwise

_ENDS = re.compile(r"(?<=[.!?…])[\"”’»)]*\s+|\n+")
"""Between two sentences."""


def sides(older: str, newer: str) -> tuple[str, str]:
    """The sentences that differ, as they were and as they are; empty where there is none.

    What both texts begin and end with is left out, up to the sentences that the change is in.
    """
    was, now = _sentences(older), _sentences(newer)
    first = _shared(was, now)
    last = _shared(was[first:][::-1], now[first:][::-1])
    wrong, right = (" ".join(each[first : len(each) - last]) for each in (was, now))
    return wrong, right


def _sentences(text: str) -> list[str]:
    ends = [0, *(each.end() for each in _ENDS.finditer(text)), len(text)]
    cut = (text[start:end].strip() for start, end in pairwise(ends))
    return [each for each in cut if each]


def _shared(one: list[str], other: list[str]) -> int:
    """How many sentences both begin with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
