# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's pages are made from editions by the preview's own function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from editor.model.profile import SiteProfile
from editor.render import related
from editor.render.page import FRONT_COUNT, Pages, Story
from editor.server.editions import EVERY, Edition, Which
from editor.server.pages import PublicPages
from tests.builders import PROFILE, a_picture, a_placement, an_article

SITE = Path(__file__).parents[3] / "resources" / "site"
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@dataclass
class Shelf:
    """Editions in memory."""

    editions: list[Edition] = field(default_factory=list)

    def live(self, which: Which = EVERY, *, limit: int, start: int = 0) -> Sequence[Edition]:
        found = [each for each in self.editions if each.article.id != which.other_than]
        found = [each for each in found if which.category in {"", each.article.category}]
        return found[start : start + limit]

    def topic_name(self, kind: str, slug: str) -> str:
        return ""

    def mark(self) -> str:
        return uuid4().hex


@dataclass
class Source:
    """What the pages are made from, in memory."""

    editions: Shelf
    profile: SiteProfile = PROFILE

    def clock(self) -> datetime:
        return NOW


def edition(number: int, **fields) -> Edition:
    picture = a_picture(number)
    article = an_article(
        number,
        headline=f"Tin số {number}",
        url_slug=f"tin-so-{number}",
        placements=(a_placement(picture),),
        published_at=NOW - timedelta(hours=number),
        **fields,
    )
    return Edition(article, {picture.sha256: picture})


@pytest.fixture
def shelf() -> Shelf:
    return Shelf([edition(number) for number in range(1, FRONT_COUNT + 10)])


def test_an_article_page_is_the_previews(shelf: Shelf) -> None:
    """The same article at the same instant gives the same bytes."""
    first = shelf.editions[0]
    pool = {each.article.id: each for each in shelf.editions[1:]}
    found = related.chosen(first.article, [each.article for each in pool.values()])
    below = [Story(each, pool[each.id].pictures) for each in found]
    story = Story(first.article, first.pictures)
    preview = Pages(SITE, PROFILE).article(story, now=NOW, related=below)
    assert PublicPages(Source(shelf), SITE).article(first).text == preview.html
    assert preview.regions["related"].count("<article") == related.COUNT


def test_home_shows_the_newest(shelf: Shelf) -> None:
    """As many as a front holds, and no more."""
    html = PublicPages(Source(shelf), SITE).home().text
    assert html.count("<article class=") == FRONT_COUNT
    assert "/tin-so-1.html" in html
    assert f"/tin-so-{FRONT_COUNT + 1}.html" not in html


def test_a_category_has_its_own_page(shelf: Shelf) -> None:
    """Known ones always, even empty; others only when a story is in them."""
    shelf.editions.append(edition(99, category="bo-cu"))
    pages = PublicPages(Source(shelf), SITE)
    assert "Tin số 1" in pages.category("tin-tuc").text
    assert "Chưa có bài nào" in pages.category("van-hoa").text
    assert "Tin số 99" in pages.category("bo-cu").text
    assert pages.category("khong-co") is None


def test_notices_and_assets(shelf: Shelf) -> None:
    """What else the public site needs."""
    pages = PublicPages(Source(shelf), SITE)
    assert "Không tìm thấy" in pages.not_found()
    assert "đã được gỡ" in pages.gone()
    assert pages.asset("site.js") is not None
    imprint = pages.imprint().text.partition("<footer")[0]
    told = (PROFILE.agency, PROFILE.governing_body, PROFILE.head, PROFILE.licence)
    assert all(each in imprint for each in told)
    assert any(told)
    assert pages.asset("../words.toml") is None


class Overtaken(str):
    """A mark; who finds that the pool has it already is overtaken by another thread."""

    __slots__ = ("by",)
    by: Callable[[], None]

    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        is_other = str.__ne__(self, other)
        if not is_other:
            self.by()
        return is_other


@dataclass
class Marked(Shelf):
    """Editions in memory, with the mark that a test gives them."""

    told: str = ""

    def mark(self) -> str:
        return self.told


def test_a_page_that_is_late_puts_nothing_taken_down_below_the_page_made_beside_it(
    shelf: Shelf,
) -> None:
    """It read the pool before the take-down, and is done with it in the middle of the other."""
    first, every = shelf.editions[0], shelf.editions
    now = Overtaken("after")
    marked = Marked([first, *every[2:]], now)
    pages = PublicPages(Source(marked), SITE)

    def late() -> None:
        marked.editions, marked.told = every, "before"
        pages.article(first)

    now.by = late
    pages.article(first)
    assert "/tin-so-2.html" not in pages.article(first).text


def test_what_is_near_stands_below_a_story(shelf: Shelf) -> None:
    """A shared tag counts for more than being new."""
    first = edition(1, tags=("Lũ quét",))
    near = edition(FRONT_COUNT, tags=("lũ quét",))
    shelf.editions[0], shelf.editions[FRONT_COUNT - 1] = first, near
    html = PublicPages(Source(shelf), SITE).article(first).text
    assert f"/tin-so-{FRONT_COUNT}.html" in html
    assert html.index(f"/tin-so-{FRONT_COUNT}.html") < html.index("/tin-so-2.html")
