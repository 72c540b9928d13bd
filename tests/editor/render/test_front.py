# SPDX-License-Identifier: GPL-3.0-or-later
"""The home page: a lead with its picture, sections in their rhythm, no story twice, none lost."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from editor.model.profile import Category, SiteProfile
from editor.profiles import load_profile
from editor.render import front
from editor.render.page import Pages, Story
from tests.builders import a_picture, a_placement, an_article
from tests.contracts.houses import HOUSE_TIME

RESOURCES = Path(__file__).parents[3] / "resources"
KEYS = ("a", "b", "c", "d", "e")
PROFILE = SiteProfile(
    name="Báo",
    categories=tuple(
        Category(key, key.upper(), {"d": "opinion", "e": "pictures"}.get(key, "")) for key in KEYS
    ),
)
PICTURE = a_picture()


def story(number: int, category: str, *, pictured: bool) -> Story:
    placed = (a_placement(PICTURE),) if pictured else ()
    article = an_article(number, headline=f"Tin {number}.", category=category, placements=placed)
    return Story(article, {PICTURE.sha256: PICTURE})


def by_section(stories: list[Story], wanted: dict[str, int]) -> dict[str, list[Story]]:
    return {
        key: [each for each in stories if each.article.category == key][:most]
        for key, most in wanted.items()
    }


MADE = st.lists(st.tuples(st.sampled_from((*KEYS, "", "gone")), st.booleans()), max_size=60)


@given(MADE)
def test_every_story_stands_once(made: list[tuple[str, bool]]) -> None:
    """All of the newest are on the page; what else a section has comes on top of them."""
    stories = [story(at, key, pictured=has) for at, (key, has) in enumerate(made)]
    newest = stories[:32]
    wanted = front.wanted(newest, PROFILE)
    plan = front.plan(newest, by_section(stories, wanted), PROFILE)
    blocks = [each.stories for each in plan.sections]
    placed = [*plan.top, *plan.latest, *(one for each in blocks for one in each), *plan.rest]
    ids = [each.article.id for each in placed]
    assert len(ids) == len(set(ids))
    assert {each.article.id for each in newest} <= set(ids)
    first_four = newest[:4]
    if any(each.article.placements for each in first_four):
        assert plan.top[0].article.placements
        assert plan.top[0] in first_four
    for each in plan.sections:
        assert 2 <= len(each.stories) <= front.BLOCK_COUNT
        has_any = any(one.article.placements for one in each.stories)
        assert bool(each.stories[0].article.placements) is has_any
    styles = [each.style for each in plan.sections]
    at = 0
    while at < len(styles):
        # Two stand side by side, and none beside nothing.
        if styles[at] == "pair":
            assert styles[at + 1] == "pair"
            at += 1
        at += 1


def test_sections_have_their_heads_and_the_page_says_what_they_are() -> None:
    """Opinion with its names, pictures with theirs; a section of one story is no block."""
    stories = [story(at, KEYS[at % 5], pictured=True) for at in range(40)]
    stories.append(story(99, "lone", pictured=True))
    sections = by_section(stories, front.wanted(stories[:32], PROFILE))
    html = Pages(RESOURCES / "site", PROFILE).home(stories[:32], now=HOUSE_TIME, sections=sections)
    assert html.count('<section class="block ') == 5
    for key in KEYS:
        assert f'<a href="/{key}/">{key.upper()}</a></h2>' in html
    assert html.count('<p class="who">Một Trần</p>') == 5
    assert 'class="block pictures"' in html
    for at in range(32):
        assert html.count(f">Tin {at}.</a>") == 1, at


def test_the_papers_that_ship_have_a_section_of_pictures() -> None:
    """The last one, in both languages."""
    for language in ("vi", "en"):
        profile = load_profile(RESOURCES / "sites" / f"{language}.toml")
        assert profile.categories[-1].style == "pictures"
