# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: where the copy stands on a published page, by what the house says of it, else by signs."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from editor.shells import page
from editor.shells.letters import Lettered, folded
from editor.text.trees import Node

_LEAST_LETTERS: Final = 8
"""Shorter paragraphs may stand anywhere."""
_LEAST_SHARE: Final = 0.5
"""Of the copy's paragraphs must stand side by side."""
_LEAST_STORY: Final = 200
_LEAST_PROSE: Final = 40
_CLASSES: Final = frozenset(
    """
    entry-content post-content article-content gh-content article-body article__body post-body
    single-content td-post-content the-content story-body
    """.split()  # noqa: SIM905  # a list of words reads better
)


@dataclass(frozen=True, slots=True)
class CopyPlace:
    """The element in which the copy stands, and which of its children are the copy."""

    home: Node
    first: int
    end: int
    """The one after the last."""


def find(lettered: Lettered, html: str) -> CopyPlace | None:
    """Where the copy stands; None: nowhere that could be told.

    Args:
        lettered: the page.
        html: the copy as the house gives it to readers; empty: not known.
    """
    return _by_words(lettered, html) or _by_name(lettered) or _by_prose(lettered)


def _by_words(lettered: Lettered, html: str) -> CopyPlace | None:
    wanted = {
        (each.tag, letters)
        for each in page.tree(html).children
        if isinstance(each, Node) and len(letters := folded(each.words())) >= _LEAST_LETTERS
    }
    found = lettered.saying(letters for _, letters in wanted)
    hits = [
        node
        for letters, nodes in found.items()
        for node in nodes
        if (node.tag, letters) in wanted and lettered.parent(node) is not None
    ]
    homes: dict[int, Node] = {}
    counted: Counter[int] = Counter()
    for node in hits:
        home = lettered.parent(node)
        if home is not None:
            homes[id(home)] = home
            counted[id(home)] += 1
    if not counted:
        return None
    best, count = counted.most_common(1)[0]
    if count < _LEAST_SHARE * len(wanted):
        return None
    return _stretch(homes[best], [each for each in hits if lettered.parent(each) is homes[best]])


def _stretch(home: Node, hits: Sequence[Node]) -> CopyPlace:
    """From the first to the last of them, with pictures right beside that say nothing."""
    ids = {id(each) for each in hits}
    at = [number for number, each in enumerate(home.children) if id(each) in ids]
    first, end = min(at), max(at) + 1
    while first > 0 and _is_quiet(home.children[first - 1]):
        first -= 1
    while end < len(home.children) and _is_quiet(home.children[end]):
        end += 1
    return CopyPlace(home, first, end)


def _is_quiet(child: Node | str) -> bool:
    if isinstance(child, str):
        return not child.strip()
    return child.tag in {"p", "figure", "hr"} and len(folded(child.words())) < _LEAST_LETTERS


def _by_name(lettered: Lettered) -> CopyPlace | None:
    for node in lettered.nodes:
        is_named = node.attributes.get("itemprop") == "articleBody" or node.classes() & _CLASSES
        if is_named and lettered.count(node):
            return CopyPlace(node, 0, len(node.children))
    return None


def _by_prose(lettered: Lettered) -> CopyPlace | None:
    """The element with most letters in paragraphs of its own."""
    counted: Counter[int] = Counter()
    known = {id(each): each for each in lettered.nodes}
    for node in lettered.nodes:
        home = lettered.parent(node)
        if node.tag == "p" and home is not None:
            counted[id(home)] += lettered.count(node)
    best, letters = counted.most_common(1)[0] if counted else (0, 0)
    if letters < _LEAST_STORY:
        return None
    home = known[best]
    prose = [
        each
        for each in home.children
        if isinstance(each, Node) and each.tag == "p" and lettered.count(each) >= _LEAST_PROSE
    ]
    if not prose:
        return None
    return _stretch(home, prose)
