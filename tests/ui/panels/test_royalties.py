# SPDX-License-Identifier: GPL-3.0-or-later
"""The royalty sheet on screen: people, months, filters, closing, and the way to what is to mend."""

from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt

from editor.cms.faults import Fault
from editor.cms.memory import Memory
from editor.model.article import Author
from editor.model.operation import Entity
from editor.model.workflow import Act, Role
from editor.profiles import profile_to_doc
from editor.settings import Settings
from tests.builders import PROFILE
from tests.contracts.operations import act, create_article, done, patch
from tests.editor.test_commands import RESOURCES
from ui.panels.royalties import RoyaltyPanel

MARCH = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
STORY = "01900000-0000-7000-8000-000000000002"


@pytest.fixture
def desk(tmp_path):
    def clock():
        return found.now

    found = SimpleNamespace(
        now=MARCH,
        folder=tmp_path,
        resources=RESOURCES,
        clock=clock,
        settings=Settings(),
        profile=PROFILE,
        mirror=SimpleNamespace(agreement=SimpleNamespace(caller=lambda: ("Lan", "admin"))),
        site=Memory(profile=profile_to_doc(PROFILE), clock=clock, person="Lan"),
    )
    for number, person, pen, genre in (
        (1, "Trần Thị Một", "Một Trần", "phong-su"),
        (2, "", "Người Quan Sát", "tin"),
        (3, "Lê Hai", "", "tin"),
    ):
        made = create_article(
            number=number,
            headline=f"Tin {number}",
            authors=(Author(person, pen),),
            genre=genre,
            category="van-hoa" if number == 3 else "tin-tuc",
        )
        done(found.site, act(done(found.site, made), Act.PUBLISH))
    return found


@pytest.fixture
def panel(qtbot, desk, tasks, theme) -> RoyaltyPanel:
    made = RoyaltyPanel(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    made.start()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    return made


def tops(panel) -> list[str]:
    tree = panel.tree
    return [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]


def test_people_are_listed_with_sums_and_first_what_is_to_be_mended(panel) -> None:
    """Each with the stories below."""
    assert tops(panel) == [
        "To look at first: 1 story(s)",
        "Lê Hai",
        "Người Quan Sát  (pen name only)",
        "Trần Thị Một  (Một Trần)",
    ]
    row = panel.tree.topLevelItem(3)
    assert [row.text(at) for at in range(1, 5)] == ["1", "0", "6", "1,404,000"]
    assert row.child(0).text(0) == "Tin 1  ·  Phóng sự"
    assert panel._total.text() == "Total 1,872,000 VND, 3 story(s)"
    assert "From the server" in panel._state.text()
    assert panel.month.currentText() == "March 2026"


def test_a_name_and_a_category_narrow_it(qtbot, panel) -> None:
    """What is printed and written is what is shown."""
    qtbot.keyClicks(panel.person, "le hai")
    assert tops(panel)[-1] == "Lê Hai"
    assert panel.shown.amount == 234_000
    panel.person.clear()
    panel.category.setCurrentIndex(1)
    panel.category.activated.emit(1)
    assert panel.shown.amount == 1_638_000
    with qtbot.waitSignal(panel.csv_asked) as asked:
        panel.csv.click()
    assert asked.args[0].amount == 1_638_000


def test_a_key_leads_to_the_story_and_the_field_to_mend(qtbot, panel) -> None:
    """Enter on a person unfolds, on a story opens it."""
    tree = panel.tree
    tree.setCurrentItem(tree.topLevelItem(0).child(0))
    with qtbot.waitSignal(panel.story_asked) as asked:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert asked.args == [STORY, "authors"]
    tree.setCurrentItem(tree.topLevelItem(3))
    qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert tree.topLevelItem(3).isExpanded()


def test_other_months_are_asked_for_and_one_that_is_over_is_closed_after_a_question(
    qtbot, desk, panel, tasks
) -> None:
    """Its figures then stay; the one after it has what changes."""
    assert panel.close_month.isHidden()
    assert not panel.later.isEnabled()
    desk.now = datetime(2026, 4, 2, tzinfo=UTC)
    panel.start()
    panel.month.setCurrentIndex(0)
    panel.earlier.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert panel.shown.month == "2026-03"
    panel.close_month.click()
    panel.keep_open.click()
    assert panel.confirm.isHidden()
    panel.close_month.click()
    panel.confirm.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert "by Lan; its figures stay" in panel._state.text()
    assert panel.close_month.isHidden()
    told = desk.site.fetch(Entity.ARTICLE, STORY)
    done(desk.site, patch(told, royalty_coefficient=200))
    panel.later.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert tops(panel) == ["Người Quan Sát  (pen name only)"]
    assert panel.shown.amount == 234_000


def test_without_a_line_what_was_kept_is_shown_and_said(qtbot, desk, panel, tasks) -> None:
    """A month that was never asked for is empty, with the reason."""
    desk.site.fail(lambda _name: Fault.DROP_BEFORE)
    panel.refresh.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert len(tops(panel)) == 4
    assert panel._trouble.isVisible()
    panel.earlier.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert tops(panel) == []
    assert not panel.pdf.isEnabled()
    desk.site.fail(())
    panel.refresh.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert panel._trouble.isHidden()
    assert panel._empty.isVisible()


def test_a_writer_sees_his_own_and_closes_nothing(qtbot, desk, panel, tasks) -> None:
    """And is told so."""
    desk.now = datetime(2026, 4, 2, tzinfo=UTC)
    profile = profile_to_doc(PROFILE)
    desk.site = Memory(kept=desk.site.kept, role=Role.WRITER, person="Lê Hai", profile=profile)
    panel.refresh.click()
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert tops(panel) == ["Lê Hai"]
    assert "Your own lines." in panel._state.text()
    assert panel.person.isHidden()
    assert panel.close_month.isHidden()
