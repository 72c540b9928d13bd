# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: which frames of the light table a filter lets through, and in which order they lie."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from editor.model.frame import Frame
from editor.model.picture import Pick, Picture
from editor.pictures.folder import natural
from editor.text.vietnamese import fold

SEARCHED = (
    "file_name",
    "headline",
    "caption",
    "title",
    "alt_text",
    "creator",
    "credit",
    "people",
    "keywords",
    "sublocation",
    "city",
    "country",
    "event",
    "job_id",
)
"""The fields of a picture whose words are found."""
MISSABLE = ("caption", "credit", "alt_text")
"""The fields that every picture before readers needs."""


class Order(StrEnum):
    """How frames lie beside each other."""

    TAKEN = "taken"
    """By the camera's clock, the first one first."""
    NAME = "name"
    STARS = "stars"
    """Most stars first, then by time."""


@dataclass(frozen=True, slots=True)
class Sieve:
    """What is to be seen; by itself everything."""

    text: str = ""
    """Words that must all be there, with or without Vietnamese marks."""
    least_stars: int = 0
    colour_class: int | None = None
    """0 to 8; None: any."""
    pick: Pick | None = None
    """None: any."""
    missing: str = ""
    """A field of `MISSABLE` that is empty; empty: any."""

    @property
    def is_open(self) -> bool:
        """Whether it lets everything through."""
        return self == Sieve()

    def lets_through(self, picture: Picture, words: Callable[[], str]) -> bool:
        """Whether a picture is to be seen.

        Args:
            picture: what is known of it.
            words: gives its searched words as `fold` makes them; asked for only in a search.
        """
        return (
            picture.rating >= self.least_stars
            and self.colour_class in (None, picture.colour_class)
            and self.pick in (None, picture.pick)
            and not (self.missing and getattr(picture, self.missing).strip())
            and (not self.text or all(part in words() for part in fold(self.text).split()))
        )


def searched_words(picture: Picture) -> str:
    """All that a search finds in a picture, folded."""
    told = (getattr(picture, name) for name in SEARCHED)
    return fold("\n".join(each if isinstance(each, str) else "\n".join(each) for each in told))


def key_of(order: Order, frame: Frame, changed_at_s: float) -> tuple[Any, ...]:
    """By what a frame is sorted; without a camera's time, when its file was written counts."""
    picture = frame.picture
    name = natural(picture.file_name)
    if order is Order.NAME:
        return (name, frame.path)
    moment = (picture.taken_at or _as_camera_time(changed_at_s), name, frame.path)
    return moment if order is Order.TAKEN else (-picture.rating, *moment)


def counts(pictures: Iterable[Picture]) -> tuple[int, int]:
    """How many are picked, and how many rejected."""
    picks = [each.pick for each in pictures]
    return picks.count(Pick.PICKED), picks.count(Pick.REJECTED)


def _as_camera_time(moment_s: float) -> str:
    # Cameras write the time of the place; so does this computer, for want of a better one.
    return datetime.fromtimestamp(moment_s).isoformat(timespec="seconds")  # noqa: DTZ006
