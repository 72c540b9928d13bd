# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person has read of each story, so that what came in since then can be told."""

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.sqlite import insert

from editor import wire
from editor.model.article import Article, ArticleId
from editor.model.rows import Unread
from editor.store import versions
from editor.store.database import Database
from editor.store.schema import reading, version


class Readings:
    """The newest version of each story that was before a person's eyes on this laptop."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def note(self, article_id: ArticleId) -> None:
        """All that stands of a story now is read."""
        with self._database.read() as connection:
            newest = _newest(connection, article_id)
            if newest == _read(connection, article_id):
                return
        row = {"article_id": article_id, "number": newest}
        with self._database.write("reading") as writing:
            made = insert(reading).values(**row)
            writing.connection.execute(made.on_conflict_do_update(["article_id"], set_=row))

    def unread(self, article_id: ArticleId) -> Unread | None:
        """What others changed since a story was last read; None: nothing, or it never was."""
        with self._database.read() as connection:
            read = _read(connection, article_id)
            asked = select(version.c.author, version.c.at).where(
                version.c.article_id == article_id, version.c.number > read, version.c.author != ""
            )
            found = connection.execute(asked.order_by(version.c.number)).all()
            before = _article(connection, article_id, read)
        if not found or before is None:
            return None
        authors = tuple(dict.fromkeys(str(row.author) for row in found))
        return Unread(authors, found[-1].at, before)


def last_read(connection: Connection, article_id: str) -> Article | None:
    """A story as a person last read it; None: all of it is read, or it never was."""
    return _article(connection, article_id, _read(connection, article_id))


def _read(connection: Connection, article_id: str) -> int:
    asked = select(reading.c.number).where(reading.c.article_id == article_id)
    return connection.execute(asked).scalar() or 0


def _newest(connection: Connection, article_id: str) -> int:
    asked = select(func.max(version.c.number)).where(version.c.article_id == article_id)
    return connection.execute(asked).scalar() or 0


def _article(connection: Connection, article_id: str, number: int) -> Article | None:
    row = versions.numbered(connection, article_id, number)
    if row is None or not row.doc:
        # The newest has no copy of its own: nothing can have come in after it.
        return None
    return wire.article_from_doc(versions.unpacked(row.doc))
