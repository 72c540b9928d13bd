# SPDX-License-Identifier: GPL-3.0-or-later
"""Pictures on their way into an article: counted, kept in order, and each failure told."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from editor.errors import EditorError, Refused
from editor.model import article as articles
from editor.model.picture import Picture
from ui.pictures.open_article import OpenArticle
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk

ORIGIN = "strip"
PASTED_NAME = "pasted.png"

Take = Callable[[], Picture]


class Arrivals(QObject):
    """Takes pictures in beside all other work. Thread: that of the widgets.

    They stand in the strip in the order in which they were given, whichever is read first.

    Args:
        desk: where they are kept.
        tasks: the door to the threads.
        thumbnail_px: the size that is made at once, so that a tile has its picture.
        is_shown: whether an article is the one that is open now.
    """

    progressed = Signal(int, int)
    """How many are done, of how many; (0, 0) at the end."""
    failed = Signal(object)
    """An EditorError about one picture."""
    arrived = Signal(object)
    """A Picture that now stands in the strip."""

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        *,
        thumbnail_px: int,
        is_shown: Callable[[OpenArticle], bool],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._is_shown = is_shown
        self._desk = desk
        self._tasks = tasks
        self._thumbnail_px = thumbnail_px
        self._done = self._all = 0
        self._round = 0

    def take_files(self, draft: OpenArticle, paths: Sequence[Path]) -> None:
        """Take files in for a draft."""
        self._take(draft, [partial(self._from_file, path) for path in paths])

    def take_image(self, draft: OpenArticle, image: QImage) -> None:
        """Take in a picture that has no file, such as a pasted one."""
        self._take(draft, [partial(self._from_image, image)])

    def take_mime(self, draft: OpenArticle, mime: QMimeData) -> bool:
        """Take in what was dropped or pasted; False when there is no picture in it."""
        urls = mime.urls() if mime.hasUrls() else []
        paths = [Path(url.toLocalFile()) for url in urls if url.isLocalFile()]
        if paths:
            self.take_files(draft, paths)
        elif mime.hasImage():
            self.take_image(draft, QImage(mime.imageData()))
        elif urls:
            self.failed.emit(Refused("picture.not_local"))
        return bool(urls) or mime.hasImage()

    def cancel(self) -> None:
        """Take in no more of those that have not begun."""
        self._round += 1
        self._done = self._all = 0
        self.progressed.emit(0, 0)

    def _take(self, draft: OpenArticle, takes: Sequence[Take]) -> None:
        queue = _Queue(len(takes), partial(self._place, draft, draft.id))
        self._all += len(takes)
        self.progressed.emit(self._done, self._all)
        for at, take in enumerate(takes):
            self._tasks.run(
                partial(self._work, take, self._round),
                partial(self._taken, queue, at, self._round),
                partial(self._not_taken, queue, at, self._round),
            )

    def _work(self, take: Take, number: int) -> Picture | None:
        if number != self._round:
            return None
        picture = take()
        known = self._desk.articles.picture(picture.sha256)
        if known is None:
            self._desk.articles.save_picture(picture, origin=ORIGIN)
        self._desk.renditions.thumbnail(picture, self._thumbnail_px)
        # A picture that is known keeps what the desk has written about it.
        return known or picture

    def _from_file(self, path: Path) -> Picture:
        return self._desk.intake.take(path)

    def _from_image(self, image: QImage) -> Picture:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs want bytes, Qt a str
        return self._desk.intake.take_bytes(bytes(buffer.data().data()), PASTED_NAME)

    def _taken(self, queue: "_Queue", at: int, number: int, picture: Picture | None) -> None:
        queue.put(at, picture)
        self._count(number)

    def _not_taken(self, queue: "_Queue", at: int, number: int, error: EditorError) -> None:
        queue.put(at, None)
        self._count(number)
        self.failed.emit(error)

    def _count(self, number: int) -> None:
        if number != self._round:
            return
        self._done += 1
        if self._done == self._all:
            self._done = self._all = 0
        self.progressed.emit(self._done, self._all)

    def _place(self, draft: OpenArticle, article_id: articles.ArticleId, picture: Picture) -> None:
        if self._is_shown(draft):
            draft.add_picture(picture)
            self.arrived.emit(picture)
            return
        # The person opened another story meanwhile: the picture belongs to the one before.
        self._tasks.write(partial(self._place_stored, article_id, picture), None, self.failed.emit)

    def _place_stored(self, article_id: articles.ArticleId, picture: Picture) -> None:
        article = self._desk.articles.find(article_id)
        if article is not None:
            self._desk.articles.save(articles.place(article, picture), origin=ORIGIN)


class _Queue:
    """Hands on in order what comes in any order; None is a gap that is closed."""

    def __init__(self, length: int, hand_on: Callable[[Picture], None]) -> None:
        self._waiting: dict[int, Picture | None] = {}
        self._length = length
        self._next = 0
        self._hand_on = hand_on

    def put(self, at: int, picture: Picture | None) -> None:
        self._waiting[at] = picture
        while self._next in self._waiting:
            ready = self._waiting.pop(self._next)
            self._next += 1
            if ready is not None:
                self._hand_on(ready)
