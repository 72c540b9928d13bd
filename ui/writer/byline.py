# SPDX-License-Identifier: GPL-3.0-or-later
"""The authors of a story, a row for each: pen name for readers, real name for pay and the law."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.model.article import Author
from editor.text.vietnamese import nfc
from ui.entries import Completions, LineEntry
from ui.theme import GRID_PX, Theme


class Byline(QWidget):
    """Rows of authors; there is always one to type into.

    Args:
        theme: for icons.
    """

    edited = Signal(tuple)
    """The authors as they now stand, those with a name."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._known: tuple[Author, ...] = ()
        self._told: tuple[Author, ...] = ()
        self.rows: list[AuthorRow] = []
        self.add_button = QPushButton()
        self.add_button.setProperty("kind", "link")
        self.add_button.setAutoDefault(True)
        self.add_button.clicked.connect(lambda _checked: self.add_author())
        self._stack = QVBoxLayout()
        self._stack.setSpacing(GRID_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX // 2)
        layout.addLayout(self._stack)
        bar = QHBoxLayout()
        bar.addWidget(self.add_button)
        bar.addStretch(1)
        layout.addLayout(bar)
        self._say()
        self._set_rows(())

    @property
    def authors(self) -> tuple[Author, ...]:
        """Those with a name, in order."""
        return tuple(each.author for each in self.rows if each.author.byline)

    def show_authors(self, authors: tuple[Author, ...]) -> None:
        """Show what came from elsewhere; rows that already say so are left alone."""
        if authors == self.authors:
            return
        if len(authors) == len(self.rows):
            for row, author in zip(self.rows, authors, strict=True):
                row.show_author(author)
        else:
            self._set_rows(authors)
        self._told = authors

    def offer(self, known: Sequence[Author]) -> None:
        """The authors that can be chosen from a list."""
        self._known = tuple(known)
        for row in self.rows:
            row.offer(self._known)

    def add_author(self) -> None:
        """Another row, ready to type into."""
        empty = next((each for each in self.rows if not each.author.byline), None)
        row = empty or self._append(Author())
        self._dress_rows()
        row.pen_name.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.add_button.setText(self.tr("Add author"))

    def _set_rows(self, authors: tuple[Author, ...]) -> None:
        for row in self.rows:
            self._stack.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []
        for author in authors or (Author(),):
            self._append(author)
        self._dress_rows()

    def _append(self, author: Author) -> "AuthorRow":
        row = AuthorRow(self._theme, author)
        row.offer(self._known)
        row.edited.connect(self._tell)
        row.moved.connect(partial(self._move, row))
        row.removed.connect(partial(self._remove, row))
        self.rows.append(row)
        self._stack.addWidget(row)
        return row

    def _dress_rows(self) -> None:
        for at, row in enumerate(self.rows):
            row.number(at, len(self.rows))
        self.add_button.setEnabled(True)

    def _move(self, row: "AuthorRow", step: int) -> None:
        at = self.rows.index(row)
        to = at + step
        if 0 <= to < len(self.rows):
            self.rows.insert(to, self.rows.pop(at))
            self._stack.removeWidget(row)
            self._stack.insertWidget(to, row)
            self._dress_rows()
            row.pen_name.setFocus()
            self._tell()

    def _remove(self, row: "AuthorRow") -> None:
        at = self.rows.index(row)
        self.rows.remove(row)
        self._stack.removeWidget(row)
        row.hide()
        row.deleteLater()
        if not self.rows:
            self._append(Author())
        self._dress_rows()
        self.rows[min(at, len(self.rows) - 1)].pen_name.setFocus()
        self._tell()

    def _tell(self) -> None:
        authors = self.authors
        if authors != self._told:
            self._told = authors
            self.edited.emit(authors)


class AuthorRow(QFrame):
    """One author. Alt+Up and Alt+Down move the row."""

    edited = Signal()
    moved = Signal(int)
    """-1 up, 1 down."""
    removed = Signal()

    def __init__(self, theme: Theme, author: Author, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._author = author
        self._known: dict[str, Author] = {}
        self.pen_name = LineEntry()
        self.person = LineEntry()
        self.person_words = QLabel()
        self.person_words.setProperty("role", "label")
        self.person_words.setBuddy(self.person)
        self._pen_names = Completions(self.pen_name)
        self._persons = Completions(self.person)
        self.menu_button = QToolButton()
        self.menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.up, self.down, self.remove = (QAction(self) for _ in range(3))
        self._build()
        self._wire()
        self._say()
        self._dress()
        self.show_author(author)

    @property
    def author(self) -> Author:
        """What the row says; the role is kept."""
        return Author(
            person=nfc(self.person.text()).strip(),
            pen_name=nfc(self.pen_name.text()).strip(),
            role=self._author.role,
        )

    def show_author(self, author: Author) -> None:
        """Show what came from elsewhere."""
        self._author = author
        self.pen_name.show_text(author.pen_name)
        self.person.show_text(author.person)

    def offer(self, known: Sequence[Author]) -> None:
        """Whom the lists hold; one person may have several pen names."""
        self._known = {_words_of(each): each for each in known if each.byline}
        self._pen_names.offer(tuple(self._known))
        self._persons.offer(sorted({each.person for each in known if each.person}))

    def number(self, at: int, of_all: int) -> None:
        """Where the row stands, for its menu and for those who hear the screen."""
        self.up.setEnabled(at > 0)
        self.down.setEnabled(at + 1 < of_all)
        self.pen_name.setAccessibleName(self.tr("Author {number}").format(number=at + 1))
        self.person.setAccessibleName(self.tr("Real name of author {number}").format(number=at + 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the row."""
        for action in (self.up, self.down):
            if action.isEnabled() and QKeySequence(event.keyCombination()) == action.shortcut():
                action.trigger()
                return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self) -> None:
        for action in (self.up, self.down, self.remove):
            self.menu.addAction(action)
        self.menu_button.setMenu(self.menu)
        first = QHBoxLayout()
        first.setSpacing(GRID_PX // 2)
        first.addWidget(self.pen_name, 1)
        first.addWidget(self.menu_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX // 2)
        layout.addLayout(first)
        second = QHBoxLayout()
        second.setSpacing(GRID_PX)
        second.addWidget(self.person_words)
        second.addWidget(self.person, 1)
        layout.addLayout(second)

    def _wire(self) -> None:
        for entry in (self.pen_name, self.person):
            entry.edited.connect(lambda _text: self.edited.emit())
        self._pen_names.activated.connect(self._fill)
        self.up.triggered.connect(lambda _checked=False: self.moved.emit(-1))
        self.down.triggered.connect(lambda _checked=False: self.moved.emit(1))
        self.remove.triggered.connect(lambda _checked=False: self.removed.emit())
        self._theme.changed.connect(self._dress)

    def _fill(self, words: str) -> None:
        chosen = self._known.get(words)
        if chosen is not None:
            self._author = chosen
            self.pen_name.setText(chosen.pen_name)
            self.person.setText(chosen.person)

    def _dress(self) -> None:
        self.menu_button.setIcon(self._theme.icon("ph.dots-three-vertical"))

    def _say(self) -> None:
        self.pen_name.setPlaceholderText(self.tr("Pen name, as readers see it"))
        self.person_words.setText(self.tr("Real name"))
        self.person.setPlaceholderText(self.tr("never published"))
        self.menu_button.setToolTip(self.tr("Move or remove this author"))
        self.menu_button.setAccessibleName(self.tr("Move or remove this author"))
        self.up.setText(self.tr("Move up"))
        self.down.setText(self.tr("Move down"))
        self.remove.setText(self.tr("Remove author"))
        self.up.setShortcut(QKeySequence("Alt+Up"))
        self.down.setShortcut(QKeySequence("Alt+Down"))


def _words_of(author: Author) -> str:
    """How an author stands in a list: both names, when there are two."""
    if author.pen_name and author.person and author.pen_name != author.person:
        return f"{author.pen_name} ({author.person})"
    return author.byline
