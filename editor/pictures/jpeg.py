# SPDX-License-Identifier: GPL-3.0-or-later
"""The segments of a JPEG file, as far as they are whole."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

EXIF: Final = b"Exif\x00\x00"
XMP: Final = b"http://ns.adobe.com/xap/1.0/\x00"
EXTENSION: Final = b"http://ns.adobe.com/xmp/extension/\x00"
PHOTOSHOP: Final = b"Photoshop 3.0\x00"
APP0, APP1, APP11, APP13 = 0xE0, 0xE1, 0xEB, 0xED
LONGEST_BYTES: Final = 65_533
"""What one segment holds; two more bytes say its length."""

_SOI: Final = b"\xff\xd8"
_SOS, _EOI = 0xDA, 0xD9
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
"""In coded data FF is followed by 00 or a restart mark; anything else is the next segment."""
_CREDENTIALS: Final = (b"jumb", b"c2pa")


@dataclass(frozen=True, slots=True)
class Segment:
    """One segment before the picture's own data."""

    marker: int
    content: bytes
    start: int = 0
    """Where in the file its marker stands."""

    @property
    def size_bytes(self) -> int:
        """With its marker and its length."""
        return 4 + len(self.content)

    def is_of(self, marker: int, mark: bytes) -> bool:
        """Whether it is the segment that a mark at its beginning names."""
        return self.marker == marker and self.content.startswith(mark)


@dataclass(frozen=True, slots=True)
class Head:
    """All that stands before the picture's own data."""

    segments: tuple[Segment, ...]
    scan_at: int
    """Where the picture's own data begins; 0: the file ends before that."""

    def block(self, marker: int, mark: bytes) -> bytes:
        """What stands behind a mark, in the first segment that has it."""
        return next((each for each in self._all(marker, mark)), b"")

    def joined(self, marker: int, mark: bytes) -> bytes:
        """What stands behind a mark, in all segments that have it."""
        return b"".join(self._all(marker, mark))

    def extension(self, digest: str) -> bytes:
        """The Extended XMP of that digest, when it is whole; else nothing.

        Each part has the digest in 32 letters, the whole length, and where in it the part goes.
        """
        mark = EXTENSION + digest.encode("ascii", "replace")
        parts = {part[4:8]: part for part in self._all(APP1, mark)}
        found = b"".join(parts[at][8:] for at in sorted(parts))
        told = next((part[:4] for part in parts.values()), b"")
        return found if len(found) == int.from_bytes(told, "big") else b""

    @property
    def has_credentials(self) -> bool:
        """Whether Content Credentials (C2PA) seal the file: any change to it breaks them."""
        return any(
            each.marker == APP11 and all(word in each.content for word in _CREDENTIALS)
            for each in self.segments
        )

    def _all(self, marker: int, mark: bytes) -> Iterator[bytes]:
        return (each.content[len(mark) :] for each in self.segments if each.is_of(marker, mark))


def head(source: BinaryIO) -> Head:
    """The segments up to the picture's own data, as far as they are whole.

    Cost: 0.1 ms; the picture's own data is not read.
    """
    found: list[Segment] = []
    if source.read(2) != _SOI:
        return Head((), 0)
    at = 2
    while True:
        start = _at_marker(source, at)
        marker, length = source.read(2)[1:], int.from_bytes(source.read(2), "big")
        if not marker or marker[0] == _EOI or length < 2:
            return Head(tuple(found), 0)
        if marker[0] == _SOS:
            return Head(tuple(found), start)
        content = source.read(length - 2)
        if len(content) < length - 2:
            return Head(tuple(found), 0)
        found.append(Segment(marker[0], content, start))
        at = start + 2 + length


def _at_marker(source: BinaryIO, at: int) -> int:
    """Leave the source at the next marker; most often that is where it stands."""
    source.seek(at)
    near = source.read(2)
    if _NEXT_MARKER.fullmatch(near) is None:
        near += source.read(LONGEST_BYTES)
        found = _NEXT_MARKER.search(near)
        at += found.start() if found else len(near)
    source.seek(at)
    return at


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


def written(segments: Sequence[Segment]) -> bytes:
    """The start of a file with these segments, up to the picture's own data."""
    parts = [_SOI]
    for each in segments:
        length = (len(each.content) + 2).to_bytes(2, "big")
        parts += [b"\xff", bytes((each.marker,)), length, each.content]
    return b"".join(parts)
