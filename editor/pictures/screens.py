# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures for a screen: small ones as JPEG, large ones as bare pixels. Imports Pillow."""

import io
from pathlib import Path
from typing import Final

from PIL import Image

from editor.pictures.colours import on_white, shown
from editor.pictures.decoding import border, decoded, turned

QUALITY: Final = 85
"""Thumbnails are looked at closely, and are never sent."""


def thumbnail(path: Path, media_type: str, size_px: int) -> bytes:
    """The whole picture as a small JPEG that fits a square; no larger than it is.

    Raises:
        Refused: `picture.truncated`, `picture.damaged`, `picture.too_many_pixels`.

    Cost: 0.1 s for 24 megapixels in JPEG, 1.3 s for HEIC.
    """
    return _encoded(_upright(path, media_type, (size_px, size_px)))


def thumbnail_of_preview(data: bytes, orientation: int, size_px: int) -> bytes:
    """A small JPEG of a preview from inside a file, turned as that file asks.

    Raises:
        Refused: `picture.truncated`, `picture.damaged`.

    Cost: 10 ms.
    """
    box_px = (size_px, size_px)
    with border(), Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
        opened.draft(None, box_px)
        opened.load()
        return _encoded(_fitted(turned(opened, orientation), box_px))


def screenful(path: Path, media_type: str, box_px: tuple[int, int]) -> tuple[int, int, bytes]:
    """Width, height and pixels of a picture that fits into a box, upright, in sRGB.

    Four bytes a pixel, without padding: blue, green, red, and one that says nothing.

    Raises:
        Refused: as `thumbnail`.

    Cost: 0.15 s for the box of a screen, 0.5 s for all of 24 megapixels, in JPEG.
    """
    image = _upright(path, media_type, box_px)
    return image.width, image.height, image.tobytes("raw", "BGRX")


def _upright(path: Path, media_type: str, box_px: tuple[int, int]) -> Image.Image:
    with decoded(path, media_type, box_px) as (loaded, _size_px):
        return _fitted(loaded, box_px)


def _fitted(loaded: Image.Image, box_px: tuple[int, int]) -> Image.Image:
    image = on_white(shown(loaded, box_px))
    scale = min(1.0, box_px[0] / image.width, box_px[1] / image.height)
    size_px = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    if image.size == size_px:
        return image
    # What is left to scale is less than twice: bicubic looks the same, and costs half.
    return image.resize(size_px, Image.Resampling.BICUBIC, reducing_gap=3.0)


def _encoded(image: Image.Image) -> bytes:
    image.info.clear()  # Pillow would carry comments over
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
