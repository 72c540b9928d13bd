# SPDX-License-Identifier: GPL-3.0-or-later
"""What is set off from the copy: pull quotes, boxes and cards, as Python-Markdown's processors."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor, BlockQuoteProcessor

from editor.text import providers
from editor.text.constructs import escaped

KINDS = ("quote", "box", "card")
"""What a quotation may open with, in `[!…]`, to be more than a quotation."""

_HEAD = re.compile(rf"\[!({'|'.join(KINDS)})\][ \t]*(.*)", re.IGNORECASE | re.ASCII)
_ADDRESS = re.compile(r"https?://[^\s<>\x00-\x1f]{1,2000}", re.IGNORECASE)
_SAID_BY = re.compile(r"[ \t]*(?:[—–]|--)[ \t]*(\S.*)")


class SetOff(BlockQuoteProcessor):
    """A quotation; one that opens with `[!quote]`, `[!box]` or `[!card]` is set off by its kind.

    A plain quotation after a box goes on with it, as it goes on with a quotation.

    Args:
        parser: whose block processor it is.
        own: hosts of the newspaper itself -> its name.
    """

    def __init__(self, parser: BlockParser, own: Mapping[str, str]) -> None:
        super().__init__(parser)
        self._own = own

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take the quotation that begins in the block; what stands before it is parsed first."""
        block = blocks[0]
        first = self.RE.search(block)
        if first is None:
            return
        before, lines = block[: first.start()], block[first.start() :].lstrip("\n").split("\n")
        told = [self.clean(each) for each in lines]
        head = _HEAD.fullmatch(told[0])
        if head is None and (before.strip() or not _is_box(self.lastChild(parent))):
            super().run(parent, blocks)
            return
        blocks.pop(0)
        if before.strip():
            self.parser.parseBlocks(parent, [before])
        if head is None:
            self._parse_into(parent[-1], "\n".join(told))
        else:
            self._set_off(parent, head[1].lower(), head[2].strip(), told[1:])

    def _set_off(self, parent: ET.Element, kind: str, first: str, rest: list[str]) -> None:
        if kind == "card" and not _ADDRESS.fullmatch(first):
            # Words of a card that leads nowhere: they stay, as a quotation.
            quote = ET.SubElement(parent, "blockquote")
            self._parse_into(quote, "\n".join([f"[!card] {first}", *rest]))
        elif kind == "card":
            parent.append(card(first, rest, self._own))
        elif kind == "box":
            self._box(parent, first, rest)
        else:
            self._pull_quote(parent, [first, *rest] if first else rest)

    def _box(self, parent: ET.Element, title: str, rest: list[str]) -> None:
        box = ET.SubElement(parent, "aside", {"class": "box"})
        if title:
            ET.SubElement(box, "h3").text = title
        self._parse_into(box, "\n".join(rest))

    def _pull_quote(self, parent: ET.Element, lines: list[str]) -> None:
        figure = ET.SubElement(parent, "figure", {"class": "pull-quote"})
        while lines and not lines[-1].strip():
            lines = lines[:-1]
        said_by = _SAID_BY.fullmatch(lines[-1]) if len(lines) > 1 else None
        quote = ET.SubElement(figure, "blockquote")
        self._parse_into(quote, "\n".join(lines[:-1] if said_by else lines))
        if said_by:
            ET.SubElement(figure, "figcaption").text = said_by[1]

    def _parse_into(self, element: ET.Element, text: str) -> None:
        self.parser.state.set("blockquote")
        self.parser.parseChunk(element, text)
        self.parser.state.reset()


class BareLink(BlockProcessor):
    """An address that is a whole paragraph, in the copy or in a box: a card of its own.

    In angle brackets it stays a link.
    """

    def __init__(self, parser: BlockParser, own: Mapping[str, str]) -> None:
        super().__init__(parser)
        self._own = own

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the block is an address and nothing else."""
        is_copy = not self.parser.state or _is_box(parent)
        if not is_copy or block[:1] not in " hH":
            return False
        address = block.strip()
        return _ADDRESS.fullmatch(address) is not None and providers.target(address) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Put the card in."""
        parent.append(card(blocks.pop(0).strip(), [], self._own))


def card(address: str, lines: list[str], own: Mapping[str, str]) -> ET.Element:
    """A quiet card that leads to an address; nothing of it is fetched.

    Args:
        address: of the web.
        lines: what the writer says of it: a title, then what it is about.
        own: hosts of the newspaper itself -> its name.
    """
    told = [each.strip() for each in lines if each.strip()]
    target = providers.target(address, own)
    site = target.site if target else address
    kind = target.kind if target else providers.Kind.PAGE
    made = ET.Element("aside", {"class": f"link-card {kind.value}"})
    ET.SubElement(ET.SubElement(made, "p"), "small").text = escaped(site)
    link = ET.SubElement(ET.SubElement(made, "p"), "a", {"href": address})
    link.text = escaped(told[0] if told else target.told if target else address)
    if told[1:]:
        ET.SubElement(made, "p").text = "\n".join(told[1:])
    return made


def _is_box(element: ET.Element | None) -> bool:
    return element is not None and element.tag == "aside" and element.get("class") == "box"
