# SPDX-License-Identifier: GPL-3.0-or-later
"""Shell: the page around a story in a house of another kind, learned from one it published."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

OPEN, CLOSE = "\ue000", "\ue001"
"""Around the name of what is put in; no page that is learned has these letters."""
PATH: Final = "/shell/"
"""Before the names of its files, in the preview's own scheme."""
ADDRESS: Final = f"{PATH}page.html"
"""Where the page itself stands there."""
MEDIA_TYPES: Final = {
    "css": "text/css",
    **{each: f"font/{each}" for each in ("woff2", "woff", "ttf", "otf")},
    **{each: f"image/{each}" for each in ("png", "gif", "webp", "avif")},
    "jpg": "image/jpeg",
    "svg": "image/svg+xml",
}
"""How the names of its files end -> what they are."""
PARTS: Final = ("headline", "standfirst", "byline", "stamp", "lead", "section", "tags")
"""What of a story may stand on a page beside its copy."""
NAME: Final = re.compile(rf"[0-9a-f]{{16}}\.(?:{'|'.join(MEDIA_TYPES)})")
"""Of its files."""


@dataclass(frozen=True, slots=True)
class Sample:
    """A published post, as the house itself says what stands on its page."""

    address: str
    """Of its page."""
    headline: str = ""
    standfirst: str = ""
    html: str = ""
    """The copy as readers get it."""
    author: str = ""
    at: datetime | None = None
    """When it was published, by the clock of the site; aware."""
    pictures: tuple[str, ...] = ()
    """Addresses of the picture that leads it, in any size."""
    sections: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    figure_classes: tuple[str, str] = ("", "")
    """The classes that the house gives to a figure in the copy, and to the picture in it."""

    @property
    def richness(self) -> int:
        """How much can be learned from it."""
        told = (self.pictures, self.standfirst, self.tags, self.sections, self.author)
        return sum(map(bool, told)) + 3 * bool(self.html.strip()) + bool(self.pictures)


@dataclass(frozen=True, slots=True)
class Unit:
    """One of several names in a row, as the page writes them."""

    html: str
    """With a place for its words."""
    between: str


@dataclass(frozen=True, slots=True)
class Shell:
    """A learned page: where it came from, and what is needed to show a story in it."""

    house: str
    """The address of the house."""
    address: str
    """The page that it was learned from."""
    learned_at: datetime
    """By this computer's clock; aware."""
    template: str
    """The whole page with places for what is put in: see `slot` and `bounds`."""
    files: Mapping[str, bytes] = field(default_factory=dict)
    """Style sheets, fonts and pictures, by name."""
    parts: tuple[str, ...] = ()
    """Those of `PARTS` that have a place on it."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """How the names of `section` and `tags` are written."""
    figure_classes: tuple[str, str] = ("", "")
    author: str = ""
    """Who we are there: the one author that the house knows."""
    left_out: int = 0
    """Files that could not be had, or were too many or too large."""

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of `PARTS` that have no place on it, or none was found."""
        return tuple(each for each in PARTS if each not in self.parts)


def slot(name: str) -> str:
    """The place of one thing in a template."""
    return f"{OPEN}{name}{CLOSE}"


def bounds(name: str) -> tuple[str, str]:
    """Around what stands on the page only where there is such a thing."""
    return slot(f"?{name}"), slot(f"/{name}")
