# SPDX-License-Identifier: GPL-3.0-or-later
"""What stands: the newest revision of each entity, and the feed's next number."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor import wire
from editor.cms import rules
from editor.model.operation import Entity, Remote
from editor.server import tables

_head, _revision = tables.head, tables.revision
TOLD: Final = ("entity", "id", "rev", "etag", "is_deleted", "slug", "author", "op_id")
"""What is told of a revision beside its document."""
IS_HEAD: Final = sa.and_(
    _revision.c.entity == _head.c.entity,
    _revision.c.id == _head.c.id,
    _revision.c.rev == _head.c.rev,
)

# Each write runs these: to make a statement costs more than to run it, so they are made once.
_MINE: Final = sa.and_(
    _head.c.entity == sa.bindparam("mine"), _head.c.id == sa.bindparam("mine_id")
)
_CURRENT: Final = sa.select(_revision).join_from(_head, _revision, IS_HEAD).where(_MINE)
_ADD: Final = sa.insert(_revision)
_PLACE: Final = sa.insert(_head)
_MOVE: Final = (
    sa.update(_head).where(_MINE).values(rev=sa.bindparam("to_rev"), seq=sa.bindparam("to_seq"))
)
_LAST: Final = sa.select(tables.counter.c.n)
_LAST_LINK: Final = sa.select(tables.counter.c.n, tables.log.c.chain).join_from(
    tables.counter, tables.log, tables.log.c.seq == tables.counter.c.n, isouter=True
)
_COUNT: Final = sa.update(tables.counter).values(n=sa.bindparam("to"))
_LINK: Final = sa.insert(tables.log)
_CHAIN: Final = sa.select(tables.log.c.chain).where(tables.log.c.seq == sa.bindparam("its_seq"))


def append(
    connection: Connection, after: Remote | None, made: Remote, *, device: str, at: str
) -> Remote:
    """Write the next revision of an entity and move it to the head of the feed.

    Args:
        connection: a transaction that is alone (`Database.write_in_order`).
        after: what stood there.
        made: what is to stand there; its number and tag are given here.
        device: who wrote it from where.
        at: when, as it is stored.
    """
    text = wire.canonical(made.doc)
    rev = 1 if after is None else after.rev + 1
    etag = f'"{rev}-{hashlib.sha256(text).hexdigest()[:8]}"'
    about = {"entity": made.entity.value, "id": made.entity_id, "rev": rev}
    told = {
        "etag": etag,
        "doc": text.decode("utf-8"),
        "is_deleted": made.is_deleted,
        "slug": made.address.removeprefix("/").removesuffix(".html"),
        "author": made.author,
        "device": device,
        "op_id": made.op_id,
        "at": at,
    }
    connection.execute(_ADD, {**about, **told})
    seq = _next_seq(connection, made.entity, made.entity_id, etag)
    if after is None:
        connection.execute(_PLACE, {**about, "seq": seq})
    else:
        mine = {"mine": made.entity.value, "mine_id": made.entity_id}
        connection.execute(_MOVE, {**mine, "to_rev": rev, "to_seq": seq})
    return replace(made, rev=rev, etag=etag)


def _next_seq(connection: Connection, entity: Entity, entity_id: str, etag: str) -> int:
    """The next number of the feed, with its link of the chain."""
    return _next(connection, lambda before: rules.link(before, entity, entity_id, etag))


def tick(connection: Connection, about: str, tag: str) -> None:
    """Let the feed go on by one number that stands for no entity: other news are there.

    Args:
        connection: as in `append`.
        about: what is news.
        tag: which.
    """
    _next(connection, lambda before: rules.tick(before, about, tag))


def _next(connection: Connection, link: Callable[[str], str]) -> int:
    last, chain = connection.execute(_LAST_LINK).one()
    before = rules.GENESIS if last == 0 else chain or ""
    connection.execute(_COUNT, {"to": last + 1})
    connection.execute(_LINK, {"seq": last + 1, "chain": link(before)})
    return int(last) + 1


def last_seq(connection: Connection) -> int:
    """The number of the newest change."""
    return connection.scalar(_LAST) or 0


def chain_at(connection: Connection, seq: int) -> str | None:
    """The link of the chain at a number; None: there is no such number."""
    if seq == 0:
        return rules.GENESIS
    return connection.scalar(_CHAIN, {"its_seq": seq})


def is_pruned(connection: Connection, seq: int) -> bool:
    """Was there such a number, whose link was forgotten since?"""
    oldest = connection.scalar(sa.select(sa.func.min(tables.log.c.seq)))
    return oldest is not None and 0 < seq < oldest


def current_of(connection: Connection, entity: Entity, entity_id: str) -> Remote | None:
    """An entity as it stands; None: never heard of it."""
    mine = {"mine": entity.value, "mine_id": entity_id}
    row = connection.execute(_CURRENT, mine).one_or_none()
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
        address=address_of(row.slug),
    )


def address_of(slug: str) -> str:
    """The path of a page on the public site; empty for no slug."""
    return f"/{slug}.html" if slug else ""
