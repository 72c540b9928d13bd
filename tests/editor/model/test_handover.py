# SPDX-License-Identifier: GPL-3.0-or-later
"""Whose turn a change makes a story: who is newly assigned, and who gets it back."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from editor import wire
from editor.model.article import Author
from editor.model.assignment import IN_WORK, Assignee
from editor.model.handover import Handover, Why, handovers
from editor.model.workflow import Act, Deed, State
from tests.builders import an_article

people = st.lists(
    st.builds(Assignee, st.sampled_from(["Lan", "Mai"]), st.sampled_from(["writer", "editor"])),
    unique=True,
).map(tuple)


def told(before, after) -> set[Handover]:
    return set(handovers(wire.article_to_doc(before) if before else {}, wire.article_to_doc(after)))


@given(people, people, st.sampled_from(State), st.booleans())
def test_who_is_newly_assigned_is_told_while_there_is_work(was, now, state, is_new):
    """Whoever was assigned already, or to what readers have, is told nothing."""
    before = None if is_new else an_article(assignees=was)
    after = an_article(assignees=now, state=state)
    new = set(now) - (set() if is_new else set(was))
    wanted = {Handover(after.id, each.person, Why.ASSIGNED) for each in new}
    assert told(before, after) == (wanted if state in IN_WORK else set())


def test_a_story_comes_back_to_all_who_write_it_with_the_reason():
    """By every name that they have; an editor who is assigned gets nothing back."""
    work = (Assignee("Lan"), Assignee("Hà", "editor"))
    was = an_article(state=State.SUBMITTED, authors=(Author("Mai", "Mai Mơ"),), assignees=work)
    deed = Deed(1, "return", "Hà", datetime(2026, 3, 1, tzinfo=UTC), "Thiếu nguồn.")
    back = replace(was, state=State.DRAFT, deeds=(deed,))
    assert {(each.person, each.why, each.reason) for each in told(was, back)} == {
        (name, Why.RETURNED, "Thiếu nguồn.") for name in ("Mai", "Mai Mơ", "Lan")
    }
    assert told(back, replace(back, headline="Mới")) == set()
    # Of a long record the oldest deed goes as the newest comes.
    long = tuple(replace(deed, number=number, act="submit") for number in range(1, 61))
    handed_in, again = replace(was, deeds=long), (*long[1:], replace(deed, number=61))
    assert told(handed_in, replace(back, deeds=again)) == told(was, back)
    spiked = replace(was, state=State.DRAFT, deeds=(replace(deed, act=Act.UNSPIKE.value),))
    assert told(was, spiked) == set()
