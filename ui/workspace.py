# SPDX-License-Identifier: GPL-3.0-or-later
"""The work space Write: its rooms, tied to the one open story."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from editor.errors import EditorError
from editor.model.article import Article, ArticleId, Author, as_restored
from editor.model.changes import Changes
from ui.aloud import Aloud
from ui.panels.brought import is_document
from ui.panels.checks import Checks
from ui.panels.columns import Columns
from ui.panels.empty import NoStory
from ui.panels.history import HistoryPanel
from ui.panels.inspector import Inspector
from ui.pictures.details import PictureDetails
from ui.pictures.strip import PictureStrip
from ui.pointing import Pointing
from ui.preview.view import Preview
from ui.reviewing import Reviewing
from ui.stories.view import StoryList
from ui.subbing import Subbing
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.fields import StoryFields
from ui.writer.opening import glimpse, new_draft, open_draft
from ui.writer.reading import measured
from ui.writer.view import Writer

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk

MEASURE_MS = 300
LONGEST_BLANK_MS = 200
"""A story that takes longer to read is not waited for with the first picture."""
IN_FIELDS = {"authors": "byline"}
IN_WRITER = frozenset({"kicker", "headline", "standfirst", "body"})


class Workspace(QObject):
    """Builds the columns and keeps them about the same story."""

    leaving = Signal()
    """Another story is about to take the place of the open one."""
    opened = Signal(object)
    """The Draft that is open now, or None."""
    painted = Signal()
    """The first story stands on the screen; once."""
    headline_changed = Signal(str)
    typed = Signal()
    saved = Signal()
    measured = Signal(int, int, object)
    """Words, minutes to read, words commissioned or None."""
    found = Signal(tuple)
    """What the checks found."""
    refused = Signal(object)
    """An EditorError that stands beside nothing."""
    pasted = Signal(object)
    """A page from elsewhere stands in the copy: a `ui.writer.pasting.Put`."""
    paste_began = Signal()
    """It takes a moment."""
    documents_dropped = Signal(list)
    """Paths of documents that came down on the open story."""
    restored = Signal(object)
    """The Article as it stood before an older version was brought back."""

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self.draft: Draft | None = None
        self.places: Mapping[str, Sequence[float]] = {}
        """Where stories stood when they were last open: see `place`."""
        self._wanted = ""
        self._wants_first = self._has_left = self._is_beginning = False
        self.stories = StoryList(desk, tasks, theme)
        self.writer = Writer(desk, tasks, theme)
        self.preview = Preview(desk, tasks, theme)
        self.strip = PictureStrip(desk, tasks, theme)
        self.details = PictureDetails(desk, tasks, theme)
        self.fields = StoryFields(desk, tasks, theme)
        self.checks = Checks(theme)
        self.history = HistoryPanel(desk, tasks, theme)
        self._nothing = NoStory()
        self.subbing = Subbing(desk, tasks, theme, self.writer, self.checks)
        ground = self.subbing.underlines["body"]
        self.reviewing = Reviewing(desk, tasks, theme, self.writer, ground)
        self.inspector = Inspector(
            {
                "story": self.fields,
                "pictures": self.details,
                "checks": self.checks,
                "history": self.history,
                "comments": self.reviewing.panel,
            },
            theme,
        )
        self.columns = Columns(self.stories, self._centre(), self.preview, self.inspector)
        self._tell_soon = QTimer(self, singleShot=True, interval=0)
        self._tell_soon.timeout.connect(self._tell_saved)
        self._measure_soon = QTimer(self, singleShot=True, interval=MEASURE_MS)
        self._measure_soon.timeout.connect(self._measure)
        self.pointing = Pointing(self.writer, self.preview)
        self.aloud = Aloud(self.writer, self.preview, self.pointing)
        self._wire()
        self.writer.copy.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tell of the first picture of a story, once it is on the screen."""
        if event.type() is QEvent.Type.Paint and self.draft is not None:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, self.painted.emit)
        return False

    def begin(self, article_id: str) -> None:
        """Open the story that was open last, else the newest, with the caret in it."""
        # List, copy and fields come in one picture: each one more costs as much as a key.
        self.columns.setUpdatesEnabled(False)
        self._is_beginning = True
        QTimer.singleShot(LONGEST_BLANK_MS, self, self._show_columns)
        if article_id:
            self.open(article_id)
        else:
            self.open_first()

    def _show_columns(self) -> None:
        if not self.columns.updatesEnabled():
            self.columns.setUpdatesEnabled(True)

    def _take_focus(self, draft: Draft) -> None:
        now = self.columns.window().focusWidget()
        is_here = now is not None and self.columns.isAncestorOf(now)  # type: ignore[redundant-expr]  # Qt's stubs know of no window without a focus
        if not is_here:
            self.focus("body" if draft.header.headline else "headline")

    def open(self, article_id: str) -> None:
        """Open a story of the store; the one that is open is saved first."""
        if self.draft is not None and self.draft.id == article_id:
            return
        self._wanted, self._wants_first = article_id, False
        if self.draft is not None:
            self.draft.flush()
        done, failed = self._on_read, self._on_not_read
        asked = ArticleId(article_id)
        open_draft(self._desk, self._tasks, asked, done, failed, found=self._on_found)

    def open_first(self) -> None:
        """Open the newest story of the list, once the list is there."""
        self._wants_first = True
        self.stories.model.refresh()

    def new(self) -> None:
        """Begin a story; it has a row from the first key press."""
        settings = self._desk.settings
        author = Author(person=settings.person, pen_name=settings.pen_name)
        authors = (author,) if author.byline else ()
        self._wanted, self._wants_first = "", False
        language = self._desk.profile.language
        self._show(new_draft(self._desk, self._tasks, language=language, authors=authors))
        self.focus("headline")

    def close(self) -> None:
        """Save and put the open story away."""
        if self.draft is not None:
            self.draft.close()

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        self.stories.hear(changes)
        self.history.hear(changes)
        if changes.is_site and self.draft is not None:
            # The newsroom may check by other rules now, the site look another way.
            self.draft.look_again()
            self.preview.look_again()

    def jump(self, finding: "Finding") -> None:
        """Bring the field of a finding to the front, with the caret in it."""
        if finding.sha256:
            self.to_picture(finding.sha256, self._picture_field(finding))
        elif finding.field == "remarks":
            self.to_comments()
        elif finding.field in IN_WRITER:
            self.columns.reveal("writer")
            self.focus(finding.field)
            self.subbing.jump(finding)
        else:
            self.to_field(finding.field)

    def to_picture(self, sha256: str, field: QWidget | None = None) -> None:
        """Bring a picture's details to the front, with the caret in a field: its caption."""
        self.columns.reveal("inspector")
        self.inspector.show_tab("pictures")
        self.strip.choose(sha256)
        (field or self.details.caption.editor).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def to_comments(self) -> None:
        """Bring what colleagues say of the story to the front."""
        self.columns.reveal("inspector")
        self.inspector.show_tab("comments")

    def to_field(self, name: str) -> None:
        """Bring a field of the story's form to the front, with the caret in it."""
        self.columns.reveal("inspector")
        self.inspector.show_tab("story")
        widget = getattr(self.fields, IN_FIELDS.get(name, name), self.fields)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _picture_field(self, finding: "Finding") -> QWidget:
        if finding.field == "alt_text" or "alt_text" in finding.code:
            return self.details.alt_text.editor
        if "credit" in finding.code:
            return self.details.facts["credit"].editor
        return self.details.caption.editor

    def focus(self, field: str) -> None:
        """Put the caret into the head's field of that name, or into the copy."""
        widget = self.writer.head.fields.get(field, self.writer.copy)
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def place(self) -> list[float]:
        """Where the caret stands in the copy, and which line is at the top."""
        return [self.writer.caret, self.writer.top_line()]

    def set_place(self, place: Sequence[float]) -> None:
        """Stand where the caret stood; what cannot be read is left as it is."""
        if len(place) == 2:
            self.writer.place_caret(int(place[0]))
            self.writer.scroll_to(float(place[1]))
            self.preview.scroll_to(float(place[1]))

    def restore(self, article: Article, _number: int) -> None:
        """Bring an older version back, as one save that can be taken back the same way."""
        if self.draft is None:
            return
        before = self.draft.article
        self.put_back(article)
        self.restored.emit(before)

    def put_back(self, article: Article) -> None:
        """Make this the text of the open story."""
        if self.draft is None:
            return
        self.draft.flush()
        article = as_restored(article, self.draft.header)
        self._tasks.write(
            partial(self._desk.articles.save, article, origin="screen", reason="restore")
        )

    def _centre(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.writer, 1)
        layout.addWidget(self.strip)
        self._stack = QStackedWidget()
        self._stack.addWidget(side)
        self._stack.addWidget(self._nothing)
        self._stack.setCurrentIndex(1)
        return self._stack

    def _wire(self) -> None:
        self.stories.chosen.connect(self.open)
        self.stories.new_asked.connect(self.new)
        self.stories.model.filled.connect(self._on_filled)
        self._nothing.new_asked.connect(self.new)
        self.strip.insert_asked.connect(self.writer.insert_picture)
        self.strip.chosen.connect(self.details.show_picture)
        # Who clicks on a picture, or on the words that miss a caption, wants to write it.
        self.strip.list.clicked.connect(lambda _index: self.inspector.show_tab("pictures"))
        self.details.picture_asked.connect(self.strip.choose)
        self.details.insert_asked.connect(self.writer.insert_picture)
        self.writer.pictures_dropped.connect(self._on_dropped)
        self.writer.pasted.connect(self.pasted)
        self.writer.paste_began.connect(self.paste_began)
        self.writer.scrolled.connect(self.preview.scroll_to)
        self.preview.scrolled.connect(self.writer.scroll_to)
        self.preview.lie_under([self.inspector])
        self.pointing.field_asked.connect(self.to_field)
        self.pointing.picture_asked.connect(self.to_picture)
        self.checks.jump_asked.connect(self.jump)
        self.subbing.found.connect(self._on_findings)
        self.subbing.refused.connect(self.refused)
        self.reviewing.refused.connect(self.refused)
        self.reviewing.asked.connect(self.to_comments)
        self.reviewing.counted.connect(self.inspector.count_comments)
        self.aloud.refused.connect(self.refused)
        self.history.restore_asked.connect(self.restore)

    def _on_filled(self) -> None:
        if self._wants_first:
            self._wants_first = not self.stories.open_first()

    def _on_dropped(self, dropped: Sequence[object]) -> None:
        files = [Path(each) for each in dropped if isinstance(each, str | Path)]
        documents = [each for each in files if is_document(each)]
        if documents:
            self.documents_dropped.emit(documents)
        self.strip.take_files([each for each in files if each not in documents])
        for each in dropped:
            if isinstance(each, bytes) and self.draft is not None:
                self.strip.arrivals.take_image(self.draft, QImage.fromData(each))

    def _on_found(self, article: Article) -> None:
        if article.id == self._wanted and self._stack.currentIndex() == 0:
            self._leave()
            place = self.places.get(article.id, ())
            glimpse(self.writer, article, place[1] if len(place) == 2 else -1.0)

    def _on_read(self, draft: Draft) -> None:
        if draft.id != self._wanted:
            draft.close()
            draft.deleteLater()
            return
        self._show(draft)

    def _on_not_read(self, error: EditorError) -> None:
        self.stories.select(self.draft.id if self.draft is not None else "")
        self.refused.emit(error)

    def _leave(self) -> None:
        """Tell it once, while the writer still shows what is left."""
        if self.draft is not None and not self._has_left:
            self._has_left = True
            self.leaving.emit()

    def _show(self, draft: Draft) -> None:
        self._leave()
        self._has_left = False
        old, self.draft = self.draft, draft
        draft.setParent(self)
        draft.changed.connect(self._on_changed)
        draft.saved.connect(self._on_saved)
        draft.save_failed.connect(self.refused)
        self._stack.setCurrentIndex(0)
        self.writer.open(draft)
        self.preview.show_draft(draft)
        self.strip.show_draft(draft)
        self.details.show_draft(draft)
        self.fields.show_draft(draft)
        self.history.show_article(draft.id)
        self.subbing.follow(draft)
        self.reviewing.follow(draft)
        self.stories.select(draft.id)
        self.stories.show_unsaved("")
        self.headline_changed.emit(draft.header.headline)
        self._measure()
        self.opened.emit(draft)
        if self._is_beginning:
            self._is_beginning = False
            self._take_focus(draft)
            self._show_columns()
        if old is not None:
            old.close()
            old.deleteLater()

    def _on_changed(self, told: frozenset[str]) -> None:
        # What came from below is saved already: that is known once the draft is done with it.
        self._tell_soon.start()
        if self.draft is not None and "headline" in told:
            self.headline_changed.emit(self.draft.header.headline)
        if told & {"body", "commissioned_length", "language"}:
            self._measure_soon.start()

    def _tell_saved(self) -> None:
        if self.draft is not None and self.draft.is_saved:
            self._on_saved()
        elif self.draft is not None:
            self.stories.show_unsaved(self.draft.id)
            self.typed.emit()

    def _on_saved(self) -> None:
        # The row in the list is read anew meanwhile; until then it must not be called sent.
        self._tasks.run(lambda: None, lambda _done: self._settle_row())
        self.saved.emit()

    def _settle_row(self) -> None:
        if self.draft is not None and self.draft.is_saved:
            self.stories.show_unsaved("")

    def _on_findings(self, findings: "tuple[Finding, ...]") -> None:
        self.checks.show_findings(findings)
        self.inspector.count_checks(len(findings))
        self.found.emit(findings)

    def _measure(self) -> None:
        if self.draft is None:
            return
        work = partial(measured, self.draft.snapshot())
        self._tasks.latest("measure", work, lambda told: self.measured.emit(*told))
