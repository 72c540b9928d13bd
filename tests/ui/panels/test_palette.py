# SPDX-License-Identifier: GPL-3.0-or-later
"""The palette reaches every command and every story; the columns fold where they should."""

import tomllib

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.stand_ins import a_desk
from ui.commands import TABLE, Commands, words_of
from ui.panels.columns import Columns
from ui.panels.inspector import TABS, Inspector
from ui.panels.keys import VERSION, KeySheet
from ui.panels.palette import WANTED_ROLE, Palette


@pytest.fixture
def palette(tasks, theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    commands = Commands(theme, window)
    for place in {each.place for each in TABLE}:
        commands.enable(place, is_enabled=True)
    made = Palette(a_desk(rows=30), tasks, theme, commands)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    made.start()
    yield made
    tasks.close()
    window.close()


def wanted(palette: Palette) -> list[tuple[str, str]]:
    return [palette.list.item(n).data(WANTED_ROLE) for n in range(palette.list.count())]


def test_it_begins_with_the_newest_stories_and_every_command(palette, qtbot):
    qtbot.waitUntil(lambda: wanted(palette)[0] == ("story", "story-0"))
    reached = {key for kind, key in wanted(palette) if kind == "command"}
    assert reached == {each.id for each in TABLE} - {"palette"}


def test_every_command_is_reached_by_its_words(palette):
    unreached = []
    for command in TABLE:
        palette.field.setText(words_of(command).removesuffix(" …"))
        if ("command", command.id) not in wanted(palette):
            unreached.append(command.id)
    assert unreached == ["palette"]


def test_the_commands_of_a_place_are_offered_only_there(palette):
    for place in {each.place for each in TABLE} - {""}:
        palette._commands.enable(place, is_enabled=False)
    palette.start()
    reached = {key for kind, key in wanted(palette) if kind == "command"}
    assert {each.place for each in TABLE if each.id in reached} == {""}


def test_return_does_what_is_chosen(palette, qtbot):
    QTest.keyClicks(palette.field, "full screen")
    with qtbot.waitSignals([palette.done, palette.command_chosen]):
        QTest.keyClick(palette.field, Qt.Key.Key_Return)


def test_a_story_is_reached_by_its_headline(palette, qtbot):
    QTest.keyClicks(palette.field, "headline 17")
    qtbot.waitUntil(lambda: ("story", "story-17") in wanted(palette))
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    with qtbot.waitSignal(palette.story_chosen) as told:
        QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert told.args == ["story-17"]


def test_arrows_move_in_the_list_and_the_caret_stays(palette):
    QTest.keyClick(palette.field, Qt.Key.Key_Down)
    assert palette.list.currentRow() == 1
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    QTest.keyClick(palette.field, Qt.Key.Key_Up)
    assert palette.list.currentRow() == 0


def test_nothing_found_does_nothing(palette, qtbot):
    palette.field.setText("zzzz")
    qtbot.waitUntil(lambda: palette.list.count() == 0)
    with qtbot.assertNotEmitted(palette.command_chosen):
        QTest.keyClick(palette.field, Qt.Key.Key_Return)


def test_the_key_sheet_names_every_key(qtbot):
    sheet = KeySheet()
    qtbot.addWidget(sheet)
    told = {each.text() for each in sheet.findChildren(QLabel)}
    for command in TABLE:
        if command.key:
            assert words_of(command).removesuffix(" …") in told


@pytest.fixture
def columns(theme, qtbot):
    panels = {name: QLabel(name) for name in TABS}
    made = Columns(QLabel("list"), QLabel("writer"), QLabel("preview"), Inspector(panels, theme))
    qtbot.addWidget(made)
    made.resize(1400, 700)
    with qtbot.waitExposed(made):
        made.show()
    return made


def shown(columns: Columns) -> set[str]:
    return {name for name, part in columns._parts.items() if part.isVisible()}


def test_all_four_columns_stand_in_a_wide_window(columns):
    assert columns.mode == "wide"
    assert shown(columns) == {"stories", "writer", "preview", "inspector"}


def test_the_inspector_folds_into_an_overlay(columns):
    columns.resize(1100, 700)
    assert shown(columns) == {"stories", "writer", "preview"}
    columns.toggle("inspector")
    inspector = columns._parts["inspector"]
    assert inspector.isVisible()
    assert inspector.geometry().right() == columns.width() - 1
    assert columns._parts["writer"].isVisible()
    columns.resize(1400, 700)
    assert shown(columns) == {"stories", "writer", "preview", "inspector"}


def test_the_preview_becomes_a_tab(columns):
    columns.resize(880, 700)
    assert shown(columns) == {"stories", "writer"}
    columns.toggle("preview")
    assert shown(columns) == {"stories", "preview"}
    columns.resize(1000, 700)
    assert shown(columns) == {"stories", "writer", "preview"}


def test_focus_leaves_only_the_copy(columns):
    columns.set_focused(is_focused=True)
    assert shown(columns) == {"writer"}
    columns.set_focused(is_focused=False)
    assert len(shown(columns)) == 4


def test_columns_are_remembered(columns, theme, qtbot):
    columns.toggle("stories")
    columns._widths_px["inspector"] = 380
    kept = columns.remember()
    panels = {name: QLabel(name) for name in TABS}
    other = Columns(QLabel("list"), QLabel("writer"), QLabel("preview"), Inspector(panels, theme))
    qtbot.addWidget(other)
    other.resize(1400, 700)
    with qtbot.waitExposed(other):
        other.show()
    other.recall(kept)
    assert shown(other) == {"writer", "preview", "inspector"}
    assert abs(other._parts["inspector"].width() - 380) <= 2
    other.recall({"widths_px": "nonsense", "hidden": 3})
    assert shown(other) == {"writer", "preview", "inspector"}


def test_the_inspector_counts_what_was_found(theme, qtbot):
    made = Inspector({name: QLabel(name) for name in TABS}, theme)
    qtbot.addWidget(made)
    made.count_checks(3)
    assert made._tabs["checks"].text() == "Checks  3"
    made.count_comments(12)
    assert made._tabs["comments"].accessibleName() == "Comments 12"
    made.show_tab("history")
    assert made.tab == "history"
    made.show_tab("nonsense")
    assert made.tab == "history"


def test_the_version_is_that_of_the_project(resources):
    table = tomllib.loads((resources.parent / "pyproject.toml").read_text(encoding="utf-8"))
    assert table["project"]["version"] == VERSION
