# SPDX-License-Identifier: GPL-3.0-or-later
"""Twelve kinds of trouble with pasted text and six more, and what becomes of each example."""

import tomllib
from pathlib import Path

import pytest

from editor.text import legacy
from editor.text.clean import from_html
from editor.text.tidy import tidy

FOLDER = Path(__file__).resolve().parents[2] / "golden"
KINDS = {each.stem: tomllib.loads(each.read_text("utf-8")) for each in FOLDER.glob("*.toml")}
TROUBLES = {
    "tcvn3": "the fonts named .Vn",
    "vni": "the fonts named VNI-",
    "windows_1258": "its bytes read as Windows-1252",
    "misread": "UTF-8 read as Windows-1252",
    "misread_twice": "and once more",
    "misread_1258": "UTF-8 read as Windows-1258",
    "decomposed": "Unicode in pieces",
    "disordered": "in pieces, the tone before the shape",
    "hybrid": "letters with their shape, tones apart",
    "from_several": "lines of several of these",
    "word": "what Word puts on the clipboard",
    "google_docs": "what Google Docs does",
}
"""The twelve that Vietnamese newsrooms meet, by their files."""
SOURCES = {"outlook", "gmail", "excel", "calc", "google_sheets", "web_page"}
"""Where else pastes come from."""
EXAMPLES = [
    pytest.param(kind, example, id=f"{name}-{number}")
    for name, kind in sorted(KINDS.items())
    for number, example in enumerate(kind["example"], start=1)
]


def test_there_are_enough():
    """Nobody took some away."""
    assert len(TROUBLES) == 12
    assert KINDS.keys() == TROUBLES.keys() | SOURCES
    assert min(len(kind["example"]) for kind in KINDS.values()) >= 5


@pytest.mark.parametrize(("kind", "example"), EXAMPLES)
def test_what_was_pasted_becomes_this_copy(kind, example):
    """Letter by letter, once somebody said yes; and nothing is left to ask then."""
    if kind["form"] == "html":
        cleaned = from_html(example["pasted"])
        assert cleaned.copy == example["copy"].strip("\n")
        assert cleaned.found is None
        return
    found = legacy.recognise(example["pasted"])
    assert found is not None
    assert found.charset == kind.get("charset", found.charset)
    assert tidy(found.text) == example["copy"]
    assert legacy.recognise(found.text) is None
