# SPDX-License-Identifier: GPL-3.0-or-later
"""What waits to be sent, as a list to read: what, how big, why it waits, and what can be done."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

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
        self._status = status
        self._say_status()

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
        self._allow = button(self._desk.sync.allow_removal, kind="primary")
        head = row(
            column(self._title, self._state, gap_px=4),
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
        self._say_status()

    def _say_status(self) -> None:
        self._pause.setText(
            self.tr("Go on sending") if self._status.is_paused else self.tr("Pause sending")
        )
        self._state.setText(words.sync_reason(self._status))
        is_refused = self._status.line is Line.REFUSED
        self._sign_in.setVisible(is_refused and self._status.error.startswith("line."))
        self._allow.setVisible(self._status.error == "sync.mass_delete")
        set_tone(self._state, "needs_you" if is_refused else "quiet")
        has_line = self._status.line is not Line.NONE
        self._now.setEnabled(has_line)
        self._pause.setEnabled(has_line)

    def _fill(self, rows: tuple[OutboxRow, ...]) -> None:
        self._rows = rows
        clear(self._list)
        if not rows:
            self._list.addWidget(self._nothing())
        stories: dict[str, list[OutboxRow]] = {}
        for each in rows[:SHOWN_ROWS]:
            stories.setdefault(each.article_id or each.op_id, []).append(each)
        for story in stories.values():
            self._list.addWidget(self._card(story))
        if len(rows) > SHOWN_ROWS:
            more = self.tr("and %n more", "", len(rows) - SHOWN_ROWS)
            self._list.addWidget(label(more, tone="quiet"))

    def _nothing(self) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        said = self.tr(
            "Nothing waits. What you write offline stands here until there is a connection."
        )
        card.setLayout(column(label(said, tone="quiet"), margin_px=2 * GRID_PX))
        return card

    def _card(self, story: list[OutboxRow]) -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        first = story[0]
        headline = label(first.headline or self.tr("Without a headline"), role="strong")
        top = row(headline)
        if first.article_id is not None:
            opens = partial(self.open_asked.emit, first.article_id)
            top.addWidget(button(opens, kind="link", text=self.tr("Open")))
        top.setStretch(0, 1)
        lines = [self._line(each) for each in story]
        card.setLayout(column(top, *lines, margin_px=12, gap_px=4))
        return card

    def _line(self, waiting: OutboxRow) -> QHBoxLayout:
        kind = words.kind_word(waiting.kind)
        what = label(f"{kind} · {words.size(waiting.size_bytes)}", wraps=False)
        what.setMinimumWidth(WHAT_PX)
        why = label(self._why(waiting))
        set_tone(why, "needs_you" if waiting.state is OpState.PARKED else "quiet")
        line = row(what, why, *self._buttons(waiting), gap_px=GRID_PX)
        line.setStretch(1, 1)
        return line

    def _why(self, waiting: OutboxRow) -> str:
        told = [self._state_words(waiting)]
        if waiting.attempts > 1:
            told.append(self.tr("%n attempt(s)", "", waiting.attempts))
        if waiting.next_at is not None and waiting.state is not OpState.PARKED:
            at = words.clock_time(waiting.next_at, self._desk.profile.time_zone)
            told.append(self.tr("tried again at {time}").format(time=at))
        told.append(self.tr("since {ago}").format(ago=words.ago(waiting.queued_at, words.now())))
        return " · ".join(told)

    def _state_words(self, waiting: OutboxRow) -> str:
        if waiting.error and waiting.state is not OpState.INFLIGHT:
            return words.code_sentence(waiting.error)
        said = {
            OpState.PENDING: self.tr("Waits for its turn"),
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
        if waiting.state in (OpState.PARKED, OpState.PENDING) and waiting.kind not in KEPT:
            cancels = partial(self._do, self._desk.outbox.cancel, waiting.op_id)
            made.append(button(cancels, kind="link", text=self.tr("Cancel")))
        return made

    def _retry_words(self, waiting: OutboxRow) -> str:
        # A retry repeats exactly the recorded command, and the button says which.
        return self.tr("Try again: {what}").format(what=words.kind_word(waiting.kind))

    def _do(self, act: object, op_id: str) -> None:
        if callable(act):
            self._tasks.write(partial(act, op_id), lambda _done: self._on_done())

    def _on_done(self) -> None:
        self._desk.sync.retry()
        self.ask()
