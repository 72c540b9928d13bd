# SPDX-License-Identifier: GPL-3.0-or-later
"""InkEdit: a plain text field in the type of the page, with the red caret and a clean paste."""

import re
from pathlib import Path

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QMimeData,
    QObject,
    QPoint,
    QRectF,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QTextCursor,
    QTextDocument,
    QTextDocumentFragment,
    QTextOption,
)
from PySide6.QtWidgets import QFrame, QMenu, QPlainTextDocumentLayout, QWidget

from editor.text import cells
from editor.text.tidy import tidy
from ui.prose import ProseEdit
from ui.theme import Theme
from ui.writer.leading import spaced
from ui.writer.steps import Steps

CARET_PX = 2
LONGEST_WORD = 10_000
"""Letters without a blank, such as a picture's bytes written out; broken anywhere beyond that."""
WHOLE = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
BROKEN = QTextOption.WrapMode.WrapAnywhere
_LINES = str.maketrans({"\u2029": "\n", "\u2028": "\n"})
_ENDLESS = re.compile(rf"\S{{{LONGEST_WORD}}}")


class InkEdit(ProseEdit):
    """What may follow a key once it stands there is the business of `ui.typist`."""

    pictures_dropped = Signal(list)
    """Pictures were pasted or dropped: paths, or PNG bytes for what has no file."""

    page_pasted = Signal(str, str)
    """Where `takes_pages`: HTML was pasted or dropped; and its words alone."""
    words_pasted = Signal(str, int, str)
    """Where `takes_pages`: text as it came, where its clean copy begins, what was replaced."""
    takes_pages = False
    """Whether HTML is more than its words here."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.steps: Steps | None = None
        """What can be taken back that Qt does not know any more."""
        self._glyphs = QFont()
        self._colour = "ink"
        self._caret_rect = QRectF()
        self._is_caret_shown = False
        self._is_plain_paste = False
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCursorWidth(0)
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._turn_caret)
        self.cursorPositionChanged.connect(self._show_caret)
        self.horizontalScrollBar().rangeChanged.connect(self._stay_left)
        theme.changed.connect(self._dress)

    def set_type(self, font: QFont, line_height: float, colour: str = "ink") -> None:
        """Choose font, line height (a multiple of its size) and the name of a colour."""
        self._glyphs = font
        self._colour = colour
        self.setFont(spaced(font, line_height))
        self.document().setDefaultFont(self.font())
        self._dress()

    def show_document(self, document: QTextDocument, text: str | None = None) -> None:
        """Write in another document.

        Args:
            document: what is written in.
            text: what stands in it, if known: saves reading it.
        """
        document.setDefaultFont(self.font())
        if self._has_endless_word(document.toRawText() if text is None else text):
            self.setWordWrapMode(BROKEN)
            self.setDocument(document)
        else:
            self.setDocument(document)
            self.setWordWrapMode(WHOLE)
        # Qt paints its caret in the colour of the text; ours is painted over the finished text. How
        # wide Qt's is belongs to the document.
        self.setCursorWidth(0)
        self._show_caret()

    def paste_plain(self) -> None:
        """Paste the words only."""
        self._is_plain_paste = True
        self.paste()
        self._is_plain_paste = False

    @property
    def is_composing(self) -> bool:
        """Whether an input method holds a syllable here."""
        return bool(self.textCursor().block().layout().preeditAreaText())

    def createMimeDataFromSelection(self) -> QMimeData:  # noqa: N802  # Qt's name
        """The words as they stand: Qt's own HTML would come back with every mark escaped."""
        mime = QMimeData()
        mime.setText(chosen_text(self.textCursor()))
        return mime

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take text, HTML, pictures and files."""
        return source.hasText() or source.hasHtml() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in a paste or a drop, made clean first; pictures go to whoever keeps them."""
        if pictures := pictures_in(source):
            self.pictures_dropped.emit(pictures)
        elif self.takes_pages and not self._is_plain_paste and (page := _page(source)):
            self.page_pasted.emit(page, _plain(source))
        elif text := self._words_in(source):
            self.prepare_for(text)
            cursor = self.textCursor()
            start, was = cursor.selectionStart(), chosen_text(cursor)
            cursor.insertText(text)
            self.ensureCursorVisible()
            if self.takes_pages:
                self.words_pasted.emit(_plain(source), start, was)

    def prepare_for(self, text: str) -> None:
        """A text is about to come in that may hold a word without end."""
        if self._has_endless_word(text):
            self.setWordWrapMode(BROKEN)

    @staticmethod
    def _has_endless_word(text: str) -> bool:
        # Qt looks through the whole word for each of its lines: with two million letters, minutes.
        long = (line for line in text.splitlines() if len(line) >= LONGEST_WORD)
        return any(_ENDLESS.search(line) for line in long)

    def _words_in(self, source: QMimeData) -> str:
        return tidy(_plain(source))

    def undo(self) -> None:
        """Take one step back, also one from before the window was last closed."""
        if self.steps is None or not self.steps.undo(self._show_place):
            super().undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        if self.steps is None or not self.steps.redo(self._show_place):
            super().redo()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Qt's own menu, in which the two steps go as far as the keys do."""
        menu = self.menu_at(event.pos())
        menu.exec(event.globalPos())
        menu.deleteLater()

    def menu_at(self, place: QPoint) -> QMenu:
        """The menu for a place in the field."""
        menu = self.createStandardContextMenu(place)
        steps = self.steps
        ours = {"edit-undo": steps and steps.can_undo, "edit-redo": steps and steps.can_redo}
        for name, do in (("edit-undo", self.undo), ("edit-redo", self.redo)):
            action = menu.findChild(QAction, name)
            if isinstance(action, QAction) and ours[name]:
                action.triggered.disconnect()
                action.triggered.connect(lambda _checked=False, do=do: do())
                action.setEnabled(True)
        return menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo and redo reach further back than Qt's own."""
        if not self.is_composing and event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif not self.is_composing and event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the caret."""
        super().focusInEvent(event)
        self._show_caret()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the caret; an unfinished syllable stays (some input methods would drop it)."""
        QGuiApplication.inputMethod().commit()
        super().focusOutEvent(event)
        self._blink.stop()
        self._is_caret_shown = False
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and the caret over it."""
        super().paintEvent(event)
        if self._is_caret_shown:
            painter = QPainter(self.viewport())
            self._caret_rect = self._caret()
            painter.fillRect(self._caret_rect, self._theme.colour("accent"))
            painter.end()

    @property
    def caret_rect(self) -> QRectF:
        """Where the caret was when it last moved or was painted, in the viewport."""
        return self._caret_rect

    def _caret(self) -> QRectF:
        """As tall as the letters, in the middle of the taller line."""
        rect = QRectF(self.cursorRect())
        metrics = QFontMetricsF(self._glyphs)
        height = min(rect.height(), metrics.ascent() + metrics.descent())
        top = rect.top() + (rect.height() - height) / 2
        return QRectF(rect.left(), top, CARET_PX, height)

    def _show_place(self, place: int) -> None:
        cursor = self.textCursor()
        cursor.setPosition(place)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _show_caret(self) -> None:
        self.viewport().update(self._caret_rect.toAlignedRect())
        self._is_caret_shown = self.hasFocus()
        if self._is_caret_shown:
            self._caret_rect = self._caret()
            self.viewport().update(self._caret_rect.toAlignedRect())
            flash_ms = QGuiApplication.styleHints().cursorFlashTime() // 2
            self._blink.start(flash_ms) if flash_ms > 0 else self._blink.stop()

    def _stay_left(self, _least: int, most: int) -> None:
        # The blank at the end of a line hangs over the edge: Qt would scroll to it by some pixels.
        if most:
            self.horizontalScrollBar().setRange(0, 0)

    def _turn_caret(self) -> None:
        self._is_caret_shown = not self._is_caret_shown and self.hasFocus()
        self.viewport().update(self._caret().toAlignedRect())

    def _dress(self) -> None:
        ink, paper, words = (
            self._theme.colour(each).name() for each in ("ink", "paper", self._colour)
        )
        chosen = _mixed(self._theme.colour("accent"), self._theme.colour("paper")).name()
        # Opaque: else what lies below is painted at every key too.
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {paper}; border: 0; padding: 0; color: {words};"
            f" selection-background-color: {chosen}; selection-color: {ink}; }}"
        )


def _mixed(colour: QColor, ground: QColor) -> QColor:
    """A fifth of the colour on the ground."""
    return QColor(
        (colour.red() + 4 * ground.red()) // 5,
        (colour.green() + 4 * ground.green()) // 5,
        (colour.blue() + 4 * ground.blue()) // 5,
    )


def chosen_text(cursor: QTextCursor) -> str:
    """What is selected, letter by letter, its lines ended by newlines."""
    return cursor.selectedText().translate(_LINES)


def _page(source: QMimeData) -> str:
    """The page of a paste or a drop; what a spreadsheet gives as text becomes a table."""
    if source.hasHtml():
        return source.html()
    text = source.text()
    return cells.page_of(tidy(text)) if "\t" in text else ""


def _plain(source: QMimeData) -> str:
    text = source.text()
    return text or (QTextDocumentFragment.fromHtml(source.html()).toPlainText())


def plain_document(parent: QObject, text: str = "") -> QTextDocument:
    """A document that QPlainTextEdit can show; no undo leads behind its text."""
    document = QTextDocument(parent)
    document.setUndoRedoEnabled(False)
    document.setDocumentLayout(QPlainTextDocumentLayout(document))
    document.setDocumentMargin(0)
    document.setPlainText(text)
    document.setUndoRedoEnabled(True)
    document.setModified(False)
    return document


def pictures_in(source: QMimeData) -> list[Path | bytes]:
    """The pictures of a paste or a drop: files first, else the picture itself as PNG."""
    files = [Path(each.toLocalFile()) for each in source.urls() if each.isLocalFile()]
    if files:
        return list(files)
    if not source.hasImage() or source.hasText():
        return []
    image = source.imageData()
    return [_png(image)] if isinstance(image, QImage) and not image.isNull() else []


def _png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # PySide takes no bytes here
    buffer.close()
    return bytes(data.data())
