# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories that two people wrote differently: while a device still asks, they do not go public."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor.errors import Refused
from editor.server import audit, tables
from editor.server.database import Database, iso
from editor.server.tokens import IDLE_LIFE, Caller

MAX_FIELDS: Final = 100
_clash, _token = tables.clash, tables.token


class Clashes:
    """What the laptops have not settled yet, as they tell it. Thread: any.

    A device that was shut out, or that nobody has used for 90 days, bars nobody any more.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def tell(
        self, article_id: str, caller: Caller, fields: Sequence[str]
    ) -> list[dict[str, object]]:
        """Say which fields of a story the caller's device still asks about; empty: none.

        Returns:
            All that is open in the story: see `open_in`.
        """
        row = {
            "article_id": article_id,
            "token_id": caller.token_id,
            "person": caller.person,
            "device": caller.device,
            "fields": json.dumps(sorted(set(fields))),
            "at": iso(self._clock()),
        }

        def work(connection: Connection) -> None:
            mine = (_clash.c.article_id == article_id, _clash.c.token_id == caller.token_id)
            connection.execute(sa.delete(_clash).where(*mine))
            if fields:
                connection.execute(sa.insert(_clash).values(row))

        self._database.write_in_order(work)
        return self.open_in(article_id)

    def set_aside(self, article_id: str, caller: Caller) -> int:
        """Let nobody's questions bar a story any longer; how many devices had some."""

        def work(connection: Connection) -> int:
            gone = sa.delete(_clash).where(_clash.c.article_id == article_id)
            count = connection.execute(gone).rowcount
            if count:
                who = (caller.person, caller.device)
                audit.note(connection, self._clock(), who, "set_aside", article_id)
            return count

        return self._database.write_in_order(work)

    def open_in(self, article_id: str) -> list[dict[str, object]]:
        """What is open in a story: `person`, `device`, `fields`, `at`; the oldest first."""
        with self._database.reading() as connection:
            rows = _open(connection, article_id, self._clock())
        return [
            {
                "person": row.person,
                "device": row.device,
                "fields": json.loads(row.fields),
                "at": row.at,
            }
            for row in rows
        ]


def refuse_open(connection: Connection, article_id: str, now: datetime) -> None:
    """Refuse to put a story before readers while its versions differ.

    Raises:
        Refused: `site.open_conflict` with the `person`, the `device` and the `field`.
    """
    for row in _open(connection, article_id, now):
        named = ", ".join(json.loads(row.fields))
        raise Refused("site.open_conflict", person=row.person, device=row.device, field=named)


def _open(
    connection: Connection, article_id: str, now: datetime
) -> Sequence[Row[tuple[object, ...]]]:
    # The token that started the server stands in no row.
    is_let_in = sa.and_(_token.c.revoked_at.is_(None), _token.c.used_at >= iso(now - IDLE_LIFE))
    query = (
        sa.select(_clash)
        .outerjoin(_token, _token.c.id == _clash.c.token_id)
        .where(_clash.c.article_id == article_id, sa.or_(_clash.c.token_id == "", is_let_in))
        .order_by(_clash.c.at, _clash.c.token_id)
    )
    return connection.execute(query).all()
