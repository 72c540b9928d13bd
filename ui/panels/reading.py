# SPDX-License-Identifier: GPL-3.0-or-later
"""A version of a text to read, as high as it is long, with the words that differ marked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from editor.text.passages import differing
from ui.panels.pieces import column, label
from ui.theme import ROW_PX, Theme

LONGEST_PX = 480
"""What is longer scrolls."""
FONT_PX = 15


class Reading(QTextEdit):
    """A text that nobody writes in; it can be selected and copied."""

    def __init__(self, text: str, font: QFont, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAcceptRichText(False)
        self.setProperty("bare", "true")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.document().setDocumentMargin(0)
        self.document().setDefaultFont(font)
        self.setPlainText(text)

    def mark(self, spans: tuple[tuple[int, int], ...], look: QTextCharFormat) -> None:
        """Give some stretches of the text another look."""
        text = self.toPlainText()
        cursor = QTextCursor(self.document())
        for start, end in spans:
            cursor.setPosition(_units(text[:start]))
            cursor.setPosition(_units(text[:end]), QTextCursor.MoveMode.KeepAnchor)
            cursor.mergeCharFormat(look)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """As high as the text is at this width."""
        super().resizeEvent(event)
        self.document().setTextWidth(self.viewport().width())
        own = self.height() - self.viewport().height()
        whole = round(self.document().size().height() + 1) + own
        height = min(LONGEST_PX, whole)
        # Tab stops only at what must be scrolled to be read.
        focus = Qt.FocusPolicy.StrongFocus if whole > height else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(focus)
        if height != self.height():
            self.setFixedHeight(height)


def version(
    head: QWidget, text: str, others: Sequence[str], theme: Theme, *, nothing: str = "—"
) -> QFrame:
    """A card with one version under its head.

    Args:
        head: says or chooses which version it is.
        text: the version.
        others: texts that it is compared with; empty ones are not.
        theme: its type and colours.
        nothing: what stands there when the version is empty.
    """
    card = QFrame()
    card.setObjectName("card")
    head.setMinimumHeight(ROW_PX)
    shown = text.strip("\n")
    if shown:
        body: QWidget = _marked(shown, others, theme)
        body.setAccessibleName(head.property("text"))
    else:
        body = label(nothing, tone="quiet")
    card.setLayout(column(head, body, -1, margin_px=12))
    return card


def _marked(text: str, others: Sequence[str], theme: Theme) -> Reading:
    reading = Reading(text, theme.copy_font(size_px=FONT_PX))
    look = QTextCharFormat()
    look.setBackground(theme.colour("selected"))
    look.setFontUnderline(True)
    look.setUnderlineColor(theme.colour("accent"))
    for other in filter(str.strip, others):
        reading.mark(differing(text, other), look)
    return reading


def _units(text: str) -> int:
    """How long Qt says that a text is: letters beyond U+FFFF count twice."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
