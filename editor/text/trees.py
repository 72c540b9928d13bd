# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a tree of HTML: its elements, its text in order, the rows of its tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre
    section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905  # a list of words reads better
)


@dataclass(slots=True)
class Node:
    """An element: its tag in lower case, its attributes, and what is in it."""

    tag: str
    attributes: Mapping[str, str]
    children: list["Node | str"] = field(default_factory=list)

    def style(self) -> str:
        """Its style attribute in lower case."""
        return self.attributes.get("style", "").lower()

    def classes(self) -> frozenset[str]:
        """The classes that it is of."""
        return frozenset(self.attributes.get("class", "").split())


def elements(node: Node) -> Iterator[Node]:
    """The elements right in a node, in order."""
    return (each for each in node.children if isinstance(each, Node))


def flat(node: Node) -> Iterator["Node | str"]:
    """All text of a node in order, its pictures, and its blocks and breaks as they come."""
    stack = list(reversed(node.children))
    while stack:
        child = stack.pop()
        if isinstance(child, str):
            yield child
            continue
        if child.tag in BLOCKS or child.tag in {"br", "img"}:
            yield child
            stack.append(" ")
        stack.extend(reversed(child.children))


def rows(table: Node) -> Iterator[list[Node]]:
    """The cells of a table, row by row."""
    for child in table.children:
        if isinstance(child, Node) and child.tag in {"thead", "tbody", "tfoot"}:
            yield from rows(child)
        elif isinstance(child, Node) and child.tag == "tr":
            yield [
                each
                for each in child.children
                if isinstance(each, Node) and each.tag in {"td", "th"}
            ]


def holds_blocks(cell: Node) -> bool:
    """Whether a cell holds more than running text."""
    blocks = [each for each in flat(cell) if isinstance(each, Node) and each.tag != "br"]
    return len(blocks) > 1 or any(each.tag not in {"p", "div"} for each in blocks)
