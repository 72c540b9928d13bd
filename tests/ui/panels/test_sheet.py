# SPDX-License-Identifier: GPL-3.0-or-later
"""A sheet over the window: its shadow goes with it, and a key in it costs what the field costs."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from ui.panels.pieces import column
from ui.panels.sheet import Shadow, Sheet


class Counted(QLabel):
    """Knows how often it was painted."""

    painted = 0

    def paintEvent(self, event):
        self.painted += 1
        super().paintEvent(event)


@pytest.fixture
def sheet(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    made = Sheet(window, width_px=420)
    inside, made.field, made.told = QWidget(), QLineEdit(), Counted("What it is about")
    inside.setLayout(column(made.field, made.told))
    made.hold(inside)
    with qtbot.waitExposed(window):
        window.show()
    made.open()
    QApplication.processEvents()
    return made


def test_a_key_paints_the_field_alone(sheet):
    before = sheet.told.painted
    assert before
    for letter in "words":
        QTest.keyClicks(sheet.field, letter)
        QApplication.processEvents()
    assert sheet.field.text() == "words"
    assert sheet.told.painted == before


def test_its_shadow_lies_under_it_follows_it_and_goes_with_it(sheet):
    window = sheet.window()
    (shadow,) = window.findChildren(Shadow)
    assert shadow.isVisible()
    assert shadow.geometry().contains(sheet.geometry())
    order = [each for each in window.children() if each in (sheet, shadow)]
    assert order == [shadow, sheet]
    window.resize(900, 600)
    assert shadow.geometry().center() - sheet.geometry().center() == QPoint(0, 4)
    sheet.close_sheet()
    assert not shadow.isVisible()
    sheet.open()
    assert shadow.isVisible()


def test_a_click_into_its_shadow_is_a_click_beside_it(sheet):
    beside = sheet.geometry().bottomRight() + QPoint(5, 5)
    QTest.mouseClick(sheet.window(), Qt.MouseButton.LeftButton, pos=beside)
    assert not sheet.isVisible()
