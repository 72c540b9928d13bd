# SPDX-License-Identifier: GPL-3.0-or-later
"""Dispatches: what the sources sent, clean: found, read, used, and let go of in time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    bindparam,
    case,
    column,
    func,
    insert,
    select,
    table,
    text,
    update,
)

from editor.errors import Refused
from editor.model.article import ArticleId
from editor.model.dispatch import (
    Dispatch,
    DispatchFilter,
    DispatchId,
    DispatchRow,
    SourceId,
)
from editor.store import search
from editor.store.database import Database
from editor.store.schema import dispatch, source

AT_ONCE: Final = 500
"""How many keys or ids are asked for in one statement."""
SEARCHED: Final = 4000
"""Characters of a body that search reads."""


@dataclass(frozen=True, slots=True)
class Arrived:
    """A dispatch as it came in: new, or in other words than before."""

    key: str
    digest: str
    at: datetime | None
    """None: it does not say."""
    headline: str
    standfirst: str
    body: str
    link: str
    author: str
    language: str


class Dispatches:
    """All that came in over the wires and is still kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def known(self, source_id: SourceId, keys: Sequence[str]) -> dict[str, str]:
        """Of some keys those that are here, each with the digest of what it said."""
        found: dict[str, str] = {}
        with self._database.read() as connection:
            for start in range(0, len(keys), AT_ONCE):
                some = keys[start : start + AT_ONCE]
                asked = select(dispatch.c.key, dispatch.c.digest).where(
                    dispatch.c.source_id == source_id, dispatch.c.key.in_(some)
                )
                found.update({row.key: row.digest for row in connection.execute(asked)})
        return found

    def take(
        self,
        source_id: SourceId,
        arrived: Sequence[Arrived],
        seen: Sequence[str] | None,
        told: Mapping[str, object],
        *,
        origin: str,
    ) -> int:
        """Put away what a source gave, in one transaction; how many of it are new.

        What came before in other words gets the new ones; it is unread again where its headline
        is another.

        Args:
            source_id: whose.
            arrived: what is new or changed, the first of its list first.
            seen: the keys of all that the source shows; None: the same as the last time.
            told: fields of the source itself.
            origin: who asks.

        Cost: 0.3 ms for each that is new.
        """
        with self._database.write(origin) as writing:
            connection = writing.connection
            one = select(source.c.id).where(source.c.id == source_id)
            if connection.execute(one).first() is None:
                # It was removed while it was being asked.
                return 0
            _note_seen(connection, source_id, seen, writing.at)
            # The first of a list is the newest: it gets the highest id.
            count = sum(_put(connection, source_id, each, writing.at) for each in reversed(arrived))
            connection.execute(update(source).where(source.c.id == source_id).values(**told))
            writing.is_wires = True
        return count

    def rows(
        self, chosen: DispatchFilter, *, limit: int = 100, offset: int = 0
    ) -> list[DispatchRow]:
        """A part of the list, the newest first; in a search those first that have it as a phrase.

        Cost: 60 ms for 10,000 without search.
        """
        asked = _listed(chosen, _SHOWN)
        if asked is None:
            return []
        with self._database.read() as connection:
            found = connection.execute(asked.limit(limit).offset(offset)).all()
        return [DispatchRow(*row) for row in found]

    def count(self, chosen: DispatchFilter) -> int:
        """How many rows a filter shows."""
        asked = _listed(chosen, (dispatch.c.id,))
        if asked is None:
            return 0
        counted = select(func.count()).select_from(asked.order_by(None).subquery())
        with self._database.read() as connection:
            return connection.execute(counted).scalar() or 0

    def get(self, dispatch_id: DispatchId) -> Dispatch:
        """One of them, whole.

        Raises:
            Refused: `feed.unknown_dispatch`.
        """
        with self._database.read() as connection:
            row = connection.execute(_ONE, {"its_id": dispatch_id}).first()
        if row is None:
            raise Refused("feed.unknown_dispatch", id=dispatch_id)
        return Dispatch(**row._mapping)  # noqa: SLF001 - the public name of SQLAlchemy's rows

    def mark_read(self, ids: Iterable[DispatchId], *, is_read: bool = True, origin: str) -> None:
        """Say that some of them were read, or were not."""
        wanted = list(ids)
        with self._database.write(origin) as writing:
            for start in range(0, len(wanted), AT_ONCE):
                some = dispatch.c.id.in_(wanted[start : start + AT_ONCE])
                changed = update(dispatch).where(some, dispatch.c.is_read != is_read)
                done = writing.connection.execute(changed.values(is_read=is_read))
                writing.is_wires = writing.is_wires or done.rowcount > 0

    def mark_used(self, dispatch_id: DispatchId, story_id: ArticleId, *, origin: str) -> None:
        """A story was started from one of them: it is kept, and read."""
        with self._database.write(origin) as writing:
            one = update(dispatch).where(dispatch.c.id == dispatch_id)
            writing.connection.execute(one.values(story_id=story_id, is_read=True))
            writing.is_wires = True

    def prune(self, days: int, *, origin: str) -> int:
        """Let go of what no source has shown for so many days and no story was started from."""
        with self._database.write(origin) as writing:
            until = {"until": writing.at - timedelta(days=days)}
            old = writing.connection.execute(_OLD, until).scalars().all()
            if old:
                gone = [{"its_id": each} for each in old]
                writing.connection.execute(_FORGET_WORDS, gone)
                writing.connection.execute(_FORGET, gone)
                writing.is_wires = True
        return len(old)


def _note_seen(
    connection: Connection, source_id: SourceId, seen: Sequence[str] | None, at: datetime
) -> None:
    its = dispatch.c.source_id == source_id
    if seen is None:
        newest = select(func.max(dispatch.c.seen_at)).where(its).scalar_subquery()
        connection.execute(
            update(dispatch).where(its, dispatch.c.seen_at == newest).values(seen_at=at)
        )
        return
    for start in range(0, len(seen), AT_ONCE):
        some = dispatch.c.key.in_(seen[start : start + AT_ONCE])
        connection.execute(update(dispatch).where(its, some).values(seen_at=at))


def _put(connection: Connection, source_id: SourceId, its: Arrived, now: datetime) -> bool:
    """Store one; whether it is new."""
    told = asdict(its)
    at = min(its.at or now, now)
    there = connection.execute(_KNOWN, {"its_source": source_id, "its_key": its.key}).first()
    if there is None:
        row = {**told, "at": at, "seen_at": now, "source_id": source_id}
        made = connection.execute(insert(dispatch).values(**row).returning(dispatch.c.id))
        connection.execute(_WORDS, {"its_id": made.scalar_one(), "words": _searched(its)})
        return True
    again = {} if there.headline == its.headline else {"is_read": False}
    when = {} if its.at is None else {"at": at}
    del told["at"], told["key"]
    one = update(dispatch).where(dispatch.c.id == there.id)
    connection.execute(one.values(**told, **again, **when))
    connection.execute(_FORGET_WORDS, {"its_id": there.id})
    connection.execute(_WORDS, {"its_id": there.id, "words": _searched(its)})
    return False


def _searched(its: Arrived) -> str:
    return search.text_of(
        "\n".join((its.headline, its.standfirst, its.body[:SEARCHED], its.author))
    ).folded


def _listed(chosen: DispatchFilter, shown: Sequence[ColumnElement[Any]]) -> Select[Any] | None:
    """What a filter shows; None: a search for nothing."""
    asked = select(*shown).join(source, source.c.id == dispatch.c.source_id)
    if chosen.source_id is None:
        asked = asked.where(source.c.is_on)
    else:
        asked = asked.where(dispatch.c.source_id == chosen.source_id)
    if chosen.is_unread:
        asked = asked.where(dispatch.c.is_read == text("0"))
    newest = (dispatch.c.at.desc(), dispatch.c.id.desc())
    if not chosen.text.strip():
        return asked.order_by(*newest)
    query = search.parse(chosen.text)
    if not query.terms:
        return None
    asked = asked.where(dispatch.c.id.in_(_having(query.words)))
    if len(query.terms) == 1:
        return asked.order_by(*newest)
    # Syllables are few and words are made of several: those that stand together come first.
    together = case((dispatch.c.id.in_(_having(query.phrase)), 0), else_=1)
    return asked.order_by(together, *newest)


def _having(words: str) -> Select[Any]:
    return select(_index.c.rowid).where(_index.c.dispatch_words.op("MATCH")(words))


_index = table("dispatch_words", column("rowid"), column("dispatch_words"))
_LABEL: Final = func.coalesce(
    func.nullif(source.c.name, ""), func.nullif(source.c.title, ""), source.c.address
).label("source")
_SHOWN: Final = (
    dispatch.c.id,
    _LABEL,
    dispatch.c.headline,
    dispatch.c.at,
    dispatch.c.is_read,
    dispatch.c.story_id,
)
_ONE: Final = (
    select(
        *_SHOWN,
        dispatch.c.source_id,
        dispatch.c.standfirst,
        dispatch.c.body,
        dispatch.c.link,
        dispatch.c.author,
        dispatch.c.language,
    )
    .join(source, source.c.id == dispatch.c.source_id)
    .where(dispatch.c.id == bindparam("its_id"))
)
_KNOWN: Final = select(dispatch.c.id, dispatch.c.headline).where(
    dispatch.c.source_id == bindparam("its_source"), dispatch.c.key == bindparam("its_key")
)
_OLD: Final = select(dispatch.c.id).where(
    dispatch.c.seen_at < bindparam("until", type_=dispatch.c.seen_at.type),
    dispatch.c.story_id.is_(None),
)
_WORDS: Final = text("INSERT INTO dispatch_words(rowid, words) VALUES (:its_id, :words)")
_FORGET_WORDS: Final = text("DELETE FROM dispatch_words WHERE rowid = :its_id")
_FORGET: Final = text("DELETE FROM dispatch WHERE id = :its_id")
