# SPDX-License-Identifier: GPL-3.0-or-later
"""The inspector: tabs for the story's fields, pictures, checks, history and what colleagues say."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import words
from ui.panels.pieces import row
from ui.theme import GRID_PX, Theme

TABS = ("story", "pictures", "checks", "history", "comments")
NARROWEST_PX = 260


class Inspector(QWidget):
    """Five panels, one at a time."""

    shown = Signal(str)
    """The name of the tab that came to the front."""

    def __init__(
        self, panels: dict[str, QWidget], theme: Theme, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(NARROWEST_PX)
        self._counts = {"checks": 0, "comments": 0}
        self._group = QButtonGroup(self)
        self._tabs = {name: self._tab(name) for name in TABS}
        self._stack = QStackedWidget(self)
        for name in TABS:
            self._stack.addWidget(panels[name])
        bar = QWidget(self)
        bar.setObjectName("tabs")
        line = row(*self._tabs.values(), -1, gap_px=2)
        line.setContentsMargins(GRID_PX, 0, GRID_PX // 2, 0)
        bar.setLayout(line)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)
        theme.changed.connect(self._dress)
        self._dress()
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
        self._count("checks", count)

    def count_comments(self, count: int) -> None:
        """Say on the tab how many comments and suggestions are open."""
        self._count("comments", count)

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
        self._tabs["comments"].setToolTip(self.tr("What colleagues say of it (Alt+5)"))
        self._say_counts()

    def _count(self, name: str, count: int) -> None:
        self._counts[name] = count
        self._say_counts()

    def _say_counts(self) -> None:
        checks, comments = self._counts["checks"], self._counts["comments"]
        word = self.tr("Checks")
        self._tabs["checks"].setText(f"{word}  {words.number(checks)}" if checks else word)
        # Five words have no room: what colleagues say is a sign, and how much there is of it.
        tab = self._tabs["comments"]
        tab.setText(words.number(comments) if comments else "")
        tab.setAccessibleName(f"{self.tr('Comments')} {tab.text()}".strip())

    def _dress(self) -> None:
        self._tabs["comments"].setIcon(self._theme.icon("ph.chat-text"))
