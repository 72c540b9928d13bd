# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a search finds in a text, words or a pattern, and what would stand there instead."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from re import _constants, _parser  # type: ignore[attr-defined]  # the stubs have neither
from typing import TYPE_CHECKING, Final

from editor.errors import Refused

if TYPE_CHECKING:
    import regex

CONTEXT = 48
"""Letters that are told on either side of a place."""

LONGEST_S: Final = 1.0
"""CPU time for a regular expression in one text; an honest one needs a hundredth of it."""

_LETTER = "[\\w\u0300-\u036f]"
"""A letter, a digit, or a mark that joins the letter before it."""
_TOKEN = re.compile(r"\\(?:g<(\w{1,100})>|(\d{1,2})|(.))", re.DOTALL)
_ESCAPES = {"n": "\n", "t": "\t", "\\": "\\"}
_REPEATS = (_constants.MAX_REPEAT, _constants.MIN_REPEAT)


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for, and how."""

    text: str
    is_case: bool = False
    is_marks: bool = True
    """Off: `dong da` finds `Đống Đa`."""
    is_word: bool = False
    """Only whole words, in any alphabet."""
    is_regex: bool = False
    """`text` is a regular expression, as Python reads it."""

    def pattern(self) -> re.Pattern[str]:
        """The pattern that finds it.

        Raises:
            Refused: `search.bad_pattern` for a regular expression that is none,
                `search.costly_pattern` for one that might never end.
        """
        return _pattern(self)


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a text."""

    start: int
    """Letters before it."""
    end: int
    found: str
    other: str
    """What would stand there instead."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One place as a person reads it, with some of the words around it."""

    before: str
    found: str
    other: str
    after: str


def hits(text: str, search: Search, other: str = "") -> Iterator[Hit]:
    r"""Every place in a text, in order; empty matches are none.

    Args:
        text: what is looked through.
        search: what for.
        other: what would stand there; with a regular expression `\1`, `\g<name>`, `\n` and `\t`
            are what they are in Python.

    Raises:
        Refused: as `Search.pattern`, `search.costly_pattern` also for one that takes too long here;
            `search.bad_other` for a group that there is not.
    """
    if not search.text:
        return
    for found in _found(text if search.is_marks else bare(text), search):
        start, end = found.span()
        if start < end:
            instead = _expanded(other, found, text) if search.is_regex else other
            yield Hit(start, end, text[start:end], instead)


def passage(text: str, hit: Hit) -> Passage:
    """A place with the words around it, on one line."""
    before = _one_line(text[max(0, hit.start - CONTEXT) : hit.start])
    after = _one_line(text[hit.end : hit.end + CONTEXT])
    return Passage(before, hit.found, hit.other, after)


def replaced(text: str, chosen: list[Hit]) -> str:
    """The text with some of its places replaced.

    Args:
        text: as it was looked through.
        chosen: places of it, in order.
    """
    parts, at = [], 0
    for each in chosen:
        parts += [text[at : each.start], each.other]
        at = each.end
    return "".join([*parts, text[at:]])


def bare(text: str) -> str:
    """The text without marks, letter for letter: `Đống Đa` -> `Dong Da`, of the same length."""
    if text.isascii():
        return text
    return "".join(map(_bare_letter, text))


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@cache
def _bare_letter(char: str) -> str:
    return {"đ": "d", "Đ": "D"}.get(char, unicodedata.normalize("NFD", char)[0])


def _found(text: str, search: Search) -> "Iterator[re.Match[str] | regex.Match[str]]":
    """What the pattern finds; one of a person's own is ended where it takes too long."""
    pattern = search.pattern()
    if not search.is_regex:
        yield from pattern.finditer(text)
        return
    try:
        yield from _timed(pattern).finditer(text, timeout=LONGEST_S)
    except TimeoutError as error:
        raise Refused("search.costly_pattern") from error


@lru_cache(maxsize=64)
def _timed(pattern: re.Pattern[str]) -> "regex.Pattern[str]":
    """The same pattern for the engine that looks at the clock, and lets other threads go on."""
    # Not for the start: few searches are regular expressions.
    import regex  # noqa: PLC0415

    try:
        return regex.compile(pattern.pattern, pattern.flags)
    except regex.error as error:
        raise Refused("search.bad_pattern", at=(getattr(error, "pos", 0) or 0) + 1) from error


@lru_cache(maxsize=64)
def _pattern(search: Search) -> re.Pattern[str]:
    text = unicodedata.normalize("NFC", search.text)
    told = text if search.is_regex else re.escape(text if search.is_marks else bare(text))
    try:
        if search.is_regex and _is_costly(_parser.parse(told)):
            raise Refused("search.costly_pattern")
        whole = f"(?<!{_LETTER})(?:{told})(?!{_LETTER})" if search.is_word else told
        return re.compile(whole, (re.NOFLAG if search.is_case else re.IGNORECASE) | re.MULTILINE)
    except re.error as error:
        raise Refused("search.bad_pattern", at=(error.pos or 0) + 1) from error
    except (OverflowError, RecursionError) as error:
        raise Refused("search.costly_pattern") from error


def _is_costly(parsed: object, *, is_repeated: bool = False) -> bool:
    """Whether a repetition without end stands within another: some texts would take for ever."""
    if isinstance(parsed, _parser.SubPattern):
        return any(_is_costly(each, is_repeated=is_repeated) for each in parsed)
    if isinstance(parsed, tuple) and len(parsed) == 2 and parsed[0] in _REPEATS:
        is_endless = parsed[1][1] == _constants.MAXREPEAT
        inner = parsed[1][2]
        return (is_endless and is_repeated) or _is_costly(
            inner, is_repeated=is_repeated or is_endless
        )
    if isinstance(parsed, tuple | list):
        return any(_is_costly(each, is_repeated=is_repeated) for each in parsed)
    return False


def _expanded(other: str, found: "re.Match[str] | regex.Match[str]", text: str) -> str:
    """A replacement with its groups put in, in the letters of the text itself."""

    def told(token: re.Match[str]) -> str:
        if escape := token[3]:
            return _ESCAPES.get(escape, token[0])
        group = token[1] or token[2]
        try:
            start, end = found.span(int(group) if group.isdecimal() else group)
        except IndexError as error:
            raise Refused("search.bad_other", group=group) from error
        return text[start:end] if start >= 0 else ""

    return _TOKEN.sub(told, other)
