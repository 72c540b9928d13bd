# SPDX-License-Identifier: GPL-3.0-or-later
"""Articles and pictures: saved in one transaction, listed newest first, found by their words."""

import logging
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from typing import Final, cast

from sqlalchemy import Connection, Select, bindparam, false, func, select

from editor import wire
from editor.errors import Refused
from editor.model.article import SERVER_FIELDS, Article, ArticleId, Author
from editor.model.operation import Doc, Entity
from editor.model.picture import Picture, Sha256
from editor.model.rows import StoryFilter, StoryRow
from editor.model.steps import Kept
from editor.model.workflow import State
from editor.store import letters, listing, pictures, queue, records, stories
from editor.store.database import Database
from editor.store.schema import author_of, placed, record, story, tag_of
from editor.store.search import Text
from editor.store.steps import keep
from editor.store.transaction import Writing
from editor.store.unread import Unread
from editor.store.versions import TYPING
from editor.text import remarks

_log = logging.getLogger(__name__)

KNOWN: Final = 5000
"""How many authors or tags are offered at most."""
AT_ONCE: Final = 500
"""How many new articles are stored in one transaction: a save waits a third of a second at most."""
_FRESH: Final[Doc] = {
    "state": State.DRAFT.value,
    "published_at": None,
    "updated_at": None,
    "deeds": [],
}
# Made once: to put a statement together costs more than to run it.
_DOC: Final = select(record.c.doc).where(
    record.c.entity == Entity.ARTICLE.value, record.c.id == bindparam("its_id")
)


class Articles:
    """The newsroom's stories and their pictures; from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._unread = Unread()

    def get(self, article_id: ArticleId) -> Article:
        """The article as it stands.

        Raises:
            Refused: `article.unknown`.
        """
        found = self.find(article_id)
        if found is None:
            raise Refused("article.unknown", id=article_id)
        return found

    def find(self, article_id: ArticleId) -> Article | None:
        """The article as it stands, or None."""
        with self._database.read() as connection:
            doc = connection.execute(_DOC, {"its_id": article_id}).scalar()
        return None if doc is None else wire.article_from_doc(wire.parse(doc))

    def save(
        self,
        article: Article,
        *,
        origin: str,
        reason: str = TYPING,
        by: str = "",
        base: Article | None = None,
        steps: Mapping[str, Kept] = MappingProxyType({}),
    ) -> Article:
        """Store an article, new or known: row, history, journal, outbox and search at once.

        What only the server writes (state, times of publication) stays as it is stored. Where
        nothing has changed nothing is written.

        Args:
            article: all of it.
            origin: who asks; listeners find it in the Changes.
            reason: for the history: `typing`, `import`, `restore`, `mine`, `theirs` ...
            by: who changed it; empty: this laptop.
            base: what the change started from; fields that it leaves alone then stay as they are
                stored, whoever changed them meanwhile.
            steps: what can be taken back in each field, kept in the same transaction.

        Returns:
            The article as it then stands.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`.

        Cost: 3-5 ms for 1,000 words, most of it the disk's.
        """
        doc = wire.article_to_doc(article)
        known = {} if base is None else wire.article_to_doc(base)
        save = self._database.last_words
        stored = letters.storing(
            doc, lambda doc: save(lambda: self._save((doc, known), origin, reason, by, steps))
        )
        return wire.article_from_doc(stored)

    def _save(
        self, docs: tuple[Doc, Doc], origin: str, reason: str, by: str, steps: Mapping[str, Kept]
    ) -> Doc:
        with self._database.write(origin) as writing:
            if steps:
                keep(writing, str(docs[0]["id"]), steps)
            return put_story(writing, *docs, reason, by)

    def save_all(
        self, articles: Sequence[Article], *, origin: str, reason: str = "import", by: str = ""
    ) -> None:
        """Store many articles as `save` does, the last one the newest, a few hundred at once.

        Args:
            articles: new ones; a few hundred that hold a known one go one by one.
            origin: who asks; listeners find it in the Changes.
            reason: for the history.
            by: who wrote them; empty: this laptop.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`; what was stored before
                that stays.

        Cost: about 0.8 ms for each of 600 words, in transactions of a third of a second.
        """
        save = self._database.last_words
        work = partial(self._save_all, origin=origin, reason=reason, by=by)
        for start in range(0, len(articles), AT_ONCE):
            docs = [wire.article_to_doc(each) for each in articles[start : start + AT_ONCE]]
            letters.storing({"all": docs}, lambda told: save(partial(work, told)))

    def _save_all(self, told: Doc, *, origin: str, reason: str, by: str) -> Doc:
        docs = [{**doc, **_FRESH} for doc in cast("list[Doc]", told["all"])]
        ids = [str(doc["id"]) for doc in docs]
        with self._database.write(origin) as writing:
            if len(set(ids)) == len(ids) and not records.known(writing.connection, ids):
                records.put_new(writing, docs, reason=reason, by=[by] * len(docs))
                queue.mark_new(writing, Entity.ARTICLE, ids)
            else:
                for doc in docs:
                    put_story(writing, doc, {}, reason, by)
        return told

    def save_picture(self, picture: Picture, *, origin: str, base: Picture | None = None) -> None:
        """Store what is known of a picture; its bytes are the vault's, and must be there first.

        Args:
            picture: all that is known of it.
            origin: who asks; listeners find it in the Changes.
            base: what the change started from; of a known picture, fields that it leaves alone
                stay as they are stored. None: all is written.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`.
        """
        doc = wire.picture_to_doc(picture)
        before = None if base is None else wire.picture_to_doc(base)
        told = {"all": [doc]}
        if before is not None:
            told["own"] = [{name: doc[name] for name in doc if before[name] != doc[name]}]
        save = self._database.last_words
        letters.storing(told, lambda told: save(lambda: self._save_pictures(told, origin)))

    def save_pictures(self, changed: Sequence[Picture], *, origin: str) -> None:
        """Store what is known of some pictures, all or none; else as `save_picture`.

        Cost: about 1 ms for each.
        """
        told = {"all": [wire.picture_to_doc(each) for each in changed]}
        save = self._database.last_words
        letters.storing(told, lambda told: save(lambda: self._save_pictures(told, origin)))

    def _save_pictures(self, told: Doc, origin: str) -> Doc:
        with self._database.write(origin) as writing:
            docs = cast("list[Doc]", told["all"])
            owns = cast("list[Doc | None]", told.get("own", [None] * len(docs)))
            for doc, own in zip(docs, owns, strict=True):
                pictures.put(writing, doc, own=own)
        return told

    def picture(self, sha256: Sha256) -> Picture | None:
        """What is known of a picture, or None."""
        return self._pictures([sha256]).get(sha256)

    def pictures_of(self, article: Article) -> dict[Sha256, Picture]:
        """What is known of the pictures that stand in an article, by their hash."""
        return self._pictures([each.sha256 for each in article.placements])

    def pictures(self) -> list[Picture]:
        """What is known of every picture of the store, in stories or not.

        Cost: 0.1 ms for each.
        """
        asked = select(record.c.doc).where(record.c.entity == Entity.PICTURE.value)
        with self._database.read() as connection:
            docs = connection.execute(asked).scalars().all()
        return [wire.picture_from_doc(wire.parse(doc)) for doc in docs]

    def showing(self, sha256: Sha256) -> list[StoryRow]:
        """The stories that a picture stands in, the newest change first."""
        with self._database.read() as connection:
            asked = select(story.c.number).join(placed, placed.c.article_id == story.c.id)
            its = asked.where(placed.c.sha256 == sha256).order_by(story.c.number.desc())
            return listing.shown(connection, list(connection.execute(its).scalars()))

    def placed(self) -> set[Sha256]:
        """All pictures that stand in any article."""
        with self._database.read() as connection:
            found = connection.execute(select(placed.c.sha256).distinct()).scalars()
            return {Sha256(each) for each in found}

    def rows(
        self, story_filter: StoryFilter, *, limit: int = 100, offset: int = 0
    ) -> list[StoryRow]:
        """A part of the list: newest change first.

        In a search, stories that have the words one after the other come first among the newest
        found, and those with just these marks come first in the part.

        Args:
            story_filter: which stories.
            limit: how many at most.
            offset: how many are passed over.

        Cost: 1-3 ms for 100 of 100,000 rows, wherever in the list; a search 2-20 ms.
        """
        with self._database.read() as connection:
            unread = self._waiting(connection, story_filter)
            return listing.rows(connection, story_filter, unread, limit=limit, offset=offset)

    def count(self, story_filter: StoryFilter) -> int:
        """How many stories a filter shows.

        Cost: 5 ms for all of 100,000; a search for a frequent word up to 300 ms.
        """
        with self._database.read() as connection:
            unread = self._waiting(connection, story_filter)
            return listing.count(connection, story_filter, unread)

    def row(self, article_id: ArticleId) -> StoryRow | None:
        """One story's row, or None."""
        with self._database.read() as connection:
            number = connection.execute(select(story.c.number).where(story.c.id == article_id))
            found = listing.shown(connection, list(number.scalars()))
        return found[0] if found else None

    def known_authors(self) -> list[Author]:
        """All authors of stories here, the most frequent first; roles are not told apart."""
        names = (author_of.c.person, author_of.c.pen_name)
        asked = select(*names).group_by(*names).order_by(func.count().desc(), *names).limit(KNOWN)
        with self._database.read() as connection:
            found = connection.execute(asked).all()
        return [Author(person=person, pen_name=pen_name) for person, pen_name in found]

    def known_tags(self) -> list[str]:
        """All tags of stories here, the most frequent first."""
        asked = select(tag_of.c.tag).group_by(tag_of.c.tag).order_by(func.count().desc())
        with self._database.read() as connection:
            return list(connection.execute(asked.limit(KNOWN)).scalars())

    def published(
        self, *, limit: int, category: str = "", other_than: ArticleId | None = None
    ) -> list[Article]:
        """Stories that readers see, the newest publication first.

        Args:
            limit: how many at most.
            category: only those of this main category; empty: of any.
            other_than: all but this one.
        """
        asked = _published(category, other_than).limit(limit)
        with self._database.read() as connection:
            docs = connection.execute(asked).scalars().all()
        return [wire.article_from_doc(wire.parse(doc)) for doc in docs]

    def expect_search(self) -> None:
        """Make what was typed last ready to be searched, before anybody searches.

        Cost: as `Unread.texts`; nothing is written.
        """
        with self._database.read() as connection:
            self._unread.texts(connection)

    def catch_up(self) -> None:
        """Do what saves leave for a pause: the index reads their words, the log is written out.

        Cost: nothing where nothing waits; 4 ms for 1,000 words, 60-150 ms for 100,000, a
        transaction for each story; 10-100 ms for the log.
        """
        with self._database.read() as connection:
            waiting = stories.unread(connection)
        try:
            for article_id in waiting.values():
                with self._database.write("search") as writing:
                    stories.read(writing, article_id)
            self._database.write_out_log()
        except Refused as error:
            # No room for the index: until there is some, each search reads the words itself.
            _log.info("what was typed last could not be put into the index: %s", error)

    def _waiting(self, connection: Connection, story_filter: StoryFilter) -> dict[int, Text]:
        return self._unread.texts(connection) if story_filter.text.strip() else {}

    def _pictures(self, sha256s: Sequence[Sha256]) -> dict[Sha256, Picture]:
        if not sha256s:
            return {}
        with self._database.read() as connection:
            docs = connection.execute(_docs_of(Entity.PICTURE, sha256s)).scalars().all()
        found = (wire.picture_from_doc(wire.parse(doc)) for doc in docs)
        return {each.sha256: each for each in found}


def put_story(writing: Writing, doc: Doc, known: Doc, reason: str, by: str) -> Doc:
    """Store what has changed of an article since `known`; what then stands."""
    now = records.load(writing.connection, Entity.ARTICLE, str(doc["id"]))
    stands = _FRESH if now is None else now.doc
    left = {name for name, value in known.items() if doc.get(name) == value}
    kept = left | SERVER_FIELDS
    doc = {**doc, **{name: stands[name] for name in kept if name in stands}}
    if (said := stands.get("remarks")) and doc["remarks"] != said:
        # An older version that is brought back takes nothing from what colleagues said since.
        sides = (known.get("remarks", []), doc["remarks"], said)
        doc["remarks"] = remarks.merge(*(cast("list[Doc]", each) for each in sides))
    if now is None or now.doc != doc:
        records.put(writing, now, Entity.ARTICLE, doc, reason=reason, by=by)
        queue.mark(writing, Entity.ARTICLE, str(doc["id"]))
    return doc


def _published(category: str, other_than: ArticleId | None) -> Select[bytes]:
    is_shown = story.c.state == State.PUBLISHED.value
    is_shown &= story.c.category == category if category else ~false()
    is_shown &= story.c.id != (other_than or "")
    is_its = (record.c.entity == Entity.ARTICLE.value) & (record.c.id == story.c.id)
    asked = select(record.c.doc).select_from(story.join(record, is_its)).where(is_shown)
    return asked.order_by(story.c.published_at.desc(), story.c.number.desc())


def _docs_of(entity: Entity, ids: Sequence[str]) -> Select[bytes]:
    return select(record.c.doc).where(record.c.entity == entity.value, record.c.id.in_(ids))
