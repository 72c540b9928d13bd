# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits to be sent: coalesced until it is taken, frozen from then on, kept until settled."""

from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection, func, select, text, update

from editor import wire
from editor.errors import Refused
from editor.model.article import SERVER_FIELDS, ArticleId
from editor.model.operation import (
    Doc,
    Done,
    Entity,
    Operation,
    OpKind,
    Outcome,
    Rejected,
    Remote,
    Unknown,
)
from editor.model.picture import Sha256
from editor.model.rows import OpState, OutboxRow
from editor.model.workflow import Act
from editor.store import queue, records, shadows, versions
from editor.store.database import Database
from editor.store.queue import OpRow
from editor.store.records import Record
from editor.store.schema import Instant, clash, outbox
from editor.store.transaction import Writing

_STALE: Final = frozenset({"rev_mismatch", "exists"})
"""Somebody else wrote first: merged, then sent anew."""

_ROWS: Final = text("""
SELECT o.*, coalesce(a.id, '') AS article_id, coalesce(a.headline, '') AS headline,
    coalesce(length(coalesce(o.payload, o.snapshot, r.doc)), 0) + CASE
        WHEN o.entity = 'pictures' AND r.base IS NULL
        THEN coalesce(json_extract(CAST(r.doc AS TEXT), '$.size_bytes'), 0) ELSE 0 END AS size_bytes
FROM outbox o
LEFT JOIN record r ON r.entity = o.entity AND r.id = o.entity_id
LEFT JOIN story a ON a.id = CASE WHEN o.entity = 'articles' THEN o.entity_id
    ELSE (SELECT min(article_id) FROM placed WHERE sha256 = o.entity_id) END
ORDER BY o.seq
""")


class Outbox:
    """Everything that the server has not got, in the order in which it must go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def queue_act(self, article_id: ArticleId, act: Act, *, reason: str = "", origin: str) -> str:
        """Queue an act on the article as it now stands; what is typed later is not in it.

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
            return queue.add_act(writing, found, act, reason=reason)

    def next(self, now: datetime) -> Operation | None:
        """The operation to send now, not yet taken; None when nothing may go.

        A save that has nothing left to say is dropped on the way.
        """
        while True:
            with self._database.read() as connection:
                row = queue.first(connection, now)
                if row is None:
                    return None
                found = records.load(connection, Entity(row.entity), row.entity_id)
                if not _is_needless(row, found):
                    return _operation(row, _kind(row, found))
            self._drop_needless(row.op_id)

    def take(self, op_id: str) -> Operation:
        """Freeze an operation, before its first byte leaves.

        One that was taken before keeps its bytes: the repeat is the same command.

        Raises:
            Refused: `outbox.gone` when it does not wait any more.
        """
        with self._database.write("outbox") as writing:
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
            writing.is_outbox = True
            taken = cast("OpRow", queue.find(writing.connection, op_id))
        return _operation(taken, OpKind(taken.wire_kind))

    def settle(
        self, operation: Operation, outcome: Outcome, *, next_at: datetime | None = None
    ) -> None:
        """Keep what came of an operation, in one transaction.

        Args:
            operation: as it was taken.
            outcome: what the server said, or that nobody knows.
            next_at: for Unknown: not before then.
        """
        with self._database.write("sync") as writing:
            row = queue.find(writing.connection, operation.op_id)
            if row is None:
                return
            _touch(writing, row)
            if isinstance(outcome, Done):
                _done(writing, row, outcome.remote)
            elif isinstance(outcome, Rejected):
                _rejected(writing, row, outcome)
            else:
                _unknown(writing, row, outcome, next_at)

    def rows(self) -> list[OutboxRow]:
        """All that waits, in the order in which it was asked for."""
        with self._database.read() as connection:
            rows = connection.execute(
                _ROWS.columns(*outbox.c, queued_at=Instant(), next_at=Instant())
            ).mappings()
            return [_shown(dict(row)) for row in rows]

    def retry(self, op_id: str) -> None:
        """Try it now. One that was refused is made anew from what now stands."""
        with self._database.write("screen") as writing:
            row = queue.find(writing.connection, op_id)
            if row is None:
                return
            _touch(writing, row)
            seq = row.seq
            queue.change(writing.connection, seq, {"next_at": None})
            if row.state == OpState.PARKED.value:
                queue.anew(writing.connection, seq)
                queue.change(writing.connection, seq, {"error": "", "snapshot": None})

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
            _touch(writing, row)
            queue.settled(writing, row)

    def waiting(self) -> int:
        """How many operations wait or are on their way."""
        asked = select(func.count()).where(outbox.c.state != OpState.PARKED.value)
        with self._database.read() as connection:
            return connection.execute(asked).scalar() or 0

    def needs_you(self) -> int:
        """How many questions wait for a person: refused operations, articles with clashes."""
        parked = select(func.count()).where(outbox.c.state == OpState.PARKED.value)
        clashing = select(clash.c.entity, clash.c.id).distinct().subquery()
        with self._database.read() as connection:
            refused = connection.execute(parked).scalar() or 0
            asked = connection.execute(select(func.count()).select_from(clashing)).scalar() or 0
        return refused + asked

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
        """At start: nobody knows what became of what was on its way."""
        with self._database.write("recovery") as writing:
            lost = outbox.c.state == OpState.INFLIGHT.value
            values = {"state": OpState.UNKNOWN.value, "next_at": None}
            writing.connection.execute(update(outbox).where(lost).values(**values))

    def _drop_needless(self, op_id: str) -> None:
        with self._database.write("outbox") as writing:
            row = queue.find(writing.connection, op_id)
            if row is None:
                return
            found = records.load(writing.connection, Entity(row.entity), row.entity_id)
            if row.payload is None and _is_needless(row, found):
                _touch(writing, row)
                queue.remove(writing, row.seq)


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


def _touch(writing: Writing, row: OpRow) -> None:
    writing.is_outbox = True
    if row.entity == Entity.ARTICLE.value:
        writing.articles.add(ArticleId(row.entity_id))
    else:
        writing.pictures.add(Sha256(row.entity_id))


def _done(writing: Writing, row: OpRow, remote: Remote) -> None:
    queue.settled(writing, row)
    found = records.load(writing.connection, remote.entity, remote.entity_id)
    if found is None:
        return
    if row.act:
        _act_done(writing, found, remote, row.act)
    else:
        _save_done(writing, found, remote, wire.parse(row.snapshot))


def _save_done(writing: Writing, found: Record, remote: Remote, sent: Doc) -> None:
    """The base is what was sent; where the server made it otherwise, as the server made it."""
    made = _differing(remote.doc, sent)
    here = {
        name: value
        for name, value in made.items()
        if name in SERVER_FIELDS or found.doc.get(name, ...) == sent.get(name, ...)
    }
    found = _adopt(writing, found, here, reason="pull", by=remote.author)
    _agree(writing, found, {**sent, **made}, remote)


def _act_done(writing: Writing, found: Record, remote: Remote, act: str) -> None:
    """The server decides state, times and address; anything else in its reply is to be merged."""
    named = SERVER_FIELDS | {"url_slug"}
    base = found.base or {}
    made = {name: remote.doc[name] for name in named if name in remote.doc}
    found = _adopt(writing, found, made, reason=act, by="")
    if set(_differing(remote.doc, {**base, **made})):
        shadows.keep(writing.connection, remote)
        return
    _agree(writing, found, {**base, **made}, remote)


def _adopt(writing: Writing, found: Record, made: Doc, *, reason: str, by: str) -> Record:
    doc = {**found.doc, **made}
    if doc == found.doc:
        return found
    return records.put(writing, found, found.entity, doc, reason=reason, by=by)


def _agree(writing: Writing, found: Record, base: Doc, remote: Remote) -> None:
    records.set_base(writing, found, base, rev=remote.rev, etag=remote.etag, address=remote.address)
    shadows.drop(writing.connection, found.entity, found.id, up_to_rev=remote.rev)
    if records.unsent(found.entity, found.doc, base):
        queue.mark(writing, found.entity, found.id)


def _differing(doc: Doc, other: Doc) -> dict[str, object]:
    return {
        name: value for name, value in doc.items() if name != "v" and other.get(name, ...) != value
    }


def _rejected(writing: Writing, row: OpRow, outcome: Rejected) -> None:
    """Refused for good: parked. Overtaken by somebody's write: made anew after the merge."""
    is_stale = outcome.code in _STALE
    if is_stale and outcome.current is not None:
        shadows.keep(writing.connection, outcome.current)
    if is_stale:
        queue.anew(writing.connection, row.seq)
    values: dict[str, object] = {
        "state": (OpState.PENDING if is_stale else OpState.PARKED).value,
        "error": outcome.code,
        "attempts": row.attempts + 1,
        "payload": None,
        "next_at": None,
    }
    if not row.act and not _is_awaited(writing.connection, row):
        # What is typed from now on goes along with it.
        values["snapshot"] = None
    queue.change(writing.connection, row.seq, values)


def _is_awaited(connection: Connection, row: OpRow) -> bool:
    """Whether an act waits behind a save, which therefore must say what it said."""
    rows = queue.of(connection, Entity(row.entity), row.entity_id)
    return any(each.act and each.seq > row.seq for each in rows)


def _unknown(writing: Writing, row: OpRow, outcome: Unknown, next_at: datetime | None) -> None:
    values: dict[str, object] = {
        "state": OpState.UNKNOWN.value,
        "error": outcome.cause,
        "attempts": row.attempts + 1,
        "next_at": next_at,
    }
    queue.change(writing.connection, row.seq, values)


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
    )
