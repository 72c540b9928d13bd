# SPDX-License-Identifier: GPL-3.0-or-later
"""What our names are on a site is decided line by line, by keys, and told as it then stands."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor import matching
from editor.errors import Offline
from editor.matching import Known
from editor.model.mapping import MAKE, UNMAPPED, Choice, Choices, Kind
from tests.ui.panels.test_panels import press
from ui.panels.mapping import MapPanel

KNOWN = (
    Known(Kind.CATEGORY, "the-thao", "Thể thao", 4),
    Known(Kind.CATEGORY, "van-hoa", "Văn hóa", 3),
    Known(Kind.CATEGORY, "tin-tuc", "Tin tức", 9),
    Known(Kind.PERSON, "Sông Hậu", "Trần Văn Hai", 2),
    Known(Kind.TAG, "bão", "", 1),
)


class Maps:
    """The map of a house in memory."""

    def __init__(self):
        self.map = UNMAPPED
        self.fault = None
        self.choices = Choices(
            (
                Choice(Kind.CATEGORY, "1", "Tin tức", "tin-tuc"),
                Choice(Kind.CATEGORY, "2", "Văn hoá", "culture"),
                Choice(Kind.CATEGORY, "3", "Đời sống", "life"),
                Choice(Kind.PERSON, "7", "Hai"),
            ),
            frozenset({Kind.CATEGORY}),
            me="7",
        )

    def sheet(self, *, asks=True):
        if self.fault is not None:
            raise self.fault
        return matching.sheet(KNOWN, self.choices, self.map)

    def keep(self, matches):
        self.map = matching.changed(self.map, matches)
        return self.sheet()

    def forget(self, kind, ours):
        self.map = matching.without(self.map, kind, ours)
        return self.sheet()

    def accept(self):
        return self.keep([e.match for e in self.sheet().lines if e.fate == "alike"])


@pytest.fixture
def maps():
    return Maps()


@pytest.fixture
def panel(tasks, theme, qtbot, maps):
    made = MapPanel(tasks, theme, maps)
    made.resize(760, 640)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.open()
    qtbot.waitUntil(lambda: made.lines.topLevelItemCount() == 3)
    return made


def rows(panel):
    items = [panel.lines.topLevelItem(at) for at in range(panel.lines.topLevelItemCount())]
    return [tuple(item.text(at) for at in range(3)) for item in items]


def test_what_is_to_be_decided_comes_first_and_is_counted(panel):
    assert rows(panel) == [
        ("Thể thao", "", "to be decided"),
        ("Văn hóa", "Văn hoá", "proposed"),
        ("Tin tức", "Tin tức", "the same"),
    ]
    assert panel.kind.itemText(0) == "Categories · 2 to be decided"
    assert panel.told.text() == "To be decided: 4"
    assert "“Thể thao”" in panel.ours.text()


def test_a_name_is_typed_without_marks_kept_by_enter_and_the_next_waits(panel, maps, qtbot):
    panel.line_edit.setFocus()
    QTest.keyClicks(panel.line_edit, "doi song")
    QTest.keyClick(panel.line_edit, Qt.Key.Key_Escape)
    with qtbot.waitSignal(panel.decided):
        QTest.keyClick(panel.line_edit, Qt.Key.Key_Return)
    assert maps.map.of(Kind.CATEGORY, "the-thao").remote_id == "3"
    assert rows(panel)[0] == ("Thể thao", "Đời sống", "decided")
    assert "“Văn hóa”" in panel.ours.text()
    assert panel.line_edit.text() == "Văn hoá"


def test_what_the_site_has_not_is_said_and_can_be_made_there(panel, maps, qtbot):
    panel.line_edit.setText("Thể thao")
    press(panel, "Keep")
    assert "nothing of that name" in panel.told.text()
    assert maps.map == UNMAPPED
    with qtbot.waitSignal(panel.decided):
        press(panel, "Make it there")
    assert maps.map.of(Kind.CATEGORY, "the-thao").remote_id == MAKE


def test_proposals_are_taken_together_and_one_can_be_undecided_again(panel, maps, qtbot):
    with qtbot.waitSignal(panel.decided):
        press(panel, "Say yes to all proposals")
    assert rows(panel)[1] == ("Văn hóa", "Văn hoá", "decided")
    assert not panel.accept.isEnabled()
    panel.lines.setCurrentItem(panel.lines.topLevelItem(1))
    with qtbot.waitSignal(panel.decided):
        press(panel, "Undecided again")
    assert rows(panel)[1][2] == "proposed"


def test_a_byline_stays_in_the_text_and_what_an_account_may_is_said(panel, maps, qtbot):
    panel.kind.setCurrentIndex(1)
    assert rows(panel) == [("Sông Hậu (Trần Văn Hai)", "", "to be decided")]
    assert "no name but its own" in panel.says.text()
    assert not panel.make.isVisible()
    with qtbot.waitSignal(panel.decided):
        press(panel, "Only in the text")
    assert rows(panel) == [("Sông Hậu (Trần Văn Hai)", "", "in the text")]
    assert panel.kind.itemText(1) == "Bylines"
    panel.only.setChecked(True)
    assert rows(panel) == []
    assert not panel.keep.isEnabled()


def test_without_a_line_it_is_said(panel, maps, qtbot):
    maps.fault = Offline("line.down")
    panel.open()
    qtbot.waitUntil(lambda: "cannot be reached" in panel.told.text())
    assert len(rows(panel)) == 3
