# SPDX-License-Identifier: GPL-3.0-or-later
"""What floats over the browser is cut out of its window, wherever it goes."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QRegion
from PySide6.QtWidgets import QWidget

from ui.pane import Pane

HOME = QRect(100, 50, 200, 300)


@pytest.fixture
def room(qtbot) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(400, 400)
    with qtbot.waitExposed(made):
        made.show()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def pane(room) -> Pane:
    made = Pane(room)
    made.setGeometry(HOME)
    made.show()
    return made


def floating(room: QWidget, *place: int) -> QWidget:
    made = QWidget(room)
    made.setGeometry(*place)
    return made


def has_holes(qtbot, pane: Pane, *holes: QRect) -> None:
    """Wait until these are cut out of it, given as the room counts, and nothing else."""
    whole = QRegion(QRect(0, 0, pane.width(), pane.height()))
    for hole in holes:
        whole -= QRegion(hole.translated(-pane.pos()))
    qtbot.waitUntil(lambda: not pane._soon.isActive())
    assert pane.mask() == (whole if holes else QRegion())


def test_it_is_whole_while_nothing_floats(qtbot, room, pane):
    pane.lie_under([floating(room, 120, 60, 50, 50)])
    has_holes(qtbot, pane)


def test_what_is_shown_over_it_is_cut_out_until_it_goes(qtbot, room, pane):
    sheet = floating(room, 250, 60, 100, 80)
    pane.lie_under([sheet])
    sheet.show()
    has_holes(qtbot, pane, QRect(250, 60, 50, 80))
    sheet.hide()
    has_holes(qtbot, pane)


def test_the_hole_goes_along(qtbot, room, pane):
    sheet = floating(room, 120, 60, 50, 50)
    pane.lie_under([sheet])
    sheet.show()
    sheet.setGeometry(130, 90, 60, 40)
    has_holes(qtbot, pane, QRect(130, 90, 60, 40))
    pane.move(90, 40)
    has_holes(qtbot, pane, QRect(130, 90, 60, 40))
    pane.resize(60, 60)
    has_holes(qtbot, pane, QRect(130, 90, 20, 10))


def test_two_of_them_are_cut_out_each(qtbot, room, pane):
    sheet, toast = floating(room, 120, 60, 50, 50), floating(room, 150, 300, 90, 30)
    pane.lie_under([sheet])
    pane.lie_under([toast])
    sheet.show()
    toast.show()
    has_holes(qtbot, pane, sheet.geometry(), toast.geometry())


def test_what_stands_beside_it_leaves_it_whole(qtbot, room, pane):
    beside = floating(room, 0, 0, 100, 400)
    pane.lie_under([beside])
    beside.show()
    has_holes(qtbot, pane)
