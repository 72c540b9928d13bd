# SPDX-License-Identifier: GPL-3.0-or-later
"""Bringing in: documents that are chosen or dropped become stories; counted, told, undone."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from editor.errors import EditorError
from editor.model.article import ArticleId
from ui import words
from ui.panels.brought import ENDINGS, MOST_SHOWN, BroughtPanel, Failure, is_document, is_news
from ui.panels.sheet import Sheet
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.exchange import Brought, Outcome
    from editor.text.pasted import Page

SHEET_PX: Final = 560
PATIENCE_MS: Final = 300
"""What takes no longer is not announced."""
AT_ONCE: Final = 25
"""So many stories of a file come home together."""
NOTES: Final = frozenset({"files.known_stories", "files.other_items"})
"""Codes that tell of what was left out as it should be."""
_KEY: Final = "import"
_DRAGS: Final = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class Bringing(QObject):
    """Takes documents in, one after the other, beside all other work.

    Args:
        desk: where the stories go.
        window: what it tells in, and what documents are dropped on.
        work: where the first of them is opened.
        open_story: brings a story to the front.
    """

    def __init__(
        self, desk: "Desk", window: Window, work: Workspace, open_story: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work
        self._open_story = open_story
        self._waiting: deque[Path] = deque()
        self._all = 0
        self._made: list[Brought] = []
        self._ids: list[ArticleId] = []
        self._merged: set[ArticleId] = set()
        """Those of them that came by hand and stood here before."""
        self._failures: list[Failure] = []
        self._notes: list[EditorError] = []
        self._is_stopped = False
        self._before = ""
        self.sheet = Sheet(window.ground, width_px=SHEET_PX)
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._count)
        work.preview.lie_under((self.sheet,))
        work.documents_dropped.connect(self._on_dropped)
        window.setAcceptDrops(True)
        for each in (window, work.strip, work.strip.list.viewport()):
            each.installEventFilter(self)

    @property
    def is_busy(self) -> bool:
        """Whether documents are still on their way."""
        return self._all > 0

    def ask(self) -> None:
        """Let a person choose documents."""
        dialog = QFileDialog(self._window, self.tr("Import documents"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        endings = " ".join(f"*{each}" for each in ENDINGS.split())
        dialog.setNameFilters(
            [self.tr("Documents ({endings})").format(endings=endings), self.tr("All files (*)")]
        )
        dialog.filesSelected.connect(lambda names: self.take(map(Path, names)))
        dialog.open()

    def take(self, paths: Iterable[Path]) -> None:
        """Make a story of each document; what is on its way already is joined."""
        added = list(paths)
        if not added:
            return
        is_first = not self.is_busy
        self._waiting += added
        self._all += len(added)
        if is_first:
            self._made, self._ids, self._failures, self._notes = [], [], [], []
            self._merged.clear()
            self._is_stopped = False
            self._before = self._work.draft.id if self._work.draft is not None else ""
            self._window.banner.clear(_KEY)
            self._patience.start()
            self._next()

    def cancel(self) -> None:
        """Begin no more of them; what is in stays."""
        self._all -= len(self._waiting)
        self._waiting.clear()
        self._is_stopped = True

    def offer(self, paths: Sequence[Path]) -> None:
        """Documents came down on the open story: ask whether they are stories of their own."""
        question = self.tr("Import %n document(s)?", "", len(paths))
        alone = self.tr("As new stories")
        if len(paths) == 1:
            question = self.tr("Import “{file}”?").format(file=paths[0].name)
            alone = self.tr("As a new story")
        self._window.banner.ask(
            _KEY,
            question,
            (alone, partial(self._answer, self.take, paths)),
            (self.tr("Into this story, at the caret"), partial(self._answer, self._put_in, paths)),
            may_be_left=True,
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Documents may be dropped anywhere in the window; all else goes where it went."""
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        found = documents_in(event.mimeData())
        if not found:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.take(found)
            if isinstance(watched, QWidget) and watched is not self._window:
                others = [each for each in _files_in(event.mimeData()) if each not in found]
                self._work.strip.take_files(others)
        return True

    def _answer(self, do: Callable[[Sequence[Path]], object], paths: Sequence[Path]) -> None:
        self._window.banner.clear(_KEY)
        do(paths)

    def _put_in(self, paths: Sequence[Path]) -> None:
        for each in paths:
            if self._work.draft is not None:
                read = partial(_page, self._desk, each)
                self._work.writer.pasting.put_document(self._work.draft, read)

    def _on_dropped(self, paths: Sequence[Path]) -> None:
        if self._work.draft is None or any(map(is_news, paths)):
            self.take(paths)
        else:
            self.offer(paths)

    def _next(self) -> None:
        path = self._waiting.popleft()
        begin = partial(_stories, self._desk, path, lambda: not self._is_stopped)
        self._window.tasks.run(begin, partial(self._take_some, path), partial(self._fail, path))

    def _take_some(self, path: Path, outcomes: "Iterator[Outcome]") -> None:
        done = partial(self._on_some, path, outcomes)
        self._window.tasks.run(partial(_some, outcomes), done, partial(self._fail, path))

    def _on_some(
        self, path: Path, outcomes: "Iterator[Outcome]", made: "Sequence[Outcome]"
    ) -> None:
        for each in made:
            self._keep(path, each)
        if len(made) < AT_ONCE:
            self._go_on()
            return
        if not self._patience.isActive():
            self._count()
        self._take_some(path, outcomes)

    def _keep(self, path: Path, made: "Outcome") -> None:
        """Of many stories only as much is kept as will be told."""
        if isinstance(made, EditorError):
            is_note = made.code in NOTES
            self._notes.append(made) if is_note else self._failures.append((path.name, made))
            return
        self._ids.append(made.article.id)
        if made.was_here:
            self._merged.add(made.article.id)
        if len(self._made) < MOST_SHOWN or made.found is not None:
            self._made.append(made)

    def _fail(self, path: Path, error: EditorError) -> None:
        self._failures.append((path.name, error))
        self._go_on()

    def _go_on(self) -> None:
        if self._waiting:
            if not self._patience.isActive():
                self._count()
            self._next()
            return
        self._patience.stop()
        self._all = 0
        self._end()

    def _count(self) -> None:
        at = self._all - len(self._waiting)
        said = self.tr("Importing {at} of {all} …").format(at=at, all=self._all)
        is_many = len(self._ids) >= AT_ONCE
        if is_many:
            said = self.tr("Importing: %Ln stories so far …", "", len(self._ids))
        may_stop = (self._waiting or is_many) and not self._is_stopped
        self._window.toast.say(said, self.tr("Cancel") if may_stop else "", self.cancel)

    def _end(self) -> None:
        self._window.toast.hide()
        if self._made:
            self._open_story(self._made[0].article.id)
            self._tell()
        elif self._notes:
            self._window.toast.say(words.error_sentence(self._notes[0]))
        if self._failures:
            self._complain()
        else:
            self._ask_letters()

    def _tell(self) -> None:
        ids = tuple(each for each in self._ids if each not in self._merged)
        if not ids:
            said = self.tr("What came by hand is merged with what stood here.")
            self._window.toast.say(said, self.tr("What came in"), self._show)
            return
        said = self.tr("%n story(s) imported.", "", len(self._ids))
        if len(self._ids) == 1 and self._made[0].article.headline:
            said = self.tr("“{headline}” is imported.")
            said = said.format(headline=_short(self._made[0].article.headline))
        self._window.toast.say(said, self.tr("Undo"), partial(self._take_back, ids, self._before))
        self._window.toast.offer(self.tr("What came in"), self._show)

    def _complain(self) -> None:
        said = self.tr("%n document(s) could not be imported.", "", len(self._failures))
        if len(self._failures) == 1:
            said = words.error_sentence(self._failures[0][1])
        self._window.banner.say(_KEY, said, self.tr("What came in"), self._show)

    def _ask_letters(self) -> None:
        old = [(each.article.id, each.found) for each in self._made if each.found is not None]
        if not old:
            return
        found = old[0][1]
        said = self.tr("%n story(s) are written in old letters", "", len(old))
        told = self.tr("{what} ({charset}): “{before}” would become “{after}”.").format(
            what=said,
            charset=words.charset_word(found.charset),
            before=found.before,
            after=found.after,
        )
        convert = partial(self._convert, [each for each, _ in old])
        self._window.banner.say(_KEY, told, self.tr("Convert"), convert)

    def _convert(self, ids: Sequence[str]) -> None:
        self._window.banner.clear(_KEY)
        if self._work.draft is not None:
            self._work.draft.flush()
        for each in ids:
            self._window.tasks.write(partial(_convert, self._desk, each))

    def _show(self) -> None:
        panel = BroughtPanel(self._made, self._failures, self._notes, every=len(self._ids))
        panel.done.connect(self.sheet.close_sheet)
        panel.story_asked.connect(self._on_story_asked)
        panel.convert_asked.connect(lambda article_id: self._convert([article_id]))
        self.sheet.hold(panel)
        self.sheet.open()

    def _on_story_asked(self, article_id: str) -> None:
        self.sheet.close_sheet()
        self._open_story(article_id)

    def _take_back(self, ids: Sequence[str], before: str) -> None:
        if self._work.draft is not None:
            self._work.draft.flush()
        undone = partial(self._on_taken_back, before)
        self._window.tasks.write(partial(_take_back, self._desk, ids), undone)

    def _on_taken_back(self, before: str, _done: object) -> None:
        self._window.banner.clear(_KEY)
        if before:
            self._open_story(before)
        self._window.toast.say(self.tr("The import is undone; what came in is spiked."))


def documents_in(mime: QMimeData) -> list[Path]:
    """The documents among the files of a drop."""
    return [each for each in _files_in(mime) if is_document(each)]


def _files_in(mime: QMimeData) -> list[Path]:
    return [Path(each.toLocalFile()) for each in mime.urls() if each.isLocalFile()]


def _short(headline: str) -> str:
    return headline if len(headline) <= 60 else headline[:59].rstrip() + "…"


def _stories(desk: "Desk", path: Path, is_wanted: Callable[[], bool]) -> "Iterator[Outcome]":
    # Loads the readers of documents: few sessions import anything.
    from editor import receiving  # noqa: PLC0415

    return (made for _, made in receiving.receive(desk, (path,), is_wanted=is_wanted))


def _some(outcomes: "Iterator[Outcome]") -> "Sequence[Outcome]":
    """The next few stories of a file; fewer than that: it is at its end."""
    return tuple(islice(outcomes, AT_ONCE))


def _page(desk: "Desk", path: Path) -> "Page":
    from editor import exchange  # noqa: PLC0415  # as above

    return exchange.read_page(desk, path)


def _take_back(desk: "Desk", ids: Sequence[str]) -> None:
    from editor import exchange  # noqa: PLC0415  # as above

    exchange.take_back(desk, map(ArticleId, ids))


def _convert(desk: "Desk", article_id: str) -> None:
    from editor import exchange  # noqa: PLC0415  # as above

    exchange.convert(desk, ArticleId(article_id))
