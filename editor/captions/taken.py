# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: when a picture was taken, read as people write days in both languages, and told."""

import re
from datetime import date, time
from typing import Final

from editor.text.vietnamese import nfc

_MONTHS: Final = (
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
)
_NAME: Final = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY, _MONTH, _YEAR = r"(?P<day>\d{1,2})", r"(?P<month>\d{1,2})", r"(?P<year>\d{4})"
_DAYS: Final = tuple(
    re.compile(each)
    for each in (
        rf"{_YEAR}(?:[-/.]{_MONTH}(?:[-/.]{_DAY})?)?",
        rf"(?:{_DAY}([-/.]))?{_MONTH}[-/.]{_YEAR}",
        rf"(?:{_DAY} )?tháng {_MONTH}(?:,| năm|/| /)? ?{_YEAR}",
        rf"(?:{_DAY}(?:st|nd|rd|th)? )?{_NAME},? {_YEAR}",
        rf"{_NAME} {_DAY}(?:st|nd|rd|th)?,? {_YEAR}",
    )
)
_TIME: Final = re.compile(
    r"(?<![\d:])(?P<hour>\d{1,2})(?:(?::| ?h ?| ?giờ ?)(?P<minute>\d{2})(?!\d)"
    r"(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?: phút)?| ?h\b| ?giờ\b)"
    r" ?(?P<half>am|pm)?(?: ?(?P<zone>z|utc|[+-]\d{2}:?\d{2}))?"
)
_OFFSET: Final = re.compile(r"T.*([+-]\d{2}:\d{2})$")
_KEPT: Final = re.compile(
    r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?(?:T(\d{2}:\d{2})(?::(\d{2}))?)?([+-]\d{2}:\d{2}|Z)?"
)


def read(text: str, offset: str = "") -> str:
    """What a person wrote, as a picture keeps it; empty: nothing was written.

    A year, a month, a day, or a day and a time: `26/11/2026 19:05`, `19h05 ngày 26 tháng 11 năm
    2026`, `26 November 2026`, or as ISO writes it. The day comes before the month.

    Args:
        text: as it was typed.
        offset: from UTC, such as `+07:00`, of a time that names none; empty: not known.

    Raises:
        ValueError: it is neither a day nor a part of one.
    """
    bare = " ".join(nfc(text).casefold().split())
    if not bare:
        return ""
    plain = re.sub(r"(?<=\d)t(?=\d)", " ", bare)
    found = _TIME.search(plain)
    if found is None:
        return _day(plain)
    day = _day(plain[: found.start()] + " " + plain[found.end() :])
    if len(day) != len("2026-11-26"):
        raise ValueError(text)
    return f"{day}T{_time(found)}{_zone(found['zone'] or '') or offset}"


def told(kept: str) -> str:
    """What a picture keeps, as the desk writes it: `26/11/2026 19:05 +07:00`."""
    found = _KEPT.fullmatch(kept)
    if found is None:
        return kept
    year, month, day, hours, second, zone = found.groups()
    clock = hours and f"{hours}:{second}" if second not in (None, "00") else hours
    parts = ("/".join(each for each in (day, month, year) if each), clock, zone)
    return " ".join(each for each in parts if each)


def offset_of(kept: str) -> str:
    """The offset from UTC of what a picture keeps; empty: not known."""
    found = _OFFSET.search(kept)
    return found[1] if found else ""


def _day(text: str) -> str:
    bare = re.sub(r"\b(?:ngày|lúc|on|at)\b", " ", text)
    bare = " ".join(bare.split()).strip(" ,")
    found = next((match for each in _DAYS if (match := each.fullmatch(bare))), None)
    if found is None:
        raise ValueError(text)
    named = found.groupdict()
    month = int(named.get("month") or 0)
    if named.get("name"):
        month = _MONTHS.index(named["name"][:3]) + 1
    day = int(named.get("day") or 0)
    if not month and not named.get("month"):
        return named["year"]
    whole = date(int(named["year"]), month, day if named.get("day") else 1).isoformat()
    return whole if named.get("day") else whole[:7]


def _time(found: re.Match[str]) -> str:
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(found[0])
        hour = hour % 12 + (12 if found["half"] == "pm" else 0)
    return time(hour, int(found["minute"] or 0), int(found["second"] or 0)).isoformat()


def _zone(typed: str) -> str:
    if typed in ("z", "utc"):
        return "+00:00"
    return f"{typed[:3]}:{typed[-2:]}" if typed else ""
