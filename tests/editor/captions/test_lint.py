# SPDX-License-Identifier: GPL-3.0-or-later
"""Only what is surely wrong with a caption is told, and never bars."""

import pytest

from editor.captions import codes, lint
from editor.checks import Severity
from editor.sentences import Sentences
from tests.builders import a_picture, a_placement, an_article
from tests.editor.test_sentences import FOLDER

SATURDAY = "2026-03-07T19:05:09+07:00"
KNOWN = codes.joined([{"hn10": ("Nguyễn Văn Quyết",)}])


def told(**fields: object) -> list[str]:
    found = lint.findings(a_picture(**fields), KNOWN)
    assert all(each.severity is Severity.WARNING for each in found)
    return [each.code.removeprefix("captions.") for each in found]


@pytest.mark.parametrize(
    "caption",
    [
        "{city}: ghe về bến",
        "[Tên] sút bóng",
        "Name to come, right, at the market",
        "XXX nhận giải",
        "Ông ??? phát biểu",
        "[họ tên] và [chức vụ]",
    ],
)
def test_a_place_left_empty_is_found(caption):
    """Variables, brackets, and what people type meanwhile."""
    assert told(caption=caption) == ["placeholder"]


@pytest.mark.parametrize(
    "caption",
    [
        "Ghe thuyền về bến sáng nay.",
        "Kỳ họp thứ XXV của hội đồng.",
        "“Ai?” - câu hỏi của nhiều người [trái sang phải].",
        "Tên lửa đẩy rời bệ phóng.",
    ],
)
def test_a_plain_caption_is_left_alone(caption):
    """No sentence without cause."""
    assert told(caption=caption) == []


def test_a_code_that_was_left_is_found():
    """Known or not: a reader would see it."""
    assert told(caption="Cú sút của \\hn99\\") == ["code_left"]
    assert told(caption="Cú sút của \\hn10\\") == ["code_left"]


@pytest.mark.parametrize(
    ("caption", "is_wrong"),
    [
        ("Ghe về bến sáng Chủ nhật.", True),
        ("Ghe về bến tối thứ bảy.", False),
        ("Ghe về bến tối thứ Sáu.", True),
        ("Bàn thắng thứ hai của trận đấu.", False),
        ("Lần thứ ba anh vô địch.", False),
        ("Chợ họp Chủ nhật, 8/3.", False),
        ("Chợ họp thứ Bảy, 8/3/2026.", True),
        ("Chợ họp thứ Bảy (7/3).", False),
        ("Boats return on Friday.", True),
        ("Boats return on Saturday, 7/3.", False),
        ("Boats return; the next race is next Friday.", False),
        ("They train for the cup final every Sunday.", False),
        ("Tàu về sáng chủ nhật tuần tới.", False),
        ("Tàu về sáng thứ sáu, ra khơi chiều thứ bảy.", False),
        ("Chợ họp Chủ nhật, 31/2.", False),
    ],
)
def test_a_weekday_that_was_another_is_found(caption, is_wrong):
    """With a date by the calendar; alone by the date taken, where just one is named."""
    assert told(caption=caption, taken_at=SATURDAY) == (["other_weekday"] if is_wrong else [])


def test_without_a_date_no_weekday_is_wrong():
    """Nobody can know."""
    assert told(caption="Ghe về bến sáng Chủ nhật.", taken_at="") == []


@pytest.mark.parametrize(
    ("caption", "is_note"),
    [
        ("Ghe về bến. KHÔNG ĐĂNG khi chưa xin phép", True),
        ("Ghe về bến (BTV lưu ý: kiểm tra tên)", True),
        ("Boats return. DO NOT PUBLISH before Friday", True),
        ("Boats return. Note to desk: check the spelling", True),
        ("Anh không đăng ký dự thi.", False),
        ("Cấm đăng ảnh lên mạng.", True),
        ("Hai bên không đăng nhập được.", False),
        ("Cô không đăng quang.", False),
    ],
)
def test_a_note_to_the_desk_is_found(caption, is_note):
    """It belongs into the instructions."""
    assert told(caption=caption) == (["note_inside"] if is_note else [])


def test_everyone_who_is_shown_is_named():
    """A part of the name is enough; another spelling of it is told."""
    people = ("Nguyễn Văn Quyết", "Phạm Minh Chính")
    assert told(caption="Quyết bắt tay ông Chính.", people=people) == []
    assert told(caption="Văn Quyết nhận cúp.", people=people) == ["person_not_named"]
    assert told(caption="Quyết và Phạm Minh Chinh.", people=people) == ["name_otherwise"]
    assert told(caption="", people=people) == []


def test_an_alt_text_says_something_else_than_the_caption():
    """In a length that people wait for."""
    assert told(caption="Ghe về bến.", alt_text="ghe về  bến") == ["alt_is_caption"]
    assert told(alt_text="a" * (lint.ALT_LONG + 1)) == ["alt_long"]
    assert told(alt_text="a" * lint.ALT_LONG) == []


def test_each_finding_has_a_sentence_with_all_its_values():
    """In both languages, nothing left out."""
    picture = a_picture(
        caption="{city} \\hn9\\ Name otherwise: Pham Minh Chinh, Chủ nhật 7/3. Do not publish",
        alt_text="x" * 300,
        people=("Phạm Minh Chính", "Lê Hai"),
        taken_at=SATURDAY,
        headline="\\hn9\\",
    )
    found = lint.findings(picture, KNOWN)
    assert len({each.code for each in found}) >= 6
    for language in ("vi", "en"):
        sentences = Sentences.load(FOLDER, language)
        for each in found:
            assert "…" not in sentences.say(each.code, each.values)


def test_a_story_is_read_as_its_readers_get_it():
    """With the words of the placement, not those of the picture."""
    picture = a_picture(caption="XXX", alt_text="Ghe")
    placement = a_placement(picture, caption="Ghe về bến.", alt_text="ghe về bến")
    article = an_article(placements=(placement, a_placement(a_picture(2))))
    (found,) = lint.of_story(article, {picture.sha256: picture}, KNOWN)
    assert (found.code, found.sha256) == ("captions.alt_is_caption", picture.sha256)
