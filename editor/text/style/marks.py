# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: rules for blanks, marks and letters that nobody sees; told while the copy is typed."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from editor.model.picture import is_file_name
from editor.text.style.prose import OBJECT, Kind, Prose
from editor.text.style.slip import Slip, Tier, slip

_COMBINED: Final = re.compile("(?:\\w|[\u0300-\u036f])+")
_COMBINING: Final = re.compile("[\u0300-\u036f]")
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+")
_EMPTY: Final = re.compile("^[ \t]*\u00a0[ \t\u00a0]*$", re.MULTILINE)
_RUN: Final = re.compile("(?<=\\S)[ \t\u00a0]{2,}(?=\\S)")
_HARD: Final = re.compile("(?<=[^\\W\\d_]{2})\u00a0(?=[^\\W\\d_]{2})")
_BEFORE: Final = re.compile('(?<=[^\\W_]|[)”"%])[ \u00a0]+([,;:!?.])(?![,;:!?.])')
_AFTER: Final = re.compile(r"(?<=[^\W\d_])[.,;:!?](?=[^\W\d_])")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]+$")
_WORD_AFTER: Final = re.compile(r"[^\W\d_]+")
_FACE: Final = re.compile(r"[:;]-?[()DPpOo3](?!\w)")
_SENTENCE: Final = re.compile(r"[^\W\d_](?=[^\W\d_])")
_TWICE: Final = re.compile(r"(?<=[\w)”%])(?:\.\.(?![./\\\w-])|,,+|;;+)")
_DOTS: Final = re.compile(r"(?<=\w)\.{4,}(?!\w)")
_ENGLISH_DOTS: Final = 5
"""Four dots are an ellipsis and a full stop in English."""
_TITLES_TEXT: Final = """
tp tx tt th ths ts gs pgs bs ks cn nsnd nsut mr mrs ms dr st prof no vs ph hon rev gen col capt
sgt lt gov sen rep jr sr fig vol ed est dept inc ltd co mt ft node web
"""
_TITLES: Final = frozenset(_TITLES_TEXT.split())
"""Before a dot and a name without a blank: an abbreviation, not the end of a sentence."""
_NAMES: Final = frozenset({"yahoo", "jeopardy", "tl"})
"""Names that have a mark in them or at their end."""
_GLUE: Final = frozenset(["/", "\\", "@", "_", "=", ":", ".", "{", "$", "&", OBJECT])
"""Signs between the parts of an address, a path or a file name."""
_ENDINGS: Final = frozenset({"net", "com", "js", "vn", "ai", "io", "org"})


def of_letters(text: str) -> Iterator[Slip]:
    """Decomposed and invisible letters, and paragraphs of a hard blank only, in raw copy."""
    if _COMBINING.search(text):
        for match in _COMBINED.finditer(text):
            composed = unicodedata.normalize("NFC", match[0])
            if composed != match[0]:
                yield _raw("decomposed", match, composed)
    for match in _INVISIBLE.finditer(text):
        yield _raw("invisible", match, "")
    for match in _EMPTY.finditer(text):
        yield _raw("empty_paragraph", match, "")


def of_marks(prose: Prose, language: str) -> Iterator[Slip]:
    """Blanks and punctuation marks of one passage."""
    if prose.kind is Kind.PARAGRAPH and is_file_name(prose.raw):
        yield slip(prose, "file_name", (0, len(prose.text)))
        return
    for match in _RUN.finditer(prose.text):
        yield slip(prose, "blanks", match.span(), " ")
    for match in _HARD.finditer(prose.text):
        yield slip(prose, "hard_blank", match.span(), " ")
    yield from _before(prose)
    yield from _after(prose)
    yield from _repeated(prose, language)


def _raw(rule: str, match: re.Match[str], mend: str) -> Slip:
    return Slip(rule, Tier.LIVE, match.start(), match.end(), match[0], mend)


def _before(prose: Prose) -> Iterator[Slip]:
    text = prose.text
    for match in _BEFORE.finditer(text):
        following = text[match.end() : match.end() + 1]
        if _is_apart_on_purpose(text, match, following):
            continue
        is_joined = following.isalpha()
        yield slip(prose, "blank_before", match.span(), match[1] + " " * is_joined)


def _is_apart_on_purpose(text: str, match: re.Match[str], following: str) -> bool:
    """`16 : 9`, ` :)`, ` . . .`, `.NET`, `« Où ? »`: a blank that somebody wants there."""
    mark, end = match[1], match.end()
    rest = text[end:].lstrip()[:1]
    before = text[match.start() - 1]
    if "«" in text or _FACE.match(text, end - 1) or following.isdigit() or following == OBJECT:
        return True
    if (mark == ":" and before.isdigit() and rest.isdigit()) or (mark == "." and rest == "."):
        return True
    if not following.isalpha() or mark == ":":
        return not (following in '”")’' or following.isspace())
    word = _WORD_AFTER.match(text, end)
    is_sentence = before.islower() and word is not None and _is_name(word[0])
    return mark in ".!?" and not is_sentence


def _is_name(word: str) -> bool:
    return (
        len(word) > 1 and word[0].isupper() and word[1:].islower() and word.lower() not in _ENDINGS
    )


def _after(prose: Prose) -> Iterator[Slip]:
    text = prose.text
    for match in _AFTER.finditer(text):
        first = _WORD_BEFORE.search(text, max(0, match.start() - 40), match.start())
        second = _WORD_AFTER.match(text, match.end())
        if first is None or second is None or not _is_run_on(text, first, match[0], second):
            continue
        span = first.start(), second.end()
        yield slip(prose, "no_blank_after", span, f"{first[0]}{match[0]} {second[0]}")


def _is_run_on(text: str, first: re.Match[str], mark: str, second: re.Match[str]) -> bool:
    """Whether a mark ends something here; `PGS.TS`, `x,y`, `a.m` and file names do not."""
    before, after = text[first.start() - 1 : first.start()], text[second.end() : second.end() + 2]
    is_address = before in _GLUE or (after[:1] in _GLUE and after[1:2].isalnum())
    if is_address:
        return False
    if mark in ",;":
        return len(first[0]) + len(second[0]) > 2 and first[0].lower() not in _NAMES
    if mark == ":":
        return len(first[0]) > 2 and len(second[0]) > 1 and (first[0] + second[0]).islower()
    is_word = len(first[0]) > 1 and first[0][-1].islower() and first[0].lower() not in _TITLES
    return is_word and first[0].lower() not in _NAMES and _is_name(second[0])


def _repeated(prose: Prose, language: str) -> Iterator[Slip]:
    for match in _TWICE.finditer(prose.text):
        yield slip(prose, "repeated_mark", match.span(), match[0][0])
    for match in _DOTS.finditer(prose.text):
        if language != "en" or len(match[0]) >= _ENGLISH_DOTS:
            yield slip(prose, "repeated_mark", match.span(), "...")
