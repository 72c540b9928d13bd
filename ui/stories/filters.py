# SPDX-License-Identifier: GPL-3.0-or-later
"""Filters over the list: whose stories, which desk, which state, which category, with counts."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from editor.model.assignment import Me, Span, bounds
from editor.model.rows import StoryFilter
from editor.model.workflow import State
from ui import words
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk

COUNT_MS = 2000
"""After the last commit; a day of typing counts no more often than people read."""
FIRST_COUNT_MS = 3000
"""After the window stands: nobody waits for a count."""
SCOPES = ("all", "mine", "waiting", "planned", "overdue")
"""Whose stories, and which: all, written by or assigned to me, waiting for me ..."""


class Filters(QWidget):
    """Two rows of lists to choose from; what waits is counted beside its name.

    Args:
        desk: whose stories; who sits here.
        tasks: the door to the threads.
        theme: for the small type.
        clock: for what is overdue.
    """

    changed = Signal()

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        theme: Theme,
        clock: Callable[[], datetime] = words.now,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk, self._tasks, self._clock = desk, tasks, clock
        self._counts: Mapping[str, int] = {}
        self.scope, self.desks, self.states, self.categories = (QComboBox(self) for _ in range(4))
        self._boxes = (self.scope, self.desks, self.states, self.categories)
        for box in self._boxes:
            box.setProperty("bare", "true")
            box.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            box.setMinimumContentsLength(6)
            box.setFont(theme.ui_font(size_px=12))
            box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for at, box in enumerate(self._boxes):
            layout.addWidget(box, at // 2, at % 2)
            layout.setColumnStretch(at % 2, 1)
        self._count_soon = QTimer(self, singleShot=True, interval=COUNT_MS)
        self._count_soon.timeout.connect(self._count)
        self._count_soon.start(FIRST_COUNT_MS)
        self.say()

    def story_filter(self, text: str) -> StoryFilter:
        """What is chosen, with search words."""
        scope, state = self.scope.currentData(), self.states.currentData()
        return StoryFilter(
            text=text,
            states=(State(state),) if state else (),
            category=self.categories.currentData() or "",
            desk=self.desks.currentData() or "",
            **self._asked(scope, self.me()) if scope != "all" else {},  # type: ignore[arg-type]  # by _asked
        )

    def choose(self, scope: str) -> None:
        """Show all stories, mine, what waits for me, what is planned, or what is overdue."""
        self.scope.setCurrentIndex(self.scope.findData(scope))

    def clear(self) -> None:
        """Show all stories."""
        for box in self._boxes:
            box.setCurrentIndex(0)

    def refresh(self) -> None:
        """Something was stored: what waits is counted anew, a moment later."""
        if not self._count_soon.isActive():
            self._count_soon.start(COUNT_MS)

    def say(self) -> None:
        """Say everything anew, in the language of the screen and the names of the site."""
        profile = self._desk.profile
        self._fill(self.states, self.tr("All states"), self._states())
        categories = [(each.key, each.name) for each in profile.categories]
        self._fill(self.categories, self.tr("All categories"), categories)
        self._fill(
            self.desks, self.tr("All desks"), [(each.key, each.name) for each in profile.desks]
        )
        self.desks.setVisible(bool(profile.desks))
        self.states.setAccessibleName(self.tr("Filter by state"))
        self.categories.setAccessibleName(self.tr("Filter by category"))
        self.desks.setAccessibleName(self.tr("Filter by desk"))
        self.scope.setAccessibleName(self.tr("Whose stories"))
        self.scope.setToolTip(self.tr("Whose stories: mine, waiting for me, planned, overdue"))
        self._say_scopes()

    def me(self) -> Me:
        """Who sits here."""
        settings = self._desk.settings
        names = (settings.person, settings.pen_name)
        return self._desk.planning.me(names, settings.desk, self._desk.profile)

    def _states(self) -> list[tuple[str, str]]:
        return [(state.value, words.state_word(state)) for state in State]

    def _asked(self, scope: str, me: Me) -> dict[str, object]:
        asked: dict[str, dict[str, object]] = {
            "mine": {"people": me.names},
            "waiting": {"waiting": me},
            "planned": {"is_stub": True},
            "overdue": {"due": bounds(Span.OVERDUE, self._clock(), None)},
        }
        return asked[scope]

    def _fill(self, box: QComboBox, every: str, choices: Sequence[tuple[str, str]]) -> None:
        kept = box.currentData()
        with QSignalBlocker(box):
            box.clear()
            box.addItem(every, "")
            for key, name in choices:
                box.addItem(name, key)
            box.setCurrentIndex(max(0, box.findData(kept)))

    def _say_scopes(self) -> None:
        names = {
            "all": self.tr("All stories"),
            "mine": self.tr("My stories"),
            "waiting": self.tr("Waiting for me"),
            "planned": self.tr("Planned"),
            "overdue": self.tr("Overdue"),
        }
        kept = max(0, self.scope.currentIndex())
        with QSignalBlocker(self.scope):
            if self.scope.count() != len(SCOPES):
                self.scope.clear()
                for scope in SCOPES:
                    self.scope.addItem("", scope)
            for at, scope in enumerate(SCOPES):
                count = self._counts.get(scope, 0)
                told = f"{names[scope]}  {words.number(count)}" if count else names[scope]
                self.scope.setItemText(at, told)
            self.scope.setCurrentIndex(kept)

    def _count(self) -> None:
        if not self._tasks.is_closed:
            self._tasks.latest("story counts", self._counted, self._on_counted)

    def _counted(self) -> dict[str, int]:
        """How many there are of each. Thread: not UI."""
        me = self.me()
        filters = [StoryFilter(**self._asked(scope, me)) for scope in SCOPES[1:]]  # type: ignore[arg-type]  # by _asked
        return dict(zip(SCOPES[1:], self._desk.planning.counts(filters), strict=True))

    def _on_counted(self, counts: Mapping[str, int]) -> None:
        if counts != self._counts:
            self._counts = counts
            self._say_scopes()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self.say()
        super().changeEvent(event)
