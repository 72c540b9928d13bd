# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a story as others hand it over -> our fields: its sections, its people, its pictures."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import unquote, urlsplit

from editor.files import opening
from editor.files.documents import Document
from editor.files.originals import Original
from editor.model.article import Author
from editor.model.profile import SiteProfile
from editor.text import clean
from editor.text.pasted import inline_picture
from editor.text.tidy import tidy
from editor.text.vietnamese import fold
from editor.text.writing import FoundPicture, free_name, picture_name

MOST_TAGS: Final = 50
MOST_PICTURES: Final = 500
"""A story has fewer; a file that names more is made to fill the disk."""
_HTML: Final = re.compile(r"</[a-zA-Z]|<br\b|&(?:#\w{1,8}|amp|lt|gt|quot|apos|nbsp);")
"""What stands in HTML, and in no text of which each sign means itself."""
_ADDRESS: Final = re.compile(r"\A<(https?://[^\s<>]+)>\Z")
_LANGUAGES: Final = frozenset({"vi", "en"})


@dataclass(frozen=True, slots=True)
class Attached:
    """A picture that came with a story, or is named with it."""

    name: str
    hrefs: tuple[str, ...] = ()
    """Where its file may be, the best first."""
    words: Mapping[str, object] = field(default_factory=dict)
    """By the names of `Picture`'s fields; none is empty."""
    is_lead: bool = False
    is_fallback: bool = False
    """What the copy says of it stands over what is said here."""


@dataclass(frozen=True, slots=True)
class Received:
    """A story in the words of a format, not yet in ours."""

    original: Original
    fields: Mapping[str, object] = field(default_factory=dict)
    """By the names of `Article`'s fields."""
    sections: tuple[tuple[str, str], ...] = ()
    """(key, name) of each section; those that the site has not become tags."""
    tags: tuple[str, ...] = ()
    html: str = ""
    copy: str = ""
    """The copy as a colleague typed it; then `html` is not read."""
    pictures: tuple[Attached, ...] = ()
    facts: tuple[str, ...] = ()
    """Where it comes from, for the note to editors: source, name, version, time, terms."""
    dropped: Mapping[str, int] = field(default_factory=dict)
    """What else the file had and is left out, by kind."""
    shows_addresses: bool = False
    """An address that is a paragraph stands for what is shown there: it becomes a card."""


def document(received: Received, profile: SiteProfile, carried: Callable[[str], bytes]) -> Document:
    """A story as a document of ours.

    Args:
        received: as its format told it.
        profile: the site, for its sections.
        carried: the bytes of a picture by its address; empty where they are elsewhere.
    """
    made = _of_copy(received) if received.copy else _of_html(received)
    fields = {**made.fields, **_fields(received, profile)}
    carry = _first(carried)
    pairs = ((each.name, carry(_hrefs(received, each))) for each in made.told)
    dropped = {**made.receipt.get("dropped", {}), **received.dropped}
    return replace(
        made,
        fields={name: value for name, value in fields.items() if value},
        pictures=tuple((name, data) for name, data in pairs if data),
        receipt={"kept": made.receipt.get("kept", {}), "dropped": dropped},
        original=received.original,
    )


def _first(carried: Callable[[str], bytes]) -> Callable[[tuple[str, ...]], bytes]:
    def carry(hrefs: tuple[str, ...]) -> bytes:
        found = (carried(each) or inline_picture(each) for each in hrefs)
        return next(filter(None, found), b"")

    return carry


def _hrefs(received: Received, told: FoundPicture) -> tuple[str, ...]:
    known = next((e.hrefs for e in received.pictures if told.address in e.hrefs), ())
    return known or (told.address,)


def _of_copy(received: Received) -> Document:
    """Names in the copy are those of the pictures."""
    told = tuple(_told(each, each.name) for each in received.pictures[:MOST_PICTURES])
    return Document(
        {"body": received.copy},
        told=told,
        words={each.name: each.words for each in received.pictures},
        lead=next((each.name for each in received.pictures if each.is_lead), ""),
    )


def _of_html(received: Received) -> Document:
    cleaned = clean.from_html(received.html)
    told = dict[str, FoundPicture]()
    words = dict[str, Mapping[str, object]]()
    lead = ""
    waiting = list(received.pictures[:MOST_PICTURES])
    for found in cleaned.pictures[:MOST_PICTURES]:
        known = next((each for each in waiting if _is_same(each, found)), None)
        told[found.name] = found
        if known is not None:
            waiting.remove(known)
            told[found.name] = _joined(found, known)
            words[found.name] = known.words
            lead = found.name if known.is_lead else lead
    for each in waiting:
        name = free_name(picture_name(each.name), set(told))
        told[name], words[name] = _told(each, name), each.words
        lead = name if each.is_lead else lead
    copy = cleaned.copy.strip("\n")
    receipt = {"kept": cleaned.receipt.kept, "dropped": cleaned.receipt.dropped}
    return Document(
        {"body": _with_cards(copy) if received.shows_addresses else copy},
        told=tuple(told.values()),
        words=words,
        lead=lead,
        receipt=receipt,
    )


def _with_cards(copy: str) -> str:
    return "\n\n".join(_ADDRESS.sub(r"\1", each) for each in copy.split("\n\n"))


def _told(attached: Attached, name: str) -> FoundPicture:
    caption, alt_text = (str(attached.words.get(each, "")) for each in ("caption", "alt_text"))
    return FoundPicture(name, (*attached.hrefs, attached.name)[0], alt_text, caption)


def _joined(found: FoundPicture, known: Attached) -> FoundPicture:
    """What the copy says of a picture, and over it what is said of it by itself."""
    # Pages put the credit where the caption is; alone there it is no caption.
    is_credit = found.caption in {known.words.get("credit"), known.words.get("creator")}
    here = ("" if is_credit else found.caption, found.alt_text)
    there = (str(known.words.get("caption", "")), str(known.words.get("alt_text", "")))
    first, second = (here, there) if known.is_fallback else (there, here)
    caption, alt_text = (one or other for one, other in zip(first, second, strict=True))
    address = (*known.hrefs, found.address)[0]
    return replace(found, address=address, caption=caption, alt_text=alt_text)


def _is_same(attached: Attached, found: FoundPicture) -> bool:
    address = found.address.strip()
    return address in attached.hrefs or _file(address) in {
        _file(each) for each in (*attached.hrefs, attached.name)
    }


def _file(address: str) -> str:
    try:
        return PurePosixPath(unquote(urlsplit(address).path)).name
    except ValueError:
        return address


def _fields(received: Received, profile: SiteProfile) -> dict[str, object]:
    keys, others = _sections(received.sections, profile)
    tags = tuple(dict.fromkeys(filter(None, (*received.tags, *others))))[:MOST_TAGS]
    fields: dict[str, object] = dict(received.fields)
    notes = (str(fields.get("ednote", "")), " · ".join(filter(None, received.facts)))
    language = str(fields.get("language", "")).lower().partition("-")[0]
    return {
        **fields,
        "category": keys[0] if keys else "",
        "other_categories": keys[1:],
        "tags": tags,
        "ednote": "\n".join(filter(None, notes)),
        "language": language if language in _LANGUAGES else "",
    }


def _sections(
    told: Iterable[tuple[str, str]], profile: SiteProfile
) -> tuple[tuple[str, ...], list[str]]:
    """The keys of those that the site has, and the names of the others."""
    by_name = {fold(each.name): each.key for each in profile.categories}
    known = {each.key for each in profile.categories}
    keys, others = list[str](), list[str]()
    for key, name in told:
        found = key if key in known else by_name.get(fold(name), "")
        if found:
            keys.append(found)
        else:
            others.append(name or key)
    return tuple(dict.fromkeys(keys)), others


def line(text: str) -> str:
    """A text of another program as one of our lines."""
    return " ".join(tidy(text).split())


def lines(text: str) -> str:
    """A text of another program as one of ours that may have several lines."""
    return tidy(text).strip()


def plain(text: str) -> str:
    """A text that may be HTML, as words alone."""
    if not _HTML.search(text):
        return lines(text)
    copy = clean.from_html(text).copy
    return "\n\n".join(filter(None, map(opening.plain, copy.split("\n\n"))))


def paragraphs(text: str) -> str:
    """Words alone as HTML: a paragraph where a blank line parts them, else a line each."""
    told = tidy(text).strip("\n")
    parts = told.split("\n\n") if "\n\n" in told else told.split("\n")
    return "".join(f"<p>{escape(each.strip())}</p>" for each in parts if each.strip())


def signed(told: str) -> tuple[Author, ...]:
    """Who signed a story, where only one line says so."""
    name = line(told)
    name = name[3:] if name.lower().startswith("by ") else name
    return (Author(name),) if name else ()
