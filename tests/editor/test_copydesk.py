# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy desk: what is to be mended in a story, and what a person called right."""

import os
from pathlib import Path

import pytest

from editor.checks import Severity
from editor.copydesk import CopyDesk
from editor.lexicon import Lexicon
from editor.rulebook import RuleBook
from tests.builders import a_picture, a_placement, an_article

NAMES = ("Trần Thị Hồng Đào", "Hà Giang", "Đào")
SHIPPED = Path(__file__).resolve().parents[2] / "resources" / "house-style"


@pytest.fixture
def desk(tmp_path):
    """A copy desk on a fresh store."""
    book = RuleBook(SHIPPED, tmp_path / "house-style")
    return CopyDesk(book, Lexicon(tmp_path / "words"), tmp_path / "right", lambda: NAMES)


def story(**fields):
    return an_article(**{"headline": "Cầu mới thông xe", "standfirst": "", "body": "", **fields})


def test_each_field_is_read_and_nothing_bars(desk):
    """Headline, standfirst, copy; each with its place, its words and what is to stand there."""
    article = story(
        headline="Cầu mới thông xe.",
        standfirst="Sau ba năm , cầu đã thông.",
        body="Xe  chạy từ sáng.\n\nHai xã sát nhập.",
    )
    found = desk.findings(article, spoken="vi")
    assert [(each.code, each.field, each.mend) for each in found] == [
        ("style.headline_stop", "headline", ""),
        ("style.blank_before", "standfirst", ","),
        ("style.blanks", "body", " "),
        ("style.house", "body", "sáp nhập"),
    ]
    assert {each.severity for each in found} == {Severity.WARNING}
    start, end = found[-1].span
    assert article.body[start:end] == "sát nhập"
    assert found[-1].values["why"] == "Từ đúng là “sáp nhập”."
    assert found[2].values["near"] == "Xe chạy từ sáng. Hai xã"
    assert (
        desk.findings(article, ["headline_stop", "blanks", "blank_before", "house.sap-nhap"]) == ()
    )


def test_what_is_right_here_is_remembered(desk, tmp_path):
    """In one story, or in all; as a line in a file of the store; and it can be taken back."""
    one, other = story(body="Các các thôn họp."), story(body="Các các thôn họp.", id="other")
    (found,) = desk.findings(one)
    desk.call_right(found, one.id)
    assert desk.findings(one) == ()
    assert len(desk.findings(other)) == 1
    assert "doubled: Các các" in (tmp_path / "right" / "here.txt").read_text("utf-8")
    desk.call_wrong(found, one.id)
    assert len(desk.findings(one)) == 1
    desk.call_right(found)
    assert desk.findings(one) == desk.findings(other) == ()
    desk.call_wrong(found)
    assert len(desk.findings(other)) == 1


def test_a_pack_in_the_store_counts_at_once(desk, tmp_path):
    """It is read again when it changes; one that cannot be read costs its own rules alone."""
    article = story(body="Hai xã sát nhập. Bà con gọi đó là bẩy mươi.")
    assert len(desk.findings(article)) == 1
    path = tmp_path / "house-style" / "ours.toml"
    path.parent.mkdir()
    path.write_text(
        'language = "vi"\n[[rule]]\nname = "bay"\npattern = "bẩy mươi"\nwhy = "Viết bảy."\n',
        "utf-8",
    )
    assert [each.values["rule"] for each in desk.findings(article)] == [
        "house.sap-nhap",
        "house.bay",
    ]
    path.write_text("language = ", "utf-8")
    os.utime(path, ns=(1, 1))
    assert len(desk.findings(article)) == 1


def test_words_of_the_lexicon_are_spelt_right(desk, tmp_path):
    """A word that a person added is no slip any more."""
    article = story(body="Chợ viêc làm mở cửa.")
    assert [each.code for each in desk.findings(article)] == ["style.spelling"]
    Lexicon(tmp_path / "words").add("viêc")
    assert desk.findings(article) == ()


def test_captions_are_read_with_the_story(desk):
    """What is wrong in one leads to its picture; nothing is underlined there."""
    picture = a_picture(caption="Ghe  thuyền về bến , sáng nay.")
    article = story(placements=(a_placement(picture),))
    found = desk.findings(article, pictures={picture.sha256: picture})
    assert [(each.code, each.field, each.sha256) for each in found] == [
        ("style.blanks", "caption", picture.sha256),
        ("style.blank_before", "caption", picture.sha256),
    ]
    assert {(each.span, each.mend) for each in found} == {(None, None)}
    desk.call_right(found[0], article.id)
    desk.call_right(found[1], article.id)
    assert desk.findings(article, pictures={picture.sha256: picture}) == ()
    plain = a_picture(caption="IMG_2034.JPG")
    article = story(placements=(a_placement(plain),))
    assert desk.findings(article, pictures={plain.sha256: plain}) == ()


def test_the_list_is_made_apart_over_all_that_a_story_has(desk):
    """Names that the desk spells otherwise, in copy, captions, fields; all may be called right."""
    picture = a_picture(caption="Bà Trần Thị Hồng Đao ở bến.", people=("Trần Thị Hồng Đào",))
    article = story(
        body="Bà Trần Thị Hồng Đào bán cá ngày 05/3. Ngày 5 tháng 3 có hội ở Hà Giáng.",
        placements=(a_placement(picture),),
        tags=("Hà Giang",),
    )
    pictures = {picture.sha256: picture}
    assert desk.findings(article, pictures=pictures) == ()
    found = desk.listed(article, pictures=pictures)
    told = [(each.values["rule"], each.field, each.values["words"]) for each in found]
    assert told == [
        ("date_forms", "body", "Ngày 5 tháng 3"),
        ("name_spellings", "body", "Hà Giáng"),
        ("name_spellings", "caption", "Trần Thị Hồng Đao"),
    ]
    assert found[1].mend == "Hà Giang"
    assert found[2].sha256 == picture.sha256
    assert len(desk.listed(article, ["name_spellings"], pictures)) == 1
    desk.call_right(found[2], article.id)
    assert len(desk.listed(article, pictures=pictures)) == 2


def test_packs_are_switched_off_as_a_whole_and_a_rule_without_an_end_is_told(desk, tmp_path):
    """By the name of the pack; the sentence names rule and pack."""
    article = story(body=f"Hai xã sát nhập. {'x' * 60}!")
    assert len(desk.findings(article)) == 1
    assert desk.findings(article, ["pack.vi"]) == ()
    own = tmp_path / "house-style"
    own.mkdir()
    rule = "[[rule]]\nname = 'endless'\npattern = '(?:x|xx)+$'\nwhy = 'y'"
    (own / "ours.toml").write_text(f'language = "vi"\n{rule}', "utf-8")
    stopped = desk.findings(article, ["pack.vi", "spelling"])
    assert [(each.code, dict(each.values)) for each in stopped] == [
        ("style.rule_stopped", {"rule": "endless", "pack": "ours"})
    ]
    assert desk.findings(article, ["pack.vi", "pack.ours", "spelling"]) == ()
