# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames as they are captioned: what is shown, what was changed, saved in one go, taken back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from editor.captions import edits
from editor.errors import EditorError
from editor.model.frame import Frame, FrameId
from editor.model.picture import Picture
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk

ORIGIN: Final = "captions"
PAUSE_MS: Final = 400
"""Typing that rests so long is saved."""
LATEST_MS: Final = 1000
"""And it is saved at least so often."""
MOST_STEPS: Final = 200
"""That can be taken back."""

Describe = Callable[[Frame], Frame]


@dataclass(frozen=True, slots=True)
class _Step:
    """One change of some frames: what their pictures said before and after."""

    before: Mapping[FrameId, Picture]
    after: Mapping[FrameId, Picture]
    field: str = ""
    """The one field that was typed into; empty: a tool was used."""


class Captioning(QObject):
    """The frames that the form is about. Thread: that of the widgets.

    What a person changes is shown at once and saved when typing rests, all frames in one
    transaction; fields that others changed meanwhile stay as those left them.

    Args:
        desk: where frames are kept.
        tasks: the door to the threads.
        describe: gives a frame what its file says, where that was not read yet; it is called in
            the lane of the writes, before something is first written about a frame.
    """

    changed = Signal(frozenset)
    """Names of fields that say something else now."""
    saved = Signal(list)
    """The frames as they stand in the store."""
    failed = Signal(object)

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        describe: Describe = lambda frame: frame,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._describe = describe
        self._frames: dict[FrameId, Frame] = {}
        self._base: dict[FrameId, Picture] = {}
        self._waiting: dict[FrameId, Frame] = {}
        self._sending: list[Sequence[tuple[Picture, Frame]]] = []
        self._done: list[_Step] = []
        self._undone: list[_Step] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.flush)
        self._latest = QTimer(self, singleShot=True, interval=LATEST_MS)
        self._latest.timeout.connect(self.flush)

    @property
    def frames(self) -> Sequence[Frame]:
        """The frames that are shown, in their order."""
        return list(self._frames.values())

    @property
    def pictures(self) -> Sequence[Picture]:
        """What is said of them now."""
        return [each.picture for each in self._frames.values()]

    def show(self, frames: Sequence[Frame]) -> None:
        """Be about other frames; what was changed of those till now is saved."""
        self.flush()
        self._frames = {each.id: self.newest(each) for each in frames}
        self._base.update({each.id: each.picture for each in self._frames.values()})

    def newest(self, frame: Frame) -> Frame:
        """A frame as it was written here last, where that is still on its way to the store."""
        sent = {each.id: each for pairs in self._sending for _, each in pairs}
        return self._waiting.get(frame.id) or sent.get(frame.id, frame)

    def take_in(self, frames: Iterable[Frame]) -> None:
        """Follow what was written elsewhere; what was typed here and is not saved yet stays."""
        told: set[str] = set()
        # What is on its way to the store comes back from there; until then all else is older.
        sent = {frame.id for pairs in self._sending for _, frame in pairs}
        for new in frames:
            shown, base = self._frames.get(new.id), self._base.get(new.id)
            if shown is None or base is None or new.id in sent:
                continue
            own = edits.changed(base, shown.picture)
            picture = replace(new.picture, **own)  # type: ignore[arg-type]  # its own fields
            told |= set(edits.changed(shown.picture, picture))
            self._frames[new.id] = replace(new, picture=picture)
            self._base[new.id] = new.picture
        if told:
            self.changed.emit(frozenset(told))

    def write(self, edit: edits.Edit, *along: edits.Edit) -> None:
        """Write into one field of every frame.

        Args:
            edit: what a person typed.
            along: what follows from it in other fields, as the same step.

        Raises:
            ValueError: a moment that is none, or has no offset; nothing is written then.
        """
        said = [edits.edited(each, [edit, *along]) for each in self.pictures]
        self._change(said, edit.field)

    def put(self, pictures: Sequence[Picture]) -> int:
        """Let every frame say something else, as one step; how many do."""
        return self._change(list(pictures))

    def fill_down(self, names: Sequence[str]) -> int:
        """Let all frames say in some fields what the first says; how many changed."""
        if not self._frames:
            return 0
        return self.paste(self.pictures[0], names)

    def paste(self, source: Picture, names: Sequence[str]) -> int:
        """Let all frames say in some fields what a picture says; how many changed."""
        return self.put([edits.copied(source, each, names) for each in self.pictures])

    def undo(self) -> bool:
        """Take the last step back, where nobody wrote on since; False: there is none."""
        return self._step(self._done, self._undone, is_back=True)

    def redo(self) -> bool:
        """Do again what was taken back; False: there is none."""
        return self._step(self._undone, self._done, is_back=False)

    def flush(self) -> None:
        """Save now what was changed; it is on its way when this returns."""
        self._pause.stop()
        self._latest.stop()
        waiting, self._waiting = list(self._waiting.values()), {}
        pairs = [(self._base[each.id], each) for each in waiting]
        self._base.update({each.id: each.picture for each in waiting})
        if pairs:
            self._sending.append(pairs)
            save = partial(_save, self._desk, pairs, self._describe)
            self._tasks.write(save, self._on_saved, self._on_failed)

    def _change(self, pictures: Sequence[Picture], field: str = "") -> int:
        pairs = list(zip(self._frames.values(), pictures, strict=True))
        changed = [(frame, picture) for frame, picture in pairs if frame.picture != picture]
        if changed:
            before = {frame.id: frame.picture for frame, _ in changed}
            self._note(_Step(before, {frame.id: picture for frame, picture in changed}, field))
            self._put({frame.id: picture for frame, picture in changed})
        return len(changed)

    def _note(self, step: _Step) -> None:
        """Remember a step; typing on in one field of the same frames is one."""
        last = self._done[-1] if self._done else None
        goes_on = last is not None and step.field and last.field == step.field
        if last is not None and goes_on and set(last.after) == set(step.before):
            self._done[-1] = _Step(last.before, step.after, step.field)
        else:
            self._done = [*self._done[-MOST_STEPS:], step]
        self._undone.clear()

    def _put(
        self, said: Mapping[FrameId, Picture], known: Mapping[FrameId, Frame] | None = None
    ) -> None:
        told: set[str] = set()
        for frame_id, picture in said.items():
            frame = self._frames.get(frame_id) or (known or {})[frame_id]
            told |= set(edits.changed(frame.picture, picture))
            self._waiting[frame_id] = replace(frame, picture=picture)
            if frame_id in self._frames:
                self._frames[frame_id] = self._waiting[frame_id]
        self._pause.start()
        if not self._latest.isActive():
            self._latest.start()
        self.changed.emit(frozenset(told))

    def _step(self, source: list[_Step], target: list[_Step], *, is_back: bool) -> bool:
        if not source:
            return False
        step = source.pop()
        target.append(step)
        ids = [each for each in step.before if each in self._frames]
        if len(ids) < len(step.before):
            # The frames of the step are not shown any more: they are read where they stand.
            self.flush()
            self._tasks.write(
                partial(self._desk.frames.find, list(step.before)),
                partial(self._take_back, step, is_back=is_back),
                self.failed.emit,
            )
        else:
            self._take_back(step, {}, is_back=is_back)
        return True

    def _take_back(self, step: _Step, found: Mapping[FrameId, Frame], *, is_back: bool) -> None:
        before, after = (step.before, step.after) if is_back else (step.after, step.before)
        known = {**found, **{each: self._frames[each] for each in before if each in self._frames}}
        self._base.update({each: known[each].picture for each in known if each not in self._frames})
        said = {
            each: edits.undone(before[each], after[each], known[each].picture)
            for each in before
            if each in known
        }
        self._put(said, known)
        self.flush()

    def _on_saved(self, frames: list[Frame]) -> None:
        self._sending.pop(0)
        self.take_in([each for each in frames if each.id not in self._waiting])
        kept = {*self._frames, *self._waiting}
        self._base = {each: said for each, said in self._base.items() if each in kept}
        self.saved.emit(frames)

    def _on_failed(self, error: EditorError) -> None:
        """Keep what could not be saved: the next change, or going on, tries it again."""
        for before, frame in self._sending.pop(0):
            # Other saves of the frame may have failed before, or be on their way: field by field.
            own = {each: getattr(before, each) for each in edits.changed(before, frame.picture)}
            base = self._base.get(frame.id, frame.picture)
            self._base[frame.id] = replace(base, **own)
            self._waiting.setdefault(frame.id, self._frames.get(frame.id, frame))
        self.failed.emit(error)


def _save(desk: "Desk", pairs: Sequence[tuple[Picture, Frame]], describe: Describe) -> list[Frame]:
    """Save changed frames in one transaction, on top of what stands in the store."""
    known = desk.frames.find([frame.id for _, frame in pairs])
    told = [
        (before, after) if after.id in known else _with_its_file(before, after, describe)
        for before, after in pairs
    ]
    return desk.frames.change(told, origin=ORIGIN)


def _with_its_file(before: Picture, after: Frame, describe: Describe) -> tuple[Picture, Frame]:
    """A frame that nothing was written about yet, with what its file says in all other fields."""
    own = edits.changed(before, after.picture)
    whole = describe(replace(after, picture=before))
    written = replace(whole.picture, **own)  # type: ignore[arg-type]  # fields of a picture
    return whole.picture, replace(whole, picture=written)
