# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a story in the page of a house of another kind, as that page was learned."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from html import escape
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from editor.model import framing
from editor.model.article import Article
from editor.model.picture import WIDTHS_PX, Picture, Placement
from editor.model.profile import SiteProfile
from editor.model.shell import CLOSE, OPEN, PARTS, Shell, bounds
from editor.render import beside, body
from editor.render.body import Block
from editor.render.cards import Story
from editor.shells import stamps

_SLOT: Final = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
_NOTHING: Final = "<!-- -->"
"""Holds the place of what a story has not, so that its neighbours are patched and not made anew."""
_WORD: Final = f"{OPEN}word{CLOSE}"


def page(shell: Shell, story: Story, profile: SiteProfile, now: datetime, copy: str) -> str:
    """The page of a story as the house will show it.

    Args:
        shell: what was learned.
        story: the article and its pictures.
        profile: of the house.
        now: the date of a story that is not published yet; aware.
        copy: the joined blocks, with those of `beside_copy`.
    """
    told = _told(shell, story, profile, now)
    html = shell.template
    for part in PARTS:
        before, after = bounds(part)
        if not told.get(part):
            part_of_it = f"{re.escape(before)}.*?{re.escape(after)}"
            html = re.sub(part_of_it, _NOTHING, html, flags=re.DOTALL)
    stamp = partial(_stamp, at=_local(story.article.published_at or now, profile))

    def put(found: re.Match[str]) -> str:
        name, _, form = found[1].partition(" ")
        return stamp(form) if name == "stamp" else {**told, "copy": copy}.get(name, "")

    return _SLOT.sub(put, html)


def figure_in(shell: Shell) -> body.Draw:
    """What makes the pictures in the copy, as the house has them."""
    return partial(_figure, shell.figure_classes)


def with_beside(
    shell: Shell, article: Article, profile: SiteProfile, blocks: tuple[Block, ...]
) -> tuple[Block, ...]:
    """The blocks of a copy with those before and behind it that have no field in the house."""
    above, below = beside.around(article, shell.author or article.byline, _zone_name(profile))
    end = blocks[-1].end_line if blocks else 0
    first = tuple(Block(f"{each}\n", 0, 0, 1) for each in above)
    last = tuple(Block(f"{each}\n", end, end, 1) for each in below)
    return (*first, *blocks, *last)


def _told(shell: Shell, story: Story, profile: SiteProfile, now: datetime) -> Mapping[str, str]:
    article = story.article
    keys = [article.category, *article.other_categories]
    sections = [profile.category_name(each) for each in keys if each]
    at = _local(article.published_at or now, profile)
    return {
        "headline": escape(article.headline),
        "standfirst": escape(article.standfirst),
        "byline": escape(shell.author or article.byline),
        "stamp": "stamp",
        "machine": at.isoformat(timespec="seconds"),
        "section": _row(shell, "section", sections),
        "tags": _row(shell, "tags", article.tags),
        **dict(_lead(story, profile)),
    }


def _row(shell: Shell, kind: str, names: "list[str] | tuple[str, ...]") -> str:
    unit = shell.units.get(kind)
    if unit is None:
        return ""
    return unit.between.join(unit.html.replace(_WORD, escape(each)) for each in names)


def _lead(story: Story, profile: SiteProfile) -> Iterator[tuple[str, str]]:
    lead = story.article.lead
    picture = story.pictures.get(lead.sha256) if lead else None
    if lead is None or picture is None:
        return
    file = framing.shown(picture).plain(WIDTHS_PX[-1])
    caption, credit = lead.caption_of(picture), body.credit_line(picture, profile)
    yield "lead", "lead"
    yield "lead-src", escape(body.address(picture, file))
    yield "lead-alt", escape(lead.alt_text_of(picture))
    yield "lead-width", str(file.width_px)
    yield "lead-height", str(file.height_px)
    yield "lead-caption", escape(f"{caption} {credit}".strip())


def _figure(
    classes: tuple[str, str], placement: Placement, picture: Picture, profile: SiteProfile
) -> str:
    file = framing.shown(picture).plain(WIDTHS_PX[-1])
    return beside.figure(
        classes,
        body.address(picture, file),
        placement.caption_of(picture),
        body.credit_line(picture, profile),
        alt=placement.alt_text_of(picture),
        size=f'width="{file.width_px}" height="{file.height_px}"',
    )


def _stamp(form: str, *, at: datetime) -> str:
    return escape(stamps.printed(form, at))


def _local(at: datetime, profile: SiteProfile) -> datetime:
    return at.astimezone(ZoneInfo(_zone_name(profile)))


def _zone_name(profile: SiteProfile) -> str:
    try:
        return ZoneInfo(profile.time_zone).key
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return "UTC"
