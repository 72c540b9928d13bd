# SPDX-License-Identifier: GPL-3.0-or-later
"""The column of stories: search, filters, list; empty, it says what goes here."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.model.changes import Changes
from editor.model.rows import StoryFilter, StoryRow
from editor.text.vietnamese import nfc
from ui.lines import WordLine
from ui.rows import row_table
from ui.stories.filters import Filters
from ui.stories.model import ROW_ROLE, StoriesModel
from ui.stories.row import StoryDelegate
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk  # loads the store, which must not hold up the first picture

SEARCH_MS = 80
OPEN_MS = 90
REPAINT_MS = 60_000


class StoryList(QWidget):
    """All stories of the store; a click or the arrow keys open one."""

    chosen = Signal(str)
    """The id of the story that a person wants open."""
    new_asked = Signal()

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("stories")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._shown_id = ""
        self.model = StoriesModel(desk.articles, tasks, self)
        self.model.filled.connect(self._on_filled)
        self._delegate = StoryDelegate(theme, lambda: desk.profile, parent=self)
        self._build()
        self._search_soon = self._timer(SEARCH_MS, self._apply)
        self._open_soon = self._timer(OPEN_MS, self._open_current)
        self._repaint = QTimer(self, interval=REPAINT_MS)
        self._repaint.timeout.connect(self._on_minute)
        self._repaint.start()
        self._wire()
        self._dress()
        self._say()
        self.model.show(StoryFilter())

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if changes.is_site:
            self.filters.say()
            self.list.viewport().update()
        self.model.hear(changes)
        self.filters.refresh()

    def select(self, article_id: str) -> None:
        """Mark a story as the open one, without opening it."""
        self._shown_id = article_id
        self._mark_shown()

    def show_unsaved(self, article_id: str) -> None:
        """A story whose newest words are not in the store yet; empty: none."""
        if article_id != self._delegate.unsaved_id:
            self._delegate.unsaved_id = article_id
            self.list.viewport().update()

    def show_holders(self, holders: Mapping[str, tuple[str, ...]]) -> None:
        """Say in the rows who else has a story open."""
        if holders != self._delegate.holders:
            self._delegate.holders = holders
            self.list.viewport().update()

    def step(self, by: int) -> None:
        """Open the story that many places further down."""
        place = self.list.currentIndex().row() + by
        if 0 <= place < self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(place))
            self._open_current()

    def open_first(self) -> bool:
        """Open the newest story; False when the list has none yet."""
        if not self.model.rowCount():
            return False
        self._open(self.model.index(0))
        self._mark_shown()
        return True

    def search(self) -> None:
        """Put the caret in the search field."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Make ready for a search when its field is entered."""
        if watched is self.field and event.type() == QEvent.Type.FocusIn:
            self.model.expect_search()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc clears the search; the arrow down goes from the field into the list."""
        if event.key() == Qt.Key.Key_Escape and self.field.text():
            self.field.clear()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            self.list.setFocus()
        else:
            super().keyPressEvent(event)

    def _on_minute(self) -> None:
        self.list.viewport().update()
        self.filters.refresh()

    def _timer(self, delay_ms: int, do: object) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=delay_ms)
        timer.timeout.connect(do)
        return timer

    def _build(self) -> None:
        self.field = WordLine(self, clearButtonEnabled=True)
        # Qt's own button in the field, which has no name of its own.
        self._clear = self.field.findChild(QAction)
        self._looking_glass = self.field.addAction(
            self._theme.icon("ph.magnifying-glass", "quiet"),
            QLineEdit.ActionPosition.LeadingPosition,
        )
        self.new_button = QToolButton(self)
        self.filters = Filters(self._desk, self._tasks, self._theme, parent=self)
        self.list = row_table(self.model, self._delegate, self)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.list)
        self._stack.addWidget(self._empty())
        self._lay_out()

    def _set_row_height(self) -> None:
        hint = self._delegate.sizeHint(QStyleOptionViewItem(), QModelIndex())
        self.list.verticalHeader().setDefaultSectionSize(hint.height())

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.new_button)
        head = QVBoxLayout()
        head.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, 4)
        head.setSpacing(4)
        head.addLayout(top)
        head.addWidget(self.filters)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)

    def _empty(self) -> QWidget:
        page = QWidget(self)
        self._empty_words = QLabel(page, wordWrap=True)
        self._empty_words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._empty_words.setProperty("tone", "quiet")
        self._empty_act = QPushButton(page)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.addStretch(1)
        layout.addWidget(self._empty_words)
        layout.addSpacing(GRID_PX)
        layout.addWidget(self._empty_act, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        return page

    def _wire(self) -> None:
        self.field.installEventFilter(self)
        self.field.textChanged.connect(lambda _text: self._search_soon.start())
        self.field.returnPressed.connect(self._open_first)
        self.filters.changed.connect(self._apply)
        self.new_button.clicked.connect(self.new_asked)
        self._empty_act.clicked.connect(self._on_empty_act)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda _now, _was: self._on_current())
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._looking_glass.setIcon(self._theme.icon("ph.magnifying-glass", "quiet"))
        if self._clear is not None:
            self._clear.setIcon(self._theme.icon("ph.x", "quiet"))
        self.new_button.setIcon(self._theme.icon("ph.note-pencil"))
        self._set_row_height()
        self.list.viewport().update()

    def _say(self) -> None:
        self.field.setPlaceholderText(self.tr("Search articles"))
        self.field.name_clearing(self.tr("Clear the search"))
        self.field.setToolTip(
            self.tr("Searches headlines, copy and captions, with or without marks (Ctrl+Shift+F)")
        )
        self.field.setAccessibleName(self.tr("Search articles"))
        self.new_button.setToolTip(self.tr("New article (Ctrl+N)"))
        self.new_button.setAccessibleName(self.tr("New article"))
        self.list.setAccessibleName(self.tr("Stories"))
        self._say_empty()

    def _apply(self) -> None:
        self._search_soon.stop()
        self.model.show(self.filters.story_filter(nfc(self.field.text()).strip()))

    def _on_filled(self) -> None:
        has_excerpts = bool(self.model.filter.text)
        if has_excerpts != self._delegate.has_excerpts:
            self._delegate.has_excerpts = has_excerpts
            self._set_row_height()
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._say_empty()
        self._mark_shown()

    def _mark_shown(self) -> None:
        place = self.model.position_of(self._shown_id) if self._shown_id else -1
        selection = self.list.selectionModel()
        with QSignalBlocker(selection):
            if place < 0:
                selection.clear()
            else:
                flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
                selection.setCurrentIndex(self.model.index(place), flags)
        self.list.viewport().update()

    def _on_current(self) -> None:
        # Arrow keys pass over many stories: only the one where they rest is opened.
        if self.list.hasFocus():
            self._open_soon.start()

    def _open_current(self) -> None:
        self._open(self.list.currentIndex())

    def _open(self, index: QModelIndex) -> None:
        self._open_soon.stop()
        row = index.data(ROW_ROLE)
        if isinstance(row, StoryRow) and row.id != self._shown_id:
            self._shown_id = row.id
            self.chosen.emit(row.id)

    def _open_first(self) -> None:
        # Return may close a syllable that is still being composed; the timer lets it land.
        self._apply()
        QTimer.singleShot(SEARCH_MS, self, partial(self.list.setFocus))

    def _on_empty_act(self) -> None:
        if self._is_filtered():
            self.field.clear()
            self.filters.clear()
        else:
            self.new_asked.emit()

    def _is_filtered(self) -> bool:
        return self.model.filter != StoryFilter()

    def _say_empty(self) -> None:
        if self._is_filtered():
            self._empty_words.setText(self.tr("No story is like that."))
            self._empty_act.setText(self.tr("Show all stories"))
        else:
            self._empty_words.setText(
                self.tr("The stories that you write stand here, saved from the first key press.")
            )
            self._empty_act.setText(self.tr("New article"))
