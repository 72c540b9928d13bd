# SPDX-License-Identifier: GPL-3.0-or-later
"""The house's own pieces of Markdown, as Python-Markdown's processors."""

import re
import xml.etree.ElementTree as ET
from collections import deque
from collections.abc import Iterator, Mapping
from typing import SupportsIndex

from markdown import Markdown
from markdown.blockparser import BlockParser
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import ImageInlineProcessor, InlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from editor.text.cut import END_OF_RAW, FENCE, RAW, plain

MAX_DEPTH = 24
"""Lists in quotes in lists: what lies deeper is shown as it was typed."""
MAX_BLOCK_COST = 40_000_000
"""Characters times lines that divide a block: what costs more is shown as it was typed."""
MAX_MARKS = 1_000
"""Marks in one paragraph, cell or item: with more it is shown as it was typed."""
MAX_TAGS = 500
"""Tags in one run of raw HTML: with more it is shown as it was typed."""

MARK = "\x0e{kind}{told}\x0f"
"""Stands in finished HTML for what is filled in last: `n` a note's number, `f` a figure. No text
has these two characters, see `normal`."""

ADDRESS = "<([A-Za-z][A-Za-z0-9+.-]*://[^<>\x02]*)>"
MAIL = "<([^<> !\x02]+@[^@<> \x02]+)>"
"""In angle brackets; the library's own take in what is held back, and garble it."""

_PHRASING = """
    a abbr b bdi bdo br cite code del dfn em i ins kbd mark q rp rt ruby s samp small span strong
    sub sup time u var wbr
    """
PHRASING = frozenset(_PHRASING.split())
"""Tags that may be typed inside a paragraph."""
_BLOCKS = """
    address article aside audio blockquote body button canvas caption center col colgroup dd
    details dialog dir div dl dt embed fieldset figcaption figure footer form frame frameset h1 h2
    h3 h4 h5 h6 head header hr html iframe img input legend li link main map math menu meta nav
    noframes noscript object ol optgroup option p param picture pre script section select source
    style summary svg table tbody td template textarea tfoot th thead title tr track ul video
    """
BLOCKS = frozenset(_BLOCKS.split())
"""Tags that are never words: inside a paragraph they are left out, their text stays."""

_BLANK_LINE = re.compile(r"^[^\S\n]+$", re.MULTILINE)
_DIVIDING_LINE = re.compile(r"^(?: {0,3}[-#>=_*:~]|[^\n]*\] ?:| {4})", re.MULTILINE)
_SPECIAL = re.compile(r"[\\`*_\[\]<&!]")
_ESCAPE = re.compile("\x02(\\d+)\x03")
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
        costly_line = longest > 4_000 and block.count("#") + block.count("|") > MAX_MARKS
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

    def element(self, block: str) -> ET.Element | None:
        """What a placeholder block stands for."""
        found = _HELD.fullmatch(block)
        return self._held[int(found[1])] if found else None


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
        return block.startswith("\x02") and self._held.element(block) is not None

    def run(self, parent: ET.Element, blocks: list[str]) -> None:
        """Put the element in."""
        element = self._held.element(blocks.pop(0))
        if element is not None:
            parent.append(element)


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


class Unit(InlineProcessor):
    """Stands before all inline patterns and bounds their cost."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\A.+\Z", md)

    def handleMatch(  # type: ignore[override]  # noqa: N802  # theirs, and not told exactly
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int | None, int | None]:
        """Take the whole text as it is when it holds too many marks."""
        del m
        if len(data) > MAX_MARKS and sum(1 for _ in _SPECIAL.finditer(data)) > MAX_MARKS:
            return data, 0, len(data)
        return None, None, None


class InlineHtml(InlineProcessor):
    """Raw tags in running text: phrasing is kept, other tags left out, unknown ones are words."""

    SCRIPT = r"(?i:<(script|style)\b.*?</\1\s*>)|"

    def __init__(self, pattern: str, md: Markdown) -> None:
        super().__init__(self.SCRIPT + pattern, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802  # theirs, and not told exactly
        self, m: re.Match[str], data: str
    ) -> tuple[str | None, int, int]:
        """Hold the tag back until the text is written."""
        del data
        name = re.match(r"</?([a-zA-Z][a-zA-Z0-9]*)", m[0])
        if name is None or name[1].lower() in BLOCKS:
            return self.md.htmlStash.store(""), m.start(0), m.end(0)
        if name[1].lower() in PHRASING and "\x02" not in m[0]:
            return self.md.htmlStash.store(m[0]), m.start(0), m.end(0)
        return None, m.start(0), m.end(0)


class Link(LinkInlineProcessor):
    """A link; where the library's search for its end goes astray, the words as typed."""

    def getLink(self, data: str, index: int) -> tuple[str, str | None, int, bool]:  # noqa: N802  # theirs
        """Address, title, where the link ends, and whether there is one."""
        href, title, end, is_link = super().getLink(data, index)
        return href, title, end, is_link and end > index


class Image(Link, ImageInlineProcessor):
    """A picture's name, read with the same care."""


class Emphasis(InlineProcessor):
    """`*so*` and `**so**`; stateless, for the library's own doubles words in odd nestings."""

    IN_ORDER = (
        ("strong", r"\*\*(?=\S)(.+?)(?<=\S)\*\*(?!\*)"),
        ("strong", r"(?<!\w)__(?=\S)(.+?)(?<=\S)__(?!\w)"),
        ("em", r"(?<!\*)\*(?=[^\s*])(.+?)(?<=[^\s*])\*(?!\*)"),
        ("em", r"(?<!\w)_(?=[^\s_])(.+?)(?<=[^\s_])_(?!\w)"),
    )
    """Tag and pattern, strongest first."""

    def __init__(self, tag: str, pattern: str) -> None:
        super().__init__(pattern)
        self._tag = tag

    def handleMatch(  # type: ignore[override]  # noqa: N802  # theirs, and not told exactly
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element, int, int]:
        """The words in their element; what is inside is read next."""
        del data
        element = ET.Element(self._tag)
        element.text = m[1]
        return element, m.start(0), m.end(0)


class NoteMark(InlineProcessor):
    """`[^name]` in the text: a mark whose number is filled in last."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(r"\[\^([^\]\s]+)\]", md)
        self.known: Mapping[str, object] = {}
        self.asked: dict[str, bool] = {}

    def handleMatch(  # type: ignore[override]  # noqa: N802  # theirs, and not told exactly
        self, m: re.Match[str], data: str
    ) -> tuple[ET.Element | None, int, int]:
        """A mark for a note that there is; else the words as typed."""
        del data
        self.asked[m[1]] = m[1] in self.known
        if m[1] not in self.known:
            return None, m.start(0), m.end(0)
        element = ET.Element("sup")
        element.text = AtomicString(MARK.format(kind="n", told=m[1].encode().hex()))
        return element, m.start(0), m.end(0)


class Attributes(Treeprocessor):
    """In an address or title a note's mark is what was typed, and nothing is left held back."""

    NOTE = re.compile("\x0en([0-9a-f]*)\x0f")
    HELD_BACK = re.compile("\x02klzzwxh:\\d+\x03|\x02wzxhzdk:\\d+\x03")

    def run(self, root: ET.Element) -> None:
        """Make every attribute plain text."""
        for element in root.iter():
            for name, value in element.items():
                if "\x0e" in value or "\x02" in value:
                    element.set(name, self._typed(value))

    def _typed(self, value: str) -> str:
        value = self.HELD_BACK.sub("", value)
        value = self.NOTE.sub(lambda found: f"[^{bytes.fromhex(found[1]).decode()}]", value)
        return _ESCAPE.sub(lambda found: chr(int(found[1])), value)


class Headings(Treeprocessor):
    """The headline is the page's only h1: a heading of the first rank in the copy is an h2."""

    def run(self, root: ET.Element) -> None:
        """Move headings of the first rank one level down."""
        for element in root.iter("h1"):
            element.tag = "h2"


class Figures(Treeprocessor):
    """`![](name)`: out of the paragraph, after it; alone in a paragraph, instead of it."""

    TEXTS = frozenset({"p", "h2", "h3", "h4", "h5", "h6"})

    def run(self, root: ET.Element) -> None:
        """Make a mark for each picture; `dialect` fills in the figure."""
        if next(root.iter("img"), None) is None:
            return
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag in self.TEXTS and next(child.iter("img"), None) is not None:
                    self._hoist(parent, child)
        for image in list(root.iter("img")):
            self._mark(image, image.get("src", ""))

    def _hoist(self, parent: ET.Element, text: ET.Element) -> None:
        images = []
        for inner in list(text.iter()):
            for child in [each for each in inner if each.tag == "img"]:
                images.append(child)
                _remove(inner, child)
        place = list(parent).index(text) + 1
        for image in reversed(images):
            image.tail = None
            parent.insert(place, image)
        if not "".join(text.itertext()).strip():
            parent.remove(text)

    def _mark(self, image: ET.Element, name: str) -> None:
        image.attrib.clear()
        image.tag = "figure"
        image.text = AtomicString(MARK.format(kind="f", told=name.encode().hex()))


def _remove(parent: ET.Element, child: ET.Element) -> None:
    children = list(parent)
    place = children.index(child)
    if child.tail and place:
        children[place - 1].tail = (children[place - 1].tail or "") + child.tail
    elif child.tail:
        parent.text = (parent.text or "") + child.tail
    parent.remove(child)


class Abbr(Treeprocessor):
    """Explains abbreviations wherever they stand in running text."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.known: Mapping[str, str] = {}
        self._learned: dict[str, str] = {}
        self._pattern: re.Pattern[str] | None = None

    def run(self, root: ET.Element) -> None:
        """Put an `abbr` around each."""
        if self.known != self._learned:
            self._learn(dict(self.known))
        if self._pattern is None:
            return
        for element in list(root.iter()):
            if element.tag != "raw":
                self._explain(element, self._pattern)

    def _learn(self, known: dict[str, str]) -> None:
        longest_first = sorted(map(re.escape, known), key=len, reverse=True)
        told = "|".join(longest_first)
        self._pattern = re.compile(rf"(?<!\w)({told})(?!\w)") if known else None
        self._learned = known

    def _explain(self, element: ET.Element, pattern: re.Pattern[str]) -> None:
        element.text, made = self._pieces(element.text, pattern)
        for child in list(element):
            made.append(child)
            child.tail, more = self._pieces(child.tail, pattern)
            made += more
        if len(made) > len(element):
            element[:] = made

    def _pieces(
        self, text: str | None, pattern: re.Pattern[str]
    ) -> tuple[str | None, list[ET.Element]]:
        if not text or isinstance(text, AtomicString):
            return text, []
        first, *rest = pattern.split(text)
        made = []
        for short, tail in zip(rest[::2], rest[1::2], strict=True):
            element = ET.Element("abbr", {"title": self._learned[short]})
            element.text = AtomicString(short)
            element.tail = tail
            made.append(element)
        return first, made
