# SPDX-License-Identifier: GPL-3.0-or-later
"""Blocks -> article page, home page, category page and notices, in the site's template."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import urlsplit

from markupsafe import Markup

from editor.errors import Refused
from editor.model.article import Article
from editor.model.look import Look
from editor.model.picture import WIDTHS_PX
from editor.model.profile import SiteProfile
from editor.render import body, cards, front, lists, metadata
from editor.render.cards import Card, Link, Moment, Story, address_of
from editor.render.dates import Dates
from editor.render.furniture import Asset, Furniture
from editor.render.lists import FIRST, Answers, Part
from editor.render.templates import Templates, has_copy

__all__ = [
    "ANSWER_COUNT",
    "FIRST",
    "FRONT_COUNT",
    "REGIONS",
    "Answers",
    "ArticlePage",
    "Asset",
    "Pages",
    "Part",
    "Story",
    "address_of",
]

ANSWER_COUNT = 20
"""How many stories a page of answers has."""

FRONT_COUNT = 32
"""How many stories a home or category page has."""

REGIONS = (
    "section",
    "kicker",
    "headline",
    "stamp",
    "standfirst",
    "lead",
    "byline",
    "corrections",
    "tags",
    "related",
)
"""The ids of the elements of an article page that change beside the copy, in the page's order."""

_LEAD_SIZES = "(min-width: 1000px) 960px, 100vw"
_TOP_SIZES = "(min-width: 1200px) 760px, (min-width: 900px) 64vw, 100vw"
_SECOND_SIZES = "(min-width: 900px) 360px, (min-width: 560px) 176px, 120px"
_BLOCK_SIZES = "(min-width: 900px) 560px, 100vw"
_LARGE = frozenset({"wide", "pictures"})
_CARD_SIZES = "(min-width: 560px) 176px, 120px"
_UPDATED_AFTER_S = 60
NO_LOOK = Look()
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """An article's page, and its parts as they stand in it."""

    html: str
    regions: Mapping[str, str]
    """The outer HTML of each element of `REGIONS`, by id; one that says nothing is `hidden`."""


class _Listed(NamedTuple):
    """What a page lists the stories of."""

    path: str
    feed_path: str
    kind: str
    """What stands over the title, as `Tag`; empty: nothing, and the newest story is large."""
    title: str


class Pages:
    """All pages of one site; the preview and the server make them here and nowhere else.

    Thread: any. The same arguments give the same bytes.

    Args:
        templates: the folder with the templates, words and assets that ship (`resources/site`).
        profile: the site.
        look: its own templates, words and assets, which go before those that ship.
        tell: of an own template that failed and gave way; by itself it goes into the log.
    """

    def __init__(
        self,
        templates: Path,
        profile: SiteProfile,
        look: Look = NO_LOOK,
        tell: Callable[[Refused], None] = lambda error: _log.warning("%s", error),
    ) -> None:
        self._profile = profile
        self.furniture = Furniture(templates, look)
        self._words = self.furniture.words(profile.language)
        self._dates = Dates(
            profile,
            just_now=self._words["just_now"],
            day_pattern=self._words["day_pattern"],
        )
        menu = [cards.section_of(each.key, profile) for each in profile.categories]
        known = {"words": self._words, "profile": cards.paper(profile), "menu": menu}
        known["version"] = self.furniture.version
        self._templates = Templates(templates, look, known, tell)

    def article(
        self,
        story: Story,
        *,
        now: datetime,
        related: Sequence[Story],
        copy_html: str | None = None,
    ) -> ArticlePage:
        """The page of one article.

        Args:
            story: the article and its pictures.
            now: for the masthead, relative times and a story that is not published yet; aware.
            related: the stories of the list below, as `render.related` chose them; the article
                itself is left out.
            copy_html: the joined blocks of `render.body`, when they are made already.
        """
        copy = self._copy(story) if copy_html is None else copy_html
        regions = self.regions(story, now=now, related=related, copy_html=copy)
        article = story.article
        head = metadata.of_article(
            story, self._profile, self._dates, stamp_at=article.published_at or now
        )
        view = {
            **self._around(head, now, current=cards.section_address(article.category)),
            "lang": article.language or self._profile.language,
            "article": cards.told(article),
            "region": {name: Markup(each) for name, each in regions.items()},  # noqa: S704  # our own
            "copy": Markup(copy),  # noqa: S704  # `render.body` lets only allow-listed HTML out
        }
        html = self._templates.page("article.html", view, partial(has_copy, copy))
        return ArticlePage(html, regions)

    def regions(
        self, story: Story, *, now: datetime, related: Sequence[Story], copy_html: str
    ) -> Mapping[str, str]:
        """The parts of an article's page beside the copy, by id, as `article` has them.

        Cost: under a millisecond without related stories; nothing here grows with the copy but a
        search for the lead picture.
        """
        article = story.article
        view = {
            "article": cards.told(article),
            "section_link": cards.section_of(article.category, self._profile),
            "published": self._moment(article.published_at or now),
            "updated": self._updated(article),
            "prefix": self._profile.source_prefix,
            "figure": self._lead(story, copy_html),
            "names": cards.links(
                "author", [each.byline for each in article.authors if each.byline]
            ),
            "tag_links": cards.links("tag", article.tags),
            "notices": [(self._day(each.at), each) for each in article.corrections],
            "work": self._work(article, now),
            "others": self._cards(
                [each for each in related if each.article.id != article.id], now=now
            ),
        }
        return MappingProxyType(self._templates.parts("regions.html", REGIONS, view))

    def home(
        self,
        stories: Sequence[Story],
        *,
        now: datetime,
        part: Part = FIRST,
        sections: Mapping[str, Sequence[Story]] = MappingProxyType({}),
    ) -> str:
        """The home page, or an older part of it.

        Args:
            stories: newest first; of the first few, one with a picture opens the page.
            now: for the masthead and relative times; aware.
            part: which one it is.
            sections: the newest of each, as many as `render.front.wanted` says.
        """
        listed = _Listed("/", "/", "", self._words["latest"])
        if part.number > 1:
            return self._front(listed, stories, now=now, part=part)
        made = front.plan(stories, sections, self._profile)
        blocks = [self._block(each, now) for each in made.sections]
        rest = self._cards(made.rest, now=now)
        shown = (*made.top, *made.latest)
        return self._front(listed, shown, now=now, part=part, blocks=blocks, rest=rest)

    def _block(self, section: front.Section, now: datetime) -> front.Block:
        title = Link(self._profile.category_name(section.key), cards.section_address(section.key))
        is_large = section.style in _LARGE
        sizes = _TOP_SIZES if is_large else _BLOCK_SIZES
        most_px = WIDTHS_PX[-1] if is_large else cards.MIDDLE_PX
        first = self._cards(section.stories[:1], now=now, sizes=sizes, most_px=most_px)
        others = self._cards(section.stories[1:], now=now)
        return front.Block(title, section.style, first[0], others)

    def category(
        self, key: str, stories: Sequence[Story], *, now: datetime, part: Part = FIRST
    ) -> str:
        """The page of one category, or an older part of it; stories newest first."""
        name, address = self._profile.category_name(key), cards.section_address(key)
        return self._front(_Listed(address, address, "", name), stories, now=now, part=part)

    def topic(
        self, kind: str, name: str, stories: Sequence[Story], *, now: datetime, part: Part = FIRST
    ) -> str:
        """The page of a tag or an author, or an older part of it; stories newest first.

        Args:
            kind: `tag` or `author`.
            name: as readers know it.
            stories: of this part.
            now: for the masthead and relative times; aware.
            part: which one it is.
        """
        listed = _Listed(cards.topic_address(kind, name), "/", self._words[f"a_{kind}"], name)
        return self._front(listed, stories, now=now, part=part)

    def search(self, answers: Answers, *, now: datetime) -> str:
        """The page of a search; for each story the passage that shows what was found."""
        typed, part = answers.typed.strip(), answers.part
        note = self._words["search_bare"] if answers.is_bare else ""
        if not answers.stories:
            note = self._words["search_none"].replace("{typed}", typed)
        title = f"{typed} - {self._words['search']}" if typed else self._words["search"]
        cards_of = self._cards([story for story, _ in answers.stories], now=now)
        found = lists.shown(answers, cards_of)
        head = metadata.Head(f"{title} | {self._profile.name}", "", ())
        return self._page(
            "search.html",
            **self._around(head, now, current="/search"),
            typed=typed,
            note=note,
            found=found,
            newer=lists.asked_address(typed, part.number - 1) if part.number > 1 else "",
            older=lists.asked_address(typed, part.number + 1) if part.is_more else "",
        )

    def share(self, story: Story, *, now: datetime, words: Mapping[str, str]) -> str:
        """How the link of a story looks where readers pass it on or find it; for the desk alone.

        Args:
            story: the article and its pictures.
            now: for a story that is not published yet; aware.
            words: what to call the parts: `feed`, `message`, `search`.
        """
        article = story.article
        at = article.published_at or now
        head = metadata.of_article(story, self._profile, self._dates, stamp_at=at)
        told = {each.name: each.content for each in head.tags}
        return self._page(
            "share.html",
            lang=article.language or self._profile.language,
            shared=told.get("og:title", ""),
            teaser=told.get("og:description", ""),
            # The desk's own copy: what readers' apps will fetch from the site.
            image=told.get("og:image", "").removeprefix(self._profile.address),
            title=head.title,
            host=urlsplit(self._profile.address).netloc or self._profile.name,
            trail=cards.address_of(article).strip("/"),
            day=self._day(at).words,
            called=words,
        )

    def imprint(self, *, now: datetime) -> str:
        """Who publishes the newspaper, as the law wants it told, and its sections and feeds."""
        head = metadata.of_page(self._words["imprint"], "/imprint", self._profile)
        return self._page("imprint.html", **self._around(head, now, current="/imprint"))

    def not_found(self, *, now: datetime) -> str:
        """The page for an address that nothing was ever found under."""
        return self._notice("not_found", now)

    def gone(self, *, now: datetime) -> str:
        """The page for an article that was taken down."""
        return self._notice("gone", now)

    def asset(self, name: str) -> Asset | None:
        """The file behind `/site/<name>`; None for a name that no page asks for."""
        return self.furniture.asset(name)

    def _front(
        self,
        listed: _Listed,
        stories: Sequence[Story],
        *,
        now: datetime,
        part: Part,
        blocks: Sequence[front.Block] = (),
        rest: Sequence[Card] = (),
    ) -> str:
        is_opened = part.number == 1 and not listed.kind
        title = "" if listed.path == "/" and is_opened else listed.title
        if part.number > 1:
            title = f"{title}, {self._words['part'].replace('{number}', str(part.number))}"
        path = lists.part_address(listed.path, part.number)
        head = metadata.of_page(title, path, self._profile, feed_path=listed.feed_path)
        opening = stories[:1] if is_opened else ()
        top = self._cards(opening, now=now, sizes=_TOP_SIZES, most_px=WIDTHS_PX[-1])
        second = stories[1:2] if is_opened else ()
        others = [
            *self._cards(second, now=now, sizes=_SECOND_SIZES),
            *self._cards(stories[len(opening) + len(second) :], now=now),
        ]
        return self._page(
            "front.html",
            **self._around(head, now, current=listed.path),
            kind=listed.kind,
            title=title,
            first=cards.leading(top[0]) if top else None,
            others=others,
            blocks=blocks,
            rest=rest,
            newer=lists.part_address(listed.path, part.number - 1) if part.number > 1 else "",
            older=lists.part_address(listed.path, part.number + 1) if part.is_more else "",
        )

    def _page(self, name: str, /, **view: object) -> str:
        return self._templates.page(name, view)

    def _notice(self, kind: str, now: datetime) -> str:
        title = self._words[f"{kind}_title"]
        head = metadata.Head(f"{title} | {self._profile.name}", "", ())
        return self._page(
            "notice.html",
            **self._around(head, now, current=""),
            title=title,
            text=self._words[kind],
        )

    def _around(self, head: metadata.Head, now: datetime, *, current: str) -> dict[str, object]:
        today = Moment(self._dates.masthead(now), self._dates.machine(now)[:10])
        return {"head": head, "today": today, "current": current}

    def _cards(
        self,
        stories: Sequence[Story],
        *,
        now: datetime,
        sizes: str = _CARD_SIZES,
        most_px: int = cards.SMALL_PX,
    ) -> list[Card]:
        made = partial(cards.card, now=now, sizes=sizes, most_px=most_px)
        return [made(each, self._profile, self._dates) for each in stories]

    def _copy(self, story: Story) -> str:
        return body.whole(story.article, story.pictures, self._profile)

    def _lead(self, story: Story, copy_html: str) -> Markup | None:
        lead = story.article.lead
        picture = story.pictures.get(lead.sha256) if lead else None
        if lead is None or picture is None or f'"/media/{lead.sha256}/' in copy_html:
            return None
        drawn = body.figure(lead, picture, self._profile)
        drawn = cards.at_once(drawn.replace(body.SIZES, _LEAD_SIZES))
        return Markup(drawn)  # noqa: S704  # made and escaped by `body.figure`

    def _updated(self, article: Article) -> Moment | None:
        first, newest = article.published_at, article.updated_at
        if first is None or newest is None:
            return None
        if (newest - first).total_seconds() < _UPDATED_AFTER_S:
            return None
        return self._moment(newest)

    def _moment(self, at: datetime) -> Moment:
        return Moment(self._dates.stamp(at), self._dates.machine(at))

    def _work(self, article: Article, now: datetime) -> Mapping[str, str]:
        """What a correction calls the story that it corrects."""
        return {
            "headline": article.headline,
            "section": self._profile.category_name(article.category),
            "day": self._day(article.published_at or now).words,
        }

    def _day(self, at: datetime) -> Moment:
        return Moment(self._dates.day(at), self._dates.machine(at))
