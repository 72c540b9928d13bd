# SPDX-License-Identifier: GPL-3.0-or-later
"""The tools of the caption form, a button each: templates, fill down, as above, copy, paste."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from editor.captions.stationery import Template
from ui.commands import Commands
from ui.tasks import Tasks
from ui.theme import GRID_PX

if TYPE_CHECKING:
    from editor.desk import Desk

BUTTONS: Final = (
    "captions.fill_down",
    "captions.as_above",
    "captions.copy",
    "captions.paste",
    "captions.undo",
)


class CaptionTools(QWidget):
    """A row of buttons; each is a command with its key.

    Args:
        commands: whose actions the buttons are.
        desk: whose drawer has the templates.
        tasks: the door to the threads.
    """

    template_asked = Signal(object)
    """A Template that a person wants to apply."""
    templates_asked = Signal()

    def __init__(self, commands: Commands, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._commands = commands
        self._known: Sequence[Template] = ()
        self._offered = (0, False)
        self.templates = QToolButton()
        self.templates.setDefaultAction(commands.action("captions.template"))
        self.menu = QMenu(self.templates)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX // 2)
        self.templates.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        layout.addWidget(self.templates)
        self.buttons = {name: QToolButton() for name in BUTTONS}
        for name, button in self.buttons.items():
            button.setDefaultAction(commands.action(name))
            layout.addWidget(button)
        layout.addStretch(1)

    def say(self) -> None:
        """Say everything anew, in the language of the screen."""
        self.templates.setText(self.tr("Template"))
        self._fill()

    def show_count(self, count: int, *, has_above: bool) -> None:
        """Offer what can be done with so many frames."""
        self._offered = (count, has_above)
        self.offer()

    def offer(self) -> None:
        """Offer it anew, as when the form is shown again."""
        count, has_above = self._offered
        for name in ("captions.template", "captions.copy", "captions.paste"):
            self._commands.action(name).setEnabled(count > 0)
        self._commands.action("captions.fill_down").setEnabled(count > 1)
        self._commands.action("captions.as_above").setEnabled(count > 0 and has_above)

    def open(self) -> None:
        """Read the templates anew."""
        self._tasks.latest("templates", self._read, self.show_templates)

    def show_templates(self, known: Sequence[Template]) -> None:
        """Offer these."""
        self._known = known
        self._fill()

    def choose(self) -> None:
        """Let a person choose a template by mouse or key."""
        self.menu.popup(self.templates.mapToGlobal(self.templates.rect().bottomLeft()))
        if self.menu.actions():
            self.menu.setActiveAction(self.menu.actions()[0])

    def _read(self) -> list[Template]:
        # What the drawer stands on is slow to load: the first call is not for the widgets' thread.
        return self._desk.drawer.templates()

    def _fill(self) -> None:
        self.menu.clear()
        for number, each in enumerate(self._known, 1):
            name = each.name.replace("&", "&&")
            # The first nine are a digit away.
            said = f"&{number}  {name}" if number < 10 else name
            self.menu.addAction(said, partial(self.template_asked.emit, each))
        if self._known:
            self.menu.addSeparator()
        self.menu.addAction(self.tr("Edit templates …"), self.templates_asked.emit)
