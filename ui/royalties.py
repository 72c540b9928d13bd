# SPDX-License-Identifier: GPL-3.0-or-later
"""Royalties: the sheet of what a month earns whom, its files, and the way to a story to mend."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ui.panels.sheet import Sheet
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.royalties.sheet import Sheet as Month
    from ui.panels.royalties import RoyaltyPanel

PDF, CSV = ".pdf", ".csv"


class Royalties(QObject):
    """Opens the sheet; the panel is made when it is first asked for.

    Args:
        desk: whose server.
        window: what the sheet and the dialogs float over.
        work: where a story is shown.
        sheets: of the newsroom; this one is added, so that one at a time is open.
        open_story: brings a story to the front.
        ask: lets a person name a file, from a name to begin with; empty: they want none.
    """

    def __init__(  # the rooms of a newsroom, which knows nothing of this one
        self,
        desk: "Desk",
        window: Window,
        work: Workspace,
        sheets: dict[str, Sheet],
        open_story: Callable[[str], None],
        ask: Callable[[str, str], str] | None = None,
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work
        self._open_story = open_story
        self._ask = ask or self._ask_file
        self._wanted: tuple[str, str] = ("", "")
        self.panel: RoyaltyPanel | None = None
        self._sheets = sheets
        self.sheet = sheets["royalties"] = Sheet(window.ground, width_px=1040, is_tall=True)
        self.sheet.hold_later(self._made)
        self.sheet.opened.connect(self._on_opened)
        work.preview.lie_under([self.sheet])
        work.opened.connect(lambda _draft: self._go_to_field())

    def open(self) -> None:
        """Open the sheet with the newest month, or the one that was looked at last."""
        self.sheet.open()
        self._made().start()

    def write(self, month: "Month", target: Path) -> None:
        """Write what is shown into a file: by its ending as it is printed, or as a table."""
        from editor.royaltydesk import RoyaltyDesk  # noqa: PLC0415  # as the panel

        desk = RoyaltyDesk(self._desk)
        is_paper = target.suffix.casefold() == PDF
        # With the mark by which spreadsheets know UTF-8: it is they who open it.
        write_csv = partial(desk.write_csv, with_bom=True)
        work = partial(desk.write_pdf if is_paper else write_csv, month, target)
        tasks = self._window.tasks
        tasks.run(work, lambda _done: self._on_written(target), tasks.trouble.emit)

    def _made(self) -> "RoyaltyPanel":
        if self.panel is None:
            # Few look at it, and it needs Babel: not for the start.
            from ui.panels.royalties import RoyaltyPanel  # noqa: PLC0415

            made = RoyaltyPanel(self._desk, self._window.tasks, self._window.theme)
            made.story_asked.connect(self._on_story_asked)
            made.csv_asked.connect(partial(self._on_file_asked, CSV))
            made.pdf_asked.connect(partial(self._on_file_asked, PDF))
            self.panel = made
        return self.panel

    def _on_opened(self) -> None:
        for other in self._sheets.values():
            if other is not self.sheet:
                other.close_sheet()

    def _on_file_asked(self, ending: str, month: "Month | None") -> None:
        if month is None:
            return
        named = self._ask(f"{self.tr('Royalties')} {month.month}{ending}", ending)
        if named:
            target = Path(named)
            self.write(month, target if target.suffix else target.with_suffix(ending))

    def _ask_file(self, named: str, ending: str) -> str:
        said = self.tr("Royalties")
        kind = self.tr("PDF (*.pdf)") if ending == PDF else self.tr("Table (*.csv)")
        return QFileDialog.getSaveFileName(self._window, said, named, kind)[0]

    def _on_written(self, target: Path) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(target)))
        said = self.tr("The royalty sheet is saved as {name}.").format(name=target.name)
        self._window.toast.say(said, self.tr("Show"), show)

    def _on_story_asked(self, article_id: str, field: str) -> None:
        self.sheet.close_sheet()
        self._wanted = (article_id, field)
        is_open = self._work.draft is not None and self._work.draft.id == article_id
        self._open_story(article_id)
        if is_open:
            self._go_to_field()

    def _go_to_field(self) -> None:
        (article_id, field), draft = self._wanted, self._work.draft
        if not field or draft is None or draft.id != article_id:
            return
        self._wanted = ("", "")
        self._work.columns.reveal("inspector")
        self._work.inspector.show_tab("story")
        self._work.fields.focus_field(field)
