# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers get: editions, frozen when they went public, and the addresses that lead to them."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor import wire
from editor.cms import rules
from editor.cms.transitions import Transition
from editor.model import framing
from editor.model.article import PLAN_FIELDS, Article, ArticleId
from editor.model.operation import Doc, Entity
from editor.model.picture import Crop, Picture, Sha256
from editor.server import deliveries, directory, purges, reach, search, tables
from editor.server.database import Database, iso, meta, set_meta
from editor.server.tokens import Caller
from editor.text.searching import Question

MAX_SIGHTS = 4096
_MAX_CATEGORY_LETTERS = 200
_MARK = "editions"
_OURS = frozenset({"remarks", "deeds", *PLAN_FIELDS})
_edition, _publication = tables.edition, tables.publication


@dataclass(frozen=True, slots=True)
class Edition:
    """One article as it went public, with its pictures as they were then."""

    article: Article
    pictures: Mapping[Sha256, Picture]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Moved:
    """An address that once was; the article is elsewhere now."""

    slug: str


@dataclass(frozen=True, slots=True)
class Gone:
    """The article was taken down."""


@dataclass(frozen=True, slots=True)
class Sight:
    """A picture as an edition shows it."""

    picture: Picture
    crop: Crop | None
    """The story's own; see `Placement.crop`."""


@dataclass(frozen=True, slots=True)
class Which:
    """Which of all stories; as it stands: every one."""

    category: str = ""
    topic: tuple[str, str] | None = None
    """Of one tag or author: see `editor.server.directory`."""
    other_than: ArticleId | None = None
    since: datetime | None = None
    """Only those that went public then or later; aware."""


EVERY = Which()


class Editions:
    """The public side of the archive, for reading only. Thread: any."""

    def __init__(self, database: Database) -> None:
        self._database = database
        # An edition never changes.
        self._sights: dict[tuple[str, int, str], Sight | None] = {}

    def mark(self) -> str:
        """What is another one after each change of what readers may see."""
        with self._database.reading() as connection:
            return meta(connection, _MARK)

    def at(self, slug: str) -> Edition | Moved | Gone | None:
        """What stands at an address `/{slug}.html`; None: nothing ever did."""
        if not slug.isprintable():
            return None
        whose = sa.select(tables.address.c.article_id).where(tables.address.c.slug == slug)
        with self._database.reading() as connection:
            article_id = connection.scalar(whose)
            row = connection.execute(
                _newest().where(_publication.c.article_id == article_id)
            ).one_or_none()
        if row is None:
            return None
        if not row.is_live:
            return Gone()
        return _read(row) if row.slug == slug else Moved(row.slug)

    def live(self, which: Which = EVERY, *, limit: int, start: int = 0) -> list[Edition]:
        """What readers may see, newest first publication first; the first `start` left out."""
        if not which.category.isprintable():
            return []
        query = _narrowed(_newest().where(_publication.c.is_live), which)
        order = (_publication.c.published_at.desc(), _publication.c.article_id.desc())
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(*order).offset(start).limit(limit)).all()
        return [_read(row) for row in rows]

    def found(self, asked: Question, *, limit: int, start: int = 0) -> list[tuple[Edition, str]]:
        """What readers may see with these words, newest first, each with all its text."""
        hits = search.find(self._database, asked, limit=limit, start=start)
        if not hits:
            return []
        ids = [each.article_id for each in hits]
        # Neither an order nor who is live: for each of both there is an index, and the database
        # would go through all stories in it.
        query = _newest().where(_publication.c.article_id.in_(ids))
        with self._database.reading() as connection:
            rows = connection.execute(query).all()
        live = {str(each.article.id): each for each in map(_read, filter(_is_live, rows))}
        return [(live[hit.article_id], hit.text) for hit in hits if hit.article_id in live]

    def topic_name(self, kind: str, slug: str) -> str:
        """A tag or an author as readers know it; empty: no live story has it."""
        if not slug.isprintable():
            return ""
        with self._database.reading() as connection:
            return directory.name_of(connection, kind, slug)

    def count(self) -> int:
        """How many stories readers may see."""
        query = sa.select(sa.func.count()).where(_publication.c.is_live)
        with self._database.reading() as connection:
            return connection.scalar(query) or 0

    def addresses(self, *, start: int, limit: int) -> list[tuple[str, str]]:
        """Where what readers may see is found: (slug, when it last changed), the oldest first."""
        query = (
            sa.select(_publication.c.slug, _edition.c.at)
            .join(_edition, _is_newest())
            .where(_publication.c.is_live)
            .order_by(_publication.c.published_at, _publication.c.article_id)
            .offset(start)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row.slug, row.at) for row in connection.execute(query)]

    def sight(self, sha256: str, name: str) -> Sight | None:
        """The picture that an address `/media/<sha256>/<name>` shows, as an edition has it.

        A live story shows it; an address of one of its older editions goes on working, what no
        edition ever showed is never made.
        """
        found = self._found(sha256, name, self._shows(sha256, is_newest=True))
        return found or self._found(sha256, name, self._shows(sha256, is_newest=False))

    def sights(self, sha256: str) -> list[Sight]:
        """A picture as each live story shows it now."""
        keys = self._shows(sha256, is_newest=True)
        return [each for key in keys if (each := self._sight(*key, sha256)) is not None]

    def _found(self, sha256: str, name: str, keys: list[tuple[str, int]]) -> Sight | None:
        for key in keys:
            sight = self._sight(*key, sha256)
            if sight is not None and framing.find(sight.picture, name, sight.crop) is not None:
                return sight
        return None

    def _shows(self, sha256: str, *, is_newest: bool) -> list[tuple[str, int]]:
        """The newest editions of the live stories that show a picture, or all of these stories."""
        query = (
            sa.select(_edition.c.article_id, _edition.c.number)
            .join(_publication, _publication.c.article_id == _edition.c.article_id)
            .join(tables.shown, tables.shown.c.article_id == _edition.c.article_id)
            .where(_publication.c.is_live, tables.shown.c.sha256 == sha256)
            .order_by(_edition.c.number.desc())
        )
        if is_newest:
            query = query.where(_edition.c.number == _publication.c.number)
        with self._database.reading() as connection:
            return [(row.article_id, row.number) for row in connection.execute(query)]

    def _sight(self, article_id: str, number: int, sha256: str) -> Sight | None:
        key = (article_id, number, sha256)
        if key not in self._sights:
            if len(self._sights) >= MAX_SIGHTS:
                self._sights.clear()
            self._sights[key] = self._read_sight(article_id, number, Sha256(sha256))
        return self._sights[key]

    def _read_sight(self, article_id: str, number: int, sha256: Sha256) -> Sight | None:
        query = sa.select(_edition.c.doc, _edition.c.pictures).where(
            _edition.c.article_id == article_id, _edition.c.number == number
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one()
        doc = json.loads(row.pictures).get(sha256)
        placements = wire.article_from_doc(json.loads(row.doc)).placements
        crop = next((each.crop for each in placements if each.sha256 == sha256), None)
        return None if doc is None else Sight(wire.picture_from_doc(doc), crop)


@dataclass(frozen=True, slots=True)
class Issue:
    """An article about to go public."""

    doc: Doc
    """As it stands after the act, its address aside."""
    pictures: Mapping[Sha256, Doc]
    asked: Transition
    caller: Caller
    at: datetime


def is_out(connection: Connection, article_id: str, name: str) -> bool:
    """Did an edition of that name go public before? One without a name never did."""
    if not name:
        return False
    query = sa.select(_edition.c.number).where(
        _edition.c.article_id == article_id, _edition.c.name == name
    )
    return connection.scalar(query) is not None


def public_slug(connection: Connection, article_id: str) -> str:
    """The address of an article's live edition; empty when readers may not see it."""
    query = sa.select(_publication.c.slug).where(
        _publication.c.article_id == article_id, _publication.c.is_live
    )
    return connection.scalar(query) or ""


def issue(connection: Connection, out: Issue) -> dict[str, object]:
    """Put an article before readers, in the caller's transaction; its document as it then is."""
    article = wire.article_from_doc(out.doc)
    before = connection.execute(
        sa.select(_publication).where(_publication.c.article_id == article.id)
    ).one_or_none()
    slug = rules.free_slug(
        article,
        "" if before is None else before.slug,
        lambda wanted: _owner(connection, wanted),
    )
    doc = {**out.doc, "url_slug": slug}
    # What colleagues say, do and plan among themselves is no part of what readers get.
    given = {name: value for name, value in doc.items() if name not in _OURS}
    number = 1 if before is None else before.number + 1
    connection.execute(
        sa.insert(_edition).values(
            article_id=article.id,
            number=number,
            name=out.asked.edition or None,
            act=out.asked.act.value,
            at=iso(out.at),
            author=out.caller.person,
            doc=_text(given),
            pictures=_text(out.pictures),
        )
    )
    with _told_to_caches(connection, article.id, out.at):
        _list(connection, article, slug, number, out.pictures)
    deliveries.note(connection, article.id, out.at)
    set_meta(connection, _MARK, uuid4().hex)
    return doc


def withdraw(connection: Connection, article_id: str, at: datetime) -> None:
    """Take an article from readers; its editions and its address stay known."""
    with _told_to_caches(connection, article_id, at, is_urgent=True):
        directory.leave(connection, article_id)
        change = sa.update(_publication).where(_publication.c.article_id == article_id)
        connection.execute(change.values(is_live=False))
    deliveries.note(connection, article_id, at, is_urgent=True)
    set_meta(connection, _MARK, uuid4().hex)


@contextmanager
def _told_to_caches(
    connection: Connection, article_id: str, at: datetime, *, is_urgent: bool = False
) -> Iterator[None]:
    """Note what a story changes for readers: all that told of it before, and all that does now."""
    if not purges.is_wanted(connection):
        yield
        return
    before = reach.of_story(connection, article_id)
    pictures = reach.of_pictures(connection, article_id, is_every=is_urgent)
    yield
    if not is_urgent:
        # Those that the new edition left out are given to nobody any more.
        pictures -= reach.of_pictures(connection, article_id, is_every=False)
    after = reach.of_story(connection, article_id)
    purges.note(connection, before | after | pictures, at, is_urgent=is_urgent)


def _list(
    connection: Connection,
    article: Article,
    slug: str,
    number: int,
    pictures: Mapping[Sha256, Doc],
) -> None:
    """Make an edition the one that readers find."""
    for table in (_publication, tables.listing, tables.shown):
        connection.execute(sa.delete(table).where(table.c.article_id == article.id))
    if _owner(connection, slug) is None:
        connection.execute(sa.insert(tables.address).values(slug=slug, article_id=article.id))
    published_at = iso(article.published_at) if article.published_at else ""
    row = {"article_id": article.id, "number": number, "slug": slug, "is_live": True}
    connection.execute(sa.insert(_publication).values(**row, published_at=published_at))
    for category in {article.category, *article.other_categories}:
        if not category or len(category) > _MAX_CATEGORY_LETTERS or not category.isprintable():
            continue
        row = {"article_id": article.id, "category": category}
        connection.execute(sa.insert(tables.listing).values(row))
    directory.enter(connection, article, pictures)
    for sha256 in {each.sha256 for each in article.placements}:
        connection.execute(sa.insert(tables.shown).values(article_id=article.id, sha256=sha256))


def picture_docs(connection: Connection, article: Article) -> dict[Sha256, Doc]:
    """The newest documents of an article's pictures; those that are not known are left out."""
    wanted = [str(each.sha256) for each in article.placements]
    query = (
        sa.select(tables.revision.c.id, tables.revision.c.doc)
        .join(tables.head, _is_head())
        .where(tables.head.c.entity == Entity.PICTURE.value, tables.head.c.id.in_(wanted))
    )
    return {Sha256(row.id): json.loads(row.doc) for row in connection.execute(query)}


def _is_head() -> sa.ColumnElement[bool]:
    head, revision = tables.head.c, tables.revision.c
    return sa.and_(head.entity == revision.entity, head.id == revision.id, head.rev == revision.rev)


def _newest() -> sa.Select[tuple[object, ...]]:
    return sa.select(
        _publication.c.slug,
        _publication.c.is_live,
        _edition.c.number,
        _edition.c.doc,
        _edition.c.pictures,
    ).join_from(_publication, _edition, _is_newest())


def _narrowed(query: sa.Select[tuple[object, ...]], which: Which) -> sa.Select[tuple[object, ...]]:
    if which.category:
        listed = sa.select(tables.listing.c.article_id).where(
            tables.listing.c.category == which.category
        )
        query = query.where(_publication.c.article_id.in_(listed))
    if which.topic is not None:
        query = query.where(_publication.c.article_id.in_(directory.stories_of(*which.topic)))
    if which.other_than is not None:
        query = query.where(_publication.c.article_id != which.other_than)
    if which.since is not None:
        query = query.where(_publication.c.published_at >= iso(which.since))
    return query


def _is_newest() -> sa.ColumnElement[bool]:
    return sa.and_(
        _edition.c.article_id == _publication.c.article_id,
        _edition.c.number == _publication.c.number,
    )


def _owner(connection: Connection, slug: str) -> ArticleId | None:
    query = sa.select(tables.address.c.article_id).where(tables.address.c.slug == slug)
    return connection.scalar(query)


def _is_live(row: Row[tuple[object, ...]]) -> bool:
    return bool(row.is_live)


def _read(row: Row[tuple[object, ...]]) -> Edition:
    pictures = {
        Sha256(sha256): wire.picture_from_doc(doc)
        for sha256, doc in json.loads(row.pictures).items()
    }
    article = wire.article_from_doc(json.loads(row.doc))
    return Edition(article, pictures, row.number)


def _text(doc: object) -> str:
    return wire.canonical(doc).decode("utf-8")
