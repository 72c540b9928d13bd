# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a tree of HTML: its elements, its text in order, what of it no reader sees."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Final

BLOCKS = frozenset(
    """
    address article aside blockquote body caption center dd details dialog div dl dt fieldset
    figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre
    section summary table tbody td tfoot th thead tr ul
    """.split()  # noqa: SIM905  # a list of words reads better
)

_SIDE: Final = re.compile(r"text-align:\s*(right|center)")
_UNSEEN: Final = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all")
_SPECK_PX: Final = 2
_LEAST_STORY: Final = 200
"""So many letters a story has at least."""
_STANDS_OUT: Final = 3
"""It is so many times as long as the next teaser of another one."""


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

    def kinds(self) -> frozenset[str]:
        """Its tag with each of its classes: `aside box`."""
        return frozenset(f"{self.tag} {each}" for each in self.classes())

    def is_hidden(self) -> bool:
        """Whether it is there and shown to nobody, as fonts, languages and readers may be."""
        return "hidden" in self.attributes or bool(_UNSEEN.search(self.style()))

    def is_speck(self) -> bool:
        """Whether it is a picture of a point or two, which counts readers and shows nothing."""
        sides = [self.attributes.get(name, "") for name in ("width", "height")]
        return self.tag == "img" and all(
            each.isdecimal() and len(each) < 5 and int(each) <= _SPECK_PX for each in sides
        )

    def is_caption(self) -> bool:
        """Whether it is marked as the words below a picture; one that holds the picture is not."""
        is_marked = self.tag == "figcaption" or "caption" in self.attributes
        return is_marked and not self.holds_picture()

    def holds_picture(self) -> bool:
        """Whether a picture is anywhere in it."""
        return any(isinstance(each, Node) and each.tag == "img" for each in flat(self))

    def words(self) -> str:
        """All its text in one line."""
        return " ".join("".join(e if isinstance(e, str) else " " for e in flat(self)).split())


class Reader(HTMLParser):
    """Reads HTML as it comes from outside: never raises, and each letter is looked at once.

    The library's own falls over a `<![` that no name follows, and goes over the rest of a page
    again for each tag in it that never ends.
    """

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002  # as theirs
        """Pass a declaration over; one that nobody knows up to its end, as browsers do."""
        try:
            return super().parse_marked_section(i, report)
        except AssertionError:
            return self.rawdata.find(">", i) + 1 or -1

    def close(self) -> None:
        """The page ends: a tag that is still open is none."""
        if self.rawdata.startswith("<"):
            self.rawdata = ""
        super().close()


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


def story_part(root: Node) -> Node:
    """The element of a page that holds its story; the whole page where that is not plain.

    What says of itself that it is the body of an article is believed, then the one element
    `article` that stands out, then `main`.
    """
    named = [each for each in _elements(root) if each.attributes.get("itemprop") == "articleBody"]
    for found in (named, _outermost(root, "article"), _outermost(root, "main")):
        by_length = sorted(((len(each.words()), each) for each in found), key=lambda pair: -pair[0])
        if by_length and by_length[0][0] >= _LEAST_STORY:
            (most, story), others = by_length[0], by_length[1:]
            if all(length * _STANDS_OUT <= most for length, _ in others):
                return story
    return root


def _elements(node: Node) -> Iterator[Node]:
    for child in node.children:
        if isinstance(child, Node):
            yield child
            yield from _elements(child)


def _outermost(node: Node, tag: str) -> list[Node]:
    found: list[Node] = []
    for child in node.children:
        if isinstance(child, Node):
            found += [child] if child.tag == tag else _outermost(child, tag)
    return found


def rule_below(cell: Node) -> str:
    """What stands under a cell of the heading: on which side its column is, if not the left."""
    found = _SIDE.search(cell.style())
    side = found[1] if found else cell.attributes.get("align", "").lower()
    return {"right": "--:", "center": ":-:"}.get(side, "---")


def unwrapped(child: Node | str) -> Node | str:
    """What stands in the quotation within a pull quote, without that quotation."""
    if isinstance(child, Node) and child.tag == "blockquote":
        return Node("div", {}, child.children)
    return child
