# SPDX-License-Identifier: GPL-3.0-or-later
"""The dispatches as a list; what a person did to one shows at once, all else when it is read."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from editor.model.dispatch import DispatchFilter, DispatchId, DispatchRow
from ui.tasks import Tasks

FIRST_ROWS = 200
"""Shown before the rest is read."""
MOST_ROWS = 20_000
ROW_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex
Read = Callable[[DispatchFilter, int, int], list[DispatchRow]]
"""A filter, how many at most, from which on -> rows, the newest first."""


class DispatchModel(QAbstractListModel):
    """All dispatches that a filter lets through; the store is read off the screen's thread."""

    filled = Signal()
    """The rows are others than before."""

    def __init__(self, read: Read, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read = read
        self._tasks = tasks
        self._rows: list[DispatchRow] = []
        self._asked = 0
        self.filter = DispatchFilter()

    def show(self, chosen: DispatchFilter) -> None:
        """Show what a filter lets through; the old rows stay until the new ones are there."""
        self.filter = chosen
        self.refresh()

    def refresh(self) -> None:
        """Read the list anew."""
        self._asked += 1
        work = partial(self._read, self.filter, FIRST_ROWS, 0)
        self._tasks.latest("dispatches", work, partial(self._on_first, self._asked))

    def row_at(self, position: int) -> DispatchRow | None:
        """The dispatch at a position."""
        return self._rows[position] if 0 <= position < len(self._rows) else None

    def position_of(self, dispatch_id: DispatchId | None) -> int:
        """Where a dispatch stands; -1: it does not."""
        return next((at for at, each in enumerate(self._rows) if each.id == dispatch_id), -1)

    def ids(self, *, is_read: bool) -> list[DispatchId]:
        """Of all that is shown what was read, or was not."""
        return [each.id for each in self._rows if each.is_read is is_read]

    def mark(self, ids: Sequence[DispatchId], *, is_read: bool) -> None:
        """Show some as read, or as unread; the store hears of it elsewhere."""
        wanted = set(ids)
        for at, each in enumerate(self._rows):
            if each.id in wanted and each.is_read is not is_read:
                self._rows[at] = replace(each, is_read=is_read)
                self.dataChanged.emit(self.index(at), self.index(at))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many the filter lets through."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The headline, or the whole row."""
        row = self.row_at(index.row())
        if row is None:
            return None
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.AccessibleTextRole:
            unread = "" if row.is_read else self.tr("unread")
            return ", ".join(filter(None, (row.headline, row.source, unread)))
        return row.headline if role == Qt.ItemDataRole.DisplayRole else None

    def _on_first(self, asked: int, rows: list[DispatchRow]) -> None:
        if asked != self._asked:
            return
        if len(rows) < FIRST_ROWS:
            self._take(rows)
            return
        if rows != self._rows[:FIRST_ROWS]:
            self._take(rows)
        work = partial(self._read, self.filter, MOST_ROWS, FIRST_ROWS)
        self._tasks.latest("dispatches", work, partial(self._on_rest, asked, rows))

    def _on_rest(self, asked: int, first: list[DispatchRow], rest: list[DispatchRow]) -> None:
        if asked == self._asked:
            self._take([*first, *rest])

    def _take(self, rows: list[DispatchRow]) -> None:
        if rows == self._rows:
            return
        known = len(self._rows)
        if known and rows[:known] == self._rows:
            self.beginInsertRows(QModelIndex(), known, len(rows) - 1)
            self._rows = rows
            self.endInsertRows()
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()
        self.filled.emit()
