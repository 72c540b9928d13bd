# SPDX-License-Identifier: GPL-3.0-or-later
"""Remark: a colleague's comment or suggested change, tied to words of the copy; never published."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from editor.model.workflow import Role


class Outcome(StrEnum):
    """How a remark was settled."""

    RESOLVED = "resolved"
    """It is dealt with; the copy is as somebody left it."""
    ACCEPTED = "accepted"
    """What was suggested stands in the copy."""
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where the words of a remark stand in the copy, so that `editor.text.anchors` finds them."""

    words: str
    """Empty: a place between two letters."""
    before: str = ""
    """A few letters of the copy that stand before them."""
    after: str = ""
    """... and behind them."""
    place: int = 0
    """Where they began when somebody last looked, in characters: a hint, no more."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a remark; aware UTC."""

    id: str
    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Settlement:
    """Who settled a remark, when (aware UTC) and how."""

    outcome: Outcome
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on words of the copy, or other words for them. Colleagues alone see it."""

    id: str
    """A UUIDv7 made by the laptop; never used for order."""
    author: str
    at: datetime
    """Aware UTC."""
    quote: str
    """The words as they stood when it was written; that never changes."""
    anchor: Anchor
    """Where these words, or what has become of them, stand."""
    text: str = ""
    """What is said; of a suggestion why, and it may be empty."""
    replacement: str | None = None
    """What is suggested for the words, empty: to take them out. None: it is a comment."""
    replies: tuple[Reply, ...] = ()
    settled: Settlement | None = None
    """None: it is open."""

    @property
    def is_suggestion(self) -> bool:
        """Whether it suggests other words."""
        return self.replacement is not None

    @property
    def is_open(self) -> bool:
        """Whether it waits for somebody."""
        return self.settled is None


Remarks = tuple[Remark, ...]
"""All that colleagues said of one article, whatever became of it."""

DECIDERS = frozenset({Role.WRITER, Role.EDITOR, Role.ADMIN})
"""Who may accept or reject what is suggested: whoever may change the copy."""


def added(remarks: Remarks, remark: Remark) -> Remarks:
    """With one more."""
    return (*remarks, remark)


def answered(remarks: Remarks, remark_id: str, reply: Reply) -> Remarks:
    """With an answer to one of them."""
    return tuple(
        replace(each, replies=(*each.replies, reply)) if each.id == remark_id else each
        for each in remarks
    )


def settled(remarks: Remarks, ids: frozenset[str], settlement: Settlement | None) -> Remarks:
    """With some of them settled, or open again; the others are as they were."""
    return tuple(replace(each, settled=settlement) if each.id in ids else each for each in remarks)


def moved(remarks: Remarks, anchors: dict[str, Anchor]) -> Remarks:
    """With the words of some of them where they stand now, by the remark's id."""
    return tuple(
        replace(each, anchor=anchors[each.id]) if each.id in anchors else each for each in remarks
    )


def waiting(remarks: Remarks) -> Remarks:
    """Those that are open."""
    return tuple(each for each in remarks if each.is_open)
