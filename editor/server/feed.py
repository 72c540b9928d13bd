# SPDX-License-Identifier: GPL-3.0-or-later
"""The change feed as it goes out: the stored documents spliced together, none of them parsed."""

from collections.abc import Sequence
from dataclasses import dataclass
from json import JSONEncoder
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from editor.model.operation import Remote
from editor.server import heads, tables

_head, _revision = tables.head, tables.revision
_quoted = JSONEncoder(ensure_ascii=False).encode
_Rows = Sequence[Row[tuple[Any, ...]]]

_HEADS: Final = sa.select(_head.c.seq, *(_revision.c[name] for name in heads.TOLD))
# In bytes as they are stored: to decode and encode a page of them costs as much as all the rest.
_DOCS: Final = {
    "sqlite": sa.cast(_revision.c.doc, sa.LargeBinary),
    "postgresql": sa.func.convert_to(_revision.c.doc, "UTF8"),
}


def _paged(query: sa.Select[tuple[Any, ...]]) -> sa.Select[tuple[Any, ...]]:
    return (
        query.join_from(_head, _revision, heads.IS_HEAD)
        .where(_head.c.seq > sa.bindparam("since"))
        .order_by(_head.c.seq)
        .limit(sa.bindparam("most"))
    )


# Made once: to make a statement costs more than to run it.
_BARE_PAGE: Final = _paged(_HEADS)
_PAGES: Final = {name: _paged(_HEADS.add_columns(doc.label("doc"))) for name, doc in _DOCS.items()}


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page of the feed."""

    rows: _Rows
    cursor: str
    has_more: bool = False
    with_docs: bool = True
    packs: str = ""
    """The tag of the newsroom's rule packs."""
    look: str = ""
    """The tag of the site's look."""
    outlet: str = ""
    """The tag of how it stands with the site outside."""

    @property
    def changes(self) -> tuple[Remote, ...]:
        """The entities as values, their documents parsed."""
        return tuple(heads.remote_of(row, with_doc=self.with_docs) for row in self.rows)

    def written(self, address: str) -> bytes:
        """The reply, in the one spelling (`editor.wire.canonical`).

        Args:
            address: of the public site, before the paths of its pages; empty: unknown.
        """
        told = b",".join(_entity(row, address) for row in self.rows)
        more = b"true" if self.has_more else b"false"
        named = (self.look, self.cursor, self.outlet, self.packs)
        look, cursor, outlet, packs = (_quoted(each).encode() for each in named)
        form = b'{"changes":[%b],"look":%b,"more":%b,"next":%b,"outlet":%b,"packs":%b}'
        return form % (told, look, more, cursor, outlet, packs)


def page(connection: Connection, since: int, limit: int, *, with_docs: bool) -> tuple[_Rows, bool]:
    """What stands behind a number, oldest first; whether there is more than that."""
    query = _PAGES[connection.dialect.name] if with_docs else _BARE_PAGE
    rows = connection.execute(query, {"since": since, "most": limit + 1}).all()
    return rows[:limit], len(rows) > limit


def _entity(row: Row[tuple[Any, ...]], address: str) -> bytes:
    """An entity as `editor.server.replies.document` tells it, in the one spelling."""
    told: tuple[Any, ...] = tuple(row)
    _, entity, entity_id, rev, etag, is_deleted, slug, author, op_id, *docs = told
    where = _quoted(f"{address}/{slug}.html") if slug else '""'
    gone = "true" if is_deleted else "false"
    doc = b',"doc":%b' % docs[0] if docs else b""
    before = f'{{"address":{where},"author":{_quoted(author)},"deleted":{gone}'
    # Ids are letters, digits and dashes: they need no care.
    after = (
        f',"etag":{_quoted(etag)},"id":"{entity_id}","op_id":{_quoted(op_id)}'
        f',"rev":{rev},"type":"{entity}"}}'
    )
    return b"".join((before.encode(), doc, after.encode()))
