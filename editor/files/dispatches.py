# SPDX-License-Identifier: GPL-3.0-or-later
"""Feeds (RSS, RDF, Atom, JSON Feed) as entries and clean dispatches, however they are written."""

import calendar
import hashlib
import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urljoin

from editor.errors import Refused
from editor.model.dispatch import Entry
from editor.text import clean, measure, spelling
from editor.text.tidy import tidy

MOST_ENTRIES: Final = 500
"""Of one feed; the first that it lists."""
LONGEST_TEXT: Final = 200_000
"""Characters of HTML of one entry; what comes after them is left out."""
LONGEST_KEY: Final = 300
LONGEST_HEADLINE: Final = 300
LONGEST_STANDFIRST: Final = 400
_IMAGE: Final = re.compile(r"<(?:img|picture|source)\b[^>]*>", re.IGNORECASE)
_ALTERNATE: Final = re.compile(r"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""([a-z]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>]+))""", re.IGNORECASE
)
_FEED_TYPES: Final = ("application/rss+xml", "application/atom+xml", "application/feed+json")
_SUBSET: Final = re.compile(rb"<!DOCTYPE[^\[>]{0,300}\[", re.IGNORECASE)
_SUBSET_END: Final = re.compile(rb"\]\s*>")
"""A feed needs no entities of its own; some are made to fill the memory."""
_HTML: Final = re.compile(rb"\s*(?:<!--.{0,2000}?-->\s*)*<(?:!doctype html|html)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it came."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of an entry, clean."""

    headline: str
    standfirst: str
    body: str
    language: str


def read(data: bytes, media_type: str, address: str) -> Feed:
    """A feed, as well as it can be read: none is without a fault.

    Args:
        data: as it came.
        media_type: what its server calls it, with a charset or not.
        address: where it was found, for the links in it that are relative.

    Raises:
        Refused: `feed.not_a_feed`.

    Cost: 0.4 ms for each entry of a kilobyte.
    """
    if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{":
        return _from_json(data, address)
    # 60 ms to load, and most sessions read no feed.
    import feedparser  # noqa: PLC0415

    data = _without_subsets(data)
    headers = {"content-type": media_type, "content-location": address}
    try:
        # What is HTML in it is cleaned by us, as all that comes from outside.
        found = feedparser.parse(io.BytesIO(data), response_headers=headers, sanitize_html=False)
    except Exception as error:  # what reads anything raises anything
        raise Refused("feed.not_a_feed") from error
    if not found.get("version") and not found.entries:
        raise Refused("feed.not_a_feed")
    about = found.feed
    language = str(about.get("language") or "")
    made = (_entry(each, address, language) for each in found.entries[:MOST_ENTRIES])
    return Feed(_plain(str(about.get("title") or "")), tuple(_each_once(made)))


def _without_subsets(data: bytes) -> bytes:
    """A feed without its own entities; one that begins and never ends is looked for once."""
    pieces, at = list[bytes](), 0
    while begin := _SUBSET.search(data, at):
        end = _SUBSET_END.search(data, begin.end())
        if end is None:
            break
        pieces.append(data[at : begin.start()])
        at = end.end()
    return b"".join((*pieces, data[at:]))


def feed_of_page(data: bytes, address: str) -> str:
    """The address of the feed that a page of a site names; empty: it is no page, or names none."""
    if not _HTML.match(data[:4000]):
        return ""
    for tag in _ALTERNATE.findall(data[:300_000].decode("utf-8", "replace")):
        told = {str(name).lower(): str(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(tag)}
        if told.get("type", "").lower() in _FEED_TYPES and told.get("href"):
            return urljoin(address, told["href"])
    return ""


def digest(entry: Entry) -> str:
    """All that a reader of an entry sees, in short: another one where a word has changed."""
    return hashlib.sha256("\0".join(entry.said).encode("utf-8", "replace")).hexdigest()[:32]


def words_of(entry: Entry) -> Words:
    """The words of an entry: its HTML as copy, without pictures, which are not ours to show.

    Cost: 1 ms for a text of 300 words.
    """
    summary, content = _copy(entry.summary), _copy(entry.content)
    told = _line(measure.visible(summary or content))
    standfirst = _short(told, LONGEST_STANDFIRST)
    body = content or (summary if standfirst != told else "")
    headline = _short(_plain(entry.headline), LONGEST_HEADLINE) or _short(told, 80)
    named = entry.language.lower().replace("_", "-").partition("-")[0]
    guessed = spelling.language(f"{headline}. {told}", named)
    return Words(headline, standfirst, body, guessed)


def _each_once(entries: Iterator[Entry]) -> Iterator[Entry]:
    seen = set()
    for each in entries:
        if each.key not in seen and any(each.said[:3]):
            seen.add(each.key)
            yield each


def _entry(found: Any, address: str, language: str) -> Entry:  # noqa: ANN401 - feedparser's own
    contents = [str(each.get("value") or "") for each in found.get("content") or ()]
    headline = str(found.get("title") or "")
    summary = str(found.get("summary") or "")[:LONGEST_TEXT]
    content = max(contents, key=len, default="")[:LONGEST_TEXT]
    link = urljoin(address, str(found.get("link") or ""))
    # As a plain dict: the library would warn where one stands in for the other.
    when = dict.get(found, "published_parsed") or dict.get(found, "updated_parsed")
    return Entry(
        _key(str(found.get("id") or ""), link if found.get("link") else "", headline + summary),
        headline,
        summary,
        "" if content == summary else content,
        link if link != address else "",
        _line(str(found.get("author") or ""))[:LONGEST_HEADLINE],
        str((found.get("title_detail") or {}).get("language") or language),
        _instant(when),
    )


def _from_json(data: bytes, address: str) -> Feed:
    try:
        doc = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Refused("feed.not_a_feed") from error
    items = doc.get("items") if isinstance(doc, dict) else None
    is_feed = isinstance(items, list) and "jsonfeed.org" in str(doc.get("version", ""))
    if not is_feed or not isinstance(items, list):
        raise Refused("feed.not_a_feed")
    told = [each for each in items[:MOST_ENTRIES] if isinstance(each, dict)]
    language = _text(doc, "language")
    made = (_json_entry(each, address, language) for each in told)
    return Feed(_line(_text(doc, "title")), tuple(_each_once(made)))


def _json_entry(item: Mapping[str, object], address: str, language: str) -> Entry:
    headline, summary = _text(item, "title"), _text(item, "summary")
    content = _text(item, "content_html") or _paragraphs(_text(item, "content_text"))
    link = _text(item, "url") or _text(item, "external_url")
    people = item.get("authors") or [item.get("author")]
    listed = people if isinstance(people, list) else []
    named = [_text(each, "name") for each in listed if isinstance(each, dict)]
    return Entry(
        _key(_text(item, "id"), link, headline + summary + content),
        headline,
        _paragraphs(summary),
        content[:LONGEST_TEXT] if content != summary else "",
        urljoin(address, link) if link else "",
        _line(", ".join(filter(None, named)))[:LONGEST_HEADLINE],
        _text(item, "language") or language,
        _iso(_text(item, "date_published") or _text(item, "date_modified")),
    )


def _key(key: str, link: str, said: str) -> str:
    """By which a feed knows an entry, else what tells it from others; never longer than it may."""
    known = key.strip() or link
    if known and len(known) <= LONGEST_KEY:
        return tidy(known)
    return hashlib.sha256((known or said).encode("utf-8", "replace")).hexdigest()


def _instant(told: Any) -> datetime | None:  # noqa: ANN401 - a struct_time, or what passed for one
    try:
        return datetime.fromtimestamp(calendar.timegm(told), UTC)
    except (TypeError, ValueError, OverflowError, OSError, IndexError):
        return None


def _iso(told: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(told)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def _text(doc: Mapping[str, object], name: str) -> str:
    found = doc.get(name)
    return found if isinstance(found, str) else str(found) if isinstance(found, int) else ""


def _paragraphs(plain: str) -> str:
    """Plain text as HTML."""
    parts = re.split(r"\n\s*\n", plain[:LONGEST_TEXT])
    return "".join(f"<p>{html.escape(each)}</p>" for each in parts if each.strip())


def _copy(text: str) -> str:
    return tidy(clean.from_html(_IMAGE.sub("", text)).copy).strip() if text.strip() else ""


def _plain(text: str) -> str:
    """A headline: some feeds put marks and signs of HTML into it, most mean what they write."""
    is_marked = "<" in text or "&" in text
    return _line(measure.visible(_copy(text)) if is_marked else text)


def _line(text: str) -> str:
    return " ".join(tidy(text).split())


def _short(line: str, most: int) -> str:
    """The line, cut after a word where it is longer than it may be."""
    if len(line) <= most:
        return line
    whole = line[:most].rpartition(" ")[0] or line[:most]
    return f"{whole.rstrip('.,;: …')} …"
