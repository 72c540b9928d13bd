# SPDX-License-Identifier: GPL-3.0-or-later
"""Text documents of LibreOffice and others (.odt) as HTML, with the pictures that they hold."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET

from editor.errors import Refused
from editor.files.kinds import BROKEN
from editor.files.notes import Notes, Unfolded, without_marks

_OASIS: Final = "urn:oasis:names:tc:opendocument:xmlns:"
_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        f"{_OASIS}text:1.0": "text",
        f"{_OASIS}table:1.0": "table",
        f"{_OASIS}drawing:1.0": "draw",
        f"{_OASIS}style:1.0": "style",
        f"{_OASIS}office:1.0": "office",
        f"{_OASIS}xsl-fo-compatible:1.0": "fo",
        f"{_OASIS}svg-compatible:1.0": "svg",
        "http://www.w3.org/1999/xlink": "xlink",
        "http://purl.org/dc/elements/1.1/": "dc",
    }
)
_UNSEEN: Final = frozenset(
    {"text:tracked-changes", "office:annotation", "text:sequence-decls", "office:forms",
     "svg:title", "svg:desc", "text:note-citation"}
)  # fmt: skip
"""What no reader of the document saw: deleted words, comments, words about pictures."""
_TITLES: Final = frozenset({"Title"})
_QUOTES: Final = frozenset({"Quotations", "Quote"})
_CAPTIONS: Final = frozenset({"Caption", "Illustration", "Figure", "Drawing"})
_PICTURES: Final = re.compile(r"(?:\s*<img [^>]*>)*")
_DEEPEST: Final = 60
_MOST_REPEATED: Final = 50
"""A spreadsheet repeats its empty cells by the thousand."""


@dataclass(slots=True)
class _Style:
    parent: str = ""
    tags: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()


def unfold(data: bytes, file_name: str) -> Unfolded:
    """The whole document: headings, emphasis, links, lists, tables, pictures, footnotes.

    Raises:
        Refused: `files.damaged`.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = frozenset(archive.namelist())
            styles = _parsed(archive.read("styles.xml")) if "styles.xml" in names else None
            content = _parsed(archive.read("content.xml"))
            reader = _Reader([each for each in (styles, content) if each is not None])
            body = next((each for each in content if _name(each.tag) == "office:body"), content)
            html = reader.inside(body, 0)
            held = {each: archive.read(each) for each in reader.wanted if each in names}
    except (*BROKEN, KeyError, ET.ParseError, ValueError, OSError) as error:
        raise Refused("files.damaged", file=file_name) from error
    comments = tuple(filter(None, map(_remark, content.iter(f"{{{_OASIS}office:1.0}}annotation"))))
    deleted = sum(1 for _ in content.iter(f"{{{_OASIS}text:1.0}}deletion"))
    counts = {"deletions": deleted, "remarks": len(comments)}
    dropped = {name: number for name, number in counts.items() if number}
    return Unfolded(html + reader.notes.html(), held, dropped=dropped, comments=comments)


def _remark(annotation: ET.Element) -> str:
    """What a colleague remarked beside the words, with the name."""
    told = {_name(each.tag): each for each in annotation}
    author = told.get("dc:creator")
    name = "".join(author.itertext()).strip() if author is not None else ""
    lines = ("".join(e.itertext()) for e in annotation if _name(e.tag).startswith("text:"))
    said = " ".join(" ".join(lines).split())
    return f"{name}: {said}" if name and said else said


def _parsed(data: bytes) -> ET.Element:
    if b"<!DOCTYPE" in data or b"\0" in data:
        raise ValueError("no such document declares entities, or is in UTF-16")
    return ET.fromstring(data)  # noqa: S314  # without a declaration there is no entity to unfold


def _name(tag: str) -> str:
    space, _, name = tag.lstrip("{").partition("}")
    return f"{_NAMES.get(space, '')}:{name}"


def _words(text: str | None) -> str:
    return escape(without_marks(text or ""))


def _attributes(element: ET.Element) -> dict[str, str]:
    return {_name(key): value for key, value in element.attrib.items()}


@dataclass(slots=True)
class _Reader:
    roots: Iterable[ET.Element]
    notes: Notes = field(default_factory=Notes)
    wanted: list[str] = field(default_factory=list)
    _styles: dict[str, _Style] = field(default_factory=dict)
    _numbered: set[str] = field(default_factory=set)
    _lists: list[str] = field(default_factory=list)
    _alt_texts: list[str] = field(default_factory=list)

    _writers: Mapping[str, Callable[[ET.Element, int], str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._writers = self._by_name()
        for root in self.roots:
            for element in root.iter():
                if _name(element.tag) == "style:style":
                    self._keep_style(element)
                elif _name(element.tag) == "text:list-style":
                    first = next(iter(element), element)
                    if _name(first.tag) == "text:list-level-style-number":
                        self._numbered.add(_attributes(element).get("style:name", ""))

    def _keep_style(self, element: ET.Element) -> None:
        told = _attributes(element)
        style = _Style(told.get("style:parent-style-name", ""))
        for each in element:
            form = _attributes(each)
            for tag, key, on in (
                ("b", "fo:font-weight", {"bold", "600", "700", "800", "900"}),
                ("i", "fo:font-style", {"italic", "oblique"}),
            ):
                if key in form:
                    is_on = form[key] in on
                    style.tags |= {tag} if is_on else set()
                    style.off |= set() if is_on else {tag}
            place = form.get("style:text-position", "")
            style.tags |= {"sup"} if place.startswith(("super", "33")) else set()
            style.tags |= {"sub"} if place.startswith(("sub", "-")) else set()
        self._styles[told.get("style:name", "")] = style

    def _tags(self, name: str) -> list[str]:
        found: set[str] = set()
        off: set[str] = set()
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                break
            found |= style.tags - off
            off |= style.off
            name = style.parent
        return sorted(found)

    def _is_like(self, name: str, names: frozenset[str]) -> bool:
        for _ in range(_DEEPEST):
            if name in names:
                return True
            name = self._styles[name].parent if name in self._styles else ""
        return False

    def inside(self, element: ET.Element, depth: int) -> str:
        """All that is in an element, in order."""
        parts = [_words(element.text)]
        for child in element:
            parts.append(self._element(child, depth + 1))
            parts.append(_words(child.tail))
        return "".join(parts)

    def _element(self, element: ET.Element, depth: int) -> str:
        name = _name(element.tag)
        if name in _UNSEEN:
            return ""
        if depth > _DEEPEST:
            return _words("".join(element.itertext()))
        write = self._writers.get(name)
        return write(element, depth) if write else self.inside(element, depth)

    def _by_name(self) -> Mapping[str, Callable[[ET.Element, int], str]]:
        return {
            "text:h": self._heading,
            "text:p": self._paragraph,
            "text:span": self._span,
            "text:a": self._link,
            "text:list": self._list,
            "text:list-item": self._item,
            "text:note": self._note,
            "text:s": self._blanks,
            "text:tab": lambda _element, _depth: " ",
            "text:line-break": lambda _element, _depth: "<br>",
            "table:table": self._table,
            "table:table-row": self._row,
            "table:table-cell": self._cell,
            "table:covered-table-cell": self._cell,
            "draw:frame": self._frame,
            "draw:image": self._image,
        }

    def _heading(self, element: ET.Element, depth: int) -> str:
        level = _attributes(element).get("text:outline-level", "1")
        rank = min(6, max(1, int(level))) if level.isdecimal() and len(level) < 3 else 1
        return f"<h{rank}>{self.inside(element, depth)}</h{rank}>"

    def _paragraph(self, element: ET.Element, depth: int) -> str:
        name, words = _attributes(element).get("text:style-name", ""), self.inside(element, depth)
        if self._is_like(name, _TITLES):
            return f"<h1>{words}</h1>"
        words = self._dressed(words, name)
        if self._is_like(name, _CAPTIONS):
            # LibreOffice writes the caption behind the picture, into the same paragraph.
            pictures, said = _PICTURES.match(words)[0], _PICTURES.sub("", words, count=1)  # type: ignore[index]  # it matches nothing too
            return f'{pictures}<p class="caption">{said}</p>'
        is_quote = self._is_like(name, _QUOTES)
        return f"<blockquote><p>{words}</p></blockquote>" if is_quote else f"<p>{words}</p>"

    def _span(self, element: ET.Element, depth: int) -> str:
        name = _attributes(element).get("text:style-name", "")
        return self._dressed(self.inside(element, depth), name)

    def _dressed(self, words: str, style: str) -> str:
        tags = self._tags(style)
        opened = "".join(f"<{each}>" for each in tags)
        return opened + words + "".join(f"</{each}>" for each in reversed(tags))

    def _link(self, element: ET.Element, depth: int) -> str:
        address = escape(_attributes(element).get("xlink:href", ""))
        return f'<a href="{address}">{self.inside(element, depth)}</a>'

    def _list(self, element: ET.Element, depth: int) -> str:
        # A list within another has its style from that one.
        outer = self._lists[-1] if self._lists else ""
        self._lists.append(_attributes(element).get("text:style-name", outer))
        tag = "ol" if self._lists[-1] in self._numbered else "ul"
        told = f"<{tag}>{self.inside(element, depth)}</{tag}>"
        self._lists.pop()
        return told

    def _item(self, element: ET.Element, depth: int) -> str:
        return f"<li>{self.inside(element, depth)}</li>"

    def _table(self, element: ET.Element, depth: int) -> str:
        return f"<table>{self.inside(element, depth)}</table>"

    def _row(self, element: ET.Element, depth: int) -> str:
        return f"<tr>{self.inside(element, depth)}</tr>"

    def _cell(self, element: ET.Element, depth: int) -> str:
        told = _attributes(element).get("table:number-columns-repeated", "1")
        words = f"<td>{self.inside(element, depth)}</td>"
        times = int(told) if told.isdecimal() and len(told) < 6 else 1
        return words * min(times, _MOST_REPEATED)

    def _frame(self, element: ET.Element, depth: int) -> str:
        told = {_name(each.tag): each.text or "" for each in element}
        images = [each for each in element if _name(each.tag) == "draw:image"]
        for other in images[1:]:
            # It shows the same in another form.
            element.remove(other)
        self._alt_texts.append(told.get("svg:desc") or told.get("svg:title") or "")
        shown = self.inside(element, depth)
        self._alt_texts.pop()
        return shown

    def _image(self, element: ET.Element, _depth: int) -> str:
        address = _attributes(element).get("xlink:href", "").removeprefix("./")
        self.wanted.append(address)
        alt = escape(self._alt_texts[-1] if self._alt_texts else "")
        return f'<img src="{escape(address)}" alt="{alt}">'

    def _note(self, element: ET.Element, depth: int) -> str:
        body = next((each for each in element if _name(each.tag) == "text:note-body"), element)
        return self.notes.put(self.inside(body, depth))

    def _blanks(self, element: ET.Element, _depth: int) -> str:
        told = _attributes(element).get("text:c", "1")
        return " " * (min(int(told), 100) if told.isdecimal() and len(told) < 6 else 1)
