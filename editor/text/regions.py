# SPDX-License-Identifier: GPL-3.0-or-later
"""Three rows of pieces, told apart into stretches that are the same in each and that are not."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from editor.text.blocks import Piece, Pieces

MATCHES = 100_000
"""Where more pairs of pieces are alike than this, the rows differ as a whole: it would cost."""


ALIKE = 0.4
"""A piece with so large a part of its words from another was made from it."""
COMPARED = 2500
"""Where more pairs of pieces than this would be compared, none is."""


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
        if self.base == self.mine == self.theirs:
            return self.base
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
    if one == other:
        return True
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


def aligned(region: Region) -> list[Region]:
    """A changed stretch cut at each piece of its base, with what each side made of that piece.

    What a side put in stands with the piece before it. A stretch that cannot be told apart so,
    because a side has nothing like its base, is left whole.
    """
    base, mine, theirs = region
    cuts = [_cuts(base, side) for side in (mine, theirs)]
    own, others = cuts
    if own is None or others is None:
        return [region]
    return [
        Region(base[at : at + 1], mine[own[at] : own[at + 1]], theirs[others[at] : others[at + 1]])
        for at in range(len(base))
    ]


def _cuts(base: Pieces, side: Pieces) -> list[int] | None:
    """Where in a side the counterpart of each base piece begins, and the side's end."""
    if not side:
        return [0] * (len(base) + 1)
    pairs = _with_neighbours(_counterparts(base, side), (len(base), len(side)))
    if not pairs:
        return None
    cuts, end = [], len(side)
    for at in reversed(range(len(base))):
        end = pairs.get(at, end)
        cuts.append(end)
    return [0, *cuts[::-1][1:], len(side)]


def _with_neighbours(pairs: dict[int, int], ends: tuple[int, int]) -> dict[int, int]:
    """What lies between two pairs, as many pieces here as there, is paired in order."""
    found, before = dict(pairs), (-1, -1)
    for pair in (*pairs.items(), ends):
        here, there = range(before[0] + 1, pair[0]), range(before[1] + 1, pair[1])
        if len(here) == len(there):
            found.update(zip(here, there, strict=True))
        before = pair
    return found


def _counterparts(base: Pieces, side: Pieces) -> dict[int, int]:
    """Which piece of a side is made from which of the base: the most words kept, in order."""
    if len(base) * len(side) > COMPARED:
        return {}
    there = [frozenset(each.text.split()) for each in side]
    best: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())] * (len(side) + 1)
    for at, piece in enumerate(base):
        here, row = frozenset(piece.text.split()), [best[0]]
        for other, words in enumerate(there):
            alike = 2 * len(here & words) / max(1, len(here) + len(words))
            score, pairs = best[other]
            options = [best[other + 1], row[other]]
            if alike >= ALIKE:
                options.insert(0, (score + alike, (*pairs, (at, other))))
            row.append(max(options, key=lambda each: each[0]))
        best = row
    return dict(best[-1][1])


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
