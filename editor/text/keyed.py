# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: letters that were meant as keys of Telex or VNI -> the Vietnamese word that they write."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

from editor.text.syllables import is_syllable, parts, spelt

_TELEX_TONES: Final = MappingProxyType(
    {"f": "\u0300", "r": "\u0309", "x": "\u0303", "s": "\u0301", "j": "\u0323"}
)
_VNI_TONES: Final = MappingProxyType(
    {"2": "\u0300", "3": "\u0309", "4": "\u0303", "1": "\u0301", "5": "\u0323"}
)
_TELEX_LETTERS: Final = (
    ("dd", "đ"),
    ("aa", "â"),
    ("ee", "ê"),
    ("oo", "ô"),
    ("uow", "ươ"),
    ("aw", "ă"),
    ("ow", "ơ"),
    ("uw", "ư"),
)
_VNI_LETTERS: Final = (
    ("d9", "đ"),
    ("a6", "â"),
    ("e6", "ê"),
    ("o6", "ô"),
    ("uo7", "ươ"),
    ("a8", "ă"),
    ("o7", "ơ"),
    ("u7", "ư"),
)
_TELEX: Final = re.compile(r"[a-z]{2,8}")
_VNI: Final = re.compile(r"[a-z]+[1-9][a-z1-9]*")


def meant(word: str) -> str:
    """The word that these keys write with the input method on; empty: none, or itself.

    `vieejt` and `vie65t` are `việt`. What is a syllable as it stands is taken for one.
    """
    typed = word.lower()
    if is_syllable(typed):
        return ""
    if _TELEX.fullmatch(typed):
        return _written(typed, _TELEX_TONES, _TELEX_LETTERS)
    return _written(typed, _VNI_TONES, _VNI_LETTERS) if _VNI.fullmatch(typed) else ""


def _written(typed: str, tones: Mapping[str, str], letters: Sequence[tuple[str, str]]) -> str:
    # The key of a tone may come anywhere behind the first letter; most type it at the end.
    keys = [at for at in range(len(typed) - 1, 0, -1) if typed[at] in tones]
    readings = [(tones[typed[at]], typed[:at] + typed[at + 1 :]) for at in keys]
    for tone, rest in [*readings, ("", typed)]:
        bare = _lettered(rest, letters)
        if bare.isalpha() and (tone or bare != typed):
            made = [spelt(onset, rhyme, tone) for onset, rhyme in parts(bare)]
            if found := next(filter(is_syllable, made), ""):
                return found
    return ""


def _lettered(typed: str, letters: Sequence[tuple[str, str]]) -> str:
    for keys, letter in letters:
        typed = typed.replace(keys, letter)
    return typed
