# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule packs of a desk: whose they are, which one holds, taken in and given away."""

from pathlib import Path

import pytest

from editor.errors import Refused
from editor.rulebook import Origin, RuleBook

SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "house-style"
PACK = """language = "vi"
[[rule]]
name = "bay-muoi"
pattern = '\\bbẩy mươi\\b'
suggestion = 'bảy mươi'
why = "Viết “bảy”."
wrong = ["Cụ đã bẩy mươi tuổi."]
right = ["Cụ đã bảy mươi tuổi."]
"""


@pytest.fixture
def told() -> dict[str, str]:
    return {}


@pytest.fixture
def book(tmp_path, told):
    return RuleBook(SHIPPED, tmp_path / "own", lambda: told)


def held(book) -> dict[str, Origin]:
    return {each.pack.name: each.origin for each in book.packs()}


def test_a_pack_is_taken_in_given_away_and_removed(book, tmp_path):
    """As it was written, to the letter; what ships cannot be removed."""
    path = tmp_path / "Nhà báo.toml"
    path.write_text(PACK, "utf-8")
    pack, failures = book.take(path)
    assert (pack.name, failures) == ("Nhà báo", [])
    assert held(book) == {
        "en": Origin.SHIPPED,
        "nha-bao": Origin.OWN,
        "vi": Origin.SHIPPED,
    }
    book.give("nha-bao", tmp_path / "away" / "copy.toml")
    assert (tmp_path / "away" / "copy.toml").read_text("utf-8") == PACK
    book.remove("nha-bao")
    assert list(held(book)) == ["en", "vi"]
    with pytest.raises(Refused, match=r"style\.no_pack"):
        book.remove("nha-bao")
    with pytest.raises(Refused, match=r"style\.not_ours"):
        book.remove("vi")


def test_a_pack_whose_tests_fail_is_not_kept(book, tmp_path):
    """Its failures are told; what stood there before stays."""
    path = tmp_path / "ours.toml"
    path.write_text(PACK.replace("bảy mươi tuổi", "bẩy mươi tuổi"), "utf-8")
    _pack, failures = book.take(path)
    assert [each.code for each in failures] == ["style.rule_alarms"]
    assert "ours" not in held(book)
    with pytest.raises(Refused, match=r"style\.bad_pack"):
        book.take(tmp_path / "away.toml")


def test_of_one_name_the_desks_own_holds_then_the_newsrooms(book, told, tmp_path):
    """What is behind it comes back when it goes."""
    told["vi"] = PACK
    assert held(book)["vi"] is Origin.NEWSROOM
    path = tmp_path / "vi.toml"
    path.write_text(PACK, "utf-8")
    book.take(path)
    assert held(book)["vi"] is Origin.OWN
    book.remove("vi")
    told["vi"] = "no pack"
    assert held(book)["vi"] is Origin.SHIPPED
    told.clear()
    assert book.pack("vi").pack.rules


def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    """With its path."""
    (tmp_path / "own").write_text("a file")
    path = tmp_path / "ours.toml"
    path.write_text(PACK, "utf-8")
    with pytest.raises(Refused, match=r"style\.not_written"):
        RuleBook(SHIPPED, tmp_path / "own").take(path)
