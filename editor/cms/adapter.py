# SPDX-License-Identifier: GPL-3.0-or-later
"""Adapter: what is asked of a house of another kind, so that the ledger can make a Site of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from editor import wire
from editor.model.article import Article
from editor.model.binding import Binding
from editor.model.capabilities import Capabilities
from editor.model.operation import Doc, ServerInfo
from editor.model.picture import Picture, Sha256
from editor.model.workflow import State


@dataclass(frozen=True, slots=True)
class Post:
    """A post as the house has it, or a file that it keeps."""

    remote_id: str
    fields: Mapping[str, str]
    """Field of the house -> its raw value as text, in NFC: what is hashed and compared."""
    state: State = State.DRAFT
    """What its status means to us."""
    at: datetime | None = None
    """When it goes or went before readers."""
    address: str = ""
    """Where readers find it, when it is public."""
    author: str = ""
    versions: int = 0
    """How many revisions of its text there are; 0: not told."""
    is_trashed: bool = False
    html: str = ""
    """Its text as it stands."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What else is to be kept with its binding."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Some of the posts of a house."""

    posts: tuple[Post, ...]
    facts: Mapping[str, str] = field(default_factory=dict)
    """Where the next listing goes on, to be kept."""
    has_more: bool = False
    all_ids: frozenset[str] | None = None
    """After a sweep of the whole house: every id that there is. None: no sweep ended here."""


@dataclass(frozen=True, slots=True)
class Stand:
    """What an article stands for in a house: itself, its pictures, and what is known of them."""

    article: Article
    pictures: Mapping[Sha256, tuple[Picture, Binding]] = field(default_factory=dict)
    """Hash -> the picture, and the file that it is in the house."""
    binding: Binding | None = None
    """Of the article; None: there is no post yet."""

    @property
    def lead_before(self) -> Sha256 | None:
        """The picture that leads the story as the house has it, where it leads no more."""
        there = self.binding.there if self.binding is not None else {}
        before = wire.article_from_doc(there).lead if there else None
        lead = self.article.lead
        is_same = before is None or (lead is not None and lead.sha256 == before.sha256)
        return None if before is None or is_same else before.sha256


Payload = Mapping[str, object]
"""What is sent of a post, by the house's names; what its text is sent as is called `content`."""


FilesOf = Callable[[Sha256], Binding | None]
"""The file that a picture is in the house; None: it is not there."""

FileOf = Callable[[Picture, str], Path]
"""A picture and the name of one of its renditions -> its file: no place, no camera in it."""


class Adapter(Protocol):
    """One house of another kind, one request or few a call; it remembers nothing of its own.

    Every call may raise `Offline` and `Refused` as `editor.cms.site.Site` says. A write that raises
    `Offline` may have taken effect. `Refused` with `site.` says that it had none and never will.
    """

    @property
    def texts(self) -> frozenset[str]:
        """The names in a payload that are texts of which the house keeps revisions."""
        ...

    def now(self) -> datetime:
        """What time it is by the house's clock, as it last told."""
        ...

    def capabilities(self) -> Capabilities:
        """What it can do and lets us do, as known by the last `greet`."""
        ...

    def greet(self) -> ServerInfo:
        """Prove who we are to it; only after that may anything missing be gone."""
        ...

    def listing(self, facts: Mapping[str, str]) -> Listing:
        """The next posts that are new or changed, or another page of a sweep through all."""
        ...

    def read(self, remote_id: str) -> Post | None:
        """One post as it stands; None: proven to be gone."""
        ...

    def look_up(self, marker: str) -> tuple[Post, ...]:
        """All posts that bear a marker, in every state and in the trash, lowest id first."""
        ...

    def payload(self, stand: Stand) -> dict[str, object]:
        """What would be sent of an article as it stands, without its state.

        Raises:
            Refused: `site.bad_field`, `site.no_such_category`, `site.missing_picture`.
        """
        ...

    def create(self, marker: str, payload: Payload) -> Post:
        """Make a draft under its marker; never anything public."""
        ...

    def update(self, before: Post, payload: Payload) -> Post:
        """Change some fields of a post.

        Args:
            before: as it was just read.
            payload: the fields.

        Raises:
            Clash: `site.rev_mismatch`: it is not as it was read, and nothing was changed.
        """
        ...

    def transition(self, stand: Stand, state: State, at: datetime | None) -> Payload:
        """What is sent, beside its text, for an article to come into a state.

        Args:
            stand: as it will be.
            state: the one to come into.
            at: when it is to go before readers, for `State.SCHEDULED`.
        """
        ...

    def is_kept(self, payload: Payload, post: Post) -> bool:
        """Whether a post says what was sent, but for what the house is known to write anew."""
        ...

    def lost(self, html: str) -> tuple[str, ...]:
        """What a filter would take out of HTML when we write, such as `iframe`."""
        ...

    def trash(self, remote_id: str) -> None:
        """Take a post away from readers and out of the work; it can be brought back there."""
        ...

    def foreign(self, post: Post, versions: int) -> tuple[str, ...]:
        """The texts of the newest revisions that others may have written, newest first.

        Args:
            post: what was just written.
            versions: how many to look at.
        """
        ...

    def doc_of(self, post: Post, binding: Binding | None, article_id: str) -> Doc:
        """A post as a document of ours; what the house does not know of it stays as it was.

        Args:
            post: as it stands.
            binding: what is known of it; None: it was never here.
            article_id: what it is called here.
        """
        ...

    def put_picture(self, picture: Picture, marker: str, binding: Binding | None) -> Post:
        """Send the file for readers and its words, or its words alone where the file is there.

        Raises:
            Refused: `site.not_a_picture`, `site.too_large`, `site.forbidden`, `picture.not_here`.
        """
        ...

    def find_picture(self, picture: Picture, marker: str) -> tuple[Post, ...]:
        """The files that a picture may have become under its marker, lowest id first."""
        ...

    def hang_up(self) -> None:
        """End what waits on the line."""
        ...

    def close(self) -> None:
        """Let go of the line."""
        ...
