# SPDX-License-Identifier: GPL-3.0-or-later
"""PURE: a table of the copy: its cells, moved and added, and its columns in line to be read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise
from typing import TypeVar

WIDEST = 32
"""Letters up to which the cells of a column are filled up; a longer cell stands as it is."""
NARROWEST = 3
"""Hyphens that a rule has at least."""

_RULE_CELL = re.compile(r" *(:?)-+(:?) *")
_QUOTED = re.compile(r"(?: {0,3}> ?)*")
# Code ends where as many marks stand as it opened with: they are counted once, not each anew.
_PIECE = re.compile(r"\\.|(?<!`)(`++).*?(?<!`)\1(?!`)|[^|]", re.DOTALL)


_Cell = TypeVar("_Cell", bound=str)


class Align(StrEnum):
    """On which side the words of a column stand."""

    PLAIN = ""
    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


_RULES = {
    ("", ""): Align.PLAIN,
    (":", ""): Align.LEFT,
    (":", ":"): Align.CENTRE,
    ("", ":"): Align.RIGHT,
}


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table; all rows are equally long, the first is the heading."""

    rows: tuple[tuple[str, ...], ...]
    aligns: tuple[Align, ...]
    quoted: str = ""
    """What every line opens with when the table stands in a quotation or a box."""

    @staticmethod
    def read(lines: Sequence[str]) -> "Table | None":
        """The table that some lines are; None when they are none."""
        found = _QUOTED.match(lines[0]) if len(lines) > 1 else None
        quoted = found[0] if found else ""
        if not all(each.startswith(quoted.rstrip()) for each in lines):
            return None
        bare = [each[len(quoted) :] for each in lines]
        rule = [_RULE_CELL.fullmatch(each) for each in cells(bare[1])] if len(bare) > 1 else []
        if not rule or not all(rule) or "|" not in bare[0] + bare[1]:
            return None
        aligns = tuple(_RULES[each[1], each[2]] for each in rule if each)
        rows = [cells(each) for each in (bare[0], *bare[2:])]
        width = max(len(aligns), *map(len, rows))
        return Table(
            tuple(_filled(each, width, "") for each in rows),
            _filled(aligns, width, Align.PLAIN),
            quoted,
        )

    @staticmethod
    def empty(rows: int, columns: int) -> "Table":
        """A table without words; one of its rows is the heading."""
        return Table((("",) * columns,) * rows, (Align.PLAIN,) * columns)

    def lines(self) -> list[str]:
        """The table as it is written, its columns in line."""
        widths = self._widths()
        rule = [_rule(align, width) for align, width in zip(self.aligns, widths, strict=True)]
        told = [self._line(each, widths) for each in self.rows]
        return [told[0], f"{self.quoted}| {' | '.join(rule)} |", *told[1:]]

    def place(self, row: int, column: int) -> tuple[int, int, int]:
        """Where a cell stands in `lines`: (line, first letter, letter behind its last)."""
        widths = self._widths()
        before = self.rows[row][:column]
        start = len(self.quoted) + 2
        start += sum(max(len(cell), width) + 3 for cell, width in zip(before, widths, strict=False))
        cell, width = self.rows[row][column], widths[column]
        start += _lead(cell, width, self.aligns[column])
        return (row + (row > 0), start, start + len(cell))

    def with_row(self, at: int) -> "Table":
        """With an empty row at a place, never above the heading."""
        at = max(1, at)
        return replace(self, rows=(*self.rows[:at], ("",) * len(self.aligns), *self.rows[at:]))

    def without_row(self, at: int) -> "Table":
        """Without a row; of the heading only the words go."""
        if at == 0:
            return replace(self, rows=(("",) * len(self.aligns), *self.rows[1:]))
        return replace(self, rows=(*self.rows[:at], *self.rows[at + 1 :]))

    def with_column(self, at: int) -> "Table":
        """With an empty column at a place."""
        aligns = (*self.aligns[:at], Align.PLAIN, *self.aligns[at:])
        return replace(
            self, rows=tuple((*each[:at], "", *each[at:]) for each in self.rows), aligns=aligns
        )

    def without_column(self, at: int) -> "Table":
        """Without a column; the last one stays."""
        if len(self.aligns) == 1:
            return self
        return replace(
            self,
            rows=tuple((*each[:at], *each[at + 1 :]) for each in self.rows),
            aligns=(*self.aligns[:at], *self.aligns[at + 1 :]),
        )

    def aligned(self, at: int, align: Align) -> "Table":
        """With the words of a column on a side."""
        return replace(self, aligns=(*self.aligns[:at], align, *self.aligns[at + 1 :]))

    def _widths(self) -> list[int]:
        columns = zip(*self.rows, strict=True)
        return [max(NARROWEST, *(min(WIDEST, len(cell)) for cell in each)) for each in columns]

    def _line(self, row: Sequence[str], widths: Sequence[int]) -> str:
        told = []
        for cell, width, align in zip(row, widths, self.aligns, strict=True):
            lead = _lead(cell, width, align)
            told.append((" " * lead + cell).ljust(width))
        return f"{self.quoted}| {' | '.join(told)} |"


def cells(line: str) -> tuple[str, ...]:
    """The cells of a line; a pipe behind a backslash or within code is a letter of its cell."""
    bare = line.strip()
    edges = [-1, *_pipes(bare), len(bare)]
    if bare.startswith("|"):
        edges = edges[1:]
    if len(edges) > 2 and edges[-2] == len(bare) - 1:
        edges = edges[:-1]
    return tuple(bare[a + 1 : b].strip() for a, b in pairwise(edges))


def column_at(line: str, letter: int) -> int:
    """Which column of a line a letter stands in, counted from 0."""
    bare = _QUOTED.match(line)
    start = bare.end() if bare else 0
    before = line[start : max(start, letter)]
    return max(0, len(_pipes(before)) - before.lstrip().startswith("|"))


def _pipes(text: str) -> Sequence[int]:
    at, found = 0, []
    while at < len(text):
        piece = _PIECE.match(text, at)
        if piece is None:
            found.append(at)
        at = piece.end() if piece else at + 1
    return found


def _filled(row: Sequence[_Cell], width: int, empty: _Cell) -> tuple[_Cell, ...]:
    return (*row, *[empty] * (width - len(row)))


def _lead(cell: str, width: int, align: Align) -> int:
    """How many blanks stand before the words of a cell."""
    room = max(0, width - len(cell))
    return {Align.RIGHT: room, Align.CENTRE: room // 2}.get(align, 0)


def _rule(align: Align, width: int) -> str:
    left, right = next(key for key, each in _RULES.items() if each is align)
    return left + "-" * (width - len(left) - len(right)) + right
