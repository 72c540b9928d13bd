# SPDX-License-Identifier: GPL-3.0-or-later
"""Two texts compared by word: nothing is lost in it, and words are marked as a person would."""

import random
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.text.matching import matched
from editor.text.wording import Change, Mark, compared, words_compared

OLD = """Sáng nay, hơn một trăm chiếc ghe đã về bến.

## Tựa một

Người bán nói hàng đủ. Giá không tăng nhiều so với tuần trước, theo ban quản lý.

![](cho.jpg)

Đoạn bị bỏ đi hoàn toàn khác.

Cuối cùng, nước rút dần về phía biển và người dân dọn dẹp nhà cửa."""


def _told(old, new):
    return [
        (each.change, *((run.mark.value, run.text) for run in each.runs))
        for each in compared(old, new)
    ]


def _side(stretches, mark):
    """One version put together again from what is told of both."""
    other = Mark.GONE if mark is Mark.CAME else Mark.CAME
    untold = Change.LEFT if mark is Mark.CAME else Change.ARRIVED
    return [
        word
        for each in stretches
        if each.change is not untold
        for run in each.runs
        if run.mark is not other
        for word in run.text.split()
    ]


def test_what_is_the_same_is_one_stretch():
    assert _told(OLD, OLD) == [(Change.SAME, ("kept", OLD))]
    assert compared("", "") == ()
    assert _told(OLD, OLD.replace("\n\n", "\n\n\n"))[0][0] is Change.SAME


def test_words_are_marked_and_never_lines():
    new = OLD.replace("một trăm chiếc", "hai trăm chiếc").replace(
        "tuần trước, theo", "tháng trước, theo"
    )
    assert _told(OLD, new)[0] == (
        Change.CHANGED,
        ("kept", "Sáng nay, hơn "),
        ("gone", "một "),
        ("came", "hai "),
        ("kept", "trăm chiếc ghe đã về bến."),
    )
    assert [each.change.value for each in compared(OLD, new)] == [
        "changed",
        "same",
        "changed",
        "same",
    ]


def test_a_paragraph_that_was_split_or_joined_is_one_change():
    new = OLD.replace("đủ. Giá", "đủ.\n\nGiá")
    assert ("came", "\n\n") in _told(OLD, new)[1]
    assert ("gone", "\n\n") in _told(new, OLD)[1]


def test_a_moved_paragraph_is_told_as_moved_even_with_a_word_changed():
    first, *rest = OLD.split("\n\n")
    for moved in (first, first.replace("một trăm", "hai trăm")):
        told = compared(OLD, "\n\n".join([*rest, moved]))
        assert [each.change.value for each in told] == ["left", "same", "arrived"]
        assert [told[0].twin, told[2].twin] == [2, 0]
    assert [run.mark.value for run in told[2].runs] == ["kept", "gone", "came", "kept"]


def test_a_word_between_two_rewritten_passages_is_told_with_them():
    runs = words_compared("Trời mưa rất to và gió mạnh lên", "Hôm ấy nắng ráo và biển lặng sóng")
    assert [each.mark.value for each in runs] == ["gone", "came"]


def test_the_full_stop_after_a_changed_word_stands():
    assert words_compared("theo ban quản lý.", "theo ban quản lý chợ.") == (
        (Mark.KEPT, "theo ban quản lý "),
        (Mark.CAME, "chợ"),
        (Mark.KEPT, "."),
    )


WORDS = st.lists(
    st.sampled_from(["một", "hai", "ba", "bốn", "##", "-", "![](a.jpg)", ">", "sáu"]), max_size=8
)
COPIES = st.lists(WORDS.map(" ".join), max_size=7).map("\n\n".join)


@settings(max_examples=400, deadline=None)
@given(COPIES, COPIES)
def test_both_versions_stand_in_what_is_told(old, new):
    told = compared(old, new)
    assert _side(told, Mark.GONE) == _bare(old)
    assert _side(told, Mark.CAME) == _bare(new)
    for side in ("old", "new"):
        spans = [getattr(each, side) for each in told]
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for number, each in enumerate(told):
        assert each.twin < 0 or told[each.twin].twin == number


def _bare(copy):
    return [word for run in words_compared(copy, copy) for word in run.text.split()]


@pytest.mark.parametrize("seed", range(20))
def test_a_match_is_in_order_and_true(seed):
    draw = random.Random(seed)
    old, new = ([str(draw.randrange(40)) for _ in range(draw.randrange(60))] for _ in range(2))
    pairs = matched(old, new)
    assert all(old[one] == new[other] for one, other in pairs), seed
    assert all(a < c and b < d for (a, b), (c, d) in pairwise(pairs)), seed
