# SPDX-License-Identifier: GPL-3.0-or-later
"""What a camera or a disk calls a picture is told from what a person says of it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.model.picture import CAMERA_WORDS, is_file_name


@pytest.mark.parametrize(
    "text",
    [
        "209.02",
        "209",
        "20231201_0703",
        "20260102_101112",
        "IMG_1234",
        "IMG_E1234",
        "IMG_1234.JPG",
        "img-20231201-wa0003",
        "IMG-20231201-WA0004",
        "IMG_20260102_101112_HDR",
        "DSC0001",
        "DSC_0123",
        "DSCF1234",
        "P1010099",
        "_MG_5521",
        "FB_IMG_1700000000000",
        "OLYMPUS DIGITAL CAMERA",
        "SONY DSC",
        "Ảnh 1",
        "hình 2",
        "Screenshot 2023-12-01",
        "Screenshot 2026-01-02 at 10.11.12",
        "Screenshot 2026-01-02 at 10.11.12 AM",
        "WhatsApp Image 2023-12-01 at 07.03.12",
        "DJI 0012 (2)",
        "một-tệp.png",
        "chợ nổi 2.jpg",
        "...",
        "cho-noi.jpg",
        "cho-noi",
        "CHO-NOI.JPG",
        "Cho-noi.",
    ],
)
def test_names_that_machines_give_are_file_names(text):
    """Cameras, telephones, screenshots, numbers, endings, and the picture's own name."""
    assert is_file_name(text, "anh/cho-noi.jpg")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "Chợ",
        "Chợ nổi sáng 20/9.",
        "Chợ nổi năm 2023",
        "Đoàn kiểm tra số 1 tại quận Đống Đa",
        "Ảnh 2: người bán trái cây",
        "Ảnh chợ nổi",
        "P. Trần tại bến",
        "2026 was dry.",
        "Image of a market at dawn",
        "Image 3 boats at dawn",
        "IMG_1234 là tên máy ảnh đặt",
    ],
)
def test_words_are_no_file_name(text):
    """A sentence, however short, is one; an empty text is missing, not a file name."""
    assert not is_file_name(text, "cho-noi.jpg")


@given(st.text(min_size=1, max_size=80))
def test_the_own_name_is_known_in_every_form(stem):
    """With folders of either kind before it, in any case, in letters of one piece or of two."""
    stem = "".join(char for char in stem if char not in "/\\.\0").strip() or "x"
    for name in (f"{stem}.jpg", f"a/b/{stem}.jpg", f"a\\b\\{stem}.jpg"):
        assert is_file_name(unicodedata.normalize("NFD", stem), name)


def test_what_cameras_write_is_known_in_any_case():
    """As they are and in capitals."""
    for word in CAMERA_WORDS:
        assert is_file_name(word)
        assert is_file_name(word.upper())


def test_a_very_long_text_is_no_name():
    """No disk has such names; nor is the pattern led astray by much of the same."""
    assert not is_file_name("IMG_" + "1 " * 5000 + "x")
    assert not is_file_name("1" * 250 + "x")
    assert not is_file_name("ảnh" + " 1" * 120 + "x")
