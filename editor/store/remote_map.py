# SPDX-License-Identifier: GPL-3.0-or-later
"""RemoteMap: which post or file of a house is which of ours, kept before and after each request."""

from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert

from editor.store.database import Database
from editor.store.ledger_rows import LedgerRows
from editor.store.row_ledger import Kept, RowLedger
from editor.store.schema import LEDGER


class RemoteMap(RowLedger):
    """The `Ledger` of one house, in the store of this laptop: see `editor.cms.ledger`.

    Args:
        database: the open store.
        site: the house's address: each has a ledger of its own.
    """

    def __init__(self, database: Database, site: str) -> None:
        def writing(work: Callable[[Connection], Kept]) -> Kept:
            with database.write("sync") as writing:
                return work(writing.connection)

        super().__init__(LedgerRows(LEDGER, site, insert), database.read, writing)
