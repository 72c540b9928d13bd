# SPDX-License-Identifier: GPL-3.0-or-later
"""A first look at a store that was left in order: list and story, before SQLAlchemy is loaded."""

import json
import sqlite3
import threading
from base64 import b64decode
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Final, cast

from editor import wire
from editor.errors import EditorError
from editor.model.article import Article, ArticleId
from editor.model.assignment import Assignee
from editor.model.look import Look
from editor.model.operation import Doc
from editor.model.picture import Picture, Sha256
from editor.model.rows import StoryFilter, StoryRow, SyncMark
from editor.model.workflow import State
from editor.store.place import Place

VERSION: Final = "0013"
"""The store that is known here; any other is opened the whole way."""

MARKS: Final = """
SELECT s.id,
    EXISTS (SELECT 1 FROM clash c WHERE c.entity = 'articles' AND c.id = s.id)
    OR EXISTS (SELECT 1 FROM outbox o WHERE o.entity = 'articles' AND o.entity_id = s.id
        AND o.state = 'parked')
    OR EXISTS (SELECT 1 FROM placed p CROSS JOIN outbox o WHERE o.entity = 'pictures'
        AND o.entity_id = p.sha256 AND p.article_id = s.id AND o.state = 'parked')
    OR EXISTS (SELECT 1 FROM placed p CROSS JOIN clash c WHERE c.entity = 'pictures'
        AND c.id = p.sha256
        AND p.article_id = s.id) AS is_asking,
    EXISTS (SELECT 1 FROM outbox o WHERE o.entity = 'articles' AND o.entity_id = s.id)
    OR EXISTS (SELECT 1 FROM placed p CROSS JOIN outbox o WHERE o.entity = 'pictures'
        AND o.entity_id = p.sha256 AND p.article_id = s.id) AS is_waiting,
    (SELECT base_rev FROM record r WHERE r.entity = 'articles' AND r.id = s.id) > 0 AS is_sent,
    EXISTS (SELECT 1 FROM fact f WHERE f.key = 'server_id' AND f.value <> '') AS has_server
FROM story s WHERE s.number IN :numbers
"""
"""What decides the mark of each story of some numbers."""

_SHOWN = (
    "SELECT number, id, headline, kicker, category, byline, state, changed_at, words, pictures,"
    " missing_captions, lead_sha256, is_ahead, slugline, desk, assignees, due_at, is_stub,"
    " is_returned"
    " FROM story WHERE state <> 'spiked'"
    " ORDER BY number DESC LIMIT ?"
)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Glance:
    """What the first screen shows; whatever it does not know is None, and asked of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection: sqlite3.Connection | None = connection
        self._lock = threading.Lock()

    @classmethod
    def at(cls, place: Place) -> "Glance | None":
        """Look into the store of a folder that is held and was left in order.

        Returns:
            None when anything is not as it mostly is: then the store is opened the whole way,
            which mends it or says what is wrong.
        """
        log = place.file.with_name(place.file.name + "-wal")
        try:
            if not place.file.stat().st_size or (log.exists() and log.stat().st_size):
                return None
            connection = sqlite3.connect(place.file, timeout=0.1, check_same_thread=False)
        except (OSError, sqlite3.Error):
            return None
        glance = cls(connection)
        if glance._ask("PRAGMA query_only=ON") is None or not glance._is_known():
            glance.close()
            return None
        return glance

    @property
    def is_open(self) -> bool:
        """Whether anything is known here."""
        return self._connection is not None

    def rows(self, story_filter: StoryFilter, *, limit: int, offset: int) -> list[StoryRow] | None:
        """The first rows of the list that nothing filters; see `Articles.rows`."""
        if offset or story_filter != StoryFilter():
            return None
        shown = self._ask(_SHOWN, limit)
        if shown is None:
            return None
        numbers = [row[0] for row in shown]
        marked = self._ask(MARKS.replace(":numbers", _places(numbers)), *numbers)
        marks = {row[0]: mark(*row[1:]) for row in marked or ()}
        return [_row(row, marks[row[1]]) for row in shown] if marked is not None else None

    def article(self, article_id: ArticleId) -> Article | None:
        """An article as it stands."""
        doc = self._doc("SELECT doc FROM record WHERE entity='articles' AND id=?", article_id)
        try:
            return None if doc is None else wire.article_from_doc(doc)
        except EditorError:
            return None

    def pictures_of(self, article: Article) -> dict[Sha256, Picture] | None:
        """What is known of the pictures that stand in an article, by their hash."""
        ids = [each.sha256 for each in article.placements]
        asked = f"SELECT doc FROM record WHERE entity='pictures' AND id IN {_places(ids)}"  # noqa: S608 - question marks
        found = self._ask(asked, *ids)
        try:
            told = [wire.picture_from_doc(wire.parse(doc)) for (doc,) in found or ()]
        except EditorError:
            return None
        return None if found is None else {each.sha256: each for each in told}

    def profile(self) -> Doc | None:
        """The server's site profile in its written form."""
        return self._doc("SELECT value FROM fact WHERE key='profile'")

    def look(self) -> Doc | None:
        """The site's look in its written form; empty: it looks as it ships."""
        found = self._ask("SELECT value FROM fact WHERE key='look'")
        try:
            return None if found is None else wire.parse(found[0][0]) if found else {}
        except EditorError:
            return None

    def close(self) -> None:
        """Know nothing from now on. A second call does nothing."""
        with self._lock:
            connection, self._connection = self._connection, None
            if connection is not None:
                connection.close()

    def _is_known(self) -> bool:
        return self._ask("SELECT version_num FROM alembic_version") == [(VERSION,)]

    def _doc(self, asked: str, *given: object) -> Doc | None:
        found = self._ask(asked, *given)
        try:
            return wire.parse(found[0][0]) if found and found[0][0] else None
        except EditorError:
            return None

    def _ask(self, asked: str, *given: object) -> list[tuple[Any, ...]] | None:
        with self._lock:
            if self._connection is None:
                return None
            try:
                return self._connection.execute(asked, given).fetchall()
            except sqlite3.Error:
                return None


def look_of(doc: Doc) -> Look:
    """The look of a site out of its written form: name -> bytes in base64."""
    return Look.of({name: b64decode(str(data)) for name, data in doc.items()})


def mark(is_asking: object, is_waiting: object, is_sent: object, has_server: object) -> SyncMark:
    """The mark of a story, of what `MARKS` finds."""
    if is_asking:
        return SyncMark.NEEDS_YOU
    if is_waiting and has_server:
        return SyncMark.WAITING
    return SyncMark.SENT if is_sent else SyncMark.SAVED


def _places(numbers: Sequence[object]) -> str:
    return f"({','.join('?' * len(numbers))})"


def _row(row: tuple[Any, ...], its_mark: SyncMark) -> StoryRow:
    _, article_id, headline, kicker, category, byline, state, changed, *counts = row
    words, pictures, missing_captions, lead, is_ahead, slugline, desk, people, due, *marks = counts
    is_stub, is_returned = marks
    return StoryRow(
        id=ArticleId(article_id),
        headline=headline,
        kicker=kicker,
        category=category,
        byline=byline,
        state=State(state),
        changed_at=_instant(changed),
        mark=its_mark,
        words=words,
        pictures=pictures,
        missing_captions=missing_captions,
        lead_sha256=cast("Sha256", lead),
        is_ahead=bool(is_ahead),
        slugline=slugline,
        desk=desk,
        assignees=assignees(people),
        due_at=None if due is None else _instant(due),
        is_stub=bool(is_stub),
        is_returned=bool(is_returned),
    )


def assignees(told: str) -> tuple[Assignee, ...]:
    """Who is assigned, as the row of a story says it."""
    return tuple(Assignee(person, role) for person, role in json.loads(told)) if told else ()


def _instant(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)
