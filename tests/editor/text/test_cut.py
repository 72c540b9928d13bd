# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the copy may be cut, and that an edit cuts anew only around itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.cut import Cuts, plain, shared_ends, spans
from tests.editor.text.fragments import COPIES


def _chunks(text: str) -> list[str]:
    return [text[start:end] for start, end in spans(text)]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("một", 1),
        ("một\n\nhai\n \xa0\nba", 3),
        ("một\nhai", 1),
        ("- một\n\n- hai", 1),
        ("- một\n\nđoạn", 2),
        ("- một\n\n    trong mục", 1),
        ("đoạn\n\n\ttrong", 1),
        ("> một\n\n> hai", 1),
        ("> một\n\nhai", 2),
        ("từ\n\n: nghĩa\n\ntừ\n\n: nghĩa\n\nđoạn\n\nđoạn", 2),
        ("một\n\n[a]: b\n\nhai", 1),
        ("```\nmột\n\nhai\n```\n\nba", 2),
        ("~~~~\nmột\n\n~~~\n\nhai", 1),
        ("```một``` hai\n\nba", 2),
        ("<script>\n\nx\n\n</script> y\n\nhai", 2),
        ("<!-- một\n\nhai", 1),
        ("<div>\n\nhai", 2),
    ],
)
def test_where_the_copy_is_cut(text, number):
    """Only at blank lines, and never where one side may belong with the other."""
    chunks = _chunks(text)
    assert len(chunks) == number
    assert "".join(chunks) == text


@given(st.lists(COPIES, max_size=4))
def test_cutting_along_edits_is_cutting_afresh(copies):
    """After any edits the chunks are those of the whole text, and tile it."""
    cuts = Cuts()
    known: list[str] = []
    for copy in copies:
        splice = cuts.change(copy)
        known[splice.first : splice.first + splice.removed] = splice.added
        assert known == cuts.chunks == _chunks(plain(copy))
        assert "".join(known) == plain(copy)


def test_a_key_in_the_middle_cuts_little():
    """Of a thousand paragraphs, one key touches a few."""
    text = "\n\n".join(f"Đoạn {number} đây." for number in range(1_000))
    cuts = Cuts()
    cuts.change(text)
    middle = text.index("Đoạn 500")
    splice = cuts.change(text[:middle] + "x" + text[middle:])
    assert len(splice.added) <= 3
    assert splice.removed == len(splice.added)


def test_the_same_text_again_changes_nothing():
    """No edit, no work."""
    cuts = Cuts()
    cuts.change("một\n\nhai")
    assert cuts.change("một\n\nhai").added == ()


def test_line_ends_and_control_characters():
    """Every kind of line end is one; what no page can show is left out, before and after edits."""
    assert plain("a\r\nb\rc\x00\x0cd") == "a\nb\ncd"
    cuts = Cuts()
    cuts.change("a\r\n\r\nb")
    assert cuts.chunks == ["a\n\n", "b"]
    cuts.change("a\r\n\r\nb\x01c")
    assert cuts.chunks == ["a\n\n", "bc"]


@given(st.text(), st.text(), st.text(), st.text())
def test_shared_ends(start, one, other, end):
    """What two texts share at both ends is found whole, and never overlaps."""
    first, second = start + one + end, start + other + end
    before, after = shared_ends(first, second)
    assert before >= len(start)
    assert before + after <= min(len(first), len(second))
    assert first[:before] == second[:before]
    assert first[len(first) - after :] == second[len(second) - after :]
    assert before == min(len(first), len(second)) or first[before] != second[before]
