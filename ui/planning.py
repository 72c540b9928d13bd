# SPDX-License-Identifier: GPL-3.0-or-later
"""Planning: the sheets that plan a story, show the plan, and change many stories at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal

from editor.model.article import Article, ArticleId
from editor.model.assignment import TASKS, reassigned
from editor.model.changes import Changes
from editor.model.rows import StoryRow
from ui.handed import Handed
from ui.panels.sheet import Sheet
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk
    from ui.panels.plan import PlanPanel
    from ui.plan_forms import ChangeForm, StubForm

ORIGIN = "screen"


class Planning(QObject):
    """Opens them, stores what they say, and offers the way back.

    Each is made when it is first asked for.

    Args:
        desk: whose stories.
        window: with the toast that tells what was done.
        work: with the open story, saved before others are changed.
        sheets: of the newsroom; these are added, so that one at a time is open.
        open_story: shows a story of an id.
    """

    refused = Signal(object)
    _committed = Signal(object)

    def __init__(
        self,
        desk: "Desk",
        window: Window,
        work: Workspace,
        sheets: dict[str, Sheet],
        open_story: Callable[[str], object],
    ) -> None:
        super().__init__(window)
        self._open_story = open_story
        self._desk, self._tasks, self._window, self._work = desk, window.tasks, window, work
        # What most sessions never look at costs the start nothing.
        self.stub: StubForm | None = None
        self.panel: PlanPanel | None = None
        self.change: ChangeForm | None = None
        self._handed = Handed(desk, window, work, open_story)
        self._changed: list[ArticleId] = []
        self._people: Sequence[str] = ()
        ground = window.ground
        self.stub_sheet = sheets["stub"] = Sheet(ground, width_px=520)
        self.plan_sheet = sheets["plan"] = Sheet(ground, width_px=1040, is_tall=True)
        self.change_sheet = sheets["plan change"] = Sheet(ground, width_px=560)
        self.stub_sheet.hold_later(self._made_stub)
        self.plan_sheet.hold_later(self._made_panel)
        self.change_sheet.hold_later(self._made_change)
        self.refused.connect(work.refused)
        self._committed.connect(self._hear, Qt.ConnectionType.QueuedConnection)
        window.closing.connect(desk.database.listen(self._committed.emit))
        work.preview.lie_under([self.stub_sheet, self.plan_sheet, self.change_sheet])

    def open(self) -> None:
        """Show the plan."""
        self._ask_people()
        self.plan_sheet.open()
        self._made_panel().ask()

    def plan(self) -> None:
        """Ask for a story to plan."""
        self._ask_people()
        profile, settings = self._desk.profile, self._desk.settings
        desk = settings.desk if settings.desk in {each.key for each in profile.desks} else ""
        # Looks at the platform when it is loaded: not for the start.
        import uuid_utils  # noqa: PLC0415

        article_id = ArticleId(str(uuid_utils.uuid7()))
        article = Article(id=article_id, language=profile.language, desk=desk)
        self._made_stub().start(article, profile, self._people)
        self.stub_sheet.open()

    def _hear(self, changes: Changes) -> None:
        self._handed.hear(changes)
        if self.panel is not None and changes.articles:
            self.panel.hear()

    def _made_stub(self) -> "StubForm":
        if self.stub is None:
            from ui.plan_forms import StubForm  # noqa: PLC0415  # as above

            self.stub = StubForm()
            self.stub.planned.connect(self._save)
        return self.stub

    def _made_panel(self) -> "PlanPanel":
        if self.panel is None:
            from ui.panels.plan import PlanPanel  # noqa: PLC0415  # as above

            self.panel = PlanPanel(self._desk, self._tasks, self._window.theme)
            self.panel.story_chosen.connect(self._open)
            self.panel.new_asked.connect(self.plan)
            self.panel.change_asked.connect(self._ask_change)
        return self.panel

    def _made_change(self) -> "ChangeForm":
        if self.change is None:
            from ui.plan_forms import ChangeForm  # noqa: PLC0415  # as above

            self.change = ChangeForm()
            self.change.asked.connect(self._change)
            self.change.ended.connect(self.open)
        return self.change

    def _ask_people(self) -> None:
        known = self._desk.planning.known_people
        self._tasks.latest("people", known, self._offer)

    def _offer(self, people: Sequence[str]) -> None:
        self._people = people
        for form in (self.stub, self.change):
            if form is not None:
                form.assignment.offer(people)

    def _save(self, article: Article, is_opened: bool) -> None:  # noqa: FBT001  # a signal's
        save = partial(self._desk.articles.save, article, origin=ORIGIN, reason="plan")
        done = partial(self._on_saved, is_opened=is_opened)
        self._tasks.write(save, done, self.refused.emit)
        self.stub_sheet.close_sheet()

    def _on_saved(self, article: Article, *, is_opened: bool) -> None:
        if is_opened:
            self._open_story(article.id)
            return
        said = self.tr("Planned: {headline}").format(headline=article.headline)
        open_it = partial(self._open_story, article.id)
        self._window.toast.say(said, self.tr("Open"), open_it)

    def _open(self, article_id: str) -> None:
        self.plan_sheet.close_sheet()
        self._open_story(article_id)

    def _ask_change(self, rows: list[StoryRow]) -> None:
        self._changed = [each.id for each in rows]
        self._made_change().start(rows, self._desk.profile, self._people)
        self.change_sheet.open()

    def _change(self, values: Mapping[str, Any]) -> None:
        if self._work.draft is not None:
            self._work.draft.flush()
        how = partial(_changed, values)
        change = partial(self._desk.planning.change, list(self._changed), how, origin=ORIGIN)
        self._tasks.write(change, self._on_changed, self.refused.emit)
        self.open()

    def _on_changed(self, before: Mapping[ArticleId, Mapping[str, object]]) -> None:
        said = self.tr("%Ln story(s) changed.", "", len(before))
        restore = partial(self._desk.planning.restore, before, origin=ORIGIN)
        undo = partial(self._tasks.write, restore, None, self.refused.emit)
        if before:
            self._window.toast.say(said, self.tr("Undo"), undo)


def _changed(values: Mapping[str, Any], article: Article) -> Article:
    """A story with another desk or due time, or with other people for some tasks."""
    tasks = {task: names for task, names in values.items() if task in TASKS}
    fields = {name: value for name, value in values.items() if name not in TASKS}
    return replace(article, assignees=reassigned(article.assignees, tasks), **fields)
