# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: the copy as HTML that Ghost holds whole, and its HTML as copy; nothing is lost between."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Final
from urllib.parse import urlsplit

from editor.cms.ghost import cards
from editor.cms.spelling import nfc, plain
from editor.cms.weaving import Kept, Read, address_of, file_name, shown, within
from editor.model.article import Article
from editor.model.profile import SiteProfile
from editor.render.beside import around
from editor.text import clean
from editor.text.dialect import Dialect

_IMAGE: Final = re.compile(r"<img\b[^>]*>", re.IGNORECASE)
_THEIRS: Final = re.compile(
    r"<(?:iframe|video|audio|object|embed|form|script|style|svg|input|button)\b|<[^<>]*\son\w+\s*=",
    re.IGNORECASE,
)
_OURS: Final = re.compile(
    r"<(?:p|ul|ol|dl|table|blockquote|pre|h[1-6]|hr)\b|"
    r'<aside class="(?:box|link-card)|<figure class="pull-quote"|<section class="notes"',
    re.IGNORECASE,
)
_CARD: Final = re.compile(r'^<\w+[^>]*\bclass="[^"]*\bkg-')
_HELD: Final = re.compile(r'^<figure class="kg-card kg-(?:image|embed|bookmark)-card')
"""Cards of the house that it knows again when they are sent."""

_CAPTION: Final = re.compile(r"<figcaption>(.*?)</figcaption>", re.DOTALL)
_CREDIT: Final = re.compile(r"\s*<small>[^<]*</small>\s*$")
_ALT: Final = re.compile(r'\balt="([^"]*)"')

NameOf = Callable[[str], str | None]
"""The address of a picture -> the name that it has in the copy; None: it is none of ours."""


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
        figure_of: the figure of a name in the copy; or a part of a post that is not ours.
        profile: for the newspaper's own host.
        author: the byline that the house shows by itself.
    """
    host = (urlsplit(profile.address).hostname or "").removeprefix("www.")
    own = {host: profile.short_name or profile.name} if host else {}
    pieces = Dialect(own).whole(article.body, figure_of)
    above, below = around(article, author, profile.time_zone)
    return nfc("\n".join(_apart(map(_held, (*above, *pieces, *below)))))


def read(
    html: str,
    name_of: NameOf,
    article: Article | None,
    *,
    zone: str = "UTC",
) -> Read:
    """A post's HTML as copy; pictures and cards that are not ours stand in it by name.

    Args:
        html: as it stands there.
        name_of: which of our pictures lies at an address.
        article: as it was sent, for what stood around its copy; None: it never was.
        zone: of the newspaper's days, as they stand below the copy.
    """
    kept, pieces = Kept(), list[str]()
    for part in cards.parts(within(nfc(html), article, zone)):
        image = _IMAGE.search(part.html)
        if part.is_card:
            is_copy = _OURS.match(part.html) and not _THEIRS.search(part.html) and not image
            pieces.append(part.html if is_copy else kept.put(cards.card(part.html), "embed.png"))
        elif part.html == cards.PAYWALL:
            pieces.append(kept.put(part.html, "members-only.png"))
        elif image is not None and part.html.startswith("<figure"):
            name = name_of(address_of(image[0])) if "kg-image-card" in part.html else None
            pieces.append(shown(name) if name else kept.put(part.html, file_name(image[0])))
        elif _CARD.match(part.html) or _THEIRS.search(part.html):
            pieces.append(kept.put(part.html, "embed.png"))
        else:
            pieces.append(part.html)
    return Read(clean.from_html("\n".join(pieces)).copy, kept.figures)


def words(html: str, name_of: NameOf) -> dict[str, tuple[str, str]]:
    """What stands below our pictures, without the credit, and what is said to the blind."""
    found: dict[str, tuple[str, str]] = {}
    for part in cards.parts(nfc(html)):
        image = _IMAGE.search(part.html) if part.html.startswith("<figure") else None
        name = name_of(address_of(image[0])) if image is not None else None
        if image is not None and name:
            below = _CAPTION.search(part.html)
            caption = _CREDIT.sub("", below[1]) if below is not None else ""
            alt = _ALT.search(image[0])
            found[name] = plain(caption), plain(alt[1]) if alt is not None else ""
    return found


def _apart(pieces: Iterable[str]) -> Iterator[str]:
    """Blocks of which none runs into the next: the house makes one list of two."""
    last = ""
    for each in pieces:
        is_second = each.startswith(("<ul", "<ol")) and each[:3] == last[:3]
        yield (last := cards.card(each) if is_second else each)


def _held(piece: str) -> str:
    """A block as the house holds it; what it held before, as it was."""
    is_theirs = piece.startswith(cards.BEGIN) or piece == cards.PAYWALL or _HELD.match(piece)
    return piece if is_theirs else cards.kept(piece)
