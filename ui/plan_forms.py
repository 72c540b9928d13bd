# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms of the plan: a story that nobody has written yet, and one change of many stories."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from editor.model.article import Article
from editor.model.assignment import TASKS, reassigned
from editor.model.profile import SiteProfile
from editor.model.rows import StoryRow
from editor.text.vietnamese import nfc
from ui import words
from ui.entries import Choice, Labelled, LineEntry
from ui.panels.pieces import button, column, label, row, scrolled
from ui.theme import GRID_PX
from ui.writer.assignment import AssignmentForm

MOST_DIGITS = 7
FORM_PX = 560


class StubForm(QWidget):
    """What is known of a story before there is copy; it needs a working headline."""

    planned = Signal(object, bool)
    """The Article, and whether it is to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self._article: Article | None = None
        self.title, self._trouble = label(role="heading"), label(tone="needs_you")
        self.headline, self.slugline, self.length = LineEntry(), LineEntry(), LineEntry()
        self.category, self.assignment = Choice(), AssignmentForm()
        self._labelled = [
            Labelled(each) for each in (self.headline, self.slugline, self.category, self.length)
        ]
        self.open_button = button(lambda: self._finish(is_opened=True))
        self.plan_button = button(lambda: self._finish(is_opened=False), kind="primary")
        headline, slugline, category, length = self._labelled
        inside = QWidget()
        inside.setLayout(
            column(
                self.title,
                headline,
                row(category, length),
                self.assignment,
                slugline,
                margin_px=3 * GRID_PX,
                gap_px=2 * GRID_PX,
            )
        )
        below = row(self._trouble, -1, self.open_button, self.plan_button, margin_px=2 * GRID_PX)
        area = scrolled(inside, is_roomy=True)
        area.setMinimumHeight(FORM_PX)
        self.setLayout(column(area, below, gap_px=0))
        self.setFocusProxy(self.headline)
        self.assignment.edited.connect(self._on_plan)
        self.headline.returnPressed.connect(lambda: self._finish(is_opened=False))
        self._say()

    def start(self, article: Article, profile: SiteProfile, people: Sequence[str]) -> None:
        """Begin anew.

        Args:
            article: a new one, with what is known of it already.
            profile: of the site.
            people: of the house, to be chosen from.
        """
        self._article = article
        self._trouble.setText("")
        for entry in (self.headline, self.slugline, self.length):
            entry.setText("")
        categories = [(each.key, each.name) for each in profile.categories]
        every = [("", self.tr("Choose a category")), *categories]
        self.category.show_choices(every, article.category)
        self.assignment.show_plan(article, profile)
        self.assignment.offer(people)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.title.setText(self.tr("Plan a story"))
        headline, slugline, category, length = self._labelled
        headline.say(self.tr("Working headline"))
        slugline.say(self.tr("Slugline"), hint=self.tr("never published"))
        category.say(self.tr("Main category"))
        length.say(self.tr("Commissioned length"), hint=self.tr("words"))
        self.open_button.setText(self.tr("Plan and open"))
        self.plan_button.setText(self.tr("Plan it"))

    def _on_plan(self, name: str, value: object) -> None:
        if self._article is not None:
            self._article = replace(self._article, **{name: value})  # type: ignore[arg-type]  # by the form

    def _finish(self, *, is_opened: bool) -> None:
        headline, length = nfc(self.headline.text()).strip(), self._words()
        if self._article is None or not headline or length == "":
            said = self.tr("A planned story needs a working headline.")
            if headline:
                said = self.tr("Write the length as a whole number of words.")
            self._trouble.setText(said)
            (self.length if headline else self.headline).setFocus()
            return
        told = {
            "headline": headline,
            "slugline": nfc(self.slugline.text()).strip(),
            "category": self.category.currentData() or "",
            "commissioned_length": length,
        }
        self.planned.emit(replace(self._article, **told), is_opened)  # type: ignore[arg-type]  # read above

    def _words(self) -> int | str | None:
        """The length ordered; empty where what stands there is no number."""
        digits = "".join(char for char in self.length.text() if char not in " .,\u00a0")
        if not digits:
            return None
        return int(digits) if digits.isdecimal() and len(digits) <= MOST_DIGITS else ""


class ChangeForm(QWidget):
    """What is to be another in all stories that were chosen; what is not ticked stays in each."""

    asked = Signal(object)
    """`desk`, `due_at` or a task -> what it is to be (of a task the names), for each ticked."""
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, object] = {}
        self.title, self._intro = label(role="heading"), label(tone="quiet")
        self.assignment = AssignmentForm()
        self.ticks = {name: QCheckBox() for name in ("desk", *TASKS, "due_at")}
        self.go, self.cancel = button(self._finish, kind="primary"), button(self.ended.emit)
        desk, writer, photographer, editor, due_at = self.ticks.values()
        self.setLayout(
            column(
                self.title,
                self._intro,
                row(desk, due_at, -1, gap_px=2 * GRID_PX),
                row(writer, photographer, editor, -1, gap_px=2 * GRID_PX),
                self.assignment,
                row(-1, self.cancel, self.go),
                margin_px=3 * GRID_PX,
                gap_px=2 * GRID_PX,
            )
        )
        self.setFocusProxy(self.assignment)
        self.assignment.edited.connect(self._on_edited)
        for tick in self.ticks.values():
            tick.toggled.connect(lambda _on: self._show())
        self._say()

    def start(self, rows: Sequence[StoryRow], profile: SiteProfile, people: Sequence[str]) -> None:
        """Begin with some stories: what all of them share stands in the fields."""
        told = [{"desk": each.desk, "due_at": each.due_at, **_by_task(each)} for each in rows]
        empty: dict[str, object] = {"desk": "", "due_at": None, **dict.fromkeys(TASKS, ())}
        self._values = {
            name: told[0][name] if all(each[name] == told[0][name] for each in told) else nothing
            for name, nothing in empty.items()
        }
        shared = {task: self._values[task] for task in TASKS}
        shown = replace(
            Article(id=rows[0].id, assignees=reassigned((), shared)),  # type: ignore[arg-type]  # names
            desk=str(self._values["desk"]),
            due_at=self._values["due_at"],  # type: ignore[arg-type]  # of a row
        )
        self.assignment.show_plan(shown, profile)
        self.assignment.offer(people)
        self.assignment.labelled["brief"].hide()
        for tick in self.ticks.values():
            tick.setChecked(False)
        self.title.setText(self.tr("Change %Ln story(s)", "", len(rows)))
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._intro.setText(self.tr("What is ticked becomes the same in all; the rest stays."))
        self.ticks["desk"].setText(self.tr("Desk"))
        self.ticks["due_at"].setText(self.tr("Due"))
        for task in TASKS:
            self.ticks[task].setText(words.task_word(task))
        self.cancel.setText(self.tr("Cancel"))
        self.go.setText(self.tr("Change"))

    def _on_edited(self, name: str, value: object) -> None:
        told: dict[str, object] = {name: value}
        if name == "assignees":
            told = dict(self.assignment.named)
        for each, now in told.items():
            if each in self.ticks and self._values[each] != now:
                self._values[each] = now
                self.ticks[each].setChecked(True)

    def _show(self) -> None:
        self.go.setEnabled(any(each.isChecked() for each in self.ticks.values()))

    def _finish(self) -> None:
        chosen = {n: self._values[n] for n, tick in self.ticks.items() if tick.isChecked()}
        self.asked.emit(chosen)


def _by_task(story: StoryRow) -> dict[str, object]:
    people = story.assignees
    return {task: tuple(p.person for p in people if p.role == task) for task in TASKS}
