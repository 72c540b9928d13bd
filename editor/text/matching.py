# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: which pieces of two rows are the same ones; pieces that are there once hold the rest."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from editor.text.regions import edits

Pair = tuple[int, int]
"""The place of a piece in the one row, and in the other."""


class _Span(NamedTuple):
    """A part of both rows."""

    old: int
    old_end: int
    new: int
    new_end: int


def matched(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Pieces that stand in both rows, in the same order in both.

    Pieces that each row has once are anchors (patience diff, Bram Cohen): frequent words do not
    tie together what has nothing to do with each other. Between two anchors the same is done
    again; where none is left, the longest common row counts.

    Cost: n log n for n pieces; the square only of stretches without an anchor, which are short,
    or else told as different as a whole.
    """
    found: list[Pair] = []
    spans = [_Span(0, len(old), 0, len(new))]
    while spans:
        span = _without_ends(spans.pop(), old, new, found)
        if span.old == span.old_end or span.new == span.new_end:
            continue
        anchors = _anchors(span, old, new)
        if not anchors:
            found += _common(span, old, new)
            continue
        at = span.old, span.new
        for pair in (*anchors, (span.old_end, span.new_end)):
            spans.append(_Span(at[0], pair[0], at[1], pair[1]))
            at = pair[0] + 1, pair[1] + 1
        found += anchors
    return sorted(found)


def _without_ends(span: _Span, old: Sequence[str], new: Sequence[str], found: list[Pair]) -> _Span:
    """What is left of a part when its beginning and end are matched."""
    start, end, start_there, end_there = span
    while start < end and start_there < end_there and old[start] == new[start_there]:
        found.append((start, start_there))
        start, start_there = start + 1, start_there + 1
    while start < end and start_there < end_there and old[end - 1] == new[end_there - 1]:
        end, end_there = end - 1, end_there - 1
        found.append((end, end_there))
    return _Span(start, end, start_there, end_there)


def _anchors(span: _Span, old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    here, there = old[span.old : span.old_end], new[span.new : span.new_end]
    once, once_there = Counter(here), Counter(there)
    places = {each: at for at, each in enumerate(there, span.new) if once_there[each] == 1}
    pairs = [
        (at, places[each])
        for at, each in enumerate(here, span.old)
        if once[each] == 1 and each in places
    ]
    return _longest(pairs)


def _longest(pairs: Sequence[Pair]) -> list[Pair]:
    """The most pairs that are in order in both rows; they come in the order of the first."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, there) in enumerate(pairs):
        place = bisect_left(ends, there)
        before.append(last[place - 1] if place else -1)
        ends[place : place + 1] = [there]
        last[place : place + 1] = [number]
    row, number = [], last[-1] if last else -1
    while number >= 0:
        row.append(pairs[number])
        number = before[number]
    return row[::-1]


def _common(span: _Span, old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    here, there = old[span.old : span.old_end], new[span.new : span.new_end]
    found, at, shift = [], 0, span.new - span.old
    for edit in (*edits(here, there), None):
        stop = len(here) if edit is None else edit.start
        found += [(span.old + each, span.old + each + shift) for each in range(at, stop)]
        if edit is not None:
            at, shift = edit.stop, shift + len(edit.pieces) - (edit.stop - edit.start)
    return found
