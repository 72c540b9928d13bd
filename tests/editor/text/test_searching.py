# SPDX-License-Identifier: GPL-3.0-or-later
"""What a reader types finds what a paper printed: marks, tones and capitals as he has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import searching


def finds(typed: str, text: str) -> bool:
    asked, told = searching.question(typed), searching.words_of(text)
    return all(f" {each} " in told for each in (*asked.words, *asked.phrases))


@pytest.mark.parametrize(
    ("typed", "text", "is_found"),
    [
        ("chợ nổi", "Chợ nổi họp lại", True),
        ("cho noi", "Chợ nổi họp lại", True),
        ("CHO NOI", "Chợ nổi họp lại", True),
        ("chợ", "Cho nhau", False),
        ("chơ", "Chợ nổi", False),
        ("hoà bình", "Hòa bình", True),
        ("hòa bình", "Hoà bình", True),
        ("dong da", "Quận Đống Đa", True),
        ("đống đa", "Quận Đống Đa", True),
        ("da", "đa", True),
        ("đa", "da", False),
        ("A2", "đường A2", True),
        ("A", "đường A2", False),
        ("à", "A2", False),
        ('"chợ nổi"', "Chợ nổi", True),
        ('"nổi chợ"', "Chợ nổi", False),
        ("“cho noi” mua", "Mưa ở chợ nổi", True),
        ("Cho\u031b\u0323", "Chợ", True),
        ("2024", "năm 2024.", True),
    ],
)
def test_words_with_marks_find_themselves_and_words_without_find_all(typed, text, is_found):
    assert finds(typed, text) is is_found


def test_half_the_marks_are_no_bar_when_nothing_else_is_found():
    asked = searching.question("chơ noi").without_marks
    assert asked == searching.question("cho noi")


@given(st.text(max_size=80))
def test_every_word_finds_the_text_that_it_is_in(text):
    assert finds(text.replace('"', " "), text) or len(text.split()) > searching.MOST_WORDS
    joined = "".join(each.text for each in searching.marked(text, searching.question(text)))
    assert joined == text


@given(st.text(alphabet="ab ợd\n.", max_size=900), st.sampled_from(("ợ", "o", "a b", "zz", "")))
def test_a_passage_is_a_part_of_the_text(text, typed):
    asked = searching.question(typed)
    pieces = searching.passage(text, asked)
    told = "".join(each.text for each in pieces).removeprefix("… ").removesuffix(" …")
    assert told in " ".join(text.split())
    assert len(told) <= searching.PASSAGE_LETTERS
    keys = {searching.key(each) for each in asked.words}
    found = [each.text for each in pieces if each.is_found]
    words = {searching.key(each) for each in text.replace(".", " ").split()}
    if keys & words:
        assert found


def test_the_passage_shows_most_of_what_was_asked():
    text = f"{'chợ xa. ' * 80}Hôm nay chợ nổi họp lại ở Cái Răng. {'Hết. ' * 80}"
    pieces = searching.passage(text, searching.question("chợ nổi cái răng"))
    assert {"chợ", "nổi", "Cái", "Răng"} <= {each.text for each in pieces if each.is_found}
    assert pieces[0].text.startswith("… ")
    assert pieces[-1].text.endswith(" …")


def test_words_in_a_row_are_shown_before_words_apart():
    text = f"Họ nói ở chợ. {'Hết. ' * 80}Hôm nay chợ nổi họp lại. {'Hết. ' * 80}"
    pieces = searching.passage(text, searching.question("cho noi"))
    assert [each.text for each in pieces if each.is_found] == ["chợ", "nổi"]
