# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a tree of a page with the letters of each element: elements found by what they say."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from editor.text.trees import Node


def folded(text: str) -> str:
    """Letters and digits alone, in one case: what is the same however it is set."""
    plain = unicodedata.normalize("NFC", text).casefold()
    return "".join(filter(str.isalnum, plain))


class Lettered:
    """A tree, looked through once. Cost: as the page is long.

    Args:
        root: of the tree; it is not looked at again when it changes.
    """

    def __init__(self, root: Node) -> None:
        self.nodes: list[Node] = []
        """All elements in their order, the root first."""
        self._parents: dict[int, Node] = {}
        self._spans: dict[int, tuple[int, int]] = {}
        pieces: list[str] = []
        length = 0
        # Both ways through each element, with no call for each depth.
        stack: list[tuple[Node | str, bool]] = [(root, False)]
        starts: dict[int, int] = {}
        while stack:
            each, is_over = stack.pop()
            if isinstance(each, str):
                pieces.append(folded(each))
                length += len(pieces[-1])
            elif is_over:
                self._spans[id(each)] = (starts[id(each)], length)
            else:
                self.nodes.append(each)
                starts[id(each)] = length
                stack.append((each, True))
                stack.extend((child, False) for child in reversed(each.children))
                self._parents.update(
                    (id(child), each) for child in each.children if isinstance(child, Node)
                )
        self._letters = "".join(pieces)

    def said(self, node: Node) -> str:
        """The letters of an element."""
        start, end = self._spans[id(node)]
        return self._letters[start:end]

    def count(self, node: Node) -> int:
        """How many letters an element has."""
        start, end = self._spans[id(node)]
        return end - start

    def parent(self, node: Node) -> Node | None:
        """The element around one; None for the root."""
        return self._parents.get(id(node))

    def up(self, node: Node) -> Iterator[Node]:
        """An element, the one around it, and so on to the root."""
        found: Node | None = node
        while found is not None:
            yield found
            found = self.parent(found)

    def holds(self, outer: Node, inner: Node) -> bool:
        """Whether one element is in another, or is it."""
        return any(each is outer for each in self.up(inner))

    def saying(self, wanted: Iterable[str]) -> Mapping[str, list[Node]]:
        """The elements that say just these letters, in the page's order: letters -> elements."""
        keys = {each for each in wanted if each}
        lengths = {len(each) for each in keys}
        found: dict[str, list[Node]] = {}
        for node in self.nodes:
            if self.count(node) in lengths and (said := self.said(node)) in keys:
                found.setdefault(said, []).append(node)
        return found

    def innermost(self, nodes: Iterable[Node]) -> list[Node]:
        """Those that have none of the others in them."""
        found = list(nodes)
        around = {id(each) for node in found for each in self.up(node) if each is not node}
        return [each for each in found if id(each) not in around]

    def shared(self, nodes: Iterable[Node]) -> Node | None:
        """The innermost element that holds all of these; None for none of them."""
        common: list[Node] | None = None
        for node in nodes:
            path = list(self.up(node))[::-1]
            common = (
                path
                if common is None
                else [one for one, other in zip(common, path, strict=False) if one is other]
            )
        return common[-1] if common else None
