# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a comment or other words for some of the copy are written, before they are said."""

from typing import NamedTuple

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from ui.entries import Labelled, TextEntry
from ui.panels.pieces import button, column, label, row
from ui.panels.thread import short
from ui.theme import GRID_PX


class Half(NamedTuple):
    """A comment or a suggestion that somebody had not finished."""

    text: str
    others: str
    is_suggestion: bool


class RemarkForm(QFrame):
    """Open only while somebody writes in it."""

    said = Signal(str, object)
    """What is said, and the other words; None: it is a comment."""
    left = Signal()
    """It is closed again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._quote = ""
        self._is_suggestion = False
        self.quote = label(tone="quiet")
        self.others = TextEntry(least_lines=2, most_lines=16)
        self.text = TextEntry(least_lines=2, most_lines=8)
        self._others, self._text = Labelled(self.others), Labelled(self.text)
        self.send = button(self._on_send, kind="primary")
        self.cancel = button(self.close_form, kind="plain")
        does = row(-1, self.cancel, self.send)
        self.setLayout(
            column(self.quote, self._others, self._text, does, margin_px=GRID_PX, gap_px=GRID_PX)
        )
        for key, do in (("Ctrl+Return", self._on_send), ("Escape", self.close_form)):
            made = QShortcut(QKeySequence(key), self)
            made.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)
        self.others.edited.connect(lambda _text: self._enable())
        self.text.edited.connect(lambda _text: self._enable())
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether somebody writes in it."""
        return not self.isHidden()

    def begin(
        self, quote: str, *, is_suggestion: bool, caret: int = -1, held: Half | None = None
    ) -> None:
        """Let a person say something about words, which may be none: then others are put in.

        Args:
            quote: the words as they stand.
            is_suggestion: other words are suggested.
            caret: where the caret is in them; -1: all of them are selected.
            held: what was written in it before, to go on with.
        """
        self._quote, self._is_suggestion = quote, is_suggestion
        self.others.begin_text(quote if held is None else held.others)
        self.text.begin_text("" if held is None else held.text)
        self._say()
        self.show()
        first = self.others if is_suggestion else self.text
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        first.selectAll()
        if is_suggestion and caret >= 0:
            cursor = first.textCursor()
            cursor.setPosition(caret)
            first.setTextCursor(cursor)

    @property
    def half(self) -> Half | None:
        """What is written in it and not said yet; None: nothing is."""
        is_news = self._is_suggestion and self.others.text() != self._quote
        if not self.is_open or not (is_news or self.text.text().strip()):
            return None
        return Half(self.text.text(), self.others.text(), self._is_suggestion)

    def close_form(self) -> None:
        """Say nothing."""
        if self.is_open:
            self.hide()
            self.left.emit()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        is_suggestion = self._is_suggestion
        self.quote.setText(f"“{short(self._quote)}”")
        # What is to be changed stands in the field itself.
        self.quote.setVisible(bool(self._quote) and not is_suggestion)
        self._others.setVisible(is_suggestion)
        empty = self.tr("empty: take them out") if self._quote else ""
        self._others.say(self.tr("Suggested words"), hint=empty)
        self._text.say(self.tr("Why") if is_suggestion else self.tr("Comment"))
        self.cancel.setText(self.tr("Cancel"))
        self.send.setText(self.tr("Suggest") if is_suggestion else self.tr("Comment"))
        self.send.setToolTip(QKeySequence("Ctrl+Return").toString())
        self._enable()

    def _enable(self) -> None:
        is_news = self.others.text() != self._quote
        has_text = bool(self.text.text().strip())
        self.send.setEnabled(is_news if self._is_suggestion else has_text)

    def _on_send(self) -> None:
        if self.send.isEnabled():
            others = self.others.text() if self._is_suggestion else None
            self.hide()
            self.said.emit(self.text.text().strip(), others)
            self.left.emit()
