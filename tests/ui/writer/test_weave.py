# SPDX-License-Identifier: GPL-3.0-or-later
"""What came from below and what was typed meanwhile are both there afterwards."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from editor.model.workflow import State
from tests.builders import a_picture, a_placement, an_article
from ui.writer.weave import differences, news, weave, weave_text

LINES = st.lists(st.text(alphabet="ab đẤ😀", max_size=6), max_size=8).map("\n".join)


def applied(text, splices):
    for splice in reversed(splices):
        text = text[: splice.at] + splice.added + text[splice.at + splice.removed :]
    return text


@given(old=LINES, new=LINES)
def test_the_differences_make_the_new_text(old, new):
    splices = differences(old, new)
    assert applied(old, splices) == new
    ends = [0, *(each.at + each.removed for each in splices)]
    assert all(end <= each.at for end, each in zip(ends, splices, strict=False))
    assert (splices == ()) == (old == new)


@given(old=LINES, new=LINES)
def test_what_only_one_changed_is_taken(old, new):
    assert weave_text(old, old, new) == new
    assert weave_text(old, new, old) == new
    assert weave_text(old, new, new) == new


def test_edits_far_apart_are_both_there():
    base = "một\n\nhai\n\nba"
    assert (
        weave_text(base, "một!\n\nhai\n\nba", "một\n\nhai\n\nba, bốn") == "một!\n\nhai\n\nba, bốn"
    )


def test_where_both_wrote_mine_stays():
    assert weave_text("một hai", "một X hai", "một Y hai") == "một X hai"


def test_words_of_one_paragraph_are_woven():
    base = "Ghe về bến từ rất sớm hôm nay."
    mine, theirs = base.replace("Ghe", "Thuyền"), base.replace("nay", "qua")
    assert weave_text(base, mine, theirs) == "Thuyền về bến từ rất sớm hôm qua."


def test_only_the_passage_that_both_wrote_is_mine():
    base = "một\n\nhai\n\nba"
    assert weave_text(base, "một!\n\nhai\n\nba", "một?\n\nhai\n\nba?") == "một!\n\nhai\n\nba?"


def test_neighbours_are_both_taken_for_nobody_can_be_asked():
    assert weave_text("một\n\nhai", "MỘT\n\nhai", "một\n\nHAI") == "MỘT\n\nHAI"
    assert weave_text("một hai", "một hai\n\nba", "MỘT hai") == "MỘT hai\n\nba"


def test_blank_lines_that_are_being_typed_stay():
    assert weave_text("một\n\nhai", "một\n\nhai\n\n", "một?\n\nhai") == "một?\n\nhai\n\n"
    assert weave_text("một\n\nhai", "một\n\nhai ", "một?\n\nhai") == "một?\n\nhai "


def test_the_words_between_two_edits_of_a_line_are_left_alone():
    splices = differences("Ghe về bến hôm nay.", "Thuyền về bến hôm qua.")
    assert [each.added for each in splices] == ["Thuyền", "qua"]


def test_a_line_in_the_middle_of_much_else_is_found():
    base = "\n\n".join(f"Đoạn {number}" for number in range(40))
    new = base.replace("Đoạn 3\n", "Đoạn ba\n").replace("Đoạn 30", "Đoạn ba mươi")
    assert len(differences(base, new)) == 2


def test_many_lines_are_replaced_as_one():
    old = "\n".join(f"cũ {number}" for number in range(900))
    new = "\n".join(f"mới {number}" for number in range(900))
    assert len(differences(old, new)) == 1
    assert applied(old, differences(old, new)) == new


def test_fields_of_the_server_are_always_theirs():
    base = an_article()
    woven = weave(base, replace(base, state=State.DRAFT), replace(base, state=State.PUBLISHED))
    assert woven.state is State.PUBLISHED


def test_each_field_is_taken_from_who_changed_it():
    base = an_article()
    mine, theirs = replace(base, headline="Của tôi"), replace(base, kicker="Của họ")
    woven = weave(base, mine, theirs)
    assert (woven.headline, woven.kicker) == ("Của tôi", "Của họ")
    assert news(base, theirs) == {"kicker"}


def test_a_field_that_both_changed_is_mine():
    base = an_article()
    woven = weave(base, replace(base, headline="Của tôi"), replace(base, headline="Của họ"))
    assert woven.headline == "Của tôi"


def test_tags_of_both_are_kept_and_those_taken_off_are_gone():
    base = an_article(tags=("a", "b", "c"))
    woven = weave(base, replace(base, tags=("a", "c", "x")), replace(base, tags=("b", "c", "y")))
    assert woven.tags == ("c", "x", "y")


def test_a_caption_from_the_photo_desk_meets_a_new_picture():
    one, two, three = (a_picture(number) for number in (1, 2, 3))
    base = an_article(placements=(a_placement(one),))
    mine = replace(base, placements=(a_placement(one, is_lead=True), a_placement(two)))
    theirs = replace(base, placements=(a_placement(one, caption="Bến sông"), a_placement(three)))
    woven = weave(base, mine, theirs)
    assert woven.placements == (
        a_placement(one, is_lead=True, caption="Bến sông"),
        a_placement(two),
        a_placement(three),
    )


def test_a_picture_that_they_took_out_is_out_unless_it_was_worked_on():
    one, two = a_picture(1), a_picture(2)
    base = an_article(placements=(a_placement(one), a_placement(two)))
    mine = replace(base, placements=(a_placement(one, caption="Mới"), a_placement(two)))
    woven = weave(base, mine, replace(base, placements=()))
    assert woven.placements == (a_placement(one, caption="Mới"),)
