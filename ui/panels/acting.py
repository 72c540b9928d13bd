# SPDX-License-Identifier: GPL-3.0-or-later
"""From the button to the outbox: asks first where readers are concerned, then queues the act."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import QObject, QTimer, Signal

from editor.errors import EditorError
from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.standing import Told
from editor.model.workflow import GOES_PUBLIC, Act, State, Wish
from ui import words
from ui.panels.ladder_line import LadderLine
from ui.panels.publish import PublishPanel, asks_first, done_words
from ui.panels.sheet import Sheet
from ui.panels.toast import Toast
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk


LOOK_MS = 2000
"""How often a story is looked at again whose standing moves with the clock or with the line."""
MOVING = frozenset(
    f"standing.{each}"
    for each in ("confirmed", "due", "unknown", "late", "offline", "picture", "turn", "paused")
)

Standing = tuple[State, State, tuple[Act, ...], bool, bool]


class Open(Protocol):
    """What is asked of the open story; a draft has it."""

    @property
    def id(self) -> ArticleId:
        """Its id."""

    @property
    def article(self) -> Article:
        """As it stands on the screen."""

    @property
    def findings(self) -> "tuple[Finding, ...]":
        """What the checks last found."""

    def flush(self) -> None:
        """Save now."""


class Acting(QObject):
    """Does acts on the open story, and knows which are possible."""

    possible = Signal(object, object, tuple)
    """The state of the open story, the one that waiting acts will bring, and the acts allowed."""

    ahead = Signal(bool)
    """Whether readers do not see yet all that the open story says."""

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        panel: PublishPanel,
        sheet: Sheet,
        toast: Toast,
        line: LadderLine,
    ) -> None:
        super().__init__(sheet)
        self._desk = desk
        self._tasks = tasks
        self._panel = panel
        self._sheet = sheet
        self._toast = toast
        self._line = line
        self._open: Open | None = None
        self.has_news = True
        """Whether an update of the open story would show readers anything new."""
        self._may: tuple[Act, ...] = ()
        self._address = ""
        self._shown: dict[tuple[str, str], bool | None] = {}
        """Whether the page of an edition that went out at its time answers, as it was asked."""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.timeout.connect(self.look)
        line.retry_asked.connect(partial(self._settle, "retry"))
        line.discard_asked.connect(partial(self._settle, "cancel"))
        line.page_asked.connect(self._open_page)
        panel.confirmed.connect(self._on_confirmed)
        panel.done.connect(sheet.close_sheet)
        panel.pending.discard_asked.connect(sheet.close_sheet)

    def follow(self, story: Open | None) -> None:
        """Act on this story from now on."""
        self._open = story
        self._sheet.close_sheet()
        self.look()

    def look(self) -> None:
        """Find out anew what is possible."""
        if self._open is None:
            self._may, self.has_news = (), True
            self._again.stop()
            self._line.show_told((), "")
            self.possible.emit(None, None, ())
            self.ahead.emit(False)  # noqa: FBT003  # Qt's signal
            return
        asked, acts = self._open.id, self._desk.acts
        known = self._desk.articles

        def work() -> Standing:
            article = known.find(asked)
            if article is None:
                return State.DRAFT, State.DRAFT, (), True, False
            may = tuple(acts.possible(article))
            has_news = Act.UPDATE not in may or not acts.changes_nothing(article)
            row = known.row(asked)
            is_ahead = row is not None and row.is_ahead
            return article.state, acts.state_of(article), may, has_news, is_ahead

        self._tasks.latest("acts", work, partial(self._tell, asked))
        self._look_how_it_stands(asked)

    def _look_how_it_stands(self, asked: ArticleId) -> None:
        desk, shown = self._desk, dict(self._shown)

        def work() -> tuple[tuple[Told, ...], str]:
            article = desk.articles.find(asked)
            if article is None:
                return (), ""
            address = desk.acts.page(asked)
            is_shown = shown.get(_edition_of(article))
            return desk.acts.standing(article, desk.sync.status, is_shown=is_shown), address

        self._tasks.latest("standing", work, partial(self._tell_standing, asked))

    def _tell_standing(self, asked: ArticleId, found: "tuple[tuple[Told, ...], str]") -> None:
        told, address = found
        story = self._open
        if story is None or story.id != asked:
            return
        self._address = address
        self._line.show_told(told, self._desk.profile.time_zone)
        codes = {each.code for each in told}
        if codes & MOVING:
            self._again.start(LOOK_MS)
        if "standing.late" in codes or "standing.due" in codes:
            self._desk.sync.wake()
        if "standing.published" in codes and address:
            self._ask_page(story.article, address)

    def _ask_page(self, article: Article, address: str) -> None:
        """Ask the page itself, once for each edition: the server's word is not what readers see."""
        key = _edition_of(article)
        if key in self._shown:
            return
        self._shown[key] = None
        links = self._desk.links

        def done(is_shown: bool | None) -> None:  # noqa: FBT001  # a result
            self._shown[key] = is_shown
            self.look()

        self._tasks.run(lambda: links.shows(address), done)

    def _open_page(self) -> None:
        if self._address:
            self._panel.open_asked.emit(self._address)

    def _settle(self, deed: str, op_id: str) -> None:
        """Try an act that was refused once more, or let it go; the text stays as it is."""
        outbox = self._desk.outbox
        work = partial(outbox.retry if deed == "retry" else outbox.cancel, op_id)

        def done(_none: object) -> None:
            self._desk.sync.retry()
            self.look()

        self._tasks.write(work, done, self._on_refused)

    def ask(self, act: Act) -> None:
        """A person wants this act done."""
        story = self._open
        if story is None:
            return
        if act is Act.UPDATE and not self.has_news:
            self._look_once_more(story)
        elif asks_first(act) or _has_errors(act, story.findings):
            self._ask_first(story, act)
        else:
            failed = partial(self._on_unready, story, act)
            self._perform(Wish(act), partial(self._on_quiet, act), failed)

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if self._open is not None and self._open.id in changes.articles:
            is_text_only = changes.fields and changes.origin.startswith("draft:")
            # Of a story that is out, any word may make an update possible, or needless.
            is_live = self._open.article.state is State.PUBLISHED or Act.UPDATE in self._may
            if not is_text_only or changes.is_outbox or is_live:
                self.look()
        self._panel.hear(changes)

    def show_findings(self, findings: "tuple[Finding, ...]") -> None:
        """Follow the checks."""
        if self._sheet.isVisible():
            self._panel.show_findings(findings)

    def _tell(self, asked: ArticleId, found: Standing) -> None:
        if self._open is not None and self._open.id == asked:
            state, follows, self._may, self.has_news, is_ahead = found
            self.possible.emit(state, follows, self._may)
            self.ahead.emit(is_ahead)

    def _ask_first(self, story: Open, act: Act) -> None:
        self._panel.ask(act, story.article, story.findings)
        self._sheet.open()

    def _look_once_more(self, story: Open) -> None:
        """The key may come before what was typed a moment ago is looked at."""
        story.flush()
        desk, asked = self._desk, story.id

        def work() -> bool:
            return desk.acts.changes_nothing(desk.articles.get(asked))

        self._tasks.write(work, partial(self._on_looked, story))

    def _on_looked(self, story: Open, is_needless: bool) -> None:  # noqa: FBT001 - a result
        if is_needless:
            self._toast.say(words.code_sentence("acts.no_news"))
        elif self._open is story:
            self._ask_first(story, Act.UPDATE)

    def _on_confirmed(self, wish: Wish) -> None:
        self._perform(wish, self._panel.show_queued, self._panel.show_trouble)

    def _perform(
        self, wish: Wish, done: Callable[[str], None], failed: Callable[[EditorError], None]
    ) -> None:
        story = self._open
        if story is None:
            return
        # The write lane keeps the order: what is on the screen is stored before the act is.
        story.flush()
        desk, asked = self._desk, story.id

        def work() -> str:
            return desk.acts.perform(asked, wish, profile=desk.profile, origin="screen")

        self._tasks.write(work, lambda op_id: self._on_queued(op_id, done), failed)

    def _on_queued(self, op_id: str, done: Callable[[str], None]) -> None:
        self._desk.sync.retry()
        self.look()
        done(op_id)

    def _on_quiet(self, act: Act, op_id: str) -> None:
        undo = partial(self._take_back, op_id)
        self._toast.say(done_words(act), self.tr("Undo"), undo)

    def _take_back(self, op_id: str) -> None:
        work = partial(self._desk.outbox.cancel, op_id)
        self._tasks.write(work, lambda _done: self.look(), self._on_refused)

    def _on_unready(self, story: Open, act: Act, error: EditorError) -> None:
        """What was typed a moment ago may bar it: shown as what is to be mended."""
        found = error.values.get("findings")
        if not found or self._open is not story:
            self._on_refused(error)
            return
        self._panel.ask(act, story.article, cast("tuple[Finding, ...]", found))
        self._sheet.open()

    def _on_refused(self, error: EditorError) -> None:
        self._toast.say(words.error_sentence(error))
        self.look()


def _edition_of(article: Article) -> tuple[str, str]:
    return str(article.id), str(article.updated_at)


def _has_errors(act: Act, found: "tuple[Finding, ...]") -> bool:
    """Whether something bars an act within the house, or will bar readers after it."""
    from editor.checks import Severity, for_act  # noqa: PLC0415  # Markdown: not for the start

    is_grave = any(each.severity is Severity.ERROR for each in found)
    return is_grave and act not in GOES_PUBLIC and bool(for_act(act, found))
