# SPDX-License-Identifier: GPL-3.0-or-later
"""NewsML-G2 as agencies send it: stories of a message, each with the pictures that belong to it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from editor.files.news import newsml, ninjs, nitf_reading, received
from editor.files.news.dispatch import correction_from, moment
from editor.files.news.newsml import COUNTRY, HEAD, NAMESPACE, NOTE, PLACES
from editor.files.news.received import Attached, Received
from editor.files.news.xhtml import html_of, local
from editor.files.originals import Original
from editor.model.article import Author, Correction

_NAR: Final = f"{{{NAMESPACE}}}"
_ITEMS: Final = frozenset({f"{_NAR}newsItem", f"{_NAR}packageItem"})
_SUBJECTS: Final = {"person": "people", "organisation": "organisations"}


def is_item(path: tuple[str, ...]) -> bool:
    """Whether this is an item of a message, or one that stands for itself."""
    return path[-1] in _ITEMS and len(path) <= 3


def stories(items: Iterable[Element]) -> Iterator[Received]:
    """The stories among the items of a file, with the pictures that their packages name.

    A message with one story and no package is one story with all its pictures.
    """
    texts, pictures = dict[str, Element](), dict[str, Attached]()
    packages = list[Element]()
    for number, each in enumerate(items):
        guid = each.get("guid", "") or f"#{number}"
        kind = _qcode(each, "itemMeta/itemClass")
        if each.tag == f"{_NAR}packageItem":
            packages.append(each)
        elif kind in {"picture", "graphic"}:
            pictures[guid] = _picture(each)
        elif kind in {"text", ""}:
            texts[guid] = each
    belongs = _belongings(texts, pictures, packages)
    for guid, item in texts.items():
        attached = tuple(pictures[each] for each in belongs.get(guid, ()))
        lead = _leads(packages)
        named = zip(belongs.get(guid, ()), attached, strict=True)
        yield _story(
            guid, item, tuple(replace(e, is_lead=e.is_lead or n in lead) for n, e in named)
        )


def _belongings(
    texts: Iterable[str], pictures: Iterable[str], packages: Iterable[Element]
) -> dict[str, tuple[str, ...]]:
    """By the name of a story, those of the pictures that belong to it."""
    known, found = list(pictures), dict[str, tuple[str, ...]]()
    stories_ = list(texts)
    for package in packages:
        refs = [each.get("residref", "") for each in package.iter(f"{_NAR}itemRef")]
        for text in (each for each in refs if each in stories_):
            found[text] = tuple(dict.fromkeys(each for each in refs if each in known))
    if not found and len(stories_) == 1:
        found[stories_[0]] = tuple(known)
    return found


def _leads(packages: Iterable[Element]) -> frozenset[str]:
    refs = (ref for each in packages for ref in each.iter(f"{_NAR}itemRef"))
    return frozenset(ref.get("residref", "") for ref in refs if ref.get("rank") == "1")


def _story(guid: str, item: Element, pictures: tuple[Attached, ...]) -> Received:
    raw = ET.tostring(item, encoding="utf-8")
    name = f"{guid}#{item.get('version', '')}" if item.get("guid") else ""
    copy, html, inline = _content(item)
    fields = {**(dict(inline.fields) if inline else {}), **_fields(item)}
    return Received(
        Original(raw, ".xml", name),
        fields=fields,
        sections=tuple(_sections(item)),
        tags=(*_texts(item, "contentMeta/keyword"), *_loose_subjects(item)),
        html=html,
        copy=copy,
        pictures=pictures or (inline.pictures if inline else ()),
        facts=() if copy else tuple(_facts(item)),
    )


def _content(item: Element) -> tuple[str, str, Received | None]:
    """(copy as typed, HTML, what an inline document of NITF says besides)."""
    copy, text = "", ""
    for each in item.iterfind(_path("contentSet/inlineData")):
        if each.get("contenttype") == ninjs.MARKDOWN:
            copy = received.lines(each.text or "")
        else:
            text = text or each.text or ""
    for inline in item.iterfind(_path("contentSet/inlineXML")):
        root = next(iter(inline), None)
        if root is None:
            continue
        if local(str(root.tag)) == "nitf":
            found = nitf_reading.story(root)
            return copy, found.html, found
        body = next((e for e in root.iter() if local(str(e.tag)) == "body"), root)
        return copy, html_of(body), None
    return copy, received.paragraphs(text), None


def _fields(item: Element) -> dict[str, object]:
    heads = [*item.iterfind(_path("contentMeta/headline"))]
    kicker = f"{HEAD}:{ninjs.KICKER}"
    tag = item.find(_path("contentMeta/language"))
    said: dict[str, object] = {
        "headline": next((_line(e) for e in heads if e.get("role") != kicker), ""),
        "kicker": next((_line(e) for e in heads if e.get("role") == kicker), ""),
        "standfirst": _described(item).get("summary", ""),
        "dateline_place": _line(item.find(_path("contentMeta/located/name"))),
        "authors": tuple(_authors(item)),
        "language": (tag.get("tag", "") if tag is not None else "") or _language(item),
        "slugline": _line(item.find(_path("contentMeta/slugline"))),
        "ednote": "\n".join(_all_lines(item, "itemMeta/edNote")),
        "genre": _line(item.find(_path("contentMeta/genre/name"))),
        "url_slug": _address(item),
        "embargoed_until": moment(_line(item.find(_path("itemMeta/embargoed")))),
        "corrections": tuple(_corrections(item)),
    }
    return {name: value for name, value in said.items() if value}


def _language(item: Element) -> str:
    return item.get("{http://www.w3.org/XML/1998/namespace}lang", "")


def _address(item: Element) -> str:
    told = item.iterfind(_path("contentMeta/altId"))
    return next((_line(e) for e in told if e.get("type") == newsml.ADDRESS), "")


def _authors(item: Element) -> Iterator[Author]:
    told = [*item.iterfind(_path("contentMeta/creator"))]
    for each in told:
        names = [*each.iterfind(f"{_NAR}name")]
        real = next((_line(e) for e in names if e.get("role") == f"{newsml.ROLE}:person"), "")
        shown = next((_line(e) for e in names if not e.get("role")), "") or real
        role = unquote(each.get("role", "").rpartition(":")[2]) or "writer"
        if real:
            yield Author(real, shown, role)
        elif shown:
            yield Author(shown, role=role)
    if not told:
        yield from received.signed(_line(item.find(_path("contentMeta/by"))))


def _corrections(item: Element) -> Iterator[Correction]:
    for each in item.iterfind(_path("contentMeta/description")):
        if each.get("role") == f"{NOTE}:{ninjs.CORRECTION}":
            found = correction_from("".join(each.itertext()))
            if found is not None:
                yield found


def _sections(item: Element) -> Iterator[tuple[str, str]]:
    for each in item.iterfind(_path("contentMeta/subject")):
        scheme, _, code = each.get("qcode", "").partition(":")
        if scheme in {newsml.SECTION, newsml.OTHER}:
            yield unquote(code), _line(each.find(f"{_NAR}name"))


def _loose_subjects(item: Element) -> Iterator[str]:
    for each in item.iterfind(_path("contentMeta/subject")):
        if each.get("qcode", "").partition(":")[0] not in {newsml.SECTION, newsml.OTHER}:
            yield _line(each.find(f"{_NAR}name"))


def _facts(item: Element) -> Iterator[str]:
    provider = item.find(_path("itemMeta/provider"))
    if provider is not None:
        yield _line(provider.find(f"{_NAR}name")) or provider.get("qcode", "").rpartition(":")[2]
    yield received.line(item.get("guid", ""))
    yield f"v{received.line(item.get('version', ''))}"
    yield _line(item.find(_path("itemMeta/versionCreated")))
    yield _line(item.find(_path("rightsInfo/copyrightNotice")))
    yield _line(item.find(_path("rightsInfo/usageTerms")))
    status = _qcode(item, "itemMeta/pubStatus")
    yield status if status != "usable" else ""


def _picture(item: Element) -> Attached:
    contents = sorted(item.iterfind(_path("contentSet/remoteContent")), key=_rank)
    hrefs = tuple(each.get("href", "") for each in contents if each.get("href"))
    name = _line(item.find(_path("itemMeta/fileName"))) or (*hrefs, "picture")[0]
    return Attached(name, tuple(map(_near, hrefs)), _picture_words(item))


def _near(href: str) -> str:
    """An address beside the file without the marks that some agencies put before it."""
    return href.removeprefix("file:///").removeprefix("./").strip()


def _rank(content: Element) -> tuple[bool, int]:
    """The finest first: the one that says so, else the widest."""
    width = content.get("width", "")
    is_fine = content.get("rendition", "").rpartition(":")[2].lower() == "highres"
    return not is_fine, -int(width) if width.isdecimal() and len(width) < 7 else 0


def _picture_words(item: Element) -> dict[str, object]:
    described = _described(item)
    notice = item.find(_path("rightsInfo/copyrightNotice"))
    subjects = [*item.iterfind(_path("contentMeta/subject"))]
    said: dict[str, object] = {
        "caption": described.get("caption", ""),
        "alt_text": described.get(ninjs.ALT_TEXT, ""),
        "extended_description": described.get(ninjs.EXTENDED, ""),
        "headline": _line(item.find(_path("contentMeta/headline"))),
        "title": _line(item.find(_path("itemMeta/title"))),
        "instructions": "\n".join(_all_lines(item, "itemMeta/edNote")),
        "creator": _line(item.find(_path("contentMeta/creator/name"))),
        "credit": _line(item.find(_path("contentMeta/creditline"))),
        "source": _line(item.find(_path("contentMeta/infoSource/name"))),
        "copyright_notice": _line(notice),
        "rights_url": received.line(notice.get("href", "")) if notice is not None else "",
        "usage_terms": "\n".join(_all_lines(item, "rightsInfo/usageTerms")),
        "keywords": _texts(item, "contentMeta/keyword"),
        "embargoed_until": moment(_line(item.find(_path("itemMeta/embargoed")))),
        "expires_at": moment(_line(item.find(_path("itemMeta/expires")))),
        **_of_subjects(subjects),
    }
    return {name: value for name, value in said.items() if value}


def _of_subjects(subjects: Iterable[Element]) -> dict[str, object]:
    """Who and what is shown, and where."""
    listed: dict[str, list[str]] = {"people": [], "organisations": []}
    found: dict[str, object] = {}
    for each in subjects:
        kind = each.get("type", "").rpartition(":")[2]
        name, code = _line(each.find(f"{_NAR}name")), each.get("qcode", "")
        if kind in _SUBJECTS and name:
            listed[_SUBJECTS[kind]].append(name)
        elif kind == "event" and name:
            found.setdefault("event", name)
        elif each.get("literal") in PLACES:
            found.setdefault(each.get("literal", ""), name)
        elif code.startswith(COUNTRY):
            found["country_code"] = code.removeprefix(COUNTRY)[:3]
    return {**found, **{name: tuple(told) for name, told in listed.items()}}


def _described(item: Element) -> dict[str, str]:
    """Descriptions by the last part of their role; one without a role is a caption or summary."""
    found: dict[str, str] = {}
    for each in item.iterfind(_path("contentMeta/description")):
        text = received.lines("".join(each.itertext()))
        role = each.get("role", "").rpartition(":")[2]
        for name in (role,) if role else ("caption", "summary"):
            found.setdefault(name, text)
    return found


def _texts(item: Element, path: str) -> tuple[str, ...]:
    return tuple(filter(None, map(_line, item.iterfind(_path(path)))))


def _all_lines(item: Element, path: str) -> Iterator[str]:
    return (received.lines("".join(each.itertext())) for each in item.iterfind(_path(path)))


def _qcode(item: Element, path: str) -> str:
    found = item.find(_path(path))
    return found.get("qcode", "").rpartition(":")[2] if found is not None else ""


def _path(path: str) -> str:
    return "/".join(f"{_NAR}{each}" for each in path.split("/"))


def _line(element: Element | None) -> str:
    return received.line("".join(element.itertext())) if element is not None else ""
