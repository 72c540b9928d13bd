# SPDX-License-Identifier: GPL-3.0-or-later
"""How exported files are called: a pattern with variables, and what it makes of the first one."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from editor.captions.stationery import VARIABLES, Take
from editor.errors import Refused
from editor.exports import names
from editor.model.picture import Picture
from ui import words
from ui.entries import Labelled, LineEntry
from ui.panels.pieces import button, column, label, row
from ui.theme import GRID_PX


class ExportNames(QWidget):
    """Asks for the names of the files; the last pattern stands there again."""

    folder_asked = Signal(str)
    """The pattern; a person wants to choose the folder now."""
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture: Picture | None = None
        self._take = Take()
        self.heading = label(role="heading")
        self.entry = LineEntry()
        self.entry.show_text(names.PATTERN)
        self.field = Labelled(self.entry)
        self.variables = label(tone="quiet")
        self.go = button(self._go, kind="primary")
        self.cancel = button(self.close_asked.emit, kind="plain")
        buttons = row(-1, self.cancel, self.go)
        self.setLayout(
            column(self.heading, self.field, self.variables, -1, buttons, margin_px=2 * GRID_PX)
        )
        self.setFocusProxy(self.entry)
        self.entry.edited.connect(lambda _text: self._look())
        self.entry.returnPressed.connect(self._go)
        self._say()

    @property
    def pattern(self) -> str:
        """What was typed; the names that the files have where nothing was."""
        return self.entry.text().strip() or names.PATTERN

    def start(self, picture: Picture, take: Take) -> None:
        """Ask anew; the first picture serves as the example."""
        self._picture, self._take = picture, take
        self._look()

    def recall(self, pattern: str) -> None:
        """Begin with what was chosen last."""
        self.entry.show_text(pattern)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.heading.setText(self.tr("Export"))
        self.field.say(self.tr("Names of the files"))
        self.variables.setWordWrap(True)
        self.variables.setText(" ".join(f"{{{each}}}" for each in VARIABLES))
        self.go.setText(self.tr("Choose a folder …"))
        self.cancel.setText(self.tr("Cancel"))

    def _look(self) -> None:
        """Show what the first file will be called, or what nobody knows."""
        if self._picture is None:
            return
        try:
            (stem,) = names.stems([self._picture], self.pattern, self._take)
        except Refused as error:
            self.field.tell(words.code_sentence(error.code, **error.values))
            self.go.setEnabled(False)
        else:
            self.field.tell(self.tr("The first one: {name}").format(name=stem), tone="quiet")
            self.go.setEnabled(True)

    def _go(self) -> None:
        if self.go.isEnabled():
            self.close_asked.emit()
            self.folder_asked.emit(self.pattern)
