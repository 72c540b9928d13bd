# SPDX-License-Identifier: GPL-3.0-or-later
"""Article, its fields, ArticleId."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any, NewType

from editor.model.assignment import Assignee
from editor.model.picture import Picture, Placement, Sha256
from editor.model.remark import Remarks
from editor.model.workflow import Deeds, State

ArticleId = NewType("ArticleId", str)
"""A UUIDv7 made by the laptop; never used for order."""

FLAGS = ("legal", "ai_assisted", "confidential_source")
"""Marks for colleagues; none is ever published."""


@dataclass(frozen=True, slots=True)
class Author:
    """One person in a byline. The law and pay use the person, readers see the pen name."""

    person: str = ""
    pen_name: str = ""
    role: str = "writer"

    @property
    def byline(self) -> str:
        """The name that readers see."""
        return self.pen_name or self.person


@dataclass(frozen=True, slots=True)
class Correction:
    """A published error and what is right, dated; aware UTC."""

    at: datetime
    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Article:
    """One article as it stands. All times are aware UTC; texts are NFC, lines end in newline."""

    id: ArticleId
    kicker: str = ""
    headline: str = ""
    standfirst: str = ""
    body: str = ""
    """Markdown, as `editor.text.dialect` reads it."""
    dateline_place: str = ""
    authors: tuple[Author, ...] = ()
    category: str = ""
    """The key of the main category in the site profile."""
    other_categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    language: str = "vi"
    slugline: str = ""
    """The internal name; never shown to readers."""
    url_slug: str = ""
    """The last part of the address; frozen at first publication."""
    ednote: str = ""
    """Editor's note; never published."""
    flags: tuple[str, ...] = ()
    genre: str = ""
    royalty_shares: tuple[tuple[str, int], ...] = ()
    """(person, per cent)."""
    royalty_coefficient: int | None = None
    """What is paid for it, in hundredths; None: as for its genre. Only editors set it."""
    royalty_note: str = ""
    """Why; only editors write it."""
    commissioned_length: int | None = None
    """Words ordered."""
    desk: str = ""
    """The key of the desk in the site profile that the story is made for."""
    assignees: tuple[Assignee, ...] = ()
    """Who is to write, photograph or edit it."""
    due_at: datetime | None = None
    """When it is to be handed in."""
    brief: str = ""
    """What is asked for; plain text."""
    embargoed_until: datetime | None = None
    publish_at: datetime | None = None
    related: tuple[ArticleId, ...] = ()
    corrections: tuple[Correction, ...] = ()
    placements: tuple[Placement, ...] = ()
    remarks: Remarks = ()
    """Comments and suggested changes of colleagues; never published."""
    state: State = State.DRAFT
    """Decided by the server through acts; never sent along with text."""
    published_at: datetime | None = None
    """First publication, by the server's clock."""
    updated_at: datetime | None = None
    """The newest publication or update, by the server's clock."""
    deeds: Deeds = ()
    """The acts that were done on it, oldest first; written by the server, never published."""
    extra: Mapping[str, object] = field(default_factory=dict)
    """Fields of a newer version of Stet, passed through untouched."""

    @property
    def byline(self) -> str:
        """All names that readers see, in order, joined by a comma."""
        return ", ".join(author.byline for author in self.authors if author.byline)

    def placement_named(self, name: str) -> Placement | None:
        """The placement that the copy calls by this name."""
        return next((each for each in self.placements if each.name == name), None)

    @property
    def lead(self) -> Placement | None:
        """The picture that stands for the article: the one chosen, else the first."""
        chosen = (each for each in self.placements if each.is_lead)
        return next(chosen, self.placements[0] if self.placements else None)


SERVER_FIELDS = frozenset({"state", "published_at", "updated_at", "deeds"})
"""Fields that only the server writes."""

PLAN_FIELDS = ("desk", "assignees", "due_at", "brief")
"""Fields that plan a story; one that has any of them and no copy yet is a stub."""

HEADER_FIELDS = frozenset(
    {
        "slugline",
        "ednote",
        "flags",
        "genre",
        "royalty_shares",
        "royalty_coefficient",
        "royalty_note",
        "commissioned_length",
        *PLAN_FIELDS,
        "embargoed_until",
        "publish_at",
        "remarks",
        "deeds",
    }
)
"""Fields that never reach a reader."""

PAY_FIELDS = frozenset({"royalty_coefficient", "royalty_note"})
"""Fields that only editors write."""

_STAYS = (*PAY_FIELDS, "royalty_shares", *PLAN_FIELDS, "remarks")
"""Fields that are no part of a version: they stay when an older one is brought back."""


def place(article: Article, picture: Picture) -> Article:
    """The article with a picture added at the end of its strip; the same picture adds nothing.

    The name used in the copy is the file name without its folders, made unique in the article.
    """
    if any(each.sha256 == picture.sha256 for each in article.placements):
        return article
    name = _free_name(article, picture.file_name or picture.sha256[:12])
    added = Placement(sha256=picture.sha256, name=name)
    return replace(article, placements=(*article.placements, added))


def displace(article: Article, sha256: Sha256) -> Article:
    """The article without that picture in its strip; the copy is left as it is."""
    kept = tuple(each for each in article.placements if each.sha256 != sha256)
    return replace(article, placements=kept)


def as_restored(old: Article, now: Article) -> Article:
    """An older version brought back: what is said, planned and paid stays as it is now."""
    kept: dict[str, Any] = {name: getattr(now, name) for name in _STAYS}
    return replace(old, **kept)


def _free_name(article: Article, file_name: str) -> str:
    wanted = PurePosixPath(file_name.replace("\\", "/")).name
    wanted = "".join("-" if char.isspace() or char in "()[]<>\"'" else char for char in wanted)
    path = PurePosixPath(wanted or "picture")
    taken = {each.name for each in article.placements}
    name, number = path.name, 2
    while name in taken:
        name = f"{path.stem}-{number}{path.suffix}"
        number += 1
    return name
