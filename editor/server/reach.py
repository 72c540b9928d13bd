# SPDX-License-Identifier: GPL-3.0-or-later
"""The reach of an act: which addresses and keys of the public site show something else after it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor import wire
from editor.model import framing
from editor.server import caching, tables

SITE_WIDE = ("/", "/rss.xml", "/atom.xml", "/sitemap.xml", "/sitemap-news.xml")


@dataclass(frozen=True, slots=True)
class Reach:
    """Addresses from the root on, and the keys of `editor.server.caching`; each once."""

    addresses: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()

    def __or__(self, other: "Reach") -> "Reach":
        return Reach(self.addresses | other.addresses, self.keys | other.keys)

    def __sub__(self, other: "Reach") -> "Reach":
        return Reach(self.addresses - other.addresses, self.keys - other.keys)


def of_story(connection: Connection, article_id: str) -> Reach:
    """Where a story is told of as it is public now: its page, under all its addresses, and lists.

    Other stories' pages have it below them, too: they have its key, and no address here.
    """
    slug = sa.select(tables.address.c.slug).where(tables.address.c.article_id == article_id)
    pages = [f"/{_part(each)}.html" for each in connection.scalars(slug)]
    lists = [*_lists(connection, article_id)]
    feeds = [f"{path}{name}" for path in lists for name in ("rss.xml", "atom.xml")]
    told = {*pages, *SITE_WIDE, *lists, *(each for each in feeds if each.count("/") == 2)}
    keys = {caching.story(article_id), *map(caching.listing, ("/", *lists))}
    return Reach(frozenset(told), frozenset(keys))


def of_pictures(connection: Connection, article_id: str, *, is_every: bool) -> Reach:
    """Every size of the pictures of a story.

    Args:
        connection: in the transaction of the act.
        article_id: of the story.
        is_every: that any edition ever showed, for caches hold them for ever; else the newest.
    """
    edition, publication = tables.edition.c, tables.publication.c
    query = sa.select(edition.doc, edition.pictures).where(edition.article_id == article_id)
    if not is_every:
        number = sa.select(publication.number).where(publication.article_id == article_id)
        query = query.where(edition.number == number.scalar_subquery())
    told, keys = set(), set()
    for row in connection.execute(query):
        docs = json.loads(row.pictures)
        for placement in wire.article_from_doc(json.loads(row.doc)).placements:
            if placement.sha256 in docs:
                keys.add(caching.picture(placement.sha256))
                known = wire.picture_from_doc(docs[placement.sha256])
                for view in framing.views(known, placement.crop):
                    told |= {f"/media/{placement.sha256}/{each.name}" for each in view.renditions}
    return Reach(frozenset(told), frozenset(keys))


def _lists(connection: Connection, article_id: str) -> Iterator[str]:
    listing, topic = tables.listing.c, tables.topic.c
    for category in connection.scalars(
        sa.select(listing.category).where(listing.article_id == article_id)
    ):
        yield f"/{_part(category)}/"
    query = sa.select(topic.kind, topic.slug).where(topic.article_id == article_id)
    for kind, slug in connection.execute(query):
        yield f"/{kind}/{_part(slug)}/"


def _part(text: str) -> str:
    return quote(text, safe="")
