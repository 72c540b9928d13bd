# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of a ledger, read and written in a transaction of whoever keeps it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from sqlalchemy import BindParameter, Connection, Row, Select, Table, bindparam, func, select

from editor import values, wire
from editor.model.binding import Binding, Entry, Phase, Receipt
from editor.model.operation import Doc, Entity, Remote
from editor.store.ledger_tables import LedgerTables

if TYPE_CHECKING:
    from sqlalchemy.dialects.postgresql import Insert as PostgresInsert
    from sqlalchemy.dialects.sqlite import Insert as SqliteInsert

    Inserting = Callable[[Table], SqliteInsert | PostgresInsert]


class LedgerRows:
    """One house's part of a ledger; see `editor.cms.ledger` for what each question means.

    Args:
        tables: of the database that it is in.
        site: the house's address: each has a ledger of its own.
        insert: the database's own, which says what happens to a row that is there already.
    """

    def __init__(self, tables: LedgerTables, site: str, insert: Inserting) -> None:
        self._tables = tables
        self._site = site
        self._insert = insert
        self._asked = _Asked(tables)

    def facts(self, connection: Connection) -> Mapping[str, str]:
        """See `Ledger`."""
        rows = connection.execute(self._asked.facts, {"at": self._site})
        return {row.key: row.value for row in rows}

    def find(self, connection: Connection, entity: Entity, entity_id: str) -> Binding | None:
        """See `Ledger`."""
        return self._one(connection, self._asked.find, entity, entity_id)

    def bound(self, connection: Connection, entity: Entity, remote_id: str) -> Binding | None:
        """See `Ledger`."""
        return self._one(connection, self._asked.bound, entity, remote_id)

    def all_bound(self, connection: Connection, entity: Entity) -> Mapping[str, str]:
        """See `Ledger`."""
        rows = connection.execute(self._asked.all, {"at": self._site, "of": entity.value})
        return {row.remote_id: row.id for row in rows}

    def many(
        self, connection: Connection, entity: Entity, remote_ids: Sequence[str]
    ) -> Mapping[str, Binding]:
        """See `Ledger`."""
        asked = {"at": self._site, "of": entity.value, "its_ids": list(remote_ids)}
        found = [_binding(row) for row in connection.execute(self._asked.many, asked)]
        return {each.remote_id: each for each in found}

    def after(self, connection: Connection, seq: int, limit: int) -> list[Binding]:
        """See `Ledger`."""
        asked = {"at": self._site, "since": seq, "most": limit}
        return [_binding(row) for row in connection.execute(self._asked.after, asked)]

    def head(self, connection: Connection) -> int:
        """See `Ledger`."""
        return int(connection.execute(self._asked.head, {"at": self._site}).scalar() or 0)

    def receipt(self, connection: Connection, op_id: str) -> Receipt | None:
        """See `Ledger`."""
        asked = {"at": self._site, "its_id": op_id}
        row = connection.execute(self._asked.receipt, asked).first()
        return None if row is None else Receipt(op_id, row.said, _remote(wire.parse(row.doc)))

    def original(self, connection: Connection, article_id: str) -> str:
        """See `Ledger`."""
        asked = {"at": self._site, "its_id": article_id}
        return str(connection.execute(self._asked.original, asked).scalar() or "")

    def write(self, connection: Connection, entry: Entry) -> tuple[Binding, ...]:
        """See `Ledger`."""
        seq = self.head(connection)
        kept = []
        for each in entry.bindings:
            seq += entry.news
            kept.append(replace(each, seq=seq) if entry.news else each)
            self._put(connection, self._tables.of_bindings, self._row(kept[-1]))
        if entry.receipt is not None:
            told = self._tables.spelt(wire.canonical(_told(entry.receipt.remote)))
            row = {"op_id": entry.receipt.op_id, "said": entry.receipt.said, "doc": told}
            self._put(connection, self._tables.receipts, row)
        for key, value in entry.facts.items():
            self._put(connection, self._tables.facts, {"key": key, "value": value})
        for entity_id, html in entry.originals.items():
            row = {"site": self._site, "id": entity_id, "html": html}
            made = self._insert(self._tables.originals).values(row)
            connection.execute(made.on_conflict_do_nothing())
        return tuple(kept)

    def _one(
        self,
        connection: Connection,
        asked: Select[*tuple[object, ...]],
        entity: Entity,
        its_id: str,
    ) -> Binding | None:
        named = {"at": self._site, "of": entity.value, "its_id": its_id}
        row = connection.execute(asked, named).first()
        return None if row is None else _binding(row)

    def _put(self, connection: Connection, table: Table, row: Mapping[str, object]) -> None:
        """Write a row of this house, over the one of the same key."""
        whole = {"site": self._site, **row}
        made = self._insert(table).values(whole)
        connection.execute(made.on_conflict_do_update(table.primary_key, set_=whole))

    def _row(self, binding: Binding) -> dict[str, object]:
        told = binding.told
        return {
            "entity": binding.entity.value,
            "id": binding.entity_id,
            "seq": binding.seq,
            "phase": binding.phase.value,
            "marker": binding.marker,
            "remote_id": binding.remote_id,
            "is_deleted": told is not None and told.is_deleted,
            "doc": self._tables.spelt(wire.canonical(_written(binding))),
        }


class _Asked:
    """The questions, made once: to put a statement together costs more than to run it."""

    def __init__(self, tables: LedgerTables) -> None:
        bound, receipts, originals = tables.of_bindings.c, tables.receipts.c, tables.originals.c
        its_id: BindParameter[str] = bindparam("its_id")
        here = bound.site == bindparam("at")
        of = here & (bound.entity == bindparam("of"))
        rows = select(tables.of_bindings)
        self.find = rows.where(of, bound.id == its_id)
        self.bound = rows.where(of, bound.remote_id == its_id)
        self.all = select(bound.remote_id, bound.id).where(
            of, bound.remote_id != "", ~bound.is_deleted
        )
        self.many = rows.where(of, bound.remote_id.in_(bindparam("its_ids", expanding=True)))
        later = rows.where(here, bound.seq > bindparam("since")).order_by(bound.seq)
        self.after = later.limit(bindparam("most"))
        self.head = select(func.max(bound.seq)).where(here)
        self.receipt = select(tables.receipts).where(
            receipts.site == bindparam("at"), receipts.op_id == its_id
        )
        self.original = select(originals.html).where(
            originals.site == bindparam("at"), originals.id == its_id
        )
        self.facts = select(tables.facts).where(tables.facts.c.site == bindparam("at"))


def _written(binding: Binding) -> dict[str, object]:
    return {
        "told": None if binding.told is None else _told(binding.told),
        "sent": None if binding.sent is None else dict(binding.sent),
        "returned": dict(binding.returned),
        "facts": dict(binding.facts),
        "html": binding.html,
        "tags": list(binding.tags),
    }


def _binding(row: Row[*tuple[object, ...]]) -> Binding:
    doc = wire.parse(row.doc)
    told, sent = doc["told"], doc["sent"]
    return Binding(
        entity=Entity(row.entity),
        entity_id=row.id,
        phase=Phase(row.phase),
        marker=row.marker,
        remote_id=row.remote_id,
        told=None if told is None else _remote(values.mapping("told", told)),
        sent=None if sent is None else values.mapping("sent", sent),
        returned=cast("Mapping[str, str]", values.mapping("returned", doc["returned"])),
        facts=cast("Mapping[str, str]", values.mapping("facts", doc["facts"])),
        html=values.text("html", doc["html"]),
        tags=values.texts("tags", doc["tags"]),
        seq=row.seq,
    )


def _told(remote: Remote) -> dict[str, object]:
    return {
        "entity": remote.entity.value,
        "id": remote.entity_id,
        "rev": remote.rev,
        "etag": remote.etag,
        "doc": dict(remote.doc),
        "is_deleted": remote.is_deleted,
        "author": remote.author,
        "op_id": remote.op_id,
        "address": remote.address,
        "ground": None if remote.ground is None else dict(remote.ground),
    }


def _remote(doc: Doc) -> Remote:
    ground = doc["ground"]
    return Remote(
        entity=Entity(values.text("entity", doc["entity"])),
        entity_id=values.text("id", doc["id"]),
        rev=values.whole("rev", doc["rev"]),
        etag=values.text("etag", doc["etag"]),
        doc=values.mapping("doc", doc["doc"]),
        is_deleted=values.yes("is_deleted", doc["is_deleted"]),
        author=values.text("author", doc["author"]),
        op_id=values.text("op_id", doc["op_id"]),
        address=values.text("address", doc["address"]),
        ground=None if ground is None else values.mapping("ground", ground),
    )
