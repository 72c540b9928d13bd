# SPDX-License-Identifier: GPL-3.0-or-later
"""Who has a story open: told to the others, never a bar, and over by itself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.server import tables
from editor.server.database import Database, iso
from editor.server.tokens import Caller

LIFE: Final = timedelta(seconds=90)
_lease = tables.lease


class Leases:
    """The open stories of one newsroom; only the server's clock ends a lease. Thread: any."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def take(self, article_id: str, caller: Caller, doing: str) -> list[dict[str, object]]:
        """Say that the caller has a story open; who else has."""
        row = {
            "article_id": article_id,
            "token_id": caller.token_id,
            "person": caller.person,
            "device": caller.device,
            "doing": doing,
            "ends_at": iso(self._clock() + LIFE),
        }

        def work(connection: Connection) -> None:
            connection.execute(sa.delete(_lease).where(_lease.c.ends_at <= iso(self._clock())))
            connection.execute(sa.delete(_lease).where(*_of(article_id, caller)))
            connection.execute(sa.insert(_lease).values(row))

        self._database.write_in_order(work)
        return self.holders(article_id, caller)

    def leave(self, article_id: str, caller: Caller) -> list[dict[str, object]]:
        """Say that the caller has closed a story; who else has it open."""
        gone = sa.delete(_lease).where(*_of(article_id, caller))
        self._database.write(lambda connection: connection.execute(gone))
        return self.holders(article_id, caller)

    def holders(self, article_id: str, caller: Caller) -> list[dict[str, object]]:
        """Who has a story open."""
        query = sa.select(_lease).where(
            _lease.c.article_id == article_id, _lease.c.ends_at > iso(self._clock())
        )
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(_lease.c.person, _lease.c.token_id)).all()
        return [_told(row, caller) for row in rows]

    def all_of(self, caller: Caller) -> list[dict[str, object]]:
        """Who has which story open, each with the story's id."""
        query = sa.select(_lease).where(_lease.c.ends_at > iso(self._clock()))
        order = (_lease.c.article_id, _lease.c.person, _lease.c.token_id)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(*order)).all()
        return [{"article_id": row.article_id, **_told(row, caller)} for row in rows]


def _told(row: sa.Row[tuple[object, ...]], caller: Caller) -> dict[str, object]:
    return {
        "person": row.person,
        "device": row.device,
        "doing": row.doing,
        "me": row.token_id == caller.token_id,
    }


def _of(article_id: str, caller: Caller) -> tuple[sa.ColumnElement[bool], ...]:
    return _lease.c.article_id == article_id, _lease.c.token_id == caller.token_id
