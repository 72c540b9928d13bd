# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the fields of a picture that a desk writes, in the order of the form, and their limits."""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from types import MappingProxyType
from typing import Final, cast

from editor.captions import taken
from editor.model.picture import Picture
from editor.text.vietnamese import nfc

_MOMENTS: Final = ("%d/%m/%Y %H:%M", "%d/%m/%Y", "%Y-%m-%d %H:%M", "%Y-%m-%d")
SEPARATOR: Final = ","
"""Between the entries of a list as a person types them."""
SOURCE_TYPES: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""What the IPTC's terms for the origin of a picture start with."""
ORIGINS: Final = (
    "digitalCapture",
    "computationalCapture",
    "humanEdits",
    "algorithmicallyEnhanced",
    "composite",
    "compositeCapture",
    "negativeFilm",
    "positiveFilm",
    "print",
    "screenCapture",
    "virtualRecording",
    "digitalCreation",
    "dataDrivenMedia",
    "algorithmicMedia",
    "compositeSynthetic",
    "compositeWithTrainedAlgorithmicMedia",
    "trainedAlgorithmicMedia",
)
"""The terms of the IPTC's vocabulary that may be written, what a camera took first."""
AI_ORIGINS: Final = frozenset(
    {
        "algorithmicallyEnhanced",
        "compositeSynthetic",
        "compositeWithTrainedAlgorithmicMedia",
        "trainedAlgorithmicMedia",
    }
)
"""Those in which a machine that was trained may have had a hand."""


class Kind(StrEnum):
    """How a field is typed."""

    LINE = "line"
    TEXT = "text"
    LIST = "list"
    """Entries with commas between them."""
    CHOICE = "choice"
    MOMENT = "moment"
    """A time with its offset, or none."""
    DAY = "day"
    """A day or a part of one, or a day and a time, whose offset need not be known."""


class Group(StrEnum):
    """What is asked together."""

    CAPTION = "caption"
    CREDIT = "credit"
    PEOPLE = "people"
    PLACE = "place"
    ACCESS = "access"
    DESK = "desk"
    RIGHTS = "rights"
    ORIGIN = "origin"


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form."""

    name: str
    """As `Picture` calls it."""
    group: Group
    kind: Kind = Kind.LINE
    iim_bytes: int = 0
    """How many bytes the older IIM block of a file takes of it, of a list for each entry; 0: IIM
    has no such field."""


FIELDS: Final = (
    Field("headline", Group.CAPTION, Kind.TEXT, 256),
    Field("caption", Group.CAPTION, Kind.TEXT, 2000),
    Field("creator", Group.CREDIT, iim_bytes=32),
    Field("credit", Group.CREDIT, iim_bytes=32),
    Field("source", Group.CREDIT, iim_bytes=32),
    Field("people", Group.PEOPLE, Kind.LIST),
    Field("organisations", Group.PEOPLE, Kind.LIST),
    Field("event", Group.PEOPLE),
    Field("keywords", Group.PEOPLE, Kind.LIST, 64),
    Field("taken_at", Group.PLACE, Kind.DAY),
    Field("sublocation", Group.PLACE, iim_bytes=32),
    Field("city", Group.PLACE, iim_bytes=32),
    Field("province", Group.PLACE, iim_bytes=32),
    Field("country", Group.PLACE, iim_bytes=64),
    Field("country_code", Group.PLACE, iim_bytes=3),
    Field("alt_text", Group.ACCESS, Kind.TEXT),
    Field("extended_description", Group.ACCESS, Kind.TEXT),
    Field("instructions", Group.DESK, Kind.TEXT, 256),
    Field("caption_writer", Group.DESK, iim_bytes=32),
    Field("job_id", Group.DESK, iim_bytes=32),
    Field("title", Group.DESK, iim_bytes=64),
    Field("copyright_notice", Group.RIGHTS, iim_bytes=128),
    Field("usage_terms", Group.RIGHTS, Kind.TEXT),
    Field("rights_url", Group.RIGHTS),
    Field("embargoed_until", Group.RIGHTS, Kind.MOMENT),
    Field("expires_at", Group.RIGHTS, Kind.MOMENT),
    Field("barred_because", Group.RIGHTS),
    Field("digital_source_type", Group.ORIGIN, Kind.CHOICE),
    Field("ai_system", Group.ORIGIN),
    Field("ai_system_version", Group.ORIGIN),
    Field("ai_prompt", Group.ORIGIN, Kind.TEXT),
    Field("ai_prompt_writer", Group.ORIGIN),
)
"""Every field of the form, in its order."""
NAMED: Final[Mapping[str, Field]] = MappingProxyType({each.name: each for each in FIELDS})
WHOLE: Final = frozenset({Kind.CHOICE, Kind.MOMENT, Kind.DAY})
"""Nothing can be put before or after what stands there."""
CLOCKS: Final = frozenset({Kind.MOMENT, Kind.DAY})
AI_FIELDS: Final = ("ai_system", "ai_system_version", "ai_prompt", "ai_prompt_writer")


def told(picture: Picture, name: str) -> str:
    """What stands in a field, as a person types it; empty: nothing."""
    value = getattr(picture, name)
    if NAMED[name].kind is Kind.LIST:
        return f"{SEPARATOR} ".join(cast("tuple[str, ...]", value))
    if isinstance(value, datetime):
        return value.isoformat(timespec="minutes")
    return str(value or "")


def read(name: str, text: str) -> object:
    """What a person typed, as the field keeps it.

    Raises:
        ValueError: a moment that is none, or has no offset; a day that is none.
    """
    kind = NAMED[name].kind
    if kind is Kind.DAY:
        return taken.read(text)
    if kind is Kind.LIST:
        return entries(text)
    if kind is Kind.MOMENT:
        return _moment(text.strip())
    return nfc(text)


def entries(text: str) -> tuple[str, ...]:
    """The entries of a list as it was typed, each once, in its order."""
    found = (nfc(each).strip() for each in text.split(SEPARATOR))
    return tuple(dict.fromkeys(each for each in found if each))


def write(picture: Picture, values: Mapping[str, object]) -> Picture:
    """The picture with some fields set."""
    return replace(picture, **values)  # type: ignore[arg-type]  # each was read by `read`


def over(name: str, text: str) -> tuple[int, int]:
    """How many bytes a text takes in the older IIM block, and how many there are room for.

    Of a list the longest entry counts. (0, 0): IIM has no such field, or all of it has room.
    """
    field = NAMED[name]
    whole = entries(text) if field.kind is Kind.LIST else (nfc(text),)
    longest = max((len(each.encode("utf-8", "replace")) for each in whole), default=0)
    return (longest, field.iim_bytes) if longest > field.iim_bytes > 0 else (0, 0)


def moment_told(text: str, zone: tzinfo) -> str:
    """A moment with its offset as people write it by the newspaper's clock: `07/03/2026 05:30`."""
    found = _moment(text)
    return "" if found is None else f"{found.astimezone(zone):%d/%m/%Y %H:%M}"


def moment_read(text: str, zone: tzinfo) -> str:
    """What people write by the newspaper's clock, as a moment with its offset; empty: none.

    Raises:
        ValueError: it is no moment.
    """
    bare = " ".join(text.split())
    for form in _MOMENTS if bare else ():
        with contextlib.suppress(ValueError):
            found = datetime.strptime(bare, form).replace(tzinfo=zone)
            return found.isoformat(timespec="minutes")
    found_iso = _moment(bare)
    return "" if found_iso is None else found_iso.isoformat(timespec="minutes")


def is_ai(origin: str) -> bool:
    """Whether an origin, as an address or its last part, is one in which a machine had a hand."""
    return origin.removeprefix(SOURCE_TYPES) in AI_ORIGINS


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError(text)
    return found
