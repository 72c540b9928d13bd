# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: abbreviations, odd words and passages that a story says again; for the list."""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Final

from editor.text.style.texts import Listed, Passage, Place, folded

FREQUENT: Final = 3
"""How often a pair of words must stand in a story to make a rare one beside it look odd."""
REPEATED_WORDS: Final = 15
"""A passage of fewer words may well be said twice."""
_ABBREVIATION: Final = re.compile(
    r"(?<![\w/.&-])([A-ZĐ][A-ZĐa-z]{0,2}[A-ZĐ][A-ZĐ]{0,7})(?:s|['’]s)?(?![\w&]|[-/.]\w)"
)
_ROMAN: Final = re.compile(r"[IVXLCDM]+")
_MARK: Final = re.compile(r"[^a-zA-Z]")


def abbreviations(passages: Sequence[Passage], known: Collection[str]) -> Iterator[Listed]:
    """The first place of an abbreviation that the story does not explain.

    Args:
        passages: of all texts of the story.
        known: what every reader knows.
    """
    whole = "\n".join(each.prose.text for each in passages)
    told = set(known)
    for passage in passages:
        if _is_shouted(passage.prose.text):
            continue
        for match in _ABBREVIATION.finditer(passage.prose.text):
            short = match[1]
            if len(short) < 3 or short in told or _ROMAN.fullmatch(short):
                continue
            told.add(short)
            if not _is_explained(short, whole):
                yield Place(passage, *match.span(1)).slip("abbreviation", "")


def rare_marks(passages: Iterable[Passage]) -> Iterator[Listed]:
    """`nhân thức` once, where `nhận thức` stands again and again: a mark may be missing."""
    groups: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for passage in passages:
        if passage.spoken == "vi":
            for pair, place in _pairs(passage):
                groups[folded(pair)].append((pair, place))
    for group in groups.values():
        counts = Counter(form for form, _place in group)
        (usual, times), *rest = counts.most_common()
        if rest and times >= FREQUENT:
            for form, place in group:
                if counts[form] == 1 and _one_apart(form, usual):
                    yield place.slip("rare_marks", usual, usual)


def _pairs(passage: Passage) -> Iterator[tuple[str, Place]]:
    """Two words without capitals beside each other, in small letters."""
    for one, other in pairwise(passage.words):
        if other.is_joined and one.text.islower() and other.text.islower():
            yield f"{one.text} {other.text}", Place(passage, one.start, other.end)


def repeated(passages: Sequence[Passage]) -> Iterator[Listed]:
    """A passage of fifteen words and more that the story has had before, at its second place."""
    seen: set[tuple[str, ...]] = set()
    for passage in passages:
        small = tuple(each.text.lower() for each in passage.words)
        end = 0
        for at in range(len(small) - REPEATED_WORDS + 1):
            key, start = small[at : at + REPEATED_WORDS], passage.words[at].start
            if key in seen and start >= end:
                end = passage.words[_last_known(small, at, seen)].end
                yield Place(passage, start, end).slip("repeated_passage", "")
            seen.add(key)


def _last_known(small: tuple[str, ...], at: int, seen: Collection[tuple[str, ...]]) -> int:
    """The last word of a stretch that was there before."""
    while small[at + 1 : at + 1 + REPEATED_WORDS] in seen:
        at += 1
    return at + REPEATED_WORDS - 1


def _is_shouted(text: str) -> bool:
    letters = [each for each in text if each.isalpha()]
    return sum(map(str.isupper, letters)) * 2 > len(letters)


def _is_explained(short: str, whole: str) -> bool:
    """`Ủy ban nhân dân (UBND)`, `UBND (Ủy ban nhân dân)`."""
    bare = re.escape(short)
    inside = rf"\([^()\n]{{0,40}}(?<!\w){bare}(?!\w)[^()\n]{{0,40}}\)"
    behind = rf"(?<!\w){bare}s? \([^()\n]{{4,}}\)"
    return re.search(f"{inside}|{behind}", whole) is not None


def _one_apart(one: str, other: str) -> bool:
    """Whether one syllable of two differs, and neither is bare of marks where the other is not."""
    differing = [(a, b) for a, b in zip(one.split(), other.split(), strict=True) if a != b]
    return len(differing) == 1 and all(_MARK.search(each) for each in differing[0])
