# SPDX-License-Identifier: GPL-3.0-or-later
"""An act at the server: the story as it then stands, and what readers get of it, now or later."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Connection

from editor import wire
from editor.cms import rules, stepping, transitions
from editor.cms.transitions import Transition
from editor.model.article import Article
from editor.model.ladder import Ladder
from editor.model.operation import Doc, Entity
from editor.model.picture import Sha256
from editor.model.workflow import GOES_PUBLIC, Act
from editor.server import audit, editions, schedule
from editor.server.tokens import Caller


@dataclass(frozen=True, slots=True)
class Before:
    """What an act or a change meets."""

    doc: Doc
    """The story as it stands."""
    caller: Caller
    now: datetime
    """By the server's clock; aware."""
    ladder: Ladder
    """The newspaper's."""


def done(
    connection: Connection,
    before: Before,
    asked: Transition,
    has_picture: Callable[[Connection, Sha256], bool],
) -> Doc:
    """Do an act, in the caller's transaction; the story's document as it then stands.

    Raises:
        Refused: what `editor.cms.transitions` refuses.
    """
    now = before.now
    doc: Doc = transitions.acted(
        before.doc, asked, before.caller.role, now, by=before.caller.person, ladder=before.ladder
    )
    article = wire.article_from_doc(doc)
    pictures = editions.picture_docs(connection, article) if asked.act in GOES_PUBLIC else {}
    transitions.refuse_barred(article, pictures, asked, now)
    # Whatever is done to a story ends the wait that was asked for before.
    schedule.forget(connection, article.id)
    if transitions.waits(asked, now):
        schedule.plan(connection, article.id, asked, before.caller)
    elif asked.act in GOES_PUBLIC:
        transitions.refuse_holes(article, lambda sha256: has_picture(connection, sha256))
        out = editions.Issue(doc, pictures, asked, before.caller, now)
        doc = editions.issue(connection, out)
    if asked.act is Act.TAKE_DOWN:
        editions.withdraw(connection, article.id, before.now)
    _note(connection, before, article, asked)
    return doc


def changed(
    connection: Connection, before: Before, entity: Entity, entity_id: str, changes: Doc
) -> Doc:
    """What stands after some fields changed, in the caller's transaction; see `rules.patched`.

    An approval and a time that it undid are undone; see `editor.cms.stepping`.

    Raises:
        Refused: what `editor.cms.rules` refuses.
    """
    doc: Doc = rules.patched(entity, entity_id, before.doc, changes, before.caller.role)
    if entity is not Entity.ARTICLE:
        return doc
    who = stepping.Change(before.caller.person, before.caller.role, before.now)
    after = stepping.after_change(before.doc, doc, who, before.ladder)
    if after is not doc:
        schedule.forget(connection, entity_id)
        signed = (before.caller.person, before.caller.device)
        audit.note(connection, before.now, signed, "step_back", entity_id)
    return after


def _note(connection: Connection, before: Before, article: Article, asked: Transition) -> None:
    if asked.act not in GOES_PUBLIC | {Act.TAKE_DOWN}:
        return
    who = (before.caller.person, before.caller.device)
    deed = "schedule" if transitions.waits(asked, before.now) else asked.act.value
    audit.note(connection, before.now, who, deed, article.id)
    if asked.override and asked.act in GOES_PUBLIC:
        audit.note(connection, before.now, who, "override", f"{article.id}: {asked.override.why}")
