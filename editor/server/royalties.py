# SPDX-License-Identifier: GPL-3.0-or-later
"""Royalties: the ledger of a month out of the editions, and months closed with their figures."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor import wire
from editor.model.article import ArticleId, Author
from editor.model.operation import Entity
from editor.model.picture import Picture, Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import EDITORS
from editor.royalties import ledger, months, written
from editor.royalties.reckoning import Entry, House, people_of, reckoned
from editor.royalties.sheet import Line, Sheet, Story, own
from editor.server import audit, directory, heads, tables
from editor.server.archive import Archive
from editor.server.database import iso
from editor.server.tokens import Caller

DEED: Final = "royalties_closed"
_AT_ONCE: Final = 500
"""Names in one question."""
_LOOKED_BACK: Final = 12
"""So many closed months are looked through for what changed since."""
_edition, _closing = tables.edition, tables.royalty_month
_head, _revision = tables.head, tables.revision
_FIRSTS: Final = (
    sa.select(
        _edition.c.article_id,
        _edition.c.at,
        _edition.c.pictures,
        _revision.c.doc,
        _revision.c.at.label("changed_at"),
        tables.publication.c.is_live,
        tables.publication.c.number,
    )
    .join(tables.publication, tables.publication.c.article_id == _edition.c.article_id)
    .join(
        _head,
        sa.and_(
            _head.c.entity == Entity.ARTICLE.value,
            _head.c.id == _edition.c.article_id,
        ),
    )
    .join(_revision, heads.IS_HEAD)
    .where(_edition.c.number == 1)
)
"""The stories by their first edition, each as it now stands."""


class Royalties:
    """The royalty sheets of a newsroom. Thread: any.

    Args:
        archive: with the editions and the clock.
    """

    def __init__(self, archive: Archive) -> None:
        self._database, self._clock = archive.database, archive.clock
        self._profile = archive.profile

    def sheet(self, month: str, caller: Caller) -> Sheet:
        """The sheet of a month, as the caller may see it: a closed one as it was closed.

        Raises:
            Refused: `site.bad_field`.

        Cost: 0.2 ms for each story of the month.
        """
        months.check(month)
        with self._database.reading() as connection:
            return _seen_by(caller, self._sheet(connection, month))

    def close(self, month: str, caller: Caller) -> Sheet:
        """Close a month that is over; its figures stay from then on. A second call does nothing.

        Raises:
            Refused: `site.bad_field`, `site.month_open`, `site.month_order`.
        """
        months.check(month)

        def work(connection: Connection) -> Sheet:
            known = _closed(connection, month)
            if known is not None:
                return known
            now = self._clock()
            newest = max(_closings(connection), default="")
            ledger.check_closing(month, newest, self._profile.time_zone, now)
            made = self._sheet(connection, month)
            made = replace(made, closed_at=now, closed_by=caller.person)
            text = wire.canonical(written.to_doc(made)).decode("utf-8")
            row = {"month": month, "doc": text, "person": caller.person, "at": iso(now)}
            connection.execute(sa.insert(_closing), row)
            audit.note(connection, now, (caller.person, caller.device), DEED, month)
            return made

        return self._database.write_in_order(work)

    def _sheet(self, connection: Connection, month: str) -> Sheet:
        closed = _closed(connection, month)
        if closed is not None:
            return closed
        zone, now = self._profile.time_zone, self._clock()
        entries = _entries(connection, *months.bounds(month, zone))
        house = _house(connection, self._profile, entries)
        made = ledger.sheet(month, zone, entries, house, now)
        closings = _closings(connection)
        if not closings or month != months.moved(max(closings), 1):
            return made
        newest = dict(sorted(closings.items())[-_LOOKED_BACK:])
        changes = self._adjustments(connection, newest)
        return replace(made, adjustments=changes)

    def _adjustments(
        self, connection: Connection, closings: Mapping[str, str]
    ) -> tuple[Story, ...]:
        """What the stories of closed months would earn otherwise, since they were closed."""
        entries = list(self._changed(connection, closings))
        if not entries:
            return ()
        zone = self._profile.time_zone
        first = min(months.of(each.first_at, zone) for each in entries)
        sheets = [_closed(connection, each) for each in sorted(closings) if each >= first]
        closed = {each.month: each for each in sheets if each is not None}
        # Few stories were changed: who was paid by a name then is known by it still.
        paid = [line for each in closed.values() for line in each.lines]
        house = _house(connection, self._profile, entries, paid)
        current: dict[ArticleId, Story] = {}
        for entry in entries:
            rates = closed[months.of(entry.first_at, zone)].rates
            current[entry.article.id] = reckoned(entry, replace(house, rates=rates))
        return ledger.adjustments(list(closed.values()), current)

    def _changed(self, connection: Connection, closings: Mapping[str, str]) -> Iterable[Entry]:
        """The stories of closed months that were written since, or a picture of which was."""
        zone, oldest = self._profile.time_zone, min(closings.values())
        begin, end = months.bounds(min(closings), zone)[0], months.bounds(max(closings), zone)[1]
        described = _described(begin, end)
        query = (
            _between(begin, end)
            .add_columns(described.c.at.label("described_at"))
            .outerjoin(described, described.c.article_id == _edition.c.article_id)
            .where(sa.or_(_revision.c.at >= oldest, described.c.at >= oldest))
        )
        rows = [
            row
            for row in connection.execute(query)
            if (closed_at := closings.get(months.of(datetime.fromisoformat(row.at), zone)))
            and max(row.changed_at, row.described_at or "") >= closed_at
        ]
        return _read(connection, rows)


def _seen_by(caller: Caller, sheet: Sheet) -> Sheet:
    """Editors see everybody's lines, everybody else only their own."""
    return sheet if caller.role in EDITORS else own(sheet, caller.person)


def _closed(connection: Connection, month: str) -> Sheet | None:
    text = connection.scalar(sa.select(_closing.c.doc).where(_closing.c.month == month))
    return None if text is None else written.from_doc(json.loads(text))


def _closings(connection: Connection) -> dict[str, str]:
    """The months that are closed -> when."""
    return {
        row.month: row.at for row in connection.execute(sa.select(_closing.c.month, _closing.c.at))
    }


def _between(begin: datetime, end: datetime) -> sa.Select[Any]:
    return _FIRSTS.where(_edition.c.at >= iso(begin), _edition.c.at < iso(end))


def _entries(connection: Connection, begin: datetime, end: datetime) -> list[Entry]:
    """The stories first published in a span of time."""
    return _read(connection, connection.execute(_between(begin, end)).all())


def _read(connection: Connection, rows: Iterable[Row[Any]]) -> list[Entry]:
    found = [(row, json.loads(row.pictures)) for row in rows]
    current = _descriptions(connection, {each for _row, docs in found for each in docs})
    return [
        Entry(
            wire.article_from_doc(json.loads(row.doc)),
            datetime.fromisoformat(row.at),
            tuple(
                current.get(sha256) or wire.picture_from_doc(doc) for sha256, doc in docs.items()
            ),
            row.is_live,
            row.number - 1,
        )
        for row, docs in found
    ]


def _descriptions(connection: Connection, names: Iterable[str]) -> dict[str, Picture]:
    """Pictures as they are described now; those that were deleted are left out."""
    wanted, found = sorted(names), {}
    for start in range(0, len(wanted), _AT_ONCE):
        query = (
            sa.select(_revision.c.id, _revision.c.doc)
            .join_from(_head, _revision, heads.IS_HEAD)
            .where(
                _head.c.entity == Entity.PICTURE.value,
                _head.c.id.in_(wanted[start : start + _AT_ONCE]),
                _revision.c.is_deleted.is_(False),
            )
        )
        for row in connection.execute(query):
            found[Sha256(row.id)] = wire.picture_from_doc(json.loads(row.doc))
    return {str(name): each for name, each in found.items()}


def _described(begin: datetime, end: datetime) -> sa.Subquery:
    """Live stories first published in a span of time -> when a picture of theirs was described."""
    first = _edition.alias()
    return (
        sa.select(tables.shown.c.article_id, sa.func.max(_revision.c.at).label("at"))
        .join_from(first, tables.shown, tables.shown.c.article_id == first.c.article_id)
        .join(
            _head,
            sa.and_(_head.c.entity == Entity.PICTURE.value, _head.c.id == tables.shown.c.sha256),
        )
        .join(_revision, heads.IS_HEAD)
        .where(first.c.number == 1, first.c.at >= iso(begin), first.c.at < iso(end))
        .group_by(tables.shown.c.article_id)
        .subquery()
    )


def _house(
    connection: Connection,
    profile: SiteProfile,
    entries: Iterable[Entry],
    paid: Iterable[Line] = (),
) -> House:
    authors = [author for entry in entries for author in entry.article.authors]
    authors += [Author(line.person, line.pen_name) for line in paid]
    topic, token = tables.topic.c, tables.token.c
    named = sa.select(topic.name).where(topic.kind == directory.AUTHOR).distinct()
    bylines = [Author(pen_name=name) for name in connection.scalars(named)]
    persons = connection.scalars(sa.select(token.person).distinct())
    names = tuple(each for each in (profile.name, profile.short_name, profile.agency) if each)
    return House(profile.rates, names, people_of([*authors, *bylines], persons))
