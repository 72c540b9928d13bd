# SPDX-License-Identifier: GPL-3.0-or-later
"""Building: the commands that put something into the copy or change the table at the caret."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QTextCursor

from editor.text.tables import Align
from ui.theme import Theme
from ui.writer import grids, inserts, marks
from ui.writer.copy import CopyEdit
from ui.writer.table_size import TableSize


class Building(QObject):
    """Ties what `marks`, `inserts` and `grids` do to the copy that is shown.

    Args:
        copy: what is changed; it has the focus afterwards.
        theme: for the choice of a table's size.
    """

    def __init__(self, copy: CopyEdit, theme: Theme) -> None:
        super().__init__(copy)
        self._copy = copy
        self._theme = theme
        self._size: TableSize | None = None

    def deeds(self) -> Mapping[str, Callable[[], None]]:
        """The name of each command -> what it does."""
        return {
            "format.heading": lambda: self._mark(lambda cursor: marks.heading(cursor, 2)),
            "format.subheading": lambda: self._mark(lambda cursor: marks.heading(cursor, 3)),
            "format.text": lambda: self._mark(marks.plain),
            "format.quote": lambda: self._mark(marks.quote),
            "format.list": lambda: self._mark(marks.bullets),
            "format.numbers": lambda: self._mark(marks.numbers),
            "insert.pull_quote": lambda: self._do(inserts.pull_quote),
            "insert.box": lambda: self._do(inserts.box),
            "insert.card": self.card,
            "insert.footnote": lambda: self._do(inserts.footnote),
            "insert.table": self.ask_table,
            "table.row": lambda: self._do(grids.add_row),
            "table.column": lambda: self._do(grids.add_column),
            "table.remove_row": lambda: self._do(grids.remove_row),
            "table.remove_column": lambda: self._do(grids.remove_column),
            "table.left": lambda: self._do(lambda cursor: grids.align(cursor, Align.LEFT)),
            "table.centre": lambda: self._do(lambda cursor: grids.align(cursor, Align.CENTRE)),
            "table.right": lambda: self._do(lambda cursor: grids.align(cursor, Align.RIGHT)),
            "table.tidy": lambda: self._do(grids.tidy),
        }

    @property
    def is_in_table(self) -> bool:
        """Whether the caret is in a table."""
        return grids.grid_at(self._copy.textCursor()) is not None

    def card(self) -> None:
        """A card of the link of the line, or of the clipboard's."""
        clipboard = QGuiApplication.clipboard().text()
        self._do(lambda cursor: inserts.card(cursor, clipboard))

    def ask_table(self) -> None:
        """Ask for the size of a table and put it in."""
        if self._size is None:
            self._size = TableSize(self._theme, self._copy)
            self._size.chosen.connect(self.table)
        rect = self._copy.cursorRect()
        self._size.ask(self._copy.viewport().mapToGlobal(rect.bottomLeft() + QPoint(0, 4)))

    def table(self, rows: int, columns: int) -> None:
        """Put a table in below the paragraph of the caret."""
        self._do(lambda cursor: grids.insert(cursor, rows, columns))

    def _mark(self, how: Callable[[QTextCursor], None]) -> None:
        how(self._copy.textCursor())
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _do(self, how: Callable[[QTextCursor], QTextCursor | None]) -> None:
        # What an input method still holds belongs before what is put in.
        QGuiApplication.inputMethod().commit()
        cursor = how(self._copy.textCursor())
        if cursor is not None:
            self._copy.setTextCursor(cursor)
            self._copy.ensureCursorVisible()
        self._copy.setFocus(Qt.FocusReason.OtherFocusReason)
