# SPDX-License-Identifier: GPL-3.0-or-later
"""The newsroom in a window: work spaces and sheets on one open desk, tied together."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QGuiApplication

from editor.errors import EditorError
from editor.model.changes import Changes
from editor.model.rows import SyncStatus
from editor.model.workflow import Act, State
from editor.settings import Settings
from ui import words
from ui.bringing import Bringing
from ui.company import Company
from ui.everywhere import Everywhere
from ui.lookback import Lookback
from ui.panels.acting import Acting
from ui.panels.choices import Choices, House
from ui.panels.conflict import ConflictPanel
from ui.panels.keys import About, KeySheet
from ui.panels.outbox import OutboxPanel
from ui.panels.palette import Palette
from ui.panels.publish import PublishPanel
from ui.panels.receipt import Receipts
from ui.panels.sheet import Sheet
from ui.photos import Photos
from ui.pictures.cropping import Cropping
from ui.planning import Planning
from ui.window import Window
from ui.workspace import Workspace
from ui.writer.draft import Draft
from ui.writer.opening import places_in

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk

PLACES_KEPT = 200
CONNECT_MS = 1500
"""After the story is shown; what waits in the outbox can wait so long."""
FIRST_BACKUP_MS = 60_000
ENTER_MS, PATIENCE_MS = 300, 2000
"""The store is opened behind the first picture; after this, where no story is shown, or late."""
BACKUP_MS = 3_600_000
"""How often it is asked whether a backup is due; one is made a day."""


class Newsroom(QObject):
    """Everything in the window that needs a desk."""

    _committed, _synced = Signal(object), Signal(object)
    _follows: State | None = None

    def __init__(self, window: Window, desk: "Desk", house: House | None) -> None:
        super().__init__(window)
        self.window, self.desk, self.house = window, desk, house
        self.tasks = window.tasks
        self.work = Workspace(desk, window.tasks, window.theme, window)
        self.outbox = OutboxPanel(desk, window.tasks, window.theme, window.commands)
        self.conflict = ConflictPanel(desk, window.tasks, window.theme)
        self.palette = Palette(desk, window.tasks, window.theme, window.commands)
        self._make_sheets()
        self.work.preview.lie_under((*self.sheets.values(), window.toast))
        self._places = self.work.places = places_in(desk.settings.window)
        self.company = Company(desk, window, self.work)
        self.photos = Photos(desk, window, self.work)
        self.everywhere = Everywhere(desk, window, self.work, self.sheets)
        self.planning = Planning(desk, window, self.work, self.sheets, self.open_story)
        self.bringing = Bringing(desk, window, self.work, self.open_story)
        self._backups = QTimer(self, singleShot=True)
        self._backups.timeout.connect(self._back_up)
        # A server and what speaks with it take half a second to load: the first words come first.
        self._connect_soon = QTimer(self, singleShot=True, interval=CONNECT_MS)
        self._connect_soon.timeout.connect(self._connect)
        self._enter_soon = QTimer(self, singleShot=True, interval=ENTER_MS)
        self._enter_soon.timeout.connect(self.enter)
        self._wire()
        self._listen()
        self.work.writer.dress(window.commands)
        window.closing.connect(self.close)
        window.leave_asked.connect(self._on_leave)
        window.guards_words = True
        window.welcomed.connect(self.begin_first)
        window.bottom.set_zone(desk.profile.time_zone)
        self.show_status(replace(desk.sync.status, is_paused=desk.settings.is_sending_paused))

    def begin(self) -> None:
        """Show the work space, and the story that was open last."""
        kept = self.desk.settings.window
        columns = kept.get("columns")
        self.work.columns.recall(columns if isinstance(columns, Mapping) else {})
        self.work.inspector.show_tab(str(kept.get("tab", "")))
        self.show_space("write")
        self.work.begin(str(kept.get("story", "")))
        self._tell_recovered()
        self._enter_soon.start(PATIENCE_MS if kept.get("story") else ENTER_MS)
        self._backups.start(FIRST_BACKUP_MS)
        self._connect_soon.start()

    def enter(self) -> None:
        """Open the store, of which only the first screen was read, off this thread."""
        self._enter_soon.stop()
        if not self.desk.is_entered:
            # In the lane of the writes: a key typed meanwhile is saved next.
            self.tasks.write(self.desk.enter, self._on_entered, self._on_not_entered)

    def _on_entered(self, _done: object) -> None:
        self.window.banner.clear("store")
        self._tell_recovered()

    def _on_not_entered(self, error: EditorError) -> None:
        said = words.error_sentence(error)
        self.window.banner.say("store", said, self.tr("Try again"), self.enter)

    def _connect(self) -> None:
        if self.desk.settings.is_sending_paused:
            self.desk.sync.pause()
        self.desk.sync.start()
        if self.house is not None:
            self.house.shown()

    def begin_first(self, settings: Settings) -> None:
        """Begin after the welcome: with samples where nothing has been written yet."""
        self.choices.take(settings)
        desk = self.desk

        def plant() -> None:
            # Reads pictures: only at the first start of all.
            from editor.samples import plant as plant_samples  # noqa: PLC0415

            plant_samples(desk)

        self.tasks.write(plant, lambda _done: self.begin(), self._on_no_samples)

    def close(self) -> None:
        """Save the open story, and remember how everything stood."""
        self.note_place()
        draft = self.work.draft
        kept = {
            **self.desk.settings.window,
            **self.window.remember(),
            "columns": self.work.columns.remember(),
            "tab": self.work.inspector.tab,
            "places": dict(list(self._places.items())[-PLACES_KEPT:]),
            "story": draft.id if draft is not None else "",
            "photos": self.photos.remember(),
        }
        self._connect_soon.stop()
        self._enter_soon.stop()
        for unlisten in self._unlisten:
            unlisten()
        self.company.close()
        self.work.close()
        self.choices.keep({"window": kept})

    def show_space(self, space: str) -> None:
        """Bring a work space to the front."""
        pages = {"write": self.work.columns, "outbox": self.outbox}
        QGuiApplication.inputMethod().commit()
        # The room of the photos is built when it is first shown.
        self.window.show_page(pages.get(space) or self.photos.page)
        self.window.top.show_space(space)
        if space == "outbox":
            self.outbox.ask()

    def show_status(self, status: SyncStatus) -> None:
        """Say everywhere how the sync is."""
        self.window.top.show_status(status)
        self.window.bottom.show_status(status)
        self.outbox.show_status(status)
        self.choices.show_status(status)
        self.company.show_status(status)
        self.window.commands.action("sync.pause").setChecked(status.is_paused)

    def perform(self, act: str) -> None:
        """Do an act on the open story, or ask first."""
        self.acting.ask(Act(act))

    def open_story(self, article_id: str) -> None:
        """Show a story in the work space Write."""
        self.show_space("write")
        self.work.open(article_id)

    def with_address(self, use: object) -> None:
        """Do something with the address of the open story's page."""
        draft = self.work.draft
        if draft is None or not callable(use):
            return
        work = partial(self.desk.mirror.remote_address, draft.id)
        self.tasks.run(work, lambda address: use(address) if address else self._no_page())

    def open_page(self, address: str) -> None:
        """Open a page in the browser."""
        QDesktopServices.openUrl(QUrl(address))

    def copy_link(self, address: str) -> None:
        """Put an address on the clipboard."""
        QGuiApplication.clipboard().setText(address)
        self.window.toast.say(self.tr("The link is copied."))

    def _back_up(self) -> None:
        self._backups.start(BACKUP_MS)
        self.tasks.run(self.desk.database.backup_if_due)

    def _make_sheets(self) -> None:
        window, theme, over = self.window, self.window.theme, self.window.ground
        self.publish = PublishPanel(self.desk, self.tasks, theme)
        self.lookback = Lookback(self.desk, window, self.work, self.publish.pending)
        self.sheets = {
            "publish": Sheet(over, width_px=440, place="right"),
            "palette": Sheet(over, width_px=560),
            "keys": Sheet(over, width_px=1040),
            "settings": Sheet(over, width_px=560),
            "conflict": Sheet(over, width_px=1080, is_tall=True),
            "about": Sheet(over, width_px=480),
            "receipt": Sheet(over, width_px=520),
            "crop": Sheet(over, width_px=1180, is_tall=True),
            "lookback": self.lookback.sheet,
        }
        self.sheets["publish"].hold(self.publish)
        self.sheets["palette"].hold(self.palette)
        self.sheets["conflict"].hold(self.conflict)
        # What most sessions never look at costs the start nothing.
        self.sheets["keys"].hold_later(KeySheet)
        self.sheets["about"].hold_later(lambda: About(window.logo()))
        self.receipts = Receipts(window.toast, self.sheets["receipt"], window.banner)
        self.cropping = Cropping(self.work.details, self.sheets["crop"])
        self.choices = Choices(self.desk, self.tasks, theme, self.house, self.sheets["settings"])
        self.acting = Acting(
            self.desk, self.tasks, self.publish, self.sheets["publish"], window.toast, window.ladder
        )

    def _wire(self) -> None:
        window = self.window
        window.top.space_chosen.connect(lambda name: window.commands.ask(f"space.{name}"))
        window.top.act_asked.connect(self.perform)
        window.top.status_asked.connect(lambda: self.show_space("outbox"))
        self._wire_work()
        self._wire_panels()
        self.tasks.trouble.connect(self._on_refused)

    def _wire_work(self) -> None:
        window, work = self.window, self.work
        work.leaving.connect(self.note_place)
        work.opened.connect(self._on_opened)
        work.painted.connect(self.enter)
        work.saved.connect(lambda: window.banner.clear("unsaved"))
        work.headline_changed.connect(lambda _headline: self._show_story())
        for bar in (window.top, window.bottom):
            work.typed.connect(bar.show_typing)
            work.saved.connect(bar.show_saved)
        work.measured.connect(window.bottom.show_length)
        work.found.connect(self.acting.show_findings)
        work.refused.connect(self._on_refused)
        self.photos.refused.connect(self._on_refused)
        self.photos.story_asked.connect(self.open_story)
        self.receipts.follow(work.pasted, work.paste_began, work.leaving)
        work.strip.undone_able.connect(self._on_undone_able)
        work.columns.folded.connect(self._on_folded)

    def _wire_panels(self) -> None:
        self.acting.possible.connect(self._on_possible)
        self.acting.ahead.connect(self.window.top.show_ahead)
        self.publish.jump_asked.connect(self._on_jump)
        self.publish.open_asked.connect(self.open_page)
        self.publish.copy_asked.connect(self.copy_link)
        for asked in (self.outbox.open_asked, self.outbox.clash_asked, self.palette.story_chosen):
            asked.connect(self.open_story)
        self.outbox.sign_in_asked.connect(self.choices.show)
        self.company.compare_asked.connect(self.lookback.open_unread)
        self.company.sign_in_asked.connect(self.choices.show)
        self.choices.language_chosen.connect(self.window.language_chosen)
        self.conflict.found.connect(self._on_clashes)
        for sheet in self.sheets.values():
            sheet.opened.connect(partial(self._on_sheet, sheet))
        self.conflict.settled.connect(lambda _id: self.sheets["conflict"].close_sheet())
        self.palette.done.connect(self.sheets["palette"].close_sheet)
        self.palette.command_chosen.connect(self.window.commands.ask)

    def _listen(self) -> None:
        queued = Qt.ConnectionType.QueuedConnection
        self._committed.connect(self._on_committed, queued)
        self._synced.connect(self.show_status, queued)
        self._unlisten = (
            self.desk.database.listen(self._committed.emit),
            self.desk.sync.listen(self._synced.emit),
        )

    def _on_committed(self, changes: Changes) -> None:
        self.work.hear(changes)
        self.outbox.hear(changes)
        self.conflict.hear(changes)
        self.photos.hear(changes)
        self.acting.hear(changes)
        if changes.warning:
            self.window.banner.say("warning", words.code_sentence(changes.warning))
        if changes.is_site:
            self.window.bottom.set_zone(self.desk.profile.time_zone)

    def _on_opened(self, draft: Draft) -> None:
        self._follows = None
        self._show_story()
        self.window.bottom.show_saved()
        self.window.top.show_saved()
        self.window.banner.clear("clash")
        self.conflict.show_article(draft.id)
        self.acting.follow(draft)
        self.company.follow(draft)
        place = self._places.get(draft.id)
        if place is not None:
            self.work.set_place(place)

    def note_place(self) -> None:
        """Remember where the caret stands in the open story."""
        draft = self.work.draft
        if draft is not None:
            self._places.pop(draft.id, None)
            self._places[draft.id] = self.work.place()

    def _show_story(self) -> None:
        draft = self.work.draft
        if draft is not None:
            state, headline = draft.header.state, draft.header.headline
            self.window.top.show_story(state, headline, follows=self._follows)

    def _on_possible(
        self, state: State | None, follows: State | None, acts: tuple[Act, ...]
    ) -> None:
        draft, self._follows = self.work.draft, follows
        headline = draft.header.headline if draft is not None else ""
        self.window.top.show_story(state, headline, follows=follows)
        self.window.top.show_acts(acts, has_news=self.acting.has_news)

    def _on_jump(self, finding: "Finding") -> None:
        self.sheets["publish"].close_sheet()
        self.work.jump(finding)

    def _on_sheet(self, opened: Sheet) -> None:
        for sheet in self.sheets.values():
            if sheet is not opened:
                sheet.close_sheet()

    def _on_folded(self) -> None:
        for name in ("stories", "preview", "inspector"):
            action = self.window.commands.action(f"view.{name}")
            action.setChecked(self.work.columns.is_shown(name))

    def _on_clashes(self, article_id: str, count: int) -> None:
        draft = self.work.draft
        if draft is None or draft.id != article_id:
            return
        if count:
            said = self.tr("Somebody changed this story too; %n field(s) differ.", "", count)
            show = self.sheets["conflict"].open
            self.window.banner.say("clash", said, self.tr("Compare versions"), show)
        else:
            self.window.banner.clear("clash")

    def _on_leave(self) -> None:
        # Goes through the write lane: what it finds holds for every save before it.
        if self.work.draft is not None:
            self.work.draft.flush()
        if not self.window.bottom.is_in_trouble:
            self.window.hide()
        self.tasks.write(lambda: None, lambda _done: self._leave())

    def _leave(self) -> None:
        draft, window = self.work.draft, self.window
        if draft is None or draft.is_saved:
            window.leave()
            return
        window.show()
        said = self.tr("Your newest words could not be saved yet; they are only in this window.")
        window.banner.say("unsaved", said, self.tr("Close and lose them"), window.leave)

    def _on_undone_able(self, sentence: str, undo: object) -> None:
        if callable(undo):
            self.window.toast.say(sentence, self.tr("Undo"), undo)

    def _on_refused(self, error: EditorError) -> None:
        if error.code.startswith("store."):
            self.window.bottom.show_trouble(words.error_sentence(error))
        else:
            self.window.toast.say(words.error_sentence(error))

    def _on_no_samples(self, error: EditorError) -> None:
        self._on_refused(error)
        self.begin()

    def _no_page(self) -> None:
        self.window.toast.say(self.tr("This story has no page yet; it must be published first."))

    def _tell_recovered(self) -> None:
        if told := " ".join(map(words.code_sentence, self.desk.recovered)):
            self.window.banner.say("recovered", told)
