# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers look stories up by: tags, authors and words, told anew with each edition."""

import json
import logging
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

_FORM: Final = "2"
"""Of what is told here; another one, and all of it is told anew from the editions."""
_MARK: Final = "directory"
_MOST_OF_A_KIND: Final = 200
_topic = tables.topic

_log = logging.getLogger(__name__)


def keep_up(database: Database) -> None:
    """Tell all of it anew, once, where an older program kept the archive.

    Cost: a look at one row; else a few milliseconds for each story that readers may see.
    """
    with database.reading() as connection:
        if meta(connection, _MARK) == _FORM:
            return
    database.write_in_order(tell_anew)


def tell_anew(connection: Connection) -> None:
    """Forget everything, and read every story that readers may see."""
    connection.execute(sa.delete(_topic))
    search.forget_all(connection)
    edition, publication = tables.edition, tables.publication
    query = (
        sa.select(edition.c.doc, edition.c.pictures)
        .join(
            publication,
            sa.and_(
                publication.c.article_id == edition.c.article_id,
                publication.c.number == edition.c.number,
            ),
        )
        .where(publication.c.is_live)
        .order_by(publication.c.published_at, publication.c.article_id)
    )
    count = 0
    for row in connection.execute(query).all():
        pictures = json.loads(row.pictures)
        enter(connection, wire.article_from_doc(json.loads(row.doc)), pictures)
        count += 1
    set_meta(connection, _MARK, _FORM)
    _log.info("%d stories were read for tags, authors and search", count)


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
        for name in every[:_MOST_OF_A_KIND]:
            told.setdefault(vietnamese.slug(name), name)
        yield from ((kind, slug, name) for slug, name in told.items() if slug)
