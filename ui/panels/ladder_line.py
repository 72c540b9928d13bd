# SPDX-License-Identifier: GPL-3.0-or-later
"""How the open story stands, in one line: what its acts wait for, who returned it, its time."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from editor.model.standing import Told, Tone
from ui import words
from ui.panels.pieces import button, label, row, set_tone
from ui.theme import GRID_PX

RETRIED = frozenset({"standing.refused", "standing.held"})
"""What can be tried once more; an act of it can also be let go."""
SHOWN = frozenset(
    {"standing.not_shown", "standing.out", "standing.outlet_has", "standing.published"}
)
"""What has a page to be looked at."""


class LadderLine(QWidget):
    """One sentence below the bar, with what can be done about it; hidden while there is nothing."""

    retry_asked = Signal(str)
    """The id of the operation to try once more."""
    discard_asked = Signal(str)
    """The id of the act to let go."""
    page_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._told: tuple[Told, ...] = ()
        self._zone = ""
        self._put_away: Told | None = None
        self._words = label()
        self._retry = button(lambda: self.retry_asked.emit(self._op_id))
        self._discard = button(lambda: self.discard_asked.emit(self._op_id), kind="plain")
        self._open = button(self.page_asked.emit)
        self._away = button(self._on_away, kind="plain")
        line = row(self._words, self._retry, self._discard, self._open, self._away)
        line.setContentsMargins(2 * GRID_PX, 4, GRID_PX, 4)
        line.setStretch(0, 1)
        self.setLayout(line)
        self._say()

    def show_told(self, told: Sequence[Told], zone: str) -> None:
        """Say the most urgent of what is to be known; the rest stands in its tool tip."""
        self._told, self._zone = tuple(told), zone
        self._say()

    @property
    def sentence(self) -> str:
        """What it says; empty while there is nothing."""
        return self._words.text() if self._first is not None else ""

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    @property
    def _first(self) -> Told | None:
        first = self._told[0] if self._told else None
        return None if first == self._put_away else first

    @property
    def _op_id(self) -> str:
        return self._first.op_id if self._first is not None else ""

    def _on_away(self) -> None:
        self._put_away = self._first
        self._say()

    def _say(self) -> None:
        first = self._first
        self.setVisible(first is not None)
        if first is None:
            return
        self._words.setText(standing_sentence(first, self._zone))
        self._words.setToolTip("\n".join(standing_sentence(e, self._zone) for e in self._told))
        set_tone(self._words, first.tone.value)
        self._retry.setText(self.tr("Try again"))
        self._retry.setVisible(first.code in RETRIED)
        self._discard.setText(self.tr("Let it be"))
        self._discard.setVisible(first.code == "standing.refused")
        self._open.setText(self.tr("Open page"))
        self._open.setVisible(first.code in SHOWN)
        self._away.setText(self.tr("Put away"))
        self._away.setVisible(first.tone is not Tone.QUIET)


def standing_sentence(told: Told, zone: str) -> str:
    """One thing to know of a story, with times by the newspaper's clock and their zone."""
    values = {
        name: _moment(each, zone) if isinstance(each, datetime) else each
        for name, each in told.values.items()
    }
    error = str(values.pop("error", ""))
    why = words.code_sentence(error) if error else ""
    what = values.pop("what", "")
    if what:
        values["what"] = words.kind_word(str(what))
    return words.code_sentence(told.code, **values, why=why)


def _moment(at: datetime, zone: str) -> str:
    """07:00 ICT, and the day where it is not today's."""
    told = words.clock_time(at, zone)
    is_today = words.day(at, zone) == words.day(words.now(), zone)
    return told if is_today else f"{told}, {words.local(at, zone):%d/%m/%Y}"
