# SPDX-License-Identifier: GPL-3.0-or-later
"""What was chosen is kept, followed at once, and told to the publishing server."""

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QWidget

from editor.errors import Offline
from tests.ui.panels.test_panels import press
from tests.ui.stand_ins import a_desk
from ui.panels.choices import Choices
from ui.panels.sheet import Sheet


class House:
    def __init__(self) -> None:
        self.renewed = 0
        self.paired: list[tuple[str, str]] = []
        self.fault: Offline | None = None

    def shown(self) -> None: ...

    def renew(self) -> None:
        self.renewed += 1

    def pair(self, address: str, code: str) -> None:
        if self.fault is not None:
            raise self.fault
        self.paired.append((address, code))


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
    panel._address.setText("https://news.example.org")
    panel._code.setText("123-456")
    press(panel, "Sign in")


def test_signing_in_pairs_with_the_server(choices, qtbot):
    sign_in(choices)
    qtbot.waitUntil(lambda: choices.house.paired == [("https://news.example.org", "123-456")])
    qtbot.waitUntil(lambda: not choices.choices._panel._code.text())


def test_a_sign_in_that_fails_says_why_beside_the_field(choices, qtbot):
    choices.house.fault = Offline("line.down")
    sign_in(choices)
    state = choices.choices._panel._site_state
    qtbot.waitUntil(lambda: "cannot be reached" in state.text())
