# SPDX-License-Identifier: GPL-3.0-or-later
"""The form of a source: its address, what people call it, and how often it is asked."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError
from editor.model.dispatch import EVERY_MINUTES, Source
from ui import words
from ui.entries import Choice, Labelled, LineEntry
from ui.panels.pieces import button, column, label, row
from ui.theme import GRID_PX

OFTEN = (5, 15, 30, 60, 180, 720, 1440)
"""Minutes that are offered."""


class SourceForm(QWidget):
    """A new source, or one to be changed."""

    kept = Signal(str, str, int)
    """Address, name, minutes."""
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._is_new = True
        self.heading, self.note = label(role="heading"), label(tone="quiet")
        self._address, self._name, self._every = LineEntry(), LineEntry(), Choice()
        self.address, self.name = Labelled(self._address), Labelled(self._name)
        self.every = Labelled(self._every)
        self.setFocusProxy(self._address)
        self._keep = button(self.keep, kind="primary")
        self._cancel = button(self.close_asked.emit, kind="plain")
        for each in (self._address, self._name):
            each.returnPressed.connect(self.keep)
        self.setLayout(
            column(
                self.heading,
                self.note,
                self.address,
                self.name,
                self.every,
                row(-1, self._cancel, self._keep),
                margin_px=3 * GRID_PX,
                gap_px=2 * GRID_PX,
            )
        )
        self._minutes = EVERY_MINUTES
        self._say()

    def start(self, its: Source | None = None) -> None:
        """Begin with a source as it is, or with a new one."""
        self._is_new = its is None
        self._address.show_text("" if its is None else its.address)
        self._name.show_text("" if its is None else its.name)
        self._minutes = EVERY_MINUTES if its is None else its.every_minutes
        self.address.tell("")
        self._say()
        self._address.setFocus()

    def keep(self) -> None:
        """Ask for what stands in the form to be kept."""
        minutes = int(self._every.currentData() or EVERY_MINUTES)
        self.kept.emit(self._address.text().strip(), self._name.text().strip(), minutes)

    def complain(self, error: EditorError) -> None:
        """Say beside the address what is wrong with it."""
        self.address.tell(words.error_sentence(error))
        self._address.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        new, old = self.tr("Add a source"), self.tr("Change the source")
        self.heading.setText(new if self._is_new else old)
        self.note.setText(
            self.tr("The address of a feed (RSS, Atom), or of the site that has one.")
        )
        self.address.say(self.tr("Address"))
        self.name.say(self.tr("Name"), hint=self.tr("Empty: what the source calls itself."))
        self.every.say(self.tr("How often it is asked"))
        self._keep.setText(self.tr("Add") if self._is_new else self.tr("Save"))
        self._cancel.setText(self.tr("Cancel"))
        often = sorted({*OFTEN, self._minutes})
        choices = [(str(each), self._often(each)) for each in often]
        self._every.show_choices(choices, str(self._minutes))

    def _often(self, minutes: int) -> str:
        if minutes % 60 or minutes == 0:
            return self.tr("every {count} min").format(count=minutes)
        return self.tr("every {count} h").format(count=minutes // 60)
