# SPDX-License-Identifier: GPL-3.0-or-later
"""Photographs as a camera makes them: 24 megapixels, about 7 MB, the same on every machine.

Usage: photographs.py [COUNT] [FOLDER]
"""

import argparse
import io
import random
import struct
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PIL import Image, ImageChops, ImageFilter

HOME = Path(__file__).resolve().parents[2]
FOLDER = HOME / "build" / "photographs"
SIZE_PX = (6000, 4000)
THUMBNAIL_PX, PREVIEW_PX = (160, 120), (1620, 1080)
MAKER_BYTES = 24_000
GRAIN = 0.16
"""How strong the noise of the sensor is; with it a file has about 7 MB."""
QUALITY = 92
MADE_AS = 2
"""Another one when the pictures are made in another way: an older set is made anew."""
MARKS = (1, 1, 1, 1, 8, 6, 1, 1, 3, 1)
"""How the camera was held: three of ten not level."""
ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7


def photographs(count: int, folder: Path = FOLDER) -> list[Path]:
    """That many files; those that are missing are made, in about 2 s each.

    Two of three have a preview behind them, as newer cameras do; every fourth tells its place.
    """
    folder.mkdir(parents=True, exist_ok=True)
    found = []
    for number in range(count):
        path = folder / f"SET{MADE_AS}_{number:04d}.JPG"
        if not path.exists():
            half = path.with_suffix(".half")
            half.write_bytes(photograph(number))
            half.replace(path)
        found.append(path)
    return found


def photograph(number: int) -> bytes:
    """One file, drawn from its number alone."""
    chance = random.Random(number)
    image = scene(chance)
    turn = MARKS[number % len(MARKS)]
    exif = exif_of(number, turn, jpeg(image.resize(THUMBNAIL_PX), 80))
    whole = jpeg(image, QUALITY, 1 if number % 4 else 2)
    head = segment(0xE1, b"Exif\x00\x00" + exif)
    if number % 3 == 2:
        return whole[:2] + head + whole[2:]
    preview = jpeg(image.resize(PREVIEW_PX), 85)
    index = previews(0, len(preview), 0)
    start = 2 + len(head)
    length = len(whole) + len(head) + len(index)
    index = previews(length, len(preview), length - start - 8)
    return whole[:2] + head + index + whole[2:] + preview


def scene(chance: random.Random) -> Image.Image:
    """Large shapes under finer and finer ones, as in nature, and a sensor's noise on top."""
    image = ground(chance, 12)
    for side_px, share in ((40, 0.45), (160, 0.35), (640, 0.22)):
        image = Image.blend(image, ground(chance, side_px), share)
    offset = (chance.randrange(SIZE_PX[0]), chance.randrange(SIZE_PX[1]))
    return Image.blend(image, ImageChops.offset(grain(), *offset), GRAIN)


def ground(chance: random.Random, side_px: int) -> Image.Image:
    size_px = (side_px, side_px * 2 // 3)
    raw = chance.randbytes(3 * size_px[0] * size_px[1])
    return Image.frombytes("RGB", size_px, raw).resize(SIZE_PX, Image.Resampling.BICUBIC)


@cache
def grain() -> Image.Image:
    """Noise for all pictures, each of which has it at another place: drawing it takes a second."""
    raw = random.Random(0).randbytes(SIZE_PX[0] * SIZE_PX[1])
    grey = Image.frombytes("L", SIZE_PX, raw).filter(ImageFilter.BoxBlur(0.6))
    return Image.merge("RGB", (grey, ImageChops.offset(grey, 7, 3), ImageChops.offset(grey, 3, 11)))


def jpeg(image: Image.Image, quality: int, subsampling: int = 1) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality, subsampling=subsampling)
    return buffer.getvalue()


def segment(marker: int, content: bytes) -> bytes:
    return b"\xff" + bytes((marker,)) + struct.pack(">H", len(content) + 2) + content


def exif_of(number: int, mark: int, thumbnail: bytes) -> bytes:
    """Exif as a camera leaves it: maker, lens, time, a block of its own, sometimes a place."""
    moment = f"2026:03:{number // 1440 % 28 + 1:02d} {number // 60 % 24:02d}:{number % 60:02d}:07"
    maker = random.Random(number).randbytes(MAKER_BYTES)
    inner = [
        (0x829A, RATIONAL, struct.pack(">II", 1, 1000)),
        (0x829D, RATIONAL, struct.pack(">II", 28, 10)),
        (0x8827, SHORT, struct.pack(">H", 800)),
        (0x9003, ASCII, moment.encode() + b"\x00"),
        (0x9011, ASCII, b"+07:00\x00"),
        (0x927C, UNDEFINED, maker),
        (0xA431, ASCII, b"%08d\x00" % number),
        (0xA434, ASCII, b"70-200 mm F2.8\x00"),
    ]
    place = [
        (1, ASCII, b"N\x00"),
        (2, RATIONAL, struct.pack(">6I", 10, 1, 1, 1, 59, 1)),
        (3, ASCII, b"E\x00"),
        (4, RATIONAL, struct.pack(">6I", 105, 1, 47, 1, 3, 1)),
    ]
    outer = [
        (0x010F, ASCII, b"Stet\x00"),
        (0x0110, ASCII, b"Bench 24\x00"),
        (0x0112, SHORT, struct.pack(">H", mark)),
        (0x013B, ASCII, "Một Trần\x00".encode()),
        (0x8298, ASCII, "© Sông Báo\x00".encode()),
    ]
    return tiff(outer, inner, place if number % 4 == 0 else [], thumbnail)


def tiff(
    outer: list[tuple[int, int, bytes]],
    inner: list[tuple[int, int, bytes]],
    place: list[tuple[int, int, bytes]],
    thumbnail: bytes,
) -> bytes:
    """Folder, Exif's own, the place's, the thumbnail's, one behind the other."""
    links = [(0x8769, LONG, b"\x00" * 4)] + ([(0x8825, LONG, b"\x00" * 4)] if place else [])
    sizes = [len(folder_of(each, 0, 0)) for each in ([*outer, *links], inner, place)]
    inner_at = 8 + sizes[0]
    place_at = inner_at + sizes[1]
    small_at = place_at + (sizes[2] if place else 0)
    linked = [(0x8769, LONG, struct.pack(">I", inner_at))]
    if place:
        linked.append((0x8825, LONG, struct.pack(">I", place_at)))
    small = [(0x0103, SHORT, struct.pack(">H", 6)), (0x0201, LONG, b"\x00" * 4)]
    small.append((0x0202, LONG, struct.pack(">I", len(thumbnail))))
    data_at = small_at + len(folder_of(small, 0, 0))
    small[1] = (0x0201, LONG, struct.pack(">I", data_at))
    parts = [folder_of([*outer, *linked], 8, small_at), folder_of(inner, inner_at, 0)]
    parts += [folder_of(place, place_at, 0)] if place else []
    whole = b"".join([*parts, folder_of(small, small_at, 0), thumbnail])
    return b"MM\x00*" + struct.pack(">I", 8) + whole


def folder_of(entries: Iterable[tuple[int, int, bytes]], at: int, following: int) -> bytes:
    """One folder that stands at a place, with its long values behind it."""
    rows, behind = b"", b""
    told = list(entries)
    values_at = at + 2 + 12 * len(told) + 4
    widths = {ASCII: 1, SHORT: 2, LONG: 4, RATIONAL: 8, UNDEFINED: 1}
    for tag, kind, value in told:
        rows += struct.pack(">HHI", tag, kind, len(value) // widths[kind])
        if len(value) <= 4:
            rows += value.ljust(4, b"\x00")
        else:
            rows += struct.pack(">I", values_at + len(behind))
            behind += value + b"\x00" * (len(value) % 2)
    return struct.pack(">H", len(told)) + rows + struct.pack(">I", following) + behind


def previews(length: int, preview_bytes: int, address: int) -> bytes:
    """The index of what stands behind the picture (MPF)."""
    entries = struct.pack(">IIIHH", 0x20030000, length, 0, 0, 0)
    entries += struct.pack(">IIIHH", 0x00010001, preview_bytes, address, 0, 0)
    told = [(0xB000, UNDEFINED, b"0100"), (0xB001, LONG, struct.pack(">I", 2))]
    folder = folder_of([*told, (0xB002, UNDEFINED, entries)], 8, 0)
    return segment(0xE2, b"MPF\x00MM\x00*" + struct.pack(">I", 8) + folder)


def main() -> None:
    """Make the set and say what it weighs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=12)
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    given = parser.parse_args()
    made = photographs(given.count, given.folder)
    weights = sorted(each.stat().st_size / 1e6 for each in made)
    print(f"{len(made)} files, {weights[0]:.1f} to {weights[-1]:.1f} MB, in {given.folder}")


if __name__ == "__main__":
    main()
