# SPDX-License-Identifier: GPL-3.0-or-later
"""The light table: frames of a card, a folder or the store; looked at, marked, found again."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QEvent, QMimeData, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.errors import EditorError
from editor.model import cropping
from editor.model.changes import Changes
from editor.model.frame import Frame
from editor.model.picture import MARKS, Pick, Picture, Sha256
from editor.pictures import folder
from ui import words
from ui.pictures import captioning
from ui.pictures.filter_bar import FilterBar
from ui.pictures.frames import FramesModel, Lying
from ui.pictures.laying import Laying
from ui.pictures.loupe import Loupe
from ui.pictures.marking import ORIGIN, Marking, Marks
from ui.pictures.sharpening import Sharpening
from ui.pictures.sieve import counts
from ui.pictures.stage import Stage
from ui.pictures.table_bars import Foot, Notice
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk

OWN: Final = frozenset({ORIGIN, captioning.ORIGIN})
"""Whose commits the table shows before they are made."""
COUNT_MS: Final = 100
TURNED: Final = ("turn_degrees", "focal_point", "crops")
"""The marks that a turn sets."""
NO_FILE: Final = frozenset({"picture.gone", "picture.unreadable"})


class LightTable(QWidget):
    """Frames side by side, one of them large, or some compared.

    Args:
        desk: what is known of frames, and where pictures are kept.
        tasks: the door to the threads.
        theme: colours, type, icons.
    """

    chosen = Signal(list)
    """What is selected now, in its order: each a `Lying`."""
    open_asked = Signal()
    """A person wants to choose a card or a folder."""
    dropped = Signal(list)
    """Paths that were dropped on the table."""
    refused = Signal(object)
    """An EditorError about a save."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._places: list[Path] = []
        self._again: Callable[[], None] | None = None
        self.model = FramesModel(tasks, self)
        self.laying = Laying(desk, tasks, self)
        self.sharpening = Sharpening(desk, tasks, self)
        self.marking = Marking(desk, tasks, self.model, self)
        self.filters, self.foot, self.notice = FilterBar(theme), Foot(), Notice()
        self.stage = Stage(self.model, self.sharpening, Loupe(tasks, theme), theme)
        self._count_soon = QTimer(self, singleShot=True, interval=COUNT_MS)
        self.setAcceptDrops(True)
        self._build()
        self._wire()
        self._say()

    @property
    def places(self) -> Sequence[Path]:
        """The folders and files whose frames lie on the table; empty: they are the store's."""
        return tuple(self._places)

    def open_places(self, places: Sequence[Path]) -> None:
        """Lay the pictures of folders, cards and files on the table, and nothing else."""
        self._places = list(places)
        self._begin(partial(self.laying.lay_files, list(places)))

    def open_pictures(self, find: Callable[[], Sequence[Picture]]) -> None:
        """Lay pictures of the store on the table; `find` is called off this thread."""
        self._places = []
        self._begin(partial(self.laying.lay_pictures, find))

    def again(self) -> None:
        """Read the same place again, such as a card that was put back in."""
        if self._again is not None:
            self._begin(self._again)

    def selected(self) -> list[Lying]:
        """What is selected, in the order of the table; else the current frame."""
        return self.stage.selected()

    def mark(self, **marks: Any) -> None:  # noqa: ANN401  # any mark
        """Give what is selected these marks."""
        self.marking.mark(self.selected(), lambda _picture: marks)

    def toggle_pick(self, pick: Pick) -> None:
        """Pick or reject what is selected; where all is so already, take it back."""
        lying = self.selected()
        is_so = all(each.picture.pick is pick for each in lying)
        self.marking.mark(lying, lambda _picture: {"pick": Pick.NONE if is_so else pick})

    def rotate(self, degrees: int) -> None:
        """Turn what is selected by quarters, clockwise; what was pointed at and cropped follows."""
        self.marking.mark(self.selected(), partial(_turned, degrees))

    def undo(self) -> None:
        """Take the last marks back."""
        self.marking.undo()

    def redo(self) -> None:
        """Give them again."""
        self.marking.redo()

    def update_frames(self, frames: Sequence[Frame]) -> None:
        """Show what was written about frames elsewhere."""
        known = ((self.model.get(each.id), each) for each in frames)
        self.model.update(
            replace(old, frame=replace(new, path=old.frame.path), is_described=True)
            for old, new in known
            if old is not None
        )

    def hear(self, changes: Changes) -> None:
        """Follow a commit that somebody else made."""
        if changes.origin not in OWN and (changes.frames or changes.pictures):
            told = [
                each.frame
                for each in self.model.all
                if each.id in changes.frames or each.frame.sha256 in changes.pictures
            ]
            if told:
                self._tasks.run(partial(_as_they_stand, self._desk, told), self.update_frames)
        if changes.articles and any(each.frame.sha256 for each in self.model.all):
            self._tasks.latest("placed", self._desk.articles.placed, self._on_placed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped."""
        if _paths(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Lay what is dropped on the table."""
        event.acceptProposedAction()
        self.dropped.emit(_paths(event.mimeData()))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.filters)
        layout.addWidget(self.notice)
        layout.addWidget(self.stage, 1)
        layout.addWidget(self.foot)

    def _wire(self) -> None:
        self.laying.laid.connect(self._on_laid)
        self.laying.described.connect(self._on_described)
        self.laying.progressed.connect(self._on_progress)
        self.laying.describing.connect(self._on_describing)
        self.laying.ended.connect(self._on_ended)
        self.laying.failed.connect(self._on_not_there)
        self.sharpening.failed.connect(self._on_not_sharp)
        self.marking.marked.connect(self._on_marked)
        self.marking.failed.connect(self.refused)
        self.model.filled.connect(self._on_filled)
        self.stage.chosen.connect(self._on_chosen)
        self.stage.empty_acted.connect(self._on_empty_act)
        self.filters.changed.connect(self._on_filter)
        self.filters.size_changed.connect(self.stage.resize_tiles)
        self.filters.left.connect(self.stage.show_table)
        self._count_soon.timeout.connect(self._count)

    def _begin(self, lay: Callable[[], None]) -> None:
        self._again = lay
        # A look for the card that was out must not end the reading of the one that is back.
        self._tasks.forget("card")
        self.notice.say("")
        self.marking.forget()
        self.sharpening.forget()
        self.stage.loupe.clear()
        self.model.clear()
        lay()

    def _say(self) -> None:
        stage = self.stage
        stage.grid.setAccessibleName(self.tr("Light table"))
        stage.loupe.setAccessibleName(self.tr("Picture, large"))
        if self.model.lying_count:
            stage.empty_words.setText(self.tr("No picture is like that."))
            stage.empty_act.setText(self.tr("Show all pictures"))
            return
        said = self.tr(
            "The pictures of a card or folder lie here to be looked through, captioned and put "
            "into stories. Drop them here; their files are never changed."
        )
        stage.empty_words.setText(said)
        stage.empty_act.setText(self.tr("Open a card or folder …"))

    def _on_empty_act(self) -> None:
        if self.model.lying_count:
            self.filters.open_wide()
        else:
            self.open_asked.emit()

    def _on_laid(self, lying: Sequence[Lying]) -> None:
        was_empty = self.model.rowCount() == 0
        self.model.add(lying)
        if was_empty and self.model.rowCount():
            self.stage.grid.choose(0)

    def _on_described(self, described: Sequence[Lying]) -> None:
        # What was marked or written meanwhile stands.
        known = ((self.model.get(each.id), each) for each in described)
        bare = [(old, new) for old, new in known if old is not None and not old.is_described]
        read = [
            replace(old, frame=_marked_alike(new.frame, old), is_described=True)
            for old, new in bare
        ]
        self.model.update(read)
        self.marking.keep_words([old for old, _new in bare], read)

    def _on_progress(self, done: int, every: int) -> None:
        self.foot.show_progress(self.tr("Reading"), done, every, self.laying.cancel)

    def _on_describing(self, done: int, every: int) -> None:
        self.foot.show_progress(self.tr("Reading captions"), done, every)

    def _on_ended(self, passed_over: int) -> None:
        if passed_over:
            said = self.tr("%Ln file(s) that are no pictures were passed over.", "", passed_over)
            self.notice.say(said)

    def _on_not_there(self, error: EditorError) -> None:
        self.notice.say(words.error_sentence(error), self.tr("Read again"), self.again)

    def _on_not_sharp(self, frame_id: str, error: EditorError) -> None:
        lying = self.model.get(frame_id)
        if lying is None:
            return
        if error.code in NO_FILE and self._places:
            work = partial(folder.missing, self._places)
            self._tasks.latest("card", work, partial(self._on_card, lying, error))
        else:
            self.model.update([replace(lying, fault=error)])

    def _on_card(self, lying: Lying, error: EditorError, gone: Path | None) -> None:
        if gone is None:
            self.model.update([replace(lying, fault=error)])
            return
        self.laying.forget()
        said = words.code_sentence("photos.card_gone", place=gone.name or str(gone))
        self.notice.say(said, self.tr("Read again"), self.again)

    def _on_placed(self, placed: set[Sha256]) -> None:
        self.model.update(
            replace(each, is_placed=each.frame.sha256 in placed)
            for each in self.model.all
            if each.frame.sha256
        )

    def _on_marked(self, _ids: Sequence[str]) -> None:
        if self.stage.is_large:
            self.stage.show_large_anew()
        elif not self.model.sieve.is_open:
            self._on_filter()
        self._on_chosen(self.selected())

    def _on_filter(self) -> None:
        self.model.show(self.filters.sieve, self.filters.chosen_order)

    def _on_filled(self) -> None:
        self._say()
        self.stage.show_what_there_is()
        self.stage.ask_soon()
        self._count_soon.start()

    def _on_chosen(self, lying: Sequence[Lying]) -> None:
        self._count_soon.start()
        self.chosen.emit(list(lying))

    def _count(self) -> None:
        lying = self.model.all
        picked, rejected = counts(each.picture for each in lying)
        chosen = self.stage.selected_count
        self.foot.show_counts(self.model.rowCount(), len(lying), picked, rejected, chosen)


def _turned(degrees: int, picture: Picture) -> Marks:
    for _ in range(abs(degrees) // 90):
        picture = cropping.turned(picture, clockwise=degrees > 0)
    return {name: getattr(picture, name) for name in TURNED}


def _as_they_stand(desk: "Desk", frames: Sequence[Frame]) -> list[Frame]:
    """Frames as the store has them; of one that nothing was written on, what its picture says."""
    known = desk.frames.find([each.id for each in frames])
    said = [
        replace(each, picture=picture)
        for each in frames
        if each.id not in known and each.sha256 is not None
        for picture in (desk.articles.picture(each.sha256),)
        if picture is not None
    ]
    return [*known.values(), *said]


def _marked_alike(described: Frame, old: Lying) -> Frame:
    bare = old.seen.frame.picture
    marks = {name: getattr(old.picture, name) for name in MARKS}
    put = {name: mark for name, mark in marks.items() if mark != getattr(bare, name)}
    return replace(described, picture=replace(described.picture, **put))


def _paths(mime: QMimeData) -> list[Path]:
    urls = mime.urls() if mime.hasUrls() else []
    return [Path(each.toLocalFile()) for each in urls if each.isLocalFile()]
