# SPDX-License-Identifier: GPL-3.0-or-later
"""The work space Photos in a whole window: from a card into a story, captions along, by keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.model.picture import Pick
from editor.model.rows import StoryFilter
from editor.settings import Settings, SettingsFile
from tests.cards import a_card
from tests.ui.test_newsroom import Start, written
from ui.app import Screen
from ui.photos import PHOTO_ESSAY, Photos
from ui.writer.draft import Draft

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
LONG_MS = 20_000
CAPTION = "Cầu thủ ăn mừng trên sân Mỹ Đình."


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    SettingsFile(made.folder / "settings.toml").write(
        Settings(language="en", appearance="light", welcome_done=True, pen_name="Một Trần")
    )
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


def opened(start: Start, place: Path, count: int) -> tuple[Screen, Photos]:
    screen = start.settled()
    with start.qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    photos = screen.newsroom.photos
    photos.open_places([place])
    laid(start, photos, count)
    return screen, photos


def a_story(start: Start, screen: Screen, headline: str) -> Draft:
    """A new story, written and saved in its own work space."""
    screen.newsroom.show_space("write")
    return written(start, screen, headline)


def laid(start: Start, photos: Photos, count: int) -> None:
    model = photos.table.model
    start.qtbot.waitUntil(
        lambda: len([each for each in model.all if each.is_described]) == count, timeout=LONG_MS
    )


def key(name: Qt.Key, shift: bool = False) -> None:
    modifier = Qt.KeyboardModifier
    used = modifier.ShiftModifier if shift else modifier.NoModifier
    QTest.keyClick(QApplication.focusWidget(), name, used)


def test_ten_captioned_frames_go_into_a_story_by_keys_alone(start, qtbot, tmp_path):
    """Picked one by one, sifted, captioned, selected and attached; then the card goes."""
    a_card(tmp_path / "card", 20)
    screen, photos = opened(start, tmp_path / "card", 20)
    draft = a_story(start, screen, "Final")
    QTest.keyClick(screen.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert screen.window.pages.currentWidget() is photos.page
    for number in range(20):
        if number % 2 == 0:
            key(Qt.Key.Key_P)
            key(Qt.Key.Key_4)
        key(Qt.Key.Key_Right)
    picked = [each for each in photos.table.model.all if each.picture.pick is Pick.PICKED]
    assert [each.picture.rating for each in picked] == [4] * 10
    photos.table.filters.picks.setCurrentIndex(1)
    qtbot.waitUntil(lambda: photos.table.model.rowCount() == 10)
    photos.table.stage.take_focus()
    key(Qt.Key.Key_Home)
    key(Qt.Key.Key_F2)
    for number in range(1, 11):
        QTest.keyClicks(QApplication.focusWidget(), f"Goal {number}.")
        QTest.keyClick(
            QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    key(Qt.Key.Key_Escape)
    photos.table.stage.take_focus()
    screen.window.commands.ask("edit.select_all")
    assert len(photos.table.selected()) == 10
    key(Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(draft.header.placements) == 10, timeout=LONG_MS)
    qtbot.waitUntil(lambda: draft.is_saved, timeout=LONG_MS)
    shutil.rmtree(tmp_path / "card")
    stored = screen.desk.articles.get(draft.id)
    pictures = screen.desk.articles.pictures_of(stored)
    assert [pictures[each.sha256].file_name for each in stored.placements] == [
        f"_D5_{number:04d}.JPG" for number in range(1, 21, 2)
    ]
    assert [each.caption_of(pictures[each.sha256]) for each in stored.placements] == [
        f"Goal {number}." for number in range(1, 11)
    ]
    qtbot.waitUntil(lambda: "10 pictures" in screen.window.toast.sentence)
    # The tiles know it, and one key leads there.
    photos.table.stage.grid.choose(3)
    qtbot.waitUntil(lambda: photos.table.model.at(3).is_placed, timeout=LONG_MS)
    qtbot.waitUntil(lambda: len(photos._stories) == 1, timeout=LONG_MS)
    key(Qt.Key.Key_S)
    assert screen.window.pages.currentWidget() is screen.newsroom.work.columns


def test_frames_go_into_another_story_or_a_new_one(start, qtbot, tmp_path):
    a_card(tmp_path / "card", 3, caption=CAPTION)
    screen, photos = opened(start, tmp_path / "card", 3)
    other = a_story(start, screen, "Another story").id
    first = a_story(start, screen, "The open story")
    screen.newsroom.show_space("photos")
    key(Qt.Key.Key_A, shift=True)
    QTest.keyClicks(QApplication.focusWidget(), "another")
    choice = photos.page.choice
    qtbot.waitUntil(lambda: choice.list.count() == 2, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "Another story" in choice.list.item(0).text(), timeout=LONG_MS)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    articles = screen.desk.articles
    qtbot.waitUntil(lambda: len(articles.get(other).placements) == 1, timeout=LONG_MS)
    assert not first.header.placements
    photos.table.stage.grid.setFocus()
    photos.table.stage.grid.selectAll()
    key(Qt.Key.Key_N)
    draft = screen.newsroom.work.draft
    assert draft is not first
    qtbot.waitUntil(lambda: len(draft.header.placements) == 3, timeout=LONG_MS)
    assert draft.header.genre == PHOTO_ESSAY
    qtbot.waitUntil(lambda: articles.count(StoryFilter()) == 3, timeout=LONG_MS)
    # The first frame stands in two stories now.
    photos.table.stage.grid.choose(0)
    qtbot.waitUntil(lambda: len(photos._stories) == 2, timeout=LONG_MS)


def test_letters_are_keys_on_the_table_only(start, qtbot, tmp_path):
    a_card(tmp_path / "card", 3)
    screen, photos = opened(start, tmp_path / "card", 3)
    key(Qt.Key.Key_Slash)
    field = photos.table.filters.field
    assert field.hasFocus()
    QTest.keyClicks(field, "px5")
    assert field.text() == "px5"
    assert {each.picture.pick for each in photos.table.model.all} == {Pick.NONE}
    QTest.keyClick(field, Qt.Key.Key_Escape)
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: photos.table.model.rowCount() == 3)
    key(Qt.Key.Key_X)
    assert photos.table.model.at(0).picture.pick is Pick.REJECTED
    screen.window.commands.ask("edit.undo")
    assert photos.table.model.at(0).picture.pick is Pick.NONE
    screen.newsroom.show_space("write")
    assert not screen.window.commands.action("photos.pick").isEnabled()


def test_the_room_costs_the_start_nothing_and_comes_back_as_it_was(start, qtbot, tmp_path):
    a_card(tmp_path / "card", 5)
    screen, photos = opened(start, tmp_path / "card", 5)
    photos.table.filters.size_slider.setValue(300)
    start.close()
    screen = start.settled()
    photos = screen.newsroom.photos
    assert photos._page is None
    screen.newsroom.show_space("photos")
    laid(start, photos, 5)
    assert photos.table.filters.size_slider.value() == 300
    assert photos.page.title.text() == "card"
    # A card that is out at one start is laid on the table at the next one again.
    (tmp_path / "card").rename(tmp_path / "pocket")
    start.close()
    screen = start.settled()
    screen.newsroom.show_space("photos")
    qtbot.waitUntil(lambda: bool(screen.newsroom.photos._missing), timeout=LONG_MS)
    (tmp_path / "pocket").rename(tmp_path / "card")
    start.close()
    screen = start.settled()
    screen.newsroom.show_space("photos")
    laid(start, screen.newsroom.photos, 5)


def test_the_pictures_of_a_story_and_of_the_store_lie_there_too(start, qtbot, tmp_path):
    a_card(tmp_path / "card", 4)
    screen, photos = opened(start, tmp_path / "card", 4)
    draft = a_story(start, screen, "Two pictures")
    screen.newsroom.show_space("photos")
    for row in (0, 1):
        photos.table.stage.grid.choose(row)
        key(Qt.Key.Key_A)
    qtbot.waitUntil(lambda: len(draft.header.placements) == 2, timeout=LONG_MS)
    qtbot.waitUntil(lambda: draft.is_saved)
    screen.window.commands.ask("photos.of_story")
    laid(start, photos, 2)
    assert photos.page.exports.story == draft.id
    screen.window.commands.ask("photos.of_store")
    laid(start, photos, 2)
    assert photos.page.exports.story == ""
    assert all(each.is_placed for each in photos.table.model.all)


def test_a_frame_is_cropped_on_the_table_and_the_table_takes_it_back(start, qtbot, tmp_path):
    """It is taken into the store first; nothing is said of a story."""
    a_card(tmp_path / "card", 2)
    screen, photos = opened(start, tmp_path / "card", 2)
    photos.table.stage.take_focus()
    key(Qt.Key.Key_R)
    qtbot.waitUntil(lambda: photos.page.cropping.view is not None, timeout=LONG_MS)
    view = photos.page.cropping.view
    qtbot.waitUntil(view.isVisible, timeout=LONG_MS)
    lying = photos.table.model.at(0)
    assert lying.frame.is_kept
    view.buttons["right"].click()
    model = photos.table.model
    qtbot.waitUntil(lambda: model.at(0).picture.turn_degrees == 90, timeout=LONG_MS)
    stored = screen.desk.articles.picture

    def turned() -> int:
        return stored(lying.frame.sha256).turn_degrees

    qtbot.waitUntil(lambda: turned() == 90, timeout=LONG_MS)
    view.done_button.click()
    screen.window.commands.ask("edit.undo")
    qtbot.waitUntil(lambda: turned() == 0, timeout=LONG_MS)
    assert "story" not in screen.window.toast.sentence


def test_files_go_out_by_the_names_that_a_person_chose(start, qtbot, tmp_path):
    """The pattern shows what it makes, says what nobody knows, and stands there next time."""
    a_card(tmp_path / "card", 2)
    screen, photos = opened(start, tmp_path / "card", 2)
    photos.table.stage.grid.choose(0)
    exports = photos.page.exports
    screen.window.commands.ask("photos.export.print")
    names = exports.names()
    assert names.isVisible()
    assert "_D5_0001" in names.field.note.text()
    names.entry.selectAll()
    QTest.keyClicks(names.entry, "{nobody}")
    assert not names.go.isEnabled()
    names.entry.selectAll()
    QTest.keyClicks(names.entry, "final-{seq:3}")
    assert "final-001" in names.field.note.text()
    # The folder is chosen in a dialog of the system.
    names.folder_asked.disconnect()
    names.folder_asked.connect(lambda pattern: exports.recall({"pattern": pattern}))
    names.go.click()
    exports.send(tmp_path / "out")
    qtbot.waitUntil((tmp_path / "out" / "final-001.jpg").exists, timeout=LONG_MS)
    qtbot.waitUntil(lambda: screen.window.tasks.busy == 0, timeout=LONG_MS)
    start.close()
    screen = start.settled()
    screen.newsroom.show_space("photos")
    assert screen.newsroom.photos.page.exports.names().pattern == "final-{seq:3}"
