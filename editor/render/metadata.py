# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what machines read in a page's head: description, address, Open Graph, JSON-LD."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from editor.model import framing
from editor.model.picture import Picture, Rendition
from editor.model.profile import SiteProfile
from editor.render import cards
from editor.render.body import address as media_address
from editor.render.cards import Story, address_of, teaser_of
from editor.render.dates import Dates

_SHARED_WIDTH_PX = 1280


@dataclass(frozen=True, slots=True)
class Tag:
    """One `<meta>`; `kind` is the attribute that names it: `name` or `property`."""

    kind: str
    name: str
    content: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that a page names, so that readers' programs find it."""

    kind: str
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a page's head says of it."""

    title: str
    canonical: str
    tags: tuple[Tag, ...]
    data: Markup | None = None
    """schema.org as JSON-LD, safe inside `<script>`."""
    feeds: tuple[Feed, ...] = ()


def of_article(story: Story, profile: SiteProfile, dates: Dates, *, stamp_at: datetime) -> Head:
    """The head of an article's page.

    Args:
        story: the article with its pictures.
        profile: the site.
        dates: its forms of date.
        stamp_at: when it was published, aware.
    """
    article = story.article
    address = profile.address + address_of(article)
    title = article.headline or profile.name
    description = teaser_of(article)
    data = _news_article(story, profile, dates, stamp_at=stamp_at)
    section = profile.category_name(article.category)
    tags = [
        Tag("name", "description", description),
        Tag("name", "author", article.byline),
        *_open_graph(title, description, address, profile, kind="article"),
        *_picture_tags(story, profile),
        Tag("property", "article:published_time", dates.machine(stamp_at)),
        Tag("property", "article:modified_time", dates.machine(article.updated_at or stamp_at)),
        Tag("property", "article:section", section),
        *(Tag("property", "article:tag", tag) for tag in article.tags),
    ]
    told = tuple(tag for tag in tags if tag.content)
    title = _titled(article.headline, profile)
    return Head(title, address, told, script_safe(data), feeds_of("/", profile.name))


def feeds_of(path: str, title: str) -> tuple[Feed, ...]:
    """The feeds of a page that lists stories."""
    return (
        Feed("application/rss+xml", f"{title} (RSS)", f"{path}rss.xml"),
        Feed("application/atom+xml", f"{title} (Atom)", f"{path}atom.xml"),
    )


def of_page(title: str, path: str, profile: SiteProfile, *, feed_path: str = "/") -> Head:
    """The head of a page that lists stories.

    Args:
        title: empty: it is the home page.
        path: its address, root-relative.
        profile: the site.
        feed_path: of the page whose feeds are its own as well; `/`: it has none but the site's.
    """
    address = profile.address + path
    tags = (
        Tag("name", "description", profile.tagline),
        *_open_graph(title or profile.name, profile.tagline, address, profile, kind="website"),
    )
    told = tuple(tag for tag in tags if tag.content)
    own = feeds_of(feed_path, f"{title} | {profile.name}") if feed_path != "/" else ()
    every = (*own, *feeds_of("/", profile.name))
    return Head(_titled(title, profile), address, told, feeds=every)


def script_safe(data: object) -> Markup:
    """A value as JSON that no content can close the script element or start markup from."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup(text)  # noqa: S704  # no mark of HTML is left in it


def _titled(title: str, profile: SiteProfile) -> str:
    site = profile.short_name or profile.name
    if title:
        return f"{title} | {site}"
    return f"{profile.name} | {profile.tagline}" if profile.tagline else profile.name


def _open_graph(
    title: str, description: str, address: str, profile: SiteProfile, *, kind: str
) -> tuple[Tag, ...]:
    rows = {
        "og:type": kind,
        "og:site_name": profile.name,
        "og:title": title,
        "og:description": description,
        "og:url": address,
        "og:locale": {"vi": "vi_VN", "en": "en_GB"}.get(profile.language, profile.language),
    }
    return tuple(Tag("property", name, content) for name, content in rows.items())


def _lead_picture(story: Story) -> Picture | None:
    lead = story.article.lead
    return story.pictures.get(lead.sha256) if lead else None


def _picture_tags(story: Story, profile: SiteProfile) -> tuple[Tag, ...]:
    picture, lead = _lead_picture(story), story.article.lead
    if picture is None or lead is None:
        return (Tag("name", "twitter:card", "summary"),)
    shared = _shared(picture, cards.FORM)
    return (
        Tag("property", "og:image", profile.address + media_address(picture, shared)),
        Tag("property", "og:image:type", shared.media_type),
        Tag("property", "og:image:width", str(shared.width_px)),
        Tag("property", "og:image:height", str(shared.height_px)),
        Tag("property", "og:image:alt", lead.alt_text_of(picture)),
        Tag("name", "twitter:card", "summary_large_image"),
    )


def _shared(picture: Picture, form: str) -> Rendition:
    """The size that other sites and apps are offered: of the kind that all of them can read."""
    return framing.formed(picture, form).plain(_SHARED_WIDTH_PX)


def _news_article(
    story: Story, profile: SiteProfile, dates: Dates, *, stamp_at: datetime
) -> Mapping[str, object]:
    article, picture = story.article, _lead_picture(story)
    address = profile.address + address_of(article)
    facts: dict[str, object] = {
        "headline": article.headline,
        "alternativeHeadline": article.kicker,
        "description": teaser_of(article),
        "inLanguage": article.language,
        "articleSection": profile.category_name(article.category),
        "keywords": list(article.tags),
        "datePublished": dates.machine(stamp_at),
        "dateModified": dates.machine(article.updated_at or stamp_at),
        "author": [_person(each.byline) for each in article.authors if each.byline],
        "contentLocation": _place(article.dateline_place),
        "image": _images(story, picture, profile) if picture else None,
        "correction": [
            {
                "@type": "CorrectionComment",
                "text": each.right,
                "datePublished": dates.machine(each.at),
            }
            for each in article.corrections
        ],
        "publisher": {"@type": "NewsMediaOrganization", "name": profile.agency or profile.name},
        "mainEntityOfPage": {"@type": "WebPage", "@id": address},
        "url": address,
        "isAccessibleForFree": True,
    }
    told = {name: value for name, value in facts.items() if value not in ("", None, [])}
    return {"@context": "https://schema.org", "@type": "NewsArticle", **told}


def _person(name: str) -> Mapping[str, str]:
    return {"@type": "Person", "name": name}


def _place(name: str) -> Mapping[str, str] | None:
    return {"@type": "Place", "name": name} if name else None


def _images(story: Story, picture: Picture, profile: SiteProfile) -> Sequence[Mapping[str, object]]:
    """The picture in every form that search engines ask for; a moving one has but its own."""
    every = (_shared(picture, form) for form in framing.FORMS)
    told = {each.name: each for each in every}
    return [_image(story, picture, each, profile) for each in told.values()]


def _image(
    story: Story, picture: Picture, shared: Rendition, profile: SiteProfile
) -> Mapping[str, object]:
    lead = story.article.lead
    facts = {
        "url": profile.address + media_address(picture, shared),
        "width": shared.width_px,
        "height": shared.height_px,
        "caption": lead.caption_of(picture) if lead else "",
        "creator": _person(picture.creator) if picture.creator else None,
        "creditText": picture.credit or picture.creator,
        "copyrightNotice": picture.copyright_notice,
        "license": picture.rights_url,
        "acquireLicensePage": picture.licensor_url,
        "digitalSourceType": picture.digital_source_type,
    }
    told = {name: value for name, value in facts.items() if value}
    return {"@type": "ImageObject", **told}
