# SPDX-License-Identifier: GPL-3.0-or-later
"""The tour: the whole job without hands; leaves pictures of every screen, the page, a report."""

import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QRect, Qt, QTimer
from PySide6.QtGui import QImage, QInputMethodEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from editor.errors import Refused
from editor.model.article import Author
from editor.model.picture import Pick
from editor.model.workflow import Act
from ui import app
from ui.newsroom import Newsroom
from ui.reader import PublicPage
from ui.workspace import Workspace
from ui.writer.draft import Draft

if TYPE_CHECKING:
    from editor.desk import Desk

SIZE_PX = (1440, 900)
STEP_S = 60.0
POLL_MS = 20
SETTLE_MS = 700
KEYS_AT_ONCE = 40
LOOKS = (("vi", "light"), ("vi", "dark"), ("en", "light"), ("en", "dark"))
"""Language and scheme of each set of pictures; the first is the one that is worked in."""


def run(desk: "Desk", target: Path) -> Iterator[str]:
    """Do the whole job on a desk that is connected to its server.

    Args:
        desk: open, its store empty.
        target: where pictures, page and report are left.

    Yields:
        One line for each step that is done.

    Raises:
        Refused: `tour.failed` with the step.
    """
    desk.settings = replace(desk.settings, language="vi", appearance="light", profile="vi")
    application = QApplication.instance() or app.prepare()
    tour = Tour(desk, target)
    try:
        yield from tour.steps()
    finally:
        tour.close()
        application.processEvents()


class Tour:
    """The hands: types, drops, clicks, waits and looks."""

    def __init__(self, desk: "Desk", target: Path) -> None:
        self._desk = desk
        self._target = target
        self._pictures: list[str] = []
        self._done: list[tuple[str, float]] = []
        self._address = ""
        self._story = _story(desk.resources)
        self._screen = app.Screen(
            lambda _folder: desk, None, resources=desk.resources, folder=desk.folder
        )
        self._screen.window.resize(*SIZE_PX)
        self._page: PublicPage | None = None

    def steps(self) -> Iterator[str]:
        """Every step in its order, each told when it is done."""
        for words, step in (
            ("opened the window and the store", self.open),
            ("welcomed, with the sample stories in place", self.welcome),
            ("wrote a story, key by key", self.write),
            ("added pictures and captioned them", self.illustrate),
            ("filled in byline, category and place", self.fill_in),
            ("previewed it on a phone, a tablet and a desktop", self.preview),
            ("looked through the card on the light table, and marked it", self.look_through),
            ("looked at every screen in both languages, light and dark", self.look_around),
            ("published it and waited for the server", self.publish),
            ("read the public page", self.read_page),
            ("wrote the report", self.report),
        ):
            begun = time.monotonic()
            step()
            self._done.append((words, time.monotonic() - begun))
            yield f"{words} ({self._done[-1][1]:.1f} s)"

    def close(self) -> None:
        """Close what was opened; the desk is the caller's."""
        if self._page is not None:
            self._page.close()
        window = self._screen.window
        window.leave()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)

    def open(self) -> None:
        """Show the window first, then the store."""
        self._screen.show()
        self._until("open", lambda: self._screen.newsroom is not None)

    def welcome(self) -> None:
        """The first start, answered."""
        if self._desk.settings.welcome_done:
            return
        self._settle()
        self._look("welcome")
        chosen = replace(
            self._desk.settings,
            person="Phóng viên Mẫu",
            pen_name="Sông Hậu",
            welcome_done=True,
        )
        self._screen.window.show_bars(is_shown=True)
        self._screen.window.welcomed.emit(chosen)
        self._until("samples", lambda: self._work.draft is not None)
        self._settle()

    def write(self) -> None:
        """Kicker, headline, standfirst and copy by key events; one word is composed."""
        self._ask("story.new")
        fields = self._work.writer.head.fields
        for name in ("kicker", "headline", "standfirst"):
            self._type(fields[name], str(self._story[name]))
        copy = self._work.writer.copy
        self._compose(copy, "Nước", " ")
        self._type(copy, str(self._story["body"]).strip().removeprefix("Nước "))
        self._until("saved", lambda: self._draft.is_saved)
        body = self._draft.article.body
        if not body.startswith("Nước rút") or "Mỗi ngày ba mươi chuyến" not in body:
            raise Refused("tour.failed", step="write")

    def illustrate(self) -> None:
        """Drop pictures with a camera's names, caption each, put them into the copy."""
        files = [self._camera_file(each) for each in self._wanted_pictures]
        self._work.strip.take_files(files)
        wanted = len(files)
        self._until("pictures", lambda: len(self._draft.header.placements) == wanted)
        self._work.inspector.show_tab("pictures")
        self._until("uncaptioned", lambda: self._has_finding("caption"))
        self._settle()
        self._look("captions-missing")
        for placement, told in zip(
            self._draft.header.placements, self._wanted_pictures, strict=True
        ):
            self._work.strip.choose(placement.sha256)
            self._settle(100)
            details = self._work.details
            self._type(details.caption.editor, told["caption"])
            self._type(details.alt_text.editor, told["alt_text"])
            self._type(details.facts["credit"].editor, told["credit"])
            self._put_after(told["after"])
        self._until("captioned", lambda: not self._has_finding("caption"))

    def fill_in(self) -> None:
        """The fields that are not written in place."""
        told = self._story
        self._draft.change(
            category=told["category"],
            dateline_place=told["dateline_place"],
            tags=tuple(cast("Sequence[str]", told["tags"])),
            slugline=told["slugline"],
            authors=(Author(person="Phóng viên Mẫu", pen_name="Sông Hậu"),),
        )
        self._work.inspector.show_tab("story")
        self._until("checked", lambda: not self._errors())

    def preview(self) -> None:
        """The page in every width."""
        for device in ("desktop", "tablet", "card", "row", "share", "paper", "phone"):
            self._ask(f"preview.{device}")
            self._work.writer.scroll_to(-1)
            self._settle()
            self._look(f"preview-{device}")

    def look_through(self) -> None:
        """The card of the take on the light table: one picked, one rejected, stars and colours."""
        table = self._room.photos.table
        samples = sorted((self._desk.resources / "samples").glob("*.jpg"))
        self._room.photos.open_places([self._target / "pictures", *samples])
        wanted = len(self._wanted_pictures) + len(samples)
        self._until("light table", lambda: table.model.rowCount() == wanted)
        for row in range(wanted):
            table.stage.grid.choose(row)
            table.toggle_pick(Pick.REJECTED if row == 1 else Pick.PICKED)
            table.mark(rating=5 - row % 5, colour_class=1 + row % 8)
        self._until("marked", lambda: not self._screen.tasks.busy)
        self._settle()

    def look_around(self) -> None:
        """Every screen, in both languages, light and dark."""
        for language, scheme in LOOKS:
            self._screen.tongue.speak(language)
            self._screen.theme.choose(appearance=scheme)
            self._work.writer.scroll_to(-1)
            self._settle()
            for screen in ("write", "pictures", "checks", "history", "search"):
                self._tab(screen)
                self._look(f"{screen}-{language}-{scheme}")
            self._tab("write")
            for sheet in ("palette", "keys", "settings", "about"):
                self._ask(sheet)
                self._settle(300)
                self._look(f"{sheet}-{language}-{scheme}")
                self._room.sheets[sheet].close_sheet()
            self._ask("space.outbox")
            self._settle(300)
            self._look(f"outbox-{language}-{scheme}")
            self._look_at_photos(language, scheme)
            self._ask("space.write")
            self._look_narrow(language, scheme)
        self._screen.tongue.speak(LOOKS[0][0])
        self._screen.theme.choose(appearance=LOOKS[0][1])

    def publish(self) -> None:
        """Ask what readers will see, publish, wait for the address."""
        self._until("publishable", lambda: Act.PUBLISH in self._room.window.top.acts)
        self._room.perform(Act.PUBLISH.value)
        self._settle(300)
        self._look("publish")
        self._room.publish.confirm()
        self._until("published", lambda: bool(self._room.publish.address))
        self._until("sent", lambda: self._desk.sync.status.waiting == 0)
        self._address = self._room.publish.address
        self._settle(300)
        self._look("published")
        self._room.sheets["publish"].close_sheet()

    def read_page(self) -> None:
        """The page as readers get it: its HTML, and how it looks on a phone and a desktop."""
        self._page = page = PublicPage()
        for device, width in (("phone", 390), ("desktop", 1280)):
            page.open(self._address, width)
            self._until("page", lambda: page.is_loaded)
            self._settle()
            self._keep(page.view.grab().toImage(), f"public-{device}")
        seen: list[str] = []
        page.read(seen.append)
        self._until("html", lambda: bool(seen))
        (self._target / "page.html").write_text(seen[0], encoding="utf-8")
        for picture in self._wanted_pictures:
            if picture["caption"] not in seen[0]:
                raise Refused("tour.failed", step="captions")
        if str(self._story["headline"]) not in seen[0]:
            raise Refused("tour.failed", step="headline")

    def report(self) -> None:
        """Say what was done, and name what was left."""
        steps = "".join(f"| {words} | {seconds:.1f} |\n" for words, seconds in self._done)
        shots = "".join(f"- [{name}](screens/{name}.png)\n" for name in self._pictures)
        text = (
            "# The tour\n\nThe whole job, done by the program itself.\n\n"
            f"| step | s |\n|---|---|\n{steps}\n"
            f"The page: {self._address} ([page.html](page.html))\n\n## Screens\n{shots}"
        )
        (self._target / "report.md").write_text(text, encoding="utf-8")

    @property
    def _room(self) -> Newsroom:
        if self._screen.newsroom is None:
            raise Refused("tour.failed", step="open")
        return self._screen.newsroom

    @property
    def _work(self) -> Workspace:
        return self._room.work

    @property
    def _draft(self) -> Draft:
        if self._work.draft is None:
            raise Refused("tour.failed", step="draft")
        return self._work.draft

    @property
    def _wanted_pictures(self) -> list[dict[str, str]]:
        return cast("list[dict[str, str]]", self._story["pictures"])

    def _has_finding(self, part: str) -> bool:
        return any(part in each.code for each in self._draft.findings)

    def _errors(self) -> list[str]:
        return [each.code for each in self._draft.findings if each.severity.value == "error"]

    def _tab(self, screen: str) -> None:
        field = self._work.stories.field
        if screen in ("pictures", "checks", "history"):
            self._ask(f"view.{screen}")
        elif screen == "search":
            self._type(field, "cho noi")
        else:
            self._ask("view.story")
        self._settle(500)
        if screen != "search" and field.text():
            field.clear()
            self._settle(300)

    def _look_at_photos(self, language: str, scheme: str) -> None:
        self._ask("space.photos")
        stage = self._room.photos.table.stage
        stage.grid.choose(0)
        self._settle()
        self._look(f"photos-{language}-{scheme}")
        stage.grid.selectAll()
        stage.compare()
        self._settle()
        self._look(f"photos-compare-{language}-{scheme}")
        stage.show_table()

    def _look_narrow(self, language: str, scheme: str) -> None:
        self._work.stories.field.clear()
        self._screen.window.resize(1024, 768)
        self._settle()
        self._look(f"narrow-{language}-{scheme}")
        self._screen.window.resize(*SIZE_PX)
        self._settle(300)

    def _ask(self, command: str) -> None:
        self._screen.window.commands.ask(command)
        self._settle(50)

    def _type(self, widget: QWidget, text: str) -> None:
        """Send a key press and its release for each letter, as a keyboard does."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        for number, letter in enumerate(text):
            key = Qt.Key.Key_Return if letter == "\n" else Qt.Key.Key_unknown
            said = "\r" if letter == "\n" else letter
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, said)
                QApplication.sendEvent(widget, event)
            if number % KEYS_AT_ONCE == 0:
                QApplication.processEvents()
        QApplication.processEvents()

    def _compose(self, widget: QWidget, word: str, after: str) -> None:
        """Compose a word letter by letter, as an input method does, then commit it."""
        widget.setFocus(Qt.FocusReason.OtherFocusReason)
        for length in range(1, len(word) + 1):
            QApplication.sendEvent(widget, QInputMethodEvent(word[:length], []))
            QApplication.processEvents()
        done = QInputMethodEvent()
        done.setCommitString(word + after)
        QApplication.sendEvent(widget, done)

    def _put_after(self, words: str) -> None:
        """Put the chosen picture into the copy, below the paragraph with these words."""
        writer = self._work.writer
        writer.place_caret(max(0, writer.copy.toPlainText().find(words)))
        self._work.strip.insert_current()

    def _camera_file(self, told: Mapping[str, str]) -> Path:
        """A picture of our own under a name that a camera gives."""
        image = QImage(str(self._desk.resources / "samples" / told["source"]))
        inset = QRect(0, 0, image.width() * 9 // 10, image.height() * 9 // 10)
        folder = self._target / "pictures"
        folder.mkdir(parents=True, exist_ok=True)
        image.copy(inset).save(str(folder / told["file"]), quality=88)
        return folder / told["file"]

    def _look(self, name: str) -> None:
        self._keep(self._screen.window.grab().toImage(), name)

    def _keep(self, image: QImage, name: str) -> None:
        folder = self._target / "screens"
        folder.mkdir(parents=True, exist_ok=True)
        if not image.save(str(folder / f"{name}.png")):
            raise Refused("tour.failed", step=name)
        self._pictures.append(name)

    def _settle(self, wait_ms: int = SETTLE_MS) -> None:
        loop = QEventLoop()
        QTimer.singleShot(wait_ms, loop.quit)
        loop.exec()

    def _until(self, step: str, is_so: Callable[[], bool]) -> None:
        deadline = time.monotonic() + STEP_S
        while not is_so():
            if time.monotonic() > deadline:
                raise Refused("tour.failed", step=step)
            self._settle(POLL_MS)


def _story(resources: Path) -> dict[str, object]:
    return tomllib.loads((resources / "tour" / "story.toml").read_text(encoding="utf-8"))
