# SPDX-License-Identifier: GPL-3.0-or-later
"""The command palette: a few letters reach every command and every story."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from editor.model.rows import StoryFilter, StoryRow
from editor.text.vietnamese import fold, nfc
from ui import words
from ui.commands import TABLE, Command, Commands, group_words, key_words, words_of
from ui.lines import WordLine
from ui.panels.palette_row import ICON_ROLE, NOTE_ROLE, PaletteDelegate
from ui.panels.pieces import column
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk

SEARCH_MS = 80
STORIES, RECENT = 12, 6
LONGEST_LINE = 120
LIST_PX = 400
WANTED_ROLE = Qt.ItemDataRole.UserRole + 1


class Palette(QWidget):
    """A field and a list; Return does what is chosen."""

    command_chosen = Signal(str)
    story_chosen = Signal(str)
    snippet_chosen = Signal(str)
    """The name of a snippet whose text is to stand where the caret was."""
    done = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme, commands: Commands) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._commands = commands
        self.field = WordLine(self)
        self.field.setMinimumHeight(32)
        self.list = QListWidget(self)
        self.list.setFixedHeight(LIST_PX)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setItemDelegate(PaletteDelegate(theme, self.list))
        self.setLayout(column(self.field, self.list, margin_px=12))
        self.setFocusProxy(self.field)
        self._soon = QTimer(self, singleShot=True, interval=SEARCH_MS)
        self._soon.timeout.connect(self._ask)
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self._choose)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._choose())
        self._say()

    def start(self) -> None:
        """Begin anew with an empty field."""
        self.field.clear()
        self._fill([])
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
        self.field.setPlaceholderText(self.tr("What do you want to do? Which story?"))
        self.field.setAccessibleName(self.tr("Command palette"))

    def _on_typed(self) -> None:
        self._fill([])
        self._soon.start()

    def _ask(self) -> None:
        shown = StoryFilter(text=nfc(self.field.text()).strip())
        most = STORIES if shown.text else RECENT
        work = partial(self._desk.articles.rows, shown, limit=most)
        self._tasks.latest("palette", work, self._fill)

    def _fill(self, stories: Sequence[StoryRow]) -> None:
        self.list.clear()
        wanted = fold(self.field.text())
        found = [each for each in TABLE if self._fits(each, wanted)]
        if not wanted:
            self._add_stories(stories)
        for command in found:
            self._add_command(command)
        if wanted:
            self._add_snippets(wanted)
            self._add_stories(stories)
        self.list.setCurrentRow(0)

    def _fits(self, command: Command, wanted: str) -> bool:
        is_able = self._commands.action(command.id).isEnabled() and command.id != "palette"
        said = fold(f"{words_of(command)} {command.words} {group_words(command.group)}")
        return is_able and all(part in said for part in wanted.split())

    def _add_command(self, command: Command) -> None:
        told = words_of(command).removesuffix(" …")
        self._add(("command", command.id), command.icon, told, key_words(command.key))

    def _add_stories(self, stories: Sequence[StoryRow]) -> None:
        for each in stories:
            headline = each.headline or self.tr("Without a headline")
            self._add(("story", each.id), "ph.article", headline, words.state_word(each.state))

    def _add_snippets(self, wanted: str) -> None:
        for each in self._desk.snippets.all():
            told = f"{each.name}: {each.text}"
            if all(part in fold(told) for part in wanted.split()):
                line = " ".join(told[:LONGEST_LINE].split())
                self._add(("snippet", each.name), "ph.lightning", line, self.tr("Snippet"))

    def _add(self, wanted: tuple[str, str], icon: str, text: str, note: str) -> None:
        item = QListWidgetItem(text)
        item.setToolTip(text)
        item.setData(WANTED_ROLE, wanted)
        item.setData(ICON_ROLE, icon)
        item.setData(NOTE_ROLE, note)
        self.list.addItem(item)

    def _choose(self) -> None:
        item = self.list.currentItem()
        chosen = item.data(WANTED_ROLE) if self.list.count() else None
        self.done.emit()
        if chosen is None:
            return
        kind, wanted = chosen
        signals = {
            "command": self.command_chosen,
            "story": self.story_chosen,
            "snippet": self.snippet_chosen,
        }
        signals[kind].emit(wanted)
