# SPDX-License-Identifier: GPL-3.0-or-later
"""What becomes of a version from the server: the whole table, and the waits."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.operation import Entity
from editor.model.workflow import State
from editor.sync.plan import FIRST_DELAY_S, LONGEST_DELAY_S, Step, decide, delay_s, is_mass_delete
from editor.wire import article_to_doc
from tests.builders import an_article

ARTICLE = Entity.ARTICLE
BASE = article_to_doc(an_article(headline="base"))
MINE = article_to_doc(an_article(headline="base", body="mine"))
THEIRS = article_to_doc(an_article(headline="theirs"))


def test_an_untouched_article_follows():
    """Nothing was changed here: theirs stands."""
    found = decide(ARTICLE, base=BASE, mine=BASE, theirs=THEIRS)
    assert (found.step, found.doc) == (Step.FOLLOW, THEIRS)


def test_a_new_article_follows():
    """An article that was never here is taken as it is."""
    assert decide(ARTICLE, base=None, mine=None, theirs=THEIRS).step is Step.FOLLOW


def test_the_state_alone_is_no_change_of_ours():
    """What only the server writes never counts as mine."""
    mine = article_to_doc(replace(an_article(headline="base"), state=State.SUBMITTED))
    assert decide(ARTICLE, base=BASE, mine=mine, theirs=THEIRS).step is Step.FOLLOW


def test_two_changes_of_different_fields_both_stand():
    """Headline there, body here: no question."""
    found = decide(ARTICLE, base=BASE, mine=MINE, theirs=THEIRS)
    assert (found.step, found.clashes) == (Step.MERGE, ())
    assert (found.doc["headline"], found.doc["body"]) == ("theirs", "mine")


def test_two_changes_of_one_field_are_a_question():
    """Theirs stands, mine is in the clash."""
    mine = article_to_doc(an_article(headline="mine"))
    found = decide(ARTICLE, base=BASE, mine=mine, theirs=THEIRS)
    assert found.doc["headline"] == "theirs"
    assert [(each.field, each.mine) for each in found.clashes] == [("headline", "mine")]


def test_both_made_it_alike():
    """The same picture or story on two laptops is no question where they agree."""
    found = decide(ARTICLE, base=None, mine=MINE, theirs=MINE)
    assert (found.doc["body"], found.clashes) == ("mine", ())


def test_deleted_there_and_untouched_here():
    """It goes."""
    found = decide(ARTICLE, base=BASE, mine=BASE, theirs={}, is_deleted=True)
    assert found.step is Step.REMOVE


def test_deleted_there_and_changed_here():
    """The edit wins."""
    found = decide(ARTICLE, base=BASE, mine=MINE, theirs={}, is_deleted=True)
    assert (found.step, found.doc) == (Step.REVIVE, MINE)


def test_deleted_there_and_asked_about_here():
    """A text that waits for an answer is an edit."""
    found = decide(ARTICLE, base=BASE, mine=BASE, theirs={}, is_deleted=True, is_asked=True)
    assert (found.step, found.doc) == (Step.REVIVE, BASE)


@pytest.mark.parametrize(
    ("removed", "known", "is_mass"),
    [(20, 30, False), (21, 30, True), (100, 1000, False), (101, 1000, True), (0, 0, False)],
)
def test_many_deletions_stop(removed, known, is_mass):
    """More than twenty, and more than a tenth."""
    assert is_mass_delete(removed, known) is is_mass


@given(failures=st.integers(1, 10_000), draw=st.floats(0, 1, exclude_max=True))
def test_a_wait_is_never_nothing_and_never_for_ever(failures, draw):
    """Two seconds to a quarter of an hour, however long it lasts."""
    assert FIRST_DELAY_S <= delay_s(failures, draw) <= LONGEST_DELAY_S


@given(draw=st.floats(0, 1, exclude_max=True))
def test_what_the_server_asks_for_is_kept(draw):
    """Retry-After is a floor; a day is not believed."""
    assert delay_s(1, draw, asked_s=60) >= 60
    assert delay_s(1, draw, asked_s=86_400) == LONGEST_DELAY_S
