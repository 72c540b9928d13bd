# SPDX-License-Identifier: GPL-3.0-or-later
"""What both sides have in common: its tags, when they were compared, what the server was told."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Final, cast

from sqlalchemy import Connection, bindparam, insert, or_, select

from editor import wire
from editor.model.operation import Entity, Remote
from editor.model.picture import Sha256
from editor.store import shadows
from editor.store.database import Database
from editor.store.schema import fact, placed, record, shadow, story

TAGS_AT_ONCE: Final = 500

CALLER: Final = "caller"
"""The fact that says what the server last called the person who sits here."""


class Agreement:
    """What is needed to see that laptop and server have the same."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tags(self) -> list[tuple[Entity, str, str]]:
        """Everything that both sides should have, each with the tag that its content gives.

        Cost: reads all of it, some hundred megabytes a second.
        """
        asked = (
            select(record.c.entity, record.c.id, record.c.base_rev, record.c.base)
            .where(record.c.base_rev > 0, record.c.base.is_not(None))
            .execution_options(yield_per=TAGS_AT_ONCE)
        )
        with self._database.read() as connection:
            return [
                (Entity(row.entity), row.id, f'"{row.base_rev}-{_digest8(row.base)}"')
                for row in connection.execute(asked)
            ]

    def put_right(self, remote: Remote) -> None:
        """What both sides have was not the same: theirs is merged as news."""
        with self._database.write("sync") as writing:
            shadows.put_right(writing.connection, remote)

    def doubtful(self) -> list[tuple[Entity, str, int, str]]:
        """After a new history was read: what the server has newer revisions of than both had.

        Each with the number and the tag of the one that both had: newer ones may have been made of
        it, or of an older one by people who never saw it.
        """
        its = (shadow.c.entity == record.c.entity) & (shadow.c.id == record.c.id)
        asked = (
            select(record.c.entity, record.c.id, record.c.base_rev, record.c.base_etag)
            .join(shadow, its)
            .where(record.c.is_unseen, shadow.c.rev > record.c.base_rev)
            .order_by(shadow.c.seq)
        )
        with self._database.read() as connection:
            return [
                (Entity(row.entity), row.id, row.base_rev, row.base_etag)
                for row in connection.execute(asked)
            ]

    def note_kept(self, entity: Entity, entity_id: str) -> None:
        """The server still has what both sides had of it: its newer ones were made of that."""
        with self._database.write("sync") as writing:
            shadows.note_seen(writing.connection, entity, entity_id)

    def audited_at(self) -> datetime | None:
        """When both sides were last compared; None: never."""
        told = self._fact("audited_at")
        return datetime.fromisoformat(told) if told else None

    def note_audit(self, at: datetime) -> None:
        """Both sides were compared."""
        with self._database.write("sync") as writing:
            set_fact(writing.connection, "audited_at", at.isoformat())

    def told_clashes(self) -> dict[str, list[str]]:
        """The open fields of which the server knows: article id -> their names."""
        told = self._fact("told_clashes")
        return cast("dict[str, list[str]]", wire.parse(told)) if told else {}

    def note_told_clashes(self, told: dict[str, list[str]]) -> None:
        """The server knows of these open fields."""
        with self._database.write("sync") as writing:
            set_fact(writing.connection, "told_clashes", wire.canonical(told).decode())

    def caller(self) -> tuple[str, str]:
        """What the server last called this person, and the role; both empty: nobody knows."""
        person, _, role = self._fact(CALLER).rpartition("\n")
        return person, role

    def note_caller(self, person: str, role: str) -> None:
        """The server calls this person so."""
        with self._database.write("sync") as writing:
            set_fact(writing.connection, CALLER, f"{person}\n{role}")
            writing.is_site = True

    def placed_lately(self, stories: int) -> list[Sha256]:
        """Pictures of all that is not published and of so many published stories, newest first."""
        with self._database.read() as connection:
            found = connection.execute(_PLACED_LATELY, {"stories": stories})
            return [Sha256(each) for each in dict.fromkeys(found.scalars())]

    def tell_picture(self, sha256: Sha256) -> None:
        """The bytes of a picture have come: whoever shows it looks again."""
        with self._database.write("sync") as writing:
            writing.pictures.add(sha256)

    def _fact(self, key: str) -> str:
        with self._database.read() as connection:
            return fact_of(connection, key)


def fact_of(connection: Connection, key: str) -> str:
    """One fact of the whole store; empty: it is not known."""
    return str(connection.execute(_FACT, {"its_key": key}).scalar() or "")


def feed_facts(connection: Connection) -> dict[str, str]:
    """Whose change feed was read, and how far."""
    return {row.key: row.value for row in connection.execute(_FEED_FACTS)}


def set_fact(connection: Connection, key: str, value: str) -> None:
    """Keep a fact of the whole store."""
    set_facts(connection, {key: value})


def set_facts(connection: Connection, facts: Mapping[str, str]) -> None:
    """Keep some facts of the whole store."""
    connection.execute(_SET_FACT, [{"key": key, "value": facts[key]} for key in facts])


def _digest8(base: bytes) -> str:
    """What a tag has of the content: the base is kept in its canonical bytes."""
    return hashlib.sha256(base).hexdigest()[:8]


# Made once: to put a statement together costs more than to run it.
_FACT: Final = select(fact.c.value).where(fact.c.key == bindparam("its_key"))
_FEED_FACTS: Final = select(fact).where(
    or_(*(fact.c.key == each for each in ("server_id", "epoch", "address", "cursor")))
)
_SET_FACT: Final = insert(fact).prefix_with("OR REPLACE")
_NEWEST: Final = (
    select(story.c.id)
    .where(story.c.published_at.is_not(None))
    .order_by(story.c.published_at.desc())
    .limit(bindparam("stories"))
)
_PLACED_LATELY: Final = (
    select(placed.c.sha256)
    .join(story, story.c.id == placed.c.article_id)
    .where(story.c.published_at.is_(None) | story.c.id.in_(_NEWEST))
    .order_by(story.c.number.desc())
)
