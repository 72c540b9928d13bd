# SPDX-License-Identifier: GPL-3.0-or-later
"""The sample stories are clean copy, ready to publish, but for the one left unfinished."""

import tomllib
import unicodedata
from dataclasses import fields
from pathlib import Path

import pytest
from PIL import Image

from editor.model.article import Article
from editor.profiles import load_profile
from editor.render import body
from editor.text import measure
from tests.stories.test_public_site import sample

RESOURCES = Path(__file__).parents[2] / "resources"
SAMPLES = RESOURCES / "samples"
LISTED = tomllib.loads((SAMPLES / "index.toml").read_text(encoding="utf-8"))["stories"]


def _table(name: str) -> dict:
    return tomllib.loads((SAMPLES / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", LISTED, ids=lambda row: row["file"])
def test_a_sample_is_a_whole_story(row: dict) -> None:
    """Known fields, a category of its site, one language, files that are there."""
    table = _table(row["file"])
    profile = load_profile(RESOURCES / "sites" / f"{row['language']}.toml")
    assert table.keys() <= {each.name for each in fields(Article)}
    assert table["language"] == row["language"]
    keys = {each.key for each in profile.categories}
    assert {table["category"], *table.get("other_categories", ())} <= keys
    assert table["headline"]
    assert table["authors"]
    copy = (SAMPLES / table["body"]).read_text(encoding="utf-8")
    for text in (copy, (SAMPLES / row["file"]).read_text(encoding="utf-8")):
        assert unicodedata.is_normalized("NFC", text)
        assert "\u00a0" not in text
    for each in table["placements"]:
        assert (SAMPLES / each["file"]).is_file()
        assert each["alt_text"]
        assert each["credit"]
        assert bool(each["caption"]) is row["publish"]


def test_both_languages_and_one_unfinished_story() -> None:
    """Vietnamese and English can each be shown, and one story shows what is missing."""
    published = [row["language"] for row in LISTED if row["publish"]]
    assert published.count("vi") >= 4
    assert published.count("en") >= 2
    assert [row["file"] for row in LISTED if not row["publish"]] == ["cau-moi.toml"]


def test_the_long_story_exercises_everything() -> None:
    """Subheads, quotation, list, table, two figures, link and footnote, at a feature's length."""
    story = sample("cho-noi.toml", 0)
    assert 900 <= measure.words(story.article.body) <= 1_200
    profile = load_profile(RESOURCES / "sites" / "vi.toml")
    html = body.whole(story.article, story.pictures, profile)
    for element in ("<blockquote>", "<ol>", "<table ", '<a href="https://', "<sup", "<h"):
        assert element in html, element
    assert html.count("<figure") == 2
    assert "missing-picture" not in html


@pytest.mark.parametrize("path", sorted(SAMPLES.glob("*.jpg")), ids=lambda path: path.name)
def test_pictures_are_large_enough_and_light(path: Path) -> None:
    """About 1600 by 1067 pixels in at most 250 kB."""
    with Image.open(path) as image:
        assert image.size == (1600, 1067)
        assert image.format == "JPEG"
    assert path.stat().st_size <= 250_000
