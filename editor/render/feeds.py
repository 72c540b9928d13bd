# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: what is read by programs: RSS 2.0 and Atom feeds, site maps, the news site map."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from uuid import UUID
from xml.etree import ElementTree as ET

from editor.model import framing
from editor.model.article import Article
from editor.model.picture import Picture, Placement, Rendition
from editor.model.profile import SiteProfile
from editor.render import body, cards
from editor.render.cards import Story, address_of, teaser_of

RSS_TYPE = "application/rss+xml; charset=utf-8"
ATOM_TYPE = "application/atom+xml; charset=utf-8"
XML_TYPE = "application/xml; charset=utf-8"

FEED_COUNT = 30
"""How many stories a feed has."""

NEWS_COUNT = 1_000
"""How many a news site map may have, by Google's rules."""

NEWS_AGE = timedelta(hours=48)
"""How old they may be, by the same rules."""

_ATOM = "http://www.w3.org/2005/Atom"
_CREATOR = "http://purl.org/dc/elements/1.1/"
_MEDIA = "http://search.yahoo.com/mrss/"
_MAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
for _prefix, _space in (("atom", _ATOM), ("dc", _CREATOR), ("media", _MEDIA), ("news", _NEWS)):
    ET.register_namespace(_prefix, _space)
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SHARED_WIDTH_PX = 1280


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is of; both addresses are root-relative."""

    title: str
    page: str
    """The page that shows the same stories."""
    feed: str
    """Where the feed itself is found."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in a site map: its root-relative address, and when it last changed (aware)."""

    address: str
    changed_at: datetime | None = None


def rss(stories: Sequence[Story], channel: Channel, profile: SiteProfile) -> str:
    """The stories as RSS 2.0.

    Args:
        stories: published, newest first.
        channel: what the feed is of.
        profile: the site; its address is where readers' programs find it, and not empty.
    """
    root = ET.Element("rss", version="2.0")
    told = _added(root, "channel")
    _added(told, "title", channel.title)
    _added(told, "link", profile.address + channel.page)
    _added(told, "description", escape(profile.tagline or profile.name, quote=False))
    _added(told, "language", profile.language)
    _added(told, "copyright", profile.agency)
    if stories:
        _added(told, "lastBuildDate", format_datetime(_newest(stories).astimezone(UTC)))
    own = {
        "href": profile.address + channel.feed,
        "rel": "self",
        "type": RSS_TYPE.partition(";")[0],
    }
    _added(told, f"{{{_ATOM}}}link", "", own)
    for story in stories:
        _rss_item(_added(told, "item"), story, profile)
    return _text(root)


def _rss_item(item: ET.Element, story: Story, profile: SiteProfile) -> None:
    article = story.article
    _added(item, "title", article.headline)
    _added(item, "link", profile.address + address_of(article))
    _added(item, "guid", _lasting_name(article, profile), {"isPermaLink": "false"})
    if article.published_at is not None:
        _added(item, "pubDate", format_datetime(article.published_at.astimezone(UTC)))
    # Programs read the description as HTML.
    _added(item, "description", escape(teaser_of(article), quote=False))
    for name in _names(article):
        _added(item, f"{{{_CREATOR}}}creator", name)
    for word in _subjects(article, profile):
        _added(item, "category", word)
    shown = _shared(story)
    if shown is None:
        return
    placement, picture, size = shown
    facts = {"url": _media_address(picture, size, profile), "type": size.media_type}
    facts |= {"medium": "image", "width": str(size.width_px), "height": str(size.height_px)}
    content = _added(item, f"{{{_MEDIA}}}content", "", facts)
    _added(content, f"{{{_MEDIA}}}description", placement.caption_of(picture), {"type": "plain"})
    _added(content, f"{{{_MEDIA}}}credit", picture.credit or picture.creator)


def atom(stories: Sequence[Story], channel: Channel, profile: SiteProfile, *, now: datetime) -> str:
    """The stories as Atom (RFC 4287); see `rss`.

    Args:
        stories: published, newest first.
        channel: what the feed is of.
        profile: the site, with an address.
        now: when an empty feed last changed; aware.
    """
    root = _named_root(_ATOM, "feed", {"xml:lang": profile.language})
    own = profile.address + channel.feed
    _added(root, "title", channel.title)
    _added(root, "subtitle", profile.tagline)
    _added(root, "id", own)
    _added(root, "updated", _instant(_newest(stories) if stories else now))
    _added(root, "link", "", {"rel": "self", "type": ATOM_TYPE.partition(";")[0], "href": own})
    _added(root, "link", "", {"rel": "alternate", "href": profile.address + channel.page})
    _added(_added(root, "author"), "name", profile.agency or profile.name)
    for story in stories:
        _atom_entry(_added(root, "entry"), story, profile)
    return _text(root)


def _atom_entry(entry: ET.Element, story: Story, profile: SiteProfile) -> None:
    article = story.article
    changed_at = article.updated_at or article.published_at
    _added(entry, "title", article.headline or article.id)
    _added(entry, "id", _lasting_name(article, profile))
    if changed_at is not None:
        _added(entry, "updated", _instant(changed_at))
    if article.published_at is not None:
        _added(entry, "published", _instant(article.published_at))
    for name in _names(article):
        _added(_added(entry, "author"), "name", name)
    for word in _subjects(article, profile):
        _added(entry, "category", "", {"term": word})
    page = {"rel": "alternate", "type": "text/html", "href": profile.address + address_of(article)}
    _added(entry, "link", "", page)
    shown = _shared(story)
    if shown is not None:
        _, picture, size = shown
        kept = {"rel": "enclosure", "type": size.media_type}
        _added(entry, "link", "", {**kept, "href": _media_address(picture, size, profile)})
    _added(entry, "summary", teaser_of(article))


def news_map(stories: Sequence[Story], profile: SiteProfile) -> str:
    """The stories of the last two days as Google News and others read them."""
    root = _named_root(_MAP, "urlset")
    for story in stories:
        article = story.article
        if article.published_at is None:
            continue
        url = _added(root, "url")
        _added(url, "loc", profile.address + address_of(article))
        news = _added(url, f"{{{_NEWS}}}news")
        publication = _added(news, f"{{{_NEWS}}}publication")
        _added(publication, f"{{{_NEWS}}}name", profile.name)
        _added(publication, f"{{{_NEWS}}}language", article.language or profile.language)
        _added(news, f"{{{_NEWS}}}publication_date", _instant(article.published_at))
        _added(news, f"{{{_NEWS}}}title", article.headline)
    return _text(root)


def site_map(pages: Iterable[Listed], profile: SiteProfile) -> str:
    """Pages for search engines, at most 50,000 by the protocol's rules."""
    return _map("urlset", "url", pages, profile)


def map_index(maps: Iterable[Listed], profile: SiteProfile) -> str:
    """The site maps that there are."""
    return _map("sitemapindex", "sitemap", maps, profile)


def robots(maps: Iterable[str], profile: SiteProfile) -> str:
    """`robots.txt`: all but the newsroom's own door and the pages of answers may be read."""
    told = ["User-agent: *", "Disallow: /v1/", "Disallow: /search", ""]
    told += [f"Sitemap: {profile.address}{each}" for each in maps]
    return "".join(f"{line}\n" for line in told)


def _map(root_name: str, name: str, pages: Iterable[Listed], profile: SiteProfile) -> str:
    root = _named_root(_MAP, root_name)
    for page in pages:
        entry = _added(root, name)
        _added(entry, "loc", profile.address + page.address)
        if page.changed_at is not None:
            _added(entry, "lastmod", _instant(page.changed_at))
    return _text(root)


def _named_root(space: str, name: str, facts: Mapping[str, str] | None = None) -> ET.Element:
    """A root whose name space needs no prefix, as some readers expect."""
    return ET.Element(name, {"xmlns": space, **(facts or {})})


def _added(
    parent: ET.Element, name: str, text: str = "", facts: Mapping[str, str] | None = None
) -> ET.Element:
    clean = {key: _NO_XML.sub("", value) for key, value in (facts or {}).items()}
    child = ET.SubElement(parent, name, clean)
    child.text = _NO_XML.sub("", text) or None
    return child


def _text(root: ET.Element) -> str:
    told = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{told}\n'


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")


def _newest(stories: Sequence[Story]) -> datetime:
    times = (each.article.updated_at or each.article.published_at for each in stories)
    return max((at for at in times if at is not None), default=datetime(1970, 1, 1, tzinfo=UTC))


def _lasting_name(article: Article, profile: SiteProfile) -> str:
    """What stays the same when the address changes, so that no reader is told twice."""
    try:
        return UUID(article.id).urn
    except ValueError:
        return profile.address + address_of(article)


def _names(article: Article) -> list[str]:
    return [each.byline for each in article.authors if each.byline]


def _subjects(article: Article, profile: SiteProfile) -> list[str]:
    section = profile.category_name(article.category)
    return [word for word in (section, *article.tags) if word]


def _shared(story: Story) -> tuple[Placement, Picture, Rendition] | None:
    lead = story.article.lead
    picture = story.pictures.get(lead.sha256) if lead else None
    if lead is None or picture is None:
        return None
    return lead, picture, framing.formed(picture, cards.FORM).plain(_SHARED_WIDTH_PX)


def _media_address(picture: Picture, size: Rendition, profile: SiteProfile) -> str:
    return profile.address + body.address(picture, size)
