# SPDX-License-Identifier: GPL-3.0-or-later
"""Forms of the plan: a story that nobody has written yet, and one change of many stories."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from editor.model.article import Article
from editor.model.profile import SiteProfile
from editor.model.rows import StoryRow
from editor.text.vietnamese import nfc
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
    """What is to be another in all stories that were chosen; a field that is not ticked stays."""

    asked = Signal(object)
    """Field -> value, for each that is ticked."""
    ended = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._values: dict[str, object] = {}
        self.title = label(role="heading")
        self.assignment = AssignmentForm()
        self.ticks = {name: QCheckBox() for name in ("desk", "assignees", "due_at")}
        self.assignment.labelled["brief"].hide()
        self.go, self.cancel = button(self._finish, kind="primary"), button(self.ended.emit)
        ticks = row(*self.ticks.values(), -1)
        below = row(-1, self.cancel, self.go)
        self.setLayout(
            column(
                self.title,
                ticks,
                self.assignment,
                -1,
                below,
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
        first = rows[0]
        shown = Article(
            id=first.id,
            desk=first.desk if len({each.desk for each in rows}) == 1 else "",
            assignees=first.assignees if len({each.assignees for each in rows}) == 1 else (),
            due_at=first.due_at if len({each.due_at for each in rows}) == 1 else None,
        )
        self._values = {name: getattr(shown, name) for name in self.ticks}
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
        self.ticks["desk"].setText(self.tr("Change the desk"))
        self.ticks["assignees"].setText(self.tr("Change who is assigned"))
        self.ticks["due_at"].setText(self.tr("Change the due time"))
        self.cancel.setText(self.tr("Cancel"))
        self.go.setText(self.tr("Change"))

    def _on_edited(self, name: str, value: object) -> None:
        if name in self.ticks:
            self._values[name] = value
            self.ticks[name].setChecked(True)

    def _show(self) -> None:
        self.go.setEnabled(any(each.isChecked() for each in self.ticks.values()))

    def _finish(self) -> None:
        chosen = {n: self._values[n] for n, tick in self.ticks.items() if tick.isChecked()}
        self.asked.emit(chosen)
