# SPDX-License-Identifier: GPL-3.0-or-later
"""Binding: what of ours stands in a house that keeps no revisions for us, and under which name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from editor.model.operation import Doc, Entity, Remote


class Phase(StrEnum):
    """How far the making of a post or file has come."""

    CREATING = "creating"
    """It was asked for, and nobody knows whether it is there: look its marker up first."""
    BOUND = "bound"
    """It is there, and its id is known."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One story or picture of ours, and the post or file that it is in a house."""

    entity: Entity
    entity_id: str
    phase: Phase
    marker: str = ""
    """What it is looked up by as long as its id is not known."""
    remote_id: str = ""
    """The house's id; empty until it is bound."""
    told: Remote | None = None
    """What stands, as the laptop was told; None: nothing yet."""
    sent: Doc | None = None
    """What the house has of it, where that is not what the laptop was told: edits of a story that
    is out wait here until they are to go before readers. None: it has just that."""
    returned: Mapping[str, str] = field(default_factory=dict)
    """Field of the house -> the hash of what it last returned, in NFC."""
    facts: Mapping[str, str] = field(default_factory=dict)
    """What else the house said, by names of its own: addresses, numbers of revisions."""
    html: str = ""
    """The text as the house last returned it."""
    tags: tuple[str, ...] = ()
    """The tag of each revision, the first one first."""
    seq: int = 0
    """Its place in the feed; the ledger gives it."""

    @property
    def there(self) -> Doc:
        """What the house has of it, as a document of ours."""
        told = self.told.doc if self.told is not None else {}
        return told if self.sent is None else self.sent


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of an operation, so that a repeat says the same."""

    op_id: str
    said: str
    """The hash of what was asked for."""
    remote: Remote


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into a ledger in one step."""

    bindings: tuple[Binding, ...] = ()
    news: bool = True
    """Whether the bindings move to the head of the feed."""
    receipt: Receipt | None = None
    facts: Mapping[str, str] = field(default_factory=dict)
    """Name -> what is to be remembered of the whole house."""
    originals: Mapping[str, str] = field(default_factory=dict)
    """Article id -> its HTML as it first came; what is kept already stays."""
