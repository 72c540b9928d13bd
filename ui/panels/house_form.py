# SPDX-License-Identifier: GPL-3.0-or-later
"""The publishing server in a form: which kind it is, how one signs in, what it can do."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from editor.model.capabilities import Capabilities, Check, Met
from editor.model.workflow import Act
from editor.settings import NAMED_KINDS, SITE_KINDS, Settings
from ui import words
from ui.lines import WordLine
from ui.panels.pieces import button, column, field, label, row, set_tone

NAMES = {"": "Stet", "wordpress": "WordPress", "ghost": "Ghost"}
"""What the makers call their programs, in every language."""
NAMED_SECTIONS = 8
"""So many sections are told by name; the rest are counted."""


@dataclass(frozen=True, slots=True)
class Login:
    """How a person wants to sign in."""

    address: str
    """Without a slash at the end."""
    kind: str
    """One of `editor.settings.SITE_KINDS`."""
    secret: str
    """A pairing code, or what a house of that kind takes."""

    @property
    def is_whole(self) -> bool:
        """Whether all is there that is needed to ask."""
        name, colon, password = self.secret.partition(":")
        is_told = bool(name and password) if colon else bool(self.secret)
        return bool(self.address) and is_told


class HouseForm(QWidget):
    """What it asks for goes out as signals; what came of it is shown by `show_site` and `show_met`.

    Args:
        settings: as they now are.
    """

    sign_in_asked = Signal(object)
    """A `Login`; without an address: the built-in server."""
    test_asked = Signal(object)
    """A `Login`: who are we there, and what can be done? Nothing is to be kept."""

    map_asked = Signal()
    """A person wants to see what our names are in the house."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[tuple[QLabel, Callable[[], str]]] = []
        self.kind = QComboBox()
        for name in SITE_KINDS:
            self.kind.addItem(NAMES[name], name)
        self.address, self.code = WordLine(), WordLine()
        self.user, self.password, self.key = WordLine(), WordLine(), WordLine()
        self.address.setInputMethodHints(Qt.InputMethodHint.ImhUrlCharactersOnly)
        for each in (self.password, self.key):
            each.setEchoMode(QLineEdit.EchoMode.Password)
        self.state, self.met = label(tone="quiet"), label(tone="quiet")
        self.hint, self.key_hint = label(tone="quiet"), label(tone="quiet")
        self.met.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.sign_in = button(lambda: self.sign_in_asked.emit(self._login()))
        self.test = button(lambda: self.test_asked.emit(self._login()), kind="plain")
        self.builtin = button(self._ask_builtin, kind="plain")
        self.names = button(self.map_asked.emit)
        self.undecided = label(tone="quiet", wraps=False)
        self._lay_out()
        self._say()
        self.kind.currentIndexChanged.connect(lambda _index: self._choose_fields())
        for each in self._lines():
            each.textEdited.connect(lambda _text: self.met.hide())
        self.show_settings(settings)

    def show_settings(self, settings: Settings) -> None:
        """Show which server is set."""
        if not self.address.hasFocus():
            self.address.setText(settings.site_address)
        if not any(each.hasFocus() for each in (self.kind, self.user, self.password, self.key)):
            with QSignalBlocker(self.kind):
                self.kind.setCurrentIndex(max(0, self.kind.findData(settings.site_kind)))
        self._map_row.setVisible(bool(settings.site_kind))
        self._choose_fields()

    def show_undecided(self, count: int) -> None:
        """Say how many of our names wait for a decision what they are in the house."""
        said = self.tr("To be decided: {count}").format(count=words.number(count))
        self.undecided.setText(said if count else "")

    def show_site(self, sentence: str, *, tone: str = "quiet") -> None:
        """Say how the connection to the server is."""
        self.state.setText(sentence)
        set_tone(self.state, tone)

    def show_connecting(self) -> None:
        """Say that it is being tried."""
        self.met.hide()
        self.show_site(self.tr("Connecting …"))

    def show_met(self, met: Met) -> None:
        """Say who we are to a house, and what is different there."""
        lines = [self._who(met), self._sections(met), *self._differences(met.able)]
        self.met.setText("\n".join(each for each in lines if each))
        self.met.show()

    def show_signed_in(self, settings: Settings) -> None:
        """What was used is shown no more: a code opens nothing again, a password is kept safe."""
        for line in (self.code, self.password, self.key):
            line.clear()
        self.show_settings(settings)

    def changeEvent(self, event: QEvent) -> None:
        """Say everything anew when the language changes."""
        if event.type() == QEvent.Type.LanguageChange:
            self._say()
        super().changeEvent(event)

    def _lines(self) -> tuple[WordLine, ...]:
        return (self.address, self.code, self.user, self.password, self.key)

    def _lay_out(self) -> None:
        where = row(
            self._field(lambda: self.tr("What runs there"), self.kind),
            self._field(lambda: self.tr("Address of the publishing server"), self.address),
        )
        where.setStretch(0, 1)
        where.setStretch(1, 2)
        self._paired, self._named, self._keyed = QWidget(), QWidget(), QWidget()
        self._map_row = QWidget()
        self._map_row.setLayout(row(self.names, self.undecided, -1))
        self._paired.setLayout(
            column(self._field(lambda: self.tr("Pairing code"), self.code), gap_px=0)
        )
        names = row(
            self._field(lambda: self.tr("Name or e-mail there"), self.user),
            self._field(lambda: self.tr("Application password"), self.password),
        )
        self._named.setLayout(column(names, self.hint))
        key = self._field(lambda: self.tr("Staff access token or Admin API key"), self.key)
        self._keyed.setLayout(column(key, self.key_hint))
        buttons = row(self.sign_in, self.test, self.builtin, -1)
        self.setLayout(
            column(
                where,
                self._paired,
                self._named,
                self._keyed,
                buttons,
                self.state,
                self.met,
                self._map_row,
                gap_px=8,
            )
        )
        self.met.hide()

    def _field(self, said: Callable[[], str], editor: QWidget) -> QWidget:
        made, whole = label(), QWidget()
        self._labels.append((made, said))
        whole.setLayout(field(made, editor))
        return whole

    def _choose_fields(self) -> None:
        kind = self.kind.currentData()
        is_named = kind in NAMED_KINDS
        self._paired.setVisible(not kind)
        self._named.setVisible(is_named)
        self._keyed.setVisible(bool(kind) and not is_named)
        self.test.setVisible(bool(kind))
        self.met.hide()
        self._say_address()

    def _say(self) -> None:
        for made, said in self._labels:
            made.setText(said())
        self.sign_in.setText(self.tr("Sign in"))
        self.test.setText(self.tr("Test"))
        self.test.setToolTip(self.tr("Who you are there, and what can be done; nothing is kept"))
        self.builtin.setText(self.tr("Use the built-in server"))
        self.names.setText(self.tr("Categories, bylines and tags …"))
        self.code.setPlaceholderText(self.tr("From your administrator"))
        self.hint.setText(
            self.tr(
                "An application password is made on the site, under Users, in your profile; "
                "your own password does not work."
            )
        )
        self.key_hint.setText(
            self.tr(
                "In Ghost's admin: your picture, then Your profile; the staff access token stands "
                "at its end, and with it you are there who you are. An Admin API key is for a "
                "whole newsroom: Settings, Integrations, Add custom integration. Copy it whole, "
                "with the colon."
            )
        )
        self._say_address()

    def _say_address(self) -> None:
        is_ours = not self.kind.currentData()
        empty = self.tr("Empty: the built-in server on this computer")
        self.address.setPlaceholderText(empty if is_ours else "https://")

    def _login(self) -> Login:
        kind, secret = str(self.kind.currentData()), self.code.text().strip()
        if kind in NAMED_KINDS:
            secret = f"{self.user.text().strip()}:{self.password.text().strip()}"
        elif kind:
            secret = self.key.text().strip()
        return Login(self.address.text().strip().rstrip("/"), kind, secret)

    def _ask_builtin(self) -> None:
        for line in self._lines():
            line.clear()
        self.kind.setCurrentIndex(0)
        self.sign_in_asked.emit(Login("", "", ""))

    def _who(self, met: Met) -> str:
        said = self.tr("{site} ({program}). You are {person}, {role}.")
        return said.format(
            site=met.name,
            program=met.able.house,
            person=met.person,
            role=words.role_word(met.role),
        )

    def _sections(self, met: Met) -> str:
        if not met.categories:
            return ""
        told = ", ".join(met.categories[:NAMED_SECTIONS])
        rest = len(met.categories) - NAMED_SECTIONS
        if rest > 0:
            told = self.tr("{names} and {count} more").format(names=told, count=words.number(rest))
        return self.tr("Categories: {names}.").format(names=told)

    def _guard(self, able: Capabilities) -> str:
        if able.conditional_write is Check.SECONDS:
            return self.tr(
                "The house tells apart who wrote first, but not within one second: Stet reads "
                "a story just before it writes, and brings both texts together."
            )
        return self.tr(
            "The house does not guard against two writing at once: Stet reads a story "
            "just before it writes and again after, and brings both texts together."
        )

    def _differences(self, able: Capabilities) -> list[str]:
        """What a person must know who is used to a server of ours."""
        told = (
            (
                Act.PUBLISH not in able.acts,
                self.tr("Your account may hand stories in; somebody else publishes them."),
            ),
            (able.conditional_write is not Check.REVISION, self._guard(able)),
            (
                not able.keeps_any_html,
                self.tr(
                    "A filter of the house takes frames and scripts out of what your account "
                    "writes; you are told before a story goes out."
                ),
            ),
            (
                able.is_one_author,
                self.tr("A story has one author there; the other names stand in its text."),
            ),
            (
                not able.keeps_desk_fields,
                self.tr("Notes, flags, pay and comments stay on this computer."),
            ),
            (
                not able.resumes_uploads,
                self.tr("A picture that broke off on its way is sent from its beginning."),
            ),
            (able.may_mail, self.tr("Publishing can send mail to subscribers.")),
        )
        return [f"·  {sentence}" for holds, sentence in told if holds]
