# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers look stories up by: tags, authors and words, told anew with each edition."""

import json
import logging
import time
from collections.abc import Iterator, Mapping
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor import wire
from editor.model.article import Article
from editor.model.operation import Doc
from editor.model.picture import Sha256
from editor.server import search, tables
from editor.server.database import Database, meta, set_meta
from editor.text import vietnamese

TAG: Final = "tag"
AUTHOR: Final = "author"

_FORM: Final = "3"
"""Of what is told here; another one, and all of it is told anew from the editions."""
_MARK: Final = "directory"
AT_ONCE: Final = 200
"""So many stories are read before an archive is open."""
_TOGETHER: Final = 20
"""So many are read while everybody else who writes waits."""
_MOST_OF_A_KIND: Final = 200
_topic = tables.topic

_log = logging.getLogger(__name__)


def keep_up(database: Database) -> None:
    """Begin to tell all of it anew where an older program kept the archive.

    A small archive is read whole; of a large one the newest stories, and the rest is for
    `read_on`, so that the server answers at once.

    Cost: a look at one row; else some milliseconds for each of at most `AT_ONCE` stories.
    """
    with database.reading() as connection:
        if meta(connection, _MARK) == _FORM:
            return
    database.write_in_order(tell_anew)
    for _ in range(AT_ONCE // _TOGETHER):
        if not read_on(database):
            break


def tell_anew(connection: Connection) -> None:
    """Forget all words: every story that readers may see is to be read by `read_on`."""
    live = sa.select(tables.publication.c.article_id).where(tables.publication.c.is_live)
    connection.execute(sa.delete(_topic).where(_topic.c.article_id.not_in(live)))
    search.forget_all(connection)
    set_meta(connection, _MARK, _FORM)


def read_on(database: Database) -> bool:
    """Read a few of the stories that are to be read; False: all of them were.

    Safe in several processes at once. Cost: a look at one row, else some milliseconds a story,
    the order of writes held meanwhile.
    """
    with database.reading() as connection:
        if search.unread_below(connection) == 0:
            return False
    return database.write_in_order(_read_some)


def read_on_gently(database: Database) -> float | None:
    """As `read_on`; how many seconds to let others write before the next, None: all were read."""
    began_s = time.monotonic()
    return time.monotonic() - began_s if read_on(database) else None


def _read_some(connection: Connection) -> bool:
    edition, publication = tables.edition, tables.publication
    of_it = sa.and_(
        publication.c.article_id == edition.c.article_id, publication.c.number == edition.c.number
    )
    ids = search.unread(connection, _TOGETHER)
    query = sa.select(edition.c.doc, edition.c.pictures).join(publication, of_it)
    for row in connection.execute(query.where(publication.c.article_id.in_(ids))).all():
        enter(connection, wire.article_from_doc(json.loads(row.doc)), json.loads(row.pictures))
    if not ids:
        _log.info("all stories were read for tags, authors and search")
    return bool(ids)


def enter(connection: Connection, article: Article, pictures: Mapping[Sha256, Doc]) -> None:
    """Tell of an edition in place of the one before it.

    Args:
        connection: in the transaction that makes the edition.
        article: as it went public.
        pictures: the documents of its pictures, by their hash.
    """
    connection.execute(sa.delete(_topic).where(_topic.c.article_id == article.id))
    known = {each: wire.picture_from_doc(doc) for each, doc in pictures.items()}
    search.enter(connection, article, known)
    for kind, slug, name in _topics(article):
        row = {"article_id": article.id, "kind": kind, "slug": slug, "name": name}
        connection.execute(sa.insert(_topic).values(row))


def leave(connection: Connection, article_id: str) -> None:
    """Forget a story that readers may no longer see."""
    search.leave(connection, article_id)
    connection.execute(sa.delete(_topic).where(_topic.c.article_id == article_id))


def name_of(connection: Connection, kind: str, slug: str) -> str:
    """A tag or an author as the newest of its stories writes it; empty: there is none."""
    query = (
        sa.select(_topic.c.name)
        .join(tables.publication, tables.publication.c.article_id == _topic.c.article_id)
        .where(_topic.c.kind == kind, _topic.c.slug == slug, tables.publication.c.is_live)
        .order_by(tables.publication.c.published_at.desc(), _topic.c.article_id.desc())
    )
    return connection.scalar(query.limit(1)) or ""


def stories_of(kind: str, slug: str) -> sa.Select[tuple[str]]:
    """The ids of the stories of a tag or an author."""
    return sa.select(_topic.c.article_id).where(_topic.c.kind == kind, _topic.c.slug == slug)


def _topics(article: Article) -> Iterator[tuple[str, str, str]]:
    names = {TAG: article.tags, AUTHOR: tuple(each.byline for each in article.authors)}
    for kind, every in names.items():
        told: dict[str, str] = {}
        # No text of PostgreSQL has a NUL, which a program that is not ours may send.
        for name in (each.replace("\0", "") for each in every[:_MOST_OF_A_KIND]):
            told.setdefault(vietnamese.slug(name), name)
        yield from ((kind, slug, name) for slug, name in told.items() if slug)
