# SPDX-License-Identifier: GPL-3.0-or-later
"""OutlinePanel: headings, boxes, pictures and tables of the copy, to jump to with a few letters."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from editor.text import outline
from editor.text.outline import Entry, Kind
from editor.text.vietnamese import fold
from ui.lines import WordLine
from ui.tasks import Tasks
from ui.theme import GRID_PX, ICON_PX, Theme
from ui.writer.draft import Draft
from ui.writer.shelf import Snapshot

FOLLOW_MS = 300
WIDTH_PX = 380
INDENT = "    "
ICONS = {
    Kind.HEADING: "ph.text-h",
    Kind.BOX: "ph.bounding-box",
    Kind.PULL_QUOTE: "ph.chat-centered-text",
    Kind.PICTURE: "ph.image",
    Kind.TABLE: "ph.table",
}


class OutlinePanel(QFrame):
    """Lies over the copy while it is asked for; goes when the caret is back in the copy.

    It is read beside the typing and only while it is shown: a key costs nothing for it.

    Args:
        tasks: the door to the threads.
        theme: for the icons.
        line: the line of the caret.
        parent: what it lies over.
    """

    jump_asked = Signal(int)
    """To a line of the copy, counted from 0."""
    left = Signal()
    """It was put away, and nothing was chosen."""

    def __init__(
        self, tasks: Tasks, theme: Theme, line: Callable[[], int], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self._tasks, self._theme, self._line, self._room = tasks, theme, line, parent
        self._draft: Draft | None = None
        self._entries: tuple[Entry, ...] = ()
        self._said: dict[str, str] = {}
        self._letters = WordLine(self)
        self._list = QListWidget(self)
        self._list.setIconSize(QSize(ICON_PX, ICON_PX))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._none = QLabel(self)
        self._none.setProperty("tone", "quiet")
        self._none.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        for each in (self._letters, self._list, self._none):
            layout.addWidget(each)
        self._soon = QTimer(self, singleShot=True, interval=FOLLOW_MS)
        self._soon.timeout.connect(self._read)
        self._letters.textChanged.connect(self._fill)
        self._letters.installEventFilter(self)
        self._list.itemClicked.connect(self._jump)
        QApplication.instance().focusChanged.connect(self._on_focus)  # type: ignore[union-attr]  # there is one
        self.retranslate()
        self.hide()

    def follow(self, draft: Draft | None) -> None:
        """Show the places of a draft from now on."""
        if self._draft is not None:
            self._draft.changed.disconnect(self._on_changed)
        self._draft = draft
        self._entries = ()
        if draft is not None:
            draft.changed.connect(self._on_changed)
        self.hide()

    def ask(self) -> None:
        """Open with the place of the caret marked; put it away when it is open."""
        if self.isVisible():
            self._leave()
            return
        if self._draft is None:
            return
        self._letters.clear()
        self.arrange()
        self.show()
        self.raise_()
        self._letters.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._read()

    def arrange(self) -> None:
        """Lie at the top, in the middle of what is below."""
        around = self._room.rect()
        width = min(WIDTH_PX, around.width() - 2 * GRID_PX)
        height = min(self.sizeHint().height(), around.height() - 2 * GRID_PX)
        self.setGeometry((around.width() - width) // 2, GRID_PX, width, height)

    def sizeHint(self) -> QSize:
        """As high as its list, up to some twenty places."""
        rows = max(3, min(20, self._list.count()))
        row_px = max(ICON_PX + 10, self._list.sizeHintForRow(0))
        return QSize(WIDTH_PX, rows * row_px + self._letters.sizeHint().height() + 5 * GRID_PX)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while letters are typed; Enter jumps, Escape leaves."""
        if not isinstance(event, QKeyEvent) or event.type() is not QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        key = event.key()
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._jump(self._list.currentItem())
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            QApplication.sendEvent(self._list, event)
        else:
            return super().eventFilter(watched, event)
        return True

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        self._letters.setPlaceholderText(self.tr("Jump to a heading, box, picture or table"))
        self._letters.setAccessibleName(self.tr("Jump to"))
        self._list.setAccessibleName(self.tr("Outline of the story"))
        self._none.setText(self.tr("Headings, boxes, pictures and tables of the copy stand here."))
        self._names = {
            Kind.HEADING: self.tr("Heading"),
            Kind.BOX: self.tr("Box"),
            Kind.PULL_QUOTE: self.tr("Pull quote"),
            Kind.PICTURE: self.tr("Picture"),
            Kind.TABLE: self.tr("Table"),
        }

    def _on_changed(self, told: frozenset[str]) -> None:
        if self.isVisible() and "body" in told:
            self._soon.start()

    def _on_focus(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and not self.isAncestorOf(now):
            self.hide()

    def _read(self) -> None:
        if self._draft is None:
            return
        snapshot = self._draft.snapshot()
        self._tasks.latest("outline", lambda: _places(snapshot), self._show)

    def _show(self, told: tuple[tuple[Entry, ...], dict[str, str]]) -> None:
        self._entries, self._said = told
        self._fill()

    def _fill(self) -> None:
        wanted = fold(self._letters.text().strip())
        here = outline.place(self._entries, self._line())
        self._list.clear()
        for number, entry in enumerate(self._entries):
            words = self._words(entry)
            if wanted in fold(words):
                item = QListWidgetItem(INDENT * entry.depth + words)
                item.setIcon(self._theme.icon(ICONS[entry.kind], "quiet"))
                item.setData(Qt.ItemDataRole.UserRole, entry.line)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, self._read_out(entry, words))
                self._list.addItem(item)
                if number <= max(0, here) or self._list.count() == 1:
                    self._list.setCurrentItem(item)
        self._list.setVisible(bool(self._entries))
        self._none.setVisible(not self._entries)
        self.arrange()
        self._list.scrollToItem(self._list.currentItem())

    def _words(self, entry: Entry) -> str:
        if entry.kind is Kind.PICTURE:
            return self._said.get(entry.text) or entry.text
        return entry.text or self._names[entry.kind]

    def _read_out(self, entry: Entry, words: str) -> str:
        return f"{self._names[entry.kind]}: {words}"

    def _jump(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.hide()
            self.jump_asked.emit(item.data(Qt.ItemDataRole.UserRole))

    def _leave(self) -> None:
        self.hide()
        self.left.emit()


def _places(snapshot: Snapshot) -> tuple[tuple[Entry, ...], dict[str, str]]:
    """The places of a copy, and what stands below each of its pictures."""
    article = snapshot.article
    pictures = snapshot.pictures
    said = {
        each.name: " ".join(each.caption_of(pictures[each.sha256]).split())
        for each in article.placements
        if each.sha256 in pictures
    }
    return outline.outline(article.body), said
