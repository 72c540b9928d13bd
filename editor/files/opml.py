# SPDX-License-Identifier: GPL-3.0-or-later
"""OPML: the list of a wire desk's sources, as every reader of feeds takes and gives it."""

import contextlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from editor.errors import Refused
from editor.model.dispatch import EVERY_MINUTES, LEAST_MINUTES, MOST_MINUTES, Source
from editor.text.tidy import tidy

MOST_BYTES: Final = 5_000_000
MOST_SOURCES: Final = 2000
_OURS: Final = "{urn:stet:opml}"
"""Attributes of our own: whether a source is on, and how often it is asked."""
_DOCTYPE: Final = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A source as a list names it."""

    address: str
    name: str = ""
    is_on: bool = True
    every_minutes: int = EVERY_MINUTES


def written(sources: Iterable[Source]) -> str:
    """The list as OPML 2.0."""
    ET.register_namespace("stet", _OURS[1:-1])
    root = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(root, "head"), "title").text = "Stet"
    body = ET.SubElement(root, "body")
    for each in sources:
        told = {"type": "rss", "text": each.label, "title": each.label, "xmlUrl": each.address}
        told |= {
            f"{_OURS}on": "yes" if each.is_on else "no",
            f"{_OURS}every": str(each.every_minutes),
        }
        ET.SubElement(body, "outline", told)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def write(path: Path, sources: Iterable[Source]) -> None:
    """Put the list into a file: all of it, or what stood there before.

    Raises:
        Refused: `files.not_written`.
    """
    half = path.with_name(f".{path.name}.half")
    try:
        half.write_text(written(sources), encoding="utf-8")
        half.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise Refused("files.not_written", path=str(path)) from error


def read(path: Path) -> tuple[Listed, ...]:
    """The sources of a list, each address once, in its order; folders in it are opened.

    Raises:
        Refused: `files.unreadable`, `files.too_large`, `feed.not_a_list`.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error
    if len(data) > MOST_BYTES:
        raise Refused("files.too_large", file=path.name, limit_bytes=MOST_BYTES)
    try:
        # No list needs entities, and some are made to fill the memory.
        root = None if _DOCTYPE.search(data) else ET.fromstring(data)  # noqa: S314  # as said
    except (ET.ParseError, ValueError, LookupError):
        root = None
    if root is None or root.tag.lower() != "opml":
        raise Refused("feed.not_a_list", file=path.name)
    found = (_listed(each) for each in root.iter("outline"))
    once = {each.address: each for each in found if each is not None}
    return tuple(once.values())[:MOST_SOURCES]


def _listed(outline: ET.Element) -> Listed | None:
    address = tidy(outline.get("xmlUrl", "")).strip()
    if not address:
        return None
    name = tidy(outline.get("title") or outline.get("text") or "").strip()
    told = outline.get(f"{_OURS}every", "")
    every = int(told) if told.isascii() and told.isdigit() and len(told) < 6 else EVERY_MINUTES
    is_on = outline.get(f"{_OURS}on", "yes") != "no"
    shown = "" if name == address else name
    return Listed(address, shown, is_on, min(max(every, LEAST_MINUTES), MOST_MINUTES))
