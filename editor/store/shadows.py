# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server last said of an entity and nobody has merged yet."""

from typing import Final

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from editor import wire
from editor.model.operation import Entity, Remote
from editor.store.schema import record, shadow


def put_right(connection: Connection, remote: Remote) -> None:
    """Keep a server's version until it is merged, whatever is thought to be known of it."""
    drop(connection, remote.entity, remote.entity_id)
    connection.execute(_INSERT, _row(remote))


def keep(connection: Connection, remote: Remote) -> bool:
    """Keep a server's version until it is merged; False when it is no news here.

    An older revision than the known one is no news, unless the server's history began anew.
    """
    known = connection.execute(_KNOWN, _key(remote.entity, remote.entity_id)).first()
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
    row = connection.execute(_FIND, _key(entity, entity_id)).first()
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
        ground=None if row.ground is None else wire.parse(row.ground),
    )


def drop(
    connection: Connection, entity: Entity, entity_id: str, *, up_to_rev: int | None = None
) -> None:
    """It is merged, or was our own."""
    key = _key(entity, entity_id)
    if up_to_rev is None:
        connection.execute(_DROP, key)
    else:
        connection.execute(_DROP_OLD, {**key, "its_rev": up_to_rev})


def _is_known(remote: Remote, rev: int, etag: str, is_unseen: bool) -> bool:  # noqa: FBT001  # a column
    if is_unseen:
        return remote.etag == etag and not remote.is_deleted
    return remote.rev <= rev


def note_seen(connection: Connection, entity: Entity, entity_id: str) -> None:
    """The server still has what it last agreed on with us."""
    connection.execute(_SEEN, _key(entity, entity_id))


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
        "ground": None if remote.ground is None else wire.canonical(dict(remote.ground)),
    }


def _key(entity: Entity, entity_id: str) -> dict[str, str]:
    return {"of": entity.value, "its_id": entity_id}


# Made once: to put a statement together costs more than to run it.
_ITS: Final = (shadow.c.entity == bindparam("of")) & (shadow.c.id == bindparam("its_id"))
_FIND: Final = select(shadow).where(_ITS)
_INSERT: Final = insert(shadow)
_DROP: Final = delete(shadow).where(_ITS)
_DROP_OLD: Final = _DROP.where(shadow.c.rev <= bindparam("its_rev"))
_STANDS: Final = (record.c.entity == bindparam("of")) & (record.c.id == bindparam("its_id"))
_KNOWN: Final = select(record.c.base_rev, record.c.base_etag, record.c.is_unseen).where(_STANDS)
_SEEN: Final = update(record).where(_STANDS, record.c.is_unseen).values(is_unseen=False)
