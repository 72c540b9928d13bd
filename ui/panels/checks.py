# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the open story, by weight; each line jumps to its field."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui import words
from ui.panels.pieces import button, clear, column, label, row, scrolled
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.checks import Finding  # loads Markdown

ERROR = "error"


class Findings(QWidget):
    """A list of findings, each a sentence and a way to its field; no list when there is none."""

    jump_asked = Signal(object)
    """The Finding whose field a person wants to see."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._list = column(gap_px=GRID_PX)
        self.setLayout(self._list)
        theme.changed.connect(self._fill)

    def show_findings(self, findings: "Sequence[Finding]") -> None:
        """Show these, what bars publishing first."""
        # A stable sort keeps the order of the fields within one weight.
        self._findings = tuple(sorted(findings, key=lambda each: each.severity.value != ERROR))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    def _fill(self) -> None:
        clear(self._list)
        for finding in self._findings:
            self._list.addWidget(self._card(finding))

    def _card(self, finding: "Finding") -> QWidget:
        card = QFrame()
        card.setObjectName("card")
        is_error = finding.severity.value == ERROR
        mark = label(wraps=False)
        name = "ph.x-circle" if is_error else "ph.warning"
        mark.setPixmap(self._theme.icon(name, "accent" if is_error else "needs_you").pixmap(18))
        said = label(words.finding_sentence(finding))
        weight = self.tr("Bars publishing") if is_error else self.tr("Worth a look")
        about = label(f"{weight} · {words.field_word(finding.field)}", role="label")
        go = button(lambda: self.jump_asked.emit(finding), kind="link", text=self.tr("Show"))
        go.setAccessibleName(self.tr("Show: {sentence}").format(sentence=said.text()))
        below = row(about, go, gap_px=4)
        below.setStretch(0, 1)
        texts = column(said, below, gap_px=4)
        line = row(column(mark, -1), texts, margin_px=GRID_PX)
        line.setStretch(1, 1)
        card.setLayout(line)
        return card


class Checks(QWidget):
    """The inspector's tab: how many, and which."""

    jump_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._summary = label(role="strong")
        self._note = label(tone="quiet")
        self.list = Findings(theme)
        self.list.jump_asked.connect(self.jump_asked)
        inside = QWidget()
        inside.setLayout(
            column(self._summary, self._note, GRID_PX, self.list, -1, margin_px=16, gap_px=4)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(scrolled(inside))
        self._say()

    def show_findings(self, findings: "Sequence[Finding]") -> None:
        """Show what was found in the open story."""
        self._findings = tuple(findings)
        self.list.show_findings(self._findings)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        count = len(self._findings)
        errors = sum(each.severity.value == ERROR for each in self._findings)
        if not count:
            self._summary.setText(self.tr("Nothing found"))
            self._note.setText(self.tr("The story can go to readers."))
            return
        self._summary.setText(self.tr("%n thing(s) to look at", "", count))
        self._note.setText(
            self.tr("%n of them bar(s) publishing; saving is never barred.", "", errors)
            if errors
            else self.tr("None of them bars publishing.")
        )
