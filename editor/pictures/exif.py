# SPDX-License-Identifier: GPL-3.0-or-later
"""The few words of Exif that a desk wants, and the mark that says which way is up."""

import struct
from collections.abc import Iterator
from typing import Final

from editor.pictures import tiff
from editor.pictures.iim import decoded
from editor.pictures.tiff import Entry

ORIENTATION: Final = 0x0112
_RATING: Final = 0x4746
_SUBFOLDER: Final = 0x8769
_TEXTS: Final = {
    0x0110: "Model",
    0x013B: "Artist",
    0x8298: "Copyright",
    0x9003: "DateTimeOriginal",
    0x9011: "OffsetTimeOriginal",
}
_ASCII, _UTF8 = 2, 129
_LONGEST_BYTES: Final = 10_000
_AFTER_A_QUARTER: Final = {1: 6, 6: 3, 3: 8, 8: 1, 2: 7, 7: 4, 4: 5, 5: 2}


def texts(block: bytes) -> dict[str, str]:
    """What Exif says of camera, author, rights, time and stars, by the names of the tags.

    Args:
        block: Exif as TIFF, from its byte order on; what is damaged is left out.
    """
    found: dict[str, str] = {}
    for entry, order in _entries(block):
        name = _TEXTS.get(entry.tag)
        if name and entry.kind in (_ASCII, _UTF8):
            found.setdefault(name, _text(block, entry, order))
        elif entry.tag == _RATING and entry.kind == tiff.SHORT:
            found["Rating"] = str(_short(block, entry, order))
    return found


def orientation(block: bytes) -> int:
    """Which way is up, 1 to 8; 1 when nothing is said."""
    for entry, order in _entries(block):
        if entry.tag == ORIENTATION and entry.kind == tiff.SHORT:
            mark = _short(block, entry, order)
            return mark if 1 <= mark <= 8 else 1
    return 1


def mark_after(mark: int, turn_degrees: int) -> int:
    """The mark of a picture that is turned clockwise, on top of what its mark asks for."""
    for _quarter in range(turn_degrees // 90 % 4):
        mark = _AFTER_A_QUARTER[mark]
    return mark


def turned(block: bytes, mark: int) -> bytes:
    """The block with another mark of which way is up; all that it says of other things stays.

    Where there is no mark yet, its first folder is written anew at the end, with the mark, so that
    nothing moves to which an address leads. No block becomes one that holds the mark only.
    """
    order = tiff.order_of(block)
    if not order:
        return b"MM\x00*" + struct.pack(">IHHHIHHI", 8, 1, ORIENTATION, tiff.SHORT, 1, mark, 0, 0)
    start = tiff.long_at(block, 4, order)
    entries = list(tiff.folder(block, start, order))
    for entry in entries:
        if entry.tag == ORIENTATION:
            new = struct.pack(order + "HIHH", tiff.SHORT, 1, mark, 0)
            return block[: entry.line_at + 2] + new + block[entry.value_at + 4 :]
    lines = [block[entry.line_at : entry.value_at + 4] for entry in entries]
    lines.append(struct.pack(order + "HHIHH", ORIENTATION, tiff.SHORT, 1, mark, 0))
    lines.sort(key=lambda line: struct.unpack_from(order + "H", line))
    next_at = start + 2 + 12 * len(entries)
    folder = struct.pack(order + "H", len(lines)) + b"".join(lines)
    folder += block[next_at : next_at + 4].ljust(4, b"\x00")
    padded = block + b"\x00" * (len(block) % 2)
    return padded[:4] + struct.pack(order + "I", len(padded)) + padded[8:] + folder


def _entries(block: bytes) -> Iterator[tuple[Entry, str]]:
    """The lines of the first folder, and of Exif's own."""
    order = tiff.order_of(block)
    if not order:
        return
    for entry in tiff.folder(block, tiff.long_at(block, 4, order), order):
        yield entry, order
        if entry.tag == _SUBFOLDER:
            start = tiff.long_at(block, entry.value_at, order)
            yield from ((inner, order) for inner in tiff.folder(block, start, order))


def _short(block: bytes, entry: Entry, order: str) -> int:
    value: int = struct.unpack_from(order + "H", block, entry.value_at)[0]
    return value


def _text(block: bytes, entry: Entry, order: str) -> str:
    at = entry.value_at
    if entry.count > 4:
        at = tiff.long_at(block, at, order)
    raw = block[at : at + min(entry.count, _LONGEST_BYTES)].rstrip(b"\x00")
    # Photographer, NUL, editor: the Exif form of two copyrights.
    return decoded(raw.replace(b"\x00", b"; "))
