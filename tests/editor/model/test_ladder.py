# SPDX-License-Identifier: GPL-3.0-or-later
"""The ladder of a newspaper: steps left out, roles of its own, and what contradicts itself."""

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.model.ladder import FULL, STEPS, Ladder, ladder_from, ladder_to_doc
from editor.model.workflow import GOES_PUBLIC, Act, Role, State
from editor.sentences import Sentences

RESOURCES = Path(__file__).resolve().parents[3] / "resources"

USED = st.lists(st.sampled_from(STEPS), unique=True).filter(lambda each: each != [State.APPROVED])


@st.composite
def ladders(draw):
    steps = draw(USED)
    ways = st.lists(st.sampled_from([State.DRAFT, *steps]), unique=True, min_size=1)
    doc = {"steps": steps}
    if draw(st.booleans()):
        doc["publish_from"] = draw(ways)
    return ladder_from(doc)


@given(ladders())
def test_no_story_is_stuck_and_what_is_told_is_read_back(ladder):
    """From every state there is a way before readers and back, also from a step given up since."""
    assert ladder_from(ladder_to_doc(ladder)) == ladder
    for state in State:
        reached, edge = set(), {state}
        while edge:
            reached |= edge
            follow = {row[0] for (at, _), row in ladder.rows.items() if at in reached}
            edge = follow - reached
        assert {State.PUBLISHED, State.TAKEN_DOWN, State.DRAFT, State.SPIKED} <= reached, state
    for (_, act), (follows, roles) in ladder.rows.items():
        assert Role.ADMIN in roles
        assert Role.READER not in roles
        assert (follows is State.PUBLISHED) == (act in GOES_PUBLIC)
        if follows in STEPS:
            assert follows in ladder.steps


def test_a_small_newspaper_has_no_steps_and_a_strict_one_wants_approval():
    small, strict = ladder_from({"steps": []}), ladder_from({"publish_from": ["approved"]})
    assert small.acts(State.DRAFT, Role.EDITOR) == (Act.PUBLISH, Act.SPIKE)
    assert small.acts(State.DRAFT, Role.WRITER) == (Act.SPIKE,)
    assert small.after(State.SCHEDULED, Act.UNSCHEDULE, Role.EDITOR) is State.DRAFT
    for state in (State.DRAFT, *STEPS[:-1]):
        with pytest.raises(Refused, match="not_now"):
            strict.after(state, Act.PUBLISH, Role.ADMIN)
    assert strict.after(State.APPROVED, Act.PUBLISH, Role.EDITOR) is State.PUBLISHED
    assert FULL.acts(State.DRAFT, Role.EDITOR)[0] is Act.PUBLISH
    assert strict.acts(State.DRAFT, Role.EDITOR)[0] is Act.SUBMIT


def test_a_step_that_is_left_out_is_climbed_past():
    ladder = ladder_from({"steps": ["submitted", "approved"], "roles": {"approve": ["writer"]}})
    assert ladder.after(State.DRAFT, Act.SUBMIT, Role.WRITER) is State.SUBMITTED
    assert ladder.after(State.SUBMITTED, Act.APPROVE, Role.WRITER) is State.APPROVED
    with pytest.raises(Refused, match="not_yours"):
        ladder.after(State.SUBMITTED, Act.APPROVE, Role.EDITOR)
    for state, act in product(State, (Act.START_EDITING, Act.PASS_ON)):
        assert (state, act) not in ladder.rows


@pytest.mark.parametrize(
    ("table", "code"),
    [
        ({"step": []}, "ladder.unknown"),
        ({"steps": "draft"}, "ladder.unknown"),
        ({"steps": ["proofread"]}, "ladder.unknown"),
        ({"steps": ["draft"]}, "ladder.not_a_step"),
        ({"steps": ["editing", "editing"]}, "ladder.twice"),
        ({"steps": ["approved"]}, "ladder.approves_itself"),
        ({"steps": ["editing"], "publish_from": ["approved"]}, "ladder.not_a_step"),
        ({"publish_from": ["published"]}, "ladder.not_a_step"),
        ({"publish_from": []}, "ladder.no_way_out"),
        ({"roles": []}, "ladder.unknown"),
        ({"roles": {"print": ["editor"]}}, "ladder.unknown"),
        ({"roles": {"publish": ["boss"]}}, "ladder.unknown"),
        ({"roles": {"publish": ["reader"]}}, "ladder.unknown"),
        ({"roles": {"publish": ["editor", "editor"]}}, "ladder.twice"),
        ({"steps": [], "roles": {"approve": ["editor"]}}, "ladder.no_such_act"),
    ],
)
def test_a_table_that_contradicts_itself_is_told_in_one_sentence(table, code):
    with pytest.raises(Refused) as refused:
        ladder_from(table)
    assert refused.value.code == code
    for language in ("vi", "en"):
        told = Sentences.load(RESOURCES / "sentences", language).say(code, refused.value.values)
        assert "{" not in told
        assert told.endswith(".")


def test_nobody_says_anything_about_roles_and_they_are_as_usual():
    assert Ladder() == FULL == ladder_from({})
    assert FULL.rows[State.DRAFT, Act.PUBLISH][1] == {Role.EDITOR, Role.ADMIN}
