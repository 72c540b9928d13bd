# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people changed the same field: what it was, mine, theirs, side by side; a person chooses."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from editor.model.article import ArticleId
from editor.model.changes import Changes
from editor.model.rows import Clashing
from editor.text.passages import Choice, Passage, choose, passages
from ui import words
from ui.panels.passages import Key, PassageChoices
from ui.panels.pieces import button, clear, column, label, row, scrolled
from ui.panels.reading import version
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

COPY = "body"
"""The field that is chosen by passage."""
Question = tuple[Clashing, tuple[Passage, ...]]
"""With the passages of a copy; a field that is chosen as a whole has none."""


class ConflictPanel(QWidget):
    """All open questions of one story. Whatever is chosen, both texts stay in the history."""

    settled = Signal(str)
    """The id of a story that has no open question any more."""
    found = Signal(str, int)
    """How many open questions a story has; told after each reading."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._id: ArticleId | None = None
        self._questions: tuple[Question, ...] = ()
        self._chosen: dict[Key, Choice] = {}
        self._title, self._note = label(role="heading"), label(tone="quiet")
        self._list = column(gap_px=2 * GRID_PX)
        inside = QWidget()
        inside.setLayout(
            column(self._title, self._note, GRID_PX, self._list, -1, margin_px=3 * GRID_PX)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside))
        theme.changed.connect(self._fill)
        self._say()

    @property
    def clashes(self) -> tuple[Clashing, ...]:
        """The open questions that are shown."""
        return tuple(clash for clash, _ in self._questions)

    def show_article(self, article_id: ArticleId | None) -> None:
        """Show the open questions of a story; None: of none."""
        self._id = article_id
        self._questions = ()
        self._chosen.clear()
        clear(self._list)
        self._ask()

    def hear(self, changes: Changes) -> None:
        """Follow a commit."""
        if self._id in changes.articles:
            self._ask()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("Two versions of the same words"))
        self._note.setText(
            self.tr(
                "Somebody changed this while you were writing. Choose what stands; the other text "
                "stays in the history. Until then the story cannot be published."
            )
        )

    def _ask(self) -> None:
        asked, mirror = self._id, self._desk.mirror
        if asked is not None:
            work = partial(_questions, lambda: mirror.clashes(asked))
            self._tasks.latest("clashes", work, partial(self._on_questions, asked))

    def _on_questions(self, asked: ArticleId, questions: tuple[Question, ...]) -> None:
        if asked != self._id:
            return
        if questions != self._questions:
            self._questions = questions
            self._fill()
        self.found.emit(asked, len(questions))

    def _fill(self) -> None:
        clear(self._list)
        for clash, parts in self._questions:
            field = label(words.field_word(clash.field), role="strong")
            at = words.date_time(clash.at, self._desk.profile.time_zone)
            when = label(at, tone="quiet", wraps=False)
            whole = QWidget()
            whole.setLayout(column(row(field, -1, when), self._asked(clash, parts)))
            self._list.addWidget(whole)

    def _asked(self, clash: Clashing, parts: tuple[Passage, ...]) -> QWidget:
        if clash.field != COPY:
            return self._card(clash)
        choices = PassageChoices(parts, self._chosen, self._theme)
        choices.settle_asked.connect(partial(self._settle_copy, clash, parts))
        return choices

    def _card(self, clash: Clashing) -> QWidget:
        whole = QWidget()
        mine = partial(self._settle, clash, clash.mine)
        theirs = partial(self._settle, clash, clash.theirs)
        was, here, there = self._texts(clash)
        sides = row(
            self._side(self.tr("It was"), was, (here, there)),
            self._side(self.tr("Mine"), here, (was or there,)),
            self._side(self.tr("On the server"), there, (was or here,)),
        )
        acts = row(
            QWidget(),
            button(mine, text=self.tr("Keep mine")),
            button(theirs, text=self.tr("Keep server version")),
        )
        for position in range(3):
            sides.setStretch(position, 1)
            acts.setStretch(position, 1)
        whole.setLayout(column(sides, acts))
        return whole

    def _texts(self, clash: Clashing) -> tuple[str, str, str]:
        """What each side says, as a person reads it: names for keys, times by our clock."""
        if clash.values is None:
            return clash.base, clash.mine, clash.theirs
        # What compares is loaded when there is a question: not for the start.
        from ui.panels.told import Teller  # noqa: PLC0415

        teller = Teller(self._desk.profile)
        base, mine, theirs = (
            "" if each in (None, "", ()) else teller.value(clash.field, each)
            for each in clash.values
        )
        return base, mine, theirs

    def _side(self, title: str, text: str, others: tuple[str, ...]) -> QWidget:
        return version(label(title, role="label"), text, others, self._theme)

    def _settle_copy(
        self, clash: Clashing, parts: tuple[Passage, ...], choices: tuple[Choice, ...]
    ) -> None:
        self._settle(clash, choose(parts, choices), seen=clash.theirs)

    def _settle(self, clash: Clashing, chosen: str, *, seen: str | None = None) -> None:
        work = partial(
            self._desk.mirror.settle_clash,
            clash.article_id,
            clash.field,
            chosen,
            origin="screen",
            seen=seen,
        )
        self._tasks.write(work, lambda _done: self._on_settled(clash))

    def _on_settled(self, clash: Clashing) -> None:
        self._questions = tuple(each for each in self._questions if each[0] != clash)
        self._fill()
        self._desk.sync.wake()
        if not self._questions:
            self.settled.emit(clash.article_id)


def _questions(clashes: Callable[[], Sequence[Clashing]]) -> tuple[Question, ...]:
    """Cost: of a long copy some milliseconds; not for the thread of the widgets."""
    return tuple(
        (each, passages(each.base, each.mine, each.theirs) if each.field == COPY else ())
        for each in clashes()
    )
