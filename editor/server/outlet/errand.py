# SPDX-License-Identifier: GPL-3.0-or-later
"""An errand: one story brought to the house, pictures first, then its text, then the act; once."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from editor import wire
from editor.cms.ledger import Ledger
from editor.cms.site import Site
from editor.errors import EditorError, Offline
from editor.model.binding import Binding, Phase
from editor.model.operation import (
    Doc,
    Done,
    Entity,
    Operation,
    OpKind,
    Outcome,
    Rejected,
    Remote,
    Unknown,
)
from editor.model.picture import Sha256
from editor.model.rights import EMBARGO, Bar, bar_name
from editor.model.workflow import Act, State, seen_in
from editor.server.deliveries import CHANGED
from editor.server.outlet.editions import Edition

_NAMES: Final = uuid.UUID("3d0f2a34-5f8e-5b7e-9a55-0c6a7e1f4b10")
_NOT_SENT: Final = frozenset({"publish_at", "embargoed_until"})
"""What the server has weighed already."""
_SENT: Final = tuple(each for each in wire.CONTENT_FIELDS if each not in _NOT_SENT)
_ACT_IN: Final = {State.PUBLISHED: Act.UPDATE, State.TAKEN_DOWN: Act.REPUBLISH}
_OUT: Final = frozenset({State.PUBLISHED, State.SCHEDULED})
_DECIDED: Final = "the newsroom's server"


def foreign_fields(theirs: Doc, ground: Doc, edition: Doc) -> tuple[str, ...]:
    """The fields that others changed at the house, and that an edition would write over.

    Args:
        theirs: as it stands there.
        ground: what the house had of us.
        edition: what is to be written.
    """
    names = (each for each in _SENT if theirs.get(each) != ground.get(each))
    return tuple(each for each in names if theirs.get(each) != edition.get(each))


@dataclass(frozen=True, slots=True)
class Brought:
    """The house stands as it is to."""

    address: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """It had no effect, and the same never will."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Unclear:
    """Nobody knows: the same is to be done again."""

    error: EditorError


Result = Brought | Refusal | Unclear


class Errands:
    """Brings stories to one house. Asked by one thread at a time.

    What is asked for is named by what it says and what it was made against, so that a repeat after
    any end, even in another process, is known for the same.

    Args:
        site: the house.
        ledger: what is known of it.
    """

    def __init__(self, site: Site, ledger: Ledger) -> None:
        self._site = site
        self._ledger = ledger

    def bring(self, edition: Edition) -> Result:
        """Let the house's readers have an edition."""
        for sha256, doc in edition.pictures.items():
            outcome = self._picture(sha256, doc)
            if not isinstance(outcome, Done):
                return _refused(outcome)
        # Where nothing of theirs would be lost, it goes on from what stands there now.
        result = self._story(edition) or self._story(edition)
        return result or Unclear(Offline("site.in_progress"))

    def _story(self, edition: Edition) -> Result | None:
        """The text and the act; None: others moved it, and nothing of theirs would be lost."""
        before = self._ledger.find(Entity.ARTICLE, edition.article_id)
        if before is not None and _has(before, edition):
            return Brought(before.told.address if before.told else "")
        outcome = self._text(edition, before)
        if isinstance(outcome, Done):
            before = self._ledger.find(Entity.ARTICLE, edition.article_id)
            outcome = self._public(edition, outcome.remote)
        if isinstance(outcome, Done):
            return Brought(outcome.remote.address)
        theirs = outcome.current if isinstance(outcome, Rejected) else None
        is_stale = isinstance(outcome, Rejected) and outcome.code == "rev_mismatch"
        if not is_stale or before is None or theirs is None:
            return _refused(outcome)
        return _met(edition, before, theirs)

    def withdraw(self, article_id: str, under_way: Edition | None = None) -> Result:
        """Let the house's readers have a story no more.

        Args:
            article_id: which.
            under_way: the edition of which nobody knows whether it came there; it stays a draft.
        """
        before = self._ledger.find(Entity.ARTICLE, article_id)
        if before is not None and before.phase is Phase.CREATING and under_way is not None:
            # Else nobody would know, the next time, that the draft is ours.
            outcome = self._text(under_way, before)
            return _refused(outcome) if isinstance(outcome, Unknown) else Brought()
        if before is None or not before.remote_id:
            # What was never bound was never more than a draft.
            return Brought()
        try:
            there = self._site.fetch(Entity.ARTICLE, article_id)
        except EditorError as error:
            return Unclear(error)
        if there is None or there.is_deleted:
            return Brought()
        if State(str(there.doc.get("state"))) not in _OUT:
            return Brought()
        payload = {"act": Act.TAKE_DOWN.value, "reason": _DECIDED}
        outcome = self._pushed(OpKind.ACT, there.entity, article_id, payload, there.etag)
        return Brought() if isinstance(outcome, Done) else _refused(outcome)

    def _picture(self, sha256: Sha256, doc: Doc) -> Outcome:
        known = self._ledger.find(Entity.PICTURE, sha256)
        if known is None or known.told is None or known.told.is_deleted:
            return self._pushed(OpKind.CREATE, Entity.PICTURE, sha256, doc, _base(known))
        changed = _changed(wire.PICTURE_FIELDS, doc, known.told.doc)
        if not changed:
            return Done(known.told)
        return self._pushed(OpKind.PATCH, Entity.PICTURE, sha256, changed, known.told.etag)

    def _text(self, edition: Edition, known: Binding | None) -> Outcome:
        entity, article_id = Entity.ARTICLE, edition.article_id
        if known is None or known.told is None or known.told.is_deleted:
            whole = {name: edition.doc[name] for name in ("v", "id", *_SENT) if name in edition.doc}
            return self._pushed(OpKind.CREATE, entity, article_id, whole, _base(known))
        changed = _changed(_SENT, edition.doc, known.told.doc)
        if not changed:
            return Done(known.told)
        return self._pushed(OpKind.PATCH, entity, article_id, changed, known.told.etag)

    def _public(self, edition: Edition, stands: Remote) -> Outcome:
        act = _ACT_IN.get(State(str(stands.doc.get("state"))), Act.PUBLISH)
        bars = [bar_name(sha256, bar) for sha256 in edition.pictures for bar in Bar]
        payload = {
            "act": act.value,
            "edition": edition.name,
            "override": _DECIDED,
            "bars": [EMBARGO, *bars],
            "seen": seen_in(wire.deeds_from(stands.doc)),
        }
        return self._pushed(OpKind.ACT, stands.entity, stands.entity_id, payload, stands.etag)

    def _pushed(
        self, kind: OpKind, entity: Entity, entity_id: str, payload: Doc, base: str
    ) -> Outcome:
        written = wire.canonical(payload)
        name = wire.canonical([kind, entity, entity_id, base, payload]).decode()
        tag = "" if kind is OpKind.CREATE else base
        op_id = str(uuid.uuid5(_NAMES, name))
        return self._site.push(Operation(op_id, entity, entity_id, kind, written, tag))


def _met(edition: Edition, before: Binding, theirs: Remote) -> Refusal | None:
    """What is to be told where others wrote first; None: nothing of theirs would be lost."""
    ground = theirs.ground or before.there or edition.doc
    if foreign_fields(theirs.doc, ground, edition.doc):
        return Refusal(CHANGED)
    state = theirs.doc.get("state")
    if state in (State.PUBLISHED, before.there.get("state")):
        return None
    return Refusal("outlet.moved", {"state": str(state)})


def _refused(outcome: Outcome) -> Result:
    if isinstance(outcome, Rejected) and outcome.code == "rev_mismatch":
        # Somebody writes there at this very moment.
        return Unclear(Offline("site.in_progress"))
    if isinstance(outcome, Rejected):
        code = "outlet.gone" if outcome.code == "deleted" else f"site.{outcome.code}"
        return Refusal(code, outcome.values)
    wait_s = outcome.retry_after_s if isinstance(outcome, Unknown) else None
    cause = outcome.cause if isinstance(outcome, Unknown) else "line.failed"
    return Unclear(Offline(cause, **({} if wait_s is None else {"retry_after_s": wait_s})))


def _base(known: Binding | None) -> str:
    """What makes another creation of the same another operation."""
    return f"after {len(known.tags)}" if known is not None else "after 0"


def _changed(names: tuple[str, ...], doc: Doc, stands: Doc) -> dict[str, object]:
    there = (name for name in names if name in doc)
    return {name: doc[name] for name in there if doc[name] != stands.get(name)}


def _has(binding: Binding, edition: Edition) -> bool:
    """Was that very edition put before the house's readers, and nothing heard of it since?"""
    told = binding.told
    is_out = told is not None and not told.is_deleted and told.doc.get("state") == State.PUBLISHED
    return is_out and binding.facts.get("edition") == edition.name and binding.sent is None
