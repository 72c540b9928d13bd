# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture file -> upright pixels in sRGB, within bounds. Imports Pillow: load it late."""

import io
import logging
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock

import pi_heif
from PIL import Image, ImageCms, ImageStat
from PIL.PngImagePlugin import PngInfo

from editor.errors import EditorError, Refused
from editor.model.picture import Crop, Rendition
from editor.pictures import jpeg

LIMIT_MEGAPIXELS = 250
"""For a JPEG that can be decoded at an eighth of its size."""
LIMIT_WHOLE_MEGAPIXELS = 120
"""For all others, which must be decoded whole: some 500 MB at four bytes a pixel."""
LIMIT_SIDE_PX = 65_500
LIMIT_SCANS = 64
"""Scans of a progressive JPEG; cameras and tools write about ten, an attack thousands."""
LARGE_MEGAPIXELS = 30
QUALITY = 80
"""For readers: the next step up costs a third more bytes and shows nothing."""
SAMPLE_PX = 256
"""The box in which a picture is looked at."""

_FORMATS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/webp": "WEBP",
    "image/tiff": "TIFF",
    "image/avif": "AVIF",
    "image/heic": "HEIF",
}
_ANIMATED = frozenset({"image/gif", "image/webp", "image/png"})
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


@dataclass(frozen=True, slots=True)
class Look:
    """What a picture turned out to be. Width and height are upright."""

    width_px: int
    height_px: int
    has_alpha: bool
    is_animated: bool
    colour: str
    """The mean colour, `#rrggbb`."""


def look(path: Path, media_type: str) -> Look:
    """Decode a picture to its end, at the smallest scale, and say what it is.

    Raises:
        Refused: `picture.truncated`, `picture.damaged`, `picture.too_many_pixels`, `picture.raw`.
    """
    with _decoded(path, media_type, (SAMPLE_PX, SAMPLE_PX)) as (image, size_px):
        sample = _shown(image, (SAMPLE_PX, SAMPLE_PX))
        has_alpha = _is_see_through(image)
        is_animated = media_type in _ANIMATED and bool(getattr(image, "is_animated", False))
        return Look(*size_px, has_alpha, is_animated, _mean_colour(sample))


def sizes(
    path: Path,
    media_type: str,
    wanted: Sequence[Rendition],
    *,
    crop: Crop | None = None,
    xmp: bytes = b"",
) -> list[tuple[Rendition, bytes]]:
    """Every wanted size as bytes for readers, widest first, from one decode.

    Nothing of the original's metadata comes along but `xmp`. With a crop the widths stay and
    the heights follow the crop.

    Raises:
        Refused: as `look`, and `picture.not_here`.
    """
    order = sorted(wanted, key=lambda each: each.width_px, reverse=True)
    share = 1.0 if crop is None else max(0.01, min(crop.width, crop.height))
    box_px = (round(order[0].width_px / share), round(order[0].height_px / share))
    with _decoded(path, media_type, box_px) as (loaded, _size_px):
        image = _shown(loaded, box_px)
        if crop is not None:
            image = image.crop(_corners(crop, image.size))
        made = []
        for each in order:
            height_px = each.height_px if crop is None else _height_at(image, each.width_px)
            image = _fitted(image, (each.width_px, height_px))
            made.append((each, _encoded(image, each.media_type, xmp)))
    return made


def _corners(crop: Crop, size_px: tuple[int, int]) -> tuple[int, int, int, int]:
    width_px, height_px = size_px
    left = min(max(0, round(crop.left * width_px)), width_px - 1)
    top = min(max(0, round(crop.top * height_px)), height_px - 1)
    right = min(max(left + 1, round((crop.left + crop.width) * width_px)), width_px)
    bottom = min(max(top + 1, round((crop.top + crop.height) * height_px)), height_px)
    return left, top, right, bottom


def _height_at(image: Image.Image, width_px: int) -> int:
    return max(1, round(image.height * width_px / image.width))


def _fitted(image: Image.Image, size_px: tuple[int, int]) -> Image.Image:
    if image.size == size_px:
        return image
    return image.resize(size_px, Image.Resampling.LANCZOS, reducing_gap=3.0)


def _encoded(image: Image.Image, media_type: str, xmp: bytes) -> bytes:
    buffer = io.BytesIO()
    if media_type == "image/png":
        _encode_png(image, buffer, xmp)
    elif media_type == "image/webp":
        image.save(buffer, "WEBP", quality=QUALITY, method=4, xmp=xmp, exif=b"")
    else:
        flat = _on_white(image)
        flat.info.clear()  # Pillow would carry comments over
        options = {"xmp": xmp} if xmp else {}
        flat.save(buffer, "JPEG", quality=QUALITY, progressive=True, optimize=True, **options)
    return buffer.getvalue()


def _encode_png(image: Image.Image, buffer: io.BytesIO, xmp: bytes) -> None:
    notes = PngInfo()
    if xmp:
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode("utf-8"))
    image.save(buffer, "PNG", pnginfo=notes)


@contextmanager
def _decoded(
    path: Path, media_type: str, box_px: tuple[int, int]
) -> Iterator[tuple[Image.Image, tuple[int, int]]]:
    """The loaded picture as stored, turned upright, and its full upright size."""
    with _border(), Image.open(path, formats=(_FORMATS[media_type],)) as opened:
        _check_bounds(opened, path, media_type)
        is_large = opened.width * opened.height > LARGE_MEGAPIXELS * 1_000_000
        with _large if is_large and media_type != "image/jpeg" else nullcontext():
            image, size_px = _loaded(opened, media_type, box_px)
            yield image, size_px


def _loaded(
    opened: Image.Image, media_type: str, box_px: tuple[int, int]
) -> tuple[Image.Image, tuple[int, int]]:
    if media_type != "image/jpeg":
        # Pillow turns a TIFF and pi-heif a HEIC while loading; what is left to turn stands after.
        opened.load()
        image = _turned(opened, _orientation(opened))
        return image, image.size
    turn = _orientation(opened)
    width_px, height_px = opened.size
    is_lying = turn >= 5
    opened.draft(None, box_px[::-1] if is_lying else box_px)
    opened.load()
    size_px = (height_px, width_px) if is_lying else (width_px, height_px)
    return _turned(opened, turn), size_px


def _turned(image: Image.Image, orientation: int) -> Image.Image:
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


def _shown(image: Image.Image, box_px: tuple[int, int]) -> Image.Image:
    """In sRGB. Colours are converted after most of the downscaling: pixels cost."""
    plain = _unpacked(image)
    scale = max(box_px[0] / plain.width, box_px[1] / plain.height)
    if scale < 0.5:
        smaller = (max(1, round(plain.width * scale)), max(1, round(plain.height * scale)))
        plain = plain.resize(smaller, Image.Resampling.LANCZOS, reducing_gap=3.0)
    return _in_srgb(plain, image.info.get("icc_profile"))


def _unpacked(image: Image.Image) -> Image.Image:
    """A mode that can be scaled: L, LA, RGB, RGBA, CMYK or LAB."""
    if image.mode in ("L", "LA", "RGB", "RGBA", "CMYK", "LAB"):
        key = image.info.get("transparency")
        return image if key is None or image.mode not in ("L", "RGB") else image.convert("RGBA")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if _has_key(image) else "RGB")
    if image.mode in ("I", "F"):
        return _stretched(image)
    return image.convert("L" if image.mode in ("1", "I;16", "I;16L", "I;16B", "I;16N") else "RGB")


def _has_key(image: Image.Image) -> bool:
    return image.mode == "PA" or "transparency" in image.info


def _stretched(image: Image.Image) -> Image.Image:
    low, high = (float(each) for each in image.getextrema()[:2])  # type: ignore[arg-type]  # one band
    scale = 255.0 / (high - low) if high > low else 0.0
    return image.convert("F").point(lambda value: value * scale - low * scale).convert("L")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode in ("LA", "RGBA"):
        alpha = image.getchannel("A")
        colours = _in_srgb(image.convert(image.mode[:-1]), profile)
        colours.putalpha(alpha)
        return colours
    is_lab = image.mode == "LAB"
    source = _lab() if is_lab else _profile(profile)
    return (source and _converted(image, source)) or image.convert("RGB")


def _converted(image: Image.Image, source: ImageCms.ImageCmsProfile) -> Image.Image | None:
    """None when the profile is of another colour space: then the picture has none."""
    try:
        return ImageCms.profileToProfile(image, source, _srgb(), outputMode="RGB")
    except (ImageCms.PyCMSError, ValueError, TypeError):
        return None


def _profile(profile: bytes | None) -> ImageCms.ImageCmsProfile | None:
    try:
        return ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else None
    except (OSError, ValueError, TypeError):
        return None  # a broken profile is none


@cache
def _srgb() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


@cache
def _lab() -> ImageCms.ImageCmsProfile:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))


def _is_see_through(image: Image.Image) -> bool:
    if image.mode not in ("LA", "RGBA", "PA") and "transparency" not in image.info:
        return False
    lowest = image.convert("RGBA").getchannel("A").getextrema()[0]
    return isinstance(lowest, int | float) and lowest < 255


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def _mean_colour(image: Image.Image) -> str:
    red, green, blue = (round(each) for each in ImageStat.Stat(_on_white(image)).mean)
    return f"#{red:02x}{green:02x}{blue:02x}"


@contextmanager
def _border() -> Iterator[None]:
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
