# SPDX-License-Identifier: GPL-3.0-or-later
"""ninjs of every version, and as agencies write it, read leniently: what is odd is passed over."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Final, cast

from editor.errors import Refused
from editor.files.news import ninjs, received
from editor.files.news.dispatch import correction_from, moment
from editor.files.news.received import Attached, Received
from editor.files.originals import Original
from editor.model.article import Author

DEEPEST: Final = 100
MOST_STORIES: Final = 100_000
_LISTS: Final = ("items", "_items", "hits", "newsitems", "data")
"""Under which names agencies put many stories into one answer."""
_NO_AUTHORS: Final = frozenset(
    {"", "provider", "source", "credit", "distributor", "licensor", "aggregator", "copyright"}
)
"""Roles of parties that wrote no word of it."""
_CAPTIONS: Final = frozenset({ninjs.CAPTION, "", "description", "main"})
_ALT_TEXTS: Final = frozenset({"alttext", "alt_text", "alt", "accessibility"})
_SUMMARIES: Final = frozenset({ninjs.STANDFIRST, "summary", "abstract", "lead", "", "main"})
_TEXT: Final = frozenset({"text", "composite", ""})

Doc = Mapping[str, object]


def stories(data: bytes, file_name: str) -> Iterator[Received]:
    """Each story of a file: of one object, of a list, of an agency's answer, or one a line.

    Raises:
        Refused: `files.damaged`, `files.too_deep`; `files.unknown_news` where nothing is a story.
    """
    is_any = False
    for each in _items(_parsed(data, file_name)):
        is_any = True
        yield _story(each)
    if not is_any:
        raise Refused("files.unknown_news", file=file_name)


def _parsed(data: bytes, file_name: str) -> object:
    try:
        try:
            return json.loads(data)
        except json.JSONDecodeError as error:
            if not error.msg.startswith("Extra data"):
                raise
            return [json.loads(each) for each in data.splitlines() if each.strip()]
    except RecursionError as error:
        raise Refused("files.too_deep", file=file_name) from error
    except ValueError as error:
        raise Refused("files.damaged", file=file_name) from error


def _items(found: object) -> Iterator[Doc]:
    listed = found if isinstance(found, list) else [found]
    for each in listed[:MOST_STORIES]:
        if not isinstance(each, dict):
            continue
        inside = next((each[n] for n in _LISTS if isinstance(each.get(n), list)), None)
        if inside is not None and not _is_story(each):
            yield from _items(inside)
        elif _is_story(each):
            yield cast("Doc", each)


def _is_story(doc: Doc) -> bool:
    names = {name.lower() for name in doc}
    has_name = bool(names & {"uri", "guid"})
    has_words = any(each.startswith(("headline", "bod", "description", "by")) for each in names)
    return has_name and has_words and _text(_get(doc, "type")) in _TEXT


def _story(doc: Doc) -> Received:
    raw = json.dumps(doc, ensure_ascii=False, indent=1).encode("utf-8", "replace")
    low = cast("Doc", _lowered(doc, 0))
    uri, version = _text(low.get("uri") or low.get("guid")), _text(low.get("version"))
    bodies = _bodies(low)
    copy = bodies.get(ninjs.MARKDOWN, "")
    html = bodies.get("html") or received.paragraphs(bodies.get("text", ""))
    attached, others = _associations(low.get("associations"))
    return Received(
        Original(raw, ".json", f"{uri}#{version}" if uri else ""),
        fields=_fields(low),
        sections=_sections(low),
        tags=_tags(low),
        html=html,
        copy=received.lines(copy),
        pictures=attached,
        facts=() if copy else _facts(low, uri, version),
        dropped={"associations": others} if others else {},
    )


def _fields(doc: Doc) -> dict[str, object]:
    headlines = _by_role(doc.get("headlines"))
    kicker = headlines.pop(ninjs.KICKER, "")
    headline = _text(doc.get("headline")) or next(iter(headlines.values()), "")
    embargo = moment(_text(doc.get("embargoeduntil") or doc.get("embargoed")))
    said: dict[str, object] = {
        "kicker": received.line(kicker),
        "headline": received.line(received.plain(headline or _text(doc.get("title")))),
        "standfirst": received.plain(_standfirst(doc)),
        "dateline_place": received.line(_located(doc)),
        "authors": _authors(doc),
        "language": _text(doc.get("language")),
        "slugline": received.line(_text(doc.get("slugline"))),
        "ednote": received.lines(_text(doc.get("ednote"))),
        "url_slug": _address(doc),
        "genre": next((received.line(_text(e.get("name"))) for e in _docs(doc, "genres")), ""),
        "embargoed_until": embargo,
        "corrections": tuple(_corrections(doc)),
    }
    return {name: value for name, value in said.items() if value}


def _standfirst(doc: Doc) -> str:
    told = _by_role(doc.get("descriptions"))
    by_role = next((text for role, text in told.items() if role in _SUMMARIES), "")
    first = (by_role, *(_text(doc.get(n)) for n in ("abstract", "description_text", "description")))
    return next(filter(None, first), "") or _text(doc.get("description_html"))


def _located(doc: Doc) -> str:
    dateline = doc.get("dateline")
    if isinstance(dateline, dict) and isinstance(dateline.get("located"), dict):
        return _text(dateline["located"].get("city"))
    return _text(doc.get("located"))


def _address(doc: Doc) -> str:
    told = (e for e in _docs(doc, "altids") if _text(e.get("role")) == ninjs.ADDRESS)
    found = next((_text(each.get("value")) for each in told), "")
    return found if re.fullmatch(r"[a-z0-9-]{1,200}", found) else ""


def _authors(doc: Doc) -> tuple[Author, ...]:
    told = [*_docs(doc, "infosources"), *_docs(doc, "authors")]
    found = list[Author]()
    for each in told:
        name = received.line(_text(each.get("name")))
        role = _text(each.get("role")).rstrip("/").rpartition("/")[2].rpartition(":")[2]
        if not name or role.lower() in _NO_AUTHORS:
            continue
        person = received.line(_text(each.get("literal")))
        author = Author(person, name, role) if person else Author(name, role=role)
        found.append(author)
    return tuple(found) or received.signed(_text(doc.get("by") or doc.get("byline")))


def _corrections(doc: Doc) -> Iterator[object]:
    for each in _docs(doc, "descriptions"):
        if _text(each.get("role")) == ninjs.CORRECTION:
            found = correction_from(_text(each.get("value")))
            if found is not None:
                yield found


def _sections(doc: Doc) -> tuple[tuple[str, str], ...]:
    subjects = [e for e in _docs(doc, "subjects") if _text(e.get("rel")) in _SECTIONS]
    told = [(_text(e.get("literal")), received.line(_text(e.get("name")))) for e in subjects]
    older = [*_docs(doc, "service"), *(e for e in _docs(doc, "subject") if e.get("code"))]
    told += [(_text(e.get("code")), received.line(_text(e.get("name")))) for e in older]
    return tuple(each for each in told if any(each))


_SECTIONS: Final = (ninjs.CATEGORY, ninjs.OTHER)


def _tags(doc: Doc) -> tuple[str, ...]:
    named = [e for e in _docs(doc, "subjects") if _text(e.get("rel")) not in _SECTIONS]
    named += [e for e in _docs(doc, "subject") if not e.get("code")]
    keywords = doc.get("keywords")
    told = [_text(each.get("name")) for each in named]
    told += map(_text, keywords) if isinstance(keywords, list) else []
    return tuple(filter(None, map(received.line, told)))


def _facts(doc: Doc, uri: str, version: str) -> tuple[str, ...]:
    status = _text(doc.get("pubstatus"))
    told = (
        _text(doc.get("copyrightholder") or doc.get("source")),
        uri,
        f"v{version}" if version else "",
        _text(doc.get("versioncreated")),
        _text(doc.get("copyrightnotice")),
        _text(doc.get("usageterms")),
        status if status != "usable" else "",
    )
    return tuple(map(received.line, told))


def _bodies(doc: Doc) -> dict[str, str]:
    """The copy by its kind: `text/markdown`, `html`, `text`; the first of each."""
    found: dict[str, str] = {}
    for each in _docs(doc, "bodies"):
        kind, value = _text(each.get("contenttype")).lower(), _text(each.get("value"))
        is_html = "html" in kind or ("xml" in kind and "<" in value)
        name = "html" if is_html else kind if kind == ninjs.MARKDOWN else "text"
        if not kind and re.search(r"<(?:p|div|br|h\d)\b", value):
            name = "html"
        found.setdefault(name, value)
    for name in ("body_xhtml", "body_html", "body_text"):
        value = _text(doc.get(name))
        if value:
            found.setdefault("text" if name == "body_text" else "html", value)
    return found


def _associations(told: object) -> tuple[tuple[Attached, ...], int]:
    """The pictures, and how many other things were named along with the story."""
    if isinstance(told, dict):
        listed = [{"name": name, **e} for name, e in told.items() if isinstance(e, dict)]
    else:
        listed = [e for e in told if isinstance(e, dict)] if isinstance(told, list) else []
    pictures = [each for each in listed if _text(each.get("type")) in {"picture", "graphic"}]
    return tuple(map(_picture, pictures)), len(listed) - len(pictures)


def _picture(doc: Doc) -> Attached:
    hrefs = tuple(_text(e.get("href")) for e in _renditions(doc) if _text(e.get("href")))
    name = _text(doc.get("name"))
    if "." not in name and hrefs:
        name = hrefs[0]
    marks = {_text(doc.get("rel")), _text(doc.get("profile")), _text(doc.get("name"))}
    is_lead = bool(marks & {"lead", "featuremedia"})
    return Attached(received.line(name) or "picture", hrefs, _words(doc), is_lead=is_lead)


def _renditions(doc: Doc) -> list[Doc]:
    """All that there are, the original first, then the widest."""
    told = doc.get("renditions")
    named = (
        [{"name": n, **e} for n, e in told.items() if isinstance(e, dict)]
        if isinstance(told, dict)
        else [e for e in told if isinstance(e, dict)]
        if isinstance(told, list)
        else []
    )

    def order(each: Doc) -> tuple[bool, float]:
        width = each.get("width")
        return _text(each.get("name")) != "original", -(width if isinstance(width, int) else 0)

    return sorted(named, key=order)


def _words(doc: Doc) -> dict[str, object]:
    told = _by_role(doc.get("descriptions"))
    caption = next((v for k, v in told.items() if k in _CAPTIONS), "")
    alt_text = next((v for k, v in told.items() if k.lower() in _ALT_TEXTS), "")
    sources = {_text(e.get("role")): _text(e.get("name")) for e in _docs(doc, "infosources")}
    places = {_text(e.get("rel")): e for e in _docs(doc, "places")}
    rights = doc.get("rightsinfo")
    said: dict[str, object] = {
        "caption": received.plain(caption or _text(doc.get("description_text"))),
        "alt_text": received.plain(alt_text or _text(doc.get("body_text"))),
        "extended_description": received.plain(told.get(ninjs.EXTENDED, "")),
        "headline": next(iter(_by_role(doc.get("headlines")).values()), _text(doc.get("headline"))),
        "title": _text(doc.get("title")),
        "creator": sources.get("creator") or _text(doc.get("by") or doc.get("byline")),
        "credit": sources.get("credit") or _text(doc.get("creditline") or doc.get("source")),
        "source": sources.get("source", ""),
        "licensor": sources.get("licensor", ""),
        "copyright_notice": _text(doc.get("copyrightnotice") or doc.get("copyrightholder")),
        "usage_terms": _text(doc.get("usageterms")),
        "rights_url": _text(rights.get("linkedrights")) if isinstance(rights, dict) else "",
        "instructions": _text(doc.get("ednote")),
        "event": next((_text(e.get("name")) for e in _docs(doc, "events")), ""),
        "country_code": _text(places.get("country", {}).get("literal"))[:3],
        **{each: _text(places.get(each, {}).get("name")) for each in _PLACES},
    }
    listed: dict[str, object] = {
        "people": _names(doc, "people"),
        "organisations": _names(doc, "organisations"),
        "keywords": _names(doc, "subjects"),
        "embargoed_until": moment(_text(doc.get("embargoeduntil") or doc.get("embargoed"))),
        "expires_at": moment(_text(doc.get("expires"))),
    }
    cleaned = {name: received.lines(str(value)) for name, value in said.items()}
    return {name: value for name, value in {**cleaned, **listed}.items() if value}


_PLACES: Final = ("sublocation", "city", "province", "country")


def _names(doc: Doc, name: str) -> tuple[str, ...]:
    return tuple(filter(None, (received.line(_text(e.get("name"))) for e in _docs(doc, name))))


def _by_role(told: object) -> dict[str, str]:
    """Values by role, the first of each; a list of plain texts counts as one without roles."""
    found: dict[str, str] = {}
    for each in told if isinstance(told, list) else ():
        role, value = ("", each) if not isinstance(each, dict) else _role_and_value(each)
        if _text(value):
            found.setdefault(role, _text(value))
    return found


def _role_and_value(each: Doc) -> tuple[str, object]:
    return _text(each.get("role")).rpartition("/")[2], each.get("value")


def _docs(doc: Doc, name: str) -> list[Doc]:
    told = doc.get(name)
    return [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []


def _get(doc: Doc, wanted: str) -> object:
    return next((value for name, value in doc.items() if name.lower() == wanted), None)


def _lowered(value: object, depth: int) -> object:
    """The same with its names in small letters, as one version has them and another has not."""
    if depth > DEEPEST:
        return None
    if isinstance(value, dict):
        return {str(name).lower(): _lowered(each, depth + 1) for name, each in value.items()}
    if isinstance(value, list):
        return [_lowered(each, depth + 1) for each in value]
    return value


def _text(value: object) -> str:
    """A value as text: numbers as they are written, all else that is no text as nothing."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else ""
