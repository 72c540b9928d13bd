# SPDX-License-Identifier: GPL-3.0-or-later
"""The list of what may be looked at once more: over all texts of a story, and nothing twice."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.style.listing import Known, listed
from editor.text.style.names import is_near
from editor.text.style.slip import Tier
from editor.text.style.texts import Text
from tests import gold

LINES = gold.lines()


def told(*texts: Text, known: Known | None = None, language: str = "vi"):
    return [
        (texts[each.where].field, each.slip.rule, each.slip.words, each.slip.other)
        for each in listed(texts, known, language)
    ]


def test_a_name_is_compared_over_captions_fields_and_what_the_desk_knows():
    """Marks and capitals apart, in whatever text; the desk's own spelling counts for all."""
    found = told(
        Text("headline", "Bà Trần Thị Hông Đào về làng"),
        Text("body", "Sáng nay, bà Trần Thị Hồng Đào tới chợ. Bà ghé bến Vạn Giã."),
        Text("caption", "Bà Trần Thị Hồng Đào ở bến Vạn Gĩa.", "a" * 64),
        Text("tags", "Hà Giàng, chợ nổi"),
        known=Known(names=["Hà Giang", "Lê Lợi"]),
    )
    assert found == [
        ("headline", "name_spellings", "Trần Thị Hông Đào", "Trần Thị Hồng Đào"),
        ("caption", "name_spellings", "Vạn Gĩa", "Vạn Giã"),
        ("tags", "name_spellings", "Hà Giàng", "Hà Giang"),
    ]


def test_two_people_whose_names_the_desk_knows_are_two_people():
    """One who is spelt as somebody known is not held against another."""
    text = Text("body", "Ông Lê Văn Hải và ông Lê Văn Hai cùng tới.")
    assert len(told(text)) == 1
    both = Known(names=["Lê Văn Hải", "Lê Văn Hai"])
    assert told(Text("body", "Ông Lê Văn Hai tới."), known=both) == []


@pytest.mark.parametrize(
    ("one", "other", "is_so"),
    [
        ("Meyers", "Myers", True),
        ("Jonson", "Johnson", True),
        ("Brain", "Brian", True),
        ("Smith", "Smiths", False),
        ("Germany", "Germans", False),
        ("Iran", "Iranian", False),
        ("Austria", "Australia", False),
        ("Hanoi", "Hanoi", False),
    ],
)
def test_near_names(one, other, is_so):
    """One letter apart, and not another form of the same."""
    assert is_near(one, other) is is_so
    assert is_near(other, one) is is_so


def test_the_usual_form_is_what_is_offered():
    """What stands there most often; a longer name is settled before a part of it."""
    text = "Đoàn Kiểm tra tới. Hôm nay, Đoàn Kiểm tra họp. Chiều nay, Đoàn kiểm tra về."
    ((*_, slip),) = ((each.where, each.slip) for each in listed([Text("body", text)]))
    assert (slip.words, slip.mend, slip.tier) == ("Đoàn kiểm tra", "Đoàn Kiểm tra", Tier.LISTED)
    assert text[slip.start : slip.end] == slip.words


def test_an_abbreviation_is_told_once_and_explained_anywhere():
    """In brackets before or behind it; Roman numerals and numbers of documents are none."""
    copy = "KSNB vào cuộc. KSNB báo cáo Chương VIII, văn bản 07-CTr/TU, chuyến bay VN123."
    assert [each[2] for each in told(Text("body", copy))] == ["KSNB"]
    explained = Text("standfirst", "Phòng Kiểm soát nội bộ (KSNB) lên tiếng")
    assert told(Text("body", copy), explained) == []
    assert told(Text("body", copy), known=Known(abbreviations={"KSNB"})) == []


PIECES = st.sampled_from([*(each.copy for each in LINES[::5]), "\n\n", "“", "**", "| a |\n|-|\n"])


@given(st.lists(PIECES, max_size=12), st.sampled_from(["vi", "en"]))
def test_every_slip_of_the_list_stands_where_it_says(pieces, language):
    """Its words are the words of the text there, and a mend is another text."""
    copy = " ".join(pieces)
    texts = [Text("headline", copy.replace("\n", " ")), Text("body", copy)]
    seen = set()
    for each in listed(texts, gold.KNOWN, language):
        text, slip = texts[each.where].text, each.slip
        assert slip.tier is Tier.LISTED
        assert 0 <= slip.start < slip.end <= len(text)
        assert slip.mend is None or slip.mend != text[slip.start : slip.end]
        assert (each.where, slip) not in seen
        seen.add((each.where, slip))


def test_a_story_in_one_form_has_no_list():
    """Clean sentences one after the other make no list but for chance names."""
    clean = [each.copy for each in LINES if not each.rules and each.language == "vi"]
    random.Random(3).shuffle(clean)
    found = listed([Text("body", "\n\n".join(clean[:40]))], gold.KNOWN)
    assert len(found) <= 4, found
