# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a picture may go before readers at a time, and if not, why."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from editor.model.picture import Picture


class Bar(StrEnum):
    """What keeps a picture from readers; an editor can set it aside with a reason."""

    BARRED = "picture_barred"
    """Somebody said that it may not be used, and why."""
    EMBARGOED = "picture_embargoed"
    EXPIRED = "picture_expired"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a picture's rights say at a time."""

    bar: Bar
    because: str = ""
    """Why it may not be used at all."""
    at: datetime | None = None
    """When its embargo ends, or when it expired."""


@dataclass(frozen=True, slots=True)
class Override:
    """Why readers get a story although an embargo or rights bar it: an editor's word on these."""

    why: str
    bars: tuple[str, ...] = ()
    """Which, as `bar_name` names them; one that comes later is not set aside."""

    @property
    def written(self) -> str:
        """In one text: the reason, then a bar a line."""
        return "\n".join((" ".join(self.why.split()), *self.bars))

    @staticmethod
    def read(text: str) -> "Override | None":
        """From its written form; None: nothing is set aside."""
        why, *bars = text.split("\n")
        return Override(why, tuple(bars)) if why else None


EMBARGO = "story:embargoed"
"""How the bar is called that the story's own embargo is."""

_PICTURE_BAR = re.compile(f"[0-9a-f]{{64}}:({'|'.join(Bar)})")


def is_bar_name(name: object) -> bool:
    """Can this be what a bar is called?"""
    if not isinstance(name, str):
        return False
    return name == EMBARGO or _PICTURE_BAR.fullmatch(name) is not None


def bar_name(sha256: str, bar: str) -> str:
    """How one bar of one picture is called."""
    return f"{sha256}:{bar}"


def standing(picture: Picture, at: datetime) -> Standing | None:
    """What keeps a picture from readers at a time; None: nothing.

    An embargo has ended, and a picture has expired, at the very instant that is named.
    """
    if picture.barred_because.strip():
        return Standing(Bar.BARRED, picture.barred_because.strip())
    if picture.expires_at is not None and picture.expires_at <= at:
        return Standing(Bar.EXPIRED, at=picture.expires_at)
    if picture.embargoed_until is not None and picture.embargoed_until > at:
        return Standing(Bar.EMBARGOED, at=picture.embargoed_until)
    return None
