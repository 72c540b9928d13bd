# SPDX-License-Identifier: GPL-3.0-or-later
"""Where frames are looked at: all in a grid, one large, or some compared; here letters are keys."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.pictures.frame_tile import FrameDelegate
from ui.pictures.frames import FramesModel, Lying
from ui.pictures.grid import Grid
from ui.pictures.loupe import MOST, Loupe
from ui.pictures.sharpening import Sharpening
from ui.theme import Theme

WANT_MS: Final = 15
"""So long a tile is in sight before its picture is asked for: what flies by is not made."""
EMPTY, TABLE, LOUPE = range(3)


class Stage(QStackedWidget):
    """Grid, loupe, and what stands there while there is nothing to show.

    Args:
        model: what lies on the table.
        sharpening: the pictures of the tiles.
        loupe: for large pictures.
        theme: colours and type.
    """

    chosen = Signal(list)
    """What is selected now, in its order: each a `Lying`."""
    empty_acted = Signal()
    """The button on the empty page."""

    def __init__(
        self, model: FramesModel, sharpening: Sharpening, loupe: Loupe, theme: Theme
    ) -> None:
        super().__init__()
        self._model = model
        self._sharpening = sharpening
        self._theme = theme
        self._kept: tuple[set[str], str, int] = (set(), "", -1)
        self.delegate = FrameDelegate(theme, sharpening.image, self)
        self.grid = Grid()
        self.grid.setModel(model)
        self.grid.setItemDelegate(self.delegate)
        self.loupe = loupe
        self.empty_words, self.empty_act = QLabel(wordWrap=True), QPushButton(autoDefault=True)
        self._want_soon = QTimer(self, singleShot=True, interval=WANT_MS)
        for page in (self._empty(), self.grid, loupe):
            self.addWidget(page)
        self._wire()
        self.resize_tiles(self.delegate.side_px)

    @property
    def is_large(self) -> bool:
        """Whether pictures are shown large."""
        return self.currentIndex() == LOUPE

    def selected(self) -> list[Lying]:
        """What is selected, in the order of the table; else the current frame."""
        if self.is_large:
            return self._large()
        rows = sorted(each.row() for each in self.grid.selectionModel().selectedIndexes())
        return self._frames(rows or [self.grid.currentIndex().row()])

    @property
    def selected_count(self) -> int:
        """How many are selected in the grid."""
        return len(self.grid.selectionModel().selectedIndexes())

    def step(self, by: int) -> None:
        """Choose the frame that many places further on; in the loupe it is shown."""
        row = max(0, min(self._model.rowCount() - 1, self.grid.currentIndex().row() + by))
        self.grid.choose(row)
        if self.is_large:
            self.show_large(self._frames([row]))

    def toggle_loupe(self) -> None:
        """Show the current frame alone, or the table again."""
        if self.is_large:
            self.show_table()
        elif self._model.rowCount():
            row = max(0, self.grid.currentIndex().row())
            self.grid.choose(row)
            self.show_large(self._frames([row]))

    def toggle_full(self) -> None:
        """Show pixels, or the whole picture again."""
        if not self.is_large:
            self.toggle_loupe()
        self.loupe.toggle_full()

    def compare(self) -> None:
        """Show what is selected side by side, four frames at most; of one, with the next."""
        lying = self.selected()[:MOST]
        if len(lying) == 1:
            row = self._model.row_of(lying[0].id)
            lying += self._frames([row + 1])
        if lying:
            self.show_large(lying)

    def show_table(self) -> None:
        """Show all frames again, with the keys in the grid."""
        self.loupe.clear()
        self.show_what_there_is()
        self.take_focus()

    def take_focus(self) -> None:
        """Let the keys go to what is shown."""
        shown = (self.empty_act, self.grid, self.loupe)[self.currentIndex()]
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_what_there_is(self) -> None:
        """Show the grid, or the empty page when there is nothing; large pictures stay."""
        if not (self.is_large and self.loupe.shown):
            self.setCurrentIndex(TABLE if self._model.rowCount() else EMPTY)

    def show_large(self, lying: Sequence[Lying]) -> None:
        """Show frames large, by their tiles' pictures until the large ones are there."""
        self.setCurrentIndex(LOUPE)
        self.loupe.setFocus(Qt.FocusReason.OtherFocusReason)
        self.loupe.show_frames(lying)
        for each in lying:
            image = self._sharpening.image(each.id)
            if image is not None:
                self.loupe.show_first(each.id, image)
        self.chosen.emit(list(lying))

    def show_large_anew(self) -> None:
        """Show the large frames as they are now."""
        self.show_large(self._large())

    def resize_tiles(self, side_px: int) -> None:
        """Give the tiles another size."""
        self.delegate.side_px = side_px
        self.grid.set_tile_size(self.delegate.tile_size())

    def ask_soon(self) -> None:
        """Ask for the pictures of the tiles in sight, once they rest there for a moment."""
        if not self._want_soon.isActive():
            self._want_soon.start()

    def _wire(self) -> None:
        self._model.modelAboutToBeReset.connect(self._keep_selection)
        self._model.modelReset.connect(self._recall_selection)
        self._sharpening.arrived.connect(self._on_arrived)
        self.grid.sight_changed.connect(self.ask_soon)
        self.grid.activated.connect(lambda _index: self.toggle_loupe())
        self.grid.selectionModel().selectionChanged.connect(
            lambda _now, _was: self.chosen.emit(self.selected())
        )
        self.loupe.closed.connect(self.show_table)
        self.empty_act.clicked.connect(lambda _checked: self.empty_acted.emit())
        self._want_soon.timeout.connect(self._ask_pictures)
        self._theme.changed.connect(self._on_theme)

    def _empty(self) -> QWidget:
        page = QWidget()
        self.empty_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.empty_words.setProperty("tone", "quiet")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(48, 24, 48, 24)
        layout.addStretch(2)
        layout.addWidget(self.empty_words)
        layout.addSpacing(8)
        layout.addWidget(self.empty_act, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(3)
        return page

    def _frames(self, rows: Sequence[int]) -> list[Lying]:
        return [each for each in map(self._model.at, rows) if each is not None]

    def _large(self) -> list[Lying]:
        """What is shown large, as it stands on the table now."""
        now = (self._model.get(each.id) for each in self.loupe.shown)
        return [each for each in now if each is not None]

    def _on_arrived(self, ids: Sequence[str]) -> None:
        for frame_id in ids:
            row = self._model.row_of(frame_id)
            if row >= 0:
                self.grid.update(self._model.index(row))

    def _ask_pictures(self) -> None:
        seen = self.grid.rows_in_sight
        ahead = range(seen.stop, min(self._model.rowCount(), seen.stop + len(seen)))
        box = self.delegate.box(self.devicePixelRatioF())
        self._sharpening.want(self._frames([*seen, *ahead]), box)

    def _keep_selection(self) -> None:
        row = self.grid.currentIndex().row()
        now = self._model.at(row)
        rows = [each.row() for each in self.grid.selectionModel().selectedIndexes()]
        ids: set[str] = {each.id for each in self._frames(rows)}
        self._kept = (ids, now.id if now is not None else "", row)

    def _recall_selection(self) -> None:
        ids, current, before = self._kept
        row = self._model.row_of(current)
        row = row if row >= 0 else min(before, self._model.rowCount() - 1)
        if row < 0:
            return
        chosen = QItemSelection()
        for each in sorted(self._model.row_of(frame_id) for frame_id in ids):
            if each >= 0:
                chosen.select(self._model.index(each), self._model.index(each))
        if chosen.isEmpty():
            chosen.select(self._model.index(row), self._model.index(row))
        flags, selection = QItemSelectionModel.SelectionFlag, self.grid.selectionModel()
        selection.setCurrentIndex(self._model.index(row), flags.NoUpdate)
        selection.select(chosen, flags.ClearAndSelect)
        self.grid.scrollTo(self._model.index(row))

    def _on_theme(self) -> None:
        self.delegate.dress()
        self.resize_tiles(self.delegate.side_px)
        self.grid.viewport().update()
