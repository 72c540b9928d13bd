# SPDX-License-Identifier: GPL-3.0-or-later
"""What the first bytes of a JPEG tell at a glance: size, turn, time, and the previews inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from editor.pictures import exif, tiff

MOST_PREVIEWS: Final = 16
"""In one file; cameras write two."""
LARGE_KINDS: Final = frozenset({0x010001, 0x010002})
"""What MPF (CIPA DC-007) calls a large thumbnail: VGA, full HD. Gain and depth maps are others."""

_SOS, _EOI, _APP1, _APP2 = 0xDA, 0xD9, 0xE1, 0xE2
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_THUMBNAIL_AT, _THUMBNAIL_LENGTH = 0x0201, 0x0202
_MP_ENTRIES, _MP_ENTRY_BYTES = 0xB002, 16


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where a preview lies in its file."""

    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Inside:
    """What was found; what was not is zero or empty."""

    width_px: int = 0
    """As stored, before any turn."""
    height_px: int = 0
    orientation: int = 1
    """The Exif mark, 1 to 8."""
    taken_at: str = ""
    """ISO 8601 as the camera wrote it, with its offset when it gave one."""
    thumbnail: bytes = b""
    """A JPEG, mostly of 160 by 120 pixels, as stored: it wants the same turn."""
    larger: tuple[Stretch, ...] = ()
    """Previews of 640 to 1,920 pixels further down in the file, the smallest first."""


def read(head: bytes) -> Inside:
    """Look through the start of a JPEG file; damaged parts count as not there.

    Args:
        head: enough to reach the picture itself: 128 KiB for what cameras write.

    Cost: 0.1 ms. Source: Exif 3.0, CIPA DC-007.
    """
    width_px = height_px = 0
    told: Inside | None = None
    larger: tuple[Stretch, ...] = ()
    for marker, at, content in _segments(head):
        if marker in _FRAMES and len(content) >= 5:
            height_px, width_px = _number(content[1:3]), _number(content[3:5])
        elif marker == _APP1 and told is None and content.startswith(b"Exif\0\0"):
            told = _of_exif(content[6:])
        elif marker == _APP2 and not larger and content.startswith(b"MPF\0"):
            larger = _of_mpf(content[4:], at + 4)
    told = told or Inside()
    return Inside(width_px, height_px, told.orientation, told.taken_at, told.thumbnail, larger)


def _segments(head: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Marker, where the content begins, and the content, up to the coded picture."""
    at = 2
    while head[at : at + 1] == b"\xff" and at + 4 <= len(head):
        marker, length = head[at + 1], _number(head[at + 2 : at + 4])
        if marker == 0xFF:  # fill bytes
            at += 1
            continue
        if marker in (_SOS, _EOI) or length < 2:
            return
        yield marker, at + 4, head[at + 4 : at + 2 + length]
        at += 2 + length


def _of_exif(block: bytes) -> Inside:
    order = tiff.order_of(block)
    if not order:
        return Inside()
    main = list(tiff.folder(block, tiff.long_at(block, 4, order), order))
    # The second folder is that of the thumbnail; it lies where the first one ends.
    after_at = tiff.long_at(block, 4, order) + 2 + 12 * len(main)
    second_at = tiff.long_at(block, after_at, order)
    told = {each.tag: tiff.numbers(block, each, order) for each in _from(block, second_at, order)}
    start, length = (next(iter(told.get(tag, ())), 0) for tag in (_THUMBNAIL_AT, _THUMBNAIL_LENGTH))
    thumbnail = block[start : start + length]
    texts = exif.texts(block)
    return Inside(
        orientation=exif.orientation(block),
        taken_at=_moment(texts.get("DateTimeOriginal", ""), texts.get("OffsetTimeOriginal", "")),
        thumbnail=thumbnail if thumbnail.startswith(b"\xff\xd8\xff") else b"",
    )


def _from(block: bytes, start: int, order: str) -> Iterator[tiff.Entry]:
    return tiff.folder(block, start, order) if start >= 8 else iter(())


def _of_mpf(block: bytes, at: int) -> tuple[Stretch, ...]:
    order = tiff.order_of(block)
    if not order:
        return ()
    found = []
    for entry in _from(block, tiff.long_at(block, 4, order), order):
        if entry.tag == _MP_ENTRIES:
            start = tiff.long_at(block, entry.value_at, order)
            for place in range(start, start + entry.count, _MP_ENTRY_BYTES)[:MOST_PREVIEWS]:
                kind, length, offset = (
                    tiff.long_at(block, place + each, order) for each in (0, 4, 8)
                )
                if kind & 0x07FF_FFFF in LARGE_KINDS and length and offset:
                    found.append(Stretch(at + offset, length))
    return tuple(sorted(found, key=lambda each: each.length))


def _moment(text: str, offset: str = "") -> str:
    """`2026:11:22 07:03:05` -> `2026-11-22T07:03:05`; empty when it is no moment."""
    day, _blank, time = text.partition(" ")
    year, month, date = (*day.split(":"), "", "", "")[:3]
    is_day = len(year) == 4 and year.isdigit() and "01" <= month <= "12" and "01" <= date <= "31"
    is_time = len(time) == 8 and time.replace(":", "").isdigit() and time < "24"
    if not (is_day and is_time):
        return ""
    has_zone = len(offset) == 6 and offset[0] in "+-" and offset[1:3].isdigit()
    return f"{year}-{month}-{date}T{time}{offset if has_zone else ''}"


def _number(raw: bytes) -> int:
    return int.from_bytes(raw, "big")
