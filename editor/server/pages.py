# SPDX-License-Identifier: GPL-3.0-or-later
"""The public site, made by editor.render: the same function as the preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from editor.model.article import ArticleId
from editor.model.profile import SiteProfile
from editor.server.editions import Edition

# Templates, dates and Markdown cost five megabytes and a tenth of a second: they are loaded with
# the first page, so that a server without readers, as on most laptops, does without.
if TYPE_CHECKING:
    from editor.render.page import Asset, Pages, Story

_MINUTE: Final = timedelta(minutes=1)
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_DATE_MINUTES: Final = 15
"""Midnight falls on a quarter of an hour by UTC wherever the site is: the page prints the date."""


@dataclass(frozen=True, slots=True)
class Made:
    """A page, and how long it stays as it is as long as nothing else goes public."""

    text: str
    until: datetime
    media_type: str = "text/html; charset=utf-8"


class Shelf(Protocol):
    """What readers may see."""

    def live(
        self,
        *,
        limit: int,
        category: str = "",
        other_than: ArticleId | None = None,
        since: datetime | None = None,
    ) -> Sequence[Edition]:
        """Editions, newest first publication first."""


class Source(Protocol):
    """What the pages are made from; the archive is one."""

    clock: Callable[[], datetime]
    profile: SiteProfile

    @property
    def editions(self) -> Shelf:
        """What readers may see."""


class PublicPages:
    """Every page of the public site, from frozen editions alone. Thread: any.

    Args:
        source: the editions, the site and the clock.
        templates: `resources/site`.
    """

    def __init__(self, source: Source, templates: Path) -> None:
        self._source = source
        self._templates = templates

    @cached_property
    def _pages(self) -> "Pages":
        from editor.render.page import Pages  # noqa: PLC0415  # see above

        return Pages(self._templates, self._source.profile)

    def home(self) -> Made:
        """The home page: the newest story large, the others below."""
        from editor.render.page import FRONT_COUNT  # noqa: PLC0415  # see above

        stories, now = self._newest(limit=FRONT_COUNT), self._source.clock()
        return Made(self._pages.home(stories, now=now), _holds_until(stories, now))

    def category(self, key: str) -> Made | None:
        """The page of a category; None for one that the site neither has nor ever used."""
        from editor.render.page import FRONT_COUNT  # noqa: PLC0415  # see above

        stories = self.newest(key, limit=FRONT_COUNT)
        if stories is None:
            return None
        now = self._source.clock()
        return Made(self._pages.category(key, stories, now=now), _holds_until(stories, now))

    def article(self, edition: Edition) -> Made:
        """The page of an article as it went public, with the newest others below it."""
        from editor.render.page import RELATED_COUNT  # noqa: PLC0415  # see above

        related = self._newest(limit=RELATED_COUNT, other_than=edition.article.id)
        now = self._source.clock()
        page = self._pages.article(_story(edition), now=now, related=related)
        return Made(page.html, _holds_until(related, now))

    def newest(
        self, category: str, *, limit: int, since: datetime | None = None
    ) -> "list[Story] | None":
        """The newest stories of a category (empty: of all); None for one that there never was."""
        stories = self._newest(limit=limit, category=category, since=since)
        known = ("", *(each.key for each in self._source.profile.categories))
        return stories if stories or category in known else None

    def not_found(self) -> str:
        """The page for an address that nothing was ever found under."""
        return self._pages.not_found(now=self._source.clock())

    def gone(self) -> str:
        """The page for an article that was taken down."""
        return self._pages.gone(now=self._source.clock())

    def asset(self, name: str) -> "Asset | None":
        """The file behind `/site/<name>`; None for a name that no page asks for."""
        return self._pages.asset(name)

    def _newest(
        self,
        *,
        limit: int,
        category: str = "",
        other_than: ArticleId | None = None,
        since: datetime | None = None,
    ) -> "list[Story]":
        found = self._source.editions.live(
            limit=limit, category=category, other_than=other_than, since=since
        )
        return [_story(each) for each in found]


def _holds_until(stories: "Sequence[Story]", now: datetime) -> datetime:
    """When the date or one of the times in words (`1 giờ trước`) is another one."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    quarter = hour + timedelta(minutes=(now.minute // _DATE_MINUTES + 1) * _DATE_MINUTES)
    times = [each.article.published_at for each in stories]
    return min([quarter, *(_next_step(at, now) for at in times if at is not None)])


def _next_step(at: datetime, now: datetime) -> datetime:
    passed = max(now - at, timedelta())
    if passed >= _DAY:
        return now + _DAY
    unit = _HOUR if passed >= _HOUR else _MINUTE
    return at + (passed // unit + 1) * unit


def _story(edition: Edition) -> "Story":
    from editor.render.page import Story  # noqa: PLC0415  # see above

    return Story(edition.article, edition.pictures)
