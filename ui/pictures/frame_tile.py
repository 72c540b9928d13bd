# SPDX-License-Identifier: GPL-3.0-or-later
"""A frame's tile, painted: its picture, marks by shape and colour, caption or what is missing."""

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from editor.model.frame import FrameId
from editor.model.picture import Pick
from ui import words
from ui.pictures.frames import LYING_ROLE, Lying
from ui.pictures.turning import turned_size
from ui.theme import GRID_PX, Theme

SMALL_PX = 12
PAD_PX = 6
MARK_PX = 16
GROUND_SHARE = 0.8
"""How high the ground of a tile is, of its width: most pictures lie, some stand."""
CLASS_COLOURS = (
    "",
    "#B5443A",
    "#C77B30",
    "#A8922B",
    "#5E8C4A",
    "#3F8C8C",
    "#4A74B0",
    "#7D62A8",
    "#A85C86",
)
"""The colours of the classes 1 to 8; each one is also told by its number and its shape."""

Index = QModelIndex | QPersistentModelIndex


class FrameDelegate(QStyledItemDelegate):
    """Paints tiles.

    Args:
        theme: colours and type.
        image: gives the picture of a frame, as it is now; None: none yet.
    """

    def __init__(
        self, theme: Theme, image: Callable[[FrameId], QImage | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._image = image
        self._side_px = 180
        self.dress()

    def dress(self) -> None:
        """Take the colours and the type of the present scheme."""
        names = ("ink", "quiet", "hover", "selected", "accent", "needs_you", "needs_you_ink")
        self._colours = {each: self._theme.colour(each) for each in (*names, "fine", "paper")}
        self._font = self._theme.ui_font(size_px=SMALL_PX)
        self._line_px = QFontMetrics(self._font).height()

    @property
    def side_px(self) -> int:
        """How wide the ground of a picture is."""
        return self._side_px

    @side_px.setter
    def side_px(self, side_px: int) -> None:
        self._side_px = side_px

    def box(self, scale: float) -> QSize:
        """What a picture is to fit into, in pixels of the device."""
        return QSize(round(self._side_px * scale), round(self._side_px * GROUND_SHARE * scale))

    def tile_size(self) -> QSize:
        """The size of every tile."""
        ground = round(self._side_px * GROUND_SHARE)
        high = ground + MARK_PX + 2 * self._line_px + 3 * PAD_PX
        return QSize(self._side_px + 2 * PAD_PX, high)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """One size for all."""
        return self.tile_size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one tile."""
        lying = index.data(LYING_ROLE)
        if not isinstance(lying, Lying):
            return
        area = option.rect.adjusted(PAD_PX, PAD_PX, -PAD_PX, 0)
        ground = QRect(area.topLeft(), QSize(area.width(), round(area.width() * GROUND_SHARE)))
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect.adjusted(1, 1, -1, -1), self._colours["selected"])
        self._paint_picture(painter, ground, lying)
        marks = QRect(area.left(), ground.bottom() + 3, area.width(), MARK_PX)
        self._paint_marks(painter, marks, lying)
        self._paint_words(painter, marks.translated(0, MARK_PX + 1), lying)
        self._paint_edge(painter, ground, state)

    def _paint_picture(self, painter: QPainter, ground: QRect, lying: Lying) -> None:
        image, picture = self._image(lying.id), lying.picture
        is_rejected = picture.pick is Pick.REJECTED
        if lying.fault is not None:
            self._paint_fault(painter, ground, lying)
            return
        if image is None or image.isNull():
            whole = turned_size(picture.width_px, picture.height_px, picture.turn_degrees)
            painter.fillRect(_place(whole, ground), self._colours["hover"])
            return
        if is_rejected:
            painter.setOpacity(0.35)
        scale = painter.device().devicePixelRatioF()
        size = QSize(round(image.width() / scale), round(image.height() / scale))
        # Put there as it was made; it is stretched only while the tiles change their size.
        is_made = size.width() == ground.width() or size.height() == ground.height()
        small = size.width() <= ground.width() and size.height() <= ground.height()
        place = QRect(QPoint(0, 0), size) if is_made and small else _place(size, ground)
        place.moveCenter(ground.center())
        painter.drawImage(place, image)
        painter.setOpacity(1.0)

    def _paint_fault(self, painter: QPainter, ground: QRect, lying: Lying) -> None:
        painter.fillRect(ground, self._colours["hover"])
        painter.setFont(self._font)
        painter.setPen(self._colours["quiet"])
        flags = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        inside = ground.adjusted(GRID_PX, 4, -GRID_PX, -4)
        sentence = words.error_sentence(lying.fault) if lying.fault is not None else ""
        painter.drawText(inside, flags, sentence)

    def _paint_marks(self, painter: QPainter, area: QRect, lying: Lying) -> None:
        picture = lying.picture
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        x = area.left()
        if picture.pick is not Pick.NONE:
            self._paint_pick(painter, QRectF(x, area.top() + 1, 14, 14), picture.pick)
            x += 18
        painter.setFont(self._font)
        if picture.rating:
            painter.setPen(self._colours["ink"])
            line = QRect(x, area.top(), area.right() - x, MARK_PX)
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), "★" * picture.rating)
        right = area.right() + 1
        if picture.colour_class:
            right -= MARK_PX
            paint_class(painter, QRectF(right, area.top(), MARK_PX, MARK_PX), picture.colour_class)
        if lying.is_placed:
            right -= 20
            icon = self._theme.icon("ph.article", "quiet")
            icon.paint(painter, QRect(right, area.top(), MARK_PX, MARK_PX))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _paint_pick(self, painter: QPainter, area: QRectF, pick: Pick) -> None:
        is_picked = pick is Pick.PICKED
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colours["fine" if is_picked else "quiet"])
        painter.drawEllipse(area)
        pen = QPen(self._colours["paper"], 1.8, c=Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        left, top = area.left(), area.top()
        if is_picked:
            tick = ((3.6, 7.2), (6.2, 9.8), (10.6, 4.6))
            painter.drawPolyline([QPointF(left + x, top + y) for x, y in tick])
        else:
            painter.drawLine(QPointF(left + 4.4, top + 4.4), QPointF(left + 9.6, top + 9.6))
            painter.drawLine(QPointF(left + 9.6, top + 4.4), QPointF(left + 4.4, top + 9.6))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_words(self, painter: QPainter, area: QRect, lying: Lying) -> None:
        picture, line_px = lying.picture, self._line_px
        painter.setFont(self._font)
        painter.setPen(self._colours["quiet"])
        _draw_line(painter, area.left(), area.top(), area.width(), picture.file_name)
        top = area.top() + line_px
        caption = picture.caption.strip()
        if caption:
            painter.setPen(self._colours["ink"])
            _draw_line(painter, area.left(), top, area.width(), caption)
        elif lying.is_described and lying.fault is None:
            painter.setPen(self._colours["needs_you_ink"])
            missing = self.tr("Missing caption")
            wide = _draw_line(painter, area.left(), top, area.width(), missing)
            painter.setPen(_dots(self._colours["needs_you"]))
            y = top + line_px
            painter.drawLine(area.left() + 1, y, area.left() + wide, y)

    def _paint_edge(self, painter: QPainter, ground: QRect, state: QStyle.StateFlag) -> None:
        has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
        if not has_focus and not state & QStyle.StateFlag.State_Selected:
            return
        painter.setPen(QPen(self._colours["accent" if has_focus else "quiet"], 2))
        painter.drawRect(ground.adjusted(-1, -1, 1, 1))


def paint_class(painter: QPainter, area: QRectF, number: int) -> None:
    """Paint the mark of a colour class: its colour, its number, and round or square by turns."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(CLASS_COLOURS[number]))
    shape = area.adjusted(1, 1, -1, -1)
    if number % 3 == 1:
        painter.drawRoundedRect(shape, 3, 3)
    elif number % 3 == 2:
        painter.drawEllipse(shape)
    else:
        middle = shape.center()
        half = shape.width() / 2 + 1
        painter.drawPolygon(
            QPolygonF(
                [middle + QPointF(x, y) * half for x, y in ((0, -1), (1, 0), (0, 1), (-1, 0))]
            )
        )
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QColor("#FFFFFF"))
    font = QFont(painter.font())
    font.setPixelSize(10)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.drawText(area, int(Qt.AlignmentFlag.AlignCenter), str(number))


def _place(size: QSize, ground: QRect) -> QRect:
    """Where a picture lies on its ground, as large as it fits."""
    place = QRect(QPoint(0, 0), size.scaled(ground.size(), Qt.AspectRatioMode.KeepAspectRatio))
    place.moveCenter(ground.center())
    return place


def _draw_line(painter: QPainter, left: int, top: int, width: int, text: str) -> int:
    """One line, elided; returns how wide it became."""
    shown, wide = _elided(painter.font().toString(), text.partition("\n")[0], width)
    painter.drawText(QPoint(left, top + painter.fontMetrics().ascent()), shown)
    return wide


@lru_cache(maxsize=4096)
def _elided(font: str, text: str, width: int) -> tuple[str, int]:
    # Measured once: a screenful of tiles is painted sixty times a second.
    made = QFont()
    made.fromString(font)
    metrics = QFontMetrics(made)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    return shown, metrics.horizontalAdvance(shown)


def _dots(colour: QColor) -> QPen:
    pen = QPen(colour, 2)
    pen.setStyle(Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([0.1, 2.0])
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    return pen
