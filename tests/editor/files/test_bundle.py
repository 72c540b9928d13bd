# SPDX-License-Identifier: GPL-3.0-or-later
"""A bundle carries a story whole, and nothing in it is ever taken for a path."""

import hashlib
import zipfile
from datetime import UTC, datetime

import pytest

from editor import wire
from editor.errors import Damaged, EditorError, Refused
from editor.files import bundle
from editor.model.picture import Sha256
from editor.model.rows import Version
from tests.builders import a_picture, a_placement, an_article

BYTES = b"a picture"
PICTURE = a_picture(sha256=Sha256(hashlib.sha256(BYTES).hexdigest()))
ARTICLE = an_article(placements=(a_placement(PICTURE),), ednote="Kín")
THEN = an_article(headline="Lúc trước")
AT = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
VERSION = Version(1, AT, "Bạn", "typing", THEN.headline, 17)


@pytest.fixture
def written(tmp_path):
    """A bundle with a picture and one earlier version."""
    (tmp_path / "bytes").write_bytes(BYTES)
    path = tmp_path / "story.stet"
    files = {PICTURE.sha256: tmp_path / "bytes"}
    bundle.write(
        path, ARTICLE, {PICTURE.sha256: PICTURE}, files, ((VERSION, wire.article_to_doc(THEN)),)
    )
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
    with bundle.opened(written) as found:
        assert found.article == ARTICLE
        assert found.pictures == (PICTURE,)
        with found.original(PICTURE.sha256) as source:
            assert source.read() == BYTES
    ((version, then),) = found.history
    assert wire.article_from_doc(then) == THEN
    told = (version.at, version.author, version.reason, version.headline)
    assert told == (AT, "Bạn", "typing", "Lúc trước")


def test_the_same_story_is_the_same_bytes(written, tmp_path):
    again = tmp_path / "again.stet"
    files = {PICTURE.sha256: tmp_path / "bytes"}
    bundle.write(
        again, ARTICLE, {PICTURE.sha256: PICTURE}, files, ((VERSION, wire.article_to_doc(THEN)),)
    )
    assert again.read_bytes() == written.read_bytes()


def test_a_picture_whose_bytes_are_missing_is_still_told_of(written):
    path = change(written, **{f"originals/{PICTURE.sha256}": None})
    with bundle.opened(path) as found:
        assert found.pictures == (PICTURE,)
        assert found.original(PICTURE.sha256) is None


def test_a_version_of_another_story_cannot_slip_in(written):
    """Every version belongs to the story of the bundle."""
    doc = wire.article_to_doc(an_article(99))
    told = {"at": AT.isoformat(), "author": "", "reason": "typing", "article": doc}
    path = change(written, **{"history/000001.json": wire.canonical(told)})
    with bundle.opened(path) as found:
        assert found.history[0][1]["id"] == ARTICLE.id


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
    path = change(written, **{name: data})
    with pytest.raises(EditorError) as damaged, bundle.opened(path):
        pass
    assert isinstance(damaged.value, Damaged | Refused)


def test_names_that_look_like_paths_are_nothing(written, tmp_path):
    before = sorted(tmp_path.rglob("*"))
    path = change(written, **{"../../evil": b"x", "/etc/evil": b"x"})
    with bundle.opened(path) as found:
        assert found.article == ARTICLE
    assert sorted(tmp_path.rglob("*")) == sorted([*before, path])


def test_what_cannot_be_written_is_told(tmp_path):
    with pytest.raises(Refused) as refused:
        bundle.write(tmp_path / "no" / "where.stet", ARTICLE, {}, {})
    assert refused.value.code == "files.not_written"


def test_a_damaged_original_is_not_carried_off(written, tmp_path):
    (tmp_path / "bytes").write_bytes(b"a pictura")
    before = written.read_bytes()
    files = {PICTURE.sha256: tmp_path / "bytes"}
    with pytest.raises(Damaged) as damaged:
        bundle.write(written, ARTICLE, {PICTURE.sha256: PICTURE}, files)
    assert damaged.value.code == "files.original_damaged"
    assert written.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_bomb_is_refused_before_it_goes_off(written, monkeypatch):
    """By what its parts say of their length: more than that is never read of any."""
    for name, limit in (("LIMIT_WORDS_BYTES", 100_000), ("LIMIT_BYTES", 200_000)):
        monkeypatch.setattr(bundle, name, limit)
        part = "history/000002.json" if limit == 100_000 else f"originals/{PICTURE.sha256}"
        path = written.with_name(f"{limit}.stet")
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr(part, b" " * 300_000)
        with pytest.raises(Refused) as refused, bundle.opened(path):
            pass
        assert refused.value.code == "files.too_large"
        assert refused.value.values["limit_bytes"] == limit


def test_a_bundle_that_another_program_packed_is_read(written):
    """Packed parts as well as bare ones; where bytes should begin is looked at."""
    with bundle.opened(change(written)) as found, found.original(PICTURE.sha256) as source:
        assert source.read(4) + source.read() == BYTES
    packed = written.with_name("packed.stet")
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
    with bundle.opened(packed) as found, found.original(PICTURE.sha256) as source:
        assert source.read() == BYTES
    with zipfile.ZipFile(written) as told:
        at = told.getinfo(f"originals/{PICTURE.sha256}").header_offset
    data = bytearray(written.read_bytes())
    data[at : at + 2] = b"XX"
    written.write_bytes(data)
    with pytest.raises(Damaged) as damaged, bundle.opened(written) as found:
        found.original(PICTURE.sha256)
    assert damaged.value.code == "files.damaged"
    with pytest.raises(Refused) as refused, bundle.opened(written.with_name("none.stet")):
        pass
    assert refused.value.code == "files.unreadable"
