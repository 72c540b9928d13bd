# SPDX-License-Identifier: GPL-3.0-or-later
"""The public site, made by editor.render: the same function as the preview."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from editor.model.look import Look
from editor.model.profile import SiteProfile
from editor.server import caching
from editor.server.editions import EVERY, Edition, Which
from editor.text.searching import Question, question

# Templates, dates and Markdown cost five megabytes and a tenth of a second: they are loaded with
# the first page, so that a server without readers, as on most laptops, does without.
if TYPE_CHECKING:
    from editor.render.page import Asset, Pages, Part, Story

NO_LOOK: Final = Look()
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
    keys: tuple[str, ...] = ()
    """By which caches forget it: see `editor.server.caching`."""


class Shelf(Protocol):
    """What readers may see."""

    def live(self, which: Which = EVERY, *, limit: int, start: int = 0) -> Sequence[Edition]:
        """Editions, newest first publication first; the first `start` left out."""

    def topic_name(self, kind: str, slug: str) -> str:
        """A tag or an author as readers know it; empty: no live story has it."""

    def found(self, asked: Question, *, limit: int, start: int = 0) -> list[tuple[Edition, str]]:
        """Editions with these words, newest first, each with all its text."""

    def mark(self) -> str:
        """What is another one after each change of what readers may see."""


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
        look: the newspaper's own files as they are now.
    """

    def __init__(
        self, source: Source, templates: Path, look: Callable[[], Look] = lambda: NO_LOOK
    ) -> None:
        self._source = source
        self._templates = templates
        self._look = look
        self._made: tuple[str, Pages] | None = None
        self._pool: tuple[str, list[Story]] = ("", [])
        """What the lists below articles are chosen from, and the mark that it was read by."""

    @property
    def _pages(self) -> "Pages":
        look, made = self._look(), self._made
        if made is None or made[0] != look.tag:
            # Another thread may set an older one meanwhile: this page is made by what was asked.
            made = self._made = look.tag, self._new_pages(look)
        return made[1]

    def _new_pages(self, look: Look) -> "Pages":
        from editor.render.page import Pages  # noqa: PLC0415  # see above

        return Pages(self._templates, self._source.profile, look)

    def home(self, number: int = 1) -> Made | None:
        """A part of the home page, the newest story large on the first; None: none is so old."""
        stories, part = self._part(EVERY, number)
        if number > 1 and not stories:
            return None
        sections = self._sections(stories) if number == 1 else {}
        now = self._source.clock()
        made = self._pages.home(stories, now=now, part=part, sections=sections)
        shown = {each.article.id: each for each in (*stories, *chain(*sections.values()))}
        return _listed("/", made, list(shown.values()), now)

    def category(self, key: str, number: int = 1) -> Made | None:
        """A part of the page of a category; None for one that the site neither has nor used."""
        stories, part = self._part(Which(category=key), number)
        if not stories and (number > 1 or key not in self._known()):
            return None
        now = self._source.clock()
        made = self._pages.category(key, stories, now=now, part=part)
        return _listed(f"/{key}/", made, stories, now)

    def topic(self, kind: str, slug: str, number: int = 1) -> Made | None:
        """A part of the page of a tag or an author (see `editor.server.directory`), or None."""
        name = self._source.editions.topic_name(kind, slug)
        if not name:
            return None
        stories, part = self._part(Which(topic=(kind, slug)), number)
        if not stories:
            return None
        now = self._source.clock()
        made = self._pages.topic(kind, name, stories, now=now, part=part)
        return _listed(f"/{kind}/{slug}/", made, stories, now)

    def article(self, edition: Edition) -> Made:
        """The page of an article as it went public, with what is near it below."""
        from editor.render import related  # noqa: PLC0415  # see above

        mark, (read_by, newest) = self._source.editions.mark(), self._pool
        if read_by != mark:
            # One more than are chosen from: the story above is among them. Another thread may set
            # an older pool meanwhile: what was taken down since stands in it.
            newest = self._newest(EVERY, limit=related.POOL + 1)
            self._pool = mark, newest
        pool = {each.article.id: each for each in newest}
        found = related.chosen(edition.article, [each.article for each in pool.values()])
        found_ids = [each.id for each in found]
        below = [pool[each] for each in found_ids]
        now = self._source.clock()
        page = self._pages.article(_story(edition), now=now, related=below)
        keys = map(caching.story, (edition.article.id, *found_ids))
        return Made(page.html, _holds_until(below, now), keys=tuple(keys))

    def search(self, typed: str, number: int = 1) -> Made:
        """The page of answers, without marks where nothing has them; never kept here.

        Args:
            typed: by a reader.
            number: of the part, from 1.
        """
        from editor.render.page import ANSWER_COUNT, Answers, Part  # noqa: PLC0415  # see above

        start, asked, now = (number - 1) * ANSWER_COUNT, question(typed), self._source.clock()
        bare, is_bare = asked.without_marks, False
        found = self._source.editions.found(asked, limit=ANSWER_COUNT + 1, start=start)
        is_nowhere = not found and (not start or not self._source.editions.found(asked, limit=1))
        if bare != asked and is_nowhere:
            found = self._source.editions.found(bare, limit=ANSWER_COUNT + 1, start=start)
            asked, is_bare = bare, bool(found)
        stories = [(_story(edition), text) for edition, text in found[:ANSWER_COUNT]]
        part = Part(number, is_more=len(found) > ANSWER_COUNT)
        answers = Answers(typed, asked, stories, part, is_bare=is_bare)
        keys = tuple(caching.story(story.article.id) for story, _ in stories)
        return Made(self._pages.search(answers, now=now), now, keys=keys)

    def newest(
        self, category: str, *, limit: int, since: datetime | None = None
    ) -> "list[Story] | None":
        """The newest stories of a category (empty: of all); None for one that there never was."""
        stories = self._newest(Which(category=category, since=since), limit=limit)
        return stories if stories or category in self._known() else None

    def imprint(self) -> Made:
        """Who publishes the newspaper."""
        now = self._source.clock()
        return Made(self._pages.imprint(now=now), _holds_until([], now))

    def not_found(self) -> str:
        """The page for an address that nothing was ever found under."""
        return self._pages.not_found(now=self._source.clock())

    def gone(self) -> str:
        """The page for an article that was taken down."""
        return self._pages.gone(now=self._source.clock())

    def version(self) -> str:
        """What addresses of its files end in now: `/site/site.css?v=<version>`."""
        return self._pages.furniture.version

    def asset(self, name: str) -> "Asset | None":
        """The file behind `/site/<name>`; None for a name that no page asks for."""
        return self._pages.asset(name)

    def _sections(self, stories: "Sequence[Story]") -> "dict[str, list[Story]]":
        from editor.render import front  # noqa: PLC0415  # see above

        wanted = front.wanted(stories, self._source.profile)
        return {key: self._newest(Which(category=key), limit=n) for key, n in wanted.items()}

    def _known(self) -> set[str]:
        return {"", *(each.key for each in self._source.profile.categories)}

    def _newest(self, which: Which, *, limit: int, start: int = 0) -> "list[Story]":
        found = self._source.editions.live(which, limit=limit, start=start)
        return [_story(each) for each in found]

    def _part(self, which: Which, number: int) -> "tuple[list[Story], Part]":
        from editor.render.page import FRONT_COUNT, Part  # noqa: PLC0415  # see above

        start = (number - 1) * FRONT_COUNT
        found = self._newest(which, limit=FRONT_COUNT + 1, start=start)
        return found[:FRONT_COUNT], Part(number, is_more=len(found) > FRONT_COUNT)


def _listed(path: str, html: str, stories: "Sequence[Story]", now: datetime) -> Made:
    """A part of a list of stories."""
    shown = [caching.story(each.article.id) for each in stories]
    return Made(html, _holds_until(stories, now), keys=(caching.listing(path), *shown))


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
