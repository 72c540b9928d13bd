# SPDX-License-Identifier: GPL-3.0-or-later
"""Looking back in the whole window: opened by its key, one change taken back into the story."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from editor.cms.memory import Memory
from editor.model.workflow import Act, Wish
from tests.builders import an_article
from tests.ui.panels.test_panels import press
from tests.ui.test_newsroom import pytestmark, start, type_into, written

__all__ = ["pytestmark", "start"]

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(start, qtbot):
    made = start.settled()
    draft = written(start, made, "Ferry runs again")
    draft.flush()
    start.qtbot.waitUntil(lambda: draft.is_saved)
    made.window.activateWindow()
    return made


def open_sheet(screen, qtbot):
    QTest.keyClick(screen.window, Qt.Key.Key_B, CTRL | ALT)
    back = screen.newsroom.lookback
    qtbot.waitUntil(lambda: back.sheet.isVisible() and back.panel.looked is not None)
    qtbot.waitUntil(lambda: screen.newsroom.tasks.busy == 0)
    return back.panel


def restored(screen, qtbot, body):
    """Another version, brought from below."""
    work = screen.newsroom.work
    old = work.draft.article
    screen.desk.articles.save(
        an_article(id=old.id, headline=old.headline, body=body), origin="t", reason="pull", by="Lan"
    )
    qtbot.waitUntil(lambda: work.draft.article.body == body)
    return old


def test_one_change_is_taken_back_as_one_step_and_the_toast_undoes_it(screen, qtbot):
    work = screen.newsroom.work
    restored(screen, qtbot, "Nothing is ever lost.\n\nLan adds a paragraph of her own.")
    panel = open_sheet(screen, qtbot)
    assert panel._count.text().startswith("1 of ")
    assert screen.window.focusWidget() is panel.line
    QTest.keyClick(panel.line, Qt.Key.Key_Down, ALT)
    QTest.keyClick(panel.line, Qt.Key.Key_Up, ALT)
    while type(panel._current()).__name__ != "Stretch":
        QTest.keyClick(panel.line, Qt.Key.Key_Down, ALT)
    QTest.keyClick(panel.line, Qt.Key.Key_Backspace, ALT)
    qtbot.waitUntil(lambda: "ever" not in work.draft.article.body)
    assert work.draft.article.body == "Nothing is lost.\n\nLan adds a paragraph of her own."
    press(screen.window.toast, "Undo")
    assert work.draft.article.body.startswith("Nothing is ever lost.")
    QTest.keyClick(panel.line, Qt.Key.Key_Escape)
    type_into(work.writer.copy, "")
    QTest.keyClick(work.writer.copy, Qt.Key.Key_Z, CTRL)
    assert work.draft.article.body.startswith("Nothing is lost.")


def test_a_version_of_the_history_is_compared_and_brought_back(screen, qtbot):
    work = screen.newsroom.work
    old = restored(screen, qtbot, "Quite another text.")
    work.inspector.show_tab("history")
    qtbot.waitUntil(lambda: work.history._list.count() == 2)
    work.history._list.setCurrentRow(1)
    qtbot.waitUntil(work.history._compare.isEnabled)
    press(work.history, "Compare …")
    panel = screen.newsroom.lookback.panel
    qtbot.waitUntil(lambda: panel.looked is not None)
    assert panel._keys == ["1", "now"]
    panel._restore.click()
    qtbot.waitUntil(lambda: work.draft.article.body == old.body)
    press(screen.window.toast, "Undo")
    qtbot.waitUntil(lambda: work.draft.article.body == "Quite another text.")


def test_what_came_in_is_compared_with_what_was_read(screen, qtbot):
    work, company = screen.newsroom.work, screen.newsroom.company
    before = work.draft.article
    company._before = before
    restored(screen, qtbot, "Nothing is lost. Lan was here.")
    company.arrivals.compare.click()
    panel = screen.newsroom.lookback.panel
    qtbot.waitUntil(lambda: panel.looked is not None)
    assert panel.looked.older == before
    assert panel._from.currentText() == "As you last read it"
    work.new()
    assert screen.newsroom.lookback.sheet.isHidden()


def test_the_changes_of_a_live_story_are_discarded_and_brought_back(screen, qtbot):
    """Out by a house in memory; typed on, compared in the sheet, back to what readers have."""
    work, desk, newsroom = screen.newsroom.work, screen.desk, screen.newsroom
    desk.sync.use_site(Memory())
    work.draft.change(category=desk.profile.categories[0].key)
    work.draft.flush()
    qtbot.waitUntil(lambda: work.draft.is_saved)
    wish = Wish(Act.PUBLISH)
    desk.acts.perform(work.draft.id, wish, profile=desk.profile, origin="t")
    desk.sync.once()
    qtbot.waitUntil(lambda: "Published" in screen.window.top.chip.text())
    type_into(work.writer.copy, "New words. ")
    qtbot.waitUntil(lambda: "changes not out" in screen.window.top.chip.text())
    QTest.mouseClick(screen.window.top.act, Qt.MouseButton.LeftButton)
    pending = newsroom.publish.pending
    qtbot.waitUntil(lambda: pending._text is not None)
    assert "New words." in pending._text.toPlainText()
    press(pending, "Tell readers of it as a correction")
    qtbot.waitUntil(lambda: len(work.draft.header.corrections) == 1)
    assert work.draft.header.corrections[0].wrong == "Nothing is lost."
    press(screen.window.toast, "Undo")
    assert work.draft.header.corrections == ()
    press(pending, "Discard the changes")
    qtbot.waitUntil(lambda: work.draft.article.body == "Nothing is lost.")
    qtbot.waitUntil(lambda: screen.window.top.chip.text() == "Published")
    press(screen.window.toast, "Undo")
    qtbot.waitUntil(lambda: "New words." in work.draft.article.body)
