# SPDX-License-Identifier: GPL-3.0-or-later
"""Every kept version of the open story: when, by whom, why; read one, bring one back."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.rows import Version
from editor.model.workflow import Deed, Deeds
from ui import words
from ui.panels.pieces import button, column, label, row
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk

VERSION_ROLE = Qt.ItemDataRole.UserRole + 1


class HistoryPanel(QWidget):
    """The inspector's tab. It only reads; what is to be brought back goes out as a signal."""

    restore_asked = Signal(object, int)
    """The article as it was, and the number of that version."""
    compare_asked = Signal(int)
    """The number of a version that is to be compared with what stands."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._id: ArticleId | None = None
        self._read: tuple[Article, int] | None = None
        self._is_stale = True
        self._build()
        self._say()

    def show_article(self, article_id: ArticleId | None) -> None:
        """Show the versions of a story; None: of none."""
        self._id = article_id
        self._read = None
        self._text.clear()
        self._list.clear()
        self._ask()

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if self._id in changes.articles:
            self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._ask()
        super().changeEvent(event)

    def showEvent(self, _event: QEvent) -> None:
        """Read what was put off while nobody looked."""
        if self._is_stale:
            self._ask()

    def _build(self) -> None:
        self._list = QListWidget(self)
        self._list.setWordWrap(True)
        self._list.setSpacing(1)
        self._list.currentItemChanged.connect(lambda item, _was: self._on_item(item))
        self._title = label(role="strong")
        self._text = QPlainTextEdit(self)
        self._text.setReadOnly(True)
        self._text.setProperty("bare", "true")
        self._text.setFont(self._theme.copy_font(size_px=15))
        self._restore = button(self._on_restore)
        self._compare = button(self._on_compare)
        for each in (self._restore, self._compare):
            each.setEnabled(False)
        below = QWidget(self)
        below.setLayout(
            column(self._title, self._text, row(self._restore, self._compare, -1), margin_px=16)
        )
        parts = QSplitter(Qt.Orientation.Vertical, self)
        parts.setChildrenCollapsible(False)
        parts.addWidget(self._list)
        parts.addWidget(below)
        parts.setSizes([300, 300])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(parts)

    def _say(self) -> None:
        self._list.setAccessibleName(self.tr("Versions"))
        self._text.setAccessibleName(self.tr("The copy of the version"))
        self._restore.setText(self.tr("Restore this version"))
        self._compare.setText(self.tr("Compare …"))
        self._compare.setToolTip(self.tr("Word by word with what stands now, and over time."))
        self._restore.setToolTip(self.tr("What stands now stays in the history; it can be undone."))
        if self._read is None:
            self._title.setText(self.tr("Choose a version to read it."))

    def _ask(self) -> None:
        # Typing commits every second: nobody is reading versions that are not on the screen.
        self._is_stale = not self.isVisible()
        if self._is_stale or self._id is None:
            return
        asked = self._id
        desk = self._desk

        def work() -> tuple[list[Version], Deeds]:
            article = desk.articles.find(asked)
            return desk.history.versions(asked), () if article is None else article.deeds

        self._tasks.latest("history", work, partial(self._fill, asked))

    def _fill(self, asked: ArticleId, found: tuple[list[Version], Deeds]) -> None:
        if asked != self._id:
            return
        versions, deeds = found
        left = list(deeds)
        chosen = [each.data(VERSION_ROLE) for each in self._list.selectedItems()]
        number = next((each.number for each in chosen if each is not None), None)
        with QSignalBlocker(self._list):
            self._list.clear()
            for version in versions:
                while left and left[-1].at >= version.at:
                    self._add_deed(left.pop())
                item = QListWidgetItem(self._words_of(version), self._list)
                item.setData(VERSION_ROLE, version)
                item.setToolTip(version.headline)
                if version.number == number:
                    self._list.setCurrentItem(item)
            for deed in reversed(left):
                self._add_deed(deed)

    def _add_deed(self, deed: Deed) -> None:
        """What was done to the story, between its versions; there is nothing to restore in it."""
        item = QListWidgetItem(self._words_of_deed(deed), self._list)
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)

    def _words_of_deed(self, deed: Deed) -> str:
        zone = self._desk.profile.time_zone
        head = " · ".join(each for each in (words.date_time(deed.at, zone), deed.by) if each)
        act = words.kind_word(deed.act)
        if deed.publish_at is not None:
            act = f"{act}, {words.date_time(deed.publish_at, zone)}"
        return f"{head}\n{act}: {deed.reason}" if deed.reason else f"{head}\n{act}"

    def _words_of(self, version: Version) -> str:
        author = version.author or self.tr("this laptop")
        told = [words.reason_word(version.reason), words.word_count(version.words)]
        when = words.date_time(version.at, self._desk.profile.time_zone)
        return f"{when} · {author}\n{' · '.join(told)}"

    def _on_item(self, item: QListWidgetItem | None) -> None:
        if item is None or self._id is None or item.data(VERSION_ROLE) is None:
            return
        version: Version = item.data(VERSION_ROLE)
        asked = self._id
        self._tasks.latest(
            "version",
            lambda: self._desk.history.article(asked, version.number),
            partial(self._on_article, version.number),
        )

    def _on_article(self, number: int, article: Article) -> None:
        self._read = (article, number)
        self._title.setText(article.headline or self.tr("Without a headline"))
        told = [each for each in (article.standfirst, article.body) if each]
        self._text.setPlainText("\n\n".join(told))
        self._restore.setEnabled(True)
        self._compare.setEnabled(True)

    def _on_restore(self) -> None:
        if self._read is not None:
            self.restore_asked.emit(*self._read)

    def _on_compare(self) -> None:
        if self._read is not None:
            self.compare_asked.emit(self._read[1])
