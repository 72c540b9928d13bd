# SPDX-License-Identifier: GPL-3.0-or-later
"""The page of a store that cannot be opened: what helps comes first, and nothing is said twice."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from editor.errors import Refused
from ui.panels.trouble import Trouble

FOLDER = Path("/home/sim/stories")
CODES = (
    ("store.network_folder", "Choose another folder …"),
    ("store.not_a_folder", "Choose another folder …"),
    ("store.read_only", "Try again"),
    ("store.in_use", "Try again"),
    ("store.full", "Try again"),
)


@pytest.fixture(params=CODES, ids=lambda each: each[0])
def trouble(request, qtbot):
    """The page for one code, and the words of its first button."""
    code, first = request.param
    made = Trouble(Refused(code, folder=str(FOLDER), kind="nfs"), FOLDER)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made, first


def test_enter_does_what_helps(trouble):
    """Nothing mends a network drive but another folder; all else may be mended meanwhile."""
    page, first = trouble
    buttons = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    leftmost = min(buttons, key=lambda each: each.x())
    assert leftmost.text() == first
    assert leftmost.property("kind") == "primary"
    assert [each.property("kind") for each in buttons].count("primary") == 1
    assert leftmost is page.window().focusWidget()


def test_the_folder_is_named_once_and_no_option_of_commands_is(trouble):
    """A person at a window has buttons."""
    page, _ = trouble
    shown = " ".join(each.text() for each in page.findChildren(QLabel) if each.isVisible())
    assert shown.count(str(FOLDER)) == 1
    assert "--store" not in shown
