# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture's words written into a copy of its file, without touching a single pixel."""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from editor.errors import Refused
from editor.model.picture import Picture
from editor.pictures import blocks, foreign, iim, jpeg, jpeg_writing, words
from editor.pictures.kinds import HEAD_BYTES, TAKE_WORDS, kind_of

CREDENTIALS: Final = "export.credentials"
KIND: Final = "export.kind"
_CHUNK_BYTES: Final = 8 << 20
_BLOCK_BYTES: Final = 64 << 10


@dataclass(frozen=True, slots=True)
class Embedded:
    """A copy with its words."""

    path: Path
    sidecar: Path | None = None
    """Where the words are when the file itself could not take them."""
    reason: str = ""
    """Why there is a sidecar: `export.credentials` or `export.kind`, the code of a sentence."""


def embed(source: Path, target: Path, picture: Picture) -> Embedded:
    """Copy a file and write a picture's words into the copy: IIM and XMP in step.

    The picture's own data stays the same to the byte. A kind that cannot be written, and a file
    that Content Credentials seal, are copied as they are, with the words in a sidecar beside.

    Args:
        source: the original; it is never changed.
        target: the copy; what stands there is replaced, whole or not at all.
        picture: the words.

    Raises:
        Refused: `picture.gone`, `picture.truncated`, `export.full`, `export.failed`; each names
            the picture.

    Cost: that of a plain copy, and 1 ms.
    """
    with told(picture.file_name):
        kind = _kind(source)
        if kind == "image/jpeg":
            return _into_jpeg(source, target, picture)
        return _into_others(source, target, picture, kind)


def _kind(source: Path) -> str:
    try:
        with source.open("rb") as opened:
            return kind_of(opened.read(HEAD_BYTES))
    except FileNotFoundError as error:
        raise Refused("picture.gone") from error


def _into_jpeg(source: Path, target: Path, picture: Picture) -> Embedded:
    with source.open("rb", buffering=1 << 16) as opened:
        head = jpeg.head(opened)
        if not head.scan_at:
            raise Refused("picture.truncated")
        packet = blocks.packet_of(head.block(jpeg.APP1, jpeg.XMP))
        if head.has_credentials or blocks.is_sealed_elsewhere(packet):
            return _beside(source, target, picture, CREDENTIALS)
        start = jpeg_writing.revised(head, packet, picture)
        with whole(target) as half, half.open("xb") as copy:
            copy.write(start)
            _pour(opened, head.scan_at, copy)
    return Embedded(target)


def _pour(source: BinaryIO, at: int, copy: BinaryIO) -> None:
    """The rest of a file into another; under Linux it never comes out of the system."""
    copy.flush()
    if sys.platform == "linux":
        # To a round place first: from there on the system has whole blocks to move.
        want = -copy.tell() % _BLOCK_BYTES
        with suppress(OSError):
            while sent := os.sendfile(copy.fileno(), source.fileno(), at, want or _CHUNK_BYTES):
                at, want = at + sent, max(0, want - sent)
            return
    # What could not be poured is copied, or says here what bars it.
    source.seek(at)
    shutil.copyfileobj(source, copy, _CHUNK_BYTES)


def _into_others(source: Path, target: Path, picture: Picture, kind: str) -> Embedded:
    found = blocks.read(source)
    if foreign.has_credentials(source) or blocks.is_sealed_elsewhere(found.packet):
        return _beside(source, target, picture, CREDENTIALS)
    if kind in TAKE_WORDS:
        block = words.put(found.packet, found.datasets, picture, found.orientation)
        with suppress(foreign.NotWrittenError), whole(target) as half:
            foreign.write(source, half, found.packet.data(), iim.parse(block))
            return Embedded(target)
    return _beside(source, target, picture, KIND)


def _beside(source: Path, target: Path, picture: Picture, reason: str) -> Embedded:
    found = blocks.read(source)
    words.put(found.packet, found.datasets, picture, found.orientation)
    sidecar = blocks.sidecar_of(target)
    with whole(target) as half:
        shutil.copyfile(source, half)
    with whole(sidecar) as half:
        half.write_bytes(found.packet.data())
    return Embedded(target, sidecar, reason)


@contextmanager
def whole(target: Path) -> Iterator[Path]:
    """A file to make, that takes the target's place once it is whole."""
    half = target.with_name(f".half-{secrets.token_hex(8)}")
    try:
        yield half
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


@contextmanager
def told(file_name: str) -> Iterator[None]:
    """What the system says, as a sentence that names the picture."""
    try:
        yield
    except Refused as error:
        error.values.setdefault("file", file_name)
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("export.full", file=file_name) from error
        reason = error.strerror or str(error)
        raise Refused("export.failed", file=file_name, reason=reason) from error
