# SPDX-License-Identifier: GPL-3.0-or-later
"""One remark with its answers, as a card: who, when, about which words, and what can be done."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout, QWidget

from editor.model.remark import Outcome, Remark, Reply
from editor.text.wording import Mark, Run, words_compared
from ui import words
from ui.entries import TextEntry
from ui.panels.pieces import button, clear, column, label, row
from ui.theme import GRID_PX, Theme

QUOTED = 160
"""A longer quotation is shown by its beginning and its end."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A remark as it is shown now."""

    remark: Remark
    stands: str | None
    """What stands now where its words were; None: it is not known, or nothing does."""
    is_lost: bool = False
    """Its words were looked for and are gone."""
    may_decide: bool = True
    """Whether this person may accept or reject."""


class Thread(QFrame):
    """The card of one remark; what is being typed in it stays when the rest is said anew."""

    replied = Signal(str)
    resolve_asked = Signal()
    accept_asked = Signal(bool)
    """Whether although the words have changed."""
    reject_asked = Signal()
    show_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._theme = theme
        self._shown: Shown | None = None
        self._now = words.now()
        self.who, self.when = label(role="strong"), label(tone="quiet", wraps=False)
        self.quote, self.text = label(), label()
        self.quote.setTextFormat(Qt.TextFormat.RichText)
        self.note = label(tone="needs_you")
        self._replies = column(gap_px=4)
        self.accept, self.reject = self._link(self._on_accept), self._link(self.reject_asked.emit)
        self.resolve, self.jump = (
            self._link(self.resolve_asked.emit),
            self._link(self.show_asked.emit),
        )
        self.answer = self._link(self.begin_reply)
        self.entry = TextEntry(least_lines=1, most_lines=6)
        self.send = button(self._on_send)
        self._lay_out()
        theme.changed.connect(self._say)

    @property
    def remark(self) -> Remark | None:
        """The remark that is shown."""
        return self._shown.remark if self._shown is not None else None

    def show_remark(self, shown: Shown, now: datetime) -> None:
        """Show this remark, as it stands now."""
        if shown == self._shown and (now - self._now).total_seconds() < words.MINUTE_S:
            return
        self._shown, self._now = shown, now
        self._say()

    def begin_reply(self, held: str = "") -> None:
        """Let the person write an answer, or go on with one."""
        self._reply.show()
        if held:
            self.entry.begin_text(held)
        else:
            self.entry.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark_current(self, *, is_current: bool) -> None:
        """Say that the caret is at its words."""
        tone = "mine" if is_current else ""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    @staticmethod
    def _link(do: Callable[[], object]) -> QPushButton:
        return button(do, kind="link")

    def _lay_out(self) -> None:
        head = row(self.who, self.when)
        head.setStretch(0, 1)
        self._reply = QWidget()
        self._reply.setLayout(column(self.entry, row(-1, self.send), gap_px=4))
        self._reply.hide()
        key = QShortcut(QKeySequence("Ctrl+Return"), self._reply)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._on_send)
        does = row(self.accept, self.reject, self.resolve, self.answer, self.jump, -1, gap_px=2)
        layout: QVBoxLayout = column(
            head,
            self.quote,
            self.text,
            self.note,
            self._replies,
            does,
            self._reply,
            margin_px=GRID_PX,
            gap_px=4,
        )
        self.setLayout(layout)

    def _say(self) -> None:
        if self._shown is None:
            return
        remark = self._shown.remark
        self.who.setText(remark.author or self.tr("Somebody"))
        self.when.setText(words.ago(remark.at, self._now))
        self.when.setToolTip(words.date_time(remark.at))
        self._say_quote(remark)
        self.text.setText(remark.text)
        self.text.setVisible(bool(remark.text))
        self._say_note(self._shown)
        self._say_replies(remark.replies)
        self._say_deeds(self._shown)
        self.setAccessibleName(f"{self.who.text()}: {remark.text or self.quote.accessibleName()}")

    def _say_quote(self, remark: Remark) -> None:
        if remark.replacement is None:
            plain = short(remark.quote)
            told = f'<span style="color:{self._hex("quiet")}">“{escape(plain)}”</span>'
        else:
            plain = self._plain(remark.quote, remark.replacement)
            runs = words_compared(remark.quote, remark.replacement)
            told = "".join(self._run(each) for each in runs).strip()
        self.quote.setText(told)
        self.quote.setAccessibleName(plain)
        self.quote.setVisible(bool(remark.quote or remark.is_suggestion))

    def _plain(self, quote: str, replacement: str) -> str:
        if not quote:
            return self.tr("Insert: {words}").format(words=replacement)
        if not replacement:
            return self.tr("Take out: {words}").format(words=quote)
        return self.tr("{old} becomes {new}").format(old=quote, new=replacement)

    def _run(self, run: Run) -> str:
        bare = run.text.rstrip()
        text, gap = (escape(each).replace("\n", "<br>") for each in (bare, run.text[len(bare) :]))
        if run.mark is Mark.GONE:
            return f'<s style="color:{self._hex("accent")}">{text}</s>{gap or " "}'
        if run.mark is Mark.CAME:
            look = f"color:{self._hex('fine')};text-decoration:underline"
            return f'<span style="{look}">{text}</span>{gap}'
        return text + gap

    def _say_note(self, shown: Shown) -> None:
        self.note.setText(self._note(shown))
        self.note.setVisible(bool(self.note.text()))

    def _note(self, shown: Shown) -> str:
        remark = shown.remark
        if remark.settled is not None:
            who = remark.settled.by or self.tr("Somebody")
            said = {
                Outcome.RESOLVED: self.tr("Resolved by {who}, {time}"),
                Outcome.ACCEPTED: self.tr("Accepted by {who}, {time}"),
                Outcome.REJECTED: self.tr("Rejected by {who}, {time}"),
            }[remark.settled.outcome]
            return said.format(who=who, time=words.ago(remark.settled.at, self._now))
        if shown.is_lost:
            return self.tr("Its words are no longer in the copy.")
        if remark.is_suggestion and shown.stands is not None and shown.stands != remark.quote:
            said = self.tr("The copy now says “{words}”; accepting replaces that.")
            return said.format(words=short(shown.stands))
        return ""

    def _say_replies(self, replies: tuple[Reply, ...]) -> None:
        clear(self._replies)
        for each in replies:
            who = each.author or self.tr("Somebody")
            told = label(f"{who} · {words.ago(each.at, self._now)}", role="label")
            self._replies.addWidget(told)
            self._replies.addWidget(label(each.text))

    def _say_deeds(self, shown: Shown) -> None:
        remark, is_open = shown.remark, shown.remark.is_open
        self.accept.setText(self.tr("Accept"))
        self.reject.setText(self.tr("Reject"))
        self.resolve.setText(self.tr("Resolve"))
        self.answer.setText(self.tr("Reply"))
        self.jump.setText(self.tr("Show"))
        self.send.setText(self.tr("Send"))
        self.entry.setAccessibleName(self.tr("Your answer"))
        is_decided = is_open and remark.is_suggestion and shown.may_decide
        self.accept.setVisible(is_decided and not shown.is_lost)
        self.reject.setVisible(is_decided)
        self.resolve.setVisible(is_open and not remark.is_suggestion)
        self.jump.setVisible(is_open and not shown.is_lost)
        self._name_deeds()

    def _name_deeds(self) -> None:
        about = self.quote.accessibleName() or self.text.text()
        for each in (self.accept, self.reject, self.resolve, self.answer, self.jump):
            each.setAccessibleName(f"{each.text()}: {about}")

    def _on_accept(self) -> None:
        stands = self._shown is not None and self._shown.stands == self._shown.remark.quote
        self.accept_asked.emit(not stands)

    def _on_send(self) -> None:
        text = self.entry.text().strip()
        if text:
            self.entry.begin_text("")
            self._reply.hide()
            self.replied.emit(text)

    def _hex(self, name: str) -> str:
        return self._theme.colour(name).name()


def short(text: str) -> str:
    """A quotation that does not fill the panel."""
    told = " ".join(text.split())
    half = QUOTED // 2
    return told if len(told) <= QUOTED else f"{told[:half].rstrip()} … {told[-half:].lstrip()}"
