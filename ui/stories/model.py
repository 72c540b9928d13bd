# SPDX-License-Identifier: GPL-3.0-or-later
"""The stories as a list that fetches a hundred at a time."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from editor.model.article import ArticleId
from editor.model.changes import Changes
from editor.model.rows import StoryFilter, StoryRow
from ui.tasks import Tasks

PAGE_ROWS = 100
PAGES_KEPT = 60
WANTED_KEPT = 4
PAUSE_MS = 3000
"""So long nothing is saved until what saves left is done: longer than people think of a word."""
ROW_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class Shelf(Protocol):
    """What the list asks of the store; `editor.store.articles.Articles` has it."""

    def rows(
        self, story_filter: StoryFilter, /, *, limit: int = ..., offset: int = ...
    ) -> Sequence[StoryRow]:
        """Stories, newest change first."""
        ...

    def count(self, story_filter: StoryFilter, /) -> int:
        """How many there are."""
        ...

    def row(self, article_id: ArticleId, /) -> StoryRow | None:
        """One story's line."""
        ...

    def expect_search(self) -> None:
        """Make what was typed last ready to be searched."""
        ...

    def catch_up(self) -> None:
        """Do what saves leave for a pause."""
        ...


class StoriesModel(QAbstractListModel):
    """All stories that a filter lets through; the store is read off the screen's thread."""

    filled = Signal()
    """The first rows of a new filter are there."""

    def __init__(self, shelf: Shelf, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shelf = shelf
        self._tasks = tasks
        self._filter = StoryFilter()
        self._generation = 0
        self._count = 0
        self._pages: OrderedDict[int, list[StoryRow]] = OrderedDict()
        self._wanted: OrderedDict[int, None] = OrderedDict()
        self._asked: set[int] = set()
        self._fetch = QTimer(self, singleShot=True, interval=0)
        self._fetch.timeout.connect(self._fetch_wanted)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._catch_up)

    @property
    def filter(self) -> StoryFilter:
        """What is shown now."""
        return self._filter

    def show(self, story_filter: StoryFilter) -> None:
        """Show the stories of a filter; the old ones stay until the new ones are there."""
        self._filter = story_filter
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew, as after a pull that brought stories."""
        self._generation += 1
        shelf, shown = self._shelf, self._filter
        self._tasks.latest(
            "stories",
            lambda: list(shelf.rows(shown, limit=PAGE_ROWS, offset=0)),
            partial(self._on_first, self._generation),
        )

    def expect_search(self) -> None:
        """Somebody is about to search: what they typed last is ready before the first letter."""
        self._tasks.run(self._shelf.expect_search)

    def hear(self, changes: Changes) -> None:
        """Follow a commit: a known story is repainted where it stands, a new one is fetched."""
        self._pause.start()
        for article_id in changes.articles:
            read = partial(self._shelf.row, article_id)
            self._tasks.run(read, partial(self._on_row, self._generation, article_id))

    def row_at(self, position: int) -> StoryRow | None:
        """The story at a position, or None while it is on its way."""
        page = self._pages.get(position // PAGE_ROWS)
        inside = position % PAGE_ROWS
        return page[inside] if page is not None and inside < len(page) else None

    def position_of(self, article_id: str) -> int:
        """Where a story stands among those that were fetched; -1: not among them."""
        for number, page in self._pages.items():
            for inside, row in enumerate(page):
                if row.id == article_id:
                    return number * PAGE_ROWS + inside
        return -1

    def rowCount(self, parent: Index | None = None) -> int:
        """How many stories the filter lets through."""
        return 0 if parent is not None and parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headline, or the whole row; None while it is on its way."""
        row = self.row_at(index.row())
        if row is None:
            self._want(index.row() // PAGE_ROWS)
            return None
        if role == ROW_ROLE:
            return row
        shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return row.title if role in shown else None

    def _on_first(self, generation: int, rows: list[StoryRow]) -> None:
        if generation != self._generation:
            return
        self.beginResetModel()
        self._pages = OrderedDict({0: rows})
        self._asked.clear()
        self._wanted.clear()
        self._count = len(rows)
        self.endResetModel()
        self.filled.emit()
        if len(rows) == PAGE_ROWS:
            # Counting may cost more than the first screen: it must not wait for it.
            count: Callable[[], int] = partial(self._shelf.count, self._filter)
            self._tasks.run(count, partial(self._on_count, generation))

    def _on_count(self, generation: int, count: int) -> None:
        if generation != self._generation or count <= self._count:
            return
        self.beginInsertRows(QModelIndex(), self._count, count - 1)
        self._count = count
        self.endInsertRows()

    def _catch_up(self) -> None:
        if not self._tasks.is_closed:
            self._tasks.run(self._shelf.catch_up)

    def _want(self, page: int) -> None:
        if page in self._asked or page * PAGE_ROWS >= self._count:
            return
        self._wanted[page] = None
        self._wanted.move_to_end(page)
        while len(self._wanted) > WANTED_KEPT:
            # Somebody drags the scroll bar: what flew by is not read.
            self._wanted.popitem(last=False)
        self._fetch.start()

    def _fetch_wanted(self) -> None:
        for page in self._wanted:
            self._asked.add(page)
            self._tasks.run(
                partial(self._read_page, self._filter, page),
                partial(self._on_page, self._generation, page),
            )
        self._wanted.clear()

    def _read_page(self, shown: StoryFilter, page: int) -> list[StoryRow]:
        return list(self._shelf.rows(shown, limit=PAGE_ROWS, offset=page * PAGE_ROWS))

    def _on_page(self, generation: int, page: int, rows: list[StoryRow]) -> None:
        if generation != self._generation:
            return
        self._asked.discard(page)
        self._pages[page] = rows
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        last = min(self._count, (page + 1) * PAGE_ROWS) - 1
        self.dataChanged.emit(self.index(page * PAGE_ROWS), self.index(last))

    def _on_row(self, generation: int, article_id: ArticleId, row: StoryRow | None) -> None:
        if generation != self._generation:
            return
        position = self.position_of(article_id)
        if position < 0 or row is None or self._moves(position, row):
            self.refresh()
            return
        page, inside = divmod(position, PAGE_ROWS)
        # The passage found belongs to the search, not to the story.
        self._pages[page][inside] = replace(row, excerpt=self._pages[page][inside].excerpt)
        self.dataChanged.emit(self.index(position), self.index(position))

    def _moves(self, position: int, row: StoryRow) -> bool:
        old = self.row_at(position)
        return old is None or _sorted_by(old) != _sorted_by(row)


def _sorted_by(row: StoryRow) -> tuple[object, ...]:
    """What filters ask of a row."""
    plan = (row.desk, row.assignees, row.due_at, row.is_stub)
    return (row.state, row.category, row.byline, bool(row.missing_captions), *plan)
