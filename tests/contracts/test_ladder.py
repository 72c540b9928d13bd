# SPDX-License-Identifier: GPL-3.0-or-later
"""Every state, act and role of a ladder, by one table: laptop, server and memory house alike."""

from collections import deque
from itertools import product

import pytest

from editor import wire
from editor.acts import Acts
from editor.cms.memory import Kept, Memory
from editor.cms.stepping import Change, after_change
from editor.errors import EditorError, Refused
from editor.model.ladder import FULL, Asker, ladder_from
from editor.model.operation import Done, Entity, OpKind
from editor.model.workflow import CHANGED, NEEDS_REASON, Act, Role, State, Wish, seen_in
from editor.profiles import profile_to_doc
from editor.server.archive import Archive, Command
from editor.server.tokens import Caller
from tests.builders import PROFILE, an_article
from tests.contracts.houses import HOUSE_TIME, database_of
from tests.contracts.operations import act as an_act
from tests.contracts.operations import create_article, done, patch

LATER = HOUSE_TIME.replace(hour=23)
LADDERS = {
    "full": FULL,
    "small": ladder_from({"steps": [], "roles": {"publish": ["writer", "editor"]}}),
    "strict": ladder_from(
        {"steps": ["submitted", "approved"], "publish_from": ["approved"], "roles": {"approve": []}}
    ),
}
ARTICLE = an_article(placements=(), category="x")


def paths(ladder):
    """For each state that is reached at all, the acts that lead there, the shortest first."""
    found, edge = {State.DRAFT: ()}, deque([State.DRAFT])
    while edge:
        here = edge.popleft()
        for (state, act), (follows, _) in ladder.rows.items():
            if state is not here:
                continue
            steps = [(follows, (act, None))]
            if act is Act.PUBLISH:
                steps.append((State.SCHEDULED, (act, LATER)))
            for there, step in steps:
                if there not in found:
                    found[there] = (*found[here], step)
                    edge.append(there)
    return found


def wanted(ladder, state, act, role):
    """What the table says: the state that follows, or why not."""
    row = ladder.rows.get((state, act))
    if row is None:
        return "not_now"
    return row[0].value if role in row[1] else "not_yours"


def told(act, seen, at=None):
    payload = {"act": act.value, "seen": seen, "reason": "vì sao" if act in NEEDS_REASON else ""}
    return payload if at is None else {**payload, "at": at.isoformat()}


CODES = {"invalid_transition": "not_now", "forbidden": "not_yours"}


class InMemory:
    """The house in memory, set back to where it was after each act."""

    def __init__(self, _, ladder):
        profile = profile_to_doc(PROFILE.__class__(name="x", ladder=ladder))
        kept = Kept()
        common = {"kept": kept, "clock": lambda: HOUSE_TIME, "profile": profile}
        self.sites = {role: Memory(role=role, person=role.value, **common) for role in Role}
        self.made = self.sites[Role.ADMIN].push(create_article(placements=())).remote
        self.new = self.sites[Role.ADMIN].backup()

    def reach(self, steps):
        self.sites[Role.ADMIN].restore(self.new)
        remote = self.made
        for act, at in steps:
            more = {} if at is None else {"at": at.isoformat()}
            told = an_act(remote, act.value, reason="vì sao", **more)
            remote = self.sites[Role.ADMIN].push(told).remote
        self.stands, self.kept = remote, self.sites[Role.ADMIN].backup()

    def told(self, act, role):
        self.sites[role].restore(self.kept)
        outcome = self.sites[role].push(an_act(self.stands, act.value, reason="vì sao"))
        return outcome.remote.doc["state"] if isinstance(outcome, Done) else CODES[outcome.code]

    def changed(self, role, changes):
        self.sites[role].restore(self.kept)
        return done(self.sites[role], patch(self.stands, **changes)).doc

    def close(self):
        pass


class AtTheServer:
    """The archive of the real server, a story of its own for each act that is done."""

    def __init__(self, folder, ladder):
        profile = PROFILE.__class__(name="x", ladder=ladder)
        self.archive = Archive(folder, profile, lambda: HOUSE_TIME, database=database_of(folder))
        self.number = 0
        self.steps, self.stands = (), None

    def write(self, kind, name, payload, base, role):
        self.number += 1
        command = Command(f"k{self.number}", "", kind, Entity.ARTICLE, name, payload, base)
        return self.archive.write(command, Caller(role.value, "laptop", role))

    def reach(self, steps):
        self.steps, self.stands = steps, None

    def begin(self):
        doc = {**wire.article_to_doc(ARTICLE), "id": f"a{self.number}"}
        remote = self.write(OpKind.CREATE, str(doc["id"]), doc, "", Role.ADMIN).remote
        for act, at in self.steps:
            seen = seen_in(wire.deeds_from(remote.doc))
            asked = {**told(act, seen, at), "reason": "vì sao"}
            remote = self.write(OpKind.ACT, remote.entity_id, asked, remote.etag, Role.ADMIN).remote
        return remote

    def told(self, act, role):
        self.stands = remote = self.stands or self.begin()
        seen = seen_in(wire.deeds_from(remote.doc))
        try:
            done = self.write(OpKind.ACT, remote.entity_id, told(act, seen), remote.etag, role)
        except EditorError as error:
            return CODES[error.code.removeprefix("site.")]
        self.stands = None
        return done.remote.doc["state"]

    def changed(self, role, changes):
        remote = self.begin()
        return self.write(OpKind.PATCH, remote.entity_id, changes, remote.etag, role).remote.doc

    def close(self):
        self.archive.close()


class OnALaptop:
    """What a laptop offers and queues, on a store that knows nothing of the server."""

    class Store:
        """One story, no pictures, nothing that waits, no question."""

        def __init__(self):
            self.article, self.queued = ARTICLE, []

        def get(self, _):
            return self.article

        def pictures_of(self, _):
            return {}

        def rows(self):
            return []

        def clashes(self, _):
            return []

        def queue_act(self, _, wish, *, origin):
            self.queued.append(wish.act)
            return origin

    def __init__(self, _, ladder):
        self.store, self.role, self.ladder = self.Store(), Role.ADMIN, ladder
        asker = Asker(lambda: self.role, lambda: ladder)
        rooms = (self.store, self.store, self.store)
        self.acts = Acts(*rooms, asker=asker, clock=lambda: HOUSE_TIME)

    def reach(self, steps):
        state = State.DRAFT
        for act, at in steps:
            state = State.SCHEDULED if at else self.ladder.rows[state, act][0]
        self.store.article = an_article(placements=(), category="x", state=state)

    def told(self, act, role):
        self.role, self.store.queued = role, []
        wish = Wish(act, "vì sao" if act in NEEDS_REASON else "")
        profile = PROFILE.__class__(name="x", ladder=self.ladder)
        try:
            self.acts.perform(ARTICLE.id, wish, profile=profile, origin="t")
        except Refused as error:
            assert self.store.queued == []
            assert act not in self.acts.possible(self.store.article)
            return error.code.removeprefix("workflow.")
        assert act in self.acts.possible(self.store.article)
        return self.ladder.after(self.store.article.state, act, role).value

    def close(self):
        pass


@pytest.mark.parametrize("name", list(LADDERS))
@pytest.mark.parametrize("house", [InMemory, AtTheServer, OnALaptop])
def test_every_state_act_and_role(tmp_path, house, name):
    """All of them, from one source; what is refused changes nothing."""
    ladder = LADDERS[name]
    place = house(tmp_path / "house", ladder)
    try:
        reached = paths(ladder)
        unused = {each for each in State if each not in reached}
        assert unused == {s for s in FULL.steps if s not in ladder.steps}
        for state, steps in reached.items():
            place.reach(steps)
            for act, role in product(Act, Role):
                assert place.told(act, role) == wanted(ladder, state, act, role), (state, act, role)
    finally:
        place.close()


SEEN = {"headline": "Tin chưa ai duyệt"}
CHANGES = [
    SEEN,
    {"slugline": "cho-noi", "ednote": "gấp"},
    {"body": ARTICLE.body},
    {"placements": []},
]


@pytest.mark.parametrize("name", list(LADDERS))
@pytest.mark.parametrize("house", [InMemory, AtTheServer])
def test_what_nobody_approved_goes_out_by_no_clock(tmp_path, house, name):
    """Who may not approve takes the approval and the time away by changing what readers see."""
    ladder = LADDERS[name]
    place = house(tmp_path / "house", ladder)
    below = {"full": "awaiting_approval", "small": "draft", "strict": "submitted"}[name]
    decided = {State.APPROVED, State.SCHEDULED}
    try:
        for state, steps in paths(ladder).items():
            place.reach(steps)
            for role, changes in product((Role.WRITER, Role.EDITOR, Role.ADMIN), CHANGES):
                doc = place.changed(role, changes)
                is_undone = state in decided and changes is SEEN and not decides(ladder, role)
                assert doc["state"] == (below if is_undone else state.value), (state, role, changes)
                if is_undone:
                    assert (doc["publish_at"], doc["deeds"][-1]["by"]) == (None, role.value)
                assert (doc["deeds"][-1:] or [{}])[0].get("act") == (
                    CHANGED if is_undone else (steps[-1][0].value if steps else None)
                )
    finally:
        place.close()


def decides(ladder, role):
    """Only in the small paper a writer publishes; in the strict one an administrator approves."""
    return role is not Role.WRITER or ladder is LADDERS["small"]


def test_the_photo_desk_and_what_readers_do_not_see_leave_an_approval_alone():
    """Its pictures are its own to look after, and a note to editors is no copy."""
    doc = {**wire.article_to_doc(ARTICLE), "state": "approved"}
    for role, changes in [
        (Role.PHOTO, {"placements": [{"sha256": "a"}]}),
        (Role.WRITER, {"remarks": [], "brief": "Hai trang", "royalty_shares": []}),
        (Role.READER, {}),
    ]:
        after = {**doc, **changes}
        assert after_change(doc, after, Change("Mai", role, HOUSE_TIME), FULL) is after
