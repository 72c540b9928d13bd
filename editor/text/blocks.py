# SPDX-License-Identifier: GPL-3.0-or-later
"""The copy as the pieces that a merge moves: blocks of Markdown, words, and the names in them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import repeat
from typing import NamedTuple

from editor.text.cut import FENCE, runs

_WORD = re.compile(r"(\S+)(\s*)")
_INDENTED = re.compile(r" {0,3}(?: {4}|\t)")
_LIST = re.compile(r" {0,3}(?:[*+-]|\d+[.)])(?:[ \t]|$)")
_QUOTE = re.compile(r" {0,3}>")
_SET_OFF = re.compile(r" {0,3}> ?\[!(?:quote|box|card)\]", re.IGNORECASE | re.ASCII)
_TERM = re.compile(r" {0,3}:[ \t]")
_NOTE = re.compile(r" {0,3}\[\^[^\]\n]+\]:")
_NOT_PROSE = re.compile(
    r"^(?: {4}|\t| {0,3}(?:[*+-][ \t]|\d+[.)][ \t]|[>#<:]|!\[|\*?\[[^\]\n]+\]:|`{3}|~{3}))"
    r"|^ {0,3}[=-]+[ \t]*$|\|",
    re.MULTILINE,
)
_PICTURE = re.compile(r"!\[[^\]\n]*\]\(\s*<?([^\s()<>]+(?: +[^\s()<>\"']+)*)")
_DEFINED = re.compile(r"^ {0,3}\[([^\]\n]+)\]:", re.MULTILINE)
_IN_BRACKETS = re.compile(r"\[([^\[\]\n]+)\]")


class Piece(NamedTuple):
    """A block or a word, and the blanks after it. Pieces are the same when their texts are."""

    text: str
    gap: str


Pieces = tuple[Piece, ...]
"""A row of them that follow one another."""


@dataclass(frozen=True, slots=True)
class Names:
    """What a copy refers to and what it defines; labels in lower case."""

    pictures: frozenset[str]
    labels: frozenset[str]
    """All that stands in brackets; a footnote's begins with `^`."""
    defined: Counter[str]
    """How often each label is defined; once is right."""

    @property
    def hanging(self) -> frozenset[str]:
        """Labels, or words in brackets, that nothing defines."""
        return self.labels - self.defined.keys()


def blocks(copy: str) -> Pieces:
    """The blocks of a copy; a list, table, quote, figure, fence or note is one, however long.

    The first piece has no text: its gap is the blanks before the first block.
    """
    starts: list[int] = []
    last = ""
    for start, end in runs(copy):
        block = copy[start:end]
        if not starts or not _goes_on(last, block):
            starts.append(start)
            last = block
    ends = (*starts[1:], len(copy))
    lead = copy[: starts[0]] if starts else copy
    return (Piece("", lead), *(_piece(copy[a:b]) for a, b in zip(starts, ends, strict=False)))


def words(text: str) -> Pieces:
    """The words of a paragraph; the first piece has no text, as in `blocks`."""
    # Of a long paragraph there are thousands: made without a call of Python's for each.
    found = map(tuple.__new__, repeat(Piece), _WORD.findall(text))
    return (Piece("", text[: len(text) - len(text.lstrip())]), *found)


def is_prose(text: str) -> bool:
    """Whether a block is a plain paragraph, whose words may be merged."""
    return bool(text) and _NOT_PROSE.search(text) is None


def joined(parts: Iterable[str]) -> str:
    """Stretches of copy one after the other, at least a blank line between what has words."""
    out: list[str] = []
    breaks = 2
    for part in parts:
        bare = part.rstrip()
        if bare:
            if out:
                # Blanks of a line that had nothing else would indent what follows.
                out[-1] = out[-1].rstrip(" \t")
            if breaks < 2:
                out.append("\n" * (2 - breaks))
            breaks = 0
        out.append(part)
        breaks += part.count("\n", len(bare))
    return "".join(out)


def copy_of(pieces: Iterable[Piece]) -> str:
    """Blocks as copy again."""
    return joined(text + gap for text, gap in pieces)


def paragraph_of(pieces: Pieces) -> str:
    """Words as a paragraph again, at least a blank between two."""
    out = "".join(f"{text}{gap or ' '}" if text else gap for text, gap in pieces[:-1])
    return out + pieces[-1].text + pieces[-1].gap


def names(pieces: Pieces) -> Names:
    """What some blocks refer to and define; what stands in fenced code does not count."""
    text = "\n".join(each.text for each in pieces if not FENCE.match(each.text))
    found = (each.lower() for each in _IN_BRACKETS.findall(_DEFINED.sub("", text)))
    defined = Counter(each.lower() for each in _DEFINED.findall(text))
    return Names(frozenset(_PICTURE.findall(text)), frozenset(found), defined)


def _piece(text: str) -> Piece:
    bare = text.rstrip()
    return Piece(bare, text[len(bare) :])


def _goes_on(last: str, block: str) -> bool:
    """Whether a block belongs with the one before it, over the blank line between them."""
    if block[0] not in " \t:>*+-" and not block[0].isdecimal():
        return False
    if _INDENTED.match(block):
        return any(each.match(last) for each in (_LIST, _NOTE, _TERM, _INDENTED))
    return bool(
        _TERM.match(block)
        or (_LIST.match(block) and _LIST.match(last))
        or (_QUOTE.match(block) and _QUOTE.match(last) and not _SET_OFF.match(block))
    )
