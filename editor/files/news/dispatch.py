# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a story as it is handed to others: what they may see of it, before any format has a say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from html import escape, unescape
from typing import Final

from editor.model.article import (
    HEADER_FIELDS,
    PLAN_FIELDS,
    Article,
    ArticleId,
    Author,
    Correction,
)
from editor.model.picture import DESK_FIELDS, Picture, Sha256
from editor.model.profile import SiteProfile
from editor.model.workflow import State

_GONE: Final = frozenset({State.TAKEN_DOWN, State.SPIKED})
_TOLD_TO_ALL: Final = frozenset({"embargoed_until"})
"""A header field that whoever gets the story has to know to keep it."""
_OWN_HOUSE: Final = frozenset(
    {"remarks", *(each for each in HEADER_FIELDS if each.startswith("royalty_"))}
)
"""Pay, and what colleagues say of the copy, leave the house in no format of news."""
_SERVERS: Final = frozenset({"deeds"})
"""Who did what to it, which the server keeps; nobody would look for it in a file."""
_NOWHERE: Final = ("related", "publish_at", "commissioned_length", "flags", *PLAN_FIELDS)
"""Fields that no format of news has a place for."""
_EMPTY: Final = Article(id=ArticleId(""))
_CORRECTION: Final = re.compile(
    r'<time datetime="([^"]*)">[^<]*</time>(?:<del>([^<]*)</del>)?<ins>([^<]*)</ins>'
)


class Reader(StrEnum):
    """Whom a story is handed to."""

    CLIENTS = "clients"
    """Other newspapers, agencies, readers: they get what readers may see."""
    COLLEAGUES = "colleagues"
    """A desk of the same house: they get the notes, the real names and the copy as typed too."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A picture that goes along with a story."""

    name: str
    """What the copy calls it."""
    picture: Picture
    """With the caption and the alt text that it has in the story."""
    href: str = ""
    """Where its file lies, from the file of the story on; empty: it did not come along."""
    is_lead: bool = False


@dataclass(frozen=True, slots=True)
class Stamp:
    """Which version of a story it is."""

    version: int
    first_at: datetime
    """When the first one was made; aware UTC."""
    at: datetime
    """When this one was made."""


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A story as it is handed on."""

    article: Article
    """Less all that the receiver may not see."""
    pictures: tuple[Enclosed, ...]
    profile: SiteProfile
    stamp: Stamp
    html: str
    """The copy as HTML; its pictures have the addresses of `pictures`."""
    text: str
    """The words of the copy alone."""
    copy: str = ""
    """The copy as it was typed, for colleagues; empty for all others."""
    withheld: tuple[str, ...] = ()
    """The fields of the story that its receiver must not see and that have something in them."""

    @property
    def uri(self) -> str:
        """By what name the story is known everywhere."""
        return f"urn:uuid:{self.article.id}"

    @property
    def status(self) -> str:
        """`usable`, `withheld` or `canceled`, as the IPTC's news codes have it."""
        if self.article.state in _GONE:
            return "canceled"
        return "usable" if self.article.state is State.PUBLISHED else "withheld"

    @property
    def categories(self) -> tuple[tuple[str, str], ...]:
        """(key, name) of each section that it runs in, the main one first."""
        keys = (self.article.category, *self.article.other_categories)
        return tuple((each, self.profile.category_name(each)) for each in keys if each)

    @property
    def unheld(self) -> tuple[str, ...]:
        """The fields that the receiver may see, have something in them, and have no place."""
        return tuple(each for each in _NOWHERE if getattr(self.article, each))


def shown_to(article: Article, reader: Reader) -> tuple[Article, tuple[str, ...]]:
    """A story less what its receiver must not see, and the fields that were emptied for that."""
    barred = set(_OWN_HOUSE | _SERVERS)
    if reader is Reader.CLIENTS:
        barred |= HEADER_FIELDS - _TOLD_TO_ALL
    withheld = tuple(each for each in sorted(barred - _SERVERS) if getattr(article, each))
    emptied = {each: getattr(_EMPTY, each) for each in barred}
    authors = article.authors
    if reader is Reader.CLIENTS:
        # The real name behind a pen name is for pay and the law.
        authors = tuple(Author("", each.byline, each.role) for each in authors if each.byline)
    return replace(article, authors=authors, extra={}, **emptied), withheld


def enclosed(
    article: Article,
    pictures: Mapping[Sha256, Picture],
    reader: Reader,
    hrefs: Mapping[str, str],
) -> tuple[Enclosed, ...]:
    """The pictures of a story in their order, with what their receiver may see of them.

    Args:
        article: the story.
        pictures: what is known of its pictures.
        reader: whom they go to.
        hrefs: by the name that the copy calls it, where the file of a picture lies.
    """
    lead = article.lead
    return tuple(
        Enclosed(
            each.name,
            _seen(each.said(pictures[each.sha256]), reader),
            hrefs.get(each.name, ""),
            is_lead=each is lead,
        )
        for each in article.placements
        if each.sha256 in pictures
    )


def _seen(picture: Picture, reader: Reader) -> Picture:
    if reader is Reader.COLLEAGUES:
        return picture
    blank = {each.name: each.default for each in fields(Picture) if each.name in DESK_FIELDS}
    return replace(picture, **blank)  # type: ignore[arg-type]  # each has a default of its own type


def instant(at: datetime) -> str:
    """A time as formats of news have it: ISO 8601, in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def correction_html(correction: Correction) -> str:
    """A correction for all who read HTML: when, what was wrong, what is right."""
    at = instant(correction.at)
    wrong = f"<del>{escape(correction.wrong)}</del>" if correction.wrong else ""
    return f'<time datetime="{at}">{at}</time>{wrong}<ins>{escape(correction.right)}</ins>'


def correction_from(html: str) -> Correction | None:
    """A correction that `correction_html` wrote; None: it is none."""
    found = _CORRECTION.search(html)
    at = moment(found[1]) if found else None
    if found is None or at is None:
        return None
    return Correction(at, unescape(found[2] or ""), unescape(found[3]))


def moment(text: str) -> datetime | None:
    """A time as other programs write it, in aware UTC; None: it is no time, or has no zone."""
    try:
        found = datetime.fromisoformat(text.strip())
        return found.astimezone(UTC) if found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None


def figure(picture: Enclosed) -> str:
    """A picture as HTML that stands in any page: by its file, with caption and credit."""
    known = picture.picture
    credit = known.credit or known.creator
    told = (known.caption, f'<span class="credit">{escape(credit)}</span>' if credit else "")
    below = " ".join(filter(None, (escape(told[0]), told[1])))
    caption = f"<figcaption>{below}</figcaption>" if below else ""
    source = escape(picture.href or picture.name)
    sides = f' width="{known.width_px}" height="{known.height_px}"' if known.width_px else ""
    return (
        f'<figure class="picture"><img src="{source}" alt="{escape(known.alt_text)}"{sides}/>'
        f"{caption}</figure>"
    )


def named(pictures: Sequence[Enclosed]) -> Mapping[str, str]:
    """By the name that the copy calls it, each picture as `figure` makes it."""
    return {each.name: figure(each) for each in pictures}
