# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption form at the light table: it follows the selection, and its sheets float over both."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Final, cast

from PySide6.QtCore import QObject, QTimer, Signal

from editor.model.frame import Frame
from editor.model.picture import MARKS, Picture
from editor.pictures import contact
from ui.entries import TextEntry
from ui.panels.paste_fields import PasteFields
from ui.panels.sheet import Sheet
from ui.panels.stationery import StationeryPanel
from ui.pictures.caption_form import CaptionForm
from ui.pictures.frames import Lying
from ui.pictures.light_table import LightTable
from ui.typist import Typist
from ui.window import Window

if TYPE_CHECKING:
    from editor.desk import Desk

PLACE: Final = "captions"
SHEET_PX: Final = 780
PASTE_PX: Final = 520
FOLLOW_MS: Final = 50


class Captions(QObject):
    """Ties form, table and sheets.

    Args:
        desk: frames, templates, codes.
        window: what sheets and toasts float over.
        table: whose selection is captioned.
    """

    refused = Signal(object)
    """An EditorError about a save."""

    def __init__(self, desk: "Desk", window: Window, table: LightTable) -> None:
        super().__init__(window)
        self._window = window
        self._table = table
        self._kept: Mapping[str, object] = {}
        self.form = CaptionForm(desk, window.tasks, window.theme, window.commands, self._described)
        typist = Typist(desk, self.form, lambda: None)
        for row in self.form.rows.values():
            if isinstance(row.editor, TextEntry):
                typist.attend(row.editor)
        self.stationery = StationeryPanel(desk, window.tasks, window.theme)
        self.paste = PasteFields()
        self.sheets = (
            Sheet(window.ground, width_px=SHEET_PX, is_tall=True),
            Sheet(window.ground, width_px=PASTE_PX),
        )
        self.sheets[0].hold(self.stationery)
        self.sheets[1].hold(self.paste)
        # Many files are described one after the other; the form follows them a few times a second.
        self._follow_soon = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._follow_soon.timeout.connect(self._follow)
        self._wire()

    def remember(self) -> dict[str, object]:
        """What is kept between two starts."""
        return {"form": self.form.remember(), "paste": self.paste.remember()}

    def recall(self, kept: object) -> None:
        """Stand as it stood when it was last closed."""
        if isinstance(kept, Mapping):
            for name, of in (("form", self.form), ("paste", self.paste)):
                told = kept.get(name)
                if isinstance(told, Mapping):
                    of.recall(cast("Mapping[str, object]", told))

    def edit_templates(self) -> None:
        """Let a person look after templates and codes."""
        self.form.flush()
        self.stationery.open(next(iter(self.form.captioning.pictures), None))
        self.sheets[0].open()

    def _wire(self) -> None:
        form, table = self.form, self._table
        table.chosen.connect(self._on_chosen)
        table.model.filled.connect(self._follow_soon.start)
        form.saved.connect(self._on_saved)
        form.failed.connect(self.refused)
        form.done.connect(self._on_done)
        form.step_asked.connect(table.stage.step)
        form.back_asked.connect(table.stage.take_focus)
        form.templates_asked.connect(self.edit_templates)
        form.paste_asked.connect(self._on_paste_asked)
        self.stationery.changed.connect(form.read_drawer)
        self.stationery.close_asked.connect(self.sheets[0].close_sheet)
        self.paste.paste_asked.connect(form.paste)
        self.paste.close_asked.connect(self.sheets[1].close_sheet)
        self._window.closing.connect(form.flush)

    def _on_chosen(self, chosen: Sequence[Lying]) -> None:
        first = chosen[0].id if chosen else ""
        self.form.show_frames([each.frame for each in chosen], partial(self._above, first))

    def _above(self, frame_id: str) -> Frame | None:
        row = self._table.model.row_of(frame_id)
        above = self._table.model.at(row - 1) if row > 0 else None
        return None if above is None else above.frame

    def _on_saved(self, frames: Sequence[Frame]) -> None:
        """Show on the table what was written; a mark that was set meanwhile is newer there."""
        known = ((self._table.model.get(each.id), each) for each in frames)
        self._table.update_frames(
            [_with_marks(new, old.picture) for old, new in known if old is not None]
        )

    def _follow(self) -> None:
        """Show what was written meanwhile about the frames that the form is about."""
        found = (self._table.model.get(each.id) for each in self.form.captioning.frames)
        self.form.take_in([each.frame for each in found if each is not None])

    def _on_done(self, sentence: str) -> None:
        self._window.toast.say(sentence, self.tr("Undo"), self.form.undo)

    def _on_paste_asked(self, picture: Picture) -> None:
        self.paste.show_picture(picture)
        self.sheets[1].open()

    def _described(self, frame: Frame) -> Frame:
        """With what its file says. Thread: not that of the widgets."""
        # The table may have read the file since the form was shown this frame: it is read here.
        return frame if frame.is_kept else contact.described(frame)


def _with_marks(frame: Frame, picture: Picture) -> Frame:
    marks = {name: getattr(picture, name) for name in MARKS}
    return replace(frame, picture=replace(frame.picture, **marks))
