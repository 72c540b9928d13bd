# SPDX-License-Identifier: GPL-3.0-or-later
"""A comparison as it is read: head, fields, copy and pictures, part by part, each with its look."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from PySide6.QtCore import QObject

from editor.model.article import Article, Author, Correction
from editor.model.assignment import Assignee
from editor.model.profile import SiteProfile
from editor.model.workflow import State
from editor.text.comparison import FACTS, Comparison, FieldChange, PictureChange
from editor.text.wording import Change, Mark, Run, Stretch
from ui import words

HEAD = ("kicker", "headline", "standfirst")
"""What is shown of a story whether it changed or not, besides the copy."""
OPENING_WORDS = 8
"""So many words of a paragraph that moved away say which it was."""
CONTEXT = 70
"""Characters of copy that stays, on either side of a change, where only changes are told."""
_NOTHING = "—"
_MOVED = (Change.LEFT, Change.ARRIVED)
_RETURN = "\u00b6"
"""Stands where a line's end came or went."""


class Part(NamedTuple):
    """Some text that looks alike."""

    look: str
    """`kicker`, `headline`, `standfirst`, `copy` or `label`."""
    mark: Mark
    text: str
    change: int = -1
    """The number of the change that it belongs to; -1: it stands in both versions."""
    anchor: int = -1
    """Of what begins a stretch that both sides have: its number."""


class Side(NamedTuple):
    """Which version is shown, where the two stand side by side."""

    hides: Mark | None = None
    """Words that this one does not have; None: both versions as one text."""
    untold: Change | None = None
    """What moved stands in each version once."""


BOTH, OLDER = Side(), Side(Mark.CAME, Change.ARRIVED)
NEWER = Side(Mark.GONE, Change.LEFT)


class Teller(QObject):
    """Puts comparisons into words.

    Args:
        profile: of the newspaper, with its clock and its names for categories, desks and genres.
    """

    def __init__(self, profile: SiteProfile) -> None:
        super().__init__()
        self._zone = profile.time_zone
        self._names = {
            "category": profile.category_name,
            "other_categories": profile.category_name,
            "desk": profile.desk_name,
            "genre": profile.rates.genre_name,
        }

    def parts(self, found: Comparison, newer: Article, side: Side = BOTH) -> list[Part]:
        """All that is shown of two versions, in order."""
        numbers: dict[int, int] = {id(each): at for at, each in enumerate(found.changes)}
        told = [
            *self._head(found, newer, numbers),
            *self._fields(found.fields, numbers),
            *self._copy(found.copy, numbers, side),
            *self._pictures(found.pictures, numbers),
        ]
        return [each for each in told if each.mark is not side.hides]

    def _head(
        self, found: Comparison, newer: Article, numbers: Mapping[int, int]
    ) -> Iterator[Part]:
        changed = {each.field: each for each in found.fields}
        for anchor, name in enumerate(HEAD):
            change = changed.get(name)
            runs = change.runs if change else (Run(Mark.KEPT, getattr(newer, name)),)
            if any(run.text for run in runs):
                number = -1 if change is None else numbers[id(change)]
                yield from _worded(name, runs, number, anchor)
                yield Part(name, Mark.KEPT, "\n")

    def _fields(self, changes: Sequence[FieldChange], numbers: Mapping[int, int]) -> Iterator[Part]:
        others = [each for each in changes if each.field not in HEAD]
        if others:
            yield Part("label", Mark.KEPT, "\n")
        for change in others:
            yield from self._field(change, numbers[id(change)])

    def _field(self, change: FieldChange, number: int) -> Iterator[Part]:
        word = words.picture_field_word if change.field in FACTS else words.field_word
        yield Part("label", Mark.KEPT, f"{word(change.field)}  ", number)
        runs = change.runs or [
            Run(mark, self.value(change.field, value))
            for mark, value in ((Mark.GONE, change.old), (Mark.CAME, change.new))
        ]
        yield from _worded("label", [run for run in runs if run.text], number)
        yield Part("label", Mark.KEPT, "\n")

    def _copy(
        self, copy: Sequence[Stretch], numbers: Mapping[int, int], side: Side
    ) -> Iterator[Part]:
        for place, stretch in enumerate(copy):
            if stretch.change is side.untold:
                continue
            anchor = place + len(HEAD)
            number = numbers.get(id(stretch), -1)
            yield Part("copy", Mark.KEPT, "\n")
            if stretch.change is Change.LEFT and side is BOTH:
                opening = " ".join(stretch.runs[0].text.split()[:OPENING_WORDS])
                said = self.tr("Moved away from here: “{opening} …”").format(opening=opening)
                yield Part("label", Mark.KEPT, said, -1, anchor)
            else:
                if stretch.change in _MOVED:
                    told = (
                        self.tr("Moved to here")
                        if stretch.change is Change.ARRIVED
                        else self.tr("Moved away from here")
                    )
                    yield Part("label", Mark.KEPT, f"{told}\n", number)
                yield from _worded("copy", stretch.runs, number, anchor)
            yield Part("copy", Mark.KEPT, "\n")

    def _pictures(
        self, pictures: Sequence[PictureChange], numbers: Mapping[int, int]
    ) -> Iterator[Part]:
        said = {
            Change.CAME: (self.tr("Picture added"), Mark.CAME),
            Change.GONE: (self.tr("Picture removed"), Mark.GONE),
            Change.CHANGED: (self.tr("Picture"), Mark.KEPT),
        }
        for change in pictures:
            number, (what, mark) = numbers[id(change)], said[change.change]
            yield Part("label", Mark.KEPT, f"\n{what}  ", number)
            yield Part("label", mark, change.name, number)
            yield Part("label", Mark.KEPT, "\n")
            for each in change.fields:
                yield from self._field(each, number)

    def value(self, field: str, value: object) -> str:
        """What a field says, on one line."""
        if isinstance(value, tuple):
            return self._list(field, value)
        if isinstance(value, str) and not isinstance(value, State):
            return self._names.get(field, str)(value) if value else _NOTHING
        if value is None:
            return _NOTHING
        if field == "royalty_coefficient" and isinstance(value, int):
            return words.coefficient(value)
        if isinstance(value, bool):
            return self.tr("yes") if value else self.tr("no")
        return self._one(value)

    def _list(self, field: str, values: tuple[object, ...]) -> str:
        if field == "related":
            return words.number(len(values))
        if field == "royalty_shares":
            return ", ".join(
                " ".join((*map(str, each), "%")) for each in values if isinstance(each, tuple)
            )
        return ", ".join(self.value(field, each) for each in values) or _NOTHING

    def _one(self, value: object) -> str:
        if isinstance(value, State):
            return words.state_word(value)
        if isinstance(value, datetime):
            return words.date_time(value, self._zone)
        if isinstance(value, Author):
            return value.byline
        if isinstance(value, Assignee):
            return f"{value.person} ({words.task_word(value.role)})"
        if isinstance(value, Correction):
            return f"{value.wrong} → {value.right}" if value.wrong else value.right
        return words.number(value) if isinstance(value, int) else self.tr("set")


def changed_only(parts: Sequence[Part]) -> list[Part]:
    """Of all that is shown of two versions what belongs to a change, a blank line between."""
    told: list[Part] = []
    for part in parts:
        if part.change >= 0:
            told.append(_shortened(part) if part.mark is Mark.KEPT else part)
        elif part.text == "\n" and told and told[-1].change >= 0:
            told.append(part._replace(text="\n" if part.look == "label" else "\n\n"))
    return told


def _shortened(part: Part) -> Part:
    """Of long copy that stays what stands beside the changes."""
    if len(part.text) <= 2 * CONTEXT + 20:
        return part
    head, tail = part.text[:CONTEXT], part.text[-CONTEXT:]
    return part._replace(text=f"{head.rpartition(' ')[0]} … {tail.partition(' ')[2]}")


def _worded(look: str, runs: Sequence[Run], number: int, anchor: int = -1) -> Iterator[Part]:
    for place, run in enumerate(runs):
        text = run.text
        if run.mark is Mark.CAME:
            text = text.replace("\n\n", f"{_RETURN}\n\n")
        elif run.mark is Mark.GONE and not text.strip():
            text = f"{_RETURN} "
        elif run.mark is Mark.GONE and place + 1 < len(runs) and not text[-1:].isspace():
            text += " "
        yield Part(look, run.mark, text, number, anchor if place == 0 else -1)
