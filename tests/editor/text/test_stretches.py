# SPDX-License-Identifier: GPL-3.0-or-later
"""Stretches are found as a pattern of both ends finds them, and at no more cost than the text's."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.cms.wordpress import copy
from editor.files.wordpress import content
from editor.text import clean
from editor.text.stretches import swapped, tags_swapped

BEGIN = re.compile(r"<(b|i)\b[^>]*>", re.IGNORECASE)
BOTH = re.compile(r"<(b|i)\b[^>]*>(.*?)</\1>", re.IGNORECASE | re.DOTALL)
TAG = re.compile(r"<b\b[^>]*>")
TEXTS = st.lists(st.sampled_from(["<b>", "<I x>", "</B>", "</i>", "<b", ">", "]", "a", "\n"]))
HOSTILE = (
    "<iframe src=a",
    "<form ",
    "<img ",
    "<figure ",
    "<pre>",
    "[caption]",
    "<",
    "<!-- more",
    "<!-- wp:",
    "<hr ",
    "\n ",
    " ",
)
LETTERS = 24_000


@given(TEXTS)
def test_it_finds_what_a_pattern_of_both_ends_finds(parts):
    text = "".join(parts)
    found = swapped(
        text,
        BEGIN,
        "</{name}>",
        lambda _tag, within, whole: whole if within is None else f"({within})",
    )
    if not re.search(r"<(b|i)\b[^>]*<", text, re.IGNORECASE):
        assert found == BOTH.sub(r"(\2)", text)
    assert tags_swapped(text, TAG, lambda tag: tag[0].upper()) == TAG.sub(
        lambda tag: tag[0].upper(), text
    )


def _cost_s(work, text):
    start = time.process_time()
    work(text)
    return time.process_time() - start


@pytest.mark.parametrize("part", HOSTILE)
def test_what_is_made_to_hold_up_costs_no_more_than_copy(part):
    """Against the same length of an ordinary page, in the same run."""
    text = part * (LETTERS // len(part))
    page = "<p>Chợ nổi họp lại.</p>\n" * (LETTERS // 24)
    floor_s = max(_cost_s(clean.from_html, page) for _ in range(2))
    works = (
        lambda told: content.html_of(told, {}, list),
        lambda told: copy.read(told, {}, None),
        copy.lost,
        lambda told: copy.is_same(told, ""),
    )
    for work in works:
        assert _cost_s(work, text) < 20 * floor_s


def test_thousands_of_embeds_cost_no_more_than_as_many_pictures():
    """Each gets a name of its own, and all begin with the same one."""
    count = 1600
    page = "".join(f'<p><img src="embed-{number}.png"></p>' for number in range(count))
    floor_s = _cost_s(clean.from_html, page)
    assert _cost_s(lambda told: copy.read(told, {}, None), "<form>" * count) < 3 * floor_s


def test_embeds_without_an_end_have_names_of_their_own():
    read = copy.read(
        '<p>a</p><iframe src="https://v.example/1"><iframe src="https://v.example/2">', {}, None
    )
    assert list(read.figures) == ["embed.png", "embed-2.png"]
