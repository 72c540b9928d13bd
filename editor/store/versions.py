# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of the history: which change goes on in the newest version, and which begins one."""

import zlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Connection, Row, bindparam, insert, select, update

from editor import wire
from editor.model.operation import Doc, Entity
from editor.store.journal import Entry
from editor.store.schema import record, version
from editor.store.transaction import Writing
from editor.text import measure

TYPING: Final = "typing"
SITTING: Final = timedelta(minutes=5)
"""Typing longer than this becomes a new version."""
PAUSE: Final = timedelta(minutes=2)
"""Typing after a longer pause becomes a new version."""
SHRUNK_TO: Final = 0.75
"""A text that falls below this part of its length closes the version that had all of it."""
SHRUNK_BY: Final = 80
"""... when that is at least so many characters."""
_TEXTS: Final = ("headline", "kicker", "standfirst", "body", "ednote")


def note(
    writing: Writing,
    article_id: str,
    docs: tuple[Doc | None, Doc],
    *,
    reason: str,
    by: str,
    words: int,
) -> None:
    """Give a new document its place in the history.

    The newest version has no copy of its own: it is the article as it stands. So typing costs
    the history next to nothing, and a version is written out when the next one begins.

    Args:
        writing: the transaction that also stores the article.
        article_id: whose.
        docs: as it was (None: it is new), as it is.
        reason: why it changed; only `typing` goes on in the version before.
        by: who changed it; empty: this laptop.
        words: of the new document.
    """
    before, doc = docs
    head = _head(writing.connection, article_id)
    if head is None or before is None:
        _begin(writing, article_id, 1 if head is None else head.number + 1, doc, reason, by, words)
        return
    peak, is_shrunk = _peak(head, before, doc)
    if is_shrunk or not _goes_on(head, writing.at, reason, by):
        _end(writing.connection, article_id, peak if is_shrunk else pack(before))
        _begin(writing, article_id, head.number + 1, doc, reason, by, words)
        return
    values = {"at": writing.at, "headline": str(doc.get("headline", "")), "words": words}
    if peak is not head.peak:
        length = max(head.peak_length, _length(before)) if peak else 0
        values |= {"peak": peak, "peak_length": length}
    _change(writing.connection, article_id, head.number, values)


def keep(  # the columns of a row
    writing: Writing,
    article_id: str,
    doc: Doc,
    *,
    reason: str,
    by: str,
    at: datetime | None = None,
) -> None:
    """Put a document into the history that never stood here, such as theirs before a merge."""
    at = at or writing.at
    head = _head(writing.connection, article_id)
    number = 1 if head is None else head.number + 1
    if head is not None and head.doc is None:
        _end(writing.connection, article_id, pack(standing(writing.connection, article_id)))
    words = measure.words(str(doc.get("body", "")))
    _begin(writing, article_id, number, doc, reason, by, words, at)
    _end(writing.connection, article_id, pack(doc))
    line = {"what": "version", "at": at.isoformat(), "entity": Entity.ARTICLE.value}
    told = {"id": article_id, "reason": reason, "by": by, "doc": doc}
    writing.journal.append(Entry({**line, **told}))


def kept(connection: Connection, article_id: str) -> Iterator[dict[str, object]]:
    """The documents of the history that have a copy of their own, one at a time."""
    asked = select(version.c.doc).where(_ITS, version.c.doc.is_not(None))
    for packed in connection.execute(asked, {"its_id": article_id}).scalars():
        yield unpacked(packed)


def seal(connection: Connection, article_id: str, *, reason: str = "") -> None:
    """Let nothing more be written into the newest version; it may get a new reason."""
    head = _head(connection, article_id)
    if head is not None:
        values = {"is_open": False, "reason": reason or head.reason}
        _change(connection, article_id, head.number, values)


def write_out(connection: Connection, article_id: str, doc: Doc) -> None:
    """Give the newest version its own copy: the article is about to go."""
    head = _head(connection, article_id)
    if head is not None and head.doc is None:
        _end(connection, article_id, pack(doc))


def pack(doc: Doc) -> bytes:
    """A document as the history stores it."""
    return zlib.compress(wire.canonical(doc), 1)


def unpacked(packed: bytes) -> dict[str, object]:
    """A document out of the history."""
    return wire.parse(zlib.decompress(packed))


def _goes_on(head: Row[*tuple[object, ...]], at: datetime, reason: str, by: str) -> bool:
    return bool(
        head.is_open
        and head.reason == reason == TYPING
        and head.author == by
        and timedelta() <= at - head.at < PAUSE
        and at - head.started_at < SITTING
    )


def _peak(head: Row[*tuple[object, ...]], before: Doc, doc: Doc) -> tuple[bytes | None, bool]:
    """The longest text of this version while it shrinks; whether it has shrunk too far."""
    now, was = _length(doc), _length(before)
    most = max(was, head.peak_length)
    if now >= most:
        return None, False
    peak = head.peak if head.peak and head.peak_length >= was else pack(before)
    return peak, most - now >= SHRUNK_BY and now < most * SHRUNK_TO


def _length(doc: Doc) -> int:
    return sum(len(str(doc.get(name, ""))) for name in _TEXTS)


def begin_new(
    writing: Writing, docs: Sequence[Doc], words: Sequence[int], *, reason: str, by: Sequence[str]
) -> None:
    """Begin the history of articles that have none."""
    rows = [
        _row(writing, str(doc["id"]), 1, doc, reason, author, count)
        for doc, author, count in zip(docs, by, words, strict=True)
    ]
    writing.connection.execute(_INSERT, rows)


def _begin(  # noqa: PLR0913, PLR0917  # the columns of a row
    writing: Writing,
    article_id: str,
    number: int,
    doc: Doc,
    reason: str,
    by: str,
    words: int,
    at: datetime | None = None,
) -> None:
    row = _row(writing, article_id, number, doc, reason, by, words, at)
    writing.connection.execute(_INSERT, row)


def _row(  # noqa: PLR0913, PLR0917  # the columns of a row
    writing: Writing,
    article_id: str,
    number: int,
    doc: Doc,
    reason: str,
    by: str,
    words: int,
    at: datetime | None = None,
) -> dict[str, object]:
    return {
        "article_id": article_id,
        "number": number,
        "started_at": at or writing.at,
        "at": at or writing.at,
        "author": by,
        "reason": reason,
        "headline": str(doc.get("headline", "")),
        "words": words,
        "is_open": reason == TYPING,
    }


def _end(connection: Connection, article_id: str, packed: bytes | None) -> None:
    head = _head(connection, article_id)
    if head is not None:
        values: Mapping[str, object] = {"is_open": False, "peak": None, "peak_length": 0}
        own = {} if head.doc else {"doc": packed}
        _change(connection, article_id, head.number, {**values, **own})


def _change(
    connection: Connection, article_id: str, number: int, values: Mapping[str, object]
) -> None:
    connection.execute(_UPDATE, {"its_id": article_id, "its_number": number, **values})


def _head(connection: Connection, article_id: str) -> Row[*tuple[object, ...]] | None:
    return connection.execute(_HEAD, {"its_id": article_id}).first()


def numbered(
    connection: Connection, article_id: str, number: int
) -> Row[*tuple[object, ...]] | None:
    """One version, or None."""
    one = (version.c.article_id == article_id) & (version.c.number == number)
    return connection.execute(select(version).where(one)).first()


def standing(connection: Connection, article_id: str) -> dict[str, object]:
    """The article as it stands: the newest version."""
    return wire.parse(connection.execute(_STANDING, {"its_id": article_id}).scalar_one())


# Made once: to put a statement together costs more than to run it.
_ITS: Final = version.c.article_id == bindparam("its_id")
_HEAD: Final = select(version).where(_ITS).order_by(version.c.number.desc()).limit(1)
_INSERT: Final = insert(version)
_UPDATE: Final = update(version).where(_ITS, version.c.number == bindparam("its_number"))
_STANDING: Final = select(record.c.doc).where(
    record.c.entity == Entity.ARTICLE.value, record.c.id == bindparam("its_id")
)
