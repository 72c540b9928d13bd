# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of the site is shown or not, learned when it is asked for, and renewed by itself."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from editor.errors import EditorError, Refused
from editor.model.rows import Line, SyncStatus
from editor.model.shell import Shell
from tests.editor.shells.pages import ADDRESS, HOUSE, NOW, learned
from tests.ui.stand_ins import a_desk
from ui import words
from ui.panels.choices import Choices
from ui.panels.sheet import Sheet
from ui.preview.views import Views
from ui.sitelook import AGAIN, SiteLook
from ui.tasks import Tasks
from ui.theme import Theme

ONLINE = SyncStatus(line=Line.ONLINE)


@dataclass
class Shells:
    """What knows of looks; it learns at once."""

    desk: SimpleNamespace
    kept: Shell | None = None
    fault: EditorError | None = None
    trouble: EditorError | None = None
    asked: list[str] = field(default_factory=list)
    renewed: int = 0

    @property
    def is_asked(self) -> bool:
        return bool(self.desk.settings.site_kind)

    def shell(self) -> Shell | None:
        return self.kept

    def learn(self, address: str = "") -> Shell:
        self.asked.append(address)
        if self.fault is not None:
            raise self.fault
        self.kept = replace(learned(), left_out=2, parts=("headline", "tags"))
        return self.kept

    def renew(self) -> Shell | None:
        self.renewed += 1
        self.kept = learned()
        return self.kept


class Window(QWidget):
    def __init__(self, tasks: Tasks) -> None:
        super().__init__()
        self.tasks = tasks
        self.said: list[str] = []
        self.toast = SimpleNamespace(say=lambda words, *_more: self.said.append(words))


@dataclass
class Seen:
    desk: SimpleNamespace
    shells: Shells
    window: Window
    choices: Choices
    bar: Views
    look: SiteLook
    looks: list[int]

    @property
    def line(self):
        return self.choices._panel.look


def make(tasks: Tasks, theme: Theme, qtbot, kind: str, kept: Shell | None = None) -> Seen:
    desk = a_desk()
    desk.folder, desk.clock = Path("/stories"), lambda: desk.now
    desk.now = NOW
    desk.settings = replace(desk.settings, site_address=HOUSE, site_kind=kind, welcome_done=True)
    desk.shells = Shells(desk, kept)
    window, looks = Window(tasks), []
    qtbot.addWidget(window)
    window.resize(900, 900)
    with qtbot.waitExposed(window):
        window.show()
    bar = Views(theme, window)
    work = SimpleNamespace(preview=SimpleNamespace(bar=bar, look_again=lambda: looks.append(1)))
    choices = Choices(desk, tasks, theme, None, Sheet(window, width_px=560))
    look = SiteLook(desk, window, work, choices)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    choices.show()
    return Seen(desk, desk.shells, window, choices, bar, look, looks)


@pytest.fixture
def seen(tasks, theme, qtbot) -> Seen:
    return make(tasks, theme, qtbot, "wordpress")


def test_where_pages_are_ours_nothing_of_it_is_seen(tasks, theme, qtbot):
    seen = make(tasks, theme, qtbot, "")
    assert seen.bar.look.isHidden()
    assert not seen.line.isVisible()
    seen.choices.show_status(ONLINE)
    seen.look.toggle()
    seen.look.learn()
    assert seen.window.said == [words.code_sentence("shell.ours")] * 2
    assert (seen.shells.asked, seen.shells.renewed) == ([], 0)


def test_it_is_learned_from_the_page_that_is_named(seen, qtbot):
    assert seen.line.isVisible()
    assert not seen.bar.look.isChecked()
    assert seen.line.state.text() == words.code_sentence("shell.none")
    seen.line.page.setText(f" {ADDRESS} ")
    seen.line.learn.click()
    assert seen.line.learn.text() == "Learning …"
    qtbot.waitUntil(lambda: bool(seen.window.said))
    assert seen.shells.asked == [ADDRESS]
    assert seen.looks
    said = seen.line.state.text()
    assert ADDRESS in said
    assert "07:00" in said
    assert "standfirst, byline" in said
    assert "2" in said
    assert seen.window.said == [said]
    assert seen.bar.look.isChecked()
    assert seen.line.learn.text() == "Learn again"
    assert seen.line.page.text() == ""
    assert said in seen.bar.look.toolTip()


def test_what_goes_wrong_is_one_sentence_and_the_old_look_stays(tasks, theme, qtbot):
    seen = make(tasks, theme, qtbot, "wordpress", learned())
    seen.shells.fault = Refused("shell.login_wall", address=ADDRESS)
    seen.line.page.setText(ADDRESS)
    seen.line.learn.click()
    qtbot.waitUntil(lambda: bool(seen.window.said))
    assert seen.line.trouble.text() == words.error_sentence(seen.shells.fault)
    assert seen.line.trouble.isVisible()
    assert seen.line.page.text() == ADDRESS
    assert seen.bar.look.isChecked()
    assert "Learned from" in seen.line.state.text()


def test_it_is_switched_off_and_on_and_the_choice_is_kept(tasks, theme, qtbot):
    seen = make(tasks, theme, qtbot, "wordpress", learned())
    before = len(seen.looks)
    seen.bar.look.click()
    qtbot.waitUntil(lambda: len(seen.looks) > before)
    assert seen.desk.settings.is_preview_plain
    assert not seen.bar.look.isChecked()
    seen.look.deeds()["preview.look"]()
    qtbot.waitUntil(lambda: not seen.desk.settings.is_preview_plain)
    qtbot.waitUntil(seen.bar.look.isChecked)


def test_a_look_that_was_never_learned_cannot_be_switched_on(seen):
    seen.bar.look.click()
    assert seen.window.said == [words.code_sentence("shell.none")]
    assert not seen.bar.look.isChecked()


def test_it_is_renewed_while_the_line_is_there_and_not_at_every_sign_of_life(seen, qtbot):
    seen.choices.show_status(SyncStatus(line=Line.OFFLINE))
    qtbot.waitUntil(lambda: seen.window.tasks.busy == 0)
    assert seen.shells.renewed == 0
    for _ in range(3):
        seen.choices.show_status(ONLINE)
    qtbot.waitUntil(seen.bar.look.isChecked)
    assert seen.shells.renewed == 1
    seen.desk.now += AGAIN + timedelta(seconds=1)
    seen.choices.show_status(ONLINE)
    qtbot.waitUntil(lambda: seen.shells.renewed == 2)
    qtbot.waitUntil(lambda: seen.window.tasks.busy == 0)
    assert seen.window.said == []


def test_another_house_has_another_look(tasks, theme, qtbot):
    seen = make(tasks, theme, qtbot, "wordpress", learned())
    assert seen.bar.look.isChecked()
    seen.shells.kept = None
    seen.desk.settings = replace(seen.desk.settings, site_address="https://b.example")
    seen.choices.show_status(SyncStatus(line=Line.OFFLINE))
    qtbot.waitUntil(lambda: not seen.bar.look.isChecked())
    seen.desk.settings = replace(seen.desk.settings, site_kind="")
    seen.choices.show_status(SyncStatus(line=Line.OFFLINE))
    assert seen.bar.look.isHidden()


def test_it_follows_the_language(seen, resources):
    words.speak("vi", resources)
    QApplication.sendEvent(seen.line, QEvent(QEvent.Type.LanguageChange))
    assert seen.line.state.text().startswith("Giao diện")
    words.speak("en", resources)
