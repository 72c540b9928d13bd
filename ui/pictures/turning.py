# SPDX-License-Identifier: GPL-3.0-or-later
"""Turns pictures as camera and editor want them, and fits them into tiles; for any thread."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QTransform

_MARKS = {
    2: (True, 0),
    3: (False, 180),
    4: (True, 180),
    5: (True, 270),
    6: (False, 90),
    7: (True, 90),
    8: (False, 270),
}
"""Exif's mark of orientation -> mirrored from left to right, then turned clockwise."""

QUARTERS = (90, 270)


def turned(image: QImage, orientation: int, turn_degrees: int = 0) -> QImage:
    """The picture upright, then turned as the editor wants it, clockwise."""
    is_mirrored, degrees = _MARKS.get(orientation, (False, 0))
    shown = image.flipped(Qt.Orientation.Horizontal) if is_mirrored else image
    degrees = (degrees + turn_degrees) % 360
    return shown.transformed(QTransform().rotate(degrees)) if degrees else shown


def fitted(image: QImage, box: QSize, *, whole: QSize | None = None) -> QImage:
    """The picture as large as fits into a box, ready to be painted.

    Args:
        image: turned already.
        box: in pixels of the device.
        whole: the size of the picture that this one is a preview of: bars that the camera put
            around it are cut off, and it is made as large as that one would be.
    """
    shown, size = image, image.size()
    if whole is not None and not whole.isEmpty() and not image.isNull():
        shown = image.copy(_without_bars(image.size(), whole))
        size = whole
    target = size.scaled(box, Qt.AspectRatioMode.KeepAspectRatio)
    if size.width() < target.width():
        target = size
    small = shown.scaled(
        target.expandedTo(QSize(1, 1)),
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    )
    return small.convertToFormat(QImage.Format.Format_RGB32)


def turned_size(width_px: int, height_px: int, turn_degrees: int) -> QSize:
    """The size of a picture once the editor's turn is done."""
    size = QSize(width_px, height_px)
    return size.transposed() if turn_degrees in QUARTERS else size


def _without_bars(small: QSize, whole: QSize) -> QRect:
    inside = QRect(0, 0, *whole.scaled(small, Qt.AspectRatioMode.KeepAspectRatio).toTuple())
    inside.moveCenter(QRect(0, 0, small.width(), small.height()).center())
    return inside
