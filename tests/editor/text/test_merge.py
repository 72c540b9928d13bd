# SPDX-License-Identifier: GPL-3.0-or-later
"""Two changes of one document made into one."""

import re
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from editor.model.article import SERVER_FIELDS
from editor.text.merge import FieldClash, Merged, asked_again, merge_article, merge_picture, shared

TEXTS = st.sampled_from(["", "một", "hai", "ba"])
NAMES = st.lists(st.sampled_from(["a", "b", "c", "d"]), unique=True)
PLACEMENTS = st.lists(
    st.fixed_dictionaries(
        {"sha256": st.sampled_from(["1", "2", "3"])},
        optional={"caption": TEXTS, "is_lead": st.booleans(), "newer": TEXTS},
    ).map(lambda row: {**row, "name": f"{row['sha256']}.jpg"}),
    unique_by=lambda row: row["sha256"],
    max_size=3,
)
ARTICLES = st.fixed_dictionaries(
    {"id": st.just("1"), "headline": TEXTS, "body": TEXTS, "tags": NAMES, "authors": NAMES},
    optional={"placements": PLACEMENTS, "newer": TEXTS, "category": TEXTS},
)
PICTURES = st.fixed_dictionaries({"sha256": st.just("1"), "caption": TEXTS, "keywords": NAMES})


@given(ARTICLES, ARTICLES)
def test_the_same_change_on_both_sides_is_that_change(base, after):
    """merge(b, a, a) = a."""
    assert merge_article(base, after, after) == Merged(after)


@given(ARTICLES, ARTICLES)
def test_a_change_of_one_side_is_taken_whole(base, after):
    """merge(b, a, b) = a and merge(b, b, a) = a, without a clash."""
    assert merge_article(base, after, base) == Merged(after)
    assert merge_article(base, base, after) == Merged(after)


PLANS = st.fixed_dictionaries(
    {
        "id": st.just("1"),
        "desk": TEXTS,
        "brief": TEXTS,
        "due_at": st.sampled_from([None, "2026-03-06T10:00:00Z", "2026-03-07T10:00:00Z"]),
        "assignees": st.lists(
            st.fixed_dictionaries(
                {"person": st.sampled_from(["Lan", "Mai"]), "role": st.sampled_from(["w", "e"])}
            ),
            max_size=3,
            unique_by=lambda row: (row["person"], row["role"]),
        ),
    }
)


@given(PLANS, PLANS, PLANS)
def test_of_two_plans_nobody_who_was_added_is_lost(base, mine, theirs):
    """People are added and taken out by both; a field with two new values asks, once."""
    merged = merge_article(base, mine, theirs)
    was, here, there = (
        {(p["person"], p["role"]) for p in side["assignees"]} for side in (base, mine, theirs)
    )
    told = [(each["person"], each["role"]) for each in merged.doc["assignees"]]
    assert len(set(told)) == len(told)
    assert set(told) == {one for one in here | there if one not in was or one in here & there}
    for name in ("desk", "brief", "due_at"):
        sides = (base[name], mine[name], theirs[name])
        asks = len(set(sides)) == 3
        assert (name in {each.field for each in merged.clashes}) == asks
        changed = theirs[name] if theirs[name] != base[name] else mine[name]
        assert merged.doc[name] == (theirs[name] if asks else changed)


@given(PICTURES, PICTURES)
def test_the_laws_hold_for_pictures(base, after):
    """What is true of articles is true of pictures."""
    assert merge_picture(base, after, after) == Merged(after)
    assert merge_picture(base, after, base) == Merged(after)
    assert merge_picture(base, base, after) == Merged(after)


@given(ARTICLES, ARTICLES, ARTICLES)
def test_nothing_is_invented(base, mine, theirs):
    """Every value of the result, and every item of a list, comes from one of the three."""
    sides = (base, mine, theirs)
    for name, value in merge_article(*sides).doc.items():
        if name == "placements":
            given_rows = [row for side in sides for row in side.get(name, [])]
            for row in value:
                for key, told in row.items():
                    known = [each.get(key) for each in given_rows]
                    assert told in known or (key == "is_lead" and told is False)
        elif isinstance(value, list):
            assert all(any(each in side.get(name, []) for side in sides) for each in value)
        else:
            assert any(side.get(name) == value for side in sides)


@given(ARTICLES, ARTICLES, ARTICLES)
def test_it_does_not_matter_who_is_who(base, mine, theirs):
    """merge(b, a, c) = merge(b, c, a), up to whose word stands where a person is asked."""
    one, other = merge_article(base, mine, theirs), merge_article(base, theirs, mine)
    asked = {each.field for each in one.clashes}
    assert asked == {each.field for each in other.clashes}
    for name in {"headline", "category", "body"} - asked:
        assert one.doc.get(name) == other.doc.get(name)
    for name in ("tags", "authors"):
        assert set(one.doc.get(name, [])) == set(other.doc.get(name, []))
    captions = [
        {
            row["sha256"]: row.get("caption")
            for row in each.doc.get("placements", [])
            if f"placements.{row['sha256']}.caption" not in asked
        }
        for each in (one, other)
    ]
    assert captions[0] == captions[1]


@st.composite
def _illustrated(draw, start, mark):
    """A story where every name in the copy has its thing; some were put in, some taken out."""
    blocks, rows = list(start["body"].split("\n\n")), list(start["placements"])
    for number in range(draw(st.integers(0, 3))):
        key, at = f"{mark}{number}", draw(st.integers(0, len(blocks)))
        if draw(st.booleans()):
            blocks.insert(at, f"![]({key}.jpg)")
            rows.append({"sha256": key, "name": f"{key}.jpg"})
        else:
            blocks[at:at] = [f"Nước lên [^{key}] nhanh.", f"[^{key}]: Trạm đo {key}."]
    if rows and draw(st.booleans()):
        gone = rows.pop(draw(st.integers(0, len(rows) - 1)))["name"]
        blocks = [each for each in blocks if gone not in each]
    if draw(st.booleans()):
        blocks.insert(draw(st.integers(0, len(blocks))), f"Đoạn mới {mark}.")
    return {"id": "1", "body": "\n\n".join(blocks), "placements": rows}


@st.composite
def _three_illustrated(draw):
    plain = {"body": "Một.\n\nHai.\n\nBa.\n\nBốn.\n\nNăm.", "placements": []}
    base = draw(_illustrated(plain, "b"))
    return base, draw(_illustrated(base, "m")), draw(_illustrated(base, "t"))


@given(_three_illustrated())
def test_no_marker_and_no_name_without_its_thing(sides):
    """What merges by itself names only pictures and notes that are there, and drops none."""
    base, mine, theirs = sides
    merged = merge_article(base, mine, theirs)
    body = str(merged.doc["body"])
    assert not any(marker in body for marker in ("<<<<<<<", "=======", ">>>>>>>"))
    if merged.clashes:
        return
    names = {row["name"] for row in merged.doc["placements"]}
    assert set(re.findall(r"!\[\]\(([^)]+)\)", body)) <= names
    for note in re.findall(r"\[\^(\w+)\](?!:)", body):
        assert f"[^{note}]:" in body
    for side in (mine, theirs):
        for row in side["placements"]:
            is_new = row not in base["placements"]
            assert not is_new or f"![]({row['name']})" in body


@given(ARTICLES, ARTICLES, ARTICLES)
def test_at_most_one_lead_when_every_side_had_at_most_one(base, mine, theirs):
    """Two people who each choose a lead leave the article with one."""
    for side in (base, mine, theirs):
        seen = False
        for row in side.get("placements", []):
            row["is_lead"], seen = bool(row.get("is_lead")) and not seen, seen or row.get("is_lead")
    rows = merge_article(base, mine, theirs).doc.get("placements", [])
    assert sum(bool(row.get("is_lead")) for row in rows) <= 1


def test_both_changed_differently_is_a_clash():
    """Theirs stands, mine is kept beside it."""
    base, mine, theirs = {"headline": "a"}, {"headline": "b"}, {"headline": "c"}
    clash = FieldClash("headline", "a", "b", "c")
    assert merge_article(base, mine, theirs) == Merged({"headline": "c"}, (clash,))


def test_a_field_that_one_side_took_out_and_the_other_changed():
    """A clash names what is not there as None."""
    merged = merge_article({"headline": "a"}, {"headline": "b"}, {})
    assert merged == Merged({}, (FieldClash("headline", "a", "b", None),))


def test_fields_of_the_server_are_theirs():
    """Nobody's laptop decides about state or times."""
    for name in SERVER_FIELDS:
        merged = merge_article({name: "a"}, {name: "b"}, {name: "a"})
        assert merged == Merged({name: "a"})


def test_a_field_nobody_here_knows_is_theirs():
    """A newer program's field changed on both sides is no question for this one."""
    assert merge_article({"x": 1}, {"x": 2}, {"x": 3}) == Merged({"x": 3})
    assert merge_article({"x": 1}, {"x": 2}, {"x": 1}) == Merged({"x": 2})


def test_names_take_the_additions_and_removals_of_both():
    """Tags: mine removes one and adds one, theirs adds another."""
    base, mine, theirs = {"tags": ["a", "b"]}, {"tags": ["b", "m"]}, {"tags": ["a", "b", "t"]}
    assert set(merge_article(base, mine, theirs).doc["tags"]) == {"b", "m", "t"}


def test_the_order_of_the_byline_is_that_of_who_changed_it():
    """Mine reorders, theirs adds: my order, with theirs at the end."""
    base, mine, theirs = (
        {"authors": ["a", "b"]},
        {"authors": ["b", "a"]},
        {"authors": ["a", "b", "c"]},
    )
    assert merge_article(base, mine, theirs).doc["authors"] == ["b", "a", "c"]
    assert merge_article(base, theirs, mine).doc["authors"] == ["b", "a", "c"]


def _row(key, **fields):
    return {"sha256": key, "name": f"{key}.jpg", **fields}


def test_captions_of_two_pictures_changed_by_two_people():
    """Each placement is merged by itself, so they do not clash."""
    base = {"placements": [_row("1", caption=""), _row("2", caption="")]}
    mine = {"placements": [_row("1", caption="m"), _row("2", caption="")]}
    theirs = {"placements": [_row("1", caption=""), _row("2", caption="t"), _row("3")]}
    wanted = [_row("1", caption="m"), _row("2", caption="t"), _row("3")]
    assert merge_article(base, mine, theirs) == Merged({"placements": wanted})


def test_a_caption_changed_by_two_people_clashes_under_its_picture():
    """The clash names the picture."""
    base, mine, theirs = ({"placements": [_row("1", caption=text)]} for text in "amt")
    merged = merge_article(base, mine, theirs)
    assert merged.clashes == (FieldClash("placements.1.caption", "a", "m", "t"),)
    assert merged.doc == theirs


def test_theirs_in_order_then_my_new_pictures():
    """Both add a picture; theirs stand first, unless only I touched the strip's order."""
    base, mine = {"placements": [_row("1")]}, {"placements": [_row("2"), _row("1")]}
    theirs = {"placements": [_row("1"), _row("3")]}
    merged = merge_article(base, mine, theirs)
    assert [row["sha256"] for row in merged.doc["placements"]] == ["1", "3", "2"]


def test_my_order_holds_when_theirs_changed_only_words():
    """Mine sorts the strip, theirs captions."""
    base = {"placements": [_row("1", caption=""), _row("2")]}
    mine = {"placements": [_row("2"), _row("1", caption="")]}
    theirs = {"placements": [_row("1", caption="t"), _row("2")]}
    merged = merge_article(base, mine, theirs)
    assert merged.doc["placements"] == [_row("2"), _row("1", caption="t")]


def test_a_picture_that_one_took_out():
    """It goes when the other left it alone, and stays when the other changed it."""
    base = {"placements": [_row("1", caption="a"), _row("2")]}
    mine = {"placements": [_row("2", caption="m")]}
    left_alone = {"placements": [_row("1", caption="a"), _row("2", caption="t")]}
    changed = {"placements": [_row("1", caption="t"), _row("2")]}
    assert [row["sha256"] for row in merge_article(base, mine, left_alone).doc["placements"]] == [
        "2"
    ]
    assert {row["sha256"] for row in merge_article(base, mine, changed).doc["placements"]} == {
        "1",
        "2",
    }


def test_each_chooses_a_lead():
    """Theirs is the lead; when theirs has none, the first."""
    base = {"placements": [_row("1"), _row("2"), _row("3")]}
    mine = {"placements": [_row("1", is_lead=True), _row("2"), _row("3")]}
    theirs = {"placements": [_row("1"), _row("2", is_lead=True), _row("3", caption="t")]}
    rows = merge_article(base, mine, theirs).doc["placements"]
    assert [row["sha256"] for row in rows if row.get("is_lead")] == ["2"]
    two = {"placements": [_row("1", is_lead=True), _row("2", is_lead=True), _row("3")]}
    rows = merge_article(base, two, {"placements": [*base["placements"], _row("4")]}).doc[
        "placements"
    ]
    assert [row["sha256"] for row in rows if row.get("is_lead")] == ["1"]


def test_two_documents_without_a_base():
    """What only one side has is taken, what both have differently clashes with no base."""
    merged = merge_article({}, {"headline": "m", "kicker": "k"}, {"headline": "t"})
    assert merged.doc == {"headline": "t", "kicker": "k"}
    assert merged.clashes == (FieldClash("headline", None, "m", "t"),)


def test_a_list_that_is_none_is_empty():
    """A damaged list does not stop a merge."""
    merged = merge_article({"tags": None}, {"tags": ["m"]}, {"tags": ["t"]})
    assert set(merged.doc["tags"]) == {"m", "t"}


def test_the_copy_is_merged_by_passage():
    """Changes of both stand; one question holds what is left, in copies that differ there alone."""
    base = {"body": "một\n\nhai\n\nba\n\nbốn\n\nnăm"}
    mine = {"body": "một tôi\n\nhai\n\nba tôi\n\nbốn\n\nnăm"}
    theirs = {"body": "một\n\nhai\n\nba họ\n\nbốn\n\nnăm họ"}
    merged = merge_article(base, mine, theirs)
    stands = "một tôi\n\nhai\n\nba họ\n\nbốn\n\nnăm họ"
    assert merged.doc == {"body": stands}
    (clash,) = merged.clashes
    assert (clash.field, clash.theirs) == ("body", stands)
    assert clash.mine == stands.replace("ba họ", "ba tôi")
    assert clash.base == stands.replace("ba họ", "ba")


def test_two_copies_without_a_base_share_what_they_say_alike():
    """A server that was restored got the story from two laptops."""
    mine, theirs = {"body": "mở\n\ntôi\n\nđóng"}, {"body": "mở\n\nhọ\n\nđóng"}
    merged = merge_article({}, mine, theirs)
    assert merged.clashes == (FieldClash("body", "", mine["body"], theirs["body"]),)


def test_a_copy_that_is_no_text_clashes_as_a_whole():
    """A damaged copy does not stop a merge."""
    merged = merge_article({"body": "a"}, {"body": "b"}, {"body": None})
    assert merged.clashes == (FieldClash("body", "a", "b", None),)


def test_a_second_question_does_not_close_the_first():
    """The question asks about the passages of both merges."""
    first = merge_article(
        {"body": "một\n\nhai\n\nba\n\nbốn"},
        {"body": "một tôi\n\nhai\n\nba\n\nbốn"},
        {"body": "một họ\n\nhai\n\nba\n\nbốn"},
    )
    second = merge_article(
        {"body": "một họ\n\nhai\n\nba\n\nbốn"},
        {"body": "một họ\n\nhai\n\nba tôi\n\nbốn"},
        {"body": "một họ\n\nhai\n\nba họ\n\nbốn"},
    )
    asked = asked_again(first.clashes[0], second.clashes[0])
    assert asked == FieldClash(
        "body",
        "một\n\nhai\n\nba\n\nbốn",
        "một tôi\n\nhai\n\nba tôi\n\nbốn",
        "một họ\n\nhai\n\nba họ\n\nbốn",
    )


def test_a_second_question_about_one_passage_asks_about_both_of_mine():
    """What stands in theirs by now is not offered twice."""
    first = FieldClash("body", "một", "một tôi", "một họ")
    more = FieldClash("body", "một họ", "một họ và tôi", "một họ sửa")
    assert asked_again(first, more).mine == "một tôi\n\nmột họ và tôi"
    same = FieldClash("body", "một họ", "một họ sửa", "một họ sửa")
    assert asked_again(first, same).mine == "một tôi"


COPIES = st.lists(
    st.lists(st.sampled_from("abcdef"), min_size=1, max_size=5).map(" ".join), max_size=5
).map("\n\n".join)


@given(COPIES, COPIES)
def test_a_merge_over_what_is_shared_takes_nothing_away(mine, theirs):
    """Each word of either stands afterwards, or is asked about."""
    sides = {"body": mine}, {"body": theirs}
    merged = merge_article(shared(*sides), *sides)
    (clash,) = merged.clashes or (None,)
    told = Counter(f"{merged.doc['body']} {clash.mine if clash else ''}".split())
    assert not Counter(mine.split()) - told
    assert not Counter(theirs.split()) - told


def test_what_is_shared_of_fields_lists_and_pictures():
    """A field that only one filled in is that one's; one that differs has no base."""
    one = {"headline": "a", "kicker": "", "tags": ["x", "y"], "genre": "n", "ednote": "m"}
    other = {"headline": "b", "kicker": "k", "tags": ["y", "z"], "genre": "n"}
    assert shared(one, other) == {"kicker": "", "tags": ["y"], "genre": "n"}
    one, other = [_placed("p", "1.jpg", caption="a")], [_placed("p", "1.jpg", caption="")]
    assert shared({"placements": one}, {"placements": [*other, _placed("q", "2.jpg")]}) == {
        "placements": other
    }


def _placed(key, name, **fields):
    return {"sha256": key, "name": name, **fields}


def test_two_pictures_of_one_name_get_two_names():
    """Two cameras count alike; each copy goes on showing its own picture."""
    base = {"body": "a\n\nb\n\nc", "placements": []}
    mine = {"body": "a\n\n![](1.jpg)\n\nb\n\nc", "placements": [_placed("m", "1.jpg")]}
    theirs = {"body": "a\n\nb\n\nc\n\n![](1.jpg)", "placements": [_placed("t", "1.jpg")]}
    merged = merge_article(base, mine, theirs)
    assert merged.doc == {
        "body": "a\n\n![](1-2.jpg)\n\nb\n\nc\n\n![](1.jpg)",
        "placements": [_placed("t", "1.jpg"), _placed("m", "1-2.jpg")],
    }
    assert merged.clashes == ()


def test_a_free_name_is_looked_for():
    """What is called 1-2.jpg already keeps its name."""
    base = {"body": "", "placements": []}
    mine = {"body": "", "placements": [_placed("m", "1.jpg"), _placed("n", "1-2.jpg")]}
    theirs = {"body": "", "placements": [_placed("t", "1.jpg")]}
    rows = merge_article(base, mine, theirs).doc["placements"]
    assert [row["name"] for row in rows] == ["1.jpg", "1-3.jpg", "1-2.jpg"]


def test_a_picture_that_one_took_out_and_the_other_put_into_the_copy_stays():
    """No merge leaves a hole where a picture was."""
    row = _placed("1", "1.jpg")
    base = {"body": "a\n\nb", "placements": [row]}
    mine = {"body": "a!\n\nb", "placements": []}
    theirs = {"body": "a\n\nb\n\n![](1.jpg)", "placements": [row]}
    for one, other in ((mine, theirs), (theirs, mine)):
        merged = merge_article(base, one, other)
        assert merged.doc == {"body": "a!\n\nb\n\n![](1.jpg)", "placements": [row]}


def test_words_about_a_picture_are_asked_about_and_marks_are_not():
    """Two captions are a person's to choose; two ratings are not worth the question."""
    base = {"sha256": "1", "caption": "một", "rating": 0, "crops": []}
    mine = {**base, "caption": "hai", "rating": 5, "crops": [{"name": "1:1"}]}
    theirs = {**base, "caption": "ba", "rating": 3, "crops": [{"name": "4:3"}]}
    merged = merge_picture(base, mine, theirs)
    assert merged.doc == theirs
    assert [each.field for each in merged.clashes] == ["caption"]
