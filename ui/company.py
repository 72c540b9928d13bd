# SPDX-License-Identifier: GPL-3.0-or-later
"""The others: who has which story open, what came in from them, what happened on the line."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout

from editor.model.article import Article
from editor.model.operation import Holder
from editor.model.picture import Sha256
from editor.model.rows import SyncStatus, Unread
from ui import words
from ui.window import Window
from ui.workspace import Workspace
from ui.writer.arrivals import Arrivals, Came, came
from ui.writer.draft import Draft
from ui.writer.shelf import Arrival

if TYPE_CHECKING:
    from editor.desk import Desk

FIRST_MS = 1500
"""After the window stands."""


SIGN_IN = frozenset(
    {"line.signed_out", "line.not_signed_in", "line.other_server", "site.signed_out"}
)
"""What a person mends by signing in."""


class Company(QObject):
    """Ties what is known of the others to the places where it is said.

    Args:
        desk: the open desk.
        window: its bar and its banner say it.
        work: the story and the list in which it is marked.
    """

    sign_in_asked = Signal()
    compare_asked = Signal(object)
    """The Article as it stood before what came in."""
    _heard = Signal(object)

    def __init__(self, desk: "Desk", window: Window, work: Workspace) -> None:
        super().__init__(window)
        self._desk, self._tasks = desk, window.tasks
        self._top, self._banner, self._stories = window.top, window.banner, work.stories
        self._draft: Draft | None = None
        self._before: Article | None = None
        self._clock_off_s = 0
        self._holders: Mapping[str, tuple[Holder, ...]] = {}
        self.arrivals = Arrivals(work.writer.copy, window.theme)
        layout = work.writer.layout()
        if isinstance(layout, QVBoxLayout):
            # Below the copy, where it moves none of it.
            layout.insertWidget(layout.indexOf(work.writer.sheet) + 1, self.arrivals)
        self.arrivals.read.connect(self._note_read)
        self.arrivals.compare_asked.connect(self._ask_compare)
        self.arrivals.passage_asked.connect(work.writer.scroll_to)
        self._heard.connect(self._show_holders, Qt.ConnectionType.QueuedConnection)
        self._unlisten: Callable[[], None] = lambda: None
        # Whoever opens the window waits for a story, not for who else reads it.
        self._is_ready = False
        self._begin_soon = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._begin_soon.timeout.connect(self._begin)
        self._begin_soon.start()

    def follow(self, draft: Draft | None) -> None:
        """Another story is open."""
        self._note_read()
        self.arrivals.clear()
        self._draft = draft
        self._show_holders(self._holders)
        if draft is not None:
            draft.merged.connect(self._on_merged)
            draft.changed.connect(self._on_changed)
            self._on_changed(frozenset({"publish_at"}))
        if self._is_ready:
            self._open_here()

    def _begin(self) -> None:
        self._is_ready = True
        desk, tell = self._desk, self._heard.emit
        self._tasks.run(lambda: desk.sync.listen_to_others(tell), self._keep)
        self._open_here()

    def _keep(self, unlisten: Callable[[], None]) -> None:
        self._unlisten = unlisten

    def _open_here(self) -> None:
        """Say that it is open here, and find out what is new in it."""
        draft, desk = self._draft, self._desk
        article_id = "" if draft is None else draft.id
        self._tasks.write(lambda: desk.sync.open_story(article_id))
        if draft is None:
            return
        asked = partial(self._desk.history.unread, draft.id)
        self._tasks.run(asked, partial(self._on_unread, draft))
        missing = [each.sha256 for each in draft.header.placements]
        self._tasks.run(partial(_fetch, self._desk, missing))

    def close(self) -> None:
        """The window goes: the story is read, and nobody has it open here."""
        self._begin_soon.stop()
        self._note_read()
        self._unlisten()

    def show_status(self, status: SyncStatus) -> None:
        """Say what a person must know or decide, in the line under the top bar."""
        sync = self._desk.sync
        if status.error == "sync.mass_delete":
            said = words.sync_reason(status)
            keep = (self.tr("Keep them all"), sync.refuse_removal)
            self._banner.ask(
                "removal", said, (self.tr("Remove here too"), sync.allow_removal), keep
            )
        else:
            self._banner.clear("removal")
        if status.error in SIGN_IN:
            said, act = words.sync_reason(status), self.tr("Sign in")
            self._banner.say("signed_out", said, act, self.sign_in_asked.emit)
        else:
            self._banner.clear("signed_out")
        self._say_clock(status.clock_off_s)
        if status.notice:
            said = words.code_sentence(status.notice, **status.notice_values)
            self._banner.say("notice", said, self.tr("Understood"), self._put_away)

    def _say_clock(self, off_s: int) -> None:
        """Once for each way in which the clock is wrong."""
        if off_s == self._clock_off_s:
            return
        self._clock_off_s = off_s
        said = self.tr(
            "This computer's clock is %n minute(s) ahead; planned times follow the server's.",
            "",
            round(off_s / 60),
        )
        if off_s < 0:
            said = self.tr(
                "This computer's clock is %n minute(s) behind; planned times follow the server's.",
                "",
                round(-off_s / 60),
            )
        clear = partial(self._banner.clear, "clock")
        if off_s:
            self._banner.say("clock", said, self.tr("Understood"), clear)
        else:
            clear()

    def _put_away(self) -> None:
        self._banner.clear("notice")
        self._desk.sync.put_away_notice()

    def _show_holders(self, holders: Mapping[str, tuple[Holder, ...]]) -> None:
        self._holders = holders
        here = holders.get(self._draft.id, ()) if self._draft is not None else ()
        self._top.show_others(tuple(_name(each) for each in here))
        self._stories.show_holders(
            {story: tuple(_name(each) for each in there) for story, there in holders.items()}
        )

    def _on_changed(self, told: frozenset[str]) -> None:
        if self._draft is not None and "publish_at" in told:
            self._top.show_plan(self._draft.header.publish_at, self._desk.profile.time_zone)

    def _on_merged(self, arrival: Arrival) -> None:
        if arrival.origin != "sync" or self._draft is None:
            return
        asked = partial(self._desk.history.unread, self._draft.id)
        self._tasks.run(asked, partial(self._tell, self._draft, arrival))

    def _tell(self, draft: Draft, arrival: Arrival, unread: Unread | None) -> None:
        authors = unread.authors if unread is not None else ()
        before = unread.before if unread is not None else arrival.before
        found = came(arrival.before, arrival.after, authors, words.now())
        if found is not None and draft is self._draft:
            self._say(found, before)

    def _on_unread(self, draft: Draft, unread: Unread | None) -> None:
        if draft is not self._draft:
            return
        if unread is None:
            self._note_read()
            return
        found = came(unread.before, draft.article, unread.authors, unread.at)
        if found is not None:
            self._say(found, unread.before)

    def _say(self, found: Came, before: Article) -> None:
        if not self.arrivals.sentence:
            self._before = before
        self.arrivals.tell(found, self._desk.profile.time_zone)

    def _ask_compare(self) -> None:
        if self._before is not None:
            self.compare_asked.emit(self._before)

    def _note_read(self) -> None:
        if self._draft is not None and self._is_ready:
            self._tasks.write(partial(self._desk.history.note_read, self._draft.id))


def _name(holder: Holder) -> str:
    return holder.person or holder.device


def _fetch(desk: "Desk", placed: Sequence[Sha256]) -> None:
    """Ask for the pictures of a story that are not here. Thread: not UI."""
    missing = [each for each in placed if not desk.vault.has(each)]
    if missing:
        desk.sync.want_pictures(missing)
