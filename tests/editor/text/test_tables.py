# SPDX-License-Identifier: GPL-3.0-or-later
"""Tables of the copy: read as the dialect reads them, changed, and written in line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text import tables
from editor.text.dialect import Dialect
from editor.text.tables import Align, Table

GHE = ["|Năm|Ghe |", "|:-|--:|", "|2015|380|", "|2025 | 190"]


def page(lines) -> str:
    return re.sub(r"\s+", " ", "".join(Dialect().whole("\n".join(lines), lambda _: None)))


def test_its_columns_are_put_in_line():
    """As long as the longest cell; numbers to the right; what readers get stays the same."""
    table = Table.read(GHE)
    assert table.lines() == [
        "| Năm  | Ghe |",
        "| :--- | --: |",
        "| 2015 | 380 |",
        "| 2025 | 190 |",
    ]
    assert page(table.lines()) == page(GHE)


@pytest.mark.parametrize(
    "lines",
    [
        ["một"],
        ["một", "hai"],
        ["a | b", "không"],
        ["tựa", "---"],
        ["> a | b", "--|--"],
        ["a | b", "|"],
        [""],
    ],
)
def test_what_is_no_table(lines):
    assert Table.read(lines) is None


def test_a_table_in_a_box():
    """The quotation marks of each line stay."""
    table = Table.read(["> a | b", "> --|--", "> c | d"])
    assert table.lines() == ["> | a   | b   |", "> | --- | --- |", "> | c   | d   |"]


def test_rows_and_columns_come_and_go():
    table = Table.read(GHE)
    assert table.with_row(0).rows[1] == ("", "")
    assert table.with_row(3).rows[3] == ("", "")
    assert table.without_row(1).rows == (("Năm", "Ghe"), ("2025", "190"))
    assert table.without_row(0).rows[0] == ("", "")
    assert table.with_column(1).rows[1] == ("2015", "", "380")
    assert table.with_column(1).aligns == (Align.LEFT, Align.PLAIN, Align.RIGHT)
    assert table.without_column(0).rows[0] == ("Ghe",)
    assert table.without_column(0).without_column(0).rows[0] == ("Ghe",)
    assert table.aligned(0, Align.CENTRE).lines()[1] == "| :--: | --: |"


def test_pipes_that_are_letters():
    """Behind a backslash and within code they divide nothing, as on the page."""
    assert tables.cells(r"| a \| b | `c|d` | |") == (r"a \| b", "`c|d`", "")
    assert tables.cells("a | b |") == ("a", "b")
    assert tables.column_at(r"> | a \| b | c |", 12) == 1


def test_marks_of_code_that_nothing_closes_take_no_minutes():
    """A pipe is a letter only where as many marks close the code as opened it."""
    many = "`" * 50_000
    assert tables.cells(f"|a|{many}|b|") == ("a", many, "b")
    assert tables.cells("| ```a | b`` | c |") == ("```a", "b``", "c")
    assert tables.cells("| `c``|` | d |") == ("`c``|`", "d")


CELLS = st.text(alphabet="ấb c`\\1", max_size=40).map(
    lambda text: re.sub(r"\\$|`", "", text.strip()).strip()
)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(
            st.lists(CELLS, min_size=width, max_size=width).map(tuple), min_size=1, max_size=4
        )
    ),
    st.lists(st.sampled_from(list(Align)), min_size=4, max_size=4),
    st.sampled_from(["", "> "]),
)
def test_what_is_written_is_read_again(rows, aligns, quoted):
    """Every cell in its place, and `place` finds it there."""
    table = Table(tuple(rows), tuple(aligns[: len(rows[0])]), quoted)
    lines = table.lines()
    again = Table.read(lines)
    assert again == table
    for row, told in enumerate(table.rows):
        for column, cell in enumerate(told):
            line, start, end = table.place(row, column)
            assert lines[line][start:end] == cell
            assert tables.column_at(lines[line], start) == column
