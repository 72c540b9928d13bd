# SPDX-License-Identifier: GPL-3.0-or-later
"""States, acts, and what the story keeps of them; `editor.model.ladder` has who may do what."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum


class State(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    EDITING = "editing"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"
    SPIKED = "spiked"


class Act(StrEnum):
    """What a person does to an article; never a by-product of saving its text."""

    SUBMIT = "submit"
    START_EDITING = "start_editing"
    RETURN = "return"
    PASS_ON = "pass_on"
    APPROVE = "approve"
    PUBLISH = "publish"
    UPDATE = "update"
    UNSCHEDULE = "unschedule"
    TAKE_DOWN = "take_down"
    REPUBLISH = "republish"
    RESTORE = "restore"
    SPIKE = "spike"
    UNSPIKE = "unspike"


@dataclass(frozen=True, slots=True)
class Deed:
    """One act as it was done, in the story's own record; only the server writes it."""

    number: int
    """Which one of this story's, from 1."""
    act: str
    """The act's name, or `CHANGED`; one that only a newer version knows stays as it is."""
    by: str
    """Who."""
    at: datetime
    """When, by the server's clock; aware UTC."""
    reason: str = ""
    publish_at: datetime | None = None
    """When readers were to get it, where a time was set."""

    @property
    def name(self) -> str:
        """What it is called where an act says what it had seen: another one for each deed."""
        return f"{self.number}-{self.at.astimezone(UTC):%Y%m%dT%H%M%S.%f}"


Deeds = tuple[Deed, ...]

CHANGED = "changed"
"""The deed, no act, of one who changed an approved story and may not approve it."""

MOST_DEEDS = 60
"""So many are kept; of those before, the newest take-down alone."""


@dataclass(frozen=True, slots=True)
class Wish:
    """An act as a person asked for it."""

    act: Act
    reason: str = ""
    """Why; some acts need one."""
    publish_at: datetime | None = None
    """When it is to go before readers, by the server's clock; None: at once."""
    override: str = ""
    """Why readers get it although the rights of its pictures bar it; empty: those bars hold."""
    bars: tuple[str, ...] = ()
    """The bars that this was said of; see `editor.model.rights.Override`."""


class Role(StrEnum):
    """What a person is to a newsroom, weakest first."""

    READER = "reader"
    PHOTO = "photo"
    WRITER = "writer"
    EDITOR = "editor"
    ADMIN = "admin"


WRITERS = frozenset({Role.WRITER, Role.EDITOR, Role.ADMIN})
"""Who writes stories."""
EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
"""Who decides what goes before readers."""
NEEDS_REASON = frozenset({Act.RETURN, Act.TAKE_DOWN})
"""Acts that a person must explain."""

GOES_PUBLIC = frozenset({Act.PUBLISH, Act.UPDATE, Act.REPUBLISH})
"""Acts that put the article as it now stands before readers."""


def newest(deeds: Deeds, act: Act) -> Deed | None:
    """When an act was last done; None: never, as far as is known."""
    return next((each for each in reversed(deeds) if each.act == act), None)


def with_deed(deeds: Deeds, deed: Deed) -> Deeds:
    """The record with one more deed at its end, which gets the next number."""
    number = deeds[-1].number + 1 if deeds else 1
    told = (*deeds, replace(deed, number=number))
    kept = told[-MOST_DEEDS:]
    last = newest(told, Act.TAKE_DOWN)
    return kept if last is None or last in kept else (last, *kept[1:])


def seen_in(deeds: Deeds) -> str:
    """What an act says that it had seen: the name of the newest take-down; empty: there is none."""
    last = newest(deeds, Act.TAKE_DOWN)
    return "" if last is None else last.name


def changed_since(deeds: Deeds) -> Deed | None:
    """The change that undid an approval; None: there was none, or more was done since."""
    return deeds[-1] if deeds and deeds[-1].act == CHANGED else None


def returned(state: State, deeds: Deeds) -> Deed | None:
    """The return that a draft still answers; None: it was not sent back, or was handed in since."""
    last = deeds[-1] if deeds else None
    is_back = state is State.DRAFT and last is not None and last.act == Act.RETURN
    return last if is_back else None
