# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheet of a month: what each story earns whom, and what is to be mended first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from editor.model.article import ArticleId
from editor.model.rates import Rates
from editor.text.vietnamese import fold, nfc, sort_key


def called(name: str) -> str:
    """A name as it is compared where money is concerned: its marks count, its capitals do not."""
    return " ".join(nfc(name).casefold().split())


class Kind(StrEnum):
    """What somebody is paid for."""

    STORY = "story"
    PICTURE = "picture"
    ADJUSTMENT = "adjustment"


class Doubt(StrEnum):
    """What a person should look at before a story is paid."""

    NO_GENRE = "no_genre"
    UNKNOWN_GENRE = "unknown_genre"
    OUTSIDE_RANGE = "outside_range"
    NO_AUTHOR = "no_author"
    NO_REAL_NAME = "no_real_name"
    SHARES = "shares"
    UNKNOWN_PHOTOGRAPHER = "unknown_photographer"
    TAKEN_DOWN = "taken_down"


@dataclass(frozen=True, slots=True)
class Line:
    """What one person earns by one story."""

    kind: Kind
    person: str
    """The real name; empty: nobody wrote it down."""
    pen_name: str
    coefficient: int
    """In hundredths; of an adjustment it may be negative, and its amount too."""
    amount: int
    """In the smallest unit of the currency."""
    pictures: int = 0

    @property
    def name(self) -> str:
        """The name to pay by, or the pen name where there is no other."""
        return self.person or self.pen_name

    @property
    def key(self) -> str:
        """The same for one and the same person; a pen name alone is nobody else's."""
        return called(self.person) if self.person else f"({called(self.pen_name)})"


@dataclass(frozen=True, slots=True)
class Story:
    """One story of the ledger, and what it earns."""

    id: ArticleId
    headline: str
    category: str
    genre: str
    """As people know it; empty: none was chosen."""
    published_at: datetime
    """First publication, by the server's clock."""
    coefficient: int = 0
    """Of the story without its pictures, in hundredths."""
    note: str = ""
    is_photo: bool = False
    is_live: bool = True
    updates: int = 0
    corrections: int = 0
    lines: tuple[Line, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    month: str = ""
    """Of an adjustment, the closed month that it is about."""

    @property
    def amount(self) -> int:
        """What all lines come to."""
        return sum(each.amount for each in self.lines)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A month as the ledger has it."""

    month: str
    """`2026-11`."""
    time_zone: str
    """In which it begins and ends."""
    rates: Rates
    made_at: datetime
    """By the server's clock."""
    stories: tuple[Story, ...] = ()
    """First published in the month, in that order."""
    adjustments: tuple[Story, ...] = ()
    """What changed of closed months since, to be settled with this one."""
    closed_at: datetime | None = None
    """From then on its figures stay; None: they still follow the stories."""
    closed_by: str = ""
    is_whole: bool = True
    """Whether it tells of everybody; to a writer only of what is theirs."""

    @property
    def every(self) -> tuple[Story, ...]:
        """The stories, and the adjustments after them."""
        return (*self.stories, *self.adjustments)

    @property
    def lines(self) -> tuple[Line, ...]:
        """What is earned by all of them."""
        return tuple(line for each in self.every for line in each.lines)

    @property
    def amount(self) -> int:
        """What the month comes to."""
        return sum(each.amount for each in self.every)


@dataclass(frozen=True, slots=True)
class Row:
    """One person's month."""

    name: str
    pen_names: tuple[str, ...]
    is_known: bool
    """Whether the name is a real one."""
    stories: int
    pictures: int
    coefficient: int
    """In hundredths."""
    amount: int
    key: str
    """Of `Line`."""


def own(sheet: Sheet, person: str) -> Sheet:
    """The sheet as one person may see it: their own lines alone.

    A line is theirs by its real name; one that has none, by its pen name.
    """
    whose = called(person)
    stories, adjustments = (
        _with_lines(told, lambda line: bool(whose) and called(line.name) == whose)
        for told in (sheet.stories, sheet.adjustments)
    )
    return replace(sheet, stories=stories, adjustments=adjustments, is_whole=False)


def narrowed(sheet: Sheet, *, person: str = "", category: str = "") -> Sheet:
    """The sheet with only what is of people whose name has these letters, and of one category.

    Args:
        sheet: a month.
        person: some letters of a name or a pen name, with marks or without; empty: everybody.
        category: its key; empty: all.
    """
    wanted = fold(person)
    stories, adjustments = (
        tuple(each for each in told if not category or each.category == category)
        for told in (sheet.stories, sheet.adjustments)
    )
    if wanted:
        stories, adjustments = (
            _with_lines(told, lambda line: wanted in fold(f"{line.person} {line.pen_name}"))
            for told in (stories, adjustments)
        )
    return replace(sheet, stories=stories, adjustments=adjustments)


def rows(sheet: Sheet) -> list[Row]:
    """The people of a sheet, in the order of the alphabet, each with what they earn."""
    lines: dict[str, list[tuple[Story, Line]]] = {}
    for story in sheet.every:
        for line in story.lines:
            lines.setdefault(line.key, []).append((story, line))
    return sorted(map(_row, lines.values()), key=lambda row: (sort_key(row.name), row.key))


def doubtful(sheet: Sheet) -> list[Story]:
    """The stories that a person should look at, in their order."""
    return [each for each in sheet.stories if each.doubts]


def _row(lines: list[tuple[Story, Line]]) -> Row:
    first = lines[0][1]
    written = {story.id for story, line in lines if line.kind is Kind.STORY}
    pens = (line.pen_name for _story, line in lines if line.pen_name not in ("", line.person))
    return Row(
        name=first.name,
        pen_names=tuple(dict.fromkeys(pens)),
        is_known=bool(first.person),
        stories=len(written),
        pictures=sum(line.pictures for _story, line in lines),
        coefficient=sum(line.coefficient for _story, line in lines),
        amount=sum(line.amount for _story, line in lines),
        key=first.key,
    )


def _with_lines(stories: Iterable[Story], is_wanted: Callable[[Line], bool]) -> tuple[Story, ...]:
    kept = (replace(each, lines=tuple(filter(is_wanted, each.lines))) for each in stories)
    return tuple(each for each in kept if each.lines)
