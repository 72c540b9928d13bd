# SPDX-License-Identifier: GPL-3.0-or-later
"""Writer: kicker, headline, standfirst and copy, with the buttons and the find bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ui.commands import TABLE, Commands
from ui.tasks import Tasks
from ui.theme import Theme
from ui.typist import Typist
from ui.writer import marks
from ui.writer.bar import Bar
from ui.writer.building import Building
from ui.writer.copy import CopyEdit
from ui.writer.draft import Draft
from ui.writer.find import FindBar
from ui.writer.fit import Fit
from ui.writer.head import Head
from ui.writer.ink import plain_document
from ui.writer.outline import OutlinePanel
from ui.writer.pasting import Pasting
from ui.writer.sheet import Sheet
from ui.writer.typewriter import Typewriter

if TYPE_CHECKING:
    from editor.desk import Desk


class Writer(QWidget):
    """The left half of the split: everything that is written in place."""

    scrolled = Signal(float)
    """The source line at the top of the view; from -1 to 0 while the head is still in sight."""
    pictures_dropped = Signal(list)
    """Pictures were pasted or dropped on the copy: paths, or PNG bytes."""

    pasted = Signal(object)
    """A page from elsewhere stands in the copy: a `ui.writer.pasting.Put`."""
    paste_began = Signal()
    """A page is being cleaned that takes a moment."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._theme = desk, tasks, theme
        self._draft: Draft | None = None
        self.head = Head(theme, Fit(desk.resources / "site"))
        self.copy = CopyEdit(theme)
        self._building = Building(self.copy, theme)
        self.bar = Bar(theme, lambda: self._building.is_in_table)
        self.sheet = Sheet(theme, self.head, self.bar, self.copy)
        self.find_bar = FindBar(self.copy, theme)
        self.find_bar.hide()
        self.outline = OutlinePanel(tasks, theme, self._caret_line, self)
        self.pasting = Pasting(desk, tasks, self.copy)
        self.length = QLabel()
        """How long the copy is, where nothing else says so."""
        self.length.setObjectName("quietLength")
        self.length.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.length.hide()
        self.typewriter = Typewriter(self.sheet, self.copy)
        typist = Typist(desk, self, lambda: self._draft)
        typist.attend(self.copy, kind="copy")
        for each in self.head.fields.values():
            typist.attend(each, kind="line")
        self._lay_out()
        self._shortcuts()
        self._wire()
        theme.changed.connect(self._choose_type)
        self._choose_type()
        self.retranslate()
        self.open(None)

    def _wire(self) -> None:
        self.sheet.scrolled.connect(self.scrolled)
        self.outline.jump_asked.connect(self.jump_to)
        self.outline.left.connect(self.copy.setFocus)
        for field in (self.copy, *self.head.fields.values()):
            field.pictures_dropped.connect(self.pictures_dropped)
        self.copy.page_pasted.connect(self._paste_page)
        self.copy.words_pasted.connect(self._look_at_words)
        self.pasting.put.connect(self.pasted)
        self.pasting.began.connect(self.paste_began)
        self.pasting.failed.connect(self._tasks.trouble)

    @property
    def draft(self) -> Draft | None:
        """The open draft."""
        return self._draft

    def open(self, draft: Draft | None) -> None:
        """Write in a draft; None: in nothing. Its document is the draft's own."""
        QGuiApplication.inputMethod().commit()
        self.head.show_draft(draft)
        if draft is None:
            self.copy.show_document(plain_document(self.copy), "")
        else:
            self.copy.show_document(draft.document, draft.article.body)
        self.copy.steps = None if draft is None else draft.steps.copy
        self.copy.setEnabled(draft is not None)
        self.bar.setEnabled(draft is not None)
        self.outline.follow(draft)
        # Only now may the old draft go, and its document with it.
        self._draft = draft
        if draft is not None:
            draft.about_to_save.connect(self.pasting.settle)
            draft.body_coming.connect(self.copy.prepare_for)
            draft.changed.connect(self._say_what_goes_here)
        self._say_what_goes_here()
        self.sheet.arrange()
        self.sheet.show_line(-1)

    def dress(self, commands: Commands) -> None:
        """Put the commands' buttons over the copy, and do what they ask."""
        self.bar.fill(commands)
        doing = {
            "format.bold": self.bold,
            "format.italic": self.italic,
            **self._building.deeds(),
            "format.nest": self.copy.nest,
            "format.unnest": self.copy.unnest,
            "format.link": self.link,
            "edit.paste_plain": self.paste_plain,
            "edit.find": self.find_in_story,
            "edit.replace": self.replace_in_story,
            "view.outline": self.outline.ask,
        }
        known = {each.id for each in TABLE}
        for name in doing.keys() & known:
            commands.on(name, doing[name])
        for key in self._keys:
            key.setEnabled("edit.find" not in known)

    def bold(self) -> None:
        """Strong words, or plain again."""
        self._show(marks.stress(self.copy.textCursor(), "**"))

    def italic(self) -> None:
        """Slanted words, or plain again."""
        self._show(marks.stress(self.copy.textCursor(), "*"))

    def link(self) -> None:
        """A link; its address is the clipboard's when that holds one."""
        self._show(marks.link(self.copy.textCursor(), QGuiApplication.clipboard().text()))

    def insert_picture(self, name: str) -> None:
        """Put a picture of the strip into the copy, below the paragraph of the caret."""
        cursor = self.copy.textCursor()
        marks.picture(cursor, name)
        self._show(cursor)

    def set_quiet(self, *, is_quiet: bool) -> None:
        """Leave only the words and how many there are, or bring the buttons back."""
        self.length.setVisible(is_quiet)
        for meter in self.head.meters.values():
            meter.setVisible(not is_quiet)
        self.sheet.set_bare(is_bare=is_quiet)

    def paste_plain(self) -> None:
        """Paste the words only, where the caret is."""
        field = self.focusWidget()
        if field in (self.copy, *self.head.fields.values()):
            field.paste_plain()

    def find_in_story(self) -> None:
        """Open the find bar."""
        self.find_bar.ask()

    def replace_in_story(self) -> None:
        """Open the find bar for replacing."""
        self.find_bar.ask(is_replace=True)

    def scroll_to(self, line: float) -> None:
        """Show a source line at the top of the view; tells nobody that it did."""
        self.sheet.show_line(line)

    def top_line(self) -> float:
        """The line at the top of the view: see `scrolled`."""
        return self.sheet.top_line()

    @property
    def caret(self) -> int:
        """Where the caret is in the copy, to remember it."""
        return self.copy.textCursor().position()

    def place_caret(self, position: int) -> None:
        """Put the caret where it was."""
        cursor = self.copy.textCursor()
        cursor.setPosition(max(0, min(position, self.copy.document().characterCount() - 1)))
        self.copy.setTextCursor(cursor)

    def show_source(self, line: int) -> None:
        """Put the caret into a source line and show it: the preview was clicked there."""
        block = self.copy.document().findBlockByNumber(line)
        if block.isValid():
            self.place_caret(block.position())
            self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def jump_to(self, line: int) -> None:
        """Put the caret into a source line and show it near the top; the preview follows."""
        self.show_source(line)
        self.sheet.show_line(max(0, line - 1))
        self.scrolled.emit(self.sheet.top_line())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what lies over the copy within it."""
        super().resizeEvent(event)
        self.outline.arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        self._say_what_goes_here()
        self.copy.setAccessibleName(self.tr("Copy"))

    def _say_what_goes_here(self, told: frozenset[str] = frozenset({"brief"})) -> None:
        """Where there is no copy yet, what was asked for stands in its place."""
        if "brief" in told:
            brief = "" if self._draft is None else self._draft.header.brief
            self.copy.setPlaceholderText(brief or self.tr("Write the copy here"))

    def _caret_line(self) -> int:
        return self.copy.textCursor().blockNumber()

    def _paste_page(self, html: str, plain: str) -> None:
        if self._draft is not None:
            self.pasting.paste(self._draft, html, plain)

    def _look_at_words(self, words: str, start: int, was: str) -> None:
        if self._draft is not None:
            self.pasting.look_at(self._draft, words, start, was)

    def _show(self, cursor: object) -> None:
        self.copy.setTextCursor(cursor)  # type: ignore[arg-type]  # marks give cursors
        self.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _choose_type(self) -> None:
        self.head.choose_type()
        self.copy.choose_type()
        self.sheet.arrange()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.sheet, 1)
        layout.addWidget(self.find_bar)
        layout.addWidget(self.length)

    def _shortcuts(self) -> None:
        self._keys = []
        for key, do in (
            (QKeySequence(QKeySequence.StandardKey.Find), self.find_in_story),
            (QKeySequence("Ctrl+H"), self.replace_in_story),
            (QKeySequence("F3"), self.find_bar.find_next),
            (QKeySequence("Shift+F3"), self.find_bar.find_previous),
        ):
            made = QShortcut(key, self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            made.activated.connect(do)
            self._keys.append(made)
