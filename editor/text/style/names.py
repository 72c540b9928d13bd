# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: names that a story writes in two ways, in its copy, fields and captions; for the list."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from editor.text.style.texts import Listed, Passage, Place, Word, folded, two_ways

LONGEST: Final = 4
"""Words of a name that are compared in one go."""
NEAR_LETTERS: Final = 5
"""A shorter word is too often near another one."""
_NO_NAMES_TEXT: Final = """
the a an this that these those in on at by for from with to of and or but if when while after
before as it its he she they we you i his her their our your my there here what who where why how
all some many most no not one two three mr mrs ms dr
các những một mỗi mọi tại theo trong từ và nhưng sau trước khi nếu vì do để với về như cùng còn có
là ông bà anh chị em cô chú bác cụ ở trên dưới đến này đó đây sáng chiều tối trưa đêm ngày hôm
"""
_NO_NAMES: Final = frozenset(_NO_NAMES_TEXT.split())
"""Words that open sentences and stand before names, and are none themselves."""


def capitals(passages: Iterable[Passage]) -> Iterator[Listed]:
    """`Đoàn kiểm tra` beside `Đoàn Kiểm tra`: one name with its capitals in two ways."""
    seen: dict[tuple[str, ...], list[tuple[str, Place]]] = defaultdict(list)
    for passage in passages:
        if passage.is_heading and passage.spoken == "en":
            continue
        for words in _rows(passage.words):
            if not any(map(_is_shouted, words)):
                key = tuple(each.text.lower() for each in words)
                form = " ".join(each.text for each in words)
                seen[key].append((form, Place(passage, words[0].start, words[-1].end)))
    split = {key: group for key, group in seen.items() if len({form for form, _ in group}) > 1}
    yield from two_ways("name_forms", _claimed(_whole(split)), mends=True)


def spellings(passages: Sequence[Passage], known: Iterable[str] = ()) -> Iterator[Listed]:
    """Names that differ in marks or by one letter, in the story or from names that are known here.

    Args:
        passages: of all texts of the story.
        known: names that stand in pictures and stories here, in the spelling of the desk.
    """
    names = list(_names(passages))
    spelt = _spelt(known)
    found = (*_other_marks(names, spelt), *_near(names), *_not_as_known(names, spelt))
    yield from _apart(found)


def _rows(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """All rows of two to four words that begin as a name, with one blank between them."""
    for start, first in enumerate(words):
        if not first.is_name or first.text.lower() in _NO_NAMES:
            continue
        for end in range(start + 2, min(start + LONGEST, len(words)) + 1):
            if not words[end - 1].is_joined:
                break
            yield words[start:end]


def _is_shouted(word: Word) -> bool:
    return len(word.text) > 1 and word.text.isupper()


_Split = Mapping[tuple[str, ...], list[tuple[str, Place]]]


def _whole(split: _Split) -> list[list[tuple[str, Place]]]:
    """The rows that are names as a whole, the longest first: `Đoàn kiểm tra`, not `Đoàn kiểm`."""
    whole = []
    for key, group in sorted(split.items(), key=lambda each: -len(each[0])):
        longer = (each for each in split if len(each) == len(key) + 1 and each[:-1] == key)
        is_part = any(len(split[each]) == len(group) for each in longer)
        shorter = split.get(key[:-1], group)
        is_by_chance = len(shorter) != len(group) and not any(_ends_large(f) for f, _ in group)
        if not is_part and not is_by_chance:
            whole.append(group)
    return whole


def _ends_large(form: str) -> bool:
    return form.rpartition(" ")[2][:1].isupper()


def _claimed(groups: Iterable[list[tuple[str, Place]]]) -> Iterator[list[tuple[str, Place]]]:
    """Each place in one group only: what a longer name settles, a shorter one does not unsettle."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for group in groups:
        free = [
            (form, place)
            for form, place in group
            if all(
                place.end <= start or end <= place.start for start, end in taken[id(place.passage)]
            )
        ]
        for _form, place in free:
            taken[id(place.passage)].append((place.start, place.end))
        yield free


def _names(passages: Iterable[Passage]) -> Iterator[Place]:
    """Names of two words and more, and of one where it opens no sentence."""
    for passage in passages:
        if passage.is_heading and passage.spoken == "en":
            continue
        row: list[Word] = []
        for word in (*passage.words, None):
            if word is not None and word.is_name and (word.is_joined or not row):
                row.append(word)
                continue
            yield from _named(passage, row)
            row = [word] if word is not None and word.is_name else []


def _named(passage: Passage, row: Sequence[Word]) -> Iterator[Place]:
    while row and row[0].text.lower() in _NO_NAMES:
        row = row[1:]
    if len(row) > 1 or (row and not row[0].is_opening):
        yield Place(passage, row[0].start, row[-1].end)


def _spelt(known: Iterable[str]) -> dict[str, set[str]]:
    """Names without their marks and capitals -> how the desk spells them."""
    spelt: dict[str, set[str]] = defaultdict(set)
    for name in known:
        if len(name.split()) > 1:
            spelt[folded(name)].add(" ".join(name.split()))
    return spelt


def _other_marks(names: Iterable[Place], spelt: Mapping[str, set[str]]) -> Iterator[Listed]:
    """Names of the story in two spellings; where the desk knows one, `_not_as_known` tells it."""
    groups: dict[str, list[tuple[str, Place]]] = defaultdict(list)
    for place in names:
        for part in _parts(place):
            if (bare := folded(part.words)) not in spelt:
                groups[bare].append((" ".join(part.words.split()).lower(), part))
    yield from two_ways("name_spellings", groups.values())


def _parts(place: Place) -> Iterator[Place]:
    """A name, and each row of two words and more within it: a title may stand before it."""
    text, starts = place.words, [place.start]
    starts += [place.start + at + 1 for at, letter in enumerate(text) if letter in " \u00a0"]
    ends = [each - 1 for each in starts[1:]] + [place.end]
    for size in range(min(LONGEST, len(starts)), 1, -1):
        for at in range(len(starts) - size + 1):
            yield Place(place.passage, starts[at], ends[at + size - 1])


def _near(names: Iterable[Place]) -> Iterator[Listed]:
    """Foreign names that differ by one letter; Vietnamese syllables are too near each other."""
    places: dict[str, list[Place]] = defaultdict(list)
    for place in names:
        if place.passage.spoken == "en":
            for each in _words_of(place):
                places[each.words].append(each)
    order = {word: number for number, word in enumerate(places)}
    for pair in _like_pairs(places):
        if is_near(*pair):
            # Of two that are as frequent the first one counts.
            rare, usual = sorted(pair, key=lambda each: (len(places[each]), -order[each]))
            yield from (place.slip("name_spellings", usual) for place in places[rare])


def _words_of(name: Place) -> Iterator[Place]:
    """The single words of a name, none with the mark of whose it is."""
    for word in name.passage.words:
        if name.start <= word.start and word.end <= name.end:
            bare = word.text.removesuffix("’s").removesuffix("'s")
            yield Place(name.passage, word.start, word.start + len(bare))


def _like_pairs(words: Iterable[str]) -> list[tuple[str, str]]:
    """Pairs of words that begin alike and are about as long."""
    alike: dict[tuple[int, str], list[str]] = defaultdict(list)
    for word in sorted(words):
        if len(word) >= NEAR_LETTERS:
            for length in (len(word), len(word) + 1):
                alike[length, word[0]].append(word)
    return sorted({pair for group in alike.values() for pair in combinations(group, 2)})


def is_near(one: str, other: str) -> bool:
    """Whether two words differ by one letter that is missing, too many, or another one.

    A word that ends otherwise (`Iran`, `Iranian`; `Smith`, `Smiths`; `Germany`, `Germans`) is
    another word.
    """
    short, long = sorted((one.lower(), other.lower()), key=len)
    if short == long or long.startswith(short) or len(long) - len(short) > 1:
        return False
    at = next(n for n, letter in enumerate(long) if n >= len(short) or short[n] != letter)
    if at == len(long) - 1:
        return False
    if len(short) == len(long):
        return short[at + 1 :] == long[at + 1 :] or _is_swapped(short, long, at)
    return short[at:] == long[at + 1 :]


def _is_swapped(one: str, other: str, at: int) -> bool:
    swapped = one[:at] + one[at + 1 : at + 2] + one[at] + one[at + 2 :]
    return swapped == other


def _not_as_known(names: Iterable[Place], spelt: Mapping[str, set[str]]) -> Iterator[Listed]:
    for place in names:
        for part in _parts(place):
            words = " ".join(part.words.split())
            there = spelt.get(folded(words), ())
            if there and words.lower() not in {each.lower() for each in there}:
                usual = min(there)
                yield part.slip("name_spellings", usual, usual if len(there) == 1 else None)


def _apart(found: Iterable[Listed]) -> Iterator[Listed]:
    """Each place once, the longest words first where some lie within others."""
    taken: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for each in sorted(found, key=lambda each: each.slip.start - each.slip.end):
        start, end = each.slip.start, each.slip.end
        if all(end <= begun or ended <= start for begun, ended in taken[each.where]):
            taken[each.where].append((start, end))
            yield each
