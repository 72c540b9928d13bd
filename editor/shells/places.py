# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: puts places for a story's parts into a published page, where its own words stand."""

import re
from collections.abc import Iterable, Sequence
from typing import Final
from urllib.parse import unquote, urlsplit

from editor.errors import Refused
from editor.model.shell import OPEN, Sample, bounds, slot
from editor.shells import copyplace, page, stamps
from editor.shells.copyplace import CopyPlace
from editor.shells.letters import Lettered, folded
from editor.text.trees import Node

_HEADINGS: Final = ("h1", "h2", "h3")
_BYLINE: Final = re.compile(r"(?:^|[-_ ])(?:byline|author)(?:[-_ ]|$)", re.IGNORECASE)
_LONGEST_NAME: Final = 60
_FEW_LETTERS: Final = 12
"""So many may stand beside the names of tags: `Tags:`."""
_SIZE: Final = re.compile(r"(?:-\d+x\d+|-scaled)?(?:\.\w{2,5})?$")
_APART: Final = frozenset({"nav", "aside", "footer"})
_REMARKS: Final = re.compile(
    r"comments?|comments?-(?:area|respond|list|wrapper)|respond|disqus_thread|(?:wp-block|gh)-comments",
    re.IGNORECASE,
)
"""What encloses what readers say, by id or class."""


class Places:
    """One page in which places are found; the tree is changed as they are.

    Args:
        body: the tree of the page.
        sample: the story on it.
        language: of the page.

    Raises:
        Refused: `shell.no_story`: its copy does not stand there.
    """

    def __init__(self, body: Node, sample: Sample, language: str) -> None:
        self._lettered = Lettered(body)
        self._sample = sample
        self._language = language
        found = copyplace.find(self._lettered, sample.html)
        if found is None:
            raise Refused("shell.no_story", address=sample.address)
        self._copy: CopyPlace = found
        copy = found.home.children[found.first : found.end]
        self._inside = {
            id(each) for child in copy if isinstance(child, Node) for each in _all(child)
        }
        self.parts: set[str] = set()
        self.units: dict[str, tuple[Node, str]] = {}
        """The first of the names in a row, with a place for its words, and what parts them."""
        self.lead_sizes = _stems(sample.pictures)
        """What the picture that leads the story is called, whatever its size."""
        self._story = body
        self._slotted: set[int] = set()

    def put_all(self) -> None:
        """Find and put all places."""
        self._story = self._put_headline()
        self._put_lead()
        self._put_standfirst()
        self._put_byline()
        self._put_dates()
        self._put_units("section", self._sample.sections)
        self._put_units("tags", self._sample.tags)
        self._drop_remarks()
        self._put_copy()

    def _outside(self, *, within: Node | None = None) -> list[Node]:
        """The elements that are not of the copy, those of the story alone if it is asked."""
        all_of = (each for each in self._lettered.nodes if id(each) not in self._inside)
        story = within or self._story
        return [each for each in all_of if self._lettered.holds(story, each)]

    def _saying(self, words: Iterable[str]) -> list[Node]:
        """The innermost elements of the story outside its copy that say one of these."""
        wanted = {folded(each) for each in words} - {""}
        outside = {id(each) for each in self._outside()}
        found = self._lettered.saying(wanted)
        nodes = [each for nodes in found.values() for each in nodes if id(each) in outside]
        return self._lettered.innermost(nodes)

    def _put_headline(self) -> Node:
        """Put the headline wherever it stands; the element that holds it and the copy."""
        home = self._copy.home
        found = [e for e in self._saying([self._sample.headline]) if not self._is_around(e)]
        heads = sorted(found, key=self._rank)
        if not heads and not self._sample.headline:
            heads = [each for each in self._outside() if each.tag == "h1"][:1]
        for each in heads:
            # Lists of posts below the story stay as they were.
            if each is heads[0] or self._is_before_copy(each):
                self._fill(each, "headline")
        if heads:
            self._name(heads[0], "headline")
            return self._lettered.shared([heads[0], home]) or home
        return self._lettered.parent(home) or home

    def _is_before_copy(self, node: Node) -> bool:
        nodes = self._lettered.nodes
        return next(each for each in nodes if each is node or each is self._copy.home) is node

    def _rank(self, node: Node) -> int:
        tags = [each.tag for each in self._lettered.up(node)]
        return next((at for at, tag in enumerate(_HEADINGS) if tag in tags), len(_HEADINGS))

    def _put_lead(self) -> None:
        if not self.lead_sizes:
            return
        for node in self._lettered.nodes:
            if node is self._copy.home:
                break
            if id(node) not in self._inside and node.tag == "img" and self._is_lead(node):
                self._put_picture(node)
                return

    def _is_lead(self, node: Node) -> bool:
        if any(each.tag in _APART for each in self._lettered.up(node)):
            return False
        named = [node.attributes.get(name, "") for name in ("src", *page.LATER)]
        return bool(_stems(named) & self.lead_sizes)

    def _put_picture(self, node: Node) -> None:
        kept = {n: e for n, e in node.attributes.items() if n in {"class", "id", "style"}}
        told = {
            "src": "lead-src",
            "alt": "lead-alt",
            "width": "lead-width",
            "height": "lead-height",
        }
        node.attributes = {**kept, **{name: slot(each) for name, each in told.items()}}
        around = node
        for each in self._lettered.up(node):
            said = sum(self._lettered.count(e) for e in _all(each) if e.tag == "figcaption")
            if self._is_around(each) or self._lettered.count(each) > said:
                break
            around = each
        for each in _all(around):
            if each.tag == "figcaption":
                self._fill(each, "lead-caption")
        self._name(around, "lead")
        self._only_if(around, "lead")

    def _put_standfirst(self) -> None:
        for each in self._saying([self._sample.standfirst]):
            self._fill(each, "standfirst")
            self._name(each, "standfirst")
            self._only_if(each, "standfirst")

    def _put_byline(self) -> None:
        author = self._sample.author
        found = self._saying([author])
        if not author:
            found = [each for each in self._outside() if self._is_byline(each)][:1]
        for each in found:
            self._fill(each, "byline")
            self._name(each, "byline")
        if not found and author:
            self._put_name_within(author)

    def _is_byline(self, node: Node) -> bool:
        said = f"{node.attributes.get('class', '')} {node.attributes.get('rel', '')}"
        is_leaf = all(isinstance(each, str) for each in node.children)
        return (
            is_leaf
            and 0 < self._lettered.count(node) < _LONGEST_NAME
            and bool(_BYLINE.search(said))
        )

    def _put_name_within(self, author: str) -> None:
        """The name after words of the house: `By Lan`."""
        for node in self._outside():
            if self._lettered.count(node) > len(author) + _LONGEST_NAME:
                continue
            for at, each in enumerate(node.children):
                if isinstance(each, str) and each.strip().endswith(author):
                    head, _, tail = each.rpartition(author)
                    node.children[at] = f"{head}{slot('byline')}{tail}"
                    self._name(node, "byline")
                    return

    def _put_dates(self) -> None:
        at = self._sample.at
        if at is None:
            return
        for node in self._outside():
            for number, each in enumerate(node.children):
                form = stamps.learned(each, at, self._language) if isinstance(each, str) else ""
                if form:
                    node.children[number] = slot(f"stamp {form}")
                    self._name(node, "stamp")
            if node.tag == "time" and node.attributes.get("datetime"):
                node.attributes = {**node.attributes, "datetime": slot("machine")}

    def _put_units(self, kind: str, names: Sequence[str]) -> None:
        wanted = {folded(each) for each in names}
        outside = (each for each in self._outside() if each.tag == "a")
        units = [each for each in outside if self._lettered.said(each) in wanted]
        units = [each for each in units if id(each) not in self._slotted]
        for _ in range(2):
            parents = {id(self._lettered.parent(each)) for each in units}
            if len(parents) <= 1:
                break
            units = [self._lettered.parent(each) or each for each in units]
        home = self._lettered.parent(units[0]) if units else None
        if home is None or self._is_around(units[0]):
            return
        mine = [each for each in units if self._lettered.parent(each) is home]
        self._put_row(kind, home, mine)

    def _put_row(self, kind: str, home: Node, units: Sequence[Node]) -> None:
        ids = {id(each) for each in units}
        at = [number for number, each in enumerate(home.children) if id(each) in ids]
        gap = home.children[at[0] + 1 : at[1]] if len(at) > 1 else [", "]
        between = page.inside(Node("span", {}, list(gap)))
        rest = self._lettered.count(home) - sum(map(self._lettered.count, units))
        link = self._lettered.innermost(
            each for each in _all(units[0]) if self._lettered.count(each)
        )
        self._fill(link[-1], "word")
        self.units[kind] = (units[0], between)
        home.children[at[0] : at[-1] + 1] = [slot(kind)]
        self._slotted.update(map(id, units))
        self._name(home, kind)
        if rest <= _FEW_LETTERS:
            self._only_if(home, kind)

    def _drop_remarks(self) -> None:
        for node in self._lettered.nodes:
            home = self._lettered.parent(node)
            if home is None or self._is_around(node) or id(node) in self._inside:
                continue
            if any(map(_REMARKS.fullmatch, {node.attributes.get("id", ""), *node.classes()})):
                home.children = [each for each in home.children if each is not node]

    def _put_copy(self) -> None:
        place, home = self._copy, self._copy.home
        beside = [*home.children[: place.first], *home.children[place.end :]]
        if any(map(_has_place, beside)):
            # What else stands in that element has places of its own.
            style = {page.OURS: "copy", "style": "display:contents"}
            home.children[place.first : place.end] = [Node("div", style, [slot("copy")])]
            return
        home.children = [slot("copy")]
        self._name(home, "copy")

    def _fill(self, node: Node, name: str) -> None:
        node.children = [slot(name)]

    def _name(self, node: Node, part: str) -> None:
        self.parts.add(part)
        if page.OURS not in node.attributes:
            node.attributes = {**node.attributes, page.OURS: part}

    def _only_if(self, node: Node, part: str) -> None:
        """Show an element only where a story has that part."""
        home = self._lettered.parent(node)
        if home is None or self._is_around(node):
            return
        at = next(number for number, each in enumerate(home.children) if each is node)
        before, after = bounds(part)
        home.children[at : at + 1] = [before, node, after]

    def _is_around(self, node: Node) -> bool:
        return self._lettered.holds(node, self._copy.home)


def _has_place(child: Node | str) -> bool:
    return OPEN in (child if isinstance(child, str) else page.written(child))


def _all(node: Node) -> list[Node]:
    found, at = [node], 0
    while at < len(found):
        found.extend(each for each in found[at].children if isinstance(each, Node))
        at += 1
    return found


def _stems(addresses: Iterable[str]) -> set[str]:
    """Names of picture files without their size and kind."""
    paths = (unquote(urlsplit(each).path).rpartition("/")[2] for each in addresses)
    return {_SIZE.sub("", each) for each in paths if each} - {""}
