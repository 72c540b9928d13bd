# SPDX-License-Identifier: GPL-3.0-or-later
"""Each typed key becomes the mark that the trade prints, and stays where nobody prints it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.typography import KEYS, is_verbatim, printed


def typed(keys: str, language: str) -> str:
    """What stands there after these keys, one after the other."""
    text = ""
    for key in keys:
        text += key
        mark = printed(text, "", language)
        if mark is not None:
            text = text[: -mark.back] + mark.text
    return text


BOTH = [
    ('"Chợ nổi"', "“Chợ nổi”"),
    ('Ông nói: "Tôi về."', "Ông nói: “Tôi về.”"),
    ('("một")', "(“một”)"),
    ("\"Anh ấy bảo 'về' thôi\"", "“Anh ấy bảo ‘về’ thôi”"),
    ("\"'về' thôi\"", "“‘về’ thôi”"),
    ('**"Đậm"** và *"nghiêng"*', "**“Đậm”** và *“nghiêng”*"),
    ('"**Đậm**"', "“**Đậm**”"),
    ('> "Trích"', "> “Trích”"),
    ('- "mục"', "- “mục”"),
    ('| "ô" |', "| “ô” |"),
    ('x—"y"', "x—“y”"),
    ('"Khoan—"', "“Khoan—”"),
    ('[^1]: Theo "báo"', "[^1]: Theo “báo”"),
    ('xem "https://example.org/a"', "xem “https://example.org/a”"),
    ('màn hình 6.7"', 'màn hình 6.7"'),
    ('"năm 2026"', "“năm 2026”"),
    ('dấu \\"', 'dấu \\"'),
    ("H'Hen Niê", "H’Hen Niê"),
    ("a --- b", "a — b"),
    ("---", "---"),
    ("- - -", "- - -"),
    ("|---|--:|", "|---|--:|"),
    ("> ---", "> ---"),
    ("<!-- x -->", "<!-- x -->"),
    ("-- Anh đi đâu?", "– Anh đi đâu?"),
    ("> -- Anh", "> – Anh"),
]
VIETNAMESE = [
    ("2021 -- 2025", "2021 – 2025"),
    ("2021--2025", "2021–2025"),
    ("kinh tế - xã hội", "kinh tế - xã hội"),
    ("anh --", "anh –"),
    ("còn nữa...", "còn nữa..."),
    ("phút 45'", "phút 45'"),
    ("phút 90'+2", "phút 90'+2"),
]
ENGLISH = [
    ("don't", "don’t"),
    ("the dogs' day", "the dogs’ day"),
    ("the 1990's", "the 1990’s"),
    ("word--word", "word—word"),
    ("word -- word", "word – word"),
    ("2021--2025", "2021–2025"),
    ("wait...", "wait…"),
    ("wait....", "wait…."),
]
PLAIN = [
    "`print(\"x\") -- 'y'...`",
    '``a ` "b"``',
    "[chợ](https://example.org/it's--so...html",
    '[chợ](a.html "Nhan đề',
    "[chợ][it's",
    '[chợ]: a.html "it\'s"',
    "<a href=\"x\" title='y'",
    'p {: title="a--b"',
    '::: box title="a"',
    "https://example.org/it's--so...",
    "www.example.org/a--b",
    "example.org/a--b'c",
    "mailto:it's@example.org",
    "toan@example.org--",
]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(("keys", "wanted"), BOTH)
def test_in_both_languages(keys, wanted, language):
    assert typed(keys, language) == wanted


@pytest.mark.parametrize(("keys", "wanted"), VIETNAMESE)
def test_in_vietnamese(keys, wanted):
    assert typed(keys, "vi") == wanted


@pytest.mark.parametrize(("keys", "wanted"), ENGLISH)
def test_in_english(keys, wanted):
    assert typed(keys, "en") == wanted


@pytest.mark.parametrize("keys", PLAIN)
def test_code_and_addresses_stay(keys):
    assert typed(keys, "en") == keys


def test_behind_code_it_is_print_again():
    assert typed('`a` "b" [c](d) "e" <i>"f"', "en") == "`a` “b” [c](d) “e” <i>“f”"


def test_the_words_behind_the_caret_count():
    assert printed("'", "90s", "en").text == "’"


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("Một\n\n```\n", ""),
        ("~~~ python\nx\n", "y"),
        ("```\na\n```\n\n````\n```\n", ""),
        ("<!-- x\n", ""),
        ("<script>\n", "a"),
        ("---\ntitle: x\n", "by: "),
        ("Một\n\n", "    x = "),
        ("Một\n\n    y\n\n", "    x = "),
        ("", "\tx"),
    ],
)
def test_verbatim(above, line):
    assert is_verbatim(above, line)


@pytest.mark.parametrize(
    ("above", "line"),
    [
        ("", ""),
        ("```\nx\n```\n\n", "Một"),
        ("<!-- x -->\n", "Một"),
        ("---\ntitle: x\n---\n", "Một"),
        ("Một\n\n---\n\n", "Hai"),
        ("- một\n", "    - "),
        ("1. một\n\n", "    thêm "),
        ("[^1]: một\n\n", "    thêm "),
        ("Một\n", "    thêm "),
        ("- một\n    - hai\n", "        - "),
    ],
)
def test_not_verbatim(above, line):
    assert not is_verbatim(above, line)


@given(
    st.text(alphabet="ab1 \"'-.`*()[]{}<>“”‘’–—…\n|", max_size=30), st.sampled_from(["vi", "en"])
)
def test_only_what_was_just_typed_gives_way(before, language):
    """Of the text before, nothing but the marks that make up the new one is touched."""
    mark = printed(before, "", language)
    if mark is None:
        return
    gone = before[-mark.back :]
    assert before[-1] in KEYS
    assert gone in {'"', "'", "--", "–-", "...", "-- "}
    assert mark.text != gone
