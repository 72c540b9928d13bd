# SPDX-License-Identifier: GPL-3.0-or-later
"""Damaged metadata: fields or nothing, a copy or a sentence; no crash, no hang, bounded memory."""

import io
import random
import resource
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from editor.errors import Refused
from editor.model.picture import Picture
from editor.pictures import metadata
from editor.pictures.embedding import embed
from tests.editor.pictures.files import FULL, a_jpeg, coded, noise, packet, xmp
from tests.editor.pictures.test_embedding import (
    embedded,
    extended,
    extension_with,
    linked,
    with_preview,
)

SEED = 20_260_102
EACH = 180
"""Damaged files of each of four kinds of JPEG."""
OF_OTHERS = 60
"""Damaged files of each other kind."""
LIMIT_S, LIMIT_KB = 5.0, 600_000
FIELDS = metadata.read(Path("/nowhere"))


def flipped(data: bytearray, chance: random.Random, end: int) -> None:
    for _ in range(chance.choice((1, 1, 3, 20))):
        data[chance.randrange(2, end)] = chance.randrange(256)


def cut(data: bytearray, chance: random.Random, end: int) -> None:
    at = chance.randrange(2, end)
    del data[at : at + chance.choice((1, 2, 7, 100, 1000))]


def cut_off(data: bytearray, chance: random.Random, end: int) -> None:
    del data[chance.randrange(2, end) :]


def doubled(data: bytearray, chance: random.Random, end: int) -> None:
    at = chance.randrange(2, end)
    data[at:at] = data[at : at + chance.choice((4, 40, 400))]


def extremes(data: bytearray, chance: random.Random, end: int) -> None:
    """Lengths and addresses that lead anywhere."""
    at = chance.randrange(2, end - 4)
    data[at : at + 4] = chance.choice((b"\x00" * 4, b"\xff" * 4, b"\x7f\xff\xff\xff", b"\x80\x04"))


def marked(data: bytearray, chance: random.Random, end: int) -> None:
    """Words of the formats where none belong."""
    words = (
        b"\x1c\x02\x78\xff\xff",
        b"8BIM\x04\x04",
        b"<rdf:li>",
        b"</rdf:Alt>",
        b"<!DOCTYPE x [",
        b"&x;",
        b"\xff\xe1\x00\x00",
        b"MPF\x00",
        b"II*\x00",
        b"\x00" * 9,
    )
    at = chance.randrange(2, end)
    data[at:at] = chance.choice(words)


MISHAPS = (flipped, flipped, cut, cut_off, doubled, extremes, extremes, marked, marked)


def head_end(data: bytes) -> int:
    return data.index(b"\xff\xda")


def survives(data: bytes, folder: Path) -> None:
    """Read, then written over: fields or nothing, and a whole copy or a sentence."""
    source, target = folder / "damaged", folder / "copy"
    source.write_bytes(data)
    known = metadata.read(source)
    assert set(known) == set(FIELDS)
    assert all(type(known[name]) is type(FIELDS[name]) or name == "focal_point" for name in FIELDS)
    Picture(FULL.sha256, "a", 1, "image/jpeg", 1, 1, **known)
    try:
        done = embed(source, target, FULL)
    except Refused as error:
        assert error.code in {"picture.truncated", "export.failed"}  # noqa: PT017  # either end is right
        return
    if done.sidecar is None:
        told = metadata.read(target)
        assert (told["caption"], told["keywords"]) == (FULL.caption, FULL.keywords)
    else:
        assert target.read_bytes() == data


def a_camera_file(_folder: Path) -> bytes:
    exif = Image.Exif()
    exif[0x0112], exif[0x013B], exif[0x0110] = 6, "Một Trần", "Máy"
    exif.get_ifd(0x8769).update({0x9003: "2026:01:02 03:04:05", 0x927C: b"maker" * 60})
    return a_jpeg(xmp(packet("<dc:title>t</dc:title>")), exif=exif)


def a_captioned_file(folder: Path) -> bytes:
    return embedded(folder, a_camera_file(folder), FULL).read_bytes()


def a_long_file(_folder: Path) -> bytes:
    extension = extension_with(f"<dc:source>s</dc:source><far:depth>{'A' * 3_000}</far:depth>")
    assert extended(extension)
    return linked(extension)


def a_file_with_preview(_folder: Path) -> bytes:
    return with_preview("before")[0]


@pytest.mark.parametrize(
    "make", [a_camera_file, a_captioned_file, a_long_file, a_file_with_preview]
)
def test_damaged_jpegs(make: Callable[[Path], bytes], tmp_path: Path) -> None:
    """Everything before the picture's own data is damaged, in one way or in two."""
    whole = make(tmp_path)
    run(whole, head_end(whole), EACH, tmp_path)


@pytest.mark.parametrize("form", ["PNG", "WEBP", "TIFF"])
def test_damaged_files_of_other_kinds(form: str, tmp_path: Path) -> None:
    """Chunks and folders of formats that a library reads and writes."""
    buffer = io.BytesIO()
    noise((24, 16)).save(buffer, form)
    whole = embedded(tmp_path, buffer.getvalue(), FULL, f"a.{form.lower()}").read_bytes()
    run(whole, len(whole), OF_OTHERS, tmp_path)


def run(whole: bytes, end: int, times: int, folder: Path) -> None:
    chance = random.Random(SEED)
    before_kb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(times):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 1, 2))):
            chance.choice(MISHAPS)(data, chance, min(end, len(data) - 8))
            if len(data) < 64:
                break
        started_s = time.perf_counter()
        try:
            survives(bytes(data), folder)
        except Exception as error:
            error.add_note(f"damaged file {number} of seed {SEED}")
            raise
        assert time.perf_counter() - started_s < LIMIT_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before_kb < LIMIT_KB


def test_the_coded_picture_outlives_damaged_words(tmp_path: Path) -> None:
    """Broken XMP and broken IIM are replaced; what is seen stays as it was."""
    data = a_jpeg(
        xmp(b"<x:xmpmeta" + b"<" * 500), b"\xff\xed\x00\x20Photoshop 3.0\x008BIM" + b"\xff" * 12
    )
    path = embedded(tmp_path, data, FULL)
    assert metadata.read(path)["headline"] == FULL.headline
    assert coded(path.read_bytes()) == coded(data)


@pytest.mark.parametrize(
    "inner",
    [
        "<a>" * 5_000 + "</a>" * 5_000,
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><dc:title>&b;</dc:title>',
        "<dc:description><rdf:Alt/></dc:description>" * 200,
        "<Iptc4xmpExt:ImageRegion><rdf:Bag><rdf:li/></rdf:Bag></Iptc4xmpExt:ImageRegion>",
    ],
)
def test_strange_packets(inner: str, tmp_path: Path) -> None:
    """Depth, entities, emptiness: nothing grows, nothing stops a read or a write."""
    names = 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"'
    survives(a_jpeg(xmp(packet(inner, names))), tmp_path)
