# SPDX-License-Identifier: GPL-3.0-or-later
"""Typist: what follows a key in a field of prose, such as the mark of print that it stands for."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QTextBlock, QTextCursor

from editor.model.article import Article
from editor.text import lists
from editor.text.typography import is_verbatim, printed
from ui import words
from ui.prose import ProseEdit, Use

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.snippets import Filled

PRINTED_IN = ("vi", "en")
"""Languages whose marks of print are known."""


class Story(Protocol):
    """What is written in; `ui.writer.draft.Draft` is one."""

    @property
    def header(self) -> Article:
        """Its fields, the copy left empty."""


class Typist(QObject):
    """Attends the fields of one form; whatever it does is an undo step of its own.

    Only what was just typed is touched, never while a syllable is being composed, and never what
    was pasted, undone or there before.

    Args:
        desk: whose settings say what a person wants, and whose snippets there are.
        form: where the fields are; it owns this.
        story: gives the one that is written in; none: the newspaper's language is written.
    """

    def __init__(self, desk: "Desk", form: QObject, story: Callable[[], Story | None]) -> None:
        super().__init__(form)
        self.desk = desk
        self._story = story

    @property
    def story(self) -> Article | None:
        """The fields of the story that is written in."""
        story = self._story()
        return None if story is None else story.header

    @property
    def language(self) -> str:
        """What is written: `vi`, `en` or another."""
        story = self.story
        return self.desk.profile.language if story is None else story.language

    def attend(self, field: ProseEdit, *, kind: str = "text") -> None:
        """Attend a field from now on.

        Args:
            field: tells what is typed.
            kind: `copy`: Markdown, where code stays as it is typed; `line`: it has no lines.
        """
        attendance = Attendance(self, field, kind)
        field.keyed.connect(attendance.follow)
        field.tab_pressed.connect(attendance.expand_at_tab)
        field.expand_asked.connect(attendance.use)
        field.snippet_asked.connect(attendance.insert)


class Attendance(QObject):
    """What the typist does in one field."""

    def __init__(self, typist: Typist, field: ProseEdit, kind: str) -> None:
        super().__init__(field)
        self._typist = typist
        self._field = field
        self._kind = kind

    def follow(self, key: str) -> None:
        """Print the mark that was just typed, or expand the name before a blank."""
        if key == " " and self._typist.desk.settings.snippet_key == "space" and self.expand(" "):
            return
        typist = self._typist
        is_off = typist.language in typist.desk.settings.marks_off.split()
        if is_off or typist.language not in PRINTED_IN or self._is_composing():
            return
        cursor = self._field.textCursor()
        before, after = divided(cursor.block(), cursor.positionInBlock())
        mark = printed(before, after, typist.language)
        if mark is not None and not self._is_verbatim(cursor.block(), before):
            put(cursor, mark.back, mark.text)

    def expand_at_tab(self, tab: Use) -> None:
        """Expand the name before the caret, unless a person has chosen another key."""
        if self._typist.desk.settings.snippet_key == "tab":
            self.use(tab)

    def use(self, key: Use) -> None:
        """Expand the name before the caret."""
        key.is_used = key.is_used or self.expand()

    def expand(self, after: str = "") -> bool:
        """Make the name before the caret the text that it stands for; whether there was one.

        Args:
            after: what stands between the name and the caret, and stays.
        """
        cursor = self._field.textCursor()
        if self._is_composing() or cursor.hasSelection() or self._field.isReadOnly():
            return False
        before = divided(cursor.block(), cursor.positionInBlock())[0].removesuffix(after)
        found = self._typist.desk.snippets.before(before)
        if found is None:
            return False
        snippet, length = found
        self._write(snippet.text, before[-length:] + after, after)
        return True

    def insert(self, name: str) -> None:
        """Put the text of a snippet where the caret is."""
        text = next((s.text for s in self._typist.desk.snippets.all() if s.name == name), "")
        if text:
            QGuiApplication.inputMethod().commit()
            self._write(text, "", "")

    def _write(self, text: str, gone: str, after: str) -> None:
        cursor = self._field.textCursor()
        filled = self._filled(text)
        start = cursor.selectionStart() - _units(gone)
        put(cursor, _units(gone), self._laid(filled.text, cursor) + after)
        is_inside = filled.caret < len(filled.text)
        if is_inside:
            cursor.setPosition(start + _units(self._laid(filled.text[: filled.caret], cursor)))
            self._field.setTextCursor(cursor)
        self._field.ensureCursorVisible()

    def _filled(self, text: str) -> "Filled":
        # What a snippet stands on is loaded with the first one.
        from editor import snippets  # noqa: PLC0415  # not for the start

        typist = self._typist
        told = snippets.values(
            typist.story,
            words.local(typist.desk.clock(), typist.desk.profile.time_zone),
            language=typist.language,
            person=typist.desk.settings.person,
            clipboard=QGuiApplication.clipboard().text() if "{clipboard}" in text else "",
        )
        return snippets.fill(text, told)

    def _laid(self, text: str, cursor: QTextCursor) -> str:
        """The text as the place takes it: one line, or lines that stay in a quotation or item."""
        if self._kind == "line":
            return " ".join(text.split("\n"))
        if self._kind != "copy" or "\n" not in text:
            return text
        return text.replace("\n", f"\n{lists.hanging(cursor.block().text())}")

    def _is_composing(self) -> bool:
        return bool(self._field.textCursor().block().layout().preeditAreaText())

    def _is_verbatim(self, block: QTextBlock, before: str) -> bool:
        return self._kind == "copy" and is_verbatim(above(block), before)


def put(cursor: QTextCursor, back: int, text: str) -> None:
    """Put a text in the place of what is selected, as one undo step of its own.

    Args:
        cursor: the caret.
        back: how many of Qt's letters before it give way too.
        text: what stands there instead.
    """
    document = cursor.document()
    # Qt joins an edit to the undo step before it unless the document is clean.
    document.setModified(False)
    # Undo brings the caret back to where this one stands as the step begins.
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    edit.setPosition(cursor.selectionStart() - back)
    edit.setPosition(cursor.selectionEnd(), QTextCursor.MoveMode.KeepAnchor)
    edit.insertText(text)
    edit.endEditBlock()
    document.setModified(False)


def divided(block: QTextBlock, at: int) -> tuple[str, str]:
    """A paragraph up to the caret, and the rest of it.

    Args:
        block: the paragraph.
        at: the caret in it, as Qt counts.
    """
    text = block.text()
    if len(text) != block.length() - 1:
        # Letters beyond U+FFFF count twice in Qt.
        units = text.encode("utf-16-le", "surrogatepass")
        at = len(units[: 2 * at].decode("utf-16-le", "surrogatepass"))
    return text[:at], text[at:]


def _units(text: str) -> int:
    """A text's length as Qt counts it, in UTF-16."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def above(block: QTextBlock) -> str:
    """All paragraphs above one, each ended by a newline."""
    cursor = QTextCursor(block)
    cursor.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")
