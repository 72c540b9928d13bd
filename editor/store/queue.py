# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the outbox: a save waits once for each entity, an act behind the save it needs."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import uuid4

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    bindparam,
    delete,
    func,
    insert,
    select,
    text,
    update,
)

from editor import wire
from editor.model.operation import Doc, Entity, OpKind
from editor.model.rights import Override
from editor.model.rows import OpState
from editor.model.workflow import GOES_PUBLIC, Act, State, Wish, seen_in
from editor.store import records
from editor.store.journal import Entry
from editor.store.records import Record
from editor.store.schema import Instant, outbox
from editor.store.transaction import Writing

OpRow = Row[*tuple[object, ...]]

# The operations that may go now. Of one entity nothing overtakes anything; what the server refused
# holds up only the acts behind it; an article waits for its pictures, and for the merge of what the
# server said meanwhile. What the server has not got is made first, even when an act on it was asked
# for earlier: a server that was set back may have lost the story. A take-down needs no text and no
# picture: only other acts go before it.
_READY: Final = (
    text("""
SELECT o.* FROM outbox o
WHERE o.state IN ('pending', 'unknown') AND (o.next_at IS NULL OR o.next_at <= :now)
AND NOT EXISTS (
    SELECT 1 FROM outbox p WHERE p.entity = o.entity AND p.entity_id = o.entity_id AND (
        (p.seq <> o.seq AND p.state IN ('inflight', 'unknown') AND o.state = 'pending')
        OR (p.seq < o.seq AND (o.act <> 'take_down' OR p.act <> '')
            AND (p.state <> 'parked' OR (p.act = '' AND o.act <> ''))
            AND NOT (p.act <> '' AND p.state = 'pending' AND o.act = '' AND EXISTS (
        SELECT 1 FROM record r
        WHERE r.entity = o.entity AND r.id = o.entity_id AND r.base IS NULL)))))
AND NOT (o.act <> '' AND o.state = 'pending' AND EXISTS (
        SELECT 1 FROM record r
        WHERE r.entity = o.entity AND r.id = o.entity_id AND r.base IS NULL))
AND (o.state = 'unknown' OR o.act = 'take_down' OR NOT EXISTS (
    SELECT 1 FROM shadow s WHERE s.entity = o.entity AND s.id = o.entity_id))
AND (o.entity <> 'articles' OR o.state = 'unknown' OR o.act = 'take_down' OR NOT EXISTS (
    SELECT 1 FROM placed CROSS JOIN outbox p
    WHERE p.entity = 'pictures' AND p.entity_id = placed.sha256
    AND placed.article_id = o.entity_id AND (p.seq < o.seq OR o.snapshot IS NULL AND o.act = '')
    AND (p.state <> 'parked' OR o.act <> '')))
ORDER BY o.rank, o.seq LIMIT :most
""")
    .bindparams(bindparam("now", type_=Instant))
    .columns(*outbox.c)
)


def mark(writing: Writing, entity: Entity, entity_id: str) -> None:
    """Note that an entity has something to send; one that waits already will take it along."""
    writing.is_outbox = True
    if _waiting_save(writing.connection, entity, entity_id) is None:
        writing.connection.execute(_INSERT, _save_row(writing, entity, entity_id))


def mark_new(writing: Writing, entity: Entity, ids: Iterable[str]) -> None:
    """Note that entities have something to send of which nothing waits."""
    writing.is_outbox = True
    writing.connection.execute(_INSERT, [_save_row(writing, entity, each) for each in ids])


def _save_row(writing: Writing, entity: Entity, entity_id: str) -> dict[str, object]:
    row = {"op_id": str(uuid4()), "entity": entity.value, "entity_id": entity_id}
    return {**row, "state": OpState.PENDING.value, "queued_at": writing.at}


def unmark(writing: Writing, entity: Entity, entity_id: str) -> None:
    """Nothing is left to send: the save that waits is needless."""
    found = _waiting_save(writing.connection, entity, entity_id)
    if found is not None:
        remove(writing, found.seq)


def freeze(writing: Writing, found: Record) -> None:
    """Let the save that waits say what stands now, whatever is typed later."""
    if not found.is_dirty:
        return
    mark(writing, found.entity, found.id)
    waiting = _waiting_save(writing.connection, found.entity, found.id)
    if waiting is not None and waiting.state == OpState.PENDING.value:
        doc = wire.canonical(found.doc)
        values = {"snapshot": doc, "local_version": found.local_version}
        change(writing.connection, waiting.seq, values)


@dataclass(frozen=True, slots=True)
class ActNames:
    """What an act is known by, here and at the server."""

    op_id: str = field(default_factory=lambda: str(uuid4()))
    edition: str = field(default_factory=lambda: str(uuid4()))
    seen: str = ""
    """The newest take-down that who asks had seen; empty: the newest that is known here."""


def add_act(writing: Writing, found: Record, wish: Wish, names: ActNames) -> None:
    """Queue an act behind a frozen save of the article and of its pictures."""
    if wish.act is Act.TAKE_DOWN:
        _let_go(writing, found)
    else:
        _freeze_all(writing, found)
    told = {
        "op_id": names.op_id,
        "act": wish.act.value,
        "reason": wish.reason,
        "override": Override(wish.override, wish.bars).written,
        "edition": names.edition,
        "seen": names.seen or seen_in(wire.deeds_from(found.doc)),
    }
    about = {"entity": Entity.ARTICLE.value, "entity_id": found.id}
    state = {"state": OpState.PENDING.value, "queued_at": writing.at}
    # Readers lose it before anything else goes, pictures of other stories too.
    rank = _first_rank(writing) if wish.act is Act.TAKE_DOWN else 0
    row = {**told, **about, **state, "publish_at": wish.publish_at, "rank": rank}
    writing.connection.execute(_INSERT, row)
    at = writing.at.isoformat()
    head = {"what": "act", "at": at, "entity": found.entity.value, "id": found.id}
    publish_at = wish.publish_at.isoformat() if wish.publish_at else ""
    writing.journal.append(Entry({**head, **told, "publish_at": publish_at}))
    writing.is_outbox = True


def _freeze_all(writing: Writing, found: Record) -> None:
    for placement in records.placements(found.doc):
        picture = records.load(writing.connection, Entity.PICTURE, str(placement.get("sha256")))
        if picture is not None:
            freeze(writing, picture)
    freeze(writing, found)


def _let_go(writing: Writing, found: Record) -> None:
    """Readers are to lose it at once: what waits here to give it to them, and never left, goes."""
    if found.doc.get("state") not in {State.PUBLISHED, State.SCHEDULED}:
        return
    for row in of(writing.connection, found.entity, found.id):
        if row.act in GOES_PUBLIC and row.payload is None:
            settled(writing, row)


def settled(writing: Writing, row: OpRow) -> None:
    """An operation took effect: its row goes."""
    remove(writing, row.seq)
    if row.act:
        at = writing.at.isoformat()
        writing.journal.append(Entry({"what": "settled", "at": at, "op_id": row.op_id}))


def remove(writing: Writing, seq: int) -> None:
    """Take a row out."""
    writing.connection.execute(_REMOVE, {"its_seq": seq})
    writing.is_outbox = True


def remove_all(writing: Writing, entity: Entity, entity_id: str) -> None:
    """Take all rows of an entity out: it is gone."""
    writing.connection.execute(delete(outbox).where(_of(entity, entity_id)))
    writing.is_outbox = True


def change(connection: Connection, seq: int, values: Mapping[str, object]) -> None:
    """Change a row."""
    connection.execute(_CHANGE, {"its_seq": seq, **values})


def anew(connection: Connection, seq: int) -> None:
    """Let an operation be made again from what then stands, as another command."""
    values: dict[str, object] = {
        "op_id": str(uuid4()),
        "state": OpState.PENDING.value,
        "payload": None,
        "wire_kind": "",
        "next_at": None,
    }
    change(connection, seq, values)


def find(connection: Connection, op_id: str) -> OpRow | None:
    """The row of an operation."""
    return connection.execute(_FIND, {"its_op_id": op_id}).first()


def of(connection: Connection, entity: Entity, entity_id: str) -> list[OpRow]:
    """All rows of an entity, oldest first."""
    return list(connection.execute(_ITS_ROWS, {"of": entity.value, "its_id": entity_id}))


def ready(connection: Connection, now: datetime, most: int) -> list[OpRow]:
    """The rows that may be sent now, one of each entity, in the order in which they go."""
    rows = connection.execute(_READY, {"now": now, "most": most}).all()
    return list({(row.entity, row.entity_id): row for row in reversed(rows)}.values())[::-1]


def send_first(writing: Writing, article_ids: Sequence[str], sha256s: Sequence[str]) -> None:
    """Let all that waits of some articles and pictures go before the rest."""
    is_of = ((outbox.c.entity == Entity.ARTICLE.value) & outbox.c.entity_id.in_(article_ids)) | (
        (outbox.c.entity == Entity.PICTURE.value) & outbox.c.entity_id.in_(sha256s)
    )
    writing.connection.execute(update(outbox).where(is_of).values(rank=_first_rank(writing)))
    writing.is_outbox = True


def _first_rank(writing: Writing) -> int:
    lowest = writing.connection.execute(select(func.min(outbox.c.rank))).scalar() or 0
    return min(lowest, 0) - 1


def next_time(connection: Connection, now: datetime) -> datetime | None:
    """When the first of those that must wait may go."""
    return connection.execute(_NEXT_TIME, {"now": now}).scalar()


def said(row: OpRow, found: Record | None) -> Doc | None:
    """The document that a save says: frozen, or as it stands."""
    if row.snapshot is not None:
        return wire.parse(row.snapshot)
    return None if found is None else found.doc


def payload(row: OpRow, found: Record, doc: Doc) -> tuple[OpKind, bytes]:
    """What is sent for a row: its kind and its bytes."""
    if row.act:
        told = {"act": row.act, "reason": row.reason, "edition": row.edition, "seen": row.seen}
        override = Override.read(row.override)
        if override is not None:
            told |= {"override": override.why, "bars": [*override.bars]}
        if row.publish_at is not None:
            told["at"] = row.publish_at.isoformat()
        return OpKind.ACT, wire.canonical(told)
    if found.base is None:
        return OpKind.CREATE, wire.canonical(records.sendable(found.entity, doc))
    changed = records.unsent(found.entity, doc, found.base)
    if not changed:
        # Typed back to what the server has, this very moment: say one field again.
        name = "headline" if found.entity is Entity.ARTICLE else "file_name"
        changed = {name: doc[name]}
    return OpKind.PATCH, wire.canonical(changed)


def frozen(connection: Connection, entity: Entity, entity_id: str) -> list[OpRow]:
    """Saves of an entity that are frozen and not on their way."""
    rows = of(connection, entity, entity_id)
    return [each for each in rows if each.snapshot is not None and each.payload is None]


def hold_publication(writing: Writing, article_id: str) -> None:
    """A question is open: what would go before readers waits for a person."""
    for row in of(writing.connection, Entity.ARTICLE, article_id):
        if row.act in GOES_PUBLIC and row.state == OpState.PENDING.value:
            values = {"state": OpState.PARKED.value, "error": "acts.open_clash"}
            change(writing.connection, row.seq, values)


def call_back(writing: Writing) -> None:
    """What was on its way to a server that is no more what it was is made anew."""
    lost = outbox.c.state.in_((OpState.INFLIGHT.value, OpState.UNKNOWN.value))
    for row in writing.connection.execute(select(outbox).where(lost)).all():
        anew(writing.connection, row.seq)
    writing.is_outbox = True


def _waiting_save(connection: Connection, entity: Entity, entity_id: str) -> OpRow | None:
    return connection.execute(_WAITING, {"of": entity.value, "its_id": entity_id}).first()


def _of(entity: Entity, entity_id: str) -> ColumnElement[bool]:
    return (outbox.c.entity == entity.value) & (outbox.c.entity_id == entity_id)


# Made once: to put a statement together costs more than to run it.
_INSERT: Final = insert(outbox)
_WAITING: Final = (
    select(outbox)
    .where(
        outbox.c.entity == bindparam("of"),
        outbox.c.entity_id == bindparam("its_id"),
        outbox.c.act == "",
        outbox.c.snapshot.is_(None),
        outbox.c.payload.is_(None),
        (outbox.c.state == OpState.PENDING.value) | (outbox.c.state == OpState.PARKED.value),
    )
    .order_by(outbox.c.seq)
)
_ITS_ROWS: Final = (
    select(outbox)
    .where(outbox.c.entity == bindparam("of"), outbox.c.entity_id == bindparam("its_id"))
    .order_by(outbox.c.seq)
)
_FIND: Final = select(outbox).where(outbox.c.op_id == bindparam("its_op_id"))
_CHANGE: Final = update(outbox).where(outbox.c.seq == bindparam("its_seq"))
_REMOVE: Final = delete(outbox).where(outbox.c.seq == bindparam("its_seq"))
_NEXT_TIME: Final = select(func.min(outbox.c.next_at)).where(
    (outbox.c.state == OpState.PENDING.value) | (outbox.c.state == OpState.UNKNOWN.value),
    outbox.c.next_at > bindparam("now"),
)
