# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories that wait for their time: one row each, in the transaction that made them wait."""

import logging
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor import wire
from editor.cms.transitions import Transition
from editor.errors import Damaged, EditorError
from editor.model.operation import Doc
from editor.model.rights import Override
from editor.model.workflow import Act, Role, seen_in
from editor.server import tables
from editor.server.database import iso
from editor.server.tokens import Caller

AGAIN: Final = timedelta(minutes=1)
"""How long a story that could not go public waits before it is tried again."""
AT_ONCE: Final = 25
"""So many stories go public in one transaction: one wait for the disk, and others wait for less
than half a second."""

_due = tables.due

_log = logging.getLogger(__name__)


def plan(connection: Connection, article_id: str, asked: Transition, caller: Caller) -> None:
    """Let a story go public at the time that was asked for; one set before is forgotten."""
    if asked.at is None:
        return
    forget(connection, article_id)
    override = "" if asked.override is None else asked.override.written
    told = {"edition": asked.edition, "override": override}
    row = {"article_id": article_id, "at": iso(asked.at), **told}
    who = {"person": caller.person, "device": caller.device}
    connection.execute(sa.insert(_due).values(**row, **who))


def forget(connection: Connection, article_id: str) -> None:
    """Let a story wait no longer."""
    connection.execute(sa.delete(_due).where(_due.c.article_id == article_id))


def next_due(connection: Connection, now: datetime) -> Row[tuple[object, ...]] | None:
    """The story whose time came first."""
    query = sa.select(_due).where(_due.c.at <= iso(now)).order_by(_due.c.at, _due.c.article_id)
    return connection.execute(query.limit(1)).one_or_none()


def first_at(connection: Connection) -> datetime | None:
    """The first time that any story waits for; None: none waits."""
    found = connection.scalar(sa.select(sa.func.min(_due.c.at)))
    return None if found is None else datetime.fromisoformat(found)


def postpone(connection: Connection, article_id: str, at: datetime) -> None:
    """Try a story again later."""
    change = sa.update(_due).where(_due.c.article_id == article_id)
    connection.execute(change.values(at=iso(at)))


def next_try(error: EditorError, now: datetime) -> datetime:
    """When a story that was refused is tried again: soon, for what barred it may be lifted."""
    until = error.values.get("until")
    soon = now + AGAIN
    return min(datetime.fromisoformat(until), soon) if isinstance(until, str) else soon


def unexpected(error: Exception, article_id: str) -> EditorError:
    """What nobody expected of a story, logged as it is handled: the others go out at their time.

    Where the database is away, or no longer sure of the transaction, that is raised again.
    """
    if isinstance(error, sa.exc.SQLAlchemyError) and not isinstance(error, sa.exc.DataError):
        raise error
    _log.exception("%s could not go before readers", article_id)
    return Damaged("line.failed")


def asked_of(row: Row[tuple[object, ...]], doc: Doc) -> dict[str, object]:
    """What is asked for when its time has come: a take-down since would have ended the wait.

    Args:
        row: what was planned.
        doc: the story as it stands.
    """
    seen = seen_in(wire.deeds_from(doc))
    told: dict[str, object] = {"act": Act.PUBLISH.value, "edition": row.edition, "seen": seen}
    if (override := Override.read(row.override)) is not None:
        told |= {"override": override.why, "bars": [*override.bars]}
    return told


def planner(row: Row[tuple[object, ...]]) -> Caller:
    """Who planned it, and was allowed to then, by the table of that day."""
    return Caller(row.person, row.device, Role.ADMIN)
