# SPDX-License-Identifier: GPL-3.0-or-later
"""Where a caption sheet goes: as it was named, with the ending of a PDF, nothing lost unasked."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ui.exports import sheet_target


def person(*answers: str) -> tuple[Callable[[str], str], list[str]]:
    """Somebody who names files in the dialog, and the names that each dialog began with."""
    waiting, asked = list(answers), list[str]()

    def ask(named: str) -> str:
        asked.append(named)
        return waiting.pop(0)

    return ask, asked


@pytest.mark.parametrize(
    ("named", "told"),
    [
        ("Tran 3.5", "Tran 3.5.pdf"),
        ("Tran 3.pdf", "Tran 3.pdf"),
        ("Tran.PDF", "Tran.PDF"),
        ("Tran", "Tran.pdf"),
        ("", None),
    ],
)
def test_the_name_is_kept_whole(tmp_path, named, told):
    ask, asked = person(str(tmp_path / named) if named else "")
    expected = None if told is None else tmp_path / told
    assert sheet_target(ask, "Sheet.pdf") == expected
    assert asked == ["Sheet.pdf"]


def test_no_other_file_is_replaced_unasked(tmp_path):
    """The dialog asks about the name as it will be; who says no keeps the file."""
    there: Path = tmp_path / "Tran 3.5.pdf"
    there.write_bytes(b"")
    ask, asked = person(str(tmp_path / "Tran 3.5"), str(there))
    assert sheet_target(ask, "Sheet.pdf") == there
    assert asked == ["Sheet.pdf", str(there)]
    ask, asked = person(str(tmp_path / "Tran 3.5"), "")
    assert sheet_target(ask, "Sheet.pdf") is None
