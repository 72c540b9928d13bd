# SPDX-License-Identifier: GPL-3.0-or-later
"""Each of our names is found in a house by its letters, proposed when it looks alike, or open."""

import pytest

from editor import matching
from editor.matching import Fate, Known
from editor.model.mapping import UNMAPPED, Choice, Choices, HouseMap, Kind, Match

CULTURE = Choice(Kind.CATEGORY, "7", "Văn hoá", "van-hoa-nghe-thuat")
STORMS, PAPER = Choice(Kind.TAG, "1", "bão"), Choice(Kind.TAG, "2", "báo")
HOUSE = Choices(
    (
        CULTURE,
        Choice(Kind.CATEGORY, "8", "Thời sự", "thoi-su"),
        STORMS,
        PAPER,
        Choice(Kind.TAG, "3", "lũ lụt"),
        Choice(Kind.PERSON, "4", "Song Hau"),
        Choice(Kind.PERSON, "5", "Trần Văn Hai"),
    ),
    may_make=frozenset({Kind.TAG}),
)


def fate_of(known, house_map=UNMAPPED, choices=HOUSE):
    (line,) = matching.sheet([known], choices, house_map).lines
    return line.fate, line.choice.remote_id if line.choice is not None else ""


@pytest.mark.parametrize(
    ("known", "fate"),
    [
        (Known(Kind.CATEGORY, "thoi-su"), (Fate.SAME, "8")),
        (Known(Kind.CATEGORY, "van-hoa", "Văn hóa"), (Fate.ALIKE, "7")),
        (Known(Kind.CATEGORY, "the-thao", "Thể thao"), (Fate.OPEN, "")),
        (Known(Kind.TAG, "BÃO"), (Fate.SAME, "1")),
        (Known(Kind.TAG, "bảo"), (Fate.NEW, "")),
        (Known(Kind.TAG, "Lu lut"), (Fate.ALIKE, "3")),
        (Known(Kind.PERSON, "Sông Hậu", "Trần Văn Hai"), (Fate.ALIKE, "4")),
        (Known(Kind.PERSON, "Cù Lao", "Trần Văn Hai"), (Fate.OPEN, "")),
        (Known(Kind.PERSON, "Trần Văn Hai"), (Fate.SAME, "5")),
    ],
)
def test_what_is_proposed(known, fate):
    """One that several look like is proposed to none; who a pen name is, is never told."""
    assert fate_of(known) == fate


def test_what_was_decided_holds_until_the_house_has_it_no_more():
    known = Known(Kind.CATEGORY, "thoi-su")
    assert fate_of(known, HouseMap((Match(*id_of(known), "7"),))) == (Fate.MAPPED, "7")
    assert fate_of(known, HouseMap((Match(*id_of(known), ""),))) == (Fate.STAYS, "")
    assert fate_of(known, HouseMap((Match(*id_of(known), "9"),))) == (Fate.LOST, "")
    some = Choices(HOUSE.all, is_whole=False)
    tag = Known(Kind.TAG, "hiếm")
    assert fate_of(tag, HouseMap((Match(*id_of(tag), "99"),)), some) == (Fate.MAPPED, "99")


def id_of(known):
    return known.kind, known.ours


def test_what_a_person_must_decide_on_comes_first_and_all_that_was_decided_is_there():
    known = [Known(Kind.TAG, "bão", stories=9), Known(Kind.CATEGORY, "thoi-su", stories=5)]
    known += [Known(Kind.CATEGORY, each, stories=n) for n, each in enumerate(["the-thao", "xe"])]
    made = matching.sheet(known, HOUSE, HouseMap((Match(Kind.PERSON, "Cũ", "4"),)))
    assert [each.known.ours for each in made.lines] == ["xe", "the-thao", "thoi-su", "Cũ", "bão"]
    assert [made.undecided(kind) for kind in Kind] == [2, 0, 0]


def test_a_decision_takes_the_place_of_the_last_one_however_it_was_spelt():
    first = matching.changed(HouseMap(), [Match(Kind.TAG, "Bão", "1"), Match(Kind.TAG, "lũ", "3")])
    second = matching.changed(first, [Match(Kind.TAG, "bão", "2")])
    assert second.of(Kind.TAG, "BÃO").remote_id == "2"
    assert len(second.matches) == 2
    assert matching.without(second, Kind.TAG, "Bão").of(Kind.TAG, "bão") is None


def test_what_the_house_knows_is_told_for_checks_without_a_line():
    decided = (Match(Kind.CATEGORY, "noi-bo", ""), Match(Kind.PERSON, "Cù Lao", ""))
    names = matching.house_names(HouseMap((*decided, Match(Kind.TAG, "Đồn", ""))), HOUSE)
    assert names.stays == {"noi-bo"}
    assert names.people == {"cù lao", "song hau", "trần văn hai"}
    assert names.tags == {"bão", "báo", "lũ lụt", "đồn"}
    assert matching.house_names(HouseMap(), Choices(HOUSE.all, is_whole=False)).tags is None
