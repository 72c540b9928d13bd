# SPDX-License-Identifier: GPL-3.0-or-later
"""Frame: a picture file on the light table, known by its bytes wherever its file lies."""

from dataclasses import dataclass
from typing import NewType

from editor.model.picture import Picture, Sha256

FrameId = NewType("FrameId", str)
"""Drawn from a file's size and the bytes at both its ends: the same for every copy of it."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A file as it lies in a folder or on a card, and what was written about it.

    Nothing is copied until it is attached to a story; from then on it is the picture of that hash,
    and what is written about it is the picture's.
    """

    id: FrameId
    path: str
    """Where it was last seen; a card that is out leaves it as it was."""
    picture: Picture
    """What is known of it, without a hash as long as none was made of it."""
    sha256: Sha256 | None = None
    """Of the picture that was made of it; None: not taken in yet."""

    @property
    def is_kept(self) -> bool:
        """Whether its bytes are in the store, so that the card may go."""
        return self.sha256 is not None
