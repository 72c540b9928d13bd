# SPDX-License-Identifier: GPL-3.0-or-later
"""The page that stands there when the store cannot be opened: one sentence, and what to do."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QShowEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.errors import EditorError
from ui import words
from ui.panels.pieces import button, column, label, row
from ui.theme import GRID_PX

WIDTH_PX = 560
_ELSEWHERE = frozenset({"store.network_folder", "store.not_a_folder"})
"""What no second try mends: another folder does."""
_FOR_COMMANDS = " (--store)"
"""How a command is told another folder; here is a button."""


class Trouble(QWidget):
    """Says why nothing can be shown.

    Args:
        error: why.
        folder: where the store is, or should be.
    """

    retry_asked = Signal()
    folder_chosen = Signal(Path)
    """A person wants the store in this folder instead."""
    quit_asked = Signal()

    def __init__(self, error: EditorError, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._code, self._values = error.code, error.values
        self._folder = folder
        inside = QWidget()
        inside.setFixedWidth(WIDTH_PX)
        self._title, self._sentence = label(role="title"), label()
        self._place = label(str(folder), tone="quiet")
        is_elsewhere = error.code in _ELSEWHERE
        self._retry = button(self.retry_asked.emit, kind="" if is_elsewhere else "primary")
        self._choose = button(self.choose_folder, kind="primary" if is_elsewhere else "")
        both = (self._choose, self._retry) if is_elsewhere else (self._retry, self._choose)
        self._first = both[0]
        self._show = button(self.show_folder)
        self._leave = button(self.quit_asked.emit, kind="plain")
        inside.setLayout(
            column(
                self._title,
                self._sentence,
                self._place,
                2 * GRID_PX,
                row(*both, self._show, self._leave, -1),
            )
        )
        self.setLayout(column(-1, row(-1, inside, -1), -1))
        self._say()

    def choose_folder(self) -> None:
        """Ask for the folder of another store, or an empty one for a new store."""
        dialog = QFileDialog(self, self.tr("Choose the folder with the stories"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setDirectory(str(_standing(self._folder)))
        dialog.fileSelected.connect(lambda name: self.folder_chosen.emit(Path(name)))
        dialog.open()

    def show_folder(self) -> None:
        """Show the folder, or the nearest one that there is, where the system shows folders."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(_standing(self._folder))))

    def showEvent(self, event: QShowEvent) -> None:
        """Enter does what is most likely to help."""
        super().showEvent(event)
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("Stet cannot open its store"))
        sentence = words.code_sentence(self._code, **self._values).replace(_FOR_COMMANDS, "")
        self._sentence.setText(sentence)
        self._place.setHidden(str(self._folder) in sentence)
        self._retry.setText(self.tr("Try again"))
        self._choose.setText(self.tr("Choose another folder …"))
        self._show.setText(self.tr("Show folder"))
        self._leave.setText(self.tr("Quit"))


def _standing(folder: Path) -> Path:
    """The folder, or the nearest one above it that there is."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), folder)
