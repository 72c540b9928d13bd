# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: months as a newspaper pays by them: they begin and end at midnight in its own time zone."""

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from editor.errors import Refused

_MONTH: Final = re.compile(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])")


def is_month(text: str) -> bool:
    """Is it a month as it is written, such as `2026-11`?"""
    return _MONTH.fullmatch(text) is not None


def check(month: str) -> str:
    """The month, where it is written as one: `2026-11`.

    Raises:
        Refused: `site.bad_field`.
    """
    if not is_month(month):
        raise Refused("site.bad_field", field="month")
    return month


def moved(month: str, by: int) -> str:
    """The month that is so many later; earlier ones by a negative number."""
    year, number = _parts(month)
    years, rest = divmod(year * 12 + number - 1 + by, 12)
    return f"{years:04d}-{rest + 1:02d}"


def of(at: datetime, time_zone: str) -> str:
    """The month in which a moment falls, by the clocks of the newspaper.

    Args:
        at: aware.
        time_zone: `Asia/Ho_Chi_Minh`.
    """
    return f"{at.astimezone(ZoneInfo(time_zone)):%Y-%m}"


def bounds(month: str, time_zone: str) -> tuple[datetime, datetime]:
    """When a month begins, and when the next one does; both in UTC."""
    return _begin(month, time_zone), _begin(moved(month, 1), time_zone)


def _begin(month: str, time_zone: str) -> datetime:
    year, number = _parts(month)
    return datetime(year, number, 1, tzinfo=ZoneInfo(time_zone)).astimezone(UTC)


def _parts(month: str) -> tuple[int, int]:
    year, _, number = check(month).partition("-")
    return int(year), int(number)
