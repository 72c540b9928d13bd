# SPDX-License-Identifier: GPL-3.0-or-later
"""An article's or a picture's row, and all that a new document brings along with it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from sqlalchemy import (
    ColumnElement,
    Connection,
    Table,
    bindparam,
    delete,
    insert,
    select,
    union,
    update,
)

from editor import wire
from editor.model.article import SERVER_FIELDS, ArticleId
from editor.model.handover import handovers
from editor.model.operation import Doc, Entity, Remote
from editor.model.picture import Sha256
from editor.store import stories, versions
from editor.store.journal import Entry
from editor.store.schema import (
    assignee_of,
    author_of,
    clash,
    outbox,
    placed,
    record,
    shadow,
    step,
    tag_of,
    version,
)
from editor.store.transaction import Writing

LONG_BYTES: Final = 64 * 1024
"""Documents of this length are remembered by the connection that read or wrote them last."""
REMEMBERED: Final = 2
_LATEST: Final = "latest documents"


@dataclass(frozen=True, slots=True)
class Record:
    """An entity as it stands here."""

    entity: Entity
    id: str
    doc: Doc
    local_version: int
    changed_at: datetime
    base: Doc | None
    """What both sides last had; None: the server has never had it."""
    base_rev: int
    base_etag: str
    address: str
    is_unseen: bool

    @property
    def is_dirty(self) -> bool:
        """Whether there is something that the server has not got."""
        return self.base is None or bool(unsent(self.entity, self.doc, self.base))


def load(connection: Connection, entity: Entity, entity_id: str) -> Record | None:
    """One entity, or None."""
    row = connection.execute(_LOAD, {"of": entity.value, "its_id": entity_id}).first()
    if row is None:
        return None
    return Record(
        entity=entity,
        id=entity_id,
        doc=_read(connection, row.doc),
        local_version=row.local_version,
        changed_at=row.changed_at,
        base=None if row.base is None else _read(connection, row.base),
        base_rev=row.base_rev,
        base_etag=row.base_etag,
        address=row.address,
        is_unseen=row.is_unseen,
    )


def put(
    writing: Writing, now: Record | None, entity: Entity, doc: Doc, *, reason: str, by: str = ""
) -> Record:
    """Store a new document: row, history, list, search, journal.

    Args:
        writing: the transaction.
        now: the entity as it stood; None when it is new.
        entity: article or picture.
        doc: the whole new document; it has an `id` or a `sha256`.
        reason: for the history.
        by: who changed it; empty: this laptop.

    Returns:
        The entity as it then stands.
    """
    entity_id = str(doc["id"] if entity is Entity.ARTICLE else doc["sha256"])
    put_ = _changed(writing, now, entity, entity_id, doc)
    _write_row(writing.connection, now, put_)
    before = None if now is None else now.doc
    if entity is Entity.ARTICLE:
        for table, rows in links(entity_id, before, doc):
            _replace(writing.connection, table, entity_id, rows)
        words = stories.project(writing, entity_id, doc, is_typed=reason == versions.TYPING)
        versions.note(writing, entity_id, (before, doc), reason=reason, by=by, words=words)
        _note(writing, entity_id, before or {}, doc)
    else:
        writing.pictures.add(Sha256(entity_id))
        for article_id in users(writing.connection, entity_id):
            refresh(writing, article_id)
    _journal(writing, put_, before, reason, by)
    return put_


def put_new(
    writing: Writing,
    docs: Sequence[Doc],
    *,
    reason: str,
    by: Sequence[str],
    agreed: Sequence[Remote] = (),
) -> None:
    """Store articles that are not `known`, in few statements: the same rows as by `put`.

    Args:
        writing: the transaction.
        docs: all different; the last one is the newest.
        reason: for the history.
        by: who wrote each; empty: this laptop.
        agreed: what the server said of each, where they are the server's: the rows of `set_base`.
    """
    rows: list[dict[str, object]] = []
    linked: dict[Table, list[dict[str, object]]] = defaultdict(list)
    for place, doc in enumerate(docs):
        new = _changed(writing, None, Entity.ARTICLE, str(doc["id"]), doc)
        row = _row(new)
        for table, its in links(new.id, None, doc):
            linked[table] += its
        _note(writing, new.id, {}, doc)
        _journal(writing, new, None, reason, by[place])
        if agreed:
            told = {name: getattr(agreed[place], name) for name in ("rev", "etag", "address")}
            columns = {"base_rev": told["rev"], "base_etag": told["etag"]}
            row |= {"base": row["doc"], "address": told["address"], **columns}
            head = _head(writing, "base", new.entity, new.id)
            writing.journal.append(Entry({**head, **told, "is_same": True}))
        rows.append(row)
    writing.connection.execute(_INSERT, rows)
    for table, its in linked.items():
        if its:
            writing.connection.execute(_LINKS[table][1], its)
    words = stories.project_new(writing, docs)
    versions.begin_new(writing, docs, words, reason=reason, by=by)


def known(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Those of some articles that anything here tells of, be it only their history."""
    if not ids:
        return set()
    return set(connection.execute(_KNOWN, {"ids": ids}).scalars())


def refresh(writing: Writing, article_id: str) -> None:
    """Make an article's row in the list anew, as something that it shows has changed."""
    found = load(writing.connection, Entity.ARTICLE, article_id)
    if found is not None:
        stories.project(writing, article_id, found.doc, is_newer=False)
        writing.articles.add(ArticleId(article_id))


def set_base(
    writing: Writing, found: Record, base: Doc | None, *, rev: int, etag: str, address: str = ""
) -> None:
    """Note what both sides now have."""
    address = address or found.address
    values = {
        "base": None if base is None else wire.canonical(base),
        "base_rev": rev,
        "base_etag": etag,
        "address": address,
        "is_unseen": False,
    }
    its = {"of": found.entity.value, "its_id": found.id}
    writing.connection.execute(_UPDATE, {**its, **values})
    head = _head(writing, "base", found.entity, found.id)
    head |= {"rev": rev, "etag": etag, "address": address}
    if base is None or base == found.doc:
        writing.journal.append(Entry({**head, "is_same": base is not None}))
    else:
        key = f"base {found.entity} {found.id}"
        writing.journal.append(Entry(head, key, found.base, base))


def remove(writing: Writing, found: Record, *, reason: str) -> None:
    """Take an entity out of the store; the history of an article stays."""
    connection = writing.connection
    if found.entity is Entity.ARTICLE:
        versions.write_out(connection, found.id, found.doc)
        versions.seal(connection, found.id, reason=reason)
        stories.forget(connection, found.id)
        connection.execute(delete(step).where(step.c.article_id == found.id))
        for forget, _ in _LINKS.values():
            connection.execute(forget, {"its_id": found.id})
        writing.articles.add(ArticleId(found.id))
    else:
        writing.pictures.add(Sha256(found.id))
    connection.execute(delete(record).where(_one(found.entity, found.id)))
    writing.fields.add("*")
    writing.journal.append(Entry(_head(writing, "gone", found.entity, found.id)))


def set_version(connection: Connection, entity: Entity, entity_id: str, number: int) -> None:
    """Let the newest document have this version's number."""
    one = _one(entity, entity_id)
    connection.execute(update(record).where(one).values(local_version=number))


def users(connection: Connection, sha256: str) -> list[str]:
    """The ids of the articles that a picture stands in."""
    return list(connection.execute(_USERS, {"its_sha256": sha256}).scalars())


def unsent(entity: Entity, doc: Doc, base: Doc) -> dict[str, object]:
    """The fields of a document that a laptop may send and that differ from the base."""
    return {name: doc[name] for name in _sent(entity, doc) if base.get(name, ...) != doc[name]}


def sendable(entity: Entity, doc: Doc) -> dict[str, object]:
    """The whole document without what only the server writes."""
    return {name: value for name, value in doc.items() if name not in SERVER_FIELDS}


def placements(doc: Doc) -> list[Mapping[str, object]]:
    """The placements of a written article; nothing else is taken for one."""
    listed = doc.get("placements")
    return [each for each in listed if isinstance(each, dict)] if isinstance(listed, list) else []


def _note(writing: Writing, article_id: str, before: Doc, doc: Doc) -> None:
    """What listeners are told of a story that has changed."""
    writing.articles.add(ArticleId(article_id))
    writing.fields |= _differing(before, doc)
    writing.handovers.update(handovers(before, doc))


def _differing(before: Doc, doc: Doc) -> set[str]:
    return {name for name in doc if before.get(name, ...) != doc[name]} - {"id", "v"}


def _sent(entity: Entity, doc: Doc) -> Iterable[str]:
    own = {"id", "v"} | SERVER_FIELDS if entity is Entity.ARTICLE else {"sha256", "v"}
    return (name for name in doc if name not in own)


def _changed(
    writing: Writing, now: Record | None, entity: Entity, entity_id: str, doc: Doc
) -> Record:
    return Record(
        entity=entity,
        id=entity_id,
        doc=doc,
        local_version=1 if now is None else now.local_version + 1,
        changed_at=writing.at,
        base=None if now is None else now.base,
        base_rev=0 if now is None else now.base_rev,
        base_etag="" if now is None else now.base_etag,
        address="" if now is None else now.address,
        is_unseen=False if now is None else now.is_unseen,
    )


def _write_row(connection: Connection, now: Record | None, new: Record) -> None:
    row = _row(new)
    _remember(connection, row["doc"], new.doc)
    if now is None:
        connection.execute(_INSERT, row)
    else:
        key = {"of": row.pop("entity"), "its_id": row.pop("id")}
        connection.execute(_UPDATE, {**key, **row})


def _row(new: Record) -> dict[str, Any]:
    """The columns that a new document changes, and its key."""
    return {
        "entity": new.entity.value,
        "id": new.id,
        "doc": wire.canonical(new.doc),
        "local_version": new.local_version,
        "changed_at": new.changed_at,
    }


def _read(connection: Connection, data: bytes) -> Doc:
    """A document of its bytes; a long one that was read or written just now is not read again."""
    for known, doc in connection.info.get(_LATEST, ()):
        if known == data:
            return cast("Doc", doc)
    doc = wire.parse(data)
    _remember(connection, data, doc)
    return doc


def _remember(connection: Connection, data: bytes, doc: Doc) -> None:
    if len(data) >= LONG_BYTES:
        latest = connection.info.get(_LATEST, ())
        connection.info[_LATEST] = ((data, doc), *latest[: REMEMBERED - 1])


def links(
    article_id: str, before: Doc | None, doc: Doc
) -> Iterator[tuple[Table, list[dict[str, object]]]]:
    """Which pictures, authors and tags an article has, each kind where that has changed."""
    old: Doc = before or {}
    its: dict[str, object] = {"article_id": article_id}
    if old.get("placements") != doc.get("placements"):
        names = dict.fromkeys(str(each.get("sha256")) for each in placements(doc))
        yield placed, [{**its, "sha256": name} for name in names]
    if old.get("authors") != doc.get("authors"):
        authors = cast("list[dict[str, object]]", doc.get("authors") or [])
        parts = ("person", "pen_name", "role")
        people = [{name: str(each.get(name, "")) for name in parts} for each in authors]
        yield author_of, [{**its, "position": place, **each} for place, each in enumerate(people)]
    if old.get("assignees", []) != doc.get("assignees", []):
        told = enumerate(stories.assigned(doc))
        yield assignee_of, [{**its, "position": at, "person": p, "role": r} for at, (p, r) in told]
    if old.get("tags") != doc.get("tags"):
        tags = dict.fromkeys(cast("list[str]", doc.get("tags") or []))
        yield tag_of, [{**its, "tag": tag} for tag in tags]


def _replace(
    connection: Connection, table: Table, article_id: str, rows: Sequence[Mapping[str, object]]
) -> None:
    forget, add = _LINKS[table]
    connection.execute(forget, {"its_id": article_id})
    if rows:
        connection.execute(add, rows)


def _journal(writing: Writing, new: Record, before: Doc | None, reason: str, by: str) -> None:
    head = _head(writing, "doc", new.entity, new.id)
    head |= {"version": new.local_version, "reason": reason, "by": by}
    writing.journal.append(Entry(head, f"{new.entity} {new.id}", before, new.doc))


def _head(writing: Writing, what: str, entity: Entity, entity_id: str) -> dict[str, object]:
    at = writing.at.isoformat()
    return {"what": what, "at": at, "entity": entity.value, "id": entity_id}


def _one(entity: Entity, entity_id: str) -> ColumnElement[bool]:
    return (record.c.entity == entity.value) & (record.c.id == entity_id)


# Made once: to put a statement together costs more than to run it.
_ITS: Final = (record.c.entity == bindparam("of")) & (record.c.id == bindparam("its_id"))
_USERS: Final = select(placed.c.article_id).where(placed.c.sha256 == bindparam("its_sha256"))
_LOAD: Final = select(record).where(_ITS)
_INSERT: Final = insert(record)
_UPDATE: Final = update(record).where(_ITS)
_LINKS: Final = {
    table: (delete(table).where(table.c.article_id == bindparam("its_id")), insert(table))
    for table in (placed, author_of, assignee_of, tag_of)
}
_TELLING: Final = (record.c.id, version.c.article_id, outbox.c.entity_id, shadow.c.id, clash.c.id)
_KNOWN: Final = union(
    *(select(each).where(each.in_(bindparam("ids", expanding=True))) for each in _TELLING)
)
