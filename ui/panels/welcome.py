# SPDX-License-Identifier: GPL-3.0-or-later
"""The first start: language, name and site, in one short page that can be skipped."""

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from editor.settings import Settings
from ui.lines import WordLine
from ui.panels.pieces import button, column, field, label, row
from ui.theme import GRID_PX

WIDTH_PX = 440


class Welcome(QWidget):
    """Asks three things, each with a good answer already in place."""

    language_chosen = Signal(str)
    """`vi` or `en`; the whole screen follows at once."""
    done = Signal(object)
    """The new Settings, with `welcome_done`."""

    def __init__(
        self, settings: Settings, language: str, logo: QPixmap, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._settings = settings
        self._language = language
        # The paper most likely speaks as its editor does; a person may say otherwise.
        self._profile = language
        self._has_chosen_site = False
        self._build(logo)
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _build(self, logo: QPixmap) -> None:
        picture = label(wraps=False)
        picture.setPixmap(logo)
        self._title, self._note = label(role="title"), label(tone="quiet")
        self._person, self._pen_name = WordLine(), WordLine()
        self._person_words, self._pen_words = label(), label()
        self._language_words, self._site_words = label(role="label"), label(role="label")
        self._address_words, self._address = label(), WordLine()
        self._start = button(self._finish, kind="primary")
        self._skip = button(self._skip_all, kind="plain")
        inside = QWidget()
        inside.setFixedWidth(WIDTH_PX)
        inside.setLayout(
            column(
                picture,
                GRID_PX,
                self._title,
                self._note,
                2 * GRID_PX,
                self._language_words,
                self._choice((("vi", "Tiếng Việt"), ("en", "English")), self._language),
                GRID_PX,
                field(self._person_words, self._person),
                field(self._pen_words, self._pen_name),
                GRID_PX,
                self._site_words,
                self._site_choice(),
                field(self._address_words, self._address),
                2 * GRID_PX,
                row(self._start, self._skip, -1),
            )
        )
        middle = row(-1, inside, -1)
        self.setLayout(column(-1, middle, -1, margin_px=2 * GRID_PX))
        self._person.returnPressed.connect(self._pen_name.setFocus)
        self._pen_name.returnPressed.connect(self._address.setFocus)
        self._address.returnPressed.connect(self._finish)
        self.setFocusProxy(self._person)

    def _choice(self, offers: tuple[tuple[str, str], ...], chosen: str) -> QHBoxLayout:
        self._languages = self._buttons(offers, chosen, self._take_language)
        return row(*self._languages.values(), -1, gap_px=4)

    def _site_choice(self) -> QHBoxLayout:
        offers = (("vi", "Tiếng Việt"), ("en", "English"))
        self._sites = self._buttons(offers, self._profile, self._take_profile)
        return row(*self._sites.values(), -1, gap_px=4)

    def _buttons(
        self, offers: tuple[tuple[str, str], ...], chosen: str, tell: object
    ) -> dict[str, QPushButton]:
        group = QButtonGroup(self)
        made = {}
        for value, text in offers:
            each = button(text=text)
            each.setObjectName("space")
            each.setCheckable(True)
            each.setChecked(value == chosen)
            group.addButton(each)
            if callable(tell):
                each.clicked.connect(lambda _on=False, value=value: tell(value))
            made[value] = each
        return made

    def _take_language(self, language: str) -> None:
        if not self._has_chosen_site:
            self._profile = language
            self._sites[language].setChecked(True)
        self.language_chosen.emit(language)

    def _take_profile(self, profile: str) -> None:
        self._has_chosen_site = True
        self._profile = profile

    def _say(self) -> None:
        self._title.setText(self.tr("Welcome"))
        self._note.setText(
            self.tr(
                "Write offline, caption, publish. Everything is saved on this computer from the "
                "first key press. All of this can be changed later in the settings."
            )
        )
        self._language_words.setText(self.tr("Language"))
        self._person_words.setText(self.tr("Your name"))
        self._pen_words.setText(self.tr("Pen name, as readers see it"))
        self._site_words.setText(self.tr("The newspaper's pages are in"))
        self._address_words.setText(self.tr("Publishing server"))
        self._address.setPlaceholderText(self.tr("Empty: the built-in server on this computer"))
        self._start.setText(self.tr("Start writing"))
        self._skip.setText(self.tr("Skip"))

    def _finish(self) -> None:
        self.done.emit(
            replace(
                self._settings,
                language=next(key for key, each in self._languages.items() if each.isChecked()),
                person=self._person.text().strip(),
                pen_name=self._pen_name.text().strip(),
                profile=self._profile,
                site_address=self._address.text().strip().rstrip("/"),
                welcome_done=True,
            )
        )

    def _skip_all(self) -> None:
        self.done.emit(replace(self._settings, profile=self._profile, welcome_done=True))
