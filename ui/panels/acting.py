# SPDX-License-Identifier: GPL-3.0-or-later
"""From the button to the outbox: asks first where readers are concerned, then queues the act."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from editor.errors import EditorError
from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.workflow import Act, State, Wish
from ui import words
from ui.panels.publish import PublishPanel, asks_first, done_words
from ui.panels.sheet import Sheet
from ui.panels.toast import Toast
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.checks import Finding
    from editor.desk import Desk


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
        self, desk: "Desk", tasks: Tasks, panel: PublishPanel, sheet: Sheet, toast: Toast
    ) -> None:
        super().__init__(sheet)
        self._desk = desk
        self._tasks = tasks
        self._panel = panel
        self._sheet = sheet
        self._toast = toast
        self._open: Open | None = None
        self.has_news = True
        """Whether an update of the open story would show readers anything new."""
        self._may: tuple[Act, ...] = ()
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

    def ask(self, act: Act) -> None:
        """A person wants this act done."""
        story = self._open
        if story is None:
            return
        if act is Act.UPDATE and not self.has_news:
            self._look_once_more(story)
        elif asks_first(act):
            self._ask_first(story, act)
        else:
            self._perform(Wish(act), partial(self._on_quiet, act), self._on_refused)

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

    def _on_refused(self, error: EditorError) -> None:
        self._toast.say(words.error_sentence(error))
        self.look()
