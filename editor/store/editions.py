# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers were last given of a story, as a digest: an update that changes nothing is known."""

from typing import cast

from sqlalchemy import Connection, Select, select
from sqlalchemy.dialects.sqlite import insert

from editor import wire
from editor.model.article import ArticleId
from editor.model.operation import Doc, Entity, Remote
from editor.model.rows import Edition, OpState
from editor.model.workflow import GOES_PUBLIC, State
from editor.store import queue, records, seen, versions
from editor.store.database import Database
from editor.store.records import Record
from editor.store.schema import edition
from editor.store.transaction import Writing


class Editions:
    """What went before readers from here, and what waits to go."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def has_news(self, article_id: ArticleId) -> bool:
        """Whether readers would see something else if the story went public now.

        Where nobody here knows what readers see, because somebody else put it there, it has.
        """
        with self._database.read() as connection:
            found = records.load(connection, Entity.ARTICLE, article_id)
            row = connection.execute(_of(article_id)).first()
            if found is None or row is None:
                return True
            waiting = _waiting_edition(connection, article_id)
            if waiting:
                known = row.asked_digest if row.asked == waiting else ""
            else:
                known = row.digest if row.stamp == seen.stamp(found.doc) else ""
            return bool(known != _digest(connection, found.doc))


def given(connection: Connection, article_id: str) -> Edition | None:
    """A story as readers have it; None: they have nothing, or nobody here knows what."""
    found = records.load(connection, Entity.ARTICLE, article_id)
    row = connection.execute(_of(article_id)).first()
    if found is None or row is None or row.doc is None:
        return None
    if found.doc.get("state") != State.PUBLISHED or row.stamp != seen.stamp(found.doc):
        return None
    article = wire.article_from_doc(versions.unpacked(row.doc))
    kept = {} if row.pictures is None else versions.unpacked(row.pictures)
    docs = [cast("Doc", each) for each in kept.values() if each]
    pictures = [wire.picture_from_doc(each) for each in docs]
    return Edition(article, {each.sha256: each for each in pictures})


def note_asked(writing: Writing, found: Record, name: str) -> None:
    """The story as it now stands waits to go before readers, as an edition of this name."""
    told = _digest(writing.connection, found.doc)
    _note(writing, found.id, {"asked": name, "asked_digest": told})


def note_given(writing: Writing, remote: Remote) -> None:
    """The server put the story before readers as this document says."""
    if remote.doc.get("state") == State.PUBLISHED:
        # Their pictures as the server has them: what was typed meanwhile is not in the edition.
        pictures = _pictures(writing.connection, remote.doc, is_agreed=True)
        told = {"stamp": seen.stamp(remote.doc), "digest": seen.digest(remote.doc, pictures)}
        whole = {"doc": versions.pack(remote.doc), "pictures": versions.pack(pictures)}
        _note(writing, remote.entity_id, {**told, **whole})


def note_news(writing: Writing, found: Record | None, theirs: Remote) -> None:
    """News of the server: where only its own fields are new, it went public as it stands."""
    if theirs.entity is not Entity.ARTICLE or found is None or found.base is None:
        return
    is_out = seen.stamp(theirs.doc) not in {"", seen.stamp(found.base)}
    if is_out and not records.unsent(Entity.ARTICLE, _addressed(theirs.doc), found.base):
        note_given(writing, theirs)


def _addressed(doc: Doc) -> Doc:
    """Without the address, which the server makes with the first publication."""
    return {name: value for name, value in doc.items() if name != "url_slug"}


def _digest(connection: Connection, doc: Doc) -> str:
    """As it stands here."""
    return seen.digest(doc, _pictures(connection, doc, is_agreed=False))


def _pictures(connection: Connection, doc: Doc, *, is_agreed: bool) -> dict[str, Doc]:
    """The pictures of a story, as both sides have them or as they stand here."""
    pictures: dict[str, Doc] = {}
    for placement in records.placements(doc):
        sha256 = str(placement.get("sha256"))
        found = records.load(connection, Entity.PICTURE, sha256)
        if found is not None:
            pictures[sha256] = (found.base or {}) if is_agreed else found.doc
    return pictures


def _waiting_edition(connection: Connection, article_id: str) -> str:
    rows = queue.of(connection, Entity.ARTICLE, article_id)
    names = [
        cast("str", row.edition)
        for row in rows
        if row.act in GOES_PUBLIC and row.state != OpState.PARKED.value
    ]
    return names[-1] if names else ""


def _note(writing: Writing, article_id: str, told: Doc) -> None:
    made = insert(edition).values(article_id=article_id, **told)
    writing.connection.execute(made.on_conflict_do_update(["article_id"], set_=dict(told)))


def _of(article_id: str) -> Select[tuple[object, ...]]:
    return select(edition).where(edition.c.article_id == article_id)
