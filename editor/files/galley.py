# SPDX-License-Identifier: GPL-3.0-or-later
"""A galley: the blocks of a document as they come, put together as HTML with lists and tables."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    html: str
    level: int
    number: int
    """As Word typed it; 0: it has a bullet."""


@dataclass(slots=True)
class Galley:
    """What words are written on: the page, or one note."""

    blocks: list[str | Item] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    cell: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)

    def end_cell(self) -> None:
        """The cell of a table is full."""
        self.cell.append("".join(self.line))
        self.cells.append("<td>" + "<br>".join(each for each in self.cell if each) + "</td>")
        self.cell, self.line = [], []

    def end_row(self) -> None:
        """The row of a table is full."""
        if self.line or self.cell:
            self.end_cell()
        if self.cells:
            self.rows.append(f"<tr>{''.join(self.cells)}</tr>")
        self.cells = []

    def end_table(self) -> None:
        """What follows is no table."""
        if self.rows:
            self.blocks.append(f"<table>{''.join(self.rows)}</table>")
        self.rows = []

    def html(self) -> str:
        """All that is on it."""
        self.end_row()
        self.end_table()
        return "".join(_with_lists(self.blocks))


def _with_lists(blocks: Iterable[str | Item]) -> Iterator[str]:
    """The blocks as HTML, items of lists within one another by their levels."""
    opened: list[str] = []
    for block in blocks:
        if isinstance(block, str):
            yield from (f"</li></{opened.pop()}>" for _ in tuple(opened))
            yield block
            continue
        level = min(max(0, block.level), len(opened))
        yield from (f"</li></{opened.pop()}>" for _ in opened[level + 1 :])
        tag = "ol" if block.number else "ul"
        if len(opened) > level and opened[-1] != tag:
            yield f"</li></{opened.pop()}>"
        if len(opened) > level:
            yield "</li>"
        else:
            opened.append(tag)
            yield f'<ol start="{block.number}">' if block.number else "<ul>"
        yield f"<li>{block.html}"
    yield from (f"</li></{opened.pop()}>" for _ in tuple(opened))
