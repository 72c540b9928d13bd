# SPDX-License-Identifier: GPL-3.0-or-later
"""The frames that lie on the light table, as a list that a filter and an order make."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from editor.errors import EditorError
from editor.model.frame import Frame, FrameId
from editor.model.picture import Picture
from editor.pictures.contact import Sighting
from ui import words
from ui.pictures.sieve import Order, Sieve, key_of, searched_words
from ui.tasks import Tasks

LYING_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Lying:
    """A frame as it lies on the table now."""

    seen: Sighting
    frame: Frame
    """With what was written about it."""
    is_described: bool = False
    """Whether what its file says of it was read, or is known from the store."""
    fault: EditorError | None = None
    """Why its picture cannot be shown."""
    is_placed: bool = False
    """Whether it stands in a story."""

    @property
    def id(self) -> FrameId:
        """Which frame it is."""
        return self.frame.id

    @property
    def picture(self) -> Picture:
        """What is known of it."""
        return self.frame.picture


class FramesModel(QAbstractListModel):
    """All frames on the table, and those of them that the filter shows, in their order.

    Args:
        tasks: the door to the threads: ten thousand frames are not sifted on this one.
    """

    filled = Signal()
    """What is shown is not what it was: how much it is, and what of it is marked."""

    def __init__(self, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._all: dict[FrameId, Lying] = {}
        self._shown: list[FrameId] = []
        self._keys: list[tuple[Any, ...]] = []
        self._rows: dict[FrameId, int] = {}
        self._words: dict[FrameId, tuple[Picture, str]] = {}
        self.sieve = Sieve()
        self.order = Order.TAKEN

    @property
    def all(self) -> Sequence[Lying]:
        """Every frame on the table, shown or not, in no order."""
        return list(self._all.values())

    @property
    def lying_count(self) -> int:
        """How many frames lie on the table, shown or not."""
        return len(self._all)

    def get(self, frame_id: str) -> Lying | None:
        """A frame on the table; None: it does not lie there."""
        return self._all.get(FrameId(frame_id))

    def at(self, row: int) -> Lying | None:
        """The frame in a row; None when there is no such row."""
        return self._all[self._shown[row]] if 0 <= row < len(self._shown) else None

    def row_of(self, frame_id: str) -> int:
        """Where a frame is shown; -1: nowhere."""
        return self._rows.get(FrameId(frame_id), -1)

    def clear(self) -> None:
        """Put everything away."""
        self._tasks.forget("sieve")
        self.beginResetModel()
        for each in (self._all, self._shown, self._keys, self._rows, self._words):
            each.clear()
        self.endResetModel()
        self.filled.emit()

    def add(self, more: Sequence[Lying]) -> None:
        """Lay more frames on the table; one that lies there already is not laid twice."""
        new = {each.id: each for each in more if each.id not in self._all}
        self._all.update(new)
        fitting = [each for each in new.values() if self._fits(each)]
        keyed = sorted(((self._key(each), each.id) for each in fitting), key=lambda each: each[0])
        if not self._keys or (keyed and keyed[0][0] >= self._keys[-1]):
            self._insert(len(self._keys), keyed)
        else:
            for one in keyed:
                self._insert(bisect_right(self._keys, one[0]), [one])
        if new:
            self.filled.emit()

    def update(self, changed: Iterable[Lying]) -> None:
        """Show frames as they are now, where they stand, whatever the filter says of them."""
        rows = []
        for each in changed:
            if self._all.get(each.id) not in (None, each):
                self._all[each.id] = each
                rows.append(self._rows.get(each.id, -1))
        for row in rows:
            if row >= 0:
                self.dataChanged.emit(self.index(row), self.index(row))
        if rows:
            self.filled.emit()

    def show(self, sieve: Sieve, order: Order) -> None:
        """Sift and sort anew, off this thread; what was shown stays until that is done."""
        self.sieve, self.order = sieve, order
        lying = self.all
        work = partial(self._sift, lying, sieve, order)
        self._tasks.latest("sieve", work, partial(self._on_sifted, len(lying)))

    def rowCount(self, parent: Index | None = None) -> int:
        """How many frames are shown."""
        return 0 if parent is not None and parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The frame; its caption, for those who hear the screen and as a tooltip."""
        lying = self.at(index.row())
        if lying is None:
            return None
        if role == LYING_ROLE:
            return lying
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._told(lying)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return lying.picture.caption or lying.picture.file_name
        return None

    def _told(self, lying: Lying) -> str:
        fault = words.error_sentence(lying.fault) if lying.fault is not None else ""
        return "\n".join(filter(None, (lying.picture.file_name, fault, lying.picture.caption)))

    def _fits(self, lying: Lying) -> bool:
        return self.sieve.lets_through(lying.picture, partial(self._words_of, lying))

    def _key(self, lying: Lying) -> tuple[Any, ...]:
        return key_of(self.order, lying.frame, lying.seen.changed_at_s)

    def _words_of(self, lying: Lying) -> str:
        kept = self._words.get(lying.id)
        if kept is None or kept[0] is not lying.picture:
            kept = (lying.picture, searched_words(lying.picture))
            self._words[lying.id] = kept
        return kept[1]

    def _insert(self, row: int, keyed: Sequence[tuple[tuple[Any, ...], FrameId]]) -> None:
        if not keyed:
            return
        self.beginInsertRows(QModelIndex(), row, row + len(keyed) - 1)
        self._keys[row:row] = [key for key, _id in keyed]
        self._shown[row:row] = [frame_id for _key, frame_id in keyed]
        for place in range(row, len(self._shown)):
            self._rows[self._shown[place]] = place
        self.endInsertRows()

    def _sift(
        self, lying: Sequence[Lying], sieve: Sieve, order: Order
    ) -> list[tuple[tuple[Any, ...], FrameId]]:
        fitting = (
            each
            for each in lying
            if sieve.lets_through(each.picture, partial(self._words_of, each))
        )
        keyed = [(key_of(order, each.frame, each.seen.changed_at_s), each.id) for each in fitting]
        return sorted(keyed, key=lambda each: each[0])

    def _on_sifted(self, sifted: int, keyed: list[tuple[tuple[Any, ...], FrameId]]) -> None:
        if sifted != len(self._all):
            # More was laid on the table meanwhile.
            self.show(self.sieve, self.order)
            return
        shown = [frame_id for _key, frame_id in keyed]
        if shown != self._shown:
            self.beginResetModel()
            self._shown = shown
            self._rows = {frame_id: row for row, frame_id in enumerate(shown)}
            self.endResetModel()
        self._keys = [key for key, _id in keyed]
        self.filled.emit()
