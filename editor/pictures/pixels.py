# SPDX-License-Identifier: GPL-3.0-or-later
"""A picture file -> upright pixels in sRGB, within bounds. Imports Pillow: load it late."""

import io
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageStat
from PIL.PngImagePlugin import PngInfo

from editor.model import framing
from editor.model.framing import View
from editor.model.picture import Rendition
from editor.pictures.colours import on_white, shown
from editor.pictures.decoding import decoded

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

_ANIMATED = frozenset({"image/gif", "image/webp", "image/png"})
_CLOCKWISE = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}
_ROTATED_LARGER = 1.25

Box = tuple[float, float, float, float]


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
    with decoded(path, media_type, (SAMPLE_PX, SAMPLE_PX)) as (image, size_px):
        sample = shown(image, (SAMPLE_PX, SAMPLE_PX))
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
) -> Iterator[tuple[Rendition, bytes]]:
    """The wanted sizes of a view as bytes for readers, widest first, from one decode.

    Each is made of the next wider one of the view, wanted or not, so that its bytes are the same
    whatever else is wanted. Nothing of the original's metadata comes along but `xmp`.

    Raises:
        Refused: as `look`, and `picture.not_here`.
    """
    steps = sorted({(each.width_px, each.height_px) for each in view.renditions}, reverse=True)
    box_px = _box_px(view, steps[0][0])
    with decoded(path, media_type, box_px) as (loaded, _size_px):
        image, part = _framed(shown(loaded, box_px), view)
        # Pillow would carry profiles and comments over into some kinds of file.
        image.info.clear()
        left = len(wanted)
        for size_px in steps:
            image = _fitted(image, size_px, part)
            part = None
            for each in wanted:
                if (each.width_px, each.height_px) == size_px:
                    yield each, _encoded(image, each.media_type, xmp)
                    left -= 1
            if not left:
                break


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
        flat = on_white(image)
        flat.save(buffer, "JPEG", quality=QUALITY, progressive=True, optimize=True, **options)
    return buffer.getvalue()


def _encode_png(image: Image.Image, buffer: io.BytesIO, xmp: bytes) -> None:
    notes = PngInfo()
    if xmp:
        notes.add_itxt("XML:com.adobe.xmp", xmp.decode("utf-8"))
    image.save(buffer, "PNG", pnginfo=notes)


def _is_see_through(image: Image.Image) -> bool:
    if image.mode not in ("LA", "RGBA", "PA") and "transparency" not in image.info:
        return False
    lowest = image.convert("RGBA").getchannel("A").getextrema()[0]
    return isinstance(lowest, int | float) and lowest < 255


def _mean_colour(image: Image.Image) -> str:
    red, green, blue = (round(each) for each in ImageStat.Stat(on_white(image)).mean)
    return f"#{red:02x}{green:02x}{blue:02x}"
