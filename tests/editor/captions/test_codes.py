# SPDX-License-Identifier: GPL-3.0-or-later
"""Short codes become full names; whatever else is typed stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.captions import codes
from editor.captions.codes import MARKS, Codes

TEAM = codes.read(
    "hn10\tNguyễn Văn Quyết\tVăn Quyết\tsố 10 Hà Nội\n"
    "hn1\tQuan Văn Chuẩn\n"
    "// no code\n"
    "\tnobody\n"
    "empty\t\t\n"
    "HN\tCâu lạc bộ Hà Nội\n"
)
KNOWN = codes.joined([TEAM])
TEXT = st.text(alphabet="\\=hn10 #2aạ\n", max_size=30)


def test_a_file_has_a_code_and_its_names_a_line():
    """Tabs between them; what is no such line is passed over, and a mark of Windows too."""
    assert TEAM["hn10"] == ("Nguyễn Văn Quyết", "Văn Quyết", "số 10 Hà Nội")
    assert set(TEAM) == {"hn10", "hn1", "HN"}
    assert codes.read("\ufeffa\tÁnh\r\nb\tBình\r\n") == {"a": ("Ánh",), "b": ("Bình",)}


@pytest.mark.parametrize(
    ("typed", "becomes"),
    [
        ("\\hn10\\ sút", "Nguyễn Văn Quyết sút"),
        ("\\hn10#2\\ và \\hn10#3\\", "Văn Quyết và số 10 Hà Nội"),
        ("\\hn10\\\\hn1\\", "Nguyễn Văn QuyếtQuan Văn Chuẩn"),
        ("\\HN\\", "Câu lạc bộ Hà Nội"),
    ],
)
def test_a_code_becomes_its_name(typed, becomes):
    """Also the second column, also two in a row, capitals told apart."""
    assert KNOWN.expanded(typed) == (becomes, ())


@pytest.mark.parametrize("typed", ["\\hn99\\", "\\hn10#9\\", "\\hn10#x\\", "\\Hn10\\"])
def test_a_code_that_nobody_knows_stays_and_is_told(typed):
    """As it was typed."""
    assert KNOWN.expanded(f"a {typed} b") == (f"a {typed} b", (typed[1:-1],))


@pytest.mark.parametrize(
    "typed", ["\\", "\\\\", "a\\b", "C:\\Users\\Ảnh đẹp", "\\12\\", "x \\hn10"]
)
def test_what_is_no_code_is_no_code(typed):
    """A path, a number, a mark alone."""
    assert KNOWN.expanded(typed)[0] == typed


@given(text=TEXT)
def test_nothing_but_codes_changes(text):
    """What stands outside of known codes stays letter by letter, and in its order."""
    found = [each for each in KNOWN.found(text) if each.text is not None]
    whole, _ = KNOWN.expanded(text)
    at = 0
    for each in found:
        assert text[each.start] == text[each.end - 1] == KNOWN.mark
        kept = text[at : each.start]
        assert whole.startswith(kept + each.text)
        whole, at = whole[len(kept + each.text) :], each.end
    assert whole == text[at:]


@given(before=TEXT, code=st.sampled_from(["hn10", "hn1", "HN", "hn10#2"]))
def test_the_code_that_was_just_closed_is_found_at_the_caret(before, code):
    """Whatever stands before it, unless its opening mark closes another code."""
    text = before.replace("\\", "") + f"\\{code}\\"
    found = KNOWN.closed_at(text + " sau", len(text))
    assert found is not None
    assert text[found.start :] == f"\\{code}\\"
    assert found.text == KNOWN.text_of(code)
    assert KNOWN.closed_at(text, len(text) - 1) is None


def test_while_a_code_is_typed_it_is_known_what_it_may_become():
    """The shortest first; of a column just that one."""
    assert KNOWN.open_at("Cú sút của \\hn1", 15) == "hn1"
    assert KNOWN.open_at("\\hn10\\", 6) == ""
    assert KNOWN.open_at("\\hn10\\ và \\hn", 13) == "hn"
    assert KNOWN.open_at("xong.", 5) == ""
    assert [code for code, _ in KNOWN.beginning("hn1")] == ["hn1", "hn10"]
    assert KNOWN.beginning("hn10#2") == [("hn10#2", "Văn Quyết")]


@pytest.mark.parametrize("mark", MARKS)
def test_the_mark_can_be_chosen(mark):
    """Photo Mechanic's `=` among them."""
    known = Codes(TEAM, mark)
    assert known.expanded(f"{mark}hn1{mark} bắt bóng")[0] == "Quan Văn Chuẩn bắt bóng"


def test_of_several_files_the_first_holds_and_differences_are_told():
    """A player who changed his club stands in two lists."""
    other = {"hn10": ("Người khác",), "sg7": ("Lê Bảy",)}
    assert codes.joined([TEAM, other]).text_of("hn10") == "Nguyễn Văn Quyết"
    assert codes.joined([other, TEAM]).text_of("hn10") == "Người khác"
    assert codes.joined([TEAM, other]).text_of("sg7") == "Lê Bảy"
    assert codes.twice([TEAM, other, TEAM]) == ("hn10",)
