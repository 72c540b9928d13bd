# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames on their way out: files with their words, one after the other, counted, to be ended."""

from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from editor.errors import EditorError
from editor.model.frame import Frame
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk


class Exporting(QObject):
    """Writes copies of frames into a folder, beside all other work. Thread: that of the widgets.

    Args:
        desk: the exporter, and what was written about the frames.
        tasks: the door to the threads.
    """

    progressed = Signal(int, int)
    """How many are done, of how many; (0, 0) at the end."""
    failed = Signal(object)
    """An EditorError about one picture, or about the folder."""
    noted = Signal(str, dict)
    """The code and the values of a sentence about a file whose words lie beside it."""
    ended = Signal(Path, int)
    """The folder, or the sheet, and how many pictures went there."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._round = 0

    def export(self, frames: Sequence[Frame], folder: Path, size: str) -> None:
        """Write the files of some frames; nothing in the folder is ever overwritten.

        Args:
            frames: in their order.
            folder: made when missing.
            size: `print`, `web` or `message`.
        """
        number = self._begin()
        # After every write that was asked for: the newest words go out.
        self._tasks.write(
            partial(self._start, list(frames), folder, size),
            lambda sent: self._next(number, sent, folder, (0, 0, len(frames))),
            self.failed.emit,
        )

    def sheet(self, frames: Sequence[Frame], target: Path, title: str) -> None:
        """Write a caption sheet of some frames as a PDF."""
        self._begin()
        self._tasks.write(
            partial(self._sheet, list(frames), target, title),
            lambda count: self.ended.emit(target, count),
            self.failed.emit,
        )

    def cancel(self) -> None:
        """Write no more; what is written stays."""
        self._begin()

    def _begin(self) -> int:
        self._round += 1
        self.progressed.emit(0, 0)
        return self._round

    def _start(self, frames: Sequence[Frame], folder: Path, size: str) -> Iterator[Any]:
        from editor.exports.exporter import Size  # noqa: PLC0415  # slow to load, seldom asked for

        exporter = self._desk.exporter
        originals = exporter.of_frames(self._newest(frames))
        return exporter.files(originals, folder, size=Size(size))

    def _sheet(self, frames: Sequence[Frame], target: Path, title: str) -> int:
        exporter = self._desk.exporter
        exporter.sheet(exporter.of_frames(self._newest(frames)), target, title=title)
        return len(frames)

    def _newest(self, frames: Sequence[Frame]) -> list[Frame]:
        known = self._desk.frames.find([each.id for each in frames])
        return [
            Frame(each.id, each.path, now.picture, now.sha256)
            for each in frames
            for now in (known.get(each.id, each),)
        ]

    def _next(
        self, number: int, sent: Iterator[Any], folder: Path, counts: tuple[int, int, int]
    ) -> None:
        if number != self._round:
            return
        done, good, every = counts
        if done == every:
            self.progressed.emit(0, 0)
            self.ended.emit(folder, good)
            return
        self.progressed.emit(done, every)
        self._tasks.run(
            partial(next, sent),
            lambda one: self._next(number, sent, folder, (done + 1, good + self._tell(one), every)),
            self.failed.emit,
        )

    def _tell(self, one: object) -> int:
        """Tell what came of one; 1 when it was written."""
        if isinstance(one, EditorError):
            self.failed.emit(one)
            return 0
        sidecar = getattr(one, "sidecar", None)
        if sidecar is not None:
            values = {"file": getattr(one, "path", Path()).name, "sidecar": sidecar.name}
            self.noted.emit(getattr(one, "reason", ""), values)
        return 1
