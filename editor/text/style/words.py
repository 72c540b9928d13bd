# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: rules for words: written twice, spelt wrong, `a` for `an`; told while the copy is typed."""

import re
from collections.abc import Iterator
from typing import Final

from editor.text.keyed import meant
from editor.text.spelling import Spelling
from editor.text.style.prose import Prose
from editor.text.style.slip import Slip, slip

_BLANK: Final = "[ \u00a0\n]+"
_PHRASE: Final = re.compile(
    rf"(?<!\w)((?:[^\W_]+{_BLANK}){{1,5}}[^\W_]+)({_BLANK})\1(?![\w-])", re.IGNORECASE
)
_DOUBLE: Final = re.compile(rf"(?<![\w’'-])([^\W\d_]+)({_BLANK})\1(?![\w’'-])", re.IGNORECASE)
# Only words that neither end nor begin another: `hành vi vi phạm` and `luôn luôn` are right.
_SMALL_VI: Final = "các những của và rằng sẽ cũng vẫn nhưng để với đã hoặc tuy"
_SMALL_EN: Final = """
the a an of to and for with from by at was were this his their its our but if we they be has have
my your
"""
_SMALL: Final = {"vi": frozenset(_SMALL_VI.split()), "en": frozenset(_SMALL_EN.split())}
_GOES_ON: Final = {"của": {"cải", "nả"}, "để": {"dành", "ý", "tang", "bụng"}, "đã": {"đời"}}
"""`của của cải`: the second is the first half of a word."""
_ON_PURPOSE_TEXT: Final = """
and or by after on very so no yes bye ha go rất thật quá mãi nữa lại lắm là không đi mau nhanh một
cố tiến hoan muôn
"""
_REPEATED_ON_PURPOSE: Final = frozenset(_ON_PURPOSE_TEXT.split())
"""Within a phrase that is said twice: more and more and more, rất nhiều rất nhiều."""
_ARTICLE: Final = re.compile(r"(?<![\w’'.-])([Aa]n?)( )([a-z](?!-)[a-z-]{2,})(?![\w’'])")
_SOUNDS_OPEN: Final = re.compile(r"(?:[aei]|o(?!ne|nce|uija)|un(?!i|anim)|u[pglmt](?!i|o))")
_SOUNDS_SHUT: Final = re.compile(
    r"(?:eu|ew|one\b|once\b|uni|use|usu|uten|utop|ubiq|ura|uro|ukul|ula)"
)
_SILENT_H: Final = re.compile(r"h(?:our|onest|onor|onour|eir|erb|otel|istor|abitual|ors)")
_SMALL_I: Final = re.compile(r"(?<=[a-z,] )i(?= [a-z]|['’](?:m|ve|ll|d)\b)")


def of_words(prose: Prose, language: str, speller: Spelling) -> Iterator[Slip]:
    """Words of one passage; its language is that of most of them."""
    yield from _phrases(prose)
    yield from _doubles(prose, language)
    for each in speller.mistakes(prose.text, language):
        mend = meant(each.word) if language == "vi" else ""
        yield slip(prose, "spelling", (each.start, each.end), mend or None)
    if language == "en":
        yield from _articles(prose)
        for match in _SMALL_I.finditer(prose.text):
            yield slip(prose, "small_i", match.span(), "I")


def _phrases(prose: Prose) -> Iterator[Slip]:
    for match in _PHRASE.finditer(prose.text):
        words = match[1].lower().split()
        is_plain = len(set(words)) > 1 and not any(each.isdigit() for each in words)
        if is_plain and _REPEATED_ON_PURPOSE.isdisjoint(words):
            yield slip(prose, "doubled", match.span(), match[1])


def _doubles(prose: Prose, language: str) -> Iterator[Slip]:
    small = _SMALL.get(language, frozenset())
    for match in _DOUBLE.finditer(prose.text):
        word = match[1].lower()
        following = prose.text[match.end() :].split(None, 1)[:1]
        is_first_half = bool(following) and following[0].strip(".,;:!?”") in _GOES_ON.get(word, ())
        if word in small and not match[1].isupper() and not is_first_half:
            yield slip(prose, "doubled", match.span(), match[1])


def _articles(prose: Prose) -> Iterator[Slip]:
    for match in _ARTICLE.finditer(prose.text):
        article, word = match[1], match[3]
        is_open = _SOUNDS_OPEN.match(word) and not _SOUNDS_SHUT.match(word)
        before = prose.text[: match.start()].rstrip()[-1:]
        if article[0] == "A" and before not in {"", *'.!?“"‘(:'}:
            continue
        if article.lower() == "a" and is_open:
            yield slip(prose, "article", match.span(), f"{article}n {word}")
        elif article.lower() == "an" and _is_shut(word):
            yield slip(prose, "article", match.span(), f"{article[0]} {word}")


def _is_shut(word: str) -> bool:
    """Whether a word surely begins with the sound of a consonant."""
    is_vowel = word[0] in "aeiou" and not _SOUNDS_SHUT.match(word)
    return not is_vowel and not _SILENT_H.match(word)
