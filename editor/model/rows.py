# SPDX-License-Identifier: GPL-3.0-or-later
"""What lists and bars show: a story's row, a version, what waits, how the line is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from editor.model.article import Article, ArticleId
from editor.model.assignment import Assignee, Me
from editor.model.picture import Picture, Sha256
from editor.model.workflow import State


class SyncMark(StrEnum):
    """What has become of the newest words of a story."""

    SAVED = "saved"
    """Stands in the store; no site is set up or the story was never queued."""
    WAITING = "waiting"
    SENT = "sent"
    NEEDS_YOU = "needs_you"


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One line in the list of stories."""

    id: ArticleId
    headline: str
    kicker: str
    category: str
    byline: str
    state: State
    changed_at: datetime
    mark: SyncMark
    words: int
    pictures: int
    missing_captions: int
    lead_sha256: str = ""
    is_ahead: bool = False
    """Readers have it, and do not see yet all that it says."""
    excerpt: str = ""
    """For a search: the passage found; plain text with each match between U+0002 and U+0003."""
    slugline: str = ""
    desk: str = ""
    assignees: tuple[Assignee, ...] = ()
    due_at: datetime | None = None
    is_stub: bool = False
    """It is planned, and nothing of it is written yet."""
    is_returned: bool = False
    """A draft that was sent back, and not handed in since."""

    @property
    def title(self) -> str:
        """What it is called among colleagues: its headline, else its slugline; empty: nothing."""
        return self.headline or self.slugline


@dataclass(frozen=True, slots=True)
class StoryFilter:
    """Which stories a list shows, newest change first."""

    text: str = ""
    """Search words; empty: all."""
    states: tuple[State, ...] = ()
    """Empty: all but the spiked."""
    category: str = ""
    author: str = ""
    people: tuple[str, ...] | None = None
    """Only stories that one of these names wrote or is assigned to."""
    waiting: Me | None = None
    """Only stories that the ladder asks this person to do something for."""
    desk: str = ""
    is_stub: bool = False
    """Only stories that are planned and not written yet."""
    due: tuple[datetime | None, datetime | None] | None = None
    """Only unfinished stories that are due from the first of these times and before the other."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a story in its history."""

    number: int
    at: datetime
    author: str
    """Who wrote it: a device's or person's name; empty: this laptop."""
    reason: str
    """`typing`, `import`, `pull`, `merge`, `mine`, `theirs`, `publish`, `restore` ..."""
    headline: str
    words: int


@dataclass(frozen=True, slots=True)
class Unread:
    """What others changed in a story since it was last read here."""

    authors: tuple[str, ...]
    """Who, in the order in which it came."""
    at: datetime
    """When the newest of it came in."""
    before: Article
    """The story as it was last read."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A story with its pictures as readers have them, or as they would get them now."""

    article: Article
    pictures: Mapping[Sha256, Picture]


class OpState(StrEnum):
    """How far a queued operation has come."""

    PENDING = "pending"
    INFLIGHT = "inflight"
    UNKNOWN = "unknown"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """One operation that waits, as a person reads it."""

    op_id: str
    kind: str
    """`save`, `picture`, or the name of an act."""
    article_id: ArticleId | None
    headline: str
    size_bytes: int
    state: OpState
    attempts: int
    queued_at: datetime
    next_at: datetime | None
    error: str = ""
    """The code of the newest failure; empty: none."""
    entity_id: str = ""
    """What it is about: the article's id, or the picture's SHA-256."""
    publish_at: datetime | None = None
    """When an act is to go before readers; None: at once."""
    sent_bytes: int = 0
    """How much of a big picture the server has already."""


@dataclass(frozen=True, slots=True)
class Clashing:
    """One open question between two versions of an article's field."""

    article_id: ArticleId
    field: str
    base: str
    mine: str
    theirs: str
    at: datetime
    values: tuple[object, object, object] | None = None
    """Base, mine, theirs as an Article has them, where the field is no mere text."""


class Line(StrEnum):
    """How the line to the publishing server is."""

    NONE = "none"
    """No server is set."""
    ONLINE = "online"
    OFFLINE = "offline"
    REFUSED = "refused"
    """It does not go on without a person: sign in again, or answer what is asked."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a picture has come."""

    sha256: str
    sent_bytes: int
    size_bytes: int


@dataclass(frozen=True, slots=True)
class SyncStatus:
    """The whole of the sync in one glance."""

    line: Line = Line.NONE
    waiting: int = 0
    needs_you: int = 0
    is_sending: bool = False
    sent_at: datetime | None = None
    """When everything was last in agreement."""
    error: str = ""
    """The code of what keeps it from going on; empty: nothing does."""
    values: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What the sentence of the error names."""
    is_paused: bool = False
    progress: Progress | None = None
    """The picture that is on its way now."""
    notice: str = ""
    """The code of what happened and should be known, until it is put away; empty: nothing."""
    notice_values: Mapping[str, object] = field(default_factory=dict, hash=False)
    """What its sentence names."""
    clock_off_s: int = 0
    """By how much this computer's clock is ahead of the server's (behind: negative); 0: by less
    than two minutes, or nobody knows."""
