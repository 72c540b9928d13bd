# SPDX-License-Identifier: GPL-3.0-or-later
"""The passages of one copy that two people wrote: each with its choice, settled with one button."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from editor.text.passages import Choice, Passage
from ui.panels.pieces import button, column, label, row
from ui.panels.reading import version
from ui.theme import GRID_PX, Theme

Key = tuple[Passage, int]
"""A passage, and how many like it come before."""


class PassageChoices(QWidget):
    """One question about a copy. Nothing is settled before each passage has its choice.

    Args:
        passages: of the copy; those that clash are shown.
        chosen: what was chosen before, by passage; kept up to date here.
        theme: how it looks.
    """

    settle_asked = Signal(tuple)
    """A `Choice` for each clash, in order."""

    def __init__(
        self,
        passages: Sequence[Passage],
        chosen: dict[Key, Choice],
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chosen = chosen
        self._clashes = _keyed([each for each in passages if each.is_clash])
        self._radios: list[dict[Choice, QRadioButton]] = []
        self._left = label(tone="quiet", wraps=False)
        self._settle = button(self._ask, kind="primary", text=self.tr("Settle"))
        cards = [self._card(number, key) for number, key in enumerate(self._clashes)]
        foot = row(self._left, -1, self._settle)
        layout = column(self._head(), *cards, foot, gap_px=2 * GRID_PX)
        self.setLayout(layout)
        self._count()

    def take_all(self, choice: Choice) -> None:
        """Choose the same for each passage."""
        for radios in self._radios:
            radios[choice].setChecked(True)

    def _head(self) -> QWidget:
        whole = QWidget()
        if not self._clashes:
            told = self.tr("By now both versions say the same here.")
            whole.setLayout(row(label(told)))
            return whole
        mine = button(partial(self.take_all, Choice.MINE), text=self.tr("Take all mine"))
        theirs = button(
            partial(self.take_all, Choice.THEIRS), text=self.tr("Take all from the server")
        )
        told = self.tr("All other changes of both of you stand in the copy already.")
        acts = row(label(told, tone="quiet"), mine, theirs)
        acts.setStretch(0, 1)
        whole.setLayout(acts)
        return whole

    def _card(self, number: int, key: Key) -> QWidget:
        passage = key[0]
        texts = {Choice.MINE: self.tr("Mine"), Choice.THEIRS: self.tr("On the server")}
        texts[Choice.BOTH] = self.tr("Both, mine first")
        group = QButtonGroup(self)
        radios = {choice: QRadioButton(text) for choice, text in texts.items()}
        for choice, radio in radios.items():
            group.addButton(radio)
            radio.toggled.connect(partial(self._choose, key, choice))
        self._radios.append(radios)
        sides = row(
            self._side(
                label(self.tr("It was"), role="label"), passage.base, (passage.mine, passage.theirs)
            ),
            self._side(radios[Choice.MINE], passage.mine, (passage.base or passage.theirs,)),
            self._side(radios[Choice.THEIRS], passage.theirs, (passage.base or passage.mine,)),
        )
        for position in range(3):
            sides.setStretch(position, 1)
        told = self.tr("Passage {number} of {count}")
        told = told.format(number=number + 1, count=len(self._clashes))
        whole = QWidget()
        both = row(label(told, role="label", wraps=False), -1, radios[Choice.BOTH])
        radios[Choice.BOTH].setVisible(_has_both(passage))
        whole.setLayout(column(both, sides))
        self._choose_first(key, radios)
        for one, other in pairwise(
            (radios[Choice.MINE], radios[Choice.THEIRS], radios[Choice.BOTH])
        ):
            QWidget.setTabOrder(one, other)
        return whole

    def _side(self, head: QWidget, text: str, others: tuple[str, ...]) -> QWidget:
        nothing = self.tr("Taken out") if isinstance(head, QRadioButton) else "—"
        return version(head, text, others, self._theme, nothing=nothing)

    def _choose_first(self, key: Key, radios: dict[Choice, QRadioButton]) -> None:
        """What was chosen before; else the side that alone changed a neighbour of a clash."""
        first, passage = self._chosen.get(key), key[0]
        if first is None and passage.mine == passage.base:
            first = Choice.THEIRS
        elif first is None and passage.theirs == passage.base:
            first = Choice.MINE
        if first is not None:
            radios[first].setChecked(True)

    def _choose(self, key: Key, choice: Choice, is_chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if is_chosen:
            self._chosen[key] = choice
            self._count()

    def _count(self) -> None:
        left = sum(each not in self._chosen for each in self._clashes)
        self._settle.setEnabled(not left)
        told = self.tr("%n passage(s) to choose", "", left) if left else ""
        self._left.setText(told)

    def _ask(self) -> None:
        self.settle_asked.emit(tuple(self._chosen[each] for each in self._clashes))


def _has_both(passage: Passage) -> bool:
    """Whether mine and theirs one after the other is something that a person may want."""
    sides = {passage.mine.strip(), passage.theirs.strip()}
    return "" not in sides and passage.base.strip() not in sides


def _keyed(passages: Sequence[Passage]) -> list[Key]:
    return [(each, passages[:number].count(each)) for number, each in enumerate(passages)]
