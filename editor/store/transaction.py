# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing: one write transaction, and what it has touched so far."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from editor.model.article import ArticleId
from editor.model.changes import Changes
from editor.model.frame import FrameId
from editor.model.handover import Handover
from editor.model.picture import Sha256
from editor.store.journal import Entry


@dataclass
class Writing:
    """One write transaction, and what it has touched so far."""

    connection: Connection
    at: datetime
    origin: str
    articles: set[ArticleId] = field(default_factory=set)
    pictures: set[Sha256] = field(default_factory=set)
    frames: set[FrameId] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    handovers: set[Handover] = field(default_factory=set)
    is_outbox: bool = False
    is_site: bool = False
    is_wires: bool = False
    journal: list[Entry] = field(default_factory=list)

    @property
    def changes(self) -> Changes:
        """What the commit will tell."""
        return Changes(
            articles=frozenset(self.articles),
            pictures=frozenset(self.pictures),
            frames=frozenset(self.frames),
            fields=frozenset(self.fields),
            handovers=frozenset(self.handovers),
            is_outbox=self.is_outbox,
            is_site=self.is_site,
            is_wires=self.is_wires,
            origin=self.origin,
        )
