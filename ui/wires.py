# SPDX-License-Identifier: GPL-3.0-or-later
"""The work space Wires: what agencies and other papers send, and stories started from it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from editor.errors import EditorError
from editor.model.article import Article
from editor.model.changes import Changes
from editor.model.dispatch import Dispatch, DispatchId, Source, with_note
from ui import words
from ui.dispatches.page import WirePage
from ui.newsroom import Newsroom
from ui.wire_sources import WireSources

if TYPE_CHECKING:
    from editor.desk import Desk

PLACE: Final = "wires"
ORIGIN: Final = "screen:wires"
"""Of commits that the list shows already."""
START_MS: Final = 4000
"""After the window stands: what came in meanwhile can wait so long."""
READ_MS: Final = 700
"""Who looks at a dispatch so long has read it; who walks past has not."""
REFRESH_MS: Final = 250


class Wires(QObject):
    """The room of the wire desk; its page is built when it is first shown.

    Args:
        room: the newsroom, with the desk, the window and the open story.
    """

    _committed = Signal(object)
    _asked = Signal(int, int)

    def __init__(self, room: Newsroom) -> None:
        super().__init__(room)
        self._room, self._desk, self._window = room, room.desk, room.window
        self._page: WirePage | None = None
        self._wanted: int | None = None
        kept = room.desk.settings.window.get(PLACE)
        self._kept: Mapping[str, object] = kept if isinstance(kept, Mapping) else {}
        self.sources = WireSources(room.desk, room.window)
        self.sources.refused.connect(self._complain)
        room.work.preview.lie_under((self.sources.sheet,))
        self._start_soon = self._timer(START_MS, self._start)
        self._read_soon = self._timer(READ_MS, self._note_read)
        self._refresh_soon = self._timer(REFRESH_MS, self._refresh)
        queued = Qt.ConnectionType.QueuedConnection
        self._committed.connect(self._on_committed, queued)
        self._unlisten: list[Callable[[], None]] = [room.desk.database.listen(self._committed.emit)]
        room.window.pages.currentChanged.connect(lambda _at: self._on_page())
        room.window.closing.connect(self._on_closing)
        self._start_soon.start()

    @property
    def page(self) -> WirePage:
        """What is shown of it."""
        return self._built()

    def show(self) -> None:
        """Bring it to the front."""
        page = self._built()
        self._window.show_page(page)
        self._window.top.show_space(PLACE)
        page.take_focus()

    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do, by their ids."""
        page = self._built
        return {
            "space.wires": self.show,
            "wires.next": lambda: page().step(1),
            "wires.previous": lambda: page().step(-1),
            "wires.start": self.start_story,
            "wires.note": self.add_note,
            "wires.story": self.show_story,
            "wires.open": self.open_link,
            "wires.unread": self.toggle_read,
            "wires.all_read": self.mark_all_read,
            "wires.fetch": self.fetch,
            "wires.find": lambda: page().search(),
            "wires.add": self.sources.ask,
        }

    def start_story(self) -> None:
        """Start a story from the chosen dispatch, and open it; where one was, show that."""
        its = self.page.pane.shown
        if its is None:
            return
        if its.story_id is not None:
            self.show_story()
            return
        desk = self._desk

        def work() -> str:
            note = desk.wires.note(its.id, self._say)
            made: Article = desk.wires.start_story(its.id, desk.profile.language, note)
            return made.id

        self._window.tasks.write(work, self._on_started, self._complain)

    def add_note(self) -> None:
        """Put the chosen dispatch into the open story, as a note to its editors."""
        its, draft = self.page.pane.shown, self._room.work.draft
        if its is None or draft is None:
            return
        before, story_id = draft.header.ednote, draft.id
        work = partial(self._desk.wires.note, its.id, self._say)

        def put(note: str) -> None:
            now = self._room.work.draft
            if now is not draft:
                return
            draft.change(ednote=with_note(draft.header.ednote, note))
            said = self.tr("The notes to editors of the open story tell of it now.")
            self._window.toast.say(
                said, self.tr("Undo"), partial(self._take_note_back, story_id, before)
            )

        self._window.tasks.run(work, put, self._complain)

    def show_story(self) -> None:
        """Show the story that was started from the chosen dispatch."""
        its = self.page.pane.shown
        if its is not None and its.story_id is not None:
            self._room.open_story(its.story_id)

    def open_link(self) -> None:
        """Show where the chosen dispatch comes from, in the browser."""
        its = self.page.pane.shown
        if its is not None and its.link.lower().startswith(("http://", "https://")):
            QDesktopServices.openUrl(QUrl(its.link))

    def toggle_read(self) -> None:
        """Call the chosen dispatch unread, or read."""
        its = self.page.pane.shown
        if its is not None:
            self._read_soon.stop()
            self._mark([its.id], is_read=not its.is_read)

    def mark_all_read(self) -> None:
        """Call all that the list shows read; it can be undone."""
        ids = self.page.model.ids(is_read=False)
        if ids:
            self._mark(ids, is_read=True)
            said = self.tr("%Ln wire story(s) marked as read.", "", len(ids))
            undo = partial(self._mark, ids, is_read=False)
            self._window.toast.say(said, self.tr("Undo"), undo)

    def fetch(self) -> None:
        """Ask all sources now."""
        self._window.tasks.run(self._desk.wires.fetch_soon)

    def _built(self) -> WirePage:
        if self._page is None:
            read = lambda chosen, limit, offset: self._desk.wires.dispatches.rows(  # noqa: E731
                chosen, limit=limit, offset=offset
            )
            self._page = page = WirePage(read, self._window.tasks, self._window.theme)
            page.recall(self._kept)
            source = self._kept.get("source")
            self._wanted = source if isinstance(source, int) else None
            self._tie(page)
            for each in (page.table, page.pane):
                self._window.commands.give(PLACE, each)
        return self._page

    def _tie(self, page: WirePage) -> None:
        pane, sources = page.pane, page.sources
        page.chosen.connect(self._on_chosen)
        page.all_read.clicked.connect(self.mark_all_read)
        page.table.activated.connect(lambda _at: self.start_story())
        pane.start_asked.connect(self.start_story)
        pane.note_asked.connect(self.add_note)
        pane.open_asked.connect(self.open_link)
        pane.unread_asked.connect(self.toggle_read)
        pane.story_asked.connect(self.show_story)
        sources.fetch_asked.connect(self.fetch)
        self.sources.follow(sources)

    def _timer(self, delay_ms: int, do: Callable[[], object]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=delay_ms)
        timer.timeout.connect(do)
        return timer

    def _start(self) -> None:
        def start() -> Callable[[], None]:
            unlisten: Callable[[], None] = self._desk.wires.listen(self._asked.emit)
            self._desk.wires.start()
            return unlisten

        self._asked.connect(self._on_asked, Qt.ConnectionType.QueuedConnection)
        self._window.tasks.run(start, self._unlisten.append)

    def _on_closing(self) -> None:
        for timer in (self._start_soon, self._read_soon, self._refresh_soon):
            timer.stop()
        for unlisten in self._unlisten:
            unlisten()
        if self._page is not None:
            kept = {**self._desk.settings.window, PLACE: self._page.remember()}
            self._room.choices.keep({"window": kept})

    def _on_asked(self, at: int, of: int) -> None:
        if self._page is not None:
            self._page.sources.show_progress(at, of)

    def _on_committed(self, changes: Changes) -> None:
        if changes.is_wires and self._page is not None:
            if changes.origin == ORIGIN:
                self._ask_sources()
            else:
                self._refresh_soon.start()

    def _on_page(self) -> None:
        """Letters are keys while the page is shown, and only then."""
        is_shown = self._page is not None and self._window.pages.currentWidget() is self._page
        self._window.commands.enable(PLACE, is_enabled=is_shown)
        if is_shown:
            self.page.pane.show_open_story(is_there=self._room.work.draft is not None)
            self._refresh()

    def _refresh(self) -> None:
        page = self._page
        if page is not None and self._window.pages.currentWidget() is page:
            page.pane.zone = self._desk.profile.time_zone
            page.apply()
            self._ask_sources()
            if page.pane.shown is not None:
                self._on_chosen(page.pane.shown.id)

    def _ask_sources(self) -> None:
        read = partial(_all_sources, self._desk)
        self._window.tasks.latest("sources", read, self._show_sources)

    def _show_sources(self, sources: Sequence[Source]) -> None:
        wanted, self._wanted = self._wanted, None
        self.page.show_sources(sources, wanted)

    def _on_chosen(self, dispatch_id: DispatchId | None) -> None:
        self._read_soon.stop()
        if dispatch_id is None:
            self._window.tasks.forget("dispatch")
            self.page.pane.show_dispatch(None)
            return
        read = lambda: self._desk.wires.dispatches.get(dispatch_id)  # noqa: E731 - as above
        self._window.tasks.latest("dispatch", read, self._show, lambda _gone: None)

    def _show(self, its: Dispatch) -> None:
        self.page.pane.show_dispatch(its)
        if not its.is_read:
            self._read_soon.start()

    def _note_read(self) -> None:
        its = self.page.pane.shown
        if its is not None and not its.is_read:
            self._mark([its.id], is_read=True)

    def _mark(self, ids: Sequence[DispatchId], *, is_read: bool) -> None:
        page = self.page
        page.model.mark(ids, is_read=is_read)
        its = page.pane.shown
        if its is not None and its.id in ids:
            page.pane.show_dispatch(replace(its, is_read=is_read))
        work = partial(self._desk.wires.dispatches.mark_read, ids, is_read=is_read, origin=ORIGIN)
        self._window.tasks.write(work, None, self._complain)

    def _on_started(self, story_id: str) -> None:
        self._room.open_story(story_id)
        said = self.tr("A draft quotes the wire story; its note to editors says where it is from.")
        self._window.toast.say(said, self.tr("Back to the wires"), self.show)

    def _take_note_back(self, story_id: str, before: str) -> None:
        draft = self._room.work.draft
        if draft is not None and draft.id == story_id:
            draft.change(ednote=before)

    def _say(self, code: str, values: dict[str, object]) -> str:
        at = values["at"]
        zone = self._desk.profile.time_zone
        told = words.date_time(at, zone) if isinstance(at, datetime) else ""
        return words.code_sentence(code, **{**values, "at": told})

    def _complain(self, error: EditorError) -> None:
        self._window.banner.say(PLACE, words.error_sentence(error))


def _all_sources(desk: "Desk") -> list[Source]:
    # The room is entered in the other thread.
    found: list[Source] = desk.wires.sources.all()
    return found
