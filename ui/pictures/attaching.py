# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames on their way into a story: taken in, what was written on them along, in their order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal

from editor.errors import EditorError
from editor.model.frame import Frame
from editor.model.picture import Picture
from editor.pictures.contact import OF_THE_FILE, WORDS
from ui.pictures.frames import Lying
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk

ORIGIN: Final = "attach"
AT_ONCE: Final = 2
"""Frames that are taken in at the same time."""
Place = Callable[[Picture], object]


@dataclass(slots=True)
class _Way:
    """Frames of one act, handed on in their order whichever is taken in first."""

    lying: Sequence[Lying]
    place: Place
    into: str = ""
    begun: int = 0
    placed: int = 0
    good: int = 0
    ready: dict[int, Picture | None] = field(default_factory=dict)


class Attaching(QObject):
    """Takes frames into the store and puts them into stories. Thread: that of the widgets.

    Args:
        desk: where pictures are kept.
        tasks: the door to the threads.
    """

    progressed = Signal(int, int)
    """How many are done, of how many; (0, 0) at the end."""
    kept = Signal(list)
    """Frames whose bytes are in the store now: each a `Frame`."""
    failed = Signal(object)
    """An EditorError about one frame; it names the file."""
    ended = Signal(str, int)
    """What the frames were taken in for, and how many were placed."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._way: _Way | None = None
        self._waiting: list[_Way] = []

    @property
    def is_busy(self) -> bool:
        """Whether frames are on their way."""
        return self._way is not None

    def attach(self, lying: Sequence[Lying], place: Place, into: str = "") -> None:
        """Take frames in, after those that are on their way already.

        Args:
            lying: which ones, in their order.
            place: puts one picture at the end of a story; called in the order of the frames.
            into: the story's id, told again at the end.
        """
        if lying:
            self._waiting.append(_Way(list(lying), place, into))
            self._go_on()

    def cancel(self) -> None:
        """Take in no more; what stands in the story stays."""
        way, self._way = self._way, None
        self._waiting.clear()
        self.progressed.emit(0, 0)
        if way is not None:
            self.ended.emit(way.into, way.good)

    def _go_on(self) -> None:
        if self._way is None and self._waiting:
            self._way = self._waiting.pop(0)
        way = self._way
        if way is None:
            return
        self.progressed.emit(way.placed, len(way.lying))
        while way.begun < len(way.lying) and way.begun - way.placed - len(way.ready) < AT_ONCE:
            at, way.begun = way.begun, way.begun + 1
            self._take(way, at)

    def _take(self, way: _Way, at: int) -> None:
        lying = way.lying[at]
        failed = partial(self._on_failed, way, at)
        self._tasks.run(
            partial(_taken, self._desk, lying),
            lambda taken: self._tasks.write(
                partial(keep, self._desk, lying, taken), partial(self._on_kept, way, at), failed
            ),
            failed,
        )

    def _on_kept(self, way: _Way, at: int, frame: Frame) -> None:
        self.kept.emit([frame])
        self._hand_on(way, at, frame.picture)

    def _on_failed(self, way: _Way, at: int, error: EditorError) -> None:
        self.failed.emit(error)
        self._hand_on(way, at, None)

    def _hand_on(self, way: _Way, at: int, picture: Picture | None) -> None:
        if way is not self._way:
            return
        way.ready[at] = picture
        # Whoever places one may end it.
        while way is self._way and way.placed in way.ready:
            ready = way.ready.pop(way.placed)
            way.placed += 1
            if ready is not None:
                way.good += 1
                way.place(ready)
        if way is not self._way:
            return
        if way.placed == len(way.lying):
            self._way = None
            self.progressed.emit(0, 0)
            self.ended.emit(way.into, way.good)
        self._go_on()


def keep(desk: "Desk", lying: Lying, taken: Picture) -> Frame:
    """Store a frame's picture with what was written on the frame; the frame as it then is.

    What was written on the frame wins over what its file says. Where the picture was known
    before, all that is known of it stays but what was written on the frame.

    Raises:
        Refused: `store.full`, `store.read_only`, `store.cannot_write`.
    """
    written = desk.frames.find([lying.id]).get(lying.id)
    known = desk.articles.picture(taken.sha256)
    # A frame that was kept before says what its picture says.
    is_news = written is not None and not written.is_kept
    picture = _joined(taken, written.picture if written and is_news else None, known)
    frame = Frame(lying.id, lying.frame.path, picture, taken.sha256)
    base = known or (taken if written is None else written.picture)
    (kept,) = desk.frames.change([(base, frame)], origin=ORIGIN)
    return kept


def _taken(desk: "Desk", lying: Lying) -> Picture:
    sha256 = lying.frame.sha256
    if sha256 is not None and desk.vault.has(sha256):
        return lying.picture
    return desk.intake.take(Path(lying.frame.path))


def _joined(taken: Picture, written: Picture | None, known: Picture | None) -> Picture:
    if written is None:
        return known or taken
    facts = {name: getattr(taken, name) for name in OF_THE_FILE}
    whole = _with_its_words(written, taken)
    if known is None:
        return replace(whole, **facts)
    names = set(Picture.__slots__).difference(OF_THE_FILE, {"file_name"})
    mine = {name: getattr(whole, name) for name in names}
    said = {name: value for name, value in mine.items() if value != getattr(taken, name)}
    return replace(known, **said, **facts)


def _with_its_words(written: Picture, taken: Picture) -> Picture:
    """What was written, with the words of a file that was not there to be read at that time.

    Of one that was read, some word is left as it was; what is empty there was emptied by hand.
    """
    told = {name: word for name in WORDS if (word := getattr(taken, name))}
    if any(getattr(written, name) == word for name, word in told.items()):
        return written
    return replace(
        written, **{name: word for name, word in told.items() if not getattr(written, name)}
    )
