# SPDX-License-Identifier: GPL-3.0-or-later
"""What is shown of one picture: turned, straightened, pointed at, cropped; nothing is lost."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QImage, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from editor.errors import EditorError
from editor.model import cropping, framing
from editor.model.picture import Crop, NamedCrop, Picture
from ui import words
from ui.entries import set_tone
from ui.pictures.crop_canvas import CropCanvas
from ui.pictures.crop_forms import COPY_PX, CropForms
from ui.pictures.crop_steps import Framed, Steps, framed
from ui.pictures.framed import upright_copy
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

CANVAS_PX = 1600
TELL_MS = 400
"""What keys change is told when they rest: the page beside must not be made at every press."""
LEVEL_MS = 1200
"""So long the lines of the horizon stay after the picture was straightened a little."""
A_DEGREE = 10
"""Steps of the slider."""


class CropView(QWidget):
    """Changes a `Picture` value; the original file is never touched.

    Args:
        desk: where small copies are made.
        tasks: the door to the threads.
        theme: colours, type, icons.
    """

    picture_changed = Signal(object)
    """The Picture as it is now."""
    crop_changed = Signal(object)
    """The Crop of the open story, or None: as the picture says."""
    done = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._picture: Picture | None = None
        self._is_in_story = False
        self._steps, self._told = Steps(Framed()), Framed()
        self._is_telling = False
        self._small = QPixmap()
        self.canvas = CropCanvas(theme)
        self.forms = CropForms(theme)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.degrees, self.hint = QLabel(), QLabel()
        self.buttons = {
            name: QToolButton() for name in ("left", "right", "level", "centre", "undo", "redo")
        }
        self.follow_button = QPushButton(autoDefault=True)
        self.done_button = QPushButton(autoDefault=True)
        self._tell_soon = QTimer(self, singleShot=True, interval=TELL_MS)
        self._level_rest = QTimer(self, singleShot=True, interval=LEVEL_MS)
        self._build()
        self._wire()
        self._dress()
        self._say()
        self.setFocusProxy(self.canvas)

    def show_picture(
        self, picture: Picture, crop: Crop | None = None, *, is_in_story: bool = False
    ) -> None:
        """Begin with a picture, or take in what else became known of the one that is shown.

        Args:
            picture: a still one.
            crop: of the placement in the open story.
            is_in_story: whether the free crop is that of a story; else the picture's own.
        """
        before, self._picture = self._picture, picture
        if self._is_telling:
            return
        self._is_in_story = is_in_story
        told = framed(picture, crop if is_in_story else None)
        if before is None or before.sha256 != picture.sha256 or told != self._told:
            self._tell_soon.stop()
            self._steps, self._told = Steps(told), told
        if before is None or before.sha256 != picture.sha256:
            self._load(picture)
        self._say()
        self._show()

    def undo(self) -> None:
        """Take the last change back."""
        self._follow(self._steps.undo())

    def redo(self) -> None:
        """Make it again."""
        self._follow(self._steps.redo())

    def event(self, event: QEvent) -> bool:
        """Undo and redo are the view's while the focus is in it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(map(event.matches, keys)):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the whole view; those of the frame are the canvas's."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_BracketLeft: partial(self._turn, clockwise=False),
            Qt.Key.Key_BracketRight: partial(self._turn, clockwise=True),
            Qt.Key.Key_Comma: partial(self._lean, -1),
            Qt.Key.Key_Period: partial(self._lean, 1),
        }
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.key() in acts and self._picture is not None:
            acts[event.key()]()
        else:
            super().keyPressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """What was set is told before the view is gone."""
        super().hideEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show()
        super().changeEvent(event)

    def _build(self) -> None:
        for label in (self.degrees, self.hint):
            set_tone(label, "quiet")
        self.hint.setWordWrap(True)
        self.degrees.setMinimumWidth(56)
        self.slider.setRange(*(round(end * framing.MOST_DEGREES * A_DEGREE) for end in (-1, 1)))
        self.slider.setPageStep(A_DEGREE)
        self.slider.setProperty("kind", "centred")
        self.slider.setMinimumSize(180, 24)
        self.done_button.setProperty("kind", "primary")
        self.follow_button.setProperty("kind", "link")
        beside = QVBoxLayout()
        beside.setSpacing(GRID_PX)
        beside.addWidget(self.forms)
        beside.addWidget(self.follow_button)
        beside.addStretch(1)
        beside.addWidget(self.done_button)
        large = QVBoxLayout()
        large.setSpacing(GRID_PX)
        large.addWidget(self.canvas, 1)
        large.addLayout(self._bar())
        large.addWidget(self.hint)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        layout.setSpacing(2 * GRID_PX)
        layout.addLayout(large, 1)
        layout.addLayout(beside)

    def _bar(self) -> QHBoxLayout:
        bar = QHBoxLayout()
        bar.setSpacing(GRID_PX)
        bar.addWidget(self.buttons["left"])
        bar.addWidget(self.buttons["right"])
        bar.addWidget(self.slider, 1)
        bar.addWidget(self.degrees)
        for name in ("level", "centre", "undo", "redo"):
            bar.addWidget(self.buttons[name])
        return bar

    def _wire(self) -> None:
        acts = (
            partial(self._turn, clockwise=False),
            partial(self._turn, clockwise=True),
            lambda: self._straighten(0.0),
            lambda: self._point(None),
            self.undo,
            self.redo,
        )
        for each, act in zip(self.buttons.values(), acts, strict=True):
            each.clicked.connect(lambda _checked=False, act=act: act())
        self.slider.valueChanged.connect(lambda value: self._straighten(value / A_DEGREE))
        self.slider.sliderReleased.connect(self._let_go)
        self.canvas.crop_wanted.connect(self._draw)
        self.canvas.point_wanted.connect(self._point)
        self.canvas.let_go.connect(self._let_go)
        self.forms.chosen.connect(lambda _form: self._show())
        self.follow_button.clicked.connect(lambda _checked: self._draw(None))
        self.done_button.clicked.connect(lambda _checked: self.done.emit())
        self._tell_soon.timeout.connect(self._tell)
        self._level_rest.timeout.connect(partial(self.canvas.show_level, is_levelling=False))
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        icons = {
            "left": "ph.arrow-counter-clockwise",
            "right": "ph.arrow-clockwise",
            "level": "ph.minus",
            "centre": "ph.crosshair",
            "undo": "ph.arrow-u-up-left",
            "redo": "ph.arrow-u-up-right",
        }
        for name, icon in icons.items():
            self.buttons[name].setIcon(self._theme.icon(icon))
        self.canvas.update()

    def _say(self) -> None:
        told = {
            "left": self.tr("Turn left ([)"),
            "right": self.tr("Turn right (])"),
            "level": self.tr("Not straightened"),
            "centre": self.tr("Focal point in the middle again"),
            "undo": self.tr("Undo (Ctrl+Z)"),
            "redo": self.tr("Redo (Ctrl+Shift+Z)"),
        }
        for name, sentence in told.items():
            self.buttons[name].setToolTip(sentence)
            self.buttons[name].setAccessibleName(sentence)
        self.slider.setToolTip(self.tr("Straighten (, and .)"))
        self.slider.setAccessibleName(self.tr("Straighten"))
        self.canvas.setAccessibleName(self.tr("The picture, with the frame of the crop"))
        own = self.tr("In this story") if self._is_in_story else self.tr("Free")
        self.forms.cards[framing.FREE].setText(own)
        for form in framing.FORMS:
            self.forms.cards[form].setText(form)
        self.done_button.setText(self.tr("Done"))
        self.hint.setText(
            self.tr(
                "Click what must stay in sight. Drag the frame or its edges; arrows move it, "
                "+ and − change its size, Alt with arrows moves the point."
            )
        )

    def _load(self, picture: Picture) -> None:
        self._small = QPixmap()
        self.canvas.show_copy(QPixmap())
        self._tasks.latest(
            "crop view",
            partial(upright_copy, self._desk, picture, CANVAS_PX),
            partial(self._loaded, picture.sha256),
            partial(self._not_loaded, picture.sha256),
        )

    def _loaded(self, sha256: str, image: QImage) -> None:
        if self._picture is None or self._picture.sha256 != sha256:
            return
        smooth = Qt.TransformationMode.SmoothTransformation
        small = image.scaled(COPY_PX, COPY_PX, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        self._small = QPixmap.fromImage(small)
        self.canvas.show_copy(QPixmap.fromImage(image))
        self._show()

    def _not_loaded(self, sha256: str, error: EditorError) -> None:
        if self._picture is not None and self._picture.sha256 == sha256:
            self.canvas.show_copy(QPixmap(), words.error_sentence(error))

    def _show(self) -> None:
        """Bring everything in line with what is set."""
        if self._picture is None:
            return
        picture, form = self._steps.now.on(self._picture), self.forms.form
        for each, card in self.forms.cards.items():
            card.show_form(picture, self._crop(picture, each), self._small, self._state(each))
        self.canvas.show_crop(picture, self._crop(picture, form), is_bound=form in framing.FORMS)
        self.slider.blockSignals(True)  # noqa: FBT003  # Qt's signature
        self.slider.setValue(round(picture.straighten_degrees * A_DEGREE))
        self.slider.blockSignals(False)  # noqa: FBT003  # Qt's signature
        degrees = words.locale().toString(picture.straighten_degrees, "f", 1)
        self.degrees.setText(f"{degrees}°")
        is_whole = form == framing.FREE
        self.follow_button.setText(
            self.tr("Show the whole picture") if is_whole else self.tr("Follow the focal point")
        )
        # Its place is kept: the cards beside it must not move.
        shown = self.follow_button.sizePolicy()
        shown.setRetainSizeWhenHidden(True)  # Qt's signature
        self.follow_button.setSizePolicy(shown)
        self.follow_button.setVisible(self._by_hand(form) is not None)
        self.buttons["undo"].setEnabled(self._steps.can_undo)
        self.buttons["redo"].setEnabled(self._steps.can_redo)
        self.buttons["level"].setEnabled(picture.straighten_degrees != 0)
        self.buttons["centre"].setEnabled(picture.focal_point is not None)

    def _by_hand(self, form: str) -> Crop | None:
        if form == framing.FREE and self._is_in_story:
            return self._steps.now.in_story
        return next((each.crop for each in self._steps.now.crops if each.name == form), None)

    def _crop(self, picture: Picture, form: str) -> Crop:
        if form in framing.FORMS:
            return framing.crop_of(picture, form)
        return framing.shown(picture, self._by_hand(form)).crop

    def _state(self, form: str) -> str:
        if self._by_hand(form) is not None:
            return self.tr("set by hand")
        return (
            self.tr("whole picture") if form == framing.FREE else self.tr("follows the focal point")
        )

    def _draw(self, crop: Crop | None) -> None:
        form = self.forms.form
        if form == framing.FREE and self._is_in_story:
            self._change(replace(self._steps.now, in_story=crop), f"crop {form}")
        elif self._picture is not None:
            drawn = cropping.with_crop(self._steps.now.on(self._picture), form, crop)
            self._change(replace(self._steps.now, crops=drawn.crops), f"crop {form}")

    def _point(self, point: tuple[float, float] | None) -> None:
        if self._picture is not None:
            pointed = cropping.pointed(self._steps.now.on(self._picture), point)
            self._change(replace(self._steps.now, focal_point=pointed.focal_point), "point")

    def _turn(self, *, clockwise: bool) -> None:
        if self._picture is None:
            return
        turned = cropping.turned(self._steps.now.on(self._picture), clockwise=clockwise)
        own = self._steps.now.in_story
        if own is not None:
            alone = replace(self._picture, crops=(NamedCrop(framing.FREE, own),))
            own = cropping.turned(alone, clockwise=clockwise).crops[0].crop
        self._change(framed(turned, own), "")

    def _lean(self, steps: int) -> None:
        self._straighten(self._steps.now.straighten_degrees + steps / A_DEGREE)

    def _straighten(self, degrees: float) -> None:
        if self._picture is not None:
            leant = cropping.straightened(self._steps.now.on(self._picture), degrees)
            self._change(
                replace(self._steps.now, straighten_degrees=leant.straighten_degrees), "straighten"
            )
            self.canvas.show_level(is_levelling=True)
            self._level_rest.start()

    def _change(self, new: Framed, kind: str) -> None:
        self._follow(self._steps.change(new, kind))

    def _follow(self, has_changed: bool) -> None:  # noqa: FBT001  # what the step says
        if has_changed:
            self._show()
            self._tell_soon.start()

    def _let_go(self) -> None:
        self._steps.rest()
        self._tell()

    def _tell(self) -> None:
        self._tell_soon.stop()
        before, now = self._told, self._steps.now
        if self._picture is None or before == now:
            return
        # What is told comes back as news of the picture before all of it is told.
        self._told, self._is_telling = now, True
        if replace(before, in_story=now.in_story) != now:
            self._picture = now.on(self._picture)
            self.picture_changed.emit(self._picture)
        if before.in_story != now.in_story:
            self.crop_changed.emit(now.in_story)
        self._is_telling = False
