# SPDX-License-Identifier: GPL-3.0-or-later
"""How a house's pages look: learned from which page and when, and learned anew by a button."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QWidget

from editor.errors import EditorError
from editor.model.shell import Shell
from ui import words
from ui.lines import WordLine
from ui.panels.pieces import button, column, field, label, row, set_tone


@dataclass(frozen=True, slots=True)
class Look:
    """What is known of how the pages of a house look."""

    is_asked: bool = False
    """The house makes its pages itself, so that their look must be learned."""
    shell: Shell | None = None
    trouble: EditorError | None = None
    """Why it could not be learned the last time."""
    is_busy: bool = False
    """It is being learned."""
    zone: str = ""
    """By whose hours the time is told; empty: this computer's."""


class LookLine(QWidget):
    """Hidden where the pages are our own."""

    learn_asked = Signal(str)
    """The address of a page to learn from; empty: one of the newest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = Look()
        self._words = label()
        self.page = WordLine()
        self.page.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        self.page.returnPressed.connect(self._ask)
        self.learn = button(self._ask)
        self.state, self.trouble = label(tone="quiet"), label(tone="quiet")
        self.state.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        line = row(field(self._words, self.page), self.learn)
        line.setAlignment(self.learn, Qt.AlignmentFlag.AlignBottom)
        self.setLayout(column(line, self.state, self.trouble, gap_px=4))
        self._say()

    def show_look(self, look: Look) -> None:
        """Show what is known by now."""
        if self._look.is_busy and not look.is_busy and look.trouble is None:
            self.page.clear()
        self._look = look
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _ask(self) -> None:
        if not self._look.is_busy:
            self.learn_asked.emit(self.page.text().strip())

    def _say(self) -> None:
        look = self._look
        self._words.setText(self.tr("The site's own look in the preview, learned from this page"))
        self.page.setPlaceholderText(self.tr("Empty: one of the newest stories of the site"))
        learn = self.tr("Learn again") if look.shell is not None else self.tr("Learn")
        self.learn.setText(self.tr("Learning …") if look.is_busy else learn)
        self.learn.setEnabled(not look.is_busy)
        self.state.setText(told(look))
        set_tone(self.trouble, "needs_you")
        self.trouble.setText(words.error_sentence(look.trouble) if look.trouble else "")
        self.trouble.setVisible(look.trouble is not None and not look.is_busy)
        self.setVisible(look.is_asked)


def told(look: Look) -> str:
    """From which page it was learned and when, what has no place on it, and what is missing."""
    if look.shell is None:
        return words.code_sentence("shell.none")
    shell = look.shell
    at = words.date_time(shell.learned_at, look.zone)
    said = [words.code_sentence("shell.learned", address=shell.address, at=at)]
    if shell.missing:
        parts = [words.shell_part(each) for each in shell.missing]
        said.append(words.code_sentence("shell.missing", parts=parts))
    if shell.left_out:
        said.append(words.code_sentence("shell.left_out", count=shell.left_out))
    return " ".join(said)
