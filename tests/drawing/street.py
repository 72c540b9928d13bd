# SPDX-License-Identifier: GPL-3.0-or-later
"""A street in the rain."""

import random

from PIL import Image, ImageDraw, ImageFilter

from tests.drawing.brush import (
    Colour,
    H,
    Point,
    W,
    afloat,
    colour,
    finished,
    glow,
    gradient,
    lay,
    mirrored,
    mix,
    ripples,
)


def rain(dice: random.Random) -> Image.Image:
    """A street in the rain at night, lanterns and umbrellas."""
    horizon = round(H * 0.5)
    picture = gradient(W, H, [(0, "#0f1c2b"), (0.5, "#35505c"), (0.52, "#20343f"), (1, "#0d1820")])
    middle = W * 0.5
    picture = glow(picture, (middle, horizon - 40), 1000, "#ffcf8f", 0.75)
    pen = ImageDraw.Draw(picture)
    walls = ["#9a7a3c", "#a5683c", "#5a7a72", "#8a5a48", "#b08a48", "#4f6a78"]
    for side in (-1, 1):
        for n in range(9, 0, -1):
            far, near = 1 - n / 9.6, 1 - (n - 1) / 9.6
            x1, x2 = (
                middle + side * (150 + 1650 * far**1.7),
                middle + side * (150 + 1650 * near**1.7),
            )
            t1, t2 = horizon - 190 - 1050 * far**1.5, horizon - 190 - 1050 * near**1.5
            b1, b2 = horizon + 16 + 320 * far**1.7, horizon + 16 + 320 * near**1.7
            tint = mix(colour(dice.choice(walls)), colour("#17242c"), 0.35 + 0.4 * near)
            pen.polygon([(x1, t1), (x2, t2), (x2, b2), (x1, b1)], fill=tint)
            roof = mix(colour("#5b3a2c"), colour("#10181d"), 0.5)
            lift = 40 + 70 * near
            pen.polygon(
                [
                    (x1, t1 - lift * 0.5),
                    (x2, t2 - lift),
                    (x2 - side * 14, t2 + lift * 0.5),
                    (x1 - side * 20, t1 + lift * 0.4),
                ],
                fill=roof,
            )
            _shopfront(pen, (x1, x2), (t1, t2), (b1, b2))
    picture = _lanterns(picture, dice, middle, horizon)
    picture = mirrored(picture, horizon + 30, dice=dice, sway=16)
    wet = Image.new("L", (W, H))
    wet.paste(
        gradient(W, H - horizon - 30, [(0, "#303030"), (1, "#b8b8b8")]).convert("L"),
        (0, horizon + 30),
    )
    lay(picture, "#0b151c", wet, 0.8)
    ripples(picture, dice, horizon + 30, ["#ffcf8f", "#ffe3b8", "#0b151c", "#b3573a"], 1100)
    for x, y, size, tint in (
        (0.43, 0.6, 62, "#7a2f28"),
        (0.56, 0.62, 72, "#2b4a5e"),
        (0.355, 0.76, 120, "#b0492f"),
        (0.64, 0.84, 150, "#c79a3f"),
    ):
        _umbrella(picture, W * x, H * y, size, colour(tint))
    falling = Image.new("L", (W, H))
    strokes = ImageDraw.Draw(falling)
    for _ in range(1500):
        x, y, long = dice.uniform(0, W), dice.uniform(-60, H), dice.uniform(30, 110)
        strokes.line(
            [(x, y), (x - long * 0.14, y + long)],
            fill=round(dice.uniform(20, 85)),
            width=dice.choice((2, 2, 3)),
        )
    lay(picture, "#e6eef0", falling.filter(ImageFilter.GaussianBlur(1)))
    return finished(picture, dice)


def _shopfront(pen: ImageDraw.ImageDraw, across: Point, tops: Point, bottoms: Point) -> None:
    def at(share: float, height: float) -> Point:
        x = across[0] + (across[1] - across[0]) * share
        top, bottom = (ends[0] + (ends[1] - ends[0]) * share for ends in (tops, bottoms))
        return x, bottom - (bottom - top) * height

    for left, low, right, high, tint in (
        (0.2, 0.02, 0.8, 0.34, "#ffca7d"),
        (0.22, 0.5, 0.42, 0.78, "#e9a95f"),
        (0.58, 0.5, 0.78, 0.78, "#3a4a4e"),
    ):
        pen.polygon(
            [at(left, low), at(right, low), at(right, high), at(left, high)],
            fill=mix(colour(tint), colour("#17242c"), 0.15),
        )
    for share in (0.4, 0.6):
        pen.line([at(share, 0.02), at(share, 0.34)], fill=colour("#2a211a"), width=5)
    pen.polygon(
        [at(0.08, 0.36), at(0.92, 0.36), at(0.96, 0.42), at(0.04, 0.42)], fill=colour("#7a3226")
    )


def _lanterns(
    picture: Image.Image, dice: random.Random, middle: float, horizon: int
) -> Image.Image:
    for row in range(6):
        near = (row + 1) / 6
        wide, high, size = (
            170 + 1500 * near**1.7,
            horizon - 150 - 760 * near**1.4,
            9 + 50 * near**1.5,
        )
        pen = ImageDraw.Draw(picture)
        wire = [
            (middle + wide * (n / 10 - 1), high + 150 * near * (1 - (n / 10 - 1) ** 2))
            for n in range(21)
        ]
        pen.line(wire, fill=colour("#0b1116"), width=3)
        for x, y in wire[2:-1:4]:
            tint = dice.choice(("#e2492f", "#f08a3a", "#f2b84b"))
            picture = glow(picture, (x, y + size), size * 5, tint, 0.6)
            pen = ImageDraw.Draw(picture)
            pen.ellipse((x - size, y, x + size, y + size * 1.7), fill=colour(tint))
            pen.ellipse(
                (x - size * 0.5, y + size * 0.2, x + size * 0.5, y + size * 1.5),
                fill=mix(colour(tint), colour("#fff2c4"), 0.55),
            )
            pen.rectangle(
                (x - size * 0.3, y - size * 0.1, x + size * 0.3, y + size * 0.1),
                fill=colour("#3a1f14"),
            )
    return picture


def _umbrella(picture: Image.Image, x: float, y: float, size: float, tint: Colour) -> None:
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    dark = colour("#0c1318")
    for leg in (-0.22, 0.2):
        pen.line(
            [(x + leg * size * 0.4, y - size * 1.1), (x + leg * size, y)],
            fill=dark,
            width=round(size * 0.2),
        )
    pen.polygon(
        [
            (x - size * 0.42, y - size * 0.75),
            (x - size * 0.3, y - size * 2),
            (x + size * 0.3, y - size * 2),
            (x + size * 0.42, y - size * 0.75),
        ],
        fill=mix(dark, tint, 0.25),
    )
    pen.ellipse((x - size * 0.2, y - size * 2.4, x + size * 0.2, y - size * 1.95), fill=dark)
    pen.line(
        [(x + size * 0.25, y - size * 1.5), (x + size * 0.2, y - size * 3)],
        fill=dark,
        width=max(3, round(size * 0.06)),
    )
    centre, wide = x + size * 0.2, size * 1.35
    pen.pieslice(
        (centre - wide, y - size * 3.05, centre + wide, y - size * 1.15), 180, 360, fill=tint
    )
    for n in range(4):
        left = centre - wide + n * wide / 2
        pen.pieslice(
            (left, y - size * 2.22, left + wide / 2, y - size * 1.98), 180, 360, fill=(0, 0, 0, 0)
        )
        pen.line(
            [(left + wide / 4 * (0 if n < 2 else 2), y - size * 2.1), (centre, y - size * 3.05)],
            fill=mix(tint, (0, 0, 0), 0.3),
            width=3,
        )
    afloat(picture, layer, round(y))
