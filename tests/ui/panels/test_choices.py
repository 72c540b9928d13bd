# SPDX-License-Identifier: GPL-3.0-or-later
"""What was chosen is kept, followed at once, and told to the publishing server."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from editor.errors import Offline
from editor.model.capabilities import Capabilities, Met
from tests.ui.panels.test_panels import press
from tests.ui.stand_ins import a_desk
from ui.panels.choices import Choices
from ui.panels.house_form import HouseForm
from ui.panels.sheet import Sheet

MET = Met("Sông Báo", "Mai", "editor", Capabilities(house="WordPress", is_one_author=True))


class House:
    def __init__(self) -> None:
        self.renewed = 0
        self.paired: list[tuple[str, str]] = []
        self.signed_in: list[tuple[str, str, str]] = []
        self.fault: Offline | None = None

    def shown(self) -> None: ...

    def renew(self) -> None:
        self.renewed += 1

    def pair(self, address: str, code: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.paired.append((address, code))

    def meet(self, address: str, kind: str, login: str) -> Met:
        if self.fault is not None:
            raise self.fault
        return MET

    def sign_in(self, address: str, kind: str, login: str) -> Met:
        self.signed_in.append((address, kind, login))
        return self.meet(address, kind, login)


@pytest.fixture
def choices(tasks, theme, qtbot):
    desk, house, window = a_desk(), House(), QWidget()
    desk.folder = Path("/stories")
    desk.settings = replace(desk.settings, welcome_done=True)
    window.resize(900, 800)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    sheet = Sheet(window, width_px=560)
    made = Choices(desk, tasks, theme, house, sheet)
    return SimpleNamespace(
        choices=made, desk=desk, house=house, sheet=sheet, window=window, theme=theme
    )


def test_a_choice_is_kept_and_followed(choices, qtbot):
    wanted = replace(choices.desk.settings, appearance="dark", person="Trần Thị Một")
    choices.choices.take(wanted)
    assert choices.theme.scheme == "dark"
    qtbot.waitUntil(lambda: choices.desk.settings == wanted)


def test_the_language_is_told(choices, qtbot):
    with qtbot.waitSignal(choices.choices.language_chosen) as told:
        choices.choices.take(replace(choices.desk.settings, language="vi"))
    assert told.args == ["vi"]


def test_another_server_is_connected_once_it_is_kept(choices, qtbot):
    choices.choices.take(replace(choices.desk.settings, site_address="https://a.example"))
    qtbot.waitUntil(lambda: choices.house.renewed == 1)
    assert choices.desk.settings.site_address == "https://a.example"


def test_another_newspaper_reaches_the_built_in_server_at_once(choices, qtbot):
    choices.choices.take(replace(choices.desk.settings, profile="en"))
    qtbot.waitUntil(lambda: choices.house.renewed == 1)
    assert choices.desk.settings.profile == "en"


def test_a_far_server_has_its_own_newspaper(choices, qtbot):
    """Only the address connects anew; what this laptop would print is of no matter there."""
    choices.desk.settings = replace(choices.desk.settings, site_address="https://a.example")
    choices.choices.take(replace(choices.desk.settings, profile="en"))
    choices.choices.take(replace(choices.desk.settings, site_address="https://b.example"))
    qtbot.waitUntil(lambda: choices.desk.settings.site_address == "https://b.example")
    qtbot.waitUntil(lambda: choices.house.renewed > 0)
    assert choices.house.renewed == 1


def test_what_others_wrote_meanwhile_stays(choices, qtbot):
    """The built-in server writes its port while a person chooses."""
    wanted = replace(choices.desk.settings, person="Trần Thị Một")
    choices.desk.settings = replace(choices.desk.settings, builtin_port=8123)
    choices.choices.take(replace(wanted, builtin_port=8123))
    qtbot.waitUntil(lambda: choices.desk.settings.person == "Trần Thị Một")
    assert choices.desk.settings.builtin_port == 8123


def sign_in(choices) -> None:
    choices.choices.show()
    panel = choices.choices._panel
    panel.house.address.setText("https://news.example.org")
    panel.house.code.setText("123-456")
    press(panel, "Sign in")


def test_signing_in_pairs_with_the_server(choices, qtbot):
    sign_in(choices)
    qtbot.waitUntil(lambda: choices.house.paired == [("https://news.example.org", "123-456")])
    qtbot.waitUntil(lambda: not choices.choices._panel.house.code.text())


def test_a_sign_in_that_fails_says_why_beside_the_field(choices, qtbot):
    choices.house.fault = Offline("line.down")
    sign_in(choices)
    state = choices.choices._panel.house.state
    qtbot.waitUntil(lambda: "cannot be reached" in state.text())


def a_wordpress(choices) -> HouseForm:
    choices.choices.show()
    form = choices.choices._panel.house
    form.kind.setCurrentIndex(form.kind.findData("wordpress"))
    form.address.setText("https://song.example/")
    form.user.setText("mai")
    form.password.setText("abcd efgh")
    return form


def test_a_house_of_another_kind_is_tried_and_nothing_is_kept(choices, qtbot):
    form, before = a_wordpress(choices), choices.desk.settings
    press(form, "Test")
    qtbot.waitUntil(form.met.isVisible)
    assert "Mai" in form.met.text()
    assert "one author" in form.met.text()
    assert "mail" not in form.met.text()
    assert choices.house.signed_in == []
    assert choices.desk.settings == before
    form.password.setText("")
    QTest.keyClick(form.password, "x")
    assert not form.met.isVisible()


def test_a_house_of_another_kind_is_signed_in_to_by_name(choices, qtbot):
    form = a_wordpress(choices)
    press(form, "Sign in")
    qtbot.waitUntil(lambda: not form.password.text())
    asked = ("https://song.example", "wordpress", "mai:abcd efgh")
    assert choices.house.signed_in == [asked]
    assert form.user.text() == "mai"


def test_a_house_that_takes_a_key_asks_for_no_name(choices, qtbot):
    form, key = a_wordpress(choices), f"{'0a' * 12}:{'1b' * 32}"
    form.kind.setCurrentIndex(form.kind.findData("ghost"))
    assert (form.key.isVisible(), form.user.isVisible(), form.code.isVisible()) == (
        True,
        False,
        False,
    )
    form.key.setText(f" {key} ")
    press(form, "Sign in")
    qtbot.waitUntil(lambda: not form.key.text())
    assert choices.house.signed_in == [("https://song.example", "ghost", key)]


def test_a_wrong_password_is_told_beside_the_form(choices, qtbot):
    choices.house.fault = Offline("line.signed_out")
    form = a_wordpress(choices)
    press(form, "Test")
    qtbot.waitUntil(lambda: form.state.property("tone") == "needs_you")
    assert not form.met.isVisible()
    assert form.password.text() == "abcd efgh"


def test_back_to_the_built_in_server(choices, qtbot):
    form = a_wordpress(choices)
    choices.desk.settings = replace(
        choices.desk.settings, site_address="https://song.example", site_kind="wordpress"
    )
    press(form, "Use the built-in server")
    qtbot.waitUntil(lambda: choices.house.renewed == 1)
    now = choices.desk.settings
    assert (now.site_address, now.site_kind) == ("", "")
