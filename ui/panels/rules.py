# SPDX-License-Identifier: GPL-3.0-or-later
"""One box for each rule of the copy check; what is chosen holds at once."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QVBoxLayout, QWidget

from ui import words
from ui.panels.pieces import button, clear, column
from ui.panels.rule_packs import OFF, RulePacks
from ui.tasks import Tasks

if TYPE_CHECKING:
    from editor.desk import Desk


class RuleSwitches(QWidget):
    """Folded until a person asks for it; the boxes are made then."""

    changed = Signal(object)
    """The names of the rules and packs that are off now: a frozen set."""
    packs_changed = Signal()
    """Other rule packs hold now."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._off: frozenset[str] = frozenset()
        self._boxes: dict[str, QCheckBox] = {}
        self._book: tuple[Desk, Tasks] | None = None
        self.packs: RulePacks | None = None
        self._open = button(self._toggle, kind="link")
        self._rows: QVBoxLayout = column(gap_px=4)
        self.setLayout(column(self._open, self._rows, gap_px=4))
        self._is_open = False
        self._say()

    def attend(self, desk: "Desk", tasks: Tasks) -> None:
        """Show the rule packs of a desk too."""
        self._book = (desk, tasks)

    def open_rules(self) -> None:
        """Unfold, as a person would who looks for a rule."""
        if not self._is_open:
            self._toggle()

    def show_off(self, off: frozenset[str]) -> None:
        """Show which rules are off."""
        if off != self._off:
            self._off = off
            self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill()
        super().changeEvent(event)

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._say()
        self._fill()

    def _say(self) -> None:
        self._open.setText(self.tr("Hide the rules") if self._is_open else self.tr("Rules …"))

    def _fill(self) -> None:
        clear(self._rows)
        self._boxes, self.packs = {}, None
        if not self._is_open:
            return
        from editor.text.style.check import RULES  # noqa: PLC0415 - not for the start

        others = sorted(each for each in self._off if not each.startswith(OFF))
        # Packs have boxes of their own, beside what else is done with them.
        for name in dict.fromkeys([*RULES, *others]):
            box = QCheckBox(words.rule_word(name))
            with QSignalBlocker(box):
                box.setChecked(name not in self._off)
            box.toggled.connect(lambda _is_on: self._take())
            # A narrow column cuts its words off and keeps its width; the tool tip has them whole.
            box.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            box.setToolTip(box.text())
            self._boxes[name] = box
            self._rows.addWidget(box)
        self._show_packs()

    def _show_packs(self) -> None:
        if self._book is None:
            return
        self.packs = RulePacks(*self._book)
        self.packs.show_off(self._off)
        self.packs.switched.connect(self._take)
        self.packs.changed.connect(self.packs_changed)
        self._rows.addWidget(self.packs)

    def _take(self) -> None:
        off = (name for name, box in self._boxes.items() if not box.isChecked())
        packs = (each for each in self._off if each.startswith(OFF))
        self._off = frozenset(off) | (
            self.packs.off if self.packs is not None else frozenset(packs)
        )
        self.changed.emit(self._off)
