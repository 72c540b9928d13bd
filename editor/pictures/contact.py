# SPDX-License-Identifier: GPL-3.0-or-later
"""A contact sheet's look at a file: which frame it is, and the preview in it, by a small read."""

import os
from dataclasses import dataclass, replace
from hashlib import blake2b
from io import RawIOBase
from pathlib import Path
from types import ModuleType
from typing import Final

from editor.errors import EditorError, Refused
from editor.model.frame import Frame, FrameId
from editor.model.picture import MARKS, Picture, Sha256
from editor.pictures import metadata, previews
from editor.pictures.folder import CardFile
from editor.pictures.kinds import is_picture, kind_of
from editor.pictures.previews import Inside, Stretch

END_BYTES: Final = 64 * 1024
"""Of each end of a file that its frame's id is drawn from."""
HEAD_BYTES: Final = 128 * 1024
LONGEST_HEAD_BYTES: Final = 4 * 1024 * 1024
"""Programs put colour profiles, depth maps and histories before the picture."""
PICTURE_NAMES: Final = frozenset(
    {".jpg", ".jpeg", ".jpe", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff"}
)
"""A file of such a name that is no picture is shown with a sentence; others are passed over."""

OF_THE_FILE: Final = (
    "sha256",
    "size_bytes",
    "media_type",
    "width_px",
    "height_px",
    "has_alpha",
    "is_animated",
    "colour",
)
"""What the bytes alone tell, whatever was written about them."""

WORDS: Final = frozenset(Picture.__slots__).difference(
    MARKS, OF_THE_FILE, {"file_name", "taken_at"}
)
"""What the file's metadata tells, and no first look at it."""


@dataclass(frozen=True, slots=True)
class Sighting:
    """A frame as it lies on the light table, before anybody wrote about it."""

    frame: Frame
    changed_at_s: float
    orientation: int = 1
    """What is left to turn of `preview` and `larger`: the Exif mark, 1 to 8."""
    preview: bytes = b""
    """A small JPEG from inside the file; empty: there is none."""
    larger: tuple[Stretch, ...] = ()
    fault: EditorError | None = None
    """Why it cannot be shown: the tile says it."""


def look(file: CardFile) -> Sighting | None:
    """Look at one file; None for what is no picture and does not call itself one.

    Its name is never trusted: what it is, its first bytes tell. A file that cannot be read is a
    sighting with its fault. Captions are not read yet: see `described`.

    Cost: 0.4 ms for a JPEG on a disk, 2 ms for other kinds.
    """
    try:
        with file.path.open("rb", buffering=0) as opened:
            head = opened.read(HEAD_BYTES)
            kind = kind_of(head)
            if not is_picture(kind):
                return _no_picture(file, kind, head)
            inside = _inside(head, opened) if kind == "image/jpeg" else Inside()
            opened.seek(max(0, file.size_bytes - END_BYTES))
            frame_id = _drawn(file.size_bytes, head, opened.read(END_BYTES))
        if kind == "image/jpeg":
            return _of_jpeg(file, frame_id, inside)
        return _of_other(file, frame_id, kind)
    except FileNotFoundError:
        return _faulty(file, Refused("picture.gone", file=file.path.name))
    except OSError:
        return _faulty(file, Refused("picture.unreadable", file=file.path.name))


def described(frame: Frame) -> Frame:
    """The frame with what camera or agency wrote in its file; as it is when that is gone.

    Cost: 1 ms for a JPEG.
    """
    known = metadata.read(Path(frame.path), file_name=frame.picture.file_name)
    kept = {name: value for name, value in known.items() if value}
    values = {name: getattr(frame.picture, name) for name in Picture.__slots__} | kept
    return Frame(frame.id, frame.path, Picture(**values), frame.sha256)


def is_wordless(picture: Picture) -> bool:
    """Whether nothing is said of it in words: its file may have been away when it was marked."""
    return not any(getattr(picture, name) for name in WORDS)


def worded(frame: Frame) -> Frame:
    """The frame as `described`, its marks as a person left them."""
    marks = {name: getattr(frame.picture, name) for name in MARKS}
    whole = described(frame)
    return replace(whole, picture=replace(whole.picture, **marks))


def _inside(head: bytes, opened: RawIOBase) -> Inside:
    found = previews.read(head)
    while not found.width_px and len(head) < LONGEST_HEAD_BYTES:
        more = opened.read(3 * len(head))
        if not more:
            break
        head += more
        found = previews.read(head)
    return found


def _drawn(size_bytes: int, head: bytes, tail: bytes) -> FrameId:
    drawn = blake2b(size_bytes.to_bytes(8, "big"), digest_size=16)
    drawn.update(head[:END_BYTES])
    drawn.update(tail)
    return FrameId(drawn.hexdigest())


def _of_jpeg(file: CardFile, frame_id: FrameId, inside: Inside) -> Sighting:
    size_px = (inside.width_px, inside.height_px)
    upright = size_px if inside.orientation < 5 else size_px[::-1]
    frame = _frame(file, frame_id, "image/jpeg", upright, taken_at=inside.taken_at)
    fault = None if all(size_px) else Refused("picture.damaged", file=file.path.name)
    return Sighting(
        frame, file.changed_at_s, inside.orientation, inside.thumbnail, inside.larger, fault
    )


def _of_other(file: CardFile, frame_id: FrameId, kind: str) -> Sighting:
    try:
        size_px = _decoding().measured(file.path, kind)
    except Refused as error:
        error.values.setdefault("file", file.path.name)
        return Sighting(_frame(file, frame_id, kind, (0, 0)), file.changed_at_s, fault=error)
    return Sighting(described(_frame(file, frame_id, kind, size_px)), file.changed_at_s)


def _frame(
    file: CardFile, frame_id: FrameId, kind: str, size_px: tuple[int, int], *, taken_at: str = ""
) -> Frame:
    picture = Picture(
        sha256=Sha256(""),
        file_name=file.path.name,
        size_bytes=file.size_bytes,
        media_type=kind,
        width_px=size_px[0],
        height_px=size_px[1],
        taken_at=taken_at,
    )
    return Frame(frame_id, str(file.path), picture)


def _no_picture(file: CardFile, kind: str, head: bytes) -> Sighting | None:
    if file.path.suffix.casefold() not in PICTURE_NAMES:
        return None
    name = file.path.name
    if not head:
        return _faulty(file, Refused("picture.empty", file=name))
    if kind:
        return _faulty(file, Refused("picture.wrong_kind", kind=kind, file=name))
    return _faulty(file, Refused("picture.not_a_picture", file=name))


def _faulty(file: CardFile, fault: Refused) -> Sighting:
    # Two damaged files may begin and end alike: each is told apart by where it lies.
    frame_id = _drawn(file.size_bytes, os.fsencode(file.path), b"")
    return Sighting(_frame(file, frame_id, "", (0, 0)), file.changed_at_s, fault=fault)


def _decoding() -> ModuleType:
    # Pillow with its codecs costs 0.1 s and more: a card of JPEGs never waits for it.
    from editor.pictures import decoding  # noqa: PLC0415  # loaded at the first other kind

    return decoding
