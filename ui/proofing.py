# SPDX-License-Identifier: GPL-3.0-or-later
"""Quiet dots under words that are spelt wrong, and a list of what may have been meant."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QMenu, QPlainTextEdit, QTextEdit

from editor.captions.codes import Codes
from editor.lexicon import HOUSE, PERSONAL, Lexicon
from editor.text.spelling import Mistake, Spelling
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk

PAUSE_MS: Final = 500
"""Marks come when the hands rest so long."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text belongs, so that a word can be right there alone."""

    id: str = ""
    language: str = "vi"


class Proofing(QObject):
    """Marks one field; never the word at the caret, and nothing while a syllable is composed.

    Args:
        field: where it belongs; it owns this.
        desk: for the words of the desk, and its codes.
        tasks: texts are read off the thread of the widgets.
        theme: for the colour of the dots.
        place: gives the place that the text belongs to now.
    """

    def __init__(
        self,
        field: QPlainTextEdit,
        desk: "Desk",
        tasks: Tasks,
        theme: Theme,
        place: Callable[[], Place],
    ) -> None:
        super().__init__(field)
        self._field = field
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._place = place
        self._read = ""
        self._found: list[Mistake] = []
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self.look)
        field.textChanged.connect(self._on_text)
        field.cursorPositionChanged.connect(self._show)
        field.installEventFilter(self)
        theme.changed.connect(self._show)

    @property
    def marked(self) -> list[str]:
        """The words that have dots now, in their order."""
        return [each.cursor.selectedText() for each in self._field.extraSelections()]

    def look(self) -> None:
        """Read the text anew."""
        if self._is_composing():
            self._pause.start()
            return
        text, place = self._text(), self._place()
        work = partial(_mistakes, text, place, self._desk.lexicon, self._desk.drawer.codes())
        lane = f"spelling {id(self)}"
        self._tasks.latest(lane, work, partial(self._on_read, text), lambda _error: None)

    def offer(self, at: QPoint | None = None) -> QMenu | None:
        """Show what may have been meant for the word at the caret or the nearest before it."""
        mistake = self._nearest()
        if mistake is None:
            return None
        menu = QMenu(self._field)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu, mistake)
        where = at or self._field.viewport().mapToGlobal(self._field.cursorRect().bottomLeft())
        menu.popup(where)
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])
        return menu

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click on a marked word with the other button offers words."""
        if isinstance(event, QContextMenuEvent):
            cursor = self._field.cursorForPosition(event.pos())
            if self._at(cursor.position()) is not None:
                self._field.setTextCursor(cursor)
                return self.offer(event.globalPos()) is not None
        return super().eventFilter(watched, event)

    def _on_text(self) -> None:
        if self._text() != self._read:
            self._pause.start()

    def _on_read(self, text: str, found: list[Mistake]) -> None:
        if text == self._text():
            self._read, self._found = text, found
            self._show()

    def _show(self) -> None:
        """Put dots under what was found, less the word that is being written."""
        if self._is_composing():
            return
        is_current = self._read == self._text()
        caret = self._field.textCursor().position() if self._field.hasFocus() else -1
        shown = [each for each in self._found if not each.start <= caret <= each.end]
        self._field.setExtraSelections([self._dots(each) for each in shown] if is_current else [])

    def _dots(self, mistake: Mistake) -> QTextEdit.ExtraSelection:
        form = QTextCharFormat()
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        form.setUnderlineColor(self._theme.colour("needs_you"))
        made = QTextEdit.ExtraSelection()
        made.cursor = self._cursor(mistake)
        made.format = form
        return made

    def _cursor(self, mistake: Mistake) -> QTextCursor:
        cursor = QTextCursor(self._field.document())
        cursor.setPosition(mistake.start)
        cursor.setPosition(mistake.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _nearest(self) -> Mistake | None:
        if self._read != self._text():
            return None
        caret = self._field.textCursor().position()
        before = [each for each in self._found if each.start <= caret]
        return before[-1] if before else next(iter(self._found), None)

    def _at(self, position: int) -> Mistake | None:
        return next((each for each in self._found if each.start <= position <= each.end), None)

    def _fill(self, menu: QMenu, mistake: Mistake) -> None:
        speller = Spelling()
        language = self._place().language
        for word in speller.suggestions(mistake.word, self._text(), language):
            menu.addAction(word, partial(self._replace, mistake, word))
        menu.addSeparator()
        place = self._place().id
        lexicon = self._desk.lexicon
        add = (
            (self.tr("Right here"), partial(lexicon.add_here, mistake.word, place)),
            (self.tr("Add to my words"), partial(lexicon.add, mistake.word, PERSONAL)),
            (self.tr("Add to the house's words"), partial(lexicon.add, mistake.word, HOUSE)),
        )
        for words, keep in add:
            menu.addAction(words, partial(self._tasks.write, keep, lambda _done: self.look()))

    def _replace(self, mistake: Mistake, word: str) -> None:
        if self._read == self._text() and not self._is_composing():
            self._field.document().setModified(False)
            cursor = self._cursor(mistake)
            cursor.insertText(word)
            self._field.setTextCursor(cursor)

    def _is_composing(self) -> bool:
        return bool(self._field.textCursor().block().layout().preeditAreaText())

    def _text(self) -> str:
        raw: str = self._field.document().toRawText()
        return raw.replace("\u2029", "\n")


def _mistakes(text: str, place: Place, lexicon: Lexicon, codes: Codes) -> list[Mistake]:
    """What is wrong in a text, in Qt's own count of places: words, and codes that nobody knows."""
    words = Spelling(lexicon.words(place.id)).mistakes(text, place.language)
    unknown = [
        Mistake(e.start, e.end, text[e.start : e.end]) for e in codes.found(text) if not e.text
    ]
    inside = {at for each in unknown for at in range(each.start, each.end)}
    found = [*unknown, *(each for each in words if each.start not in inside)]
    wide = [0]
    for char in text:
        wide.append(wide[-1] + (2 if ord(char) > 0xFFFF else 1))
    ordered = sorted(found, key=lambda each: each.start)
    return [Mistake(wide[each.start], wide[each.end], each.word) for each in ordered]
