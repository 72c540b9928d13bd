# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames go into stories in their order, with what was written on them; each picture is one."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.desk import Desk
from editor.errors import Refused
from editor.model.frame import Frame
from editor.model.picture import Picture, Sha256
from editor.pictures import contact
from tests.cards import a_card, sighting
from ui.pictures.attaching import AT_ONCE, Attaching, keep
from ui.pictures.frames import Lying

LONG_MS = 20_000


@pytest.fixture
def desk(tmp_path, resources) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "store", resources=resources)
    yield made
    made.close()


@pytest.fixture
def attaching(desk, tasks) -> Iterator[Attaching]:
    yield Attaching(desk, tasks)
    tasks.close()


def lying(path: Path) -> Lying:
    seen = sighting(path)
    return Lying(seen, seen.frame)


def attached(attaching: Attaching, qtbot, frames: list[Lying]) -> list[Picture]:
    placed: list[Picture] = []
    with qtbot.waitSignal(attaching.ended, timeout=LONG_MS):
        attaching.attach(frames, placed.append)
    return placed


def test_they_come_in_order_whichever_is_taken_in_first(attaching, desk, qtbot, tmp_path):
    """A large one first; all are kept, and the card may go."""
    big = a_card(tmp_path / "big", 1, size_px=(3000, 2000))
    small = a_card(tmp_path / "small", 9)
    frames = [lying(path) for path in (*big, *small)]
    told, kept = [], []
    attaching.progressed.connect(lambda done, every: told.append((done, every)))
    attaching.kept.connect(kept.extend)
    placed = attached(attaching, qtbot, frames)
    assert [each.width_px for each in placed] == [3000] + [480] * 9
    assert [each.file_name for each in placed[1:]] == [path.name for path in small]
    assert [(each.id, each.is_kept) for each in sorted(kept, key=lambda each: each.path)] == [
        (each.id, True) for each in frames
    ]
    assert (told[0], told[-1]) == ((0, 10), (0, 0))
    shutil.rmtree(tmp_path / "small")
    assert all(desk.vault.has(each.sha256) for each in placed)
    again = attached(attaching, qtbot, [replace(frames[1], frame=kept[1])])
    assert [each.sha256 for each in again] == [kept[1].sha256]


def test_what_was_written_on_a_frame_wins_over_its_file(attaching, desk, qtbot, tmp_path):
    first, second = a_card(tmp_path / "card", 2, caption="Từ máy ảnh")
    frame = lying(first).frame
    told = replace(frame.picture, caption="Bàn thắng phút 90", rating=5, turn_degrees=90)
    desk.frames.save([replace(frame, picture=told)], origin="form")
    placed = attached(attaching, qtbot, [lying(first), lying(second)])
    assert [each.caption for each in placed] == ["Bàn thắng phút 90", "Từ máy ảnh"]
    assert (placed[0].rating, placed[0].turn_degrees) == (5, 90)
    assert desk.articles.picture(placed[0].sha256) == placed[0]
    assert desk.frames.find([frame.id])[frame.id].sha256 == placed[0].sha256


def test_the_same_picture_is_one_and_keeps_what_was_known_of_it(attaching, desk, qtbot, tmp_path):
    """Taken in before, by another way; what the frame says not, the picture still says."""
    (path,) = a_card(tmp_path / "card", 1, caption="Từ máy ảnh")
    picture = desk.intake.take(path)
    known = replace(picture, caption="Bản đã sửa", credit="Quỳnh An")
    desk.articles.save_picture(known, origin="test")
    assert attached(attaching, qtbot, [lying(path)]) == [known]
    frame = lying(path).frame
    written = Frame(frame.id, frame.path, replace(frame.picture, caption="Mới"), None)
    desk.frames.save([written], origin="form")
    placed = attached(attaching, qtbot, [lying(path)])
    assert [(each.caption, each.credit) for each in placed] == [("Mới", "Quỳnh An")]
    assert [each.sha256 for each in desk.articles.pictures()] == [picture.sha256]


def test_what_the_desk_wrote_stays_where_the_frame_only_says_what_its_file_says(
    attaching, desk, qtbot, tmp_path
):
    """A star on a frame of the card is news; the agency's words that came along are none."""
    (path,) = a_card(tmp_path / "card", 1, caption="Từ máy ảnh")
    picture = desk.intake.take(path)
    known = replace(picture, file_name="san.jpg", caption="Bản đã sửa", credit="Quỳnh An")
    desk.articles.save_picture(known, origin="test")
    frame = contact.described(lying(path).frame)
    starred = replace(frame, picture=replace(frame.picture, rating=1))
    desk.frames.save([starred], origin="table")
    placed = attached(attaching, qtbot, [lying(path)])
    assert placed == [replace(known, rating=1)]
    # Once it is kept, its picture is what counts.
    edited = replace(known, rating=1, caption="Bản thứ ba")
    desk.articles.save_picture(edited, origin="test")
    assert attached(attaching, qtbot, [lying(path)]) == [edited]


def test_words_of_a_file_that_was_away_when_its_frame_was_marked_come_along(desk, tmp_path):
    """What a person emptied, of a file that was there, stays empty."""
    away, there = (lying(path) for path in a_card(tmp_path / "card", 2, caption="Từ máy ảnh"))
    files = [
        replace(desk.intake.take(Path(each.frame.path)), credit="TTXVN") for each in (away, there)
    ]
    marked = replace(away.frame, picture=replace(away.picture, rating=2))
    emptied = replace(there.picture, caption="", credit="TTXVN")
    desk.frames.save([marked, replace(there.frame, picture=emptied)], origin="test")
    kept = [keep(desk, *pair).picture for pair in zip((away, there), files, strict=True)]
    assert kept == [replace(files[0], rating=2), replace(files[1], caption="")]


class WrittenMeanwhile:
    """A desk where a colleague's credit comes in right after a picture was read."""

    def __init__(self, desk: Desk) -> None:
        self.frames, self.articles, self._desk = desk.frames, self, desk

    def picture(self, sha256: Sha256) -> Picture | None:
        known = self._desk.articles.picture(sha256)
        self._desk.articles.save_picture(replace(known, credit="TTXVN"), origin="sync")
        return known


def test_what_comes_in_while_a_frame_is_attached_stays(desk, tmp_path):
    frame = lying(*a_card(tmp_path / "card", 1))
    picture = desk.intake.take(Path(frame.frame.path))
    desk.articles.save_picture(picture, origin="test")
    starred = replace(frame.frame, picture=replace(frame.picture, rating=1))
    desk.frames.save([starred], origin="table")
    kept = keep(WrittenMeanwhile(desk), frame, picture)
    assert kept.picture == replace(picture, credit="TTXVN", rating=1)
    assert desk.articles.picture(picture.sha256) == kept.picture


def test_one_that_is_damaged_is_told_and_closes_the_gap(attaching, qtbot, tmp_path):
    paths = a_card(tmp_path / "card", 3)
    frames = [lying(path) for path in paths]
    paths[1].write_bytes(b"no picture")
    told: list[Refused] = []
    attaching.failed.connect(told.append)
    placed = attached(attaching, qtbot, frames)
    assert [each.file_name for each in placed] == [paths[0].name, paths[2].name]
    assert [(each.code, each.values["file"]) for each in told] == [
        ("picture.not_a_picture", paths[1].name)
    ]


def test_it_can_be_ended_and_begun_again(attaching, qtbot, tmp_path):
    """What stands there stays; what has not begun is not taken in."""
    frames = [lying(path) for path in a_card(tmp_path / "card", 30)]
    placed: list[Picture] = []

    def place(picture: Picture) -> None:
        placed.append(picture)
        if len(placed) == 3:
            attaching.cancel()

    with qtbot.waitSignal(attaching.ended, timeout=LONG_MS) as told:
        attaching.attach(frames, place, "story-1")
    assert (told.args, len(placed)) == (["story-1", 3], 3)
    assert not attaching.is_busy
    assert len(attached(attaching, qtbot, frames[:2])) == 2
    assert len(placed) <= 3 + AT_ONCE


def test_a_second_act_follows_the_first(attaching, qtbot, tmp_path):
    frames = [lying(path) for path in a_card(tmp_path / "card", 6)]
    placed: list[tuple[str, str]] = []
    attaching.attach(frames[:4], lambda each: placed.append(("one", each.file_name)))
    attaching.attach(frames[4:], lambda each: placed.append(("two", each.file_name)))
    qtbot.waitUntil(lambda: len(placed) == 6, timeout=LONG_MS)
    assert [way for way, _name in placed] == ["one"] * 4 + ["two"] * 2


def test_nothing_more_is_placed_once_it_is_ended(attaching, qtbot, tmp_path):
    """Also where several wait for their turn, and when the last one ends it."""
    frames = [lying(path) for path in a_card(tmp_path / "card", 4)]
    for last in (1, 4):
        placed: list[Picture] = []
        ended: list[int] = []
        attaching.ended.connect(lambda _into, good, ended=ended: ended.append(good))

        def place(picture: Picture, placed=placed, last=last) -> None:
            placed.append(picture)
            if len(placed) == last:
                attaching.cancel()

        attaching.attach(frames, place, "story-1")
        qtbot.waitUntil(lambda ended=ended: bool(ended), timeout=LONG_MS)
        qtbot.wait(50)
        assert (len(placed), ended) == (last, [last])
