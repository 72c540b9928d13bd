# SPDX-License-Identifier: GPL-3.0-or-later
"""Every version of substance of an article: what was typed in one go, pulled, merged, published."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, Row, select

from editor import wire
from editor.errors import Refused
from editor.model.article import Article, ArticleId
from editor.model.operation import Doc
from editor.model.picture import Picture
from editor.model.rows import Edition, Unread, Version
from editor.store import carried, editions, readings, versions
from editor.store.database import Database
from editor.store.readings import Readings
from editor.store.schema import version


class History:
    """The versions of each article, oldest number first; none is ever removed."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._readings = Readings(database)

    def note_read(self, article_id: ArticleId) -> None:
        """All that stands of a story now was before a person's eyes."""
        self._readings.note(article_id)

    def unread(self, article_id: ArticleId) -> Unread | None:
        """What others changed since a story was last read; None: nothing, or it never was."""
        return self._readings.unread(article_id)

    def last_read(self, article_id: ArticleId) -> Article | None:
        """A story as a person last read it here; None: all of it is read, or it never was."""
        with self._database.read() as connection:
            return readings.last_read(connection, article_id)

    def given(self, article_id: ArticleId) -> Article | None:
        """A story as readers have it; None: they have nothing, or nobody here knows what."""
        found = self.edition(article_id)
        return None if found is None else found.article

    def edition(self, article_id: ArticleId) -> Edition | None:
        """What `given` tells, with the pictures as readers have them."""
        with self._database.read() as connection:
            return editions.given(connection, article_id)

    def versions(self, article_id: ArticleId) -> list[Version]:
        """All versions of an article, newest first.

        Cost: 10 ms for 1,000.
        """
        asked = select(*_SHOWN).where(version.c.article_id == article_id)
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(version.c.number.desc())).all()
        return [_version(row) for row in rows]

    def whole(self, article_id: ArticleId) -> list[tuple[Version, Doc]]:
        """All versions of an article, oldest first, each with its document.

        Cost: 0.3 ms for each.
        """
        asked = select(*_SHOWN, version.c.doc).where(version.c.article_id == article_id)
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(version.c.number)).all()
            return [(_version(row), _doc(connection, article_id, row.doc)) for row in rows]

    def seal(self, article_id: ArticleId, *, origin: str) -> None:
        """Let nothing more be written into the newest version: it is carried off as it is."""
        with self._database.write(origin) as writing:
            versions.seal(writing.connection, article_id)

    def take_in(
        self,
        article: Article,
        pictures: Sequence[Picture],
        history: Sequence[tuple[Version, Doc]],
        *,
        origin: str,
    ) -> Article:
        """Put a story that was carried here by hand with what stands of it: see `carried`.

        Args:
            article: as it was when it was carried off.
            pictures: what was known of its pictures.
            history: its versions with their documents, oldest first; numbers are given anew.
            origin: who asks.

        Returns:
            The article as it then stands.
        """
        story = carried.Story(article, pictures, history)
        return carried.take_in(self._database, story, origin=origin)

    def article(self, article_id: ArticleId, number: int) -> Article:
        """The article as one version has it; to restore it, save it with the reason `restore`.

        Raises:
            Refused: `history.unknown_version`.
        """
        with self._database.read() as connection:
            row = versions.numbered(connection, article_id, number)
            if row is None:
                raise Refused("history.unknown_version", number=number)
            doc = _doc(connection, article_id, row.doc)
        return wire.article_from_doc(doc)


_SHOWN: Final = tuple(
    version.c[name] for name in ("number", "at", "author", "reason", "headline", "words")
)
"""Without the documents, which are a hundred times as long."""


def _doc(connection: Connection, article_id: str, packed: bytes | None) -> Doc:
    # The newest has no copy of its own: it is the article as it stands.
    return versions.unpacked(packed) if packed else versions.standing(connection, article_id)


def _version(row: Row[*tuple[object, ...]]) -> Version:
    return Version(
        number=row.number,
        at=row.at,
        author=row.author,
        reason=row.reason,
        headline=row.headline,
        words=row.words,
    )
