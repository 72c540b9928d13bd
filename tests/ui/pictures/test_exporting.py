# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames go out with the words that stand now, each failure told; what goes out can be ended."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from editor.desk import Desk
from editor.errors import EditorError
from editor.model.frame import Frame
from editor.pictures import metadata
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


def test_a_caption_sheet_is_written(exporting, desk, qtbot, tmp_path):
    target = tmp_path / "sheet.pdf"
    with qtbot.waitSignal(exporting.ended, timeout=LONG_MS) as ended:
        exporting.sheet(frames(tmp_path / "card", 2, desk), target, "Chung kết")
    assert ended.args == [target, 2]
    assert target.read_bytes().startswith(b"%PDF")
