# SPDX-License-Identifier: GPL-3.0-or-later
"""Draws the pictures of `resources/samples`, our own: `python -m tests.draw_samples [NAME...]`."""

import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image

from tests.drawing import land, street, town, water

LIMIT_BYTES = 250_000

SCENES: dict[str, Callable[[random.Random], Image.Image]] = {
    "cho-noi-binh-minh.jpg": water.market,
    "thu-vien.jpg": town.library,
    "ruong-bac-thang.jpg": land.terraces,
    "cang-bien.jpg": water.harbour,
    "thanh-pho-dem.jpg": town.night,
    "pho-mua.jpg": street.rain,
    "lighthouse.jpg": water.lighthouse,
}


def save(picture: Image.Image, path: Path) -> None:
    """Write a JPEG as fine as the limit allows."""
    for quality in range(86, 50, -4):
        picture.save(path, quality=quality, optimize=True, progressive=True, subsampling=2)
        if path.stat().st_size <= LIMIT_BYTES:
            return


def main(names: Sequence[str]) -> None:
    """Draw all pictures, or those named."""
    folder = Path(__file__).parent.parent / "resources" / "samples"
    for name, scene in SCENES.items():
        if names and name not in names:
            continue
        save(scene(random.Random(name)), folder / name)


if __name__ == "__main__":
    main(sys.argv[1:])
