# SPDX-License-Identifier: GPL-3.0-or-later
"""The pictures of the tiles on their way: those in sight first, at once small, then sharp."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from editor.errors import EditorError
from editor.model.frame import FrameId
from editor.pictures.thumbnails import SIZES_PX
from ui.pictures.frames import Lying
from ui.pictures.turning import fitted, turned, turned_size
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk

LIMIT_BYTES: Final = 128_000_000
"""Of all tiles together, in memory."""
AT_ONCE: Final = 2
"""How many pictures are decoded at the same time; a desk's computer has no fewer cores."""
FIRST_LOOKS: Final = 12
"""Previews that are read in one go: each takes less time than the way to the thread."""


@dataclass(frozen=True, slots=True)
class Image:
    """The picture of a tile, as it was made for a box and a turn."""

    image: QImage
    box: QSize
    turn_degrees: int
    is_sharp: bool

    def suits(self, lying: Lying, box: QSize) -> bool:
        """Whether nothing better can be made."""
        is_right = self.box == box and self.turn_degrees == lying.picture.turn_degrees
        return is_right and self.is_sharp


class Sharpening(QObject):
    """Makes the pictures of tiles beside all other work. Thread: that of the widgets.

    What is scrolled out of sight before its turn came is not made.

    Args:
        desk: where sharp thumbnails are kept.
        tasks: the door to the threads.
        limit_bytes: how much is kept in memory.
    """

    arrived = Signal(list)
    """The ids of frames whose picture is another now."""
    failed = Signal(str, object)
    """The id of a frame, and the EditorError that keeps it from being shown."""

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        parent: QObject | None = None,
        *,
        limit_bytes: int = LIMIT_BYTES,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._limit_bytes = limit_bytes
        self._box = QSize()
        self._wanted: list[Lying] = []
        self._held: OrderedDict[FrameId, Image] = OrderedDict()
        self._given_up: set[FrameId] = set()
        self._making: set[FrameId] = set()
        self._is_glancing = False
        self._generation = 0
        self.held_bytes = 0
        """Of all pictures that are kept in memory."""

    @property
    def in_flight(self) -> int:
        """How many pictures are being decoded now."""
        return len(self._making)

    def image(self, frame_id: FrameId) -> QImage | None:
        """The best picture that there is of a frame; None: none yet."""
        held = self._held.get(frame_id)
        return None if held is None else held.image

    def is_sharp(self, lying: Lying) -> bool:
        """Whether a tile has its picture as it should be."""
        held = self._held.get(lying.id)
        return held is not None and held.suits(lying, self._box)

    def want(self, wanted: Sequence[Lying], box: QSize) -> None:
        """Make these next, the first one first, and nothing else that has not begun.

        Args:
            wanted: the frames in sight, then those that may come into it.
            box: what each is to fit into, in pixels of the device.
        """
        self._box = box
        self._wanted = [each for each in wanted if each.fault is None]
        for each in self._wanted:
            if each.id in self._held:
                self._held.move_to_end(each.id)
        self._go_on()

    def forget(self) -> None:
        """Put all pictures away, and drop what is on its way."""
        self._generation += 1
        self._wanted = []
        self._held.clear()
        self._given_up.clear()
        self._making.clear()
        self._is_glancing = False
        self.held_bytes = 0

    def _go_on(self) -> None:
        self._glance()
        for lying in self._wanted:
            if len(self._making) >= AT_ONCE:
                return
            is_open = lying.id not in self._making and lying.id not in self._given_up
            if is_open and not self.is_sharp(lying):
                self._making.add(lying.id)
                self._tasks.run(
                    partial(self._sharp, lying, self._box),
                    partial(self._on_made, self._generation, lying),
                    partial(self._on_failed, self._generation, lying),
                )

    def _glance(self) -> None:
        """Show the previews inside the files of those that have no picture at all."""
        if self._is_glancing:
            return
        bare = [each for each in self._wanted if each.id not in self._held and each.seen.preview]
        if bare:
            self._is_glancing = True
            self._tasks.run(
                partial(_previews, bare[:FIRST_LOOKS], self._box),
                partial(self._on_glanced, self._generation),
            )

    def _sharp(self, lying: Lying, box: QSize) -> Image:
        longest_px = max(box.width(), box.height())
        size_px = next((each for each in SIZES_PX if each >= longest_px), SIZES_PX[-1])
        thumbnails = self._desk.thumbnails
        data = thumbnails.kept(lying.id, size_px) or thumbnails.make(lying.seen, size_px)
        turn = lying.picture.turn_degrees
        image = fitted(turned(QImage.fromData(data), 1, turn), box)
        return Image(image, box, turn, is_sharp=True)

    def _on_glanced(self, generation: int, made: Sequence[tuple[FrameId, Image]]) -> None:
        if generation != self._generation:
            return
        self._is_glancing = False
        fresh = [(frame_id, image) for frame_id, image in made if frame_id not in self._held]
        for frame_id, image in fresh:
            self._hold(frame_id, image)
        self.arrived.emit([frame_id for frame_id, _image in fresh])
        self._go_on()

    def _on_made(self, generation: int, lying: Lying, image: Image) -> None:
        if generation != self._generation:
            return
        self._making.discard(lying.id)
        self._hold(lying.id, image)
        self.arrived.emit([lying.id])
        self._go_on()

    def _on_failed(self, generation: int, lying: Lying, error: EditorError) -> None:
        if generation != self._generation:
            return
        self._making.discard(lying.id)
        self._given_up.add(lying.id)
        self.failed.emit(lying.id, error)
        self._go_on()

    def _hold(self, frame_id: FrameId, image: Image) -> None:
        old = self._held.pop(frame_id, None)
        self.held_bytes += image.image.sizeInBytes()
        self.held_bytes -= old.image.sizeInBytes() if old is not None else 0
        self._held[frame_id] = image
        while self.held_bytes > self._limit_bytes and len(self._held) > 1:
            _id, oldest = self._held.popitem(last=False)
            self.held_bytes -= oldest.image.sizeInBytes()


def _previews(bare: Sequence[Lying], box: QSize) -> list[tuple[FrameId, Image]]:
    made = []
    for lying in bare:
        picture, turn = lying.picture, lying.picture.turn_degrees
        whole = turned_size(picture.width_px, picture.height_px, turn)
        small = turned(QImage.fromData(lying.seen.preview), lying.seen.orientation, turn)
        # A preview that is damaged is none; the tile waits for its sharp picture.
        image = fitted(small, box, whole=whole) if not small.isNull() else QImage()
        made.append((lying.id, Image(image, box, turn, is_sharp=False)))
    return made
