# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan: what is planned and in work, by day, desk or person; one story opened, many changed."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QSignalBlocker, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from editor.model.article import ArticleId
from editor.model.assignment import Span, span_of
from editor.model.rows import StoryRow
from ui import words
from ui.entries import Choice
from ui.panels.pieces import button, column, label, row
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

GROUPINGS = ("day", "desk", "person")
ROW_ROLE = Qt.ItemDataRole.UserRole + 1
REFRESH_MS = 400
ROW_PX = 28
WIDTHS_PX = (190, 330, 190, 140)
"""Of the columns: due time, story, people, desk; the state has what is left."""


class PlanPanel(QWidget):
    """A list by due time, in groups; Return or a double click opens a story.

    Args:
        desk: whose stories.
        tasks: the door to the threads.
        theme: colours and type.
    """

    story_chosen = Signal(str)
    new_asked = Signal()
    change_asked = Signal(list)
    """The StoryRows that are selected."""

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk, self._tasks, self._theme = desk, tasks, theme
        self._rows: Sequence[StoryRow] = ()
        self.title, self._empty = label(role="heading"), label(tone="quiet")
        self.grouping, self.desks = Choice(), Choice()
        self.tree = _tree()
        self.new_button = button(self.new_asked.emit)
        self.change_button = button(self._ask_change, kind="primary")
        head = row(self.title, -1, self.grouping, self.desks)
        below = row(self._empty, -1, self.new_button, self.change_button)
        layout = column(head, self.tree, below, margin_px=3 * GRID_PX)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFocusProxy(self.tree)
        self._soon = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._soon.timeout.connect(self.ask)
        self.grouping.currentIndexChanged.connect(lambda _index: self._show())
        self.desks.currentIndexChanged.connect(lambda _index: self.ask())
        self.tree.itemActivated.connect(self._open)
        self.tree.itemSelectionChanged.connect(self._count_selected)
        theme.changed.connect(self._show)
        self._say()

    def ask(self) -> None:
        """Read the plan anew."""
        read = partial(self._desk.planning.rows, desk=self.desks.currentData() or "")
        self._tasks.latest("plan", read, self._on_rows)

    def hear(self) -> None:
        """Something was stored: while the plan can be seen, it is read anew a moment later."""
        if self.isVisible() and not self._soon.isActive():
            self._soon.start()

    @property
    def selected(self) -> list[StoryRow]:
        """The stories that are selected, in the order of the list."""
        rows = (each.data(0, ROW_ROLE) for each in self._items() if each.isSelected())
        found = {each.id: each for each in rows if isinstance(each, StoryRow)}
        return list(found.values())

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return opens, also where the system's own key is another."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.tree.hasFocus():
            self._open(self.tree.currentItem())
        else:
            super().keyPressEvent(event)

    def _say(self) -> None:
        self.title.setText(self.tr("Plan"))
        names = (self.tr("By due time"), self.tr("By desk"), self.tr("By person"))
        kept = self.grouping.currentData() or GROUPINGS[0]
        self.grouping.show_choices(list(zip(GROUPINGS, names, strict=True)), kept)
        self.grouping.setAccessibleName(self.tr("How the plan is grouped"))
        self.desks.setAccessibleName(self.tr("Filter by desk"))
        desks = [(each.key, each.name) for each in self._desk.profile.desks]
        chosen = self.desks.currentData() or ""
        self.desks.show_choices([("", self.tr("All desks")), *desks], chosen)
        self.desks.setVisible(bool(desks))
        self.tree.setAccessibleName(self.tr("Plan"))
        heads = (self.tr("Due"), self.tr("Story"), self.tr("Assigned"), self.tr("Desk"))
        self.tree.setHeaderLabels([*heads, self.tr("State")])
        self.new_button.setText(self.tr("Plan a story …"))
        self._show()

    def _on_rows(self, rows: Sequence[StoryRow]) -> None:
        self._rows = rows
        self._show()

    def _show(self) -> None:
        chosen = {each.id for each in self.selected}
        with QSignalBlocker(self.tree):
            self.tree.clear()
            for name, rows in self._groups():
                group = QTreeWidgetItem(self.tree, [f"{name}  {words.number(len(rows))}"])
                group.setFlags(Qt.ItemFlag.ItemIsEnabled)
                group.setFirstColumnSpanned(True)
                group.setSizeHint(0, QSize(0, ROW_PX))
                font = group.font(0)
                font.setBold(True)
                group.setFont(0, font)
                for each in rows:
                    self._add(group, each).setSelected(each.id in chosen)
                group.setExpanded(True)
            if (first := next(self._items(), None)) is not None:
                self.tree.setCurrentItem(first, 0, QItemSelectionModel.SelectionFlag.NoUpdate)
        self._empty.setText("" if self._rows else self.tr("Nothing is planned or in work."))
        self._count_selected()

    def _groups(self) -> Iterator[tuple[str, list[StoryRow]]]:
        zone, now = words.local(words.now(), self._desk.profile.time_zone).tzinfo, words.now()
        told: dict[str, list[StoryRow]] = {}
        how = self.grouping.currentData()
        if how == "day":
            told = {words.span_word(span.value): [] for span in Span}
        for each in self._rows:
            for name in self._names(each, how):
                told.setdefault(
                    name or words.span_word(span_of(each.due_at, now, zone)), []
                ).append(each)
        nobody = (self.tr("No desk"), self.tr("Nobody yet"))
        ordered = (
            told.items() if how == "day" else sorted(told.items(), key=lambda e: e[0] in nobody)
        )
        yield from ((name, rows) for name, rows in ordered if rows)

    def _names(self, story: StoryRow, how: str) -> list[str]:
        """The groups that a story stands in; an empty name: by its due time."""
        if how == "desk":
            return [self._desk.profile.desk_name(story.desk) or self.tr("No desk")]
        if how == "person":
            people = dict.fromkeys(each.person for each in story.assignees)
            return list(people) or [story.byline or self.tr("Nobody yet")]
        return [""]

    def _add(self, group: QTreeWidgetItem, story: StoryRow) -> QTreeWidgetItem:
        now, zone = words.now(), self._desk.profile.time_zone
        due = "" if story.due_at is None else words.due(story.due_at, now, zone)
        people = ", ".join(dict.fromkeys(each.person for each in story.assignees))
        state = words.stub() if story.is_stub else words.state_word(story.state)
        title = story.title or self.tr("Without a headline")
        desk = self._desk.profile.desk_name(story.desk)
        item = QTreeWidgetItem(group, [due, title, people or story.byline, desk, state])
        item.setData(0, ROW_ROLE, story)
        item.setSizeHint(0, QSize(0, ROW_PX))
        for at in range(5):
            item.setToolTip(at, item.text(at))
            if at != 1:
                item.setForeground(at, QBrush(self._theme.colour("quiet")))
        if story.due_at is not None and story.due_at < now:
            item.setForeground(0, QBrush(self._theme.colour("needs_you_ink")))
        return item

    def _items(self) -> Iterator[QTreeWidgetItem]:
        for at in range(self.tree.topLevelItemCount()):
            group = self.tree.topLevelItem(at)
            for number in range(group.childCount() if group is not None else 0):
                item = group.child(number) if group is not None else None
                if item is not None:
                    yield item

    def _open(self, item: QTreeWidgetItem | None, _column: int = 0) -> None:
        story = None if item is None else item.data(0, ROW_ROLE)
        if isinstance(story, StoryRow):
            self.story_chosen.emit(ArticleId(story.id))

    def _ask_change(self) -> None:
        if rows := self.selected:
            self.change_asked.emit(rows)

    def _count_selected(self) -> None:
        count = len(self.selected)
        self.change_button.setEnabled(count > 0)
        told = self.tr("Change %Ln story(s) …", "", count)
        self.change_button.setText(told if count else self.tr("Change …"))


def _tree() -> QTreeWidget:
    """Rows of one height under their groups."""
    tree = QTreeWidget()
    tree.setRootIsDecorated(False)
    tree.setUniformRowHeights(True)
    tree.setColumnCount(5)
    tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
    tree.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    for at, width in enumerate(WIDTHS_PX):
        tree.setColumnWidth(at, width)
    tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
    tree.header().setStretchLastSection(False)
    tree.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    return tree
