# SPDX-License-Identifier: GPL-3.0-or-later
"""Handing on: the open story in the form that its receiver takes, where a person says."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from editor.text.vietnamese import slug
from ui import words
from ui.panels.handing import BUNDLE, HandingPanel
from ui.panels.sheet import Sheet
from ui.window import Window
from ui.workspace import Workspace

if TYPE_CHECKING:
    from editor.desk import Desk
    from editor.handing import Handed, Note
    from editor.model.article import Article

SHEET_PX: Final = 520
_LANE: Final = "handing"
_ENDINGS: Final = {"newsml": ".xml", "nitf": ".xml", BUNDLE: ".stet"}
_JSON: Final = ".json"


class Handing(QObject):
    """Asks for form and file, writes the story with its pictures, and tells what stayed.

    Args:
        desk: where the story and its pictures stand.
        window: what sheet, dialog and toast float over.
        work: whose open story it is.
        ask: lets a person name a file, from a name to begin with; empty: they want none.
    """

    def __init__(
        self,
        desk: "Desk",
        window: Window,
        work: Workspace,
        ask: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._work = desk, window, work
        self._ask = ask or self._ask_file
        self.sheet = Sheet(window.ground, width_px=SHEET_PX)
        self.panel: HandingPanel | None = None
        work.preview.lie_under((self.sheet,))

    def open(self) -> None:
        """Ask how the open story is to leave."""
        if self._work.draft is None:
            return
        if self.panel is None:
            self.panel = panel = HandingPanel()
            panel.look_asked.connect(self._look)
            panel.file_asked.connect(self._on_file_asked)
            panel.close_asked.connect(self.sheet.close_sheet)
            self.sheet.hold(panel)
        self.panel.start()
        self.sheet.open()

    def write(self, target: Path, form: str, *, for_colleagues: bool) -> None:
        """Write the open story as it now stands into a file."""
        draft = self._work.draft
        if draft is not None:
            draft.flush()
            work = partial(_write, self._desk, draft.article, form, target, for_colleagues)
            self._window.tasks.write(work, partial(self._on_written, target))

    def _look(self, form: str, for_colleagues: bool) -> None:  # noqa: FBT001  # as the signal has it
        draft = self._work.draft
        if draft is not None:
            work = partial(_notes, self._desk, draft.article, form, for_colleagues)
            self._window.tasks.latest(_LANE, work, self._show_notes)

    def _show_notes(self, notes: "Sequence[Note]") -> None:
        if self.panel is not None:
            self.panel.show_notes([words.code_sentence(e.code, **e.values) for e in notes])
            self.sheet.place()

    def _on_file_asked(self, form: str, for_colleagues: bool) -> None:  # noqa: FBT001  # as above
        draft = self._work.draft
        if draft is None:
            return
        header = draft.header
        name = slug(header.slugline or header.headline) or self.tr("Story")
        ending = _ENDINGS.get(form, _JSON)
        chosen = self._ask(name + ending)
        if chosen:
            target = Path(chosen)
            target = target if target.suffix else target.with_suffix(ending)
            self.write(target, form, for_colleagues=for_colleagues)

    def _ask_file(self, named: str) -> str:
        return QFileDialog.getSaveFileName(self._window, self.tr("Export story"), named)[0]

    def _on_written(self, target: Path, handed: "Handed") -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(target.parent)))
        said = self.tr("The story is exported as {name}.").format(name=target.name)
        if handed.pictures:
            pictures = self.tr("%Ln picture(s) lie beside it.", "", len(handed.pictures))
            said = f"{said} {pictures}"
        self._window.toast.say(said, self.tr("Show"), show)
        lost = [each for each in handed.notes if each.code.startswith(("export.", "picture."))]
        if lost:
            told = " ".join(words.code_sentence(each.code, **each.values) for each in lost)
            self._window.banner.say(_LANE, told)


def _notes(
    desk: "Desk",
    article: "Article",
    form: str,
    for_colleagues: bool,  # noqa: FBT001  # as above
) -> "Sequence[Note]":
    # Loads the writers of forms of news: few sessions hand anything on.
    from editor import handing  # noqa: PLC0415

    if form == BUNDLE:
        return ()
    return handing.told(desk, article, handing.Form(form), for_colleagues=for_colleagues).notes


def _write(
    desk: "Desk",
    article: "Article",
    form: str,
    target: Path,
    for_colleagues: bool,  # noqa: FBT001  # as above
) -> "Handed":
    from editor import carrying, handing  # noqa: PLC0415  # as above

    if form == BUNDLE:
        carrying.write(desk, article, target)
        return handing.Handed("", target)
    chosen = handing.Form(form)
    return handing.write(desk, article, chosen, target, for_colleagues=for_colleagues)
