# SPDX-License-Identifier: GPL-3.0-or-later
"""One line of a template: the field, how the text comes to it, and the text."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QToolButton, QWidget

from editor.captions.edits import Edit, Way
from editor.captions.fields import FIELDS
from ui import words
from ui.entries import Choice, TextEntry
from ui.panels.pieces import column, row
from ui.theme import GRID_PX, Theme


class TemplateLine(QWidget):
    """What is written into one field.

    Args:
        edit: what stands in it first.
        theme: for its icon.
    """

    remove_asked = Signal()

    def __init__(self, edit: Edit, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = edit
        self.field, self.way = Choice(), Choice()
        self.text = TextEntry(least_lines=2, most_lines=6)
        self.text.show_text(edit.text)
        self.remove = QToolButton()
        self.remove.setIcon(theme.icon("ph.x", "quiet"))
        self.remove.clicked.connect(lambda _checked: self.remove_asked.emit())
        head = row(self.field, self.way, self.remove, gap_px=GRID_PX // 2)
        head.setStretch(0, 1)
        head.setStretch(1, 1)
        self.setLayout(column(head, self.text, gap_px=GRID_PX // 2))
        self.say()

    @property
    def edit(self) -> Edit:
        """What it says now."""
        field = str(self.field.currentData())
        return Edit(field, self.text.text(), Way(str(self.way.currentData())))

    def say(self) -> None:
        """Say everything anew, in the language of the screen."""
        now = self.edit if self.field.count() else self._shown
        named = [(each.name, words.picture_field_word(each.name)) for each in FIELDS]
        self.field.show_choices(named, now.field)
        ways = (
            (Way.REPLACE, self.tr("in place of what stands there")),
            (Way.PREFIX, self.tr("before what stands there")),
            (Way.APPEND, self.tr("after what stands there")),
            (Way.ONLY_EMPTY, self.tr("only where nothing stands")),
        )
        self.way.show_choices([(way.value, said) for way, said in ways], now.way.value)
        self.remove.setToolTip(self.tr("Take this field out of the template"))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.field.setAccessibleName(self.tr("Field"))
        self.way.setAccessibleName(self.tr("How the text comes to it"))
        self.text.setAccessibleName(self.tr("Text"))
