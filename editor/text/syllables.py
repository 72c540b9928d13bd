# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the grammar of the Vietnamese syllable: onset, rhyme and tone, as it is written."""

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Final

from editor.text.vietnamese import fold, nfc

TONES: Final = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
"""Level, huyền, hỏi, ngã, sắc, nặng, in the order of the dictionaries."""
_STOP_TONES: Final = frozenset("\u0301\u0323")
_VOWELS: Final = frozenset("aăâeêioôơuưy")
_SURE: Final = "ơôêâă"
"""A letter that bears the tone wherever it stands, the earlier in the list first."""
_EITHER: Final = frozenset({"oa", "oe", "uy"})
"""Rhymes whose tone stands on the first letter in the old spelling, on the second in the new."""

_ONSETS_TEXT: Final = "ngh ng gh gi qu nh kh th ph ch tr b c d đ g h k l m n p r s t v x"
_ONSETS: Final = tuple(_ONSETS_TEXT.split())
_RHYMES_TEXT: Final = """
a ai ao au ay ac ach am an ang anh ap at
ăc ăm ăn ăng ăp ăt
âc âm ân âng âp ât âu ây
e ec em en eng eo ep et
ê êch êm ên ênh êp êt êu
i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu
y yêm yên yêng yêt yêu
o oc oi om on ong op ot ooc oong
ô ôc ôi ôm ôn ông ôp ôt
ơ ơi ơm ơn ơp ơt
u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt
ư ưc ưi ưm ưn ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu
oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt
oe oem oen oeo oet
uân uâng uât uây uê uêch uênh uêu uơ
uy uya uych uyn uynh uyp uyt uyu uyên uyêt
"""
_RHYMES: Final = frozenset(_RHYMES_TEXT.split())
_AFTER_QU_TEXT: Final = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc ân âng ât âu ây
e en eng eo et ê ên ênh êch êt êu i in it ip o ôc ơ ơi ơn ơt
y yên yêt yêu ych yn ynh yp yt
"""
_AFTER_QU: Final = frozenset(_AFTER_QU_TEXT.split())
_OF_G_I: Final = frozenset({"i", "im", "in", "iêc", "iêm", "iên", "iêng", "iêp", "iêt", "iêu"})
"""Rhymes that melt with `gi` into one `i`: `gì`, `gìn`, `giếng`."""
_WITH_Y: Final = frozenset({"", "h", "k", "l", "m", "n", "s", "t", "v"})
"""Onsets after which `y` alone is a rhyme: `kỹ`, `mỹ`, `vỹ`."""


def is_syllable(word: str) -> bool:
    """Whether a word is one syllable that the Vietnamese orthography allows.

    Both places of the tone are right in `hòa` and `hoà`; everywhere else there is one. Capitals do
    not count. Costs about 2 µs.
    """
    return _is_syllable(nfc(word).lower())


@lru_cache(20_000)
def _is_syllable(word: str) -> bool:
    bare, tone, at = _apart(word)
    return bare is not None and any(
        _bears(onset, rhyme, tone, at - len(onset)) for onset, rhyme in parts(bare)
    )


def parts(bare: str) -> Iterator[tuple[str, str]]:
    """How letters without a tone may be read as (onset, rhyme); empty: not at all."""
    for onset in ("", *_ONSETS):
        rhyme = bare.removeprefix(onset)
        if bare.startswith(onset) and _fits(onset, rhyme):
            yield onset, rhyme


def spelt(onset: str, rhyme: str, tone: str) -> str:
    """A syllable with its tone where most newspapers put it: `hòa`, not `hoà`."""
    letters = list(onset + rhyme)
    if tone:
        letters[len(onset) + _places(rhyme)[0]] += tone
    return nfc("".join(letters))


def alike(word: str) -> list[str]:
    """All syllables with the letters of a word, whatever their marks: `viec` -> `việc`, `viếc`."""
    return [
        spelt(onset, rhyme, tone)
        for onset, rhyme in _folded().get(fold(word), ())
        for tone in TONES
        if _may_have(rhyme, tone)
    ]


def tone_of(word: str) -> str:
    """The tone of a word, as one of `TONES`."""
    return _apart(nfc(word).lower())[1]


def bare(word: str) -> str:
    """A word without its tone: `việc` -> `viêc`."""
    return _apart(nfc(word).lower())[0] or word


def _apart(word: str) -> tuple[str | None, str, int]:
    """The letters without their tone, the tone, and which letter bears it; None: no such word."""
    letters, tone, at = [], "", -1
    for place, char in enumerate(word):
        whole = unicodedata.normalize("NFD", char)
        marks = [each for each in whole if each in TONES]
        if marks and (tone or char in TONES):
            return None, "", -1
        if marks:
            tone, at = marks[0], place
        letters.append(nfc("".join(each for each in whole if each not in TONES)))
    return "".join(letters), tone, at


def _fits(onset: str, rhyme: str) -> bool:
    if onset == "qu":
        return rhyme in _AFTER_QU
    if rhyme not in _RHYMES:
        return False
    is_front, is_y = rhyme[0] in "eêi", rhyme[0] == "y"
    if onset in _FITTING:
        return _FITTING[onset](rhyme, is_front, is_y)
    if is_y:
        return onset in _WITH_Y if rhyme == "y" else not onset
    return bool(onset) or not rhyme.startswith("iê")


_FITTING: Final[Mapping[str, Callable[[str, bool, bool], bool]]] = MappingProxyType(
    {
        "gh": lambda _rhyme, is_front, _is_y: is_front,
        "ngh": lambda _rhyme, is_front, _is_y: is_front,
        "ng": lambda _rhyme, is_front, is_y: not (is_front or is_y),
        "c": lambda _rhyme, is_front, is_y: not (is_front or is_y),
        "k": lambda rhyme, is_front, _is_y: is_front or rhyme == "y",
        "g": lambda rhyme, is_front, is_y: rhyme in _OF_G_I or not (is_front or is_y),
        "gi": lambda rhyme, _is_front, _is_y: rhyme[0] not in "iy",
    }
)
"""Onsets that are written in another way before the front vowels."""


def _may_have(rhyme: str, tone: str) -> bool:
    is_stopped = rhyme[-1] in "ptc" or rhyme.endswith("ch")
    return tone in _STOP_TONES if is_stopped else True


def _bears(onset: str, rhyme: str, tone: str, at: int) -> bool:
    """Whether a rhyme may have a tone, and may have it on this letter of its own."""
    return _may_have(rhyme, tone) and (not tone or at in _places(rhyme))


@cache
def _places(rhyme: str) -> tuple[int, ...]:
    """On which letters of a rhyme its tone may stand, the one of most newspapers first."""
    for letter in _SURE:
        if letter in rhyme:
            return (rhyme.index(letter),)
    vowels = sum(char in _VOWELS for char in rhyme)
    if vowels == 1:
        return (0,)
    if vowels < len(rhyme):
        return (vowels - 1,)
    if rhyme in _EITHER:
        return (0, 1)
    return (1,) if vowels == 3 else (0,)


@cache
def _folded() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Letters without any mark -> how they may be read."""
    found: dict[str, list[tuple[str, str]]] = {}
    for onset in ("", *_ONSETS):
        for rhyme in sorted(_AFTER_QU if onset == "qu" else _RHYMES):
            if _fits(onset, rhyme):
                found.setdefault(fold(onset + rhyme), []).append((onset, rhyme))
    return MappingProxyType({letters: tuple(each) for letters, each in found.items()})
