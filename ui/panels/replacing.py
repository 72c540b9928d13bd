# SPDX-License-Identifier: GPL-3.0-or-later
"""Find and replace in all stories: each place before and after, ticked or not, then replaced."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QProgressBar,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from editor import replacing
from editor.errors import EditorError, Refused
from editor.model.article import ArticleId
from editor.model.rows import StoryFilter
from editor.replacing import Done, FieldPassage, FoundStory, Replacement
from editor.text.finding import Search
from ui import words
from ui.lines import WordLine
from ui.panels.passage_row import PASSAGE_ROLE, PassageDelegate
from ui.panels.pieces import button, column, label, row
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

POLL_MS = 150
ORIGIN = "screen"
STORY_ROLE = Qt.ItemDataRole.UserRole + 8


class ReplacePanel(QWidget):
    """Looks through all stories beside the typing; nothing changes before “Replace” is pressed.

    Args:
        desk: whose stories.
        tasks: the door to the threads.
        theme: for the colours of the passages.
        settle: saves what the open story holds back, so that it is found too.
    """

    finished = Signal()
    """It is done and may be put away."""
    undone_able = Signal(str, object)
    """What was done, and how it is taken back."""
    told = Signal(str)

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, settle: Callable[[], None]
    ) -> None:
        super().__init__()
        self._desk, self._tasks, self._settle = desk, tasks, settle
        self._wanted: Replacement | None = None
        self._ended = threading.Event()
        self._count, self._total = 0, 0
        self._is_busy = False
        self.words, self.others = WordLine(), WordLine()
        self.case, self.marks, self.whole, self.regex = (QCheckBox() for _ in range(4))
        self.marks.setChecked(True)
        self.look = button(self.search)
        self.tree = QTreeWidget()
        self.tree.setHeaderHidden(True)
        self.tree.setUniformRowHeights(True)
        self.tree.setItemDelegate(PassageDelegate(theme, self.tree))
        self._said, self._trouble, self._note = (
            label(tone="quiet"),
            label(tone="needs_you"),
            label(tone="quiet"),
        )
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self.cancel, self.go = button(self.end), button(self.perform, kind="primary")
        self._title = label(role="heading")
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self._show_progress)
        self._recount_soon = QTimer(self, singleShot=True, interval=0)
        self._recount_soon.timeout.connect(self._recount)
        self._lay_out()
        self.tree.itemChanged.connect(lambda _item: self._recount_soon.start())
        for field in (self.words, self.others):
            field.returnPressed.connect(self.search)
        self.setFocusProxy(self.words)
        self._say()
        self._show_found(())

    def start(self, search: Search | None = None, other: str = "") -> None:
        """Begin anew, with what was looked for in a story."""
        if search is not None and search.text:
            self.words.setText(search.text)
            self.others.setText(other)
            self.case.setChecked(search.is_case)
            self.marks.setChecked(search.is_marks)
            self.whole.setChecked(search.is_word)
            self.regex.setChecked(search.is_regex)
        self._wanted = None
        self._show_found(())
        self._said.setText("")
        if search is not None and search.text:
            self.search()
        self.words.selectAll()

    def search(self) -> None:
        """Look through all stories, the newest first."""
        if self._is_busy or not self.words.text():
            return
        search = Search(
            self.words.text(),
            is_case=self.case.isChecked(),
            is_marks=self.marks.isChecked(),
            is_word=self.whole.isChecked(),
            is_regex=self.regex.isChecked(),
        )
        wanted = self._wanted = Replacement(search, self.others.text())
        self._begin()
        stories, articles = self._desk.sweep, self._desk.articles

        def work() -> tuple[FoundStory, ...]:
            self._total = articles.count(StoryFilter())
            return tuple(replacing.search(stories, wanted, told=self._go_on))

        self._settle()
        # Behind the save of the open story, whose newest words are to be found too.
        self._tasks.write(
            lambda: None,
            lambda _done: self._tasks.run(work, self._on_found, self._on_refused),
        )

    def perform(self) -> None:
        """Replace what is ticked."""
        chosen = dict(self._chosen())
        if self._is_busy or self._wanted is None or not chosen:
            return
        self._begin()
        self._total = len(chosen)
        self._settle()
        work = partial(
            replacing.perform,
            self._desk.sweep,
            chosen,
            self._wanted,
            origin=ORIGIN,
            by=self._desk.settings.person,
            told=self._go_on,
        )
        self._tasks.write(
            lambda: None, lambda _done: self._tasks.run(work, self._on_done, self._on_refused)
        )

    def end(self) -> None:
        """End what is going on; what was replaced by then stays, and can be taken back."""
        self._ended.set()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape ends what is going on first, and puts the sheet away then."""
        if event.key() == Qt.Key.Key_Escape and self._is_busy:
            self.end()
        else:
            super().keyPressEvent(event)

    def _begin(self) -> None:
        self._ended.clear()
        self._count = self._total = 0
        self._is_busy = True
        self._trouble.hide()
        self._note.hide()
        self._bar.setRange(0, 0)
        self._poll.start()
        self._show_busy()

    def _settled(self) -> None:
        self._is_busy = False
        self._poll.stop()
        self._show_busy()

    def _show_busy(self) -> None:
        self._bar.setVisible(self._is_busy)
        self.cancel.setVisible(self._is_busy)
        for each in (self.look, self.words, self.others, self.tree):
            each.setEnabled(not self._is_busy)
        self._recount()

    def _go_on(self, done: int) -> bool:
        # Called in another thread: only plain values are touched.
        self._count = done
        return not self._ended.is_set()

    def _show_progress(self) -> None:
        self._bar.setRange(0, self._total)
        self._bar.setValue(min(self._count, self._total))
        self._said.setText(
            self.tr("{done} of {total} stories").format(
                done=words.number(self._count), total=words.number(self._total)
            )
        )

    def _on_found(self, found: tuple[FoundStory, ...]) -> None:
        self._settled()
        self._show_found(found)
        count = sum(len(each.passages) for each in found)
        self._said.setText(self._counted(count, len(found)) if found else self.tr("Not found"))

    def _on_refused(self, error: EditorError) -> None:
        self._settled()
        if isinstance(error, Refused) and error.code == "program.stopped":
            self._said.setText(self.tr("Ended; nothing was changed."))
            return
        self._said.setText("")
        self._show_found(())
        self._trouble.setText(words.error_sentence(error))
        self._trouble.show()

    def _on_done(self, done: Done) -> None:
        self._settled()
        self._show_found(())
        said = self.tr("%n place(s) replaced", "", done.passages)
        if done.missed:
            said = f"{said}; {self.tr('%n not there any more', '', done.missed)}"
        self._said.setText(said)
        told = f"{said}."
        if done.trouble is not None:
            told = f"{told} {words.error_sentence(done.trouble)}"
        self.undone_able.emit(told, partial(self._take_back, done))
        self.finished.emit()

    def _take_back(self, done: Done) -> None:
        self._settle()
        work = partial(
            replacing.take_back,
            self._desk.sweep,
            done,
            origin=ORIGIN,
            by=self._desk.settings.person,
        )
        self._tasks.write(lambda: None, lambda _done: self._tasks.run(work, self._on_taken_back))

    def _on_taken_back(self, left: int) -> None:
        said = self.tr("The replacement is taken back.")
        if left:
            said = self.tr("Taken back; in %n story(s) those words were changed since.", "", left)
        self.told.emit(said)

    def _show_found(self, found: tuple[FoundStory, ...]) -> None:
        self.tree.setUpdatesEnabled(False)
        self.tree.blockSignals(True)  # noqa: FBT003 - Qt's signature
        self.tree.clear()
        self.tree.addTopLevelItems([self._story_item(each) for each in found])
        self.tree.expandAll()
        self.tree.blockSignals(False)  # noqa: FBT003 - Qt's signature
        self.tree.setUpdatesEnabled(True)
        live = sum(each.is_live for each in found)
        self._note.setText(
            self.tr("%n of them live: readers see it when an update is published.", "", live)
        )
        self._note.setVisible(live > 0)
        self._recount()

    def _story_item(self, story: FoundStory) -> QTreeWidgetItem:
        headline = story.headline or self.tr("Without a headline")
        item = QTreeWidgetItem([f"{headline}  ·  {words.state_word(story.state)}"])
        item.setFlags(
            item.flags() | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsAutoTristate
        )
        item.setData(0, STORY_ROLE, story.id)
        for place in story.passages:
            below = QTreeWidgetItem(item)
            below.setData(0, PASSAGE_ROLE, place)
            said = place.passage
            told = f"{said.before}{said.found} → {said.other}{said.after}"
            below.setData(0, Qt.ItemDataRole.AccessibleTextRole, told)
            below.setCheckState(0, Qt.CheckState.Checked)
        item.setCheckState(0, Qt.CheckState.Checked)
        return item

    def _chosen(self) -> Iterator[tuple[ArticleId, list[FieldPassage]]]:
        """What is ticked, story by story."""
        for at in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(at)
            if item is None or item.checkState(0) is Qt.CheckState.Unchecked:
                continue
            below = (item.child(number) for number in range(item.childCount()))
            ticked = [
                each.data(0, PASSAGE_ROLE)
                for each in below
                if each is not None and each.checkState(0) is Qt.CheckState.Checked
            ]
            if ticked:
                yield item.data(0, STORY_ROLE), ticked

    def _recount(self) -> None:
        chosen = [len(places) for _, places in self._chosen()]
        self.go.setEnabled(bool(chosen) and not self._is_busy)
        told = self._counted(sum(chosen), len(chosen)) if chosen else ""
        self.go.setText(
            self.tr("Replace {places}").format(places=told) if told else self.tr("Replace")
        )

    def _counted(self, places: int, stories: int) -> str:
        told = self.tr("%Ln place(s)", "", places)
        return self.tr("{places} in {stories}").format(
            places=told, stories=self.tr("%Ln story(s)", "", stories)
        )

    def _lay_out(self) -> None:
        options = row(self.case, self.marks, self.whole, self.regex, -1)
        first = row(self.words, self.look)
        below = row(self._said, -1, self.cancel, self.go)
        layout = column(
            self._title,
            first,
            self.others,
            options,
            self._trouble,
            self._bar,
            self.tree,
            self._note,
            below,
            margin_px=3 * GRID_PX,
        )
        layout.setStretch(6, 1)
        self._bar.setMaximumHeight(4)
        self._trouble.hide()
        self._bar.hide()
        self.cancel.hide()
        self.setLayout(layout)

    def _say(self) -> None:
        self._title.setText(self.tr("Find and replace in all stories"))
        self.words.setPlaceholderText(self.tr("Find in all stories"))
        self.words.setAccessibleName(self.tr("Find in all stories"))
        self.others.setPlaceholderText(self.tr("Replace with"))
        self.others.setAccessibleName(self.tr("Replace with"))
        self.look.setText(self.tr("Find"))
        self.case.setText(self.tr("Match case"))
        self.marks.setText(self.tr("Match marks"))
        self.marks.setToolTip(self.tr("Off: “dong da” finds “Đống Đa”"))
        self.whole.setText(self.tr("Whole words"))
        self.regex.setText(self.tr("Pattern"))
        self.regex.setToolTip(self.tr("Regular expression; \\1 stands for its first group"))
        self.cancel.setText(self.tr("Cancel"))
        self.tree.setAccessibleName(self.tr("Places, story by story"))
        self._recount()
