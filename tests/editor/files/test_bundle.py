# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle carries a story whole, and nothing in it is ever taken for a path."""

import zipfile
from datetime import UTC, datetime

import pytest

from editor import wire
from editor.errors import Damaged, EditorError, Refused
from editor.files import bundle
from editor.model.rows import Version
from tests.builders import a_picture, a_placement, an_article

PICTURE = a_picture()
ARTICLE = an_article(placements=(a_placement(PICTURE),), ednote="Kín")
THEN = an_article(headline="Lúc trước")
AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
VERSION = Version(1, AT, "Bạn", "typing", THEN.headline, 17)


@pytest.fixture
def written(tmp_path):
    """A bundle with a picture and one earlier version."""
    (tmp_path / "bytes").write_bytes(b"a picture")
    path = tmp_path / "story.stet"
    files = {PICTURE.sha256: tmp_path / "bytes"}
    bundle.write(path, ARTICLE, {PICTURE.sha256: PICTURE}, files, ((VERSION, THEN),))
    return path


def change(path, **parts):
    """The bundle with some of its parts replaced or added."""
    changed = path.with_name("changed.stet")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for name in {*old.namelist(), *parts}:
            data = parts[name] if name in parts else old.read(name)
            if data is not None:
                new.writestr(name, data)
    return changed


def test_it_comes_back_whole(written):
    found = bundle.read(written)
    assert found.article == ARTICLE
    assert found.pictures == ((PICTURE, b"a picture"),)
    ((version, then),) = found.history
    assert then == THEN
    told = (version.at, version.author, version.reason, version.headline)
    assert told == (AT, "Bạn", "typing", "Lúc trước")


def test_the_same_story_is_the_same_bytes(written, tmp_path):
    again = tmp_path / "again.stet"
    files = {PICTURE.sha256: tmp_path / "bytes"}
    bundle.write(again, ARTICLE, {PICTURE.sha256: PICTURE}, files, ((VERSION, THEN),))
    assert again.read_bytes() == written.read_bytes()


def test_a_picture_whose_bytes_are_missing_is_still_told_of(written):
    path = change(written, **{f"originals/{PICTURE.sha256}": None})
    assert bundle.read(path).pictures == ((PICTURE, b""),)


def test_a_version_of_another_story_cannot_slip_in(written):
    """Every version belongs to the story of the bundle."""
    doc = wire.article_to_doc(an_article(99))
    told = {"at": AT.isoformat(), "author": "", "reason": "typing", "article": doc}
    found = bundle.read(change(written, **{"history/000001.json": wire.canonical(told)}))
    assert found.history[0][1].id == ARTICLE.id


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("article.json", b"{}"),
        ("article.json", b"no json"),
        ("article.json", None),
        (f"pictures/{PICTURE.sha256}.json", None),
        (f"pictures/{PICTURE.sha256}.json", b'{"sha256": 1}'),
        ("history/000001.json", b"{}"),
        ("history/000001.json", b'{"article": 1, "at": "", "author": "", "reason": ""}'),
    ],
)
def test_a_damaged_part_is_told(written, name, data):
    with pytest.raises(EditorError) as damaged:
        bundle.read(change(written, **{name: data}))
    assert isinstance(damaged.value, Damaged | Refused)


def test_names_that_look_like_paths_are_nothing(written, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    path = change(written, **{"../../evil": b"x", "/etc/evil": b"x"})
    assert bundle.read(path).article == ARTICLE
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_what_cannot_be_written_is_told(tmp_path):
    with pytest.raises(Refused) as refused:
        bundle.write(tmp_path / "no" / "where.stet", ARTICLE, {}, {})
    assert refused.value.code == "files.not_written"
