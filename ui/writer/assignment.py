# SPDX-License-Identifier: GPL-3.0-or-later
"""Assignment: for which desk a story is made, who writes, photographs and edits it, by when."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.model.article import Article
from editor.model.assignment import TASKS, Assignee
from editor.model.profile import SiteProfile
from editor.text.vietnamese import nfc
from ui import words
from ui.entries import Choice, Completions, Labelled, LineEntry, TextEntry
from ui.theme import GRID_PX
from ui.writer.due import Due

SEPARATOR = ","


class AssignmentForm(QWidget):
    """Fields that plan a story; what a person changes is told, field by field."""

    edited = Signal(str, object)
    """A field of the Article, and what it is to be."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Assignee, ...] = ()
        self.desk, self.due, self.brief = Choice(), Due(), TextEntry(least_lines=2)
        self.people = {task: LineEntry(is_list=True) for task in TASKS}
        self._lists = {task: Completions(its, SEPARATOR) for task, its in self.people.items()}
        self.labelled = {
            "desk": Labelled(self.desk),
            **{task: Labelled(its) for task, its in self.people.items()},
            "due_at": Labelled(self.due),
            "brief": Labelled(self.brief),
        }
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID_PX)
        for each in self.labelled.values():
            layout.addWidget(each)
        self.setFocusProxy(self.desk)
        self.desk.activated.connect(
            lambda _row: self.edited.emit("desk", self.desk.currentData() or "")
        )
        for task, entry in self.people.items():
            entry.edited.connect(partial(self._on_people, task))
            # What was typed is put in order only when the hand has left it.
            entry.left.connect(self._show_people)
        self.due.edited.connect(partial(self.edited.emit, "due_at"))
        self.brief.edited.connect(partial(self.edited.emit, "brief"))
        self._say()

    @property
    def assignees(self) -> tuple[Assignee, ...]:
        """Who is named in the fields, a task of a newer version kept."""
        others = (each for each in self._people if each.role not in TASKS)
        named = (Assignee(each, task) for task, names in self.named.items() for each in names)
        return (*named, *others)

    @property
    def named(self) -> dict[str, tuple[str, ...]]:
        """Who is named in the field of each task."""
        return {task: _names(entry.text()) for task, entry in self.people.items()}

    def show_plan(self, article: Article, profile: SiteProfile) -> None:
        """Show what a story says; fields that already say so are left alone."""
        desks = [(each.key, each.name) for each in profile.desks]
        self.desk.show_choices([("", self.tr("No desk")), *desks], article.desk)
        self.labelled["desk"].setVisible(bool(desks or article.desk))
        self.due.show_due(article.due_at, profile.time_zone)
        self.brief.show_text(article.brief)
        if set(article.assignees) != set(self.assignees):
            self._people = article.assignees
            self._show_people()
        self._people = article.assignees

    def offer(self, names: Sequence[str]) -> None:
        """People of the house, to be chosen from lists."""
        for each in self._lists.values():
            each.offer(names)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.labelled["desk"].say(self.tr("Desk"))
        for task in TASKS:
            self.labelled[task].say(words.task_word(task))
        self.labelled["writer"].say(words.task_word("writer"), hint=self.tr("separated by commas"))
        self.labelled["due_at"].say(self.tr("Due"))
        self.labelled["brief"].say(self.tr("Brief"), hint=self.tr("what is asked for"))

    def _on_people(self, _task: str, _text: str) -> None:
        found = self.assignees
        if set(found) != set(self._people):
            self._people = found
            self.edited.emit("assignees", found)

    def _show_people(self) -> None:
        for task, entry in self.people.items():
            named = [each.person for each in self._people if each.role == task]
            entry.show_text(f"{SEPARATOR} ".join(named))


def _names(text: str) -> tuple[str, ...]:
    found = (nfc(each).strip() for each in text.split(SEPARATOR))
    return tuple(dict.fromkeys(each for each in found if each))
