# SPDX-License-Identifier: GPL-3.0-or-later
"""What the house reads in running text in its own way, as Python-Markdown's processors."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from markdown import Markdown
from markdown.inlinepatterns import ImageInlineProcessor, InlineProcessor, LinkInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from editor.text.filling import figure_mark, note_mark
from editor.text.safety import BLOCKS, PHRASING

MAX_MARKS = 1_000
"""Marks in one paragraph, cell or item: with more it is shown as it was typed."""
ADDRESS = "<([A-Za-z][A-Za-z0-9+.-]*://[^<>\x02]*)>"
MAIL = "<([^<> !\x02]+@[^@<> \x02]+)>"
"""In angle brackets; the library's own take in what is held back, and garble it."""

_SPECIAL = re.compile(r"[\\`*_\[\]<&!]")
_ESCAPE = re.compile("\x02(\\d+)\x03")


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
        element.text = AtomicString(note_mark(m[1]))
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
        image.text = AtomicString(figure_mark(name))


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
