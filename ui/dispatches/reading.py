# SPDX-License-Identifier: GPL-3.0-or-later
"""The reading pane: a dispatch whole, in the type of the copy, and what can be made of it."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextBlockFormat, QTextCursor, QTextDocument, QTextOption
from PySide6.QtWidgets import QBoxLayout, QFrame, QTextEdit, QToolButton, QWidget

from editor.model.dispatch import Dispatch
from ui import words
from ui.panels.pieces import button, column, label, row
from ui.theme import GRID_PX, Theme

WIDTH_PX = 680
NARROW_PX = 520
LINE_PERCENT = 112
"""Of what the type itself asks for."""
PARAGRAPH_PX = 9
FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class DispatchPane(QWidget):
    """One dispatch, to be read; nothing of it is written in."""

    start_asked = Signal()
    note_asked = Signal()
    open_asked = Signal()
    unread_asked = Signal()
    story_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self.shown: Dispatch | None = None
        self.zone = ""
        """Of the newspaper's clock; empty: this computer's."""
        self.headline, self.about = label(role="title"), label(tone="quiet")
        self.used = label(tone="fine", wraps=False)
        self._start = button(self.start_asked.emit, kind="primary")
        self._note = button(self.note_asked.emit)
        self._open, self._unread = QToolButton(self), QToolButton(self)
        self._open.clicked.connect(self.open_asked)
        self._unread.clicked.connect(self.unread_asked)
        self._story = button(self.story_asked.emit, kind="link")
        self.text = QTextEdit(self)
        self._prepare_text()
        self._lay_out()
        theme.changed.connect(self._dress)
        self._say()
        self.show_dispatch(None)

    def show_dispatch(self, its: Dispatch | None) -> None:
        """Show one of them; None: none is chosen."""
        self.shown = its
        self._inside.setVisible(its is not None)
        self._nothing.setVisible(its is None)
        if its is not None:
            self.headline.setText(its.headline)
            self._say_about(its)
            self._dress()

    def show_open_story(self, *, is_there: bool) -> None:
        """Whether a story is open that a note could go into."""
        self._note.setEnabled(is_there)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow pane the buttons stand one below the other."""
        super().resizeEvent(event)
        is_narrow = self.width() < NARROW_PX
        way = QBoxLayout.Direction.TopToBottom if is_narrow else QBoxLayout.Direction.LeftToRight
        if self._acts.direction() != way:
            self._acts.setDirection(way)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self.show_dispatch(self.shown)
        super().changeEvent(event)

    def _prepare_text(self) -> None:
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("bare", "true")
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.text.document().setDocumentMargin(0)

    def _lay_out(self) -> None:
        small = row(self._open, self._unread, -1, gap_px=GRID_PX)
        self._acts = row(self._start, self._note, small, gap_px=GRID_PX)
        told = row(self.used, self._story, -1, gap_px=4)
        self._inside = QWidget()
        self._inside.setMaximumWidth(WIDTH_PX)
        self._inside.setLayout(
            column(self.headline, self.about, self._acts, told, GRID_PX, self.text, gap_px=GRID_PX)
        )
        self._nothing = label(tone="quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line = row(-1, self._inside, self._nothing, -1, margin_px=3 * GRID_PX)
        line.setStretch(1, 100)
        line.setStretch(2, 100)
        self.setLayout(line)

    def _dress(self) -> None:
        """Put the text in, in the type of the copy, with room between its lines."""
        self._open.setIcon(self._theme.icon("ph.arrow-square-out"))
        self._unread.setIcon(self._theme.icon("ph.envelope-simple"))
        its = self.shown
        if its is None:
            return
        document = self.text.document()
        document.setDefaultFont(self._theme.copy_font(size_px=16))
        parts = (f"**{_plain(its.standfirst)}**" if its.standfirst and its.body else "", its.body)
        copy = "\n\n".join(filter(None, parts)) or _plain(its.standfirst)
        # Nothing of a feed is loaded: no picture, no style, no HTML.
        document.setMarkdown(copy, FEATURES)
        form = QTextBlockFormat()
        form.setBottomMargin(PARAGRAPH_PX)
        form.setLineHeight(LINE_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(document)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(form)
        self.text.verticalScrollBar().setValue(0)

    def _say(self) -> None:
        self._start.setText(self.tr("Start a story"))
        self._start.setToolTip(
            self.tr("A draft that quotes it, with its source and a note to editors (Enter)")
        )
        self._note.setText(self.tr("Note in the open story"))
        self._note.setToolTip(self.tr("Into the notes to editors of the open story (N)"))
        self._open.setToolTip(self.tr("Open in browser (O)"))
        self._open.setAccessibleName(self.tr("Open in browser"))
        self._story.setText(self.tr("Show the story"))
        self.text.setAccessibleName(self.tr("Wire story"))
        self._nothing.setText(self.tr("Choose a wire story to read it."))

    def _say_about(self, its: Dispatch) -> None:
        parts = (its.source, its.author, words.date_time(its.at, self.zone))
        self.about.setText(" · ".join(filter(None, parts)))
        self._open.setVisible(its.link.lower().startswith(("http://", "https://")))
        unread = self.tr("Mark as unread") if its.is_read else self.tr("Mark as read")
        self._unread.setAccessibleName(unread)
        self._unread.setToolTip(f"{unread} (U)")
        is_used = its.story_id is not None
        self.used.setText(self.tr("A story was started from this."))
        for each in (self.used, self._story):
            each.setVisible(is_used)


def _plain(text: str) -> str:
    """A line that is no Markdown, as Markdown."""
    return "".join(f"\\{each}" if each in "\\`*_[]<>#" else each for each in text)
