# SPDX-License-Identifier: GPL-3.0-or-later
"""Assignment: who is to do what for a story, what waits for whom, and when it is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from editor.model.profile import NewsDesk, SiteProfile
from editor.model.workflow import Act, Role, State

TASKS = ("writer", "photographer", "editor")
"""What a person can be assigned to a story for."""

EDITORIAL = (State.SUBMITTED, State.EDITING, State.AWAITING_APPROVAL, State.APPROVED)
"""States in which a story waits for those who edit and decide."""

UNFINISHED = (State.DRAFT, *EDITORIAL)
"""States in which a story has still to be written, edited or approved by its due time."""

IN_WORK = (*UNFINISHED, State.SCHEDULED)
"""States in which the plan shows a story: readers do not have it yet."""

_UP = frozenset({Act.START_EDITING, Act.PASS_ON, Act.APPROVE, Act.PUBLISH})
"""What the ladder asks of those who edit and decide."""

CAPTIONS = "captions"
"""Among what a desk waits for: pictures without captions."""


@dataclass(frozen=True, slots=True)
class Assignee:
    """One person who is to do something for a story."""

    person: str
    role: str = "writer"
    """One of `TASKS`; that of a newer version is kept as it is."""


def reassigned(
    people: Sequence[Assignee], tasks: Mapping[str, Sequence[str]]
) -> tuple[Assignee, ...]:
    """Who is assigned once some tasks are other people's; who has another task keeps it.

    Args:
        people: as they are assigned.
        tasks: for each task that changes, the names of those who have it then.
    """
    others = (each for each in people if each.role not in tasks)
    new = (Assignee(name, role) for role, names in tasks.items() for name in names)
    return tuple(dict.fromkeys((*others, *new)))


@dataclass(frozen=True, slots=True)
class Me:
    """A person before the list of stories: what may be theirs and what may wait for them."""

    names: tuple[str, ...] = ()
    """As bylines and assignments may call them."""
    role: Role = Role.ADMIN
    desk: str = ""
    """The key of the desk they work for; empty: any."""
    everywhere: tuple[State, ...] = ()
    """States in which stories of every desk wait for them."""
    own: tuple[State, ...] = ()
    """States in which stories wait for them that are of no other desk."""
    others: tuple[str, ...] = ()
    """The keys of the other desks; a story of a desk that is gone is of none of them."""
    captions: bool = False
    """Pictures without captions wait for their desk."""


def me(names: Sequence[str], role: Role, desk: str, profile: SiteProfile) -> Me:
    """A person of a desk.

    Args:
        names: as the person is called; empty ones are left out.
        role: what the server calls them.
        desk: the key of their desk; empty, or one that the site has not got: any.
        profile: of the site: its desks, and its ladder, which says what a role is asked for.
    """
    own = next((each for each in profile.desks if each.key == desk), NewsDesk("", ""))
    others = {wait for each in profile.desks if each.key != own.key for wait in each.waits}
    asked = [state for state in EDITORIAL if _UP & set(profile.ladder.acts(state, role))]
    everywhere = tuple(state for state in asked if not own.key or state.value in own.waits)
    rest = (state for state in asked if state not in everywhere and state.value not in others)
    return Me(
        names=tuple(dict.fromkeys(filter(None, names))),
        role=role,
        desk=own.key,
        everywhere=everywhere,
        own=tuple(rest),
        others=tuple(each.key for each in profile.desks if each.key != own.key),
        captions=role is Role.PHOTO or CAPTIONS in own.waits,
    )


class Span(StrEnum):
    """When a story is due, as a newsroom reckons."""

    OVERDUE = "overdue"
    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEK = "week"
    """Later, but before the next Monday."""
    LATER = "later"
    NONE = "none"
    """No time was set."""


def span_of(due_at: datetime | None, now: datetime, zone: tzinfo | None) -> Span:
    """In which part of the plan a due time lies, by the clock of a zone (None: the computer's)."""
    if due_at is None:
        return Span.NONE
    if due_at < now:
        return Span.OVERDUE
    starts = _days(now, zone)
    ends = zip((Span.TODAY, Span.TOMORROW, Span.WEEK), starts, strict=True)
    return next((span for span, end in ends if due_at < end), Span.LATER)


def bounds(
    span: Span, now: datetime, zone: tzinfo | None
) -> tuple[datetime | None, datetime | None]:
    """From when and before when a story is due that lies in a part of the plan; None: no limit.

    Today begins with now: what was due before it is overdue.
    """
    tomorrow, after, monday = _days(now, zone)
    return {
        Span.OVERDUE: (None, now),
        Span.TODAY: (now, tomorrow),
        Span.TOMORROW: (tomorrow, after),
        Span.WEEK: (after, max(after, monday)),
        Span.LATER: (max(after, monday), None),
        Span.NONE: (None, None),
    }[span]


def _days(now: datetime, zone: tzinfo | None) -> tuple[datetime, datetime, datetime]:
    """When tomorrow begins, the day after it, and the next Monday."""
    today = now.astimezone(zone).date()
    days = (1, 2, 7 - today.weekday())
    first, second, monday = (_midnight(today + timedelta(days=each), zone) for each in days)
    return first, second, monday


def _midnight(day: date, zone: tzinfo | None) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(zone)
