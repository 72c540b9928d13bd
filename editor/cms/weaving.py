# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what stands around a copy in a house, what in it is not ours, and edits made there."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from difflib import SequenceMatcher
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urlsplit
from zoneinfo import ZoneInfo

from editor.cms.spelling import nfc, plain
from editor.model.article import Article, Author, Correction
from editor.render.beside import around
from editor.text.blocks import Piece, blocks
from editor.text.passages import Choice, choose_all, passages

SRC: Final = re.compile(r"\bsrc\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
"""Where a picture lies: with its quotes, if it has any."""
_BESIDE: Final = re.compile(
    r'<p class="stet-(kicker|place|byline|correction)">(.{0,4000}?)</p>', re.DOTALL
)
_CORRECTED: Final = re.compile(r"(\d\d/\d\d/\d{4}): <del>([^<]*)</del> <ins>([^<]*)</ins>")
_PART: Final = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Read:
    """A post's HTML as copy."""

    copy: str
    figures: Mapping[str, str]
    """Name in the copy -> the HTML of a picture or an embed that is not ours, as it stood."""


class Kept:
    """Parts of a post that are not ours: each gets a name, by which it stands in the copy."""

    def __init__(self) -> None:
        self.figures: dict[str, str] = {}
        """Name -> HTML."""
        self._counts: dict[str, int] = {}

    def put(self, html: str, wanted: str) -> str:
        """Keep a part under a name that is like the one that is wanted; what stands for it."""
        path = PurePosixPath(wanted)
        name, number = wanted, self._counts.get(wanted, 1)
        while name in self.figures:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        self.figures[name], self._counts[wanted] = html, number
        return shown(name)


def shown(name: str) -> str:
    """What stands for a picture of that name in HTML that becomes copy."""
    return f'<p><img src="{escape(quote(name))}"></p>'


def address_of(image: str) -> str:
    """Where the picture of an `img` element lies; empty: it does not say."""
    src = SRC.search(image)
    return unescape(src[1].strip("\"'")) if src else ""


def file_name(image: str) -> str:
    """What the picture of an `img` element is called in a copy."""
    address = address_of(image)
    name = _PART.sub("-", unquote(urlsplit(address).path.rpartition("/")[2])).strip("-.")
    path = PurePosixPath(name or "picture.jpg")
    suffix = path.suffix.lower() if path.suffix else ".jpg"
    return f"{path.stem[:80] or 'picture'}{suffix}"


def within(html: str, article: Article | None, zone: str) -> str:
    """The HTML without the paragraphs that we put around the copy, where they stand untouched."""
    if article is None:
        return html
    # Named or not: whether the house shows the byline may be another since it was sent.
    above, below = around(article, "", zone)
    for each in (*above, *below):
        for way in {nfc(each), nfc(each).replace("&#x27;", "&#039;")}:
            html = html.replace(way, "", 1)
    return html


def told_beside(html: str, article: Article, zone: str) -> tuple[str, Article]:
    """A story that was made on another laptop: what stands around its copy is in its fields again.

    Args:
        html: the text of a post that was never here.
        article: what its other fields tell.
        zone: of the newspaper's days.

    Returns:
        The HTML of the copy alone, and the article.
    """
    found = [(each[1], each[2]) for each in _BESIDE.finditer(html)]
    told = {kind: plain(inner) for kind, inner in found}
    named = told.get("byline", "").split(", ")
    authors = tuple(Author(pen_name=each) for each in named if each)
    read = (_correction(inner, zone) for kind, inner in found if kind == "correction")
    return _BESIDE.sub("", html), replace(
        article,
        kicker=told.get("kicker", ""),
        dateline_place=told.get("place", ""),
        authors=authors or article.authors,
        corrections=tuple(each for each in read if each is not None),
    )


def _correction(inner: str, zone: str) -> Correction | None:
    """A correction as it stands there, of which only the day is told."""
    told = _CORRECTED.fullmatch(inner)
    if told is None:
        return None
    try:
        day = datetime.strptime(told[1], "%d/%m/%Y").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        return None
    return Correction(day.astimezone(UTC), plain(told[2]), plain(told[3]))


def woven(ours: str, sent: str, stands: str) -> str:
    """Our copy with what somebody changed there, and without what only the conversion changed.

    Args:
        ours: the copy that the HTML was made from.
        sent: that HTML read back.
        stands: what stands there now, read in the same way.
    """
    mine, base, theirs = blocks(ours), blocks(sent), blocks(stands)
    if len(mine) != len(base):
        return choose_all(passages(sent, ours, stands), Choice.THEIRS)
    # Block for block what was sent is ours, spelt otherwise: where it stands, ours stands.
    sent_texts, texts = ([each.text for each in some] for some in (base, theirs))
    matcher = SequenceMatcher(None, sent_texts, texts, autojunk=False)
    pieces: list[Piece] = []
    for kind, first, end, begin, until in matcher.get_opcodes():
        pieces += mine[first:end] if kind == "equal" else theirs[begin:until]
    inner = [Piece(each.text, each.gap if "\n\n" in each.gap else "\n\n") for each in pieces[1:]]
    whole = "".join(each.text + each.gap for each in inner).rstrip("\n")
    return whole + mine[-1].gap if len(mine) > 1 else whole
