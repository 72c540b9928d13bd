# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: HTML as a tree of XML for formats that carry it as such, and the HTML in such a tree."""

import re
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from editor.text.tidy import HALF_PAIR, UNFIT
from editor.text.trees import Reader

DEEPEST: Final = 100
_VOID: Final = frozenset({"br", "hr", "img", "wbr", "col", "source", "input"})
_NAME: Final = re.compile(r"[a-z][a-z0-9-]*")


def tree(html: str) -> Element:
    """HTML in one `div`: every element is closed, those too deep lie where they still may."""
    reader = _Tree()
    reader.feed(html)
    reader.close()
    return reader.root


def html_of(element: Element) -> str:
    """What lies in an element as HTML; the names of its elements without their namespaces."""
    for each in element.iter():
        if isinstance(each.tag, str):
            each.tag = local(each.tag)
        each.attrib = {local(name): value for name, value in each.attrib.items()}
    inside = "".join(_written(each) for each in element)
    return _escaped(element.text or "") + inside


def _written(element: Element) -> str:
    return ET.tostring(element, encoding="unicode", method="html")


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def local(name: str) -> str:
    """The name of an element or an attribute without its namespace."""
    return name.rpartition("}")[2]


def document(root: Element) -> str:
    """A whole file of XML; letters that XML does not have give way."""
    text = ET.tostring(root, encoding="unicode")
    text = UNFIT.sub("", HALF_PAIR.sub("\ufffd", text))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def said(parent: Element, name: str, text: str = "", **attributes: str) -> Element | None:
    """Put an element with a text into another one; None: there is nothing to say."""
    told = {key: value for key, value in attributes.items() if value}
    if not text and not told:
        return None
    made = SubElement(parent, name, told)
    made.text = text or None
    return made


class _Tree(Reader):
    """Builds the tree as tags come; a tag that was never opened closes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Element("div")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        if not _NAME.fullmatch(tag):
            return
        known = {name: value or "" for name, value in attrs if _NAME.fullmatch(name)}
        made = SubElement(self._open[-1], tag, known)
        if tag not in _VOID and len(self._open) < DEEPEST:
            self._open.append(made)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that is empty."""
        self.handle_starttag(tag, attrs)
        if self._open[-1].tag == tag and tag not in _VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those within that were not closed."""
        tags = [each.tag for each in self._open]
        if tag in tags[1:]:
            del self._open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        """Text."""
        around = self._open[-1]
        if len(around):
            around[-1].tail = (around[-1].tail or "") + data
        else:
            around.text = (around.text or "") + data
