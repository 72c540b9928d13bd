# SPDX-License-Identifier: GPL-3.0-or-later
"""Every version of substance of an article: what was typed in one go, pulled, merged, published."""

from collections.abc import Sequence
from typing import Final

from sqlalchemy import Row, select

from editor import wire
from editor.errors import Refused
from editor.model.article import Article, ArticleId
from editor.model.rows import Edition, Unread, Version
from editor.store import editions, readings, versions
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

    def take_in(self, found: Sequence[tuple[Version, Article]], *, origin: str) -> None:
        """Put versions from elsewhere at the end of their article's history, in this order.

        Args:
            found: as a bundle brings them; their numbers are given anew.
            origin: who asks.
        """
        with self._database.write(origin) as writing:
            for version_, article in found:
                doc = wire.article_to_doc(article)
                versions.keep(
                    writing,
                    article.id,
                    doc,
                    reason=version_.reason,
                    by=version_.author,
                    at=version_.at,
                )
                writing.articles.add(article.id)

    def article(self, article_id: ArticleId, number: int) -> Article:
        """The article as one version has it; to restore it, save it with the reason `restore`.

        Raises:
            Refused: `history.unknown_version`.
        """
        with self._database.read() as connection:
            row = versions.numbered(connection, article_id, number)
            if row is None:
                raise Refused("history.unknown_version", number=number)
            doc = (
                versions.unpacked(row.doc) if row.doc else versions.standing(connection, article_id)
            )
        return wire.article_from_doc(doc)


_SHOWN: Final = tuple(
    version.c[name] for name in ("number", "at", "author", "reason", "headline", "words")
)
"""Without the documents, which are a hundred times as long."""


def _version(row: Row[*tuple[object, ...]]) -> Version:
    return Version(
        number=row.number,
        at=row.at,
        author=row.author,
        reason=row.reason,
        headline=row.headline,
        words=row.words,
    )
