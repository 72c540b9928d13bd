# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames go out with the words that stand now, each failure told; what goes out can be ended."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.desk import Desk
from editor.errors import EditorError
from editor.model.frame import Frame, FrameId
from editor.model.picture import Placement
from editor.pictures import metadata
from tests.builders import an_article
from tests.cards import a_card, sighting
from ui.pictures.exporting import Exporting

LONG_MS = 20_000


@pytest.fixture
def desk(tmp_path, resources) -> Iterator[Desk]:
    made = Desk.open(tmp_path / "store", resources=resources)
    yield made
    made.close()


@pytest.fixture
def exporting(desk, tasks) -> Iterator[Exporting]:
    yield Exporting(desk, tasks)
    tasks.close()


def frames(card: Path, count: int, desk: Desk) -> list[Frame]:
    """Frames that a caption was written about after they were laid on the table."""
    found = [sighting(path).frame for path in a_card(card, count)]
    written = [
        replace(each, picture=replace(each.picture, caption=f"Số {number}"))
        for number, each in enumerate(found)
    ]
    desk.frames.save(written, origin="form")
    return found


@pytest.mark.parametrize("size", ["print", "web"])
def test_files_go_out_with_their_newest_words(exporting, desk, qtbot, tmp_path, size):
    out, told = tmp_path / "out", []
    exporting.progressed.connect(lambda done, every: told.append((done, every)))
    with qtbot.waitSignal(exporting.ended, timeout=LONG_MS) as ended:
        exporting.export(frames(tmp_path / "card", 3, desk), out, size)
    assert ended.args == [out, 3]
    captions = [metadata.read(path)["caption"] for path in sorted(out.iterdir())]
    assert captions == ["Số 0", "Số 1", "Số 2"]
    assert [each for each in told if each[1]] == [(0, 3), (1, 3), (2, 3)]
    assert told[-1] == (0, 0)


def test_one_that_fails_bars_no_other_and_is_told(exporting, desk, qtbot, tmp_path):
    chosen = frames(tmp_path / "card", 3, desk)
    Path(chosen[1].path).unlink()
    failed: list[EditorError] = []
    exporting.failed.connect(failed.append)
    with qtbot.waitSignal(exporting.ended, timeout=LONG_MS) as ended:
        exporting.export(chosen, tmp_path / "out", "print")
    assert ended.args[1] == 2
    assert [(each.code, each.values["file"]) for each in failed] == [
        ("picture.gone", "_D5_0002.JPG")
    ]


def test_a_folder_that_cannot_be_written_is_told(exporting, desk, qtbot, tmp_path):
    (tmp_path / "file").write_bytes(b"")
    with qtbot.waitSignal(exporting.failed, timeout=LONG_MS) as told:
        exporting.export(frames(tmp_path / "card", 1, desk), tmp_path / "file" / "out", "print")
    assert told.args[0].code == "export.no_folder"


def test_what_goes_out_can_be_ended(exporting, desk, qtbot, tmp_path):
    chosen = frames(tmp_path / "card", 30, desk)
    exporting.progressed.connect(lambda done, _every: done == 2 and exporting.cancel())
    ended: list[Path] = []
    exporting.ended.connect(lambda target, _count: ended.append(target))
    exporting.export(chosen, tmp_path / "out", "print")
    qtbot.waitUntil(lambda: exporting._round == 2, timeout=LONG_MS)
    qtbot.waitUntil(lambda: exporting._tasks.busy == 0, timeout=LONG_MS)
    assert len(list((tmp_path / "out").iterdir())) < 5
    assert ended == []


def test_pictures_of_a_story_have_its_words_and_its_order(exporting, desk, qtbot, tmp_path):
    """Its own caption and alt text; what no longer stands in it follows with its own words."""
    paths = [Path(each.path) for each in frames(tmp_path / "card", 3, desk)]
    kept = [desk.intake.take(path) for path in paths]
    placements = (
        Placement(kept[1].sha256, "b.jpg", caption="Trong bài", alt_text="Thấy"),
        Placement(kept[0].sha256, "a.jpg"),
    )
    story = an_article(placements=placements)
    desk.articles.save_pictures(kept, origin="t")
    desk.articles.save(story, origin="t")
    laid = [Frame(FrameId(each.sha256), each.file_name, each, each.sha256) for each in kept]
    with qtbot.waitSignal(exporting.ended, timeout=LONG_MS) as ended:
        exporting.export(laid, tmp_path / "out", "print", story=story.id)
    assert ended.args[1] == 3
    said = metadata.read(tmp_path / "out" / "b.jpg")
    assert (said["caption"], said["alt_text"]) == ("Trong bài", "Thấy")
    assert {each.name for each in (tmp_path / "out").iterdir()} == {
        "a.jpg",
        "b.jpg",
        "_D5_0003.jpg",
    }
    found = exporting._originals(laid, story.id)
    assert [each.picture.sha256 for each in found] == [kept[n].sha256 for n in (1, 0, 2)]


def test_what_is_asked_for_meanwhile_waits_for_its_turn(exporting, desk, qtbot, tmp_path):
    """Two exports and a sheet: none ends another, and each is whole."""
    chosen = frames(tmp_path / "card", 4, desk)
    ended: list[tuple[Path, int]] = []
    exporting.ended.connect(lambda target, count: ended.append((target, count)))
    exporting.export(chosen, tmp_path / "one", "print")
    exporting.sheet(chosen[:2], tmp_path / "sheet.pdf", "")
    exporting.export(chosen[:3], tmp_path / "two", "web")
    qtbot.waitUntil(lambda: len(ended) == 3, timeout=LONG_MS)
    assert ended == [(tmp_path / "one", 4), (tmp_path / "sheet.pdf", 2), (tmp_path / "two", 3)]
    assert len(list((tmp_path / "one").iterdir())) == 4
    exporting.export(chosen, tmp_path / "three", "print")
    exporting.export(chosen, tmp_path / "four", "print")
    exporting.cancel()
    qtbot.waitUntil(lambda: exporting._tasks.busy == 0, timeout=LONG_MS)
    assert len(ended) == 3
    assert not (tmp_path / "four").exists()


def test_a_sheet_keeps_no_save_waiting_and_can_be_ended(exporting, desk, qtbot, tmp_path):
    """A save that is asked for after it is done before the sheet is; its pictures are counted."""
    chosen, told, saved = frames(tmp_path / "card", 6, desk), [], []

    def hear(done: int, every: int) -> None:
        told.append((done, every))
        if (done, every) == (2, 6):
            # At once: a quick machine would have the sheet written before anybody looks again.
            exporting.cancel()

    exporting.progressed.connect(hear)
    exporting.sheet(chosen, tmp_path / "sheet.pdf", "")
    exporting._tasks.write(lambda: None, lambda _none: saved.append((6, 6) in told))
    qtbot.waitUntil(lambda: (2, 6) in told and bool(saved), timeout=LONG_MS)
    assert saved == [False]
    qtbot.waitUntil(lambda: exporting._tasks.busy == 0, timeout=LONG_MS)
    assert told[-1] == (0, 0)
    assert not (tmp_path / "sheet.pdf").exists()


@pytest.mark.parametrize("is_sheet", [True, False])
def test_what_fails_ends_and_leaves_no_bar(exporting, desk, qtbot, tmp_path, is_sheet):
    """Nothing stands there as if it still went on, and what waits has its turn."""
    (tmp_path / "file").write_bytes(b"")
    chosen, told, ended = frames(tmp_path / "card", 2, desk), [], []
    exporting.progressed.connect(lambda done, every: told.append((done, every)))
    exporting.ended.connect(lambda target, count: ended.append((target, count)))
    with qtbot.waitSignal(exporting.failed, timeout=LONG_MS):
        if is_sheet:
            exporting.sheet(chosen, tmp_path / "file" / "sheet.pdf", "")
        else:
            exporting.export(chosen, tmp_path / "file" / "out", "print")
        exporting.export(chosen, tmp_path / "out", "print")
    qtbot.waitUntil(lambda: len(ended) == 2, timeout=LONG_MS)
    assert [count for _target, count in ended] == [0, 2]
    assert told[-1] == (0, 0)


def test_a_caption_sheet_is_written(exporting, desk, qtbot, tmp_path):
    target = tmp_path / "sheet.pdf"
    with qtbot.waitSignal(exporting.ended, timeout=LONG_MS) as ended:
        exporting.sheet(frames(tmp_path / "card", 2, desk), target, "Chung kết")
    assert ended.args == [target, 2]
    assert target.read_bytes().startswith(b"%PDF")
