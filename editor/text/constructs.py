# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house reads as a block in its own way, as Python-Markdown's processors."""

import re
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Iterator
from typing import SupportsIndex

from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.util import AtomicString

from editor.text.cut import END_OF_RAW, FENCE, RAW, plain
from editor.text.safety import BLOCKS

MAX_DEPTH = 24
"""Lists in quotes in lists: what lies deeper is shown as it was typed."""
MAX_BLOCK_COST = 40_000_000
"""Characters times lines that divide a block: what costs more is shown as it was typed."""
MAX_LINE_MARKS = 1_000
"""Number signs and pipes in one very long line, likewise."""
MAX_TAGS = 500
"""Tags in one run of raw HTML: with more it is shown as it was typed."""

_BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_DIVIDING_LINE = re.compile(r"^(?: {0,3}[-#>=_*:~]|[^\n]*\] ?:| {4})", re.MULTILINE)
_HELD = re.compile("\x02held:(\\d+)\x03\n*")


def normal(copy: str) -> str:
    """The copy as the parser wants it: no control characters, tabs as blanks, blank lines empty."""
    return _BLANK_LINE.sub("", plain(copy).expandtabs(4))


def escaped(text: str) -> AtomicString:
    """Text that Markdown leaves alone."""
    return AtomicString(text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


class Queue(deque[str]):
    """The blocks still to be parsed; a list would move them all at each step."""

    def pop(self, index: SupportsIndex = -1) -> str:  # as a list's
        """Take one off an end."""
        return super().pop() if int(index) else self.popleft()


class Parser(BlockParser):
    """Python-Markdown's block parser that neither recurses without end nor moves lists about."""

    depth = 0

    def parseBlocks(self, parent: ET.Element, blocks: list[str] | Queue) -> None:  # noqa: N802  # theirs
        """Parse blocks into a parent; those that lie too deep as they were typed."""
        if self.depth >= MAX_DEPTH:
            show_as_typed(parent, "\n\n".join(blocks))
            return
        self.depth += 1
        try:
            super().parseBlocks(parent, Queue(blocks))  # type: ignore[arg-type]  # acts as a list
        finally:
            self.depth -= 1


def show_as_typed(parent: ET.Element, text: str) -> None:
    """Add text as paragraphs without reading any mark in it."""
    for each in re.split(r"\n{2,}", text):
        if each.strip():
            ET.SubElement(parent, "p").text = escaped(each.strip("\n"))


class Costly(BlockProcessor):
    """Shows a block as it was typed when parsing it would take seconds."""

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the parser would go over the block again and again."""
        del parent
        if len(block) < 4_000:
            return False
        dividers = sum(1 for _ in _DIVIDING_LINE.finditer(block))
        longest = max(map(len, block.split("\n")))
        costly_line = longest > 4_000 and block.count("#") + block.count("|") > MAX_LINE_MARKS
        return costly_line or len(block) * dividers > MAX_BLOCK_COST

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take the block as text."""
        show_as_typed(parent, blocks.pop(0))


class Held:
    """Fenced code and raw HTML that runs over blank lines, taken out before blocks are told."""

    def __init__(self) -> None:
        self._held: list[ET.Element] = []

    def take_out(self, text: str) -> str:
        """The text with a placeholder block for each."""
        self._held = []
        if not FENCE.search(text) and not RAW.search(text):
            return text
        lines = iter(text.split("\n"))
        return "\n".join(each for line in lines for each in self._line(line, lines))

    def _line(self, line: str, rest: Iterator[str]) -> list[str]:
        if found := FENCE.match(line):
            inside = []
            close = re.compile(rf" {{0,3}}{found[1][0]}{{{len(found[1])},}} *$")
            for each in rest:
                if close.match(each):
                    break
                inside.append(each)
            return self._keep(code_element("\n".join(inside)))
        if found := RAW.match(line):
            ending = END_OF_RAW[found[1].lower()]
            inside, is_closed = [line], ending.search(line, found.end())
            while not is_closed and (following := next(rest, None)) is not None:
                inside.append(following)
                is_closed = ending.search(following)
            return self._keep(raw_element("\n".join(inside)))
        return [line]

    def _keep(self, element: ET.Element) -> list[str]:
        self._held.append(element)
        return ["", f"\x02held:{len(self._held) - 1}\x03", ""]

    def element(self, block: str) -> ET.Element:
        """What a placeholder block stands for."""
        return self._held[int("".join(filter(str.isdecimal, block)))]


def code_element(text: str) -> ET.Element:
    """A block of code."""
    pre = ET.Element("pre")
    ET.SubElement(pre, "code").text = escaped(text)
    return pre


def raw_element(html: str) -> ET.Element:
    """A run of raw HTML; `dialect` makes it safe. One with too many tags is text."""
    if html.count("<") > MAX_TAGS:
        return code_element(html)
    element = ET.Element("raw")
    element.text = AtomicString(html)
    return element


class HeldBlock(BlockProcessor):
    """Puts fenced code and long raw HTML where its placeholder stands."""

    def __init__(self, parser: BlockParser, held: Held) -> None:
        super().__init__(parser)
        self._held = held

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the block is a placeholder."""
        del parent
        return _HELD.fullmatch(block) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Put the element in."""
        parent.append(self._held.element(blocks.pop(0)))


class RawBlock(BlockProcessor):
    """Raw HTML: from a line that opens with a block's tag to the next blank line."""

    RE = re.compile(r" {0,3}</?([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>]|$)")

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether the block opens with such a tag."""
        del parent
        found = self.RE.match(block)
        return found is not None and found[1].lower() in BLOCKS

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Keep it as it is; it is made safe when it is written."""
        parent.append(raw_element(blocks.pop(0)))


class Notes(BlockProcessor):
    """Footnote texts: `[^name]: text`, and the indented blocks that follow."""

    RE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ ]*", re.MULTILINE)

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.found: dict[str, ET.Element] = {}

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether a line of the block opens a note."""
        del parent
        return bool(self.RE.search(block))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take all notes of the block out; what stands before them stays."""
        before, *rest = self.RE.split(blocks.pop(0))
        if before.strip():
            self.parser.parseBlocks(parent, [before.rstrip("\n")])
        for name, text in zip(rest[::2], rest[1::2], strict=True):
            content = [self.detab(text)[0] if text.startswith("    ") else self.looseDetab(text)]
            if text is rest[-1]:
                content += self._following(blocks)
            note = ET.Element("div")
            self.parser.state.set("note")
            self.parser.parseBlocks(note, content)
            self.parser.state.reset()
            self.found[name] = note

    def _following(self, blocks: list[str]) -> Iterator[str]:
        while blocks and blocks[0].lstrip("\n").startswith("    "):
            yield self.looseDetab(blocks.pop(0).lstrip("\n"))


class Abbreviations(BlockProcessor):
    """`*[UBND]: Ủy ban nhân dân` lines."""

    RE = re.compile(r"^\*\[ *(\w(?:[\w .&/+-]*\w)?) *\] ?:[ ]*(\S.*)$\n?", re.MULTILINE)

    def __init__(self, parser: BlockParser) -> None:
        super().__init__(parser)
        self.found: dict[str, str] = {}

    def test(self, parent: ET.Element, block: str) -> bool:
        """Whether a line of the block defines one."""
        del parent
        return bool(self.RE.search(block))

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Take all of them out; the rest goes back to be parsed."""
        del parent
        parts = self.RE.split(blocks.pop(0))
        for short, long in zip(parts[1::3], parts[2::3], strict=True):
            self.found[short] = long.strip()
        for each in reversed(parts[::3]):
            if each.strip():
                blocks.insert(0, each.strip("\n"))
