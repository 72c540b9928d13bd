# SPDX-License-Identifier: GPL-3.0-or-later
"""Small pieces that panels are made of: titles, rules, elided lines, rows of buttons."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID_PX


def label(text: str = "", *, role: str = "", tone: str = "", wraps: bool = True) -> QLabel:
    """A text that can be selected by nobody and read by everybody.

    Args:
        text: what it says.
        role: `title`, `heading`, `label` or `strong`; empty: plain.
        tone: `quiet`, `fine` or `needs_you`; empty: ink.
        wraps: whether it may take several lines.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wraps)
    made.setProperty("role", role)
    made.setProperty("tone", tone)
    return made


def set_tone(widget: QWidget, tone: str) -> None:
    """Give a widget another tone of the style sheet."""
    if widget.property("tone") != tone:
        widget.setProperty("tone", tone)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def button(
    do: Callable[[], object] | None = None, *, kind: str = "", text: str = ""
) -> QPushButton:
    """A button; `kind` is `primary`, `plain`, `link` or empty."""
    made = QPushButton(text)
    made.setProperty("kind", kind)
    # Enter presses it, as the space bar does.
    made.setAutoDefault(True)
    if do is not None:
        made.clicked.connect(lambda _checked=False: do())
    return made


def rule() -> QFrame:
    """A hairline."""
    line = QFrame()
    line.setObjectName("rule")
    return line


def column(
    *items: QWidget | QLayout | int, margin_px: int = 0, gap_px: int = GRID_PX
) -> QVBoxLayout:
    """Items one above the other; a number is that much space, -1 takes what is left."""
    layout = QVBoxLayout()
    _fill(layout, items, margin_px, gap_px)
    return layout


def row(*items: QWidget | QLayout | int, margin_px: int = 0, gap_px: int = GRID_PX) -> QHBoxLayout:
    """Items side by side; a number is that much space, -1 takes what is left."""
    layout = QHBoxLayout()
    _fill(layout, items, margin_px, gap_px)
    return layout


def _fill(
    layout: QVBoxLayout | QHBoxLayout,
    items: tuple[QWidget | QLayout | int, ...],
    margin_px: int,
    gap_px: int,
) -> None:
    layout.setContentsMargins(margin_px, margin_px, margin_px, margin_px)
    layout.setSpacing(gap_px)
    for item in items:
        if isinstance(item, QWidget):
            layout.addWidget(item)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        elif item < 0:
            layout.addStretch(1)
        else:
            layout.addSpacing(item)


def field(words: QLabel, editor: QWidget) -> QVBoxLayout:
    """A label above its field, and bound to it for those who hear the screen."""
    words.setBuddy(editor)
    words.setProperty("role", "label")
    return column(words, editor, gap_px=4)


class Roomy(QScrollArea):
    """An area that asks for the height of what is in it; it scrolls where it does not get that."""

    def sizeHint(self) -> QSize:
        """As high as what is in it."""
        inside = self.widget()
        return super().sizeHint() if inside is None else inside.sizeHint()


def scrolled(inside: QWidget, *, is_roomy: bool = False) -> QScrollArea:
    """The widget in an area that scrolls up and down only.

    Args:
        inside: what scrolls.
        is_roomy: it wants to be as high as what is in it.
    """
    area = Roomy() if is_roomy else QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFrameShape(QFrame.Shape.NoFrame)
    # It shows no ring: Tab goes to what is in it, which it then brings into sight.
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)


class Elided(QLabel):
    """One line that ends in an ellipsis where there is no more room; the tooltip has it whole."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setText(text)

    def setText(self, text: str) -> None:  # noqa: N802  # Qt's name
        """Say something else."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is made."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        metrics = QFontMetrics(self.font())
        area = self.contentsRect()
        shown = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
