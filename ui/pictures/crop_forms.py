# SPDX-License-Identifier: GPL-3.0-or-later
"""Every form of a picture side by side, as readers will see it; one is chosen to be changed."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from editor.model import framing
from editor.model.picture import Crop, Picture
from ui.pictures.framed import fitted, paint_view
from ui.theme import GRID_PX, Theme

CARD_WIDTH_PX = 232
PLACE_HEIGHT_PX = 96
COPY_PX = 480


class FormCard(QAbstractButton):
    """One form: how it will look, what it is called, whether a person set it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._picture: Picture | None = None
        self._crop = framing.WHOLE
        self._copy = QPixmap()
        self._state = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_form(self, picture: Picture, crop: Crop, copy: QPixmap, state: str) -> None:
        """Show the part of a picture; the state says who chose it."""
        self._picture, self._crop, self._copy, self._state = picture, crop, copy, state
        self.setAccessibleName(f"{self.text()}, {state}")
        self.update()

    def sizeHint(self) -> QSize:
        """A picture and two lines."""
        lines = 2 * self.fontMetrics().lineSpacing()
        return QSize(CARD_WIDTH_PX, PLACE_HEIGHT_PX + max(lines, 2 * GRID_PX) + 3 * GRID_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(self._theme.colour("accent" if self.isChecked() else "line"), 1))
        if self.isChecked() or self.hasFocus():
            painter.setPen(QPen(self._theme.colour("accent"), 2 if self.hasFocus() else 1.5))
        is_lit = self.isChecked() or self.underMouse()
        painter.setBrush(self._theme.colour("hover" if is_lit else "paper"))
        painter.drawRoundedRect(box, 5, 5)
        room = QRectF(box.left() + GRID_PX, box.top() + GRID_PX, box.width() - 2 * GRID_PX, 0)
        room.setHeight(PLACE_HEIGHT_PX)
        if self._picture is not None:
            width, height = framing.straightened_px(self._picture)
            part = (width * self._crop.width, height * self._crop.height)
            paint_view(painter, fitted(*part, room), self._copy, self._picture, self._crop)
        words = room.translated(0, PLACE_HEIGHT_PX + GRID_PX // 2)
        words.setHeight(self.fontMetrics().lineSpacing())
        painter.setPen(self._theme.colour("ink"))
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(self._theme.colour("quiet"))
        painter.drawText(
            words.translated(0, words.height()), Qt.AlignmentFlag.AlignLeft, self._state
        )


class CropForms(QWidget):
    """The cards, one below the other; arrows go from one to the next.

    Args:
        theme: colours.
    """

    chosen = Signal(str)
    """One of `framing.FORMS`, or `framing.FREE`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.cards = {form: FormCard(theme) for form in (framing.FREE, *framing.FORMS)}
        self._group = QButtonGroup(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        for form, card in self.cards.items():
            self._group.addButton(card)
            layout.addWidget(card)
            card.toggled.connect(lambda is_on, form=form: self.chosen.emit(form) if is_on else None)
        layout.addStretch(1)
        self.cards[framing.FREE].setChecked(True)
        theme.changed.connect(self.update)

    @property
    def form(self) -> str:
        """The one that is chosen."""
        return next(form for form, card in self.cards.items() if card.isChecked())

    def choose(self, form: str) -> None:
        """Choose one."""
        self.cards[form].setChecked(True)
