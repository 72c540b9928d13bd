# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption as readers will get it, with its credit, and what is odd about it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from editor.captions import lint
from editor.captions.codes import Codes
from editor.checks import Finding
from editor.model.picture import Picture
from editor.render.body import credit_line
from ui import words
from ui.entries import set_tone
from ui.pictures.code_book import CodeBook
from ui.tasks import Tasks
from ui.theme import GRID_PX

if TYPE_CHECKING:
    from editor.desk import Desk

LISTED: Final = 4
"""So many findings of many pictures are told one by one."""


class CaptionProof(QFrame):
    """Caption and credit by the function that the page uses; below it, what the linter found.

    Args:
        desk: for the house's form of a credit.
        tasks: many captions are looked through off the thread of the widgets.
        book: a code that was left over is known by its mark.
    """

    found = Signal(dict)
    """Field -> what is odd about it, of one picture; empty for many."""

    def __init__(
        self, desk: "Desk", tasks: Tasks, book: CodeBook, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._desk = desk
        self._tasks = tasks
        self._book = book
        self._pictures: Sequence[Picture] = ()
        self.heading, self.caption, self.credit, self.findings = (QLabel() for _ in range(4))
        self.heading.setProperty("role", "label")
        set_tone(self.credit, "quiet")
        set_tone(self.findings, "needs_you")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(GRID_PX, GRID_PX, GRID_PX, GRID_PX)
        layout.setSpacing(GRID_PX // 2)
        for each in (self.heading, self.caption, self.credit, self.findings):
            each.setWordWrap(True)
            each.setTextFormat(Qt.TextFormat.PlainText)
            layout.addWidget(each)

    def say(self) -> None:
        """Say everything anew, in the language of the screen."""
        self.heading.setText(self.tr("As readers will see it"))
        self.show_pictures(self._pictures)

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show one picture's caption and credit; of many, only what is odd about them."""
        self._pictures = list(pictures)
        is_one = len(pictures) == 1
        for each in (self.heading, self.caption, self.credit):
            each.setVisible(is_one)
        if is_one:
            told = pictures[0].caption.strip()
            self.caption.setText(told or self.tr("Missing caption"))
            credit = credit_line(pictures[0], self._desk.profile)
            self.credit.setText(credit or self.tr("Missing credit"))
        work = partial(_look, list(pictures), self._book.codes())
        self._tasks.latest("caption lint", work, partial(self._on_found, is_one=is_one))

    def _on_found(self, found: Sequence[Finding], *, is_one: bool) -> None:
        told: dict[str, str] = {}
        for each in found if is_one else ():
            told[each.field] = "\n".join(
                filter(None, (told.get(each.field), words.finding_sentence(each)))
            )
        self.found.emit(told)
        listed = [] if is_one else [words.finding_sentence(each) for each in found[:LISTED]]
        more = len(found) - len(listed)
        if listed and more:
            listed.append(self.tr("And %Ln more.", "", more))
        self.findings.setText("\n".join(listed))
        self.findings.setVisible(bool(listed))
        self.setVisible(is_one or bool(listed))


def _look(pictures: Sequence[Picture], codes: Codes) -> list[Finding]:
    return [each for picture in pictures for each in lint.findings(picture, codes)]
