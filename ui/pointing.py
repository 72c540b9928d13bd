# SPDX-License-Identifier: GPL-3.0-or-later
"""Pointing: from words on the page to the same words in the story, and back."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from editor.text.places import Sight, place, sight
from ui.preview.view import Preview
from ui.writer.echo import units
from ui.writer.view import Writer

if TYPE_CHECKING:
    from ui.preview.pointed import Pointed

FIELDS = {"byline": "authors", "tags": "tags", "section": "category", "stamp": "dateline_place"}
"""Parts of the page that are written in the story's form: id -> field."""


class Pointing(QObject):
    """Ties the page to the words: a click there puts the caret here, a key here lights there."""

    field_asked = Signal(str)
    """A field of the story's form was pointed at."""
    picture_asked = Signal(str)
    """A picture was pointed at, by its SHA-256."""

    def __init__(self, writer: Writer, preview: Preview) -> None:
        super().__init__(writer)
        self._writer, self._preview = writer, preview
        preview.pointed.connect(self._follow)

    def show_on_page(self) -> None:
        """Light the words at the caret on the page."""
        fields = self._writer.head.fields
        name = next((name for name, field in fields.items() if field.hasFocus()), "")
        if name:
            at = len(before(fields[name].text, fields[name].textCursor().position()))
            self._preview.point(name, sight(fields[name].text, at))
        elif self._writer.draft is not None:
            copy = self._writer.draft.article.body
            self.light(copy, len(before(copy, self._writer.copy.textCursor().position())))

    def light(self, copy: str, at: int, end: int = 0) -> None:
        """Light a place of the copy on the page; with an end, all from one to the other."""
        line = copy.count("\n", 0, at)
        lines = self._preview.block_lines(line)
        if lines is not None:
            start, block = _cut(copy, *lines)
            words = sight(block, max(0, at - start))
            length = sight(block, end - start).count - words.count if end else 0
            self._preview.point("body", words, line, length)

    def _follow(self, told: "Pointed") -> None:
        if told.sha256:
            self.picture_asked.emit(told.sha256)
        elif told.field == "body":
            self._put_into_copy(told)
        elif told.field in self._writer.head.fields:
            self._put_into_head(told.field, told.words)
        elif told.field in FIELDS:
            self.field_asked.emit(FIELDS[told.field])

    def _put_into_copy(self, told: "Pointed") -> None:
        if self._writer.draft is None:
            return
        copy = self._writer.draft.article.body
        start, block = _cut(copy, told.line, told.end_line)
        self._writer.place_caret(units(copy[: start + place(block, told.words)]))
        self._writer.copy.ensureCursorVisible()
        self._writer.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _put_into_head(self, name: str, words: Sight) -> None:
        field = self._writer.head.fields[name]
        cursor = field.textCursor()
        cursor.setPosition(units(field.text[: place(field.text, words)]))
        field.setTextCursor(cursor)
        field.setFocus(Qt.FocusReason.OtherFocusReason)


def _cut(copy: str, line: int, end_line: int) -> tuple[int, str]:
    """Some lines of a copy, and where they begin."""
    # Not `splitlines`: a sign that other programs end lines with is a letter of its line here.
    lines = [f"{each}\n" for each in copy.split("\n")]
    start = sum(map(len, lines[:line]))
    return start, copy[start : start + sum(map(len, lines[line:end_line]))]


def before(text: str, position: int) -> str:
    """What stands before a position of Qt's, which counts in halves of letters."""
    return text.encode("utf-16-le", "surrogatepass")[: 2 * position].decode("utf-16-le", "ignore")
