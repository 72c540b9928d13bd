# SPDX-License-Identifier: GPL-3.0-or-later
"""All that the house in memory keeps."""

from dataclasses import dataclass, field
from uuid import uuid4

from editor.cms import rules
from editor.model.article import ArticleId
from editor.model.look import Look
from editor.model.operation import Doc, Entity, Holder, Remote
from editor.model.outlet import Outlet
from editor.model.picture import Sha256


@dataclass
class Kept:
    """All that a house keeps; several `Memory` with one `Kept` are several laptops."""

    server_id: str = field(default_factory=lambda: f"nr-{uuid4().hex[:8]}")
    epoch: str = field(default_factory=lambda: str(uuid4()))
    entities: dict[tuple[Entity, str], Remote] = field(default_factory=dict)
    tags: dict[tuple[Entity, str, int], str] = field(default_factory=dict)
    """The tag of every revision that ever was."""
    seqs: dict[tuple[Entity, str], int] = field(default_factory=dict)
    chain: list[str] = field(default_factory=lambda: [rules.GENESIS])
    receipts: dict[tuple[str, str], tuple[bytes, Remote]] = field(default_factory=dict)
    blobs: dict[Sha256, bytes] = field(default_factory=dict)
    owners: dict[str, ArticleId] = field(default_factory=dict)
    """Every address that ever was -> whose it is."""
    slugs: dict[str, str] = field(default_factory=dict)
    """Article id -> the address of its newest edition."""
    editions: set[tuple[str, str]] = field(default_factory=set)
    public: dict[str, Doc] = field(default_factory=dict)
    """What readers see: article id -> the document of its newest edition."""
    leases: dict[str, dict[str, str]] = field(default_factory=dict)
    """Article id -> person -> what for."""
    clashes: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    """(article id, person) -> the fields that are open there."""
    packs: dict[str, str] = field(default_factory=dict)
    """The rule packs of the newsroom by name."""
    issued: dict[str, list[Doc]] = field(default_factory=dict)
    """Article id -> the documents of its editions, the first one first."""
    closed: dict[str, Doc] = field(default_factory=dict)
    """The royalty sheets of closed months, as they were then."""
    look: Look = field(default_factory=Look)
    """The newspaper's own templates and style sheets."""
    outlet: Outlet = field(default_factory=Outlet)
    """The site outside that it publishes to."""
    effects: int = 0
    """How many writes took effect."""

    def hold(self, article_id: str, person: str, doing: str = "") -> tuple[Holder, ...]:
        """Note that a person has a story open, or, doing nothing, no more; who else has."""
        held = self.leases.setdefault(article_id, {})
        held.pop(person, None)
        if doing:
            held[person] = doing
        return self.held(article_id, person)

    def held(self, article_id: str, person: str) -> tuple[Holder, ...]:
        """Who has a story open, as this person is told."""
        rows = sorted(self.leases[article_id].items())
        return tuple(Holder(each, "", told, each == person) for each, told in rows)
