# SPDX-License-Identifier: GPL-3.0-or-later
"""What goes wrong, made to order: bad pictures, a person without rights; and what is clear."""

import io
import os
import re
import shutil
import sqlite3
import struct
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image

from editor.sentences import Sentences
from tests.forked import Forge, forge

HOME = Path(__file__).resolve().parents[1]
LANGUAGES = ("vi", "en")
SENTENCES = {each: Sentences.load(HOME / "resources" / "sentences", each) for each in LANGUAGES}


def a_photo(seed: int = 1) -> bytes:
    """A real JPEG that can be cut short in its middle."""
    image = Image.effect_noise((320, 240), 60 + seed).convert("RGB")
    return _saved(image, "JPEG", comment=str(seed).encode())


def bad_pictures(folder: Path) -> dict[str, str]:
    """Put one file of each kind into a folder; its name -> the code of what is said of it."""
    photo = a_photo()
    garbled = bytearray(photo)
    garbled[20:200] = bytes(180)
    made = {
        "truncated.jpg": (photo[: len(photo) // 2], "picture.truncated"),
        "garbled.jpg": (bytes(garbled), "picture.damaged"),
        "empty.jpg": (b"", "picture.empty"),
        "lying.jpg": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "picture.wrong_kind"),
        "login.jpg": (b"<!DOCTYPE html><html>Sign in</html>", "picture.wrong_kind"),
        "words.jpg": ("Đây không phải ảnh".encode(), "picture.not_a_picture"),
        "huge.jpg": (_claiming(photo, 25_000, 20_000), "picture.too_many_pixels"),
    }
    for name, (data, _) in made.items():
        (folder / name).write_bytes(data)
    (folder / "folder.jpg").mkdir()
    codes = {name: code for name, (_, code) in made.items()}
    return {**codes, "folder.jpg": "picture.not_a_file", "gone.jpg": "picture.gone"}


def an_animation() -> bytes:
    """A GIF that moves."""
    frames = [Image.new("RGB", (60, 40), (40 * number, 90, 160)) for number in range(4)]
    return _saved(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=80)


def as_newer(folder: Path) -> None:
    """Make a closed store one that a program to come has written."""
    with sqlite3.connect(folder / "stet.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def as_ordinary() -> list[str]:
    """What to put before a command so that the rights of files hold for it, for root too."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.fail("Root may write anywhere: needs setpriv (Debian's package util-linux).")
    return ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]


def is_clear(sentence: str) -> bool:
    """Whether a person can read it: whole, with its values, nothing of the machinery in it."""
    unknown = [each.table["sentences.unknown"].split("{")[0] for each in SENTENCES.values()]
    strange = ("{", "}", "…", "Traceback", "Error", "None", *unknown)
    return sentence.rstrip().endswith(".") and not any(each in sentence for each in strange)


@dataclass
class Said:
    """What a command answered."""

    code: int
    text: str
    complaints: list[str]


class Stet:
    """Commands on one store, each in a process of its own.

    Args:
        folder: the store's.
        alone: what makes the processes; without it, the one that all tests share.
    """

    def __init__(self, folder: Path, alone: Forge | None = None) -> None:
        self.store = folder
        self._alone = alone

    def __call__(
        self, *arguments: str, language="en", before=(), stdin="", **environment: str
    ) -> Said:
        spoken = {"LC_ALL": "", "LANG": {"vi": "vi_VN.UTF-8", "en": "en_GB.UTF-8"}[language]}
        done = (self._alone or forge(tuple(before))).run(
            ["--store", str(self.store), *arguments], {**os.environ, **spoken, **environment}, stdin
        )
        assert "Traceback" not in done.stderr
        return Said(done.returncode, done.stdout.strip(), done.stderr.splitlines())

    def done(self, *arguments: str, **more) -> str:
        """A command that must succeed without a complaint; what it printed."""
        said = self(*arguments, **more)
        assert (said.code, said.complaints) == (0, []), said
        return said.text

    def refused(self, code: str, *arguments: str, **more) -> str:
        """A command that must be refused with the one sentence of a code; that sentence."""
        said = self(*arguments, **more)
        assert said.code == 1, said
        (sentence,) = said.complaints
        assert is_of(sentence, code, more.get("language", "en")), sentence
        assert is_clear(sentence), sentence
        return sentence

    def new(self, *assignments: str) -> str:
        return self.done("new", *assignments)


def is_of(sentence: str, code: str, language: str) -> bool:
    """Whether a sentence is the one of a code, whatever its values are."""
    form = SENTENCES[language].table[code]
    return all(piece in sentence for piece in re.split(r"\{\w+\}", form))


def _claiming(photo: bytes, width_px: int, height_px: int) -> bytes:
    data = bytearray(photo)
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = struct.pack(">HH", height_px, width_px)
    return bytes(data)


def _saved(image: Image.Image, form: str, **options: object) -> bytes:
    with io.BytesIO() as file:
        image.save(file, form, **options)
        return file.getvalue()
