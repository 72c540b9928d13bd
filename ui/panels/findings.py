# SPDX-License-Identifier: GPL-3.0-or-later
"""Findings as cards: each a sentence, and what can be done about it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from ui import words
from ui.panels.pieces import button, clear, column, label, row
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.checks import Finding  # loads Markdown

ERROR = "error"
MOST = 40
"""More findings than these have no cards yet: they cost room and time, and nobody reads them."""
_Key = tuple[str | int | None, ...]


class Findings(QWidget):
    """A list of findings, each a sentence and a way to its field; no list when there is none.

    Args:
        theme: for the icons.
        can_mend: findings about words have buttons that mend them, or call them right.
    """

    jump_asked = Signal(object)
    """The Finding whose field a person wants to see."""
    mend_asked = Signal(object)
    """The Finding whose words are to be put right."""
    right_asked = Signal(object, bool)
    """The Finding whose words are right as they stand; whether in the whole house."""
    off_asked = Signal(str)
    """The rule that is to say nothing any more."""

    def __init__(
        self, theme: Theme, parent: QWidget | None = None, *, can_mend: bool = False
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._can_mend = can_mend
        self._findings: tuple[Finding, ...] = ()
        self._known: dict[_Key, Finding] = {}
        self._cards: dict[_Key, QWidget] = {}
        self._more = label(tone="quiet")
        self._list = column(gap_px=GRID_PX)
        self.setLayout(column(self._list, self._more))
        theme.changed.connect(self._fill_anew)

    def show_findings(self, findings: "Sequence[Finding]") -> None:
        """Show these, what bars publishing first."""
        # A stable sort keeps the order of the fields within one weight.
        self._findings = tuple(sorted(findings, key=lambda each: each.severity.value != ERROR))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill_anew()
        super().changeEvent(event)

    def _fill_anew(self) -> None:
        clear(self._list)
        self._cards = {}
        self._fill()

    def _fill(self) -> None:
        """Lay the cards out; what was said already keeps its card, wherever its words are now."""
        shown = self._findings[:MOST]
        self._known = {_key(each, shown[:at]): each for at, each in enumerate(shown)}
        for key in self._cards.keys() - self._known.keys():
            card = self._cards.pop(key)
            self._list.removeWidget(card)
            card.hide()
            card.deleteLater()
        for at, key in enumerate(self._known):
            card = self._cards.get(key) or self._card(key)
            if self._list.indexOf(card) != at:
                self._list.insertWidget(at, card)
            self._cards[key] = card
        left = len(self._findings) - len(shown)
        self._more.setText(self.tr("%n more when these are done.", "", left))
        self._more.setVisible(left > 0)

    def _card(self, key: "_Key") -> QWidget:
        finding = self._known[key]
        card = QFrame()
        card.setObjectName("card")
        is_error = finding.severity.value == ERROR
        mark = label(wraps=False)
        name = "ph.x-circle" if is_error else "ph.warning"
        mark.setPixmap(self._theme.icon(name, "accent" if is_error else "needs_you").pixmap(18))
        said = label(words.finding_sentence(finding))
        weight = self.tr("Bars publishing") if is_error else self.tr("Worth a look")
        about = label(f"{weight} · {words.field_word(finding.field)}", role="label")
        below = row(about, *self._buttons(key, said.text()), gap_px=4)
        below.setStretch(0, 1)
        texts = column(said, below, gap_px=4)
        line = row(column(mark, -1), texts, margin_px=GRID_PX)
        line.setStretch(1, 1)
        card.setLayout(line)
        return card

    def _buttons(self, key: "_Key", sentence: str) -> list[QWidget]:
        def named(text: str, do: Callable[[], object]) -> QWidget:
            made = button(do, kind="link", text=text)
            made.setAccessibleName(
                self.tr("{deed}: {sentence}").format(deed=text, sentence=sentence)
            )
            return made

        show = named(self.tr("Show"), lambda: self.jump_asked.emit(self._known[key]))
        finding = self._known[key]
        if not self._can_mend or "pardon" not in finding.values:
            return [show]
        more = named(self.tr("More …"), lambda: self.offer(self._known[key]))
        if finding.mend is None:
            return [show, more]
        return [named(self.tr("Fix"), lambda: self.mend_asked.emit(self._known[key])), show, more]

    def offer(self, finding: "Finding") -> QMenu:
        """Show what else can be done about a finding."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        right = self.right_asked.emit
        menu.addAction(self.tr("Ignore in this article"), partial(right, finding, False))  # noqa: FBT003
        menu.addAction(self.tr("Right in the whole house"), partial(right, finding, True))  # noqa: FBT003
        if "rule" in finding.values:
            menu.addSeparator()
            rule = str(finding.values["rule"])
            menu.addAction(self.tr("Switch this rule off"), partial(self.off_asked.emit, rule))
        menu.popup(QCursor.pos())
        return menu


def _key(finding: "Finding", before: "Sequence[Finding]") -> "_Key":
    """The same for findings that say the same, less those that were said before."""
    told = (finding.code, finding.field, finding.sha256, str(dict(finding.values)), finding.mend)
    alike = sum(
        (each.code, each.field, each.values) == (finding.code, finding.field, finding.values)
        for each in before
    )
    return (*told, alike)
