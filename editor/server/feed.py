# SPDX-License-Identifier: GPL-3.0-or-later
"""The change feed as it goes out: the stored documents spliced together, none of them parsed."""

from collections.abc import Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor.model.operation import Remote
from editor.server import heads, tables

_head, _revision = tables.head, tables.revision
_quoted = JSONEncoder(ensure_ascii=False).encode

_TOLD = [_revision.c[name] for name in heads.TOLD]
# Made once: to make a statement costs more than to run it.
_PAGES: Final = {
    with_docs: sa.select(_head.c.seq, *_TOLD, *([_revision.c.doc] if with_docs else []))
    .join_from(_head, _revision, heads.IS_HEAD)
    .where(_head.c.seq > sa.bindparam("since"))
    .order_by(_head.c.seq)
    .limit(sa.bindparam("most"))
    for with_docs in (False, True)
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the feed."""

    rows: Sequence[Row[tuple[object, ...]]]
    cursor: str
    has_more: bool = False
    with_docs: bool = True

    @property
    def changes(self) -> tuple[Remote, ...]:
        """The entities as values, their documents parsed."""
        return tuple(heads.remote_of(row, with_doc=self.with_docs) for row in self.rows)

    def written(self, address: str) -> bytes:
        """The reply, in the one spelling (`editor.wire.canonical`).

        Args:
            address: of the public site, before the paths of its pages; empty: unknown.
        """
        told = ",".join(
            entity_text(row, address, row.doc if self.with_docs else None) for row in self.rows
        )
        more = "true" if self.has_more else "false"
        return f'{{"changes":[{told}],"more":{more},"next":{_quoted(self.cursor)}}}'.encode()


def page(
    connection: Connection, since: int, limit: int, *, with_docs: bool
) -> tuple[Sequence[Row[tuple[object, ...]]], bool]:
    """What stands behind a number, oldest first; whether there is more than that."""
    values = {"since": since, "most": limit + 1}
    rows = connection.execute(_PAGES[with_docs], values).all()
    return rows[:limit], len(rows) > limit


def entity_text(row: Row[tuple[object, ...]], address: str, doc: str | None) -> str:
    """An entity as `editor.server.replies.document` tells it, in the one spelling.

    Args:
        row: of the revision.
        address: of the public site.
        doc: the document as it is stored; None: without it.
    """
    where = f"{address}/{row.slug}.html" if row.slug else ""
    return "".join(
        (
            f'{{"address":{_quoted(where)},"author":{_quoted(row.author)}',
            ',"deleted":true' if row.is_deleted else ',"deleted":false',
            "" if doc is None else f',"doc":{doc}',
            f',"etag":{_quoted(row.etag)},"id":{_quoted(row.id)}',
            f',"op_id":{_quoted(row.op_id)},"rev":{row.rev},"type":{_quoted(row.entity)}}}',
        )
    )
