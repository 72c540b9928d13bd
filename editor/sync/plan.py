# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: mine, base, theirs -> what to do; how long to wait; when to stop and ask."""

from dataclasses import dataclass
from enum import Enum

from editor.errors import EditorError, Refused
from editor.model.operation import Doc, Entity
from editor.model.rows import Line
from editor.text.merge import FieldClash, merge_article, merge_picture, shared
from editor.wire import CONTENT_FIELDS, PICTURE_FIELDS

FIRST_DELAY_S = 2.0
LONGEST_DELAY_S = 900.0
MASS_DELETE_FLOOR = 20
MASS_DELETE_SHARE = 0.10


class Step(Enum):
    """What a newer version on the server asks of the laptop."""

    FOLLOW = "follow"
    """Nothing was changed here: take theirs."""
    MERGE = "merge"
    """Both changed: one document out of both, questions kept."""
    REMOVE = "remove"
    """Deleted there, untouched here."""
    REVIVE = "revive"
    """Deleted there, changed here: the edit wins."""


@dataclass(frozen=True, slots=True)
class Decision:
    """The step, and the document that stands here after it."""

    step: Step
    doc: Doc
    clashes: tuple[FieldClash, ...] = ()


def decide(
    entity: Entity,
    *,
    base: Doc | None,
    mine: Doc | None,
    theirs: Doc,
    is_deleted: bool = False,
    is_asked: bool = False,
) -> Decision:
    """What becomes of an entity that the server has a newer version of.

    Args:
        entity: article or picture.
        base: the last version that both sides had; None when there never was one.
        mine: as it stands here; None when it does not.
        theirs: as it stands there; empty for a tombstone.
        is_deleted: theirs is a tombstone.
        is_asked: a text beside mine waits for a person's answer; it is an edit, too.
    """
    is_touched = mine is not None and (base is None or differs(entity, mine, base))
    if is_deleted:
        is_kept = mine is not None and (is_touched or is_asked)
        return Decision(Step.REVIVE if is_kept else Step.REMOVE, mine or {})
    if mine is None or not is_touched:
        return Decision(Step.FOLLOW, theirs)
    merge = merge_article if entity is Entity.ARTICLE else merge_picture
    # Both made it without knowing of each other: what they share is the only common ground.
    merged = merge(shared(mine, theirs) if base is None else base, mine, theirs)
    return Decision(Step.MERGE, merged.doc, merged.clashes)


def differs(entity: Entity, one: Doc, other: Doc) -> bool:
    """Whether two documents differ in what a laptop may send."""
    names = CONTENT_FIELDS if entity is Entity.ARTICLE else PICTURE_FIELDS
    return any(one.get(name) != other.get(name) for name in names)


def is_mass_delete(removed: int, known: int) -> bool:
    """Whether a pull would take so many articles away that a person must say yes first."""
    return removed > max(MASS_DELETE_FLOOR, known * MASS_DELETE_SHARE)


def line_of(error: EditorError) -> Line:
    """What a failure says of the line: what is refused waits for a person, all else is retried."""
    return Line.REFUSED if isinstance(error, Refused) else Line.OFFLINE


def asked_s(error: EditorError) -> float | None:
    """How long a server asked to be left alone; None: it did not."""
    told = error.values.get("retry_after_s")
    return float(told) if isinstance(told, int | float) else None


def delay_s(failures: int, draw: float, *, asked_s: float | None = None) -> float:
    """How long to wait after a failure: exponential with full jitter, 2 s to 15 min.

    Args:
        failures: how many there were in a row, the newest included.
        draw: a random number in [0, 1).
        asked_s: what the server asked for; kept, but never more than the longest.
    """
    ceiling = min(LONGEST_DELAY_S, FIRST_DELAY_S * 2.0 ** min(failures, 30))
    wait = FIRST_DELAY_S + draw * (ceiling - FIRST_DELAY_S)
    return min(LONGEST_DELAY_S, max(wait, asked_s or 0.0))
