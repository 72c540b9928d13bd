# SPDX-License-Identifier: GPL-3.0-or-later
"""What programs read of the site, made from editions: feeds, site maps, robots.txt."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from editor.model.profile import SiteProfile
from editor.render import cards, feeds
from editor.server import caching
from editor.server.archive import Archive
from editor.server.pages import Made, PublicPages

MAP_COUNT: Final = 10_000
"""Addresses in one site map; the protocol allows five times as many."""

_A_DAY: Final = timedelta(days=1)


class Digests:
    """The site for programs. Thread: any.

    Args:
        archive: what it keeps.
        pages: the site for people.
        profile: the site, with the address that programs find it at.
        map_count: how many stories one site map has.
    """

    def __init__(
        self,
        archive: Archive,
        pages: PublicPages,
        profile: SiteProfile,
        *,
        map_count: int = MAP_COUNT,
    ) -> None:
        self._archive = archive
        self._pages = pages
        self._profile = profile
        self._map_count = map_count

    def rss(self, category: str) -> Made | None:
        """The newest stories as RSS 2.0; None for a category that there never was."""
        found = self._pages.newest(category, limit=feeds.FEED_COUNT)
        if found is None:
            return None
        told = feeds.rss(found, self._channel(category, "rss.xml"), self._profile)
        until = self._archive.clock() + _A_DAY
        return Made(told, until, feeds.RSS_TYPE, _keys(category))

    def atom(self, category: str) -> Made | None:
        """The newest stories as Atom; None for a category that there never was."""
        found, now = self._pages.newest(category, limit=feeds.FEED_COUNT), self._archive.clock()
        if found is None:
            return None
        told = feeds.atom(found, self._channel(category, "atom.xml"), self._profile, now=now)
        return Made(told, now + _A_DAY, feeds.ATOM_TYPE, _keys(category))

    def news_map(self) -> Made:
        """The stories of the last two days; it holds until the first of them is older."""
        now = self._archive.clock()
        since = now - feeds.NEWS_AGE
        found = self._pages.newest("", limit=feeds.NEWS_COUNT, since=since) or []
        times = [each.article.published_at or now for each in found]
        until = min([*(at + feeds.NEWS_AGE for at in times), now + _A_DAY])
        return Made(feeds.news_map(found, self._profile), until, feeds.XML_TYPE, _keys(""))

    def maps(self) -> list[str]:
        """The addresses of all site maps but the one of news."""
        count = max(1, -(-self._archive.editions.count() // self._map_count))
        return [f"/sitemap-{number}.xml" for number in range(1, count + 1)]

    def map_index(self) -> str:
        """Where the site maps are."""
        maps = ("/sitemap-news.xml", *self.maps())
        return feeds.map_index(map(feeds.Listed, maps), self._profile)

    def site_map(self, number: int) -> str:
        """One of the site maps, counted from 1: the oldest stories first, so that it stays."""
        return feeds.site_map(self._listed((number - 1) * self._map_count), self._profile)

    def robots(self) -> str:
        """What programs may read, and where to begin."""
        return feeds.robots(("/sitemap.xml", "/sitemap-news.xml"), self._profile)

    def _listed(self, start: int) -> Iterator[feeds.Listed]:
        if start == 0:
            yield feeds.Listed("/")
            for each in self._profile.categories:
                yield feeds.Listed(cards.section_address(each.key))
        for slug, at in self._archive.editions.addresses(start=start, limit=self._map_count):
            yield feeds.Listed(cards.story_address(slug), datetime.fromisoformat(at))

    def _channel(self, category: str, name: str) -> feeds.Channel:
        if not category:
            return feeds.Channel(self._profile.name, "/", f"/{name}")
        page = cards.section_address(category)
        title = f"{self._profile.category_name(category)} | {self._profile.name}"
        return feeds.Channel(title, page, page + name)


def _keys(category: str) -> tuple[str, ...]:
    return (caching.listing(f"/{category}/"),)
