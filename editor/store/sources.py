# SPDX-License-Identifier: GPL-3.0-or-later
"""The sources of the wire desk: which feeds are read here, and how each of them stands."""

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, text, update

from editor.errors import Refused
from editor.model.dispatch import Source, SourceId
from editor.store.database import Database
from editor.store.schema import dispatch, source

_CHOSEN: Final = ("address", "is_entered", "name", "is_on", "every_minutes")
_TOLD: Final = (
    "is_entered",
    "name",
    "title",
    "is_on",
    "every_minutes",
    "etag",
    "modified",
    "answered_at",
    "due_at",
    "failures",
    "error",
)


class Sources:
    """The feeds that are read on this computer, in the order in which they were added."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[Source]:
        """All of them, each with how much of it nobody has read."""
        with self._database.read() as connection:
            unread: dict[int, int] = {row[0]: row[1] for row in connection.execute(_UNREAD)}
            rows = connection.execute(select(source).order_by(source.c.id)).all()
        return [_source(row, unread.get(row.id, 0)) for row in rows]

    def get(self, source_id: SourceId) -> Source:
        """One of them.

        Raises:
            Refused: `feed.unknown_source`.
        """
        found = next((each for each in self.all() if each.id == source_id), None)
        if found is None:
            raise Refused("feed.unknown_source", id=source_id)
        return found

    def add(self, new: Source, *, origin: str) -> Source:
        """One more, as it is now; it gets an id of its own.

        Raises:
            Refused: `feed.known_source` for an address that is there.
        """
        row = {name: getattr(new, name) for name in _CHOSEN}
        with self._database.write(origin) as writing:
            _refuse_known(writing.connection, new.address, new.id)
            made = writing.connection.execute(insert(source).values(**row).returning(source.c.id))
            its_id = made.scalar_one()
            writing.is_wires = True
        return replace(new, id=SourceId(its_id))

    def change(self, source_id: SourceId, changes: Mapping[str, object], *, origin: str) -> None:
        """Write some fields of one of them, by their names.

        Raises:
            Refused: `feed.unknown_source`; `feed.known_source` for an address of another.
        """
        values = dict(changes)
        if "error_values" in values:
            values["error_values"] = json.dumps(values["error_values"], ensure_ascii=False)
        with self._database.write(origin) as writing:
            _refuse_known(writing.connection, str(values.get("address", "")), source_id)
            one = update(source).where(source.c.id == source_id)
            if not writing.connection.execute(one.values(**values)).rowcount:
                raise Refused("feed.unknown_source", id=source_id)
            writing.is_wires = True

    def remove(self, source_id: SourceId, *, origin: str) -> None:
        """One less, with all that it sent; stories that were started from it stay."""
        with self._database.write(origin) as writing:
            writing.connection.execute(_FORGET_WORDS, {"its_source": source_id})
            writing.connection.execute(delete(dispatch).where(dispatch.c.source_id == source_id))
            writing.connection.execute(delete(source).where(source.c.id == source_id))
            writing.is_wires = True

    def next_due(self) -> datetime | None:
        """When the next of those that are on is to be asked; None: none is on."""
        asked = select(source.c.due_at).where(source.c.is_on)
        with self._database.read() as connection:
            times = connection.execute(asked).scalars().all()
        return min((each or _AT_ONCE for each in times), default=None)


def _refuse_known(connection: Connection, address: str, but: SourceId) -> None:
    known = select(source.c.id).where(source.c.address == address, source.c.id != but)
    if connection.execute(known).first() is not None:
        raise Refused("feed.known_source", address=address)


def _source(row: Row[Any], unread: int) -> Source:
    told = {name: getattr(row, name) for name in _TOLD}
    values = json.loads(row.error_values) if row.error_values else {}
    return Source(SourceId(row.id), row.address, **told, error_values=values, unread=unread)


_AT_ONCE: Final = datetime(1970, 1, 1, tzinfo=UTC)
_UNREAD: Final = (
    select(dispatch.c.source_id, func.count())
    .where(dispatch.c.is_read == text("0"))
    .group_by(dispatch.c.source_id)
)
_FORGET_WORDS: Final = text(
    "DELETE FROM dispatch_words WHERE rowid IN"
    " (SELECT id FROM dispatch WHERE source_id = :its_source)"
).bindparams(bindparam("its_source"))
