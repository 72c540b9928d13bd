# SPDX-License-Identifier: GPL-3.0-or-later
"""Footnotes of the copy: numbers that are free, and the way from a mark to its text and back."""

import pytest

from editor.text import footnotes

COPY = "Một[^1] hai[^nguồn] ba[^1].\n\n[^1]: Lời một\n[^nguồn]: Lời hai\n\n    đoạn nữa\n\nHết."


def test_the_next_number_is_the_lowest_that_is_free():
    assert footnotes.free_number("") == "1"
    assert footnotes.free_number(COPY) == "2"
    assert footnotes.free_number("a[^1] b[^2]\n\n[^4]: x") == "3"


def test_from_a_mark_to_its_text_and_back():
    at = COPY.index("[^nguồn]")
    assert footnotes.marked_at(COPY, at) == "nguồn"
    assert footnotes.marked_at(COPY, at + len("[^nguồn]")) == "nguồn"
    assert footnotes.marked_at(COPY, 0) == ""
    text = footnotes.text_of(COPY, "nguồn")
    assert COPY[:text].endswith("đoạn nữa")
    assert footnotes.told_at(COPY, text) == "nguồn"
    assert footnotes.told_at(COPY, COPY.index("Lời một")) == "1"
    assert footnotes.told_at(COPY, COPY.index("Hết")) == ""
    assert footnotes.marked_at(COPY, COPY.index("[^1]: ") + 2) == ""
    assert footnotes.mark_of(COPY, "1") == COPY.index("[^1]") + 4
    assert footnotes.mark_of(COPY, "không") is None
    assert footnotes.text_of(COPY, "không") is None


@pytest.mark.parametrize(
    ("copy", "added"),
    [
        ("", "[^1]: "),
        ("Chữ", "\n\n[^1]: "),
        ("Chữ\n", "\n[^1]: "),
        ("Chữ\n\n\n", "[^1]: "),
        ("Chữ\n\n[^2]: x", "\n[^1]: "),
    ],
)
def test_a_new_note_stands_below_the_copy(copy, added):
    """Apart from the words, line by line with the other notes."""
    assert footnotes.opening(copy, "1") == added
