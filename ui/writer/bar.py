# SPDX-License-Identifier: GPL-3.0-or-later
"""Bar: the buttons over the copy; what is rarer, and what finds no room, is in its Insert menu."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from ui.commands import TABLE, Commands
from ui.theme import ICON_PX, Theme

BUTTONS = (
    "format.bold",
    "format.italic",
    "",
    "format.heading",
    "format.quote",
    "format.list",
    "format.numbers",
    "",
    "format.link",
    "insert.footnote",
    "picture.add",
)
"""Commands over the copy; empty: a gap. Those that the table does not have are left out."""
RARER = (
    "format.subheading",
    "format.text",
    "",
    "insert.pull_quote",
    "insert.box",
    "insert.table",
    "insert.card",
)
"""Commands of the menu; empty: a line."""
IN_TABLES = (
    "table.row",
    "table.column",
    "table.remove_row",
    "table.remove_column",
    "",
    "table.left",
    "table.centre",
    "table.right",
    "",
    "table.tidy",
)
"""Commands of its menu of the table at the caret."""
GAP_PX = 10


class Bar(QWidget):
    """One row of buttons. Where it is narrow the last ones stand at the top of the menu.

    Args:
        theme: for the icons.
        is_in_table: whether the caret is in a table: asked when the menu is opened.
    """

    def __init__(self, theme: Theme, is_in_table: Callable[[], bool]) -> None:
        super().__init__()
        self._theme = theme
        self._is_in_table = is_in_table
        self._commands: Commands | None = None
        self._buttons: dict[str, QToolButton] = {}
        self.setAutoFillBackground(False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 2, 0, 2)
        self._row.setSpacing(2)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more = self._more()
        theme.changed.connect(self._dress)

    def sizeHint(self) -> QSize:
        """One row of buttons, also while there are none."""
        return QSize(super().sizeHint().width(), 34)

    def minimumSizeHint(self) -> QSize:
        """The menu alone: everything else may go into it."""
        return QSize(self.more.sizeHint().width(), 34)

    def fill(self, commands: Commands) -> None:
        """Show the buttons of the commands."""
        self._commands = commands
        known = {each.id for each in TABLE}
        for name in BUTTONS:
            if not name:
                self._row.addSpacing(GAP_PX)
            elif name in known:
                self._buttons[name] = self._button(commands, name)
                self._row.addWidget(self._buttons[name])
        self._row.addSpacing(GAP_PX)
        self._row.addWidget(self.more)
        self._row.addStretch(1)
        self.more.show()
        self.retranslate()
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many buttons as there is room for."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
            self._fit()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Say everything in the language of the screen."""
        self.more.setText(self.tr("Insert"))
        self.more.setToolTip(self.tr("Insert or format: everything else for the copy"))
        self.more.setAccessibleName(self.tr("Insert"))

    def _more(self) -> QToolButton:
        made = QToolButton(self)
        made.setObjectName("insert")
        made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        made.setMenu(self.menu)
        made.setIconSize(QSize(ICON_PX, ICON_PX))
        made.setAutoRaise(True)
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        made.setIcon(self._theme.icon("ph.plus"))
        made.hide()
        return made

    def _button(self, commands: Commands, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setDefaultAction(commands.action(name))
        button.setIconSize(QSize(ICON_PX, ICON_PX))
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _fit(self) -> None:
        if not self._buttons:
            return
        room = self.width() - self.more.sizeHint().width() - GAP_PX
        used = 0
        for name in BUTTONS:
            button = self._buttons.get(name)
            used += GAP_PX if button is None else button.sizeHint().width() + self._row.spacing()
            if button is not None:
                button.setVisible(used <= room)

    def _fill_menu(self) -> None:
        if self._commands is None:
            return
        self.menu.clear()
        hidden = [name for name, button in self._buttons.items() if button.isHidden()]
        for name in (*hidden, "", *RARER):
            self._add(self.menu, name)
        self.menu.addSeparator()
        table = self.menu.addMenu(self.tr("Table"))
        table.setEnabled(self._is_in_table())
        for name in IN_TABLES:
            self._add(table, name)

    def _add(self, menu: QMenu, name: str) -> None:
        if not name:
            menu.addSeparator()
        elif self._commands is not None:
            menu.addAction(self._commands.action(name))

    def _dress(self) -> None:
        self.more.setIcon(self._theme.icon("ph.plus"))
