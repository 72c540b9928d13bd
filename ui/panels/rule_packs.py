# SPDX-License-Identifier: GPL-3.0-or-later
"""The rule packs of the copy check: taken in, given away, switched, shared with the newsroom."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QCheckBox, QFileDialog, QMenu, QWidget

from editor.errors import EditorError, Offline
from editor.model.workflow import Role
from ui import words
from ui.panels.pieces import button, clear, column, label, row, set_tone
from ui.tasks import Tasks, Work

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.rulebook import Held

OFF = "pack."
"""Before the name of a pack, among the names of rules that say nothing."""


class RulePacks(QWidget):
    """One line for each pack: a box that switches it, whose it is, and what can be done with it.

    Args:
        desk: whose packs they are.
        tasks: files and server are asked off the thread of the widgets.
    """

    switched = Signal()
    """Another pack is on or off: see `off`."""
    changed = Signal()
    """Other rules hold now."""

    def __init__(self, desk: "Desk", tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._tasks = tasks
        self._held: tuple[Held, ...] = ()
        self._off: frozenset[str] = frozenset()
        self.boxes: dict[str, QCheckBox] = {}
        self.heading = label(role="label")
        self.told = label(tone="quiet")
        self.take = button(self._ask_take, kind="link")
        self._rows = column(gap_px=4)
        self.setLayout(column(self.heading, self._rows, self.told, self.take, gap_px=4))
        self._say()
        self._do(lambda: None)

    @property
    def off(self) -> frozenset[str]:
        """The packs that are off, as the settings name them."""
        boxes = {f"{OFF}{name}" for name, box in self.boxes.items() if not box.isChecked()}
        known = {f"{OFF}{name}" for name in self.boxes}
        return frozenset(boxes | {each for each in self._off - known if each.startswith(OFF)})

    def show_off(self, off: frozenset[str]) -> None:
        """Show which packs are off."""
        self._off = off
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(f"{OFF}{name}" not in off)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill()
        super().changeEvent(event)

    def take_files(self, files: Sequence[Path]) -> None:
        """Keep copies of packs; each test of their own that fails is told in one sentence."""

        def take() -> list[EditorError]:
            failures: list[EditorError] = []
            for path in files:
                try:
                    failures += self._desk.copydesk.book.take(path)[1]
                except EditorError as error:
                    failures.append(error)
            return failures

        self._do(take)

    def give(self, name: str, path: Path) -> None:
        """Write a pack into a file."""
        self._do(lambda: self._desk.copydesk.book.give(name, path))

    def remove(self, name: str) -> None:
        """Take one of the desk's own away."""
        self._do(lambda: self._desk.copydesk.book.remove(name))

    def share(self, name: str, *, is_given: bool) -> None:
        """Give a pack to all laptops of the newsroom, or take it away from them."""
        desk = self._desk

        def share() -> None:
            if desk.site is None:
                raise Offline("line.down")
            text = desk.copydesk.book.pack(name).pack.text if is_given else ""
            desk.mirror.store_given(desk.site.put_pack(name, text))

        self._do(share)

    def offer(self, held: "Held") -> QMenu:
        """Show what can be done with a pack."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name, origin = held.pack.name, held.origin.value
        menu.addAction(self.tr("Export …"), partial(self._ask_give, name))
        if self._desk.role in {Role.EDITOR, Role.ADMIN}:
            if origin == "newsroom":
                take = partial(self.share, name, is_given=False)
                menu.addAction(self.tr("Take away from the newsroom"), take)
            else:
                give = partial(self.share, name, is_given=True)
                menu.addAction(self.tr("Give to the whole newsroom"), give)
        if origin == "own":
            menu.addAction(self.tr("Remove"), partial(self.remove, name))
        menu.popup(QCursor.pos())
        return menu

    def _ask_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.take.text(), "", "*.toml")
        if chosen:
            self.take_files([Path(each) for each in chosen])

    def _ask_give(self, name: str) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, name, f"{name}.toml", "*.toml")
        if chosen:
            self.give(name, Path(chosen))

    def _do(self, work: Work) -> None:
        """Do something with the packs, then show those that there are."""
        # Not in the lane of the saves: a server may be slow.
        self._tasks.run(partial(_then_read, self._desk, work), self._on_read, self._on_failed)

    def _on_read(self, found: "tuple[tuple[Held, ...], list[EditorError]]") -> None:
        is_new, failures = self._held != found[0], found[1]
        self._held = found[0]
        self._fill()
        self._tell("\n".join(map(words.error_sentence, failures)))
        if is_new:
            self.changed.emit()

    def _on_failed(self, error: EditorError) -> None:
        self._tell(words.error_sentence(error))

    def _tell(self, sentences: str) -> None:
        self.told.setText(sentences)
        self.told.setVisible(bool(sentences))
        set_tone(self.told, "needs_you" if sentences else "quiet")

    def _say(self) -> None:
        self.heading.setText(self.tr("Rule packs"))
        self.take.setText(self.tr("Import a rule pack …"))

    def _fill(self) -> None:
        clear(self._rows)
        self.boxes = {}
        for each in self._held:
            name = each.pack.name
            box = self.boxes[name] = QCheckBox(name)
            box.setToolTip(self.tr("Whether this pack holds for this newspaper"))
            box.toggled.connect(lambda _is_on: self.switched.emit())
            about = label(self._about(each), tone="quiet")
            line = row(box, about, self._more(each), gap_px=4)
            line.setStretch(1, 1)
            self._rows.addLayout(line)
        self.show_off(self._off)

    def _about(self, held: "Held") -> str:
        count = self.tr("%n rule(s)", "", len(held.pack.rules))
        return f"{words.pack_word(held.origin.value)} · {count}"

    def _more(self, held: "Held") -> QWidget:
        do: Callable[[], object] = partial(self.offer, held)
        made = button(do, kind="link", text=self.tr("More …"))
        made.setAccessibleName(self.tr("More about the pack {name}").format(name=held.pack.name))
        return made


def _then_read(desk: "Desk", work: Work) -> "tuple[tuple[Held, ...], list[EditorError]]":
    failures = work()
    return desk.copydesk.book.packs(), failures if isinstance(failures, list) else []
