# SPDX-License-Identifier: GPL-3.0-or-later
"""When a story goes before readers: at once, or at a time by the newspaper's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from PySide6.QtCore import QDate, QDateTime, QEvent, QTime, Signal
from PySide6.QtWidgets import QCheckBox, QDateTimeEdit, QWidget

from ui import words
from ui.panels.pieces import column, label, row, set_tone

FORMAT = "HH:mm, dd/MM/yyyy"


class When(QWidget):
    """A box to tick, a time to choose, and what an embargo says to it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._zone = ""
        self._off = timedelta()
        self._embargo: datetime | None = None
        self.later = QCheckBox()
        self.time = QDateTimeEdit()
        self.time.setDisplayFormat(FORMAT)
        self.time.setCalendarPopup(True)
        self._note = label(tone="quiet")
        line = row(self.later, self.time, -1)
        self.setLayout(column(line, self._note, gap_px=4))
        self.later.toggled.connect(self._on_changed)
        self.time.dateTimeChanged.connect(self._on_changed)
        self._say()

    @property
    def publish_at(self) -> datetime | None:
        """The time chosen, in aware UTC; None: at once."""
        if not self.later.isChecked():
            return None
        shown = self.time.dateTime()
        day, hour = shown.date(), shown.time()
        naive = datetime(day.year(), day.month(), day.day(), hour.hour(), hour.minute())  # noqa: DTZ001  # the zone follows
        return naive.replace(tzinfo=_zone(self._zone)).astimezone(UTC)

    def ask(
        self,
        zone: str,
        *,
        embargo: datetime | None,
        planned: datetime | None,
        off: timedelta = timedelta(),
    ) -> None:
        """Begin anew.

        Args:
            zone: of the newspaper's clock.
            off: by how much this computer's clock is ahead of the server's, which decides.
            embargo: readers may not have it before that.
            planned: what is planned already.
        """
        self._off = off
        now = words.now() - off
        self._zone = zone
        self._embargo = embargo if embargo is not None and embargo > now else None
        hour = now.replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)
        at = (planned or self._embargo or hour).astimezone(_zone(zone))
        self.time.setDateTime(
            QDateTime(QDate(at.year, at.month, at.day), QTime(at.hour, at.minute))
        )
        self.later.setChecked(planned is not None or self._embargo is not None)
        self._on_changed()

    @property
    def is_right(self) -> bool:
        """Whether the story may go at that time."""
        return self._trouble() == ""

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _on_changed(self) -> None:
        self.time.setEnabled(self.later.isChecked())
        self._say_note()
        self.changed.emit()

    def _say(self) -> None:
        self.later.setText(self.tr("At a time"))
        self.time.setAccessibleName(self.tr("Time of publication"))
        self._say_note()

    def _say_note(self) -> None:
        trouble = self._trouble()
        set_tone(self._note, "needs_you" if trouble else "quiet")
        said = trouble
        if not said and self.later.isChecked():
            said = self.tr(
                "The server publishes it then by its own clock, also if you are offline."
            )
        self._note.setText(said)
        self._note.setVisible(bool(said))

    def _trouble(self) -> str:
        at = self.publish_at
        if self._embargo is not None and (at is None or at < self._embargo):
            until = words.date_time(self._embargo, self._zone)
            return self.tr("Under embargo until {time}.").format(time=until)
        if at is not None and at <= words.now() - self._off:
            return self.tr("This time has passed.")
        return ""


def _zone(zone: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(zone) if zone else None
    except (ZoneInfoNotFoundError, ValueError):
        return None
