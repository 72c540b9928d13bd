# SPDX-License-Identifier: GPL-3.0-or-later
"""Handed: one calm line when a colleague assigns a story to the person here, or returns it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from editor.model.article import ArticleId
from editor.model.changes import Changes
from editor.model.handover import Handover, Why
from editor.model.rows import StoryRow
from ui import words
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk

KEY = "handed"
PAUSE_MS = 600
"""What comes in one turn of the sync is told in one line."""

Found = Sequence[tuple[Handover, StoryRow]]


class Handed(QObject):
    """Collects what comes in, and says it in the line under the top bar, or passing by below.

    Args:
        desk: who sits here.
        window: with the line; what it says of another matter stays.
        work: with the list, where several are shown.
        open_story: shows a story of an id.
    """

    def __init__(
        self, desk: "Desk", window: Window, work: Workspace, open_story: Callable[[str], object]
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work
        self._open_story = open_story
        self._told: list[Handover] = []
        self._soon = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._soon.timeout.connect(self._ask)

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if changes.origin == "sync" and changes.handovers:
            self._told += sorted(changes.handovers, key=lambda each: each.article_id)
            self._soon.start()

    def _ask(self) -> None:
        told, self._told = self._told, []
        self._window.tasks.run(partial(_mine, self._desk, told), self._say)

    def _say(self, found: Found) -> None:
        if not found:
            return
        if len(found) == 1:
            handover, story = found[0]
            self._put(self._sentence(handover, story), self.tr("Open"), story.id)
        else:
            said = self.tr("%Ln story(s) were assigned or returned to you.", "", len(found))
            self._put(said, self.tr("Show them"), "")

    def _sentence(self, handover: Handover, story: StoryRow) -> str:
        title = story.title or self.tr("Without a headline")
        if handover.why is Why.RETURNED:
            said = self.tr("Returned to you: “{story}”.").format(story=title)
            return f"{said} {handover.reason}".rstrip()
        if story.due_at is None:
            return self.tr("Assigned to you: “{story}”.").format(story=title)
        due = words.due(story.due_at, words.now(), self._desk.profile.time_zone)
        return self.tr("Assigned to you: “{story}”, {due}.").format(story=title, due=due)

    def _put(self, said: str, act: str, article_id: str) -> None:
        banner = self._window.banner
        if banner.key in {"", KEY}:
            banner.say(KEY, said, act, partial(self._show, article_id))
        else:
            self._window.toast.say(said, act, partial(self._show, article_id))

    def _show(self, article_id: str) -> None:
        self._window.banner.clear(KEY)
        if article_id:
            self._open_story(article_id)
        else:
            self._work.columns.reveal("stories")
            self._work.stories.filters.choose("waiting")


def _mine(desk: "Desk", told: Sequence[Handover]) -> Found:
    """Those of the person here, each story once. Thread: not UI."""
    settings = desk.settings
    names = (settings.person, settings.pen_name)
    mine = desk.planning.me(names, settings.desk, desk.profile).names
    newest = {each.article_id: each for each in told if each.person in mine}
    rows = ((each, desk.articles.row(ArticleId(each.article_id))) for each in newest.values())
    return [(each, row) for each, row in rows if row is not None]
