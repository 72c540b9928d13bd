# SPDX-License-Identifier: GPL-3.0-or-later
"""What was set of a picture, step by step, so that each step can be taken back and made again."""

from dataclasses import dataclass, replace

from editor.model.picture import Crop, NamedCrop, Picture


@dataclass(frozen=True, slots=True)
class Framed:
    """All that this view sets."""

    turn_degrees: int = 0
    straighten_degrees: float = 0.0
    focal_point: tuple[float, float] | None = None
    crops: tuple[NamedCrop, ...] = ()
    in_story: Crop | None = None
    """The crop of the open story alone."""

    def on(self, picture: Picture) -> Picture:
        """The picture with all of it."""
        return replace(
            picture,
            turn_degrees=self.turn_degrees,
            straighten_degrees=self.straighten_degrees,
            focal_point=self.focal_point,
            crops=self.crops,
        )


def framed(picture: Picture, in_story: Crop | None) -> Framed:
    """What is set of a picture."""
    return Framed(
        picture.turn_degrees,
        picture.straighten_degrees,
        picture.focal_point,
        picture.crops,
        in_story,
    )


class Steps:
    """The present, what was before it, and what was taken back.

    Args:
        now: where it begins.
    """

    def __init__(self, now: Framed) -> None:
        self.now = now
        self._past: list[Framed] = []
        self._future: list[Framed] = []
        self._kind = ""

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is something to make again."""
        return bool(self._future)

    def change(self, new: Framed, kind: str) -> bool:
        """Set it; False when it is set already.

        Args:
            new: all of it.
            kind: changes of one kind in a row are one step, however many; empty: one by itself.
        """
        if new == self.now:
            return False
        if not kind or kind != self._kind:
            self._past.append(self.now)
        self._kind, self.now, self._future = kind, new, []
        return True

    def rest(self) -> None:
        """The hand is off: what comes is another step."""
        self._kind = ""

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        return self._step(self._past, self._future)

    def redo(self) -> bool:
        """Make it again; False when there is none."""
        return self._step(self._future, self._past)

    def _step(self, back: list[Framed], forth: list[Framed]) -> bool:
        if not back:
            return False
        forth.append(self.now)
        self.now, self._kind = back.pop(), ""
        return True
