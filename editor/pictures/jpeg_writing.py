# SPDX-License-Identifier: GPL-3.0-or-later
"""The start of a JPEG file with a picture's words in it, down to where its own data begins."""

import hashlib
from collections.abc import Sequence
from typing import Final

from editor.model.picture import Picture
from editor.pictures import blocks, exif, iim, jpeg, mpf, words
from editor.pictures.jpeg import Head, Segment
from editor.pictures.photoshop import Resources
from editor.pictures.properties import PROPERTIES, full_name
from editor.pictures.xmp import LONGEST_BYTES, Packet, padded

ROOM_BYTES: Final = jpeg.LONGEST_BYTES - len(jpeg.XMP)
"""How long a packet may be; what does not fit goes into Extended XMP, ours last of all."""

PAGE_BYTES: Final = 4096
"""What a system reads and writes at once."""

_LINK: Final = "xmpNote:HasExtendedXMP"
_PART_BYTES: Final = 65_400
_DIGEST_LETTERS: Final = 32
_OURS: Final = frozenset(full_name(each.name) for each in PROPERTIES)


def revised(head: Head, packet: Packet, picture: Picture) -> bytes:
    """The segments anew: JFIF, Exif, XMP and IIM first, everything else behind them as it was.

    What grows stands before the index of the previews, whose addresses count from itself.

    Args:
        head: of the file.
        packet: its XMP; is changed.
        picture: the words.
    """
    block = head.block(jpeg.APP1, jpeg.EXIF)
    mark = exif.mark_after(exif.orientation(block), picture.turn_degrees)
    exifs = _exif(head, mark)
    mark = exif.orientation(exifs[0].content[len(jpeg.EXIF) :]) if exifs else 1
    extension = _claimed(head, packet)
    resources = Resources.parse(head.joined(jpeg.APP13, jpeg.PHOTOSHOP))
    block_of_iim = words.put(packet, iim.parse(resources.iim), picture, mark)
    data, extended = _fitted(head, packet, extension)
    others = [each for each in head.segments if not _is_told_anew(each)]
    if extended is not None:
        others = [each for each in others if not each.is_of(jpeg.APP1, jpeg.EXTENSION)]
    first = [each for each in head.segments if each.marker == jpeg.APP0]
    behind = [*(extended or ()), *_resources(resources.with_iim(block_of_iim)), *others]
    own = _aligned(head, data, [*first, *exifs, *behind])
    return jpeg.written(mpf.found_again([*first, *exifs, own, *behind], head))


def _aligned(head: Head, data: bytes, others: Sequence[Segment]) -> Segment:
    """The packet, so long that the picture's own data begins as far into a page as it did.

    A disk copies whole pages twice as fast as halves of them.
    """
    plain = Segment(jpeg.APP1, jpeg.XMP + data)
    scan_at = 2 + plain.size_bytes + sum(each.size_bytes for each in others)
    more_bytes = (head.scan_at - scan_at) % PAGE_BYTES
    if len(data) + more_bytes > ROOM_BYTES:
        return plain
    return Segment(jpeg.APP1, jpeg.XMP + padded(data, more_bytes))


def _is_told_anew(each: Segment) -> bool:
    return (
        each.marker == jpeg.APP0
        or each.is_of(jpeg.APP1, jpeg.EXIF)
        or each.is_of(jpeg.APP1, jpeg.XMP)
        or each.is_of(jpeg.APP13, jpeg.PHOTOSHOP)
    )


def _exif(head: Head, mark: int) -> list[Segment]:
    """Exif as it was but for which way is up; a long one has several segments."""
    found = [each for each in head.segments if each.is_of(jpeg.APP1, jpeg.EXIF)]
    block = found[0].content[len(jpeg.EXIF) :] if found else b""
    if exif.orientation(block) == mark:
        return found
    content = jpeg.EXIF + exif.turned(block, mark)
    if len(content) > jpeg.LONGEST_BYTES:
        return found
    return [Segment(jpeg.APP1, content), *found[1:]]


def _claimed(head: Head, packet: Packet) -> Packet | None:
    """The Extended XMP where it holds words of ours: they go back into the packet."""
    extension = blocks.extension_of(head, packet)
    if extension is None or not _OURS & extension.names:
        return None
    for each in sorted(_OURS & extension.names):
        pulled = extension.pull(each)
        if each not in packet.names:
            packet.adopt(pulled, extension)
    return extension


def _fitted(
    head: Head, packet: Packet, extension: Packet | None
) -> tuple[bytes, list[Segment] | None]:
    """The packet within its bounds, and the Extended XMP where it must be written anew."""
    while len(data := packet.data()) > ROOM_BYTES:
        if extension is None:
            extension = blocks.extension_of(head, packet, LONGEST_BYTES) or Packet()
        packet.set_text(_LINK, "0" * _DIGEST_LETTERS)
        movable = sorted(
            packet.names - {full_name(_LINK)},
            key=lambda each: (each in _OURS, -packet.size_of(each)),
        )
        if not movable:
            break
        extension.adopt(packet.pull(movable[0]), packet)
    if extension is None:
        return data, None
    extended = _extended(packet, extension)
    return packet.data(), extended


def _extended(packet: Packet, extension: Packet) -> list[Segment]:
    if not extension.names:
        packet.remove(_LINK)
        return []
    data = extension.data(is_wrapped=False)
    digest = hashlib.md5(data, usedforsecurity=False).hexdigest().upper()
    packet.set_text(_LINK, digest)
    mark = jpeg.EXTENSION + digest.encode() + len(data).to_bytes(4, "big")
    return [
        Segment(jpeg.APP1, mark + at.to_bytes(4, "big") + data[at : at + _PART_BYTES])
        for at in range(0, len(data), _PART_BYTES)
    ]


def _resources(resources: Resources) -> list[Segment]:
    block, step = resources.block(), jpeg.LONGEST_BYTES - len(jpeg.PHOTOSHOP)
    return [
        Segment(jpeg.APP13, jpeg.PHOTOSHOP + block[at : at + step])
        for at in range(0, len(block), step)
    ]
