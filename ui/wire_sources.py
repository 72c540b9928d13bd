# SPDX-License-Identifier: GPL-3.0-or-later
"""Sources of the wire desk, as a person adds, changes, removes, takes in and gives them away."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog

from editor.model.dispatch import Source, SourceId
from ui.dispatches.form import SourceForm
from ui.dispatches.sources import SourceList
from ui.panels.sheet import Sheet
from ui.window import Window

if TYPE_CHECKING:
    from editor.desk import Desk

FORM_PX: Final = 480
ORIGIN: Final = "screen"


class WireSources(QObject):
    """What becomes of the sources of a desk.

    Args:
        desk: whose they are.
        window: where its form floats.
    """

    refused = Signal(object)
    """An EditorError that stands beside nothing."""

    def __init__(self, desk: "Desk", window: Window) -> None:
        super().__init__(window)
        self._desk, self._window = desk, window
        self._form: SourceForm | None = None
        self._changed: SourceId | None = None
        self.sheet = Sheet(window.ground, width_px=FORM_PX)

    def ask(self, its: Source | None = None) -> None:
        """Let a person enter a source, or change one."""
        self._changed = None if its is None else its.id
        self._built_form().start(its)
        self.sheet.open()

    def take_list(self, path: Path) -> None:
        """Add the sources of a list."""
        desk = self._desk

        def work() -> int:
            count: int = desk.wires.take_list(path)
            desk.wires.wake()
            return count

        def done(count: int) -> None:
            self._window.toast.say(self.tr("%n new source(s).", "", count))

        self._window.tasks.write(work, done, self.refused.emit)

    def give_list(self, path: Path) -> None:
        """Write the sources as a list."""
        work = partial(self._desk.wires.give_list, path)
        said = self.tr("The list of sources is written.")
        self._window.tasks.run(work, lambda _done: self._window.toast.say(said), self.refused.emit)

    def follow(self, shown: SourceList) -> None:
        """Do what is asked in the list of sources."""
        shown.add_asked.connect(self.ask)
        shown.change_asked.connect(self._on_change_asked)
        shown.switch_asked.connect(self._on_switch)
        shown.remove_asked.connect(self._on_remove)
        shown.import_asked.connect(self._ask_take)
        shown.export_asked.connect(self._ask_give)

    def _built_form(self) -> SourceForm:
        if self._form is None:
            self._form = form = SourceForm()
            form.kept.connect(self._on_kept)
            form.close_asked.connect(self.sheet.close_sheet)
            self.sheet.hold(form)
        return self._form

    def _on_kept(self, address: str, name: str, minutes: int) -> None:
        wires, changed = self._desk.wires, self._changed

        def work() -> None:
            if changed is None:
                wires.add(address, name, minutes)
            else:
                wires.change(changed, address=address, name=name, every_minutes=minutes)
            wires.wake()

        form = self._built_form()
        self._window.tasks.write(work, lambda _done: self.sheet.close_sheet(), form.complain)

    def _on_change_asked(self, source_id: SourceId | None) -> None:
        if source_id is not None:
            read = partial(self._desk.wires.sources.get, source_id)
            self._window.tasks.run(read, self.ask, self.refused.emit)

    def _on_switch(self, source_id: SourceId, is_on: bool) -> None:  # noqa: FBT001  # a slot
        wires = self._desk.wires

        def work() -> None:
            wires.sources.change(source_id, {"is_on": is_on}, origin=ORIGIN)
            wires.wake()

        self._window.tasks.write(work, None, self.refused.emit)

    def _on_remove(self, source_id: SourceId | None) -> None:
        if source_id is None:
            return
        wires = self._desk.wires

        def work() -> Source:
            its: Source = wires.sources.get(source_id)
            wires.sources.remove(source_id, origin=ORIGIN)
            return its

        def done(its: Source) -> None:
            said = self.tr("“{source}” is removed, with what it sent.").format(source=its.label)
            self._window.toast.say(said, self.tr("Undo"), partial(self._add_again, its))

        self._window.tasks.write(work, done, self.refused.emit)

    def _add_again(self, its: Source) -> None:
        wires = self._desk.wires

        def work() -> None:
            wires.sources.add(its, origin=ORIGIN)
            wires.wake()

        self._window.tasks.write(work, None, self.refused.emit)

    def _ask_take(self) -> None:
        self._ask_file(self.tr("Import a list of sources"), self.take_list, is_new=False)

    def _ask_give(self) -> None:
        self._ask_file(self.tr("Export the list of sources"), self.give_list, is_new=True)

    def _ask_file(self, title: str, use: Callable[[Path], object], *, is_new: bool) -> None:
        dialog = QFileDialog(self._window, title)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setNameFilters(
            [self.tr("Lists of sources (*.opml *.xml)"), self.tr("All files (*)")]
        )
        if is_new:
            dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
            dialog.setDefaultSuffix("opml")
            dialog.selectFile("wires.opml")
        else:
            dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(lambda name: use(Path(name)))
        dialog.open()
