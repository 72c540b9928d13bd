# SPDX-License-Identifier: GPL-3.0-or-later
"""Files and pictures on their way onto the light table: looked at in turn, then described."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from editor.errors import EditorError, Refused
from editor.model.frame import Frame, FrameId
from editor.model.picture import Picture, Sha256
from editor.pictures import contact, folder
from editor.pictures.contact import Sighting
from editor.pictures.folder import CardFile
from ui.pictures.frames import Lying
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk

FIRST, NEXT = 24, 96
"""Frames in the first batch, so that the table fills at once, and in each one after it."""
DESCRIBED_AT_ONCE: Final = 16
"""Files whose captions are read in one go."""


@dataclass(frozen=True, slots=True)
class _Batch:
    lying: Sequence[Lying]
    done: int
    passed_over: int
    """Files that are no pictures."""


class Laying(QObject):
    """Lays frames on the table, a batch after the other. Thread: that of the widgets.

    Args:
        desk: what was written about frames, and where pictures are kept.
        tasks: the door to the threads.
    """

    laid = Signal(list)
    """More that lies there: each a `Lying`."""
    described = Signal(list)
    """What lies there already, with what its file says, where that is there: each a `Lying`."""
    progressed = Signal(int, int)
    """How many were looked at, of how many; (0, 0) at the end."""
    describing = Signal(int, int)
    """Of how many the captions were read, of how many; (0, 0) at the end."""
    ended = Signal(int)
    """All were looked at; how many files were passed over because they are no pictures."""
    failed = Signal(object)
    """An EditorError: the place is not there."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._round = 0
        self._passed_over = 0
        self._bare: list[Lying] = []
        self._described_count = 0
        self._is_looking = False

    def lay_files(self, places: Sequence[Path]) -> None:
        """Lay all pictures of folders, cards and files on the table."""
        self._begin(partial(folder.files, list(places)), self._of_files)

    def lay_pictures(self, find: Callable[[], Sequence[Picture]]) -> None:
        """Lay pictures of the store on the table; `find` is called off this thread."""
        self._begin(find, self._of_pictures)

    def cancel(self) -> None:
        """Look at no more; what lies there already is still described."""
        if self._is_looking:
            self._round += 1
            self._end_looking()
            self._describe(self._round)

    def forget(self) -> None:
        """Look at no more and describe no more: other things lie there, or the card is out."""
        self._round += 1
        self._bare = []
        self._described_count = 0
        self._end_looking()
        self.describing.emit(0, 0)

    def _begin(
        self, find: Callable[[], Sequence[object]], look: Callable[..., Iterator[Lying | None]]
    ) -> None:
        self.forget()
        self._is_looking = True
        self._passed_over = 0
        number = self._round
        self._tasks.run(
            find,
            lambda found: self._on_found(number, look(found), len(found)),
            partial(self._on_failed, number),
        )

    def _on_found(self, number: int, looks: Iterator[Lying | None], every: int) -> None:
        if number == self._round:
            self.progressed.emit(0, every)
            self._next(number, looks, 0, every)

    def _next(self, number: int, looks: Iterator[Lying | None], done: int, every: int) -> None:
        self._tasks.run(
            partial(self._look, looks, done),
            partial(self._on_looked, number, looks, every),
            partial(self._on_failed, number),
        )

    def _look(self, looks: Iterator[Lying | None], done: int) -> _Batch:
        seen = list(islice(looks, NEXT if done else FIRST))
        lying = [each for each in seen if each is not None]
        known = self._desk.frames.find([each.id for each in lying if not each.is_described])
        placed = self._desk.articles.placed() if lying else set()
        met = [_meeting(each, known.get(each.id), placed) for each in lying]
        return _Batch(met, done + len(seen), len(seen) - len(lying))

    def _on_looked(
        self, number: int, looks: Iterator[Lying | None], every: int, batch: _Batch
    ) -> None:
        if number != self._round:
            return
        self._passed_over += batch.passed_over
        self._bare += [each for each in batch.lying if not each.is_described and not each.fault]
        self.laid.emit(list(batch.lying))
        if number != self._round:
            # Whoever heard it ended the look.
            return
        if batch.done < every:
            self.progressed.emit(batch.done, every)
            self._next(number, looks, batch.done, every)
            return
        self._end_looking()
        self.ended.emit(self._passed_over)
        self._describe(number)

    def _end_looking(self) -> None:
        self._is_looking = False
        self.progressed.emit(0, 0)

    def _describe(self, number: int) -> None:
        if not self._bare:
            self.describing.emit(0, 0)
            return
        self.describing.emit(self._described_count, self._described_count + len(self._bare))
        bare, self._bare = self._bare[:DESCRIBED_AT_ONCE], self._bare[DESCRIBED_AT_ONCE:]
        self._tasks.run(partial(_described, bare), partial(self._on_described, number, len(bare)))

    def _on_described(self, number: int, count: int, lying: Sequence[Lying]) -> None:
        if number == self._round:
            self._described_count += count
            self.described.emit(list(lying))
            self._describe(number)

    def _on_failed(self, number: int, error: EditorError) -> None:
        if number == self._round:
            self._end_looking()
            self.failed.emit(error)

    def _of_files(self, files: Sequence[CardFile]) -> Iterator[Lying | None]:
        return (_lying(contact.look(each)) for each in files)

    def _of_pictures(self, pictures: Sequence[Picture]) -> Iterator[Lying | None]:
        return (_kept(each, self._desk.vault.path(each.sha256)) for each in pictures)


def _lying(seen: Sighting | None) -> Lying | None:
    return None if seen is None else Lying(seen, seen.frame, fault=seen.fault)


def _kept(picture: Picture, path: Path) -> Lying:
    """A picture of the store; its frame is the one that its original is, wherever that lies."""
    try:
        status = path.stat()
        seen = contact.look(CardFile(path, status.st_size, status.st_mtime))
    except OSError:
        seen = None
    if seen is None:
        frame = Frame(FrameId(picture.sha256[:32]), str(path), picture)
        seen = Sighting(frame, 0.0, fault=Refused("picture.not_here", file=picture.file_name))
    frame = Frame(seen.frame.id, str(path), picture, picture.sha256)
    return Lying(seen, frame, is_described=True, fault=seen.fault)


def _meeting(lying: Lying, known: Frame | None, placed: set[Sha256]) -> Lying:
    """What lies there, with what was written about it before, wherever it lay then."""
    if known is not None:
        frame = replace(known, path=lying.frame.path)
        # One without a word may have been marked when its file was away.
        is_described = known.is_kept or not contact.is_wordless(known.picture)
        lying = replace(lying, frame=frame, is_described=is_described)
    return replace(lying, is_placed=lying.frame.sha256 in placed)


def _described(bare: Sequence[Lying]) -> list[Lying]:
    """Those of some frames whose files are there, with what they say."""
    read = [replace(each, frame=_with_its_file(each), is_described=True) for each in bare]
    return [each for each in read if Path(each.frame.path).is_file()]


def _with_its_file(lying: Lying) -> Frame:
    is_known = lying.frame is not lying.seen.frame
    return contact.worded(lying.frame) if is_known else contact.described(lying.frame)
