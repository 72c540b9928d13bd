# SPDX-License-Identifier: GPL-3.0-or-later
"""Chooser: what a house has that ours can be: its sections, topics and accounts."""

from collections.abc import Sequence
from typing import Protocol

from editor.model.mapping import Choice, Choices, Kind


class Chooser(Protocol):
    """Open while somebody looks at the map of a house. Raises as `editor.cms.adapter.Adapter`."""

    def choices(self, names: Sequence[str]) -> Choices:
        """All that it has to choose from, and what we may do about it.

        Args:
            names: tags of ours to be looked for, where it has more topics than it lists.
        """
        ...

    def make(self, kind: Kind, name: str) -> Choice:
        """Make a section or topic; one of that name that is there already is taken.

        Raises:
            Refused: `site.forbidden` for what `Choices.may_make` has not.
        """
        ...

    def close(self) -> None:
        """Let go of the line."""
        ...
