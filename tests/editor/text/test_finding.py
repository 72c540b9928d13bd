# SPDX-License-Identifier: GPL-3.0-or-later
"""What a search finds: letter by letter the text's own, whatever the marks, words and patterns."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.errors import Refused
from editor.text import finding
from editor.text.finding import Hit, Passage, Search


def found(text: str, search: Search, other: str = "") -> list[tuple[str, str]]:
    return [(each.found, each.other) for each in finding.hits(text, search, other)]


@pytest.mark.parametrize(
    ("text", "search", "wanted"),
    [
        ("Chợ nổi chợ", Search("chợ"), ["Chợ", "chợ"]),
        ("Chợ nổi chợ", Search("chợ", is_case=True), ["chợ"]),
        ("Đống Đa, dong da", Search("dong da", is_marks=False), ["Đống Đa", "dong da"]),
        ("Đống Đa", Search("dong da"), []),
        ("ăn ăn, (ăn) căn ănê", Search("ăn", is_word=True), ["ăn", "ăn", "ăn"]),
        ("an a\u0306n an\u0323", Search("an", is_word=True), ["an"]),
        ("ăn", Search("a", is_word=True, is_marks=False), []),
        ("snake_case", Search("snake", is_word=True), []),
        ("(a|b)", Search("(a|b)"), ["(a|b)"]),
        ("a1 b22", Search(r"\w(\d+)", is_regex=True), ["a1", "b22"]),
        ("x", Search(""), []),
        ("x", Search("y*", is_regex=True), []),
        ("a\nb", Search("^b$", is_regex=True), ["b"]),
        ("C++ và C", Search("C++", is_word=True), ["C++"]),
    ],
)
def test_what_is_found(text, search, wanted):
    assert [each for each, _ in found(text, search)] == wanted


def test_groups_come_in_the_letters_of_the_text():
    """Also where marks do not count; what is no group is a letter."""
    search = Search(r"(\w+) (?P<hai>da)", is_regex=True, is_marks=False)
    told = found("Đống Đa", search, r"\g<hai>-\1\n\\ \q")
    assert told == [("Đống Đa", "Đa-Đống\n\\ \\q")]
    assert found("ab", Search("(a)|(b)", is_regex=True), r"<\2>") == [("a", "<>"), ("b", "<b>")]
    assert found("a", Search("a"), r"\1") == [("a", r"\1")]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("(", "search.bad_pattern"),
        ("a{2,1}", "search.bad_pattern"),
        ("(a+)+$", "search.costly_pattern"),
        (r"(?:\s*\w)*x", "search.costly_pattern"),
        (r"((a|b*)c)+?", "search.costly_pattern"),
        ("(" * 5_000 + ")" * 5_000, "search.costly_pattern"),
    ],
)
def test_a_pattern_that_cannot_be_used_is_refused(text, code):
    """At once, in one sentence, before any text is looked through."""
    with pytest.raises(Refused) as refused:
        Search(text, is_regex=True).pattern()
    assert refused.value.code == code


def test_a_group_that_there_is_not():
    with pytest.raises(Refused) as refused:
        found("ab", Search("(a)b", is_regex=True), r"\2")
    assert refused.value.code == "search.bad_other"
    assert found("a b", Search(r"(?:a+b?)", is_regex=True)) == [("a", "")]


@given(
    st.text(alphabet="aăâ Đđ\u0301🛶b\n", max_size=40),
    st.text(alphabet="aăđ b", min_size=1, max_size=3),
    st.booleans(),
    st.booleans(),
)
def test_every_place_is_one_of_the_text(text, words, is_marks, is_word):
    """What is found stands there; replacing it by itself changes nothing."""
    search = Search(words, is_marks=is_marks, is_word=is_word)
    places = list(finding.hits(text, search))
    assert all(text[each.start : each.end] == each.found for each in places)
    same = [Hit(each.start, each.end, each.found, each.found) for each in places]
    assert finding.replaced(text, same) == text


def test_a_passage_is_one_line():
    text = "Một\n\nhai ba  bốn"
    (hit,) = finding.hits(text, Search("hai"), "HAI")
    assert finding.passage(text, hit) == Passage("Một ", "hai", "HAI", " ba bốn")


def test_a_pattern_that_would_take_for_ever_is_ended():
    """Who types it into the find bar has a window that goes on."""
    copy = "Sáng nay hơn một trăm chiếc ghe đã về bến Ninh Kiều sau ba tuần nước lớn. " * 60
    with pytest.raises(Refused) as refused:
        list(finding.hits(copy, Search(r"(.|\s)*[xz]{3}", is_regex=True)))
    assert refused.value.code == "search.costly_pattern"
    assert next(finding.hits(copy, Search(r"(\w+) ghe", is_regex=True), r"\1")).other == "chiếc"
