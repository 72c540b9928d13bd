# SPDX-License-Identifier: GPL-3.0-or-later
"""The print proof as a file: printed when it is asked for, and written where a person says."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from editor.errors import Refused
from editor.text.vietnamese import slug
from ui.exports import PDF, sheet_target
from ui.window import Window
from ui.workspace import Workspace
from ui.writer.draft import Draft


class Printing(QObject):
    """Lets a person keep the proof of the open story.

    Args:
        window: what the dialog and the toast float over.
        work: where the proof is shown.
        ask: lets a person name a file, from a name to begin with; empty: they want none.
    """

    def __init__(
        self, window: Window, work: Workspace, ask: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(window)
        self._window, self._work = window, work
        self._ask = ask or self._ask_file
        self._waiting: Draft | None = None

    def save(self) -> None:
        """Show the proof as the story now is, then ask for a file and write it there."""
        preview = self._work.preview
        if self._work.draft is None or self._waiting is not None:
            return
        self._waiting = self._work.draft
        self._work.columns.reveal("preview")
        preview.shown.connect(self._on_shown)
        preview.set_view("paper")

    def write(self, target: Path) -> None:
        """Write the proof that is shown into a file."""
        proof = self._work.preview.proof
        if proof is not None:
            done = partial(self._on_written, target)
            tasks = self._window.tasks
            tasks.run(partial(_write, target, proof.file), done, tasks.trouble.emit)

    def _on_shown(self) -> None:
        preview, draft = self._work.preview, self._work.draft
        is_same = draft is self._waiting and preview.view_name == "paper"
        if is_same and not preview.is_current:
            return
        preview.shown.disconnect(self._on_shown)
        self._waiting = None
        # Another story, or another way to see it, was asked for meanwhile: nothing is saved.
        if is_same and draft is not None:
            name = slug(draft.header.slugline or draft.header.headline) or self.tr("Print proof")
            target = sheet_target(self._ask, name + PDF)
            if target is not None:
                self.write(target)

    def _ask_file(self, named: str) -> str:
        said, kind = self.tr("Print proof"), self.tr("PDF (*.pdf)")
        return QFileDialog.getSaveFileName(self._window, said, named, kind)[0]

    def _on_written(self, target: Path, _done: object) -> None:
        show = partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(target)))
        said = self.tr("The print proof is saved as {name}.").format(name=target.name)
        self._window.toast.say(said, self.tr("Show"), show)


def _write(target: Path, file: bytes) -> None:
    try:
        target.write_bytes(file)
    except OSError as error:
        raise Refused("proof.not_written", path=target.name) from error
