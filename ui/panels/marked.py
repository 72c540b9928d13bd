# SPDX-License-Identifier: GPL-3.0-or-later
"""A story to read with what went struck out and what came underlined; one change is chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QMouseEvent,
    QResizeEvent,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QFrame,
    QPlainTextDocumentLayout,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from editor.text.wording import Mark
from ui.panels.told import Part
from ui.theme import GRID_PX, Theme

SIZES_PX: Mapping[str, int] = {
    "kicker": 13,
    "headline": 24,
    "standfirst": 17,
    "copy": 16,
    "label": 13,
}
BOLD = frozenset({"kicker", "headline", "standfirst"})
WIDEST_PX = 760
"""The lines are no longer than this."""
ABOVE = 0.25
"""A change that is gone to stands so far down in the view."""


class Marked(QPlainTextEdit):
    """Shows parts; nobody writes in it. A click on a change chooses it."""

    chosen = Signal(int)
    """The number of a change."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._spans: dict[int, tuple[int, int]] = {}
        self._anchors: list[tuple[int, int]] = []
        self._shown: QTextDocument | None = None
        self.current = -1
        """The number of the chosen change; -1: none."""
        self.setReadOnly(True)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", "true")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_parts(self, parts: Sequence[Part]) -> None:
        """Show something else; it is scrolled to the top.

        Cost: 20 ms for 10,000 words; lines are laid out when they are seen.
        """
        document = QTextDocument(self)
        document.setDocumentLayout(QPlainTextDocumentLayout(document))
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self._theme.copy_font(size_px=SIZES_PX["copy"]))
        looks = {(part.look, part.mark): self._look(part.look, part.mark) for part in parts}
        cursor = QTextCursor(document)
        self._spans, self._anchors = {}, []
        cursor.beginEditBlock()
        for part in parts:
            start = cursor.position()
            if part.anchor >= 0:
                self._anchors.append((part.anchor, cursor.blockNumber()))
            cursor.insertText(part.text, looks[part.look, part.mark])
            if part.change >= 0:
                first = self._spans.get(part.change, (start, 0))[0]
                self._spans[part.change] = (first, cursor.position())
        cursor.endEditBlock()
        before, self._shown = self._shown, document
        self.setDocument(document)
        if before is not None:
            before.deleteLater()
        self.choose(-1)

    def choose(self, number: int) -> None:
        """Mark a change as the one that is spoken of; -1: none."""
        self.current = number
        marked = []
        if number in self._spans:
            selection = QTextEdit.ExtraSelection()
            selection.cursor = self._selected(number)
            selection.format.setBackground(self._theme.colour("selected"))
            marked = [selection]
        self.setExtraSelections(marked)

    def go_to(self, number: int) -> None:
        """Choose a change and bring it into sight."""
        self.choose(number)
        if number in self._spans:
            block = self.document().findBlock(self._spans[number][0])
            # Paragraphs that were never seen have no lines yet.
            self.blockBoundingRect(block)
            rows = self.viewport().height() / max(1, self.fontMetrics().height())
            self.verticalScrollBar().setValue(max(0, round(block.firstLineNumber() - rows * ABOVE)))

    def place(self) -> tuple[int, int]:
        """Which anchor is at the top or last above it, and how many lines further down it is."""
        top = self.firstVisibleBlock()
        known = [each for each in self._anchors if each[1] <= top.blockNumber()]
        anchor, block = known[-1] if known else (-1, 0)
        first = self.document().findBlockByNumber(block).firstLineNumber()
        return anchor, self.verticalScrollBar().value() - first

    def go_to_place(self, anchor: int, lines: int) -> None:
        """Scroll to where the other side stands."""
        known = [each for each in self._anchors if each[0] <= anchor]
        block = self.document().findBlockByNumber(known[-1][1] if known else 0)
        is_here = bool(known) and known[-1][0] == anchor
        most = block.lineCount() if is_here else 0
        self.verticalScrollBar().setValue(block.firstLineNumber() + min(lines, most))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the change under the pointer, unless words were selected."""
        super().mouseReleaseEvent(event)
        at = self.cursorForPosition(event.position().toPoint()).position()
        found = (number for number, (start, end) in self._spans.items() if start <= at < end)
        number = next(found, -1)
        if number >= 0 and not self.textCursor().hasSelection():
            self.chosen.emit(number)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the lines short enough to be read."""
        super().resizeEvent(event)
        side = max(2 * GRID_PX, (self.width() - WIDEST_PX) // 2)
        self.setViewportMargins(side, GRID_PX, side, 0)

    def _selected(self, number: int) -> QTextCursor:
        start, end = self._spans[number]
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _look(self, look: str, mark: Mark) -> QTextCharFormat:
        made = QTextCharFormat()
        size_px = SIZES_PX[look]
        font = self._theme.copy_font(size_px=size_px)
        if look in {"kicker", "label"}:
            font = self._theme.ui_font(size_px=size_px)
        if look in BOLD:
            font.setWeight(QFont.Weight.DemiBold)
        font.setStrikeOut(mark is Mark.GONE)
        font.setUnderline(mark is Mark.CAME)
        made.setFont(font)
        colours = {Mark.GONE: "quiet", Mark.CAME: "fine"}
        colour = colours.get(mark, "quiet" if look == "label" else "ink")
        made.setForeground(self._theme.colour(colour))
        return made
