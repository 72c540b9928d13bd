# SPDX-License-Identifier: GPL-3.0-or-later
"""Words as editors count them, minutes, and the words without marks."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import cut, measure
from editor.text.measure import WordCount, reading_minutes, visible, words


@pytest.mark.parametrize(
    ("copy", "number"),
    [
        ("", 0),
        ("Chợ nổi họp lại sau 3 tuần.", 7),
        ("07 - CTr/TU của Thành ủy", 5),
        ("kinh tế - xã hội … “ ”", 4),
        ("hai  ba\xa0 bốn", 3),
        ("![](market-1.jpg)\n\nMột đoạn.", 2),
        (
            "[chữ của liên kết](https://example.org/dia-chi) và [tham chiếu][x]\n\n[x]: http://a.b",
            7,
        ),
        ("# Đầu mục\n\n- một\n- **hai**\n1. ba\n> bốn", 6),
        ("câu có chú[^1] thích\n\n[^1]: lời chú", 6),
        ("<b>đậm</b> <script>alert(1)</script> &amp; <!-- ẩn --> hết", 2),
        ("| a | b |\n|---|---|\n| c | d |", 4),
        ("một\n===\n\nhai\n---\n\n***\n\n*[UBND]: Ủy ban", 2),
        ("```\nmã x\n```", 2),
        ("1.\x1f ", 0),
    ],
)
def test_words(copy, number):
    """Blank-separated tokens with a letter or digit, of what readers see."""
    assert words(copy) == number


def test_reading_minutes():
    """Whole minutes, rounded up; a language that is not known reads like English."""
    assert reading_minutes(0, "vi") == 0
    assert reading_minutes(1, "vi") == 1
    assert reading_minutes(261, "vi") == 2
    assert reading_minutes(231, "en") == reading_minutes(231, "xx") == 2


def test_visible_keeps_words_and_lines():
    """Marks go, words and line ends stay, escapes are what they stand for."""
    copy = "**Đậm** *nghiêng* `mã` snake_case 5 \\* 3 _nhấn_ <https://a.vn>\n\n> dẫn &lt;"
    assert visible(copy) == "Đậm nghiêng mã snake_case 5 * 3 nhấn https://a.vn\n\ndẫn <"


@given(st.lists(st.text(alphabet="ab \n*[]()|-#>`<!:&;\\", max_size=30), max_size=4))
def test_counting_along_an_edit_is_counting_afresh(copies):
    """After any edits the running count is the count of the whole."""
    count = WordCount()
    for copy in copies:
        assert count.of(copy) == words(copy)


@pytest.mark.parametrize(
    "mark", ["[", "![", "[^", "[a](", "<", "<script>", "<!--", "|", "*", "_", "- "]
)
def test_a_copy_of_nothing_but_marks_is_no_trap(mark):
    """Every pattern is bounded: these would else take minutes, and the test run would stop."""
    assert words(mark * 20_000) < 20_001


@given(st.text(alphabet="ab \t\n`~*_\\[]()|:-=>+#<!&;1٣.^/", max_size=60))
def test_a_pattern_that_is_passed_over_would_have_changed_nothing(copy):
    """Texts without marks skip the patterns for them; the words are the same."""
    text = measure._SCRIPT.sub("", copy)
    text = measure._OPENINGS.sub("", measure._LINES.sub("", text))
    text = measure._LINK.sub(r"\1", measure._PICTURE.sub("", measure._NOTE.sub("", text)))
    text = measure._TAG.sub("", measure._AUTOLINK.sub(r"\1", text))
    assert visible(copy) == unescape(measure._MARKS.sub(r"\1", text).replace("|", " "))


@given(st.lists(st.text(alphabet="aé1_-.\u0301\u00a0 \x0b\x1f\r", max_size=12), max_size=6))
def test_words_of_a_plain_copy_are_counted_as_those_of_any_other(lines):
    """What has no marks is counted as a whole, and not piece by piece."""
    copy = "\n".join(lines)
    tokens = re.findall(r"[^\W_]\S*", visible(cut.plain(copy)))
    assert words(copy) == WordCount().of(copy) == len(tokens)
