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
from editor.pictures.xmp import LONGEST_BYTES, Packet

ROOM_BYTES: Final = jpeg.LONGEST_BYTES - len(jpeg.XMP)
"""How long a packet may be; what does not fit goes into Extended XMP, ours last of all."""

_LINK: Final = "xmpNote:HasExtendedXMP"
_PART_BYTES: Final = 65_400
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
    words.into_packet(packet, picture, mark)
    extension = _room_made(head, packet, extension)
    extended = [] if extension is None else _extended(packet, extension)
    told = [Segment(jpeg.APP1, jpeg.XMP + packet.data()), *extended, *_resources(head, picture)]
    first = [each for each in head.segments if each.marker == jpeg.APP0]
    others = [each for each in head.segments if not _is_told_anew(each)]
    if extension is not None:
        others = [each for each in others if not each.is_of(jpeg.APP1, jpeg.EXTENSION)]
    return jpeg.written(mpf.found_again([*first, *exifs, *told, *others], head))


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


def _room_made(head: Head, packet: Packet, extension: Packet | None) -> Packet | None:
    """The Extended XMP that must be written anew, with what has no room in the packet."""
    while len(packet.data()) > ROOM_BYTES:
        if extension is None:
            extension = blocks.extension_of(head, packet, LONGEST_BYTES) or Packet()
            packet.set_text(_LINK, "0" * 32)
        movable = sorted(
            packet.names - {full_name(_LINK)},
            key=lambda each: (each in _OURS, -packet.size_of(each)),
        )
        if not movable:
            break
        extension.adopt(packet.pull(movable[0]), packet)
    return extension


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


def _resources(head: Head, picture: Picture) -> Sequence[Segment]:
    found = Resources.parse(head.joined(jpeg.APP13, jpeg.PHOTOSHOP))
    block = found.with_iim(words.into_iim(iim.parse(found.iim), picture)).block()
    step = jpeg.LONGEST_BYTES - len(jpeg.PHOTOSHOP)
    return [
        Segment(jpeg.APP13, jpeg.PHOTOSHOP + block[at : at + step])
        for at in range(0, len(block), step)
    ]
