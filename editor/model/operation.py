# SPDX-License-Identifier: GPL-3.0-or-later
"""Operation: what is to be sent, frozen; and what came of it: Done, Rejected or Unknown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

Doc = Mapping[str, object]
"""The written form of an article or a picture: see `editor.wire`."""


class Entity(StrEnum):
    """What an operation is about; the value stands in addresses too."""

    ARTICLE = "articles"
    PICTURE = "pictures"


class OpKind(StrEnum):
    """What an operation does to its entity."""

    CREATE = "create"
    PATCH = "patch"
    ACT = "act"
    DELETE = "delete"


@dataclass(frozen=True, slots=True)
class Operation:
    """One recorded command. A repeat sends the same id and the same bytes."""

    op_id: str
    """A UUID: the Idempotency-Key."""
    entity: Entity
    entity_id: str
    kind: OpKind
    payload: bytes
    """Canonical JSON: CREATE the whole document, PATCH the changed fields, ACT `{"act", "reason",
    "edition"}`, DELETE `{}`."""
    base: str = ""
    """The ETag that it was made against; empty for CREATE."""
    local_version: int = 0
    """The entity's local version that the payload says; 0 for ACT."""


@dataclass(frozen=True, slots=True)
class Remote:
    """An entity as the server has it."""

    entity: Entity
    entity_id: str
    rev: int
    etag: str
    doc: Doc = field(default_factory=dict)
    is_deleted: bool = False
    author: str = ""
    """The device or person who wrote this revision."""
    op_id: str = ""
    address: str = ""
    """Where readers find it, when it is public."""
    ground: Doc | None = None
    """What a foreign text was made from, where that is not what the laptop was last told: edits
    that wait for their publication stand in between. None: just that."""


@dataclass(frozen=True, slots=True)
class Done:
    """It took effect, now or at an earlier try."""

    remote: Remote


@dataclass(frozen=True, slots=True)
class Rejected:
    """It had no effect, and the same command never will."""

    code: str
    """`rev_mismatch`, `invalid_transition`, `forbidden` ..."""
    current: Remote | None = None
    """What stands there now, when the server says."""
    detail: str = ""
    values: Mapping[str, object] = field(default_factory=dict, compare=False)
    """What its sentence names, where the house said so."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody can tell whether it took effect: repeat with the same key."""

    cause: str
    """A code of `editor.errors`, such as `line.timeout`."""
    retry_after_s: float | None = None


Outcome = Done | Rejected | Unknown


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the change feed."""

    changes: tuple[Remote, ...]
    cursor: str
    """`epoch.seq.chain`: where the next page starts."""
    has_more: bool = False
    packs: str | None = None
    """The tag of the newsroom's rule packs; None: nobody said."""
    look: str | None = None
    """The tag of the site's look; None: nobody said."""
    outlet: str | None = None
    """The tag of how it stands with the site outside; None: nobody said."""


@dataclass(frozen=True, slots=True)
class RulePacks:
    """The rule packs that a newsroom gives to its laptops."""

    tag: str = ""
    """Another where any of them is; empty: there are none."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """Name -> the pack as it was written."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who has an article open, as far as the server knows; it bars nobody."""

    person: str
    device: str
    doing: str
    """What for: `writing`, `captions` ..."""
    is_me: bool = False


@dataclass(frozen=True, slots=True)
class Sums:
    """All that stands in a house, summed up by range: see `editor.cms.digests`."""

    cursor: str
    """The place in the change feed at which it stood so."""
    ranges: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ServerInfo:
    """Who the server is and who we are to it."""

    server_id: str
    epoch: str
    address: str
    """Scheme and host of the public site."""
    person: str = ""
    role: str = ""
    time: str = ""
    """The server's clock, ISO 8601."""
    profile: Doc = field(default_factory=dict)
    """The site profile in its written form."""
