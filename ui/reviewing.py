# SPDX-License-Identifier: GPL-3.0-or-later
"""Reviewing: from what colleagues say to the words and back: comment, suggest, answer, decide."""

from datetime import datetime
from typing import TYPE_CHECKING

import uuid_utils
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QTextCursor

from editor.errors import Refused
from editor.model import remark as remarks
from editor.model.remark import DECIDERS, Anchor, Outcome, Remark, Reply, Settlement
from editor.text import anchors, suggesting
from editor.text.anchors import Span
from editor.text.suggesting import Change
from ui.panels.comments import Comments
from ui.panels.remark_form import Half
from ui.panels.thread import Shown
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.accepting import Accepting
from ui.writer.anchored import Anchored
from ui.writer.draft import Draft
from ui.writer.echo import units
from ui.writer.ink import chosen_text
from ui.writer.tints import tints
from ui.writer.underlines import Underlines
from ui.writer.view import Writer

if TYPE_CHECKING:
    from editor.desk import Desk

CARET_MS = 150
"""Where the caret rests so long, the remark that it is at is marked."""


class Reviewing(QObject):
    """Ties the remarks of the open story to its words and to the panel that lists them.

    Args:
        desk: says who speaks, and what they may.
        tasks: words are looked for off the thread of the widgets.
        theme: for the tints.
        writer: where the words stand.
        ground: what draws under them.
    """

    counted = Signal(int)
    """How many are open."""
    asked = Signal()
    """The panel is wanted in front."""
    refused = Signal(object)
    """An EditorError."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, writer: Writer, ground: Underlines
    ) -> None:
        super().__init__(writer)
        self._desk, self._theme = desk, theme
        self._writer, self._ground = writer, ground
        self._draft: Draft | None = None
        self._about: QTextCursor | None = None
        self._current = ""
        self._held: dict[str, tuple[Anchor, Half]] = {}
        """Comments that were not finished when another story was opened, by the story's id."""
        self.panel = Comments(theme)
        self.anchored = Anchored(tasks, self._may_decide, self)
        self._accepting = Accepting(self.anchored, self)
        self._caret = QTimer(self, singleShot=True, interval=CARET_MS)
        self._caret.timeout.connect(self._mark_current)
        writer.copy.cursorPositionChanged.connect(self._on_caret)
        self.anchored.changed.connect(self._show)
        theme.changed.connect(self._tint)
        self._wire()

    def follow(self, draft: Draft) -> None:
        """Show what is said of another story from now on; half a comment waits for its own."""
        self._hold()
        self.panel.form.close_form()
        self._draft, self._current = draft, ""
        draft.changed.connect(self._on_changed)
        self.anchored.follow(draft)
        self._accepting.follow(draft)
        self._show()
        self._go_on(draft)

    def comment(self) -> None:
        """Let the person say something about what is selected, or the word at the caret."""
        self._begin(is_suggestion=False)

    def suggest(self) -> None:
        """Let the person suggest other words for what is selected, else for the paragraph."""
        self._begin(is_suggestion=True)

    def step(self, way: int) -> None:
        """Go to the words of the next remark (1) or the one before (-1), round the end."""
        found = [
            (cursor.selectionStart(), each.id)
            for each in self.anchored.ordered(self._waiting())
            if (cursor := self.anchored.cursor(each.id)) is not None
        ]
        if not found:
            self.asked.emit()
            return
        here = (self._writer.copy.textCursor().selectionStart(), self._current)
        ids = [key for _at, key in found]
        if self._current in ids:
            self.jump(ids[(ids.index(self._current) + way) % len(ids)])
            return
        behind = [key for at, key in found if at >= here[0]]
        before = [key for at, key in found if at < here[0]]
        self.jump((behind or ids)[0] if way > 0 else (before or ids)[-1])

    def jump(self, remark_id: str) -> None:
        """Select the words of a remark, and bring its card into sight."""
        cursor = self.anchored.cursor(remark_id)
        if cursor is None:
            return
        self._writer.copy.setTextCursor(cursor)
        self._writer.copy.ensureCursorVisible()
        self._writer.copy.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._set_current(remark_id)
        self.panel.bring(remark_id)

    def accept_here(self) -> None:
        """Accept the suggestion at the caret; where there is none, go to the next remark."""
        one = self._here(is_suggestion=True)
        self.accept(one.id) if one is not None else self.step(1)

    def reject_here(self) -> None:
        """Reject the suggestion at the caret; where there is none, go to the next remark."""
        one = self._here(is_suggestion=True)
        self.reject(one.id) if one is not None else self.step(1)

    def resolve_here(self) -> None:
        """Resolve the comment at the caret; where there is none, go to the next remark."""
        one = self._here(is_suggestion=False)
        self.resolve(one.id) if one is not None else self.step(1)

    def accept(self, remark_id: str, is_anyway: bool = False) -> None:  # noqa: FBT001, FBT002  # a signal's
        """Put what is suggested into the copy, as one undo step.

        Words that have changed since are replaced only when it is said so; else a person is told.
        """
        told = tuple(each for each in self._waiting() if each.id == remark_id)
        if self._may_decide() and told:
            done = self._accepting.accept(told, self._how(Outcome.ACCEPTED), is_anyway=is_anyway)
            stands = self.anchored.words(remark_id)
            if not done:
                code = "remarks.changed" if stands else "remarks.gone"
                self.refused.emit(Refused(code, words=stands))

    def accept_all(self) -> None:
        """Put all suggestions into the copy whose words still stand, as one undo step."""
        told = tuple(each for each in self._waiting() if each.is_suggestion)
        if self._may_decide() and told:
            done = self._accepting.accept(told, self._how(Outcome.ACCEPTED), is_anyway=False)
            if left := len(told) - len(done):
                self.refused.emit(Refused("remarks.settled", count=len(done), left=left))

    def reject(self, remark_id: str) -> None:
        """Leave the copy as it is."""
        if self._may_decide():
            self._settle(frozenset({remark_id}), Outcome.REJECTED)

    def reject_all(self) -> None:
        """Leave the copy as it is, whatever was suggested."""
        if self._may_decide():
            ids = frozenset(each.id for each in self._waiting() if each.is_suggestion)
            self._settle(ids, Outcome.REJECTED)

    def resolve(self, remark_id: str) -> None:
        """Close a comment."""
        self._settle(frozenset({remark_id}), Outcome.RESOLVED)

    def reply(self, remark_id: str, text: str) -> None:
        """Answer a remark."""
        if self._draft is not None:
            said = Reply(str(uuid_utils.uuid7()), self._speaker(), self._desk.clock(), text)
            known = self._draft.header.remarks
            self._draft.change(remarks=remarks.answered(known, remark_id, said))

    def _begin(self, *, is_suggestion: bool) -> None:
        if self._draft is None or self._writer.copy.is_composing:
            return
        cursor = self._writer.copy.textCursor()
        caret = -1 if cursor.hasSelection() else cursor.positionInBlock()
        if caret >= 0 and is_suggestion:
            cursor.movePosition(QTextCursor.MoveOperation.StartOfBlock)
            end = QTextCursor.MoveOperation.EndOfBlock
            cursor.movePosition(end, QTextCursor.MoveMode.KeepAnchor)
        elif caret >= 0:
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        if not cursor.hasSelection() and not is_suggestion:
            self.refused.emit(Refused("remarks.select"))
            return
        self._about = cursor
        self.asked.emit()
        words = chosen_text(cursor)
        self.panel.form.begin(words, is_suggestion=is_suggestion, caret=caret)

    def _hold(self) -> None:
        half, draft, cursor = self.panel.form.half, self._draft, self._about
        if half is not None and draft is not None and cursor is not None:
            copy = draft.article.body
            self.anchored.place(draft.id, cursor)
            span = self.anchored.spans(copy)[draft.id]
            self._held[draft.id] = (anchors.anchor(copy, *span), half)

    def _go_on(self, draft: Draft) -> None:
        anchor, half = self._held.pop(draft.id, (None, None))
        if anchor is None or half is None:
            return
        copy = draft.article.body
        start, end = anchors.find(copy, anchor) or (0, 0)
        self._about = QTextCursor(draft.document)
        self._about.setPosition(units(copy[:start]))
        self._about.setPosition(units(copy[:end]), QTextCursor.MoveMode.KeepAnchor)
        is_suggestion = half.is_suggestion
        self.panel.form.begin(copy[start:end], is_suggestion=is_suggestion, held=half)

    def _say(self, text: str, replacement: object) -> None:
        draft, cursor = self._draft, self._about
        if draft is None or cursor is None:
            return
        copy = draft.article.body
        self.anchored.place(draft.id, cursor)
        start, end = self.anchored.spans(copy)[draft.id]
        self.anchored.forget(draft.id)
        edits: tuple[Change, ...] = (Change(0, end - start, "", ""),)
        if isinstance(replacement, str):
            # Each edit can be accepted by itself.
            edits = suggesting.parts(copy[start:end], replacement)
        known, at = draft.header.remarks, self._desk.clock()
        for number, edit in enumerate(edits):
            words = None if replacement is None else edit.text
            # Why is said once.
            why = text if not number else ""
            span = Span(edit.start + start, edit.end + start)
            known = remarks.added(known, self._made(copy, span, why, words, at))
        draft.change(remarks=known)
        self._set_current(known[-len(edits)].id)

    def _made(
        self, copy: str, span: Span, text: str, replacement: str | None, at: datetime
    ) -> Remark:
        remark_id = str(uuid_utils.uuid7())
        cursor = QTextCursor(self._writer.copy.document())
        cursor.setPosition(units(copy[: span.start]))
        cursor.setPosition(units(copy[: span.end]), QTextCursor.MoveMode.KeepAnchor)
        self.anchored.place(remark_id, cursor)
        anchor = anchors.anchor(copy, *span)
        return Remark(remark_id, self._speaker(), at, anchor.words, anchor, text, replacement)

    def _on_left(self) -> None:
        self._about = None
        self._writer.copy.setFocus(Qt.FocusReason.OtherFocusReason)

    def _settle(self, ids: frozenset[str], outcome: Outcome) -> None:
        if self._draft is not None:
            known, how = self._draft.header.remarks, self._how(outcome)
            self._draft.change(remarks=remarks.settled(known, ids, how))

    def _how(self, outcome: Outcome) -> Settlement:
        return Settlement(outcome, self._speaker(), self._desk.clock())

    def _speaker(self) -> str:
        server = self._desk.sync.server
        return self._desk.settings.person or (server.person if server is not None else "")

    def _may_decide(self) -> bool:
        return self._desk.role in DECIDERS

    def _waiting(self) -> remarks.Remarks:
        return remarks.waiting(self._draft.header.remarks) if self._draft is not None else ()

    def _here(self, *, is_suggestion: bool) -> Remark | None:
        """The open remark of a kind that the caret is at: the marked one before others."""
        at = self._writer.copy.textCursor().selectionStart()
        told = [each for each in self._waiting() if each.is_suggestion == is_suggestion]
        found = self.anchored.around(at, told)
        marked = (each for each in found if each.id == self._current)
        return next(marked, found[0] if found else None)

    def _on_changed(self, told: frozenset[str]) -> None:
        if "remarks" in told:
            self._show()

    def _on_caret(self) -> None:
        if self._waiting():
            self._caret.start()

    def _mark_current(self) -> None:
        found = self.anchored.around(self._writer.copy.textCursor().position(), self._waiting())
        if self._current not in {each.id for each in found}:
            self._set_current(found[0].id if found else "")

    def _set_current(self, remark_id: str) -> None:
        if remark_id != self._current:
            self._current = remark_id
            self.panel.show_current(remark_id)
            self._tint()

    def _show(self) -> None:
        if self._draft is None:
            return
        known, may = self._draft.header.remarks, self._may_decide()
        waiting = [self._shown(each, may) for each in self.anchored.ordered(self._waiting())]
        settled = [each for each in known if each.settled is not None]
        settled.sort(key=lambda each: each.settled.at if each.settled else each.at, reverse=True)
        self.panel.show_remarks(waiting, [Shown(each, None, may_decide=may) for each in settled])
        self.counted.emit(len(waiting))
        self._tint()

    def _shown(self, remark: Remark, may_decide: bool) -> Shown:  # noqa: FBT001  # one of a list
        is_known = self.anchored.cursor(remark.id) is not None
        stands = self.anchored.words(remark.id) if is_known else None
        is_lost = self.anchored.is_lost(remark.id)
        return Shown(remark, stands, is_lost=is_lost, may_decide=may_decide)

    def _tint(self) -> None:
        self._ground.lay_under(tints(self._waiting(), self.anchored, self._theme, self._current))

    def _wire(self) -> None:
        panel = self.panel
        panel.comment_asked.connect(self.comment)
        panel.suggestion_asked.connect(self.suggest)
        panel.form.said.connect(self._say)
        panel.form.left.connect(self._on_left)
        panel.replied.connect(self.reply)
        panel.resolve_asked.connect(self.resolve)
        panel.accept_asked.connect(self.accept)
        panel.reject_asked.connect(self.reject)
        panel.show_asked.connect(self.jump)
        panel.all_accepted.connect(self.accept_all)
        panel.all_rejected.connect(self.reject_all)
