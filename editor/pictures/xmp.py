# SPDX-License-Identifier: GPL-3.0-or-later
"""An XMP packet as a tree: read and changed by property; what is not ours is carried along."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Final
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

from editor.pictures import markup
from editor.pictures.markup import Prefixes
from editor.pictures.properties import RDF, XML, Form, full_name

DEFAULT: Final = "x-default"
LANGUAGES: Final = (DEFAULT, "vi", "vi-VN", "en", "en-US", "en-GB")
"""Which of several languages is read, best first; else the first that is there."""

LANG: Final = f"{{{XML}}}lang"
_ROOT, _DESCRIPTION, _ABOUT = (f"{{{RDF}}}{each}" for each in ("RDF", "Description", "about"))
ITEM: Final = f"{{{RDF}}}li"
_VALUE, _RESOURCE = (f"{{{RDF}}}{each}" for each in ("value", "resource"))
_PARSE_TYPE: Final = f"{{{RDF}}}parseType"
_HOLDERS: Final = {
    f"{{{RDF}}}Alt": Form.LANGUAGES,
    f"{{{RDF}}}Bag": Form.BAG,
    f"{{{RDF}}}Seq": Form.LIST,
}
_HOLDER_OF: Final = {form: tag for tag, form in _HOLDERS.items()}
LONGEST_BYTES: Final = 16_000_000
"""Of a packet that is read at all."""
_DEEPEST: Final = 100
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_START: Final = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_END: Final = '\n<?xpacket end="w"?>'


class Packet:
    """The properties of one packet.

    Args:
        data: as it stands in a file, in UTF-8; empty for a new one.

    Raises:
        ValueError: it is damaged, or holds what no packet holds.
    """

    def __init__(self, data: bytes = b"") -> None:
        self.prefixes = Prefixes()
        self._root = _parsed(data) if data.strip(b"\x00 \r\n\t") else _empty()
        self._data = data
        self._found: dict[str, Element | tuple[Element, str]] | None = None

    def values(self, name: str) -> list[str]:
        """The texts of a property: one of a plain one, the chosen language's, or all items."""
        found = self._index().get(full_name(name))
        if isinstance(found, tuple):
            return [found[0].attrib[found[1]]]
        if found is None:
            return []
        holder = _holder(found)
        if holder is None:
            return [_text_of(found)]
        if _HOLDERS[holder.tag] is Form.LANGUAGES:
            told = _languages(holder)
            return [next((told[each] for each in LANGUAGES if told.get(each)), _first(told))]
        return [_text_of(each) for each in holder if each.tag == ITEM]

    def structures(self, name: str) -> list[Element]:
        """The items of a property whose items have properties of their own."""
        found = self._index().get(full_name(name))
        if not isinstance(found, Element):
            return []
        holder = _holder(found)
        return [found] if holder is None else [each for each in holder if each.tag == ITEM]

    @property
    def names(self) -> frozenset[str]:
        """The full names of all properties."""
        return frozenset(self._index())

    def set_text(self, name: str, text: str) -> None:
        """Say a plain property; an empty text takes it out."""
        if self.values(name) == [text] and self._is_plain(name):
            return
        self.remove(name)
        if text:
            self._add(name).text = _clean(text)

    def set_items(self, name: str, form: Form, texts: Sequence[str]) -> None:
        """Say a property with several values; none take it out."""
        self.remove(name)
        if texts:
            holder = SubElement(self._add(name), _HOLDER_OF[form])
            for text in texts:
                SubElement(holder, ITEM).text = _clean(text)

    def set_languages(self, name: str, text: str) -> None:
        """Say a text in the language that is read; others stay. An empty text takes all out."""
        old = next(iter(self.values(name)), "")
        found = self._index().get(full_name(name))
        holder = _holder(found) if isinstance(found, Element) else None
        if text and holder is not None and _HOLDERS[holder.tag] is Form.LANGUAGES:
            if _plain(old) != _plain(text):
                _retell(holder, old, _clean(text))
            return
        self.remove(name)
        if text:
            item = SubElement(SubElement(self._add(name), _HOLDER_OF[Form.LANGUAGES]), ITEM)
            item.set(LANG, DEFAULT)
            item.text = _clean(text)

    def set_structures(self, name: str, form: Form, items: Iterable[Element]) -> None:
        """Say a property whose items have properties of their own; none take it out."""
        kept = list(items)
        self.remove(name)
        if kept:
            SubElement(self._add(name), _HOLDER_OF[form]).extend(kept)

    def remove(self, name: str) -> None:
        """Take a property out, wherever in the packet it stands."""
        full = full_name(name)
        if full not in self._index():
            return
        for description in self._descriptions():
            description.attrib.pop(full, None)
            for each in description.findall(full):
                description.remove(each)
        self._found = None

    def pull(self, full: str) -> list[Element]:
        """Take a property out, by its full name: as elements that another packet can adopt."""
        pulled = []
        for description in self._descriptions():
            if full in description.attrib:
                plain = Element(full)
                plain.text = description.attrib.pop(full)
                pulled.append(plain)
            for each in description.findall(full):
                description.remove(each)
                pulled.append(each)
        self._found = None
        return pulled

    def adopt(self, pulled: Iterable[Element], other: "Packet") -> None:
        """Take in what was pulled out of another packet."""
        self._home().extend(pulled)
        self.prefixes = other.prefixes
        self._found = None

    def size_of(self, full: str) -> int:
        """About how many bytes a property takes, by its full name."""
        found = self._index()[full]
        if isinstance(found, tuple):
            return len(found[0].attrib[found[1]].encode("utf-8", "replace"))
        return len(markup.text(found, self.prefixes).encode("utf-8", "replace"))

    def data(self, *, is_wrapped: bool = True) -> bytes:
        """As it stands in a file, in UTF-8.

        Args:
            is_wrapped: with the marks by which a packet is found; else as a file of its own.
        """
        self.prefixes.learn(self._data)
        inner = markup.text(self._whole(), self.prefixes)
        text = f"{_START}{inner}{_END}" if is_wrapped else f"{inner}\n"
        return text.encode("utf-8")

    def _whole(self) -> Element:
        if self._root.tag == full_name("x:xmpmeta"):
            return self._root
        outer = Element(full_name("x:xmpmeta"))
        outer.append(self._root)
        return outer

    def _index(self) -> dict[str, Element | tuple[Element, str]]:
        if self._found is None:
            self._found = {}
            for description in self._descriptions():
                for name in description.attrib:
                    if name != _ABOUT:
                        self._found.setdefault(name, (description, name))
                for each in description:
                    self._found.setdefault(each.tag, each)
        return self._found

    def _descriptions(self) -> list[Element]:
        rdf = self._root if self._root.tag == _ROOT else self._root.find(_ROOT)
        return [] if rdf is None else rdf.findall(_DESCRIPTION)

    def _home(self) -> Element:
        found = self._descriptions()
        if found:
            return found[0]
        rdf = self._root if self._root.tag == _ROOT else self._root.find(_ROOT)
        rdf = SubElement(self._root, _ROOT) if rdf is None else rdf
        return SubElement(rdf, _DESCRIPTION, {_ABOUT: ""})

    def _add(self, name: str) -> Element:
        self._found = None
        return SubElement(self._home(), full_name(name))

    def _is_plain(self, name: str) -> bool:
        found = self._index().get(full_name(name))
        return not isinstance(found, Element) or _holder(found) is None


def padded(data: bytes, more_bytes: int) -> bytes:
    """A wrapped packet with room in it for later words, as the standard has it."""
    end = len(data) - len(_END)
    return data[:end] + b" " * more_bytes + data[end:]


def field_of(structure: Element, name: str) -> str:
    """A plain property of an item that has properties of its own."""
    body = _body(structure)
    full = full_name(name)
    found = body.find(full)
    return body.get(full, "") if found is None else _text_of(found)


def part_of(structure: Element, name: str) -> Element | None:
    """A property of an item, as it stands."""
    return _body(structure).find(full_name(name))


def structure(parts: Mapping[str, str]) -> Element:
    """An item with plain properties of its own."""
    item = Element(ITEM, {_PARSE_TYPE: "Resource"})
    add_texts(item, parts)
    return item


def add_texts(item: Element, parts: Mapping[str, str]) -> None:
    """Give an item plain properties of its own."""
    for name, text in parts.items():
        SubElement(item, full_name(name)).text = _clean(text)


def part(item: Element, name: str, form: Form | None = None) -> Element:
    """A new property of an item: what its own items or properties are put into."""
    made = SubElement(item, full_name(name))
    if form is not None:
        return SubElement(made, _HOLDER_OF[form])
    made.set(_PARSE_TYPE, "Resource")
    return made


def _parsed(data: bytes) -> Element:
    if len(data) > LONGEST_BYTES:
        raise ValueError("a packet too long")
    text = data.decode("utf-8").strip("\x00 \r\n\t\ufeff")
    start = text.find("<x:xmpmeta")
    start = text.find("<rdf:RDF") if start < 0 else start
    end = text.rfind("<?xpacket end")
    text = text[max(start, 0) : end if end > 0 else None].rstrip("\x00 \r\n\t")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("a packet has no entities of its own")
    try:
        root = fromstring(text)  # noqa: S314  # without a DOCTYPE nothing in it can grow
    except ParseError as error:
        raise ValueError("no XML") from error
    if _is_deeper(root, _DEEPEST) or (root.tag != _ROOT and root.find(_ROOT) is None):
        raise ValueError("no packet")
    return root


def _empty() -> Element:
    root = Element(full_name("x:xmpmeta"))
    SubElement(SubElement(root, _ROOT), _DESCRIPTION, {_ABOUT: ""})
    return root


def _is_deeper(root: Element, limit: int) -> bool:
    row = [root]
    for _depth in range(limit):
        row = [child for each in row for child in each]
        if not row:
            return False
    return True


def _holder(element: Element) -> Element | None:
    return next((each for each in element if each.tag in _HOLDERS), None)


def _body(element: Element) -> Element:
    inner = element.find(_DESCRIPTION)
    return element if inner is None else inner


def _text_of(element: Element) -> str:
    if _RESOURCE in element.attrib:
        return element.attrib[_RESOURCE]
    body = _body(element)
    said = body.find(_VALUE)
    if said is None:
        return body.get(_VALUE, element.text or "")
    return said.get(_RESOURCE, said.text or "")


def _languages(holder: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in holder:
        found.setdefault(each.get(LANG, DEFAULT), _text_of(each))
    return found


def _first(told: Mapping[str, str]) -> str:
    return next(iter(told.values()), "")


def _retell(holder: Element, old: str, new: str) -> None:
    """The default and its copy in a language of its own change; every other language stays."""
    default = None
    for each in holder:
        if default is None and each.get(LANG, DEFAULT) == DEFAULT:
            default = each
        if _plain(_text_of(each)) == _plain(old):
            language = each.get(LANG, DEFAULT)
            each.clear()
            each.text = new
            each.set(LANG, language)
    if default is None:
        default = Element(ITEM, {LANG: DEFAULT})
        holder.insert(0, default)
    default.text = new


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
