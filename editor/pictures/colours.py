# SPDX-License-Identifier: GPL-3.0-or-later
"""Pixels of any kind as colours of the web: eight bits, sRGB. Imports Pillow: load it late."""

import io
from functools import cache

from PIL import Image, ImageCms


def shown(image: Image.Image, box_px: tuple[int, int]) -> Image.Image:
    """In sRGB, on its way down to a box: colours are converted after that, for pixels cost."""
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


def on_white(image: Image.Image) -> Image.Image:
    """Without transparency."""
    if image.mode != "RGBA":
        return image.convert("RGB")
    ground = Image.new("RGB", image.size, "white")
    ground.paste(image, mask=image.getchannel("A"))
    return ground
