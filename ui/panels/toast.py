# SPDX-License-Identifier: GPL-3.0-or-later
"""A toast: what was just done, with Undo; it goes by itself and never takes the focus."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QFrame, QWidget

from ui.panels.pieces import button, label, row

STAYS_MS = 8000
BOTTOM_PX = 48


class Toast(QFrame):
    """One sentence, and at most a way back and a closer look, at the bottom of its parent."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("toast")
        self._room = parent
        self._words = label(wraps=False)
        self._act = button(self._on_act)
        self._look = button(self._on_look)
        self._other = button(self._on_other)
        self._do: Callable[[], object] | None = None
        self._show: Callable[[], object] | None = None
        self._do_other: Callable[[], object] | None = None
        self.setLayout(row(self._words, self._act, self._other, self._look, margin_px=8))
        self._going = QTimer(self, singleShot=True, interval=STAYS_MS)
        self._going.timeout.connect(self.hide)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, act: str = "", do: Callable[[], object] | None = None) -> None:
        """Tell what was done; with a button when it can be taken back."""
        self._look.hide()
        self._other.hide()
        self._words.setText(sentence)
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._do = do
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._going.start()

    def offer(self, words: str, show: Callable[[], object]) -> None:
        """Offer a closer look at what it just said, with a second button."""
        self._look.setText(words)
        self._look.show()
        self._show = show
        self.adjustSize()
        self._place()

    def offer_other(self, words: str, do: Callable[[], object]) -> None:
        """Offer another outcome than the one it just told of."""
        self._other.setText(words)
        self._other.show()
        self._do_other = do
        self.adjustSize()
        self._place()

    @property
    def sentence(self) -> str:
        """What it says, or said last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the bottom when the window changes its size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _on_act(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()

    def _on_other(self) -> None:
        self.hide()
        if self._do_other is not None:
            self._do_other()

    def _on_look(self) -> None:
        self.hide()
        if self._show is not None:
            self._show()

    def _place(self) -> None:
        room = self._room.rect()
        self.move((room.width() - self.width()) // 2, room.height() - self.height() - BOTTOM_PX)
