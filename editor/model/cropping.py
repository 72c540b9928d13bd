# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a person's hand on a picture: turned, straightened, pointed at; crops moved and drawn."""

from dataclasses import replace

from editor.model import framing
from editor.model.picture import Crop, NamedCrop, Picture

LEAST = 0.05
"""The least share of a side that a crop can be drawn to."""
_LIE_AS_THEY_STAND = frozenset({framing.FREE, "1:1"})


def turned(picture: Picture, *, clockwise: bool) -> Picture:
    """A quarter further. What was pointed at stays so; crops of a form that lies follow it anew."""

    def point(x: float, y: float) -> tuple[float, float]:
        return (1 - y, x) if clockwise else (y, 1 - x)

    def crop(old: Crop) -> Crop:
        corners = point(old.left, old.top), point(old.left + old.width, old.top + old.height)
        left, top = (min(sides) for sides in zip(*corners, strict=True))
        return framing.inside(Crop(left, top, old.height, old.width))

    kept = (
        NamedCrop(each.name, crop(each.crop))
        for each in picture.crops
        if each.name in _LIE_AS_THEY_STAND
    )
    focal = picture.focal_point
    return replace(
        picture,
        turn_degrees=(picture.turn_degrees + (90 if clockwise else 270)) % 360,
        focal_point=None if focal is None else point(*focal),
        crops=tuple(kept),
    )


def straightened(picture: Picture, degrees: float) -> Picture:
    """Rotated clockwise in itself, to a hundredth of a degree, as far as there is."""
    most = framing.MOST_DEGREES
    return replace(picture, straighten_degrees=round(min(most, max(-most, degrees)), 2) + 0.0)


def pointed(picture: Picture, point: tuple[float, float] | None) -> Picture:
    """What must stay in sight is there; None: the middle again."""
    if point is None:
        return replace(picture, focal_point=None)
    across, down = (round(min(1.0, max(0.0, each)), 4) for each in point)
    return replace(picture, focal_point=(across, down))


def with_crop(picture: Picture, form: str, crop: Crop | None) -> Picture:
    """The crop of one form, or of `framing.FREE`, set by hand; None: it follows the focal point."""
    others = tuple(each for each in picture.crops if each.name != form)
    added = () if crop is None else (NamedCrop(form, framing.inside(crop)),)
    return replace(picture, crops=others + added)


def moved(crop: Crop, across: float, down: float) -> Crop:
    """The crop elsewhere, as far as the edges allow; its size stays."""
    left = min(max(0.0, crop.left + across), 1.0 - crop.width)
    top = min(max(0.0, crop.top + down), 1.0 - crop.height)
    return framing.inside(Crop(left, top, crop.width, crop.height))


def grown(crop: Crop, factor: float) -> Crop:
    """The crop larger or smaller about its middle, in its proportions, within the picture."""
    most = min(1.0 / crop.width, 1.0 / crop.height)
    least = min(1.0, LEAST / min(crop.width, crop.height))
    factor = min(max(factor, least), most)
    width, height = crop.width * factor, crop.height * factor
    left = crop.left + (crop.width - width) / 2
    top = crop.top + (crop.height - height) / 2
    return moved(Crop(left, top, width, height), 0, 0)


def drawn(
    crop: Crop, grip: tuple[int, int], across: float, down: float, proportion: float | None
) -> Crop:
    """The crop with one of its edges or corners elsewhere; what lies across from it stays.

    Args:
        crop: as it was when the grip was taken.
        grip: -1, 0 or 1 across and down: `(1, 1)` is the corner at the lower right.
        across: how far the grip went, as a fraction of the picture's width.
        down: the same of its height.
        proportion: width to height in fractions, which is kept; None: both are free.
    """
    if proportion is None:
        left, width = _side(crop.left, crop.width, grip[0], across)
        top, height = _side(crop.top, crop.height, grip[1], down)
        return framing.inside(Crop(left, top, width, height))
    wider = crop.width + grip[0] * across
    taller = (crop.height + grip[1] * down) * proportion
    # Of a corner, the hand's longer way counts.
    wanted = max(wider, taller) if all(grip) else (wider if grip[0] else taller)
    room = min(
        _room(crop.left, crop.width, grip[0]), _room(crop.top, crop.height, grip[1]) * proportion
    )
    width = max(min(wanted, room), min(room, LEAST * max(1.0, proportion)))
    height = width / proportion
    left = crop.left + (crop.width - width) * (1 - grip[0]) / 2 if grip[0] != 1 else crop.left
    top = crop.top + (crop.height - height) * (1 - grip[1]) / 2 if grip[1] != 1 else crop.top
    return framing.inside(Crop(left, top, width, height))


def _side(start: float, length: float, grip: int, way: float) -> tuple[float, float]:
    if grip < 0:
        moved_to = min(max(0.0, start + way), start + length - LEAST)
        return moved_to, start + length - moved_to
    return start, min(max(LEAST, length + grip * way), 1.0 - start)


def _room(start: float, length: float, grip: int) -> float:
    """How long a side may become that stays where it is across from the grip."""
    if grip > 0:
        return 1.0 - start
    if grip < 0:
        return start + length
    return 2 * min(start + length / 2, 1.0 - start - length / 2)
