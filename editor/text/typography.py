# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the mark of print that a typed key stands for: curly quotes, apostrophes, dashes, dots."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from editor.text.cut import END_OF_RAW, FENCE, RAW

EN_DASH: Final = "\N{EN DASH}"
EM_DASH: Final = "\N{EM DASH}"
APOSTROPHE: Final = "\N{RIGHT SINGLE QUOTATION MARK}"
QUOTES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {"'": ("\N{LEFT SINGLE QUOTATION MARK}", APOSTROPHE), '"': ("“", "”")}
)
"""Straight -> opening, closing: the same in Vietnamese and in English."""
ELLIPSIS: Final = "…"

_STRESS = "*_~"
_DASHES = f"-{EN_DASH}{EM_DASH}"
_OPENERS = "([{<>|/=¿¡«" + QUOTES["'"][0] + QUOTES['"'][0]
_BARE_LINE = re.compile(r"[\s>|:+=*-]*")
_SPEAKER = re.compile(r" {0,3}(?:> ?)*-- ")
_TICKED = re.compile(r"(?<![\\`])(`+)(?!`)(?:(?!\1(?!`))[\s\S])*?(?<!`)\1(?!`)")
_CLOSED_TO_PRINT = re.compile(
    r"\]\([^)]*$"
    r"|\]\[[^\]]*$"
    r"|^ {0,3}\[(?!\^)[^\]]+\]:"
    r"|<[A-Za-z/!?][^<>]*$"
    r"|\{[^{}]*$"
    r"|^ {0,3}:::"
)
"""The target or label of a link, a definition of one, a tag, braces, the head of a box."""
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*://|www\.|mailto:|\w+@\w|\w[\w-]*\.\w{2,}/)\S*$", re.I)
_INDENTED = re.compile(r" {4}| {0,3}\t")
_HOLDS_INDENTED = re.compile(r" {0,3}(?:[-*+]|\d{1,9}\.|:|\[\^[^\]]+\]:)[ \t]")
_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(?!(?:---|\.\.\.)[ \t]*$).*\n)*\Z", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands in the place of the last letters before the caret."""

    back: int
    """How many letters give way, the one just typed among them."""
    text: str


def printed(before: str, after: str, language: str) -> Mark | None:
    """What the key just typed stands for in print; None: for itself.

    Vietnamese and English have “ ” and ‘ ’. Two hyphens are an en dash in Vietnamese; in English
    an em dash behind a letter and an en dash behind a blank or a figure. A third hyphen makes an em
    dash of it. Three dots are one sign in English only: Vietnamese papers print three. A single
    hyphen between blanks stays, as Vietnamese statutes print it.

    Args:
        before: the paragraph up to the caret, the key just typed at its end.
        after: the rest of the paragraph.
        language: of the story: `vi` or `en`.

    Cost: 0.01 ms; less for any other key.
    """
    rule = _RULES.get(before[-1:])
    mark = rule(before, after, language) if rule is not None else None
    if mark is None or _is_closed_to_print(before[: -mark.back], before[-1]):
        return None
    return mark


def is_verbatim(above: str, line: str) -> bool:
    """Whether a line is code, raw HTML or the head of a file, which nobody prints as typed.

    Args:
        above: all lines of the copy above it.
        line: itself, up to the caret.

    Cost: under 1 ms below 100,000 words.
    """
    if _FRONT_MATTER.fullmatch(above) or _is_open(above):
        return True
    return _INDENTED.match(line) is not None and not is_held(above)


def _is_open(above: str) -> bool:
    """Whether fenced code or raw HTML begins above and does not end there."""
    if not ("```" in above or "~~~" in above or "<" in above):
        return False
    at = 0
    while found := _first(FENCE.search(above, at), RAW.search(above, at)):
        closing = _closing(found).search(above, found.end())
        if closing is None:
            return True
        at = closing.end()
    return False


def _first(*found: re.Match[str] | None) -> re.Match[str] | None:
    return min(filter(None, found), key=lambda each: each.start(), default=None)


def _closing(opening: re.Match[str]) -> re.Pattern[str]:
    mark = opening[1]
    if mark[0] in "`~":
        return re.compile(rf"^ {{0,3}}{mark[0]}{{{len(mark)},}}[ \t]*$", re.MULTILINE)
    return END_OF_RAW[mark.lower()]


def is_held(above: str) -> bool:
    """Whether an indented line below these belongs to a paragraph, a list or a note."""
    end, is_apart = len(above), False
    while end > 0:
        start = above.rfind("\n", 0, end - 1) + 1
        line = above[start:end]
        if line.strip() and not _INDENTED.match(line):
            return not is_apart or _HOLDS_INDENTED.match(line) is not None
        is_apart = is_apart or not line.strip()
        end = start
    return False


def _is_closed_to_print(head: str, key: str) -> bool:
    if "`" in head and "`" in _TICKED.sub("", head).replace("\\`", ""):
        return True
    if _CLOSED_TO_PRINT.search(head):
        return True
    # No address has a double quote in it: that one closes what was quoted.
    return key != '"' and _ADDRESS.search(head) is not None


def _quote(before: str, after: str, language: str) -> Mark | None:
    head, key = before[:-1], before[-1]
    opening, closing = QUOTES[key]
    if head.endswith("\\"):
        return None
    if key == "'" and after[:1].isdigit():
        return Mark(1, APOSTROPHE)
    if _begins(head, opening, closing):
        return Mark(1, opening)
    is_figure = head[-1:].isdigit() and not _is_within(head, opening, closing)
    if is_figure and (key == '"' or language == "vi"):
        # Feet and inches, minutes and seconds: 6' 2", phút 45'.
        return None
    return Mark(1, closing)


def _begins(head: str, opening: str, closing: str) -> bool:
    bare = head.rstrip(_STRESS)
    last = bare[-1:]
    if last in _DASHES and last:
        return not _is_within(head, opening, closing)
    return not last or last.isspace() or (last in _OPENERS and last != opening)


def _is_within(head: str, opening: str, closing: str) -> bool:
    return head.rfind(opening) > head.rfind(closing)


def _hyphen(before: str, _after: str, language: str) -> Mark | None:
    if before.endswith(f"{EN_DASH}-"):
        return Mark(2, EM_DASH)
    lead = before[:-2]
    is_rule = _BARE_LINE.fullmatch(lead) is not None or lead.endswith("-")
    if not before.endswith("--") or is_rule:
        return None
    if language == "vi" or lead[-1:].isspace() or lead[-1:].isdigit():
        return Mark(2, EN_DASH)
    return Mark(2, EM_DASH)


def _blank(before: str, _after: str, _language: str) -> Mark | None:
    """Two hyphens before a line of dialogue: only the blank tells them from a rule."""
    return Mark(3, f"{EN_DASH} ") if _SPEAKER.fullmatch(before) else None


def _dot(before: str, _after: str, language: str) -> Mark | None:
    is_three = before.endswith("...") and not before.endswith("....")
    return Mark(3, ELLIPSIS) if is_three and language == "en" else None


_RULES: Final[Mapping[str, Callable[[str, str, str], Mark | None]]] = MappingProxyType(
    {'"': _quote, "'": _quote, "-": _hyphen, ".": _dot, " ": _blank}
)
KEYS: Final = frozenset(_RULES)
"""All other keys stand for themselves."""
