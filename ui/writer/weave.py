# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what came from below and what was typed meanwhile -> one article, and the edits to it."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import fields, replace
from difflib import SequenceMatcher
from typing import Any, NamedTuple, TypeVar

from editor.model.article import SERVER_FIELDS, Article
from editor.model.picture import Placement
from editor.model.remark import Remark, Remarks
from editor.text import remarks
from editor.text.blocks import joined
from editor.text.passages import passages

MATCHED_LINES = 600
"""Where more lines than these differ, they are replaced as one: matching costs their square."""

MATCHED_WORDS = 2000
"""The same for the words of a line."""

_WORD = re.compile(r"\S+|\s+")
_Item = TypeVar("_Item", bound=Hashable)


class Splice(NamedTuple):
    """At a place in a text, some characters go and others come."""

    at: int
    removed: int
    added: str


def news(base: Article, theirs: Article) -> frozenset[str]:
    """The names of the fields that differ."""
    return frozenset(
        each.name
        for each in fields(Article)
        if getattr(base, each.name) != getattr(theirs, each.name)
    )


def weave(base: Article, mine: Article, theirs: Article) -> Article:
    """Mine with all that theirs changed since base; where both changed the same thing, mine.

    The copy is woven by passage and by word, as the sync merges it.
    What mine wins over stands in the history: the store keeps every version that it was given.
    """
    changed = {
        name: getattr(theirs, name)
        if name in SERVER_FIELDS
        else _field(name, getattr(base, name), getattr(mine, name), getattr(theirs, name))
        for name in news(base, theirs)
    }
    return replace(mine, **changed)


def weave_text(base: str, mine: str, theirs: str) -> str:
    """Both sets of edits to a copy; where they touch each other, mine.

    Here nobody can be asked, so edits of neighbouring paragraphs are both taken.
    """
    if mine in {base, theirs}:
        return theirs
    if theirs == base:
        return mine
    return joined(
        _spliced(each.base, each.mine, each.theirs) if each.is_clash else each.merged
        for each in passages(base, mine, theirs)
    )


def differences(old: str, new: str) -> tuple[Splice, ...]:
    """The edits that make the old text the new one, in order, none touching the next.

    Lines that stand in both are left alone, and words that stand in both versions of a line, so
    that a caret in them stays where it is.
    """
    return tuple(
        inner
        for outer in _by_lines(old, new)
        for inner in _by_words(old[outer.at : outer.at + outer.removed], outer)
    )


def _spliced(base: str, mine: str, theirs: str) -> str:
    own, others = _by_lines(base, mine), _by_lines(base, theirs)
    if any(_touch(one, other) for one in own for other in others):
        return mine
    text = base
    for splice in sorted((*own, *others), reverse=True):
        text = text[: splice.at] + splice.added + text[splice.at + splice.removed :]
    return text


def _touch(one: Splice, other: Splice) -> bool:
    return one.at <= other.at + other.removed and other.at <= one.at + one.removed


def _by_lines(old: str, new: str) -> list[Splice]:
    start = _common(old, new)
    limit = min(len(old), len(new)) - start
    end = _common(old[::-1], new[::-1], limit)
    old_part, new_part = old[start : len(old) - end], new[start : len(new) - end]
    if not old_part and not new_part:
        return []
    old_lines, new_lines = old_part.splitlines(keepends=True), new_part.splitlines(keepends=True)
    if min(len(old_lines), len(new_lines)) < 2 or len(old_lines + new_lines) > MATCHED_LINES:
        return [Splice(start, len(old_part), new_part)]
    return _matched(old_lines, new_lines, start)


def _by_words(removed: str, splice: Splice) -> list[Splice]:
    """One line that became another: only the words that differ; else the splice as it is."""
    pieces, others = _WORD.findall(removed), _WORD.findall(splice.added)
    if not pieces or not others or "\n" in removed.rstrip("\n") + splice.added.rstrip("\n"):
        return [splice]
    return [splice] if len(pieces + others) > MATCHED_WORDS else _matched(pieces, others, splice.at)


def _matched(old: Sequence[str], new: Sequence[str], start: int) -> list[Splice]:
    offsets = [start]
    for each in old:
        offsets.append(offsets[-1] + len(each))
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [
        Splice(offsets[first], offsets[last] - offsets[first], "".join(new[begin:end]))
        for tag, first, last, begin, end in codes
        if tag != "equal"
    ]


def _common(one: str, other: str, limit: int | None = None) -> int:
    """The length of the common beginning, by halving: comparing slices is a memcmp."""
    low, high = 0, min(len(one), len(other)) if limit is None else limit
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _field(name: str, base: Any, mine: Any, theirs: Any) -> Any:  # noqa: ANN401 - any field
    if mine in (base, theirs):
        return theirs
    if name == "body":
        return weave_text(base, mine, theirs)
    if name == "placements":
        return _placements(base, mine, theirs)
    if name == "remarks":
        return _remarks(base, mine, theirs)
    if isinstance(mine, tuple):
        return _items(base, mine, theirs)
    return mine


def _items(
    base: Sequence[_Item], mine: Sequence[_Item], theirs: Sequence[_Item]
) -> tuple[_Item, ...]:
    gone = set(base) - set(theirs)
    kept = [each for each in mine if each not in gone]
    return (*kept, *(each for each in theirs if each not in base and each not in mine))


def _remarks(*sides: Remarks) -> Remarks:
    base, mine, theirs = map(remarks.rows, sides)
    return tuple(Remark(**row) for row in remarks.merge(base, mine, theirs))


def _placements(
    base: Sequence[Placement], mine: Sequence[Placement], theirs: Sequence[Placement]
) -> tuple[Placement, ...]:
    was = {each.sha256: each for each in base}
    now = {each.sha256: each for each in theirs}
    kept = [
        _placement(was.get(each.sha256), each, now.get(each.sha256))
        for each in mine
        if each.sha256 in now or each != was.get(each.sha256)
    ]
    here = {each.sha256 for each in mine}
    return (*kept, *(each for each in theirs if each.sha256 not in was and each.sha256 not in here))


def _placement(base: Placement | None, mine: Placement, theirs: Placement | None) -> Placement:
    if base is None or theirs is None:
        return mine
    taken = {
        each.name: getattr(theirs, each.name)
        for each in fields(Placement)
        if getattr(mine, each.name) == getattr(base, each.name)
    }
    return replace(mine, **taken)
