# SPDX-License-Identifier: GPL-3.0-or-later
"""Two versions of a story compared, and single changes taken back."""

from dataclasses import replace

from hypothesis import given, settings

from editor.model.rows import Edition
from editor.model.workflow import State
from editor.text.comparison import (
    PictureChange,
    as_marked,
    compare,
    discarded,
    for_readers,
    taken_back,
)
from editor.text.wording import Change
from tests.builders import a_picture, a_placement, an_article
from tests.editor.text.test_wording import COPIES

BODY = "Một hai ba bốn.\n\nNăm sáu bảy tám chín.\n\nCuối bài báo hôm nay."
FIRST, SECOND = (a_placement(a_picture(number)) for number in (1, 2))
OLDER = an_article(body=BODY, placements=(FIRST, SECOND))


def _back(now, older, newer, number):
    found = compare(older, newer)
    return replace(now, **taken_back(now, older, newer, found, found.changes[number]))


def test_fields_are_told_by_their_names_and_texts_by_word():
    newer = replace(OLDER, headline="Chợ nổi họp lại sớm", tags=("lũ",), state=State.PUBLISHED)
    found = compare(OLDER, newer)
    assert [each.field for each in found.fields] == ["headline", "tags", "state"]
    assert as_marked(found.fields[0].runs) == "Chợ nổi họp lại [-sau mùa lũ-]{+sớm+}"
    assert (found.fields[1].old, found.fields[1].new) == (("chợ nổi",), ("lũ",))
    assert compare(OLDER, OLDER).changes == ()


def test_pictures_are_told_as_added_removed_and_changed():
    third = a_placement(a_picture(3), caption="Mới.")
    said = replace(SECOND, caption="Ghe về bến.")
    found = compare(OLDER, replace(OLDER, placements=(said, third))).pictures
    assert [(each.name, each.change) for each in found] == [
        (SECOND.name, Change.CHANGED),
        (third.name, Change.CAME),
        (FIRST.name, Change.GONE),
    ]
    assert as_marked(found[0].fields[0].runs) == "{+Ghe về bến.+}"
    assert [each.field for each in found[1].fields] == ["caption"]


def test_one_change_is_taken_back_and_the_others_stay():
    newer = replace(OLDER, headline="Khác", body=BODY.replace("hai", "HAI").replace("tám", "TÁM"))
    back = _back(newer, OLDER, newer, 1)
    assert (back.headline, back.body) == ("Khác", BODY.replace("tám", "TÁM"))
    assert _back(newer, OLDER, newer, 0).headline == OLDER.headline


def test_it_is_taken_back_in_what_was_written_since():
    newer = replace(OLDER, body=BODY.replace("tám", "TÁM"))
    now = replace(newer, body=newer.body.replace("Một", "Viết thêm. Một") + "\n\nCuối.")
    back = _back(now, OLDER, newer, 0)
    assert back.body == now.body.replace("TÁM", "tám")


def test_a_passage_that_went_comes_back_where_it_stood_and_a_new_one_goes():
    first, second, third = BODY.split("\n\n")
    shorter = replace(OLDER, body=f"{first}\n\n{third}")
    assert _back(shorter, OLDER, shorter, 0).body == BODY
    assert _back(OLDER, shorter, OLDER, 0).body.split() == shorter.body.split()
    moved = replace(OLDER, body=f"{third}\n\n{first}\n\n{second}")
    assert len(compare(OLDER, moved).changes) == 1
    assert _back(moved, OLDER, moved, 0).body == BODY


def test_a_picture_comes_back_with_its_words_and_in_its_place():
    said = replace(FIRST, caption="Chữ.")
    older, newer = replace(OLDER, placements=(said, SECOND)), replace(OLDER, placements=(SECOND,))
    assert _back(newer, older, newer, 0).placements == (said, SECOND)
    other = replace(older, placements=(replace(said, caption="Khác."), SECOND))
    now = replace(other, placements=(replace(said, caption="Khác.", is_lead=True), SECOND))
    assert _back(now, older, other, 0).placements[0] == replace(said, is_lead=True)
    change = compare(newer, older).changes[0]
    assert isinstance(change, PictureChange)
    assert _back(older, newer, older, 0).placements == (SECOND,)


@settings(max_examples=200, deadline=None)
@given(COPIES, COPIES)
def test_all_changes_taken_back_give_the_older_words(old, new):
    older, now = an_article(body=old), an_article(body=new)
    for _ in range(40):
        found = compare(older, now)
        if not found.changes:
            break
        now = replace(now, **taken_back(now, older, now, found, found.changes[0]))
    assert now.body.split() == old.split()


def _edition(article, *pictures):
    return Edition(article, {each.sha256: each for each in pictures})


def test_readers_see_no_internal_field_change():
    internal = {"ednote": "gọi lại", "slugline": "cho", "genre": "tin", "flags": ("legal",)}
    newer = replace(OLDER, headline="Khác", state=State.PUBLISHED, **internal)
    found = for_readers(_edition(OLDER), _edition(newer))
    assert [each.field for each in found.fields] == ["headline"]
    assert discarded(newer, _edition(OLDER)) == replace(newer, headline=OLDER.headline)


def test_readers_see_captions_and_facts_of_pictures_change_whoever_wrote_them():
    picture = replace(a_picture(1), caption="Ghe ra chợ.", credit="An")
    placed = replace(FIRST, caption=None)
    older = an_article(placements=(placed,))
    known = replace(picture, caption="Ghe ra chợ sớm.", credit="Bình", rating=5)
    found = for_readers(_edition(older, picture), _edition(older, known)).pictures
    assert [[each.field for each in one.fields] for one in found] == [["caption"], ["credit"]]
    assert as_marked(found[0].fields[0].runs) == "Ghe ra chợ {+sớm+}."
    own = an_article(placements=(replace(placed, caption="Ghe ra chợ."),))
    same = for_readers(_edition(older, picture), _edition(own, picture))
    assert same.changes == ()
