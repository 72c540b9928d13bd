# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule packs of the newsroom: kept by name, told to laptops by a tag that the feed carries."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.cms import packs
from editor.model.operation import RulePacks
from editor.server import audit, heads, tables
from editor.server.database import Database, iso, meta, set_meta

TAG: Final = "packs"
"""The name of the tag among the facts of the archive."""
_pack = tables.pack
_ALL: Final = sa.select(_pack.c.name, _pack.c.text).order_by(_pack.c.name)


class Packs:
    """What all laptops of a newsroom check by. Thread: any.

    Args:
        database: the archive's.
        clock: for the log.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> RulePacks:
        """Every pack as it was written."""
        with self._database.reading() as connection:
            return RulePacks(tag_of(connection), _texts(connection))

    def put(self, name: str, text: str, who: tuple[str, str]) -> RulePacks:
        """Give a pack to all laptops, in the place of the one of that name; an empty text: none.

        The feed goes on by one number without an entity, so that whoever waits for news hears.

        Args:
            name: letters, figures and hyphens.
            text: TOML: see `editor.text.style.house`.
            who: the person and the device, for the audit log.

        Raises:
            Refused: `site.bad_field`, `site.unknown_id`, `site.bad_pack`.
        """

        def work(connection: Connection) -> RulePacks:
            before = _texts(connection)
            after = packs.changed(before, name, text)
            if after == before:
                return RulePacks(tag_of(connection), before)
            self._write(connection, name, text, who)
            told = packs.tag(after)
            set_meta(connection, TAG, told)
            heads.tick(connection, TAG, told)
            audit.note(connection, self._clock(), who, "rules" if text else "rules_removed", name)
            return RulePacks(told, after)

        return self._database.write_in_order(work)

    def _write(self, connection: Connection, name: str, text: str, who: tuple[str, str]) -> None:
        connection.execute(sa.delete(_pack).where(_pack.c.name == name))
        if text:
            row = {"name": name, "text": text, "author": who[0], "at": iso(self._clock())}
            connection.execute(sa.insert(_pack).values(row))


def tag_of(connection: Connection) -> str:
    """The tag of all packs together; empty: there are none."""
    return meta(connection, TAG)


def _texts(connection: Connection) -> dict[str, str]:
    return {row.name: row.text for row in connection.execute(_ALL)}
