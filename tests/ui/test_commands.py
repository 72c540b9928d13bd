# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of commands: nothing twice, every icon there, no key that a typist needs."""

import json
from collections import Counter
from pathlib import Path

import qtawesome
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QPushButton, QWidget

from ui.commands import GROUPS, TABLE, Commands, words_of

LETTERS = ("photos", "wires")
"""Places without a field to type into."""
PLACES = {each.place for each in TABLE}
IN_SIGHT_WITH = {
    place: PLACES - ({*LETTERS} - {place} if place in LETTERS else {LETTERS[1]}) for place in PLACES
}
"""A place -> those that may be in sight with it."""


def test_ids_and_keys_are_given_once():
    assert max(Counter(each.id for each in TABLE).values()) == 1
    for place in {each.place for each in TABLE}:
        # Of two places with letters for keys only one is ever in sight.
        there = [each for each in TABLE if each.key and each.place in IN_SIGHT_WITH[place]]
        keys = Counter(QKeySequence(each.key).toString() for each in there)
        assert [key for key, count in keys.items() if count > 1] == []


def test_no_single_letter_is_a_key_where_somebody_types():
    """Telex and VNI typists need every letter and digit: a key has Ctrl or Alt, or is an F key.

    Only a place without a field to type into may have more, and there each is a key only there.
    """
    for each in TABLE:
        is_safe = not each.key or each.key.startswith(("Ctrl+", "Alt+")) or each.key[1:].isdigit()
        assert is_safe or each.place in LETTERS, each.id


def test_the_keys_of_a_place_are_keys_only_there(theme, qtbot):
    """A letter goes to the field that has the focus, and to nothing while the place is away."""
    window = QWidget()
    qtbot.addWidget(window)
    place, field = QPushButton(window), QLineEdit(window)
    commands = Commands(theme, window)
    commands.give("photos", place)
    done = []
    commands.on("photos.pick", lambda: done.append("pick"))
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    place.setFocus()
    QTest.keyClick(place, Qt.Key.Key_P)
    assert done == []
    commands.enable("photos", is_enabled=True)
    QTest.keyClick(place, Qt.Key.Key_P)
    assert done == ["pick"]
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_P)
    assert (done, field.text()) == (["pick"], "p")


def test_every_icon_is_in_the_one_family():
    fonts = Path(qtawesome.__file__).parent / "fonts"
    known = json.loads(next(fonts.glob("phosphor-charmap*")).read_text(encoding="utf-8"))
    for each in TABLE:
        assert not each.icon or each.icon.removeprefix("ph.") in known, each.icon


def test_every_command_belongs_to_a_group():
    assert {each.group for each in TABLE} <= {key for key, _words in GROUPS}


def test_a_command_is_told_when_asked(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(theme, window)
    done = []
    commands.on("keys", lambda: done.append("keys"))
    with qtbot.waitSignal(commands.asked) as told:
        commands.ask("keys")
    assert told.args == ["keys"]
    assert done == ["keys"]


def test_menus_hold_every_command_that_belongs_there(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(theme, window)
    menu = QMenu(window)
    commands.fill(menu)
    shown = [action.text() for part in menu.actions() for action in part.menu().actions()]
    assert shown == [
        words_of(each)
        for key, _words in GROUPS
        for each in TABLE
        if each.group == key and each.is_in_menu
    ]
