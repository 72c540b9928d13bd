# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person can choose; every choice holds at once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from editor.settings import Settings
from ui.lines import WordLine
from ui.panels.house_form import HouseForm
from ui.panels.look_line import LookLine
from ui.panels.pieces import button, column, field, label, row, scrolled
from ui.panels.writing import WritingChoices
from ui.theme import COPY_FAMILIES, GRID_PX

SMALLEST_COPY_PX, LARGEST_COPY_PX = 14, 28
ROOM_PX = 640


class SettingsPanel(QWidget):
    """A form without OK and Cancel: `changed` tells the settings as they now are."""

    changed = Signal(object)
    """The new Settings."""
    folder_asked = Signal()
    """A person wants to see the folder of the store."""
    done = Signal()

    def __init__(self, settings: Settings, folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._folder = folder
        self._desks: Sequence[tuple[str, str]] = ()
        self._labels: list[tuple[QLabel, Callable[[], str]]] = []
        self._build()
        self._say()
        self._wire()

    def show_settings(self, settings: Settings) -> None:
        """Show settings that were changed elsewhere."""
        self._settings = settings
        self._fill()

    def show_desks(self, desks: Sequence[tuple[str, str]]) -> None:
        """Offer (key, name) of the newsroom's desks; one that it has no more is kept.

        Args:
            desks: in the order of the site.
        """
        kept, self._desks = self._settings.desk, desks
        known = [(name, key) for key, name in desks]
        if kept and kept not in {key for _, key in known}:
            known.append((kept, kept))
        self._offer(self._news_desk, [(self.tr("All desks"), ""), *known])
        with QSignalBlocker(self._news_desk):
            self._news_desk.setCurrentIndex(max(0, self._news_desk.findData(kept)))

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self) -> None:
        self._language, self._profile, self._appearance = QComboBox(), QComboBox(), QComboBox()
        self._news_desk = QComboBox()
        self._person, self._pen_name, self._device = WordLine(), WordLine(), WordLine()
        self.house = HouseForm(self._settings)
        self.look = LookLine()
        self._copy_font, self._copy_size = QComboBox(), QSpinBox()
        self._copy_size.setRange(SMALLEST_COPY_PX, LARGEST_COPY_PX)
        self._copy_size.setSuffix(" px")
        # As the other fields: a style sheet cannot move the text of this one.
        self._copy_size.lineEdit().setTextMargins(GRID_PX, 0, GRID_PX, 0)
        self.writing = WritingChoices()
        self._folder_words = label(str(self._folder), tone="quiet")
        self._folder_words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._show_folder = button(self.folder_asked.emit, kind="plain")
        self._done = button(self.done.emit)
        inside = QWidget()
        inside.setLayout(self._form())
        area = scrolled(inside, is_roomy=True)
        area.setMinimumHeight(ROOM_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area, 1)
        layout.addLayout(row(-1, self._done, margin_px=2 * GRID_PX))

    def _form(self) -> QVBoxLayout:
        names = row(
            self._field(lambda: self.tr("Name"), self._person),
            self._field(lambda: self.tr("Pen name"), self._pen_name),
        )
        return column(
            self._heading(lambda: self.tr("You")),
            names,
            self._field(lambda: self.tr("Desk, whose stories wait for you"), self._news_desk),
            self._field(
                lambda: self.tr("Name of this computer, as colleagues see it"), self._device
            ),
            self._field(lambda: self.tr("Language"), self._language),
            GRID_PX,
            self._heading(lambda: self.tr("Publishing server")),
            self.house,
            self.look,
            self._field(lambda: self.tr("Site, until a server has told its own"), self._profile),
            GRID_PX,
            self._heading(lambda: self.tr("Appearance")),
            self._field(lambda: self.tr("Colours"), self._appearance),
            self._type_row(),
            GRID_PX,
            self._heading(lambda: self.tr("Writing")),
            self.writing,
            GRID_PX,
            self._heading(lambda: self.tr("Where everything is kept")),
            row(self._folder_words, -1, self._show_folder),
            -1,
            margin_px=3 * GRID_PX,
        )

    def _type_row(self) -> QHBoxLayout:
        size = self._field(lambda: self.tr("Size"), self._copy_size)
        made = row(self._field(lambda: self.tr("Font of the copy"), self._copy_font), size)
        made.setStretch(0, 3)
        made.setStretch(1, 1)
        return made

    def _field(self, words: Callable[[], str], editor: QWidget) -> QVBoxLayout:
        made = label()
        self._labels.append((made, words))
        return field(made, editor)

    def _heading(self, words: Callable[[], str]) -> QLabel:
        made = label(role="heading")
        self._labels.append((made, words))
        return made

    def _wire(self) -> None:
        for line in (self._person, self._pen_name, self._device):
            line.editingFinished.connect(self._take)
        boxes = (self._language, self._profile, self._appearance, self._copy_font)
        for box in (*boxes, self._news_desk):
            box.currentIndexChanged.connect(lambda _index: self._take())
        self._copy_size.valueChanged.connect(lambda _value: self._take())
        self.writing.changed.connect(self._take)

    def _say(self) -> None:
        for made, words in self._labels:
            made.setText(words())
        self._show_folder.setText(self.tr("Show folder"))
        self._done.setText(self.tr("Close"))
        self._offer(
            self._language,
            [(self.tr("As the system"), ""), ("Tiếng Việt", "vi"), ("English", "en")],
        )
        self._offer(self._profile, [("Tiếng Việt", "vi"), ("English", "en")])
        self._offer(
            self._appearance,
            [
                (self.tr("As the system"), "system"),
                (self.tr("Light"), "light"),
                (self.tr("Dark"), "dark"),
            ],
        )
        # Only type that holds all of Vietnamese is offered.
        system = QFontDatabase.families(QFontDatabase.WritingSystem.Vietnamese)
        others = [each for each in system if each not in COPY_FAMILIES]
        self._offer(self._copy_font, [(each, each) for each in (*COPY_FAMILIES, *others)])
        self._fill()

    def _offer(self, box: QComboBox, rows: list[tuple[str, str]]) -> None:
        with QSignalBlocker(box):
            box.clear()
            for words, value in rows:
                box.addItem(words, value)

    def _fill(self) -> None:
        settings = self._settings
        self.show_desks(self._desks)
        chosen = (
            (self._language, settings.language),
            (self._profile, settings.profile),
            (self._appearance, settings.appearance),
            (self._copy_font, settings.copy_font or COPY_FAMILIES[0]),
        )
        for box, value in chosen:
            with QSignalBlocker(box):
                box.setCurrentIndex(max(0, box.findData(value)))
        with QSignalBlocker(self._copy_size):
            self._copy_size.setValue(settings.copy_size_px)
        self.writing.show_settings(settings)
        self.house.show_settings(settings)
        for line, text in (
            (self._person, settings.person),
            (self._pen_name, settings.pen_name),
            (self._device, settings.device),
        ):
            if not line.hasFocus():
                line.setText(text)

    def _take(self) -> None:
        desk = self._news_desk.currentData()
        now = replace(
            self._settings,
            language=self._language.currentData(),
            profile=self._profile.currentData(),
            appearance=self._appearance.currentData(),
            person=self._person.text().strip(),
            pen_name=self._pen_name.text().strip(),
            desk=self._settings.desk if desk is None else desk,
            device=self._device.text().strip(),
            copy_font=self._copy_font.currentData(),
            copy_size_px=self._copy_size.value(),
        )
        now = self.writing.taken(now)
        if now != self._settings:
            self._settings = now
            self.changed.emit(now)
