# SPDX-License-Identifier: GPL-3.0-or-later
"""What may be looked at once more: a list made when a person asks, never marked in the copy."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QWidget

from ui.panels.findings import Findings
from ui.panels.pieces import button, column, label
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.checks import Finding


class SecondLook(QWidget):
    """Folded until a person asks for it; what it shows follows the story while it is open.

    Args:
        theme: for the icons.
    """

    asked = Signal()
    """A person wants the list."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_open = False
        self._count: int | None = None
        self.fold = button(self._toggle, kind="link")
        self.told = label(tone="quiet")
        self.list = Findings(theme, can_mend=True)
        self.setLayout(column(self.fold, self.told, self.list, gap_px=GRID_PX // 2))
        self._say()

    def show_findings(self, findings: "Sequence[Finding]") -> None:
        """Show the list; nothing while it is folded."""
        if self.is_open:
            self._count = len(findings)
            self.list.show_findings(findings)
            self._say()

    def close_list(self) -> None:
        """Fold it: another story is open."""
        self.is_open, self._count = False, None
        self.list.show_findings(())
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _toggle(self) -> None:
        if self.is_open:
            self.close_list()
            return
        self.is_open = True
        self._say()
        self.asked.emit()

    def _say(self) -> None:
        shut = self.tr("What may be looked at once more …")
        self.fold.setText(self.tr("Hide this list") if self.is_open else shut)
        self.told.setVisible(self.is_open)
        self.list.setVisible(self.is_open)
        if self._count is None:
            self.told.setText(self.tr("Reading the story through …"))
        elif self._count:
            self.told.setText(self.tr("%n place(s); none is marked in the copy.", "", self._count))
        else:
            self.told.setText(self.tr("Names, dates and figures stand there in one form each."))
