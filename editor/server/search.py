# SPDX-License-Identifier: GPL-3.0-or-later
"""Search for readers: the words of live stories, with marks or without, the newest first."""

from dataclasses import dataclass, replace
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from editor.server import tables, word_index
from editor.server.database import Database, meta, set_meta
from editor.text import measure, searching

MOST_LETTERS: Final = 100_000
"""Of one story; what is behind them is not searched."""
MOST_ANSWERS: Final = 1_000
"""Of a question; nobody turns more than fifty pages, and programs that do are not waited for."""

_UNREAD: Final = "search_unread"
_wording = tables.wording


@dataclass(frozen=True, slots=True)
class Hit:
    """A story that was found."""

    article_id: str
    text: str
    """All its words as readers see them: headline, standfirst, copy, captions."""


def find(database: Database, asked: searching.Question, *, limit: int, start: int = 0) -> list[Hit]:
    """The stories with all these words: first those where they follow one another, then the rest.

    In both the newest first publication is first; the first `MOST_ANSWERS` can be had. Cost: see
    `tests/bench/bench_search.py`.
    """
    end = min(start + limit, MOST_ANSWERS)
    if not asked.words or start >= end:
        return []
    with database.reading() as connection:
        places = _places(connection, asked, end)[start:end]
        query = sa.select(_wording.c.n, _wording.c.article_id, _wording.c.text)
        rows = connection.execute(query.where(_wording.c.n.in_(places)))
        hits = {row.n: Hit(row.article_id, row.text) for row in rows}
    return [hits[each] for each in places if each in hits]


def _places(connection: Connection, asked: searching.Question, most: int) -> list[int]:
    row = " ".join(asked.words)
    if len(asked.words) == 1 or row in asked.phrases:
        return word_index.newest(connection, asked, most)
    together = replace(asked, phrases=(*asked.phrases, row))
    first = word_index.newest(connection, together, most)
    if len(first) == most:
        return first
    seen = {*first}
    every = word_index.newest(connection, asked, most + len(seen))
    return [*first, *(each for each in every if each not in seen)][:most]


def enter(connection: Connection, article: Article, pictures: dict[Sha256, Picture]) -> None:
    """Read an edition in place of the one before it; it keeps its place among the others."""
    n = leave(connection, article.id)
    if n is None:
        n = _last(connection) + 1
    # No text of PostgreSQL has a NUL, which a program that is not ours may send.
    text = _text(article, pictures).replace("\0", " ")
    words = searching.words_of(text)
    row = {"n": n, "article_id": article.id, "text": text, "words": words}
    connection.execute(sa.insert(_wording).values(row))
    if n >= unread_below(connection):
        word_index.enter(connection, n, words)


def leave(connection: Connection, article_id: str) -> int | None:
    """Forget a story; the place that it had."""
    its = _wording.c.article_id == article_id
    row = connection.execute(sa.select(_wording.c.n, _wording.c.words).where(its)).one_or_none()
    if row is None:
        return None
    if row.n >= unread_below(connection):
        word_index.leave(connection, row.n, row.words)
    connection.execute(sa.delete(_wording).where(its))
    return int(row.n)


def forget_all(connection: Connection) -> None:
    """Empty the index, and give each live story a place; what `unread` tells is to be read."""
    live, n = tables.publication.c, sa.func.row_number()
    word_index.forget_all(connection)
    is_live = sa.select(live.article_id).where(live.is_live)
    connection.execute(sa.delete(_wording).where(_wording.c.article_id.not_in(is_live)))
    placed = n.over(order_by=(live.published_at, live.article_id)) + _last(connection)
    columns = {"n": placed, "article_id": live.article_id}
    empty = {name: sa.literal("") for name in ("text", "words")}
    new = sa.select(*({**columns, **empty}).values()).where(
        live.is_live, live.article_id.not_in(sa.select(_wording.c.article_id))
    )
    connection.execute(sa.insert(_wording).from_select([*columns, *empty], new))
    set_meta(connection, _UNREAD, str(_last(connection) + 1))


def unread_below(connection: Connection) -> int:
    """Stories at places below this one were not read yet, since all was forgotten."""
    return int(meta(connection, _UNREAD) or 0)


def unread(connection: Connection, count: int) -> list[str]:
    """The ids of the newest stories that were not read yet, taken note of as read by now.

    The caller enters them in the same transaction.
    """
    before = unread_below(connection)
    query = sa.select(_wording.c.n, _wording.c.article_id).where(_wording.c.n < before)
    rows = connection.execute(query.order_by(_wording.c.n.desc()).limit(count)).all()
    last = rows[-1].n if rows else 0
    # Nothing of them is in the index, so that there is nothing to be taken out of it.
    taken = sa.and_(_wording.c.n >= last, _wording.c.n < before)
    connection.execute(sa.update(_wording).where(taken).values(words=""))
    set_meta(connection, _UNREAD, str(last))
    return [row.article_id for row in rows]


def _last(connection: Connection) -> int:
    return connection.scalar(sa.select(sa.func.max(_wording.c.n))) or 0


def _text(article: Article, pictures: dict[Sha256, Picture]) -> str:
    placed = ((each, pictures.get(each.sha256)) for each in article.placements)
    captions = [each.caption_of(picture) for each, picture in placed if picture is not None]
    parts = (article.headline, article.standfirst, measure.visible(article.body), *captions)
    return "\n".join(" ".join(each.split()) for each in parts)[:MOST_LETTERS]
