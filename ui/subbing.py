# SPDX-License-Identifier: GPL-3.0-or-later
"""Subbing: from a finding to its words and back: jump, mend, call right, switch its rule off."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor

from ui import words
from ui.panels.checks import Checks
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.echo import units
from ui.writer.ink import InkEdit
from ui.writer.reading import list_through
from ui.writer.underlines import MOST, Underline, Underlines
from ui.writer.view import Writer

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk
    from editor.linkdesk import Checked

LIST_MS = 1_500
"""The list of what may be looked at once more is made anew when the hands rest so long."""
CARET_MS = 300
"""Where the caret rests so long, it is taken to have left the words before."""


class Subbing(QObject):
    """Ties the findings about words to the fields that hold them; never the word at the caret.

    Args:
        desk: remembers what is right, and which rules are off.
        tasks: for what is written.
        theme: for the colour of the underlines.
        writer: where the words stand.
        panel: where the findings are listed.
    """

    found = Signal(tuple)
    """What is to be shown of what the checks found."""
    refused = Signal(object)
    """An EditorError."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, writer: Writer, panel: Checks
    ) -> None:
        super().__init__(writer)
        self._desk = desk
        self._tasks = tasks
        self._panel = panel
        self._draft: Draft | None = None
        self._shown: tuple[Finding, ...] | None = None
        self._rest = QTimer(self, singleShot=True, interval=CARET_MS)
        self._rest.timeout.connect(self._show)
        self._fields: dict[str, InkEdit] = {**writer.head.fields, "body": writer.copy}
        self.underlines = {name: Underlines(e, theme) for name, e in self._fields.items()}
        for field in self._fields.values():
            field.cursorPositionChanged.connect(self._rest.start)
        for each in (panel.list, panel.more.list, panel.links.list):
            each.mend_asked.connect(self.mend)
            each.right_asked.connect(self.call_right)
            each.off_asked.connect(self.switch_off)
        panel.rules.attend(desk, tasks)
        panel.rules.changed.connect(self._switch)
        panel.rules.packs_changed.connect(self._look_again)
        self._list_soon = QTimer(self, singleShot=True, interval=LIST_MS)
        self._list_soon.timeout.connect(self._list_more)
        panel.more.asked.connect(self._list_more)
        panel.links.asked.connect(self._check_links)

    def follow(self, draft: Draft) -> None:
        """Show the findings of another story from now on."""
        self._draft, self._shown = draft, None
        draft.findings_changed.connect(self._show)
        draft.changed.connect(self._list_later)
        self._panel.more.close_list()
        self._panel.links.clear()
        self._panel.rules.show_off(self._desk.rules_off)
        self._show()

    def jump(self, finding: "Finding") -> None:
        """Select the words of a finding in their field, as far as they are still there."""
        cursor = self._cursor(finding)
        if cursor is not None:
            field = self._field(finding)
            field.setTextCursor(cursor)
            field.ensureCursorVisible()
            field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def step(self) -> None:
        """Go to the next words to mend, from the caret on; after the last to the first."""
        which, _start, end = self._here()
        found = self._ordered()
        if found:
            after = (each for place, each in found if place[:2] >= (which, end))
            self.jump(next(after, found[0][1]))

    def mend_here(self) -> None:
        """Put the words at the caret right; where there is nothing to mend, go to the next."""
        which, start, end = self._here()
        for (field, begins, ends), each in self._ordered():
            is_here = field == which and begins <= end and start <= ends
            if is_here and each.mend is not None:
                self.mend(each)
                return
        self.step()

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
        off = self._desk.rules_off | {rule}
        self._switch(off)
        self._panel.rules.show_off(off)

    def _switch(self, off: frozenset[str]) -> None:
        desk = self._desk

        def work() -> None:
            desk.rules_off = off

        self._write(work)

    def _write(self, work: Callable[[], object]) -> None:
        self._tasks.write(work, lambda _done: self._look_again(), self.refused.emit)

    def _look_again(self) -> None:
        if self._draft is not None:
            self._draft.look_again()
            self._list_more()

    def _check_links(self) -> None:
        """Ask where the links of the open story lead; what comes of another one is let go."""
        if self._draft is None:
            return
        draft, panel, desk = self._draft, self._panel.links, self._desk
        article = draft.article

        def show(checked: "Checked") -> None:
            if draft is self._draft:
                panel.show_checked(checked)

        def is_over() -> bool:
            return self._tasks.is_closed or draft is not self._draft

        self._tasks.run(lambda: desk.links.check(article, is_over), show, panel.show_failed)

    def _list_later(self, _told: object) -> None:
        self._list_soon.start()

    def _list_more(self) -> None:
        """Make the list of what may be looked at once more, while somebody has it open."""
        if self._draft is None or not self._panel.more.is_open:
            return
        work = partial(list_through, self._desk, self._draft.snapshot())
        self._tasks.latest("listing", work, self._panel.more.show_findings, self.refused.emit)

    def _show(self, _findings: object = None) -> None:
        if self._draft is None:
            return
        standing = self._words()
        shown = tuple(
            each
            for each in self._draft.findings
            if each.span is None or not self._is_at_caret(each, standing[each.field])
        )
        if shown != self._shown:
            self._shown = shown
            self._underline(shown, standing)
            self.found.emit(shown)

    def _underline(self, shown: "tuple[Finding, ...]", standing: "Mapping[str, _Words]") -> None:
        marks: dict[str, list[Underline]] = {name: [] for name in self._fields}
        for each in shown:
            if each.span is None or len(marks[each.field]) >= MOST:
                continue
            cursor = self._cursor(each, standing)
            if cursor is not None:
                marks[each.field].append(Underline(cursor, words.finding_sentence(each)))
        for name, found in marks.items():
            self.underlines[name].show(found)

    def _ordered(self) -> "list[tuple[tuple[int, int, int], Finding]]":
        """All findings about words that stand, each with (field, beginning, end)."""
        names = list(self._fields)
        findings = self._draft.findings if self._draft is not None else ()
        standing = self._words()
        placed = ((each, self._cursor(each, standing)) for each in findings if each.span)
        return [
            ((names.index(each.field), cursor.selectionStart(), cursor.selectionEnd()), each)
            for each, cursor in placed
            if cursor is not None
        ]

    def _here(self) -> tuple[int, int, int]:
        """Which field has the caret, where what is chosen there begins, and where it ends."""
        fields = list(self._fields.values())
        which = next((at for at, each in enumerate(fields) if each.hasFocus()), len(fields) - 1)
        cursor = fields[which].textCursor()
        return which, cursor.selectionStart(), cursor.selectionEnd()

    def _is_at_caret(self, finding: "Finding", words: "_Words") -> bool:
        field = self._field(finding)
        caret = field.textCursor()
        if finding.span is None or not field.hasFocus() or caret.hasSelection():
            return False
        start, end = words.place(finding.span[0]), words.place(finding.span[1])
        return start <= caret.position() <= end and words.has(finding)

    def _field(self, finding: "Finding") -> InkEdit:
        return self._fields.get(finding.field, self._fields["body"])

    def _words(self) -> "dict[str, _Words]":
        """What stands in each field now; read once for all findings."""
        return {name: _Words.of(field) for name, field in self._fields.items()}

    def _cursor(
        self, finding: "Finding", words: "Mapping[str, _Words] | None" = None
    ) -> QTextCursor | None:
        """The words of a finding, selected; None where they do not stand there any more."""
        field = self._field(finding)
        here = words[finding.field] if words else _Words.of(field)
        if finding.span is None or field.is_composing or not here.has(finding):
            return None
        cursor = QTextCursor(field.document())
        cursor.setPosition(here.place(finding.span[0]))
        cursor.setPosition(here.place(finding.span[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor


@dataclass(frozen=True, slots=True)
class _Words:
    """The text of a field, and whether Qt counts its letters as we do."""

    text: str
    is_even: bool

    @staticmethod
    def of(field: InkEdit) -> "_Words":
        text: str = field.document().toRawText().replace("\u2029", "\n")
        return _Words(text, units(text) == len(text))

    def place(self, at: int) -> int:
        """A place in Qt's own count."""
        return at if self.is_even else units(self.text[:at])

    def has(self, finding: "Finding") -> bool:
        """Whether the words of a finding still stand where they were found."""
        start, end = finding.span or (0, 0)
        told = str(finding.values["pardon"]).partition(": ")[2]
        return start < end and " ".join(self.text[start:end].split()) == told
