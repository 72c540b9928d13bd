# SPDX-License-Identifier: GPL-3.0-or-later
"""Suggested words come into the copy in the place of those that they were suggested for."""

from datetime import UTC, datetime
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from editor.model.remark import Outcome, Remark, Settlement
from editor.text.anchors import Span, anchor
from editor.text.suggesting import applied, changes, parts, places

NOW = datetime(2026, 3, 1, tzinfo=UTC)
COPY = "Một hai ba bốn năm."


def suggested(name, start, end, text, copy=COPY, **fields):
    return Remark(name, "Lan", NOW, copy[start:end], anchor(copy, start, end), "", text, **fields)


def accepted(copy, *told, **how):
    taken = changes(copy, told, places(copy, told), **how)
    return applied(copy, taken), [each.remark_id for each in taken]


def test_words_are_replaced_put_in_and_taken_out_at_once():
    told = (
        suggested("put", 4, 4, "(một) "),
        suggested("change", 8, 10, "tam"),
        suggested("out", 10, 14, ""),
    )
    assert accepted(COPY, *told) == ("Một (một) hai tam năm.", ["put", "change", "out"])


def test_words_that_have_changed_wait_for_a_person():
    told = suggested("1", 4, 7, "nhì")
    edited = COPY.replace("hai", "HAI")
    assert accepted(edited, told) == (edited, [])
    assert accepted(edited, told, is_anyway=True) == ("Một nhì ba bốn năm.", ["1"])


def test_one_that_reaches_into_another_is_left():
    told = (suggested("a", 4, 10, "nhì tam"), suggested("b", 8, 14, "x"), suggested("c", 4, 4, "y"))
    assert accepted(COPY, *told) == ("Một yhai x năm.", ["c", "b"])
    assert accepted(COPY, *told[:2])[1] == ["a"]


def test_comments_and_what_is_settled_change_nothing():
    done = Settlement(Outcome.REJECTED, "Mai", NOW)
    told = (suggested("a", 4, 7, None), suggested("b", 8, 10, "x", settled=done))
    assert accepted(COPY, *told) == (COPY, [])


@given(st.text("ab ", min_size=1, max_size=30), st.data())
def test_whatever_is_suggested_each_change_is_made_once_and_whole(copy, data):
    ends = st.tuples(st.integers(0, len(copy)), st.integers(0, len(copy))).map(sorted)
    pairs = data.draw(st.lists(ends, max_size=5))
    told = tuple(
        suggested(str(number), *pair, f"<{number}>", copy) for number, pair in enumerate(pairs)
    )
    spans = {str(number): Span(*pair) for number, pair in enumerate(pairs)}
    taken = changes(copy, told, spans)
    made = applied(copy, taken)
    assert all(made.count(each.text) == 1 for each in taken)
    gone = sum(each.end - each.start for each in taken)
    assert len(made) == len(copy) - gone + sum(len(each.text) for each in taken)


TEXTS = st.lists(st.sampled_from(["một", "hai", "ba", " ", "\n\n", "ba bốn năm sáu "])).map("".join)


@given(TEXTS, TEXTS)
def test_the_edits_of_a_passage_put_into_it_give_the_other(old, new):
    made = parts(old, new)
    assert applied(old, made) == new
    assert all(each.end < after.start for each, after in pairwise(made))
    assert parts(old, old) == ()


def test_edits_that_stand_apart_are_told_apart():
    old = "Sáng nay, hơn một trăm chiếc ghe đã về bến sau ba tuần nước lớn."
    new = "Sáng nay, gần hai trăm chiếc ghe đã về bến sau bốn tuần nước lớn."
    told = [(old[each.start : each.end], each.text) for each in parts(old, new)]
    assert told == [("hơn một", "gần hai"), ("ba", "bốn")]
