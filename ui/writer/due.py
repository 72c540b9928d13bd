# SPDX-License-Identifier: GPL-3.0-or-later
"""Due: when a story is to be handed in, by the newspaper's clock; and no time at all."""

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QDateTime, QEvent, QSignalBlocker, QTime, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui import words
from ui.entries import set_tone
from ui.theme import GRID_PX

FORMAT = "HH:mm, dd/MM/yyyy"
STEP = timedelta(hours=1)


class Due(QWidget):
    """A box to tick, a time to choose, and how long it is until then."""

    edited = Signal(object)
    """The time in aware UTC, or None, by a person's hand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = ""
        self.has_time = QCheckBox()
        self.time = _Clock()
        self.time.setDisplayFormat(FORMAT)
        self.time.setCalendarPopup(True)
        self.time.setEnabled(False)
        self.note = QLabel()
        self.note.hide()
        line = QHBoxLayout()
        line.setSpacing(GRID_PX)
        line.addWidget(self.has_time)
        line.addWidget(self.time, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(line)
        layout.addWidget(self.note)
        self.setFocusProxy(self.has_time)
        self.has_time.toggled.connect(self._on_edited)
        self.time.dateTimeChanged.connect(self._on_edited)
        self._say()

    @property
    def due_at(self) -> datetime | None:
        """The time chosen, in aware UTC; None: none."""
        if not self.has_time.isChecked():
            return None
        shown = self.time.dateTime()
        day, hour = shown.date(), shown.time()
        there = words.local(words.now(), self._zone).replace(
            year=day.year(),
            month=day.month(),
            day=day.day(),
            hour=hour.hour(),
            minute=hour.minute(),
            second=0,
            microsecond=0,
        )
        return there.astimezone(UTC)

    def show_due(self, due_at: datetime | None, zone: str) -> None:
        """Show what came from elsewhere; a time that stands there already is left alone.

        Args:
            due_at: the time, or None.
            zone: of the newspaper's clock.
        """
        is_same = zone == self._zone and due_at == self.due_at
        self._zone = zone
        if not is_same or due_at is None:
            hour = words.now().replace(minute=0) + STEP
            at = words.local(due_at or hour, zone)
            with QSignalBlocker(self.time), QSignalBlocker(self.has_time):
                self.has_time.setChecked(due_at is not None)
                if due_at is not None or not self.time.hasFocus():
                    day, clock = QDate(at.year, at.month, at.day), QTime(at.hour, at.minute)
                    self.time.setDateTime(QDateTime(day, clock))
        self._show_note()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.has_time.setAccessibleName(self.tr("It has a due time"))
        self.has_time.setToolTip(self.tr("It has a due time"))
        self.time.setAccessibleName(self.tr("Due time"))
        self._show_note()

    def _on_edited(self) -> None:
        self._show_note()
        self.edited.emit(self.due_at)

    def _show_note(self) -> None:
        due_at, now = self.due_at, words.now()
        self.time.setEnabled(due_at is not None)
        self.note.setVisible(due_at is not None)
        if due_at is not None:
            self.note.setText(words.due(due_at, now, self._zone))
            set_tone(self.note, "needs_you" if due_at < now else "quiet")


class _Clock(QDateTimeEdit):
    """A time is never changed by scrolling past it."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
