# SPDX-License-Identifier: GPL-3.0-or-later
"""The line at the bottom: saved here, length, what waits, the time with its zone."""

from datetime import timedelta

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from editor.model.rows import SyncStatus
from ui import words
from ui.panels.pieces import Elided, set_tone
from ui.theme import GRID_PX

HEIGHT_PX = 28
MINUTE_MS = 60_000


class StatusBar(QWidget):
    """Quiet facts; only what could not be saved stands out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("bottomBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT_PX)
        self._status = SyncStatus()
        self._length: tuple[int, int, int | None] | None = None
        self._zone = ""
        self._trouble = ""
        self._is_saved: bool | None = None
        self.saved = QLabel(self)
        self.length = Elided(parent=self)
        self.waiting, self.time = QLabel(self), QLabel(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, 0, 2 * GRID_PX, 0)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.saved)
        layout.addWidget(self.length, 1)
        layout.addWidget(self.waiting)
        layout.addWidget(self.time)
        self._tick = QTimer(self, singleShot=True)
        self._tick.timeout.connect(self._say_time)
        self._say()

    def show_saved(self) -> None:
        """All that was typed stands in the store."""
        self._is_saved, self._trouble = True, ""
        self._say_saved()

    def show_typing(self) -> None:
        """Something is typed that is not yet in the store."""
        self._is_saved = False
        self._say_saved()

    def show_trouble(self, sentence: str) -> None:
        """Something could not be saved."""
        self._trouble = sentence
        self._say_saved()

    @property
    def is_in_trouble(self) -> bool:
        """Whether the last save failed."""
        return bool(self._trouble)

    def show_length(self, count: int, minutes: int, commissioned: int | None) -> None:
        """Say how long the copy is, in words and minutes."""
        self._length = (count, minutes, commissioned)
        self._say_length()

    def show_nothing(self) -> None:
        """No story is open."""
        self._length, self._is_saved, self._trouble = None, None, ""
        self._say()

    def show_status(self, status: SyncStatus) -> None:
        """Say what waits to be sent."""
        is_off = status.clock_off_s != self._status.clock_off_s
        self._status = status
        self._say_waiting()
        if is_off:
            self._say_time()

    def set_zone(self, zone: str) -> None:
        """Tell the time in a time zone (`Asia/Ho_Chi_Minh`); empty: the computer's own."""
        self._zone = zone
        self._say_time()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._say_saved()
        self._say_length()
        self._say_waiting()
        self._say_time()

    def _say_saved(self) -> None:
        set_tone(self.saved, "needs_you" if self._trouble else "")
        self.saved.setVisible(self._is_saved is not None or bool(self._trouble))
        if self._trouble:
            self.saved.setText(self._trouble)
        elif self._is_saved:
            self.saved.setText("··· " + self.tr("Saved here"))
        else:
            self.saved.setText("··· " + self.tr("Writing …"))

    def _say_length(self) -> None:
        if self._length is None:
            self.length.setText("")
            return
        count, minutes, commissioned = self._length
        told = [self._count(count, commissioned), words.reading_time(minutes)]
        self.length.setText("· " + " · ".join(told))

    def _count(self, count: int, commissioned: int | None) -> str:
        """`612 / 800 words`: told, never a bar."""
        if not commissioned:
            return words.word_count(count)
        told = self.tr("{count} / {commissioned} words")
        return told.format(count=words.number(count), commissioned=words.number(commissioned))

    def _say_waiting(self) -> None:
        count = self._status.waiting
        told = [self.tr("Sending is paused")] if self._status.is_paused else []
        if count:
            told.append(self.tr("{count} waiting").format(count=words.number(count)))
        self.waiting.setVisible(bool(told))
        self.waiting.setText("".join(f"{each} · " for each in told).rstrip())
        self.waiting.setToolTip(words.sync_reason(self._status))

    def _say_time(self) -> None:
        now = words.now()
        # Next when the minute is over: at rest nothing is painted in vain.
        self._tick.start(MINUTE_MS - round(now.second * 1000 + now.microsecond / 1000) % MINUTE_MS)
        there = now - timedelta(seconds=self._status.clock_off_s)
        self.time.setText(words.clock_time(there, self._zone))
        self.time.setToolTip(self.tr("The time at the newspaper"))
        self.time.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
