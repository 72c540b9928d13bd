# SPDX-License-Identifier: GPL-3.0-or-later
"""States, acts, and who may move what: one table."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType

from editor.errors import Refused


class State(StrEnum):
    """Where an article stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    EDITING = "editing"
    AWAITING_APPROVAL = "awaiting_approval"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    TAKEN_DOWN = "taken_down"
    SPIKED = "spiked"


class Act(StrEnum):
    """What a person does to an article; never a by-product of saving its text."""

    SUBMIT = "submit"
    START_EDITING = "start_editing"
    RETURN = "return"
    PASS_ON = "pass_on"
    APPROVE = "approve"
    PUBLISH = "publish"
    UPDATE = "update"
    UNSCHEDULE = "unschedule"
    TAKE_DOWN = "take_down"
    REPUBLISH = "republish"
    SPIKE = "spike"
    UNSPIKE = "unspike"


@dataclass(frozen=True, slots=True)
class Wish:
    """An act as a person asked for it."""

    act: Act
    reason: str = ""
    """Why; some acts need one."""
    publish_at: datetime | None = None
    """When it is to go before readers, by the server's clock; None: at once."""
    override: str = ""
    """Why readers get it although the rights of its pictures bar it; empty: those bars hold."""
    bars: tuple[str, ...] = ()
    """The bars that this was said of; see `editor.model.rights.Override`."""


class Role(StrEnum):
    """What a person is to a newsroom, weakest first."""

    READER = "reader"
    PHOTO = "photo"
    WRITER = "writer"
    EDITOR = "editor"
    ADMIN = "admin"


_WRITERS = frozenset({Role.WRITER, Role.EDITOR, Role.ADMIN})
EDITORS = frozenset({Role.EDITOR, Role.ADMIN})
"""Who decides what goes before readers."""
_UNPUBLISHED = (
    State.DRAFT,
    State.SUBMITTED,
    State.EDITING,
    State.AWAITING_APPROVAL,
    State.APPROVED,
)


def _table() -> dict[tuple[State, Act], tuple[State, frozenset[Role]]]:
    rows = {
        (State.DRAFT, Act.SUBMIT): (State.SUBMITTED, _WRITERS),
        (State.SUBMITTED, Act.START_EDITING): (State.EDITING, EDITORS),
        (State.SUBMITTED, Act.RETURN): (State.DRAFT, EDITORS),
        (State.EDITING, Act.PASS_ON): (State.AWAITING_APPROVAL, EDITORS),
        (State.EDITING, Act.RETURN): (State.DRAFT, EDITORS),
        (State.AWAITING_APPROVAL, Act.APPROVE): (State.APPROVED, EDITORS),
        (State.AWAITING_APPROVAL, Act.RETURN): (State.DRAFT, EDITORS),
        (State.SCHEDULED, Act.PUBLISH): (State.PUBLISHED, EDITORS),
        (State.SCHEDULED, Act.UNSCHEDULE): (State.APPROVED, EDITORS),
        (State.SCHEDULED, Act.RETURN): (State.DRAFT, EDITORS),
        (State.PUBLISHED, Act.UPDATE): (State.PUBLISHED, EDITORS),
        (State.PUBLISHED, Act.TAKE_DOWN): (State.TAKEN_DOWN, EDITORS),
        (State.TAKEN_DOWN, Act.REPUBLISH): (State.PUBLISHED, frozenset({Role.ADMIN})),
        (State.SPIKED, Act.UNSPIKE): (State.DRAFT, _WRITERS),
    }
    for state in _UNPUBLISHED:
        rows[state, Act.PUBLISH] = (State.PUBLISHED, EDITORS)
        rows[state, Act.SPIKE] = (State.SPIKED, _WRITERS)
    return rows


TABLE: Mapping[tuple[State, Act], tuple[State, frozenset[Role]]] = MappingProxyType(_table())
"""(state, act) -> (the state that follows, who may)."""

NEEDS_REASON = frozenset({Act.RETURN, Act.TAKE_DOWN})
"""Acts that a person must explain."""

GOES_PUBLIC = frozenset({Act.PUBLISH, Act.UPDATE, Act.REPUBLISH})
"""Acts that put the article as it now stands before readers."""

_NEXT_STEP = (
    Act.PUBLISH,
    Act.UNSCHEDULE,
    Act.UPDATE,
    Act.APPROVE,
    Act.PASS_ON,
    Act.START_EDITING,
    Act.SUBMIT,
    Act.REPUBLISH,
    Act.UNSPIKE,
)


def after(state: State, act: Act, role: Role) -> State:
    """The state that an act leads to.

    Raises:
        Refused: `workflow.not_now` when the act does not fit the state, `workflow.not_yours` when
            the role may not do it.
    """
    row = TABLE.get((state, act))
    if row is None:
        raise Refused("workflow.not_now", act=act.value, state=state.value)
    follows, roles = row
    if role not in roles:
        raise Refused("workflow.not_yours", act=act.value, role=role.value)
    return follows


def acts(state: State, role: Role) -> tuple[Act, ...]:
    """All that a role may do to an article in a state, the next step of the ladder first."""
    may = [act for (at, act), (_, roles) in TABLE.items() if at is state and role in roles]
    ranked = sorted(may, key=lambda act: _NEXT_STEP.index(act) if act in _NEXT_STEP else 99)
    return tuple(ranked)
