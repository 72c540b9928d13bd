# SPDX-License-Identifier: GPL-3.0-or-later
"""Countries by their names in both languages, and the three letters that ISO 3166 gives each."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from babel import Locale
from babel.core import get_global

from editor.text.vietnamese import fold

_FORMER: Final = frozenset({"BUR", "ZAR", "DDR", "FXX", "TMP", "YMD"})
"""Three letters of states that are no more, beside those of the states of today."""
_ALSO: Final = {
    "my": "USA",
    "mỹ": "USA",
    "usa": "USA",
    "anh": "GBR",
    "uk": "GBR",
    "anh quốc": "GBR",
    "nam hàn": "KOR",
    "bắc triều tiên": "PRK",
    "tiệp khắc": "CZE",
    "uae": "ARE",
}
"""What is written for some of them besides."""


@cache
def codes() -> Mapping[str, str]:
    """Folded name -> ISO 3166-1 code of three letters, in Vietnamese and English."""
    three = _three_letters()
    found = {}
    for language in ("en", "vi"):
        for two, name in Locale(language).territories.items():
            if two in three:
                found[fold(name)] = three[two]
    return found | {fold(name): code for name, code in _ALSO.items()}


@cache
def names(language: str) -> Mapping[str, str]:
    """Code of three letters -> the country's name in a language (`vi`, `en`)."""
    three = _three_letters()
    told = Locale(language).territories.items()
    return {three[two]: name for two, name in told if two in three}


def code_of(name: str) -> str:
    """The code of a country by its name, with or without its marks; empty: not known."""
    return codes().get(fold(" ".join(name.split())), "")


@cache
def _three_letters() -> Mapping[str, str]:
    aliases = get_global("territory_aliases").items()
    return {
        two[0]: three
        for three, two in aliases
        if len(three) == 3 and three.isalpha() and len(two) == 1 and three not in _FORMER
    }
