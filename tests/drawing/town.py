# SPDX-License-Identifier: GPL-3.0-or-later
"""A library, a city at night."""

import math
import random
from collections.abc import Callable, Sequence

from PIL import Image, ImageDraw, ImageFilter

from tests.drawing.brush import (
    H,
    Point,
    W,
    colour,
    finished,
    glow,
    gradient,
    lay,
    mirrored,
    mix,
    ripples,
)


def library(dice: random.Random) -> Image.Image:
    """A reading room between two walls of books, with a window at its end."""
    picture = gradient(W, H, [(0, "#20160f"), (0.5, "#3a2617"), (1, "#1a120c")])
    pen = ImageDraw.Draw(picture)
    middle, eye, wall, near, far = W / 2, H * 0.46, 1.75, 1.0, 7.0

    def seen(x: float, y: float, z: float) -> Point:
        return middle + x / z * W * 0.42, eye + y / z * W * 0.42

    _window(picture, [seen(-1.75, -1.75, far), seen(1.75, 1.0, far)])
    planks = [(-wall + 2 * wall * n / 14, -wall + 2 * wall * (n + 1) / 14) for n in range(14)]
    for n, (left, right) in enumerate(planks):
        pen.polygon(
            [
                seen(left, 1.0, near),
                seen(right, 1.0, near),
                seen(right, 1.0, far),
                seen(left, 1.0, far),
            ],
            fill=mix(colour("#5b3a20"), colour("#6b4628"), n % 3 / 2),
        )
    for n in range(9):
        z, thick = near + (far - near) * n / 8, 0.09
        pen.polygon(
            [
                seen(-wall, -1.75, z),
                seen(wall, -1.75, z),
                seen(wall, -1.75 - thick, z),
                seen(-wall, -1.75 - thick, z),
            ],
            fill=colour("#2a1b10"),
        )
    covers = [
        "#7b2d26",
        "#31506b",
        "#3f5b46",
        "#a77b3d",
        "#5b3b5d",
        "#c9b18a",
        "#8c4a2f",
        "#2d3b4d",
        "#d8c7a5",
        "#6c6a3a",
    ]
    for side in (-1, 1):
        pen.polygon(
            [
                seen(side * wall, -2.2, near),
                seen(side * wall, -1.75, far),
                seen(side * wall, 1.0, far),
                seen(side * wall, 1.0, near),
            ],
            fill=colour("#2b1a0f"),
        )
        for shelf in range(6):
            top, bottom, z = -1.75 + shelf * 0.46, -1.75 + (shelf + 1) * 0.46, near
            while z < far:
                thick = dice.uniform(0.018, 0.06)
                low = top + dice.uniform(0.06, 0.16)
                light = 0.25 + 0.75 * ((z - near) / (far - near)) ** 0.7
                tint = mix(
                    colour("#0f0905"), colour(dice.choice(covers)), light * dice.uniform(0.75, 1)
                )
                if dice.random() > 0.06:
                    pen.polygon(
                        [
                            seen(side * wall, low, z),
                            seen(side * wall, low, z + thick * 0.92),
                            seen(side * wall, bottom - 0.03, z + thick * 0.92),
                            seen(side * wall, bottom - 0.03, z),
                        ],
                        fill=tint,
                    )
                    band = low + (bottom - low) * 0.22
                    pen.polygon(
                        [
                            seen(side * wall, band, z),
                            seen(side * wall, band, z + thick * 0.92),
                            seen(side * wall, band + 0.02, z + thick * 0.92),
                            seen(side * wall, band + 0.02, z),
                        ],
                        fill=mix(tint, colour("#e8c877"), 0.45),
                    )
                z += thick
            pen.polygon(
                [
                    seen(side * wall, bottom - 0.03, near),
                    seen(side * wall, bottom - 0.03, far),
                    seen(side * wall, bottom + 0.02, far),
                    seen(side * wall, bottom + 0.02, near),
                ],
                fill=colour("#6b4527"),
            )
        for n in range(7):
            z = near + (far - near) * n / 6
            pen.polygon(
                [
                    seen(side * wall, -2.2, z),
                    seen(side * wall, -2.2, z + 0.09),
                    seen(side * wall, 1, z + 0.09),
                    seen(side * wall, 1, z),
                ],
                fill=colour("#4a2f1a"),
            )
    picture = glow(picture, (middle, eye - 60), 1700, "#ffc27a", 0.6)
    shine = Image.new("L", (W, H))
    ImageDraw.Draw(shine).polygon(
        [seen(-0.9, 1, far), seen(0.9, 1, far), seen(1.1, 1, near), seen(-1.1, 1, near)], fill=120
    )
    lay(picture, "#ffdca0", shine.filter(ImageFilter.GaussianBlur(60)), 0.6)
    for side, z in ((-1, 3.4), (1, 2.5), (-1, 1.9)):
        picture = _desk(picture, seen, side * 0.78, z)
    return finished(picture, dice, dim=0.5)


def _window(picture: Image.Image, corners: Sequence[Point]) -> None:
    (left, top), (right, bottom) = corners
    high = round(bottom - top)
    light = gradient(round(right - left), high, [(0, "#fff4d6"), (0.6, "#ffe3ad"), (1, "#e9b878")])
    picture.paste(light, (round(left), round(top)))
    pen = ImageDraw.Draw(picture)
    for n in range(1, 6):
        x = left + (right - left) * n / 6
        pen.line([(x, top), (x, bottom)], fill=colour("#6b4527"), width=9 if n % 2 else 14)
    for n in range(1, 5):
        y = top + (bottom - top) * n / 5
        pen.line([(left, y), (right, y)], fill=colour("#6b4527"), width=8)


def _desk(
    picture: Image.Image, seen: Callable[[float, float, float], Point], x: float, z: float
) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    wide, deep, top = 0.42, 0.5, 0.42
    dark, board = colour("#1c110a"), mix(colour("#3b2313"), colour("#8a5a30"), z / 5)
    for dx in (-wide + 0.03, wide - 0.03):
        (ax, ay), (bx, by) = seen(x + dx, top, z), seen(x + dx, 1.0, z)
        pen.line([(ax, ay), (bx, by)], fill=dark, width=round(46 / z))
    pen.polygon(
        [
            seen(x - wide, top, z),
            seen(x + wide, top, z),
            seen(x + wide, top, z + deep),
            seen(x - wide, top, z + deep),
        ],
        fill=board,
    )
    pen.polygon(
        [
            seen(x - wide, top, z),
            seen(x + wide, top, z),
            seen(x + wide, top + 0.06, z),
            seen(x - wide, top + 0.06, z),
        ],
        fill=dark,
    )
    foot, shade = seen(x, top, z + 0.25), seen(x, top - 0.36, z + 0.25)
    pen.line([foot, shade], fill=colour("#c9a25a"), width=round(18 / z))
    size = 190 / z
    pen.polygon(
        [
            (shade[0] - size, shade[1] + size * 0.35),
            (shade[0] - size * 0.55, shade[1] - size * 0.4),
            (shade[0] + size * 0.55, shade[1] - size * 0.4),
            (shade[0] + size, shade[1] + size * 0.35),
        ],
        fill=colour("#2f6b4f"),
    )
    pen.rectangle(
        (shade[0] - size, shade[1] + size * 0.3, shade[0] + size, shade[1] + size * 0.42),
        fill=colour("#fff0c4"),
    )
    picture = glow(picture, (shade[0], shade[1] + size * 0.5), size * 3.4, "#ffd48a", 0.85)
    pen = ImageDraw.Draw(picture)
    for n, dx in enumerate((-0.24, 0.2)):
        page = [
            seen(x + dx - 0.1, top - 0.01, z + 0.1),
            seen(x + dx + 0.1, top - 0.01, z + 0.1),
            seen(x + dx + 0.1, top - 0.02, z + 0.3),
            seen(x + dx - 0.1, top - 0.02, z + 0.3),
        ]
        pen.polygon(page, fill=colour("#f7e9c8" if n else "#7b2d26"))
    return picture


def night(dice: random.Random) -> Image.Image:
    """A city at night across its river, with a bridge of lights."""
    horizon = round(H * 0.63)
    picture = gradient(
        W,
        H,
        [(0, "#060a1c"), (0.3, "#101a3a"), (0.5, "#4a3f73"), (0.63, "#b0657f"), (1, "#b0657f")],
    )
    pen = ImageDraw.Draw(picture)
    for _ in range(240):
        x, y, size = dice.uniform(0, W), dice.uniform(0, H * 0.36), dice.choice((2, 2, 3, 4))
        pen.ellipse(
            (x, y, x + size, y + size),
            fill=mix(colour("#101a3a"), colour("#ffffff"), dice.uniform(0.3, 0.9)),
        )
    picture = glow(picture, (W * 0.52, horizon), 1700, "#d9748a", 0.5)
    for layer, (tint, high, wide) in enumerate(
        (("#54477a", 520, 130), ("#2f3263", 680, 150), ("#161d40", 430, 190))
    ):
        x = -80.0
        while x < W:
            across = dice.uniform(0.5, 1.15) * wide
            crest = math.exp(-(((x / W) - 0.56) ** 2) / 0.07)
            tall = high * (0.3 + 0.75 * crest) * dice.uniform(0.55, 1.1)
            _tower(picture, dice, (x, horizon - tall, x + across, horizon), tint, layer)
            x += across * dice.uniform(0.85, 1.12)
    picture = _bridge(picture, horizon)
    picture = mirrored(picture, horizon, dice=dice, sway=11)
    deep = Image.new("L", (W, H))
    deep.paste(
        gradient(W, H - horizon, [(0, "#202020"), (1, "#c8c8c8")]).convert("L"), (0, horizon)
    )
    lay(picture, "#070b1e", deep, 0.9)
    ripples(picture, dice, horizon, ["#ffcf8a", "#e08aa0", "#0a1026", "#2a3566"], 1300)
    return finished(picture, dice)


def _tower(
    picture: Image.Image,
    dice: random.Random,
    box: tuple[float, float, float, float],
    tint: str,
    layer: int,
) -> None:
    left, top, right, bottom = box
    pen = ImageDraw.Draw(picture)
    pen.rectangle(box, fill=colour(tint))
    if dice.random() > 0.7:
        pen.rectangle(
            (left + (right - left) * 0.3, top - 44, right - (right - left) * 0.3, top),
            fill=colour(tint),
        )
        pen.line(
            [((left + right) / 2, top - 120), ((left + right) / 2, top)], fill=colour(tint), width=6
        )
    lights = ("#ffd58a", "#ffe9bf", "#ffb86b", "#bcd7ff")
    lit, pitch = dice.uniform(0.3, 0.75), 17 + 4 * layer
    for row in range(int((bottom - top - 16) / (pitch * 1.25))):
        for column in range(int((right - left - 14) / pitch)):
            if dice.random() < lit:
                x, y = left + 10 + column * pitch, top + 12 + row * pitch * 1.25
                pen.rectangle(
                    (x, y, x + pitch * 0.5, y + pitch * 0.62),
                    fill=mix(colour(tint), colour(dice.choice(lights)), dice.uniform(0.35, 1)),
                )


def _bridge(picture: Image.Image, horizon: int) -> Image.Image:
    pen = ImageDraw.Draw(picture)
    deck, tint = horizon - 96, colour("#2b2f55")
    for x in (W * 0.2, W * 0.44):
        pen.polygon(
            [(x - 22, horizon), (x - 9, deck - 400), (x + 9, deck - 400), (x + 22, horizon)],
            fill=colour("#e7c9a8"),
        )
        for n in range(1, 11):
            for way in (-1, 1):
                pen.line(
                    [(x, deck - 392 + n * 14), (x + way * n * W * 0.0118, deck)],
                    fill=colour("#f3dcae"),
                    width=3,
                )
    pen.rectangle((0, deck, W * 0.66, deck + 20), fill=tint)
    pen.rectangle((0, deck - 5, W * 0.66, deck), fill=colour("#ffcf7a"))
    for n in range(34):
        picture = glow(picture, (n * W * 0.0197 + 20, deck - 8), 46, "#ffd98f", 0.9)
    return picture
