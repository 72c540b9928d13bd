# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the prose of a copy without Markdown's marks, each letter with its place in the copy."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from editor.text.cut import FENCE, RAW, runs

OBJECT: Final = "\ufffc"
"""Stands for what is no prose but takes room in a line: code, an address, a picture."""

# Every repeat has a bound: a copy of nothing but opening marks must not take minutes.
_OPENING: Final = re.compile(
    r"[ \t]*(?:>[ \t]?(?:\[!(?i:quote|box|card)\][ \t]*)?|(?:[*+-]|\d{1,9}[.)])[ \t]+"
    r"|\[\^[^\]\s]{1,300}\]:[ \t]*|#{1,6}[ \t]+|:[ \t]+)+"
)
_NO_PROSE: Final = re.compile(
    r" {0,3}(?:\*\[[^\]\n]{1,300}\] ?:.*|\[(?!\^)[^\]\n]{1,300}\]:.*|[-*_](?: *[-*_])*) *"
)
_UNDERLINE: Final = re.compile(r" {0,3}(?:=+|-+) *")
_TABLE_RULE: Final = re.compile(r"(?=.*\|)(?=.*-)[ \t|:-]+")
_INLINE: Final = re.compile(
    r"""(?x)
    (?P<object> !\[[^\]\n]{0,300}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])
      | `{1,3}[^`\n]{1,500}`{1,3} | <br\ ?/?> | &\#?\w{1,10};
      | <(?:[a-zA-Z][\w+.-]{0,30}:|[^\s<>@]{1,300}@)[^\s<>]{1,2000}>
      | \b(?:https?://|www\.)\S{1,2000}?(?=[.,;:!?)”"’\]]{0,3}(?:\s|$))
      | (?<!\S)[#@]\w{1,100} | \b[\w.+-]{1,100}@[\w-]{1,100}(?:\.\w{1,60}){1,5}
      | \b[\w-]{1,100}(?:\.[\w-]{1,100}){0,4}
        \.(?:com|vn|net|org|gov|edu|info|uk|fr|de|io|jpe?g|png|pdf|docx?|xlsx?|mp[34])\b
    )
    | (?P<nothing> [\u00ad\u200b\u2060\ufeff]+
      | \[\^[^\]\s]{1,300}\] | \[(?=[^\[\]\n]{0,500}\][(\[])
      | (?<=[^\s\[])\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])
      | </?[a-zA-Z][^<>\n]{0,999}> | \\(?=[!-/:-@\[-`{-~])
      | (?<=\S)(?:\*{1,3}|~~) | (?:\*{1,3}|~~)(?=\S)
      | (?<![^\W_])_{1,3}(?=\S) | (?<=\S)_{1,3}(?![^\W_])
    )
    """
)


class Kind(StrEnum):
    """What the words stand in."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    """Of a list, a quotation, a note or a definition."""
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Prose:
    """Words that are read in one go, and where they stand in the copy."""

    text: str
    raw: str
    """The same with its marks."""
    kind: Kind
    is_set_off: bool
    """Wholly bold or italic: a crosshead or a caption rather than a paragraph."""
    _starts: tuple[int, ...]
    """Where each stretch of letters begins in `text`."""
    _places: tuple[int, ...]
    """Where each stretch begins in the copy."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` (not empty) stands in the copy: (start, end)."""
        return self._place(start), self._place(end - 1) + 1

    def _place(self, at: int) -> int:
        which = bisect_right(self._starts, at) - 1
        return self._places[which] + at - self._starts[which]


def passages(copy: str) -> Iterator[Prose]:
    """All prose of a copy in its order; code, raw HTML and definitions are none.

    Cost: about 1 ms for 1,000 words.
    """
    for start, end in runs(copy):
        if not (FENCE.match(copy, start) or RAW.match(copy, start)):
            yield from _of_run(copy, start, end)


def line(text: str) -> Prose:
    """A field of one line, such as a headline, as it stands."""
    return Prose(text, text, Kind.HEADING, is_set_off=False, _starts=(0,), _places=(0,))


def _of_run(copy: str, start: int, end: int) -> Iterator[Prose]:
    lines = list(_lines(copy, start, end))
    is_table = any(_TABLE_RULE.fullmatch(copy, *each) for each in lines)
    if is_table:
        yield from _cells(copy, lines)
        return
    first, last, kind = -1, -1, Kind.PARAGRAPH
    for begin, stop in lines:
        opening = _OPENING.match(copy, begin, stop)
        is_underline = first >= 0 and _UNDERLINE.fullmatch(copy, begin, stop)
        is_end = begin == stop or is_underline or _NO_PROSE.fullmatch(copy, begin, stop)
        if first >= 0 and (opening or is_end):
            yield from _made(copy, first, last, Kind.HEADING if is_underline else kind)
            first = -1
        if is_end:
            continue
        if first < 0:
            first, kind = (opening.end(), _kind(opening[0])) if opening else (begin, kind)
            kind = kind if opening else Kind.PARAGRAPH
        last = stop
    if first >= 0:
        yield from _made(copy, first, last, kind)


def _lines(copy: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The lines of a run; fenced code among them as an empty line, which ends a passage."""
    fence = ""
    while start < end:
        stop = copy.find("\n", start, end)
        stop = end if stop < 0 else stop
        found = FENCE.match(copy, start, stop)
        if fence or found:
            yield start, start
            is_closing = bool(found) and fence[:1] == copy[start:stop].strip()[:1]
            fence = "" if is_closing else fence or (found[1] if found else "")
        else:
            yield start, stop
        start = stop + 1


def _kind(opening: str) -> Kind:
    return Kind.HEADING if "#" in opening or "[!box]" in opening.lower() else Kind.ITEM


def _cells(copy: str, lines: list[tuple[int, int]]) -> Iterator[Prose]:
    for begin, stop in lines:
        if _TABLE_RULE.fullmatch(copy, begin, stop):
            continue
        at = begin
        for cell in copy[begin:stop].split("|"):
            yield from _made(copy, at, at + len(cell), Kind.CELL)
            at += len(cell) + 1


def _made(copy: str, start: int, end: int, kind: Kind) -> Iterator[Prose]:
    raw = copy[start:end]
    if not raw.strip():
        return
    start += len(raw) - len(raw.lstrip())
    raw = raw.strip()
    starts, places, kept, length = [], [], [], 0
    for at, text in _stretches(raw):
        starts.append(length)
        places.append(start + at)
        kept.append(text)
        length += len(text)
    if kept:
        is_set_off = raw[0] in "*_" and raw[-1] == raw[0]
        yield Prose("".join(kept), raw, kind, is_set_off, tuple(starts), tuple(places))


def _stretches(raw: str) -> Iterator[tuple[int, str]]:
    at = 0
    for match in _INLINE.finditer(raw):
        if match.start() > at:
            yield at, raw[at : match.start()]
        if match["object"]:
            yield match.start(), OBJECT
        at = match.end()
    if at < len(raw):
        yield at, raw[at:]
