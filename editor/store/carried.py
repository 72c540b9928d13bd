# SPDX-License-Identifier: GPL-3.0-or-later
"""Stories that come in by hand: merged with what stands here, and their histories made one."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection, bindparam, select

from editor import wire
from editor.model.article import SERVER_FIELDS, Article, ArticleId
from editor.model.operation import Doc, Entity
from editor.model.picture import Picture
from editor.model.rows import Version
from editor.store import articles, letters, queue, records, versions
from editor.store import clashes as questions
from editor.store.database import Database
from editor.store.records import Record
from editor.store.schema import version
from editor.store.transaction import Writing
from editor.text.merge import Merged, merge_article, merge_picture, shared

REASON: Final = "import"


@dataclass(frozen=True, slots=True)
class Story:
    """A story as it was carried here."""

    article: Article
    pictures: Sequence[Picture]
    history: Sequence[tuple[Version, Doc]]
    """Oldest first."""


@dataclass(frozen=True, slots=True)
class _Carried:
    """A version as it was carried here, and what tells it from others."""

    at: datetime
    author: str
    reason: str
    doc: Doc
    digest: str


def take_in(database: Database, story: Story, *, origin: str) -> Article:
    """Put a story that came by hand with what stands here of it, in one transaction.

    Where it is new it is stored as it came. Where one side holds all that the other has, the
    later text stands. Where both went on from a version that both histories have, the two are
    merged as a pull from the server is: what clashes is kept twice, and a person is asked; without
    such a version only what they share is taken for old, so that nothing is lost. Histories and
    remarks are united; what only the server writes stays. The same story once more changes
    nothing.

    Args:
        database: the store.
        story: as it was carried.
        origin: who asks; listeners find it in the Changes.

    Returns:
        The article as it then stands.

    Raises:
        Refused: `store.full`, `store.read_only`, `store.cannot_write`.

    Cost: 1 ms for each version that is new here.
    """
    told = {
        "article": wire.article_to_doc(story.article),
        "pictures": [wire.picture_to_doc(each) for each in story.pictures],
        "history": [_told(*each) for each in story.history],
    }
    save = database.last_words
    work = letters.storing(told, lambda told: save(lambda: _taken(database, told, origin)))
    return wire.article_from_doc(work)


def _taken(database: Database, told: Doc, origin: str) -> Doc:
    article = cast("Doc", told["article"])
    carried = [_carried(each) for each in cast("list[Doc]", told["history"])]
    with database.write(origin) as writing:
        for each in cast("list[Doc]", told["pictures"]):
            _take_picture(writing, each)
        found = records.load(writing.connection, Entity.ARTICLE, str(article["id"]))
        if found is None:
            _keep(writing, str(article["id"]), carried)
            return articles.put_story(writing, article, {}, REASON, "")
        return _meet(writing, found, article, carried)


def _meet(writing: Writing, found: Record, article: Doc, carried: Sequence[_Carried]) -> Doc:
    """Two lives of one story made one."""
    mine, theirs = found.doc, _as_here(article, found.doc)
    here = {each.digest for each in _versions(writing.connection, found.id)} | {_digest(mine)}
    known = {(each.digest, each.at) for each in _versions(writing.connection, found.id)}
    new = [
        each
        for each in carried
        if (each.digest, each.at) not in known
        and not (each.reason == REASON and each.digest in here)
    ]
    merged = _merged(mine, theirs, here, carried)
    if merged is None:
        if new:
            _keep(writing, found.id, new)
            # The newest version is always the article as it stands.
            records.put(writing, found, Entity.ARTICLE, mine, reason=REASON)
        return mine
    _keep(writing, found.id, new)
    is_theirs = merged.doc == theirs
    if not is_theirs and _digest(theirs) not in {each.digest for each in new}:
        by = carried[-1].author if carried else ""
        versions.keep(writing, found.id, theirs, reason=REASON, by=by)
    records.put(writing, found, Entity.ARTICLE, merged.doc, reason=REASON if is_theirs else "merge")
    _ask(writing, Entity.ARTICLE, found.id, merged)
    return merged.doc


def _merged(mine: Doc, theirs: Doc, here: set[str], carried: Sequence[_Carried]) -> Merged | None:
    """What becomes of the two; None: nothing of theirs is new."""
    if _digest(theirs) in here:
        return None
    if _digest(mine) in {each.digest for each in carried}:
        return Merged(dict(theirs))
    common = (each.doc for each in reversed(carried) if each.digest in here)
    base = next(common, None)
    merged = merge_article(shared(mine, theirs) if base is None else base, mine, theirs)
    return None if merged.doc == mine and not merged.clashes else merged


def _take_picture(writing: Writing, theirs: Doc) -> None:
    sha256 = str(theirs["sha256"])
    found = records.load(writing.connection, Entity.PICTURE, sha256)
    if found is None:
        records.put(writing, None, Entity.PICTURE, theirs, reason=REASON)
        queue.mark(writing, Entity.PICTURE, sha256)
    elif theirs not in (found.doc, found.base):
        base = shared(found.doc, theirs) if found.base is None else found.base
        merged = merge_picture(base, found.doc, theirs)
        if merged.doc != found.doc or merged.clashes:
            records.put(writing, found, Entity.PICTURE, merged.doc, reason="merge")
            _ask(writing, Entity.PICTURE, sha256, merged)


def _ask(writing: Writing, entity: Entity, entity_id: str, merged: Merged) -> None:
    queue.mark(writing, entity, entity_id)
    if merged.clashes:
        questions.put(writing, entity, entity_id, merged.clashes)
        for article_id in _articles(writing, entity, entity_id):
            queue.hold_publication(writing, article_id)
            writing.articles.add(ArticleId(article_id))


def _articles(writing: Writing, entity: Entity, entity_id: str) -> Iterable[str]:
    if entity is Entity.ARTICLE:
        return (entity_id,)
    return records.users(writing.connection, entity_id)


def _keep(writing: Writing, article_id: str, new: Sequence[_Carried]) -> None:
    for each in new:
        told = {"reason": each.reason, "by": each.author, "at": each.at}
        versions.keep(writing, article_id, each.doc, **told)  # type: ignore[arg-type]  # as named
        writing.articles.add(ArticleId(article_id))


def _versions(connection: Connection, article_id: str) -> Iterator[_Carried]:
    for row in connection.execute(_ITS, {"its_id": article_id}).all():
        doc = versions.unpacked(row.doc) if row.doc else versions.standing(connection, article_id)
        yield _Carried(row.at, row.author, row.reason, doc, _digest(doc))


def _as_here(doc: Doc, mine: Doc) -> dict[str, object]:
    """What came, with what only the server writes as it stands here."""
    return {**doc, **{name: mine[name] for name in SERVER_FIELDS if name in mine}}


def _told(found: Version, doc: Doc) -> dict[str, object]:
    told = {"author": found.author, "reason": found.reason, "at": found.at.isoformat()}
    return {**told, "doc": doc}


def _carried(told: Doc) -> _Carried:
    doc = cast("Doc", told["doc"])
    at = datetime.fromisoformat(str(told["at"]))
    return _Carried(at, str(told["author"]), str(told["reason"]), doc, _digest(doc))


def _digest(doc: Doc) -> str:
    """What a document says, but for what only the server writes."""
    said = records.sendable(Entity.ARTICLE, doc)
    return hashlib.sha256(wire.canonical(said)).hexdigest()


_ITS: Final = (
    select(version.c.at, version.c.author, version.c.reason, version.c.doc)
    .where(version.c.article_id == bindparam("its_id"))
    .order_by(version.c.number)
)
