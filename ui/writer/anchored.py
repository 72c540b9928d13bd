# SPDX-License-Identifier: GPL-3.0-or-later
"""Anchored: where remarks stand in the open copy, as cursors that Qt moves along with each edit."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QTextCursor

from editor.model.remark import Anchor, Remark, Remarks, moved, waiting
from editor.text import anchors, suggesting
from editor.text.anchors import Span
from ui.tasks import Tasks
from ui.writer.draft import Draft
from ui.writer.echo import units
from ui.writer.shelf import Snapshot

REST_MS = 400
"""Where typing rests so long, words that were lost are looked for again."""
_LINES = str.maketrans({"\u2029": "\n", "\u2028": "\n"})


class Anchored(QObject):
    """The places of the open remarks of one draft. A key costs nothing here: Qt moves the cursors.

    Args:
        tasks: words are looked for off the thread of the widgets.
        may_write: whether the person may change the copy; who may not moves no anchor either.
    """

    changed = Signal()
    """Words were found, or are gone."""

    def __init__(
        self, tasks: Tasks, may_write: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._may_write = may_write
        self._draft: Draft | None = None
        self._cursors: dict[str, QTextCursor] = {}
        self._sought: frozenset[str] = frozenset()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._on_rest)

    def follow(self, draft: Draft) -> None:
        """Find the words of this draft's remarks, and keep to them."""
        self._draft, self._cursors, self._sought = draft, {}, frozenset()
        draft.changed.connect(partial(self._on_changed, draft))
        draft.about_to_save.connect(partial(self._write, draft))
        self._seek()

    def place(self, remark_id: str, cursor: QTextCursor) -> None:
        """A remark is being made of what is selected: nothing needs to be looked for."""
        self._cursors[remark_id] = _over(cursor, cursor.selectionStart(), cursor.selectionEnd())

    def forget(self, remark_id: str) -> None:
        """Keep to these words no more."""
        self._cursors.pop(remark_id, None)

    def cursor(self, remark_id: str) -> QTextCursor | None:
        """The words of a remark, selected; None: they are gone, or are being looked for."""
        found = self._cursors.get(remark_id)
        if found is None:
            return None
        cursor = QTextCursor(found)
        cursor.setKeepPositionOnInsert(False)
        return cursor

    def words(self, remark_id: str) -> str:
        """What stands now where a remark is; empty where nothing does."""
        found = self._cursors.get(remark_id)
        return "" if found is None else found.selectedText().translate(_LINES)

    def is_lost(self, remark_id: str) -> bool:
        """Whether its words were looked for and are gone."""
        return remark_id in self._sought and remark_id not in self._cursors

    def ordered(self, remarks: Iterable[Remark]) -> list[Remark]:
        """Remarks in the order of the copy; those whose words are gone come last."""
        return sorted(remarks, key=lambda each: (*self._at(each.id), each.at, each.id))

    def around(self, position: int, remarks: Iterable[Remark]) -> list[Remark]:
        """Those whose words a place in the document is in or at, the shortest first."""
        found = [
            (cursor.selectionEnd() - cursor.selectionStart(), each)
            for each in remarks
            if (cursor := self._cursors.get(each.id)) is not None
            and cursor.selectionStart() <= position <= cursor.selectionEnd()
        ]
        return [each for _length, each in sorted(found, key=lambda pair: pair[0])]

    def spans(self, copy: str) -> dict[str, Span]:
        """Where the words of the remarks stand in the copy, in characters."""
        count = _Count(copy)
        return {
            key: Span(
                count.characters(each.selectionStart()), count.characters(each.selectionEnd())
            )
            for key, each in self._cursors.items()
        }

    def _at(self, remark_id: str) -> tuple[bool, int]:
        found = self._cursors.get(remark_id)
        return found is None, 0 if found is None else found.selectionStart()

    def _open(self) -> Remarks:
        return waiting(self._draft.header.remarks) if self._draft is not None else ()

    def _unsure(self) -> frozenset[str]:
        """Those that have no place, or other words there than were written down."""
        return frozenset(
            each.id
            for each in self._open()
            if each.id not in self._cursors or self.words(each.id) != each.anchor.words
        )

    def _on_changed(self, draft: Draft, told: frozenset[str]) -> None:
        if draft is not self._draft:
            return
        if "remarks" in told:
            known = {each.id for each in self._open()}
            gone = self._cursors.keys() - known
            self._cursors = {key: each for key, each in self._cursors.items() if key in known}
            self._sought &= known
            if gone:
                self.changed.emit()
            self._seek()
        elif "body" in told and (self._cursors or self._sought):
            self._sought = frozenset()
            self._rest.start()

    def _on_rest(self) -> None:
        self.changed.emit()
        self._seek()

    def _seek(self) -> None:
        """Look for what is not surely in its place, beside the typing."""
        draft, unsure = self._draft, self._unsure()
        if draft is None or unsure <= self._sought:
            return
        told = [each for each in self._open() if each.id in unsure]
        snapshot = draft.snapshot()
        work = partial(_look, snapshot, told)
        self._tasks.latest("remarks", work, partial(self._found, draft, snapshot.revision, told))

    def _found(
        self, draft: Draft, revision: int, told: Iterable[Remark], found: Mapping[str, Span]
    ) -> None:
        if draft is not self._draft:
            return
        if draft.revision != revision:
            self._rest.start()
            return
        for each in told:
            self._sought |= {each.id}
            span, live = found.get(each.id), self._cursors.get(each.id)
            if span is None and (live is None or not live.hasSelection()):
                self._cursors.pop(each.id, None)
            elif span is not None:
                cursor = _over(QTextCursor(draft.document), *span)
                if _is_better(cursor, live, each.anchor.words):
                    self._cursors[each.id] = cursor
        self.changed.emit()

    def _write(self, draft: Draft) -> None:
        """Write down where words stand that would not be found where they are."""
        if draft is not self._draft or not self._cursors or not self._may_write():
            return
        copy = draft.article.body
        spans = self.spans(copy)
        new: dict[str, Anchor] = {}
        for each in self._open():
            span = spans.get(each.id)
            is_there = span is not None and bool(span.start < span.end or not each.anchor.words)
            if span is not None and is_there and anchors.find(copy, each.anchor) != span:
                new[each.id] = anchors.anchor(copy, *span)
        if new:
            draft.change(remarks=moved(draft.header.remarks, new))


def _over(cursor: QTextCursor, start: int, end: int) -> QTextCursor:
    """A cursor over some words; what is typed right before or behind them is not among them."""
    made = QTextCursor(cursor)
    made.setPosition(start)
    made.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
    made.setKeepPositionOnInsert(start < end)
    return made


def _is_better(found: QTextCursor, live: QTextCursor | None, words: str) -> bool:
    """Whether words that were looked for are more of the remark's than what Qt moved along.

    Who types over the first or the last of them leaves Qt with the others alone.
    """
    if live is None or not live.hasSelection():
        return True
    first, last = found.selectionStart(), found.selectionEnd()
    if found.selectedText().translate(_LINES) == words:
        return first < live.selectionEnd() and live.selectionStart() < last
    return first <= live.selectionStart() and live.selectionEnd() <= last


class _Count:
    """Qt's count of a text's letters, in which those beyond U+FFFF are two, and ours."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_even = units(text) == len(text)

    def characters(self, position: int) -> int:
        """How many characters stand before a place of Qt's."""
        if self._is_even:
            return position
        coded = self._text.encode("utf-16-le", "surrogatepass")[: 2 * position]
        return len(coded.decode("utf-16-le", "replace"))


def _look(snapshot: Snapshot, remarks: Iterable[Remark]) -> dict[str, Span]:
    """Where words stand, in Qt's own count."""
    copy = snapshot.article.body
    found = suggesting.places(copy, remarks)
    if units(copy) == len(copy):
        return found
    return {
        key: Span(units(copy[:start]), units(copy[:end])) for key, (start, end) in found.items()
    }
