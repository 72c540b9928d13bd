# SPDX-License-Identifier: GPL-3.0-or-later
"""The index over the words of live stories: the newest of those that have them, the rest unread."""

from collections.abc import Iterator
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.server import tables
from editor.text import searching

ERA: Final = 4096
"""So many stories that went public one after the other share an era."""
_MOST_ERAS: Final = 8
"""Looked through at once: each story in them with the words is fetched, however few are wanted."""

_wording = tables.wording
# Made by the migrations: a full text table in SQLite, one with arrays in PostgreSQL.
_index = sa.table(
    "wording_index",
    sa.column("rowid", sa.Integer),
    sa.column("n", sa.Integer),
    sa.column("tokens", sa.ARRAY(sa.Text)),
)
_ITSELF: Final[sa.ColumnElement[str]] = sa.literal_column("wording_index", sa.Text)
_LEFT: Final = sa.text(
    "INSERT INTO wording_index (wording_index, rowid, tokens) VALUES ('delete', :n, :tokens)"
)
_ENTERED: Final = sa.text("INSERT INTO wording_index (rowid, tokens) VALUES (:n, :tokens)")
_ALL_LEFT: Final = sa.text("INSERT INTO wording_index (wording_index) VALUES ('delete-all')")
_BY_INDEX: Final = sa.text("SET LOCAL enable_seqscan = off")


def newest(connection: Connection, asked: searching.Question, most: int) -> list[int]:
    """The places of the newest stories with all these words and rows of words, at most so many.

    Cost: by what is found, not by how many stories there are; see `tests/bench/bench_search.py`.
    """
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{each}"' for each in asked.tokens)
        query = _in_rows(sa.select(_index.c.rowid), _index.c.rowid, asked)
        query = query.where(_ITSELF.op("MATCH")(match)).order_by(_index.c.rowid.desc())
        return [*connection.scalars(query.limit(most))]
    return _newest_by_eras(connection, asked, most)


def enter(connection: Connection, n: int, words: str) -> None:
    """Take a story in.

    Args:
        connection: in the transaction that makes its edition.
        n: its place.
        words: as `editor.text.searching.words_of` gives them.
    """
    tokens = sorted(searching.tokens_of(words))
    if connection.dialect.name == "sqlite":
        connection.execute(_ENTERED, {"n": n, "tokens": " ".join(tokens)})
    else:
        told = [_of_era(each, n // ERA) for each in tokens]
        connection.execute(sa.insert(_index).values(n=n, tokens=told))


def leave(connection: Connection, n: int, words: str) -> None:
    """Take a story out that was taken in with these very words, or with none."""
    if connection.dialect.name != "sqlite":
        connection.execute(sa.delete(_index).where(_index.c.n == n))
    elif words:
        tokens = sorted(searching.tokens_of(words))
        connection.execute(_LEFT, {"n": n, "tokens": " ".join(tokens)})


def forget_all(connection: Connection) -> None:
    """Take every story out."""
    if connection.dialect.name == "sqlite":
        connection.execute(_ALL_LEFT)
    else:
        connection.execute(sa.delete(_index))


def _newest_by_eras(connection: Connection, asked: searching.Question, most: int) -> list[int]:
    """PostgreSQL's index knows no order: the newest era is looked through first, then older ones.

    Each token in it names the era that it was taken in, so that a common word costs what one era
    has of it, and a rare one a few looks more.
    """
    found: list[int] = []
    # Its guess of what a token costs knows nothing of how wide these rows are.
    connection.execute(_BY_INDEX)
    for eras in _runs(connection.scalar(sa.select(sa.func.max(_index.c.n)))):
        each_era = (_has_all([_of_era(each, era) for each in asked.tokens]) for era in eras)
        query = _in_rows(sa.select(_index.c.n).where(sa.or_(*each_era)), _index.c.n, asked)
        found += sorted(connection.scalars(query), reverse=True)
        if len(found) >= most:
            break
    return found[:most]


def _runs(last: int | None) -> Iterator[range]:
    """Eras to be looked through together, the newest first, ever more at once."""
    end, count = -1 if last is None else last // ERA, 1
    while end >= 0:
        yield range(end, max(end - count, -1), -1)
        end, count = end - count, min(2 * count, _MOST_ERAS)


def _has_all(tokens: list[str]) -> sa.ColumnElement[bool]:
    return _index.c.tokens.op("@>", return_type=sa.Boolean())(sa.cast(tokens, sa.ARRAY(sa.Text)))


def _of_era(token: str, era: int) -> str:
    return f"{era}:{token}"


def _in_rows(
    query: sa.Select[tuple[int]], n: sa.ColumnElement[int], asked: searching.Question
) -> sa.Select[tuple[int]]:
    """Of three words in a row the index knows each two only: those are looked at themselves."""
    long = [each for each in asked.phrases if each.count(" ") > 1]
    # One look at a time: joined, the database might begin with the words of all stories.
    words = sa.select(_wording.c.words).where(_wording.c.n == n).scalar_subquery()
    return query.where(*(words.contains(f" {each} ", autoescape=True) for each in long))
