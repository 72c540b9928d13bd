# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can choose about writing; a part of the settings."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from editor.settings import LANGUAGES, Settings
from ui.panels.pieces import column, label


class WritingChoices(QWidget):
    """The boxes hold at once."""

    changed = Signal()
    """`taken` gives something else now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.marks = {language: QCheckBox() for language in LANGUAGES}
        self._marks_told = label(tone="quiet")
        self.setLayout(column(*self.marks.values(), self._marks_told, gap_px=4))
        for box in self.marks.values():
            box.toggled.connect(lambda _is_on: self.changed.emit())
        self._say()

    def show_settings(self, settings: Settings) -> None:
        """Show what is chosen."""
        off = settings.marks_off.split()
        for language, box in self.marks.items():
            with QSignalBlocker(box):
                box.setChecked(language not in off)

    def taken(self, settings: Settings) -> Settings:
        """The settings with what is chosen here."""
        off = " ".join(name for name, box in self.marks.items() if not box.isChecked())
        return replace(settings, marks_off=off)

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
