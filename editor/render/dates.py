# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: an instant as the site prints it: masthead date, time stamp, how long ago."""

from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime, format_timedelta

from editor.model.profile import SiteProfile

_MINUTE_S = 60
_HOUR_S = 3600
_DAY_S = 86_400


class Dates:
    """The forms in which one site prints an instant; all arguments are aware.

    Args:
        profile: gives language, time zone and patterns; a zone or language that nobody knows
            counts as UTC or English, so that a mistyped profile still makes pages.
        just_now: what is said of less than a minute.
        day_pattern: for what is older than a day, in CLDR letters.
    """

    def __init__(self, profile: SiteProfile, *, just_now: str, day_pattern: str) -> None:
        self._profile = profile
        self._just_now = just_now
        self._day_pattern = day_pattern
        self._zone = _zone(profile.time_zone)
        self._locale = _locale(profile.language)

    def masthead(self, now: datetime) -> str:
        """The weekday and date over the page: `Thứ sáu, 01/12/2023`."""
        printed = self._printed(now, self._profile.date_pattern)
        return printed[:1].upper() + printed[1:]

    def stamp(self, at: datetime) -> str:
        """The time stamp of an article: `07:03, 24/09/2023`."""
        return self._printed(at, self._profile.time_pattern)

    def day(self, at: datetime) -> str:
        """The date alone: `24/09/2023`."""
        return self._printed(at, self._day_pattern)

    def ago(self, at: datetime, now: datetime) -> str:
        """How long ago, whole units that have passed: `1 giờ trước`; after 24 hours the date.

        An instant that is still to come, by a clock that runs ahead, counts as just now.
        """
        passed_s = int((now - at).total_seconds())
        if passed_s < _MINUTE_S:
            return self._just_now
        if passed_s >= _DAY_S:
            return self.day(at)
        unit_s = _HOUR_S if passed_s >= _HOUR_S else _MINUTE_S
        whole = timedelta(seconds=-(passed_s // unit_s * unit_s))
        return format_timedelta(whole, threshold=1, add_direction=True, locale=self._locale)

    def machine(self, at: datetime) -> str:
        """The instant for machines, to the second, in the site's time zone with its offset."""
        return at.astimezone(self._zone).isoformat(timespec="seconds")

    def _printed(self, at: datetime, pattern: str) -> str:
        instant = at.astimezone(UTC)
        printed = format_datetime(instant, pattern, tzinfo=self._zone, locale=self._locale)
        if not self._profile.is_weekday_lower:
            return printed
        # CLDR writes `Thứ Sáu`; most papers write `Thứ sáu`.
        weekday = format_datetime(instant, "EEEE", tzinfo=self._zone, locale=self._locale)
        return printed.replace(weekday, weekday.capitalize())


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _locale(language: str) -> Locale:
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return Locale("en")
