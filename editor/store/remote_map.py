# SPDX-License-Identifier: GPL-3.0-or-later
"""RemoteMap: which post or file of a house is which of ours, kept before and after each request."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final, cast

from sqlalchemy import Connection, Row, Select, bindparam, func, select
from sqlalchemy.dialects.sqlite import insert

from editor import values, wire
from editor.model.binding import Binding, Entry, Phase, Receipt
from editor.model.operation import Doc, Entity, Remote
from editor.store.database import Database
from editor.store.schema import remote_fact, remote_map, remote_original, remote_receipt


class RemoteMap:
    """The `Ledger` of one house, in the store of this laptop: see `editor.cms.ledger`.

    Args:
        database: the open store.
        site: the house's address: each has a ledger of its own.
    """

    def __init__(self, database: Database, site: str) -> None:
        self._database = database
        self._site = site

    def facts(self) -> Mapping[str, str]:
        """See `Ledger`."""
        with self._database.read() as connection:
            rows = connection.execute(_FACTS, {"at": self._site})
            return {row.key: row.value for row in rows}

    def find(self, entity: Entity, entity_id: str) -> Binding | None:
        """See `Ledger`."""
        return self._one(_FIND, {"of": entity.value, "its_id": entity_id})

    def bound(self, entity: Entity, remote_id: str) -> Binding | None:
        """See `Ledger`."""
        return self._one(_BOUND, {"of": entity.value, "its_id": remote_id})

    def all_bound(self, entity: Entity) -> Mapping[str, str]:
        """See `Ledger`."""
        with self._database.read() as connection:
            rows = connection.execute(_ALL, {"at": self._site, "of": entity.value})
            return {row.remote_id: row.id for row in rows}

    def many(self, entity: Entity, remote_ids: Sequence[str]) -> Mapping[str, Binding]:
        """See `Ledger`."""
        asked = {"at": self._site, "of": entity.value, "its_ids": list(remote_ids)}
        with self._database.read() as connection:
            found = [_binding(row) for row in connection.execute(_MANY, asked)]
        return {each.remote_id: each for each in found}

    def after(self, seq: int, limit: int) -> list[Binding]:
        """See `Ledger`."""
        asked = {"at": self._site, "since": seq, "most": limit}
        with self._database.read() as connection:
            return [_binding(row) for row in connection.execute(_AFTER, asked)]

    def head(self) -> int:
        """See `Ledger`."""
        with self._database.read() as connection:
            return _head(connection, self._site)

    def receipt(self, op_id: str) -> Receipt | None:
        """See `Ledger`."""
        with self._database.read() as connection:
            asked = {"at": self._site, "its_id": op_id}
            row = connection.execute(_RECEIPT, asked).first()
        return None if row is None else Receipt(op_id, row.said, _remote(wire.parse(row.doc)))

    def original(self, article_id: str) -> str:
        """See `Ledger`."""
        with self._database.read() as connection:
            asked = {"at": self._site, "its_id": article_id}
            return str(connection.execute(_ORIGINAL, asked).scalar() or "")

    def write(self, entry: Entry) -> tuple[Binding, ...]:
        """See `Ledger`."""
        with self._database.write("sync") as writing:
            connection = writing.connection
            seq = _head(connection, self._site)
            kept = []
            for each in entry.bindings:
                seq += entry.news
                kept.append(replace(each, seq=seq) if entry.news else each)
                self._put(connection, kept[-1])
            if entry.receipt is not None:
                self._put_receipt(connection, entry.receipt)
            for key, value in entry.facts.items():
                row = {"site": self._site, "key": key, "value": value}
                made = insert(remote_fact).values(row)
                connection.execute(made.on_conflict_do_update(["site", "key"], set_=row))
            for entity_id, html in entry.originals.items():
                row = {"site": self._site, "id": entity_id, "html": html}
                connection.execute(insert(remote_original).values(row).on_conflict_do_nothing())
        return tuple(kept)

    def _one(self, asked: Select[*tuple[object, ...]], named: Mapping[str, str]) -> Binding | None:
        with self._database.read() as connection:
            row = connection.execute(asked, {"at": self._site, **named}).first()
        return None if row is None else _binding(row)

    def _put(self, connection: Connection, binding: Binding) -> None:
        told = binding.told
        row = {
            "site": self._site,
            "entity": binding.entity.value,
            "id": binding.entity_id,
            "seq": binding.seq,
            "phase": binding.phase.value,
            "marker": binding.marker,
            "remote_id": binding.remote_id,
            "is_deleted": told is not None and told.is_deleted,
            "doc": wire.canonical(_written(binding)),
        }
        made = insert(remote_map).values(row)
        connection.execute(made.on_conflict_do_update(["site", "entity", "id"], set_=row))

    def _put_receipt(self, connection: Connection, receipt: Receipt) -> None:
        doc = wire.canonical(_told(receipt.remote))
        row = {"site": self._site, "op_id": receipt.op_id, "said": receipt.said, "doc": doc}
        made = insert(remote_receipt).values(row)
        connection.execute(made.on_conflict_do_update(["site", "op_id"], set_=row))


def _head(connection: Connection, site: str) -> int:
    return int(connection.execute(_HEAD, {"at": site}).scalar() or 0)


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


# Made once: to put a statement together costs more than to run it.
_HERE: Final = remote_map.c.site == bindparam("at")
_OF: Final = _HERE & (remote_map.c.entity == bindparam("of"))
_FIND: Final = select(remote_map).where(_OF, remote_map.c.id == bindparam("its_id"))
_BOUND: Final = select(remote_map).where(_OF, remote_map.c.remote_id == bindparam("its_id"))
_ALL: Final = select(remote_map.c.remote_id, remote_map.c.id).where(
    _OF, remote_map.c.remote_id != "", ~remote_map.c.is_deleted
)
_MANY: Final = select(remote_map).where(
    _OF, remote_map.c.remote_id.in_(bindparam("its_ids", expanding=True))
)
_AFTER: Final = (
    select(remote_map)
    .where(_HERE, remote_map.c.seq > bindparam("since"))
    .order_by(remote_map.c.seq)
    .limit(bindparam("most"))
)
_HEAD: Final = select(func.max(remote_map.c.seq)).where(_HERE)
_RECEIPT: Final = select(remote_receipt).where(
    remote_receipt.c.site == bindparam("at"), remote_receipt.c.op_id == bindparam("its_id")
)
_ORIGINAL: Final = select(remote_original.c.html).where(
    remote_original.c.site == bindparam("at"), remote_original.c.id == bindparam("its_id")
)
_FACTS: Final = select(remote_fact).where(remote_fact.c.site == bindparam("at"))
