# SPDX-License-Identifier: GPL-3.0-or-later
"""Dispatch: one piece of news that came in over a wire; and Source, the feed that it came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NewType

from editor.model.article import ArticleId

SourceId = NewType("SourceId", int)
DispatchId = NewType("DispatchId", int)
"""Given by the store in the order of arrival."""

EVERY_MINUTES = 15
LEAST_MINUTES, MOST_MINUTES = 5, 1440
"""How often a source may be asked at most, and at least."""
KEEP_DAYS = 14
"""So long what came in is kept after its source no longer shows it."""


@dataclass(frozen=True, slots=True)
class Source:
    """A feed that the wire desk reads. All times are aware UTC."""

    id: SourceId
    address: str
    """Where it is."""
    is_entered: bool = True
    """A person typed this very address; else it came out of a list, or off a page."""
    name: str = ""
    """Empty: what the feed calls itself, once it has been heard."""
    title: str = ""
    """What the feed calls itself."""
    is_on: bool = True
    every_minutes: int = EVERY_MINUTES
    etag: str = ""
    modified: str = ""
    """What the server said of the newest that it gave, to be told when it is asked again."""
    answered_at: datetime | None = None
    due_at: datetime | None = None
    """When it is to be asked next; None: at once."""
    failures: int = 0
    """In a row."""
    error: str = ""
    """The code of why it could not be read last; empty: it was read, or never asked."""
    error_values: Mapping[str, object] = field(default_factory=dict)
    unread: int = 0

    @property
    def label(self) -> str:
        """What people call it."""
        return self.name or self.title or self.address


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed as it stands there, nothing cleaned yet."""

    key: str
    """By which the feed knows it; made of what it says where it has none."""
    headline: str
    summary: str
    content: str
    """HTML; empty where the feed brings the summary alone."""
    link: str = ""
    author: str = ""
    language: str = ""
    published_at: datetime | None = None

    @property
    def said(self) -> tuple[str, ...]:
        """All that a reader of it sees."""
        return self.headline, self.summary, self.content, self.link, self.author


@dataclass(frozen=True, slots=True)
class Dispatch:
    """A dispatch as it is read: clean, and whole without the network."""

    id: DispatchId
    source_id: SourceId
    source: str
    """What people call it."""
    headline: str
    standfirst: str
    """One paragraph of plain text."""
    body: str
    """Copy in the house Markdown, without pictures; may be empty."""
    link: str
    author: str
    language: str
    """`vi`, `en` or what else it is in; empty: nobody knows."""
    at: datetime
    """When it went out; where it does not say, or says a time to come, when it came in."""
    is_read: bool = False
    story_id: ArticleId | None = None
    """The story that was started from it."""


@dataclass(frozen=True, slots=True)
class DispatchRow:
    """One line in the list of dispatches."""

    id: DispatchId
    source: str
    headline: str
    at: datetime
    is_read: bool
    story_id: ArticleId | None


@dataclass(frozen=True, slots=True)
class DispatchFilter:
    """Which dispatches a list shows, the newest first."""

    text: str = ""
    """Search words, with marks or without; empty: all."""
    source_id: SourceId | None = None
    """None: those of all sources that are on."""
    is_unread: bool = False
    """Only what nobody has read."""


def with_note(ednote: str, note: str) -> str:
    """A note to the editors with one more at its end, apart from what stands there."""
    return f"{ednote.rstrip()}\n\n{note}" if ednote.strip() else note
