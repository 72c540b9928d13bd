# SPDX-License-Identifier: GPL-3.0-or-later
"""A floating market, a container port, a lighthouse."""

import math
import random
from collections.abc import Sequence

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.drawing.brush import (
    Colour,
    H,
    Point,
    W,
    afloat,
    boat,
    cloudy,
    colour,
    fill_below,
    finished,
    glow,
    gradient,
    hat,
    lay,
    mirrored,
    mix,
    palm,
    ridge,
    ripples,
    rower,
)


def market(dice: random.Random) -> Image.Image:
    """A floating market at dawn."""
    horizon = round(H * 0.52)
    sky = [
        (0, "#3b5a86"),
        (0.28, "#8d9dbb"),
        (0.42, "#e9b79a"),
        (0.5, "#ffd9a0"),
        (0.53, "#ffe9c4"),
        (1, "#ffe9c4"),
    ]
    picture = gradient(W, H, sky)
    clouds = cloudy(dice, W, horizon, cells=4).point(lambda value: max(0, value - 120) * 1.3)
    fade = gradient(W, horizon, [(0, "#000000"), (0.4, "#ffffff"), (1, "#303030")]).convert("L")
    band = Image.new("L", (W, H))
    band.paste(ImageChops.multiply(clouds, fade))
    lay(picture, "#ffcfae", band, 0.75)
    sun = (W * 0.64, horizon - 95)
    picture = glow(picture, sun, 1500, "#ff9d4a", 0.75)
    picture = glow(picture, sun, 420, "#fff0c0", 0.95)
    ImageDraw.Draw(picture).ellipse(
        (sun[0] - 58, sun[1] - 58, sun[0] + 58, sun[1] + 58), fill=colour("#fff6da")
    )
    for base, rise, tint, trees in (
        (0, 26, "#b79a9c", 0),
        (6, 20, "#8a7d8e", 26),
        (14, 12, "#4f5570", 30),
    ):
        fill_below(
            picture, ridge(dice, horizon + base - 30, rise, rough=2.2), colour(tint), horizon + 2
        )
        pen = ImageDraw.Draw(picture)
        for _ in range(trees):
            palm(pen, dice, dice.uniform(0, W), horizon - 8, dice.uniform(90, 210), colour(tint))
        picture = glow(picture, (sun[0], horizon), 1100, "#ff9d4a", 0.22)
    pen = ImageDraw.Draw(picture)
    for n in range(9):
        boat(
            pen,
            W * (0.03 + 0.115 * n) + dice.uniform(-60, 60),
            horizon - 3,
            dice.uniform(150, 270),
            colour("#463f52"),
            0.5 if n % 3 else 0,
        )
    picture = mirrored(picture, horizon, dice=dice, sway=9)
    deep = Image.new("L", (W, H))
    deep.paste(
        gradient(W, H - horizon, [(0, "#000000"), (1, "#a0a0a0")]).convert("L"), (0, horizon)
    )
    lay(picture, "#1f3554", deep, 0.85)
    picture = glow(picture, (sun[0], horizon + 60), 700, "#ffb060", 0.55)
    ripples(picture, dice, horizon, ["#ffd9a0", "#ffe9c4", "#2b3f60", "#1d2d49", "#e9a777"], 1500)
    for x, y, long, tint, cabin in (
        (0.2, 0.64, 620, "#2f2c3c", 0.45),
        (0.87, 0.63, 520, "#332d3a", 0.5),
        (0.47, 0.6, 380, "#3b3545", 0.0),
        (0.66, 0.77, 1050, "#191922", 0.0),
        (0.15, 0.9, 1180, "#12131b", 0.0),
    ):
        _market_boat(picture, dice, W * x, H * y, long, colour(tint), cabin)
    return finished(picture, dice)


def _market_boat(
    picture: Image.Image,
    dice: random.Random,
    x: float,
    y: float,
    long: float,
    tint: Colour,
    cabin: float,
) -> None:
    layer = Image.new("RGBA", picture.size)
    pen = ImageDraw.Draw(layer)
    if not cabin:
        _cargo(pen, dice, x, y, long, tint)
    boat(pen, x, y, long, tint, cabin)
    rower(pen, x - long * 0.36, y - long * 0.035, long * 0.085 + 22, tint)
    if cabin:
        pole = x + long * 0.42
        pen.line([(pole, y), (pole + 6, y - long * 0.5)], fill=tint, width=7)
        for n in range(5):
            size, top = long * 0.02, y - long * 0.47 + n * long * 0.045
            pen.ellipse((pole + 6 - size, top, pole + 6 + size, top + 2 * size), fill=tint)
    half = long / 2
    rim = [
        (x - half + long * n / 30, y - long * 0.05 * (0.75 + 1.5 * (2 * n / 30 - 1) ** 4))
        for n in range(31)
    ]
    pen.line(rim, fill=mix(tint, colour("#ffc98a"), 0.5), width=4)
    afloat(picture, layer, round(y + long * 0.02))


def _cargo(
    pen: ImageDraw.ImageDraw, dice: random.Random, x: float, y: float, long: float, tint: Colour
) -> None:
    fruit = ["#b0532a", "#d08a33", "#7d8a34", "#c0622a", "#dda848", "#5f6f2e"]
    seat = x + long * 0.27
    pen.polygon(
        [
            (seat - long * 0.04, y),
            (seat - long * 0.022, y - long * 0.1),
            (seat + long * 0.022, y - long * 0.1),
            (seat + long * 0.045, y),
        ],
        fill=tint,
    )
    pen.ellipse(
        (seat - long * 0.017, y - long * 0.13, seat + long * 0.017, y - long * 0.09), fill=tint
    )
    hat(pen, seat, y - long * 0.117, long * 0.048, mix(tint, colour("#e8c690"), 0.5))
    for _ in range(round(long / 4)):
        across, size = dice.uniform(-0.2, 0.2), long * dice.uniform(0.012, 0.018)
        pile = long * 0.065 * math.cos(across * math.pi * 2.2) ** 2
        px, py = x + long * across, y - long * 0.035 - dice.random() * pile
        warm = mix(colour(dice.choice(fruit)), tint, 0.35)
        pen.ellipse((px - size, py - size, px + size, py + size), fill=warm)
        pen.ellipse(
            (px, py - size * 0.8, px + size * 0.6, py - size * 0.2),
            fill=mix(warm, colour("#ffd9a0"), 0.5),
        )


def harbour(dice: random.Random) -> Image.Image:
    """A container port at dusk."""
    horizon = round(H * 0.6)
    picture = gradient(
        W,
        H,
        [(0, "#27395c"), (0.25, "#6b6a8f"), (0.45, "#d98d7a"), (0.57, "#ffc98d"), (1, "#ffc98d")],
    )
    streaks = (
        cloudy(dice, W, horizon, cells=3)
        .resize((W, horizon // 3))
        .point(lambda value: max(0, value - 110) * 1.5)
    )
    band = Image.new("L", (W, H))
    fade = gradient(W, horizon // 2, [(0, "#000000"), (0.6, "#ffffff"), (1, "#404040")]).convert(
        "L"
    )
    band.paste(ImageChops.multiply(streaks.resize(fade.size), fade), (0, round(horizon * 0.3)))
    lay(picture, "#ff9f7d", band, 0.55)
    picture = glow(picture, (W * 0.3, horizon), 1500, "#ffae5e", 0.8)
    fill_below(picture, ridge(dice, horizon - 70, 70, rough=1.4), colour("#9b7484"), horizon + 2)
    fill_below(picture, ridge(dice, horizon - 20, 40, rough=1.4), colour("#6e5a73"), horizon + 2)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, horizon - 34, W, horizon + 38), fill=colour("#2a2b40"))
    stacks = ["#a8452f", "#2f5f7a", "#3d6b58", "#c08a3a", "#7a3b4b", "#4b5872", "#b9673f"]
    for column in range(52):
        for level in range(dice.choice((0, 1, 2, 2, 3, 4))):
            x, y = 30 + column * 61, horizon - 34 - (level + 1) * 34
            pen.rectangle(
                (x, y, x + 57, y + 32),
                fill=mix(colour(dice.choice(stacks)), colour("#3a2f49"), 0.45),
            )
    for x, size in ((0.1, 0.85), (0.34, 1.0), (0.9, 0.92)):
        _crane(pen, W * x, horizon, 620 * size, colour("#1d2136"))
    _freighter(pen, dice, W * 0.64, horizon + 36, 1120, stacks)
    picture = mirrored(picture, horizon + 38, dice=dice, sway=8)
    deep = Image.new("L", (W, H))
    deep.paste(
        gradient(W, H - horizon - 38, [(0, "#000000"), (1, "#b0b0b0")]).convert("L"),
        (0, horizon + 38),
    )
    lay(picture, "#1b2745", deep, 0.85)
    ripples(picture, dice, horizon + 38, ["#ffc98d", "#e59a7d", "#1b2745", "#3b3f63"], 1500)
    for n in range(24):
        x, y = dice.uniform(0, W * 0.46), horizon - dice.uniform(20, 330)
        picture = glow(picture, (x, y), 44, "#ffe6b0", 0.9) if n % 2 else picture
    pen = ImageDraw.Draw(picture)
    for _ in range(9):
        x, y, size = (
            dice.uniform(W * 0.15, W * 0.75),
            dice.uniform(H * 0.1, H * 0.36),
            dice.uniform(16, 40),
        )
        pen.arc((x - size, y, x, y + size * 0.7), 200, 340, fill=colour("#20243a"), width=5)
        pen.arc((x, y, x + size, y + size * 0.7), 200, 340, fill=colour("#20243a"), width=5)
    return finished(picture, dice)


def _crane(pen: ImageDraw.ImageDraw, x: float, y: float, tall: float, tint: Colour) -> None:
    thick = round(tall * 0.028)
    for leg in (-0.19, 0.19):
        pen.line(
            [(x + leg * tall, y), (x + leg * tall * 0.72, y - tall * 0.72)], fill=tint, width=thick
        )
    pen.line(
        [(x - 0.17 * tall, y - tall * 0.26), (x + 0.17 * tall, y - tall * 0.26)],
        fill=tint,
        width=thick,
    )
    pen.line(
        [(x - 0.42 * tall, y - tall * 0.7), (x + 0.86 * tall, y - tall * 0.7)],
        fill=tint,
        width=round(thick * 1.4),
    )
    top = (x + 0.02 * tall, y - tall * 1.05)
    pen.line(
        [(x - 0.1 * tall, y - tall * 0.7), top, (x + 0.13 * tall, y - tall * 0.7)],
        fill=tint,
        width=thick,
    )
    for end in (-0.4, 0.45, 0.82):
        pen.line([top, (x + end * tall, y - tall * 0.7)], fill=tint, width=max(2, thick // 3))
    pen.rectangle((x - 0.4 * tall, y - tall * 0.72, x - 0.24 * tall, y - tall * 0.6), fill=tint)
    pen.line(
        [(x + 0.56 * tall, y - tall * 0.7), (x + 0.56 * tall, y - tall * 0.42)], fill=tint, width=3
    )
    pen.rectangle((x + 0.5 * tall, y - tall * 0.42, x + 0.62 * tall, y - tall * 0.37), fill=tint)


def _freighter(
    pen: ImageDraw.ImageDraw,
    dice: random.Random,
    x: float,
    y: float,
    long: float,
    stacks: Sequence[str],
) -> None:
    half, deck = long / 2, y - long * 0.1
    for column in range(17):
        for level in range(dice.choice((2, 3, 3, 4))):
            left, low = x - half * 0.66 + column * 47, deck - level * 31
            pen.rectangle(
                (left, low - 29, left + 44, low),
                fill=mix(colour(dice.choice(stacks)), colour("#1d2136"), 0.25),
            )
    pen.polygon(
        [
            (x - half, deck - 12),
            (x + half * 1.04, deck - 30),
            (x + half * 0.93, y),
            (x - half * 0.95, y),
        ],
        fill=colour("#171a2b"),
    )
    pen.polygon(
        [
            (x - half * 0.965, y - 22),
            (x + half * 0.945, y - 22),
            (x + half * 0.93, y),
            (x - half * 0.95, y),
        ],
        fill=colour("#7a2f28"),
    )
    pen.rectangle((x - half * 0.93, deck - 190, x - half * 0.72, deck), fill=colour("#d9cdbd"))
    pen.rectangle((x - half * 0.97, deck - 214, x - half * 0.7, deck - 180), fill=colour("#e9ddca"))
    for n in range(7):
        pen.rectangle(
            (x - half * 0.95 + n * 21, deck - 207, x - half * 0.95 + n * 21 + 14, deck - 192),
            fill=colour("#2a3350"),
        )
    pen.rectangle((x - half * 0.88, deck - 270, x - half * 0.8, deck - 212), fill=colour("#a8452f"))


def lighthouse(dice: random.Random) -> Image.Image:
    """A lighthouse over a winter sea."""
    horizon = round(H * 0.66)
    picture = gradient(
        W,
        H,
        [(0, "#41576e"), (0.35, "#8ea2ad"), (0.6, "#e9d9c0"), (0.66, "#f6e6c8"), (1, "#f6e6c8")],
    )
    lay(
        picture,
        "#2f4356",
        cloudy(dice, W, H, cells=4).point(lambda value: max(0, value - 90) * 1.4),
        0.5,
    )
    picture = glow(picture, (W * 0.2, horizon), 1300, "#ffe2ae", 0.75)
    fill_below(picture, ridge(dice, horizon - 26, 40), colour("#7f8f98"), horizon + 2)
    picture = mirrored(picture, horizon, dice=dice, sway=7)
    deep = Image.new("L", (W, H))
    deep.paste(
        gradient(W, H - horizon, [(0, "#303030"), (1, "#e0e0e0")]).convert("L"), (0, horizon)
    )
    lay(picture, "#27414f", deep, 0.9)
    ripples(picture, dice, horizon, ["#ffffff", "#dfe8e6", "#1d333f", "#55707c"], 2600)
    lamp = (W * 0.7, H * 0.235)
    for angle, strength in ((176, 120), (3, 80)):
        beam = Image.new("L", (W, H))
        spread = [
            (
                lamp[0] + 2600 * math.cos(math.radians(angle + d)),
                lamp[1] + 2600 * math.sin(math.radians(angle + d)),
            )
            for d in (-5, 5)
        ]
        ImageDraw.Draw(beam).polygon([lamp, *spread], fill=strength)
        lay(picture, "#fff3cf", beam.filter(ImageFilter.GaussianBlur(26)), 0.8)
    for base, rise, tint in ((0.74, 60, "#4f5a55"), (0.83, 80, "#37423f"), (0.94, 70, "#232c2c")):
        line = [
            (
                x,
                H * base
                - rise * math.sin(x / W * 9 + base * 30) * 0.5
                - 560
                * math.exp(-(((x / W) - 0.74) ** 2) / (0.02 + (base - 0.74) * 0.2))
                * (1.02 - (base - 0.74) * 2.6)
                + dice.uniform(-9, 9),
            )
            for x in range(0, W + 17, 16)
        ]
        fill_below(picture, line, colour(tint))
        if base < 0.8:
            _tower_of_light(picture, lamp, H * 0.55)
    pen = ImageDraw.Draw(picture)
    for _ in range(1600):
        x, y = dice.uniform(0, W), dice.uniform(H * 0.9, H)
        pen.line(
            [(x, y), (x + dice.uniform(4, 26), y - dice.uniform(20, 80))],
            fill=mix(colour("#232c2c"), colour("#8a8457"), dice.random() * 0.7),
            width=3,
        )
    return finished(glow(picture, lamp, 420, "#fff0c0", 1.0), dice)


def _tower_of_light(picture: Image.Image, lamp: Point, foot: float) -> None:
    pen = ImageDraw.Draw(picture)
    x, top = lamp[0], lamp[1] + 74

    def half(y: float) -> float:
        return 66 + 46 * (y - top) / (foot - top)

    for n in range(7):
        high, low = top + (foot - top) * n / 7, top + (foot - top) * (n + 1) / 7
        tint = colour("#efe6d6" if n % 2 else "#b23a28")
        pen.polygon(
            [
                (x - half(high), high),
                (x + half(high), high),
                (x + half(low), low),
                (x - half(low), low),
            ],
            fill=tint,
        )
        pen.polygon(
            [
                (x + half(high) * 0.3, high),
                (x + half(high), high),
                (x + half(low), low),
                (x + half(low) * 0.3, low),
            ],
            fill=mix(tint, colour("#1d2a33"), 0.35),
        )
    pen.rectangle((x - 96, top - 16, x + 96, top + 6), fill=colour("#22292c"))
    pen.rectangle((x - 52, lamp[1] - 52, x + 52, top - 16), fill=colour("#ffe9b0"))
    for n in range(5):
        pen.line(
            [(x - 52 + n * 26, lamp[1] - 52), (x - 52 + n * 26, top - 16)],
            fill=colour("#22292c"),
            width=5,
        )
    pen.pieslice((x - 62, lamp[1] - 116, x + 62, lamp[1] + 12), 180, 360, fill=colour("#8c2d20"))
    pen.line([(x, lamp[1] - 160), (x, lamp[1] - 110)], fill=colour("#22292c"), width=7)
