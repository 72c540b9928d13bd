# SPDX-License-Identifier: GPL-3.0-or-later
"""The plan of a story in its form: people by task, a due time by the newspaper's clock, a brief."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QDate, QDateTime, QTime

from editor.model.assignment import Assignee
from editor.model.profile import NewsDesk
from tests.builders import PROFILE, an_article
from tests.ui.pictures.stand_ins import DeskWithPictures, OpenDraft
from tests.ui.typists import compose
from ui import words
from ui.writer.fields import StoryFields

SITE = replace(PROFILE, desks=(NewsDesk("thoi-su", "Ban Thời sự"), NewsDesk("anh", "Ban Ảnh")))


@pytest.fixture
def draft(qapp) -> OpenDraft:
    others = (Assignee("Hà", "editor"), Assignee("Vy", "translator"))
    return OpenDraft(an_article(assignees=others))


@pytest.fixture
def form(qtbot, tmp_path, tasks, theme, draft):
    made = StoryFields(DeskWithPictures(tmp_path, SITE), tasks, theme)
    qtbot.addWidget(made)
    made.resize(320, 1400)
    made.show()
    made.show_draft(draft)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    return made.assignment


def test_people_are_named_by_task_and_a_task_of_a_newer_version_stays(qtbot, form, draft):
    """Several in one field; who was assigned for something else is left alone."""
    assert form.people["editor"].text() == "Hà"
    qtbot.keyClicks(form.people["writer"], "Lan, Mai,, Lan")
    qtbot.keyClicks(form.people["photographer"], "Nam")
    assert draft.header.assignees == (
        Assignee("Lan"),
        Assignee("Mai"),
        Assignee("Nam", "photographer"),
        Assignee("Hà", "editor"),
        Assignee("Vy", "translator"),
    )
    form.people["editor"].clear()
    assert Assignee("Vy", "translator") in draft.header.assignees
    assert all(each.role != "editor" for each in draft.header.assignees)


def test_what_colleagues_plan_is_shown_and_a_syllable_is_left_alone(form, draft):
    """What came meanwhile waits until it is done."""
    draft.set_field("assignees", (Assignee("Mai"),))
    assert (form.people["writer"].text(), form.people["editor"].text()) == ("Mai", "")
    draft.set_field("brief", "Hỏi tiểu thương.")
    assert form.brief.text() == "Hỏi tiểu thương."
    compose(form.people["photographer"], "Hạ")
    draft.set_field("assignees", (Assignee("Mai"), Assignee("Nam", "photographer")))
    assert form.people["photographer"].text() == ""
    assert draft.header.assignees == (Assignee("Mai"), Assignee("Nam", "photographer"))


def test_a_due_time_is_that_of_the_newspapers_clock_and_can_be_taken_away(form, draft):
    """17:00 in Vietnam is 10:00 in UTC, wherever the computer stands."""
    form.due.has_time.click()
    form.due.time.setDateTime(QDateTime(QDate(2026, 3, 6), QTime(17, 0)))
    assert draft.header.due_at == datetime(2026, 3, 6, 10, 0, tzinfo=UTC)
    soon = words.now() + timedelta(days=400)
    draft.set_field("due_at", soon.replace(second=0, microsecond=0))
    assert form.due.due_at == draft.header.due_at
    assert form.due.note.text() == words.due(draft.header.due_at, words.now(), SITE.time_zone)
    form.due.has_time.click()
    assert draft.header.due_at is None
    assert not form.due.note.isVisible()


def test_the_desk_is_one_of_the_site_and_hidden_where_it_has_none(form, draft):
    form.desk.setCurrentIndex(form.desk.findData("anh"))
    form.desk.activated.emit(form.desk.currentIndex())
    assert draft.header.desk == "anh"
    form.show_plan(an_article(), PROFILE)
    assert form.labelled["desk"].isHidden()
    form.show_plan(an_article(desk="gone"), PROFILE)
    assert form.desk.currentText() == "gone"
