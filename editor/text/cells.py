# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables: of pages, with cells that span others, and of spreadsheets as they come as text."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import Final

from editor.text.trees import Node, flat

_SPANNED: Final = ""
"""The tag of a cell that is no element: another one reaches there."""
_LONGEST_CELL: Final = 300
"""Letters; with several paragraphs and more than these a cell is a part of a page."""
_WIDEST_SPAN: Final = 50
_MOST_CELLS: Final = 20_000
"""A spreadsheet that is larger is no table of a story."""


def rows(table: Node) -> list[list[Node]]:
    """The cells of a table, row by row; what a cell spans is filled up with empty ones.

    Rows without a word or a picture are left out.
    """
    told: list[list[Node]] = []
    below: dict[int, int] = {}
    """By column: so many rows more are spanned from above."""
    for cells in _rows(table):
        row: list[Node] = []
        for cell in cells:
            _fill(row, below)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for at in range(wide):
                if high > 1:
                    below[len(row)] = high - 1
                row.append(Node(_SPANNED, {}) if at else cell)
        _fill(row, below)
        if any(map(_holds_any, row)):
            told.append(row)
    return told


def written(rows: Sequence[Sequence[str]], sides: Sequence[str] = ()) -> list[str]:
    """Rows of cells, each in Markdown, as the lines of a table; the first is its head.

    Args:
        rows: the cells.
        sides: what `trees.rule_below` says of the cells of the head; empty: columns as they come.
    """
    width = max(map(len, rows))
    lines = [_line([*row, *[""] * (width - len(row))]) for row in rows]
    rule = [*sides, *["---"] * (width - len(sides))]
    return [lines[0], _line(rule), *lines[1:]]


def from_spreadsheet(text: str) -> list[list[str]]:
    """Text as spreadsheets give it, by rows and tabs; empty: it is no table.

    A cell that holds a line break or a quotation mark stands in quotation marks.
    """
    read = [row for row in _read(text) if row != [""]]
    width = len(read[0]) if read else 0
    is_table = len(read) > 1 and width > 1 and all(len(row) == width for row in read)
    return read if is_table and len(read) * width <= _MOST_CELLS else []


def page_of(text: str) -> str:
    """Text of a spreadsheet as a page with its table; empty: it is none."""
    told = (
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in from_spreadsheet(text)
    )
    rows = "".join(told).replace("\n", "<br>")
    return f"<table>{rows}</table>" if rows else ""


def is_grid(rows: Sequence[Sequence[Node]]) -> bool:
    """Whether cells stand side by side, with running text in them; else a page is laid out so."""
    is_wide = any(sum(cell.tag != _SPANNED for cell in row) > 1 for row in rows)
    if not is_wide or any(_holds_blocks(cell) for row in rows for cell in row):
        return False
    # Of one row, several paragraphs in a cell say that it stands columns side by side.
    return len(rows) > 1 or not any(_holds_paragraphs(cell) for cell in rows[0])


def _holds_blocks(cell: Node) -> bool:
    """Whether more is in it than a few lines: a list, a picture, another table, a whole column."""
    blocks = [each for each in flat(cell) if isinstance(each, Node) and each.tag != "br"]
    is_plain = all(each.tag in {"p", "div"} for each in blocks)
    return not is_plain or (len(blocks) > 1 and len(cell.words()) > _LONGEST_CELL)


def _holds_paragraphs(cell: Node) -> bool:
    return sum(isinstance(each, Node) and each.tag in {"p", "div"} for each in flat(cell)) > 1


def _read(text: str) -> Iterator[list[str]]:
    row: list[str] = []
    cell, is_quoted, at = "", False, 0
    while at < len(text):
        sign = text[at]
        if is_quoted and text.startswith('""', at):
            cell, at = cell + sign, at + 1
        elif sign == '"' and (is_quoted or not cell):
            is_quoted = not is_quoted
        elif is_quoted or sign not in "\t\n":
            cell += sign
        else:
            row.append(cell)
            cell = ""
            if sign == "\n":
                yield row
                row = []
        at += 1
    yield [*row, cell]


def _holds_any(cell: Node) -> bool:
    return any(e.strip() if isinstance(e, str) else e.tag == "img" for e in flat(cell))


def _fill(row: list[Node], below: dict[int, int]) -> None:
    while below.get(len(row)):
        below[len(row)] -= 1
        row.append(Node(_SPANNED, {}))


def _span(cell: Node, name: str) -> int:
    told = cell.attributes.get(name, "")
    number = int(told) if told.isdecimal() and told.isascii() and len(told) < 5 else 1
    return min(max(1, number), _WIDEST_SPAN)


def _rows(table: Node) -> Iterator[list[Node]]:
    for child in table.children:
        if isinstance(child, Node) and child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)
        elif isinstance(child, Node) and child.tag == "tr":
            yield [
                each
                for each in child.children
                if isinstance(each, Node) and each.tag in {"td", "th"}
            ]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(each.replace("  \n", " ").replace("\n", " ") for each in cells) + " |"
