# SPDX-License-Identifier: GPL-3.0-or-later
"""The light table on a real store: filled, marked, sifted, looked at large; a card pulled out."""

import shutil
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from editor.desk import Desk
from editor.model.picture import Crop, NamedCrop, Pick
from tests.builders import a_placement, an_article
from tests.cards import a_card, camera_jpeg
from ui.pictures import sharpening
from ui.pictures.laying import FIRST
from ui.pictures.light_table import LightTable
from ui.pictures.sharpening import Sharpening
from ui.pictures.stage import EMPTY, LOUPE, TABLE
from ui.pictures.table_bars import Foot

LONG_MS = 20_000
MANY = 10_000


@pytest.fixture
def desk(tmp_path, resources) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "store", resources=resources)
    yield made
    made.close()


@pytest.fixture
def table(desk, tasks, theme, qtbot) -> Iterator[LightTable]:
    shown = LightTable(desk, tasks, theme)
    qtbot.addWidget(shown)
    shown.resize(1000, 700)
    shown.show()
    yield shown
    # What is on its way must not come home to a widget that is gone.
    tasks.close()


def filled(table: LightTable, qtbot, place: Path, count: int) -> None:
    with qtbot.waitSignal(table.laying.ended, timeout=LONG_MS):
        table.open_places([place])
    assert table.model.lying_count == count
    described(table, qtbot)


def described(table: LightTable, qtbot) -> None:
    qtbot.waitUntil(
        lambda: all(each.is_described or each.fault for each in table.model.all), timeout=LONG_MS
    )


def names(table: LightTable) -> list[str]:
    rows = range(table.model.rowCount())
    return [table.model.at(row).picture.file_name for row in rows]


def written(table: LightTable, tasks, qtbot) -> None:
    """Wait for every write that was asked for."""
    done: list[int] = []
    tasks.write(lambda: 1, done.append)
    qtbot.waitUntil(lambda: bool(done), timeout=LONG_MS)


def test_empty_it_says_what_goes_here(table, qtbot):
    assert table.stage.currentIndex() == EMPTY
    assert "Drop them here" in table.stage.empty_words.text()
    with qtbot.waitSignal(table.open_asked):
        table.stage.empty_act.click()


def test_a_card_lies_there_in_the_order_in_which_it_was_taken(table, qtbot, tmp_path):
    """Each frame once, what is no picture passed over and told; a damaged file tells why."""
    paths = a_card(tmp_path / "card", 30, caption="Trên sân")
    shutil.copy(paths[3], paths[0].with_name("copy.jpg"))
    paths[0].with_name("clip.mov").write_bytes(b"\0\0\0\x18ftypqt  ")
    paths[0].with_name("bad.jpg").write_bytes(b"no picture")
    filled(table, qtbot, tmp_path / "card", 31)
    assert table.stage.currentIndex() == TABLE
    assert names(table)[:30] == [path.name for path in paths]
    assert "1 file(s)" in table.notice.sentence
    assert {each.picture.caption for each in table.model.all} == {"Trên sân", ""}
    assert [each.fault.code for each in table.model.all if each.fault] == ["picture.not_a_picture"]
    qtbot.waitUntil(lambda: table.sharpening.is_sharp(table.model.at(0)), timeout=LONG_MS)


def test_previews_come_first_and_sharp_ones_of_what_is_in_sight(table, qtbot, tmp_path):
    a_card(tmp_path / "card", 200)
    looks: list[list[str]] = []
    table.sharpening.arrived.connect(looks.append)
    filled(table, qtbot, tmp_path / "card", 200)
    seen = table.stage.grid.rows_in_sight

    def is_done() -> bool:
        return all(table.sharpening.is_sharp(table.model.at(row)) for row in seen)

    qtbot.waitUntil(is_done, timeout=LONG_MS)
    # The first tiles had a picture of their own before any was sharp.
    assert len(looks[0]) > 1
    assert not table.sharpening.is_sharp(table.model.at(150))
    table.stage.grid.scrollTo(table.model.index(150))
    qtbot.waitUntil(lambda: table.sharpening.is_sharp(table.model.at(150)), timeout=LONG_MS)


def test_marks_are_saved_together_and_found_again(table, desk, tasks, qtbot, tmp_path):
    a_card(tmp_path / "card", 12)
    filled(table, qtbot, tmp_path / "card", 12)
    heard = []
    unlisten = desk.database.listen(heard.append)
    table.stage.grid.selectAll()
    table.mark(rating=4, colour_class=2)
    table.toggle_pick(Pick.PICKED)
    table.rotate(-90)
    written(table, tasks, qtbot)
    unlisten()
    assert [len(each.frames) for each in heard] == [12, 12, 12]
    filled(table, qtbot, tmp_path / "card", 12)
    marks = {
        (each.picture.rating, each.picture.colour_class, each.picture.pick)
        for each in table.model.all
    }
    assert marks == {(4, 2, Pick.PICKED)}
    assert {each.picture.turn_degrees for each in table.model.all} == {270}
    table.stage.grid.selectAll()
    table.toggle_pick(Pick.PICKED)
    assert {each.picture.pick for each in table.model.all} == {Pick.NONE}


def test_marks_are_taken_back_one_by_one_and_nothing_else_is(table, desk, tasks, qtbot, tmp_path):
    """A caption that was written meanwhile stands, on the screen and in the store."""
    a_card(tmp_path / "card", 3)
    filled(table, qtbot, tmp_path / "card", 3)
    table.mark(rating=5)
    table.mark(colour_class=7)
    frame = table.model.at(0).frame
    written(table, tasks, qtbot)
    stored = desk.frames.find([frame.id])[frame.id]
    told = replace(stored, picture=replace(stored.picture, caption="Bàn thắng"))
    desk.frames.save([told], origin="form")
    table.undo()
    written(table, tasks, qtbot)
    picture = desk.frames.find([frame.id])[frame.id].picture
    assert (picture.rating, picture.colour_class, picture.caption) == (5, 0, "Bàn thắng")
    table.undo()
    table.undo()
    table.redo()
    written(table, tasks, qtbot)
    picture = desk.frames.find([frame.id])[frame.id].picture
    assert (picture.rating, picture.colour_class, picture.caption) == (5, 0, "Bàn thắng")


def test_a_mark_put_before_the_file_was_read_loses_none_of_its_words(
    table, desk, tasks, qtbot, tmp_path
):
    a_card(tmp_path / "card", 20, caption="Khán đài B")
    table.laying.laid.connect(lambda _lying: (table.stage.grid.selectAll(), table.mark(rating=3)))
    filled(table, qtbot, tmp_path / "card", 20)
    written(table, tasks, qtbot)
    found = desk.frames.find([each.id for each in table.model.all])
    assert {(each.picture.rating, each.picture.caption) for each in found.values()} == {
        (3, "Khán đài B")
    }
    assert {(each.picture.rating, each.picture.caption) for each in table.model.all} == {
        (3, "Khán đài B")
    }


def test_a_frame_marked_while_its_card_is_out_gets_the_words_of_its_file_later(
    table, desk, tasks, qtbot, tmp_path
):
    """It is not taken for one that was read; its marks stay as a person left them."""
    a_card(tmp_path / "card", 1, caption="Khán đài B")

    def mark(_lying: list) -> None:
        (tmp_path / "card").rename(tmp_path / "pocket")
        table.mark(rating=3)
        table.mark(colour_class=2)

    table.laying.laid.connect(mark)
    with qtbot.waitSignal(table.laying.ended, timeout=LONG_MS):
        table.open_places([tmp_path / "card"])
    table.laying.laid.disconnect(mark)
    written(table, tasks, qtbot)
    lying = table.model.at(0)
    assert (lying.is_described, lying.picture.rating) == (False, 3)
    assert desk.frames.find([lying.id])[lying.id].picture.rating == 3
    (tmp_path / "pocket").rename(tmp_path / "card")
    filled(table, qtbot, tmp_path / "card", 1)
    written(table, tasks, qtbot)
    for picture in (table.model.at(0).picture, desk.frames.find([lying.id])[lying.id].picture):
        assert (picture.caption, picture.rating, picture.colour_class) == ("Khán đài B", 3, 2)


def test_filters_and_search_show_less_and_count(table, qtbot, tmp_path):
    a_card(tmp_path / "card", 10, caption="Cầu thủ trên sân")
    (tmp_path / "card" / "DCIM" / "last.jpg").write_bytes(camera_jpeg(500))
    filled(table, qtbot, tmp_path / "card", 11)
    table.stage.grid.choose(2)
    table.mark(rating=2)
    table.filters.stars.setCurrentIndex(2)
    qtbot.waitUntil(lambda: names(table) == ["_D5_0003.JPG"])
    qtbot.waitUntil(lambda: "1 of 11" in table.foot.counts.text())
    table.filters.open_wide()
    qtbot.waitUntil(lambda: table.model.rowCount() == 11)
    assert table.stage.grid.currentIndex().row() == 2
    table.filters.missing.setCurrentIndex(1)
    qtbot.waitUntil(lambda: names(table) == ["last.jpg"])
    table.filters.missing.setCurrentIndex(0)
    table.filters.field.setText("cau thu")
    qtbot.waitUntil(lambda: table.model.rowCount() == 10)
    table.filters.field.setText("cau thu zzz")
    qtbot.waitUntil(lambda: table.stage.currentIndex() == EMPTY)
    table.stage.empty_act.click()
    qtbot.waitUntil(lambda: table.model.rowCount() == 11)


def test_what_a_mark_takes_out_of_sight_gives_way_to_the_next(table, qtbot, tmp_path):
    """Rejecting one after the other with one key, while only the undecided are shown."""
    a_card(tmp_path / "card", 6)
    filled(table, qtbot, tmp_path / "card", 6)
    table.filters.picks.setCurrentIndex(2)
    qtbot.wait(50)
    table.stage.grid.choose(1)
    for left in (5, 4):
        table.toggle_pick(Pick.REJECTED)
        qtbot.waitUntil(lambda left=left: table.model.rowCount() == left)
    assert names(table) == ["_D5_0001.JPG", "_D5_0004.JPG", "_D5_0005.JPG", "_D5_0006.JPG"]
    assert [each.picture.file_name for each in table.selected()] == ["_D5_0004.JPG"]


def test_a_card_that_is_pulled_out_leaves_all_marks_and_says_what_to_do(
    table, desk, tasks, qtbot, tmp_path
):
    a_card(tmp_path / "card", 300)
    filled(table, qtbot, tmp_path / "card", 300)
    table.mark(rating=5)
    (tmp_path / "card").rename(tmp_path / "pocket")
    table.stage.grid.scrollTo(table.model.index(299))
    qtbot.waitUntil(lambda: "is not there any more" in table.notice.sentence, timeout=LONG_MS)
    table.mark(colour_class=1)
    written(table, tasks, qtbot)
    first = table.model.at(0)
    assert (first.picture.rating, first.picture.colour_class, first.fault) == (5, 1, None)
    (tmp_path / "pocket").rename(tmp_path / "card")
    with qtbot.waitSignal(table.laying.ended, timeout=LONG_MS):
        table.notice._mend.click()
    assert not table.notice.sentence
    assert table.model.at(0).picture.rating == 5


def test_ending_the_look_still_describes_what_lies_there(table, qtbot, tmp_path):
    """That captions are being read is said by words alone: there is nothing to end."""
    a_card(tmp_path / "card", 200, caption="Trên sân")
    told: list[tuple[str, bool]] = []
    table.laying.laid.connect(lambda _lying: table.foot.cancel.click())
    table.laying.described.connect(
        lambda _lying: told.append((table.foot.doing.text(), table.foot.cancel.isHidden()))
    )
    table.open_places([tmp_path / "card"])
    qtbot.waitUntil(lambda: table.model.lying_count > 0, timeout=LONG_MS)
    described(table, qtbot)
    qtbot.waitUntil(table.foot.doing.isHidden)
    assert table.model.lying_count == FIRST
    assert {each.picture.caption for each in table.model.all} == {"Trên sân"}
    assert told == [("Reading captions 0 / 24", True), ("Reading captions 16 / 24", True)]


def test_the_button_ends_only_what_is_shown(qtbot):
    """An export that was begun while frames are attached; then the attaching is shown again."""
    foot = Foot()
    qtbot.addWidget(foot)
    ended: list[str] = []

    def end_attaching() -> None:
        ended.append("attaching")

    def end_export() -> None:
        ended.append("export")
        foot.show_progress("Exporting", 0, 0, end_export)

    foot.show_progress("Attaching", 1, 9, end_attaching)
    foot.show_progress("Exporting", 2, 5, end_export)
    foot.show_progress("Attaching", 2, 9, end_attaching)
    foot.show_progress("Reading captions", 0, 40)
    assert foot.doing.text() == "Exporting 2 / 5"
    foot.cancel.click()
    assert (ended, foot.doing.text()) == (["export"], "Attaching 2 / 9")
    foot.show_progress("Attaching", 0, 0, end_attaching)
    assert (foot.doing.text(), foot.cancel.isHidden()) == ("Reading captions 0 / 40", True)


def test_a_place_that_is_not_there_is_told(table, qtbot, tmp_path):
    with qtbot.waitSignal(table.laying.failed):
        table.open_places([tmp_path / "EOS_DIGITAL"])
    assert "EOS_DIGITAL" in table.notice.sentence


def test_pictures_of_the_store_lie_there_as_the_frames_that_they_were(
    table, desk, tasks, qtbot, tmp_path
):
    """What is marked there is the picture's; the stories that it stands in are known."""
    (path,) = a_card(tmp_path / "card", 1, caption="Sân Mỹ Đình")
    picture = desk.intake.take(path)
    desk.articles.save_picture(picture, origin="test")
    desk.articles.save(an_article(placements=(a_placement(picture),)), origin="test")
    with qtbot.waitSignal(table.laying.ended, timeout=LONG_MS):
        table.open_pictures(desk.articles.pictures)
    lying = table.model.at(0)
    assert (lying.picture, lying.is_placed) == (picture, True)
    table.mark(rating=1)
    written(table, tasks, qtbot)
    assert desk.articles.picture(picture.sha256).rating == 1
    filled(table, qtbot, tmp_path / "card", 1)
    assert (table.model.at(0).id, table.model.at(0).picture.rating) == (lying.id, 1)


def test_a_mark_on_a_picture_of_the_store_writes_none_of_its_words_back(
    table, desk, tasks, qtbot, tmp_path
):
    """It came into its story by another way: no frame is known. The desk changes it meanwhile."""
    (path,) = a_card(tmp_path / "card", 1, caption="Sân Mỹ Đình")
    picture = desk.intake.take(path)
    desk.articles.save_picture(picture, origin="test")
    with qtbot.waitSignal(table.laying.ended, timeout=LONG_MS):
        table.open_pictures(desk.articles.pictures)
    edited = replace(picture, caption="Khán đài B", barred_because="Gia đình yêu cầu")
    desk.articles.save_picture(edited, origin="sync")
    table.mark(rating=3)
    written(table, tasks, qtbot)
    assert desk.articles.picture(picture.sha256) == replace(edited, rating=3)


def test_what_is_changed_in_a_story_is_shown_on_the_table(table, desk, qtbot, tmp_path):
    (path,) = a_card(tmp_path / "card", 1)
    picture = desk.intake.take(path)
    desk.articles.save_picture(picture, origin="test")
    with qtbot.waitSignal(table.laying.ended, timeout=LONG_MS):
        table.open_pictures(desk.articles.pictures)
    unlisten = desk.database.listen(table.hear)
    desk.articles.save_picture(replace(picture, credit="Quỳnh An"), origin="strip")
    unlisten()
    qtbot.waitUntil(lambda: table.model.at(0).picture.credit == "Quỳnh An")


def test_what_is_written_elsewhere_is_shown_at_once(table, desk, qtbot, tmp_path):
    a_card(tmp_path / "card", 2)
    filled(table, qtbot, tmp_path / "card", 2)
    frame = table.model.at(1).frame
    unlisten = desk.database.listen(table.hear)
    told = replace(frame, picture=replace(frame.picture, caption="Mưa to"))
    desk.frames.save([told], origin="form")
    unlisten()
    qtbot.waitUntil(lambda: table.model.at(1).picture.caption == "Mưa to")


def test_frames_are_looked_at_large_and_compared_in_step(table, qtbot, tmp_path):
    a_card(tmp_path / "card", 6, size_px=(1800, 1200))
    filled(table, qtbot, tmp_path / "card", 6)
    stage, panes = table.stage, table.stage.loupe.panes
    stage.toggle_loupe()
    qtbot.waitUntil(lambda: panes[0]._image.width() > 400, timeout=LONG_MS)
    stage.step(1)
    assert [each.picture.file_name for each in table.selected()] == ["_D5_0002.JPG"]
    stage.toggle_full()
    qtbot.waitUntil(lambda: panes[0]._image.size().toTuple() == (1800, 1200), timeout=LONG_MS)
    stage.toggle_full()
    stage.show_table()
    stage.grid.choose(0)
    stage.grid.setCurrentIndex(table.model.index(0))
    for _ in range(2):
        QTest.keyClick(stage.grid, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    stage.compare()
    assert [each.isVisible() for each in panes] == [True, True, True, False]
    stage.toggle_full()
    qtbot.waitUntil(lambda: all(each._image.width() == 1800 for each in panes[:3]), timeout=LONG_MS)
    before = [each.target().topLeft() for each in panes[:3]]
    QTest.mousePress(panes[0], Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    QTest.mouseMove(panes[0], QPoint(60, 70))
    QTest.mouseRelease(panes[0], Qt.MouseButton.LeftButton, pos=QPoint(60, 70))
    moved = [each.target().topLeft() for each in panes[:3]]
    assert [now - was for now, was in zip(moved, before, strict=True)] == [moved[0] - before[0]] * 3
    assert moved[0].x() < before[0].x()
    QTest.keyClick(stage.loupe, Qt.Key.Key_Escape)
    assert stage.currentIndex() == TABLE
    # What was large is not kept.
    assert all(each._image.isNull() for each in panes)


def test_what_is_large_is_chosen_as_it_stands_now(table, desk, qtbot, tmp_path):
    """Written and taken in while it is large: whoever asks next does not get the old words."""
    a_card(tmp_path / "card", 2)
    filled(table, qtbot, tmp_path / "card", 2)
    table.stage.toggle_loupe()
    (first,) = table.selected()
    sha256 = desk.intake.take(Path(first.frame.path)).sha256
    told = replace(first.picture, sha256=sha256, caption="Bàn thắng")
    table.update_frames([replace(first.frame, picture=told, sha256=sha256)])
    assert [each.picture.caption for each in table.selected()] == ["Bàn thắng"]
    chosen: list = []
    table.chosen.connect(chosen.append)
    table.stage.compare()
    assert [each.picture.caption for each in chosen[-1]] == ["Bàn thắng", ""]
    assert chosen[-1][0].frame.sha256 == sha256


def test_a_turn_takes_the_crops_and_the_focal_point_along(table, desk, tasks, qtbot, tmp_path):
    """And back again, as one step."""
    a_card(tmp_path / "card", 1)
    filled(table, qtbot, tmp_path / "card", 1)
    crops = (
        NamedCrop("1:1", Crop(0.5, 0.25, 0.25, 0.5)),
        NamedCrop("16:9", Crop(0.0, 0.0, 1.0, 0.75)),
    )
    table.mark(focal_point=(0.75, 0.25), crops=crops)
    table.rotate(90)
    turned = table.model.at(0).picture
    assert (turned.turn_degrees, turned.focal_point) == (90, (0.75, 0.75))
    assert turned.crops == (NamedCrop("1:1", Crop(0.25, 0.5, 0.5, 0.25)),)
    written(table, tasks, qtbot)
    assert desk.frames.find([table.model.at(0).id])[table.model.at(0).id].picture == turned
    table.rotate(-90)
    assert table.model.at(0).picture.focal_point == (0.75, 0.25)
    table.undo()
    table.undo()
    picture = table.model.at(0).picture
    assert (picture.turn_degrees, picture.focal_point, picture.crops) == (0, (0.75, 0.25), crops)
    written(table, tasks, qtbot)


def test_a_damaged_picture_tells_why_in_the_loupe_too(table, qtbot, tmp_path):
    (path,) = a_card(tmp_path / "card", 1, size_px=(1800, 1200), thumbnail_px=None)
    path.write_bytes(path.read_bytes()[:-3000])
    filled(table, qtbot, tmp_path / "card", 1)
    qtbot.waitUntil(lambda: table.model.at(0).fault is not None, timeout=LONG_MS)
    table.stage.toggle_loupe()
    assert table.stage.currentIndex() == LOUPE
    assert "breaks off" in table.stage.loupe.panes[0].sentence


def test_tiles_are_chosen_by_keys_mouse_and_rubber_band(table, qtbot, tmp_path):
    a_card(tmp_path / "card", 40)
    filled(table, qtbot, tmp_path / "card", 40)
    grid = table.stage.grid
    wide = grid.columns
    grid.setFocus()
    QTest.keyClick(grid, Qt.Key.Key_End)
    assert grid.currentIndex().row() == 39
    QTest.keyClick(grid, Qt.Key.Key_Home)
    QTest.keyClick(grid, Qt.Key.Key_Down)
    assert grid.currentIndex().row() == wide
    QTest.keyClick(grid, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    rows = [table.model.row_of(each.id) for each in table.selected()]
    assert rows == list(range(wide, 2 * wide + 1))
    first, last = (grid.visualRect(table.model.index(row)).center() for row in (wide, wide + 2))
    left, shift = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier
    QTest.mouseClick(grid.viewport(), left, pos=last)
    assert len(table.selected()) == 1
    QTest.mouseClick(grid.viewport(), left, shift, first)
    assert [table.model.row_of(each.id) for each in table.selected()] == [wide, wide + 1, wide + 2]


class Watch:
    """Counts what the thread of the widgets opens, and how much is decoded at the same time."""

    def __init__(self, table: LightTable) -> None:
        self._home = threading.get_ident()
        self.opened: list[str] = []
        self.most_in_flight = self.most_bytes = 0
        self.is_on = True
        table.sharpening.arrived.connect(lambda _ids: self._look(table.sharpening))
        sys.addaudithook(self._hear)

    def _hear(self, event: str, arguments: tuple) -> None:
        if self.is_on and event == "open" and threading.get_ident() == self._home:
            self.opened.append(str(arguments[0]))

    def _look(self, made: Sharpening) -> None:
        self.most_in_flight = max(self.most_in_flight, made.in_flight)
        self.most_bytes = max(self.most_bytes, made.held_bytes)


@contextmanager
def watched(table: LightTable) -> Iterator[Watch]:
    watch = Watch(table)
    try:
        yield watch
    finally:
        watch.is_on = False


def test_ten_thousand_frames_stay_within_bounds(table, qtbot, tmp_path):
    """Scrolled from end to end: no file is read by the screen's thread, two decodes at a time."""
    a_card(tmp_path / "card", MANY, size_px=(240, 160))
    table.sharpening._limit_bytes = 4_000_000
    with watched(table) as watch:
        with qtbot.waitSignal(table.laying.ended, timeout=120_000):
            table.open_places([tmp_path / "card"])
        bar = table.stage.grid.verticalScrollBar()
        for step in range(60):
            bar.setValue(bar.maximum() * step // 59)
            qtbot.wait(10)
        last = table.model.at(MANY - 1)
        qtbot.waitUntil(lambda: table.sharpening.is_sharp(last), timeout=LONG_MS)
    assert table.model.rowCount() == MANY
    assert not [path for path in watch.opened if "card" in path or "frames" in path]
    assert watch.most_in_flight <= sharpening.AT_ONCE
    assert 1_000_000 < watch.most_bytes <= 4_000_000
    assert len(table.sharpening._held) < MANY // 10
