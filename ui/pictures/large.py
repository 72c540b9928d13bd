# SPDX-License-Identifier: GPL-3.0-or-later
"""The chosen picture, large, in its own proportions on a quiet ground."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from editor.model import framing
from editor.model.framing import View
from editor.model.picture import Crop, Picture, Sha256
from ui.theme import Theme

PREVIEW_HEIGHT_PX = 220


class LargePicture(QWidget):
    """The picture, whole, on a quiet ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._view: View | None = None
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(PREVIEW_HEIGHT_PX)

    def begin(self, picture: Picture, crop: Crop | None = None) -> bool:
        """Make ready for a picture as the story shows it; False when that is what is shown."""
        before, self._picture = self.shown_as, picture
        self._view = framing.shown(picture, crop)
        if before == self.shown_as and not self._pixmap.isNull():
            return False
        self._pixmap = QPixmap()
        self.setAccessibleName(picture.alt_text or picture.caption or picture.file_name)
        self.update()
        return True

    @property
    def shown_as(self) -> tuple[Sha256, str] | None:
        """Another one where another picture is shown, or another part of it."""
        picture, view = self._picture, self._view
        return None if picture is None or view is None else (picture.sha256, view.cut)

    def show_image(self, shown_as: tuple[Sha256, str] | None, image: QImage) -> None:
        """Show the picture, unless another is wanted meanwhile."""
        if self.shown_as == shown_as:
            self._pixmap = QPixmap.fromImage(image)
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("hover"))
        painter.drawRoundedRect(self.rect(), 4, 4)
        if self._picture is None or self._view is None:
            return
        whole = QSize(self._view.width_px, self._view.height_px)
        place = QRect(self.rect())
        place.setSize(whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(self.rect().center())
        if self._pixmap.isNull():
            painter.fillRect(place, QColor(self._picture.colour))
        else:
            painter.drawPixmap(place, self._pixmap)
