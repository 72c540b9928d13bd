# SPDX-License-Identifier: GPL-3.0-or-later
"""Words into PNG, WebP and TIFF, by a library that leaves their pixels alone; and a proof of it."""

import hashlib
import mmap
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from editor.pictures import blocks, tiff
from editor.pictures.iim import Dataset
from editor.pictures.kinds import HEAD_BYTES, kind_of

_CREDENTIALS: Final = (b"jumb", b"c2pa")
_PIXELS: Final = {
    "image/png": frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"acTL", b"fcTL", b"fdAT"}),
    "image/webp": frozenset({b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF"}),
}
"""The chunks that hold what is seen."""
_STRIPS, _TILES = (273, 279), (324, 325)
"""The tags of TIFF that say where parts of the picture begin, and how long they are."""
_CODING: Final = (256, 257, 258, 259, 262, 266, 277, 278, 284, 317, 320, 322, 323, 338, 339)
"""The tags that say how those parts become pixels."""
_SUBFOLDERS: Final = 330


class NotWrittenError(Exception):
    """The library cannot write this file, or would not leave its pixels alone."""


def has_credentials(path: Path) -> bool:
    """Whether Content Credentials (C2PA) seal a file that is no JPEG."""
    with path.open("rb") as source, mmap.mmap(source.fileno(), 0, access=mmap.ACCESS_READ) as data:
        return all(data.find(word) >= 0 for word in _CREDENTIALS)


def write(source: Path, copy: Path, packet: bytes, datasets: Sequence[Dataset]) -> None:
    """Copy a file and put words into the copy.

    Raises:
        NotWrittenError: the copy is of no use.
        OSError: a disk that is full, or a file that is gone.
    """
    shutil.copyfile(source, copy)
    try:
        _write(copy, packet, datasets)
    except Exception as error:
        raise NotWrittenError from error
    if pixels_digest(source) != pixels_digest(copy):
        raise NotWrittenError
    if blocks.packet_of(packet).data() != blocks.read(copy).packet.data():
        raise NotWrittenError


def pixels_digest(path: Path) -> str:
    """What all coded data of a picture comes to: the same number, the same pixels."""
    data = path.read_bytes()
    kind = kind_of(data[:HEAD_BYTES])
    parts = _tiff_parts(data) if kind == "image/tiff" else _chunks(data, kind)
    digest = hashlib.sha256()
    for each in parts:
        digest.update(len(each).to_bytes(8, "big") + each)
    return digest.hexdigest()


def _write(copy: Path, packet: bytes, datasets: Sequence[Dataset]) -> None:
    library = blocks.exiv2()
    with blocks.one_at_a_time:
        image = library.ImageFactory.open(str(copy))
        image.readMetadata()
        image.setXmpPacket(packet.decode("utf-8"))
        image.writeXmpFromPacket(True)  # noqa: FBT003  # the library takes it by place only
        told = image.iptcData()
        told.clear()
        for each in datasets:
            key = library.IptcKey(each.number, each.record)
            told.add(key, library.DataValue(each.value))
        image.writeMetadata()


def _chunks(data: bytes, kind: str) -> Iterator[bytes]:
    is_png = kind == "image/png"
    at = 8 if is_png else 12
    while at + 8 <= len(data):
        first, second = data[at : at + 4], data[at + 4 : at + 8]
        length = int.from_bytes(first, "big") if is_png else int.from_bytes(second, "little")
        name = second if is_png else first
        if name in _PIXELS[kind]:
            yield name + data[at + 8 : at + 8 + length]
        at += 12 + length if is_png else 8 + length + length % 2


def _tiff_parts(data: bytes) -> Iterator[bytes]:
    """The strips and tiles of every page, with how each is coded."""
    order = tiff.order_of(data)
    if not order:
        raise NotWrittenError
    for page in tiff.folders(data, order, _SUBFOLDERS):
        told = {each.tag: tiff.numbers(data, each, order) for each in page}
        yield repr([told.get(tag) for tag in _CODING]).encode()
        for starts, lengths in (_STRIPS, _TILES):
            places = zip(told.get(starts, ()), told.get(lengths, ()), strict=False)
            yield from (data[start : start + length] for start, length in places)
