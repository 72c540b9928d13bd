# SPDX-License-Identifier: GPL-3.0-or-later
"""The caption form beside the light table: every field of the trade, for one frame or for many."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from editor.captions import countries, edits, fields
from editor.captions.edits import Edit, Shown, Way
from editor.captions.fields import AI_FIELDS, CLOCKS, FIELDS, Group, Kind
from editor.captions.stationery import Take, Template, applied
from editor.model.frame import Frame
from editor.model.picture import Picture
from ui import words
from ui.commands import Commands
from ui.entries import TextEntry, set_tone
from ui.pictures.caption_fields import HALVES, FieldRow
from ui.pictures.caption_tools import CaptionTools
from ui.pictures.captioning import Captioning, Describe
from ui.pictures.code_book import CodeBook
from ui.pictures.folding import Folding
from ui.pictures.proof import CaptionProof
from ui.proofing import Place, Proofing
from ui.tasks import Tasks
from ui.theme import GRID_PX, Theme

if TYPE_CHECKING:
    from editor.desk import Desk

FOLDED: Final = frozenset({Group.DESK, Group.RIGHTS, Group.ORIGIN})
"""What is put away at first: seldom asked for."""
SPELT: Final = ("headline", "caption", "alt_text", "extended_description")
ASK_MS: Final = 30_000
"""Names used before are read again after so long; of 10,000 pictures that takes half a second."""
Above = Callable[[], Frame | None]
ABOVE: Final = tuple(each.name for each in FIELDS if each.name not in {"taken_at", "title"})
"""What “as the one above” takes where no field has the focus."""


class CaptionForm(QWidget):
    """The form. What is typed is saved when it rests, of all frames in one go.

    Args:
        desk: frames, templates, codes, words.
        tasks: the door to the threads.
        theme: colours, type, icons.
        commands: the tools are buttons with the actions `captions.*`.
        describe: as `Captioning`'s.
    """

    saved = Signal(list)
    """Frames as they stand in the store."""
    failed = Signal(object)
    done = Signal(str)
    """A sentence about what a tool did; `undo` takes it back."""
    step_asked = Signal(int)
    """The frame after (1) or before (-1) this one is wanted."""
    back_asked = Signal()
    """Esc: the keys are the table's again."""
    templates_asked = Signal()
    """A person wants to look after the templates."""
    paste_asked = Signal(object)
    """A person wants to choose which fields of a Picture are pasted."""

    def __init__(
        self,
        desk: "Desk",
        tasks: Tasks,
        theme: Theme,
        commands: Commands,
        describe: Describe = lambda frame: frame,
    ) -> None:
        super().__init__()
        self.setObjectName("inspector")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk = desk
        self._tasks = tasks
        self._theme = theme
        self._above: Above = lambda: None
        self._copied: Picture | None = None
        self.captioning = Captioning(desk, tasks, describe, self)
        self.book = CodeBook(desk, tasks, self)
        self.rows = {each.name: FieldRow(each, ZoneInfo(desk.profile.time_zone)) for each in FIELDS}
        self.groups = {each: Folding(theme, is_open=each not in FOLDED) for each in Group}
        self.proof = CaptionProof(desk, tasks, self.book)
        self.tools = CaptionTools(commands, desk, tasks)
        self.proofing: dict[str, Proofing] = {}
        self._known_lately = QTimer(self, singleShot=True, interval=ASK_MS)
        self._pairs: dict[str, QHBoxLayout] = {}
        self._build()
        self._wire()
        self._say()
        self.show_frames([])

    def show_frames(self, frames: Sequence[Frame], above: Above = lambda: None) -> None:
        """Be about these frames; what was changed of the ones before is saved.

        Args:
            frames: in the order of the table; none: the form says what it is for.
            above: gives the frame before the first one, for “as the one above”.
        """
        is_new = [each.id for each in frames] != [each.id for each in self.captioning.frames]
        if is_new:
            # A syllable that is still composed belongs to the frames that were shown till now.
            self.flush()
        self._above = above
        if is_new:
            self.captioning.show(frames)
        else:
            self.captioning.take_in(frames)
        self._show(is_new=is_new)
        if frames and not self._known_lately.isActive():
            self._ask_known()

    def take_in(self, frames: Sequence[Frame]) -> None:
        """Follow what was written about frames elsewhere."""
        self.captioning.take_in(frames)

    def flush(self) -> None:
        """Save now, a syllable that is still composed and words that wait along with it."""
        QGuiApplication.inputMethod().commit()
        for row in self.rows.values():
            row.write_waiting()
        self.captioning.flush()

    def focus_field(self, name: str = "caption") -> None:
        """Let the person type into a field; its group is opened."""
        row = self.rows[name]
        self.groups[row.field.group].open()
        row.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @property
    def field(self) -> str:
        """The field that has the focus; empty: none of them."""
        return next((name for name, row in self.rows.items() if row.editor.hasFocus()), "")

    def fill_down(self) -> None:
        """Let all frames say what the first says: in the field with the focus, else in all."""
        names = [self.field] if self.field else list(ABOVE)
        self._tell_done(self.captioning.fill_down(names))

    def as_above(self) -> None:
        """Say what the frame above says: in the field with the focus, else in all."""
        above = self._above()
        if above is not None:
            names = [self.field] if self.field else list(ABOVE)
            said = self.captioning.newest(above).picture
            self._tell_done(self.captioning.paste(said, names))

    def copy_fields(self) -> None:
        """Keep what the first frame says, to be pasted into others."""
        self._copied = next(iter(self.captioning.pictures), None)

    def ask_paste(self) -> None:
        """Let a person choose which of the kept fields are pasted."""
        if self._copied is not None and self.captioning.frames:
            self.paste_asked.emit(self._copied)

    def paste(self, source: Picture, names: Sequence[str]) -> None:
        """Write some fields of a picture into all frames."""
        self._tell_done(self.captioning.paste(source, names))

    def apply(self, template: Template) -> None:
        """Put a template on all frames, in their order."""
        self.flush()
        take = Take(self._desk.profile.language, self._desk.settings.person, self.book.codes())
        filled = applied(template, self.captioning.pictures, take)
        count = self.captioning.put(filled.pictures)
        self._tell_done(count, filled.unknown)

    def undo(self) -> None:
        """Take the last change back."""
        self.captioning.undo()

    def step(self, by: int) -> None:
        """Go to the next frame or the one before; the field keeps the focus."""
        self.flush()
        self.step_asked.emit(by)

    def offer_spelling(self) -> None:
        """Show what may have been meant for the marked word at the caret."""
        if self.field in self.proofing:
            self.proofing[self.field].offer()

    def remember(self) -> dict[str, object]:
        """What is kept between two starts: which groups are open."""
        return {"open": [each.value for each, group in self.groups.items() if group.is_open]}

    def recall(self, kept: Mapping[str, object]) -> None:
        """Stand as it stood when it was last closed."""
        opened = kept.get("open")
        if isinstance(opened, list):
            for each, group in self.groups.items():
                group.open(is_open=each.value in opened)

    def read_drawer(self) -> None:
        """Read templates and codes anew."""
        self.book.open()
        self.tools.open()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the table."""
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.back_asked.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._show(is_new=False)
        super().changeEvent(event)

    def _build(self) -> None:
        self.title, self.told, self.instructions = QLabel(), QLabel(), QLabel()
        for line in (self.title, self.told, self.instructions):
            line.setWordWrap(True)
            line.setTextFormat(Qt.TextFormat.PlainText)
        set_tone(self.told, "quiet")
        set_tone(self.instructions, "needs_you")
        self.title.setProperty("role", "strong")
        form = QWidget()
        self._column = QVBoxLayout(form)
        self._column.setContentsMargins(2 * GRID_PX, GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        self._column.setSpacing(GRID_PX)
        self._column.addWidget(self.instructions)
        for row in self.rows.values():
            self._add_row(row)
        for group in self.groups.values():
            self._column.addWidget(group)
        self._column.insertWidget(2, self.proof)
        self._column.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidget(form)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(self._head())
        layout.addWidget(self._area, 1)
        layout.addStretch()

    def _add_row(self, row: FieldRow) -> None:
        """Put a field below the last of its group, a short one beside its other half."""
        column = self.groups[row.field.group].fields
        if row.name in HALVES:
            pair = self._pairs[HALVES[row.name]] = QHBoxLayout()
            pair.setSpacing(GRID_PX)
            pair.addWidget(row, 1)
            column.addLayout(pair)
        elif row.name in self._pairs:
            self._pairs[row.name].addWidget(row, 1)
        else:
            column.addWidget(row)

    def _head(self) -> QVBoxLayout:
        head = QVBoxLayout()
        head.setContentsMargins(2 * GRID_PX, GRID_PX, GRID_PX, 0)
        head.setSpacing(GRID_PX // 2)
        head.addWidget(self.title)
        head.addWidget(self.told)
        head.addWidget(self.tools)
        return head

    def _wire(self) -> None:
        for name, row in self.rows.items():
            row.written.connect(self._on_written)
            row.left.connect(partial(self._on_left, name))
            editor = row.editor
            if row.field.kind in {Kind.LINE, Kind.TEXT, Kind.LIST}:
                self.book.attend(editor).foreseen.connect(row.foresee)  # type: ignore[arg-type]  # a line or a text
            if name in SPELT and isinstance(editor, TextEntry):
                self.proofing[name] = Proofing(
                    editor, self._desk, self._tasks, self._theme, self._place
                )
        self.captioning.changed.connect(self._on_changed)
        self.captioning.saved.connect(self.saved)
        self.captioning.failed.connect(self.failed)
        self.tools.template_asked.connect(self.apply)
        self.tools.templates_asked.connect(self.templates_asked)
        self.proof.found.connect(self._warn)

    def _say(self) -> None:
        titles = {
            Group.CAPTION: self.tr("Caption"),
            Group.CREDIT: self.tr("Photographer and credit"),
            Group.PEOPLE: self.tr("People and keywords"),
            Group.PLACE: self.tr("When and where"),
            Group.ACCESS: self.tr("For those who cannot see it"),
            Group.DESK: self.tr("For the desk"),
            Group.RIGHTS: self.tr("Rights"),
            Group.ORIGIN: self.tr("How it was made"),
        }
        for each, title in titles.items():
            self.groups[each].say(title)
        for row in self.rows.values():
            row.say_all()
        self.tools.say()
        self.proof.say()

    def _show(self, *, is_new: bool) -> None:
        pictures = self.captioning.pictures
        self._area.setVisible(bool(pictures))
        self.tools.show_count(len(pictures), has_above=self._above() is not None)
        self._show_title(pictures)
        for name, row in self.rows.items():
            shown = edits.shown(pictures, name)
            row.show_value(shown, is_many=len(pictures) > 1, is_new=is_new)
        self._show_rest(pictures)

    def _on_changed(self, told: frozenset[str]) -> None:
        pictures = self.captioning.pictures
        for name in told & set(self.rows):
            shown = edits.shown(pictures, name)
            self.rows[name].show_value(shown, is_many=len(pictures) > 1, is_new=False)
        self._show_rest(pictures)

    def _show_rest(self, pictures: Sequence[Picture]) -> None:
        """What follows from the fields: the preview, the fields of AI, what is to be heeded."""
        origin = edits.shown(pictures, "digital_source_type")
        is_ai = any(fields.is_ai(each.digital_source_type) for each in pictures)
        for name in AI_FIELDS:
            said = any(getattr(each, name) for each in pictures)
            self.rows[name].setVisible((is_ai and not origin.is_mixed) or said)
        told = dict.fromkeys(each.instructions for each in pictures if each.instructions)
        self.instructions.setText("\n".join(told))
        self.instructions.setVisible(bool(told))
        self.proof.show_pictures(pictures)

    def _show_title(self, pictures: Sequence[Picture]) -> None:
        if len(pictures) == 1:
            self.title.setText(pictures[0].file_name)
            size = f"{pictures[0].width_px} × {pictures[0].height_px}"
            self.told.setText(size if pictures[0].width_px else "")
        elif pictures:
            self.title.setText(self.tr("%Ln picture(s)", "", len(pictures)))
            self.told.setText(self.tr("Only the fields that you touch are written."))
        else:
            self.title.setText(self.tr("Captions"))
            self.told.setText(self.tr("Select pictures on the table to caption them."))

    def _on_written(self, edit: Edit) -> None:
        person = self._desk.settings.person
        # Whoever writes a caption is its writer, unless somebody is named there.
        writer = Edit("caption_writer", person, Way.ONLY_EMPTY)
        along = [writer] if edit.field == "caption" and edit.text and person else []
        try:
            self.captioning.write(edit, *along)
        except ValueError:
            self.rows[edit.field].warn(self.tr("This cannot be read as a time."))

    def _on_left(self, name: str) -> None:
        if name == "country":
            code = countries.code_of(self.rows[name].text())
            if code and edits.shown(self.captioning.pictures, "country_code") != Shown(code):
                self.captioning.write(Edit("country_code", code))
        self.captioning.flush()

    def _place(self) -> Place:
        frame = next(iter(self.captioning.frames), None)
        return Place("" if frame is None else frame.id, self._desk.profile.language)

    def _warn(self, told: dict[str, str]) -> None:
        for name, row in self.rows.items():
            if row.field.kind not in CLOCKS:
                row.warn(told.get(name, ""))

    def _tell_done(self, count: int, unknown: Sequence[str] = ()) -> None:
        self.flush()
        told = [self.tr("%Ln picture(s) captioned", "", count)]
        if unknown:
            told.append(self.tr("Nobody knows {names}.").format(names=", ".join(unknown)))
        self.done.emit(". ".join(told) if unknown else told[0])
        self._show(is_new=False)

    def _ask_known(self) -> None:
        self._known_lately.start()
        self.read_drawer()
        self._tasks.latest(
            "caption names",
            self._desk.frames.names,
            self._offer,
            lambda _error: None,  # the lists are a convenience
        )

    def _offer(self, known: Mapping[str, Sequence[str]]) -> None:
        for name, names in known.items():
            self.rows[name].offer(names)
        told = countries.names(words.spoken()).values()
        used = list(known.get("country", ()))
        self.rows["country"].offer([*used, *(each for each in told if each not in used)])
