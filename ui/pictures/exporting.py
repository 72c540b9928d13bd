# SPDX-License-Identifier: GPL-3.0-or-later
"""Frames on their way out: files with their words, one after the other, counted, to be ended."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from editor.errors import EditorError
from editor.model.article import ArticleId
from editor.model.frame import Frame
from editor.model.picture import Picture, Sha256
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.exports.exporter import Original, Sent


class Exporting(QObject):
    """Writes copies of frames into a folder, beside all other work. Thread: that of the widgets.

    What is asked for while something goes out waits for its turn.

    Args:
        desk: the exporter, and what was written about the frames.
        tasks: the door to the threads.
    """

    progressed = Signal(int, int)
    """How many are done, of how many; (0, 0) at the end."""
    failed = Signal(object)
    """An EditorError about one picture, or about the folder."""
    noted = Signal(str, dict)
    """The code and the values of a sentence about a file whose words lie beside it."""
    ended = Signal(Path, int)
    """The folder, or the sheet, and how many pictures went there."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._round = 0
        self._going: _Going | None = None
        self._waiting = deque[_Going]()

    def export(
        self,
        frames: Sequence[Frame],
        folder: Path,
        size: str,
        *,
        story: str = "",
        pattern: str = "",
    ) -> None:
        """Write the files of some frames; nothing in the folder is ever overwritten.

        Args:
            frames: in their order.
            folder: made when missing.
            size: `print`, `web` or `message`.
            story: the id of the one whose words and order they have; empty: their own.
            pattern: for the names of the files, with variables; empty: as they are called.
        """
        start = partial(self._start, folder, size, pattern)
        self._ask(_Going(partial(self._originals, list(frames), story), start, folder))

    def sheet(self, frames: Sequence[Frame], target: Path, title: str, *, story: str = "") -> None:
        """Write a caption sheet of some frames as a PDF; what stands there is replaced.

        Args:
            frames: in their order.
            target: the PDF.
            title: over each page.
            story: as for `export`.
        """
        start = partial(self._desk.exporter.sheet_in_steps, target=target, title=title)
        find = partial(self._originals, list(frames), story)
        self._ask(_Going(find, start, target, is_one_file=True))

    def cancel(self) -> None:
        """Write no more, of what waits neither; what is written stays."""
        self._waiting.clear()
        self._going = None
        self._round += 1
        self.progressed.emit(0, 0)

    def _ask(self, going: "_Going") -> None:
        self._waiting.append(going)
        if self._going is None:
            self._begin()

    def _begin(self) -> None:
        self._round += 1
        self._going = going = self._waiting.popleft()
        number = self._round
        # After every write that was asked for: the newest words go out. All else waits elsewhere.
        self._tasks.write(
            going.find,
            lambda found: self._open(number, going, found),
            lambda error: self._on_failed(number, going, 0, error),
        )

    def _open(self, number: int, going: "_Going", originals: Sequence["Original"]) -> None:
        if number != self._round:
            return
        self._tasks.run(
            partial(going.start, originals),
            lambda sent: self._next(number, going, sent, (0, 0, len(originals))),
            lambda error: self._on_failed(number, going, 0, error),
        )

    def _start(
        self, folder: Path, size: str, pattern: str, originals: Sequence["Original"]
    ) -> Iterator["Sent | Picture"]:
        from editor.exports.exporter import Size  # noqa: PLC0415  # slow to load, seldom asked for

        return self._desk.exporter.files(originals, folder, size=Size(size), pattern=pattern)

    def _originals(self, frames: Sequence[Frame], story: str) -> "list[Original]":
        known = self._desk.frames.find([each.id for each in frames])
        newest = [
            Frame(each.id, each.path, now.picture, now.sha256)
            for each in frames
            for now in (known.get(each.id, each),)
        ]
        placed = self._placed({each.picture.sha256 for each in newest}, story)
        of_story = {each.picture.sha256 for each in placed}
        rest = [each for each in newest if each.picture.sha256 not in of_story]
        return [*placed, *self._desk.exporter.of_frames(rest)]

    def _placed(self, wanted: Set[Sha256], story: str) -> "list[Original]":
        """Those of the pictures that stand in the story, with its words and in its order."""
        articles = self._desk.articles
        article = articles.find(ArticleId(story)) if story else None
        if article is None:
            return []
        placements = tuple(each for each in article.placements if each.sha256 in wanted)
        pictures = articles.pictures_of(article)
        return self._desk.exporter.of_article(replace(article, placements=placements), pictures)

    def _next(
        self,
        number: int,
        going: "_Going",
        sent: Iterator["Sent | Picture"],
        counts: tuple[int, int, int],
    ) -> None:
        if number != self._round:
            return
        done, good, every = counts
        if done < every:
            self.progressed.emit(done, every)
        self._tasks.run(
            partial(next, sent, None),
            lambda one: self._on_one(number, going, sent, counts, one),
            lambda error: self._on_failed(number, going, good, error),
        )

    def _on_one(
        self,
        number: int,
        going: "_Going",
        sent: Iterator["Sent | Picture"],
        counts: tuple[int, int, int],
        one: "Sent | Picture | None",
    ) -> None:
        done, good, every = counts
        if one is None:
            self._end(number, going, good)
        else:
            self._next(number, going, sent, (done + 1, good + self._tell(one), every))

    def _on_failed(self, number: int, going: "_Going", good: int, error: EditorError) -> None:
        self.failed.emit(error)
        self._end(number, going, 0 if going.is_one_file else good)

    def _end(self, number: int, going: "_Going", good: int) -> None:
        """Tell how many went out, and begin what waits longest."""
        if number != self._round:
            return
        self._going = None
        self.progressed.emit(0, 0)
        self.ended.emit(going.target, good)
        if self._waiting and self._going is None:
            self._begin()

    def _tell(self, one: object) -> int:
        """Tell what came of one; 1 when it was written."""
        if isinstance(one, EditorError):
            self.failed.emit(one)
            return 0
        sidecar = getattr(one, "sidecar", None)
        if sidecar is not None:
            values = {"file": getattr(one, "path", Path()).name, "sidecar": sidecar.name}
            self.noted.emit(getattr(one, "reason", ""), values)
        return 1


@dataclass(frozen=True, slots=True)
class _Going:
    """One export, or one sheet."""

    find: Callable[[], "list[Original]"]
    """What goes out, with its words as they then stand."""
    start: Callable[[Sequence["Original"]], Iterator["Sent | Picture"]]
    """Gives one after the other as it is done."""
    target: Path
    is_one_file: bool = False
    """It is written whole or not at all."""
