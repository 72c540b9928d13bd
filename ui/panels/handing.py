# SPDX-License-Identifier: GPL-3.0-or-later
"""How a story is handed on: in which form, to whom, and what of it its receiver does not get."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QWidget

from ui.panels.pieces import button, clear, column, field, label, row
from ui.theme import GRID_PX

BUNDLE = "bundle"
FORMS = ("ninjs", "ninjs2.1", "ninjs1.3", "newsml", "nitf", BUNDLE)
"""As the command line calls them; the first is chosen to begin with."""


class HandingPanel(QWidget):
    """Asks for the form and the receiver; the last choice stands there again."""

    look_asked = Signal(str, bool)
    """A form and whether it is for colleagues: what its receiver does not get is to be told."""
    file_asked = Signal(str, bool)
    """The same, chosen: a person wants to choose the file now."""
    close_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = label(role="heading")
        self.form = QComboBox()
        for each in FORMS:
            self.form.addItem("", each)
        self._form_words = label()
        self.about = label(tone="quiet")
        self.colleagues = QCheckBox()
        self._stays_words = label(role="label")
        self._stays = column(gap_px=4)
        self.go = button(self._go, kind="primary")
        self.cancel = button(self.close_asked.emit, kind="plain")
        self.setLayout(
            column(
                self.heading,
                field(self._form_words, self.form),
                self.about,
                self.colleagues,
                self._stays_words,
                self._stays,
                -1,
                row(-1, self.cancel, self.go),
                margin_px=2 * GRID_PX,
            )
        )
        self.setFocusProxy(self.form)
        self.go.setDefault(True)
        self.form.currentIndexChanged.connect(lambda _index: self._look())
        self.colleagues.toggled.connect(lambda _is_on: self._look())
        self._say()

    @property
    def chosen(self) -> str:
        """The form."""
        return str(self.form.currentData())

    @property
    def is_for_colleagues(self) -> bool:
        """Whether notes and real names go along; a bundle always has them."""
        return self.colleagues.isChecked() or self.chosen == BUNDLE

    def start(self) -> None:
        """Begin with the story as it now stands."""
        self._look()

    def recall(self, form: str, *, for_colleagues: bool) -> None:
        """Begin with what was chosen last."""
        self.form.setCurrentIndex(max(0, self.form.findData(form)))
        self.colleagues.setChecked(for_colleagues)

    def show_notes(self, sentences: Sequence[str]) -> None:
        """What the receiver will not get."""
        clear(self._stays)
        self._stays_words.setVisible(bool(sentences))
        for each in sentences:
            line = label(each, tone="quiet")
            self._stays.addWidget(line)
            # What is not shown yet has no height in the eyes of the sheet.
            line.show()
        self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _say(self) -> None:
        self.heading.setText(self.tr("Export story"))
        self._form_words.setText(self.tr("Form"))
        self.form.setAccessibleName(self.tr("Form"))
        self.colleagues.setText(
            self.tr("For colleagues: with notes, real names and the copy as typed")
        )
        self._stays_words.setText(self.tr("Its receiver does not get"))
        self.go.setText(self.tr("Choose a file …"))
        self.cancel.setText(self.tr("Cancel"))
        for index, each in enumerate(self._names()):
            self.form.setItemText(index, each)
        self._say_about()

    def _names(self) -> tuple[str, ...]:
        return (
            "ninjs 3.0 (JSON)",
            "ninjs 2.1 (JSON)",
            "ninjs 1.3 (JSON)",
            "NewsML-G2 (XML)",
            "NITF 3.6 (XML)",
            self.tr("Bundle of Stet, with history"),
        )

    def _say_about(self) -> None:
        beside = self.tr("The pictures go into a folder beside the file, with their words.")
        whole = self.tr("One file to carry by hand: copy, pictures, notes and all versions.")
        self.about.setText(whole if self.chosen == BUNDLE else beside)

    def _look(self) -> None:
        self._say_about()
        self.colleagues.setEnabled(self.chosen != BUNDLE)
        self.look_asked.emit(self.chosen, self.is_for_colleagues)

    def _go(self) -> None:
        self.close_asked.emit()
        self.file_asked.emit(self.chosen, self.is_for_colleagues)
