# SPDX-License-Identifier: GPL-3.0-or-later
"""Vietnamese text: one spelling (NFC), folded for search, slugs, the order of the alphabet."""

import re
import unicodedata

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_RANK = {letter: rank for rank, letter in enumerate(_ALPHABET)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""In the order of the dictionaries: level, huyền, hỏi, ngã, sắc, nặng."""
LONGEST_SLUG = 120
"""Letters of an address; a headline may be longer."""
_MARKS = re.compile("[\u0300-\u036f]")
_NOT_IN_ADDRESS = re.compile("[^a-z0-9]+")


def nfc(text: str) -> str:
    """The text with every letter in one piece: macOS and some keyboards write them in two."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """The text for search: lower case, no marks, `đ` as `d`. It may differ in length."""
    apart = unicodedata.normalize("NFD", text.lower())
    return nfc(_MARKS.sub("", apart)).replace("đ", "d")


def slug(text: str) -> str:
    """The text as the last part of an address: `Đống Đa, 2/9` -> `dong-da-2-9`. May be empty."""
    return _NOT_IN_ADDRESS.sub("-", fold(text)).strip("-")[:LONGEST_SLUG].strip("-")


def sort_key(text: str) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    """A key that sorts as Vietnamese dictionaries do: letters first, then tones, then case."""
    letters, tones = [], []
    for char in nfc(text).lower():
        base, tone = _letter_and_tone(char)
        letters.append(_RANK[base] + 0x10000 if base in _RANK else ord(base))
        tones.append(tone)
    return tuple(letters), tuple(tones), text


def _letter_and_tone(char: str) -> tuple[str, int]:
    """`ệ` -> (`ê`, 5)."""
    apart = unicodedata.normalize("NFD", char)
    tone = next((_TONES[mark] for mark in apart if mark in _TONES), 0)
    base = nfc("".join(mark for mark in apart if mark not in _TONES))
    return (base if len(base) == 1 else char), tone
