# SPDX-License-Identifier: GPL-3.0-or-later
"""Our names of one kind in rows: each of ours, what it is in the house, and what was decided."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from editor.matching import Fate, Line
from editor.model.mapping import Kind, letters
from ui import words
from ui.theme import Theme

LINE_ROLE = Qt.ItemDataRole.UserRole + 1
OURS, THEIRS, FATE = range(3)


class MapLines(QTreeWidget):
    """One row a name; the rows keep their places while a person decides on them.

    Args:
        theme: for the colour of what is to be decided.
    """

    line_chosen = Signal(object)
    """The `Line` that the caret is on; None: there is none."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("map")
        self.setColumnCount(3)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FATE, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda now, _before: self.line_chosen.emit(_line_of(now)))

    @property
    def line(self) -> Line | None:
        """The line that the caret is on."""
        return _line_of(self.currentItem())

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Show these, in this order, and go to the first."""
        self.clear()
        for each in lines:
            item = QTreeWidgetItem(self)
            self._fill(item, each)
        first = self.topLevelItem(0)
        if first is not None:
            self.setCurrentItem(first)
        else:
            self.line_chosen.emit(None)

    def renew(self, lines: Sequence[Line]) -> None:
        """Show what became of those that are shown, each in its place."""
        found = {_key(each): each for each in lines}
        for item in self._items():
            was = _line_of(item)
            now = found.get(_key(was)) if was is not None else None
            if now is not None:
                self._fill(item, now)
        self.line_chosen.emit(self.line)

    def go_on(self) -> None:
        """Go to the next row on which a person has to decide, else to the next one."""
        items, now = self._items(), self.currentItem()
        below = items[items.index(now) + 1 :] if now in items else items
        waiting = (e for e in below if (line := _line_of(e)) is not None and line.is_undecided)
        found = next(waiting, below[0] if below else None)
        if found is not None:
            self.setCurrentItem(found)

    def _items(self) -> list[QTreeWidgetItem]:
        found = (self.topLevelItem(at) for at in range(self.topLevelItemCount()))
        return [each for each in found if each is not None]

    def _fill(self, item: QTreeWidgetItem, line: Line) -> None:
        item.setData(OURS, LINE_ROLE, line)
        item.setText(OURS, self._ours(line))
        item.setText(THEIRS, line.choice.name if line.choice is not None else "")
        item.setText(FATE, words.fate_word(_fate(line)))
        colour = "needs_you" if line.is_undecided else "quiet"
        item.setForeground(FATE, self._theme.colour(colour))
        faint = line.fate in (Fate.ALIKE, Fate.SAME)
        item.setForeground(THEIRS, self._theme.colour("quiet" if faint else "ink"))
        count = self.tr("%n story(s)", "", line.known.stories)
        item.setToolTip(OURS, count)

    def _ours(self, line: Line) -> str:
        known = line.known
        if known.kind is Kind.CATEGORY:
            return known.name or known.ours
        is_pen_name = known.kind is Kind.PERSON and known.name not in ("", known.ours)
        return f"{known.ours} ({known.name})" if is_pen_name else known.ours


def _fate(line: Line) -> str:
    is_in_text = line.fate is Fate.STAYS and line.known.kind is Kind.PERSON
    return "in_text" if is_in_text else line.fate.value


def _line_of(item: QTreeWidgetItem | None) -> Line | None:
    found = item.data(OURS, LINE_ROLE) if item is not None else None
    return found if isinstance(found, Line) else None


def _key(line: Line) -> tuple[Kind, str]:
    return line.known.kind, letters(line.known.ours)
