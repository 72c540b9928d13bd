# SPDX-License-Identifier: GPL-3.0-or-later
"""CopyEdit: where the copy is written; Markdown, its marks dimmed."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QGuiApplication,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.writer import grids, lists, marks
from ui.writer.highlighter import Highlighter
from ui.writer.ink import InkEdit
from ui.writer.leading import LINE_HEIGHT

_LINES_SEEN = 40
"""More lines of a paragraph than these fill the page."""
_VEIL_ALPHA = 170
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CopyEdit(InkEdit):
    """The copy. One paragraph of the document is one line of the source."""

    takes_pages = True

    wheeled = Signal(float)
    """The wheel asks for so many pixels down."""
    left_at_top = Signal()
    """Up was pressed in the first line."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._highlighter = Highlighter(self, theme)
        self._has_shown = False
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabChangesFocus(True)
        self._is_dimmed = False
        self._shown_paragraph = (-1, -1)

    def choose_type(self) -> None:
        """Follow the font and size that the person chose."""
        self.set_type(self._theme.copy_font(), LINE_HEIGHT)

    def show_document(self, document: QTextDocument, text: str | None = None) -> None:
        """Write in another document: see `InkEdit.show_document`; ends the one that was its own."""
        before = self.document()
        # The document that Qt made has a parent that Python has no name for: to look for one, every
        # class of Qt would be loaded.
        is_own = self._has_shown and before.parent() is self
        self._has_shown = True
        super().show_document(document, text)
        if is_own:
            before.deleteLater()
        self._highlighter.attach(document)

    def set_dimmed(self, *, is_dimmed: bool) -> None:
        """Let all paragraphs but that of the caret stand back, or none."""
        if is_dimmed != self._is_dimmed:
            self._is_dimmed = is_dimmed
            if is_dimmed:
                self.cursorPositionChanged.connect(self._follow_paragraph)
            else:
                self.cursorPositionChanged.disconnect(self._follow_paragraph)
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the copy; what stands back under a veil of paper."""
        super().paintEvent(event)
        if self._is_dimmed:
            painter = QPainter(self.viewport())
            for each in self._veiled():
                painter.fillRect(each, _veil(self._theme))
            painter.end()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on with a list, Shift+Enter is Enter, Up in the first line leaves."""
        if event.key() in _ENTER and not self.is_composing:
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                # Qt would put U+2028 there: a line that is no paragraph.
                self.textCursor().insertBlock()
                self.ensureCursorVisible()
                return
            if not event.modifiers() and (self._go_down() or self._edit(lists.enter)):
                return
        is_first = (
            event.key() == Qt.Key.Key_Up and not event.modifiers() and self._is_in_first_line()
        )
        if is_first:
            self.left_at_top.emit()
        else:
            super().keyPressEvent(event)

    def nest(self) -> bool:
        """Put the items at the caret below the one before them; whether that could be."""
        return self._edit(lists.nest)

    def unnest(self) -> bool:
        """Take the items at the caret out to the level above; whether that could be."""
        return self._edit(lists.unnest)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """An address over selected words makes them a link; all else comes in as anywhere."""
        address = "" if self._is_plain_paste else marks.address_in(source.text())
        if not address or not self._edit(lambda cursor: marks.link_over(cursor, address)):
            super().insertFromMimeData(source)

    def focusNextPrevChild(self, is_next: bool) -> bool:  # noqa: FBT001, N802  # Qt's signature
        """Tab expands a snippet, goes to the next cell, nests an item of a list; else it leaves."""
        shift = self.nest if is_next else self.unnest
        is_used = is_next and self.uses_tab()
        if is_used or (not self.is_composing and (self._step(is_back=not is_next) or shift())):
            return True
        return super().focusNextPrevChild(is_next)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the sheet, which has the head above the copy."""
        pixels = event.pixelDelta().y()
        notches = event.angleDelta().y() / 120
        step = QGuiApplication.styleHints().wheelScrollLines() * self.line_px
        self.wheeled.emit(-float(pixels) if pixels else -notches * step)
        event.accept()

    @property
    def line_px(self) -> float:
        """How tall one line is."""
        return max(1.0, self.fontMetrics().height())

    def top_line(self) -> float:
        """The line of the source at the top of the view, with the part of it that is above."""
        block = self.firstVisibleBlock()
        rect = self._rect(block)
        return block.blockNumber() + max(0.0, -rect.top()) / max(1.0, rect.height())

    def show_line(self, line: float) -> None:
        """Scroll so that a line of the source is at the top of the view."""
        block = self.document().findBlockByNumber(int(line))
        if not block.isValid():
            block = self.document().lastBlock()
        # A paragraph that was never seen has no lines yet.
        self.blockBoundingRect(block)
        inside = round((line - int(line)) * block.lineCount())
        self.verticalScrollBar().setValue(block.firstLineNumber() + inside)

    def _go_down(self) -> bool:
        """To the cell below on Enter; False when the caret is in no table."""
        return self._go(grids.down(self.textCursor()))

    def _step(self, *, is_back: bool) -> bool:
        """To the next cell of a table or the one before; False when the caret is in none."""
        return self._go(grids.step(self.textCursor(), is_back=is_back))

    def _go(self, cursor: QTextCursor | None) -> bool:
        if cursor is not None:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        return cursor is not None

    def _edit(self, do: Callable[[QTextCursor], bool]) -> bool:
        cursor = self.textCursor()
        is_done = do(cursor)
        if is_done:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()
        return is_done

    def _veiled(self) -> tuple[QRectF, QRectF]:
        """Above and below the paragraph of the caret."""
        first, last = self._paragraph()
        top, bottom = self._rect(first).top(), self._rect(last).bottom()
        width, height = self.viewport().width(), self.viewport().height()
        return QRectF(0, 0, width, top), QRectF(0, bottom, width, max(0.0, height - bottom))

    def _paragraph(self) -> tuple[QTextBlock, QTextBlock]:
        """The lines around the caret without a blank one between them, as far as they are seen."""
        first = last = self.textCursor().block()
        for _ in range(_LINES_SEEN):
            before, after = first.previous(), last.next()
            first = before if before.text().strip() and first.text().strip() else first
            last = after if after.text().strip() and last.text().strip() else last
        return first, last

    def _follow_paragraph(self) -> None:
        first, last = self._paragraph()
        shown = (first.blockNumber(), last.blockNumber())
        if shown != self._shown_paragraph:
            self._shown_paragraph = shown
            self.viewport().update()

    def _rect(self, block: QTextBlock) -> QRectF:
        return self.blockBoundingGeometry(block).translated(self.contentOffset())

    def _is_in_first_line(self) -> bool:
        cursor = self.textCursor()
        layout = cursor.block().layout()
        if cursor.blockNumber() or layout.lineCount() == 0:
            return False
        return layout.lineForTextPosition(cursor.positionInBlock()).lineNumber() == 0


def _veil(theme: Theme) -> QColor:
    paper = QColor(theme.colour("paper"))
    paper.setAlpha(_VEIL_ALPHA)
    return paper
