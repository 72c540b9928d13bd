# SPDX-License-Identifier: GPL-3.0-or-later
"""One box for each rule of the copy check; what is chosen holds at once."""

from PySide6.QtCore import QEvent, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from ui import words
from ui.panels.pieces import button, clear, column


class RuleSwitches(QWidget):
    """Folded until a person asks for it; the boxes are made then."""

    changed = Signal(object)
    """The names of the rules that are off now: a frozen set."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._off: frozenset[str] = frozenset()
        self._boxes: dict[str, QCheckBox] = {}
        self._open = button(self._toggle, kind="link")
        self._rows: QVBoxLayout = column(gap_px=4)
        self.setLayout(column(self._open, self._rows, gap_px=4))
        self._is_open = False
        self._say()

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
        self._boxes = {}
        if not self._is_open:
            return
        from editor.rulebook import PACK_OFF  # noqa: PLC0415 - not for the start
        from editor.text.style.check import RULES  # noqa: PLC0415 - as above

        # Packs have boxes of their own, beside what else is done with them.
        others = sorted(each for each in self._off if not each.startswith(PACK_OFF))
        for name in dict.fromkeys([*RULES, *others]):
            box = QCheckBox(words.rule_word(name))
            with QSignalBlocker(box):
                box.setChecked(name not in self._off)
            box.toggled.connect(lambda _is_on: self._take())
            self._boxes[name] = box
            self._rows.addWidget(box)

    def _take(self) -> None:
        off = (name for name, box in self._boxes.items() if not box.isChecked())
        self._off = frozenset(off) | (self._off - self._boxes.keys())
        self.changed.emit(self._off)
