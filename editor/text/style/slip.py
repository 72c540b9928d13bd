# SPDX-License-Identifier: GPL-3.0-or-later
"""Slip: one thing in the copy that a sub-editor would mend, its place, and what is surely meant."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from editor.text.style.prose import Prose

OFF_AT_FIRST: Final = frozenset({"repeated_passage"})
"""Rules that say nothing until a person wants them."""


class Tier(StrEnum):
    """When a rule speaks."""

    LIVE = "a"
    """While the copy is typed: it is hardly ever wrong."""
    BEFORE = "b"
    """Before the story is handed in."""
    LISTED = "c"
    """In a list that a person asks for, never under the words: it is often a matter of taste."""


@dataclass(frozen=True, slots=True)
class Slip:
    """What one rule found."""

    rule: str
    """Its name; `house.<name>` for a rule of a pack."""
    tier: Tier
    start: int
    end: int
    """Where in the copy, in characters; `start` < `end`."""
    words: str
    """As they stand there."""
    mend: str | None = None
    """What to put there; None where only a person knows."""
    why: str = ""
    """The reason, where the rule brings its own words along."""
    other: str = ""
    """How the same is written elsewhere, where that is the matter."""

    def moved(self, by: int) -> "Slip":
        """The same so many characters further down."""
        return replace(self, start=self.start + by, end=self.end + by)


def slip(
    prose: Prose, rule: str, span: tuple[int, int], mend: str | None = None, tier: Tier = Tier.LIVE
) -> Slip:
    """A slip in a passage.

    Args:
        prose: the passage.
        rule: its name.
        span: (start, end) in the words of the passage.
        mend: what to put there; dropped where marks stand between the words.
        tier: when it is told.
    """
    start, end = prose.span(*span)
    is_whole = end - start == span[1] - span[0]
    words = prose.text[span[0] : span[1]]
    return Slip(rule, tier, start, end, words, mend if is_whole else None)
