# SPDX-License-Identifier: GPL-3.0-or-later
"""RowLedger: a Ledger out of rows, in the transactions of whichever database they are in."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager

from sqlalchemy import Connection

from editor.model.binding import Binding, Entry, Receipt
from editor.model.operation import Entity
from editor.store.ledger_rows import LedgerRows

Kept = tuple[Binding, ...]
Writing = Callable[[Callable[[Connection], Kept]], Kept]


class RowLedger:
    """A `Ledger`: see `editor.cms.ledger`.

    Args:
        rows: of one house.
        reading: opens a transaction that reads.
        writing: does what it is given in one transaction that writes.
    """

    def __init__(
        self,
        rows: LedgerRows,
        reading: Callable[[], AbstractContextManager[Connection]],
        writing: Writing,
    ) -> None:
        self._rows = rows
        self._reading = reading
        self._writing = writing

    def facts(self) -> Mapping[str, str]:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.facts(connection)

    def find(self, entity: Entity, entity_id: str) -> Binding | None:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.find(connection, entity, entity_id)

    def bound(self, entity: Entity, remote_id: str) -> Binding | None:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.bound(connection, entity, remote_id)

    def all_bound(self, entity: Entity) -> Mapping[str, str]:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.all_bound(connection, entity)

    def many(self, entity: Entity, remote_ids: Sequence[str]) -> Mapping[str, Binding]:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.many(connection, entity, remote_ids)

    def after(self, seq: int, limit: int) -> list[Binding]:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.after(connection, seq, limit)

    def head(self) -> int:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.head(connection)

    def receipt(self, op_id: str) -> Receipt | None:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.receipt(connection, op_id)

    def original(self, article_id: str) -> str:
        """See `Ledger`."""
        with self._reading() as connection:
            return self._rows.original(connection, article_id)

    def write(self, entry: Entry) -> Kept:
        """See `Ledger`."""
        return self._writing(lambda connection: self._rows.write(connection, entry))
