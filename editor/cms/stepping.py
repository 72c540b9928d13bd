# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a story that was approved and then changed by one who may not approve it steps back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from editor import wire
from editor.model.article import HEADER_FIELDS
from editor.model.ladder import Ladder
from editor.model.operation import Doc
from editor.model.remark import DECIDERS
from editor.model.workflow import CHANGED, Act, Deed, Role, State, with_deed

_DECIDED = frozenset({State.APPROVED, State.SCHEDULED})


@dataclass(frozen=True, slots=True)
class Change:
    """Who changed a story."""

    by: str
    role: Role
    at: datetime
    """By the house's clock; aware."""


def after_change(current: Doc, doc: Mapping[str, object], who: Change, ladder: Ladder) -> Doc:
    """The document after a change: what nobody approved goes before no reader by a clock.

    A story that is approved or has a time steps back below the approval when its copy, or anything
    else that readers see, is changed by one who may neither approve nor publish it there. The photo
    desk's work on its pictures leaves it where it is.

    Args:
        current: as it stood.
        doc: as it stands after the change, without this.
        who: who changed it.
        ladder: the newspaper's.
    """
    state = State(str(current["state"])) if current.get("state") in _STATES else State.DRAFT
    if state not in _DECIDED or who.role not in DECIDERS or _decides(ladder, state, who.role):
        return doc
    if not any(_is_seen(name) and current.get(name) != value for name, value in doc.items()):
        return doc
    deeds = with_deed(wire.deeds_from(doc), Deed(0, CHANGED, who.by, who.at))
    told = {"state": ladder.below_approval.value, "publish_at": None}
    return {**doc, **told, "deeds": wire.deeds_to_doc(deeds)}


_STATES = frozenset(each.value for each in State)


def _decides(ladder: Ladder, state: State, role: Role) -> bool:
    deciding = (each for (_, act), each in ladder.rows.items() if act is Act.APPROVE)
    may = [*deciding, ladder.rows.get((state, Act.PUBLISH), (state, frozenset()))]
    return any(role in roles for _, roles in may)


def _is_seen(name: str) -> bool:
    return name not in HEADER_FIELDS and name not in {"v", "state"}
