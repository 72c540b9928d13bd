# SPDX-License-Identifier: GPL-3.0-or-later
"""What came of an operation: it took effect, it was refused, or nobody knows."""

from datetime import datetime
from typing import Final

from sqlalchemy import Connection

from editor import wire
from editor.model.article import SERVER_FIELDS, ArticleId
from editor.model.operation import Doc, Done, Entity, Operation, Outcome, Rejected, Remote, Unknown
from editor.model.picture import Sha256
from editor.model.rows import OpState
from editor.model.workflow import GOES_PUBLIC
from editor.store import editions, queue, records, shadows
from editor.store.queue import OpRow
from editor.store.records import Record
from editor.store.transaction import Writing

_STALE: Final = frozenset({"rev_mismatch", "exists"})
"""Somebody else wrote first: merged, then sent anew."""


def settle(
    writing: Writing, operation: Operation, outcome: Outcome, next_at: datetime | None
) -> None:
    """Keep what came of an operation; one that does not wait any more changes nothing."""
    row = queue.find(writing.connection, operation.op_id)
    if row is None:
        return
    touch(writing, row)
    if isinstance(outcome, Done):
        _done(writing, row, outcome.remote)
    elif isinstance(outcome, Rejected):
        _rejected(writing, row, outcome)
    else:
        _unknown(writing, row, outcome, next_at)


def touch(writing: Writing, row: OpRow) -> None:
    """The entity of a row is not shown as it was."""
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
        if row.act in GOES_PUBLIC and not row.attempts:
            # A repeat is answered with what stands by then, which may be more than went public.
            editions.note_given(writing, remote)
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
