# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of the photo desk: light table, captions and exports; loaded when it is first shown."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QToolButton, QWidget

from ui.captions import Captions
from ui.exports import Exports
from ui.panels.pieces import Elided, column, row
from ui.panels.sheet import Sheet
from ui.panels.story_choice import StoryChoice
from ui.pictures.attaching import Attaching
from ui.pictures.crop import CropView
from ui.pictures.facts import FrameFacts
from ui.pictures.light_table import LightTable
from ui.pictures.side import Side
from ui.pictures.table_bars import Cancel
from ui.pictures.table_cropping import TableCropping
from ui.theme import GRID_PX
from ui.window import Window

if TYPE_CHECKING:
    from editor.desk import Desk

CHOICE_PX: Final = 480
CROP_PX: Final = 1180
SIDE_PX: Final = 380


class PhotoPage(QWidget):
    """Table and side, with a line above: what lies there, and the ways to lay something else.

    Args:
        desk: frames, pictures, stories.
        window: where it is shown; what floats over it.
        flush: saves what was typed until now.
    """

    def __init__(self, desk: "Desk", window: Window, flush: Callable[[], None]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.table = LightTable(desk, window.tasks, window.theme)
        self.facts = FrameFacts()
        self.captions = Captions(desk, window, self.table)
        self.exports = Exports(desk, window, self.table, flush)
        self.attaching = Attaching(desk, window.tasks, self)
        self.attaching.progressed.connect(partial(self._show_attaching, self.attaching.cancel))
        self.attaching.kept.connect(self.table.update_frames)
        self.side = Side(self.captions.form, self.facts)
        self.title = Elided()
        self.choice = StoryChoice(desk, window.tasks, window.theme)
        self.choice_sheet = Sheet(window.ground, width_px=CHOICE_PX)
        self.choice_sheet.hold(self.choice)
        crop_sheet = Sheet(window.ground, width_px=CROP_PX, is_tall=True)
        make = partial(CropView, desk, window.tasks, window.theme)
        self.cropping = TableCropping(self.table, self.attaching, crop_sheet, make)
        self._lay_out(window)

    def _lay_out(self, window: Window) -> None:
        buttons = [QToolButton() for _ in range(2)]
        for button, name in zip(buttons, ("photos.open", "photos.again"), strict=True):
            button.setDefaultAction(window.commands.action(name))
        head = row(*buttons, self.title)
        head.setContentsMargins(GRID_PX, GRID_PX // 2, GRID_PX, 0)
        head.setStretch(len(buttons), 1)
        left = QWidget()
        left.setLayout(column(head, self.table, gap_px=0))
        self.split = QSplitter(Qt.Orientation.Horizontal)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(1)
        self.split.addWidget(left)
        self.split.addWidget(self.side)
        self.split.setStretchFactor(0, 1)
        self.split.setSizes([10_000, SIDE_PX])
        self.setLayout(column(self.split))

    def _show_attaching(self, cancel: Cancel, done: int, every: int) -> None:
        """Say how many are on their way into a story."""
        self.table.foot.show_progress(self.tr("Attaching"), done, every, cancel)

    def recall(self, kept: Mapping[str, object]) -> None:
        """Stand as it stood when it was last closed."""
        self.captions.recall(kept.get("captions"))
        self.exports.recall(kept.get("exports"))
        size = kept.get("size")
        if isinstance(size, int):
            self.table.filters.size_slider.setValue(size)
        columns = [each for each in _listed(kept.get("columns")) if isinstance(each, int)]
        if len(columns) == self.split.count():
            self.split.setSizes(columns)

    def remember(self) -> dict[str, object]:
        """How it stands, to be kept between two starts."""
        return {
            "size": self.table.filters.size_slider.value(),
            "columns": self.split.sizes(),
            "captions": self.captions.remember(),
            "exports": self.exports.remember(),
        }


def _listed(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()
