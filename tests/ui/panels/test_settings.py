# SPDX-License-Identifier: GPL-3.0-or-later
"""Settings and welcome: every choice holds at once, and all of it can be skipped."""

from pathlib import Path

import pytest
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from editor.settings import Settings
from tests.ui.panels.test_panels import press
from ui.panels.settings import SettingsPanel
from ui.panels.welcome import Welcome


@pytest.fixture
def panel(theme, qtbot):
    made = SettingsPanel(Settings(person="Trần Thị Một"), Path("/stories"))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_a_choice_holds_at_once(panel, qtbot):
    with qtbot.waitSignal(panel.changed) as told:
        panel._appearance.setCurrentIndex(panel._appearance.findData("dark"))
    assert told.args[0].appearance == "dark"
    assert told.args[0].person == "Trần Thị Một"
    with qtbot.waitSignal(panel.changed) as told:
        panel._copy_size.setValue(21)
    assert told.args[0].copy_size_px == 21


def test_a_desk_is_chosen_of_those_of_the_newsroom(panel, qtbot):
    """Before they are known, and when the newsroom has dropped it, what was chosen stays."""
    panel.show_settings(Settings(desk="gone"))
    with qtbot.waitSignal(panel.changed) as told:
        panel._copy_size.setValue(20)
    assert told.args[0].desk == "gone"
    panel.show_desks([("news", "News desk"), ("night", "Night desk")])
    box = panel._news_desk
    assert [box.itemText(at) for at in range(box.count())][1:] == [
        "News desk",
        "Night desk",
        "gone",
    ]
    assert box.currentData() == "gone"
    with qtbot.waitSignal(panel.changed) as told:
        box.setCurrentIndex(box.findData("night"))
    assert told.args[0].desk == "night"


def test_marks_of_print_are_chosen_for_each_language(panel, qtbot):
    with qtbot.waitSignal(panel.changed) as told:
        panel.writing.marks["en"].click()
    assert told.args[0].marks_off == "en"
    panel.show_settings(Settings(marks_off="vi"))
    assert [box.isChecked() for box in panel.writing.marks.values()] == [False, True]


def test_a_name_holds_when_the_field_is_left(panel, qtbot):
    with qtbot.assertNotEmitted(panel.changed):
        panel._pen_name.setText("Một Tr")
    panel._pen_name.clear()
    with qtbot.waitSignal(panel.changed) as told:
        panel._pen_name.setText("Một Trần")
        panel._pen_name.editingFinished.emit()
    assert told.args[0].pen_name == "Một Trần"


def test_only_type_that_holds_vietnamese_is_offered(panel):
    offered = [panel._copy_font.itemText(n) for n in range(panel._copy_font.count())]
    assert offered[:2] == ["Noto Serif", "Be Vietnam Pro"]


def test_the_folder_of_the_store_is_named(panel, qtbot):
    assert panel._folder_words.text() == "/stories"
    with qtbot.waitSignal(panel.folder_asked):
        press(panel, "Show folder")


@pytest.fixture
def welcome(theme, qtbot):
    made = Welcome(Settings(), "vi", QPixmap(8, 8))
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_welcome_asks_language_name_and_site(welcome, qtbot):
    with qtbot.waitSignal(welcome.language_chosen) as told:
        press(welcome, "English")
    assert told.args == ["en"]
    welcome._person.setText("Trần Thị Một")
    welcome._sites["en"].click()
    with qtbot.waitSignal(welcome.done) as told:
        press(welcome, "Start writing")
    chosen = told.args[0]
    assert (chosen.language, chosen.person, chosen.profile) == ("en", "Trần Thị Một", "en")
    assert chosen.welcome_done


def test_the_welcome_can_be_skipped(welcome, qtbot):
    QTest.keyClicks(welcome._person, "half a name")
    with qtbot.waitSignal(welcome.done) as told:
        press(welcome, "Skip")
    assert told.args[0] == Settings(welcome_done=True)


def test_the_site_follows_the_language_until_it_is_chosen(welcome, qtbot):
    welcome._languages["en"].click()
    assert welcome._sites["en"].isChecked()
    welcome._sites["vi"].click()
    welcome._languages["vi"].click()
    welcome._languages["en"].click()
    assert welcome._sites["vi"].isChecked()
