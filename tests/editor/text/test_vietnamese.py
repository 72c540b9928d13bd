# SPDX-License-Identifier: GPL-3.0-or-later
"""Vietnamese text: spelling, folding, slugs, order."""

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from editor.text.vietnamese import fold, nfc, slug, sort_key


def test_letters_in_two_pieces_become_one():
    """What macOS writes as e + two marks is one letter."""
    assert nfc(unicodedata.normalize("NFD", "Việt")) == "Việt"
    assert len(nfc(unicodedata.normalize("NFD", "Việt"))) == 4


def test_marks_case_and_d_do_not_count_in_search():
    """`dong da` finds `Đống Đa`, typed in either spelling, with old or new tone placement."""
    assert fold("Đống Đa") == fold(unicodedata.normalize("NFD", "ĐỐNG ĐA")) == "dong da"
    assert fold("hòa") == fold("hoà") == "hoa"


def test_slug_of_a_headline():
    """Blanks, signs and marks become one hyphen each; ends are clean."""
    headline = "  Cần Thơ: Chợ nổi họp lại - sau 3 tuần nước lớn! "
    assert slug(headline) == "can-tho-cho-noi-hop-lai-sau-3-tuan-nuoc-lon"
    assert slug("…") == ""


@given(st.text())
def test_a_slug_is_fit_for_an_address_and_stable(text):
    """Only a-z, 0-9 and single hyphens; the slug of a slug is itself."""
    told = slug(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", told)
    assert slug(told) == told


@given(st.text())
def test_folding_twice_changes_nothing(text):
    """A folded text is its own fold."""
    assert fold(fold(text)) == fold(text)


def test_the_order_of_the_alphabet():
    """ă, â, đ, ê, ô, ơ, ư are letters of their own; tones come after letters, signs before."""
    names = ["Ơn", "ăn", "Ân", "an", "Đà", "da", "dầu", "bà", "ba", "bá", "2/9", "đa", "ớt", "ôm"]
    wanted = ["2/9", "an", "ăn", "Ân", "ba", "bà", "bá", "da", "dầu", "đa", "Đà", "ôm", "Ơn", "ớt"]
    assert sorted(names, key=sort_key) == wanted


@given(st.lists(st.text()))
def test_any_text_can_be_sorted(texts):
    """No text breaks the key."""
    assert len(sorted(texts, key=sort_key)) == len(texts)
