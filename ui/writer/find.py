# SPDX-License-Identifier: GPL-3.0-or-later
"""Find: find and replace in this copy; case, marks, whole words, regular expressions."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from editor.errors import Refused
from editor.text import finding
from editor.text.finding import Search
from ui import words
from ui.lines import WordLine
from ui.theme import Theme
from ui.writer.copy import CopyEdit
from ui.writer.echo import units


class Match:
    """Where a text is found, in Qt's units."""

    __slots__ = ("end", "other", "start")

    def __init__(self, start: int, end: int, other: str) -> None:
        self.start = start
        self.end = end
        self.other = other


def matches(copy: str, search: Search, other: str = "") -> Iterator[Match]:
    """Every place in the copy, in order, with what would stand there instead.

    Raises:
        Refused: as `finding.hits`.
    """
    seen, at = 0, 0
    for hit in finding.hits(copy, search, other):
        start = at + units(copy[seen : hit.start])
        at = start + units(hit.found)
        seen = hit.end
        yield Match(start, at, hit.other)


class FindBar(QWidget):
    """A row below the copy; Enter finds the next, Shift+Enter the one before, Escape closes."""

    closed = Signal()
    everywhere_asked = Signal(object, str)
    """The same is to be looked for in all stories: a `Search`, and what is to stand there."""

    def __init__(self, copy: CopyEdit, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._copy = copy
        self._theme = theme
        self._words, self._others = WordLine(self), WordLine(self)
        self._case, self._marks, self._word, self._regex = (QCheckBox(self) for _ in range(4))
        self._told = QLabel(self)
        self._previous, self._next = QToolButton(self), QToolButton(self)
        self._replace, self._replace_all = QToolButton(self), QToolButton(self)
        self._everywhere = QToolButton(self)
        self._everywhere.setAutoRaise(True)
        self._close = QToolButton(self)
        for each in (self._previous, self._next, self._close):
            each.setAutoRaise(True)
        self._told.setProperty("tone", "quiet")
        self._trouble = QLabel(self)
        self._trouble.setProperty("tone", "needs_you")
        self._trouble.setWordWrap(True)
        self._trouble.hide()
        self._lay_out()
        self._connect()
        self._marks.setChecked(True)
        self.retranslate()
        self._dress()
        theme.changed.connect(self._dress)

    def ask(self, *, is_replace: bool = False) -> None:
        """Open, with what is selected in the copy; for replacing too when asked."""
        selected = self._copy.textCursor().selectedText()
        if selected and "\u2029" not in selected:
            self._words.setText(selected)
        for each in (self._others, self._replace, self._replace_all):
            each.setVisible(is_replace)
        self.show()
        self._words.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._words.selectAll()
        self._count()

    def find_next(self) -> None:
        """Select the next place, from the caret on and then from the top."""
        self._step(is_back=False)

    def find_previous(self) -> None:
        """Select the place before the caret."""
        self._step(is_back=True)

    def replace(self) -> None:
        """Put the other words in place of what is selected, and find the next."""
        cursor = self._copy.textCursor()
        chosen = (cursor.selectionStart(), cursor.selectionEnd())
        here = [each for each in self._all() if (each.start, each.end) == chosen]
        if here:
            cursor.insertText(here[0].other)
        self.find_next()

    def replace_all(self) -> None:
        """Put the other words in every place, as one undo step."""
        found = self._all()
        cursor = QTextCursor(self._copy.document())
        cursor.beginEditBlock()
        for each in reversed(found):
            _select(cursor, each)
            cursor.insertText(each.other)
        cursor.endEditBlock()
        if self._trouble.isHidden():
            self._told.setText(self.tr("%n replaced", "", len(found)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape closes; Enter finds."""
        if event.key() == Qt.Key.Key_Escape:
            self.hide()
            self._copy.setFocus(Qt.FocusReason.OtherFocusReason)
            self.closed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            is_back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._step(is_back=is_back)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        self._words.setPlaceholderText(self.tr("Find in this story"))
        self._others.setPlaceholderText(self.tr("Replace with"))
        for field in (self._words, self._others):
            field.setAccessibleName(field.placeholderText())
        self._case.setText(self.tr("Match case"))
        self._marks.setText(self.tr("Match marks"))
        self._marks.setToolTip(self.tr("Off: “dong da” finds “Đống Đa”"))
        self._word.setText(self.tr("Whole words"))
        self._regex.setText(self.tr("Pattern"))
        self._regex.setToolTip(self.tr("Regular expression; \\1 stands for its first group"))
        self._everywhere.setText(self.tr("In all stories …"))
        self._previous.setToolTip(self.tr("The one before  Shift+Enter"))
        self._next.setToolTip(self.tr("The next  Enter"))
        self._previous.setAccessibleName(self.tr("The one before"))
        self._next.setAccessibleName(self.tr("The next"))
        self._replace.setText(self.tr("Replace"))
        self._replace_all.setText(self.tr("Replace all"))
        self._close.setToolTip(self.tr("Close  Esc"))
        self._close.setAccessibleName(self.tr("Close"))

    def _lay_out(self) -> None:
        first, second, options = QHBoxLayout(), QHBoxLayout(), QGridLayout()
        for each in (self._told, self._previous, self._next, self._close):
            first.addWidget(each)
        for each in (self._replace, self._replace_all):
            second.addWidget(each)
        # Two by two: in one row they would not find room in a narrow window.
        for at, box in enumerate((self._case, self._marks, self._word, self._regex)):
            box.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            options.addWidget(box, at % 2, at // 2)
        options.addWidget(self._everywhere, 1, 2, Qt.AlignmentFlag.AlignRight)
        options.setColumnStretch(2, 1)
        grid = QGridLayout(self)
        grid.setContentsMargins(24, 8, 8, 8)
        grid.setSpacing(8)
        grid.setColumnStretch(0, 1)
        for row, (field, beside) in enumerate(((self._words, first), (self._others, second))):
            grid.addWidget(field, row, 0)
            grid.addLayout(beside, row, 1)
        grid.addLayout(options, 2, 0, 1, 2)
        grid.addWidget(self._trouble, 3, 0, 1, 2)

    def _connect(self) -> None:
        self._words.textChanged.connect(self._count)
        for box in (self._case, self._marks, self._word, self._regex):
            box.toggled.connect(self._count)
        self._next.clicked.connect(self.find_next)
        self._previous.clicked.connect(self.find_previous)
        self._replace.clicked.connect(self.replace)
        self._replace_all.clicked.connect(self.replace_all)
        self._everywhere.clicked.connect(self._ask_everywhere)
        self._others.textChanged.connect(self._count)
        self._close.clicked.connect(self._shut)

    def _shut(self) -> None:
        self.hide()
        self.closed.emit()

    def _dress(self) -> None:
        self._previous.setIcon(self._theme.icon("ph.caret-up"))
        self._next.setIcon(self._theme.icon("ph.caret-down"))
        self._close.setIcon(self._theme.icon("ph.x", "quiet"))

    def search(self) -> Search:
        """What is looked for."""
        return Search(
            self._words.text(),
            is_case=self._case.isChecked(),
            is_marks=self._marks.isChecked(),
            is_word=self._word.isChecked(),
            is_regex=self._regex.isChecked(),
        )

    def _all(self) -> list[Match]:
        copy = self._copy.document().toRawText().replace("\u2029", "\n")
        self._trouble.hide()
        try:
            return list(matches(copy, self.search(), self._others.text()))
        except Refused as error:
            self._trouble.setText(words.error_sentence(error))
            self._trouble.show()
            return []

    def _ask_everywhere(self) -> None:
        self.everywhere_asked.emit(self.search(), self._others.text())

    def _step(self, *, is_back: bool) -> None:
        found = self._all()
        if not found:
            self._count()
            return
        cursor = self._copy.textCursor()
        if is_back:
            before = [each for each in found if each.end <= cursor.selectionStart()]
            chosen = before[-1] if before else found[-1]
        else:
            after = [each for each in found if each.start >= cursor.selectionEnd()]
            chosen = after[0] if after else found[0]
        _select(cursor, chosen)
        self._copy.setTextCursor(cursor)
        self._told.setText(self._place(found.index(chosen) + 1, len(found)))

    def _place(self, number: int, count: int) -> str:
        return self.tr("{number} of {count}").format(number=number, count=count)

    def _count(self) -> None:
        self._told.setText("")
        count = len(self._all())
        if self._words.text() and self._trouble.isHidden():
            self._told.setText(self.tr("%n found", "", count) if count else self.tr("Not found"))


def _select(cursor: QTextCursor, match: Match) -> None:
    cursor.setPosition(match.start)
    cursor.setPosition(match.end, QTextCursor.MoveMode.KeepAnchor)
