# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the copy as HTML that WordPress keeps, and its HTML as copy; nothing is lost between."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from html import escape, unescape
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from editor.cms.wordpress.posts import nfc
from editor.model.article import Article
from editor.model.profile import SiteProfile
from editor.render import beside
from editor.render.beside import around
from editor.text import clean
from editor.text.blocks import Piece, blocks
from editor.text.dialect import Dialect
from editor.text.passages import Choice, choose_all, passages
from editor.text.stretches import swapped, tags_swapped

_FIGURE: Final = re.compile(r"<figure\b[^>]*>(?:(?!<figure\b).)*?</figure>", re.S | re.I)
_IMAGE: Final = re.compile(r"<img\b[^>]*>", re.I)
_SRC: Final = re.compile(r"\bsrc\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s>]+)", re.I)
_MEDIA: Final = re.compile(r"\bwp-image-(\d+)\b")
_EMBED: Final = re.compile(
    r"<(iframe|video|audio|object|embed|form|script|svg)\b[^>]*>", re.IGNORECASE
)
_BLOCK: Final = re.compile(r"<!--\s*/?wp:[^<>]*-->")
_PART: Final = re.compile(r"[^\w.-]+")
_STRIPPED: Final = frozenset(
    ("script", "style", "iframe", "form", "svg", "object", "embed", "picture", "source")
)
_TAG: Final = re.compile(r"<\s*([a-zA-Z][\w-]*)")
_EVENT: Final = re.compile(r"<[^<>]*\son\w+\s*=", re.I)


@dataclass(frozen=True, slots=True)
class Read:
    """A post's HTML as copy."""

    copy: str
    figures: Mapping[str, str]
    """Name in the copy -> the HTML of a picture or an embed that is not ours, as it stood."""


def to_html(
    article: Article,
    figure_of: Callable[[str], str | None],
    profile: SiteProfile,
    *,
    author: str = "",
) -> str:
    """The copy and what of the head has no field there, as HTML.

    Args:
        article: whose copy.
        figure_of: the figure of a name in the copy.
        profile: for the newspaper's own host.
        author: the byline that the house shows by itself.
    """
    host = (urlsplit(profile.address).hostname or "").removeprefix("www.")
    own = {host: profile.short_name or profile.name} if host else {}
    pieces = Dialect(own).whole(article.body, figure_of)
    above, below = around(article, author, profile.time_zone)
    return nfc("\n".join((*above, *pieces, *below)))


def figure(address: str, media_id: str, caption: str, credit: str, alt: str, size: str) -> str:
    """A picture of ours, as the house's theme shows one.

    Args:
        address: of its file there.
        media_id: the house's number for it.
        caption: plain text, as are the next two.
        credit: the credit line.
        alt: for those who do not see it.
        size: `width="…" height="…"`.
    """
    kinds = ("wp-block-image", f"wp-image-{media_id}")
    return beside.figure(kinds, address, caption, credit, alt=alt, size=size)


def read(
    html: str,
    ours: Mapping[str, str],
    article: Article | None,
    *,
    zone: str = "UTC",
) -> Read:
    """A post's HTML as copy; pictures and embeds stand in it by name.

    Args:
        html: as it stands there.
        ours: the house's number of a picture -> its name in the copy.
        article: as it was sent, for what stood around its copy; None: it never was.
        zone: of the newspaper's days, as they stand below the copy.
    """
    figures, counts = dict[str, str](), dict[str, int]()
    inner = _BLOCK.sub("", _inner(nfc(html), article, zone))

    def named(whole: str) -> str:
        image = _IMAGE.search(whole)
        number = _MEDIA.search(whole)
        if number is not None and number[1] in ours:
            return f'<p><img src="{escape(quote(ours[number[1]]))}"></p>'
        if image is None and whole.lower().startswith("<figure"):
            return whole if not _EMBED.search(whole) else _put(figures, counts, whole, "embed.png")
        return _put(
            figures, counts, whole, _file_name(image[0]) if image is not None else "embed.png"
        )

    outside = partial(_outside, known=figures, named=named)
    inner = tags_swapped(inner, _FIGURE, lambda found: named(found[0]))
    inner = tags_swapped(inner, _IMAGE, lambda found: outside(found[0]))
    inner = swapped(inner, _EMBED, r"</{name}\s*>", lambda _tag, _within, whole: outside(whole))
    copy = clean.from_html(_paragraphs(inner)).copy
    return Read(copy, figures)


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


def lost(html: str) -> tuple[str, ...]:
    """What the filter for authors takes out of HTML: elements, handlers, addresses."""
    tags = {each.lower() for each in _TAG.findall(html)}
    found = sorted(tags & _STRIPPED)
    if _EVENT.search(html):
        found.append("on…")
    if re.search(r"\b(?:href|src)\s*=\s*[\"']?\s*(?:javascript|data|vbscript):", html, re.I):
        found.append("javascript:")
    return tuple(found)


def is_same(sent: str, stands: str) -> bool:
    """Whether two spellings of HTML say the same copy."""
    return _bare(sent) == _bare(stands)


def _bare(html: str) -> str:
    """HTML without what a filter spells anew: entities, quotes, closings of empty elements."""
    text = re.sub(r"(?<!\s)\s*/?>", ">", unescape(nfc(html)))
    return " ".join(text.replace("'", '"').split())


def _inner(html: str, article: Article | None, zone: str) -> str:
    """The HTML without the paragraphs that we put around the copy, where they stand untouched."""
    if article is None:
        return html
    # Named or not: whether the house shows the byline may be another since it was sent.
    above, below = around(article, "", zone)
    for each in (*above, *below):
        for way in {nfc(each), nfc(each).replace("&#x27;", "&#039;")}:
            html = html.replace(way, "", 1)
    return html


def _outside(html: str, known: Mapping[str, str], named: Callable[[str], str]) -> str:
    """What is not yet a name of the copy becomes one."""
    src = _SRC.search(html)
    address = src[1].strip("\"'") if src else ""
    is_name = "/" not in address and address != ""
    return html if is_name or unquote(unescape(address)) in known else named(html)


def _put(figures: dict[str, str], counts: dict[str, int], html: str, wanted: str) -> str:
    path = PurePosixPath(wanted)
    name, number = wanted, counts.get(wanted, 1)
    while name in figures:
        number += 1
        name = f"{path.stem}-{number}{path.suffix}"
    figures[name], counts[wanted] = html, number
    return f'<p><img src="{escape(quote(name))}"></p>'


def _file_name(image: str) -> str:
    src = _SRC.search(image)
    address = unescape(src[1].strip("\"'")) if src else ""
    name = _PART.sub("-", unquote(urlsplit(address).path.rpartition("/")[2])).strip("-.")
    path = PurePosixPath(name or "picture.jpg")
    suffix = path.suffix.lower() if path.suffix else ".jpg"
    return f"{path.stem[:80] or 'picture'}{suffix}"


def _paragraphs(html: str) -> str:
    """HTML of the house's older editor: an empty line ends a paragraph."""
    if re.search(r"<p\b", html, re.I):
        return html
    parts = re.split(r"\n\s*\n", html)
    return "\n".join(each if each.lstrip().startswith("<") else f"<p>{each}</p>" for each in parts)
