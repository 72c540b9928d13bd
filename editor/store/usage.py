# SPDX-License-Identifier: GPL-3.0-or-later
"""What the stories here are filed under and signed with, and how many of them."""

from sqlalchemy import Column, func, select

from editor.model.article import Author
from editor.store.database import Database
from editor.store.schema import author_of, story, tag_of

MOST = 2000
"""So many names of a kind are told, the most frequent first."""


class Usage:
    """Counts names in the open store.

    Args:
        database: the store.

    Cost: some tens of milliseconds with 100,000 stories.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def categories(self) -> list[tuple[str, int]]:
        """Keys of main categories, and how many stories each has."""
        return self._counted(story.c.category)

    def tags(self) -> list[tuple[str, int]]:
        """Tags, and how many stories each has."""
        return self._counted(tag_of.c.tag)

    def authors(self) -> list[tuple[Author, int]]:
        """People by their pen names, and how many stories each signed."""
        names = (author_of.c.person, author_of.c.pen_name)
        count = func.count().label("count")
        asked = select(*names, count).group_by(*names).order_by(count.desc(), *names).limit(MOST)
        with self._database.read() as connection:
            rows = connection.execute(asked).all()
        return [(Author(person=person, pen_name=pen), number) for person, pen, number in rows]

    def _counted(self, name: Column[str]) -> list[tuple[str, int]]:
        count = func.count().label("count")
        asked = select(name, count).where(name != "").group_by(name)
        with self._database.read() as connection:
            rows = connection.execute(asked.order_by(count.desc(), name).limit(MOST)).all()
        return [(str(key), int(number)) for key, number in rows]
