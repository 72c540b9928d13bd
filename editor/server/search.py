# SPDX-License-Identifier: GPL-3.0-or-later
"""Search for readers: the words of live stories, with marks or without, the newest first."""

from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from editor.server import tables
from editor.server.database import Database
from editor.text import measure, searching

MOST_LETTERS: Final = 100_000
"""Of one story; what is behind them is not searched."""

_wording = tables.wording
# SQLite's own index, which the migrations make.
_INDEX: Final = sa.table("wording_index", sa.column("rowid", sa.Integer))
_INDEX_ITSELF: Final[sa.ColumnElement[str]] = sa.literal_column("wording_index", sa.Text)
_FORGOTTEN: Final = sa.text(
    "INSERT INTO wording_index (wording_index, rowid, words) VALUES ('delete', :n, :words)"
)
_INDEXED: Final = sa.text("INSERT INTO wording_index (rowid, words) VALUES (:n, :words)")


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found."""

    article_id: str
    text: str
    """All its words as readers see them: headline, standfirst, copy, captions."""


def find(database: Database, asked: searching.Question, *, limit: int, start: int = 0) -> list[Hit]:
    """The stories with all these words: first those where they follow one another, then the rest.

    In both the newest first publication is first. Cost: see `tests/bench/bench_search.py`.
    """
    if not asked.words:
        return []
    row = " ".join(asked.words)
    if len(asked.words) == 1 or row in asked.phrases:
        return _hits(database, _all_of(database, asked), limit=limit, start=start)
    together = _all_of(database, replace(asked, phrases=(*asked.phrases, row)))
    first = _hits(database, together, limit=limit, start=start)
    if len(first) == limit:
        return first
    before = len(first) + start if first else _count(database, together, at_most=start)
    apart = _all_of(database, asked).where(
        _wording.c.n.not_in(together.with_only_columns(_wording.c.n))
    )
    return first + _hits(database, apart, limit=limit - len(first), start=max(0, start - before))


def _all_of(database: Database, asked: searching.Question) -> sa.Select[tuple[str, str]]:
    """The stories with all these words and rows of words, in no order."""
    query = sa.select(_wording.c.article_id, _wording.c.text)
    if database.is_sqlite:
        match = " ".join(f'"{each}"' for each in (*asked.words, *asked.phrases))
        query = query.join_from(_INDEX, _wording, _wording.c.n == _INDEX.c.rowid)
        return query.where(_INDEX_ITSELF.op("MATCH")(match))
    told = sa.func.string_to_array(_wording.c.words, " ")
    query = query.where(told.op("@>")(sa.cast(list(asked.words), sa.ARRAY(sa.Text))))
    for phrase in asked.phrases:
        query = query.where(_wording.c.words.contains(f" {phrase} ", autoescape=True))
    return query


def _hits(
    database: Database, query: sa.Select[tuple[str, str]], *, limit: int, start: int
) -> list[Hit]:
    # SQLite's index gives its rows in this order by itself, and stops when there are enough.
    newest = _INDEX.c.rowid if database.is_sqlite else _wording.c.n
    query = query.order_by(newest.desc()).offset(start).limit(limit)
    with database.reading() as connection:
        return [Hit(row.article_id, row.text) for row in connection.execute(query)]


def _count(database: Database, query: sa.Select[tuple[str, str]], *, at_most: int) -> int:
    some = query.with_only_columns(_wording.c.n).limit(at_most).subquery()
    with database.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(some)) or 0


def enter(connection: Connection, article: Article, pictures: dict[Sha256, Picture]) -> None:
    """Read an edition in place of the one before it; it keeps its place among the others."""
    n = leave(connection, article.id)
    if n is None:
        last = connection.scalar(sa.select(sa.func.max(_wording.c.n)))
        n = (last or 0) + 1
    text = _text(article, pictures)
    row = {"n": n, "article_id": article.id, "text": text, "words": searching.words_of(text)}
    connection.execute(sa.insert(_wording).values(row))
    if connection.dialect.name == "sqlite":
        connection.execute(_INDEXED, {"n": n, "words": row["words"]})


def leave(connection: Connection, article_id: str) -> int | None:
    """Forget a story; the place that it had."""
    its = _wording.c.article_id == article_id
    row = connection.execute(sa.select(_wording.c.n, _wording.c.words).where(its)).one_or_none()
    if row is None:
        return None
    if connection.dialect.name == "sqlite":
        connection.execute(_FORGOTTEN, {"n": row.n, "words": row.words})
    connection.execute(sa.delete(_wording).where(its))
    return int(row.n)


def forget_all(connection: Connection) -> None:
    """Forget every story."""
    connection.execute(sa.delete(_wording))
    if connection.dialect.name == "sqlite":
        connection.execute(sa.text("INSERT INTO wording_index (wording_index) VALUES ('rebuild')"))


def _text(article: Article, pictures: dict[Sha256, Picture]) -> str:
    placed = ((each, pictures.get(each.sha256)) for each in article.placements)
    captions = [each.caption_of(picture) for each, picture in placed if picture is not None]
    parts = (article.headline, article.standfirst, measure.visible(article.body), *captions)
    return "\n".join(" ".join(each.split()) for each in parts)[:MOST_LETTERS]
