# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the ledger of a month: what was new in it, when it may be closed, what changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from editor.errors import Refused
from editor.model.article import ArticleId
from editor.royalties import months
from editor.royalties.reckoning import Entry, House, reckoned
from editor.royalties.sheet import Kind, Line, Sheet, Story


def sheet(
    month: str, time_zone: str, entries: Iterable[Entry], house: House, now: datetime
) -> Sheet:
    """The sheet of an open month: the stories first published in it, each once.

    Args:
        month: `2026-11`.
        time_zone: the newspaper's.
        entries: of the ledger; those of other months are left out.
        house: by whose rates.
        now: by the server's clock.
    """
    begin, end = months.bounds(month, time_zone)
    new = [each for each in entries if begin <= each.first_at < end]
    new.sort(key=lambda each: (each.first_at, each.article.id))
    stories = tuple(reckoned(each, house) for each in new)
    return Sheet(month, time_zone, house.rates, now, stories)


def check_closing(month: str, newest_closed: str, time_zone: str, now: datetime) -> None:
    """May a month be closed? It must be over, and months close in their order.

    Args:
        month: which.
        newest_closed: the newest month that is; empty: none.
        time_zone: the newspaper's.
        now: by the server's clock.

    Raises:
        Refused: `site.month_open`; `site.month_order` with the `name` of the one that is next.
    """
    if now < months.bounds(month, time_zone)[1]:
        raise Refused("site.month_open", name=month)
    if newest_closed and month != (expected := months.moved(newest_closed, 1)):
        raise Refused("site.month_order", name=expected)


def adjustments(closed: Sequence[Sheet], now: Mapping[ArticleId, Story]) -> tuple[Story, ...]:
    """What the stories of closed months would earn now, less what they were given for it.

    Args:
        closed: the closed months in their order, with the adjustments that closed with them.
        now: stories of theirs as they would be reckoned today, by the rates that they closed
            with; those that did not change since may be left out.

    Returns:
        A story for each whose lines differ, with the differences; they may be negative.
    """
    found: list[Story] = []
    for sheet_ in closed:
        for story in sheet_.stories:
            current = now.get(story.id)
            if current is None:
                continue
            given = [*story.lines, *_settled(closed, story.id)]
            lines = tuple(_differences(given, current.lines))
            if lines:
                found.append(replace(current, month=sheet_.month, lines=lines, doubts=()))
    return tuple(found)


def _settled(closed: Iterable[Sheet], article_id: ArticleId) -> list[Line]:
    """What later months already settled of a story."""
    return [
        line
        for sheet_ in closed
        for story in sheet_.adjustments
        if story.id == article_id
        for line in story.lines
    ]


def _differences(given: Sequence[Line], due: Sequence[Line]) -> Iterable[Line]:
    # Who was paid by a pen name, and has got a real name since, is the same person.
    mended = {f"({_pen(each)})": each.key for each in due if each.person and each.pen_name}
    keys = {id(each): mended.get(each.key, each.key) for each in given}
    people = {**{keys[id(each)]: each for each in given}, **{each.key: each for each in due}}
    for key, line in people.items():
        before = [each for each in given if keys[id(each)] == key]
        after = [each for each in due if each.key == key]
        change = Line(
            Kind.ADJUSTMENT,
            line.person,
            line.pen_name,
            sum(e.coefficient for e in after) - sum(e.coefficient for e in before),
            sum(e.amount for e in after) - sum(e.amount for e in before),
        )
        if change.coefficient or change.amount:
            yield change


def _pen(line: Line) -> str:
    return replace(line, person="").key[1:-1]
