# SPDX-License-Identifier: GPL-3.0-or-later
"""A place on the page and the same place in the copy."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.places import REACH, Sight, place, sight

COPY = "Chợ **nổi** Cái Răng[^1] họp từ [năm giờ](https://example.org), tan lúc `chín giờ`."
SEEN = "Chợ nổi Cái Răng họp từ năm giờ, tan lúc chín giờ."


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def pointed(seen: str, word: str) -> Sight:
    """What the page tells of a click before a word."""
    head, tail = (squeezed(each) for each in (seen[: seen.index(word)], seen[seen.index(word) :]))
    return Sight(head[-REACH:], tail[:REACH], len(head))


@pytest.mark.parametrize("word", ["Chợ", "nổi", "Cái", "họp", "năm", "giờ, tan", "tan", "lúc"])
def test_a_word_of_the_page_is_found_in_the_copy(word):
    told = pointed(SEEN, word)
    assert COPY[place(COPY, told) :].startswith(word.split(",")[0])


def test_words_in_code_are_found_as_they_stand():
    copy = "Dòng đầu.\n\n```\nlet x = '**';\n```\n"
    assert copy[place(copy, pointed("let x = '**';", "'**'")) :].startswith("'**'")


def test_of_two_that_look_alike_the_nearest_is_meant():
    copy = "Mưa to. Mưa to. Mưa to."
    assert place(copy, Sight("Mưa", "to.", 3)) == 4
    assert place(copy, Sight("Mưa", "to.", 15)) == 20


def test_what_is_not_found_is_as_far_in_as_it_was():
    assert place("Một hai ba.", Sight("xyz", "uvw", 3)) == 4
    assert place("Một hai ba.", Sight("xyz", "uvw", 300)) == len("Một hai ba.")
    assert place("", Sight("a", "b", 1)) == 0


@given(st.lists(st.sampled_from(["một", "**hai**", "ba.", "*bốn*", "[năm](/a)", "\n"]), min_size=1))
def test_there_and_back_is_the_same_place(words):
    copy = " ".join(words)
    starts = [each.start() for each in re.finditer(r"\w+(?!\))", copy) if each[0] != "a"]
    for start in starts:
        assert place(copy, sight(copy, start)) == start
