# SPDX-License-Identifier: GPL-3.0-or-later
"""Paints a picture turned, straightened and cropped, out of a small upright copy of it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from editor.model import framing
from editor.model.picture import Crop, Picture

if TYPE_CHECKING:
    from editor.desk import Desk


def upright_copy(desk: "Desk", picture: Picture, size_px: int) -> QImage:
    """The picture as the camera held it, whole, whatever was set since. Thread: any.

    Raises:
        Refused: as `Renditions.thumbnail`.
    """
    as_taken = replace(picture, turn_degrees=0, straighten_degrees=0.0, crops=())
    return QImage(str(desk.renditions.thumbnail(as_taken, size_px)))


def paint_view(
    painter: QPainter, place: QRectF, copy: QPixmap, picture: Picture, crop: Crop
) -> None:
    """Fill a place with a part of the picture as readers will see it.

    Args:
        painter: with smooth pixmaps wanted.
        place: in the proportions of the part.
        copy: see `upright_copy`; without one the picture's colour is painted.
        picture: what was set so far.
        crop: the part.
    """
    if copy.isNull():
        painter.fillRect(place, QColor(picture.colour))
        return
    width, height = framing.straightened_px(picture)
    scale = place.width() / (width * crop.width)
    painter.save()
    painter.setClipRect(place)
    painter.translate(
        place.left() + (0.5 - crop.left) * width * scale,
        place.top() + (0.5 - crop.top) * height * scale,
    )
    painter.rotate(picture.straighten_degrees + picture.turn_degrees)
    painter.scale(
        scale * picture.width_px / copy.width(), scale * picture.height_px / copy.height()
    )
    painter.drawPixmap(QPointF(-copy.width() / 2, -copy.height() / 2), copy)
    painter.restore()


def fitted(width: float, height: float, room: QRectF) -> QRectF:
    """The largest place of such proportions in a room, in its middle."""
    scale = min(room.width() / width, room.height() / height)
    place = QRectF(0, 0, width * scale, height * scale)
    place.moveCenter(room.center())
    return place
