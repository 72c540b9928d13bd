# SPDX-License-Identifier: GPL-3.0-or-later
"""What others changed at the house comes in as a revision of the story, merged with ours."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.engine import Connection

from editor import wire
from editor.model.article import HEADER_FIELDS, SERVER_FIELDS
from editor.model.binding import Binding
from editor.model.operation import Doc, Entity, Remote
from editor.server import deliveries, heads
from editor.server.database import iso
from editor.server.outlet.editions import edition_of
from editor.server.outlet.errand import foreign_fields
from editor.text.merge import merge_article

_OURS: Final = SERVER_FIELDS | HEADER_FIELDS
"""What the house knows nothing of."""


def notice(
    connection: Connection, before: Binding | None, after: Binding, house: str, now: datetime
) -> None:
    """Take in what others changed, in the transaction in which it is first written down.

    The story gets a revision, which laptops merge as they do any colleague's. Where both sides
    changed the same words theirs stand, and ours are in the revision before. What was to be brought
    is parked: nobody decided it knowing that text.

    Args:
        connection: a transaction of the order of writes.
        before: what was known of the story at the house; None: nothing.
        after: what is known now.
        house: who is told to have written it.
        now: by the server's clock.
    """
    told = after.told
    if told is None or told.op_id or told.is_deleted or after.entity is not Entity.ARTICLE:
        return
    waiting = deliveries.find(connection, after.entity_id)
    number = waiting.number if waiting is not None else 0
    edition = edition_of(connection, after.entity_id, number).doc if number else {}
    ground = told.ground or (before.there if before is not None else {}) or edition
    fields = foreign_fields(told.doc, ground, edition)
    if not fields or waiting is None:
        return
    is_sure = not (waiting.is_urgent and number)
    clashing = _take_in(connection, told, ground, house, now, is_sure=is_sure)
    values = {"fields": list(clashing)}
    deliveries.hold(connection, waiting, now, deliveries.CHANGED, values)


def _take_in(
    connection: Connection, told: Remote, ground: Doc, by: str, now: datetime, *, is_sure: bool
) -> tuple[str, ...]:
    """Write it into the story; the fields in which theirs stand in place of ours.

    Args:
        connection: as in `notice`.
        told: as it stands at the house.
        ground: what the house had of us.
        by: the house.
        now: by the server's clock.
        is_sure: else it may be an edition of ours that was taken back since: it is kept in the
            history, and what stood here stands again.
    """
    current = heads.current_of(connection, Entity.ARTICLE, told.entity_id)
    if current is None or current.is_deleted:
        return ()
    merged = merge_article(_whole(ground), current.doc, _whole(told.doc))
    kept = {name: current.doc[name] for name in _OURS if name in current.doc}
    doc = {**merged.doc, **kept, "id": told.entity_id}
    if doc == current.doc:
        return ()
    for each in (doc,) if is_sure else (doc, current.doc):
        made = Remote(current.entity, current.entity_id, 0, "", each, author=by)
        made = replace(made, address=current.address)
        current = heads.append(connection, current, made, device=by, at=iso(now))
    return tuple(each.field for each in merged.clashes)


def _whole(doc: Doc) -> Doc:
    """With each field that an edition leaves out as it is where nobody wrote anything in it."""
    return wire.article_to_doc(wire.article_from_doc(doc))
