# SPDX-License-Identifier: GPL-3.0-or-later
"""What leaves the light table: copies in a folder, or a caption sheet, where a person says."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ui import words
from ui.panels.sheet import Sheet
from ui.pictures.exporting import Exporting
from ui.window import Window

if TYPE_CHECKING:
    from editor.desk import Desk
    from ui.panels.export_names import ExportNames
    from ui.pictures.light_table import LightTable

PDF: Final = ".pdf"
NAMES_PX: Final = 520
AS_CALLED: Final = "{filename}"
"""The pattern to begin with."""


class Exports(QObject):
    """Asks where to, and tells what came of it.

    Args:
        desk: the exporter, and what was written about the frames.
        window: what dialogs and toasts float over.
        table: whose selection goes out; its foot counts.
        flush: saves what was typed until now.
    """

    refused = Signal(object)
    """An EditorError about one picture, the folder or the sheet."""

    def __init__(
        self, desk: "Desk", window: Window, table: "LightTable", flush: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._table = table
        self._flush = flush
        self._desk = desk
        self._names: ExportNames | None = None
        self._sheet = Sheet(window.ground, width_px=NAMES_PX)
        self._pattern, self._size = AS_CALLED, ""
        self.story = ""
        """The id of the story whose pictures lie on the table; empty: other frames do."""
        self.exporting = Exporting(desk, window.tasks, self)
        self.exporting.progressed.connect(self._on_progressed)
        self.exporting.failed.connect(self.refused)
        self.exporting.noted.connect(
            lambda code, values: table.notice.say(words.code_sentence(code, **values))
        )
        self.exporting.ended.connect(self._on_ended)

    def export(self, size: str) -> None:
        """Ask how the files are called and where they go: for `print`, `web` or `message`."""
        from editor.captions.stationery import Take  # noqa: PLC0415  # slow to load, seldom asked

        selected = self._table.selected()
        if selected:
            self._size = size
            names = self.names()
            take = Take(self._desk.profile.language, self._desk.settings.person)
            names.start(selected[0].picture, take)
            self._sheet.open()

    def names(self) -> "ExportNames":
        """Where the pattern for the names is typed; built when it is first asked for."""
        if self._names is None:
            from ui.panels.export_names import ExportNames  # noqa: PLC0415  # as above

            self._names = names = ExportNames()
            names.recall(self._pattern)
            names.close_asked.connect(self._sheet.close_sheet)
            names.folder_asked.connect(self._on_folder_asked)
            self._sheet.hold(names)
        return self._names

    def remember(self) -> dict[str, object]:
        """What is kept between two starts."""
        return {"pattern": self._pattern}

    def recall(self, kept: object) -> None:
        """Begin with the pattern that was chosen last."""
        pattern = kept.get("pattern") if isinstance(kept, Mapping) else None
        if isinstance(pattern, str) and pattern:
            self._pattern = pattern

    def send(self, folder: Path) -> None:
        """Write what is selected into a folder, called by the pattern."""
        self._flush()
        frames = [each.frame for each in self._table.selected()]
        self.exporting.export(frames, folder, self._size, story=self.story, pattern=self._pattern)

    def _on_folder_asked(self, pattern: str) -> None:
        self._pattern = pattern
        said = self.tr("Export into a folder")
        chosen = QFileDialog.getExistingDirectory(self._window, said)
        if chosen:
            self.send(Path(chosen))

    def export_sheet(self, title: str) -> None:
        """Write a caption sheet of what is selected."""
        frames = [each.frame for each in self._table.selected()]
        target = sheet_target(self._ask_file, self.tr("Caption sheet") + PDF) if frames else None
        if target is not None:
            self._flush()
            self.exporting.sheet(frames, target, title, story=self.story)

    def _ask_file(self, named: str) -> str:
        said, kind = self.tr("Caption sheet"), self.tr("PDF (*.pdf)")
        return QFileDialog.getSaveFileName(self._window, said, named, kind)[0]

    def _on_progressed(self, done: int, every: int) -> None:
        self._table.foot.show_progress(self.tr("Exporting"), done, every, self.exporting.cancel)

    def _on_ended(self, target: Path, count: int) -> None:
        if count:
            said = self.tr("%Ln picture(s) went to {place}.", "", count)
            show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(target)))
            self._window.toast.say(said.format(place=target.name), self.tr("Show"), show)


def sheet_target(ask: Callable[[str], str], named: str) -> Path | None:
    """Where a sheet goes: as a person named it, with the ending of a PDF; None: nowhere.

    Args:
        ask: lets a person name a file, from a name to begin with, and asks whether one that is
            there may be replaced; empty: they want none.
        named: the first name to begin with.
    """
    while named := ask(named):
        if named.casefold().endswith(PDF):
            return Path(named)
        # The dialog asked about another name than the file's: it is to ask about the real one.
        named += PDF
        if not Path(named).exists():
            return Path(named)
    return None
