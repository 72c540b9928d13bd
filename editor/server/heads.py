# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands: the newest revision of each entity, and the feed's next number."""

import json

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor.cms import rules
from editor.model.operation import Entity, Remote
from editor.server import tables

_head, _revision = tables.head, tables.revision


def next_seq(connection: Connection, entity: Entity, entity_id: str, etag: str) -> int:
    """The next number of the feed, with its link of the chain."""
    last = last_seq(connection)
    chain = rules.link(chain_at(connection, last) or "", entity, entity_id, etag)
    connection.execute(sa.update(tables.counter).values(n=last + 1))
    connection.execute(sa.insert(tables.log).values(seq=last + 1, chain=chain))
    return last + 1


def last_seq(connection: Connection) -> int:
    """The number of the newest change."""
    return connection.scalar(sa.select(tables.counter.c.n)) or 0


def chain_at(connection: Connection, seq: int) -> str | None:
    """The link of the chain at a number; None: there is no such number."""
    if seq == 0:
        return rules.GENESIS
    return connection.scalar(sa.select(tables.log.c.chain).where(tables.log.c.seq == seq))


def is_pruned(connection: Connection, seq: int) -> bool:
    """Was there such a number, whose link was forgotten since?"""
    oldest = connection.scalar(sa.select(sa.func.min(tables.log.c.seq)))
    return oldest is not None and 0 < seq < oldest


def remotes() -> sa.Select[tuple[object, ...]]:
    """Entities as they stand, with their numbers in the feed."""
    return sa.select(_revision, _head.c.seq).join_from(
        _head,
        _revision,
        sa.and_(
            _revision.c.entity == _head.c.entity,
            _revision.c.id == _head.c.id,
            _revision.c.rev == _head.c.rev,
        ),
    )


def current_of(connection: Connection, entity: Entity, entity_id: str) -> Remote | None:
    """An entity as it stands; None: never heard of it."""
    query = remotes().where(_head.c.entity == entity.value, _head.c.id == entity_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else remote_of(row)


def revision_of(connection: Connection, entity: str, entity_id: str, rev: int) -> Remote:
    """An entity as it was at a revision that there is."""
    return remote_of(connection.execute(at_rev(entity, entity_id, rev)).one())


def at_rev(entity: str, entity_id: str, rev: int) -> sa.Select[tuple[object, ...]]:
    """The query for one revision."""
    return sa.select(_revision).where(
        _revision.c.entity == entity, _revision.c.id == entity_id, _revision.c.rev == rev
    )


def remote_of(row: Row[tuple[object, ...]], *, with_doc: bool = True) -> Remote:
    """A revision as a value; the address is the path on the public site."""
    return Remote(
        entity=Entity(row.entity),
        entity_id=row.id,
        rev=row.rev,
        etag=row.etag,
        doc=json.loads(row.doc) if with_doc else {},
        is_deleted=row.is_deleted,
        author=row.author,
        op_id=row.op_id,
        address=f"/{row.slug}.html" if row.slug else "",
    )
