# SPDX-License-Identifier: GPL-3.0-or-later
"""Which fields of a picture are pasted into others: those with something in them, to be ticked."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QWidget

from editor.captions import fields
from editor.captions.fields import FIELDS
from editor.model.picture import Picture
from ui import words
from ui.panels.pieces import Elided, button, column, label, row
from ui.theme import GRID_PX

UNTICKED = frozenset({"taken_at", "title", "alt_text", "extended_description"})
"""Said of one picture alone, most often."""


class PasteFields(QWidget):
    """Ticks for the fields of one picture; it remembers which were taken last."""

    paste_asked = Signal(object, list)
    """The Picture, and the names of its fields."""
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._left: set[str] = set(UNTICKED)
        self.heading = label(role="heading")
        self.hint = label(tone="quiet")
        self.ticks = {each.name: QCheckBox() for each in FIELDS}
        self._said = {each.name: Elided() for each in FIELDS}
        self.paste = button(self._paste, kind="primary")
        self.cancel = button(self.close_asked.emit, kind="plain")
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID_PX)
        grid.setVerticalSpacing(0)
        grid.setColumnStretch(1, 1)
        for at, name in enumerate(self.ticks):
            grid.addWidget(self.ticks[name], at, 0)
            grid.addWidget(self._said[name], at, 1)
            self._said[name].setProperty("tone", "quiet")
        buttons = row(-1, self.cancel, self.paste)
        self.setLayout(column(self.heading, self.hint, grid, -1, buttons, margin_px=2 * GRID_PX))
        self.setFocusProxy(self.paste)
        self._say()

    def show_picture(self, picture: Picture) -> None:
        """Offer the fields of this one."""
        self._picture = picture
        for name, tick in self.ticks.items():
            told = fields.told(picture, name)
            tick.setVisible(bool(told))
            tick.setChecked(bool(told) and name not in self._left)
            self._said[name].setText(" ".join(told.split()))
            self._said[name].setVisible(bool(told))

    def recall(self, kept: Mapping[str, object]) -> None:
        """Leave out what was left out last."""
        left = kept.get("left_out")
        if isinstance(left, list):
            self._left = {each for each in left if each in self.ticks}

    def remember(self) -> dict[str, object]:
        """What was left out last."""
        return {"left_out": sorted(self._left)}

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.heading.setText(self.tr("Paste fields"))
        self.hint.setText(self.tr("What is ticked is written into every selected picture."))
        self.paste.setText(self.tr("Paste"))
        self.cancel.setText(self.tr("Cancel"))
        for name, tick in self.ticks.items():
            tick.setText(words.picture_field_word(name))

    def _paste(self) -> None:
        if self._picture is None:
            return
        offered = [name for name, tick in self.ticks.items() if not tick.isHidden()]
        chosen = [name for name in offered if self.ticks[name].isChecked()]
        self._left = (self._left - set(offered)) | (set(offered) - set(chosen))
        self.close_asked.emit()
        self.paste_asked.emit(self._picture, chosen)
