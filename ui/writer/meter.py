# SPDX-License-Identifier: GPL-3.0-or-later
"""Meter: one quiet line below a field of the head: how its text fits where readers meet it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt, QTimer
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QSizePolicy, QWidget

from ui import words
from ui.theme import Theme
from ui.writer.fit import Fit, Fitted

REST_MS = 250
"""It is measured when the hands have rested so long, never with the key."""
HEIGHT_PX = 20
FONT_PX = 12
BETWEEN = "  ·  "


class Meter(QWidget):
    """Says for each place how many lines the text takes there, and where it is cut off.

    It bars nothing, and speaks while the head is written. Its room is always kept, so that nothing
    moves when the first letter is typed.

    Args:
        theme: type and colours.
        fit: measures.
        field: which field it is about.
        text: the text as it now stands.
        parent: the head.
    """

    def __init__(
        self, theme: Theme, fit: Fit, field: str, text: Callable[[], str], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._fit = fit
        self._field = field
        self._text = text
        self._measured: str | None = None
        self.fitted: list[Fitted] = []
        self.setFixedHeight(HEIGHT_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._soon.timeout.connect(self._measure)
        theme.changed.connect(self.update)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)
        self._say()

    @property
    def is_speaking(self) -> bool:
        """Whether the caret is in the head."""
        return self._has(QApplication.focusWidget())

    @property
    def told(self) -> list[tuple[str, bool]]:
        """What it says, in its order: the words, and whether they ask for a look."""
        # What is cut off stands first, where a narrow column still shows it.
        ordered = sorted(self.fitted, key=lambda each: (not each.is_cut, not each.is_long))
        return [(self._sentence(each), each.is_long) for each in ordered]

    def look_again(self) -> None:
        """The text is another: measure it once the hands rest."""
        self._soon.start()

    def sizeHint(self) -> QSize:
        """One line."""
        return QSize(0, HEIGHT_PX)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint as much as there is room for; what asks for a look in its own colour."""
        if not self.is_speaking:
            return
        painter = QPainter(self)
        font = self._theme.ui_font(size_px=FONT_PX)
        painter.setFont(font)
        measure, left_px = QFontMetrics(font), 0
        for number, (sentence, is_long) in enumerate(self.told):
            text = (BETWEEN if number else "") + sentence
            room_px = self.width() - left_px
            shown = measure.elidedText(text, Qt.TextElideMode.ElideRight, room_px)
            painter.setPen(self._theme.colour("needs_you" if is_long else "quiet"))
            box = self.rect().adjusted(left_px, 0, 0, 0)
            painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
            left_px += measure.horizontalAdvance(text)
            if shown != text:
                break
        painter.end()

    def _has(self, widget: QWidget | None) -> bool:
        head = self.parentWidget()
        return widget is not None and head is not None and head.isAncestorOf(widget)

    def _on_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._has(old) != self._has(new):
            self.update()

    def _measure(self) -> None:
        text = self._text()
        if text != self._measured:
            self._measured = text
            self.fitted = self._fit.fitted(self._field, text)
            self._say()

    def _say(self) -> None:
        told = [sentence for sentence, _is_long in self.told]
        self.setAccessibleName(self.tr("How it fits where readers meet it"))
        self.setAccessibleDescription(", ".join(told))
        cut = [
            self.tr("{place}: {shown}").format(place=words.place_word(e.place.key), shown=e.shown)
            for e in self.fitted
            if e.is_cut
        ]
        self.setToolTip("\n".join([*told, *cut]))
        self.update()

    def _sentence(self, fitted: Fitted) -> str:
        place = words.place_word(fitted.place.key)
        if fitted.is_cut:
            return self.tr("{place} is cut off").format(place=place)
        lines = self.tr("%n line(s)", "", fitted.lines)
        return self.tr("{place} {lines}").format(place=place, lines=lines)
