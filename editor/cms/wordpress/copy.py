# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the copy as HTML that WordPress keeps, and its HTML as copy; nothing is lost between."""

import re
from collections.abc import Callable, Mapping
from functools import partial
from html import escape, unescape
from typing import Final
from urllib.parse import unquote, urlsplit

from editor.cms.spelling import nfc
from editor.cms.weaving import SRC, Kept, Read, file_name, shown, within
from editor.model.article import Article
from editor.model.profile import SiteProfile
from editor.render.beside import around
from editor.text import clean
from editor.text.dialect import Dialect
from editor.text.stretches import swapped, tags_swapped

_FIGURE: Final = re.compile(r"<figure\b[^>]*>(?:(?!<figure\b).)*?</figure>", re.S | re.I)
_IMAGE: Final = re.compile(r"<img\b[^>]*>", re.I)
_MEDIA: Final = re.compile(r"\bwp-image-(\d+)\b")
_EMBED: Final = re.compile(
    r"<(iframe|video|audio|object|embed|form|script|svg)\b[^>]*>", re.IGNORECASE
)
_BLOCK: Final = re.compile(r"<!--\s*/?wp:[^<>]*-->")
_STRIPPED: Final = frozenset(
    ("script", "style", "iframe", "form", "svg", "object", "embed", "picture", "source")
)
_TAG: Final = re.compile(r"<\s*([a-zA-Z][\w-]*)")
_EVENT: Final = re.compile(r"<[^<>]*\son\w+\s*=", re.I)


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
    told = f"{escape(caption)} <small>{escape(credit)}</small>" if credit else escape(caption)
    below = f"<figcaption>{told.strip()}</figcaption>" if told.strip() else ""
    image = (
        f'<img class="wp-image-{media_id}" src="{escape(address)}" alt="{escape(alt)}" {size} />'
    )
    return f'<figure class="wp-block-image">{image}{below}</figure>'


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
    kept = Kept()
    inner = _BLOCK.sub("", within(nfc(html), article, zone))

    def named(whole: str) -> str:
        image = _IMAGE.search(whole)
        number = _MEDIA.search(whole)
        if number is not None and number[1] in ours:
            return shown(ours[number[1]])
        if image is None and whole.lower().startswith("<figure"):
            return whole if not _EMBED.search(whole) else kept.put(whole, "embed.png")
        return kept.put(whole, file_name(image[0]) if image is not None else "embed.png")

    outside = partial(_outside, known=kept.figures, named=named)
    inner = tags_swapped(inner, _FIGURE, lambda found: named(found[0]))
    inner = tags_swapped(inner, _IMAGE, lambda found: outside(found[0]))
    inner = swapped(inner, _EMBED, r"</{name}\s*>", lambda _tag, _within, whole: outside(whole))
    copy = clean.from_html(_paragraphs(inner)).copy
    return Read(copy, kept.figures)


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


def _outside(html: str, known: Mapping[str, str], named: Callable[[str], str]) -> str:
    """What is not yet a name of the copy becomes one."""
    src = SRC.search(html)
    address = src[1].strip("\"'") if src else ""
    is_name = "/" not in address and address != ""
    return html if is_name or unquote(unescape(address)) in known else named(html)


def _paragraphs(html: str) -> str:
    """HTML of the house's older editor: an empty line ends a paragraph."""
    if re.search(r"<p\b", html, re.I):
        return html
    parts = re.split(r"\n\s*\n", html)
    return "\n".join(each if each.lstrip().startswith("<") else f"<p>{each}</p>" for each in parts)
