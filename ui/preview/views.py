# SPDX-License-Identifier: GPL-3.0-or-later
"""The bar over the page: on whose screen, as what else readers meet the story, by which light."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ui.theme import ICON_PX, Theme

WIDTHS_PX = {
    "phone": 390,
    "tablet": 768,
    "desktop": 1280,
    "card": 390,
    "row": 390,
    "share": 560,
    "paper": 794,
}
"""How wide the reader's screen is; paper is A4 at 96 dots an inch."""
SCREENS = ("phone", "tablet", "desktop")

_ICONS = {
    "phone": "ph.device-mobile",
    "tablet": "ph.device-tablet",
    "desktop": "ph.desktop",
    "card": "ph.cards",
    "row": "ph.rows",
    "share": "ph.share-network",
    "paper": "ph.printer",
}
_GAP_PX = 10


class Views(QWidget):
    """A button for each way to see the story, and one for the light."""

    chosen = Signal(str)
    """One of `WIDTHS_PX`."""
    light_asked = Signal()
    """The page by the other light."""
    look_asked = Signal()
    """The page in the site's own look, or not."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._told = ""
        self._group = QButtonGroup(self)
        self._buttons = {name: self._button() for name in WIDTHS_PX}
        for name, button in self._buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _on, name=name: self.chosen.emit(name))
        self._light = self._button()
        self._light.clicked.connect(self.light_asked)
        self.look = self._button()
        self.look.clicked.connect(self.look_asked)
        self.look.hide()
        self._lay_out()
        self.choose("phone")
        self.show_light(is_dark=False)
        self.retranslate()
        self._dress()
        theme.changed.connect(self._dress)

    def choose(self, view: str) -> None:
        """Show which one is chosen; paper has one light only."""
        self._buttons[view].setChecked(True)
        self._light.setEnabled(view != "paper")

    def show_light(self, *, is_dark: bool) -> None:
        """Show by which light the page is seen."""
        self._light.setChecked(is_dark)

    def show_look(self, *, is_there: bool, is_on: bool, told: str) -> None:
        """Show whether the page has the look of the site.

        Args:
            is_there: the site is one that has a look of its own.
            is_on: the page has it.
            told: from which page it was learned and when.
        """
        self._told = told
        self.look.setVisible(is_there)
        self.look.setChecked(is_on)
        self.retranslate()

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        told = {
            "phone": self.tr("Phone"),
            "tablet": self.tr("Tablet"),
            "desktop": self.tr("Desktop"),
            "card": self.tr("Card: first on the home page"),
            "row": self.tr("Row: below another story"),
            "share": self.tr("Share card: where its link is passed on"),
            "paper": self.tr("Print proof, sheet by sheet"),
        }
        for name, words in told.items():
            self._buttons[name].setToolTip(words)
            self._buttons[name].setAccessibleName(words)
        self._light.setToolTip(self.tr("The page on a dark screen"))
        self._light.setAccessibleName(self._light.toolTip())
        look = self.tr("The page in the site's own look")
        self.look.setToolTip(f"{look}\n{self._told}" if self._told else look)
        self.look.setAccessibleName(look)

    def share_words(self) -> Mapping[str, str]:
        """What the parts of a share card's page are called."""
        return {
            "feed": self.tr("In a feed: Facebook, X, LinkedIn"),
            "message": self.tr("In a message: Zalo, Messenger, mail"),
            "search": self.tr("Found by a search engine"),
        }

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        row.setSpacing(2)
        row.addStretch(1)
        for name, button in self._buttons.items():
            row.addWidget(button)
            if name == SCREENS[-1]:
                row.addSpacing(_GAP_PX)
        row.addSpacing(_GAP_PX)
        row.addWidget(self._light)
        row.addWidget(self.look)
        row.addStretch(1)

    def _button(self) -> QToolButton:
        button = QToolButton(self)
        button.setCheckable(True)
        button.setAutoRaise(True)
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        return button

    def _dress(self) -> None:
        for name, button in self._buttons.items():
            button.setIcon(self._theme.icon(_ICONS[name]))
        self._light.setIcon(self._theme.icon("ph.moon"))
        self.look.setIcon(self._theme.icon("ph.browser"))
