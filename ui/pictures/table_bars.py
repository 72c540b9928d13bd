# SPDX-License-Identifier: GPL-3.0-or-later
"""The lines around the light table: what is being done and how much, and what went wrong."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from ui import words
from ui.entries import set_tone
from ui.theme import GRID_PX

BAR_PX = 140

Cancel = Callable[[], object]


class Foot(QWidget):
    """How many frames are shown, picked and chosen; what is being done, with a way to end it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.counts, self.doing = QLabel(self), QLabel(self)
        set_tone(self.counts, "quiet")
        set_tone(self.doing, "quiet")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(BAR_PX)
        self.cancel = QPushButton(self, autoDefault=True)
        self.cancel.setProperty("kind", "link")
        self.cancel.clicked.connect(lambda _checked: self._on_cancel())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(GRID_PX, 2, GRID_PX, 2)
        layout.addWidget(self.counts)
        layout.addStretch(1)
        for each in (self.doing, self.bar, self.cancel):
            layout.addWidget(each)
        self._numbers = (0, 0, 0, 0, 0)
        self._running: dict[Cancel | None, tuple[str, int, int]] = {}
        self._say()
        self._show_running()

    def show_counts(self, shown: int, lying: int, picked: int, rejected: int, chosen: int) -> None:
        """Say how many."""
        numbers = (shown, lying, picked, rejected, chosen)
        if numbers != self._numbers:
            self._numbers = numbers
            self._say()

    def show_progress(
        self, doing: str, done: int, every: int, cancel: Cancel | None = None
    ) -> None:
        """Say what is being done; nothing when it is over.

        Args:
            doing: what.
            done: how many are done.
            every: of how many; 0: it is over.
            cancel: ends this and nothing else; of several at once the one begun last is shown,
                and is ended by the button. None: nobody waits for it, it is said by words alone.
        """
        if every:
            self._running[cancel] = (doing, done, every)
        else:
            self._running.pop(cancel, None)
        self._show_running()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _shown(self) -> Cancel | None:
        """What ends that which is shown."""
        return next((each for each in reversed(self._running) if each is not None), None)

    def _show_running(self) -> None:
        shown = self._shown()
        doing, done, every = self._running.get(shown, ("", 0, 0))
        self.doing.setVisible(every > 0)
        for each in (self.bar, self.cancel):
            each.setVisible(shown is not None)
        self.bar.setMaximum(max(1, every))
        self.bar.setValue(done)
        count = f"{words.number(done)} / {words.number(every)}"
        self.doing.setText(f"{doing} {count}" if every else "")

    def _on_cancel(self) -> None:
        cancel = self._shown()
        if cancel is not None:
            cancel()

    def _say(self) -> None:
        shown, lying, picked, rejected, chosen = self._numbers
        told = []
        if lying and shown == lying:
            told.append(self.tr("%Ln picture(s)", "", lying))
        elif lying:
            said = self.tr("{shown} of %Ln picture(s)", "", lying)
            told.append(said.format(shown=words.number(shown)))
        if picked:
            told.append(self.tr("%Ln picked", "", picked))
        if rejected:
            told.append(self.tr("%Ln rejected", "", rejected))
        if chosen > 1:
            told.append(self.tr("%Ln selected", "", chosen))
        self.counts.setText(" · ".join(told))
        self.cancel.setText(self.tr("Cancel"))


class Notice(QWidget):
    """One sentence about what went wrong, with the mend as a button."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = QLabel(self)
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._mend = QPushButton(self, autoDefault=True)
        self._mend.clicked.connect(lambda _checked: self._on_mend())
        self._do: Callable[[], object] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, GRID_PX // 2, GRID_PX, GRID_PX // 2)
        layout.addWidget(self._words, 1)
        layout.addWidget(self._mend)
        self.hide()

    @property
    def sentence(self) -> str:
        """What it says; empty: nothing."""
        return "" if self.isHidden() else self._words.text()

    def say(self, sentence: str, mend: str = "", do: Callable[[], object] | None = None) -> None:
        """Say it, until it is mended or said otherwise; empty: nothing."""
        self._words.setText(sentence)
        set_tone(self._words, "needs_you" if mend else "quiet")
        self._mend.setText(mend)
        self._mend.setVisible(bool(mend))
        self._do = do
        self.setVisible(bool(sentence))

    def _on_mend(self) -> None:
        self.hide()
        if self._do is not None:
            self._do()
