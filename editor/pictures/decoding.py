# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture file decoded within bounds, and turned upright. Imports Pillow: load it late."""

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

import pi_heif
from PIL import Image

from editor.errors import EditorError, Refused
from editor.pictures import jpeg

LIMIT_MEGAPIXELS = 250
"""For a JPEG that can be decoded at an eighth of its size."""
LIMIT_WHOLE_MEGAPIXELS = 120
"""For all others, which must be decoded whole: some 500 MB at four bytes a pixel."""
LIMIT_SIDE_PX = 65_500
LIMIT_SCANS = 64
"""Scans of a progressive JPEG; cameras and tools write about ten, an attack thousands."""
LARGE_MEGAPIXELS = 30

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_ORIENTATION, _SUBFILE, _DNG_VERSION = 0x0112, 0x00FE, 0xC612

# Only one large picture is decoded at a time: ten dropped at once must not fill the memory.
_large = Lock()

# Pillow's own guard against bombs stands behind ours: it refuses above twice this.
Image.MAX_IMAGE_PIXELS = LIMIT_MEGAPIXELS * 1_000_000
logging.getLogger("PIL").setLevel(logging.CRITICAL + 1)
pi_heif.register_heif_opener()


@contextmanager
def decoded(
    path: Path, media_type: str, box_px: tuple[int, int]
) -> Iterator[tuple[Image.Image, tuple[int, int]]]:
    """The loaded picture, turned upright, and its full upright size.

    Args:
        path: the file.
        media_type: of it, found by its bytes.
        box_px: what it is wanted for: a JPEG is decoded no larger than this asks for.

    Raises:
        Refused: `picture.truncated`, `picture.damaged`, `picture.too_many_pixels`,
            `picture.wrong_kind`, `picture.not_here`.
    """
    with border(), Image.open(path, formats=(_FORMATS[media_type],)) as opened:
        _check_bounds(opened, path, media_type)
        is_large = opened.width * opened.height > LARGE_MEGAPIXELS * 1_000_000
        with _large if is_large and media_type != "image/jpeg" else nullcontext():
            image, size_px = _loaded(opened, media_type, box_px)
            yield image, size_px


def measured(path: Path, media_type: str) -> tuple[int, int]:
    """Width and height as its head tells them, upright; nothing is decoded.

    Raises:
        Refused: as `decoded`, but for what only the picture itself tells.
    """
    with border(), Image.open(path, formats=(_FORMATS[media_type],)) as opened:
        _check_bounds(opened, path, media_type)
        # pi-heif tells the size that stands after its own turn.
        is_lying = media_type != "image/heic" and _orientation(opened) >= 5
        return opened.size[::-1] if is_lying else opened.size


def _loaded(
    opened: Image.Image, media_type: str, box_px: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int]]:
    if media_type != "image/jpeg":
        # Pillow turns a TIFF and pi-heif a HEIC while loading; what is left to turn stands after.
        opened.load()
        image = turned(opened, _orientation(opened))
        return image, image.size
    turn = _orientation(opened)
    width_px, height_px = opened.size
    is_lying = turn >= 5
    opened.draft(None, box_px[::-1] if is_lying else box_px)
    opened.load()
    size_px = (height_px, width_px) if is_lying else (width_px, height_px)
    return turned(opened, turn), size_px


def turned(image: Image.Image, orientation: int) -> Image.Image:
    """The picture as Exif's mark, 1 to 8, asks for."""
    # A turned copy forgets that its file was animated; only still kinds carry the mark.
    return image.transpose(_TURNS[orientation]) if orientation in _TURNS else image


def _check_bounds(image: Image.Image, path: Path, media_type: str) -> None:
    is_scalable = media_type == "image/jpeg" and not image.info.get("progressive")
    limit = LIMIT_MEGAPIXELS if is_scalable else LIMIT_WHOLE_MEGAPIXELS
    width_px, height_px = image.size
    if width_px * height_px > limit * 1_000_000 or max(image.size) > LIMIT_SIDE_PX:
        raise Refused(
            "picture.too_many_pixels",
            width_px=width_px,
            height_px=height_px,
            limit_megapixels=limit,
        )
    if image.info.get("progressive") and jpeg.scans(path.read_bytes()) > LIMIT_SCANS:
        raise Refused("picture.damaged")
    if media_type == "image/tiff" and _is_raw(image):
        raise Refused("picture.wrong_kind", kind="RAW")


def _is_raw(image: Image.Image) -> bool:
    # DNG, NEF and ARW call themselves TIFF, and their first picture is a thumbnail.
    tags = getattr(image, "tag_v2", {})
    return _DNG_VERSION in tags or tags.get(_SUBFILE) == 1


def _orientation(image: Image.Image) -> int:
    try:
        mark = image.getexif().get(_ORIENTATION, 1)
    except Exception:  # noqa: BLE001  # foreign reader: broken Exif raises anything, the picture is fine
        return 1
    return mark if isinstance(mark, int) else 1


@contextmanager
def border() -> Iterator[None]:
    """Whatever a foreign decoder makes of a damaged file becomes a refusal."""
    # Pillow warns of odd metadata; the person can do nothing about it. Said at each call because
    # a host such as pytest puts its own filters back.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    try:
        yield
    except EditorError:
        raise
    except (Image.DecompressionBombError, MemoryError) as error:
        raise Refused("picture.too_many_pixels", limit_megapixels=LIMIT_MEGAPIXELS) from error
    except FileNotFoundError as error:
        raise Refused("picture.not_here") from error
    except Exception as error:
        cut = "truncated" in str(error).lower()
        raise Refused("picture.truncated" if cut else "picture.damaged") from error
