# SPDX-License-Identifier: GPL-3.0-or-later
"""English words: which are known, British and American alike, and which are near one."""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

from editor.text import twins

# The list that symspellpy ships, under the MIT licence: word, how often, one a line.
_PACKAGE: Final = "symspellpy"
_FILE: Final = "frequency_dictionary_en_82_765.txt"

_TRADE_TEXT: Final = """
standfirst standfirsts sapo slugline sluglines byline bylines dateline datelines kicker kickers
infographic infographics livestream livestreams livestreamed livestreaming paywall paywalls
newsfeed smartphone smartphones selfie selfies hashtag hashtags podcast podcasts vlog vlogs
crowdfunding cryptocurrency cryptocurrencies deepfake deepfakes chatbot chatbots drone
ecommerce fintech lockdown lockdowns rideshare startup startups unvaccinated wetland wetlands
km kg cm mm mg ml ms ii iii iv vi vii viii ix xi xii eg ie vs pre pi math mortem runtime ascii
sublicense sublicensed licensor licensors whitespace substring namespace breakpoint metadata
"""
TRADE: Final = frozenset(_TRADE_TEXT.split())
"""Words of newsrooms and of the last years that the list has not got."""

_ENDINGS: Final = (
    ("’s", ""),
    ("'s", ""),
    ("s’", "s"),
    ("s'", "s"),
    ("men", "man"),
    ("ies", "y"),
    ("ied", "y"),
    ("iest", "y"),
    ("ier", "y"),
    ("ily", "y"),
    ("es", ""),
    ("s", ""),
    ("ed", ""),
    ("ed", "e"),
    ("ing", ""),
    ("ing", "e"),
    ("ers", ""),
    ("er", ""),
    ("er", "e"),
    ("ly", ""),
    ("ness", ""),
    ("less", ""),
    ("ful", ""),
    ("like", ""),
)
_BEGINNINGS: Final = ("un", "re", "non", "over", "under", "out", "mid", "pre", "anti", "co")
_SHORTENED: Final = frozenset({"n't", "'re", "'ve", "'ll", "'d", "'m"})
_STEM: Final = 4
"""A shorter stem tells nothing about what it was made into."""
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


@cache
def words() -> Mapping[str, int]:
    """Known word, in lower case -> how often it is used; empty where the list is not installed.

    Cost: 40 ms once, and 10 MB.
    """
    spec = find_spec(_PACKAGE)
    places = [] if spec is None else list(spec.submodule_search_locations or ())
    paths = (Path(place) / _FILE for place in places)
    path = next((each for each in paths if each.is_file()), None)
    if path is None:
        return MappingProxyType({})
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    rows = (line.split() for line in lines)
    return MappingProxyType({row[0]: int(row[1]) for row in rows if len(row) == 2})


def is_known(word: str) -> bool:
    """Whether a word is one, or made of one by the endings and beginnings of the language."""
    told = word.lower().replace("’", "'")
    if not words() or _is_listed(told):
        return True
    for shortened in _SHORTENED:
        if told.endswith(shortened):
            return _is_listed(told.removesuffix(shortened)) or told in {"can't", "won't", "shan't"}
    return any(map(_is_listed, _stems(told)))


def near(word: str, most: int = 5) -> list[str]:
    """Known words that differ by little, the likely ones first; in the capitals of the word.

    Cost: 1 ms where one letter differs, 30 ms else.
    """
    told = word.lower()
    found = {each for each in _one_off(told) if each in words()}
    if not found:
        found = {each for each in _of_like_length(told) if _is_two_off(told, each)}
    often = words()
    ranked = sorted(found, key=lambda each: (each[0] != told[0], -often[each], each))
    return [each.capitalize() if word[:1].isupper() else each for each in ranked[:most]]


def _is_listed(word: str) -> bool:
    # The list has `color` and `harbour`, but neither `harbor` nor all others of the kind.
    if word in words() or word in TRADE:
        return True
    is_american = word.endswith("or") and f"{word[:-2]}our" in words()
    return is_american or twins.other(word) in words()


def _stems(word: str) -> Iterator[str]:
    for ending, instead in _ENDINGS:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= (_STEM if ending.isalpha() else 1):
            yield stem + instead
            if len(stem) > _STEM and stem[-1] == stem[-2]:
                yield stem[:-1]
    for beginning in _BEGINNINGS:
        rest = word.removeprefix(beginning)
        if rest != word and len(rest) >= _STEM:
            yield rest


def _one_off(word: str) -> Iterator[str]:
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in _LETTERS:
            yield before + letter + after
            if after:
                yield before + letter + after[1:]


def _of_like_length(word: str) -> Iterator[str]:
    lengths = range(len(word) - 2, len(word) + 3)
    return (each for each in words() if len(each) in lengths and each[0] == word[0])


def _is_two_off(one: str, other: str) -> bool:
    """Whether at most two letters were left out, put in or changed."""
    row = list(range(len(other) + 1))
    for at, char in enumerate(one, 1):
        last, row[0] = row[0], at
        for place, its in enumerate(other, 1):
            last, row[place] = (
                row[place],
                min(row[place] + 1, row[place - 1] + 1, last + (char != its)),
            )
        if min(row) > 2:
            return False
    return row[-1] <= 2
