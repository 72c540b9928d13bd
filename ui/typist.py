# SPDX-License-Identifier: GPL-3.0-or-later
"""Typist: what follows a key in a field of prose, such as the mark of print that it stands for."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextBlock, QTextCursor

from editor.model.article import Article
from editor.text.typography import is_verbatim, printed

if TYPE_CHECKING:
    from editor.desk import Desk

PRINTED_IN = ("vi", "en")
"""Languages whose marks of print are known."""


class Prose(Protocol):
    """A field that tells what is typed into it; `TextEntry` and `InkEdit` are some."""

    keyed: Any
    """Signal(str): one of `typography.KEYS` was just typed and stands before the caret."""

    def textCursor(self) -> QTextCursor:  # noqa: N802  # Qt's name
        """The caret."""


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
        desk: whose settings say what a person wants.
        form: where the fields are; it owns this.
        story: gives the one that is written in; none: the newspaper's language is written.
    """

    def __init__(self, desk: "Desk", form: QObject, story: Callable[[], Story | None]) -> None:
        super().__init__(form)
        self._desk = desk
        self._story = story

    def attend(self, field: Prose, *, is_copy: bool = False) -> None:
        """Attend a field from now on.

        Args:
            field: tells what is typed.
            is_copy: it holds Markdown of many lines, where code stays as it is typed.
        """
        field.keyed.connect(partial(self._print, field, is_copy))

    def _print(self, field: Prose, is_copy: bool, _key: str) -> None:  # noqa: FBT001  # bound by attend
        story = self._story()
        language = self._desk.profile.language if story is None else story.header.language
        if language not in PRINTED_IN or language in self._desk.settings.marks_off.split():
            return
        cursor = field.textCursor()
        block = cursor.block()
        if block.layout().preeditAreaText():
            return
        before, after = divided(block, cursor.positionInBlock())
        mark = printed(before, after, language)
        if mark is None or (is_copy and is_verbatim(above(block), before)):
            return
        put(cursor, mark.back, mark.text)


def put(cursor: QTextCursor, back: int, text: str) -> None:
    """Put a text in the place of the letters before the caret, as one undo step of its own.

    Args:
        cursor: the caret, nothing selected.
        back: how many of Qt's letters give way.
        text: what stands there instead.
    """
    document = cursor.document()
    # Qt joins an edit to the undo step before it unless the document is clean.
    document.setModified(False)
    edit = QTextCursor(cursor)
    edit.beginEditBlock()
    edit.movePosition(
        QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor, back
    )
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


def above(block: QTextBlock) -> str:
    """All paragraphs above one, each ended by a newline."""
    cursor = QTextCursor(block)
    cursor.setPosition(0, QTextCursor.MoveMode.KeepAnchor)
    return cursor.selectedText().replace("\u2029", "\n")
