# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a look tried on pages of every kind before readers get them: what is wrong, and where."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from editor.errors import Refused
from editor.model.article import Article, ArticleId, Author, Correction
from editor.model.look import Look
from editor.model.picture import Picture, Placement, Sha256
from editor.model.profile import SiteProfile
from editor.render.cards import Story
from editor.render.furniture import Furniture
from editor.render.lists import FIRST, Answers, Part
from editor.render.page import Pages
from editor.text.searching import question

_NOW = datetime(2026, 1, 1, tzinfo=UTC)
_COUNT = 24
"""Enough for every part of a front page."""


def troubles(shipped: Path, profile: SiteProfile, look: Look) -> list[Refused]:
    """What own templates and words do wrong; where there is any, readers get the shipped ones.

    Cost: a tenth of a second.

    Args:
        shipped: `resources/site`.
        profile: the site.
        look: its own files.
    """
    found: list[Refused] = []
    try:
        Furniture(shipped, look).check_words()
    except Refused as error:
        found.append(error)
    pages = Pages(shipped, profile, look, found.append)
    _make_all(pages, profile)
    return found


def _make_all(pages: Pages, profile: SiteProfile) -> None:
    stories = [_story(number, profile) for number in range(_COUNT)]
    bare = Story(Article(id=ArticleId("bare"), headline="A"), {})
    for story in (stories[0], bare):
        pages.article(story, now=_NOW, related=stories[1:6])
    pages.article(bare, now=_NOW, related=())
    middle = Part(2, is_more=True)
    for listed in (stories, stories[:1], []):
        for part in (FIRST, middle):
            pages.home(listed, now=_NOW, part=part)
            pages.topic("author", "A", listed, now=_NOW, part=part)
            pages.category(stories[0].article.category, listed, now=_NOW, part=part)
    for typed, found in (("word", stories), ("word", []), ("", [])):
        texts = [(each, "A headline\nA word in the copy.") for each in found]
        asked = Answers(typed, question(typed), texts, middle, is_bare=bool(found))
        pages.search(asked, now=_NOW)
    pages.imprint(now=_NOW)
    pages.not_found(now=_NOW)
    pages.gone(now=_NOW)


def _story(number: int, profile: SiteProfile) -> Story:
    """One that has everything, with a picture or, every other one, without."""
    categories = [each.key for each in profile.categories] or ["news"]
    article = Article(
        id=ArticleId(f"tried-{number}"),
        kicker="Kicker",
        headline="A headline",
        standfirst="A standfirst.",
        body="A paragraph.\n\n## Subhead\n\n- item\n\n> quotation\n",
        dateline_place="Place",
        authors=(Author(person="A", pen_name="A"), Author(person="!", pen_name="!")),
        category=categories[number % len(categories)],
        tags=("tag", "!"),
        corrections=(Correction(_NOW, "wrong", "right"),),
        published_at=_NOW - timedelta(hours=number + 1),
        updated_at=_NOW,
    )
    if number % 2:
        return Story(article, {})
    picture = Picture(
        Sha256(f"{number:064x}"), "a.jpg", 1, "image/jpeg", 1600, 900, caption="C", credit="A"
    )
    placed = Placement(picture.sha256, picture.file_name, is_lead=True)
    return Story(replace(article, placements=(placed,)), {picture.sha256: picture})
