# SPDX-License-Identifier: GPL-3.0-or-later
"""All that the house in memory keeps."""

from dataclasses import dataclass, field
from uuid import uuid4

from editor.cms import rules
from editor.model.article import ArticleId
from editor.model.operation import Doc, Entity, Remote
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
    effects: int = 0
    """How many writes took effect."""
