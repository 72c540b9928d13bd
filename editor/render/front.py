# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: which story stands where on the home page: lead, seconds, latest, sections, the rest."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from editor.model.profile import SiteProfile
from editor.render.cards import Card, Link, Story

SECOND_COUNT = 3
LATEST_COUNT = 8
TOP_COUNT = 1 + SECOND_COUNT + LATEST_COUNT
"""So many of the newest stories stand above the sections."""
BLOCK_COUNT = 5
"""So many a section has at most."""

_LEAST = 2
"""A section with fewer is no block; its stories are among the rest."""
_OPENING = 4
"""The first of so many that has a picture leads; where none has, the newest."""
_RHYTHM = ("wide", "pair", "pair", "row")
"""How one block after the other is laid out."""


@dataclass(frozen=True, slots=True)
class Section:
    """One section of the home page, as it is planned."""

    key: str
    style: str
    """`wide`, `pair` (two side by side), `row`, or what the profile says: `pictures`, `opinion`."""
    stories: tuple[Story, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One section of the home page, as it is shown."""

    title: Link
    style: str
    first: Card
    others: Sequence[Card]


@dataclass(frozen=True, slots=True)
class Plan:
    """The stories of a home page; none stands twice."""

    top: tuple[Story, ...]
    """The lead, then the seconds."""
    latest: tuple[Story, ...]
    sections: tuple[Section, ...]
    rest: tuple[Story, ...]


def wanted(stories: Sequence[Story], profile: SiteProfile) -> dict[str, int]:
    """How many of the newest stories of each section are needed to fill its block.

    Args:
        stories: the newest of all.
        profile: whose sections.
    """
    above = Counter(each.article.category for each in stories[:TOP_COUNT])
    return {each.key: BLOCK_COUNT + above[each.key] for each in profile.categories}


def plan(
    stories: Sequence[Story], by_section: Mapping[str, Sequence[Story]], profile: SiteProfile
) -> Plan:
    """Lay out a home page.

    Args:
        stories: the newest of all, newest first.
        by_section: the newest of each section, as many as `wanted` says.
        profile: tells the order of the sections.
    """
    opened = _opened(stories)
    top, latest = opened[: 1 + SECOND_COUNT], opened[1 + SECOND_COUNT : TOP_COUNT]
    placed = {each.article.id for each in opened[:TOP_COUNT]}
    found = []
    for category in profile.categories:
        free = [e for e in by_section.get(category.key, ()) if e.article.id not in placed]
        if len(free) >= _LEAST:
            chosen = _pictured_first(free[:BLOCK_COUNT])
            found.append(Section(category.key, category.style, chosen))
            placed |= {each.article.id for each in chosen}
    rest = tuple(each for each in stories if each.article.id not in placed)
    return Plan(top, latest, _laid_out(found), rest)


def _opened(stories: Sequence[Story]) -> tuple[Story, ...]:
    return (*_pictured_first(stories[:_OPENING]), *stories[_OPENING:]) if stories else ()


def _pictured_first(stories: Sequence[Story]) -> tuple[Story, ...]:
    first = next(filter(_has_picture, stories), stories[0])
    return (first, *(each for each in stories if each is not first))


def _laid_out(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Give each its style by the rhythm; one that would stand alone beside nothing gets wide."""
    made: list[Section] = []
    beat = 0
    for at, each in enumerate(sections):
        if each.style:
            made.append(each)
            continue
        style = _RHYTHM[beat % len(_RHYTHM)]
        follows = at + 1 < len(sections) and not sections[at + 1].style
        is_second = bool(made) and made[-1].style == "pair" and beat % len(_RHYTHM) == 2
        if style == "pair" and not is_second and not follows:
            style, beat = "wide", 0
        made.append(Section(each.key, style, each.stories))
        beat += 1
    return tuple(made)


def _has_picture(story: Story) -> bool:
    lead = story.article.lead
    return lead is not None and lead.sha256 in story.pictures
