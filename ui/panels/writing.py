# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can choose about writing; a part of the settings."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from editor.settings import LANGUAGES, SNIPPET_KEYS, Settings
from ui.entries import Choice
from ui.panels.pieces import button, column, field, label, row
from ui.theme import GRID_PX

HEIGHTS_PERCENT = (33, 45, 60)
"""Where the caret may stay while the copy moves past it."""


class WritingChoices(QWidget):
    """The boxes hold at once."""

    changed = Signal()
    """`taken` gives something else now."""
    snippets_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = {language: QCheckBox() for language in LANGUAGES}
        self._marks_told = label(tone="quiet")
        self.is_typewriter, self.is_dimmed = QCheckBox(), QCheckBox()
        self.height_choice, self.snippet_key = Choice(), Choice()
        self._height_told, self._key_told = label(), label()
        self._snippets = button(self.snippets_asked.emit)
        keys = row(field(self._key_told, self.snippet_key), self._snippets)
        keys.setAlignment(self._snippets, Qt.AlignmentFlag.AlignBottom)
        heights = field(self._height_told, self.height_choice)
        self.setLayout(
            column(
                column(*self.marks.values(), self._marks_told, gap_px=4),
                keys,
                self.is_typewriter,
                heights,
                self.is_dimmed,
                gap_px=GRID_PX,
            )
        )
        for box in (*self.marks.values(), self.is_typewriter, self.is_dimmed):
            box.toggled.connect(lambda _is_on: self.changed.emit())
        for choice in (self.height_choice, self.snippet_key):
            choice.activated.connect(lambda _row: self.changed.emit())
        self._settings = Settings()
        self._say()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        self._settings = settings
        off = settings.marks_off.split()
        ticked = [(box, language not in off) for language, box in self.marks.items()]
        ticked += [(self.is_typewriter, settings.is_typewriter)]
        ticked += [(self.is_dimmed, settings.is_dimmed)]
        for box, is_on in ticked:
            with QSignalBlocker(box):
                box.setChecked(is_on)
        self._fill()

    def taken(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        off = " ".join(name for name, box in self.marks.items() if not box.isChecked())
        return replace(
            settings,
            marks_off=off,
            snippet_key=str(self.snippet_key.currentData()),
            is_typewriter=self.is_typewriter.isChecked(),
            typewriter_percent=int(self.height_choice.currentData()),
            is_dimmed=self.is_dimmed.isChecked(),
        )

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.marks["vi"].setText(self.tr("Curly quotes and dashes in Vietnamese: “ ” ‘ ’ –"))
        self.marks["en"].setText(self.tr("Curly quotes and dashes in English: “ ” ‘ ’ – — …"))
        self._marks_told.setText(
            self.tr("As they are typed. Undo gives the straight one back, which then stays.")
        )
        self._key_told.setText(self.tr("What expands the name of a snippet"))
        self._snippets.setText(self.tr("Snippets …"))
        self.is_typewriter.setText(
            self.tr("Typewriter scrolling: the line of the caret stays at one height")
        )
        self.is_dimmed.setText(self.tr("In focus mode other paragraphs stand back"))
        self._height_told.setText(self.tr("Height of that line on the page"))
        self._fill()

    def _fill(self) -> None:
        said = (
            self.tr("Tab"),
            self.tr("The space bar"),
            self.tr("Only the command"),
        )
        keys = list(zip(SNIPPET_KEYS, said, strict=True))
        self.snippet_key.show_choices(keys, self._settings.snippet_key)
        heights = (
            self.tr("A third from the top"),
            self.tr("The middle"),
            self.tr("Below the middle"),
        )
        chosen = min(HEIGHTS_PERCENT, key=lambda each: abs(each - self._percent))
        rows = [(str(each), said) for each, said in zip(HEIGHTS_PERCENT, heights, strict=True)]
        self.height_choice.show_choices(rows, str(chosen))

    @property
    def _percent(self) -> int:
        return self._settings.typewriter_percent
