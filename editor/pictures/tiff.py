# SPDX-License-Identifier: GPL-3.0-or-later
"""The folders that TIFF is made of, and with it Exif and the index of previews."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

SHORT, LONG = 3, 4
_ORDERS: Final = {b"II*\x00": "<", b"MM\x00*": ">"}
_MOST_FOLDERS: Final = 1_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a folder: a tag, and its value or where that stands."""

    tag: int
    kind: int
    count: int
    value_at: int
    """Where the four bytes of value or of address stand."""

    @property
    def line_at(self) -> int:
        """Where the whole line of twelve bytes begins."""
        return self.value_at - 8


def order_of(block: bytes) -> str:
    """The byte order for `struct`; empty for what is no TIFF, or one of the big kind."""
    return _ORDERS.get(block[:4], "") if len(block) >= 8 else ""


def long_at(block: bytes, at: int, order: str) -> int:
    """Four bytes as a number; 0 where there are none."""
    if at + 4 > len(block):
        return 0
    value: int = struct.unpack_from(order + "I", block, at)[0]
    return value


def folder(block: bytes, start: int, order: str) -> Iterator[Entry]:
    """The lines of the folder at a place, as far as they are whole."""
    if start + 2 > len(block):
        return
    (count,) = struct.unpack_from(order + "H", block, start)
    for at in range(start + 2, start + 2 + 12 * count, 12):
        if at + 12 > len(block):
            return
        tag, kind, length = struct.unpack_from(order + "HHI", block, at)
        yield Entry(tag, kind, length, at + 8)


def folders(block: bytes, order: str, *inner: int) -> list[list[Entry]]:
    """All folders of a file, one behind the other, and those that tags lead to.

    Args:
        block: the file.
        order: as `order_of` says.
        inner: the tags whose value is the place of another folder.
    """
    found: list[list[Entry]] = []
    waiting, seen = [long_at(block, 4, order)], set[int]()
    while waiting and len(found) < _MOST_FOLDERS:
        start = waiting.pop(0)
        if start in seen or not 8 <= start < len(block):
            continue
        seen.add(start)
        entries = list(folder(block, start, order))
        found.append(entries)
        waiting.append(long_at(block, start + 2 + 12 * len(entries), order))
        for each in entries:
            waiting += numbers(block, each, order) if each.tag in inner else []
    return found


def numbers(block: bytes, entry: Entry, order: str) -> list[int]:
    """The values of a line that holds whole numbers of two or four bytes, as far as they go."""
    letter, width = {SHORT: ("H", 2), LONG: ("I", 4), 13: ("I", 4)}.get(entry.kind, ("", 0))
    if not width:
        return []
    is_near = entry.count * width <= 4
    at = entry.value_at if is_near else min(long_at(block, entry.value_at, order), len(block))
    count = min(entry.count, (len(block) - at) // width)
    return list(struct.unpack_from(f"{order}{count}{letter}", block, at))
