# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input, by command: one clear sentence in the person's language, and nothing is lost."""

import json
import os
import shutil
import stat
import subprocess
import unicodedata
from contextlib import closing, suppress
from functools import partial
from pathlib import Path

import pytest

from editor.store.database import Database
from tests.forked import Forge
from tests.trouble import (
    LANGUAGES,
    SENTENCES,
    Stet,
    a_photo,
    an_animation,
    as_newer,
    as_ordinary,
    bad_pictures,
    is_clear,
    is_of,
)


@pytest.fixture
def stet(tmp_path):
    return Stet(tmp_path / "store")


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_bad_picture_is_named_and_the_good_ones_are_taken(stet, tmp_path, language):
    """Of twelve files that are dropped at once each bad one gets its own sentence."""
    story = stet.new("headline=Chợ nổi")
    codes = bad_pictures(tmp_path)
    (tmp_path / "first.jpg").write_bytes(a_photo(1))
    (tmp_path / "last.jpg").write_bytes(a_photo(2))
    files = ["first.jpg", *codes, "last.jpg"]
    said = stet(
        "pictures", story, "add", *(str(tmp_path / each) for each in files), language=language
    )
    assert (said.code, said.text.split()) == (1, ["first.jpg", "last.jpg"])
    assert len(said.complaints) == len(codes)
    for (name, code), sentence in zip(codes.items(), said.complaints, strict=True):
        assert name in sentence
        assert is_of(sentence, code, language), sentence
        assert is_clear(sentence), sentence
    shown = json.loads(stet.done("--json", "show", story))
    assert [each["name"] for each in shown["placements"]] == ["first.jpg", "last.jpg"]


def test_a_picture_that_may_not_be_read(stet, tmp_path):
    """The sentence says to look at the rights."""
    story = stet.new()
    path = tmp_path / "secret.jpg"
    path.write_bytes(a_photo())
    path.chmod(0)
    add = ("pictures", story, "add", str(path))
    assert "secret.jpg" in stet.refused("picture.unreadable", *add, before=as_ordinary())


def test_an_animation_is_taken_and_told_to_be_one(stet, tmp_path):
    """It goes to readers as it is; the checks say so, and bar nothing."""
    story = stet.new()
    (tmp_path / "moves.gif").write_bytes(an_animation())
    stet.done("pictures", story, "add", str(tmp_path / "moves.gif"))
    found = json.loads(stet.done("--json", "check", story))
    (told,) = [each for each in found if each["code"] == "checks.picture_moves"]
    assert told["severity"] == "warning"
    assert is_clear(SENTENCES["vi"].say(told["code"], told["values"]))


def test_a_document_with_a_bad_picture_keeps_its_words(stet, tmp_path):
    """The name of the picture stays in the copy, and the checks ask for it."""
    from tests.editor.files.test_documents import a_docx

    (tmp_path / "tin.docx").write_bytes(a_docx(b"%PDF-1.7 not a picture"))
    (tmp_path / "other.bin").write_bytes(b"\x00\x01")
    (tmp_path / "note.md").write_text("Ghe về bến.", encoding="utf-8")
    files = [str(tmp_path / name) for name in ("other.bin", "tin.docx", "note.md")]
    said = stet("import", *files)
    assert said.code == 1
    picture, other = said.complaints
    assert is_of(picture, "picture.wrong_kind", "en")
    assert is_of(other, "files.unknown_kind", "en")
    word, note = (line.split()[0] for line in said.text.splitlines())
    assert "hàng đủ" in stet.done("show", word)
    assert "picture_not_there" in stet.done("--json", "check", word)
    assert "Ghe về bến." in stet.done("show", note)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_store_of_a_newer_program_is_left_alone(stet, language):
    """Not one byte of it changes."""
    stet.new("headline=Chợ nổi")
    as_newer(stet.store)
    before = (stet.store / "stet.db").read_bytes()
    stet.refused("store.too_new", "list", language=language)
    assert (stet.store / "stet.db").read_bytes() == before


@pytest.mark.parametrize(("part", "language"), [("", "vi"), ("stet.db", "en"), ("lock", "vi")])
def test_what_cannot_be_written_is_named(stet, part, language):
    """And when it is allowed again, everything is there."""
    story = stet.new("headline=Chợ nổi")
    closed = stet.store / part
    rights = stat.S_IMODE(closed.stat().st_mode)
    closed.chmod(rights & ~0o222)
    asked = {"language": language, "before": as_ordinary()}
    sentence = stet.refused("store.read_only", "new", "headline=Hai", **asked)
    assert str(stet.store) in sentence
    closed.chmod(rights)
    assert story in stet.done("list", before=as_ordinary())


def test_a_file_in_the_place_of_the_store(tmp_path):
    """It stays as it is."""
    (tmp_path / "store").write_text("mine")
    Stet(tmp_path / "store").refused("store.not_a_folder", "list")
    Stet(tmp_path / "store" / "below").refused("store.not_a_folder", "list")
    assert (tmp_path / "store").read_text() == "mine"


def test_what_cannot_be_written_elsewhere(stet, tmp_path):
    """Pictures, exports, the tour and the server: each says which place it is about."""
    story = stet.new("headline=Chợ nổi")
    (tmp_path / "a.jpg").write_bytes(a_photo())
    closed = tmp_path / "closed"
    closed.mkdir()
    closed.chmod(0o500)
    ordinary = {"before": as_ordinary()}
    out = str(closed / "x.md")
    stet.refused("command.not_written", "export", story, "--to", "md", "-o", out, **ordinary)
    out = str(closed / "x.stet")
    stet.refused("files.not_written", "export", story, "--to", "bundle", "-o", out, **ordinary)
    stet.refused("store.read_only", "tour", str(closed / "tour"), **ordinary)
    stet.refused("server.no_folder", "serve", "--data", str(closed / "data"), **ordinary)
    (stet.store / "pictures").mkdir(mode=0o500, exist_ok=True)
    add = ("pictures", story, "add", str(tmp_path / "a.jpg"))
    stet.refused("vault.read_only", *add, **ordinary)


def test_an_archive_that_cannot_be_written_is_not_called_damaged(stet):
    """The built-in server's own sentence reaches whoever waits for it; the words stay here."""
    stet.done("sync")
    story = stet.new("headline=Chợ nổi")
    archive = stet.store / "server" / "archive.sqlite"
    archive.chmod(0o400)
    sentence = stet.refused("builtin.refused", "sync", before=as_ordinary())
    assert is_of(sentence, "server.no_folder", "en")
    archive.chmod(0o600)
    assert "; 0 " in stet.done("sync")
    assert story in stet.done("list")


OWN_DISK = ["unshare", "-rm", "sh", "-c"]
"""What follows sees a disk that nobody else sees: a shell's words, then what they are about."""
SMALL = 'mount -t tmpfs -o size=8m none "$0" && exec "$@"'


def _fill(path: Path) -> None:
    """Write to the disk until it is full."""
    with suppress(OSError), path.open("wb", buffering=0) as file:
        while file.write(b"\0" * 1024):
            pass


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk(tmp_path, language):
    """What stood stays and can be read; the sentence says to make room, and then all goes on."""
    if (
        shutil.which("unshare") is None
        or subprocess.run([*OWN_DISK, "mount -t tmpfs none /mnt"], check=False).returncode
    ):
        pytest.skip("this system lets nobody mount a disk of his own")
    (disk := tmp_path / "disk").mkdir()
    (tmp_path / "photo.jpg").write_bytes(a_photo())
    (tmp_path / "copy.md").write_text("Ghe về bến. " * 400_000, encoding="utf-8")
    with closing(Forge([*OWN_DISK, SMALL, str(disk)])) as alone:
        stet = partial(Stet(disk / "store", alone), language=language)
        story = stet("new", "headline=Trước khi đầy").text
        seen = alone.root / disk.relative_to("/")
        (seen / "x.md").write_text("an older export")
        _fill(seen / "filling")
        assert "Trước khi đầy" in stet("list").text
        stet("new", "headline=Sau khi đầy")
        _fill(seen / "filling2")
        write = ("body", story, str(tmp_path / "copy.md"))
        (sentence,) = stet(*write).complaints
        assert is_of(sentence, "store.full", language)
        assert is_clear(sentence)
        for code, *words in (
            ("vault.full", "pictures", story, "add", str(tmp_path / "photo.jpg")),
            ("command.not_written", "export", story, "--to", "md", "-o", str(disk / "x.md")),
            ("files.not_written", "export", story, "--to", "bundle", "-o", str(disk / "x.stet")),
        ):
            (sentence,) = stet(*words).complaints
            assert is_clear(sentence)
            # Where not even the store has room for its companions, that is what is said.
            assert any(is_of(sentence, each, language) for each in (code, "store.full"))
        assert (seen / "x.md").read_text() == "an older export"
        assert not (seen / "x.stet").exists()
        for path in seen.glob("filling*"):
            path.unlink()
        assert stet(*write).code == 0
        assert stet("show", story).text.count("Ghe về bến.") == 400_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_window_on_the_same_store(stet, language):
    """The first one goes on."""
    story = stet.new("headline=Chợ nổi")
    first = Database.open(stet.store)
    try:
        assert str(stet.store) in stet.refused("store.in_use", "list", language=language)
    finally:
        first.close()
    assert story in stet.done("list")


def test_what_was_mended_is_told(stet):
    """A damaged store and settings that cannot be read: both are set aside, and said."""
    story = stet.new("headline=Chợ nổi")
    with (stet.store / "stet.db").open("r+b") as file:
        file.write(os.urandom(50_000))
    (stet.store / "settings.toml").write_text("{{{")
    said = stet("list")
    assert (said.code, said.text.split()[0]) == (0, story)
    damaged, settings = said.complaints
    assert is_of(damaged, "store.started_anew", "en")
    assert is_of(settings, "settings.set_aside", "en")


def test_letters_in_two_pieces_become_one_spelling(stet, tmp_path):
    """As macOS writes names and some keyboards type: all of it is NFC, found and matched."""
    apart = unicodedata.normalize("NFD", "Đống Đa: chợ nổi")
    story = stet.new(f"headline={apart}", "authors=" + unicodedata.normalize("NFD", "Hạ Vàm"))
    picture = tmp_path / unicodedata.normalize("NFD", "ảnh-chợ.jpg")
    picture.write_bytes(a_photo())
    stet.done("pictures", story, "add", str(picture))
    said = unicodedata.normalize("NFD", "Bến Sim.\n\n![](ảnh-chợ.jpg)")
    stet.done("body", story, "-", stdin=said)
    name = unicodedata.normalize("NFD", "ảnh-chợ.jpg")
    stet.done("pictures", story, "caption", name, unicodedata.normalize("NFD", "Ghe về bến"))
    shown = stet.done("--json", "show", story)
    assert unicodedata.is_normalized("NFC", shown)
    assert "Ghe về bến" in shown
    assert "picture_not_there" not in stet.done("--json", "check", story)
    for asked in ("dong da", apart, "Đống Đa"):
        assert story in stet.done("list", "--search", asked)
