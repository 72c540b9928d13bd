# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of spreadsheets that come as text, and captions on their way into the strip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import cells, pasted
from editor.text.clean import from_html
from editor.text.dialect import Dialect


@pytest.mark.parametrize(
    "text",
    ["", "a\tb", "a\tb\nc", "một\ncột\n", "- x\n\t- y", "a\tb\n\n\tc\td\te", '"chưa\tđóng\na\tb'],
)
def test_what_is_no_table(text):
    """One row, one column, or rows of different widths stay text."""
    assert cells.page_of(text) == ""


CELL = st.text(st.sampled_from('ab1 *_|<&"\n'), max_size=6)
GRIDS = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=2, max_size=4)
)


def _quoted(cell: str) -> str:
    needs = any(sign in cell for sign in '\n\t"')
    return '"' + cell.replace('"', '""') + '"' if needs else cell


@given(GRIDS)
def test_no_letter_of_a_spreadsheet_is_lost(grid):
    """What is written with quotation marks is read without them, cell by cell."""
    text = "\n".join("\t".join(map(_quoted, row)) for row in grid) + "\n"
    assert cells.from_spreadsheet(text) == grid
    rendered = "".join(Dialect().whole(from_html(cells.page_of(text)).copy, lambda _: None))
    letters = sorted(each for row in grid for cell in row for each in cell if each.isalnum())
    assert sorted(each for each in _words(rendered) if each.isalnum()) == letters


def _words(html: str) -> str:
    from html import unescape
    from re import sub

    return unescape(sub("<[^>]*>", " ", html))


def test_only_the_captions_that_are_named_leave_the_copy():
    """So many blocks below the picture, at its first place alone."""
    copy = "![](a.jpg)\n\nMột\n\nHai\n\nBa\n\n![](b.jpg)\n\nBốn\n\n![](a.jpg)\n\nNăm"
    left = pasted.without_captions(copy, {"a.jpg": 2, "c.jpg": 1})
    assert left == "![](a.jpg)\n\nBa\n\n![](b.jpg)\n\nBốn\n\n![](a.jpg)\n\nNăm"
    assert pasted.without_captions(copy, {"b.jpg": 0}) == copy
