# SPDX-License-Identifier: GPL-3.0-or-later
"""A story to be chosen from a short list with search, or a new one."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from editor.model.rows import StoryFilter, StoryRow
from editor.text.vietnamese import nfc
from ui import words
from ui.lines import WordLine
from ui.panels.pieces import column, label
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk

SEARCH_MS = 80
STORIES = 12
LIST_PX = 320
ID_ROLE = Qt.ItemDataRole.UserRole + 1


class StoryChoice(QWidget):
    """A field and a list; Return takes what is chosen.

    Args:
        desk: where the stories are.
        tasks: the door to the threads.
        theme: icons.
    """

    chosen = Signal(str)
    """The id of a story; empty: a new one."""

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self.title = label(role="heading")
        self.field = WordLine(self)
        self.list = QListWidget(self)
        self.list.setFixedHeight(LIST_PX)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.setLayout(column(self.title, self.field, self.list, margin_px=12))
        self.setFocusProxy(self.field)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._soon.timeout.connect(self._ask)
        self.field.textChanged.connect(lambda _text: self._soon.start())
        self.field.returnPressed.connect(self._choose)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self._say()

    def start(self, title: str) -> None:
        """Begin anew with an empty field.

        Args:
            title: what the story is chosen for.
        """
        self.title.setText(title)
        self.field.clear()
        self._fill(())
        self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys move in the list while the caret stays in the field."""
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            key = event.key() if isinstance(event, QKeyEvent) else 0
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            if key in steps:
                wanted = self.list.currentRow() + steps[Qt.Key(key)]
                self.list.setCurrentRow(max(0, min(self.list.count() - 1, wanted)))
                return True
        return super().eventFilter(watched, event)

    def _say(self) -> None:
        self.field.setPlaceholderText(self.tr("Which story?"))
        self.field.setAccessibleName(self.tr("Which story?"))

    def _ask(self) -> None:
        shown = StoryFilter(text=nfc(self.field.text()).strip())
        work = partial(self._desk.articles.rows, shown, limit=STORIES)
        self._tasks.latest("story choice", work, self._fill)

    def _fill(self, stories: Sequence[StoryRow]) -> None:
        self.list.clear()
        for each in stories:
            headline = each.headline or self.tr("Without a headline")
            self._add(each.id, f"{headline}  ·  {words.state_word(each.state)}", "ph.article")
        self._add("", self.tr("A new photo story"), "ph.file-plus")
        self.list.setCurrentRow(0)

    def _add(self, article_id: str, text: str, icon: str) -> None:
        item = QListWidgetItem(self._theme.icon(icon, "quiet"), text, self.list)
        item.setData(ID_ROLE, article_id)

    def _choose(self) -> None:
        item = self.list.currentItem()
        if self.list.count():
            self.chosen.emit(item.data(ID_ROLE))
