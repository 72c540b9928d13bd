# SPDX-License-Identifier: GPL-3.0-or-later
"""Original + view -> sized files for readers and thumbnails for the desk, kept on the disk."""

import os
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from threading import Lock
from types import ModuleType
from xml.sax.saxutils import escape

from editor.errors import Refused
from editor.model import framing
from editor.model.framing import View
from editor.model.picture import Crop, Picture, Rendition
from editor.pictures import animation
from editor.pictures.vault import Vault

LOCKS = 16
"""Threads that want the same picture wait for one of these; others seldom meet."""

_LANGUAGES_OF = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
_PLAIN = "{}"
_TOLD_AS = {
    "alt_text": ("Iptc4xmpCore:AltTextAccessibility", _LANGUAGES_OF),
    "creator": ("dc:creator", "<rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq>"),
    "credit": ("photoshop:Credit", _PLAIN),
    "copyright_notice": ("dc:rights", _LANGUAGES_OF),
    "usage_terms": ("xmpRights:UsageTerms", _LANGUAGES_OF),
    "rights_url": ("xmpRights:WebStatement", _PLAIN),
    "licensor": ("plus:LicensorName", _PLAIN),
    "licensor_url": ("plus:LicensorURL", _PLAIN),
    "data_mining": ("plus:DataMining", _PLAIN),
    "digital_source_type": ("Iptc4xmpExt:DigitalSourceType", _PLAIN),
}
_OF_LICENSOR = ("licensor", "licensor_url")
_LICENSOR = (
    '<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource">{}</rdf:li></rdf:Seq></plus:Licensor>'
)
_PACKET = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
    '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
    ' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
    ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
    ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
    ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
    "{}</rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


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
            lambda: self._encoded(picture, view, [rendition], _words(picture))[0][1],
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
        return self._made(picture, name, lambda: self._encoded(picture, alone, [small], b"")[0][1])

    def prepare(self, picture: Picture, view: View) -> None:
        """Make every size of a view that is missing, from one decode and a chain of resizes.

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
            if not wanted:
                return
            for rendition, data in self._encoded(picture, view, wanted, _words(picture)):
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

    def _encoded(
        self, picture: Picture, view: View, wanted: Sequence[Rendition], xmp: bytes
    ) -> list[tuple[Rendition, bytes]]:
        try:
            made: list[tuple[Rendition, bytes]] = _pixels().sizes(
                self._original(picture), picture.media_type, wanted, view, xmp=xmp
            )
        except Refused as error:
            error.values.setdefault("file", picture.file_name)
            raise
        return made

    def _whole(self, picture: Picture) -> bytes:
        data = self._original(picture).read_bytes()
        return animation.without_metadata(data, picture.media_type)


def _words(picture: Picture) -> bytes:
    """What the file says of itself, as XMP; empty when there is nothing to say."""
    told = {
        field: f"<{_TOLD_AS[field][0]}>{_TOLD_AS[field][1].format(escape(_clean(text)))}"
        f"</{_TOLD_AS[field][0]}>"
        for field in framing.READERS_WORDS
        if (text := str(getattr(picture, field)))
    }
    licensor = "".join(told.pop(field, "") for field in _OF_LICENSOR)
    said = "".join(told.values()) + (_LICENSOR.format(licensor) if licensor else "")
    return _PACKET.format(said).encode("utf-8") if said else b""


def _clean(text: str) -> str:
    """The text without what XML cannot say."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return "".join(char for char in whole if char in "\t\n" or char.isprintable() or char == " ")


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
