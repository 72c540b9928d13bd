# SPDX-License-Identifier: GPL-3.0-or-later
"""HouseLedger: the ledger of the house in the server's database, written by one process alone."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from editor.model.binding import Entry
from editor.server.database import Database
from editor.server.outlet.house import House
from editor.server.outlet.incoming import notice
from editor.server.outlet.sole import Sole
from editor.server.tables import LEDGER
from editor.store.ledger_rows import LedgerRows
from editor.store.row_ledger import Kept, RowLedger


class HouseLedger(RowLedger):
    """A `Ledger`: see `editor.cms.ledger`; to write may raise `Offline`, `server.taken_over`.

    The intent stands in it before each request that makes or changes something: a process that
    lost its turn while it slept cannot write it down, and so asks for nothing more. What others
    changed at the house is in the story when it is in here.

    Args:
        database: the archive's.
        house: each has a ledger of its own.
        sole: who may write.
        clock: the server's.
    """

    def __init__(
        self, database: Database, house: House, sole: Sole, clock: Callable[[], datetime]
    ) -> None:
        insert = sqlite.insert if database.is_sqlite else postgresql.insert
        rows = LedgerRows(LEDGER, house.address, insert)
        super().__init__(rows, database.reading, database.write_in_order)
        self._house = house
        self._sole = sole
        self._clock = clock

    def write(self, entry: Entry) -> Kept:
        """See `Ledger`."""
        return self._writing(lambda connection: self._written(connection, entry))

    def _written(self, connection: Connection, entry: Entry) -> Kept:
        self._sole.check(connection)
        if entry.news:
            for each in entry.bindings:
                before = self._rows.find(connection, each.entity, each.entity_id)
                notice(connection, before, each, self._house.name, self._clock())
        return self._rows.write(connection, entry)
