# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server last said of an entity and nobody has merged yet."""

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from editor import wire
from editor.model.operation import Entity, Remote
from editor.store.schema import record, shadow


def put_right(connection: Connection, remote: Remote) -> None:
    """Keep a server's version until it is merged, whatever is thought to be known of it."""
    drop(connection, remote.entity, remote.entity_id)
    connection.execute(insert(shadow), _row(remote))


def keep(connection: Connection, remote: Remote) -> bool:
    """Keep a server's version until it is merged; False when it is no news here.

    An older revision than the known one is no news, unless the server's history began anew.
    """
    known = connection.execute(
        select(record.c.base_rev, record.c.base_etag, record.c.is_unseen).where(
            record.c.entity == remote.entity.value, record.c.id == remote.entity_id
        )
    ).first()
    if known is not None:
        if known.base_rev and _is_known(remote, known.base_rev, known.base_etag, known.is_unseen):
            note_seen(connection, remote.entity, remote.entity_id)
            return False
    elif remote.is_deleted:
        drop(connection, remote.entity, remote.entity_id)
        return False
    put_right(connection, remote)
    return True


def find(connection: Connection, entity: Entity, entity_id: str) -> Remote | None:
    """The version of the server that waits to be merged."""
    row = connection.execute(select(shadow).where(_one(entity, entity_id))).first()
    if row is None:
        return None
    return Remote(
        entity=entity,
        entity_id=entity_id,
        rev=row.rev,
        etag=row.etag,
        doc=wire.parse(row.doc),
        is_deleted=row.is_deleted,
        author=row.author,
        op_id=row.op_id,
        address=row.address,
    )


def drop(
    connection: Connection, entity: Entity, entity_id: str, *, up_to_rev: int | None = None
) -> None:
    """It is merged, or was our own."""
    gone = delete(shadow).where(_one(entity, entity_id))
    if up_to_rev is not None:
        gone = gone.where(shadow.c.rev <= up_to_rev)
    connection.execute(gone)


def _is_known(remote: Remote, rev: int, etag: str, is_unseen: bool) -> bool:  # noqa: FBT001  # a column
    if is_unseen:
        return remote.etag == etag and not remote.is_deleted
    return remote.rev <= rev


def note_seen(connection: Connection, entity: Entity, entity_id: str) -> None:
    """The server still has what it last agreed on with us."""
    one = (record.c.entity == entity.value) & (record.c.id == entity_id) & record.c.is_unseen
    connection.execute(update(record).where(one).values(is_unseen=False))


def _row(remote: Remote) -> dict[str, object]:
    return {
        "entity": remote.entity.value,
        "id": remote.entity_id,
        "rev": remote.rev,
        "etag": remote.etag,
        "doc": wire.canonical(dict(remote.doc)),
        "is_deleted": remote.is_deleted,
        "author": remote.author,
        "op_id": remote.op_id,
        "address": remote.address,
    }


def _one(entity: Entity, entity_id: str) -> ColumnElement[bool]:
    return (shadow.c.entity == entity.value) & (shadow.c.id == entity_id)
