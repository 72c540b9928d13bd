# SPDX-License-Identifier: GPL-3.0-or-later
"""The tables of a ledger: what is known of a house that keeps nothing for us."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    false,
    text,
)


@dataclass(frozen=True, slots=True)
class LedgerTables:
    """The four tables of a ledger, and how a document is spelt in them."""

    of_bindings: Table
    receipts: Table
    originals: Table
    facts: Table
    spelt: Callable[[bytes], bytes | str]


def ledger_tables(metadata: MetaData, *, is_text: bool = False) -> LedgerTables:
    """The tables of a ledger in a database.

    Args:
        metadata: of the database.
        is_text: documents are kept as text; else as bytes.
    """
    kind: type[Text | LargeBinary] = Text if is_text else LargeBinary
    return LedgerTables(
        _of_bindings(metadata, kind),
        # What came of an operation; `said`: the hash of what was asked for.
        _of_house(metadata, "remote_receipt", "op_id", _text("said"), _doc(kind)),
        # A story's HTML as it first came, untouched.
        _of_house(metadata, "remote_original", "id", _text("html")),
        # What is remembered of a house as a whole.
        _of_house(metadata, "remote_fact", "key", _text("value")),
        bytes.decode if is_text else bytes,
    )


def _of_bindings(metadata: MetaData, kind: type[Text | LargeBinary]) -> Table:
    """Which post or file of a house is which entity of ours, and its place in the ledger's feed."""
    return Table(
        "remote_map",
        metadata,
        Column("site", Text, primary_key=True),
        Column("entity", Text, primary_key=True),
        Column("id", Text, primary_key=True),
        Column("seq", Integer, nullable=False, server_default=text("0")),
        _text("phase"),
        _text("marker"),
        _text("remote_id"),
        Column("is_deleted", Boolean, nullable=False, server_default=false()),
        _doc(kind),
        Index("remote_map_of", "site", "entity", "remote_id"),
        Index("remote_map_seq", "site", "seq"),
    )


def _of_house(metadata: MetaData, name: str, key: str, *more: Column[Any]) -> Table:
    """What is kept of each house under a key."""
    keys = (Column("site", Text, primary_key=True), Column(key, Text, primary_key=True))
    return Table(name, metadata, *keys, *more)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False, server_default="")


def _doc(kind: type[Text | LargeBinary]) -> Column[Any]:
    return Column("doc", kind, nullable=False)
