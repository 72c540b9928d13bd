# SPDX-License-Identifier: GPL-3.0-or-later
"""Subbing: from a finding to its words and back: jump, mend, call right, switch its rule off."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor

from ui.panels.checks import Checks
from ui.tasks import Tasks
from ui.writer.draft import Draft
from ui.writer.echo import units
from ui.writer.ink import InkEdit
from ui.writer.view import Writer

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk

CARET_MS = 300
"""Where the caret rests so long, it is taken to have left the words before."""


class Subbing(QObject):
    """Ties the findings about words to the fields that hold them; never the word at the caret.

    Args:
        desk: remembers what is right, and which rules are off.
        tasks: for what is written.
        writer: where the words stand.
        panel: where the findings are listed.
    """

    found = Signal(tuple)
    """What is to be shown of what the checks found."""
    refused = Signal(object)
    """An EditorError."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, writer: Writer, panel: Checks, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._writer = writer
        self._panel = panel
        self._draft: Draft | None = None
        self._shown: tuple[Finding, ...] | None = None
        self._rest = QTimer(self, singleShot=True, interval=CARET_MS)
        self._rest.timeout.connect(self._show)
        for field in (writer.copy, *writer.head.fields.values()):
            field.cursorPositionChanged.connect(self._rest.start)
        panel.list.mend_asked.connect(self.mend)
        panel.list.right_asked.connect(self.call_right)
        panel.list.off_asked.connect(self.switch_off)
        panel.rules.changed.connect(self._switch)

    def follow(self, draft: Draft) -> None:
        """Show the findings of another story from now on."""
        self._draft, self._shown = draft, None
        draft.findings_changed.connect(self._show)
        self._panel.rules.show_off(self._desk.settings.rules_off)
        self._show()

    def jump(self, finding: "Finding") -> None:
        """Select the words of a finding in their field, as far as they are still there."""
        cursor = self._cursor(finding)
        if cursor is not None:
            field = self._field(finding)
            field.setTextCursor(cursor)
            field.ensureCursorVisible()
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def mend(self, finding: "Finding") -> None:
        """Put there what is meant, as one undo step; nothing where the words have changed."""
        cursor = self._cursor(finding)
        if cursor is not None and finding.mend is not None:
            # Qt joins an insertion to the one before unless the document is unmodified.
            cursor.document().setModified(False)
            cursor.insertText(finding.mend)
            cursor.document().setModified(False)

    def call_right(self, finding: "Finding", is_house: bool) -> None:  # noqa: FBT001  # a signal's
        """Let the words be right as they stand: in this story, or in the whole house."""
        if self._draft is not None:
            story = "" if is_house else self._draft.id
            self._write(partial(self._desk.copydesk.call_right, finding, story))

    def switch_off(self, rule: str) -> None:
        """Let a rule say nothing from now on."""
        off = dict.fromkeys([*self._desk.settings.rules_off.split(), rule])
        self._switch(" ".join(off))
        self._panel.rules.show_off(" ".join(off))

    def _switch(self, off: str) -> None:
        desk = self._desk

        def work() -> None:
            desk.settings = replace(desk.settings, rules_off=off)

        self._write(work)

    def _write(self, work: Callable[[], object]) -> None:
        self._tasks.write(work, lambda _done: self._look_again(), self.refused.emit)

    def _look_again(self) -> None:
        if self._draft is not None:
            self._draft.look_again()

    def _show(self, _findings: object = None) -> None:
        if self._draft is None:
            return
        shown = tuple(each for each in self._draft.findings if not self._is_at_caret(each))
        if shown != self._shown:
            self._shown = shown
            self.found.emit(shown)

    def _is_at_caret(self, finding: "Finding") -> bool:
        field = self._field(finding)
        if finding.span is None or not field.hasFocus():
            return False
        cursor = self._cursor(finding)
        caret = field.textCursor()
        is_there = cursor is not None and (
            cursor.selectionStart() <= caret.position() <= cursor.selectionEnd()
        )
        return is_there and not caret.hasSelection()

    def _field(self, finding: "Finding") -> InkEdit:
        field: InkEdit = self._writer.head.fields.get(finding.field, self._writer.copy)
        return field

    def _cursor(self, finding: "Finding") -> QTextCursor | None:
        """The words of a finding, selected; None where they do not stand there any more."""
        field = self._field(finding)
        if finding.span is None or field.is_composing:
            return None
        text = field.document().toRawText().replace("\u2029", "\n")
        start, end = finding.span
        told = str(finding.values["pardon"]).partition(": ")[2]
        if " ".join(text[start:end].split()) != told or start == end:
            return None
        cursor = QTextCursor(field.document())
        cursor.setPosition(units(text[:start]))
        cursor.setPosition(units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
        return cursor
