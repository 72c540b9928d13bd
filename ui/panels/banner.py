# SPDX-License-Identifier: GPL-3.0-or-later
"""A line under the top bar for what a person should know and may act on; it can be put away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from ui.panels.pieces import button, label, row
from ui.theme import GRID_PX

Answer = tuple[str, Callable[[], object]]
"""What a button says, and what it does."""


class Banner(QWidget):
    """One sentence, an act or two answers, and a way to put it away."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.key = ""
        """What it is about; empty while nothing is said."""
        self._words = label()
        self._act, self._away = button(self._on_act), button(self.clear, kind="plain")
        self._other = button(self._on_other)
        self._do: Callable[[], object] | None = None
        self._do_other: Callable[[], object] | None = None
        line = row(self._words, self._act, self._other, self._away)
        line.setContentsMargins(2 * GRID_PX, 4, GRID_PX, 4)
        line.setStretch(0, 1)
        self.setLayout(line)
        self._say()
        self.hide()

    def say(
        self, key: str, sentence: str, act: str = "", do: Callable[[], object] | None = None
    ) -> None:
        """Say something; it stays until it is put away or `clear` is called with its key."""
        self.key = key
        self._words.setText(sentence)
        self._act.setText(act)
        self._act.setVisible(bool(act))
        self._do, self._do_other = do, None
        self._other.hide()
        self._away.show()
        self.show()

    def ask(
        self, key: str, question: str, one: Answer, other: Answer, *, may_be_left: bool = False
    ) -> None:
        """Ask something that has two answers; it stays until it is answered or cleared.

        Args:
            key: what it is about.
            question: what is asked.
            one: the first answer.
            other: the second.
            may_be_left: it can be put away without an answer.
        """
        self.say(key, question, *one)
        self._other.setText(other[0])
        self._do_other = other[1]
        self._other.show()
        self._away.setVisible(may_be_left)

    def clear(self, key: str = "") -> None:
        """Put it away; with a key only when it is about that."""
        if not key or key == self.key:
            self.key = ""
            self.hide()

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._words.text()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._away.setText(self.tr("Dismiss"))

    def _on_other(self) -> None:
        if self._do_other is not None:
            self._do_other()
            self.clear()

    def _on_act(self) -> None:
        if self._do is not None:
            self._do()
