# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back: what differs is marked, the time line is walked, single changes go out as asked."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.cms.memory import Memory
from editor.desk import Desk
from editor.model.rows import Version
from editor.model.workflow import Act, Wish
from tests.builders import PROFILE, a_picture, a_placement, an_article
from tests.ui.panels.test_panels import press
from tests.ui.stand_ins import NOW as AT
from ui import words
from ui.panels.lookback import NOW, READ, READERS, LookBack
from ui.panels.timeline import ROWS, TimeLine
from ui.panels.told import Teller

RESOURCES = Path(__file__).parents[3] / "resources"
ID = an_article().id
BODIES = ("Một hai ba.", "Một HAI ba.", "Một HAI ba.\n\nBốn năm.", "Một HAI ba.\n\nBốn năm sáu.")


@pytest.fixture
def desk(tmp_path):
    made = Desk.open(tmp_path / "store", resources=RESOURCES)
    for number, body in enumerate(BODIES):
        write(made, body=body, by="Lan" if number == 2 else "")
    yield made
    made.close()


def write(desk, *, by="", **fields):
    known = desk.articles.find(ID) or an_article()
    desk.articles.save(replace(known, **fields), origin="t", reason="command", by=by)


@pytest.fixture
def panel(desk, tasks, theme, qtbot):
    made = LookBack(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def look(panel, qtbot, *keys, read=None):
    desk = panel._desk
    panel.show_story(
        ID, lambda: lambda: desk.articles.get(ID), *([tuple(keys)] if keys else []), read=read
    )
    settled(panel, qtbot)


def settled(panel, qtbot):
    qtbot.waitUntil(lambda: panel.looked is not None and panel._tasks.busy == 0)


def shown(text):
    """What is struck out and what is underlined, in order."""
    found = []
    block = text.document().begin()
    while block.isValid():
        it = block.begin()
        while not it.atEnd():
            look = it.fragment().charFormat()
            mark = "-" if look.fontStrikeOut() else "+" if look.fontUnderline() else ""
            if mark:
                found.append(mark + it.fragment().text().strip())
            it += 1
        block = block.next()
    return found


def test_it_begins_with_the_newest_change_and_marks_it(panel, qtbot):
    look(panel, qtbot)
    assert shown(panel.text) == ["+sáu"]
    assert panel.text.toPlainText().startswith(an_article().headline)
    assert panel._count.text() == "1 of 1"
    assert panel._restore.isEnabled()


def test_the_time_line_is_walked_by_keys_and_shows_what_came_with_each_version(panel, qtbot):
    look(panel, qtbot)
    told = []
    for _ in range(3):
        QTest.keyClick(panel.line, Qt.Key.Key_Left)
        settled(panel, qtbot)
        told.append(shown(panel.text))
    assert told == [["+Bốn năm."], ["-hai", "+HAI"], []]
    QTest.keyClick(panel.line, Qt.Key.Key_End)
    settled(panel, qtbot)
    assert shown(panel.text) == ["+sáu"]
    assert panel.line.accessibleDescription() == panel._words_of(panel._versions[-1])


def test_it_is_dragged_too(panel, qtbot):
    look(panel, qtbot)
    told = []
    for kind, place in ((QEvent.Type.MouseButtonPress, 2), (QEvent.Type.MouseMove, 1)):
        QApplication.sendEvent(panel.line, _mouse(kind, panel.line.x_of(place)))
        settled(panel, qtbot)
        told.append(shown(panel.text))
    assert told == [["+Bốn năm."], ["-hai", "+HAI"]]


def _mouse(kind, x):
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    return QMouseEvent(kind, QPointF(x, 20), QPointF(x, 20), left, left, none)


def test_changes_are_stepped_through_and_one_is_asked_back(panel, qtbot):
    look(panel, qtbot, "1", NOW)
    assert shown(panel.text) == ["-hai", "+HAI", "+Bốn năm sáu."]
    assert panel._count.text() == "1 of 2"
    panel.step(1)
    assert panel._count.text() == "2 of 2"
    with qtbot.waitSignal(panel.take_back_asked) as told:
        press(panel, "Take this change back")
    looked, change = told.args
    assert change is looked.found.changes[1]
    panel.step(1)
    assert panel._count.text() == "1 of 2"


def test_side_by_side_each_has_its_own_words(panel, qtbot):
    look(panel, qtbot, "1", NOW)
    press(panel, "Side by side")
    assert shown(panel.older) == ["-hai"]
    assert shown(panel.text) == ["+HAI", "+Bốn năm sáu."]
    press(panel, "One text")
    assert panel.older.isHidden()


def test_fields_and_pictures_are_told_by_their_names(panel, desk, qtbot):
    placed = (a_placement(a_picture(), caption="Ghe về bến."),)
    write(desk, headline="Chợ nổi nghỉ", tags=(), category="van-hoa", placements=placed)
    look(panel, qtbot)
    text = panel.text.toPlainText()
    assert "Tags  chợ nổi —" in text
    assert "Category  Tin tức Văn hóa" in text
    assert "Picture added  market-1.jpg" in text
    assert "Caption  Ghe về bến." in text
    assert shown(panel.text)[:2] == ["-họp lại sau mùa lũ", "+nghỉ"]


def test_what_readers_have_and_what_was_read_can_be_chosen(panel, desk, qtbot):
    look(panel, qtbot)
    assert panel._from.findData(READERS) < 0
    desk.use_site(Memory())
    desk.acts.perform(ID, Wish(Act.PUBLISH), profile=desk.profile, origin="t")
    desk.sync.once()
    write(desk, body="Một HAI ba.\n\nBốn năm sáu bảy.")
    look(panel, qtbot, READERS, NOW)
    assert panel._from.currentText() == "What readers have"
    assert shown(panel.text) == ["+bảy"]
    look(panel, qtbot, READ, NOW, read=an_article(body="Một HAI ba."))
    assert panel._from.currentText() == "As you last read it"


def test_an_older_version_is_asked_for_by_its_time(panel, desk, qtbot):
    look(panel, qtbot, "1", NOW)
    assert panel._restore.text().startswith("Restore the version of ")
    with qtbot.waitSignal(panel.restore_asked) as told:
        panel._restore.click()
    assert (told.args[0].body, told.args[1]) == (BODIES[0], 1)
    look(panel, qtbot, str(len(BODIES)), NOW)
    assert not panel._restore.isEnabled()


def test_what_is_typed_meanwhile_is_compared_after_a_pause(panel, desk, qtbot):
    look(panel, qtbot, "1", NOW)
    write(desk, body="Một hai ba.")
    panel.follow()
    qtbot.waitUntil(lambda: panel._count.text() == "Nothing differs")


def test_a_thousand_versions_and_many_authors_have_room(theme, qtbot):
    line = TimeLine(theme)
    qtbot.addWidget(line)
    line.resize(1000, 120)

    versions = [
        Version(
            n,
            AT + timedelta(hours=n),
            f"Người {n % 9}",
            "publish" if n % 50 == 0 else "typing",
            "",
            n,
        )
        for n in range(1000)
    ]
    said = [str(each.number) for each in versions]
    line.show_versions(versions, said, [words.day(each.at) for each in versions], "others")
    assert len(line._names) == ROWS
    assert line._names[-1] == "others"
    assert [line.place_at(line.x_of(place)) for place in (0, 1, 500, 999)] == [0, 1, 500, 999]
    line.stand(999, 500)
    assert not line.grab().isNull()


def test_what_a_story_is_paid_by_is_told_as_people_say_it(qapp):
    """The genre by its name, the coefficient with its decimals, the shares in per cent."""
    teller = Teller(PROFILE)
    assert teller.value("genre", "phong-su") == "Phóng sự"
    assert teller.value("genre", "hịch") == "hịch"
    assert teller.value("royalty_coefficient", 250) == "2.5"
    assert teller.value("royalty_shares", (("Lan", 60), ("Minh", 40))) == "Lan 60 %, Minh 40 %"
