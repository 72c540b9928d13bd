# SPDX-License-Identifier: GPL-3.0-or-later
"""How long a copy is: words as editors count them, minutes to read; its words without marks."""

import math
import re
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType

from editor.text.cut import Cuts, plain

WORDS_PER_MINUTE: Mapping[str, int] = MappingProxyType({"vi": 260, "en": 230})
"""Blank-separated tokens read in a minute. A Vietnamese token is a syllable, hence more of them;
our own setting, not a measured law."""

# Every repeat has a bound: a copy of nothing but opening marks must not take minutes.
_LETTER = re.compile(r"[^\W_]")
_LINES = re.compile(
    r"""(?mx)
    ^\ {0,3}(?:`{3,}|~{3,}).*$                          # fences
    | ^\ {0,3}\*\[[^\]\n]{1,300}\]\ ?:.*$                # abbreviations
    | ^\ {0,3}\[(?!\^)[^\]\n]{1,300}\]:.*$              # link references
    | ^(?=.*\|)(?=.*-)[ \t|:-]+$                        # the rule of a table
    | ^\ {0,3}(?:=+|[-*_](?:\ *[-*_])*)\ *$             # rules and underlines
    """
)
_OPENINGS = re.compile(
    r"""(?mx)
    ^[ \t]*
    (?: >[ \t]?(?:\[!(?i:quote|box|card)\][ \t]*)?
      | (?:[*+-]|\d{1,9}\.|:)[ \t]+ | \[\^[^\]\s]{1,300}\]:[ \t]* | \#+[ \t]* )+
    """
)
# With one of these, or a digit, every line begins that those two change; in most texts none does.
_SIGNS = frozenset("`~*[|:-=_>+#")
_NOTE = re.compile(r"\[\^[^\]\s]{1,300}\]")
_PICTURE = re.compile(r"!\[[^\]\n]{0,300}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,300}\])")
_LINK = re.compile(
    r"""(?x)
    \[([^\[\]]{0,1000})\]
    (?: \([^()\s]{0,2000} (?:\([^()\s]{0,300}\)[^()\s]{0,300})? (?:\s["'][^\n]{0,300}["'])?\)
      | \[[^\[\]\n]{0,300}\] )
    """
)
_AUTOLINK = re.compile(r"<((?:[a-zA-Z][\w+.-]{0,30}:|[^\s<>@]{1,300}@)[^\s<>]{1,2000})>")
_SCRIPT = re.compile(r"(?is)<(script|style)\b.{0,1999}?</\1\s*>|<!--.{0,1999}?-->")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,999}>")
_MARKS = re.compile(r"\\([\\`*_{}\[\]()>#+.!|<~:-])|`+|\*+|(?<![^\W_])_+(?=\S)|(?<=\S)_+(?![^\W_])")


def words(copy: str) -> int:
    """The number of words that readers see: blank-separated tokens with a letter or digit."""
    text = plain(copy)
    return _count(text) if visible(text) is text else WordCount().of(copy)


class WordCount:
    """Counts the words of a copy that is being edited; an edit counts anew only around itself."""

    def __init__(self) -> None:
        self._cuts = Cuts()
        self._counts: list[int] = []

    def of(self, copy: str) -> int:
        """The number of words of the copy as it now stands, the same as `words`."""
        splice = self._cuts.change(copy)
        counts = [_count(visible(each)) for each in splice.added]
        self._counts[splice.first : splice.first + splice.removed] = counts
        return sum(self._counts)


def _count(text: str) -> int:
    """How many of the blank-separated tokens have a letter or digit."""
    tokens = text.split()
    odd = [each for each in tokens if not each.isalnum()]
    return len(tokens) - sum(_LETTER.search(each) is None for each in odd)


def reading_minutes(words: int, language: str) -> int:
    """Whole minutes that it takes to read so many words; 0 for none."""
    return math.ceil(words / WORDS_PER_MINUTE.get(language, WORDS_PER_MINUTE["en"]))


def visible(copy: str) -> str:
    """The words of the copy without Markdown's marks; lines and paragraphs stay.

    For search, counts and excerpts; `dialect` has the last word on what readers see. Costs a few
    milliseconds for 10,000 words.
    """
    text = _SCRIPT.sub("", copy) if "<" in copy else copy
    firsts = [line.lstrip(" \t")[:1] for line in text.split("\n")]
    if any(first in _SIGNS or first.isdecimal() for first in firsts):
        text = _OPENINGS.sub("", _LINES.sub("", text))
    if "[" in text:
        text = _LINK.sub(r"\1", _PICTURE.sub("", _NOTE.sub("", text)))
    if "<" in text:
        text = _TAG.sub("", _AUTOLINK.sub(r"\1", text))
    if "*" in text or "_" in text or "`" in text or "\\" in text:
        text = _MARKS.sub(r"\1", text)
    text = text.replace("|", " ")
    return unescape(text) if "&" in text else text
