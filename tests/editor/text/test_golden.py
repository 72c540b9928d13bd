# SPDX-License-Identifier: GPL-3.0-or-later
"""Twelve kinds of trouble with pasted text, five examples of each, and what becomes of them."""

import tomllib
from pathlib import Path

import pytest

from editor.text import legacy
from editor.text.clean import from_html, tidy

FOLDER = Path(__file__).resolve().parents[2] / "golden"
KINDS = {each.stem: tomllib.loads(each.read_text("utf-8")) for each in FOLDER.glob("*.toml")}
EXAMPLES = [
    pytest.param(kind, example, id=f"{name}-{number}")
    for name, kind in sorted(KINDS.items())
    for number, example in enumerate(kind["example"], start=1)
]


def test_there_are_enough():
    """Nobody took some away."""
    assert len(KINDS) >= 12
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
