# SPDX-License-Identifier: GPL-3.0-or-later
"""Changes: what a commit touched and who asked; the only news that goes up."""

from dataclasses import dataclass, field

from editor.model.article import ArticleId
from editor.model.frame import FrameId
from editor.model.handover import Handover
from editor.model.picture import Sha256


@dataclass(frozen=True, slots=True)
class Changes:
    """What one commit touched. A listener that finds its own origin ignores it."""

    articles: frozenset[ArticleId] = field(default_factory=frozenset)
    pictures: frozenset[Sha256] = field(default_factory=frozenset)
    frames: frozenset[FrameId] = field(default_factory=frozenset)
    fields: frozenset[str] = field(default_factory=frozenset)
    """Names of article fields; `*` when it may be any."""
    handovers: frozenset[Handover] = field(default_factory=frozenset)
    """Whose turn it made a story."""
    is_outbox: bool = False
    """What waits to be sent is not what it was."""
    is_site: bool = False
    """The site profile is not what it was."""
    is_wires: bool = False
    """A source of the wire desk, or what one sent, is not what it was."""
    origin: str = ""
    """Who asked: `draft:<article id>`, `sync`, `command`, `screen` ..."""
    warning: str = ""
    """A code of what a person should hear once; nothing was lost by it."""
