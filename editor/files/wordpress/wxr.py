# SPDX-License-Identifier: GPL-3.0-or-later
"""Exports of WordPress (WXR), of any size: each post in turn, with what the site knows of it."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from editor.errors import EditorError, Refused
from editor.files import sealed
from editor.files.news import received
from editor.files.news.dispatch import instant
from editor.files.news.received import Attached, Received
from editor.files.originals import Original
from editor.files.wordpress import content
from editor.files.wordpress.library import Attachment
from editor.model.article import Author
from editor.text.vietnamese import slug

MARK: Final = b"wordpress.org/export/"
"""Of which every export speaks in its first lines."""
MOST_ATTACHMENTS: Final = 200_000
_LONGEST_WORDS: Final = 2000
_POST, _FILE = "post", "attachment"
_LEFT_OUT: Final = frozenset({"trash", "auto-draft", "inherit"})
_GIVEN: Final = frozenset({"item", "author", "language"})
_SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_LONGEST_SLUG: Final = 200


@dataclass(slots=True)
class _Site:
    """What posts refer to: people by their login, pictures by their number."""

    language: str = ""
    people: dict[str, str] = field(default_factory=dict)
    library: dict[str, Attachment] = field(default_factory=dict)
    children: dict[str, list[str]] = field(default_factory=dict)

    def of_post(self, number: str) -> list[Attachment]:
        """The pictures that were uploaded to a post."""
        return [self.library[each] for each in self.children.get(number, ())]


def stories(path: Path) -> Iterator[Received | EditorError]:
    """Each post of an export, drafts too; at last what else it had, as `files.other_items`.

    The file is read twice: what posts refer to may stand behind them. Memory: the library of the
    site, 0.6 KB a picture, and the largest post.

    Raises:
        Refused: as `sealed.elements`.
    """
    site = _Site()
    for each in _elements(path):
        _learn(site, each)
    others: Counter[str] = Counter()
    for each in _elements(path):
        if _local(each) != "item":
            continue
        kind, status = _said(each, "wp:post_type") or _POST, _said(each, "wp:status")
        if kind == _POST and status not in _LEFT_OUT:
            yield _story(site, each, status)
        elif kind != _FILE:
            others[kind if kind != _POST else status] += 1
    if others:
        kinds = ", ".join(f"{kind}: {number}" for kind, number in sorted(others.items()))
        yield Refused("files.other_items", file=path.name, kinds=kinds)


def _elements(path: Path) -> Iterator[Element]:
    def is_wanted(names: tuple[str, ...]) -> bool:
        return len(names) == 3 and names[-1].rpartition("}")[2] in _GIVEN

    with path.open("rb") as source:
        yield from sealed.elements(source, path.name, is_wanted)


def _learn(site: _Site, element: Element) -> None:
    kind = _local(element)
    if kind == "language":
        site.language = received.line(element.text or "")
    elif kind == "author":
        name = received.line(_said(element, "wp:author_display_name"))
        site.people[_said(element, "wp:author_login")] = name
    elif _said(element, "wp:post_type") == _FILE and len(site.library) < MOST_ATTACHMENTS:
        found = _attachment(element)
        site.library[found.number] = found
        site.children.setdefault(found.parent, []).append(found.number)


def _attachment(item: Element) -> Attachment:
    return Attachment(
        number=_said(item, "wp:post_id"),
        address=_said(item, "wp:attachment_url") or _said(item, "guid"),
        title=_short(_said(item, "title")),
        caption=_short(_said(item, "excerpt:encoded")),
        alt_text=_short(_meta(item, "_wp_attachment_image_alt")),
        parent=_said(item, "wp:post_parent"),
    )


def _short(text: str) -> str:
    return received.plain(text[:_LONGEST_WORDS])


def _story(site: _Site, item: Element, status: str) -> Received:
    number = _said(item, "wp:post_id")
    raw = _said(item, "content:encoded")
    made = content.html_of(raw, site.library, lambda: site.of_post(number))
    lead = site.library.get(_meta(item, "_thumbnail_id"))
    shown = [each for each in made.pictures if each != lead]
    pictures = [_attached(each) for each in shown]
    if lead is not None:
        pictures.insert(0, _attached(lead, is_lead=True))
    guid = _said(item, "guid") or _said(item, "link") or number
    notes = [each for each in item if _name(each) == "wp:comment"]
    return Received(
        Original(raw.encode("utf-8", "replace"), ".html", f"wordpress:{guid}"),
        fields=_fields(site, item),
        sections=_filed(item, "category"),
        tags=tuple(name for _, name in _filed(item, "post_tag")),
        html=made.html,
        pictures=tuple(pictures),
        facts=_facts(item, status),
        shows_addresses=True,
        dropped={**made.dropped, **({"reader_comments": len(notes)} if notes else {})},
    )


def _fields(site: _Site, item: Element) -> dict[str, object]:
    login = _said(item, "dc:creator")
    author = received.line(site.people.get(login, "") or login)
    said: dict[str, object] = {
        "headline": received.line(received.plain(_said(item, "title"))),
        "standfirst": received.plain(_said(item, "excerpt:encoded")),
        "authors": (Author(author),) if author else (),
        "url_slug": _slug(_said(item, "wp:post_name")),
        "language": site.language,
    }
    return {name: value for name, value in said.items() if value}


def _slug(told: str) -> str:
    name = unquote(told).lower()
    found = name if _SLUG.fullmatch(name) else slug(name)
    return found[:_LONGEST_SLUG].strip("-")


def _filed(item: Element, domain: str) -> tuple[tuple[str, str], ...]:
    found = (e for e in item if e.tag == "category" and e.get("domain") == domain)
    return tuple((unquote(e.get("nicename", "")), received.line(e.text or "")) for e in found)


def _facts(item: Element, status: str) -> tuple[str, ...]:
    """Where readers had it, when, and whether they had it at all."""
    moments = (_time(_said(item, each)) for each in ("wp:post_date_gmt", "wp:post_date"))
    at = next(filter(None, moments), "")
    locked = "password" if _said(item, "wp:post_password") else ""
    told = ("WordPress", status, at, _said(item, "link"), locked)
    return tuple(map(received.line, told))


def _time(text: str) -> str:
    try:
        return instant(datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC))
    except ValueError:
        return ""


def _attached(attachment: Attachment, *, is_lead: bool = False) -> Attached:
    said = {"caption": attachment.caption, "alt_text": attachment.alt_text}
    words = {name: value for name, value in said.items() if value}
    address = attachment.address
    return Attached(attachment.name, (address,), words, is_lead=is_lead, is_fallback=True)


def _meta(item: Element, wanted: str) -> str:
    for each in item:
        if _name(each) == "wp:postmeta" and _said(each, "wp:meta_key") == wanted:
            return _said(each, "wp:meta_value").strip()
    return ""


def _said(element: Element, wanted: str) -> str:
    return next((each.text or "" for each in element if _name(each) == wanted), "")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _name(element: Element) -> str:
    """The name as exports of every version have it, whatever their namespaces are called."""
    space, _, name = element.tag.rpartition("}")
    if not space:
        return name
    for part, prefix in (("/excerpt", "excerpt"), ("/content", "content"), ("/dc/", "dc")):
        if part in space:
            return f"{prefix}:{name}"
    return f"wp:{name}" if "wordpress.org" in space else name
