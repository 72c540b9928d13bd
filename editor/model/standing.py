# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: how a story stands on its ladder: what its acts wait for, who returned it, its time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from editor.model.article import Article
from editor.model.outlet import Outlet, Stage
from editor.model.rows import Clashing, Line, OpState, OutboxRow, SyncStatus
from editor.model.workflow import Act, Deed, State, changed_since, newest, returned

LATE: Final = timedelta(seconds=10)
"""So long after its time a story that is still not out is called late."""
LATELY: Final = timedelta(hours=12)
"""So long it is told that a story went out at its time."""

_LINES = {Line.NONE: "none", Line.OFFLINE: "offline", Line.REFUSED: "signed_out"}
_ACTS = frozenset(each.value for each in Act)


class Tone(StrEnum):
    """How much what is told wants of a person."""

    QUIET = "quiet"
    FINE = "fine"
    NEEDS_YOU = "needs_you"


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to know of a story; the sentence of its code says it."""

    code: str
    """`standing.thing`."""
    tone: Tone = Tone.QUIET
    values: Mapping[str, object] = field(default_factory=dict)
    """What the sentence names; a moment as an aware datetime, `error` as a code."""
    op_id: str = ""
    """The act that was refused: it can be tried again or let go."""


@dataclass(frozen=True, slots=True)
class Around:
    """What is known besides the story itself."""

    rows: Sequence[OutboxRow]
    """All that waits to be sent."""
    clashes: Sequence[Clashing]
    """The open questions in this story."""
    status: SyncStatus
    now: datetime
    """By the server's clock, as far as it is known."""
    is_shown: bool | None = None
    """Whether the public page answers; None: it was not asked."""
    outlet: Outlet = field(default_factory=Outlet)
    """The site outside that the server publishes to."""


def standing(article: Article, around: Around) -> tuple[Told, ...]:
    """All that a person should know of how a story stands, the most urgent first.

    Args:
        article: as the server last told it.
        around: what waits, how the line is, what time it is.
    """
    told = (
        *_of_acts(article, around),
        *_of_time(article, around),
        *_of_outlet(article, around),
        *_of_deeds(article),
    )
    return tuple(sorted(told, key=lambda each: list(Tone).index(each.tone), reverse=True))


def _of_acts(article: Article, around: Around) -> Iterator[Told]:
    acts = [each for each in around.rows if _is_of(each, article) and each.kind in _ACTS]
    for row in acts:
        if row.state is OpState.PARKED and row.error != "acts.open_clash":
            values = {"act": row.kind, "error": row.error}
            yield Told("standing.refused", Tone.NEEDS_YOU, MappingProxyType(values), row.op_id)
    waiting = next((each for each in acts if each.state is not OpState.PARKED), None)
    waiting = waiting or next((each for each in acts if each.error == "acts.open_clash"), None)
    if waiting is not None:
        yield _waits(waiting, article, around)


def _waits(act: OutboxRow, article: Article, around: Around) -> Told:
    """What an act waits for: a person before the line, the line before the pictures."""
    mine: dict[str, object] = {"act": act.kind}
    if act.kind != Act.TAKE_DOWN:
        if around.clashes:
            fields = [each.field for each in around.clashes]
            return Told("standing.question", Tone.NEEDS_YOU, {**mine, "field": fields})
        held = next((each for each in around.rows if _holds(each, article)), None)
        if held is not None:
            values = {**mine, "what": held.kind, "error": held.error}
            return Told("standing.held", Tone.NEEDS_YOU, values, held.op_id)
    if around.status.is_paused:
        return Told("standing.paused", Tone.QUIET, mine)
    if around.status.line is not Line.ONLINE:
        return Told(f"standing.{_LINES[around.status.line]}", Tone.QUIET, mine)
    left = len({each.entity_id for each in around.rows if _is_picture(each, article)})
    if left and act.kind != Act.TAKE_DOWN:
        count = len(article.placements)
        values = {**mine, "number": count - left + 1, "count": count}
        return Told("standing.picture", Tone.QUIET, values)
    return Told("standing.turn", Tone.QUIET, mine)


def _of_time(article: Article, around: Around) -> Iterator[Told]:
    if article.state is State.SCHEDULED and article.publish_at is not None:
        at = article.publish_at
        values = {"at": at, "by": _planner(article)}
        if around.now < at:
            yield Told("standing.confirmed", Tone.FINE, values)
        elif around.status.line is not Line.ONLINE:
            yield Told("standing.unknown", Tone.QUIET, values)
        elif around.now >= at + LATE:
            yield Told("standing.late", Tone.NEEDS_YOU, values)
        else:
            yield Told("standing.due", Tone.QUIET, values)
    out = _went_out(article)
    if out is not None and around.now - out.at < LATELY:
        code = {True: "out", False: "not_shown", None: "published"}[around.is_shown]
        tone = Tone.NEEDS_YOU if around.is_shown is False else Tone.FINE
        yield Told(f"standing.{code}", tone, {"at": out.at})


def _of_outlet(article: Article, around: Around) -> Iterator[Told]:
    """Whether the readers of the site outside have what the server's readers have, and why not."""
    story, name = around.outlet.stories.get(article.id), around.outlet.name
    if story is None:
        return
    values: dict[str, object] = {"name": name}
    is_refused = bool(story.code) and not story.code.startswith("line.")
    if story.is_down and is_refused:
        yield Told("standing.outlet_stays", Tone.NEEDS_YOU, {**values, "error": story.code})
    elif story.stage is Stage.PARKED:
        yield Told("standing.outlet_refused", Tone.NEEDS_YOU, {**values, "error": story.code})
    elif story.code.startswith("line."):
        yield Told("standing.outlet_away", Tone.QUIET, values)
    elif story.code:
        yield Told("standing.outlet_waits", Tone.NEEDS_YOU, {**values, "error": story.code})
    elif story.stage is Stage.WAITING:
        code = "outlet_taking" if story.is_down else "outlet_bringing"
        yield Told(f"standing.{code}", Tone.QUIET, values)
    elif story.stood_at is not None and around.now - story.stood_at < LATELY:
        code = "outlet_lost" if story.is_down else "outlet_has"
        yield Told(f"standing.{code}", Tone.FINE, {**values, "at": story.stood_at})


def _of_deeds(article: Article) -> Iterator[Told]:
    back = returned(article.state, article.deeds)
    if back is not None:
        yield Told(f"standing.returned{_signed(back)}", Tone.NEEDS_YOU, _named(back))
    since = changed_since(article.deeds)
    if since is not None:
        yield Told(f"standing.changed{_signed(since)}", Tone.NEEDS_YOU, _named(since))
    down = newest(article.deeds, Act.TAKE_DOWN)
    if article.state is State.TAKEN_DOWN and down is not None:
        yield Told(f"standing.taken_down{_signed(down)}", Tone.QUIET, _named(down))


def _named(deed: Deed) -> Mapping[str, object]:
    return {"by": deed.by, "at": deed.at, "reason": deed.reason}


def _signed(deed: Deed) -> str:
    return "" if deed.by else "_unsigned"


def _planner(article: Article) -> str:
    return article.deeds[-1].by if article.deeds else ""


def _went_out(article: Article) -> Deed | None:
    """The deed of the server's clock, where the newest is one."""
    if article.state is not State.PUBLISHED or len(article.deeds) < 2:
        return None
    planned, last = article.deeds[-2:]
    at = planned.publish_at
    return last if at is not None and last.act == Act.PUBLISH and last.at >= at else None


def _is_of(row: OutboxRow, article: Article) -> bool:
    return row.article_id == article.id


def _holds(row: OutboxRow, article: Article) -> bool:
    is_text = _is_of(row, article) and row.kind == "save"
    return row.state is OpState.PARKED and (is_text or _is_picture(row, article))


def _is_picture(row: OutboxRow, article: Article) -> bool:
    placed = {str(each.sha256) for each in article.placements}
    return row.kind == "picture" and row.entity_id in placed
