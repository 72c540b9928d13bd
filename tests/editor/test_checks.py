# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks find, and what they leave alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.checks import (
    HEADLINE_CHARS,
    KICKER_CHARS,
    STANDFIRST_WORDS,
    Severity,
    findings,
    is_file_name,
)
from editor.model.profile import Limits, SiteProfile
from editor.model.remark import Outcome, Settlement
from editor.profiles import profile_from_doc, profile_to_doc
from tests.builders import PROFILE, a_picture, a_placement, a_remark, an_article

NOW = datetime(2026, 3, 1, 1, 0, tzinfo=UTC)


def codes(article, *pictures, profile=PROFILE):
    known = {each.sha256: each for each in pictures}
    return [each.code.removeprefix("checks.") for each in findings(article, known, profile, NOW)]


def with_picture(caption=None, **facts):
    picture = a_picture(**facts)
    return an_article(placements=(a_placement(picture, caption=caption),)), picture


def test_a_whole_article_has_no_findings():
    """Nothing is wrong with a story that has everything, with a picture or without."""
    assert codes(an_article()) == []
    assert codes(*with_picture()) == []


def test_what_colleagues_said_bars_nothing_and_is_told_while_it_is_open():
    """Readers may get the story; whoever sends it out knows that somebody waits for an answer."""
    said = (a_remark(), a_remark(2, replacement="chừng một trăm"))
    (found,) = findings(an_article(remarks=said), {}, PROFILE, NOW)
    assert (found.code, found.severity) == ("checks.remarks_open", Severity.WARNING)
    assert (found.values, found.bars(NOW)) == ({"count": 2, "suggested": 1}, False)
    done = Settlement(Outcome.RESOLVED, "Lan", NOW)
    assert codes(an_article(remarks=tuple(replace(each, settled=done) for each in said))) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"headline": "a" * 31}, "headline_over"),
        ({"standfirst": "a" * 41}, "standfirst_over"),
        ({"tags": ("a", "b" * 21)}, "tag_over"),
    ],
)
def test_what_the_house_refuses_as_too_long_is_told_before_it_is_asked(fields, code):
    profile = replace(PROFILE, limits=Limits(headline=30, standfirst=40, tag=20, alt_text=10))
    short = {"headline": "a" * 30, "standfirst": "a" * 40, "tags": ("b" * 20,)}
    assert codes(an_article(**short), profile=profile) == []
    assert codes(an_article(**(short | fields)), profile=profile) == [code]
    assert codes(an_article(**(short | fields))) == []
    article, picture = with_picture(alt_text="a" * 11)
    assert codes(replace(article, **short), picture, profile=profile) == ["alt_text_over"]
    assert profile_from_doc(profile_to_doc(profile)).limits == profile.limits


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"headline": "  "}, "no_headline"),
        ({"headline": "a" * (HEADLINE_CHARS + 1)}, "headline_long"),
        ({"kicker": "a" * (KICKER_CHARS + 1)}, "kicker_long"),
        ({"standfirst": "chữ " * (STANDFIRST_WORDS + 1)}, "standfirst_long"),
        ({"category": ""}, "no_category"),
        ({"category": "khong-co"}, "category_unknown"),
        ({"authors": ()}, "no_author"),
        ({"body": " \n"}, "no_copy"),
        ({"body": "…"}, "no_copy"),
        ({"body": "Xem ![](mat.jpg) và ![](mat.jpg) nhé."}, "picture_not_there"),
        ({"body": "Xem ![](ảnh đã mất.jpg) nhé."}, "picture_not_there"),
        ({"body": "Xem ![]() nhé."}, "picture_not_there"),
    ],
)
def test_each_hole_is_found_once(fields, code):
    """One hole, one finding."""
    assert codes(replace(an_article(), **fields)) == [code]


def test_a_long_headline_only_warns():
    """It bars nothing, and says how long it may be."""
    (found,) = findings(an_article(headline="a" * 200), {}, PROFILE, NOW)
    assert found.severity is Severity.WARNING
    assert found.values == {"length": 200, "limit": HEADLINE_CHARS}


def test_a_site_without_categories_knows_every_category():
    """Where the site has no list, nothing can be checked against it."""
    assert codes(an_article(category="gì cũng được"), profile=SiteProfile(name="x")) == []


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"caption": ""}, "no_caption"),
        ({"caption": "209.02"}, "caption_is_file_name"),
        ({"caption": "chợ  nổi họp lại sau mùa lũ."}, "caption_is_headline"),
        ({"alt_text": " "}, "no_alt_text"),
        ({"alt_text": "market-1.jpg"}, "alt_text_is_file_name"),
        ({"credit": "", "creator": " "}, "no_credit"),
    ],
)
def test_a_picture_without_its_words_is_found(facts, code):
    """Caption, alt text and credit are all wanted, and bar publishing."""
    article, picture = with_picture(**facts)
    (found,) = findings(article, {picture.sha256: picture}, PROFILE, NOW)
    assert (found.code, found.severity) == (f"checks.{code}", Severity.ERROR)
    assert (found.field, found.sha256) == ("placements", picture.sha256)
    assert found.values["name"] == "market-1.jpg"


def test_a_creator_is_credit_enough():
    """What the camera says of the photographer stands for the credit."""
    assert codes(*with_picture(credit="", creator="Một Trần")) == []


def test_a_decorative_picture_needs_no_alt_text():
    """An empty alt text that a person chose is no hole."""
    picture = a_picture(alt_text="")
    assert codes(an_article(placements=(a_placement(picture, alt_text=""),)), picture) == []


def test_a_caption_of_the_placement_is_the_caption():
    """What the photo desk wrote for this article counts, not what the camera wrote."""
    assert codes(*with_picture("Người bán nói hàng đủ.", file_name="a.jpg")) == []
    assert codes(*with_picture("IMG_0001")) == ["caption_is_file_name"]


def test_two_pictures_with_one_caption():
    """Both are named; accents make two captions, case does not."""
    first, second = a_picture(1, caption="Bà Ba"), a_picture(2, caption="bà ba.")
    body = "![](market-1.jpg)\n\n![](market-2.jpg)\n\nChữ."
    article = an_article(body=body, placements=(a_placement(first), a_placement(second)))
    assert codes(article, first, second) == ["caption_repeats", "caption_repeats"]
    assert codes(article, first, replace(second, caption="Bá Ba")) == []


def test_pictures_and_the_copy_know_each_other():
    """Unused pictures warn, but not the lead; two of one name, and one that is gone, are errors."""
    pictures = [a_picture(number, caption=f"Chú thích {number} ở đây.") for number in (1, 2, 3)]
    placements = tuple(a_placement(each) for each in pictures)
    article = an_article(placements=placements)
    assert codes(article, *pictures) == ["picture_unused", "picture_unused"]
    assert codes(article, *pictures[:2]) == ["picture_unused", "picture_lost"]
    twice = replace(article, placements=tuple(replace(each, name="x") for each in placements[:2]))
    assert codes(replace(twice, body="![](x) chữ"), *pictures) == ["name_twice", "name_twice"]


def test_a_name_in_the_copy_may_be_written_as_in_an_address():
    """`ch%E1%BB%A3.jpg` is `chợ.jpg`, in all forms that Markdown has."""
    picture = a_picture()
    placed = (a_placement(picture, name="chợ.jpg"),)
    for body in ("![](chợ.jpg)", "![x](<chợ.jpg>)", '![](ch%E1%BB%A3.jpg "tựa")'):
        assert codes(an_article(body=body, placements=placed), picture) == []


def test_a_name_with_blanks_is_one_name():
    """The checks say what the page will miss: the whole name, and nothing that is only shown."""
    article = an_article(body='![](chợ nổi.jpg "tựa")\n\n`![](mã.jpg)`\n\n\\![](không.jpg)')
    (found,) = findings(article, {}, PROFILE, NOW)
    assert (found.code, found.values) == ("checks.picture_not_there", {"name": "chợ nổi.jpg"})
    picture = a_picture()
    placed = (a_placement(picture, name="chợ nổi.jpg"),)
    assert codes(replace(article, placements=placed), picture) == []


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_the_checks(headline, body, caption):
    """Any words whatever are checked, and findings are stable."""
    article, picture = with_picture(caption)
    article = replace(article, headline=headline, body=body)
    assert codes(article, picture) == codes(article, picture)


@pytest.mark.parametrize(
    "caption",
    [
        "209.02",
        "209",
        "20231201_0703",
        "IMG_1234",
        "IMG_1234.JPG",
        "img-20231201-wa0003",
        "IMG-20231201-WA0004",
        "DSC0001",
        "DSCF1234",
        "P1010099",
        "_MG_5521",
        "cho-noi.jpg",
        "cho-noi",
        "CHO-NOI.JPG",
        "OLYMPUS DIGITAL CAMERA",
        "Ảnh 1",
        "Screenshot 2023-12-01",
        "WhatsApp Image 2023-12-01 at 07.03.12",
        "DJI 0012 (2)",
        "một-tệp.png",
    ],
)
def test_a_file_name_is_not_a_caption(caption):
    """What cameras and computers call a file is never taken for a caption."""
    assert is_file_name(caption.strip(), "anh/cho-noi.jpg")


@pytest.mark.parametrize(
    "caption",
    [
        "",
        "Chợ",
        "Chợ nổi sáng 20/9.",
        "Đoàn kiểm tra số 1 tại quận Đống Đa",
        "Ảnh 2: người bán trái cây",
        "Image of a market at dawn",
        "IMG_1234 là tên máy ảnh đặt",
        "Chợ nổi năm 2023",
    ],
)
def test_words_are_a_caption(caption):
    """A sentence, however short, is a caption; an empty one is missing, not a file name."""
    assert not is_file_name(caption, "cho-noi.jpg")


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("rights", "code", "values"),
    [
        ({"barred_because": "gia đình xin gỡ"}, "barred", {"because": "gia đình xin gỡ"}),
        ({"expires_at": NOW}, "expired", {"time": "08:00, 01/03/2026"}),
        ({"embargoed_until": NOW + HOUR}, "embargoed", {"time": "09:00, 01/03/2026"}),
    ],
)
def test_rights_bar_a_picture_and_an_editor_may_say_why_not(rights, code, values):
    """The sentence names the picture, and the time by the newspaper's clock."""
    picture = a_picture(**rights)
    article = an_article(placements=(a_placement(picture, is_lead=True),))
    (found,) = findings(article, {picture.sha256: picture}, PROFILE, NOW)
    assert found.code == f"checks.picture_{code}"
    assert found.values == {"name": picture.file_name, **values}
    assert found.may_be_overridden
    assert found.bars(NOW)


def test_rights_begin_and_end_at_their_very_instant():
    picture = a_picture(embargoed_until=NOW, expires_at=NOW + HOUR)
    article = an_article(placements=(a_placement(picture, is_lead=True),))

    def barred(at):
        found = findings(article, {picture.sha256: picture}, PROFILE, at)
        return [each.code.removeprefix("checks.picture_") for each in found]

    tick = timedelta(microseconds=1)
    assert barred(NOW - tick) == ["embargoed"]
    assert barred(NOW) == barred(NOW + HOUR - tick) == []
    assert barred(NOW + HOUR) == ["expired"]
    (found,) = findings(article, {picture.sha256: picture}, PROFILE, NOW - tick)
    assert not found.bars(NOW)
