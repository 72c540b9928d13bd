# SPDX-License-Identifier: GPL-3.0-or-later
"""Light, water, grain and the small figures that the sample pictures share."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageOps

WIDTH_PX, HEIGHT_PX = 1600, 1067
FINE = 2
"""Shapes are drawn this many times larger, then made smaller, so that edges are smooth."""
W, H = WIDTH_PX * FINE, HEIGHT_PX * FINE

Colour = tuple[int, int, int]
Point = tuple[float, float]


def colour(hexadecimal: str) -> Colour:
    """`#c2371f` -> (194, 55, 31)."""
    number = int(hexadecimal.removeprefix("#"), 16)
    return number >> 16, number >> 8 & 255, number & 255


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; share 0 is the first."""
    share = min(1.0, max(0.0, share))
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def gradient(width: int, height: int, stops: Sequence[tuple[float, str]]) -> Image.Image:
    """Colours from top to bottom; stops are (share of the height, colour)."""
    column = Image.new("RGB", (1, height))
    for row in range(height):
        at = row / max(1, height - 1)
        above = max((stop for stop in stops if stop[0] <= at), default=stops[0])
        below = min((stop for stop in stops if stop[0] >= at), default=stops[-1])
        span = below[0] - above[0]
        share = (at - above[0]) / span if span else 0.0
        column.putpixel((0, row), mix(colour(above[1]), colour(below[1]), share))
    return column.resize((width, height))


def cloudy(dice: random.Random, width: int, height: int, *, cells: int = 6) -> Image.Image:
    """Soft noise from black to white, wider than high, as clouds and mist are."""
    total = Image.new("L", (width, height), 0)
    share = 0.55
    for octave in range(4):
        across, down = cells * 2**octave, max(2, cells * 2**octave * height // width * 2)
        small = Image.new("L", (across, down))
        small.putdata([dice.randrange(256) for _ in range(across * down)])
        layer = small.resize((width, height), Image.Resampling.BICUBIC)
        total = ImageChops.add(total, layer.point(lambda value, share=share: value * share))
        share /= 2
    return ImageOps.autocontrast(total, cutoff=2)


def lay(picture: Image.Image, tint: str, mask: Image.Image, strength: float = 1.0) -> None:
    """A colour laid over the picture where the mask is light."""
    picture.paste(colour(tint), (0, 0), mask.point(lambda value: value * strength))


def glow(
    picture: Image.Image, centre: Point, radius: float, tint: str, strength: float = 1.0
) -> Image.Image:
    """A soft light added around a point."""
    small = Image.new("L", (picture.width // 8, picture.height // 8), 0)
    x, y, r = centre[0] / 8, centre[1] / 8, radius / 8
    pen = ImageDraw.Draw(small)
    for step in range(40, 0, -1):
        share = step / 40
        value = round(255 * strength * (1 - share) ** 2.2)
        pen.ellipse((x - r * share, y - r * share, x + r * share, y + r * share), fill=value)
    mask = small.filter(ImageFilter.GaussianBlur(2)).resize(picture.size, Image.Resampling.BICUBIC)
    light = Image.new("RGB", picture.size, colour(tint))
    dark = Image.new("RGB", picture.size)
    return ImageChops.screen(picture, Image.composite(light, dark, mask))


def ridge(dice: random.Random, base: float, rise: float, *, rough: float = 1.0) -> list[Point]:
    """A line of hills from left to right."""
    waves = [
        (
            dice.uniform(0.6, 1.4) * 2**n,
            dice.uniform(0, 7),
            rise / (1.9**n) * (rough if n > 2 else 1),
        )
        for n in range(7)
    ]
    return [
        (x, base - sum(size * math.sin(x / W * freq * 5 + phase) for freq, phase, size in waves))
        for x in range(0, W + 9, 8)
    ]


def fill_below(
    picture: Image.Image, line: Sequence[Point], tint: Colour, bottom: float = H
) -> None:
    """Everything from a line down to `bottom` in one colour."""
    ImageDraw.Draw(picture).polygon([*line, (W, bottom), (0, bottom)], fill=tint)


def mirrored(
    picture: Image.Image, horizon: int, *, dice: random.Random, sway: float = 10
) -> Image.Image:
    """The part below the horizon as water that mirrors the part above."""
    depth = picture.height - horizon
    above = picture.crop((0, max(0, horizon - depth), picture.width, horizon))
    water = ImageOps.flip(above).resize((picture.width, depth)).filter(ImageFilter.GaussianBlur(5))
    moved = water.copy()
    phases = [dice.uniform(0, 6.3) for _ in range(3)]
    for row in range(depth):
        near = row / depth
        wave = sum(
            math.sin(row / (3 + 40 * near) * (1.3 + n) + phase) for n, phase in enumerate(phases)
        )
        shift = round(wave * sway * (0.25 + near))
        moved.paste(water.crop((0, row, picture.width, row + 1)), (shift, row))
    picture.paste(moved, (0, horizon))
    return picture


def ripples(
    picture: Image.Image, dice: random.Random, horizon: int, tints: Sequence[str], count: int = 900
) -> None:
    """Short flat strokes of light and shade on water, longer and wider apart towards us."""
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    for _ in range(count):
        near = dice.random() ** 1.6
        y = horizon + near * (H - horizon)
        long, x = (20 + 260 * near) * dice.uniform(0.3, 1), dice.uniform(-100, W)
        tint = (*colour(dice.choice(tints)), round(dice.uniform(14, 60)))
        pen.ellipse((x, y, x + long, y + 2 + 7 * near * dice.random()), fill=tint)
    picture.paste(layer, (0, 0), layer)


def finished(
    picture: Image.Image, dice: random.Random, *, grain: int = 4, dim: float = 0.35
) -> Image.Image:
    """The picture at its size, with darker corners and the grain of film."""
    whole = picture.resize((WIDTH_PX, HEIGHT_PX), Image.Resampling.LANCZOS)
    corners = Image.new("L", (80, 53), 255)
    ImageDraw.Draw(corners).ellipse((-12, -10, 92, 63), fill=0)
    mask = corners.filter(ImageFilter.GaussianBlur(11)).resize(whole.size, Image.Resampling.BICUBIC)
    whole.paste((8, 8, 14), (0, 0), mask.point(lambda value: value * dim))
    specks = Image.new("L", (WIDTH_PX // 2, HEIGHT_PX // 2))
    specks.putdata([round(128 + dice.gauss(0, grain)) for _ in range(specks.width * specks.height)])
    fine = specks.resize(whole.size, Image.Resampling.BICUBIC)
    noise = Image.merge("RGB", (fine, fine, fine))
    return ImageChops.overlay(whole, noise)


def afloat(picture: Image.Image, layer: Image.Image, water_line: int) -> None:
    """What is drawn on a clear layer, put on the water with its reflection."""
    depth = min(water_line, picture.height - water_line)
    turned = ImageOps.flip(layer.crop((0, water_line - depth, picture.width, water_line)))
    turned = turned.resize((picture.width, round(depth * 0.8))).filter(ImageFilter.GaussianBlur(7))
    faint = turned.getchannel("A").point(lambda value: value * 0.6)
    picture.paste(turned, (0, water_line), faint)
    picture.paste(layer, (0, 0), layer)


def hat(pen: ImageDraw.ImageDraw, x: float, y: float, size: float, tint: Colour) -> None:
    """A conical hat."""
    pen.polygon([(x - size, y), (x, y - size * 0.62), (x + size, y)], fill=tint)
    pen.ellipse((x - size, y - size * 0.16, x + size, y + size * 0.16), fill=tint)


def rower(
    pen: ImageDraw.ImageDraw, x: float, y: float, size: float, tint: Colour, lean: float = 0.2
) -> None:
    """A person who stands in a boat and rows, feet at (x, y)."""
    hip, neck = (x + size * 0.1 * lean, y - size * 0.9), (x + size * lean, y - size * 1.72)
    pen.polygon(
        [
            (x - size * 0.2, y),
            (x + size * 0.2, y),
            (hip[0] + size * 0.24, hip[1]),
            (neck[0] + size * 0.2, neck[1] + size * 0.08),
            (neck[0] - size * 0.18, neck[1] + size * 0.08),
            (hip[0] - size * 0.2, hip[1]),
        ],
        fill=tint,
    )
    pen.ellipse(
        (
            neck[0] - size * 0.15,
            neck[1] - size * 0.28,
            neck[0] + size * 0.15,
            neck[1] + size * 0.16,
        ),
        fill=tint,
    )
    hat(pen, neck[0] + size * 0.02, neck[1] - size * 0.14, size * 0.4, tint)
    hand = (x + size * 0.85, y - size * 1.15)
    pen.line([(neck[0], neck[1] + size * 0.2), hand], fill=tint, width=round(size * 0.12))
    pen.line(
        [(hand[0] - size * 0.25, hand[1] - size * 0.2), (x + size * 1.7, y + size * 0.55)],
        fill=tint,
        width=max(2, round(size * 0.05)),
    )


def boat(
    pen: ImageDraw.ImageDraw, x: float, y: float, long: float, tint: Colour, cabin: float = 0.0
) -> None:
    """A wooden boat seen from the side, its middle at the water line (x, y)."""
    half, high = long / 2, long * 0.05
    upper = [
        (x - half + long * n / 30, y - high * (0.75 + 1.5 * (2 * n / 30 - 1) ** 4))
        for n in range(31)
    ]
    lower = [
        (x + half * (0.93 - 1.86 * n / 12), y + high * 0.55 * math.sin(math.pi * n / 12))
        for n in range(13)
    ]
    pen.polygon([*upper, *lower], fill=tint)
    if cabin:
        left, right, top = x - half * cabin, x + half * cabin * 0.8, y - high * 2.9
        pen.rounded_rectangle((left, top, right, y), radius=high * 1.9, fill=tint)
        pen.rectangle((left, y - high * 0.6, right, y - high * 0.2), fill=tint)


def palm(
    pen: ImageDraw.ImageDraw, dice: random.Random, x: float, y: float, tall: float, tint: Colour
) -> None:
    """A coconut palm, foot at (x, y)."""
    lean = dice.uniform(-0.25, 0.25)
    trunk = [(x + lean * tall * (n / 12) ** 1.8, y - tall * n / 12) for n in range(13)]
    pen.line(trunk, fill=tint, width=max(2, round(tall * 0.03)), joint="curve")
    top_x, top_y = trunk[-1]
    for n in range(13):
        angle = math.pi * (n / 12) + dice.uniform(-0.1, 0.1)
        reach = tall * dice.uniform(0.3, 0.42)
        spine = [
            (
                top_x + reach * s * math.cos(angle),
                top_y - reach * s * math.sin(angle) * 0.75 + reach * 0.75 * s * s,
            )
            for s in (0, 0.25, 0.5, 0.75, 1)
        ]
        for share, (px, py) in zip((0, 0.25, 0.5, 0.75, 1), spine, strict=True):
            droop = reach * 0.26 * (1 - share * 0.6)
            pen.line(
                [(px, py), (px - droop * 0.2, py + droop)],
                fill=tint,
                width=max(1, round(tall * 0.012)),
            )
        pen.line(spine, fill=tint, width=max(2, round(tall * 0.022)), joint="curve")
