# SPDX-License-Identifier: GPL-3.0-or-later
"""What is wrong with the open story, by weight; each line jumps to its field."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.panels.findings import ERROR, Findings
from ui.panels.links import Links
from ui.panels.pieces import column, label, scrolled
from ui.panels.rules import RuleSwitches
from ui.panels.second_look import SecondLook
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.checks import Finding  # loads Markdown


class Checks(QWidget):
    """The inspector's tab: how many, and which."""

    jump_asked = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._findings: tuple[Finding, ...] = ()
        self._summary = label(role="strong")
        self._note = label(tone="quiet")
        self.list = Findings(theme, can_mend=True)
        self.more = SecondLook(theme)
        self.links = Links(theme)
        self.rules = RuleSwitches()
        for each in (self.list, self.more.list, self.links.list):
            each.jump_asked.connect(self.jump_asked)
        inside = QWidget()
        inside.setLayout(
            column(
                self._summary,
                self._note,
                GRID_PX,
                self.list,
                GRID_PX,
                self.more,
                self.links,
                self.rules,
                -1,
                margin_px=16,
                gap_px=4,
            )
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
