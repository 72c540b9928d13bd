# SPDX-License-Identifier: GPL-3.0-or-later
"""RemoteMap: which post or file of a house is which of ours, kept before and after each request."""

from collections.abc import Mapping, Sequence

from sqlalchemy.dialects.sqlite import insert

from editor.model.binding import Binding, Entry, Receipt
from editor.model.operation import Entity
from editor.store.database import Database
from editor.store.ledger_rows import LedgerRows
from editor.store.schema import LEDGER


class RemoteMap:
    """The `Ledger` of one house, in the store of this laptop: see `editor.cms.ledger`.

    Args:
        database: the open store.
        site: the house's address: each has a ledger of its own.
    """

    def __init__(self, database: Database, site: str) -> None:
        self._database = database
        self._rows = LedgerRows(LEDGER, site, insert)

    def facts(self) -> Mapping[str, str]:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.facts(connection)

    def find(self, entity: Entity, entity_id: str) -> Binding | None:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.find(connection, entity, entity_id)

    def bound(self, entity: Entity, remote_id: str) -> Binding | None:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.bound(connection, entity, remote_id)

    def all_bound(self, entity: Entity) -> Mapping[str, str]:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.all_bound(connection, entity)

    def many(self, entity: Entity, remote_ids: Sequence[str]) -> Mapping[str, Binding]:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.many(connection, entity, remote_ids)

    def after(self, seq: int, limit: int) -> list[Binding]:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.after(connection, seq, limit)

    def head(self) -> int:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.head(connection)

    def receipt(self, op_id: str) -> Receipt | None:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.receipt(connection, op_id)

    def original(self, article_id: str) -> str:
        """See `Ledger`."""
        with self._database.read() as connection:
            return self._rows.original(connection, article_id)

    def write(self, entry: Entry) -> tuple[Binding, ...]:
        """See `Ledger`."""
        with self._database.write("sync") as writing:
            return self._rows.write(writing.connection, entry)
