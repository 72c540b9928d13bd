# SPDX-License-Identifier: GPL-3.0-or-later
"""The index of the previews behind a JPEG picture (MPF), put right when its start changes."""

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from editor.pictures import tiff
from editor.pictures.jpeg import Head, Segment

_APP2: Final = 0xE2
_MARK: Final = b"MPF\x00"
_PICTURES: Final = 0xB002
_BEFORE_BLOCK: Final = 4 + len(_MARK)
"""Marker, length and mark: addresses count from behind them."""


def found_again(segments: Sequence[Segment], head: Head) -> list[Segment]:
    """The segments, with an index that finds the previews at their new distance.

    Each entry of the index has 16 bytes: kind, length, address, two numbers. The address of the
    first picture is 0, and its length counts from the start of the file.

    Args:
        segments: all that will stand before the picture's own data, in their order.
        head: of the file as it was.
    """
    at = 2
    fixed = []
    scan_at = 2 + sum(each.size_bytes for each in segments)
    grown = scan_at - head.scan_at
    for each in segments:
        if each.is_of(_APP2, _MARK):
            nearer = grown - (at - each.start)
            content = _MARK + _moved(each.content[len(_MARK) :], nearer, grown)
            fixed.append(Segment(each.marker, content, each.start))
        else:
            fixed.append(each)
        at += each.size_bytes
    return fixed


def _moved(block: bytes, further: int, grown: int) -> bytes:
    """The index with its addresses further away, and the first picture grown."""
    found = bytearray(block)
    order = tiff.order_of(block)
    for at in _entries(block, order) if order else ():
        length, address = struct.unpack_from(order + "II", block, at + 4)
        delta = (further, 0) if address else (0, grown)
        new = (length + delta[1], address + delta[0])
        if all(0 <= each < 1 << 32 for each in new):
            struct.pack_into(order + "II", found, at + 4, *new)
    return bytes(found)


def _entries(block: bytes, order: str) -> Iterator[int]:
    """Where each entry of the index stands."""
    for each in tiff.folder(block, tiff.long_at(block, 4, order), order):
        if each.tag == _PICTURES:
            address = tiff.long_at(block, each.value_at, order)
            yield from range(address, min(address + each.count, len(block)) - 15, 16)
