# SPDX-License-Identifier: GPL-3.0-or-later
"""Original + view -> sized files for readers and thumbnails for the desk, kept on the disk."""

import os
import tempfile
from collections.abc import Callable, Generator, Sequence
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from types import ModuleType

from editor.errors import Refused
from editor.model import framing
from editor.model.framing import View
from editor.model.picture import Crop, Picture, Rendition
from editor.pictures import animation, words
from editor.pictures.vault import Vault
from editor.pictures.xmp import Packet

LOCKS = 16
"""Threads that want the same picture wait for one of these; others seldom meet."""
_UPRIGHT = 1


class Renditions:
    """Makes every size of a picture when it is first asked for. Safe from several threads.

    The files hold no place, no camera and no person: only what the page says of the picture too,
    who made it, whose it is, what may be done with it, what is seen, whether a machine made it.

    Args:
        vault: where the originals are.
        folder: where the sizes are kept; it may be deleted at any time.
    """

    def __init__(self, vault: Vault, folder: Path) -> None:
        self.vault = vault
        self.folder = folder
        self._locks = [Lock() for _ in range(LOCKS)]

    def file(self, picture: Picture, name: str, *, crop: Crop | None = None) -> Path:
        """The file of one of a picture's renditions, made when it is missing.

        Args:
            picture: what it is of.
            name: the last part of an address, as `editor.model.framing` gives it.
            crop: the placement's.

        Raises:
            Refused: `picture.no_such_size`, `picture.not_here` when the original has not come
                yet, `picture.damaged`.

        Cost: 0.1 to 0.5 s when it is made, of 24 megapixels.
        """
        found = framing.find(picture, name, crop)
        if found is None:
            raise Refused("picture.no_such_size", file=picture.file_name, name=name)
        if picture.is_animated:
            return self._made(picture, name, lambda: self._whole(picture))
        view, rendition = found
        return self._made(
            picture,
            name,
            lambda: self._one(picture, view, rendition, _words(picture)),
        )

    def thumbnail(self, picture: Picture, size_px: int, *, crop: Crop | None = None) -> Path:
        """A small still that fits a square, for the strip; PNG when the picture has alpha.

        It is turned, straightened and cropped as stories show the picture; the crop is that of a
        placement.

        Raises:
            Refused: `picture.not_here`, `picture.damaged`.

        Cost: 0.1 s when it is made, of 24 megapixels in JPEG; 1.3 s for HEIC.
        """
        view = framing.shown(picture, crop)
        ending, media_type = ("png", "image/png") if picture.has_alpha else ("jpg", "image/jpeg")
        name = f"thumbnail-{size_px}-{view.cut}.{ending}"
        scale = min(1.0, size_px / max(view.width_px, view.height_px, 1))
        width_px = max(1, round(view.width_px * scale))
        height_px = max(1, round(view.height_px * scale))
        small = Rendition(name, width_px, height_px, media_type)
        alone = replace(view, renditions=(small,))
        return self._made(picture, name, lambda: self._one(picture, alone, small, b""))

    def prepare(
        self, picture: Picture, view: View, is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Make every size of a view that is missing, from one decode and a chain of resizes.

        Args:
            picture: what it is of.
            view: one of its views.
            is_wanted: asked after each size; what was made till then is kept.

        Raises:
            Refused: as `file`.
        """
        if picture.is_animated:
            self.file(picture, view.renditions[0].name)
            return
        with self._lock(picture):
            wanted = [
                each for each in view.renditions if not self._path(picture, each.name).exists()
            ]
            with closing(self._encoded(picture, view, wanted, _words(picture))) as encoded:
                for rendition, data in encoded if wanted else ():
                    _write(self._path(picture, rendition.name), data)
                    if not is_wanted():
                        break

    def _made(self, picture: Picture, name: str, make: Callable[[], bytes]) -> Path:
        path = self._path(picture, name)
        if path.exists():
            return path
        with self._lock(picture):
            if not path.exists():
                _write(path, make())
        return path

    def _lock(self, picture: Picture) -> Lock:
        return self._locks[int(picture.sha256[:2], 16) % LOCKS]

    def _path(self, picture: Picture, name: str) -> Path:
        # The vault checks the hash: a name from outside never becomes a path.
        stored = self.vault.path(picture.sha256)
        return self.folder / stored.parent.name / stored.name / name

    def _original(self, picture: Picture) -> Path:
        path = self.vault.near(picture.sha256)
        if not path.is_file():
            raise Refused("picture.not_here", file=picture.file_name)
        return path

    def _encoded(
        self, picture: Picture, view: View, wanted: Sequence[Rendition], xmp: bytes
    ) -> Generator[tuple[Rendition, bytes]]:
        try:
            yield from _pixels().sizes(
                self._original(picture), picture.media_type, wanted, view, xmp=xmp
            )
        except Refused as error:
            error.values.setdefault("file", picture.file_name)
            raise

    def _one(self, picture: Picture, view: View, wanted: Rendition, xmp: bytes) -> bytes:
        ((_, data),) = self._encoded(picture, view, [wanted], xmp)
        return data

    def _whole(self, picture: Picture) -> bytes:
        data = self._original(picture).read_bytes()
        return animation.without_metadata(data, picture.media_type)


def _words(picture: Picture) -> bytes:
    """What the file says of itself, as XMP; empty when there is nothing to say."""
    told = {field: getattr(picture, field) for field in framing.READERS_WORDS}
    if not any(told.values()):
        return b""
    packet = Packet()
    alone = Picture(picture.sha256, "", 0, picture.media_type, 1, 1, **told)
    words.put(packet, (), alone, _UPRIGHT)
    return packet.data()


def _pixels() -> ModuleType:
    # Pillow with its codecs costs 0.1 s and more: the window must not wait for it at start.
    from editor.pictures import pixels  # noqa: PLC0415  # loaded at the first picture

    return pixels


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all. Not synced: what a power cut takes is made again."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, name = tempfile.mkstemp(prefix="half-", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as half:
                half.write(data)
            Path(name).replace(path)
        finally:
            with suppress(OSError):
                Path(name).unlink(missing_ok=True)
    except OSError as error:
        raise Refused("vault.failed", reason=error.strerror or str(error)) from error
