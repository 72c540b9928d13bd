# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits to be sent, as a list to read: what, how big, why it waits, and what can be done."""

from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QVBoxLayout, QWidget

from editor.model.changes import Changes
from editor.model.rows import Line, OpState, OutboxRow, SyncStatus
from ui import words
from ui.commands import Commands
from ui.panels.pieces import button, clear, column, label, row, scrolled, set_tone
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

SHOWN_ROWS = 200
WIDTH_PX = 760
WHAT_PX = 150
BIG_BYTES = 1_000_000
"""A picture as big as this shows how far it has come."""
KEPT = frozenset({"save", "picture"})
"""What is never taken back from here: the text and pictures of a story."""


class OutboxPanel(QWidget):
    """The work space Outbox."""

    open_asked = Signal(str)
    """The id of a story that a person wants to see."""
    clash_asked = Signal(str)
    """The id of a story with an open question."""
    sign_in_asked = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme, commands: Commands) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._commands = commands
        self._rows: tuple[OutboxRow, ...] = ()
        self._bars: dict[str, tuple[QProgressBar, QLabel]] = {}
        self._asked = ""
        self._status = SyncStatus()
        self._build()
        self._say()
        self.ask()

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if changes.is_outbox:
            self.ask()

    def show_status(self, status: SyncStatus) -> None:
        """Say how the sync is."""
        is_moved = (status.is_paused, status.line) != (self._status.is_paused, self._status.line)
        self._status = status
        if is_moved:
            self._fill(self._rows)
        self._say_status()
        self._show_progress()

    def ask(self) -> None:
        """Read the list anew."""
        self._tasks.latest("outbox", lambda: tuple(self._desk.outbox.rows()), self._fill)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill(self._rows)
        super().changeEvent(event)

    def _build(self) -> None:
        self._title, self._state = label(role="title"), label(tone="quiet")
        self._now = button(partial(self._commands.ask, "sync.now"))
        self._pause = button(partial(self._commands.ask, "sync.pause"), kind="plain")
        self._sign_in = button(self.sign_in_asked.emit, kind="primary")
        self._keep = button(self._keep_removed)
        self._allow = button(self._allow_removal, kind="primary")
        head = row(
            column(self._title, self._state, gap_px=4),
            self._keep,
            self._allow,
            self._sign_in,
            self._pause,
            self._now,
        )
        head.setStretch(0, 1)
        self._list = column(gap_px=GRID_PX)
        inside = QWidget()
        inside.setLayout(column(head, 2 * GRID_PX, self._list, -1))
        inside.setMaximumWidth(WIDTH_PX)
        middle = QWidget()
        line = row(-1, inside, -1, margin_px=3 * GRID_PX)
        line.setStretch(1, 100)
        middle.setLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(middle))

    def _say(self) -> None:
        self._title.setText(self.tr("Outbox"))
        self._now.setText(self.tr("Send now"))
        self._sign_in.setText(self.tr("Sign in"))
        self._allow.setText(self.tr("Remove them here too"))
        self._keep.setText(self.tr("Keep them all"))
        self._say_status()

    def _say_status(self) -> None:
        self._pause.setText(
            self.tr("Go on sending") if self._status.is_paused else self.tr("Pause sending")
        )
        self._state.setText(words.sync_reason(self._status))
        is_refused = self._status.line is Line.REFUSED
        self._sign_in.setVisible(is_refused and self._status.error.startswith("line."))
        for each in (self._allow, self._keep):
            each.setVisible(self._status.error == "sync.mass_delete")
        set_tone(self._state, "needs_you" if is_refused else "quiet")
        has_line = self._status.line is not Line.NONE
        self._now.setEnabled(has_line)
        # After a start with a pause no line is known yet, and it must end all the same.
        self._pause.setEnabled(has_line or self._status.is_paused)

    def _fill(self, rows: tuple[OutboxRow, ...]) -> None:
        self._rows = rows
        self._bars = {}
        clear(self._list)
        if not rows:
            self._list.addWidget(self._nothing())
        stories: dict[str, list[OutboxRow]] = {}
        for each in rows[:SHOWN_ROWS]:
            stories.setdefault(each.article_id or each.op_id, []).append(each)
        for number, story in enumerate(stories.values(), start=1):
            self._list.addWidget(self._card(number, story))
        if len(rows) > SHOWN_ROWS:
            more = self.tr("and %n more", "", len(rows) - SHOWN_ROWS)
            self._list.addWidget(label(more, tone="quiet"))
        self._show_progress()

    def _show_progress(self) -> None:
        """How far the picture that is on its way has come."""
        progress = self._status.progress
        shown = self._bars.get(progress.sha256) if progress is not None else None
        if shown is not None and progress is not None:
            _fill_bar(*shown, progress.sent_bytes, progress.size_bytes)

    def _allow_removal(self) -> None:
        self._desk.sync.allow_removal()

    def _keep_removed(self) -> None:
        self._desk.sync.refuse_removal()

    def _nothing(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        said = self.tr(
            "Nothing waits. What you write offline stands here until there is a connection."
        )
        card.setLayout(column(label(said, tone="quiet"), margin_px=2 * GRID_PX))
        return card

    def _card(self, number: int, story: list[OutboxRow]) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        first = story[0]
        order = label(f"{words.number(number)}.", tone="quiet", wraps=False)
        headline = label(first.headline or self.tr("Without a headline"), role="strong")
        top = row(order, headline)
        if number > 1:
            goes_first = partial(self._do, self._desk.outbox.send_first, first.op_id)
            top.addWidget(button(goes_first, kind="link", text=self.tr("Send first")))
        if first.article_id is not None:
            opens = partial(self.open_asked.emit, first.article_id)
            top.addWidget(button(opens, kind="link", text=self.tr("Open")))
        top.setStretch(1, 1)
        lines = [part for each in story for part in self._parts(each)]
        card.setLayout(column(top, *lines, margin_px=12, gap_px=4))
        return card

    def _parts(self, waiting: OutboxRow) -> list[QHBoxLayout | QWidget]:
        """What stands of one operation: its line, how far it has come, what cancelling means."""
        parts: list[QHBoxLayout | QWidget] = [self._line(waiting)]
        if waiting.kind == "picture" and waiting.size_bytes >= BIG_BYTES:
            parts.append(self._bar(waiting))
        if waiting.op_id == self._asked:
            parts.append(self._question(waiting))
        return parts

    def _line(self, waiting: OutboxRow) -> QHBoxLayout:
        kind = words.kind_word(waiting.kind)
        what = label(f"{kind} · {words.size(waiting.size_bytes)}", wraps=False)
        what.setMinimumWidth(WHAT_PX)
        why = label(self._why(waiting))
        set_tone(why, "needs_you" if waiting.state is OpState.PARKED else "quiet")
        line = row(what, why, *self._buttons(waiting), gap_px=GRID_PX)
        line.setStretch(1, 1)
        return line

    def _bar(self, waiting: OutboxRow) -> QHBoxLayout:
        bar, told = QProgressBar(), label(tone="quiet", wraps=False)
        bar.setTextVisible(False)
        told.setMinimumWidth(WHAT_PX)
        _fill_bar(bar, told, waiting.sent_bytes, waiting.size_bytes)
        self._bars[waiting.entity_id] = (bar, told)
        line = row(told, bar, gap_px=GRID_PX)
        line.setStretch(1, 1)
        return line

    def _question(self, waiting: OutboxRow) -> QHBoxLayout:
        cancels = partial(self._do, self._desk.outbox.cancel, waiting.op_id)
        does = button(cancels, text=self.tr("Do not send it"))
        keeps = button(partial(self._ask_cancel, ""), kind="plain", text=self.tr("Keep it"))
        line = row(label(self._meaning(waiting)), does, keeps, gap_px=GRID_PX)
        line.setStretch(0, 1)
        return line

    def _meaning(self, waiting: OutboxRow) -> str:
        if waiting.kind in KEPT:
            return self.tr("It stays here as it is, and goes along with its next change.")
        what = words.kind_word(waiting.kind)
        return self.tr("“{what}” is not done; the text stays as it is.").format(what=what)

    def _ask_cancel(self, op_id: str) -> None:
        self._asked = op_id
        self._fill(self._rows)

    def _why(self, waiting: OutboxRow) -> str:
        told = [self._state_words(waiting)]
        zone = self._desk.profile.time_zone
        if waiting.publish_at is not None:
            at = words.date_time(waiting.publish_at, zone)
            told.append(self.tr("for readers at {time}").format(time=at))
        if waiting.attempts > 1:
            told.append(self.tr("%n attempt(s)", "", waiting.attempts))
        if waiting.next_at is not None and waiting.state is not OpState.PARKED:
            at = words.clock_time(waiting.next_at, zone)
            told.append(self.tr("tried again at {time}").format(time=at))
        now = words.now()
        if now - waiting.queued_at >= timedelta(minutes=1):
            told.append(words.ago(waiting.queued_at, now))
        return " · ".join(told)

    def _state_words(self, waiting: OutboxRow) -> str:
        if waiting.error and waiting.state is not OpState.INFLIGHT:
            return words.code_sentence(waiting.error)
        pending = self.tr("Waits for its turn")
        if self._status.is_paused:
            pending = self.tr("Waits until sending goes on")
        elif self._status.line is Line.OFFLINE:
            pending = self.tr("Waits for a connection")
        said = {
            OpState.PENDING: pending,
            OpState.INFLIGHT: self.tr("Being sent now"),
            OpState.UNKNOWN: self.tr("The answer got lost; the same is asked again"),
            OpState.PARKED: self.tr("Needs you"),
        }
        return said[waiting.state]

    def _buttons(self, waiting: OutboxRow) -> list[QWidget]:
        made: list[QWidget] = []
        if waiting.article_id is not None and waiting.error.endswith("clash"):
            asks = partial(self.clash_asked.emit, waiting.article_id)
            made.append(button(asks, kind="link", text=self.tr("Compare versions")))
        if waiting.state in (OpState.PARKED, OpState.UNKNOWN):
            retries = partial(self._do, self._desk.outbox.retry, waiting.op_id)
            made.append(button(retries, kind="link", text=self._retry_words(waiting)))
        is_kept = waiting.kind in KEPT and waiting.state is OpState.PENDING
        if waiting.state in (OpState.PARKED, OpState.PENDING) and not is_kept:
            cancels = partial(self._ask_cancel, waiting.op_id)
            made.append(button(cancels, kind="link", text=self.tr("Cancel …")))
        return made

    def _retry_words(self, waiting: OutboxRow) -> str:
        # A retry repeats exactly the recorded command, and the button says which.
        return self.tr("Try again: {what}").format(what=words.kind_word(waiting.kind))

    def _do(self, act: object, op_id: str) -> None:
        if callable(act):
            self._tasks.write(partial(act, op_id), lambda _done: self._on_done())

    def _on_done(self) -> None:
        self._asked = ""
        self._desk.sync.retry()
        self.ask()


def _fill_bar(bar: QProgressBar, told: QLabel, sent_bytes: int, size_bytes: int) -> None:
    bar.setMaximum(max(1, size_bytes // 1000))
    bar.setValue(sent_bytes // 1000)
    sent = words.size(sent_bytes) if sent_bytes else "0"
    told.setText(f"{sent} / {words.size(size_bytes)}")
