# SPDX-License-Identifier: GPL-3.0-or-later
"""The templates of the photo desk, to be made, changed, taken in and given away; and the codes."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QListWidget, QScrollArea, QVBoxLayout, QWidget

from editor.captions import fields
from editor.captions.codes import MARKS
from editor.captions.drawer import Drawer, write
from editor.captions.edits import Edit
from editor.captions.fields import FIELDS
from editor.captions.stationery import VARIABLES, Template, to_toml
from editor.errors import EditorError
from editor.model.picture import Picture
from ui import words
from ui.entries import Choice, Labelled, LineEntry
from ui.panels.pieces import button, column, label, row, set_tone
from ui.panels.template_line import TemplateLine
from ui.tasks import Tasks, Work
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

LIST_PX = 180


class StationeryPanel(QWidget):
    """All templates at the left, the chosen one at the right, the files of codes below.

    Args:
        desk: whose drawer it is.
        tasks: files are read and written off the thread of the widgets.
        theme: for icons.
    """

    changed = Signal()
    """Templates or codes are others now."""
    close_asked = Signal()

    def __init__(self, desk: "Desk", tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._known: list[Template] = []
        self._picture: Picture | None = None
        self.names = QListWidget()
        self.names.setFixedWidth(LIST_PX)
        self.name = Labelled(LineEntry())
        self.lines: list[TemplateLine] = []
        self.told = label(tone="quiet")
        self.mark = Choice()
        self._build()
        self.names.currentRowChanged.connect(self._on_row)
        self.mark.activated.connect(lambda _row: self._choose_codes(None))
        self._say()
        self._show(Template(""))

    def open(self, picture: Picture | None) -> None:
        """Show what there is.

        Args:
            picture: what a new template may be made from; None: there is none.
        """
        self._picture = picture
        self.from_picture.setEnabled(picture is not None)
        self._do(lambda: None)

    @property
    def template(self) -> Template:
        """What is shown, as it would be kept."""
        edits = tuple(each.edit for each in self.lines if each.edit.text)
        return Template(self._name_entry().text().strip(), edits)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self) -> None:
        self.heading, self.variables = label(role="heading"), label(tone="quiet")
        self.codes_heading, self.codes_told = label(role="label"), label(tone="quiet")
        self.new, self.from_picture = button(self._make), button(self._make_from_picture)
        self.take, self.give = button(self._ask_take), button(self._ask_give)
        self.remove = button(self._remove)
        self.add = button(partial(self._add, Edit("city", "")), kind="link")
        self.keep = button(self._keep, kind="primary")
        self.add_codes = button(self._ask_codes)
        self.done = button(self.close_asked.emit, kind="plain")
        inside = QWidget()
        self._rows = QVBoxLayout(inside)
        self._rows.setContentsMargins(0, 0, GRID_PX, 0)
        self._rows.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        acts = (self.new, self.from_picture, self.take, self.give, self.remove)
        left = column(self.names, *acts, gap_px=GRID_PX // 2)
        right = column(
            self.name, area, row(self.add, -1), self.variables, row(self.told, -1, self.keep)
        )
        right.setStretch(1, 1)
        both = row(left, right, gap_px=2 * GRID_PX)
        both.setStretch(1, 1)
        codes = row(self.codes_told, -1, self.mark, self.add_codes, self.done)
        codes.setStretch(0, 1)
        whole = column(self.heading, both, self.codes_heading, codes, margin_px=2 * GRID_PX)
        whole.setStretch(1, 1)
        self.setLayout(whole)

    def _say(self) -> None:
        self.heading.setText(self.tr("Templates and codes"))
        self.name.say(self.tr("Name of the template"))
        self.new.setText(self.tr("New"))
        self.from_picture.setText(self.tr("From the picture"))
        self.take.setText(self.tr("Import …"))
        self.give.setText(self.tr("Export …"))
        self.remove.setText(self.tr("Delete"))
        self.add.setText(self.tr("Add a field"))
        self.keep.setText(self.tr("Keep"))
        self.done.setText(self.tr("Close"))
        self.add_codes.setText(self.tr("Choose files of codes …"))
        self.codes_heading.setText(self.tr("Codes become names as you type them"))
        self.names.setAccessibleName(self.tr("Templates"))
        self.mark.setAccessibleName(self.tr("What stands on both sides of a code"))
        listed = "  ".join(f"{{{each}}}" for each in VARIABLES)
        self.variables.setText(self.tr("Filled in for each picture: {names}").format(names=listed))
        for each in self.lines:
            each.say()

    def _show(self, template: Template) -> None:
        QGuiApplication.inputMethod().commit()
        for each in self.lines:
            each.hide()
            each.deleteLater()
        self.lines = []
        self._name_entry().show_text(template.name)
        for edit in template.edits or (Edit("caption", ""),):
            self._add(edit)

    def _add(self, edit: Edit) -> None:
        line = TemplateLine(edit, self._theme)
        line.remove_asked.connect(partial(self._drop, line))
        self._rows.insertWidget(len(self.lines), line)
        self.lines.append(line)

    def _drop(self, line: TemplateLine) -> None:
        self.lines.remove(line)
        line.hide()
        line.deleteLater()

    def _on_row(self, at: int) -> None:
        if 0 <= at < len(self._known):
            self._show(self._known[at])

    def _make(self) -> None:
        self.names.setCurrentRow(-1)
        self._show(Template(""))
        self._name_entry().setFocus()

    def _make_from_picture(self) -> None:
        if self._picture is not None:
            said = ((each.name, fields.told(self._picture, each.name)) for each in FIELDS)
            edits = tuple(Edit(name, text) for name, text in said if text and name != "taken_at")
            self.names.setCurrentRow(-1)
            self._show(Template("", edits))
            self._name_entry().setFocus()

    def _keep(self) -> None:
        QGuiApplication.inputMethod().commit()
        template = self.template
        self._do(lambda: self._desk.drawer.keep(template), template.name)

    def _remove(self) -> None:
        name = self.template.name
        self._show(Template(""))
        self._do(lambda: self._desk.drawer.remove(name))

    def _ask_take(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.take.text(), "", "*.toml")
        self.take_files([Path(each) for each in chosen])

    def take_files(self, files: Sequence[Path]) -> None:
        """Keep templates from files; one of the same name gives way."""

        def take() -> None:
            for path in files:
                self._desk.drawer.keep(Drawer.read_template(path))

        self._do(take)

    def _ask_give(self) -> None:
        name = f"{self.template.name or 'stet'}.toml"
        chosen, _ = QFileDialog.getSaveFileName(self, self.give.text(), name, "*.toml")
        if chosen:
            self.give_file(Path(chosen))

    def give_file(self, path: Path) -> None:
        """Write the template that is shown into a file."""
        data = to_toml(self.template).encode("utf-8")
        self._do(lambda: write(path, data))

    def _ask_codes(self) -> None:
        chosen, _ = QFileDialog.getOpenFileNames(self, self.add_codes.text(), "", "*.txt *.tsv")
        if chosen:
            self._choose_codes([Path(each) for each in chosen])

    def _choose_codes(self, files: Sequence[Path] | None) -> None:
        """Read codes from these files, None: from those there are, with the mark that is shown."""
        mark = str(self.mark.currentData())

        def choose() -> None:
            drawer = self._desk.drawer
            drawer.choose_codes(drawer.code_files() if files is None else files, mark)

        self._do(choose)

    def _do(self, work: Work, name: str = "") -> None:
        """Do something to the drawer, then show what it holds."""

        def done(found: tuple[list[Template], list[Path], str, int]) -> None:
            self._on_read(found, name)

        self._tasks.write(partial(_then_read, self._desk, work), done, self._on_failed)

    def _on_read(self, found: tuple[list[Template], list[Path], str, int], name: str) -> None:
        self._known, files, mark, count = found
        chosen = name or self.template.name
        self.names.blockSignals(True)  # noqa: FBT003  # Qt's
        self.names.clear()
        self.names.addItems([each.name for each in self._known])
        at = next((n for n, each in enumerate(self._known) if each.name == chosen), -1)
        self.names.setCurrentRow(at)
        self.names.blockSignals(False)  # noqa: FBT003  # Qt's
        self.mark.show_choices([(each, f"{each}hn10{each}") for each in MARKS], mark)
        listed = ", ".join(path.name for path in files) or self.tr("no files yet")
        self.codes_told.setText(self.tr("%Ln code(s) from {files}", "", count).format(files=listed))
        self._tell(self.tr("Kept.") if name else "", tone="quiet")
        self.changed.emit()

    def _on_failed(self, error: EditorError) -> None:
        self._tell(words.error_sentence(error), tone="needs_you")

    def _tell(self, sentence: str, *, tone: str) -> None:
        self.told.setText(sentence)
        set_tone(self.told, tone)

    def _name_entry(self) -> LineEntry:
        entry = self.name.editor
        assert isinstance(entry, LineEntry)  # noqa: S101  # made so above
        return entry


def _then_read(desk: "Desk", work: Work) -> tuple[list[Template], list[Path], str, int]:
    work()
    codes = desk.drawer.codes()
    return desk.drawer.templates(), desk.drawer.code_files(), codes.mark, len(codes.names)
