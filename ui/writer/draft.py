# SPDX-License-Identifier: GPL-3.0-or-later
"""Draft: the open article, the only mutable copy; saves itself, takes in what came from below."""

import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QTextCursor

from editor.errors import EditorError
from editor.model import article as articles
from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.picture import Picture, Sha256
from editor.text.vietnamese import nfc
from ui.tasks import Tasks
from ui.writer.echo import Echo, units
from ui.writer.ink import plain_document
from ui.writer.reading import read_through
from ui.writer.shelf import RETRY_MS, Arrival, Changed, Shelf, Snapshot, Standing, keep_trying
from ui.writer.steps import AllSteps
from ui.writer.weave import differences, news, weave

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk

PAUSE_MS = 400
"""Typing that rests this long is saved, and may be changed from below."""
LONGEST_UNSAVED_MS = 1000
CHECK_MS = 500

_WORD_ENDS = frozenset(" \n\u00a0\u2029")


class Draft(QObject):
    """One open article. Thread: that of the widgets.

    The copy lives in `document`; the other fields in `article`. Nothing here ever writes into the
    document on its own but what came from below, as one undo step, while nobody types.

    Args:
        desk: where it is stored and checked.
        tasks: the door to the threads.
        article: as it was read from the store, or a new one.
        pictures: of its placements.
        is_new: it has no row yet; the first key press makes one.
    """

    changed = Signal(frozenset)
    """Names of fields that are not what they were; `pictures` for what is known of a picture."""
    saved = Signal()
    """All that stands on the screen stands in the store."""
    save_failed = Signal(object)
    """An EditorError; the save is tried again."""
    findings_changed = Signal(tuple)
    merged = Signal(object)
    """An `Arrival`: changes from elsewhere were taken in."""
    about_to_save = Signal()
    """Widgets that hold something back hand it over now."""
    body_coming = Signal(str)
    """The whole copy as it is about to stand in the document, by no key of this window."""
    _told = Signal(object)

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        article: Article,
        pictures: Mapping[Sha256, Picture],
        *,
        is_new: bool = False,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks = desk, tasks
        self._header = replace(article, body="")
        self._pictures = dict(pictures)
        self.origin = f"draft:{article.id}"
        self.findings: tuple[Finding, ...] = ()
        self.document = plain_document(self, article.body)
        self._echo = Echo(self.document, article.body)
        self.steps = AllSteps(self.document, self._echo)
        """What can be taken back in each field that is written in."""
        self._shelf = Shelf(desk.articles, article.id, self.origin)
        self._adopted = None if is_new else (0, article)
        self._snapshot: Snapshot | None = None
        self._revision = self._saved_revision = 0
        self._touched_s = 0.0
        self._unsaved_pictures: dict[Sha256, Picture] = {}
        self._in_flight, self._is_open = 0, True
        self._waiting: tuple[str, Standing] | None = None
        self._pause = self._timer(PAUSE_MS, self._save)
        self._cap = self._timer(LONGEST_UNSAVED_MS, self._save)
        self._retry = self._timer(RETRY_MS, self._save)
        self._check = self._timer(CHECK_MS, self._ask_checks)
        self._quiet = self._timer(PAUSE_MS, self._take_in)
        self.document.contentsChange.connect(self._follow)
        self.document.contentsChanged.connect(self._end_undo_step)
        self._ends_word = False
        self._told.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        self._unlisten = desk.database.listen(self._told.emit)
        self._check.start()
        tasks.run(partial(desk.steps.read, article.id), self.steps.lay_under)

    @property
    def id(self) -> ArticleId:
        """The article's id."""
        return self._header.id

    @property
    def article(self) -> Article:
        """The article as it stands on the screen. Cost: grows with the copy, once a change."""
        return self.snapshot().article

    @property
    def header(self) -> Article:
        """The same with an empty copy: cheap, for what shows only other fields."""
        return self._header

    @property
    def pictures(self) -> dict[Sha256, Picture]:
        """What is known of the pictures of its placements."""
        return dict(self._pictures)

    @property
    def revision(self) -> int:
        """One more with every change."""
        return self._revision

    @property
    def is_saved(self) -> bool:
        """Whether all that stands on the screen stands in the store."""
        return self._revision == self._saved_revision and not self._unsaved_pictures

    @property
    def _is_kept(self) -> bool:
        return self.is_saved and not self.steps.has_news

    def snapshot(self) -> Snapshot:
        """The whole at this moment, for another thread; the same until something changes."""
        if self._snapshot is None:
            frozen = self._echo.freeze()
            self._snapshot = Snapshot(
                self._revision, self._header, frozen, dict(self._pictures), self._echo.is_tidy
            )
        return self._snapshot

    def set_field(self, name: str, value: object) -> None:
        """Change one field; the copy too, as one undo step."""
        self.change(**{name: value})

    def change(self, **values: Any) -> None:  # noqa: ANN401 - any field
        """Change several fields at once."""
        body = values.pop("body", None)
        clean: dict[str, Any] = {
            name: nfc(each) if isinstance(each, str) else each for name, each in values.items()
        }
        told = frozenset(
            name for name, each in clean.items() if getattr(self._header, name) != each
        )
        if told:
            self._header = replace(self._header, **clean)
            self._touch(told)
        if body is not None:
            self._write_body(nfc(body))

    def add_picture(self, picture: Picture) -> None:
        """Put a picture at the end of the strip; what is known of it already stays."""
        if picture.sha256 not in self._pictures:
            self._pictures[picture.sha256] = picture
            self._unsaved_pictures.setdefault(picture.sha256, picture)
        placed = articles.place(self._header, picture)
        self.change(placements=placed.placements)

    def remove_picture(self, sha256: Sha256) -> None:
        """Take a picture out of the strip; the copy stays as it is."""
        self.change(placements=articles.displace(self._header, sha256).placements)

    def set_placement(self, sha256: Sha256, **values: Any) -> None:  # noqa: ANN401 - any field
        """Change what this article says of a picture."""
        placements = tuple(
            replace(each, **values) if each.sha256 == sha256 else each
            for each in self._header.placements
        )
        self.change(placements=placements)

    def set_picture(self, picture: Picture) -> None:
        """Change the facts of a picture: credit, creator and the rest, in every article."""
        before = self._pictures.get(picture.sha256, picture)
        if before == picture and picture.sha256 in self._pictures:
            return
        self._pictures[picture.sha256] = picture
        self._unsaved_pictures.setdefault(picture.sha256, before)
        self._touch(frozenset({"pictures"}))

    def look_again(self) -> None:
        """Check the story anew: what is right for the desk has changed."""
        self._ask_checks()

    def flush(self) -> None:
        """Save now: before an act, another story, the end."""
        self._collect()
        if not self._is_kept:
            self._send()

    def close(self) -> None:
        """Save, and hear of nothing any more; it may be deleted then. Twice does nothing more."""
        if not self._is_open:
            return
        self._collect()
        self._is_open = False
        if not self._is_kept:
            # Nobody is left to hear how it went: it is tried until it stands.
            keep_trying(self._tasks, self._saving(*self._taken()))
        self._unlisten()
        for timer in (self._pause, self._cap, self._retry, self._check, self._quiet):
            timer.stop()

    def _collect(self) -> None:
        QGuiApplication.inputMethod().commit()
        self.about_to_save.emit()

    def _follow(self, position: int, removed: int, added: int) -> None:
        was_composing = self._echo.is_composing
        if self._echo.splice(position, removed, added):
            self.steps.copy.note(self._echo.change)
            end = self.document.characterAt(position + added - 1) if added else ""
            self._ends_word = removed == 0 and end in _WORD_ENDS
            self._touch(frozenset({"body"}))
        elif was_composing or self._echo.is_composing:
            self._touch(frozenset())

    def _end_undo_step(self) -> None:
        self.steps.copy.settle()
        if self._ends_word:
            # Qt joins what is typed to the undo step before it unless the document is unmodified.
            self._ends_word = False
            self.document.setModified(False)

    def _touch(self, told: frozenset[str]) -> None:
        self._revision += 1
        self._snapshot = None
        self._touched_s = time.monotonic()
        self._pause.start()
        if not self._cap.isActive():
            # The first key press makes the row at once.
            self._cap.start(LONGEST_UNSAVED_MS if self._adopted or self._revision > 1 else 0)
        if told:
            self._check.start()
            self.changed.emit(told)

    def _save(self) -> None:
        if self._in_flight:
            # One at a time is enough while typing; `flush` alone does not wait.
            self._cap.start(LONGEST_UNSAVED_MS)
        elif not self._is_kept:
            self._send()

    def _send(self) -> None:
        for timer in (self._pause, self._cap, self._retry):
            timer.stop()
        snapshot, pictures = self._taken()
        self._in_flight += 1
        self._tasks.write(
            self._saving(snapshot, pictures),
            partial(self._stored, snapshot),
            partial(self._not_stored, pictures),
        )

    def _taken(self) -> tuple[Snapshot, Changed]:
        pictures = tuple((self._pictures[k], was) for k, was in self._unsaved_pictures.items())
        self._unsaved_pictures.clear()
        return self._to_save(), pictures

    def _saving(self, snapshot: Snapshot, pictures: Changed) -> Callable[[], Standing]:
        return partial(self._shelf.save, snapshot, self._adopted, pictures, self.steps.taken())

    def _to_save(self) -> Snapshot:
        whole = self.snapshot()
        if not self._echo.is_composing:
            return whole
        return replace(whole, frozen=self._echo.freeze_composed(), is_tidy=False)

    def _stored(self, snapshot: Snapshot, standing: Standing) -> None:
        self._in_flight -= 1
        self._saved_revision = snapshot.revision
        self._note("store", standing)
        if self._adopted is None:
            self._adopted = (standing.number, standing.article)
        if self.is_saved:
            self.saved.emit()

    def _not_stored(self, pictures: Changed, error: EditorError) -> None:
        self._in_flight -= 1
        self._saved_revision = -1
        self._unsaved_pictures.update({each.sha256: before for each, before in pictures})
        if self._is_open:
            self._retry.start()
            self.save_failed.emit(error)

    def _hear(self, changes: Changes) -> None:
        is_about = self.id in changes.articles or not changes.pictures.isdisjoint(self._pictures)
        if not self._is_open or changes.origin == self.origin or not is_about:
            return
        adopted = self._adopted
        self._tasks.write(
            lambda: self._shelf.read(adopted), partial(self._found, changes.origin), self._not_found
        )

    def _found(self, origin: str, standing: Standing | None) -> None:
        if standing is not None:
            self._note(origin, standing)

    def _not_found(self, error: EditorError) -> None:
        self._tasks.trouble.emit(error)

    def _note(self, origin: str, standing: Standing) -> None:
        """Take the news in when nobody types; only the newest visit counts."""
        if not self._is_open:
            return
        self._take_pictures(standing.pictures or {})
        self._waiting = (origin, standing) if standing.news else None
        self._take_in()

    def _take_in(self) -> None:
        if self._waiting is None or not self._is_open:
            return
        rested_ms = (time.monotonic() - self._touched_s) * 1000
        if self._echo.is_composing or rested_ms < PAUSE_MS:
            self._quiet.start()
            return
        (origin, standing), self._waiting = self._waiting, None
        mine = self.article
        was_saved = self.is_saved
        woven = weave(standing.base, mine, standing.article)
        told = news(mine, woven)
        self._adopted = (standing.number, standing.article)
        self._show(woven, told)
        self._keep_saved(was_saved=was_saved and woven == standing.article)
        if told:
            self.merged.emit(Arrival(origin, mine, woven, told))

    def _take_pictures(self, pictures: Mapping[Sha256, Picture]) -> None:
        theirs = {
            sha256: picture
            for sha256, picture in pictures.items()
            if sha256 not in self._unsaved_pictures and self._pictures.get(sha256) != picture
        }
        if theirs:
            was_saved = self.is_saved
            self._pictures.update(theirs)
            self._touch(frozenset({"pictures"}))
            self._keep_saved(was_saved=was_saved)

    def _keep_saved(self, *, was_saved: bool) -> None:
        if was_saved:
            self._saved_revision = self._revision

    def _show(self, woven: Article, told: frozenset[str]) -> None:
        self._header, self._snapshot = replace(woven, body=""), None
        if "body" in told:
            with self.steps.copy.theirs():
                self._write_body(woven.body)
        if others := told - {"body"}:
            self._touch(others)

    def _write_body(self, body: str) -> None:
        cursor = QTextCursor(self.document)
        before = self.article.body
        self.body_coming.emit(body)
        cursor.beginEditBlock()
        for splice in reversed(differences(before, body)):
            start = units(before[: splice.at])
            cursor.setPosition(start)
            end = start + units(before[splice.at : splice.at + splice.removed])
            cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            cursor.insertText(splice.added)
        cursor.endEditBlock()

    def _ask_checks(self) -> None:
        work = partial(read_through, self._desk, self.snapshot())
        self._tasks.latest("checks", work, self._checked)

    def _checked(self, findings: "tuple[Finding, ...]") -> None:
        if findings != self.findings:
            self.findings = findings
            self.findings_changed.emit(findings)

    def _timer(self, wait_ms: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(wait_ms)
        timer.timeout.connect(then)
        return timer
