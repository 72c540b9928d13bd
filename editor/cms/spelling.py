# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: how houses of other kinds spell texts, names and times, and when two say the same."""

import html
import re
import unicodedata
from datetime import UTC, datetime, timedelta
from typing import Final

_MINUTE: Final = timedelta(minutes=1)
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def nfc(text: str) -> str:
    """Text in one spelling, without the signs of control that no house should hold."""
    return unicodedata.normalize("NFC", _UNFIT.sub("", text))


def plain(raw: str) -> str:
    """A title or excerpt as text: without tags, its signs as they are read."""
    text = html.unescape(re.sub(r"<[^<>]*>", "", raw))
    return nfc(" ".join(text.split()))


def folded(name: str) -> str:
    """What tells two names apart: their letters, in NFC, whatever their case."""
    return " ".join(nfc(html.unescape(name)).casefold().split())


def instant(value: object) -> datetime | None:
    """A time of the house in UTC; None where it has none."""
    if not isinstance(value, str):
        return None
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return None
    if read.year < 1000:
        return None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)


def is_near(one: str, other: str) -> bool:
    """Whether two times of a house are the same minute, or nearly."""
    read = [instant(each) for each in (one, other)]
    first, second = read
    return first is not None and second is not None and abs(first - second) < _MINUTE
