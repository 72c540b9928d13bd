# SPDX-License-Identifier: GPL-3.0-or-later
"""A group of fields below a title that folds it away and opens it again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui.theme import GRID_PX, Theme


class Folding(QWidget):
    """A title and what belongs to it; the title is a button.

    Args:
        theme: for its arrow.
        is_open: whether it is open at first.
    """

    folded = Signal(bool)
    """A person opened it, or not any more."""

    def __init__(self, theme: Theme, *, is_open: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.button = QToolButton()
        self.button.setObjectName("fold")
        self.button.setCheckable(True)
        self.button.setChecked(is_open)
        self.button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.inside = QWidget()
        self.fields = QVBoxLayout(self.inside)
        self.fields.setContentsMargins(0, GRID_PX // 2, 0, GRID_PX)
        self.fields.setSpacing(GRID_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.button)
        layout.addWidget(self.inside)
        self.button.toggled.connect(self._on_toggled)
        self.button.clicked.connect(self.folded)
        theme.changed.connect(self._dress)
        self._on_toggled(is_open)

    @property
    def is_open(self) -> bool:
        """Whether its fields are seen."""
        return bool(self.button.isChecked())

    def open(self, *, is_open: bool = True) -> None:
        """Show its fields, or put them away."""
        self.button.setChecked(is_open)

    def say(self, title: str) -> None:
        """What it is called."""
        self.button.setText(title)
        self.button.setAccessibleName(title)

    def _on_toggled(self, is_open: bool) -> None:  # noqa: FBT001  # Qt's signal
        self.inside.setVisible(is_open)
        self._dress()

    def _dress(self) -> None:
        icon = "ph.caret-down" if self.button.isChecked() else "ph.caret-right"
        self.button.setIcon(self._theme.icon(icon, "quiet"))
