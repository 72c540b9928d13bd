# SPDX-License-Identifier: GPL-3.0-or-later
"""Grids: what Tab, Enter and the menu do to the table at the caret, each one undo step."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QTextBlock, QTextCursor

from editor.text import tables
from editor.text.tables import Align, Table
from ui.writer import marks
from ui.writer.echo import units

_MOST_LINES = 2_000
"""A longer stretch without an empty line is no table."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The table at the caret, and the cell that the caret is in."""

    table: Table
    row: int
    column: int
    start: int
    """Where its first line begins in the document."""
    end: int
    """Where its last line ends."""


def grid_at(cursor: QTextCursor) -> Grid | None:
    """The table at the caret; None: it is in none. Cost: that of the paragraph's lines."""
    block = cursor.block()
    if "|" not in block.text():
        return None
    blocks, here = _stretch(block)
    lines = [each.text() for each in blocks]
    for first in range(here + 1):
        table = Table.read(lines[first:])
        if table is not None:
            line = here - first
            row = max(0, line - 1)
            column = tables.column_at(block.text(), cursor.positionInBlock())
            last = blocks[-1]
            return Grid(
                table,
                row,
                min(column, len(table.aligns) - 1),
                blocks[first].position(),
                last.position() + last.length() - 1,
            )
    return None


def insert(cursor: QTextCursor, rows: int, columns: int) -> QTextCursor:
    """Put an empty table below the paragraph of the caret; the caret is in its first cell."""
    table = Table.empty(rows, columns)
    at = marks.below(cursor, "\n".join(table.lines()))
    return _in_cell(cursor, table, at, 0, 0)


def step(cursor: QTextCursor, *, is_back: bool = False) -> QTextCursor | None:
    """To the next cell, or to the one before; behind the last a row is added.

    Returns:
        The cursor to show, with the words of the cell selected; None: the caret is in no table,
        or before its first cell.
    """
    grid = grid_at(cursor)
    if grid is None:
        return None
    width = len(grid.table.aligns)
    place = grid.row * width + grid.column + (-1 if is_back else 1)
    if place < 0:
        return None
    return _go(cursor, grid, place // width, place % width)


def down(cursor: QTextCursor) -> QTextCursor | None:
    """To the cell below, in a new row behind the last; out of the table from an empty last row.

    Returns:
        The cursor to show; None: the caret is in no table, or stands before one.
    """
    grid = grid_at(cursor)
    if grid is None or cursor.hasSelection() or not cursor.positionInBlock():
        return None
    table, last = grid.table, len(grid.table.rows) - 1
    if grid.row == last and last > 0 and not any(table.rows[last]):
        return _leave(cursor, grid)
    return _go(cursor, grid, grid.row + 1, grid.column)


def add_row(cursor: QTextCursor) -> QTextCursor | None:
    """Add a row below that of the caret."""
    return _change(cursor, lambda grid: (grid.table.with_row(grid.row + 1), grid.row + 1, 0))


def add_column(cursor: QTextCursor) -> QTextCursor | None:
    """Add a column to the right of that of the caret."""
    return _change(
        cursor,
        lambda grid: (grid.table.with_column(grid.column + 1), grid.row, grid.column + 1),
    )


def remove_row(cursor: QTextCursor) -> QTextCursor | None:
    """Take the row of the caret out; of the heading only its words."""
    return _change(cursor, lambda grid: (grid.table.without_row(grid.row), grid.row, grid.column))


def remove_column(cursor: QTextCursor) -> QTextCursor | None:
    """Take the column of the caret out."""
    return _change(
        cursor, lambda grid: (grid.table.without_column(grid.column), grid.row, grid.column)
    )


def align(cursor: QTextCursor, side: Align) -> QTextCursor | None:
    """Put the words of the column on a side."""
    return _change(
        cursor, lambda grid: (grid.table.aligned(grid.column, side), grid.row, grid.column)
    )


def tidy(cursor: QTextCursor) -> QTextCursor | None:
    """Put the columns in line."""
    return _change(cursor, lambda grid: (grid.table, grid.row, grid.column))


def _change(
    cursor: QTextCursor, how: Callable[[Grid], tuple[Table, int, int]]
) -> QTextCursor | None:
    grid = grid_at(cursor)
    if grid is None:
        return None
    table, row, column = how(grid)
    _write(cursor, grid, table)
    row, column = min(row, len(table.rows) - 1), min(column, len(table.aligns) - 1)
    return _in_cell(cursor, table, grid.start, row, column)


def _go(cursor: QTextCursor, grid: Grid, row: int, column: int) -> QTextCursor:
    table = grid.table if row < len(grid.table.rows) else grid.table.with_row(row)
    _write(cursor, grid, table)
    return _in_cell(cursor, table, grid.start, row, column)


def _leave(cursor: QTextCursor, grid: Grid) -> QTextCursor:
    table = grid.table.without_row(grid.row)
    made = QTextCursor(cursor)
    made.beginEditBlock()
    _write(made, grid, table)
    made.setPosition(grid.start + units("\n".join(table.lines())))
    made.insertText("\n\n")
    made.endEditBlock()
    return made


def _write(cursor: QTextCursor, grid: Grid, table: Table) -> None:
    """Put the table in the place of what stands there; nothing when it stands there already."""
    text = "\n".join(table.lines())
    before = marks.selected(cursor, grid.start, grid.end).selectedText().replace("\u2029", "\n")
    if text != before:
        marks.put(QTextCursor(cursor), grid.start, grid.end, text)


def _in_cell(cursor: QTextCursor, table: Table, start: int, row: int, column: int) -> QTextCursor:
    line, first, end = table.place(row, column)
    lines = table.lines()
    at = start + sum(units(each) + 1 for each in lines[:line])
    told = lines[line]
    return marks.selected(cursor, at + units(told[:first]), at + units(told[:end]))


def _stretch(block: QTextBlock) -> tuple[list[QTextBlock], int]:
    """The lines around a block up to the empty ones, and which of them it is."""
    above: list[QTextBlock] = []
    each = block.previous()
    while each.isValid() and _has_words(each) and len(above) < _MOST_LINES:
        above.append(each)
        each = each.previous()
    found = [*reversed(above), block]
    each = block.next()
    while each.isValid() and _has_words(each) and len(found) < _MOST_LINES:
        found.append(each)
        each = each.next()
    return found, len(above)


def _has_words(block: QTextBlock) -> bool:
    return bool(block.text().strip(" \t>"))
