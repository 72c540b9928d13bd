# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what a page saved from a news site says of its story: headline, standfirst, author."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from html import unescape
from typing import Final

from editor.text.tidy import tidy
from editor.text.trees import Reader

_STANDFIRST: Final = re.compile(r"(?:^|[\s_-])(?:sapo|chapo|chapeau|standfirst|dek)(?:$|[\s_-])")
_VOID: Final = frozenset({"img", "input", "link", "meta"})
"""Elements that hold no words and never end."""
_MOST_AUTHORS: Final = 20
_MOST_HEARD: Final = 20
"""So many elements within each other are listened to."""
Told = dict[str, list[str]]
"""What a page says, by kind: `headline standfirst author time address`, the surest first."""


@dataclass(frozen=True, slots=True)
class SavedStory:
    """What a page says of its story; empty where it says nothing."""

    headline: str = ""
    standfirst: str = ""
    authors: tuple[str, ...] = ()
    time: str = ""
    """When it was published, as the page writes it for machines."""
    address: str = ""


def story_of(html: str) -> SavedStory | None:
    """What a page tells machines or shows of its story; None: it is no page of a news site.

    JSON-LD is believed first, then Open Graph, then microdata, then how the page is made.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    sources = [_from_json(reader.scripts), _from_open_graph(reader.metas), reader.items]
    shown = reader.shown
    if len(shown.get("headline", ())) == 1 and len(shown) > 1:
        sources.append(shown)
    elif any("headline" in each for each in sources):
        sources.append({name: told for name, told in shown.items() if name != "headline"})
    found = {name: _surest(sources, name) for name in ("headline", "standfirst", "time", "address")}
    if not found["headline"]:
        return None
    authors = next((each["author"] for each in sources if each.get("author")), [])
    return SavedStory(authors=tuple(dict.fromkeys(authors))[:_MOST_AUTHORS], **found)


def without_lifted(copy: str, story: SavedStory) -> str:
    """The copy without the blocks that stand in the story's fields now; each once."""
    lifted = (story.headline, story.standfirst, *story.authors, ", ".join(story.authors))
    waiting = set(map(_bare, lifted)) - {""}
    kept = []
    for block in copy.split("\n\n"):
        bare = _bare(block)
        if bare in waiting:
            waiting.discard(bare)
        else:
            kept.append(block)
    return "\n\n".join(kept)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, unescape(text))).casefold()


def _surest(sources: Sequence[Told], name: str) -> str:
    return next((told[name][0] for told in sources if told.get(name)), "")


def _line(text: object) -> str:
    """A text in one line; pages write some of it escaped twice."""
    return " ".join(tidy(unescape(text)).split()) if isinstance(text, str) else ""


def _add(told: Told, name: str, text: object) -> None:
    if line := _line(text):
        told.setdefault(name, []).append(line)


def _from_json(scripts: Sequence[str]) -> Told:
    told: Told = {}
    for script in scripts:
        try:
            nodes = list(_nodes(json.loads(script)))
        except (ValueError, RecursionError):
            continue
        article = next((each for each in nodes if _is_article(each)), None)
        if article is not None:
            _add(told, "headline", article.get("headline"))
            _add(told, "standfirst", article.get("description"))
            _add(told, "time", article.get("datePublished"))
            _add(told, "address", article.get("url"))
            for name in _names(article.get("author")):
                _add(told, "author", name)
            return told
    return told


def _nodes(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        for each in value:
            yield from _nodes(each)
    elif isinstance(value, dict):
        yield value
        yield from _nodes(value.get("@graph"))


def _is_article(node: Mapping[str, object]) -> bool:
    kinds = node.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(each, str) and each.endswith(("Article", "Posting")) for each in listed)


def _names(value: object) -> Iterator[object]:
    for each in value if isinstance(value, list) else [value]:
        yield each.get("name") if isinstance(each, dict) else each


def _from_open_graph(metas: Mapping[str, str]) -> Told:
    told: Told = {}
    if metas.get("og:type") == "article":
        for name, key in (
            ("headline", "og:title"),
            ("standfirst", "og:description"),
            ("author", "author"),
            ("time", "article:published_time"),
            ("address", "og:url"),
        ):
            _add(told, name, metas.get(key))
    return told


@dataclass(slots=True, eq=False)
class _Heard:
    """An element whose words are being listened to."""

    into: Told
    name: str
    tag: str
    opened: int = 1
    """So many elements of its tag are open in it, itself among them."""
    words: list[str] = field(default_factory=list)


class _Reader(Reader):
    """Gathers what a page says for machines, and a little of how it is made."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.scripts: list[str] = []
        self.items: Told = {}
        self.shown: Told = {}
        self._script: list[str] | None = None
        self._heard: list[_Heard] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "meta":
            self.metas.setdefault(
                told.get("property") or told.get("name", ""), told.get("content", "")
            )
        if tag == "script" and told.get("type") == "application/ld+json":
            self._script = []
        for heard in self._heard:
            heard.opened += heard.tag == tag
        if tag not in _VOID:
            self._look(tag, told)
        self._item(tag, told)

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self._script is not None:
            self.scripts.append("".join(self._script))
            self._script = None
        for heard in tuple(self._heard):
            heard.opened -= heard.tag == tag
            if not heard.opened:
                self._heard.remove(heard)
                _add(heard.into, heard.name, "".join(heard.words))

    def handle_data(self, data: str) -> None:
        if self._script is not None:
            self._script.append(data)
        for heard in self._heard:
            heard.words.append(data)

    def _item(self, tag: str, told: Mapping[str, str]) -> None:
        names = {"headline": "headline", "description": "standfirst", "author": "author"}
        prop = told.get("itemprop", "")
        if prop == "datePublished":
            _add(self.items, "time", told.get("content") or told.get("datetime"))
        elif prop in names and "content" in told:
            _add(self.items, names[prop], told["content"])
        elif prop in names and tag not in _VOID:
            self._hear(self.items, names[prop], tag)

    def _look(self, tag: str, told: Mapping[str, str]) -> None:
        if tag == "time":
            _add(self.shown, "time", told.get("datetime"))
        elif tag == "h1":
            self._hear(self.shown, "headline", tag)
        elif _STANDFIRST.search(told.get("class", "").lower()):
            self._hear(self.shown, "standfirst", tag)
        elif "author" in told.get("rel", "").split():
            self._hear(self.shown, "author", tag)

    def _hear(self, into: Told, name: str, tag: str) -> None:
        # Elements that never end would be asked about each that follows.
        if len(self._heard) < _MOST_HEARD:
            self._heard.append(_Heard(into, name, tag))


def unpacked(data: bytes) -> tuple[bytes, Mapping[str, bytes]]:
    """A page saved as one file (MHTML): the page in UTF-8, and its parts by their addresses.

    The page is empty where there is none. Nothing else of the mail it looks like is read.
    """
    parts = [each for each in message_from_bytes(data).walk() if not each.is_multipart()]
    page = next((each for each in parts if each.get_content_type() == "text/html"), None)
    if page is None:
        return b"", {}
    held: dict[str, bytes] = {}
    for each in parts:
        content, name = _bytes(each), str(each.get("Content-ID", "")).strip("<> ")
        if each is not page and content:
            held.setdefault(str(each.get("Content-Location", "")).strip(), content)
            held.setdefault(f"cid:{name}", content)
    return _unicode(_bytes(page), page.get_content_charset() or "utf-8"), held


def _bytes(part: Message) -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _unicode(data: bytes, charset: str) -> bytes:
    try:
        return data.decode(charset).encode()
    except (LookupError, UnicodeError):
        return data
