# SPDX-License-Identifier: GPL-3.0-or-later
"""Cards as cameras write them: JPEG files with Exif, a thumbnail and larger previews, made fast."""

import io
import os
import struct
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw

from editor.pictures import contact
from editor.pictures.contact import Sighting
from editor.pictures.folder import CardFile

BEGAN_S = 1_795_330_800
"""When the first frame was written."""
_START = b"\xff\xd8"


@cache
def plain_jpeg(size_px: tuple[int, int], look: int = 0) -> bytes:
    """A sky over a field with something red in its upper left: its turn can be seen."""
    width, height = size_px
    image = Image.new("RGB", size_px, (150, 180 + look % 40, 210))
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, height * 6 // 10, width, height), fill=(70, 120, 60 + look * 7 % 120))
    draw.rectangle((0, 0, width // 4, height // 4), fill=(220, 30, 30))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def camera_jpeg(
    number: int = 1,
    *,
    size_px: tuple[int, int] = (480, 320),
    orientation: int = 1,
    taken: str = "",
    thumbnail_px: tuple[int, int] | None = (160, 120),
    preview_px: tuple[int, int] | None = None,
    fill_bytes: int = 0,
    caption: str = "",
) -> bytes:
    """A file as a camera leaves it; each number is another frame.

    Args:
        number: of the frame; one a second.
        size_px: of the picture as it is stored.
        orientation: the Exif mark.
        taken: `2026:11:22 07:00:05`; empty: by the number.
        thumbnail_px: of the picture in the Exif block; None: there is none.
        preview_px: of the picture that MPF points to; None: there is none.
        fill_bytes: a block of the maker's own before the picture.
        caption: as an agency writes it, in IIM.
    """
    taken = (
        taken or f"2026:11:22 {7 + number // 3600:02d}:{number // 60 % 60:02d}:{number % 60:02d}"
    )
    thumbnail = plain_jpeg(thumbnail_px, number % 9) if thumbnail_px else b""
    head = _START + _segment(0xE1, b"Exif\0\0" + exif(orientation, taken, thumbnail))
    rest = _segment(0xFE, b"frame %d" % number) + (_iim(caption) if caption else b"")
    for start in range(0, fill_bytes, 60_000):
        rest += _segment(0xED, bytes(min(60_000, fill_bytes - start)))
    rest += plain_jpeg(size_px, number % 9)[2:]
    if preview_px is None:
        return head + rest
    preview = plain_jpeg(preview_px, number % 9)
    return head + _mpf_segment(len(head), len(rest), len(preview)) + rest + preview


def exif(orientation: int, taken: str, thumbnail: bytes, *, order: str = ">") -> bytes:
    """A block of Exif: mark of orientation, time, thumbnail."""
    mark = b"MM" if order == ">" else b"II"
    moment = taken.encode("ascii") + b"\0"
    # Header 8, main directory 2 + 2 * 12 + 4, Exif directory 2 + 12 + 4, then what is longer.
    exif_at, moment_at = 38, 56
    second_at = moment_at + len(moment) + len(moment) % 2
    thumbnail_at = second_at + 2 + 24 + 4
    main = [
        _entry(order, 0x0112, 3, 1, struct.pack(order + "HH", orientation, 0)),
        _entry(order, 0x8769, 4, 1, struct.pack(order + "I", exif_at)),
    ]
    exif_entries = [_entry(order, 0x9003, 2, len(moment), struct.pack(order + "I", moment_at))]
    second = [
        _entry(order, 0x0201, 4, 1, struct.pack(order + "I", thumbnail_at)),
        _entry(order, 0x0202, 4, 1, struct.pack(order + "I", len(thumbnail))),
    ]
    return b"".join(
        (
            mark + struct.pack(order + "HI", 42, 8),
            _directory(order, main, second_at if thumbnail else 0),
            _directory(order, exif_entries, 0),
            moment.ljust(second_at - moment_at, b"\0"),
            _directory(order, second, 0) if thumbnail else b"",
            thumbnail,
        )
    )


def a_card(folder: Path, count: int, **values: object) -> list[Path]:
    """A card with that many frames in `DCIM`, a thousand a folder."""
    made = []
    for number in range(count):
        path = folder / "DCIM" / f"{100 + number // 1000}ND5" / f"_D5_{number + 1:04d}.JPG"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(camera_jpeg(number, **values))
        os.utime(path, (BEGAN_S + number, BEGAN_S + number))
        made.append(path)
    return made


def sighting(path: Path) -> Sighting:
    """What the light table sees of a file."""
    status = path.stat()
    seen = contact.look(CardFile(path, status.st_size, status.st_mtime))
    assert seen is not None
    return seen


def _iim(caption: str) -> bytes:
    fields = ((1, 90, b"\x1b%G"), (2, 120, caption.encode()))
    block = b"".join(
        struct.pack(">BBBH", 0x1C, record, number, len(value)) + value
        for record, number, value in fields
    )
    resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(block)) + block
    return _segment(0xED, b"Photoshop 3.0\0" + resource + bytes(len(block) % 2))


def _mpf_segment(at: int, rest: int, length: int) -> bytes:
    # The header of the MP format begins 8 bytes into the segment; offsets count from there.
    size = 4 + 4 + 8 + 2 + 3 * 12 + 4 + 32
    whole = at + size + rest
    entries = struct.pack(">IIIHH", 0x20030000, whole, 0, 0, 0)
    entries += struct.pack(">IIIHH", 0x00010002, length, whole - (at + 8), 0, 0)
    tags = [
        _entry(">", 0xB000, 7, 4, b"0100"),
        _entry(">", 0xB001, 4, 1, struct.pack(">I", 2)),
        _entry(">", 0xB002, 7, 32, struct.pack(">I", 50)),
    ]
    directory = _directory(">", tags, 0)
    return _segment(0xE2, b"MPF\0MM" + struct.pack(">HI", 42, 8) + directory + entries)


def _entry(order: str, tag: int, kind: int, count: int, value: bytes) -> bytes:
    return struct.pack(order + "HHI", tag, kind, count) + value


def _directory(order: str, entries: Sequence[bytes], following: int) -> bytes:
    return (
        struct.pack(order + "H", len(entries))
        + b"".join(entries)
        + struct.pack(order + "I", following)
    )


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(content) + 2).to_bytes(2, "big") + content
