# SPDX-License-Identifier: GPL-3.0-or-later
"""Wicked pictures in the darkroom: each is refused, in bounds, and the next one is served."""

import hashlib
import io
import os
import signal
import struct
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from editor.errors import Refused
from editor.model import framing
from editor.model.picture import Crop, Picture, Sha256
from editor.pictures.renditions import Renditions
from editor.pictures.vault import Vault
from editor.server.darkroom import Darkroom
from tests.builders import a_picture

pytestmark = pytest.mark.of_files
MEMORY_BYTES = 250_000_000


def encoded(form: str, size=(1200, 800), **options) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", size, "#804020").save(buffer, form, **options)
    return buffer.getvalue()


def png(width_px: int, height_px: int) -> bytes:
    """A picture of one colour, tiny as a file however large it is."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return (
            struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        )

    head = struct.pack(">IIBBBBB", width_px, height_px, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(1 + (width_px + 7) // 8)
    lines = b"".join(packer.compress(row) for _ in range(height_px)) + packer.flush()
    marked = chunk(b"IHDR", head) + chunk(b"IDAT", lines) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + marked


@pytest.fixture
def vault(tmp_path):
    return Vault(tmp_path / "vault")


@pytest.fixture
def darkroom(vault, tmp_path):
    darkroom = Darkroom(vault, tmp_path / "sizes")
    yield darkroom
    darkroom.close()


def kept(vault: Vault, data: bytes, **told) -> Picture:
    vault.put(io.BytesIO(data))
    sha256 = Sha256(hashlib.sha256(data).hexdigest())
    size = {"width_px": 1200, "height_px": 800, "media_type": "image/jpeg"}
    return replace(a_picture(), sha256=sha256, **{**size, **told})


def narrow(picture: Picture) -> str:
    """The name of a small size."""
    return framing.shown(picture).plain(1).name


def served(darkroom: Darkroom, picture: Picture) -> Path:
    return darkroom.file(picture, narrow(picture))


def refusal(darkroom: Darkroom, picture: Picture, name: str = "") -> str:
    with pytest.raises(Refused) as refused:
        darkroom.file(picture, name or narrow(picture))
    return refused.value.code


def test_a_size_is_the_one_that_the_desk_makes(darkroom, vault, tmp_path):
    picture = kept(vault, encoded("JPEG"))
    crop, here = Crop(0.1, 0.2, 0.5, 0.5), Renditions(vault, tmp_path / "b")
    picture = replace(picture, straighten_degrees=2.5, turn_degrees=90)
    for view in framing.views(picture, crop):
        for name in (each.name for each in view.renditions[:3]):
            made = darkroom.file(picture, name, crop=crop)
            assert made.read_bytes() == here.file(picture, name, crop=crop).read_bytes()
            assert darkroom.file(picture, name, crop=crop) == made


@pytest.mark.skipif(sys.platform == "win32", reason="there nobody sees whether a line waits")
def test_the_other_sizes_are_made_while_nobody_asks(darkroom, vault, tmp_path):
    """One decode for all; the same bytes as when each is asked for."""
    picture = kept(vault, encoded("JPEG"))
    view = framing.formed(picture, "16:9")
    first = darkroom.file(picture, view.plain(640).name)
    others = [first.with_name(each.name) for each in view.renditions]
    ends_s = time.monotonic() + 60
    while not all(map(Path.is_file, others)) and time.monotonic() < ends_s:
        time.sleep(0.02)
    here = Renditions(vault, tmp_path / "b")
    for each in others:
        assert each.read_bytes() == here.file(picture, each.name).read_bytes()
    assert darkroom.file(picture, framing.shown(picture).plain(320).name).is_file()


def test_a_name_that_is_no_size_asks_no_child(darkroom, vault):
    assert refusal(darkroom, kept(vault, encoded("JPEG")), "../x") == "picture.no_such_size"


WICKED = {
    "bomb of 400 megapixels": (lambda: png(20_000, 20_000), {"media_type": "image/png"}),
    "bomb by its header": (
        lambda: png(8, 8).replace(struct.pack(">II", 8, 8), struct.pack(">II", 60_000, 60_000)),
        {"media_type": "image/png"},
    ),
    "type that lies": (lambda: encoded("GIF"), {"media_type": "image/jpeg"}),
    "cut in the middle": (lambda: encoded("JPEG")[:800], {}),
    "no picture at all": (lambda: b"\xff\xd8\xff" + b"x" * 5000, {}),
}


@pytest.mark.parametrize("kind", WICKED)
def test_a_wicked_picture_is_refused_and_the_next_is_served(darkroom, vault, kind):
    make, told = WICKED[kind]
    wicked = kept(vault, make(), **told)
    code = refusal(darkroom, wicked)
    assert code in {"picture.damaged", "picture.truncated", "picture.too_many_pixels"}
    assert refusal(darkroom, wicked) == code
    assert served(darkroom, kept(vault, encoded("JPEG"))).is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="only there memory can be bounded")
def test_what_wants_more_memory_than_there_is_gets_none(vault, tmp_path):
    """100 megapixels are taken; in a child this small they find no room, and nothing else falls."""
    large = kept(vault, png(10_000, 10_000), media_type="image/png")
    small = Darkroom(vault, tmp_path / "sizes", memory_bytes=MEMORY_BYTES)
    try:
        assert refusal(small, large) in {"picture.too_many_pixels", "picture.damaged"}
        assert served(small, kept(vault, encoded("JPEG"))).is_file()
    finally:
        small.close()


@pytest.mark.expects_log
def test_what_takes_too_long_is_ended_and_not_tried_again(vault, tmp_path, caplog):
    hasty = Darkroom(vault, tmp_path / "sizes", time_s=0.0)
    try:
        picture = kept(vault, encoded("JPEG"))
        assert refusal(hasty, picture) == refusal(hasty, picture) == "picture.damaged"
        assert caplog.text.count("took its decoder down") == 1
    finally:
        hasty.close()


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_child_that_somebody_ended_is_started_anew(darkroom, vault):
    served(darkroom, kept(vault, encoded("JPEG")))
    for child in darkroom._children:
        if child._process is not None:
            os.kill(child._process.pid, signal.SIGKILL)
            child._process.wait()
    assert served(darkroom, kept(vault, encoded("JPEG", (1201, 800)))).is_file()


def test_a_picture_that_has_not_come_yet_is_tried_again(darkroom, vault):
    data = encoded("JPEG")
    sha256 = Sha256(hashlib.sha256(data).hexdigest())
    picture = replace(
        a_picture(), sha256=sha256, width_px=1200, height_px=800, media_type="image/jpeg"
    )
    assert refusal(darkroom, picture) == "picture.not_here"
    kept(vault, data)
    assert served(darkroom, picture).is_file()
