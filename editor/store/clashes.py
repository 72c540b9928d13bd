# SPDX-License-Identifier: GPL-3.0-or-later
"""Open questions: a field that two people changed, both texts kept until a person chooses."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from typing import Final

from sqlalchemy import ColumnElement, Connection, Row, bindparam, delete, insert, select

from editor import wire
from editor.errors import EditorError, Refused
from editor.model.article import Article, ArticleId
from editor.model.operation import Doc, Entity
from editor.model.rows import Clashing
from editor.store import queue, records
from editor.store.records import Record
from editor.store.schema import clash, placed
from editor.store.transaction import Writing
from editor.text.merge import FieldClash, asked_again
from editor.text.passages import Choice, woven

ClashRow = Row[*tuple[object, ...]]
COPY: Final = "body"
"""The field that is asked about by passage."""


def put(writing: Writing, entity: Entity, entity_id: str, fields: Iterable[FieldClash]) -> None:
    """Keep the questions of a merge; a newer one takes an older's place, or asks for both."""
    for new in fields:
        one = _one(entity, entity_id, new.field)
        open_ = writing.connection.execute(select(clash).where(one)).first()
        each = new if open_ is None else _both(_asked(open_), new)
        writing.connection.execute(delete(clash).where(one))
        row = {"entity": entity.value, "id": entity_id, "field": each.field, "at": writing.at}
        texts = {"base": _kept(each.base), "mine": _kept(each.mine), "theirs": _kept(each.theirs)}
        writing.connection.execute(insert(clash), {**row, **texts})
    writing.is_outbox = True


def is_open(connection: Connection, entity: Entity, entity_id: str) -> bool:
    """Whether anything of an article or a picture itself is asked."""
    one = {"of": entity.value, "its_id": entity_id}
    return connection.execute(_IS_OPEN, one).first() is not None


def open_questions(connection: Connection, article_id: ArticleId | None) -> list[Clashing]:
    """The questions of an article and of its pictures; None: of all articles."""
    return [
        _shown(connection, row, shown_for)
        for row in connection.execute(_ALL).all()
        for shown_for in _articles(connection, row)
        if article_id in (None, shown_for)
    ]


def settle(
    writing: Writing, article_id: ArticleId, field: str, chosen: object, *, seen: str | None = None
) -> None:
    """Let the chosen value stand, and close the question."""
    entity, entity_id, name = _named(article_id, field)
    one = _one(entity, entity_id, name)
    row = writing.connection.execute(select(clash).where(one)).first()
    found = records.load(writing.connection, entity, entity_id)
    if row is None or found is None:
        raise Refused("clash.gone", field=field)
    writing.connection.execute(delete(clash).where(one))
    theirs = value_of(found.doc, name)
    value, reason = _chosen(row, theirs, chosen)
    if seen is not None and isinstance(value, str) and isinstance(theirs, str):
        value = woven(seen, value, theirs, winner=Choice.MINE)
    doc = with_value(found.doc, name, value)
    if doc != found.doc:
        records.put(writing, found, entity, doc, reason=reason)
    if records.unsent(entity, doc, found.base or {}):
        queue.mark(writing, entity, entity_id)
    writing.articles.add(article_id)
    writing.is_outbox = True


def value_of(doc: Doc, name: str) -> object:
    """A field's value; `placements.<sha256>.caption` is the caption of that placement."""
    if not name.startswith("placements."):
        return doc.get(name)
    _, sha256, field = name.split(".", 2)
    one = (each for each in records.placements(doc) if each.get("sha256") == sha256)
    return next(one, {}).get(field)


def with_value(doc: Doc, name: str, value: object) -> dict[str, object]:
    """The document with one field changed."""
    if not name.startswith("placements."):
        return {**doc, name: value}
    _, sha256, field = name.split(".", 2)
    placements = [
        {**each, field: value} if each.get("sha256") == sha256 else dict(each)
        for each in records.placements(doc)
    ]
    return {**doc, "placements": placements}


def _chosen(row: ClashRow, theirs: object, chosen: object) -> tuple[object, str]:
    mine = json.loads(row.mine)
    if chosen in (mine, _told(mine)):
        return mine, "mine"
    if chosen in (theirs, _told(theirs)):
        return theirs, "theirs"
    return chosen, "merge"


def _both(earlier: FieldClash, later: FieldClash) -> FieldClash:
    if later.field == COPY:
        return asked_again(earlier, later)
    if later.mine == earlier.theirs:
        # Nobody wrote here since it was asked: the text that waits for an answer is the earlier.
        return replace(later, base=earlier.base, mine=earlier.mine)
    return later


def _asked(row: ClashRow) -> FieldClash:
    return FieldClash(row.field, *map(json.loads, (row.base, row.mine, row.theirs)))


def _named(article_id: ArticleId, field: str) -> tuple[Entity, str, str]:
    if field.startswith("pictures."):
        _, sha256, name = field.split(".", 2)
        return Entity.PICTURE, sha256, name
    return Entity.ARTICLE, article_id, field


def _articles(connection: Connection, row: ClashRow) -> list[ArticleId]:
    if row.entity == Entity.ARTICLE.value:
        return [ArticleId(row.id)]
    asked = select(placed.c.article_id).where(placed.c.sha256 == row.id)
    return [ArticleId(each) for each in connection.execute(asked).scalars()]


def _shown(connection: Connection, row: ClashRow, shown_for: ArticleId) -> Clashing:
    is_article = row.entity == Entity.ARTICLE.value
    found: Record | None = records.load(connection, Entity(row.entity), row.id)
    # What stands now is theirs, newer than when the question arose if they went on.
    theirs = json.loads(row.theirs) if found is None else value_of(found.doc, row.field)
    base, mine = json.loads(row.base), json.loads(row.mine)
    return Clashing(
        article_id=shown_for,
        field=row.field if is_article else f"pictures.{row.id}.{row.field}",
        base=_told(base),
        mine=_told(mine),
        theirs=_told(theirs),
        at=row.at,
        values=_values(row.field, base, mine, theirs) if is_article else None,
    )


def _values(
    field: str, base: object, mine: object, theirs: object
) -> tuple[object, object, object] | None:
    """What the sides say, as an Article has it; None: its words are what they say."""
    if field not in _TYPED:
        return None
    try:
        return _as_value(field, base), _as_value(field, mine), _as_value(field, theirs)
    except EditorError:
        # Written by a newer version; its text is shown as it came.
        return None


def _as_value(field: str, value: object) -> object:
    doc = {"id": ""} if value is None else {"id": "", field: value}
    return getattr(wire.article_from_doc(doc), field)


def _told(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else wire.canonical(value).decode()


def _kept(value: object) -> str:
    if isinstance(value, Mapping):
        value = dict(value)
    return wire.canonical(value).decode()


def _one(entity: Entity, entity_id: str, field: str) -> ColumnElement[bool]:
    return (clash.c.entity == entity.value) & (clash.c.id == entity_id) & (clash.c.field == field)


_WORDS: Final = frozenset({"kicker", "headline", "standfirst", "body", "ednote", "brief"})
_TYPED: Final = frozenset(each.name for each in fields(Article)) - _WORDS
# Made once: to put a statement together costs more than to run it.
_ALL: Final = select(clash).order_by(clash.c.at, clash.c.id, clash.c.field)
_ITS: Final = (clash.c.entity == bindparam("of")) & (clash.c.id == bindparam("its_id"))
_IS_OPEN: Final = select(clash.c.field).where(_ITS).limit(1)
