# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a Story, its address, and what a list shows of it: teaser, thumbnail, how long ago."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from editor.model import framing
from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from editor.model.profile import Category, SiteProfile
from editor.render import body
from editor.render.dates import Dates
from editor.text import measure, vietnamese

TEASER_CHARACTERS = 320
"""A teaser made from the copy is cut at the last word before this."""

FORM = "16:9"
"""Of every picture in a list."""

SMALL_PX = 640
"""Wide enough for a thumbnail on any screen; the picture that opens a page asks for more."""

MIDDLE_PX = 960
"""The same for a picture that opens a section."""

_SEARCHED_CHARACTERS = 6_000
_NOT_PROSE = re.compile(r"[#>|!\[*+\-`~:]|\d+[.)]\s")


@dataclass(frozen=True, slots=True)
class Story:
    """An article with the pictures that it places: all that a page is made from."""

    article: Article
    pictures: Mapping[Sha256, Picture]


@dataclass(frozen=True, slots=True)
class Told:
    """What templates know of an article: nothing that readers may not see."""

    kicker: str
    headline: str
    standfirst: str
    dateline_place: str
    byline: str
    tags: tuple[str, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Paper:
    """What templates know of the site's profile: nothing that is the newsroom's own."""

    name: str
    short_name: str
    language: str
    tagline: str
    address: str
    agency: str
    governing_body: str
    head: str
    licence: str
    corrections_place: str
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant as readers and as machines read it."""

    words: str
    machine: str


@dataclass(frozen=True, slots=True)
class Card:
    """A story in a list."""

    headline: str
    address: str
    section: Link | None
    when: Moment
    prefix: str
    teaser: str
    thumbnail: Markup | None
    byline: str
    focus: str
    """Which point of the thumbnail must stay in sight where its file is whole, as that of a moving
    one: CSS percentages."""


def address_of(article: Article) -> str:
    """Where readers find an article, root-relative; never empty, for drafts too."""
    return story_address(article.url_slug or vietnamese.slug(article.headline) or article.id)


def story_address(slug: str) -> str:
    """Where a story of that slug is found, root-relative."""
    return f"/{quote(slug, safe='')}.html"


def section_of(key: str, profile: SiteProfile) -> Link | None:
    """The category page that a key leads to; None when the article has no category."""
    return Link(profile.category_name(key), section_address(key)) if key else None


def section_address(key: str) -> str:
    """Where the page of a category is found, root-relative."""
    return f"/{quote(key, safe='')}/"


def topic_address(kind: str, name: str) -> str:
    """Where the page of a tag or an author is found, root-relative; empty: it has none.

    Args:
        kind: `tag` or `author`. The words stay as they are in every language, as `media` does: a
            site that changes its language keeps its addresses.
        name: as it is written in the story.
    """
    slug = vietnamese.slug(name)
    return f"/{kind}/{slug}/" if slug else ""


def links(kind: str, names: Sequence[str]) -> list[Link]:
    """Names that lead to their pages: see `topic_address`."""
    return [Link(name, topic_address(kind, name)) for name in names]


def told(article: Article) -> Told:
    """An article as templates know it."""
    return Told(**{each.name: getattr(article, each.name) for each in fields(Told)})


def paper(profile: SiteProfile) -> Paper:
    """A site as templates know it."""
    return Paper(**{each.name: getattr(profile, each.name) for each in fields(Paper)})


def teaser_of(article: Article) -> str:
    """What tells a story in a list: its standfirst, else the beginning of its first paragraph."""
    return article.standfirst.strip() or _shortened(_first_paragraph(article.body))


def card(
    story: Story,
    profile: SiteProfile,
    dates: Dates,
    *,
    now: datetime,
    sizes: str,
    most_px: int = SMALL_PX,
) -> Card:
    """One story as a list shows it.

    Args:
        story: a published story; one that is not yet counts as published now.
        profile: the site.
        dates: its forms of date.
        now: what `1 giờ trước` is counted from.
        sizes: how wide the thumbnail is shown, as an HTML `sizes` list.
        most_px: how wide its file may be at most.
    """
    article = story.article
    at = article.published_at or now
    thumbnail, focus = _thumbnail(story, sizes, most_px)
    teaser = teaser_of(article)
    return Card(
        headline=article.headline,
        address=address_of(article),
        section=section_of(article.category, profile),
        when=Moment(dates.ago(at, now), dates.machine(at)),
        prefix=profile.source_prefix if teaser else "",
        teaser=teaser,
        thumbnail=thumbnail,
        byline=article.byline,
        focus=focus,
    )


def leading(first: Card) -> Card:
    """The card that opens a page: its picture is not waited with."""
    if first.thumbnail is None:
        return first
    return replace(first, thumbnail=Markup(at_once(first.thumbnail)))  # noqa: S704  # as before


def at_once(image: str) -> str:
    """The markup of a picture on the first screen: asked for before all others."""
    return image.replace(' loading="lazy"', ' fetchpriority="high"', 1)


def _thumbnail(story: Story, sizes: str, most_px: int) -> tuple[Markup | None, str]:
    lead = story.article.lead
    picture = story.pictures.get(lead.sha256) if lead else None
    if lead is None or picture is None:
        return None, ""
    across, down = framing.point_of(picture)
    # Beside its headline a thumbnail says nothing new to who listens, so it has no alt text.
    silent = replace(lead, alt_text="")
    # The markup is made and escaped by `body.image`.
    markup = Markup(body.image(silent, picture, sizes=sizes, form=FORM, most_px=most_px))  # noqa: S704
    return markup, f"{across:.0%} {down:.0%}"


def _first_paragraph(copy: str) -> str:
    for block in re.split(r"\n\s*\n", copy[:_SEARCHED_CHARACTERS]):
        if block.strip() and not _NOT_PROSE.match(block.lstrip()):
            return " ".join(measure.visible(block).split())
    return ""


def _shortened(text: str) -> str:
    if len(text) <= TEASER_CHARACTERS:
        return text
    kept, _, _ = text[:TEASER_CHARACTERS].rpartition(" ")
    return f"{(kept or text[:TEASER_CHARACTERS]).rstrip(' ,;:.-')}…"
