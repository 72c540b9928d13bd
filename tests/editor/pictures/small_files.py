# SPDX-License-Identifier: GPL-3.0-or-later
"""A small file of every kind that comes in: all show red, green over blue, yellow, upright."""

import io
import struct
import zlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from PIL import Image, ImageCms, ImageDraw

from tests.bench.photographs import previews

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 30), (30, 30, 200), (220, 200, 20)
CORNERS = (RED, GREEN, BLUE, YELLOW)
SIZE_PX = (96, 64)
_AS_STORED = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


def quarters(size_px: tuple[int, int] = SIZE_PX) -> Image.Image:
    image = Image.new("RGB", size_px, RED)
    draw = ImageDraw.Draw(image)
    across, down = size_px[0] // 2, size_px[1] // 2
    draw.rectangle((across, 0, *size_px), fill=GREEN)
    draw.rectangle((0, down, across - 1, size_px[1]), fill=BLUE)
    draw.rectangle((across, down, *size_px), fill=YELLOW)
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def held(orientation: int, form: str = "JPEG") -> bytes:
    """As a camera stores it that was held so."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    image = quarters()
    if orientation in _AS_STORED:
        image = image.transpose(_AS_STORED[orientation])
    return saved(image, form, exif=exif, **({"quality": 95} if form != "TIFF" else {}))


def with_preview() -> bytes:
    """A camera's JPEG with a larger preview behind it, which MPF points to, of another picture."""
    whole = saved(quarters(), "JPEG", quality=95)
    preview = saved(Image.new("RGB", (48, 32), "white"), "JPEG")
    index = previews(0, len(preview), 0)
    length = len(whole) + len(index)
    return whole[:2] + previews(length, len(preview), length - 10) + whole[2:] + preview


def sixteen_bits() -> bytes:
    """A PNG of 16 bits a colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        crc = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc)

    image = quarters()
    rows = b""
    for y in range(image.height):
        line = image.crop((0, y, image.width, y + 1)).tobytes()
        rows += b"\0" + b"".join(bytes((each, each)) for each in line)
    head = struct.pack(">IIBBBBB", *image.size, 16, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def wide_gamut() -> bytes:
    """The colours as numbers of another space, whose red and green lie in each other's place."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = srgb.replace(b"rXYZ", b"?").replace(b"gXYZ", b"rXYZ").replace(b"?", b"gXYZ")
    red, green, blue = quarters().split()
    return saved(Image.merge("RGB", (green, red, blue)), "PNG", icc_profile=swapped)


def print_colours() -> bytes:
    """CMYK, as Photoshop saves it for paper."""
    return saved(quarters().convert("CMYK"), "JPEG", quality=95)


def see_through() -> bytes:
    image = quarters().convert("RGBA")
    image.putalpha(200)
    return saved(image, "PNG")


def moving(form: str) -> bytes:
    frames = [quarters(), Image.new("RGB", SIZE_PX, "white")]
    return saved(frames[0], form, save_all=True, append_images=frames[1:], duration=90, loop=0)


def heic() -> bytes:
    """Of a phone; made once with libheif, of another picture than the rest."""
    return Path(__file__).with_name("still.heic").read_bytes()


MAKERS: dict[str, Callable[[], bytes]] = {
    **{f"JPEG held {mark}": (lambda mark=mark: held(mark)) for mark in range(1, 9)},
    "JPEG progressive": lambda: saved(quarters(), "JPEG", progressive=True, quality=95),
    "JPEG of print colours": print_colours,
    "JPEG with MPF": with_preview,
    "JPEG grey": lambda: saved(quarters().convert("L"), "JPEG"),
    "PNG of 16 bits": sixteen_bits,
    "PNG of wide gamut": wide_gamut,
    "PNG with alpha": see_through,
    "PNG with a palette": lambda: saved(quarters().quantize(16), "PNG"),
    "PNG moving": lambda: moving("PNG"),
    "GIF": lambda: saved(quarters(), "GIF"),
    "GIF moving": lambda: moving("GIF"),
    "WebP": lambda: saved(quarters(), "WEBP", quality=95),
    "WebP moving": lambda: moving("WEBP"),
    "AVIF": lambda: saved(quarters(), "AVIF", quality=95),
    "TIFF held 6": lambda: held(6, "TIFF"),
    "HEIC": heic,
}
"""Kind -> a maker of the bytes."""


@cache
def small_file(kind: str) -> bytes:
    return MAKERS[kind]()
