# SPDX-License-Identifier: GPL-3.0-or-later
"""Three rows of pieces, told apart into stretches that are the same in each and that are not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from editor.text.blocks import Piece, Pieces

MATCHES = 100_000
"""Where more pairs of pieces are alike than this, the rows differ as a whole: it would cost."""


class Region(NamedTuple):
    """One stretch, as base, mine and theirs have it."""

    base: Pieces
    mine: Pieces
    theirs: Pieces

    @property
    def is_stable(self) -> bool:
        """Whether nobody changed more than blanks."""
        return same(self.base, self.mine) and same(self.base, self.theirs)

    @property
    def decided(self) -> Pieces | None:
        """What stands when at most one side changed it or both alike; None: both did."""
        if self.is_stable:
            return tuple(map(_with_gap, self.base, self.mine, self.theirs))
        if same(self.mine, self.theirs):
            return tuple(map(max, self.mine, self.theirs))
        if same(self.mine, self.base):
            return self.theirs
        return self.mine if same(self.theirs, self.base) else None


class Edit(NamedTuple):
    """From `start` to `stop` of the base, these pieces stand instead."""

    start: int
    stop: int
    pieces: tuple[str, ...]


class _Group(NamedTuple):
    """Edits that are told as one: where in the base, and how much longer each side becomes."""

    start: int
    stop: int
    mine: int
    theirs: int

    def with_(self, later: "_Group") -> "_Group":
        stop = max(self.stop, later.stop)
        return _Group(self.start, stop, self.mine + later.mine, self.theirs + later.theirs)


def same(one: Pieces, other: Pieces) -> bool:
    """Whether two rows have the same pieces, whatever the blanks after them."""
    return len(one) == len(other) and all(a.text == b.text for a, b in zip(one, other, strict=True))


def regions(base: Pieces, mine: Pieces, theirs: Pieces, *, apart: int) -> Iterator[Region]:
    """The three rows in stretches that follow one another, the changed between the unchanged.

    Args:
        base: what both started from.
        mine: one side.
        theirs: the other side.
        apart: so many unchanged pieces must lie between a change of mine and one of theirs, or
            they are one stretch. The same change on both sides is no neighbour to anything.
    """
    at = own = other = 0
    last = _Group(len(base), len(base), 0, 0)
    for start, stop, longer, longer_there in (*_groups(base, mine, theirs, apart), last):
        mine_start, theirs_start = start + own, start + other
        if start > at:
            here, there = mine[at + own : mine_start], theirs[at + other : theirs_start]
            yield Region(base[at:start], here, there)
        own, other, at = own + longer, other + longer_there, stop
        found = Region(
            base[start:stop], mine[mine_start : stop + own], theirs[theirs_start : stop + other]
        )
        if any(found):
            yield found


def edits(base: Sequence[str], other: Sequence[str]) -> list[Edit]:
    """What makes the base the other row, in order, an unchanged piece between any two."""
    before = _shared(base, other)
    after = _shared(base[before:][::-1], other[before:][::-1])
    old, new = base[before : len(base) - after], other[before : len(other) - after]
    if not old and not new:
        return []
    there = Counter(new)
    if sum(count * there[each] for each, count in Counter(old).items()) > MATCHES:
        return [Edit(before, before + len(old), tuple(new))]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        Edit(before + start, before + stop, tuple(new[begin:end]))
        for tag, start, stop, begin, end in codes
        if tag != "equal"
    ]


def _groups(base: Pieces, mine: Pieces, theirs: Pieces, apart: int) -> list[_Group]:
    was = [each.text for each in base]
    own, others = (edits(was, [each.text for each in side]) for side in (mine, theirs))
    alike = set(own) & set(others)
    told = sorted(
        (*((each, 0) for each in own), *((each, 1) for each in others if each not in alike))
    )
    groups: list[_Group] = []
    newest: list[tuple[int, int] | None] = [None, None]
    for edit, side in told:
        if edit in alike:
            groups.append(_group(edit, 0, is_alike=True))
            continue
        group, near, place = _group(edit, side), newest[1 - side], len(groups)
        if near is not None and edit.start - near[0] < apart:
            place = near[1]
            for each in groups[place:][::-1]:
                group = each.with_(group)
        groups[place:] = [group]
        newest[side] = (edit.stop, place)
    return groups


def _group(edit: Edit, side: int, *, is_alike: bool = False) -> _Group:
    longer = len(edit.pieces) - (edit.stop - edit.start)
    own, other = (longer, longer) if is_alike else ((longer, 0), (0, longer))[side]
    return _Group(edit.start, edit.stop, own, other)


def _with_gap(base: Piece, mine: Piece, theirs: Piece) -> Piece:
    if mine.gap in (base.gap, theirs.gap):
        return theirs
    return mine if theirs.gap == base.gap else max(mine, theirs)


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count
