# SPDX-License-Identifier: GPL-3.0-or-later
"""What nobody can ask for any more after years of work: old links of the feed, old receipts."""

from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.errors import Refused
from editor.server import audit, tables
from editor.server.archive import Archive
from editor.server.database import iso
from editor.server.tokens import IDLE_LIFE

MIN_DAYS: Final = IDLE_LIFE.days
"""A device that stays away for longer must be let in again anyway."""

_head, _log, _receipt, _revision = tables.head, tables.log, tables.receipt, tables.revision


def prune(archive: Archive, days: int, by: str = "") -> int:
    """Forget links and receipts that are older; no story, no revision and no edition is touched.

    A laptop that read the feed for the last time before that is told `cursor_expired`, and reads
    all of it again.

    Args:
        archive: may serve meanwhile.
        days: how old they must be, `MIN_DAYS` at least.
        by: who does it, for the audit log.

    Returns:
        How many links and receipts are gone.

    Raises:
        Refused: `site.bad_field` for fewer days.
    """
    if days < MIN_DAYS:
        raise Refused("site.bad_field", field="days")
    now = archive.clock()
    before = iso(now - timedelta(days=days))

    def work(connection: Connection) -> int:
        gone = (
            sa.delete(_log).where(_log.c.seq < _oldest_kept(connection, before)),
            sa.delete(_receipt).where(_receipt.c.at < before),
        )
        count = sum(connection.execute(each).rowcount for each in gone)
        audit.note(connection, now, (by, ""), "prune", f"{days} days")
        return count

    return archive.database.write_in_order(work)


def _oldest_kept(connection: Connection, before: str) -> int:
    # Links tell no time, but what stands does: all up to the newest old head are old.
    is_head = sa.and_(
        _revision.c.entity == _head.c.entity,
        _revision.c.id == _head.c.id,
        _revision.c.rev == _head.c.rev,
    )
    query = sa.select(sa.func.max(_head.c.seq)).join_from(_head, _revision, is_head)
    return connection.scalar(query.where(_revision.c.at < before)) or 0
