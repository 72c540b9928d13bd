# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the form in which a page writes dates, learned from one date that is known."""

import re
from datetime import datetime
from typing import Final

from babel import Locale, UnknownLocaleError
from babel.dates import format_datetime

MOST: Final = 80
"""So many letters what may be a date has at most."""
_NAMES: Final = ("EEEE", "EEE", "MMMM", "MMM", "LLLL", "LLL", "a")
_DAYS: Final = ("d", "dd", "M", "MM")
_HOURS: Final = ("H", "HH", "h", "hh")
_MONTHS: Final = "một hai ba tư năm sáu bảy tám chín mười mười_một mười_hai".replace(
    "_", "\u00a0"
).split(" ")
"""As sites write them in Vietnamese: `Tháng mười hai`; CLDR has numbers alone."""
_SPELT: Final = "spelt"
_FIELD: Final = re.compile(r"\{(\w+)([\^!]*)\}")
_BARE: Final = re.compile(r"(?<!\d)\d(?!\d)")
_PADDED: Final = re.compile(r"(?<!\d)0\d(?!\d)")
_SEPARATED: Final = re.compile(r"\d\d[/.-]\d\d")
_OF_TIME: Final = re.compile(r"\s*(?::|h\d|h\b|giờ)")
_AFTER_HOURS: Final = re.compile(r"(?::|\dh|giờ)\s*\Z")
_TIME: Final = re.compile(r"\d+(?::\d+)+")
_WHOLE: Final = (("y",), ("d", "dd"), ("M", "MM", "MMM", "MMMM", "LLL", "LLLL", _SPELT))


def learned(text: str, at: datetime, language: str) -> str:
    """The form of a text that is a date; empty: it is none, or not this one.

    Args:
        text: as it stands on the page.
        at: the date, by the clock of the site.
        language: of the page; English and Vietnamese are tried too.

    Returns:
        A language and the text with fields: `en {MMMM} {d}, {y}`.
    """
    if len(text) > MOST or str(at.year) not in text or "{" in text:
        return ""
    best: tuple[int, str] = (0, "")
    for each in dict.fromkeys((language, "en", "vi")):
        locale = _locale(each)
        form, used = _form(text, at, locale) if locale else ("", set[str]())
        if all(used & set(kinds) for kinds in _WHOLE) and len(used) > best[0]:
            best = (len(used), f"{locale} {form}")
    return best[1]


def printed(form: str, at: datetime) -> str:
    """A date in a form that was learned.

    Args:
        form: as `learned` gave it.
        at: by the clock of the site.
    """
    language, _, fields = form.partition(" ")
    locale = _locale(language) or Locale("en")
    return _FIELD.sub(lambda found: _cased(_said(found[1], at, locale), found[2]), fields)


def _form(text: str, at: datetime, locale: Locale) -> tuple[str, set[str]]:
    names = {_said(each, at, locale).casefold(): each for each in (*_NAMES[::-1], _SPELT)}
    known = "|".join(re.escape(each) for each in sorted(names, key=len, reverse=True))
    numbers = _Numbers(text, at, locale)
    used: set[str] = set()

    def field(found: re.Match[str]) -> str:
        token = found[0]
        if token.isdigit():
            name = numbers.name(found, used)
            made = f"{{{name}}}" if name else token
        else:
            name = names[token.casefold()]
            made = _marked(name, token, _said(name, at, locale))
        used.add(name)
        return made

    return re.sub(rf"(?<!\w)(?:{known})(?!\w)|\d+", field, text, flags=re.I), used - {""}


class _Numbers:
    """What the numbers of a date stand for."""

    def __init__(self, text: str, at: datetime, locale: Locale) -> None:
        self._text = text
        said = {each: _said(each, at, locale) for each in ("y", *_DAYS, *_HOURS, "mm", "ss", "a")}
        date = _TIME.sub("", text)
        is_padded = bool(_PADDED.search(date)) or (
            not _BARE.search(date) and bool(_SEPARATED.search(date))
        )
        has_half = said["a"].casefold() in text.casefold().split()
        hours = _HOURS[2:] if has_half else _HOURS[:2]
        times = _TIME.search(text)
        if times and not _BARE.match(times[0]):
            hours = hours[::-1]
        days = ("dd", "d", "MM", "M") if is_padded else _DAYS
        self._said = said
        self._of_day, self._of_time = ("y", *days), (*hours, "mm", "ss")

    def name(self, found: re.Match[str], used: set[str]) -> str:
        """The field of a number; empty: it is none that is still to come."""
        before = self._text[: found.start()]
        is_after = bool(_AFTER_HOURS.search(before))
        is_time = is_after or bool(_OF_TIME.match(self._text, found.end()))
        kinds = {each[:1] for each in used}
        order = (*self._of_time, *self._of_day) if is_time else self._of_day
        fits = (e for e in order if self._said[e] == found[0] and e[0] not in kinds)
        return next(fits, "")


def _said(name: str, at: datetime, locale: Locale) -> str:
    if name == _SPELT:
        return f"tháng {_MONTHS[at.month - 1]}".replace("\u00a0", " ")
    return format_datetime(at, name, locale=locale).replace("\u202f", " ").replace("\u00a0", " ")


def _marked(name: str, token: str, said: str) -> str:
    if token == said:
        return f"{{{name}}}"
    cased = {"^^": token.upper(), "^": token.capitalize(), "!": token.lower()}
    mark = next((mark for mark, each in cased.items() if token == each), "")
    return f"{{{name}{mark}}}"


def _cased(said: str, mark: str) -> str:
    cases = {"^^": said.upper(), "^": said.capitalize(), "!": said.lower()}
    return cases.get(mark, said)


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language.replace("-", "_")) if language else None
    except (UnknownLocaleError, ValueError, TypeError):
        return None
