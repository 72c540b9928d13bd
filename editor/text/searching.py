# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: how readers search: with marks or without, and the passage that shows what was found."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from editor.text import vietnamese

MOST_WORDS = 12
"""Of a question; those behind are left out."""

PASSAGE_LETTERS = 240
"""How long the passage is that a page of answers shows."""

_BEFORE_LETTERS = 60
_BEHIND_LETTERS = 170
_LOOKED_AT = 40
"""Hits from one on: more stand in no passage."""
_WORD = re.compile(r"[^\W_]+")
_PHRASE = re.compile(r'["“”«»]([^"“”«»]*)["“”«»]')
# Wide digits, which no text has, so that the tone of `à` is never the digit of `A2`.
_TONES = {"\u0301": "１", "\u0300": "２", "\u0309": "３", "\u0303": "４", "\u0323": "５"}
_TONE_SIGNS = "".join(_TONES.values())
_KEPT_WORDS = 100_000


@dataclass(frozen=True, slots=True)
class Question:
    """What a reader asked for; empty: nothing that can be searched."""

    words: tuple[str, ...] = ()
    """All of them must be there, as `key` gives them."""
    phrases: tuple[str, ...] = ()
    """Words that must follow one another, each a row with one blank between."""

    @property
    def without_marks(self) -> "Question":
        """The same question to a reader whose keyboard has no marks."""
        words = tuple(dict.fromkeys(_bare(each) for each in self.words))
        return Question(words, tuple(_row(each.split(" "), bare=True) for each in self.phrases))

    @property
    def tokens(self) -> tuple[str, ...]:
        """What a text must have of `tokens_of`: its words, and each two that follow one another."""
        rows = (each.split(" ") for each in self.phrases)
        pairs = (pair for row in rows for pair in _pairs(row))
        return tuple(dict.fromkeys((*self.words, *pairs)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of a passage."""

    text: str
    is_found: bool = False


def question(text: str) -> Question:
    """What a reader typed: words, and words in quotation marks that follow one another."""
    text = vietnamese.nfc(text)
    words = tuple(dict.fromkeys(key(each) for each in _WORD.findall(text)))[:MOST_WORDS]
    rows = (_WORD.findall(each)[:MOST_WORDS] for each in _PHRASE.findall(text))
    phrases = (_row([key(each) for each in row]) for row in rows if len(row) > 1)
    return Question(words, tuple(phrases))


def words_of(text: str) -> str:
    """All words of a text as they are searched: with their marks, then without, blanks around.

    Cost: 2 ms for 2,000 words of which most were seen before.
    """
    told = [key(each) for each in _WORD.findall(vietnamese.nfc(text))]
    return f" {' '.join(told)}  {' '.join(map(_bare, told))} "


def tokens_of(words: str) -> set[str]:
    """What an index keeps of a text: each word, and each two that follow one another.

    Syllables are everywhere, two in a row are a word of Vietnamese: with them in the index, a row
    of words is found without a look at where each of them stands in a text.

    Args:
        words: as `words_of` gives them.
    """
    parts = [part.split() for part in words.split("  ")]
    return {token for part in parts for token in (*part, *_pairs(part))}


@lru_cache(maxsize=_KEPT_WORDS)
def key(word: str) -> str:
    """A word in one spelling: lower case, its tone behind it: `hoà`, `Hòa` -> `hoa２`."""
    apart = unicodedata.normalize("NFD", word.lower())
    tone = "".join(_TONES[char] for char in apart if char in _TONES)
    letters = "".join(char for char in apart if char not in _TONES)
    return vietnamese.nfc(letters) + tone


def passage(text: str, asked: Question) -> tuple[Piece, ...]:
    """The part of a text with most of the words in it, and where they are; cut between words."""
    text = " ".join(text.split())
    hits = _hits(text, asked)
    start = _best_start(text, hits)
    end = len(text) if len(text) - start <= PASSAGE_LETTERS else start + PASSAGE_LETTERS
    if end < len(text):
        end = max(text.rfind(" ", start, end + 1), start + 1)
    pieces = [Piece("… ")] if start else []
    pieces += _pieces(text, start, end, hits)
    return tuple(pieces if end == len(text) else [*pieces, Piece(" …")])


def marked(text: str, asked: Question) -> tuple[Piece, ...]:
    """A whole text, and where the words are in it."""
    return tuple(_pieces(text, 0, len(text), _hits(text, asked)))


def _hits(text: str, asked: Question) -> list[tuple[int, int, str]]:
    wanted, found = set(asked.words), []
    for each in _WORD.finditer(text):
        told = key(each[0])
        told = told if told in wanted else _bare(told)
        if told in wanted:
            found.append((*each.span(), told))
    return found


def _best_start(text: str, hits: Sequence[tuple[int, int, str]]) -> int:
    best, start = 0, 0
    for place, (at, _, _) in enumerate(hits):
        behind = at + _BEHIND_LETTERS
        near = {told for _, stop, told in hits[place : place + _LOOKED_AT] if stop <= behind}
        # Of two as rich the one with two of the words in a row: there they say what was meant.
        points = 2 * len(near) + _is_row(hits[place : place + 2])
        if points > best:
            best, start = points, at
    if start <= _BEFORE_LETTERS:
        return 0
    # Some words before the first one that was found, so that it can be understood.
    return text.find(" ", start - _BEFORE_LETTERS, start) + 1 or start


def _is_row(two: Sequence[tuple[int, int, str]]) -> bool:
    return len(two) == 2 and two[1][0] == two[0][1] + 1 and two[0][2] != two[1][2]


def _pieces(text: str, start: int, end: int, hits: Sequence[tuple[int, int, str]]) -> list[Piece]:
    pieces, at = [], start
    for begin, stop, _ in hits:
        if begin < start or stop > end:
            continue
        pieces += [Piece(text[at:begin]), Piece(text[begin:stop], is_found=True)]
        at = stop
    return [each for each in (*pieces, Piece(text[at:end])) if each.text]


@lru_cache(maxsize=_KEPT_WORDS)
def _bare(told: str) -> str:
    """A key without marks and tone."""
    return vietnamese.fold(told).rstrip(_TONE_SIGNS) or told


def _row(words: Sequence[str], *, bare: bool = False) -> str:
    return " ".join(_bare(each) if bare else each for each in words)


def _pairs(words: Sequence[str]) -> Iterator[str]:
    # No word has this sign: see `_WORD`.
    return (f"{one}_{other}" for one, other in pairwise(words))
