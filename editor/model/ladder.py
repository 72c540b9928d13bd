# SPDX-License-Identifier: GPL-3.0-or-later
"""The ladder of a newspaper: which steps its stories climb, and who may do which act."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import MappingProxyType

from editor.errors import Refused
from editor.model.capabilities import OWN, Capabilities
from editor.model.workflow import EDITORS, WRITERS, Act, Role, State

Rows = Mapping[tuple[State, Act], tuple[State, frozenset[Role]]]
"""(state, act) -> (the state that follows, who may)."""

STEPS = (State.SUBMITTED, State.EDITING, State.AWAITING_APPROVAL, State.APPROVED)
"""The steps between a draft and readers, in their order; a newspaper may leave some out."""

_INTO = {
    State.SUBMITTED: Act.SUBMIT,
    State.EDITING: Act.START_EDITING,
    State.AWAITING_APPROVAL: Act.PASS_ON,
    State.APPROVED: Act.APPROVE,
}
_ADMINS = frozenset({Role.ADMIN})
_ROLES = {
    Act.SUBMIT: WRITERS,
    Act.SPIKE: WRITERS,
    Act.UNSPIKE: WRITERS,
    Act.REPUBLISH: _ADMINS,
    Act.RESTORE: _ADMINS,
}
"""Who may do an act where the newspaper says nothing; all others: the editors."""

_NEXT_STEP = (
    Act.PUBLISH,
    Act.UNSCHEDULE,
    Act.UPDATE,
    Act.APPROVE,
    Act.PASS_ON,
    Act.START_EDITING,
    Act.SUBMIT,
    Act.REPUBLISH,
    Act.RESTORE,
    Act.UNSPIKE,
)


@dataclass(frozen=True, slots=True)
class Ladder:
    """The table of one newspaper; as it stands: every step, the usual roles."""

    steps: tuple[State, ...] = STEPS
    """Those of `STEPS` that are used."""
    publish_from: tuple[State, ...] = ()
    """Where a story may go before readers from; empty: from the draft and every step."""
    roles: tuple[tuple[Act, frozenset[Role]], ...] = ()
    """Who may do an act, where it is not as usual. An administrator may do all of them."""

    @property
    def rows(self) -> Rows:
        """The whole table."""
        return _rows(self)

    @property
    def path(self) -> tuple[State, ...]:
        """From the draft up to the last step before readers."""
        return (State.DRAFT, *(each for each in STEPS if each in self.steps))

    @property
    def below_approval(self) -> State:
        """The highest step on which nobody approved the story yet."""
        return [each for each in self.path if each is not State.APPROVED][-1]

    def after(self, state: State, act: Act, role: Role) -> State:
        """The state that an act leads to.

        Raises:
            Refused: `workflow.not_now` when the act does not fit the state, `workflow.not_yours`
                when the role may not do it.
        """
        row = self.rows.get((state, act))
        if row is None:
            raise Refused("workflow.not_now", act=act.value, state=state.value)
        follows, roles = row
        if role not in roles:
            raise Refused("workflow.not_yours", act=act.value, role=role.value)
        return follows

    def acts(self, state: State, role: Role) -> tuple[Act, ...]:
        """All that a role may do to an article in a state, the next step of the ladder first."""
        may = [act for (at, act), (_, roles) in self.rows.items() if at is state and role in roles]
        ranked = sorted(may, key=lambda act: _NEXT_STEP.index(act) if act in _NEXT_STEP else 99)
        return tuple(ranked)


FULL = Ladder()
"""Every step, the usual roles."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks for acts, each asked anew: the person's role may change, and so may the house."""

    role: Callable[[], Role]
    ladder: Callable[[], Ladder]
    able: Callable[[], Capabilities] = lambda: OWN
    """What the publishing house can do; before one is connected: all that ours can."""


@cache
def _rows(ladder: Ladder) -> Rows:
    chosen = dict(ladder.roles)
    rows = {}
    for state, act, follows in _moves(ladder):
        usual = _ROLES.get(act, EDITORS)
        if act is Act.SPIKE and state is State.SCHEDULED:
            # Somebody decided that readers get it: the writers may not undo that.
            usual = EDITORS
        rows[state, act] = (follows, chosen.get(act, usual) | _ADMINS)
    return MappingProxyType(rows)


def _moves(ladder: Ladder) -> Iterator[tuple[State, Act, State]]:
    path = ladder.path
    yield from _climbed(path)
    for state in (*STEPS, State.SCHEDULED):
        yield state, Act.RETURN, State.DRAFT
    for state in (State.DRAFT, *STEPS):
        yield state, Act.SPIKE, State.SPIKED
        if not ladder.publish_from or state in ladder.publish_from:
            yield state, Act.PUBLISH, State.PUBLISHED
    yield State.SCHEDULED, Act.PUBLISH, State.PUBLISHED
    yield State.SCHEDULED, Act.UNSCHEDULE, path[-1]
    yield State.SCHEDULED, Act.SPIKE, State.SPIKED
    yield State.SCHEDULED, Act.TAKE_DOWN, State.TAKEN_DOWN
    yield State.PUBLISHED, Act.UPDATE, State.PUBLISHED
    yield State.PUBLISHED, Act.TAKE_DOWN, State.TAKEN_DOWN
    yield State.TAKEN_DOWN, Act.REPUBLISH, State.PUBLISHED
    yield State.TAKEN_DOWN, Act.RESTORE, State.DRAFT
    yield State.SPIKED, Act.UNSPIKE, State.DRAFT


def _climbed(path: Sequence[State]) -> Iterator[tuple[State, Act, State]]:
    """The way up; a story that stands on a step that was given up since climbs on to the next."""
    for here, there in pairwise(path):
        yield here, Act.SUBMIT if here is State.DRAFT else _INTO[there], there
    for state in STEPS:
        above = [each for each in path if each in STEPS[STEPS.index(state) + 1 :]]
        if state not in path and above:
            yield state, _INTO[above[0]], above[0]


def ladder_from(table: Mapping[str, object]) -> Ladder:
    """A ladder from its written form: `steps`, `publish_from`, `roles`; what is missing: usual.

    Raises:
        Refused: `ladder.unknown` (`name`, `of`), `ladder.twice` (`name`), `ladder.not_a_step`
            (`state`), `ladder.approves_itself`, `ladder.no_way_out`, `ladder.no_such_act` (`act`).
    """
    for name in table:
        if name not in {"steps", "publish_from", "roles"}:
            raise Refused("ladder.unknown", name=name, of="ladder")
    steps = _states("steps", table.get("steps", STEPS))
    publish_from = _states("publish_from", table.get("publish_from", ()))
    ladder = Ladder(steps, publish_from, _roles(table.get("roles", {})))
    _refuse_contradiction(ladder, has_way="publish_from" not in table or bool(publish_from))
    return ladder


def ladder_to_doc(ladder: Ladder) -> dict[str, object]:
    """A ladder in its written form; what is as usual is left out."""
    told: dict[str, object] = {}
    if ladder.steps != STEPS:
        told["steps"] = [each.value for each in ladder.steps]
    if ladder.publish_from:
        told["publish_from"] = [each.value for each in ladder.publish_from]
    if ladder.roles:
        named = {act.value: sorted(role.value for role in roles) for act, roles in ladder.roles}
        told["roles"] = named
    return told


def _refuse_contradiction(ladder: Ladder, *, has_way: bool) -> None:
    if not has_way:
        raise Refused("ladder.no_way_out")
    left_over = set(ladder.steps) - set(STEPS)
    left_over |= set(ladder.publish_from) - {State.DRAFT, *ladder.steps}
    for state in sorted(left_over):
        raise Refused("ladder.not_a_step", state=state.value)
    if ladder.steps and set(ladder.steps) == {State.APPROVED}:
        raise Refused("ladder.approves_itself")
    done = {act for _, act in ladder.rows}
    for act, _ in ladder.roles:
        if act not in done:
            raise Refused("ladder.no_such_act", act=act.value)


def _states(of: str, listed: object) -> tuple[State, ...]:
    found = tuple(State(_named(State, each, of)) for each in _listed(listed, of))
    _refuse_twice([each.value for each in found])
    return found


def _roles(table: object) -> tuple[tuple[Act, frozenset[Role]], ...]:
    if not isinstance(table, Mapping):
        raise Refused("ladder.unknown", name=str(table), of="roles")
    told = []
    for name, listed in sorted(table.items()):
        act = Act(_named(Act, name, "roles"))
        roles = [Role(_named(Role, each, str(name))) for each in _listed(listed, str(name))]
        if Role.READER in roles:
            # Who only reads does nothing to a story.
            raise Refused("ladder.unknown", name=Role.READER.value, of=act.value)
        _refuse_twice([each.value for each in roles])
        told.append((act, frozenset(roles)))
    return tuple(told)


def _listed(value: object, of: str) -> Sequence[object]:
    if not isinstance(value, list | tuple):
        raise Refused("ladder.unknown", name=str(value), of=of)
    return value


def _named(of: type[State | Act | Role], name: object, where: str) -> str:
    if not isinstance(name, str) or name not in {each.value for each in of}:
        raise Refused("ladder.unknown", name=str(name), of=where)
    return name


def _refuse_twice(names: Sequence[str]) -> None:
    for name in names:
        if names.count(name) > 1:
            raise Refused("ladder.twice", name=name)
