# SPDX-License-Identifier: GPL-3.0-or-later
"""Names that stand in pictures and frames here, the most frequent first: offered while typing."""

from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Text,
    cast,
    func,
    literal,
    select,
    true,
    union_all,
)

from editor.model.operation import Entity
from editor.store.schema import frame, record

LINES: Final = (
    "creator",
    "credit",
    "source",
    "copyright_notice",
    "caption_writer",
    "event",
    "sublocation",
    "city",
    "province",
    "country",
)
LISTS: Final = ("people", "organisations", "keywords")
OFFERED: Final = 2000
"""How many are offered for one field at most."""

Names: TypeAlias = "Select[tuple[str]]"


def used(connection: Connection) -> dict[str, list[str]]:
    """Field -> what stands in it, in pictures and frames here, each once."""
    return {name: list(_most_frequent(connection, name)) for name in (*LINES, *LISTS)}


def _most_frequent(connection: Connection, name: str) -> Iterator[str]:
    said = union_all(_said(record.c.doc, name, _IS_PICTURE), _said(frame.c.doc, name, _IS_LOOSE))
    value = said.subquery("said").c.value
    asked = select(value).where(value != "").group_by(value)
    ordered = asked.order_by(func.count().desc(), value).limit(OFFERED)
    yield from connection.execute(ordered).scalars()


def _said(doc: ColumnElement[Any], name: str, where: ColumnElement[bool]) -> Select[Any]:
    # SQLite reads JSON out of text, and the documents are bytes.
    text = cast(doc, Text)
    if name in LINES:
        value = func.trim(func.json_extract(text, f"$.{name}"))
        return select(value.label("value")).where(where)
    entries = func.json_each(text, f"$.{name}").table_valued("value")
    return (
        select(entries.c.value.label("value"))
        .select_from(doc.table.join(entries, true()))
        .where(where)
    )


_IS_PICTURE: Final = record.c.entity == literal(Entity.PICTURE.value)
_IS_LOOSE: Final = frame.c.sha256 == literal("")
