# SPDX-License-Identifier: GPL-3.0-or-later
"""The inspector: tabs for the story's fields, its pictures, the checks and the history."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import words
from ui.panels.pieces import row
from ui.theme import GRID_PX

TABS = ("story", "pictures", "checks", "history")
NARROWEST_PX = 260


class Inspector(QWidget):
    """Four panels, one at a time."""

    shown = Signal(str)
    """The name of the tab that came to the front."""

    def __init__(self, panels: dict[str, QWidget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(NARROWEST_PX)
        self._checks = 0
        self._group = QButtonGroup(self)
        self._tabs = {name: self._tab(name) for name in TABS}
        self._stack = QStackedWidget(self)
        for name in TABS:
            self._stack.addWidget(panels[name])
        bar = QWidget(self)
        bar.setObjectName("tabs")
        line = row(*self._tabs.values(), -1, gap_px=2 * GRID_PX)
        line.setContentsMargins(2 * GRID_PX, 0, GRID_PX, 0)
        bar.setLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)
        self._say()
        self.show_tab(TABS[0])

    @property
    def tab(self) -> str:
        """The name of the tab that is in front."""
        return TABS[self._stack.currentIndex()]

    def show_tab(self, name: str) -> None:
        """Bring a tab to the front; a name that there is none of changes nothing."""
        if name in self._tabs:
            # A syllable that is still composed belongs to the field that is about to be hidden.
            QGuiApplication.inputMethod().commit()
            self._tabs[name].setChecked(True)
            self._stack.setCurrentIndex(TABS.index(name))
            self.shown.emit(name)

    def count_checks(self, count: int) -> None:
        """Say on the tab how many findings there are."""
        self._checks = count
        self._say_checks()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _tab(self, name: str) -> QPushButton:
        made = QPushButton(self, autoDefault=True)
        made.setObjectName("tab")
        made.setCheckable(True)
        made.clicked.connect(lambda _checked=False: self.show_tab(name))
        self._group.addButton(made)
        return made

    def _say(self) -> None:
        self._tabs["story"].setText(self.tr("Story"))
        self._tabs["story"].setToolTip(self.tr("Fields of the story (Alt+1)"))
        self._tabs["pictures"].setText(self.tr("Pictures"))
        self._tabs["pictures"].setToolTip(self.tr("Caption, alt text and credit (Alt+2)"))
        self._tabs["checks"].setToolTip(self.tr("What is to be mended (Alt+3)"))
        self._tabs["history"].setText(self.tr("History"))
        self._tabs["history"].setToolTip(self.tr("Every version that was kept (Alt+4)"))
        self._say_checks()

    def _say_checks(self) -> None:
        said = self.tr("Checks")
        self._tabs["checks"].setText(
            f"{said}  {words.number(self._checks)}" if self._checks else said
        )
