# SPDX-License-Identifier: GPL-3.0-or-later
"""What our categories, bylines and tags are in a house of another kind, seen and decided."""

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from editor.errors import EditorError
from editor.matching import Fate, Line, Sheet
from editor.model.mapping import MAKE, Choices, Kind, Match
from editor.text.vietnamese import fold
from ui import words
from ui.entries import Completions
from ui.lines import WordLine
from ui.panels.map_lines import MapLines
from ui.panels.pieces import button, column, label, row, set_tone
from ui.tasks import Tasks, Work
from ui.theme import GRID_PX, Theme

LIST_PX = 320
_DECIDED = (Fate.MAPPED, Fate.STAYS, Fate.LOST)
KINDS = (Kind.CATEGORY, Kind.PERSON, Kind.TAG)


class Maps(Protocol):
    """The map of the house; `editor.mapdesk.MapDesk` is one."""

    def sheet(self, *, asks: bool = True) -> Sheet:
        """Each of our names, and what it is there."""

    def keep(self, matches: Sequence[Match]) -> Sheet:
        """Decide on some."""

    def forget(self, kind: Kind, ours: str) -> Sheet:
        """Decide nothing any more about one of ours."""

    def accept(self) -> Sheet:
        """Say yes to all that is proposed."""


class _EnterOnce(WordLine):
    """The line of a list to choose from: Qt gives Enter to it a second time by way of the list."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter from going on to the list."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class MapPanel(QWidget):
    """A table of ours and theirs, and below it what the chosen one is there; each decision holds.

    Args:
        tasks: the house is asked off the thread of the widgets.
        theme: for colours.
        maps: the map.
    """

    close_asked = Signal()
    decided = Signal()
    """The map is another one."""

    def __init__(self, tasks: Tasks, theme: Theme, maps: Maps) -> None:
        super().__init__()
        self._tasks = tasks
        self._maps = maps
        self._sheet = Sheet((), Choices())
        self.kind, self.only = QComboBox(), QCheckBox()
        self.lines = MapLines(theme)
        self.lines.setMinimumHeight(LIST_PX)
        self.theirs, self.line_edit = QComboBox(), _EnterOnce()
        self.theirs.setEditable(True)
        self.theirs.setLineEdit(self.line_edit)
        self.theirs.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._completions = Completions(self.line_edit)
        self._build()
        self._say()
        self._wire()

    def open(self) -> None:
        """Show the map as it was last told, and ask the house what it has now."""
        self._show(self._sheet)
        self._tell(self.tr("Asking the house …"))
        self._tasks.run(self._maps.sheet, self._show, self._on_failed)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show(self._sheet)
        super().changeEvent(event)

    def _build(self) -> None:
        self.heading, self.says = label(role="heading"), label(tone="quiet")
        self.ours, self.told = label(role="label"), label(tone="quiet")
        self.keep = button(self._keep, kind="primary")
        self.stays = button(lambda: self._decide(""))
        self.make = button(lambda: self._decide(MAKE))
        self.forget = button(self._forget, kind="plain")
        self.accept = button(lambda: self._do(self._maps.accept))
        self.done = button(self.close_asked.emit, kind="plain")
        chosen = row(self.theirs, self.keep)
        chosen.setStretch(0, 1)
        whole = column(
            self.heading,
            self.says,
            row(self.kind, self.only, -1),
            self.lines,
            self.ours,
            chosen,
            row(self.stays, self.make, self.forget, -1),
            GRID_PX,
            self.told,
            row(self.accept, -1, self.done),
            margin_px=2 * GRID_PX,
        )
        whole.setStretch(3, 1)
        self.setLayout(whole)

    def _wire(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _index: self._list())
        self.only.toggled.connect(lambda _is_on: self._list())
        self.lines.line_chosen.connect(self._show_line)
        self.lines.itemActivated.connect(lambda _item: self.line_edit.setFocus())
        self.line_edit.returnPressed.connect(self._keep)

    def _say(self) -> None:
        self.heading.setText(self.tr("Categories, bylines and tags on the site"))
        self.lines.setAccessibleName(self.heading.text())
        self.lines.setHeaderLabels(
            [self.tr("Here"), self.tr("On the site"), self.tr("What was decided")]
        )
        self.kind.setAccessibleName(self.tr("What is shown"))
        self.only.setText(self.tr("Only what is to be decided"))
        self.line_edit.setPlaceholderText(self.tr("Type or choose what it is there"))
        self.theirs.setAccessibleName(self.tr("What it is on the site"))
        self.line_edit.setAccessibleName(self.theirs.accessibleName())
        self.keep.setText(self.tr("Keep"))
        self.make.setText(self.tr("Make it there"))
        self.forget.setText(self.tr("Undecided again"))
        self.accept.setText(self.tr("Say yes to all proposals"))
        self.done.setText(self.tr("Close"))

    @property
    def _kind(self) -> Kind:
        return KINDS[max(0, self.kind.currentIndex())]

    def _show(self, found: Sheet) -> None:
        self._sheet = found
        self._show_kinds()
        self._list()
        self._count()

    def _show_kinds(self) -> None:
        """The kinds, each with how many wait, and whether anything is proposed."""
        found, at = self._sheet, max(0, self.kind.currentIndex())
        named = (self.tr("Categories"), self.tr("Bylines"), self.tr("Tags"))
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind, name in zip(KINDS, named, strict=True):
                count = found.undecided(kind)
                more = self.tr("{name} · {count} to be decided")
                told = more.format(name=name, count=words.number(count)) if count else name
                self.kind.addItem(told)
            self.kind.setCurrentIndex(at)
        self.accept.setEnabled(any(each.fate is Fate.ALIKE for each in found.lines))

    def _count(self) -> None:
        count = sum(self._sheet.undecided(kind) for kind in KINDS)
        nothing, some = self.tr("Nothing is left to be decided."), self.tr("To be decided: {count}")
        self._tell(some.format(count=words.number(count)) if count else nothing)

    def _list(self) -> None:
        lines = self._sheet.of(self._kind)
        shown = [each for each in lines if each.is_undecided or not self.only.isChecked()]
        names = list(dict.fromkeys(e.name for e in self._sheet.choices.of(self._kind)))
        with QSignalBlocker(self.theirs):
            self.theirs.clear()
            self.theirs.addItems(names)
        self._completions.offer(names)
        self._explain()
        self.lines.show_lines(shown)

    def _explain(self) -> None:
        is_person, choices = self._kind is Kind.PERSON, self._sheet.choices
        self.stays.setText(self.tr("Only in the text") if is_person else self.tr("Not sent"))
        said = {
            Kind.CATEGORY: self.tr(
                "Each category of our stories, and the one that it is on the site."
            ),
            Kind.PERSON: self.tr(
                "Each name in our bylines, and the account that it is on the site; "
                "a name without one stands in the text. Readers see what the account is called."
            ),
            Kind.TAG: self.tr(
                "Each tag of our stories; one that the site has not is made there when it is sent."
            ),
        }[self._kind]
        if is_person and choices.all and not choices.may_assign:
            said += " " + self.tr("Your account there puts stories under no name but its own.")
        self.says.setText(said)

    def _show_line(self, line: Line | None) -> None:
        for each in (self.theirs, self.keep, self.stays):
            each.setEnabled(line is not None)
        self.forget.setEnabled(line is not None and line.fate in _DECIDED)
        may_make = line is not None and line.known.kind in self._sheet.choices.may_make
        self.make.setEnabled(may_make)
        self.make.setVisible(self._kind is not Kind.PERSON)
        ours = (line.known.name or line.known.ours) if line is not None else ""
        if line is not None and line.known.kind is Kind.PERSON:
            ours = line.known.ours
        said = self.tr("“{name}” is there:").format(name=ours) if line is not None else ""
        self.ours.setText(said)
        self.line_edit.setText(line.choice.name if line and line.choice is not None else "")

    def _keep(self) -> None:
        QGuiApplication.inputMethod().commit()
        found = self._found(self.line_edit.text())
        if found is None:
            self._tell(self.tr("The site has nothing of that name."), tone="needs_you")
            return
        self._decide(found)

    def _found(self, text: str) -> str | None:
        """The house's id of what was typed, with marks or without; None: there is none such."""
        choices, kind = self._sheet.choices, self._kind
        line = self.lines.line
        if line is not None and line.choice is not None and line.choice.name == text:
            return line.choice.remote_id
        same = choices.named(kind, text)
        alike = [each for each in choices.of(kind) if fold(each.name) == fold(text.strip())]
        chosen = same or (alike[0] if len(alike) == 1 else None)
        return chosen.remote_id if chosen is not None else None

    def _decide(self, remote_id: str) -> None:
        line = self.lines.line
        if line is not None:
            known = line.known
            match = Match(known.kind, known.ours, remote_id, known.name)
            self._do(partial(self._maps.keep, [match]), goes_on=True)

    def _forget(self) -> None:
        line = self.lines.line
        if line is not None:
            self._do(partial(self._maps.forget, line.known.kind, line.known.ours))

    def _do(self, work: Work, *, goes_on: bool = False) -> None:
        """Decide something, then show what came of it."""

        def done(found: Sheet) -> None:
            self._sheet = found
            self.decided.emit()
            at_line = self.line_edit.hasFocus()
            self.lines.renew(found.of(self._kind))
            self._show_kinds()
            self._count()
            if goes_on:
                self.lines.go_on()
            if at_line:
                self.line_edit.selectAll()

        # Not in the lane of the saves: a house may be slow.
        self._tasks.run(work, done, self._on_failed)

    def _on_failed(self, error: EditorError) -> None:
        self._tell(words.error_sentence(error), tone="needs_you")

    def _tell(self, sentence: str, *, tone: str = "quiet") -> None:
        self.told.setText(sentence)
        set_tone(self.told, tone)
