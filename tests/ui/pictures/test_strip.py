# SPDX-License-Identifier: GPL-3.0-or-later
"""The strip: what is dropped or pasted arrives in order; keys order, lead, insert and remove."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage

from editor.model.picture import Placement
from tests.builders import an_article
from tests.ui.pictures.stand_ins import DeskWithPictures, OpenDraft, a_jpeg
from ui.pictures.strip import PictureStrip
from ui.pictures.tiles import MIME_TYPE, TILE_ROLE


@pytest.fixture
def strip(qtbot, desk, tasks, theme) -> PictureStrip:
    made = PictureStrip(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(700, 220)
    made.show()
    return made


def names(draft: OpenDraft) -> list[str]:
    return [each.name for each in draft.header.placements]


def settle(qtbot, tasks) -> None:
    qtbot.waitUntil(lambda: tasks.busy == 0)


def files(folder: Path, *numbers: int) -> list[Path]:
    paths = []
    for number in numbers:
        path = folder / f"boat-{number}.jpg"
        path.write_bytes(a_jpeg(number))
        paths.append(path)
    return paths


def mime_of(*paths: Path) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return mime


def press(qtbot, strip, key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    qtbot.keyClick(strip.list, key, modifier)


def test_dropped_files_stand_in_the_order_in_which_they_were_dropped(
    qtbot, tasks, desk, strip, draft, tmp_path
) -> None:
    """Ten files, read by four threads, keep their order; each is in vault and store."""
    strip.show_draft(draft)
    paths = files(tmp_path, *range(10))
    mime = mime_of(*paths)
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    strip.dropEvent(event)
    assert event.isAccepted()
    settle(qtbot, tasks)
    assert names(draft) == [path.name for path in paths]
    for placement in draft.header.placements:
        assert desk.vault.verify(placement.sha256)
        assert desk.articles.picture(placement.sha256) is not None


def test_progress_is_counted_and_ends(qtbot, tasks, strip, draft, tmp_path) -> None:
    """`3 of 12` while it runs, nothing when it is done."""
    told: list[tuple[int, int]] = []
    strip.arrivals.progressed.connect(lambda done, of_all: told.append((done, of_all)))
    strip.show_draft(draft)
    strip.take_files(files(tmp_path, 1, 2, 3))
    assert strip.progress.text()
    assert strip.cancel_button.isVisible()
    settle(qtbot, tasks)
    assert told == [(0, 3), (1, 3), (2, 3), (0, 0)]
    assert strip.progress.text() == ""
    assert not strip.cancel_button.isVisible()


def test_what_cannot_be_read_is_told_beside_the_strip(qtbot, tasks, strip, draft, tmp_path) -> None:
    """Good pictures arrive, bad ones are told, a new drop clears what was told."""
    good = files(tmp_path, 1, 2)
    bad = tmp_path / "lies.jpg"
    bad.write_bytes(b"%PDF-1.7")
    strip.show_draft(draft)
    strip.take_files([good[0], bad, tmp_path / "gone.jpg", good[1]])
    settle(qtbot, tasks)
    assert names(draft) == ["boat-1.jpg", "boat-2.jpg"]
    assert strip.errors.isVisible()
    told = strip.errors.text().splitlines()
    assert len(told) == 2
    assert {name for name in ("lies.jpg", "gone.jpg") if name in "".join(told)} == {
        "lies.jpg",
        "gone.jpg",
    }
    strip.take_files(files(tmp_path, 3))
    assert not strip.errors.isVisible()
    settle(qtbot, tasks)


def test_a_cancelled_intake_takes_no_more(qtbot, tasks, strip, draft, tmp_path) -> None:
    """What has not begun stays out; nothing is counted any more."""
    strip.show_draft(draft)
    paths = files(tmp_path, *range(12))
    strip.take_files(paths)
    strip.arrivals.cancel()
    settle(qtbot, tasks)
    assert len(names(draft)) < 12
    assert strip.progress.text() == ""


def test_a_pasted_picture_arrives(qtbot, tasks, desk, strip, draft) -> None:
    """A screenshot from the clipboard is a picture like any other."""
    image = QImage(40, 20, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    QGuiApplication.clipboard().setImage(image)
    strip.show_draft(draft)
    strip.setFocus()
    qtbot.keyClick(strip, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    settle(qtbot, tasks)
    (placement,) = draft.header.placements
    assert placement.name == "pasted.png"
    assert draft.pictures[placement.sha256].width_px == 40
    QGuiApplication.clipboard().clear()


def test_text_is_not_for_the_strip(strip, draft) -> None:
    """A pasted sentence is left to the copy; a link to a picture on the web is told."""
    strip.show_draft(draft)
    words = QMimeData()
    words.setText("a sentence")
    assert not strip.take_mime(words)
    link = QMimeData()
    link.setUrls([QUrl("https://example.org/a.jpg")])
    assert strip.take_mime(link)
    assert strip.errors.text()


def test_a_known_picture_keeps_what_the_desk_wrote(
    qtbot, tasks, desk, strip, draft, tmp_path
) -> None:
    """The same photograph in a second article has its credit already."""
    (path,) = files(tmp_path, 1)
    known = desk.take(1, credit="Một Trần")
    known = desk.intake.take(path)
    desk.articles.save_picture(
        type(known)(**{**_fields(known), "credit": "Một Trần"}), origin="test"
    )
    strip.show_draft(draft)
    strip.take_files([path])
    settle(qtbot, tasks)
    assert draft.pictures[known.sha256].credit == "Một Trần"


def _fields(picture) -> dict[str, object]:
    return {name: getattr(picture, name) for name in picture.__dataclass_fields__}


def test_a_picture_that_comes_late_belongs_to_the_story_it_was_dropped_on(
    qtbot, tasks, desk, strip, draft, tmp_path
) -> None:
    """The person opened another story meanwhile: the first one gets it, in the store."""
    desk.articles.save(draft.header, origin="test")
    other = OpenDraft(an_article(2))
    strip.show_draft(draft)
    strip.take_files(files(tmp_path, 1))
    strip.show_draft(other)
    settle(qtbot, tasks)
    assert names(other) == []
    stored = desk.articles.find(draft.id)
    assert stored is not None
    assert [each.name for each in stored.placements] == ["boat-1.jpg"]


def test_an_empty_strip_says_what_goes_there(strip, draft, illustrated) -> None:
    """One sentence, one button; with pictures the tiles instead."""
    strip.show_draft(draft)
    assert strip.choose_button.isVisible()
    assert not strip.list.isVisible()
    strip.show_draft(illustrated)
    assert strip.list.isVisible()
    assert not strip.choose_button.isVisible()


def test_a_missing_caption_is_said_and_counted(strip, illustrated) -> None:
    """In the heading, on the tile, and to those who hear the screen."""
    strip.show_draft(illustrated)
    assert "3" in strip.heading.text()
    spoken = [strip.model.index(row).data(Qt.ItemDataRole.DisplayRole) for row in range(2)]
    assert "missing caption" in spoken[0]
    assert "Ghe về bến." in spoken[1]


def test_enter_asks_for_the_picture_in_the_copy(qtbot, strip, illustrated) -> None:
    """One key; the name is the one that the copy uses."""
    strip.show_draft(illustrated)
    strip.list.setCurrentIndex(strip.model.index(2))
    for modifier in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        with qtbot.waitSignal(strip.insert_asked) as asked:
            press(qtbot, strip, Qt.Key.Key_Return, modifier)
        assert asked.args == ["market-3.jpg"]


def test_the_chosen_picture_is_told(qtbot, strip, illustrated) -> None:
    """The details follow the strip, and the strip the details, without an echo."""
    strip.show_draft(illustrated)
    with qtbot.waitSignal(strip.chosen) as told:
        strip.list.setCurrentIndex(strip.model.index(1))
    sha256 = illustrated.header.placements[1].sha256
    assert told.args == [sha256]
    with qtbot.assertNotEmitted(strip.chosen):
        strip.choose(sha256)


def test_one_picture_leads(qtbot, strip, illustrated) -> None:
    """Making another the lead takes the mark from the first."""
    strip.show_draft(illustrated)
    for row in (1, 3):
        strip.list.setCurrentIndex(strip.model.index(row))
        press(qtbot, strip, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    marks = [each.is_lead for each in illustrated.header.placements]
    assert marks == [False, False, False, True]
    assert [strip.model.index(row).data(TILE_ROLE).is_lead for row in range(4)] == marks


def test_a_removed_picture_can_be_put_back(qtbot, strip, illustrated) -> None:
    """Undo brings caption and place back, whatever changed meanwhile."""
    strip.show_draft(illustrated)
    before = illustrated.header.placements
    strip.list.setCurrentIndex(strip.model.index(1))
    with qtbot.waitSignal(strip.undone_able) as told:
        press(qtbot, strip, Qt.Key.Key_Delete)
    assert [each.sha256 for each in illustrated.header.placements] == [
        before[at].sha256 for at in (0, 2, 3)
    ]
    sentence, undo = told.args
    assert "market-2.jpg" in sentence
    undo()
    assert illustrated.header.placements == before


def test_the_keys_reorder(qtbot, strip, illustrated) -> None:
    """Ctrl and an arrow move the picture, and the choice goes along."""
    strip.show_draft(illustrated)
    strip.list.setCurrentIndex(strip.model.index(0))
    press(qtbot, strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    press(qtbot, strip, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert names(illustrated) == ["market-2.jpg", "market-3.jpg", "market-1.jpg", "market-4.jpg"]
    press(qtbot, strip, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert names(illustrated) == ["market-2.jpg", "market-1.jpg", "market-3.jpg", "market-4.jpg"]
    assert strip.current is not None
    assert strip.current.placement.name == "market-1.jpg"


@pytest.mark.parametrize(("row", "before_row", "order"), [
    (0, 4, [1, 2, 3, 0]),
    (3, 0, [3, 0, 1, 2]),
    (2, 1, [0, 2, 1, 3]),
    (1, 1, [0, 1, 2, 3]),
    (1, 2, [0, 1, 2, 3]),
])  # fmt: skip
def test_dragging_reorders(strip, illustrated, row, before_row, order) -> None:
    """A tile dropped between two others stands there."""
    strip.show_draft(illustrated)
    before = illustrated.header.placements
    mime = strip.model.mimeData([strip.model.index(row)])
    assert mime.hasFormat(MIME_TYPE)
    last = before_row == len(before)
    area = strip.list.visualRect(strip.model.index(before_row - last))
    x = area.right() - 2 if last else area.left() + 2
    event = QDropEvent(
        QPointF(x, area.center().y()),
        Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    strip.list.dropEvent(event)
    after: tuple[Placement, ...] = illustrated.header.placements
    assert [each.sha256 for each in after] == [before[at].sha256 for at in order]


def test_thumbnails_come_from_below(qtbot, tasks, strip, illustrated) -> None:
    """A tile without its picture yet is painted; the picture follows."""
    strip.show_draft(illustrated)
    strip.grab()
    settle(qtbot, tasks)
    for row in range(4):
        pixmap = strip.model.thumbnail(strip.model.index(row).data(TILE_ROLE))
        assert pixmap is not None
        assert not pixmap.isNull()
    strip.grab()


def test_an_original_that_is_not_here_is_no_trouble(
    qtbot, tasks, desk: DeskWithPictures, strip, illustrated
) -> None:
    """Known from the server, bytes on the way: a quiet ground, asked for again later."""
    sha256 = illustrated.header.placements[0].sha256
    data = desk.vault.path(sha256).read_bytes()
    desk.vault.path(sha256).unlink()
    strip.show_draft(illustrated)
    strip.grab()
    settle(qtbot, tasks)
    tile = strip.model.index(0).data(TILE_ROLE)
    assert strip.model.thumbnail(tile) is None
    desk.vault.path(sha256).write_bytes(data)
    illustrated.set_picture(illustrated.pictures[sha256])
    strip.grab()
    settle(qtbot, tasks)
    assert strip.model.thumbnail(tile) is not None


def test_without_an_article_nothing_can_be_done(qtbot, strip, tmp_path) -> None:
    """No article is open: keys and drops do nothing, and nothing breaks."""
    strip.show_draft(None)
    strip.take_files(files(tmp_path, 1))
    assert not strip.take_mime(mime_of(*files(tmp_path, 1)))
    press(qtbot, strip, Qt.Key.Key_Delete)
    press(qtbot, strip, Qt.Key.Key_Return)
    assert strip.current is None
    assert not strip.choose_button.isEnabled()


def test_everything_has_a_name_and_keeps_its_marks(strip, illustrated) -> None:
    """Buttons say what they do; a tile is high enough for two lines of stacked marks."""
    strip.show_draft(illustrated)
    for button in (*strip.buttons.values(), strip.close_button):
        assert button.accessibleName()
        assert button.toolTip()
    assert strip.list.accessibleName()
    assert strip.list.height() >= strip.list.wanted_px()
