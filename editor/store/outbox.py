# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits to be sent: coalesced until it is taken, frozen from then on, kept until settled."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final, NamedTuple, cast

from sqlalchemy import Connection, bindparam, func, select, text, update

from editor import wire
from editor.errors import Refused
from editor.model.article import ArticleId
from editor.model.operation import (
    Entity,
    Operation,
    OpKind,
    Outcome,
)
from editor.model.picture import Sha256
from editor.model.rows import OpState, OutboxRow
from editor.model.workflow import GOES_PUBLIC, Wish, seen_in
from editor.store import editions, queue, records, settling, versions
from editor.store.database import Database
from editor.store.queue import OpRow
from editor.store.records import Record
from editor.store.schema import clash, outbox
from editor.store.transaction import Writing
from editor.store.uploads import Uploads

MOST_AT_ONCE: Final = 100
"""Operations in one request, as the server takes them."""

_ROWS: Final = text("""
SELECT o.*, coalesce(a.id, '') AS article_id, coalesce(a.headline, '') AS headline,
    coalesce(length(coalesce(o.payload, o.snapshot, r.doc)), 0) + CASE
        WHEN o.entity = 'pictures' AND r.base IS NULL
        THEN coalesce(json_extract(CAST(r.doc AS TEXT), '$.size_bytes'), 0)
        ELSE 0 END AS size_bytes,
    coalesce(u.sent_bytes, 0) AS sent_bytes
FROM outbox o
LEFT JOIN upload u ON o.entity = 'pictures' AND u.sha256 = o.entity_id
LEFT JOIN record r ON r.entity = o.entity AND r.id = o.entity_id
LEFT JOIN story a ON a.id = CASE WHEN o.entity = 'articles' THEN o.entity_id
    ELSE (SELECT min(article_id) FROM placed WHERE sha256 = o.entity_id) END
ORDER BY o.rank, o.seq
""").columns(*outbox.c)
# Made once: to put a statement together costs more than to run it.
_WAITING: Final = select(func.count()).where(outbox.c.state != OpState.PARKED.value)
_PARKED: Final = select(func.count()).where(outbox.c.state == OpState.PARKED.value)
_ASKED: Final = select(func.count()).select_from(
    select(clash.c.entity, clash.c.id).distinct().subquery()
)
_COUNTS: Final = select(*(each.scalar_subquery() for each in (_WAITING, _PARKED, _ASKED)))
_HELD: Final = select(outbox.c.op_id).where(outbox.c.next_at > bindparam("latest"))
_IS_LOST: Final = outbox.c.state == OpState.INFLIGHT.value
_LOST: Final = select(func.count()).where(_IS_LOST)


class Counts(NamedTuple):
    """How much there is to do."""

    waiting: int
    """Operations that wait or are on their way."""
    needs_you: int
    """Questions for a person."""


class Outbox:
    """Everything that the server has not got, in the order in which it must go."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.uploads = Uploads(database)
        """How far big pictures have come."""

    def queue_act(self, article_id: ArticleId, wish: Wish, *, origin: str) -> str:
        """Queue an act on the article as it now stands; what is typed later is not in it.

        Args:
            article_id: which.
            wish: what is to be done, why, and when.
            origin: who asks.

        Returns:
            The operation's id.

        Raises:
            Refused: `article.unknown`.
        """
        with self._database.write(origin) as writing:
            found = records.load(writing.connection, Entity.ARTICLE, article_id)
            if found is None:
                raise Refused("article.unknown", id=article_id)
            versions.seal(writing.connection, article_id)
            writing.articles.add(article_id)
            names = queue.ActNames()
            queue.add_act(writing, found, wish, names)
            if wish.act in GOES_PUBLIC:
                editions.note_asked(writing, found, names.edition)
            return names.op_id

    def next(self, now: datetime) -> Operation | None:
        """The operation to send now, not yet taken; None when nothing may go."""
        found = self.ready(now, most=1)
        return found[0] if found else None

    def ready(self, now: datetime, *, most: int = MOST_AT_ONCE) -> list[Operation]:
        """The operations to send now, not yet taken, in their order; each is of another entity.

        More than one only where they may go in one request: saves that are new to the line. A
        save that has nothing left to say is dropped on the way.
        """
        while True:
            with self._database.read() as connection:
                rows = _together(
                    (row, records.load(connection, Entity(row.entity), row.entity_id))
                    for row in queue.ready(connection, now, most)
                )
            needless = [row.op_id for row, found in rows if _is_needless(row, found)]
            if not needless:
                return [_operation(row, _kind(row, found)) for row, found in rows]
            self._drop_needless(needless)

    def take(self, op_id: str) -> Operation:
        """Freeze an operation, before its first byte leaves.

        One that was taken before keeps its bytes: the repeat is the same command.

        Raises:
            Refused: `outbox.gone` when it does not wait any more.
        """
        return self.take_all([op_id])[0]

    def take_all(self, op_ids: Sequence[str]) -> list[Operation]:
        """Freeze some operations in one transaction; see `take`."""
        with self._database.write("outbox") as writing:
            writing.is_outbox = True
            return [_taken(writing, op_id) for op_id in op_ids]

    def settle(
        self, operation: Operation, outcome: Outcome, *, next_at: datetime | None = None
    ) -> None:
        """Keep what came of an operation, in one transaction.

        Args:
            operation: as it was taken.
            outcome: what the server said, or that nobody knows.
            next_at: for Unknown: not before then.
        """
        self.settle_all([(operation, outcome)], next_at=next_at)

    def settle_all(
        self, told: Sequence[tuple[Operation, Outcome]], *, next_at: datetime | None = None
    ) -> None:
        """Keep what came of several operations of one request; see `settle`."""
        with self._database.write("sync") as writing:
            for operation, outcome in told:
                settling.settle(writing, operation, outcome, next_at)

    def rows(self) -> list[OutboxRow]:
        """All that waits, in the order in which it was asked for."""
        with self._database.read() as connection:
            rows = connection.execute(_ROWS).mappings()
            return [_shown(dict(row)) for row in rows]

    def next_time(self, now: datetime) -> datetime | None:
        """When the first of those that must wait may go; None: none must."""
        with self._database.read() as connection:
            return queue.next_time(connection, now)

    def held_beyond(self, latest: datetime) -> list[str]:
        """The ids of the operations that are held back for longer than until then."""
        with self._database.read() as connection:
            return list(connection.execute(_HELD, {"latest": latest}).scalars())

    def send_first(self, op_id: str) -> None:
        """Let all that waits of the story of an operation go before the rest."""
        with self._database.write("screen") as writing:
            row = queue.find(writing.connection, op_id)
            if row is None:
                return
            if row.entity == Entity.PICTURE.value:
                articles = records.users(writing.connection, row.entity_id)
                queue.send_first(writing, articles, [row.entity_id])
            else:
                found = records.load(writing.connection, Entity.ARTICLE, row.entity_id)
                placed = records.placements({} if found is None else found.doc)
                pictures = [str(each.get("sha256")) for each in placed]
                queue.send_first(writing, [row.entity_id], pictures)

    def retry(self, op_id: str) -> None:
        """Try it now. One that was refused is made anew from what now stands."""
        with self._database.write("screen") as writing:
            row = queue.find(writing.connection, op_id)
            if row is None:
                return
            settling.touch(writing, row)
            seq = row.seq
            queue.change(writing.connection, seq, {"next_at": None})
            if row.state == OpState.PARKED.value:
                queue.anew(writing.connection, seq)
                values = {"error": "", "snapshot": None, "seen": _seen_now(writing, row)}
                queue.change(writing.connection, seq, values)

    def cancel(self, op_id: str) -> None:
        """Do not send it. The text stays as it is and goes along with its next change.

        Raises:
            Refused: `outbox.too_late` when it may have reached the server.
        """
        with self._database.write("screen") as writing:
            row = queue.find(writing.connection, op_id)
            if row is None:
                return
            if row.state not in {OpState.PENDING.value, OpState.PARKED.value}:
                raise Refused("outbox.too_late")
            settling.touch(writing, row)
            queue.settled(writing, row)

    def waiting(self) -> int:
        """How many operations wait or are on their way."""
        with self._database.read() as connection:
            return connection.execute(_WAITING).scalar() or 0

    def needs_you(self) -> int:
        """How many questions wait for a person: refused operations, articles with clashes."""
        return self.counts().needs_you

    def counts(self) -> Counts:
        """What `waiting` and `needs_you` say, both of one moment."""
        with self._database.read() as connection:
            waiting, refused, asked = connection.execute(_COUNTS).one()
        return Counts(waiting, refused + asked)

    def blobs_of(self, operation: Operation) -> tuple[Sha256, ...]:
        """The pictures whose bytes the server must have before this operation."""
        if operation.entity is Entity.PICTURE:
            is_new = operation.kind is OpKind.CREATE
            return (Sha256(operation.entity_id),) if is_new else ()
        if operation.kind is OpKind.ACT:
            return ()
        placed = records.placements(wire.parse(operation.payload))
        return tuple(Sha256(str(each.get("sha256"))) for each in placed)

    def recover(self) -> None:
        """While nothing is being sent: nobody knows what became of what was on its way."""
        with self._database.read() as connection:
            if connection.execute(_LOST).scalar() == 0:
                return
        with self._database.write("recovery") as writing:
            values = {"state": OpState.UNKNOWN.value, "next_at": None}
            writing.connection.execute(update(outbox).where(_IS_LOST).values(**values))

    def _drop_needless(self, op_ids: Sequence[str]) -> None:
        with self._database.write("outbox") as writing:
            for op_id in op_ids:
                row = queue.find(writing.connection, op_id)
                if row is None:
                    continue
                found = records.load(writing.connection, Entity(row.entity), row.entity_id)
                if row.payload is None and _is_needless(row, found):
                    settling.touch(writing, row)
                    queue.remove(writing, row.seq)


def _together(rows: Iterable[tuple[OpRow, Record | None]]) -> list[tuple[OpRow, Record | None]]:
    """As many from the beginning as may go in one request; at least one."""
    found: list[tuple[OpRow, Record | None]] = []
    for row, record in rows:
        if found and not _is_plain(row, record):
            break
        found.append((row, record))
        if not _is_plain(row, record):
            break
    return found


def _is_plain(row: OpRow, found: Record | None) -> bool:
    # An act goes alone, so that its outcome is its own; what keeps getting lost does, too; and a
    # new picture, whose bytes may take their time.
    has_bytes = row.entity == Entity.PICTURE.value and found is not None and found.base is None
    return not row.act and row.attempts <= 1 and not has_bytes


def _seen_now(writing: Writing, row: OpRow) -> str:
    """What a person who tries an act once more has seen by now."""
    found = records.load(writing.connection, Entity(row.entity), row.entity_id)
    return "" if found is None or not row.act else seen_in(wire.deeds_from(found.doc))


def _taken(writing: Writing, op_id: str) -> Operation:
    row = queue.find(writing.connection, op_id)
    if row is None:
        raise Refused("outbox.gone")
    found = records.load(writing.connection, Entity(row.entity), row.entity_id)
    if found is None:
        raise Refused("outbox.gone")
    if row.payload is None:
        _freeze(writing.connection, row, found)
    seq = row.seq
    queue.change(writing.connection, seq, {"state": OpState.INFLIGHT.value})
    taken = cast("OpRow", queue.find(writing.connection, op_id))
    return _operation(taken, OpKind(taken.wire_kind))


def _freeze(connection: Connection, row: OpRow, found: Record) -> None:
    doc = queue.said(row, found) or found.doc
    kind, payload = queue.payload(row, found, doc)
    is_whole = row.snapshot is None and kind is not OpKind.ACT
    values: dict[str, object] = {
        "payload": payload,
        "wire_kind": kind.value,
        "base": "" if kind is OpKind.CREATE else found.base_etag,
    }
    if is_whole:
        values |= {"snapshot": wire.canonical(doc), "local_version": found.local_version}
    queue.change(connection, row.seq, values)


def _is_needless(row: OpRow, found: Record | None) -> bool:
    if found is None:
        return True
    doc = queue.said(row, found)
    if row.act or row.payload is not None or found.base is None or doc is None:
        return False
    return not records.unsent(found.entity, doc, found.base)


def _kind(row: OpRow, found: Record | None) -> OpKind:
    if row.act:
        return OpKind.ACT
    return OpKind.CREATE if found is None or found.base is None else OpKind.PATCH


def _operation(row: OpRow, kind: OpKind) -> Operation:
    return Operation(
        op_id=row.op_id,
        entity=Entity(row.entity),
        entity_id=row.entity_id,
        kind=kind,
        payload=row.payload or b"",
        base=row.base,
        local_version=row.local_version,
    )


def _shown(row: dict[str, object]) -> OutboxRow:
    kind = str(row["act"]) or ("save" if row["entity"] == Entity.ARTICLE.value else "picture")
    return OutboxRow(
        op_id=str(row["op_id"]),
        kind=kind,
        article_id=ArticleId(str(row["article_id"])) if row["article_id"] else None,
        headline=str(row["headline"]),
        size_bytes=cast("int", row["size_bytes"]),
        state=OpState(str(row["state"])),
        attempts=cast("int", row["attempts"]),
        queued_at=cast("datetime", row["queued_at"]),
        next_at=cast("datetime | None", row["next_at"]),
        error=str(row["error"]),
        entity_id=str(row["entity_id"]),
        publish_at=cast("datetime | None", row["publish_at"]),
        sent_bytes=cast("int", row["sent_bytes"]),
    )
