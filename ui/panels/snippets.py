# SPDX-License-Identifier: GPL-3.0-or-later
"""A person's snippets, to be made, changed, deleted, taken in and given away."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QFileDialog, QListWidget, QWidget

from editor.errors import EditorError
from editor.snippets import VARIABLES, Snippet
from ui import words
from ui.entries import Labelled, LineEntry, TextEntry
from ui.panels.pieces import button, column, label, row, set_tone
from ui.tasks import Tasks, Work
from ui.theme import GRID_PX

if TYPE_CHECKING:
    from editor.desk import Desk

LIST_PX = 200


class SnippetPanel(QWidget):
    """All names at the left, the chosen snippet at the right.

    Args:
        desk: whose snippets they are.
        tasks: the file is read and written off the thread of the widgets.
    """

    close_asked = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._known: Sequence[Snippet] = ()
        self._was = ""
        self.names = QListWidget()
        self.names.setFixedWidth(LIST_PX)
        self._name_entry, self._text_entry = LineEntry(), TextEntry(least_lines=8, most_lines=14)
        self.name, self.text = Labelled(self._name_entry), Labelled(self._text_entry)
        self.told = label(tone="quiet")
        self._build()
        self.names.currentRowChanged.connect(self._on_row)
        self._say()

    def open(self, text: str = "") -> None:
        """Show what there is.

        Args:
            text: what a new snippet is to become; empty: the first that there is is shown.
        """
        if text:
            self._show(Snippet("", text))
        elif not self._was:
            self._show(next(iter(self._desk.snippets.all()), Snippet("", "")))
        self._do(lambda: None, "" if text else self._was)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+Enter keeps what is shown."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._keep()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self.heading, self.says, self.variables = label(role="heading"), label(), label()
        for each in (self.says, self.variables):
            set_tone(each, "quiet")
        self.new, self.remove = button(self._make), button(self._remove)
        self.take, self.give = button(self._ask_take), button(self._ask_give)
        self.keep = button(self._keep, kind="primary")
        self.done = button(self.close_asked.emit, kind="plain")
        acts = (row(self.new, self.remove), row(self.take, self.give))
        left = column(self.names, *acts, gap_px=GRID_PX)
        end = row(self.told, -1, self.done, self.keep)
        right = column(self.name, self.text, self.variables, -1, end)
        both = row(left, right, gap_px=2 * GRID_PX)
        both.setStretch(1, 1)
        whole = column(self.heading, self.says, both, margin_px=2 * GRID_PX)
        whole.setStretch(2, 1)
        self.setLayout(whole)

    def _say(self) -> None:
        self.heading.setText(self.tr("Snippets"))
        self.says.setText(
            self.tr("Type a name and press Tab: it becomes its text, in the copy and its fields.")
        )
        self.name.say(self.tr("Name"), hint=self.tr("one word"))
        self.text.say(self.tr("Text"))
        self.names.setAccessibleName(self.tr("Snippets"))
        self.new.setText(self.tr("New"))
        self.remove.setText(self.tr("Delete"))
        self.take.setText(self.tr("Import …"))
        self.give.setText(self.tr("Export …"))
        self.keep.setText(self.tr("Keep"))
        self.done.setText(self.tr("Close"))
        listed = "  ".join(f"{{{each}}}" for each in VARIABLES)
        self.variables.setText(self.tr("Filled in as it is typed: {names}").format(names=listed))

    def _show(self, snippet: Snippet) -> None:
        QGuiApplication.inputMethod().commit()
        self._was = snippet.name
        self._name_entry.show_text(snippet.name)
        self._text_entry.begin_text(snippet.text)

    def _on_row(self, at: int) -> None:
        if 0 <= at < len(self._known):
            self._show(self._known[at])
            self._tell("", tone="quiet")

    def _make(self) -> None:
        self.names.setCurrentRow(-1)
        self._show(Snippet("", ""))
        self._name_entry.setFocus()

    def _keep(self) -> None:
        QGuiApplication.inputMethod().commit()
        snippet = Snippet(self._name_entry.text().strip(), self._text_entry.text())
        work = partial(self._desk.snippets.keep, snippet, was=self._was)
        self._do(work, snippet.name, self.tr("Kept."))

    def _remove(self) -> None:
        work = partial(self._desk.snippets.remove, self._was)
        self._show(Snippet("", ""))
        self._do(work, "")

    def _ask_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self.take.text(), "", "*.toml")
        if chosen:
            self.take_file(Path(chosen))

    def take_file(self, path: Path) -> None:
        """Keep the snippets of a file; one of the same name gives way."""

        def take() -> None:
            self._desk.snippets.take(path)

        self._do(take, self._was, self.tr("Taken in."))

    def _ask_give(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, self.give.text(), "stet.toml", "*.toml")
        if chosen:
            self.give_file(Path(chosen))

    def give_file(self, path: Path) -> None:
        """Write all snippets into a file."""
        self._do(partial(self._desk.snippets.give, path), self._was, self.tr("Written."))

    def _do(self, work: Work, name: str, sentence: str = "") -> None:
        """Do something to the snippets, then show what there is, the one of that name chosen."""
        desk = self._desk

        def then_read() -> Sequence[Snippet]:
            work()
            return desk.snippets.all()

        self._tasks.write(then_read, partial(self._on_read, name, sentence), self._on_failed)

    def _on_read(self, name: str, sentence: str, found: Sequence[Snippet]) -> None:
        self._known = found
        self.names.blockSignals(True)  # noqa: FBT003  # Qt's
        self.names.clear()
        self.names.addItems([each.name for each in found])
        at = next((n for n, each in enumerate(found) if each.name == name), -1)
        self.names.setCurrentRow(at)
        self.names.blockSignals(False)  # noqa: FBT003  # Qt's
        if at >= 0:
            self._was = name
        self._tell(sentence, tone="quiet")

    def _on_failed(self, error: EditorError) -> None:
        self._tell(words.error_sentence(error), tone="needs_you")

    def _tell(self, sentence: str, *, tone: str) -> None:
        self.told.setText(sentence)
        set_tone(self.told, tone)
