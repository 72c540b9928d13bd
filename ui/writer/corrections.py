# SPDX-License-Identifier: GPL-3.0-or-later
"""The corrections of a story that is out: what was wrong, what is right; listed, added, edited."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from editor.model.article import Correction
from editor.text.vietnamese import nfc
from ui import words
from ui.entries import Labelled, TextEntry
from ui.theme import GRID_PX


class Corrections(QWidget):
    """A row for each correction; those that readers have stay as they are."""

    edited = Signal(tuple)
    """All corrections as they now stand."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._told: tuple[Correction, ...] = ()
        self._printed: tuple[Correction, ...] = ()
        self._zone = ""
        self._changed: Correction | None = None
        self._rows = QVBoxLayout()
        self._rows.setSpacing(GRID_PX)
        self.add_button = _link(self.begin)
        self._form = QFrame()
        self._form.setObjectName("card")
        self.wrong, self.right = TextEntry(least_lines=2), TextEntry(least_lines=2)
        self._wrong, self._right = Labelled(self.wrong), Labelled(self.right)
        self.keep_button, self.cancel_button = QPushButton(), QPushButton()
        self.keep_button.clicked.connect(lambda _on=False: self._keep())
        self.cancel_button.clicked.connect(lambda _on=False: self._close())
        self.cancel_button.setProperty("kind", "plain")
        self.right.edited.connect(lambda _text: self._enable())
        self._lay_out()
        self._say()

    def show_corrections(
        self, told: Sequence[Correction], printed: Collection[Correction], zone: str
    ) -> None:
        """Show what stands.

        Args:
            told: all corrections of the story.
            printed: those that readers have.
            zone: of the newspaper's clock.
        """
        shown = (tuple(told), tuple(printed), zone)
        if shown != (self._told, self._printed, self._zone):
            self._told, self._printed, self._zone = shown
            self._fill()

    def begin(self, correction: Correction | None = None) -> None:
        """Let a person write a correction, or change one that is not out yet."""
        self._changed = correction
        self.wrong.begin_text("" if correction is None else correction.wrong)
        self.right.begin_text("" if correction is None else correction.right)
        self._form.show()
        self.add_button.hide()
        self._enable()
        self.wrong.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Another story is shown: what was half written is not for that one."""
        self._changed = None
        self._form.hide()
        self.add_button.show()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
            self._fill()
        super().changeEvent(event)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        for each in (self.cancel_button, self.keep_button):
            each.setAutoDefault(True)
            buttons.addWidget(each)
        inside = QVBoxLayout(self._form)
        for part in (self._wrong, self._right):
            inside.addWidget(part)
        inside.addLayout(buttons)
        self._form.hide()
        bar = QHBoxLayout()
        bar.addWidget(self.add_button)
        bar.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX // 2)
        layout.addLayout(self._rows)
        layout.addWidget(self._form)
        layout.addLayout(bar)

    def _say(self) -> None:
        self.add_button.setText(self.tr("Add a correction …"))
        self._wrong.say(self.tr("What was wrong"))
        self._right.say(self.tr("What is right"))
        self.keep_button.setText(self.tr("Keep the correction"))
        self.cancel_button.setText(self.tr("Cancel"))

    def _fill(self) -> None:
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for each in self._told:
            self._rows.addWidget(self._row(each))

    def _row(self, correction: Correction) -> QWidget:
        whole = QWidget()
        layout = QVBoxLayout(whole)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        is_out = correction in self._printed
        state = self.tr("readers have it") if is_out else self.tr("goes out with the next update")
        layout.addWidget(_text(f"{words.date_time(correction.at, self._zone)} · {state}", "quiet"))
        if correction.wrong:
            layout.addWidget(_text(self.tr("Wrong: {text}").format(text=correction.wrong)))
        layout.addWidget(_text(self.tr("Right: {text}").format(text=correction.right)))
        if not is_out:
            layout.addLayout(self._buttons(correction))
        return whole

    def _buttons(self, correction: Correction) -> QHBoxLayout:
        edit, remove = (
            _link(partial(self.begin, correction)),
            _link(partial(self._remove, correction)),
        )
        edit.setText(self.tr("Edit"))
        remove.setText(self.tr("Remove"))
        layout = QHBoxLayout()
        for each in (edit, remove):
            layout.addWidget(each)
        layout.addStretch(1)
        return layout

    def _enable(self) -> None:
        self.keep_button.setEnabled(bool(self.right.text().strip()))

    def _keep(self) -> None:
        wrong, right = (nfc(each.text()).strip() for each in (self.wrong, self.right))
        before, at = self._changed, words.now()
        if before is None or before not in self._told:
            told = (*self._told, Correction(at, wrong, right))
        else:
            new = replace(before, wrong=wrong, right=right)
            told = tuple(new if each == before else each for each in self._told)
        self._close()
        self.edited.emit(told)

    def _remove(self, correction: Correction) -> None:
        self.edited.emit(tuple(each for each in self._told if each != correction))

    def _close(self) -> None:
        self.close_form()
        self.add_button.setFocus(Qt.FocusReason.OtherFocusReason)


def _link(do: Callable[[], object]) -> QPushButton:
    made = QPushButton()
    made.setProperty("kind", "link")
    made.setAutoDefault(True)
    made.clicked.connect(lambda _on=False: do())
    return made


def _text(said: str, tone: str = "") -> QLabel:
    made = QLabel(said)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    made.setProperty("tone", tone)
    return made
