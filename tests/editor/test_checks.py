# SPDX-License-Identifier: GPL-3.0-or-later
"""What the checks find, and what they leave alone."""

from dataclasses import replace

import pytest

from editor import checks
from editor.checks import Severity
from editor.model.article import Article
from editor.model.picture import Picture
from tests.builders import PROFILE, a_picture, a_placement, an_article


def codes(article: Article, *pictures: Picture) -> list[str]:
    known = {each.sha256: each for each in pictures}
    return [each.code.removeprefix("check.") for each in checks.findings(article, known, PROFILE)]


def with_picture(caption: str | None = None, **facts: object) -> tuple[Article, Picture]:
    picture = a_picture(**facts)
    return an_article(placements=(a_placement(picture, caption=caption),)), picture


def test_a_whole_article_has_no_findings() -> None:
    """Nothing is wrong with a story that has everything."""
    assert codes(*with_picture()) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"headline": "  "}, "no_headline"),
        ({"headline": "a" * 121}, "headline_too_long"),
        ({"category": ""}, "no_category"),
        ({"category": "khong-co"}, "unknown_category"),
        ({"authors": ()}, "no_author"),
        ({"body": " \n"}, "empty_copy"),
        ({"body": "Xem ![](mat.jpg) nhé."}, "missing_picture"),
    ],
)
def test_each_hole_is_found(fields: dict, code: str) -> None:
    """One hole, one finding."""
    assert codes(replace(an_article(), **fields)) == [code]


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        ({"caption": ""}, "no_caption"),
        ({"caption": "209.02"}, "caption_is_file_name"),
        ({"caption": "Chợ nổi họp lại sau mùa lũ."}, "caption_is_headline"),
        ({"alt_text": ""}, "no_alt"),
        ({"credit": "", "creator": ""}, "no_credit"),
    ],
)
def test_a_picture_without_its_words_is_found(facts: dict, code: str) -> None:
    """Caption, alt text and credit are all wanted, and bar publishing."""
    article, picture = with_picture(**facts)
    found = checks.findings(article, {picture.sha256: picture}, PROFILE)
    assert [(each.code, each.severity, each.sha256) for each in found] == [
        (f"check.{code}", Severity.ERROR, picture.sha256)
    ]


def test_a_decorative_picture_needs_no_alt_text() -> None:
    """An empty alt text that a person chose is no hole."""
    picture = a_picture(alt_text="")
    article = an_article(placements=(a_placement(picture, alt_text=""),))
    assert codes(article, picture) == []


def test_two_pictures_with_one_caption_are_found() -> None:
    """The second of two equal captions is named; so is a picture that stands nowhere."""
    first, second = a_picture(1), a_picture(2)
    article = an_article(placements=(a_placement(first), a_placement(second)))
    assert codes(article, first, second) == ["caption_repeats", "unused_picture"]


def test_a_picture_that_never_arrived_is_found() -> None:
    """A placement without its picture is a hole in the page."""
    article, _ = with_picture()
    assert codes(article) == ["missing_picture"]


@pytest.mark.parametrize(
    "caption",
    [
        "209.02",
        "209",
        "20231201_0703",
        "IMG_1234",
        "IMG_1234.JPG",
        "img-20231201-wa0003",
        "DSC0001",
        "DSCF1234",
        "P1010099",
        "_MG_5521",
        "cho-noi.jpg",
        "cho-noi",
        "CHO-NOI.JPG",
        "OLYMPUS DIGITAL CAMERA",
        "Screenshot 2023-12-01",
    ],
)
def test_a_file_name_is_not_a_caption(caption: str) -> None:
    """What cameras and computers call a file is never taken for a caption."""
    assert checks.is_file_name(caption, "cho-noi.jpg")


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
    ],
)
def test_words_are_a_caption(caption: str) -> None:
    """A sentence, however short, is a caption; an empty one is missing, not a file name."""
    assert not checks.is_file_name(caption, "cho-noi.jpg")
