# SPDX-License-Identifier: GPL-3.0-or-later
"""Original + crop -> sized files for readers and thumbnails for the desk, kept on the disk."""

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from threading import Lock
from types import ModuleType
from xml.sax.saxutils import escape

from editor.errors import Refused
from editor.model.picture import Crop, Picture, Rendition
from editor.pictures import animation, metadata
from editor.pictures.vault import Vault

LOCKS = 16
"""Threads that want the same picture wait for one of these; others seldom meet."""

_LANGUAGES_OF = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
_KEPT = (
    ("creator", "dc:creator", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
    ("copyright_notice", "dc:rights", _LANGUAGES_OF),
    ("usage_terms", "xmpRights:UsageTerms", _LANGUAGES_OF),
    ("credit", "photoshop:Credit", "{}"),
    ("digital_source_type", "Iptc4xmpExt:DigitalSourceType", "{}"),
)
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    "{}</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


class Renditions:
    """Makes every size of a picture when it is first asked for. Safe from several threads.

    The files hold no place, no camera and no person: only who made the picture, the credit, the
    rights and whether a machine made it, as the original says them.

    Args:
        vault: where the originals are.
        folder: where the sizes are kept; it may be deleted at any time.
    """

    def __init__(self, vault: Vault, folder: Path) -> None:
        self.vault = vault
        self.folder = folder
        self._locks = [Lock() for _ in range(LOCKS)]

    def file(self, picture: Picture, name: str, *, crop: Crop | None = None) -> Path:
        """The file of one of `picture.renditions`, made when it is missing.

        Args:
            picture: what it is of.
            name: such as `960.jpg`.
            crop: the part to show; the width stays, the height follows the crop.

        Raises:
            Refused: `picture.no_such_size`, `picture.not_here` when the original has not come
                yet, `picture.damaged`.

        Cost: 0.1 to 0.5 s when it is made, of 24 megapixels.
        """
        rendition = picture.named_rendition(name)
        if rendition is None:
            raise Refused("picture.no_such_size", file=picture.file_name, name=name)
        if picture.is_animated:
            return self._made(picture, name, lambda: self._whole(picture))
        kept_as = f"{_crop_mark(crop)}{name}"
        return self._made(picture, kept_as, lambda: self._sized(picture, rendition, crop))

    def thumbnail(self, picture: Picture, size_px: int) -> Path:
        """A small still that fits a square, for the strip; PNG when the picture has alpha.

        Raises:
            Refused: `picture.not_here`, `picture.damaged`.

        Cost: 0.1 s when it is made, of 24 megapixels in JPEG; 1.3 s for HEIC.
        """
        ending, media_type = ("png", "image/png") if picture.has_alpha else ("jpg", "image/jpeg")
        name = f"thumbnail-{size_px}.{ending}"
        return self._made(picture, name, lambda: self._small(picture, size_px, media_type))

    def prepare(self, picture: Picture) -> None:
        """Make every size that is missing, from one decode and a chain of resizes.

        Raises:
            Refused: as `file`.
        """
        wanted = [
            each for each in picture.renditions if not self._path(picture, each.name).exists()
        ]
        if picture.is_animated or len(wanted) < 2:
            for rendition in wanted:
                self.file(picture, rendition.name)
            return
        with self._lock(picture):
            for rendition, data in self._encoded(picture, wanted, self._rights(picture)):
                _write(self._path(picture, rendition.name), data)

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

    def _sized(self, picture: Picture, rendition: Rendition, crop: Crop | None) -> bytes:
        made = self._encoded(picture, [rendition], self._rights(picture), crop)
        return made[0][1]

    def _small(self, picture: Picture, size_px: int, media_type: str) -> bytes:
        scale = min(1.0, size_px / max(picture.width_px, picture.height_px, 1))
        small = Rendition(
            "thumbnail",
            max(1, round(picture.width_px * scale)),
            max(1, round(picture.height_px * scale)),
            media_type,
        )
        return self._encoded(picture, [small], b"")[0][1]

    def _encoded(
        self,
        picture: Picture,
        wanted: Sequence[Rendition],
        xmp: bytes,
        crop: Crop | None = None,
    ) -> list[tuple[Rendition, bytes]]:
        try:
            made: list[tuple[Rendition, bytes]] = _pixels().sizes(
                self._original(picture), picture.media_type, wanted, crop=crop, xmp=xmp
            )
        except Refused as error:
            error.values.setdefault("file", picture.file_name)
            raise
        return made

    def _whole(self, picture: Picture) -> bytes:
        data = self._original(picture).read_bytes()
        return animation.without_metadata(data, picture.media_type)

    def _rights(self, picture: Picture) -> bytes:
        # As the original says, not as the desk has it now: a size is named by the original's
        # hash and must be the same file whenever and wherever it is made.
        known = metadata.read(self._original(picture), file_name=picture.file_name)
        told = [
            f"<{name}>{form.format(escape(str(known[field])))}</{name}>"
            for field, name, form in _KEPT
            if known[field]
        ]
        return _PACKET.format("".join(told)).encode("utf-8") if told else b""


def _pixels() -> ModuleType:
    # Pillow with its codecs costs 0.1 s and more: the window must not wait for it at start.
    from editor.pictures import pixels  # noqa: PLC0415  # loaded at the first picture

    return pixels


def _crop_mark(crop: Crop | None) -> str:
    """What tells a crop's files from another's, and from the whole picture's."""
    if crop is None:
        return ""
    sides = (crop.left, crop.top, crop.width, crop.height)
    told = " ".join(f"{side:.5f}" for side in sides)
    return sha256(told.encode()).hexdigest()[:12] + "-"


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
