# SPDX-License-Identifier: GPL-3.0-or-later
"""The crop view: by mouse and by keys, each change seen in all forms, told once, taken back."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QAction, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from editor.errors import Refused
from editor.model import framing
from editor.model.picture import Crop, NamedCrop
from ui.panels.sheet import Sheet
from ui.pictures.crop import CropView
from ui.pictures.cropping import Cropping
from ui.pictures.details import PictureDetails
from ui.pictures.framed import paint_view, upright_copy

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


class Heard:
    """What the view told, in order."""

    def __init__(self, view: CropView) -> None:
        self.pictures, self.crops = [], []
        view.picture_changed.connect(self.pictures.append)
        view.crop_changed.connect(self.crops.append)


@pytest.fixture
def view(qtbot, desk, tasks, theme) -> CropView:
    made = CropView(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(1100, 800)
    made.show()
    made.show_picture(desk.take(1))
    qtbot.waitUntil(lambda: tasks.busy == 0)
    return made


@pytest.fixture
def heard(view) -> Heard:
    return Heard(view)


def card(view: CropView, form: str):
    return view.forms.cards[form]


def at(view: CropView, across: float, down: float) -> QPoint:
    """A place on the picture."""
    ground = view.canvas.ground
    place = QPointF(ground.left() + across * ground.width(), ground.top() + down * ground.height())
    return place.toPoint()


def drag(qtbot, view: CropView, start: QPoint, end: QPoint) -> None:
    qtbot.mousePress(view.canvas, LEFT, pos=start)
    for step in (0.3, 0.7, 1.0):
        qtbot.mouseMove(view.canvas, start + (end - start) * step)
    qtbot.mouseRelease(view.canvas, LEFT, pos=end)


def crop_of(view: CropView, heard: Heard, form: str) -> Crop:
    return framing.set_by_person(heard.pictures[-1], form)


def test_a_click_says_what_must_stay_in_sight(qtbot, view, heard):
    """All forms that nobody set follow it."""
    before = view.forms.grab().toImage()
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 0.9, 0.25))
    (picture,) = heard.pictures
    assert picture.focal_point == pytest.approx((0.9, 0.25), abs=0.01)
    assert framing.crop_of(picture, "1:1").left > 0.3
    assert view.forms.grab().toImage() != before
    view.buttons["centre"].click()
    qtbot.waitUntil(lambda: len(heard.pictures) == 2)
    assert heard.pictures[-1].focal_point is None


def test_a_frame_is_dragged_and_stays_in_its_form(qtbot, view, heard):
    """One drag is one change, told once; the others do not move."""
    view.forms.choose("1:1")
    crop = framing.crop_of(view._picture, "1:1")
    drag(qtbot, view, at(view, 0.5, 0.5), at(view, 0.55, 0.9))
    (picture,) = heard.pictures
    moved = framing.set_by_person(picture, "1:1")
    assert (moved.width, moved.height) == (crop.width, crop.height)
    assert moved.left == pytest.approx(crop.left + 0.05, abs=0.01)
    assert [each.name for each in picture.crops] == ["1:1"]
    assert card(view, "1:1").accessibleName().endswith("set by hand")
    assert card(view, "16:9").accessibleName().endswith("follows the focal point")


def test_a_corner_draws_the_frame_in_its_proportions(qtbot, view, heard):
    """The corner across from it stays."""
    view.forms.choose("16:9")
    frame = view.canvas.frame
    corner = frame.bottomRight().toPoint() - QPoint(3, 3)
    drag(qtbot, view, corner, at(view, 0.5, 0.5))
    drawn = crop_of(view, heard, "16:9")
    whole = framing.crop_of(replace(view._picture, crops=()), "16:9")
    assert (drawn.left, drawn.top) == pytest.approx((whole.left, whole.top), abs=1e-4)
    assert drawn.width < 0.75
    assert drawn.width / drawn.height == pytest.approx(whole.width / whole.height, rel=0.01)


def test_the_free_crop_takes_any_form(qtbot, view, heard):
    """An edge alone moves."""
    frame = view.canvas.frame
    edge = QPoint(round(frame.right()) - 2, round(frame.center().y()))
    drag(qtbot, view, edge, at(view, 0.6, 0.2))
    drawn = crop_of(view, heard, framing.FREE)
    assert (drawn.left, drawn.top, drawn.height) == (0, 0, 1)
    assert drawn.width == pytest.approx(0.6, abs=0.02)


def test_everything_goes_by_keys(qtbot, view, heard):
    """Move, grow, point, turn, straighten, choose a form, let it follow again."""
    canvas = view.canvas
    view.forms.choose("1:1")
    canvas.setFocus()
    for key in (KEY.Key_Minus, KEY.Key_Right, KEY.Key_Down):
        qtbot.keyClick(canvas, key)
    qtbot.keyClick(canvas, KEY.Key_Right, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(canvas, KEY.Key_BracketRight)
    qtbot.keyClick(canvas, KEY.Key_Period)
    qtbot.keyClick(canvas, KEY.Key_Period)
    qtbot.keyClick(canvas, KEY.Key_Comma)
    qtbot.waitUntil(lambda: bool(heard.pictures))
    picture = heard.pictures[-1]
    assert picture.turn_degrees == 90
    assert picture.straighten_degrees == 0.1
    assert picture.focal_point == pytest.approx((0.5, 0.51))
    kept = framing.set_by_person(picture, "1:1")
    assert 0 < kept.width < 1
    qtbot.keyClick(canvas, KEY.Key_Delete)
    qtbot.waitUntil(lambda: framing.set_by_person(heard.pictures[-1], "1:1") is None)
    card(view, "1:1").setFocus()
    qtbot.keyClick(card(view, "1:1"), KEY.Key_Up)
    assert view.forms.form == "4:3"


def test_keys_are_told_when_they_rest(qtbot, view, heard):
    """Twenty presses are one change of the story, and one step to take back."""
    view.canvas.setFocus()
    view.forms.choose("16:9")
    for _ in range(20):
        qtbot.keyClick(view.canvas, KEY.Key_Down)
    assert heard.pictures == []
    qtbot.waitUntil(lambda: bool(heard.pictures))
    assert len(heard.pictures) == 1
    qtbot.keyClick(view.canvas, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: len(heard.pictures) == 2)
    assert heard.pictures[-1].crops == ()
    assert not view.buttons["undo"].isEnabled()


def test_each_step_is_taken_back_and_made_again(qtbot, view, heard):
    """In order; something new forgets what was taken back."""
    begin = view._steps.now
    view.buttons["right"].click()
    view.slider.setValue(52)
    qtbot.mouseClick(view.canvas, LEFT, pos=at(view, 0.2, 0.2))
    states = [view._steps.now]
    for _ in range(3):
        view.undo()
        states.append(view._steps.now)
    assert states[-1] == begin
    for state in reversed(states[:-1]):
        view.redo()
        assert view._steps.now == state
    view.undo()
    view.buttons["left"].click()
    assert not view.buttons["redo"].isEnabled()
    view.hide()
    assert heard.pictures[-1].turn_degrees == 0
    assert heard.pictures[-1].straighten_degrees == 5.2


def test_what_was_set_is_told_when_the_view_goes(qtbot, view, heard):
    """Nothing waits for a timer that does not come."""
    view.buttons["right"].click()
    assert heard.pictures == []
    view.hide()
    assert heard.pictures[-1].turn_degrees == 90


def test_the_lines_of_the_horizon_come_and_go(qtbot, view):
    """While the picture is straightened, in place of the frame."""
    before = view.canvas.grab().toImage()
    view.slider.setValue(1)
    view.slider.setValue(0)
    lines = view.canvas.grab().toImage()
    assert lines != before
    qtbot.waitUntil(lambda: view.canvas.grab().toImage() != lines, timeout=5000)


def test_what_is_painted_is_what_readers_get(qtbot, desk, tasks, view):
    """The card of a form against its rendition: the same part, the same way up."""
    picture = replace(
        view._picture,
        turn_degrees=90,
        straighten_degrees=-7.0,
        focal_point=(0.4, 0.8),
        crops=(NamedCrop("4:3", Crop(0.1, 0.3, 0.8, 0.4)),),
    )
    view.show_picture(picture)
    qtbot.waitUntil(lambda: tasks.busy == 0)
    for form in framing.FORMS:
        shown = framing.formed(picture, form)
        made = desk.renditions.file(picture, shown.plain(320).name)
        reader = QImage(str(made))
        drawn = QImage(reader.size(), QImage.Format.Format_RGB32)
        painter = QPainter(drawn)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        copy = QPixmap.fromImage(upright_copy(desk, picture, 480))
        paint_view(painter, QRectF(drawn.rect()), copy, picture, shown.crop)
        painter.end()
        apart = 0
        for x in range(10, drawn.width() - 10, 9):
            for y in range(10, drawn.height() - 10, 9):
                one, other = drawn.pixelColor(x, y), reader.pixelColor(x, y)
                apart += abs(one.red() - other.red()) + abs(one.blue() - other.blue()) > 60
        assert apart < 0.03 * drawn.width() * drawn.height() / 81


def test_a_picture_whose_original_is_not_here_says_so(qtbot, desk, tasks, view):
    """What can be set without seeing it can still be set."""
    desk.renditions.thumbnail = _not_here
    view.show_picture(desk.take(2))
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert view.canvas._note
    view.buttons["right"].click()
    view.hide()


def _not_here(picture, size_px, *, crop=None):
    raise Refused("picture.not_here", file=picture.file_name)


def test_news_of_the_picture_leave_the_hand_alone(qtbot, desk, view, heard):
    """A caption that comes in does not take back what is being set; a crop from elsewhere does."""
    picture = view._picture
    view.buttons["right"].click()
    view.show_picture(replace(picture, caption="New"))
    view.hide()
    assert (heard.pictures[-1].turn_degrees, heard.pictures[-1].caption) == (90, "New")
    view.show()
    view.show_picture(replace(picture, turn_degrees=180))
    assert view._steps.now.turn_degrees == 180
    assert not view.buttons["undo"].isEnabled()


class Room(QWidget):
    """A window with the details and a sheet over it."""

    def __init__(self, desk, tasks, theme) -> None:
        super().__init__()
        self.resize(1200, 900)
        self.details = PictureDetails(desk, tasks, theme)
        self.details.setParent(self)
        self.details.setGeometry(0, 0, 320, 900)
        self.sheet = Sheet(self, width_px=1100, is_tall=True)
        self.cropping = Cropping(self.details, self.sheet)


@pytest.fixture
def room(qtbot, desk, tasks, theme) -> Room:
    made = Room(desk, tasks, theme)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_details_open_it_about_the_storys_own_crop(qtbot, tasks, room, illustrated):
    """The free crop is the placement's, the others are the picture's; Esc keeps all of it."""
    room.details.show_draft(illustrated)
    room.details.crop_button.click()
    view = room.cropping.view
    qtbot.waitUntil(lambda: tasks.busy == 0)
    assert room.sheet.isVisible()
    assert card(view, framing.FREE).text() == "In this story"
    view.forms.choose("1:1")
    qtbot.keyClick(view.canvas, KEY.Key_Minus)
    view.forms.choose(framing.FREE)
    qtbot.keyClick(view.canvas, KEY.Key_Minus)
    view.buttons["right"].click()
    view.canvas.setFocus()
    qtbot.keyClick(view.canvas, KEY.Key_Escape)
    assert not room.sheet.isVisible()
    placement = illustrated.header.placements[0]
    picture = illustrated.pictures[placement.sha256]
    assert placement.crop is not None
    assert picture.turn_degrees == 90
    assert [each.name for each in picture.crops] == ["1:1"]
    room.details.crop_button.click()
    assert view._steps.now.in_story == placement.crop
    view.done_button.click()
    assert not room.sheet.isVisible()
    qtbot.waitUntil(lambda: tasks.busy == 0)


def test_another_story_puts_it_away_first(qtbot, tasks, room, illustrated, draft):
    """What was set goes into the story that it was set in."""
    room.details.show_draft(illustrated)
    room.details.crop_button.click()
    room.cropping.view.buttons["right"].click()
    room.details.show_draft(draft)
    assert not room.sheet.isVisible()
    first = illustrated.header.placements[0].sha256
    assert illustrated.pictures[first].turn_degrees == 90
    qtbot.waitUntil(lambda: tasks.busy == 0)


def test_a_moving_picture_is_not_cropped(qtbot, tasks, room, illustrated):
    """It goes out as it came."""
    room.details.show_draft(illustrated)
    first = illustrated.header.placements[0].sha256
    illustrated.set_picture(replace(illustrated.pictures[first], is_animated=True))
    assert not room.details.crop_button.isEnabled()
    qtbot.waitUntil(lambda: tasks.busy == 0)


def test_undo_is_the_views_while_the_focus_is_in_it(qtbot, view):
    """A window's own Ctrl+Z does not hear of it."""
    window = view.window()
    action = QAction(window)
    action.setShortcut("Ctrl+Z")
    asked = []
    action.triggered.connect(asked.append)
    window.addAction(action)
    view.buttons["right"].click()
    view.canvas.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is view.canvas)
    qtbot.keyClick(view.canvas, KEY.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert asked == []
    assert view._steps.now.turn_degrees == 0
    view.hide()
