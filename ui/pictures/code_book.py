# SPDX-License-Identifier: GPL-3.0-or-later
"""The desk's codes at hand, read again when their files change, off the thread of the widgets."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from editor.captions.codes import Codes
from ui.coding import Coding
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk

EVERY_MS: Final = 3000
"""How often the files are looked at while somebody may type a code."""


class CodeBook(QObject):
    """Codes for the fields of one form.

    Args:
        desk: whose drawer has the files.
        tasks: the door to the threads.
        form: where the fields are; the files are looked at only while it is seen. It owns this.
    """

    def __init__(self, desk: "Desk", tasks: Tasks, form: QWidget) -> None:
        super().__init__(form)
        self._desk = desk
        self._tasks = tasks
        self._form = form
        self._known = Codes()
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)

    def codes(self) -> Codes:
        """The codes as they were read last."""
        return self._known

    def attend(self, field: QLineEdit | QPlainTextEdit) -> Coding:
        """Replace codes in a field from now on; the files are read when it is first typed into."""
        field.installEventFilter(self)
        return Coding(field, self.codes)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody may type a code from now on."""
        if event.type() == QEvent.Type.FocusIn and not self._timer.isActive():
            self.open()
        return super().eventFilter(watched, event)

    def open(self) -> None:
        """Read the files, and follow them from now on."""
        self._timer.start()
        self._read()

    def _look(self) -> None:
        if self._form.isVisible():
            self._read()

    def _load(self) -> Codes:
        # What the drawer stands on is slow to load: the first call is not for the widgets' thread.
        return self._desk.drawer.codes()

    def _read(self) -> None:
        lane = f"codes {id(self)}"
        self._tasks.latest(lane, self._load, self._on_read, lambda _e: None)

    def _on_read(self, codes: Codes) -> None:
        self._known = codes
