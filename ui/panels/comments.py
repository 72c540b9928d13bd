# SPDX-License-Identifier: GPL-3.0-or-later
"""What colleagues say of the open story, in the order of the copy; what is settled is folded."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui import words
from ui.panels.pieces import button, column, label, row, scrolled
from ui.panels.remark_form import RemarkForm
from ui.panels.thread import Shown, Thread
from ui.theme import GRID_PX, Theme

AGAIN_MS = 60_000
"""How often it is said anew how long ago something was said."""


class Comments(QWidget):
    """The inspector's tab. What a person wants goes out as signals, with the remark's id."""

    comment_asked = Signal()
    suggestion_asked = Signal()
    replied = Signal(str, str)
    resolve_asked = Signal(str)
    accept_asked = Signal(str, bool)
    reject_asked = Signal(str)
    show_asked = Signal(str)
    all_accepted = Signal()
    all_rejected = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._open: Sequence[Shown] = ()
        self._settled: Sequence[Shown] = ()
        self._current = ""
        self._is_unfolded = False
        self._threads: dict[str, Thread] = {}
        self._held: dict[str, str] = {}
        """What was being answered when another story was opened, by the remark's id."""
        self.summary, self.hint = label(role="strong"), label(tone="quiet")
        self.comment = button(self.comment_asked.emit)
        self.suggest = button(self.suggestion_asked.emit)
        self.accept_all = button(self.all_accepted.emit, kind="link")
        self.reject_all = button(self.all_rejected.emit, kind="link")
        self.form = RemarkForm()
        self.fold = button(self._toggle, kind="link")
        self._list, self._done = column(gap_px=GRID_PX), column(gap_px=GRID_PX)
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self._fill)
        self._lay_out()
        self._say()

    def show_remarks(self, waiting: Sequence[Shown], settled: Sequence[Shown]) -> None:
        """Show these, each group in its order."""
        self._open, self._settled = tuple(waiting), tuple(settled)
        self._fill()
        self._say()

    def show_current(self, remark_id: str) -> None:
        """Mark the card of the remark that the caret is at; empty: of none."""
        self._current = remark_id
        for key, thread in self._threads.items():
            thread.mark_current(is_current=key == remark_id)

    def card(self, remark_id: str) -> Thread | None:
        """The card of a remark, while there is one."""
        return self._threads.get(remark_id)

    def bring(self, remark_id: str) -> None:
        """Scroll to the card of a remark."""
        if (thread := self._threads.get(remark_id)) is not None:
            self._area.ensureWidgetVisible(thread)

    def showEvent(self, _event: QEvent) -> None:
        """Say how long ago it was, now that somebody looks."""
        self._fill()
        self._again.start()

    def hideEvent(self, _event: QEvent) -> None:
        """Nobody looks."""
        self._again.stop()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(
            column(
                self.summary,
                self.hint,
                row(self.comment, self.suggest, -1, gap_px=GRID_PX),
                self.form,
                row(self.accept_all, self.reject_all, -1, gap_px=GRID_PX),
                self._list,
                self.fold,
                self._done,
                -1,
                margin_px=16,
            )
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._area = scrolled(inside)
        layout.addWidget(self._area)

    def _say(self) -> None:
        count, suggested = len(self._open), sum(each.remark.is_suggestion for each in self._open)
        waiting = self.tr("Open: {count}").format(count=words.number(count))
        self.summary.setText(waiting if count else self.tr("Nothing is open"))
        self.hint.setText(self.tr("Only colleagues see this; readers never do."))
        self.comment.setText(self.tr("Comment"))
        self.comment.setToolTip(self.tr("On the selected words"))
        self.suggest.setText(self.tr("Suggest a change"))
        self.suggest.setToolTip(self.tr("Other words for the selected ones"))
        self.accept_all.setText(self.tr("Accept all"))
        self.reject_all.setText(self.tr("Reject all"))
        may = any(each.may_decide for each in self._open)
        for each in (self.accept_all, self.reject_all):
            each.setVisible(suggested > 1 and may)
        self.fold.setVisible(bool(self._settled))
        said = self.tr("Hide what is settled") if self._is_unfolded else self.tr("Settled: {count}")
        self.fold.setText(said.format(count=words.number(len(self._settled))))

    def _fill(self) -> None:
        """Lay the cards out; a remark keeps its card, with what is being typed in it."""
        shown = {each.remark.id: each for each in self._open}
        settled = {each.remark.id: each for each in self._settled} if self._is_unfolded else {}
        for key in self._threads.keys() - shown.keys() - settled.keys():
            thread = self._threads.pop(key)
            if text := thread.entry.text().strip():
                self._held[key] = text
            thread.hide()
            thread.deleteLater()
        now = words.now()
        for layout, group in ((self._list, shown), (self._done, settled)):
            for at, (key, each) in enumerate(group.items()):
                thread = self._threads.get(key) or self._made(key)
                if layout.indexOf(thread) != at:
                    layout.insertWidget(at, thread)
                thread.show_remark(each, now)
                thread.mark_current(is_current=key == self._current)

    def _made(self, key: str) -> Thread:
        thread = self._threads[key] = Thread(self._theme)
        thread.replied.connect(partial(self.replied.emit, key))
        thread.resolve_asked.connect(partial(self.resolve_asked.emit, key))
        thread.accept_asked.connect(partial(self.accept_asked.emit, key))
        thread.reject_asked.connect(partial(self.reject_asked.emit, key))
        thread.show_asked.connect(partial(self.show_asked.emit, key))
        if held := self._held.pop(key, ""):
            thread.begin_reply(held)
        return thread

    def _toggle(self) -> None:
        self._is_unfolded = not self._is_unfolded
        self._fill()
        self._say()
