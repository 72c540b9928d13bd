# SPDX-License-Identifier: GPL-3.0-or-later
"""Sampler: what a house of another kind says of a published post, to learn how its pages look."""

from typing import Protocol

from editor.model.shell import Sample


class Sampler(Protocol):
    """A line of its own, used when a look is learned. Raises as `editor.cms.adapter.Adapter`."""

    def sample(self, address: str) -> Sample | None:
        """A published post with what stands on its page.

        Args:
            address: of its page; empty: one of the newest, that which shows most.

        Returns:
            None: nothing is published. For a page that is no post of the house, its address alone.
        """
        ...

    def close(self) -> None:
        """Let go of the line."""
        ...
