# SPDX-License-Identifier: GPL-3.0-or-later
"""Beside the light table: the caption form, and behind it what is known of the file."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.theme import GRID_PX


class Side(QWidget):
    """Two pages, one at a time.

    Args:
        form: the caption form, in front at first.
        facts: what is known of the file.
    """

    def __init__(self, form: QWidget, facts: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self.tabs = (self._tab(0), self._tab(1))
        self._stack = QStackedWidget()
        self._stack.addWidget(form)
        self._stack.addWidget(facts)
        bar = QWidget()
        bar.setObjectName("tabs")
        line = QHBoxLayout(bar)
        line.setContentsMargins(2 * GRID_PX, 0, GRID_PX, 0)
        line.setSpacing(2 * GRID_PX)
        for each in self.tabs:
            line.addWidget(each)
        line.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(bar)
        layout.addWidget(self._stack, 1)
        self._say()
        self.show_form()

    def show_form(self) -> None:
        """Bring the caption form to the front."""
        self._show(0)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _tab(self, at: int) -> QPushButton:
        made = QPushButton(autoDefault=True)
        made.setObjectName("tab")
        made.setCheckable(True)
        made.clicked.connect(lambda _checked=False: self._show(at))
        self._group.addButton(made)
        return made

    def _show(self, at: int) -> None:
        # A syllable that is still composed belongs to the field that is about to be hidden.
        QGuiApplication.inputMethod().commit()
        self.tabs[at].setChecked(True)
        self._stack.setCurrentIndex(at)

    def _say(self) -> None:
        self.tabs[0].setText(self.tr("Caption"))
        self.tabs[1].setText(self.tr("File and stories"))
