# SPDX-License-Identifier: GPL-3.0-or-later
"""What a story earns whom."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.model.article import Author
from editor.model.workflow import Role
from editor.royalties import ledger, pay, written
from editor.royalties.reckoning import Entry, House, people_of, reckoned
from editor.royalties.sheet import Doubt, Kind, narrowed, own, rows
from editor.royalties.sums import worth
from tests.builders import PROFILE, a_picture, an_article

AT = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
ONE, TWO = Author("Trần Thị Một", "Một Trần"), Author("Lê Hai", "Hai Lê")
NAMELESS = Author(pen_name="Người Quan Sát")
UNIT = PROFILE.rates.unit_value
HOUSE = House(PROFILE.rates, ("Sông Báo",), people_of([ONE, TWO, NAMELESS], ["Mai Ảnh"]))

names = st.sampled_from(["Lan", "Lân", "Minh", "Hoa", "Tú"])
authors = st.lists(
    st.builds(Author, person=st.one_of(st.just(""), names), pen_name=names), max_size=5
)
shares = st.lists(st.tuples(names, st.integers(0, 100)), max_size=5)


def entry(*pictures, **fields) -> Entry:
    fields = {"authors": (ONE,), "genre": "tin", **fields}
    return Entry(an_article(**fields), AT, pictures)


def told(story) -> list[tuple[str, str, int, int]]:
    return [(each.kind, each.name, each.coefficient, each.amount) for each in story.lines]


@given(authors, shares, st.one_of(st.none(), st.integers(0, 10_000)), st.integers(0, 10**9))
def test_what_authors_get_comes_to_what_the_story_is_worth(found, shared, coefficient, unit):
    house = replace(HOUSE, rates=replace(PROFILE.rates, unit_value=unit))
    given = {"authors": tuple(found), "royalty_shares": tuple(shared)}
    story = reckoned(entry(**given, royalty_coefficient=coefficient), house)
    written_by = [each for each in story.lines if each.kind is Kind.STORY]
    if not written_by:
        assert Doubt.NO_AUTHOR in story.doubts
        return
    assert sum(each.amount for each in written_by) == worth(story.coefficient, unit)
    assert sum(each.coefficient for each in written_by) == story.coefficient
    assert len({each.key for each in written_by}) == len(written_by)


def test_authors_share_equally_unless_they_agreed_otherwise():
    both = {"authors": (ONE, TWO), "genre": "phong-su"}
    assert told(reckoned(entry(**both), HOUSE)) == [
        ("story", "Trần Thị Một", 300, 3 * UNIT),
        ("story", "Lê Hai", 300, 3 * UNIT),
    ]
    agreed = reckoned(entry(**both, royalty_shares=(("Một Trần", 60), ("Lê Hai", 40))), HOUSE)
    assert [(name, part) for _, name, part, _ in told(agreed)] == [
        ("Trần Thị Một", 360),
        ("Lê Hai", 240),
    ]
    assert agreed.doubts == ()
    odd = reckoned(entry(**both, royalty_shares=(("Lê Hai", 50), ("Người Lạ", 25))), HOUSE)
    assert Doubt.SHARES in odd.doubts
    assert odd.amount == 6 * UNIT


def test_who_edited_or_translated_is_paid_only_where_nobody_wrote():
    edited = replace(TWO, role="editor")
    assert len(reckoned(entry(authors=(ONE, edited)), HOUSE).lines) == 1
    assert len(reckoned(entry(authors=(edited,)), HOUSE).lines) == 1


def test_pictures_are_paid_to_people_of_the_house_only():
    ours = [a_picture(n, creator="Mai Ảnh", credit="Mai Ảnh/Sông Báo") for n in (1, 2)]
    plain = a_picture(3, creator="Hai Lê", credit="")
    agency = a_picture(4, creator="Mai Ảnh", source="Thông Tấn", credit="Thông Tấn")
    handout = a_picture(5, creator="", credit="Công ty Cầu Đường")
    story = reckoned(entry(*ours, plain, agency, handout), HOUSE)
    assert told(story)[1:] == [
        ("picture", "Mai Ảnh", 100, UNIT),
        ("picture", "Lê Hai", 50, UNIT // 2),
    ]
    assert story.doubts == ()
    stranger = reckoned(entry(a_picture(6, creator="Khách Lạ", credit="Khách Lạ")), HOUSE)
    assert stranger.doubts == (Doubt.UNKNOWN_PHOTOGRAPHER,)


def test_a_photo_essay_pays_its_pictures_with_its_coefficient():
    picture = a_picture(creator="Mai Ảnh", credit="")
    story = reckoned(entry(picture, genre="photo-essay", authors=(Author("Mai Ảnh"),)), HOUSE)
    assert told(story) == [("story", "Mai Ảnh", 600, 6 * UNIT)]
    assert (story.is_photo, story.doubts) == (True, ())


def test_what_is_missing_is_told_and_pays_nothing_by_guess():
    assert reckoned(entry(genre=""), HOUSE).doubts == (Doubt.NO_GENRE,)
    lost = reckoned(entry(genre="hịch"), HOUSE)
    assert (lost.genre, lost.amount, lost.doubts) == ("hịch", 0, (Doubt.UNKNOWN_GENRE,))
    assert reckoned(entry(royalty_coefficient=5000), HOUSE).doubts == (Doubt.OUTSIDE_RANGE,)
    assert reckoned(entry(authors=()), HOUSE).doubts == (Doubt.NO_AUTHOR,)
    assert reckoned(entry(authors=(NAMELESS,)), HOUSE).doubts == (Doubt.NO_REAL_NAME,)
    down = reckoned(replace(entry(), is_live=False, updates=2), HOUSE)
    assert (down.doubts, down.updates, down.amount) == ((Doubt.TAKEN_DOWN,), 2, UNIT)


def test_a_pen_name_of_two_people_is_nobodys():
    people = people_of([ONE, Author("Người Khác", "Một Trần"), TWO], [])
    assert "một trần" not in people
    assert people["hai lê"].person == "Lê Hai"
    marks = people_of([Author("Trần Lan", "Lan"), Author("Trần Lân", "Lân")])
    assert (marks["lan"].person, marks["lân"].person) == ("Trần Lan", "Trần Lân")


def a_sheet(*entries):
    return ledger.sheet("2026-03", "Asia/Ho_Chi_Minh", entries, HOUSE, AT)


def test_a_sheet_tells_each_person_once_and_each_their_own():
    second = replace(entry(), article=an_article(2, authors=(TWO, NAMELESS), genre="phong-su"))
    last_month = replace(entry(), first_at=datetime(2026, 2, 28, 16, 59, tzinfo=UTC))
    sheet = a_sheet(entry(a_picture(creator="Lê Hai", credit="")), second, last_month)
    assert [(row.name, row.stories, row.pictures, row.amount) for row in rows(sheet)] == [
        ("Lê Hai", 1, 1, 3 * UNIT + UNIT // 2),
        ("Người Quan Sát", 1, 0, 3 * UNIT),
        ("Trần Thị Một", 1, 0, UNIT),
    ]
    assert sheet.amount == sum(row.amount for row in rows(sheet)) == 7 * UNIT + UNIT // 2
    assert [row.name for row in rows(own(sheet, "lê hai"))] == ["Lê Hai"]
    assert own(sheet, "Hai Lê").stories == own(sheet, "").stories == ()
    assert own(sheet, "Người Quan Sát").amount == 3 * UNIT
    assert own(sheet, "Le Hai").stories == (), "marks count where money does"
    assert [row.name for row in rows(narrowed(sheet, person="le hai"))] == ["Lê Hai"]
    assert narrowed(sheet, category="van-hoa").stories == ()
    assert written.from_doc(written.to_doc(sheet)) == sheet


def test_what_changes_after_closing_is_told_as_differences_once():
    closed = replace(
        a_sheet(replace(entry(), article=an_article(authors=(NAMELESS, ONE), genre="tin"))),
        closed_at=AT,
    )
    (article,) = (each.id for each in closed.stories)
    mended = Author("Phạm Ba", "Người Quan Sát")
    same = reckoned(entry(authors=(mended, ONE)), HOUSE)
    assert ledger.adjustments([closed], {article: same}) == (), "a real name is no other payee"
    more = reckoned(entry(authors=(mended, ONE), royalty_coefficient=300), HOUSE)
    (found,) = ledger.adjustments([closed], {article: more})
    assert found.month == "2026-03"
    assert told(found) == [
        ("adjustment", "Phạm Ba", 100, UNIT),
        ("adjustment", "Trần Thị Một", 100, UNIT),
    ]
    later = replace(closed, month="2026-04", stories=(), adjustments=(found,))
    assert ledger.adjustments([closed, later], {article: more}) == ()
    other = reckoned(entry(authors=(TWO,)), HOUSE)
    (back,) = ledger.adjustments([closed, later], {article: other})
    assert sum(each.amount for each in back.lines) == -2 * UNIT


@pytest.mark.parametrize("role", list(Role))
def test_only_editors_set_a_coefficient_and_within_its_range(role):
    before = an_article(genre="tin")
    after = replace(before, royalty_coefficient=500)
    pay.check(before, replace(before, headline="Khác"), PROFILE.rates, role)
    if role not in {Role.EDITOR, Role.ADMIN}:
        with pytest.raises(Refused, match=r"royalties\.editors_only"):
            pay.check(before, after, PROFILE.rates, role)
        return
    pay.check(before, after, PROFILE.rates, role)
    with pytest.raises(Refused, match=r"royalties\.outside_range.*'0\.1'.*'10'"):
        pay.check(before, replace(before, royalty_coefficient=1001), PROFILE.rates, role)
