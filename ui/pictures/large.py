# SPDX-License-Identifier: GPL-3.0-or-later
"""The chosen picture, large, in its own proportions on a quiet ground."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import (
    QSizePolicy,
    QWidget,
)

from editor.model.picture import Picture, Sha256
from ui.theme import Theme

PREVIEW_HEIGHT_PX = 220


class LargePicture(QWidget):
    """The picture, whole, on a quiet ground."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._pixmap = QPixmap()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(PREVIEW_HEIGHT_PX)

    def begin(self, picture: Picture) -> bool:
        """Make ready for a picture; False when it is the one that is shown."""
        before, self._picture = self._picture, picture
        if before is not None and before.sha256 == picture.sha256 and not self._pixmap.isNull():
            return False
        self._pixmap = QPixmap()
        self.setAccessibleName(picture.alt_text or picture.caption or picture.file_name)
        self.update()
        return True

    def show_image(self, sha256: Sha256, image: QImage) -> None:
        """Show the picture, unless another is wanted meanwhile."""
        if self._picture is not None and self._picture.sha256 == sha256:
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
        if self._picture is None:
            return
        whole = QSize(self._picture.width_px, self._picture.height_px)
        place = QRect(self.rect())
        place.setSize(whole.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio))
        place.moveCenter(self.rect().center())
        if self._pixmap.isNull():
            painter.fillRect(place, QColor(self._picture.colour))
        else:
            painter.drawPixmap(place, self._pixmap)
