# SPDX-License-Identifier: GPL-3.0-or-later
"""Replacing in all stories on the screen: looked through, ticked, replaced, taken back, ended."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.desk import Desk
from editor.text.finding import Search
from tests.builders import an_article
from ui.panels.passage_row import PASSAGE_ROLE
from ui.panels.replacing import ReplacePanel

COPIES = ("Một ghe. Hai ghe.\n\nBa nghe.", "Trăm chiếc ghe.", "Không có gì.")


class Room:
    """The panel over a store of three stories."""

    def __init__(self, desk: Desk, panel: ReplacePanel, qtbot) -> None:
        self.desk, self.panel, self.qtbot = desk, panel, qtbot
        self.undone = []
        panel.undone_able.connect(lambda said, undo: self.undone.append((said, undo)))

    def look(self, words: str, other: str) -> None:
        self.panel.words.clear()
        self.panel.others.setText(other)
        QTest.keyClicks(self.panel.words, words)
        QTest.keyClick(self.panel.words, Qt.Key.Key_Return)
        self.settled()

    def settled(self) -> None:
        self.qtbot.waitUntil(lambda: not self.panel._is_busy, timeout=10_000)

    def bodies(self) -> list[str]:
        return [self.desk.articles.get(an_article(number).id).body for number in (1, 2, 3)]

    @property
    def tree(self):
        return self.panel.tree


@pytest.fixture
def room(qtbot, tasks, theme, resources, tmp_path: Path) -> Iterator[Room]:
    desk = Desk.open(tmp_path / "store", resources=resources)
    for number, copy in enumerate(COPIES, start=1):
        desk.articles.save(
            an_article(number, headline=f"Bài {number}", kicker="", standfirst="", body=copy),
            origin="test",
        )
    panel = ReplacePanel(desk, tasks, theme, lambda: None)
    qtbot.addWidget(panel)
    panel.resize(760, 560)
    with qtbot.waitExposed(panel):
        panel.show()
    yield Room(desk, panel, qtbot)
    panel.end()
    tasks.close()
    desk.close()


def test_every_place_is_shown_before_and_after(room):
    """Story by story, all ticked; nothing has changed by then."""
    room.panel.whole.setChecked(True)
    room.look("ghe", "thuyen")
    assert room.tree.topLevelItemCount() == 2
    first = room.tree.topLevelItem(1)
    assert first.text(0).startswith("Bài 1")
    places = [first.child(at).data(0, PASSAGE_ROLE).passage for at in range(first.childCount())]
    assert [(each.found, each.other) for each in places] == [("ghe", "thuyen")] * 2
    assert room.panel.go.text() == "Replace 3 place(s) in 2 story(s)"
    assert room.bodies() == list(COPIES)
    assert not room.panel.grab().toImage().isNull()


def test_what_is_ticked_is_replaced_and_taken_back_whole(room):
    """A place without its tick stays; so does a whole story without it."""
    room.panel.whole.setChecked(True)
    room.look("ghe", "thuyen")
    room.tree.topLevelItem(1).child(0).setCheckState(0, Qt.CheckState.Unchecked)
    assert room.tree.topLevelItem(1).checkState(0) is Qt.CheckState.PartiallyChecked
    room.qtbot.waitUntil(lambda: "2 place(s) in 2 story(s)" in room.panel.go.text())
    with room.qtbot.waitSignal(room.panel.finished):
        QTest.mouseClick(room.panel.go, Qt.MouseButton.LeftButton)
    assert room.bodies() == ["Một ghe. Hai thuyen.\n\nBa nghe.", "Trăm chiếc thuyen.", COPIES[2]]
    ((said, undo),) = room.undone
    assert said == "2 place(s) replaced."
    with room.qtbot.waitSignal(room.panel.told) as told:
        undo()
    assert told.args == ["The replacement is taken back."]
    assert room.bodies() == list(COPIES)


def test_a_story_without_its_tick_stays(room):
    room.look("ghe", "x")
    room.tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Unchecked)
    room.tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    room.qtbot.waitUntil(lambda: not room.panel.go.isEnabled())
    assert room.panel.go.text() == "Replace"


def test_a_pattern_that_is_none_is_said_in_a_sentence(room):
    room.panel.regex.setChecked(True)
    room.look("(a", "")
    assert not room.panel._trouble.isHidden()
    assert "character" in room.panel._trouble.text()
    room.look("(c)hi", "\\1o")
    assert room.panel._trouble.isHidden()
    place = room.tree.topLevelItem(0).child(0).data(0, PASSAGE_ROLE).passage
    assert (place.found, place.other) == ("chi", "co")


def test_a_search_can_be_ended_and_begun_anew(room):
    """Nothing is shown of one that was ended; the next begins at once."""
    room.panel.words.setText("ghe")
    room.panel.search()
    room.panel.end()
    QTest.keyClick(room.panel, Qt.Key.Key_Escape)
    room.settled()
    assert room.panel.cancel.isHidden()
    room.panel.start(Search("không", is_marks=True), "x")
    room.settled()
    assert room.tree.topLevelItemCount() == 1
    room.look("zzz", "")
    assert room.panel._said.text() == "Not found"
