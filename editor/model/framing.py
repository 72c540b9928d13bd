# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what is shown of a picture (turned, straightened, cropped), and every size of that."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from editor.model.picture import WIDTHS_PX, Crop, Picture, Rendition

FORMS = {"16:9": (16, 9), "4:3": (4, 3), "1:1": (1, 1)}
"""The site's forms, width to height: cards, what others show of a story, search engines."""

FREE = "free"
"""The name of the crop that stories show where they have none of their own."""

WHOLE = Crop(0.0, 0.0, 1.0, 1.0)
CENTRE = (0.5, 0.5)
UPPER = (0.5, 0.4)
"""Where a picture that is higher than wide is looked at first: faces are above its middle."""

READERS_WORDS = (
    "alt_text",
    "creator",
    "credit",
    "copyright_notice",
    "usage_terms",
    "rights_url",
    "licensor",
    "licensor_url",
    "data_mining",
    "digital_source_type",
)
"""The fields of a picture that stand in every file that goes to readers."""

MOST_DEGREES = 45.0
_MADE_AS = "1"
"""Another one when sizes are made in another way: what has an address stays as it was made."""
_DIGITS = 5
_SAME_PROPORTIONS = 0.01
_SMALL = 1e-4
_MARK_LETTERS = 12
_AVIF, _WEBP = ("avif", "image/avif"), ("webp", "image/webp")


@dataclass(frozen=True, slots=True)
class View:
    """One way in which a picture is shown: what of it, how large that is, in which sizes."""

    form: str
    """`16:9` and the like; empty: in its own proportions, as stories show it."""
    turn_degrees: int
    straighten_degrees: float
    crop: Crop
    """Of the turned and straightened picture."""
    width_px: int
    """Of what is shown, in pixels of the original."""
    height_px: int
    whole_px: tuple[int, int]
    """Width and height of the upright picture, of which this is a part."""
    cut: str
    """A mark that differs where another part of the picture is shown."""
    renditions: tuple[Rendition, ...]
    """Narrowest first; of one width AVIF, WebP and the plain kind, JPEG or PNG."""

    @property
    def media_types(self) -> tuple[str, ...]:
        """The kinds of its renditions, best first; the last is the one that all can read."""
        return tuple(dict.fromkeys(each.media_type for each in self.renditions))

    def of_type(self, media_type: str) -> tuple[Rendition, ...]:
        """Its renditions of one kind, narrowest first."""
        return tuple(each for each in self.renditions if each.media_type == media_type)

    def plain(self, least_px: int) -> Rendition:
        """The narrowest at least so wide, else the widest, of the kind that all can read."""
        every = self.of_type(self.media_types[-1])
        return next((each for each in every if each.width_px >= least_px), every[-1])


def shown(picture: Picture, crop: Crop | None = None) -> View:
    """A picture as a story shows it.

    Args:
        picture: an animated one is always whole, as it came.
        crop: the placement's; without one the picture's free crop, else the whole.
    """
    return _view(picture, "", crop or set_by_person(picture, FREE) or WHOLE)


def formed(picture: Picture, form: str) -> View:
    """A picture in one of `FORMS`; an animated one is whole all the same."""
    return _view(picture, form, crop_of(picture, form))


def views(picture: Picture, crop: Crop | None = None) -> Iterator[View]:
    """Every view of a picture that a page may ask for, with the placement's crop."""
    yield shown(picture, crop)
    for form in FORMS:
        yield formed(picture, form)


def find(picture: Picture, name: str, crop: Crop | None = None) -> tuple[View, Rendition] | None:
    """What the last part of an address stands for; None: nothing that this picture has."""
    found = ((view, each) for view in views(picture, crop) for each in view.renditions)
    return next((each for each in found if each[1].name == name), None)


def set_by_person(picture: Picture, form: str) -> Crop | None:
    """The crop that a person set for a form, or for `FREE`."""
    return next((each.crop for each in picture.crops if each.name == form), None)


def crop_of(picture: Picture, form: str) -> Crop:
    """The crop of a form: the one that a person set, else the largest round the focal point."""
    size_px = straightened_px(picture)
    ratio = ratio_of(form)
    kept = set_by_person(picture, form)
    if kept is None:
        return of_ratio(size_px, ratio, point_of(picture))
    kept = inside(kept)
    proportions = size_px[0] * kept.width / (size_px[1] * kept.height)
    if abs(proportions / ratio - 1) < _SAME_PROPORTIONS:
        return kept
    part_px = (size_px[0] * kept.width, size_px[1] * kept.height)
    part = of_ratio(part_px, ratio, CENTRE)
    return inside(
        Crop(
            kept.left + part.left * kept.width,
            kept.top + part.top * kept.height,
            part.width * kept.width,
            part.height * kept.height,
        )
    )


def ratio_of(form: str) -> float:
    """Width to height of one of `FORMS`."""
    across, down = FORMS[form]
    return across / down


def point_of(picture: Picture) -> tuple[float, float]:
    """What must stay in sight: where a person said, else the middle or a little above it."""
    if picture.focal_point is not None:
        return picture.focal_point
    width, height = turned_px(picture)
    return UPPER if height > width else CENTRE


def of_ratio(size_px: tuple[float, float], ratio: float, point: tuple[float, float]) -> Crop:
    """The largest crop of a ratio whose middle is as near to a point as the edges allow."""
    width = min(1.0, ratio * size_px[1] / size_px[0])
    height = min(1.0, size_px[0] / (ratio * size_px[1]))
    return inside(Crop(point[0] - width / 2, point[1] - height / 2, width, height))


def inside(crop: Crop) -> Crop:
    """The crop within the picture: moved before it is made smaller; nonsense is the whole."""
    sides = (crop.left, crop.top, crop.width, crop.height)
    if not all(map(math.isfinite, sides)) or min(crop.width, crop.height) <= 0:
        return WHOLE
    width = round(min(1.0, max(_SMALL, crop.width)), _DIGITS)
    height = round(min(1.0, max(_SMALL, crop.height)), _DIGITS)
    left = min(max(0.0, round(crop.left, _DIGITS)), round(1.0 - width, _DIGITS))
    top = min(max(0.0, round(crop.top, _DIGITS)), round(1.0 - height, _DIGITS))
    # Without the minus of a zero, which would be another mark for the same crop.
    return Crop(left + 0.0, top + 0.0, width, height)


def turned_px(picture: Picture) -> tuple[int, int]:
    """Width and height after the turn, in pixels of the original."""
    upright = max(1, picture.width_px), max(1, picture.height_px)
    return upright[::-1] if picture.turn_degrees % 180 else upright


def straightened_px(picture: Picture) -> tuple[float, float]:
    """Width and height after turning and straightening, in pixels of the original."""
    width, height = turned_px(picture)
    share = straightened_share((width, height), _degrees(picture))
    return width * share, height * share


def straightened_share(size_px: tuple[float, float], degrees: float) -> float:
    """How much of each side is left without empty corners when a picture is rotated in itself.

    The largest rectangle of the picture's own proportions, in its middle.
    """
    width, height = size_px
    angle = math.radians(abs(degrees))
    longer = max(width / height, height / width)
    return 1.0 / (math.cos(angle) + longer * math.sin(angle))


def _degrees(picture: Picture) -> float:
    degrees = round(picture.straighten_degrees, 2)
    return degrees + 0.0 if abs(degrees) <= MOST_DEGREES else 0.0


def _view(picture: Picture, form: str, crop: Crop) -> View:
    if picture.is_animated:
        return _moving(picture, form)
    crop = inside(crop)
    width, height = straightened_px(picture)
    across, down = width * crop.width, height * crop.height
    ratio = ratio_of(form) if form else across / down
    width_px = max(1, round(across))
    degrees = _degrees(picture)
    turn = picture.turn_degrees % 360
    sides = (crop.left, crop.top, crop.width, crop.height)
    told = (_MADE_AS, str(turn), f"{degrees:.2f}", *(f"{side:.{_DIGITS}f}" for side in sides))
    cut = _mark(" ".join(told))
    words = "\x1f".join(str(getattr(picture, field)) for field in READERS_WORDS)
    named = f"{form.replace(':', 'x')}-" if form else ""
    return View(
        form=form,
        turn_degrees=turn,
        straighten_degrees=degrees,
        crop=crop,
        width_px=width_px,
        height_px=max(1, round(width_px / ratio)),
        whole_px=(picture.width_px, picture.height_px),
        cut=cut,
        renditions=_renditions(
            width_px, ratio, f"{named}{_mark(cut + words)}", has_alpha=picture.has_alpha
        ),
    )


def _moving(picture: Picture, form: str) -> View:
    ending = picture.media_type.removeprefix("image/")
    size = (picture.width_px, picture.height_px)
    original = Rendition(f"original.{ending}", *size, picture.media_type)
    return View(form, 0, 0.0, WHOLE, *size, size, "", (original,))


def _renditions(
    width_px: int, ratio: float, mark: str, *, has_alpha: bool
) -> tuple[Rendition, ...]:
    plain = ("png", "image/png") if has_alpha else ("jpg", "image/jpeg")
    narrower = tuple(each for each in WIDTHS_PX if each < width_px)
    widths = (*narrower, width_px) if width_px <= WIDTHS_PX[-1] else narrower
    return tuple(
        Rendition(f"{width}-{mark}.{ending}", width, max(1, round(width / ratio)), media_type)
        for width in widths
        for ending, media_type in (_AVIF, _WEBP, plain)
    )


def _mark(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_MARK_LETTERS]
