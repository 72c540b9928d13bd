# SPDX-License-Identifier: GPL-3.0-or-later
"""The sheet of keys, and what Stet is."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.commands import TABLE, group_words, key_words, words_of
from ui.panels.pieces import clear, column, label, row, scrolled
from ui.theme import GRID_PX

VERSION = "0.1.0"
"""Of the program; the same as in pyproject.toml."""
COLUMNS = (
    ("file", "review", "desk", "help"),
    ("edit", "format", "insert"),
    ("view", "captions", "wires"),
    ("photos",),
)
"""Groups of commands, so that the columns are about as long as each other."""


class KeySheet(QWidget):
    """Every command that has a key, by group, in columns."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = label(role="heading")
        self._inside = QWidget()
        self._columns = row(gap_px=4 * GRID_PX)
        self._inside.setLayout(
            column(self._title, GRID_PX, self._columns, -1, margin_px=3 * GRID_PX)
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        area = scrolled(self._inside)
        layout.addWidget(area)
        # Where it does not fit, the arrow keys scroll it.
        self.setFocusProxy(area)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._title.setText(self.tr("Keyboard shortcuts"))
        clear(self._columns)
        for part in COLUMNS:
            stack = column(*(self._group(each) for each in part), -1, gap_px=2 * GRID_PX)
            self._columns.addLayout(stack, 1)
        self.setMinimumHeight(min(640, self._inside.sizeHint().height()))

    def _group(self, group: str) -> QWidget:
        made = QWidget()
        grid = QGridLayout(made)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(6)
        grid.addWidget(label(group_words(group), role="label"), 0, 0, 1, 2)
        keyed = [each for each in TABLE if each.group == group and each.key]
        for line, command in enumerate(keyed, start=1):
            key = QLabel(key_words(command.key))
            key.setObjectName("key")
            grid.addWidget(label(words_of(command).removesuffix(" …")), line, 0)
            grid.addWidget(key, line, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        return made


class About(QWidget):
    """What Stet is, which version, under which licence, and whose type it sets."""

    def __init__(self, logo: QPixmap) -> None:
        super().__init__()
        picture = label(wraps=False)
        picture.setPixmap(logo)
        self._name, self._says, self._legal = label(role="title"), label(), label(tone="quiet")
        line = row(column(picture, -1), column(self._name, self._says, self._legal, -1))
        line.setContentsMargins(*[3 * GRID_PX] * 4)
        line.setSpacing(3 * GRID_PX)
        line.setStretch(1, 1)
        self.setLayout(line)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self._name.setText(f"Stet {VERSION}")
        self._says.setText(
            self.tr(
                "“Let it stand”: what an editor writes in the margin to keep words as they were. "
                "Nothing that anyone wrote here is ever lost."
            )
        )
        self._legal.setText(
            self.tr(
                "Free software under the GNU General Public License, version 3 or later. Set in "
                "Noto Serif and Be Vietnam Pro (SIL Open Font License), with icons by Phosphor."
            )
        )
