# SPDX-License-Identifier: GPL-3.0-or-later
"""One field of the caption form: of one frame or many, with its limits and its ways to write."""

from collections.abc import Sequence
from datetime import tzinfo
from functools import partial
from typing import Final

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from editor.captions import fields, taken
from editor.captions.edits import Edit, Shown, Way
from editor.captions.fields import CLOCKS, ORIGINS, SEPARATOR, SOURCE_TYPES, WHOLE, Field, Kind
from editor.captions.lint import ALT_LONG, ALT_SHORT
from ui import words
from ui.entries import Choice, Completions, Labelled, LineEntry, TextEntry, set_tone

LEAST_LINES: Final = {"caption": 4, "alt_text": 2, "instructions": 2}
COMPLETED: Final = frozenset(
    {
        "creator",
        "credit",
        "source",
        "copyright_notice",
        "caption_writer",
        "event",
        "sublocation",
        "city",
        "province",
        "country",
        "people",
        "organisations",
        "keywords",
    }
)
"""Fields for which names that were used before are offered."""
HALVES: Final = {
    "creator": "credit",
    "sublocation": "city",
    "province": "country",
    "caption_writer": "job_id",
    "embargoed_until": "expires_at",
    "ai_system": "ai_system_version",
}
"""Short fields that stand side by side."""
MIXED: Final = "\0"
"""The key of a choice that frames do not agree on."""


class FieldRow(Labelled):
    """A field with its label; tells what a person wrote, and only that.

    Args:
        field: which one.
        zone: of the newspaper's clock, for moments.
    """

    written = Signal(object)
    """An Edit."""
    left = Signal()

    def __init__(self, field: Field, zone: tzinfo, parent: QWidget | None = None) -> None:
        super().__init__(_editor(field), parent)
        self.field = field
        self._zone = zone
        self._shown = Shown("")
        self._way = Way.REPLACE
        self._note, self._foreseen = ("", ""), ""
        self._offset = ""
        self._is_unread = False
        self.ways = QToolButton()
        self.ways.setObjectName("ways")
        self.ways.setText("⋯")
        self.ways.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.ways.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.ways.setMenu(QMenu(self.ways))
        self.put_at_right(self.ways)
        self.ways.hide()
        self.completions: Completions | None = None
        if field.name == "instructions":
            set_tone(self.editor, "needs_you")
        self._wire()

    @property
    def name(self) -> str:
        """The field's, as `Picture` calls it."""
        return self.field.name

    @property
    def way(self) -> Way:
        """How what is typed comes to what stands there."""
        return self._way

    def say_all(self) -> None:
        """What it is called, in the language of the screen."""
        listed = self.tr("separated by commas") if self.field.kind is Kind.LIST else ""
        self._hint = listed
        self.say(words.picture_field_word(self.name), hint=listed)
        self.ways.setToolTip(self.tr("Other ways to write into many pictures"))
        self.ways.setAccessibleName(self.ways.toolTip())
        self._fill_ways()
        self._show_placeholder()
        self._count()

    def show_value(self, shown: Shown, *, is_many: bool, is_new: bool) -> None:
        """Show what the frames say; a field that is composed in waits.

        Args:
            shown: of all frames.
            is_many: whether there are several.
            is_new: whether they are others than before.
        """
        self._shown = shown
        self.ways.setVisible(is_many and self.field.kind not in WHOLE)
        self._offset = taken.offset_of(shown.text) or ("" if is_new else self._offset)
        if is_new:
            self._forget_unread()
            self._set_way(Way.REPLACE, is_shown=False)
        if self._way is Way.REPLACE:
            self._show_text(is_new=is_new)
            self._show_placeholder()
        self._count()

    def offer(self, known: Sequence[str]) -> None:
        """Names that were used before."""
        if self.completions is not None:
            self.completions.offer(known)

    def write_as(self, way: Way) -> None:
        """Let what is typed next come before or after what stands, or only where nothing does.

        It is written when the field is left or Enter is pressed.
        """
        self._set_way(way)
        self.editor.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def write_waiting(self) -> None:
        """Write what was typed to come before, after or where nothing stands, if anything was."""
        way, text = self._way, self.text()
        if way is not Way.REPLACE:
            self._set_way(Way.REPLACE)
            if text.strip():
                self.written.emit(Edit(self.name, text, way))

    def foresee(self, sentence: str) -> None:
        """Say below what the code at the caret may become; empty: what stood there before."""
        self._foreseen = sentence
        self._show_note()

    def warn(self, sentence: str, tone: str = "needs_you") -> None:
        """Say below what is odd about it; empty: nothing."""
        self._note = (sentence, tone)
        self._show_note()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter writes what waits; Esc lets it be."""
        if self._way is not Way.REPLACE and event.key() == Qt.Key.Key_Escape:
            self._set_way(Way.REPLACE)
        elif self._way is not Way.REPLACE and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.write_waiting()
        else:
            super().keyPressEvent(event)

    def text(self) -> str:
        """What stands in it."""
        editor = self.editor
        if isinstance(editor, Choice):
            return str(editor.currentData() or "")
        assert isinstance(editor, LineEntry | TextEntry)  # noqa: S101  # made by _editor
        return editor.text()

    def _wire(self) -> None:
        editor = self.editor
        if isinstance(editor, Choice):
            editor.activated.connect(lambda _row: self._on_chosen())
            return
        assert isinstance(editor, LineEntry | TextEntry)  # noqa: S101  # made by _editor
        editor.edited.connect(self._on_edited)
        editor.left.connect(self._on_left)
        if isinstance(editor, LineEntry) and self.name in COMPLETED:
            separator = SEPARATOR if self.field.kind is Kind.LIST else ""
            self.completions = Completions(editor, separator)

    def _on_edited(self, text: str) -> None:
        self._count()
        if self._way is not Way.REPLACE:
            return
        if self.field.kind in CLOCKS:
            self._write_clock(text)
        else:
            self.written.emit(Edit(self.name, text))

    def _write_clock(self, text: str) -> None:
        try:
            found = self._read_clock(text)
        except ValueError:
            self._is_unread = True
            said = self.tr("Write a time such as {example}.").format(example="07/03/2026 05:30")
            self.warn(said, "quiet" if self.field.kind is Kind.DAY else "needs_you")
        else:
            self._forget_unread()
            self.written.emit(Edit(self.name, found))

    def _read_clock(self, text: str) -> str:
        if self.field.kind is Kind.DAY:
            return taken.read(text, self._offset)
        return fields.moment_read(text, self._zone)

    def _forget_unread(self) -> None:
        if self._is_unread:
            self._is_unread = False
            self.warn("")

    def _on_chosen(self) -> None:
        if self.text() != MIXED:
            self.written.emit(Edit(self.name, self.text()))

    def _on_left(self) -> None:
        self.write_waiting()
        # What was typed is put in order only when the hand has left it.
        self._show_text(is_new=False)
        self.left.emit()

    def _set_way(self, way: Way, *, is_shown: bool = True) -> None:
        was, self._way = self._way, way
        if was is way:
            return
        if way is not Way.REPLACE:
            self._put("", is_new=True)
        elif is_shown:
            self._show_text(is_new=True)
        self._show_placeholder()
        self._count()

    def _show_text(self, *, is_new: bool) -> None:
        editor, text = self.editor, self._shown.text
        if isinstance(editor, Choice):
            self._show_choice(editor)
            return
        if self.field.kind in CLOCKS:
            # What cannot be read yet stays as it was typed.
            if not is_new and (editor.hasFocus() or self._is_unread):
                return
            is_day = self.field.kind is Kind.DAY
            text = taken.told(text) if is_day else fields.moment_told(text, self._zone)
        is_list = self.field.kind is Kind.LIST
        if is_list and not is_new and editor.hasFocus():
            same = fields.entries(self.text()) == fields.entries(text)
            if same:
                return
        self._put(text, is_new=is_new)

    def _put(self, text: str, *, is_new: bool) -> None:
        editor = self.editor
        if isinstance(editor, TextEntry) and is_new:
            editor.begin_text(text)
        elif isinstance(editor, LineEntry | TextEntry):
            editor.show_text(text)

    def _show_choice(self, editor: Choice) -> None:
        offered = [("", self.tr("Not said"))]
        offered += [(SOURCE_TYPES + each, words.origin_word(each)) for each in ORIGINS]
        if self._shown.is_mixed:
            offered.insert(0, (MIXED, self.tr("Mixed")))
        with QSignalBlocker(editor):
            editor.show_choices(offered, MIXED if self._shown.is_mixed else self._shown.text)

    def _show_placeholder(self) -> None:
        told = {
            Way.REPLACE: self.tr("Mixed") if self._shown.is_mixed else "",
            Way.PREFIX: self.tr("Goes before what stands there"),
            Way.APPEND: self.tr("Goes after what stands there"),
            Way.ONLY_EMPTY: self.tr("Only where nothing stands"),
        }[self._way]
        editor = self.editor
        if isinstance(editor, LineEntry | TextEntry) and editor.placeholderText() != told:
            editor.setPlaceholderText(told)

    def _fill_ways(self) -> None:
        menu = self.ways.menu()
        menu.clear()
        named = (
            (Way.PREFIX, self.tr("Add before …")),
            (Way.APPEND, self.tr("Add after …")),
            (Way.ONLY_EMPTY, self.tr("Only where empty …")),
        )
        for way, said in named:
            menu.addAction(said, partial(self.write_as, way))

    def _count(self) -> None:
        """Say at the right how much there is, where that matters."""
        text = self.text() if self.field.kind is not Kind.CHOICE else ""
        if self.name == "alt_text":
            most = ALT_SHORT if len(text) <= ALT_SHORT else ALT_LONG
            sentence = f"{words.number(len(text))} / {words.number(most)}"
            self.count(sentence, is_too_much=len(text) > ALT_LONG)
            return
        used, room = fields.over(self.name, text)
        told = self.tr("{used}/{room} bytes").format(used=used, room=room) if used else self._hint
        self.count(told, is_too_much=False)
        said = self.tr("Older programs read only the first {room} bytes of it.").format(room=room)
        self.hint.setToolTip(said if used else "")

    def _show_note(self) -> None:
        if self._foreseen:
            self.tell(self._foreseen, tone="quiet")
        else:
            sentence, tone = self._note
            self.tell(sentence, tone=tone or "needs_you")

    _hint = ""


def _editor(field: Field) -> QWidget:
    if field.kind is Kind.CHOICE:
        return Choice()
    if field.kind is Kind.TEXT:
        return TextEntry(least_lines=LEAST_LINES.get(field.name, 1))
    return LineEntry(is_list=field.kind is Kind.LIST)
