# SPDX-License-Identifier: GPL-3.0-or-later
"""The segments of a JPEG file, as far as they are whole."""

import hashlib
import re
from collections.abc import Iterator

_IIM_RESOURCE, _DIGEST_RESOURCE = 0x0404, 0x0425
_PHOTOSHOP = b"Photoshop 3.0\x00"
_SOS, _EOI, _APP13 = 0xDA, 0xD9, 0xED
_NEXT_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In coded data FF is followed by 00 or a restart mark; anything else is the next segment."""


def segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of each segment up to the end of the first picture."""
    at = 2
    while (found := _NEXT_MARKER.search(data, at)) is not None:
        marker, at = data[found.start() + 1], found.end()
        if marker == _EOI:
            return
        length = int.from_bytes(data[at : at + 2], "big")
        if length < 2:
            return
        yield marker, data[at + 2 : at + length]
        at += length


def scans(data: bytes) -> int:
    """How often the decoder goes over the picture; a progressive JPEG has several."""
    return sum(1 for marker, _content in segments(data) if marker == _SOS)


def is_iim_newer(data: bytes) -> bool:
    """Was the IIM block written after the XMP, by a program that knows no XMP?

    The Photoshop resource 0x0425 holds the MD5 of the IIM block as the last program that knew
    both left it. No digest, or the right one: the two agree.
    """
    resources = dict(_resources(_photoshop_block(data)))
    digest = resources.get(_DIGEST_RESOURCE, b"")
    if len(digest) != 16 or not any(digest):
        return False
    block = resources.get(_IIM_RESOURCE, b"")
    return digest != hashlib.md5(block, usedforsecurity=False).digest()


def _photoshop_block(data: bytes) -> bytes:
    parts = []
    for marker, content in segments(data):
        if marker == _SOS:
            break
        if marker == _APP13 and content.startswith(_PHOTOSHOP):
            parts.append(content.removeprefix(_PHOTOSHOP))
    return b"".join(parts)


def _resources(block: bytes) -> Iterator[tuple[int, bytes]]:
    # "8BIM", two bytes of id, a Pascal string padded to even, four bytes of length, the content
    # padded to even.
    at = 0
    while block[at : at + 4] == b"8BIM":
        resource = int.from_bytes(block[at + 4 : at + 6], "big")
        name_length = block[at + 6] if at + 6 < len(block) else 0
        at += 7 + name_length
        at += at % 2
        length = int.from_bytes(block[at : at + 4], "big")
        yield resource, block[at + 4 : at + 4 + length]
        at += 4 + length + length % 2
