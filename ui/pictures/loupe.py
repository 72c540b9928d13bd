# SPDX-License-Identifier: GPL-3.0-or-later
"""One to four pictures, large, side by side: whole or pixel by pixel, moved in step."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from editor.errors import EditorError
from ui import words
from ui.pictures.frames import Lying
from ui.pictures.turning import turned, turned_size
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

MOST: Final = 4
"""Pictures that can be compared; each one whole takes a hundred megabytes."""
WHOLE_PX: Final = 65_500
"""A box that no picture is larger than."""
MIDDLE: Final = QPointF(0.5, 0.5)


class Pane(QWidget):
    """One picture. It shows what it is told; the `Loupe` moves all of them."""

    dragged = Signal(QPointF)
    """By how much a person moved the picture, as fractions of its width and height."""
    zoom_asked = Signal(QPointF)
    """Where a person wants to see pixels, as fractions of the picture's width and height."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = QImage()
        self._whole = QSize()
        self._is_full = False
        self._centre = MIDDLE
        self._held: QPointF | None = None
        self.sentence = ""
        """Why there is no picture."""

    def show_image(self, image: QImage, whole: QSize) -> None:
        """Show a picture.

        Args:
            image: of it, as sharp as it is known by now.
            whole: its full size.
        """
        self._image, self._whole = image, whole
        self.update()

    def tell(self, sentence: str) -> None:
        """Say why there is no picture; empty: there is one."""
        self.sentence = sentence
        self.update()

    def look_at(self, centre: QPointF, *, is_full: bool) -> None:
        """Show a part of it pixel by pixel, or all of it."""
        self._centre, self._is_full = centre, is_full
        self.setCursor(Qt.CursorShape.OpenHandCursor if is_full else Qt.CursorShape.ArrowCursor)
        self.update()

    def target(self) -> QRectF:
        """Where the whole picture lies, in this widget's points."""
        area = QRectF(self.rect())
        if self._whole.isEmpty():
            return area
        if self._is_full:
            size = self._whole.toSizeF() / self.devicePixelRatioF()
            left = _within(area.width(), size.width(), self._centre.x())
            top = _within(area.height(), size.height(), self._centre.y())
            return QRectF(left, top, size.width(), size.height())
        box = area.adjusted(GRID_PX, GRID_PX, -GRID_PX, -GRID_PX)
        size = self._whole.toSizeF() / self.devicePixelRatioF()
        if size.width() > box.width() or size.height() > box.height():
            size.scale(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(area.center())
        return place

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("panel"))
        if self.sentence:
            painter.setPen(self._theme.colour("quiet"))
            flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect().adjusted(24, 24, -24, -24), flags, self.sentence)
            return
        place = self.target()
        if self._image.isNull():
            painter.fillRect(place, self._theme.colour("hover"))
            return
        is_pixels = self._is_full and self._image.size() == self._whole
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=not is_pixels)
        painter.drawImage(place, self._image, QRectF(self._image.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton and self._is_full:
            self._held = event.position()
            self.setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it along."""
        if self._held is not None:
            moved, size = event.position() - self._held, self.target().size()
            self._held = event.position()
            self.dragged.emit(QPointF(moved.x() / size.width(), moved.y() / size.height()))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        if self._held is not None:
            self._held = None
            self.setCursor(Qt.CursorShape.OpenHandCursor)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """See the pixels there, or all of it again."""
        place, at = self.target(), event.position()
        across = (at.x() - place.left()) / max(1.0, place.width())
        down = (at.y() - place.top()) / max(1.0, place.height())
        self.zoom_asked.emit(QPointF(min(1.0, max(0.0, across)), min(1.0, max(0.0, down))))


class Loupe(QWidget):
    """Pictures side by side, all showing the same part in the same size.

    Args:
        tasks: the door to the threads.
        theme: colours.
    """

    closed = Signal()
    """The person wants the whole table again."""

    def __init__(self, tasks: Tasks, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self.panes = [self._pane(theme) for _ in range(MOST)]
        self._lying: list[Lying] = []
        self._is_full = False
        self._centre = MIDDLE
        self._generation = 0
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(2)
        for at, pane in enumerate(self.panes):
            self._layout.addWidget(pane, at // 2, at % 2)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def is_full(self) -> bool:
        """Whether pixels are shown, and not whole pictures."""
        return self._is_full

    @property
    def shown(self) -> Sequence[Lying]:
        """What is shown."""
        return tuple(self._lying)

    def show_frames(self, lying: Sequence[Lying]) -> None:
        """Show some frames, the first four at most."""
        self._lying = list(lying[:MOST])
        for at, pane in enumerate(self.panes):
            pane.setVisible(at < len(self._lying))
            pane.show_image(QImage(), QSize())
        self._load()

    def clear(self) -> None:
        """Show nothing, and keep nothing in memory."""
        self._is_full = False
        self.show_frames([])

    def toggle_full(self, centre: QPointF = MIDDLE) -> None:
        """Show pixels around a point, or whole pictures again."""
        self._is_full = not self._is_full
        self._centre = centre
        self._load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc and Return go back to the table."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Move up and down, or aside, while pixels are shown."""
        if self._is_full:
            step = event.angleDelta()
            size = self.panes[0].target().size()
            self._move(QPointF(step.x() / size.width(), step.y() / size.height()))

    def _pane(self, theme: Theme) -> Pane:
        pane = Pane(theme, self)
        pane.dragged.connect(self._move)
        pane.zoom_asked.connect(self.toggle_full)
        return pane

    def _move(self, moved: QPointF) -> None:
        wanted = self._centre - moved
        self._centre = QPointF(min(1.0, max(0.0, wanted.x())), min(1.0, max(0.0, wanted.y())))
        self._look()

    def _look(self) -> None:
        for pane in self.panes:
            pane.look_at(self._centre, is_full=self._is_full)

    def _load(self) -> None:
        self._generation += 1
        self._look()
        for pane, lying in zip(self.panes, self._lying, strict=False):
            pane.tell(words.error_sentence(lying.fault) if lying.fault is not None else "")
            if lying.fault is None:
                self._load_one(pane, lying)

    def _load_one(self, pane: Pane, lying: Lying) -> None:
        box = self.size() * self.devicePixelRatioF()
        if self._is_full:
            box = QSize(WHOLE_PX, WHOLE_PX)
        self._tasks.latest(
            f"loupe-{self.panes.index(pane)}",
            partial(_decoded, lying, box),
            partial(self._on_decoded, self._generation, pane, lying),
            partial(self._on_failed, self._generation, pane),
        )

    def show_first(self, frame_id: str, image: QImage) -> None:
        """Show the picture of a tile until the large one is there."""
        for pane, lying in zip(self.panes, self._lying, strict=False):
            if lying.id == frame_id:
                pane.show_image(image, _whole(lying))

    def _on_decoded(self, generation: int, pane: Pane, lying: Lying, image: QImage) -> None:
        if generation == self._generation:
            pane.show_image(image, _whole(lying))

    def _on_failed(self, generation: int, pane: Pane, error: EditorError) -> None:
        if generation == self._generation:
            pane.tell(words.error_sentence(error))


def _whole(lying: Lying) -> QSize:
    picture = lying.picture
    return turned_size(picture.width_px, picture.height_px, picture.turn_degrees)


def _decoded(lying: Lying, box: QSize) -> QImage:
    # Pillow with its codecs costs 0.1 s and more.
    from editor.pictures.screens import screenful  # noqa: PLC0415  # loaded at the first picture

    whole = turned_size(box.width(), box.height(), lying.picture.turn_degrees)
    width, height, data = screenful(
        Path(lying.frame.path), lying.picture.media_type, (whole.width(), whole.height())
    )
    # Qt only looks at the bytes: they would go before the picture does.
    image = QImage(data, width, height, 4 * width, QImage.Format.Format_RGB32).copy()
    return turned(image, 1, lying.picture.turn_degrees)


def _within(room: float, size: float, share: float) -> float:
    """Where a picture begins so that a share of it is in the middle, without gaps at its edges."""
    if size <= room:
        return (room - size) / 2
    return min(0.0, max(room - size, room / 2 - share * size))
