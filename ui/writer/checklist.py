# SPDX-License-Identifier: GPL-3.0-or-later
"""Checklist: a button that tells what is chosen and opens a list to tick; the list stays open."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.entries import set_tone


class Checklist(QPushButton):
    """A button that tells what is chosen and opens a list to tick; the list stays open."""

    edited = Signal(tuple)
    """The keys that are ticked, in the order of the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.none_words = ""
        self._chosen: tuple[str, ...] = ()
        self._offered: list[tuple[str, str]] = []
        self.ticks = _OpenMenu(self)
        self.setMenu(self.ticks)
        self.setObjectName("checklist")

    def show_choices(self, offered: list[tuple[str, str]], chosen: tuple[str, ...]) -> None:
        """Offer (key, words) and show which are ticked."""
        if offered != self._offered:
            self._offered = offered
            self.ticks.clear()
            for key, name in offered:
                self._add(key, name)
        self._chosen = chosen
        for action in self.ticks.actions():
            action.setChecked(action.data() in chosen)
        names = [name for key, name in offered if key in chosen]
        self.setText(", ".join(names) or self.none_words)
        self.setToolTip(", ".join(names))
        set_tone(self, "" if names else "quiet")

    def _add(self, key: str, name: str) -> None:
        action = QAction(name, self.ticks)
        action.setData(key)
        action.setCheckable(True)
        action.triggered.connect(lambda _checked: self._tell())
        self.ticks.addAction(action)

    def _tell(self) -> None:
        ticked = [each.data() for each in self.ticks.actions() if each.isChecked()]
        offered = {key for key, _name in self._offered}
        # A category that the site no longer has is not taken away by a tick elsewhere.
        kept = [key for key in self._chosen if key not in offered]
        self.edited.emit((*ticked, *kept))


class _OpenMenu(QMenu):
    """A menu that stays open while ticks are set."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action: QAction | None = self.activeAction()
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)
