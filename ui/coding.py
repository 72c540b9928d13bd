# SPDX-License-Identifier: GPL-3.0-or-later
"""Code replacements while typing: a code becomes its name when its closing mark was typed."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from editor.captions.codes import Codes


class Coding(QObject):
    """Replaces codes in one field, each as one undo step, and tells what an open one may become.

    Nothing is replaced while a syllable is being composed, nor in what was pasted, undone or was
    there before: only a code whose closing mark has just been typed.

    Args:
        field: where it belongs; it owns this.
        codes: gives the desk's codes.
    """

    foreseen = Signal(str)
    """What the code at the caret may become, to read beside the field; empty: none is open."""

    def __init__(self, field: QLineEdit | QPlainTextEdit, codes: Callable[[], Codes]) -> None:
        super().__init__(field)
        self._field = field
        self._codes = codes
        self._is_pending = False
        self._is_composing = False
        self._told = ""
        field.installEventFilter(self)
        field.cursorPositionChanged.connect(self._foresee)
        field.textChanged.connect(self._foresee)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that a closing mark is typed; it stands there only after this."""
        if isinstance(event, QInputMethodEvent):
            self._is_composing = bool(event.preeditString())
        if self._types_mark(event):
            self._is_pending = True
        is_key = event.type() in {QEvent.Type.KeyPress, QEvent.Type.InputMethod}
        if is_key and self._is_pending:
            # Within the event of an input method nothing may be changed.
            QTimer.singleShot(0, self, self._replace)
        return super().eventFilter(watched, event)

    def _types_mark(self, event: QEvent) -> bool:
        mark = self._codes().mark
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return bool(event.text() == mark)
        if isinstance(event, QInputMethodEvent):
            return bool(event.commitString().endswith(mark) and not event.preeditString())
        return False

    def _replace(self) -> None:
        if not self._is_pending or self._is_composing:
            return
        self._is_pending = False
        text, caret = self._text(), self._caret()
        found = self._codes().closed_at(text, caret)
        if found is not None and found.text is not None:
            self._put(_units(text[: found.start]), _units(text[: found.end]), found.text)

    def _put(self, start: int, end: int, text: str) -> None:
        field = self._field
        if isinstance(field, QLineEdit):
            field.setSelection(start, end - start)
            field.insert(text)
            return
        # Qt joins an edit to the undo step of the typing before it unless the document is clean.
        field.document().setModified(False)
        cursor = QTextCursor(field.document())
        cursor.beginEditBlock()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text)
        cursor.endEditBlock()

    def _foresee(self) -> None:
        codes = self._codes()
        text, caret = self._text(), self._caret()
        start = "" if self._is_composing else codes.open_at(text, caret)
        mark = codes.mark
        near = codes.beginning(start) if start else []
        told = "  ·  ".join(f"{mark}{code}{mark} {name}" for code, name in near)
        if told != self._told:
            self._told = told
            self.foreseen.emit(told)

    def _text(self) -> str:
        if isinstance(self._field, QLineEdit):
            return self._field.text()
        raw: str = self._field.document().toRawText()
        return raw.replace("\u2029", "\n")

    def _caret(self) -> int:
        """The caret, counted in letters as Python does."""
        if isinstance(self._field, QLineEdit):
            at = self._field.cursorPosition()
        else:
            at = self._field.textCursor().position()
        units = self._text().encode("utf-16-le", "surrogatepass")[: 2 * at]
        return len(units.decode("utf-16-le", "surrogatepass"))


def _units(text: str) -> int:
    """A text's length as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
