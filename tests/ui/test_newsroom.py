# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole window on a real desk: first start, writing, closing, coming back."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QPushButton

from editor.desk import Desk
from editor.errors import Refused
from editor.model.rows import Line, StoryFilter, SyncStatus
from editor.model.workflow import Act, State
from editor.settings import Settings, SettingsFile
from tests.builders import an_article
from tests.trouble import a_photo
from tests.ui.panels.test_panels import press, texts
from ui import words
from ui.app import Screen
from ui.commands import TABLE
from ui.newsroom import BACKUP_MS
from ui.preview.views import WIDTHS_PX

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]

TOO_FAR = {
    "quit",
    "picture.add",
    "story.import",
    "photos.open",
    "view.full_screen",
    "story.open_page",
    "preview.save",
    "story.read_aloud",
}
"""Commands that end the window, open a dialog of the system, speak, or leave the program."""


class Start:
    """Opens windows on one store, one after the other."""

    def __init__(self, folder: Path, resources: Path, icons: Path, qtbot) -> None:
        self.folder = folder
        (folder / "cache").mkdir(parents=True)
        (folder / "cache" / "icons").symlink_to(icons)
        self.resources = resources
        self.qtbot = qtbot
        self.screens: list[Screen] = []
        self.is_held = False
        """The store is not opened before a test lets go of the door."""

    def open(self) -> Screen:
        screen = Screen(self._open_desk, None, resources=self.resources, folder=self.folder)
        self.screens.append(screen)
        screen.window.resize(1440, 900)
        screen.show()
        assert screen.newsroom is None
        return screen

    def settled(self) -> Screen:
        screen = self.open()
        self.qtbot.waitUntil(lambda: screen.newsroom is not None, timeout=20_000)
        return screen

    def close(self) -> None:
        for screen in self.screens:
            screen.close()
        self.screens.clear()

    def _open_desk(self, folder: Path) -> Desk:
        desk = Desk.open(folder, resources=self.resources, may_wait=True)
        if self.is_held:
            desk._entering.acquire()
        return desk


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    SettingsFile(made.folder / "settings.toml").write(
        Settings(language="en", appearance="light", welcome_done=True, pen_name="Một Trần")
    )
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


def type_into(widget, text: str) -> None:
    widget.setFocus()
    QTest.keyClicks(widget, text)


def written(start: Start, screen: Screen, headline: str):
    """A new story with a headline, saved."""
    work = screen.newsroom.work
    work.new()
    type_into(work.writer.head.fields["headline"], headline)
    type_into(work.writer.copy, "Nothing is lost.")
    start.qtbot.waitUntil(lambda: work.draft.is_saved)
    return work.draft


def test_what_is_typed_before_the_story_stands_presses_no_button(start):
    screen = start.open()
    screen.window.activateWindow()
    start.qtbot.waitUntil(lambda: screen.window.focusWidget() is not None)
    assert not isinstance(screen.window.focusWidget(), QAbstractButton)
    QTest.keyClick(screen.window.focusWidget(), Qt.Key.Key_Space)
    assert QApplication.activePopupWidget() is None


def test_the_first_start_can_be_skipped_and_shows_samples(start, qtbot):
    SettingsFile(start.folder / "settings.toml").write(Settings(language="vi"))
    screen = start.settled()
    assert not screen.window.top.isVisible()
    press(screen.window.pages.currentWidget(), "Bỏ qua")
    qtbot.waitUntil(lambda: screen.newsroom.work.draft is not None, timeout=20_000)
    assert screen.window.top.isVisible()
    assert screen.newsroom.work.draft.header.headline
    qtbot.waitUntil(lambda: screen.desk.settings.welcome_done)


def test_a_click_on_a_picture_shows_what_is_told_of_it(start, qtbot, tmp_path):
    screen = start.settled()
    work = screen.newsroom.work
    written(start, screen, "Ferry")
    file = tmp_path / "one.jpg"
    file.write_bytes(a_photo())
    work.strip.take_files([file])
    tiles = work.strip.list
    qtbot.waitUntil(lambda: tiles.model().rowCount() == 1)
    work.inspector.show_tab("story")
    tile = tiles.visualRect(tiles.model().index(0, 0)).center()
    QTest.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=tile)
    assert work.inspector.tab == "pictures"


def test_what_is_odd_about_a_caption_is_listed_and_leads_to_its_field(start, qtbot, tmp_path):
    screen = start.settled()
    work = screen.newsroom.work
    written(start, screen, "Ferry")
    file = tmp_path / "one.jpg"
    file.write_bytes(a_photo())
    work.strip.take_files([file])
    qtbot.waitUntil(lambda: bool(work.draft.header.placements))
    sha256 = work.draft.header.placements[0].sha256
    work.draft.set_placement(sha256, caption="The ferry.", alt_text="The ferry")

    def odd():
        return [each for each in work.draft.findings if each.code == "captions.alt_is_caption"]

    qtbot.waitUntil(lambda: bool(odd()))
    work.inspector.show_tab("story")
    work.jump(odd()[0])
    assert work.inspector.tab == "pictures"
    assert screen.window.focusWidget() is work.details.alt_text.editor


def test_a_story_has_a_row_from_the_first_key_press(start, qtbot):
    screen = start.settled()
    work = screen.newsroom.work
    assert work.draft is None
    work.new()
    assert screen.desk.articles.count(StoryFilter()) == 0
    type_into(work.writer.head.fields["headline"], "F")
    qtbot.waitUntil(lambda: work.stories.model.rowCount() == 1)
    assert work.draft.header.byline == "Một Trần"
    assert screen.window.top.headline.text() == "F"


def test_closing_saves_and_the_next_start_stands_where_it_stood(start, qtbot):
    screen = start.settled()
    draft = written(start, screen, "Ferry runs again")
    story = draft.id
    screen.newsroom.work.writer.copy.moveCursor(QTextCursor.MoveOperation.Start)
    screen.newsroom.work.inspector.show_tab("history")
    type_into(screen.newsroom.work.writer.copy, "!")
    start.close()

    screen = start.settled()
    work = screen.newsroom.work
    qtbot.waitUntil(lambda: work.draft is not None)
    assert work.draft.id == story
    assert work.draft.article.body == "!Nothing is lost."
    assert work.writer.caret == 1
    assert work.inspector.tab == "history"


def test_a_key_typed_before_the_store_is_open_is_kept(start, qtbot):
    story = written(start, start.settled(), "Ferry runs again").id
    start.close()

    start.is_held = True
    screen = start.settled()
    work = screen.newsroom.work
    qtbot.waitUntil(lambda: work.draft is not None)
    assert screen.window.focusWidget() is work.writer.copy
    QTest.keyClick(screen.window.focusWidget(), "x")
    assert not screen.desk.is_entered
    screen.desk._entering.release()
    qtbot.waitUntil(lambda: work.columns.updatesEnabled() and work.draft.is_saved)
    assert screen.desk.is_entered
    assert "x" in screen.desk.articles.get(story).body


def test_every_command_can_be_asked_for(start, qtbot):
    screen = start.settled()
    written(start, screen, "A story")
    qtbot.waitUntil(lambda: bool(screen.window.top.acts))
    known = [each.id for each in TABLE if each.id not in TOO_FAR]
    for command in known:
        screen.window.commands.ask(command)
        QApplication.processEvents()
        for sheet in screen.newsroom.sheets.values():
            sheet.close_sheet()
    assert {f"preview.{name}" for name in WIDTHS_PX} <= set(known)


def test_the_language_changes_while_the_window_stands(start, qtbot):
    screen = start.settled()
    written(start, screen, "A story")
    qtbot.waitUntil(lambda: "Saved" in screen.window.bottom.saved.text())
    assert screen.window.commands.action("story.new").text() == "New article"
    screen.newsroom.choices.take(Settings(language="vi", welcome_done=True))
    qtbot.waitUntil(lambda: screen.window.commands.action("story.new").text() == "Bài viết mới")
    assert "Đã lưu" in screen.window.bottom.saved.text()
    assert words.state_word(State.DRAFT) == "Bản nháp"


def test_a_version_comes_back_and_can_be_undone(start, qtbot):
    screen = start.settled()
    room = screen.newsroom
    draft = written(start, screen, "First")
    first = draft.article
    type_into(room.work.writer.copy, " More.")
    qtbot.waitUntil(lambda: draft.is_saved)
    room.work.restore(first, 1)
    qtbot.waitUntil(lambda: draft.article.body == first.body)
    press(screen.window.toast, "Undo")
    qtbot.waitUntil(lambda: draft.article.body.endswith("More."))


def test_a_finding_leads_to_its_field(start, qtbot):
    screen = start.settled()
    room = screen.newsroom
    draft = written(start, screen, "A story")
    qtbot.waitUntil(lambda: any(each.field == "category" for each in draft.findings))
    screen.window.activateWindow()
    room.acting.ask(Act.PUBLISH)
    assert room.sheets["publish"].isVisible()
    press(room.publish, "Show")
    assert not room.sheets["publish"].isVisible()
    assert room.work.inspector.tab == "story"


def test_acts_wait_in_the_outbox_without_a_server(start, qtbot):
    screen = start.settled()
    room = screen.newsroom
    written(start, screen, "A story")
    qtbot.waitUntil(lambda: Act.SUBMIT in screen.window.top.acts)
    room.acting.ask(Act.SUBMIT)
    qtbot.waitUntil(lambda: "Submitted" in screen.window.top.chip.text())
    room.show_space("outbox")
    qtbot.waitUntil(
        lambda: any(each.text() == "Cancel …" for each in room.outbox.findChildren(QPushButton))
    )


def test_a_second_window_on_the_same_store_says_so(start, qtbot):
    start.settled()
    second = start.open()
    qtbot.waitUntil(lambda: second.window.pages.count() == 2, timeout=20_000)
    said = second.window.pages.currentWidget().findChildren(QPushButton)
    offered = {"Try again", "Choose another folder …", "Show folder", "Quit"}
    assert {each.text() for each in said} == offered


def test_an_error_is_said_where_it_belongs(start):
    screen = start.settled()
    screen.tasks.trouble.emit(Refused("store.full"))
    assert "disk is full" in screen.window.bottom.saved.text()
    screen.tasks.trouble.emit(Refused("workflow.not_yours", act="publish", role="writer"))
    assert "role" in screen.window.toast.sentence


def test_question_mark_and_escape(start):
    screen = start.settled()
    QTest.keyClicks(screen.window, "?")
    assert screen.newsroom.sheets["keys"].isVisible()
    screen.newsroom.sheets["keys"].close_sheet()
    screen.window.commands.ask("view.focus")
    assert not screen.window.top.isVisible()
    QTest.keyClick(screen.window, Qt.Key.Key_Escape)
    assert screen.window.top.isVisible()


def test_an_open_story_follows_what_came_from_elsewhere(start, qtbot):
    screen = start.settled()
    draft = written(start, screen, "Mine")
    other = an_article(id=draft.id, headline="Theirs", body=draft.article.body)
    screen.desk.articles.save(other, origin="sync", reason="pull")
    qtbot.waitUntil(lambda: screen.window.top.headline.text() == "Theirs")
    qtbot.waitUntil(lambda: "Saved here" in screen.window.bottom.saved.text())


def test_a_backup_is_made_when_one_is_due(start, qtbot):
    """The first is asked for soon after the start, the next in an hour."""
    room = start.settled().newsroom
    folder = room.desk.folder / "backups"
    before = set(folder.glob("*"))
    assert room._backups.isActive()
    room._backups.timeout.emit()
    qtbot.waitUntil(lambda: set(folder.glob("*")) != before)
    assert room._backups.interval() == BACKUP_MS


def test_each_story_keeps_its_place(start, qtbot):
    screen = start.settled()
    work = screen.newsroom.work
    first = written(start, screen, "First").id
    work.writer.place_caret(4)
    written(start, screen, "Second")
    work.open(first)
    qtbot.waitUntil(lambda: work.draft.id == first)
    assert work.writer.caret == 4


def test_the_window_goes_when_the_words_stand(start, qtbot):
    screen = start.settled()
    written(start, screen, "A story")
    type_into(screen.newsroom.work.writer.copy, " More.")
    with qtbot.waitSignal(screen.window.closing):
        screen.window.close()
    assert not screen.window.isVisible()


def test_the_window_is_gone_while_a_long_story_is_still_saved(start, qtbot):
    """A person who closes does not wait; what was typed stands in the store all the same."""
    screen = start.settled()
    draft = written(start, screen, "A story")
    may_save, save = threading.Event(), draft._shelf.save

    def slow_save(*told: object) -> object:
        may_save.wait(10)
        return save(*told)

    draft._shelf.save = slow_save
    type_into(screen.newsroom.work.writer.copy, " More.")
    screen.window.close()
    assert not screen.window.isVisible()
    with qtbot.waitSignal(screen.window.closing):
        may_save.set()
    assert screen.desk.articles.get(draft.id).body == "Nothing is lost. More."


def test_a_pasted_page_shows_its_receipt_and_can_be_taken_back(start, qtbot):
    """A toast says what came; the sheet has all of it; a few words need none."""
    screen = start.settled()
    draft, room = written(start, screen, "A story"), screen.newsroom
    toast, work = screen.window.toast, room.work
    mime = QMimeData()
    mime.setHtml("<p>So</p>")
    work.writer.copy.insertFromMimeData(mime)
    assert not toast.isVisible()
    body = draft.article.body
    mime.setHtml('<h2>A</h2><p>b</p><script>x</script><img src="https://x.vn/boat.jpg">')
    with qtbot.waitSignal(work.pasted):
        work.writer.copy.insertFromMimeData(mime)
    assert "## A\n\nb\n\n![](boat.jpg)" in draft.article.body
    assert toast.sentence.startswith("Pasted as clean copy · ")
    assert toast.sentence.endswith(" · 1 not here yet")
    press(toast, "What was changed")
    sheet = room.sheets["receipt"]
    told = " ".join(texts(sheet))
    assert "boat.jpg is still on the web (https://x.vn/boat.jpg)" in told
    assert "1 heading" in told
    assert "1 script" in told
    press(sheet, "Undo")
    assert not sheet.isVisible()
    assert draft.article.body == body


def test_old_letters_are_converted_after_asking(start, qtbot):
    """The question has the first words before and after; it goes when the story is left."""
    screen = start.settled()
    draft, room = written(start, screen, "A story"), screen.newsroom
    banner, toast, copy = screen.window.banner, screen.window.toast, room.work.writer.copy
    mime = QMimeData()
    mime.setText("Hµ Néi h«m nay ")
    copy.insertFromMimeData(mime)
    assert "TCVN3" in banner.sentence
    assert "“Hµ Néi h«m nay” would become “Hà Nội hôm nay”" in banner.sentence
    assert "Hµ Néi" in draft.article.body
    press(banner, "Convert")
    assert not banner.isVisible()
    assert "Hà Nội hôm nay " in draft.article.body
    press(toast, "What was changed")
    assert "Hµ Néi h«m nay → Hà Nội hôm nay" in " ".join(texts(room.sheets["receipt"]))
    press(room.sheets["receipt"], "Undo")
    assert "Hµ Néi" in draft.article.body
    copy.insertFromMimeData(mime)
    assert banner.isVisible()
    room.work.new()
    assert not banner.isVisible()


def test_the_pill_never_claims_more_than_is_true(start, qtbot):
    """From the first key on nothing is called sent until the sync has counted the newest words."""
    screen = start.settled()
    draft, top = written(start, screen, "A story"), screen.window.top
    # The line says only what this test says.
    screen.newsroom._connect_soon.stop()
    screen.desk.sync.stop()
    QApplication.processEvents()
    work, save, may_save = screen.newsroom.work, draft._shelf.save, threading.Event()
    screen.newsroom.show_status(SyncStatus(line=Line.ONLINE))
    assert top.pill.text() == "Sent"

    def slow_save(*told: object) -> object:
        may_save.wait(10)
        return save(*told)

    draft._shelf.save = slow_save
    with qtbot.waitSignal(work.typed):
        type_into(work.writer.copy, "x")
    assert (top.pill.text(), top.pill.toolTip()) == (
        "Writing …",
        "The newest words are not sent yet.",
    )
    assert work.stories._delegate.unsaved_id == draft.id
    with qtbot.waitSignal(work.saved):
        may_save.set()
    assert top.pill.text() == "Saved here"
    qtbot.waitUntil(lambda: work.stories._delegate.unsaved_id == "")
    screen.newsroom.show_status(SyncStatus(line=Line.ONLINE, waiting=1))
    type_into(work.writer.copy, "y")
    assert top.pill.text() == "Waiting (1)"


def test_a_pause_of_sending_outlasts_the_window(start, qtbot):
    screen = start.settled()
    screen.window.commands.ask("sync.pause")
    qtbot.waitUntil(lambda: screen.desk.settings.is_sending_paused)
    assert screen.desk.sync.status.is_paused
    start.close()
    screen = start.settled()
    assert "Sending is paused" in screen.window.bottom.waiting.text()
    qtbot.waitUntil(lambda: screen.desk.sync.status.is_paused, timeout=20_000)
    screen.window.commands.ask("sync.pause")
    qtbot.waitUntil(lambda: not screen.desk.settings.is_sending_paused)
    assert not screen.desk.sync.status.is_paused


def test_words_that_cannot_be_saved_keep_the_window(start, qtbot):
    """A full disk: the text is in the window, and the window stays."""
    screen = start.settled()
    draft = written(start, screen, "A story")
    draft._shelf.save = refuse
    type_into(screen.newsroom.work.writer.copy, " More.")
    screen.window.close()
    qtbot.waitUntil(lambda: screen.window.banner.key == "unsaved")
    assert screen.window.isVisible()
    del draft._shelf.save
    qtbot.waitUntil(lambda: draft.is_saved, timeout=10_000)
    assert screen.window.banner.key == ""


def test_a_journal_that_cannot_be_written_is_told_and_saving_goes_on(start, qtbot):
    """One calm line under the bar; the words stand in the store."""
    screen = start.settled()
    shutil.rmtree(start.folder / "journal")
    draft = written(start, screen, "A story")
    qtbot.waitUntil(lambda: screen.window.banner.key == "warning")
    assert "journal" in screen.window.banner.sentence
    assert screen.desk.articles.get(draft.id).headline == "A story"


def refuse(*_of: object) -> None:
    raise Refused("store.full")


def test_words_are_replaced_in_all_stories_beside_the_open_one(start, qtbot):
    """The newest words of the open story too, as one undo step of its own; Undo is in the toast."""
    screen = start.settled()
    room = screen.newsroom
    for number, copy in ((1, "Một ghe."), (2, "Hai ghe.")):
        screen.desk.articles.save(an_article(number, headline="Bến", body=copy), origin="test")
    room.open_story(an_article(1).id)
    qtbot.waitUntil(lambda: room.work.draft is not None and room.work.draft.id == an_article(1).id)
    copy = room.work.writer.copy
    copy.setFocus()
    copy.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(copy, " Ba ghe.")
    screen.window.commands.ask("edit.replace")
    bar = room.work.writer.find_bar
    bar._words.setText("ghe")
    bar._others.setText("đò")
    QTest.mouseClick(bar._everywhere, Qt.MouseButton.LeftButton)
    panel = room.everywhere.panel
    qtbot.waitUntil(lambda: panel.tree.topLevelItemCount() == 2)
    with qtbot.waitSignal(panel.finished):
        panel.perform()
    assert not room.everywhere.sheet.isVisible()
    qtbot.waitUntil(lambda: copy.toPlainText() == "Một đò. Ba đò.")
    reasons = [each.reason for each in screen.desk.history.versions(an_article(1).id)]
    assert reasons[0] == "replace"
    copy.undo()
    assert copy.toPlainText() == "Một ghe. Ba ghe."
    copy.redo()
    press(screen.window.toast, "Undo")
    qtbot.waitUntil(lambda: copy.toPlainText() == "Một ghe. Ba ghe.")
    assert screen.desk.articles.get(an_article(2).id).body == "Hai ghe."
