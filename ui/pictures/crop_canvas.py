# SPDX-License-Identifier: GPL-3.0-or-later
"""The picture with the frame of one crop on it: dragged, drawn or moved; a click points."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from editor.model import cropping, framing
from editor.model.picture import Crop, Picture
from ui.pictures.framed import fitted, paint_view
from ui.theme import GRID_PX, Theme

REACH_PX = 10
"""So near to an edge, the edge is meant."""
HANDLE_PX = 14
POINT_PX = 11
STEP, FINE_STEP = 0.01, 0.002
GROWTH = 1.04
LINES = 8
"""Parts of the grid that a horizon is straightened by."""

_WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_GROW = {Qt.Key.Key_Plus: GROWTH, Qt.Key.Key_Equal: GROWTH, Qt.Key.Key_Minus: 1 / GROWTH}
_CURSORS = {
    (-1, 0): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeHorCursor,
    (0, -1): Qt.CursorShape.SizeVerCursor,
    (0, 1): Qt.CursorShape.SizeVerCursor,
    (-1, -1): Qt.CursorShape.SizeFDiagCursor,
    (1, 1): Qt.CursorShape.SizeFDiagCursor,
    (1, -1): Qt.CursorShape.SizeBDiagCursor,
    (-1, 1): Qt.CursorShape.SizeBDiagCursor,
    (0, 0): Qt.CursorShape.SizeAllCursor,
}


class CropCanvas(QWidget):
    """Shows what was set, and tells what a hand wants; sets nothing itself.

    Args:
        theme: colours.
    """

    crop_wanted = Signal(object)
    """The Crop under the hand; None: it shall follow the focal point."""
    point_wanted = Signal(tuple)
    """Fractions of what is shown."""
    let_go = Signal()
    """The hand is off the frame."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._crop = framing.WHOLE
        self._is_bound = False
        self._copy = QPixmap()
        self._is_levelling = False
        self._note = ""
        self._held: tuple[QPointF, Crop, tuple[int, int] | None] | None = None
        self._has_dragged = False
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 200)

    def show_copy(self, copy: QPixmap, note: str = "") -> None:
        """Paint out of this copy; a note says why there is none."""
        self._copy, self._note = copy, note
        self.update()

    def show_crop(self, picture: Picture, crop: Crop, *, is_bound: bool) -> None:
        """Show a picture and the frame on it.

        Args:
            picture: what was set so far.
            crop: the frame.
            is_bound: whether the frame keeps its proportions.
        """
        self._picture, self._crop, self._is_bound = picture, crop, is_bound
        self.update()

    def show_level(self, *, is_levelling: bool) -> None:
        """Show the lines that a horizon is straightened by, or no longer."""
        self._is_levelling = is_levelling
        self.update()

    @property
    def ground(self) -> QRectF:
        """Where the picture stands."""
        room = QRectF(self.rect()).adjusted(GRID_PX, GRID_PX, -GRID_PX, -GRID_PX)
        if self._picture is None:
            return room
        return fitted(*framing.straightened_px(self._picture), room)

    @property
    def frame(self) -> QRectF:
        """Where the frame stands."""
        ground, crop = self.ground, self._crop
        return QRectF(
            ground.left() + crop.left * ground.width(),
            ground.top() + crop.top * ground.height(),
            crop.width * ground.width(),
            crop.height * ground.height(),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture, dimmed where the crop leaves it out."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), self._theme.colour("hover"))
        if self._picture is None:
            return
        paint_view(painter, self.ground, self._copy, self._picture, framing.WHOLE)
        if self._note:
            painter.setPen(self._theme.colour("ink"))
            words = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.ground.toRect(), words, self._note)
        if self._is_levelling:
            self._paint_level(painter)
        else:
            self._paint_frame(painter)
            self._paint_point(painter, self._picture)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the frame, an edge of it, or a point."""
        if event.button() is Qt.MouseButton.LeftButton and self._picture is not None:
            self._held = (event.position(), self._crop, self._grip(event.position()))
            self._has_dragged = False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag what is held."""
        if self._held is None:
            grip = self._grip(event.position())
            self.setCursor(Qt.CursorShape.CrossCursor if grip is None else _CURSORS[grip])
            return
        start, crop, grip = self._held
        way = event.position() - start
        if grip is None or (not self._has_dragged and way.manhattanLength() < GRID_PX // 2):
            return
        self._has_dragged = True
        across, down = way.x() / self.ground.width(), way.y() / self.ground.height()
        if grip == (0, 0):
            self.crop_wanted.emit(cropping.moved(crop, across, down))
            return
        proportion = crop.width / crop.height if self._is_bound else None
        self.crop_wanted.emit(cropping.drawn(crop, grip, across, down, proportion))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; a click that dragged nothing says what must stay in sight."""
        held, self._held = self._held, None
        if held is None:
            return
        if not self._has_dragged:
            ground, at = self.ground, event.position()
            across = (at.x() - ground.left()) / ground.width()
            down = (at.y() - ground.top()) / ground.height()
            if 0 <= across <= 1 and 0 <= down <= 1:
                self.point_wanted.emit((across, down))
        self.let_go.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move the frame, with Alt the point; plus and minus change its size."""
        key, modifiers = event.key(), event.modifiers()
        if self._picture is None:
            super().keyPressEvent(event)
        elif key in _WAYS:
            is_fine = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            step = FINE_STEP if is_fine else STEP
            across, down = (each * step for each in _WAYS[Qt.Key(key)])
            if modifiers & Qt.KeyboardModifier.AltModifier:
                point = framing.point_of(self._picture)
                self.point_wanted.emit((point[0] + across, point[1] + down))
            else:
                self.crop_wanted.emit(cropping.moved(self._crop, across, down))
        elif key in _GROW:
            self.crop_wanted.emit(cropping.grown(self._crop, _GROW[Qt.Key(key)]))
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.crop_wanted.emit(None)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def _grip(self, at: QPointF) -> tuple[int, int] | None:
        """The edge or corner of the frame at a place; (0, 0): the frame; None: none of it."""
        frame = self.frame
        if not frame.adjusted(-REACH_PX, -REACH_PX, REACH_PX, REACH_PX).contains(at):
            return None
        # Of a small frame, more than half stays for moving it.
        reach = min(REACH_PX, frame.width() / 5, frame.height() / 5)
        across = (at.x() > frame.right() - reach) - (at.x() < frame.left() + reach)
        down = (at.y() > frame.bottom() - reach) - (at.y() < frame.top() + reach)
        return across, down

    def _paint_frame(self, painter: QPainter) -> None:
        ground, frame = self.ground, self.frame
        left_out = QPainterPath()
        left_out.addRect(ground)
        left_out.addRect(frame)
        painter.fillPath(left_out, QColor(0, 0, 0, 140))
        painter.setPen(QPen(QColor(255, 255, 255, 90), 1))
        for part in (1 / 3, 2 / 3):
            across = frame.left() + part * frame.width()
            down = frame.top() + part * frame.height()
            painter.drawLine(QPointF(across, frame.top()), QPointF(across, frame.bottom()))
            painter.drawLine(QPointF(frame.left(), down), QPointF(frame.right(), down))
        painter.setPen(QPen(QColor(0, 0, 0, 110), 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)
        painter.setPen(QPen(QColor("white"), 1.5))
        painter.drawRect(frame)
        painter.setPen(QPen(QColor("white"), 3))
        for corner, across, down in (
            (frame.topLeft(), 1, 1),
            (frame.topRight(), -1, 1),
            (frame.bottomLeft(), 1, -1),
            (frame.bottomRight(), -1, -1),
        ):
            painter.drawLine(corner, corner + QPointF(across * HANDLE_PX, 0))
            painter.drawLine(corner, corner + QPointF(0, down * HANDLE_PX))

    def _paint_point(self, painter: QPainter, picture: Picture) -> None:
        ground, (across, down) = self.ground, framing.point_of(picture)
        at = QPointF(ground.left() + across * ground.width(), ground.top() + down * ground.height())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        is_chosen = picture.focal_point is not None
        for colour, width_px in ((QColor(0, 0, 0, 150), 4.0), (self._theme.colour("accent"), 2.0)):
            pen = QPen(colour, width_px)
            if not is_chosen:
                pen.setStyle(Qt.PenStyle.DotLine)
            painter.setPen(pen)
            painter.drawEllipse(at, POINT_PX, POINT_PX)
        painter.setBrush(self._theme.colour("accent"))
        painter.setPen(QPen(QColor("white"), 1))
        painter.drawEllipse(at, 3, 3)

    def _paint_level(self, painter: QPainter) -> None:
        ground = self.ground
        painter.setPen(QPen(QColor(255, 255, 255, 110), 1))
        for line in range(1, LINES):
            down = ground.top() + line / LINES * ground.height()
            painter.drawLine(QPointF(ground.left(), down), QPointF(ground.right(), down))
            across = ground.left() + line / LINES * ground.width()
            painter.drawLine(QPointF(across, ground.top()), QPointF(across, ground.bottom()))
        middle = ground.center().y()
        painter.setPen(QPen(self._theme.colour("accent"), 2))
        painter.drawLine(QPointF(ground.left(), middle), QPointF(ground.right(), middle))
