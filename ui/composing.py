# SPDX-License-Identifier: GPL-3.0-or-later
"""Composing: what helps the hand while it writes: focus mode, typewriter, marks, snippets."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from editor.errors import EditorError
from ui import words
from ui.panels.choices import Choices
from ui.panels.palette import Palette
from ui.panels.sheet import Sheet
from ui.panels.snippets import SnippetPanel
from ui.prose import ProseEdit
from ui.typist import PRINTED_IN
from ui.window import Window
from ui.workspace import Workspace
from ui.writer.draft import Draft
from ui.writer.ink import chosen_text

if TYPE_CHECKING:
    from editor.desk import Desk

SHEET_PX = 760


class Composing(QObject):
    """Ties the commands that help while writing to the open story; what is chosen is kept.

    Args:
        desk: settings and snippets.
        window: its bars go in focus mode.
        work: where is written.
        choices: keeps what is chosen.
        palette: offers the snippets.
    """

    def __init__(
        self, desk: "Desk", window: Window, work: Workspace, choices: Choices, palette: Palette
    ) -> None:
        super().__init__(window)
        self._desk, self._window, self._work, self._choices = desk, window, work, choices
        self.sheet = Sheet(window.ground, width_px=SHEET_PX)
        self._panel: SnippetPanel | None = None
        work.preview.lie_under((self.sheet,))
        palette.snippet_chosen.connect(self._insert)
        choices.kept.connect(self._follow)
        choices.snippets_asked.connect(self.show_snippets)
        work.measured.connect(self._show_length)
        work.columns.focus_left.connect(self._leave_focus)
        window.pages.currentChanged.connect(lambda _page: self._stay_or_leave())
        work.refused.connect(self._on_refused)
        work.opened.connect(self._on_opened)
        settings = desk.settings
        self._follow(
            {name: getattr(settings, name) for name in ("is_typewriter", "is_dimmed", "marks_off")}
        )

    def deeds(self) -> Mapping[str, Callable[[], object]]:
        """What its commands do."""
        return {
            "view.focus": self.focus,
            "view.typewriter": lambda: self._turn("is_typewriter", "view.typewriter"),
            "view.dim": lambda: self._turn("is_dimmed", "view.dim"),
            "edit.marks": self._turn_marks,
            "edit.expand": self._expand,
            "edit.snippets": self.show_snippets,
        }

    def focus(self) -> None:
        """Leave only the words, or bring all else back."""
        is_on = self._is_focused
        if is_on:
            self._window.show_page(self._work.columns)
        self._work.columns.set_focused(is_focused=is_on)
        self._show_focus(is_on=is_on)

    def show_snippets(self) -> None:
        """Let a person look after the snippets; what is selected may become one."""
        field = QApplication.focusWidget()
        chosen = chosen_text(field.textCursor()) if isinstance(field, ProseEdit) else ""
        if self._panel is None:
            self._panel = SnippetPanel(self._desk, self._window.tasks)
            self._panel.close_asked.connect(self.sheet.close_sheet)
            self.sheet.hold(self._panel)
        self._panel.open(chosen)
        self.sheet.open()

    @property
    def _is_focused(self) -> bool:
        return self._window.commands.action("view.focus").isChecked()

    def _show_focus(self, *, is_on: bool) -> None:
        """What the columns do not know of."""
        self._window.show_bars(is_shown=not is_on)
        self._work.strip.setVisible(not is_on)
        self._work.writer.set_quiet(is_quiet=is_on)
        self._work.writer.copy.set_dimmed(is_dimmed=is_on and self._desk.settings.is_dimmed)
        if is_on:
            self._work.writer.copy.setFocus()

    def _leave_focus(self) -> None:
        if self._is_focused:
            self._window.commands.action("view.focus").setChecked(False)
            self._work.columns.set_focused(is_focused=False)
            self._show_focus(is_on=False)

    def _stay_or_leave(self) -> None:
        if self._window.pages.currentWidget() is not self._work.columns:
            self._leave_focus()

    def _on_refused(self, error: EditorError) -> None:
        # The line that says so is at the bottom, which the focus mode hides.
        if error.code.startswith("store."):
            self._leave_focus()

    def _on_opened(self, draft: Draft) -> None:
        draft.changed.connect(self._on_changed)
        self._show_marks()

    def _on_changed(self, told: frozenset[str]) -> None:
        if "language" in told:
            self._show_marks()

    def _follow(self, kept: Mapping[str, object]) -> None:
        """Do as was chosen, here or in the settings."""
        commands, writer = self._window.commands, self._work.writer
        if kept.keys() & {"is_typewriter", "typewriter_percent"}:
            told = {"is_typewriter": self._desk.settings.is_typewriter, **kept}
            percent = kept.get("typewriter_percent", self._desk.settings.typewriter_percent)
            is_on = bool(told["is_typewriter"])
            commands.action("view.typewriter").setChecked(is_on)
            writer.typewriter.choose(is_on=is_on, percent=int(str(percent)))
        if "is_dimmed" in kept:
            is_dimmed = bool(kept["is_dimmed"])
            commands.action("view.dim").setChecked(is_dimmed)
            writer.copy.set_dimmed(is_dimmed=is_dimmed and self._is_focused)
        if "marks_off" in kept:
            self._show_marks(str(kept["marks_off"]))

    def _turn(self, setting: str, command: str) -> None:
        self._choices.keep({setting: self._window.commands.action(command).isChecked()})

    def _turn_marks(self) -> None:
        """Switch the marks of print for the language of the open story."""
        language = self._language()
        others = [each for each in self._desk.settings.marks_off.split() if each != language]
        is_on = self._window.commands.action("edit.marks").isChecked()
        self._choices.keep({"marks_off": " ".join(others if is_on else [*others, language])})

    def _show_marks(self, off: str | None = None) -> None:
        told = self._desk.settings.marks_off if off is None else off
        action, language = self._window.commands.action("edit.marks"), self._language()
        action.setEnabled(language in PRINTED_IN)
        action.setChecked(language in PRINTED_IN and language not in told.split())

    def _language(self) -> str:
        draft = self._work.draft
        return self._desk.profile.language if draft is None else draft.header.language

    def _expand(self) -> None:
        field = QApplication.focusWidget()
        if isinstance(field, ProseEdit) and not field.expand():
            self._window.toast.say(self.tr("There is no snippet of that name."))

    def _insert(self, name: str) -> None:
        """Put a snippet where the caret is: in a field, else in the copy."""
        field = QApplication.focusWidget()
        if not isinstance(field, ProseEdit):
            field = self._work.writer.copy
            field.setFocus()
        field.snippet_asked.emit(name)

    def _show_length(self, count: int, minutes: int, commissioned: int | None) -> None:
        told = [words.word_count(count), words.reading_time(minutes)]
        if commissioned:
            told[0] = self.tr("{done} of {all}").format(
                done=words.number(count), all=words.word_count(commissioned)
            )
        self._work.writer.length.setText(" · ".join(told))
