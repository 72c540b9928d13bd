# SPDX-License-Identifier: GPL-3.0-or-later
"""Where two people wrote the same passage, a person chooses each; nothing is chosen for them."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QRadioButton

from editor.model.article import ArticleId
from editor.model.rows import Clashing
from editor.text.passages import choose, passages
from tests.ui.stand_ins import NOW, a_desk
from ui.panels.conflict import ConflictPanel
from ui.panels.passages import PassageChoices
from ui.panels.reading import LONGEST_PX, Reading

BASE = "một\n\nhai\n\nba\n\nbốn\n\nnăm"
MINE = "một tôi\n\nhai\n\nba\n\nbốn\n\nnăm tôi"
THEIRS = "một họ\n\nhai\n\nba\n\nbốn\n\nnăm họ"


@pytest.fixture
def make(theme, qtbot):
    def build(*sides, chosen=None):
        found = passages(*sides)
        kept = {} if chosen is None else chosen
        choices = PassageChoices(found, kept, theme)
        qtbot.addWidget(choices)
        return found, choices, kept

    return build


def button(widget, text):
    return next(each for each in widget.findChildren(QPushButton) if each.text() == text)


def radios(widget, text):
    return [each for each in widget.findChildren(QRadioButton) if each.text() == text]


def test_it_is_settled_when_each_passage_is_chosen(make, qtbot):
    found, choices, _ = make(BASE, MINE, THEIRS)
    settle = button(choices, "Settle")
    assert not settle.isEnabled()
    radios(choices, "Mine")[0].click()
    assert not settle.isEnabled()
    radios(choices, "Both, mine first")[1].click()
    with qtbot.waitSignal(choices.settle_asked) as told:
        settle.click()
    assert choose(found, *told.args) == "một tôi\n\nhai\n\nba\n\nbốn\n\nnăm tôi\n\nnăm họ"


def test_all_of_one_side_is_one_click(make, qtbot):
    found, choices, _ = make(BASE, MINE, THEIRS)
    button(choices, "Take all mine").click()
    with qtbot.waitSignal(choices.settle_asked) as told:
        button(choices, "Settle").click()
    assert choose(found, *told.args) == MINE


def test_what_was_chosen_is_remembered(make):
    _, choices, kept = make(BASE, MINE, THEIRS)
    radios(choices, "On the server")[1].click()
    _, again, _ = make(BASE, MINE, THEIRS, chosen=kept)
    assert [each.isChecked() for each in radios(again, "On the server")] == [False, True]


def test_of_two_neighbours_each_is_chosen_as_it_was_changed(make):
    """It can be settled at once."""
    _, choices, _ = make("một\n\nhai", "MỘT\n\nhai", "một\n\nHAI")
    assert [each.isChecked() for each in radios(choices, "Mine")] == [True, False]
    assert [each.isChecked() for each in radios(choices, "On the server")] == [False, True]
    assert button(choices, "Settle").isEnabled()


def test_both_is_offered_only_where_both_wrote(make):
    _, choices, _ = make("một\n\nhai", "MỘT\n\nhai", "một\n\nHAI")
    assert all(each.isHidden() for each in radios(choices, "Both, mine first"))
    _, choices, _ = make("một hai", "", "một ba")
    assert all(each.isHidden() for each in radios(choices, "Both, mine first"))
    assert any(each.text() == "Taken out" for each in choices.findChildren(QLabel))


def test_the_same_clash_twice_has_two_choices(make):
    _, choices, _ = make("x\n\na\n\nx", "y\n\na\n\ny", "z\n\na\n\nz")
    radios(choices, "Mine")[0].click()
    assert not button(choices, "Settle").isEnabled()


def test_what_agrees_by_now_can_be_let_stand(make, qtbot):
    _, choices, _ = make(BASE, MINE, MINE)
    with qtbot.waitSignal(choices.settle_asked) as told:
        button(choices, "Settle").click()
    assert told.args == [()]


def test_the_words_that_differ_are_marked(make):
    _, choices, _ = make("Ghe về bến", "Ghe lớn về bến", "😀 Thuyền về bến")

    marked = [_underlined(each) for each in choices.findChildren(Reading)]
    assert marked == [["Ghe"], ["lớn"], ["😀 Thuyền"]]


def _underlined(reading):
    block = reading.document().firstBlock()
    return [
        each.fragment().text() for each in block if each.fragment().charFormat().fontUnderline()
    ]


def test_a_long_version_scrolls(theme, qtbot):
    reading = Reading("dòng\n" * 400, theme.copy_font())
    qtbot.addWidget(reading)
    reading.resize(300, 100)
    with qtbot.waitExposed(reading):
        reading.show()
    assert reading.height() == LONGEST_PX


@pytest.fixture
def panel(tasks, theme, qtbot):
    """The panel with one open question about a copy."""
    desk = a_desk()
    desk.mirror.open = [Clashing(ArticleId("1"), "body", BASE, MINE, THEIRS, NOW)]
    made = ConflictPanel(desk, tasks, theme)
    qtbot.addWidget(made)
    with qtbot.waitSignal(made.found):
        made.show_article(ArticleId("1"))
    return made, desk


def test_the_panel_settles_a_copy_with_what_was_seen(panel, qtbot):
    """What was written meanwhile is then not lost."""
    shown, desk = panel
    button(shown, "Take all mine").click()
    with qtbot.waitSignal(shown.settled):
        button(shown, "Settle").click()
    assert desk.mirror.settled == [("body", MINE)]
    assert desk.mirror.seen == [THEIRS]


def test_another_look_is_put_on_at_once(panel, theme, qtbot):
    """And what was chosen so far stays."""
    shown, _ = panel
    radios(shown, "Mine")[0].click()
    theme.changed.emit()
    checked = [each.isChecked() for each in radios(shown, "Mine") if not each.isHidden()]
    assert True in checked
