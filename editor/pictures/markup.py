# SPDX-License-Identifier: GPL-3.0-or-later
"""A tree of XML as text, with the prefixes that its file had for the namespaces."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final
from xml.etree.ElementTree import Element
from xml.sax.saxutils import escape, quoteattr

from editor.pictures.properties import NAMESPACES, RDF, XML

_DESCRIPTION: Final = f"{{{RDF}}}Description"
_DECLARED: Final = re.compile(rb"xmlns:([A-Za-z_][A-Za-z0-9_.-]*)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


_RETURNS: Final = {"\r": "&#13;"}
"""A carriage return that is meant: as it is, every reader would take it for an end of line."""


class Prefixes:
    """The prefix of each namespace: the usual one, else the file's own, else a new one."""

    def __init__(self) -> None:
        self._known = {uri: prefix for prefix, uri in NAMESPACES.items()}
        self._short: dict[str, str] = {}

    def learn(self, data: bytes) -> None:
        """Take those that a file declares, where they are free."""
        for name, *uris in _DECLARED.findall(data):
            uri, prefix = (uris[0] or uris[1]).decode("utf-8", "replace"), name.decode()
            if uri not in self._known and prefix not in self._known.values():
                self._known[uri] = prefix

    def of(self, uri: str) -> str:
        """The prefix of a namespace."""
        if uri not in self._known:
            taken = set(self._known.values())
            self._known[uri] = next(name for n in count(1) if (name := f"ns{n}") not in taken)
        return self._known[uri]

    def short(self, name: str) -> str:
        """A full name with its prefix."""
        if name not in self._short:
            uri, _brace, local = name.removeprefix("{").rpartition("}")
            prefix = "xml" if uri == XML else self.of(uri) if uri else ""
            self._short[name] = f"{prefix}:{local}" if prefix else local
        return self._short[name]


def text(element: Element, prefixes: Prefixes) -> str:
    """The element and all that it holds; a description declares what its properties need."""
    parts: list[str] = []
    _put(element, prefixes, {}, parts)
    return "".join(parts)


def _put(
    element: Element, prefixes: Prefixes, known: Mapping[str, str] | None, parts: list[str]
) -> None:
    """Known are the namespaces that are declared around it; None: all that it needs."""
    new: dict[str, str] = {}
    if known is not None:
        new = {uri: prefixes.of(uri) for uri in _needed(element) if uri not in known}
    name = prefixes.short(element.tag)
    parts.append(f"<{name}")
    for uri, prefix in sorted(new.items(), key=lambda each: each[1]):
        parts.append(f" xmlns:{prefix}={quoteattr(uri)}")
    for key, value in element.attrib.items():
        parts.append(f" {prefixes.short(key)}={quoteattr(value)}")
    if not element.text and not len(element):
        parts.append("/>")
    else:
        parts.append(f">{_escaped(element.text)}")
        inner = None if known is None or element.tag == _DESCRIPTION else {**known, **new}
        for child in element:
            _put(child, prefixes, inner, parts)
        parts.append(f"</{name}>")
    parts.append(_escaped(element.tail))


def _escaped(said: str | None) -> str:
    return escape(said, _RETURNS) if said else ""


def _needed(element: Element) -> Iterator[str]:
    names = [element.tag, *element.attrib]
    if element.tag == _DESCRIPTION:
        names += [name for each in element.iter() for name in (each.tag, *each.attrib)]
    for name in names:
        uri = name[1:].partition("}")[0] if name.startswith("{") else ""
        if uri and uri != XML:
            yield uri
