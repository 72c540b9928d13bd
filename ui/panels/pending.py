# SPDX-License-Identifier: GPL-3.0-or-later
"""What readers will see change: the edition that they have beside the story as it stands."""

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame

from editor.model.article import Article, ArticleId
from editor.model.changes import Changes
from editor.model.rows import Edition
from ui.panels.pieces import button, column, label, row
from ui.tasks import Tasks
from ui.theme import Theme

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.text.comparison import Comparison
    from ui.panels.marked import Marked

TALL_PX = 220


@dataclass(frozen=True, slots=True)
class Forthcoming:
    """What readers have, what they would get now, and what differs."""

    given: Edition
    newer: Edition
    found: "Comparison"


class Pending(QFrame):
    """It only reads; what is to be looked at whole or discarded goes out as a signal."""

    whole_asked = Signal()
    discard_asked = Signal(object)
    """The `Edition` that readers have."""
    correction_asked = Signal(str, str)
    """What was wrong, and what is right, of the chosen change."""
    grown = Signal()
    """It says something else, and is perhaps of another height."""

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk, self._tasks, self._theme = desk, tasks, theme
        self._id: ArticleId | None = None
        self._is_known = False
        self.told: Forthcoming | None = None
        """What is shown; None: nothing, or it is not known here what readers have."""
        self._title, self._note = label(role="label"), label(tone="quiet")
        self._text: Marked | None = None
        self._whole = button(self.whole_asked.emit)
        self._discard = button(self._on_discard, kind="plain")
        self._correct = button(self._on_correct, kind="link")
        self._corrections = label(tone="needs_you")
        buttons = row(self._whole, self._discard, -1)
        lines = (self._note, row(self._correct, -1), self._corrections, buttons)
        self._column = column(self._title, *lines, gap_px=4)
        self.setLayout(self._column)
        theme.changed.connect(self._show)
        self._say()

    def show_article(self, article: Article | None) -> None:
        """Tell what readers will see change.

        Args:
            article: as it stands on the screen; None: nothing is asked about any more.
        """
        self._id = None if article is None else article.id
        self.told, self._is_known = None, False
        if article is not None:
            self._ask(article.id, article)
        self._show()

    def hear(self, changes: Changes) -> None:
        """Follow a commit: something came in while it is shown."""
        if self._id is not None and self._id in changes.articles:
            self._ask(self._id, None)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show()
        super().changeEvent(event)

    def _ask(self, asked: ArticleId, article: Article | None) -> None:
        work = partial(_forthcoming, self._desk, asked, article)
        self._tasks.latest("pending", work, partial(self._on_found, asked))

    def _on_found(self, asked: ArticleId, told: Forthcoming | None) -> None:
        if asked == self._id:
            self.told, self._is_known = told, True
            self._show()

    def _say(self) -> None:
        self._title.setText(self.tr("What changes for readers"))
        if self._text is not None:
            self._text.setAccessibleName(self._title.text())
        self._whole.setText(self.tr("See the whole text"))
        self._correct.setText(self.tr("Tell readers of it as a correction"))
        said = self.tr("Takes the chosen change as what was wrong and what is right.")
        self._correct.setToolTip(said)
        self._discard.setText(self.tr("Discard the changes"))
        self._discard.setToolTip(self.tr("Back to what readers have; it can be undone."))

    def _show(self) -> None:
        told = self.told
        has_changes = told is not None and bool(told.found.changes)
        self._correct.hide()
        self._say_corrections()
        for each in (self._text, self._whole, self._discard):
            if each is not None:
                each.setVisible(has_changes)
        self._note.setVisible(self._is_known and not has_changes)
        said = self.tr("Readers have it already as it stands.")
        if told is None:
            said = self.tr(
                "The story went before readers from elsewhere; what they have is not known here."
            )
        elif has_changes:
            self._show_changes(told)
        self._note.setText(said)
        self.grown.emit()

    def _show_changes(self, told: Forthcoming) -> None:
        # What compares is loaded when something is compared: not for the start.
        from ui.panels.marked import Marked  # noqa: PLC0415
        from ui.panels.told import BOTH, Teller, changed_only  # noqa: PLC0415

        if self._text is None:
            self._text = Marked(self._theme)
            self._text.setFixedHeight(TALL_PX)
            self._text.chosen.connect(self._choose)
            self._column.insertWidget(1, self._text)
            self._say()
        profile = self._desk.profile
        teller = Teller(profile)
        self._text.show_parts(changed_only(teller.parts(told.found, told.newer.article, BOTH)))
        self._text.show()
        self._choose(next(filter(self._is_correctable, range(len(told.found.changes))), -1))

    def _choose(self, number: int) -> None:
        if self._text is not None:
            self._text.choose(number)
            self._correct.setVisible(self._is_correctable(number))

    def _is_correctable(self, number: int) -> bool:
        return bool(self._sides(number)[1])

    def _sides(self, number: int) -> tuple[str, str]:
        """What a change says was wrong and what is right; empty where it is about no words."""
        from editor.text.correcting import sides  # noqa: PLC0415  # as above
        from editor.text.wording import Mark  # noqa: PLC0415

        changes = () if self.told is None else self.told.found.changes
        runs = getattr(changes[number], "runs", ()) if 0 <= number < len(changes) else ()
        older, newer = (
            "".join(run.text for run in runs if run.mark is not hidden)
            for hidden in (Mark.CAME, Mark.GONE)
        )
        return sides(older, newer) if older.strip() else ("", "")

    def _say_corrections(self) -> None:
        new = 0
        if self.told is not None:
            known = self.told.given.article.corrections
            new = sum(each not in known for each in self.told.newer.article.corrections)
        said = self.tr("%n correction(s) will be printed with it.", "", new)
        self._corrections.setText(said)
        self._corrections.setVisible(new > 0)

    def _on_correct(self) -> None:
        wrong, right = self._sides(-1 if self._text is None else self._text.current)
        if right:
            self.correction_asked.emit(wrong, right)

    def _on_discard(self) -> None:
        if self.told is not None:
            self.discard_asked.emit(self.told.given)


def _forthcoming(
    desk: "Desk", article_id: ArticleId, article: Article | None
) -> Forthcoming | None:
    """Look up what readers have and compare it. Thread: not UI."""
    from editor.text.comparison import for_readers  # noqa: PLC0415  # as above

    given = desk.history.edition(article_id)
    if given is None:
        return None
    now = desk.articles.get(article_id) if article is None else article
    newer = Edition(now, desk.articles.pictures_of(now))
    return Forthcoming(given, newer, for_readers(given, newer))
