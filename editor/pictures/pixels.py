# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture file -> upright pixels in sRGB, within bounds. Imports Pillow: load it late."""

import io
import logging
import math
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
from editor.model import framing
from editor.model.framing import View
from editor.model.picture import Rendition
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
AVIF_QUALITY = 60
"""Looks better than WebP at `QUALITY`, in as many bytes."""
AVIF_SPEED = 8
"""Twice as fast as the default, for a tenth more bytes."""
AVIF_THREADS = 2
"""Whatever machine it is: with one thread the encoder makes other bytes than with more."""
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
_CLOCKWISE = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_ROTATED_LARGER = 1.5
_ORIENTATION, _SUBFILE, _DNG_VERSION = 0x0112, 0x00FE, 0xC612

Box = tuple[float, float, float, float]

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
    view: View,
    *,
    xmp: bytes = b"",
) -> list[tuple[Rendition, bytes]]:
    """The wanted sizes of a view as bytes for readers, widest first, from one decode.

    Each is made of the next wider one of the view, wanted or not, so that its bytes are the same
    whatever else is wanted. Nothing of the original's metadata comes along but `xmp`.

    Raises:
        Refused: as `look`, and `picture.not_here`.
    """
    steps = sorted({(each.width_px, each.height_px) for each in view.renditions}, reverse=True)
    box_px = _box_px(view, steps[0][0])
    with _decoded(path, media_type, box_px) as (loaded, _size_px):
        image, part = _framed(_shown(loaded, box_px), view)
        # Pillow would carry profiles and comments over into some kinds of file.
        image.info.clear()
        made: list[tuple[Rendition, bytes]] = []
        for size_px in steps:
            image = _fitted(image, size_px, part)
            part = None
            here = [each for each in wanted if (each.width_px, each.height_px) == size_px]
            made += [(each, _encoded(image, each.media_type, xmp)) for each in here]
            if len(made) == len(wanted):
                break
        return made


def _box_px(view: View, width_px: int) -> tuple[int, int]:
    """How large the whole upright picture must be so that the view of it is so wide."""
    scale = width_px / view.width_px
    if view.straighten_degrees:
        # What is rotated loses some sharpness: it is rotated larger and scaled afterwards.
        scale *= _ROTATED_LARGER
    return round(view.whole_px[0] * scale), round(view.whole_px[1] * scale)


def _framed(image: Image.Image, view: View) -> tuple[Image.Image, Box | None]:
    """The picture turned and straightened, and the part of it that is still to be cut out."""
    if view.turn_degrees in _CLOCKWISE:
        image = image.transpose(_CLOCKWISE[view.turn_degrees])
    if view.straighten_degrees:
        return _straightened(image, view), None
    width, height, crop = *image.size, view.crop
    left, top = crop.left * width, crop.top * height
    # Rounding must not lead out of the picture.
    right = min(width, left + max(1.0, crop.width * width))
    bottom = min(height, top + max(1.0, crop.height * height))
    box = (min(left, right - 1.0), min(top, bottom - 1.0), right, bottom)
    return image, None if box == (0, 0, width, height) else box


def _straightened(image: Image.Image, view: View) -> Image.Image:
    """The view's part of the picture rotated clockwise in itself; no corner is empty."""
    width, height, crop = *image.size, view.crop
    share = framing.straightened_share(image.size, view.straighten_degrees)
    inner = (width * share, height * share)
    part = (crop.width * inner[0], crop.height * inner[1])
    size_px = (max(1, round(part[0])), max(1, round(part[1])))
    # From the middle of the picture to the corner of what is kept, and so much a pixel.
    left = (crop.left - 0.5) * inner[0]
    top = (crop.top - 0.5) * inner[1]
    across, down = part[0] / size_px[0], part[1] / size_px[1]
    angle = math.radians(view.straighten_degrees)
    cos, sin = math.cos(angle), math.sin(angle)
    backwards = (
        *(across * cos, down * sin, width / 2 + left * cos + top * sin),
        *(-across * sin, down * cos, height / 2 - left * sin + top * cos),
    )
    return image.transform(
        size_px, Image.Transform.AFFINE, backwards, resample=Image.Resampling.BICUBIC
    )


def _fitted(image: Image.Image, size_px: tuple[int, int], part: Box | None) -> Image.Image:
    if image.size == size_px and part is None:
        return image
    return image.resize(size_px, Image.Resampling.LANCZOS, box=part, reducing_gap=3.0)


def _encoded(image: Image.Image, media_type: str, xmp: bytes) -> bytes:
    buffer = io.BytesIO()
    if media_type == "image/png":
        _encode_png(image, buffer, xmp)
    elif media_type == "image/webp":
        image.save(buffer, "WEBP", quality=QUALITY, method=4, xmp=xmp)
    elif media_type == "image/avif":
        image.save(
            buffer,
            "AVIF",
            quality=AVIF_QUALITY,
            speed=AVIF_SPEED,
            max_threads=AVIF_THREADS,
            xmp=xmp,
        )
    else:
        options = {"xmp": xmp} if xmp else {}
        flat = _on_white(image)
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
