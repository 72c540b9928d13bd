# SPDX-License-Identifier: GPL-3.0-or-later
"""All that stands at one moment, by tag: laptops compare it with theirs once a week."""

from dataclasses import dataclass

import sqlalchemy as sa

from editor.cms import digests, rules
from editor.cms.digests import Standing
from editor.model.operation import Entity
from editor.server import heads, tables
from editor.server.archive import Archive

_head, _revision = tables.head, tables.revision


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What stood, and the place in the feed at which it did."""

    cursor: str
    entities: tuple[Standing, ...]


def all_of(archive: Archive, name: str = "") -> Snapshot:
    """Every entity that is not deleted, in no order.

    Args:
        archive: where they are.
        name: of one range (`digests.range_of`); empty: all of them.
    """
    is_head = sa.and_(
        _revision.c.entity == _head.c.entity,
        _revision.c.id == _head.c.id,
        _revision.c.rev == _head.c.rev,
    )
    query = sa.select(_head.c.entity, _head.c.id, _revision.c.etag).join(_revision, is_head)
    with archive.database.reading() as connection:
        rows = connection.execute(query.where(_revision.c.is_deleted.is_(False))).all()
        seq = heads.last_seq(connection)
        chain = heads.chain_at(connection, seq) or ""
    found = ((Entity(kind), entity_id, etag) for kind, entity_id, etag in rows)
    wanted = (each for each in found if not name or digests.range_of(each[0], each[1]) == name)
    return Snapshot(str(rules.Cursor(archive.epoch, seq, chain[:8])), tuple(wanted))
