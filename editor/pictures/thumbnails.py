# SPDX-License-Identifier: GPL-3.0-or-later
"""Sharp thumbnails of frames, kept by the frame's id in a folder of bounded size."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Final

from editor.errors import EditorError, Refused
from editor.pictures import previews
from editor.pictures.contact import Sighting

SIZES_PX: Final = (400, 800)
"""The longest sides that are kept: for tiles of a usual size, and for large or dense ones."""
LIMIT_BYTES: Final = 600_000_000
"""On the disk: some twenty thousand of the smaller size."""
KEPT_SHARE: Final = 0.8
"""What is left after the oldest are swept out."""


class Thumbnails:
    """Makes and keeps them. Safe from several threads.

    Args:
        folder: where they are kept; it may be deleted at any time.
        limit_bytes: how large it may become.
    """

    def __init__(self, folder: Path, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        self._size_bytes = -1
        self._counting = Lock()

    def kept(self, frame_id: str, size_px: int) -> bytes:
        """The JPEG that is kept of a frame; empty when there is none.

        Args:
            frame_id: which frame.
            size_px: one of `SIZES_PX`.

        Cost: 0.1 ms.
        """
        try:
            return self._path(frame_id, size_px).read_bytes()
        except OSError:
            return b""

    def make(self, seen: Sighting, size_px: int) -> bytes:
        """The JPEG of a frame, upright, from a preview inside its file or from the whole picture.

        Args:
            seen: where the frame lies.
            size_px: one of `SIZES_PX`.

        Raises:
            Refused: `picture.gone`, `picture.damaged`, `picture.truncated`,
                `picture.too_many_pixels`.

        Cost: 10 ms from a preview; 0.1 s for 24 megapixels in JPEG, 1.3 s for HEIC.
        """
        data = self._of_preview(seen, size_px) or _of_all(seen, size_px)
        self._keep(self._path(seen.frame.id, size_px), data)
        return data

    def _of_preview(self, seen: Sighting, size_px: int) -> bytes:
        for stretch in seen.larger:
            with suppress(EditorError, OSError):
                preview = _read(seen.frame.path, stretch.offset, stretch.length)
                if _fits(preview, seen, size_px):
                    made: bytes = _screens().thumbnail_of_preview(
                        preview, seen.orientation, size_px
                    )
                    return made
        return b""

    def _path(self, frame_id: str, size_px: int) -> Path:
        return self.folder / frame_id[:2] / f"{frame_id}-{size_px}.jpg"

    def _keep(self, path: Path, data: bytes) -> None:
        # Not kept is made again: a full disk must not keep anybody from looking at pictures.
        with suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(prefix="half-", dir=path.parent)
            with os.fdopen(number, "wb") as half:
                half.write(data)
            Path(name).replace(path)
            self._count(len(data))

    def _count(self, more_bytes: int) -> None:
        with self._counting:
            if self._size_bytes < 0:
                self._size_bytes = sum(size for _at, size, _path in _all(self.folder))
            else:
                self._size_bytes += more_bytes
            if self._size_bytes > self.limit_bytes:
                self._sweep()

    def _sweep(self) -> None:
        """Remove the oldest, down to a share of the bound."""
        self._size_bytes = sum(size for _at, size, _path in _all(self.folder))
        for _at, size, path in sorted(_all(self.folder)):
            if self._size_bytes <= self.limit_bytes * KEPT_SHARE:
                return
            with suppress(OSError):
                path.unlink()
                self._size_bytes -= size


def _fits(preview: bytes, seen: Sighting, size_px: int) -> bool:
    """Whether a preview is large enough and has the picture's form: programs leave old ones."""
    inside = previews.read(preview)
    picture = seen.frame.picture
    whole = (picture.width_px, picture.height_px)
    wide, high = whole if seen.orientation < 5 else whole[::-1]
    if max(inside.width_px, inside.height_px) < min(size_px, max(wide, high)):
        return False
    return abs(inside.width_px * high - inside.height_px * wide) <= 0.02 * inside.width_px * high


def _of_all(seen: Sighting, size_px: int) -> bytes:
    picture, path = seen.frame.picture, Path(seen.frame.path)
    try:
        made: bytes = _screens().thumbnail(path, picture.media_type, size_px)
    except Refused as error:
        # A card that is pulled out while it is read looks like a damaged picture.
        if not _is_there(path):
            raise Refused("picture.gone", file=picture.file_name) from error
        error.values.setdefault("file", picture.file_name)
        raise
    return made


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False


def _read(path: str, offset: int, length: int) -> bytes:
    with Path(path).open("rb", buffering=0) as opened:
        opened.seek(offset)
        return opened.read(length)


def _all(folder: Path) -> Iterator[tuple[float, int, Path]]:
    for path in folder.glob("*/*"):
        with suppress(OSError):
            status = path.stat()
            yield status.st_mtime, status.st_size, path


def _screens() -> ModuleType:
    # Pillow with its codecs costs 0.1 s and more.
    from editor.pictures import screens  # noqa: PLC0415  # loaded at the first sharp thumbnail

    return screens
