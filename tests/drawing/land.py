# SPDX-License-Identifier: GPL-3.0-or-later
"""Rice terraces."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw

from tests.drawing.brush import (
    Colour,
    H,
    Point,
    W,
    cloudy,
    colour,
    fill_below,
    finished,
    glow,
    gradient,
    lay,
    mix,
    ridge,
    rower,
)


def terraces(dice: random.Random) -> Image.Image:
    """Rice terraces under mountains in the mist, some of them flooded."""
    picture = gradient(W, H, [(0, "#7fa6c4"), (0.25, "#c8dbe0"), (0.42, "#f6ead0"), (1, "#f6ead0")])
    picture = glow(picture, (W * 0.28, H * 0.2), 1500, "#fff2cf", 0.9)
    for base, rise, tint in ((0.3, 300, "#9db9c6"), (0.36, 230, "#7d9fae"), (0.42, 190, "#5d8590")):
        line = ridge(dice, H * base, rise, rough=1.6)
        fill_below(picture, line, colour(tint))
        mist = Image.new("L", (W, H))
        mist.paste(
            gradient(W, 520, [(0, "#000000"), (1, "#ffffff")]).convert("L"),
            (0, round(H * base) - 120),
        )
        lay(picture, "#eef0e4", ImageChops.multiply(mist, cloudy(dice, W, H, cells=3)), 0.75)
    greens = ["#7f9a3c", "#9fb04a", "#c2b84e", "#d9b94a", "#6c8f3e", "#b7c05a", "#87a346"]
    pen = ImageDraw.Draw(picture)
    count = 27
    phases = [(dice.uniform(0, 6.3), dice.uniform(0.8, 1.3)) for _ in range(4)]
    for step in range(count):
        near = (step / (count - 1)) ** 1.45
        base = H * (0.47 + 0.6 * near)
        swing = (30 + 210 * near) * (1.25 - near * 0.3)
        line = [(x, base + swing * _fold(x / W, near, phases)) for x in range(0, W + 17, 16)]
        haze = (1 - near) * 0.55
        is_water = step % 5 == 2 and step < 24
        bank, wall = 6 + 20 * near, 10 + 46 * near
        earth = mix(colour("#6a5a2c"), colour("#eef0e4"), haze)
        pen.polygon([*line, (W, H), (0, H)], fill=mix(colour("#4f6a2a"), colour("#eef0e4"), haze))
        low = [(x, y + bank) for x, y in line]
        field = colour("#b4d2de") if is_water else colour(dice.choice(greens))
        pen.polygon([*low, (W, H), (0, H)], fill=mix(field, colour("#eef0e4"), haze))
        pen.line(
            line,
            fill=mix(colour("#dfe08a"), colour("#fff6dd"), haze),
            width=round(3 + 6 * near),
            joint="curve",
        )
        pen.line(low, fill=earth, width=round(2 + 5 * near), joint="curve")
        if not is_water:
            _seedlings(pen, dice, low, near, wall, mix(field, colour("#3f5a22"), 0.5 * (1 - haze)))
    _hut(pen, W * 0.735, H * 0.635, 150)
    for x, y, size in ((0.31, 0.72, 46), (0.345, 0.724, 43), (0.56, 0.865, 62)):
        rower(pen, W * x, H * y, size, colour("#2f3324"), lean=0.55)
    return finished(picture, dice, dim=0.22)


def _fold(x: float, near: float, phases: Sequence[tuple[float, float]]) -> float:
    return sum(
        math.sin(x * (3.2 + 2.6 * n) * rate + phase + near * (2.2 - n * 0.3)) / (1.3 + n * 1.1)
        for n, (phase, rate) in enumerate(phases)
    )


def _seedlings(
    pen: ImageDraw.ImageDraw,
    dice: random.Random,
    line: Sequence[Point],
    near: float,
    wall: float,
    tint: Colour,
) -> None:
    for _ in range(round(90 + 420 * near)):
        x, y = line[dice.randrange(len(line))]
        x, y = x + dice.uniform(-8, 8), y + dice.uniform(0.1, 2.6) * wall
        tall = 4 + 17 * near
        pen.line(
            [(x, y), (x + dice.uniform(-3, 3), y - tall)], fill=tint, width=round(1 + 2.4 * near)
        )


def _hut(pen: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    for leg in (-0.7, -0.25, 0.25, 0.7):
        pen.line(
            [(x + leg * size, y), (x + leg * size, y + size * 0.5)], fill=colour("#4a3822"), width=9
        )
    pen.rectangle(
        (x - size * 0.8, y - size * 0.42, x + size * 0.8, y + size * 0.08), fill=colour("#7a5c36")
    )
    pen.rectangle(
        (x - size * 0.15, y - size * 0.3, x + size * 0.18, y + size * 0.08), fill=colour("#33261a")
    )
    pen.polygon(
        [
            (x - size * 1.15, y - size * 0.36),
            (x - size * 0.55, y - size * 1.1),
            (x + size * 0.55, y - size * 1.1),
            (x + size * 1.15, y - size * 0.36),
        ],
        fill=colour("#5d4a2e"),
    )
    pen.polygon(
        [
            (x - size * 1.15, y - size * 0.36),
            (x - size * 0.55, y - size * 1.1),
            (x - size * 0.2, y - size * 1.1),
            (x - size * 0.5, y - size * 0.36),
        ],
        fill=colour("#8b7044"),
    )
