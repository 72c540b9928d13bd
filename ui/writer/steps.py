# SPDX-License-Identifier: GPL-3.0-or-later
"""Steps: a field's undo stack beside Qt's own, so that it goes on after the window was closed."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtGui import QTextCursor, QTextDocument

from editor.model import steps
from editor.model.steps import CODE, UNIT_BYTES, Kept, Splice, Step
from ui.writer.echo import Echo, units
from ui.writer.weave import differences


class Taken(NamedTuple):
    """All steps at one moment, for another thread."""

    steps: tuple[Step, ...]
    done: int
    text: bytes

    def kept(self) -> Kept:
        """What of them is to be kept. Cost: grows with the text; not for the widgets' thread."""
        return steps.kept(self.steps, self.done, self.text)


class Steps(QObject):
    """Follows a document; takes back what was done before Qt's own stack begins.

    Qt's stack cannot be written down, so each of its steps is noted here as splices. Once Qt has
    nothing left to take back, this has: the step is put into the document past Qt's stack, which
    that empties, and is redone from here too. Cost of a key: some microseconds.

    Args:
        document: what is followed; its owner calls `note` and `settle`.
        echo: its text.
    """

    def __init__(self, document: QTextDocument, echo: Echo) -> None:
        super().__init__(document)
        self._document = document
        self._echo = echo
        self._digest = steps.digest(echo.freeze())
        """Of the text as it stood at first; empty: no step leads there any more."""
        self._is_ready = False
        self._last: Taken | None = None
        self._steps: list[Step] = []
        self._done = self._floor = self._level = 0
        self._open: list[Splice] = []
        self._is_added = self._is_applying = False
        self._is_theirs = False
        self.has_news = False
        """Whether there is something that was not taken yet."""
        document.undoCommandAdded.connect(self._on_added)

    @property
    def can_undo(self) -> bool:
        """Whether a step is left below Qt's own."""
        return self._done > 0 and not self._document.isUndoAvailable()

    @property
    def can_redo(self) -> bool:
        """Whether a step that was taken back here can be done again."""
        return self._done < len(self._steps) and not self._document.isRedoAvailable()

    def lay_under(self, kept: Kept | None) -> None:
        """Take over what was kept of the text as it stood when this began; dropped if unfit."""
        self._is_ready = True
        if kept is None or kept.digest != self._digest:
            return
        below = kept.steps[: kept.done]
        if not self._steps:
            self._steps = list(kept.steps)
        else:
            self._steps[:0] = below
        self._done += len(below)
        self._floor += len(below)

    def note(self, splice: Splice | None) -> None:
        """One `contentsChange`; None: nobody knows what it was."""
        if self._is_applying:
            return
        if splice is None:
            self._forget()
        else:
            self._open.append(steps.trimmed(splice))

    @contextmanager
    def theirs(self) -> Iterator[None]:
        """What changes in this block comes from somebody else."""
        self._is_theirs = True
        yield
        self._is_theirs = False

    def settle(self) -> None:
        """The document has changed: one step more, the last one longer, undone or redone."""
        if not self._open or self._is_applying:
            return
        splices, self._open = self._open, []
        level = self._document.availableUndoSteps()
        was_added, self._is_added = self._is_added, False
        self.has_news = True
        if was_added:
            self._add(tuple(splices), level)
        elif level == self._level:
            self._join(splices)
        else:
            self._move(level)
        self._level = level

    def undo(self, show: Callable[[int], None]) -> bool:
        """Take one step back that Qt does not know any more; whether there was one.

        Args:
            show: puts the caret where it was changed.
        """
        if not self.can_undo:
            return False
        step = self._steps[self._done - 1]
        if not self._apply([each.back for each in reversed(step.splices)], show):
            return False
        self._done -= 1
        self._floor = self._done
        return True

    def redo(self, show: Callable[[int], None]) -> bool:
        """Do one step again that was taken back here; whether there was one."""
        if not self.can_redo or not self._apply(self._steps[self._done].splices, show):
            return False
        self._done += 1
        self._floor = self._done
        return True

    def taken(self) -> Taken | None:
        """All of it now, to be kept; None: what was kept before is not known yet."""
        if not self._is_ready or self._last is not None:
            return self._last
        self.has_news = False
        told, done = tuple(self._steps), self._done
        text = self._echo.freeze_composed()
        if (syllable := self._echo.composed) is not None:
            told, done = (*told[:done], Step((syllable,))), done + 1
        return Taken(told, done, text)

    def end(self) -> None:
        """The document is about to hold something else."""
        had_news = self.has_news
        self._last = self.taken()
        self.has_news = had_news
        self._document.undoCommandAdded.disconnect(self._on_added)

    def _on_added(self) -> None:
        self._is_added = True

    def _add(self, splices: tuple[Splice, ...], level: int) -> None:
        self._steps[self._done :] = [
            Step(_exact(splices) if self._is_theirs else splices, self._is_theirs, level)
        ]
        self._done += 1

    def _join(self, splices: Iterable[Splice]) -> None:
        if self._done <= self._floor:
            # Qt has no step that this could belong to.
            self._forget()
            return
        last = self._steps[self._done - 1]
        told = last.splices
        for each in splices:
            told = steps.joined(told, each)
        self._steps[self._done - 1 :] = [last._replace(splices=told)]

    def _move(self, level: int) -> None:
        """Qt has undone or redone."""
        if level == 0:
            self._done = self._floor
            return
        places = range(self._floor, len(self._steps))
        found = next((at for at in places if self._steps[at].level == level), None)
        if found is None:
            self._forget()
        else:
            self._done = found + 1

    def _forget(self) -> None:
        """What stands here is no longer told by the steps: begin anew from here."""
        self._steps, self._open = [], []
        self._done = self._floor = 0
        self._digest = ""
        self.has_news = True

    def _apply(self, splices: Iterable[Splice], show: Callable[[int], None]) -> bool:
        document, cursor, place = self._document, QTextCursor(self._document), 0
        self._is_applying = True
        document.setUndoRedoEnabled(False)
        cursor.beginEditBlock()
        done: list[Splice] = []
        for each in splices:
            if not self._put(cursor, each):
                for other in reversed(done):
                    self._put(cursor, other.back)
                done.clear()
                break
            done.append(each)
            place = each.at + len(each.added) // UNIT_BYTES
        cursor.endEditBlock()
        document.setUndoRedoEnabled(True)
        self._is_applying = self._is_added = False
        self._level, self.has_news = 0, True
        if done:
            show(place)
        else:
            self._forget()
        return bool(done)

    def _put(self, cursor: QTextCursor, splice: Splice) -> bool:
        end = splice.at + len(splice.removed) // UNIT_BYTES
        if end > self._document.characterCount() - 1:
            return False
        cursor.setPosition(splice.at)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        if cursor.selectedText().replace("\u2029", "\n") != _text(splice.removed):
            return False
        cursor.insertText(_text(splice.added))
        return True


class AllSteps:
    """The steps of all fields of one story.

    Args:
        document: of the copy.
        echo: its text.
    """

    def __init__(self, document: QTextDocument, echo: Echo) -> None:
        self._kept: Mapping[str, Kept] | None = None
        self.copy = Steps(document, echo)
        self._all = {"body": self.copy}

    @property
    def has_news(self) -> bool:
        """Whether there is something that was not taken yet."""
        return any(each.has_news for each in self._all.values())

    def follow(self, field: str, document: QTextDocument, echo: Echo) -> Steps:
        """Follow another field, whose text is in a document."""
        self._all[field] = Steps(document, echo)
        self._catch_up(field)
        return self._all[field]

    def lay_under(self, kept: Mapping[str, Kept]) -> None:
        """Take over what was kept of each field."""
        self._kept = kept
        for field in self._all:
            self._catch_up(field)

    def taken(self) -> dict[str, Taken]:
        """The steps of all fields now, of those that are known."""
        found = ((field, each.taken()) for field, each in self._all.items())
        return {field: each for field, each in found if each is not None}

    def _catch_up(self, field: str) -> None:
        if self._kept is not None:
            self._all[field].lay_under(self._kept.get(field))


def _exact(splices: Iterable[Splice]) -> tuple[Splice, ...]:
    """Each word that differs on its own: between them stands what a person typed."""
    found: list[Splice] = []
    for each in splices:
        old, new = _text(each.removed), _text(each.added)
        for part in reversed(differences(old, new)):
            at = each.at + units(old[: part.at])
            gone = old[part.at : part.at + part.removed]
            found.append(Splice(at, _units(gone), _units(part.added)))
    return tuple(found)


def _units(text: str) -> bytes:
    return text.encode(CODE, "surrogatepass")


def _text(data: bytes) -> str:
    return data.decode(CODE, "surrogatepass")
