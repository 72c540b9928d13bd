# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps of writing that can be taken back, as splices; what came from others stays out of them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

CODE = "utf-16-le"
UNIT_BYTES = 2
MOST_STEPS = 2000
MOST_BYTES = 500_000
"""What is kept of one field: so many steps, the newest, of so many bytes of text at most."""


class Splice(NamedTuple):
    """At a place of a text, some text goes and other text comes; counted in UTF-16 units."""

    at: int
    removed: bytes
    added: bytes

    @property
    def back(self) -> "Splice":
        """What takes it back."""
        return Splice(self.at, self.added, self.removed)

    @property
    def longer(self) -> int:
        """By how many units the text becomes longer."""
        return (len(self.added) - len(self.removed)) // UNIT_BYTES


class Step(NamedTuple):
    """Splices that are taken back together, in the order in which they came about."""

    splices: tuple[Splice, ...]
    is_theirs: bool = False
    """It came from somebody else."""
    level: int = 0
    """Where it stands in the undo stack of the window; means nothing elsewhere."""

    @property
    def size_bytes(self) -> int:
        """How much text it holds."""
        return sum(len(each.removed) + len(each.added) for each in self.splices)


@dataclass(frozen=True, slots=True)
class Kept:
    """The steps of one field of a story, oldest first, and the text that they fit."""

    steps: tuple[Step, ...]
    done: int
    """So many of them stand in the text; the others were taken back."""
    digest: str
    """Of the text."""


def digest(text: bytes) -> str:
    """By which a text is known again; `text` is in UTF-16."""
    return hashlib.blake2b(text, digest_size=16).hexdigest()


def kept(steps: Sequence[Step], done: int, text: bytes) -> Kept:
    """What of some steps is kept: a person's own, as if all that came from others came first.

    A step that somebody else's words overlap goes, and so do those before it. Cost: 2 ms for what
    is kept, 30 ms with forty arrivals among it; nothing for what is older.

    Args:
        steps: oldest first.
        done: so many stand in the text.
        text: as it stands, in UTF-16.
    """
    own = _own(steps[:done])
    redo: list[Step] = []
    for each in steps[done:]:
        if each.is_theirs:
            break
        redo.append(each)
    size = sum(each.size_bytes for each in (*own, *redo))
    first = 0
    while first < len(own) and size > MOST_BYTES:
        size -= own[first].size_bytes
        first += 1
    if size > MOST_BYTES or len(redo) > MOST_STEPS:
        redo = []
    return Kept((*own[first:], *redo), len(own) - first, digest(text))


def joined(splices: tuple[Splice, ...], later: Splice) -> tuple[Splice, ...]:
    """Splices with one more; what is typed on or rubbed out right there becomes one with it."""
    if not splices:
        return (later,)
    last = splices[-1]
    end = last.at + len(last.added) // UNIT_BYTES
    gone = len(later.removed) // UNIT_BYTES
    if later.at == end and not later.removed:
        return (*splices[:-1], Splice(last.at, last.removed, last.added + later.added))
    if later.at + gone == end and not later.added and later.at >= last.at:
        left = last.added[: (later.at - last.at) * UNIT_BYTES]
        return (*splices[:-1], Splice(last.at, last.removed, left))
    return (*splices, later)


def trimmed(splice: Splice) -> Splice:
    """The same without the text that both sides begin and end with."""
    at, old, new = splice
    start = _common(old, new) if old and new else 0
    old, new = old[start:], new[start:]
    end = _common(_turned(old), _turned(new)) if old and new else 0
    return Splice(at + start // UNIT_BYTES, old[: len(old) - end], new[: len(new) - end])


def _own(steps: Sequence[Step]) -> list[Step]:
    """A person's newest own steps, each moved to after what came from others later."""
    found: list[Step] = []
    theirs: list[Splice] = []
    for step in reversed(steps):
        if step.is_theirs:
            theirs = [*step.splices, *theirs]
            continue
        own = list(step.splices)
        for place in reversed(range(len(own))):
            swapped = _swapped(own[place], theirs)
            if swapped is None:
                return found[::-1]
            theirs, own[place] = swapped
        found.append(Step(tuple(own)))
        if len(found) == MOST_STEPS:
            break
    return found[::-1]


def _swapped(first: Splice, others: Sequence[Splice]) -> tuple[list[Splice], Splice] | None:
    """The others before the first one, to the same end; None: they overlap."""
    moved: list[Splice] = []
    at, size, longer = first.at, len(first.added) // UNIT_BYTES, first.longer
    for other in others:
        if other.at >= at + size:
            moved.append(Splice(other.at - longer, other.removed, other.added))
        elif other.at + len(other.removed) // UNIT_BYTES <= at:
            moved.append(other)
            at += other.longer
        else:
            return None
    return moved, Splice(at, first.removed, first.added)


def _turned(text: bytes) -> bytes:
    """The units of a text from its end."""
    return text[::-1]


def _common(one: bytes, other: bytes) -> int:
    """How many bytes of whole units two texts begin with alike, by halving."""
    low, high = 0, min(len(one), len(other)) // UNIT_BYTES
    while low < high:
        middle = (low + high + 1) // 2
        if one[: middle * UNIT_BYTES] == other[: middle * UNIT_BYTES]:
            low = middle
        else:
            high = middle - 1
    return low * UNIT_BYTES
