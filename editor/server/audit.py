# SPDX-License-Identifier: GPL-3.0-or-later
"""The audit log, append-only: who put what before readers, took it away, let whom in."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.server import tables
from editor.server.database import iso

_audit = tables.audit
# Made once: to make a statement costs more than to run it.
_LAST = sa.select(sa.func.max(_audit.c.n))
_INSERT = sa.insert(_audit)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log."""

    at: str
    person: str
    device: str
    deed: str
    about: str


def note(connection: Connection, at: datetime, who: tuple[str, str], deed: str, about: str) -> None:
    """Add a line, in a transaction that has the order of writes (`write_in_order`).

    Args:
        connection: the transaction of the deed itself: both stand, or neither.
        at: by the server's clock.
        who: the person and the device.
        deed: one word, such as `publish`.
        about: the article, the person or the token.
    """
    last = connection.scalar(_LAST) or 0
    row = {"n": last + 1, "at": iso(at), "person": who[0], "device": who[1]}
    connection.execute(_INSERT, {**row, "deed": deed, "about": about})


def entries(connection: Connection, *, limit: int = 1000) -> list[Entry]:
    """The newest lines, oldest of them first."""
    query = sa.select(_audit).order_by(_audit.c.n.desc()).limit(limit)
    rows = connection.execute(query).all()
    return [Entry(row.at, row.person, row.device, row.deed, row.about) for row in reversed(rows)]
