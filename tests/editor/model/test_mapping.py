# SPDX-License-Identifier: GPL-3.0-or-later
"""What of ours is what in a house, found by its letters and both ways."""

import unicodedata

from editor.model.article import Author
from editor.model.mapping import Choice, Choices, HouseMap, Kind, Match
from editor.model.profile import Category

CULTURE = Match(Kind.CATEGORY, "van-hoa", "7", "Văn hóa")
ARTS = Match(Kind.CATEGORY, "nghe-thuat", "7", "Nghệ thuật")
INSIDE = Match(Kind.CATEGORY, "noi-bo", "", "Nội bộ")
HAU = Match(Kind.PERSON, "Sông Hậu", "3", "Trần Văn Hai")


def test_a_name_is_found_however_it_is_spelt():
    found = HouseMap((Match(Kind.TAG, "Bão  lũ", "4"),))
    apart = unicodedata.normalize("NFD", "BÃO LŨ")
    assert found.of(Kind.TAG, apart).remote_id == "4"
    assert found.of(Kind.TAG, "báo lũ") is None
    assert found.of(Kind.CATEGORY, "bão lũ") is None


def test_several_of_ours_are_one_there_and_come_back_as_they_were():
    found = HouseMap((CULTURE, ARTS, INSIDE))
    assert found.back(Kind.CATEGORY, "7", ["nghe-thuat"]) == "nghe-thuat"
    assert found.back(Kind.CATEGORY, "7") == "van-hoa"
    assert found.back(Kind.CATEGORY, "8") == ""
    assert found.stays_here(Kind.CATEGORY, "noi-bo")
    assert not found.stays_here(Kind.CATEGORY, "tin-tuc")


def test_the_sections_of_a_house_have_our_names_and_none_has_the_key_of_another():
    found = HouseMap((CULTURE, ARTS, INSIDE, Match(Kind.CATEGORY, "sport", "9", "Thể thao")))
    told = [("7", "culture"), ("8", "sport"), ("9", "games"), ("10", "news")]
    made = found.sections((number, Category(key, key.title())) for number, key in told)
    assert [(each.key, each.name, each.aliases) for each in made] == [
        ("van-hoa", "Văn hóa", ("culture",)),
        ("nghe-thuat", "Nghệ thuật", ()),
        ("sport.8", "Sport", ()),
        ("sport", "Thể thao", ("games",)),
        ("news", "News", ()),
        ("noi-bo", "Nội bộ", ()),
    ]


def test_an_account_is_a_pen_name_and_whoever_stands_behind_it():
    found = HouseMap((HAU, Match(Kind.PERSON, "Ba", "3")))
    assert found.account(Author(person="Trần Văn Hai", pen_name="Sông hậu")) == "3"
    assert found.account(Author(person="Trần Văn Hai", pen_name="Khác")) == ""
    assert found.author("3") == Author("Trần Văn Hai", "Sông Hậu")
    stood = Author(pen_name="Ba", role="editor")
    assert found.author("3", [Author(pen_name="Bốn"), stood]) == stood
    assert found.author("4") is None


def test_the_mark_is_another_only_where_something_else_is_sent():
    assert HouseMap().mark == ""
    assert HouseMap((CULTURE, HAU)).mark == HouseMap((HAU, CULTURE)).mark
    assert HouseMap((CULTURE,)).mark != HouseMap((Match(Kind.CATEGORY, "van-hoa", "8"),)).mark


def test_a_choice_is_found_by_its_name_before_its_address():
    one, two = Choice(Kind.TAG, "1", "Bão", "bao"), Choice(Kind.TAG, "2", "bao", "bao-2")
    found = Choices((one, two))
    assert found.named(Kind.TAG, "BAO") == two
    assert found.named(Kind.TAG, "bao-2") == two
    assert found.named(Kind.TAG, "báo") is None
    assert found.find(Kind.TAG, "1") == one
