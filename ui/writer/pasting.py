# SPDX-License-Identifier: GPL-3.0-or-later
"""Pasting: a page from elsewhere on its way into the copy; cleaned beside the typing."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor

from editor.errors import EditorError
from editor.model.picture import Picture, Sha256
from editor.text.tidy import tidy
from ui.tasks import Tasks
from ui.writer.copy import CopyEdit
from ui.writer.draft import Draft
from ui.writer.ink import chosen_text

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.text.legacy import Found
    from editor.text.pasted import Page

SMALL_CHARS = 8_000
"""So much HTML without pictures is cleaned in a few milliseconds: it is put in at once."""

_Read = tuple["Page", Mapping[str, Picture]]
"""A page, and what is known of the pictures that were taken in."""
_PICTURE = re.compile(r"!\[\]\(([^)\n]+)\)")
_BLOCK = re.compile(r"\||#{1,6} |> |- |\d+\. |!\[\]\(|`{3}|---$|\[\^")
"""How blocks begin that are no running text."""


class _Span:
    """A stretch of the document that stays where it is while others write before and behind it."""

    def __init__(self, cursor: QTextCursor) -> None:
        # Two cursors, of each only the position: the anchor of one moves with what is typed at it.
        self._ends = QTextCursor(cursor), QTextCursor(cursor)
        places = (cursor.selectionStart(), cursor.selectionEnd())
        for end, place in zip(self._ends, places, strict=True):
            end.setPosition(place)
            end.setKeepPositionOnInsert(True)

    def cursor(self) -> QTextCursor:
        """A new cursor that has it selected."""
        start, end = self._ends
        cursor = QTextCursor(start)
        cursor.setKeepPositionOnInsert(False)
        cursor.setPosition(start.position())
        cursor.setPosition(end.position(), QTextCursor.MoveMode.KeepAnchor)
        return cursor


@dataclass(frozen=True, eq=False)
class _Paste:
    draft: Draft
    read: "Callable[[], Page]"
    """Reads it off this thread, with its pictures."""
    plain: str | None
    """The words alone, for the case that the page cannot be read; None: there are none."""
    place: "_Span"
    """Where it goes, in place of what is there; moves with what is typed meanwhile."""


_Insert = Callable[[QTextCursor, str], tuple[_Span, str]]
"""Puts text in place of what is selected, as one undo step: where it stands, what was there."""


@dataclass(frozen=True, eq=False)
class Put:
    """A page that stands in the copy now: what became of it, and the way back."""

    page: "Page"
    draft: Draft
    _place: _Span
    _was: str
    _insert: "_Insert"
    _added: frozenset[Sha256] = field(default=frozenset())
    plain: str | None = None
    """The words alone, as a plain paste gives them; None: there is no such way."""

    @property
    def is_dressed(self) -> bool:
        """Whether it stands otherwise than a plain paste of the same would."""
        return self.plain is not None and _bare(self.page.copy) != _bare(self.plain)

    def as_plain(self) -> None:
        """Put the words alone in its place, as one undo step; its pictures leave the strip."""
        if not shiboken6.isValid(self.draft) or self.plain is None:
            return
        QGuiApplication.inputMethod().commit()
        cursor = self._place.cursor()
        if cursor.hasSelection():
            self._insert(cursor, self.plain)
            self._remove_pictures()

    def convert(self) -> "Put | None":
        """Put its old letters into Unicode, as one undo step: how it stands then.

        None: they are not there any more.
        """
        if not shiboken6.isValid(self.draft) or self.page.found is None:
            return None
        QGuiApplication.inputMethod().commit()
        cursor = self._place.cursor()
        stands = chosen_text(cursor)
        found = self.page.found if stands == self.page.copy else _recognise(stands)
        if found is None:
            return None
        place, was = self._insert(cursor, found.text)
        page = replace(self.page, copy=found.text, found=found, is_converted=True)
        return Put(page, self.draft, place, was, self._insert)

    def take_back(self) -> None:
        """Put back what stood there before, as one undo step; what was typed elsewhere stays."""
        if not shiboken6.isValid(self.draft):
            return
        cursor = self._place.cursor()
        if self.page.copy and not cursor.hasSelection():
            # It was undone by key, and what it replaced stands there again.
            return
        cursor.beginEditBlock()
        cursor.insertText(self._was)
        cursor.endEditBlock()
        self._remove_pictures()

    def _remove_pictures(self) -> None:
        for sha256 in self._added:
            self.draft.remove_picture(sha256)


class Pasting(QObject):
    """Puts pages into the copy where the caret was. Thread: that of the widgets.

    Args:
        desk: where their pictures are kept.
        tasks: the door to the threads.
        copy: where they go.
    """

    began = Signal()
    """A page is being cleaned that takes a moment."""
    put = Signal(object)
    """A `Put`."""
    failed = Signal(object)
    """An EditorError; the words went in alone."""

    def __init__(self, desk: "Desk", tasks: Tasks, copy: CopyEdit) -> None:
        super().__init__(copy)
        self._desk, self._tasks, self._copy = desk, tasks, copy
        self._waiting: list[_Paste] = []

    def paste(self, draft: Draft, html: str, plain: str) -> None:
        """Put a page in place of what is selected."""
        from editor.text import pasted  # noqa: PLC0415 - as in _recognise

        read = partial(pasted.read, html, self._desk.intake)
        paste = _Paste(draft, read, tidy(plain), _Span(self._copy.textCursor()))
        self._waiting.append(paste)
        if len(html) <= SMALL_CHARS and "<img" not in html.lower():
            self._put(paste, self._read(paste))
        else:
            self._begin(paste)

    def put_document(self, draft: Draft, read: "Callable[[], Page]") -> None:
        """Put what a document holds in place of what is selected, once it is read."""
        paste = _Paste(draft, read, None, _Span(self._copy.textCursor()))
        self._waiting.append(paste)
        self._begin(paste)

    def _begin(self, paste: _Paste) -> None:
        done, failed = partial(self._put, paste), partial(self._put_plain, paste)
        self._tasks.run(partial(self._read, paste), done, failed)
        self.began.emit()

    def look_at(self, draft: Draft, words: str, start: int, was: str) -> None:
        """Look whether words that were just pasted are written in old letters; tells it by `put`.

        Args:
            draft: what is written in.
            words: as they came.
            start: where their clean copy begins; it ends at the caret.
            was: what stood there before.
        """
        if words.isascii():
            return
        cursor = self._copy.textCursor()
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        tell = partial(self._tell, draft, words, _Span(cursor), was)
        if len(words) <= SMALL_CHARS:
            tell(_recognise(words))
        else:
            self._tasks.run(partial(_recognise, words), tell)

    def _tell(
        self, draft: Draft, words: str, place: _Span, was: str, found: "Found | None"
    ) -> None:
        if found is None or not shiboken6.isValid(draft):
            return
        from editor.text.clean import Receipt  # noqa: PLC0415 - as in _recognise
        from editor.text.pasted import Page  # noqa: PLC0415

        copy, text = tidy(words), tidy(found.text)
        if text != copy:
            page = Page(copy, Receipt({}, {}), found=replace(found, text=text))
            self.put.emit(Put(page, draft, place, was, self._insert))

    def settle(self) -> None:
        """Put in now what is still on its way: a draft is about to be saved and left."""
        for paste in tuple(self._waiting):
            try:
                self._put(paste, self._read(paste))
            except EditorError as error:
                self._put_plain(paste, error)

    def _read(self, paste: _Paste) -> _Read:
        page = paste.read()
        taken = {name: each.picture for name, each in page.taken.items()}
        # A picture that is known keeps what the desk has written about it.
        known = self._desk.articles.picture
        return page, {name: known(each.sha256) or each for name, each in taken.items()}

    def _put(self, paste: _Paste, found: _Read) -> None:
        if not self._is_due(paste):
            return
        page, pictures = found
        known = {each.sha256 for each in paste.draft.header.placements}
        names = _place(paste.draft, page, pictures)
        added = frozenset({each.sha256 for each in paste.draft.header.placements} - known)
        page = _renamed(_without_captions(page, added), names)
        page = _set_off(page, paste.place.cursor())
        place, was = self._insert(paste.place.cursor(), page.copy)
        self.put.emit(Put(page, paste.draft, place, was, self._insert, added, paste.plain))

    def _put_plain(self, paste: _Paste, error: EditorError) -> None:
        if self._is_due(paste):
            if paste.plain is not None:
                self._insert(paste.place.cursor(), paste.plain)
            self.failed.emit(error)

    def _is_due(self, paste: _Paste) -> bool:
        if paste not in self._waiting:
            return False
        self._waiting.remove(paste)
        return shiboken6.isValid(paste.draft)

    def _insert(self, cursor: QTextCursor, copy: str) -> tuple[_Span, str]:
        """Put text in place of what is selected, as one undo step: where it stands, what was."""
        was, start = chosen_text(cursor), cursor.selectionStart()
        self._copy.prepare_for(copy)
        cursor.beginEditBlock()
        cursor.insertText(copy)
        cursor.endEditBlock()
        if self._copy.textCursor().position() == cursor.position():
            self._copy.ensureCursorVisible()
        end = cursor.position()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return _Span(cursor), was


def _bare(text: str) -> str:
    """A text without what a clean copy adds to words alone: blank lines, and signs made safe."""
    return " ".join(text.replace("\\", "").split())


def _recognise(words: str) -> "Found | None":
    # What reads letters of old is loaded with the first paste, not with the window.
    from editor.text import legacy  # noqa: PLC0415

    return legacy.recognise(words)


def _changed(page: "Page", change: Callable[[str], str]) -> "Page":
    """A page with its copy changed, and the same in Unicode too."""
    found = replace(page.found, text=change(page.found.text)) if page.found else None
    return replace(page, copy=change(page.copy), found=found)


def _without_captions(page: "Page", added: Collection[Sha256]) -> "Page":
    """A page whose captions are gone from the copy where they stand in the strip now."""
    lifted = {
        name: each.caption_blocks
        for name, each in page.taken.items()
        if each.picture.sha256 in added and each.caption
    }
    from editor.text import pasted  # noqa: PLC0415 - as in _recognise

    return _changed(page, partial(pasted.without_captions, blocks=lifted))


def _set_off(page: "Page", cursor: QTextCursor) -> "Page":
    """A page that begins and ends with blank lines where words would spoil its first or last block.

    Running text goes on in the line in which it is put, as it does everywhere.
    """
    line = cursor.document().findBlock(cursor.selectionStart())
    before = line.text()[: cursor.selectionStart() - line.position()].strip()
    line = cursor.document().findBlock(cursor.selectionEnd())
    after = line.text()[cursor.selectionEnd() - line.position() :].strip()
    head = "\n\n" if before and _BLOCK.match(page.copy) else ""
    tail = "\n\n" if after and _BLOCK.match(page.copy.rpartition("\n\n")[2]) else ""
    return _changed(page, lambda copy: f"{head}{copy}{tail}")


def _renamed(page: "Page", names: Mapping[str, str]) -> "Page":
    """A page whose copy calls its pictures as the strip does."""

    def renamed(copy: str) -> str:
        return _PICTURE.sub(lambda found: f"![]({names.get(found[1], found[1])})", copy)

    return _changed(page, renamed)


def _place(draft: Draft, page: "Page", pictures: Mapping[str, Picture]) -> Mapping[str, str]:
    """Put the page's pictures into the strip; what the copy is to call each picture."""
    names = {}
    known = {each.sha256 for each in draft.header.placements}
    for name, picture in pictures.items():
        draft.add_picture(picture)
        stands = next(each for each in draft.header.placements if each.sha256 == picture.sha256)
        alt_text = page.taken[name].alt_text
        if picture.sha256 not in known and alt_text and not stands.alt_text_of(picture):
            draft.set_placement(picture.sha256, alt_text=alt_text)
        if picture.sha256 not in known and page.taken[name].caption:
            draft.set_placement(picture.sha256, caption=page.taken[name].caption)
        names[name] = stands.name
    used = {each.name for each in draft.header.placements}
    for name in page.missing:
        # It must not show another picture that has the same name by chance.
        names[name] = _free_name(name, used)
        used.add(names[name])
    return names


def _free_name(name: str, used: set[str]) -> str:
    path, free, number = PurePosixPath(name), name, 1
    while free in used:
        number += 1
        free = f"{path.stem}-{number}{path.suffix}"
    return free
