# SPDX-License-Identifier: GPL-3.0-or-later
"""Two people changed the same field: what it was, mine, theirs, side by side; a person chooses."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout, QWidget

from editor.model.article import ArticleId
from editor.model.changes import Changes
from editor.model.rows import Clashing
from ui import words
from ui.panels.pieces import button, clear, column, label, row, scrolled
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

LONG_TEXT = 120
FIELD_HEIGHT_PX = 240


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
        self._clashes: tuple[Clashing, ...] = ()
        self._title, self._note = label(role="heading"), label(tone="quiet")
        self._list = column(gap_px=2 * GRID_PX)
        inside = QWidget()
        inside.setLayout(
            column(self._title, self._note, GRID_PX, self._list, -1, margin_px=3 * GRID_PX)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside))
        self._say()

    @property
    def clashes(self) -> tuple[Clashing, ...]:
        """The open questions that are shown."""
        return self._clashes

    def show_article(self, article_id: ArticleId | None) -> None:
        """Show the open questions of a story; None: of none."""
        self._id = article_id
        self._clashes = ()
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
        asked = self._id
        if asked is not None:
            work = partial(self._desk.mirror.clashes, asked)
            self._tasks.latest("clashes", work, partial(self._on_clashes, asked))

    def _on_clashes(self, asked: ArticleId, clashes: Sequence[Clashing]) -> None:
        if asked != self._id:
            return
        if tuple(clashes) != self._clashes:
            self._clashes = tuple(clashes)
            self._fill()
        self.found.emit(asked, len(self._clashes))

    def _fill(self) -> None:
        clear(self._list)
        for each in self._clashes:
            self._list.addWidget(self._card(each))

    def _card(self, clash: Clashing) -> QWidget:
        whole = QWidget()
        mine = partial(self._settle, clash, clash.mine)
        theirs = partial(self._settle, clash, clash.theirs)
        keep_mine = button(mine, text=self.tr("Keep mine"))
        keep_theirs = button(theirs, text=self.tr("Keep server version"))
        sides = row(
            self._side(self.tr("It was"), clash.base, tone=""),
            self._side(self.tr("Mine"), clash.mine, tone="mine", act=keep_mine),
            self._side(self.tr("On the server"), clash.theirs, tone="", act=keep_theirs),
        )
        for position in range(3):
            sides.setStretch(position, 1)
        field = label(words.field_word(clash.field), role="strong")
        when = label(
            words.date_time(clash.at, self._desk.profile.time_zone), tone="quiet", wraps=False
        )
        whole.setLayout(column(row(field, -1, when), sides))
        return whole

    def _side(self, title: str, text: str, *, tone: str, act: QWidget | None = None) -> QFrame:
        card = QFrame()
        card.setObjectName("card")
        card.setProperty("tone", tone)
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setProperty("bare", "true")
        shown.setFont(self._theme.copy_font(size_px=15))
        shown.setAccessibleName(title)
        shown.setFixedHeight(FIELD_HEIGHT_PX if len(text) > LONG_TEXT else FIELD_HEIGHT_PX // 3)
        layout = column(label(title, role="label"), shown, margin_px=12)
        if act is not None:
            layout.addWidget(act)
        else:
            layout.addStretch(1)
        card.setLayout(layout)
        return card

    def _settle(self, clash: Clashing, chosen: str) -> None:
        work = partial(
            self._desk.mirror.settle_clash,
            clash.article_id,
            clash.field,
            chosen,
            origin="screen",
        )
        self._tasks.write(work, lambda _done: self._on_settled(clash))

    def _on_settled(self, clash: Clashing) -> None:
        self._clashes = tuple(each for each in self._clashes if each != clash)
        self._fill()
        self._desk.sync.wake()
        if not self._clashes:
            self.settled.emit(clash.article_id)
