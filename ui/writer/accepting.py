# SPDX-License-Identifier: GPL-3.0-or-later
"""Accepting: suggested words put into the copy as one undo step; undone, they are open again."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor

from editor.model.remark import Remarks, Settlement, settled
from editor.text.suggesting import Change, changes
from ui.writer.anchored import Anchored
from ui.writer.draft import Draft
from ui.writer.echo import units


@dataclass(slots=True)
class _Taken:
    """Suggestions that were accepted in one go."""

    ids: frozenset[str]
    how: Settlement
    steps: int
    """How many steps can be undone with this one as the last."""
    digest: str
    """Of the copy right behind it."""
    is_undone: bool = False


class Accepting(QObject):
    """Accepts in the open draft, and follows a person who undoes it or does it again."""

    def __init__(self, anchored: Anchored, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._anchored = anchored
        self._draft: Draft | None = None
        self._taken: list[_Taken] = []

    def follow(self, draft: Draft) -> None:
        """Accept in this draft from now on."""
        self._draft, self._taken = draft, []
        draft.changed.connect(partial(self._on_changed, draft))

    def accept(self, remarks: Remarks, how: Settlement, *, is_anyway: bool) -> frozenset[str]:
        """Put suggestions into the copy, all as one undo step.

        Args:
            remarks: which.
            how: who accepts, and when.
            is_anyway: although words have changed since.

        Returns:
            The ids of those that are in the copy now; the others are as they were.
        """
        draft = self._draft
        if draft is None:
            return frozenset()
        copy = draft.article.body
        spans = self._anchored.spans(copy)
        taken = changes(copy, remarks, spans, is_anyway=is_anyway)
        if not taken:
            return frozenset()
        _put(draft, copy, taken)
        ids = frozenset(each.remark_id for each in taken)
        steps = draft.document.availableUndoSteps()
        self._taken.append(_Taken(ids, how, steps, _digest(draft)))
        draft.change(remarks=settled(draft.header.remarks, ids, how))
        return ids

    def _on_changed(self, draft: Draft, told: frozenset[str]) -> None:
        if draft is not self._draft or "body" not in told or not self._taken:
            return
        steps = draft.document.availableUndoSteps()
        for each in self._taken:
            if not each.is_undone and steps < each.steps:
                each.is_undone = True
                self._settle(draft, each, None)
            elif each.is_undone and steps == each.steps and _digest(draft) == each.digest:
                each.is_undone = False
                self._settle(draft, each, each.how)

    def _settle(self, draft: Draft, taken: _Taken, how: Settlement | None) -> None:
        """Only what nobody has settled in another way meanwhile."""
        was = taken.how if how is None else None
        ids = [e.id for e in draft.header.remarks if e.id in taken.ids and e.settled == was]
        draft.change(remarks=settled(draft.header.remarks, frozenset(ids), how))


def _put(draft: Draft, copy: str, taken: Sequence[Change]) -> None:
    document = draft.document
    # Qt joins an insertion to the one before unless the document is unmodified.
    document.setModified(False)
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for each in reversed(taken):
        start = units(copy[: each.start])
        cursor.setPosition(start)
        end = start + units(copy[each.start : each.end])
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(each.text)
    cursor.endEditBlock()
    document.setModified(False)


def _digest(draft: Draft) -> str:
    return hashlib.sha256(draft.snapshot().frozen).hexdigest()
