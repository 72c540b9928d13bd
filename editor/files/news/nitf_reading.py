# SPDX-License-Identifier: GPL-3.0-or-later
"""NITF as agencies write it, of any version: the words of its head, and its copy as HTML."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

from editor.files.news import ninjs, nitf, received
from editor.files.news.dispatch import moment
from editor.files.news.received import Attached, Received
from editor.files.news.xhtml import html_of, local
from editor.files.originals import Original
from editor.model.article import Author, Correction

_HTML: Final[Mapping[str, str]] = MappingProxyType(
    {"hl2": "h2", "block": "div", "bq": "blockquote", "body.content": "div", "num": "span"}
)


def story(root: Element, *, guid: str = "", data: bytes = b"") -> Received:
    """A story out of the root of a document of NITF.

    Args:
        root: the element `nitf`; its tags lose their namespaces.
        guid: the name by which the whole is known; empty: the document says it.
        data: the file as it came; empty: the element as it is written anew.
    """
    raw = data or ET.tostring(root, encoding="utf-8")
    for each in root.iter():
        each.tag = local(str(each.tag))
    known = guid or _guid(root)
    pictures = tuple(_pictures(root))
    return Received(
        Original(raw, ".xml", known),
        fields=_fields(root),
        sections=tuple(_sections(root)),
        tags=tuple(received.line(e.get("key", "")) for e in root.iter("keyword")),
        html=_copy(root),
        pictures=pictures,
        facts=tuple(map(received.line, _facts(root, known))),
    )


def _guid(root: Element) -> str:
    named = root.find(".//doc-id")
    return (named.get("id-string", "") if named is not None else "") or root.get("uno", "")


def _facts(root: Element, guid: str) -> Iterator[str]:
    held = root.find(".//doc.copyright")
    if held is not None:
        yield held.get("holder", "")
    yield guid
    issued = root.find(".//date.issue")
    if issued is not None:
        yield issued.get("norm", "")
    data = root.find(".//docdata")
    status = data.get("management-status", "") if data is not None else ""
    yield status if status not in {"usable", "embargoed"} else ""


def _fields(root: Element) -> dict[str, object]:
    release = root.find(".//date.release")
    message, slug = root.find(".//ed-msg"), root.find(".//du-key")
    heads = [*root.iter("hl1")]
    kicker = (e for e in root.iterfind(".//hedline/hl2") if e.get("class") == nitf.KICKER)
    said: dict[str, object] = {
        "headline": _line(heads[0]) if heads else _line(root.find("head/title")),
        "kicker": next(map(_line, kicker), ""),
        "standfirst": _lines(root.find(".//abstract")),
        "dateline_place": _line(root.find(".//dateline/location")),
        "authors": tuple(_authors(root)),
        "ednote": received.lines(message.get("info", "")) if message is not None else "",
        "slugline": received.line(slug.get("key", "")) if slug is not None else "",
        "genre": next((_line(e) for e in _classified(root, "genre")), ""),
        "embargoed_until": _time(release.get("norm", "")) if release is not None else None,
        "corrections": tuple(_corrections(root)),
    }
    return {name: value for name, value in said.items() if value}


def _time(text: str) -> datetime | None:
    """A time in the compact form of ISO 8601; a day alone begins at midnight, UTC."""
    found = moment(text)
    if found is not None:
        return found
    try:
        return datetime.fromisoformat(text.strip()).replace(tzinfo=UTC)
    except ValueError:
        return None


def _classified(root: Element, kind: str) -> Iterator[Element]:
    return (each for each in root.iter("classifier") if each.get("type") == kind)


def _sections(root: Element) -> Iterator[tuple[str, str]]:
    for each in _classified(root, nitf.CATEGORY):
        yield each.get("value", ""), _line(each)
    for each in root.iter("tobject.subject"):
        name = each.get("tobject.subject.matter") or each.get("tobject.subject.type", "")
        if name:
            yield "", received.line(name)


def _authors(root: Element) -> Iterator[Author]:
    for byline in root.iterfind(".//body.head/byline"):
        title = byline.find("byttl")
        people = [_line(each) for each in byline.iter("person")]
        role = _line(title) if title is not None else ""
        if people:
            yield from (Author(each, role=role or "writer") for each in people if each)
        elif title is not None:
            byline.remove(title)
            name = received.line(f"{''.join(byline.itertext())}{title.tail or ''}").rstrip(", ")
            yield from received.signed(name or role)
        else:
            yield from received.signed(_line(byline))


def _corrections(root: Element) -> Iterator[Correction]:
    for note in root.iter("note"):
        parts = [_lines(each) for each in note.iter("p")]
        at = moment(parts[0]) if parts else None
        if note.get("class") == ninjs.CORRECTION and at is not None and len(parts) > 1:
            yield Correction(at, parts[1] if len(parts) > 2 else "", parts[-1])


def _pictures(root: Element) -> Iterator[Attached]:
    for media in root.iter("media"):
        places = [each for each in media.iter("media-reference") if each.get("source")]
        names = list(media.iter("media-reference"))
        if media.get("media-type", "image") not in {"image", "photo", "graphic"} or not names:
            continue
        hrefs = tuple(each.get("source", "") for each in places)
        caption = _lines(media.find("media-caption"))
        said = {
            "caption": caption,
            "alt_text": received.line(names[0].get("alternate-text", "")),
            "credit": _line(media.find("media-producer")),
        }
        words = {name: value for name, value in said.items() if value}
        name = names[0].get("name") or (*hrefs, "picture")[0]
        yield Attached(received.line(name), hrefs or (name,), words)


def _copy(root: Element) -> str:
    """The copy as HTML: its pictures as figures, its blocks as those that HTML has."""
    made = Element("div")
    for content in root.iterfind("body/body.content"):
        made.append(content)
    for media in list(made.iter("media")):
        _as_figure(media)
    for each in made.iter():
        tag = str(each.tag)
        is_bold = tag == "em" and each.get("class") == "bold"
        each.tag = "strong" if is_bold else _HTML.get(tag, tag)
    return html_of(made)


def _as_figure(media: Element) -> None:
    place = next((each for each in media.iter("media-reference")), None)
    source = place.get("source") or place.get("name", "") if place is not None else ""
    tail = media.tail
    media.clear()
    media.tag, media.tail = "figure", tail
    if source:
        SubElement(media, "img", {"src": source})


def _line(element: Element | None) -> str:
    return received.line("".join(element.itertext())) if element is not None else ""


def _lines(element: Element | None) -> str:
    """The paragraphs of an element, or its text where it has none."""
    if element is None:
        return ""
    parts = [received.line("".join(each.itertext())) for each in element.iter("p")]
    return "\n\n".join(filter(None, parts)) or received.lines("".join(element.itertext()))
