# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: each of our names, what it is in a house of another kind, and what is proposed or open."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.model.mapping import Choice, Choices, HouseMap, Kind, Match, letters
from editor.model.profile import HouseNames
from editor.text.vietnamese import fold, slug


class Fate(StrEnum):
    """What becomes of one of ours in the house."""

    LOST = "lost"
    """It was decided, but the house has that no more."""
    OPEN = "open"
    """There is nothing that it could be: a person has to say."""
    ALIKE = "alike"
    """Something there looks like it: a person has to say yes."""
    NEW = "new"
    """It is made there when a story with it is sent."""
    MAPPED = "mapped"
    """It was decided."""
    STAYS = "stays"
    """It was decided that it is not sent."""
    SAME = "same"
    """It has just these letters there, and goes by itself."""


UNDECIDED: Final = frozenset({Fate.LOST, Fate.OPEN, Fate.ALIKE})
"""Where a person has to say something."""
_ORDER: Final = {Kind.CATEGORY: 0, Kind.PERSON: 1, Kind.TAG: 2}
_FIRST: Final = {Fate.LOST: 0, Fate.OPEN: 0, Fate.ALIKE: 1, Fate.NEW: 2}


@dataclass(frozen=True, slots=True)
class Known:
    """One of ours."""

    kind: Kind
    ours: str
    """As `Match` has it."""
    name: str = ""
    """What a category is called; who a pen name is."""
    stories: int = 0
    """How many stories here have it."""


@dataclass(frozen=True, slots=True)
class Line:
    """One of ours, and what it is there."""

    known: Known
    fate: Fate
    choice: Choice | None = None
    """What it is, or could be; None: nothing."""

    @property
    def is_undecided(self) -> bool:
        """Whether a person has to say something."""
        return self.fate in UNDECIDED

    @property
    def match(self) -> Match | None:
        """The line as a decision: what stands in it; None: nothing does."""
        known = self.known
        if self.choice is None and self.fate is not Fate.STAYS:
            return None
        remote_id = "" if self.choice is None else self.choice.remote_id
        return Match(known.kind, known.ours, remote_id, known.name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The map of a house, each of ours once: what a person has to decide on comes first."""

    lines: tuple[Line, ...]
    choices: Choices

    def of(self, kind: Kind) -> tuple[Line, ...]:
        """The lines of one kind."""
        return tuple(each for each in self.lines if each.known.kind is kind)

    def undecided(self, kind: Kind) -> int:
        """How many of a kind wait for a person."""
        return sum(each.is_undecided for each in self.of(kind))


def sheet(known: Iterable[Known], choices: Choices, house_map: HouseMap) -> Sheet:
    """The map of a house.

    Args:
        known: what of ours there is; what was decided on is added.
        choices: what there is in the house.
        house_map: what was decided.
    """
    found = {(each.kind, letters(each.ours)): each for each in known}
    for match in house_map.matches:
        key = match.kind, letters(match.ours)
        found.setdefault(key, Known(match.kind, match.ours, match.name))
    look = _Alike(choices)
    lines = [_line(each, choices, house_map, look) for each in found.values()]
    return Sheet(tuple(sorted(lines, key=_place)), choices)


def changed(house_map: HouseMap, matches: Iterable[Match]) -> HouseMap:
    """The map after some were decided; what was decided of them before is forgotten."""
    new = {(each.kind, letters(each.ours)): each for each in matches}
    old = (e for e in house_map.matches if (e.kind, letters(e.ours)) not in new)
    return HouseMap((*old, *new.values()))


def without(house_map: HouseMap, kind: Kind, ours: str) -> HouseMap:
    """The map after nothing is decided any more about one of ours."""
    found = house_map.of(kind, ours)
    return HouseMap(tuple(each for each in house_map.matches if each is not found))


def house_names(house_map: HouseMap, choices: Choices) -> HouseNames:
    """What of our names a house knows, for a check that asks nobody."""
    decided = house_map.matches
    tags = {letters(each.ours) for each in decided if each.kind is Kind.TAG}
    tags |= {letters(each.name) for each in choices.of(Kind.TAG)}
    people = {letters(each.ours) for each in decided if each.kind is Kind.PERSON}
    people |= {letters(each.name) for each in choices.of(Kind.PERSON)}
    stays = (e.ours for e in decided if e.kind is Kind.CATEGORY and not e.remote_id)
    whole = frozenset(tags) if choices.is_whole else None
    return HouseNames(whole, frozenset(people), frozenset(map(letters, stays)))


class _Alike:
    """Finds what looks like one of ours, where there is only one such."""

    def __init__(self, choices: Choices) -> None:
        self._found: dict[tuple[Kind, str], list[Choice]] = {}
        for each in choices.all:
            for name in {fold(each.name), fold(each.slug.replace("-", " "))} - {""}:
                self._found.setdefault((each.kind, name), []).append(each)

    def find(self, known: Known) -> Choice | None:
        # Who a pen name is, is nobody's business there.
        for name in (known.ours, "" if known.kind is Kind.PERSON else known.name):
            found = self._found.get((known.kind, fold(name.replace("-", " "))), [])
            if len(found) == 1:
                return found[0]
        return None


def _line(known: Known, choices: Choices, house_map: HouseMap, look: _Alike) -> Line:
    match = house_map.of(known.kind, known.ours)
    if match is not None and not match.remote_id:
        return Line(known, Fate.STAYS)
    if match is not None:
        there = choices.find(known.kind, match.remote_id)
        if there is None and known.kind is Kind.TAG and not choices.is_whole:
            there = Choice(known.kind, match.remote_id, known.ours)
        return Line(known, Fate.LOST if there is None else Fate.MAPPED, there)
    same = choices.named(known.kind, known.ours)
    if same is not None:
        return Line(known, Fate.SAME, same)
    alike = look.find(known)
    if alike is not None:
        return Line(known, Fate.ALIKE, alike)
    is_made = known.kind is Kind.TAG and Kind.TAG in choices.may_make
    return Line(known, Fate.NEW if is_made else Fate.OPEN)


def _place(line: Line) -> tuple[int, int, int, str]:
    known = line.known
    return _ORDER[known.kind], _FIRST.get(line.fate, 3), -known.stories, slug(known.ours)
