# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning in the window, on a real store: a stub by keys, the plan, one change of many stories."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QItemSelectionModel, QObject, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from editor.cms.kept import Kept
from editor.cms.memory import Memory
from editor.desk import Desk
from editor.errors import Refused
from editor.model.article import Article, ArticleId
from editor.model.assignment import Assignee
from editor.model.rows import StoryFilter
from editor.model.workflow import Act, Wish
from tests.builders import an_article
from ui import words
from ui.panels.banner import Banner
from ui.panels.toast import Toast
from ui.planning import Planning

ARROW = QItemSelectionModel.SelectionFlag.ClearAndSelect


class Work(QObject):
    """A work space without a story."""

    refused = Signal(object)
    draft = None
    columns = SimpleNamespace(reveal=lambda _column: None)
    preview = SimpleNamespace(lie_under=lambda _over: None)


class Window(QWidget):
    """What sheets and toasts float over."""

    closing = Signal()

    def __init__(self, tasks, theme) -> None:
        super().__init__()
        self.tasks, self.theme = tasks, theme
        self.ground = QWidget(self)
        self.resize(1200, 820)
        self.ground.resize(1200, 820)
        self.toast, self.banner = Toast(self.ground), Banner(self)


@pytest.fixture
def desk(tmp_path, resources):
    found = Desk.open(tmp_path / "store", resources=resources)
    found.settings = replace(found.settings, person="Hà", desk="van-hoa")
    yield found
    found.close()


@pytest.fixture
def planning(desk, tasks, theme, qtbot):
    window, opened = Window(tasks, theme), []
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    work, shown = Work(window), []
    work.stories = SimpleNamespace(filters=SimpleNamespace(choose=shown.append))
    made = Planning(desk, window, work, {}, opened.append)
    made.opened, made.shown = opened, shown
    made.window = window
    return made


def stubs(desk) -> list[Article]:
    rows = desk.articles.rows(StoryFilter(is_stub=True))
    return [desk.articles.get(row.id) for row in reversed(rows)]


def test_a_story_is_planned_by_keys(planning, desk, qtbot):
    """The person's own desk is there already; without a headline it says what is missing."""
    planning.plan()
    form = planning.stub
    QTest.keyClick(form.headline, Qt.Key.Key_Return)
    assert "working headline" in form._trouble.text()
    QTest.keyClicks(form.headline, "Ferry fares")
    QTest.keyClicks(form.length, "some")
    form.plan_button.click()
    assert "whole number" in form._trouble.text()
    form.length.clear()
    QTest.keyClicks(form.length, "1,200")
    QTest.keyClicks(form.assignment.people["writer"], "Lan")
    QTest.keyClicks(form.assignment.brief, "Ask three traders.")
    QTest.keyClick(form.headline, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(stubs(desk)) == 1)
    (made,) = stubs(desk)
    assert (made.headline, made.desk, made.commissioned_length) == ("Ferry fares", "van-hoa", 1200)
    assert (made.assignees, made.brief) == ((Assignee("Lan"),), "Ask three traders.")
    toast = planning.window.toast
    qtbot.waitUntil(toast.isVisible)
    toast._act.click()
    assert planning.opened == [made.id]
    planning.plan()
    assert (form.headline.text(), form.assignment.people["writer"].text()) == ("", "")
    QTest.keyClicks(form.headline, "Bridge")
    form.open_button.click()
    qtbot.waitUntil(lambda: len(planning.opened) == 2)
    assert [each.headline for each in stubs(desk)] == ["Ferry fares", "Bridge"]


def test_what_colleagues_hand_over_is_said_in_one_calm_line(
    planning, desk, tmp_path, resources, qtbot
):
    """Assigned here, then returned with a reason; what is not the person's own is not told."""
    house = Kept()
    desk.use_site(Memory(kept=house))
    other = Desk.open(tmp_path / "other", resources=resources, site=Memory(kept=house))
    banner, profile = planning.window.banner, other.profile
    soon = words.now() + timedelta(days=40)
    story = an_article(1, headline="Ferry", assignees=(Assignee("Hà"),), due_at=soon)
    other.articles.save(story, origin="t")
    other.articles.save(an_article(2, assignees=(Assignee("Lan"),)), origin="t")
    other.sync.once()
    desk.sync.once()
    qtbot.waitUntil(lambda: banner.key == "handed")
    due = words.due(soon, words.now(), profile.time_zone)
    assert banner.sentence == f"Assigned to you: “Ferry”, {due}."
    banner._act.click()
    assert (planning.opened, banner.key) == ([story.id], "")
    for wish in (Wish(Act.SUBMIT), Wish(Act.RETURN, "Two sources, please.")):
        other.acts.perform(story.id, wish, profile=profile, origin="t")
        other.sync.once()
    desk.sync.once()
    qtbot.waitUntil(lambda: banner.key == "handed")
    assert banner.sentence == "Returned to you: “Ferry”. Two sources, please."
    banner.say("clash", "Somebody changed this story too.")
    for number in (3, 4):
        other.articles.save(an_article(number, assignees=(Assignee("Hà"),)), origin="t")
    other.sync.once()
    desk.sync.once()
    toast = planning.window.toast
    qtbot.waitUntil(toast.isVisible)
    assert toast._words.text() == "2 story(s) were assigned or returned to you."
    assert banner.key == "clash"
    toast._act.click()
    assert planning.shown == ["waiting"]
    other.close()


@pytest.fixture
def planned(planning, desk, qtbot):
    """The plan with three stories: late, soon, and without a time."""
    now = words.now()
    for number, (hours, desk_key) in enumerate([(-3, "thoi-su"), (100, "anh"), (None, "")]):
        due = None if hours is None else now + timedelta(hours=hours)
        people = (Assignee("Lan"),) if number else ()
        fields = {"due_at": due, "desk": desk_key, "assignees": people, "authors": ()}
        desk.articles.save(
            an_article(number, headline=f"Story {number}", body="", brief="x", **fields),
            origin="test",
        )
    planning.open()
    qtbot.waitUntil(lambda: len(list(planning.panel._items())) == 3)
    return planning.panel


def groups(panel) -> list[str]:
    items = (panel.tree.topLevelItem(at) for at in range(panel.tree.topLevelItemCount()))
    return [each.text(0) for each in items]


def test_the_plan_is_grouped_and_opened_by_keys(planning, planned):
    """By due time, by desk, by person: who has nobody comes last."""
    assert groups(planned)[0] == "Overdue  1"
    assert groups(planned)[-1] == "Without a date  1"
    planned.grouping.setCurrentIndex(planned.grouping.findData("desk"))
    assert groups(planned) == ["Ban Thời sự  1", "Ban Ảnh  1", "No desk  1"]
    planned.grouping.setCurrentIndex(planned.grouping.findData("person"))
    assert groups(planned) == ["Lan  2", "Nobody yet  1"]
    planned.tree.setFocus()
    planned.tree.setCurrentItem(planned.tree.topLevelItem(0).child(1), 0, ARROW)
    QTest.keyClick(planned.tree, Qt.Key.Key_Return)
    assert planning.opened == [ArticleId(an_article(2).id)]


def test_many_stories_are_changed_at_once_and_back(planning, planned, desk, qtbot):
    """What is not ticked stays as each has it; what was changed is told and taken back whole."""
    before = [desk.articles.get(an_article(number).id) for number in range(3)]
    planned.tree.selectAll()
    assert planned.change_button.text() == "Change 3 story(s) …"
    planned.change_button.click()
    form = planning.change
    assert not form.go.isEnabled()
    QTest.keyClicks(form.assignment.people["photographer"], "Mai")
    assert [name for name, tick in form.ticks.items() if tick.isChecked()] == ["photographer"]
    form.go.click()

    def stand() -> list[Article]:
        return [desk.articles.get(each.id) for each in before]

    mai = Assignee("Mai", "photographer")
    wanted = [replace(each, assignees=(*each.assignees, mai)) for each in before]
    qtbot.waitUntil(lambda: stand() == wanted)
    toast = planning.window.toast
    qtbot.waitUntil(toast.isVisible)
    # What somebody else planned meanwhile is not theirs to take back.
    desk.articles.save(replace(wanted[1], brief="Ask the ferrymen."), origin="sync")
    before[1] = replace(before[1], brief="Ask the ferrymen.")
    toast._act.click()
    qtbot.waitUntil(lambda: [each.assignees for each in stand()] == [e.assignees for e in before])
    assert stand() == before
    assert {each.reason for each in desk.history.versions(before[0].id)} == {"typing", "plan"}


def test_a_change_that_cannot_be_stored_is_told(planning, planned, desk, qtbot):
    heard = []
    planning._work.refused.connect(heard.append)

    def full(*_given, **_named):
        raise Refused("store.full")

    desk.planning.change = full
    planned.tree.selectAll()
    planned.change_button.click()
    planning.change.assignment.due.has_time.click()
    planning.change.go.click()
    qtbot.waitUntil(lambda: [each.code for each in heard] == ["store.full"])
