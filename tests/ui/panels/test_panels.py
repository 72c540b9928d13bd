# SPDX-License-Identifier: GPL-3.0-or-later
"""Checks, history, outbox and clashes: what they show, and what their buttons do."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMainWindow,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from editor.checks import Finding, Severity
from editor.errors import Refused
from editor.model.article import ArticleId
from editor.model.changes import Changes
from editor.model.rows import Clashing, Line, OpState, Progress, SyncStatus
from editor.model.workflow import Deed
from editor.settings import Settings
from tests.builders import an_article
from tests.ui.stand_ins import NOW, a_desk, a_waiting
from ui import words
from ui.commands import Commands
from ui.panels.banner import Banner
from ui.panels.checks import Checks
from ui.panels.conflict import ConflictPanel
from ui.panels.history import HistoryPanel
from ui.panels.outbox import OutboxPanel
from ui.panels.pieces import Elided, button
from ui.panels.reading import Reading
from ui.panels.sheet import Sheet
from ui.panels.statusbar import StatusBar
from ui.panels.toast import Toast
from ui.panels.welcome import Welcome


def a_finding(code: str, weight: str, field: str = "headline", **more: object) -> Finding:
    values = {"name": "market.jpg", "length": 120, "limit": 90}
    return Finding(code, Severity(weight), field, values, **more)


def texts(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if not each.isHidden()]


def press(widget: QWidget, text: str) -> None:
    for each in widget.findChildren(QPushButton):
        if each.text() == text and not each.isHidden():
            each.click()
            return
    raise AssertionError(text)


def test_what_bars_publishing_stands_first(theme, qtbot):
    panel = Checks(theme)
    qtbot.addWidget(panel)
    warning = a_finding("checks.picture_unused", "warning", "placements")
    error = a_finding("checks.no_category", "error", "category")
    panel.show_findings((warning, error))
    told = [each for each in texts(panel.list) if each.endswith(".")]
    assert "category" in told[0]
    assert "market.jpg" in told[1]


def test_a_finding_jumps_to_its_field(theme, qtbot):
    panel = Checks(theme)
    qtbot.addWidget(panel)
    finding = a_finding("checks.no_category", "error", "category")
    panel.show_findings((finding,))
    with qtbot.waitSignal(panel.jump_asked) as told:
        press(panel, "Show")
    assert told.args == [finding]


def test_nothing_found_is_said(theme, qtbot):
    panel = Checks(theme)
    qtbot.addWidget(panel)
    panel.show_findings(())
    assert "Nothing found" in texts(panel)


@pytest.fixture
def history(tasks, theme, qtbot):
    panel = HistoryPanel(a_desk(), tasks, theme)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_article(ArticleId("story-1"))
    qtbot.waitUntil(lambda: panel._list.count() == 2)
    return panel


def test_a_version_says_when_who_why_and_how_long(history):
    newest, oldest = (history._list.item(number).text() for number in range(2))
    assert "this laptop" in newest
    assert "written" in newest
    assert "Ban ảnh" in oldest
    assert "imported" in oldest
    assert "80" in oldest


def test_a_version_can_be_read_and_brought_back(history, qtbot):
    history._list.setCurrentRow(1)
    qtbot.waitUntil(lambda: "Chữ cũ." in history._text.toPlainText())
    with qtbot.waitSignal(history.restore_asked) as told:
        press(history, "Restore this version")
    article, number = told.args
    assert (article.headline, number) == ("Version 1", 1)


def test_what_was_done_stands_between_the_versions_with_who_and_why(tasks, theme, qtbot):
    """Read by everybody who has the story; there is nothing to restore in it."""
    desk = a_desk()
    sent_back = Deed(1, "return", "Lan", NOW - timedelta(minutes=30), "Thiếu nguồn")
    out_at = NOW - timedelta(days=1)
    old = Deed(2, "publish", "Mai", NOW - timedelta(days=2), publish_at=out_at)
    desk.articles.article = an_article(deeds=(old, sent_back))
    panel = HistoryPanel(desk, tasks, theme)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    panel.show_article(desk.articles.article.id)
    qtbot.waitUntil(lambda: panel._list.count() == 4)
    told = [panel._list.item(number).text().split("\n")[1] for number in range(4)]
    assert told[1] == "Return: Thiếu nguồn"
    assert told[3] == f"Publish, {words.date_time(out_at, desk.profile.time_zone)}"
    assert "Lan" in panel._list.item(1).text()
    panel._list.setCurrentRow(1)
    assert not panel._restore.isEnabled()


def test_history_is_not_read_while_nobody_looks(tasks, theme, qtbot):
    desk = a_desk()
    read = []
    desk.history.versions = lambda _id: read.append(1) or []
    panel = HistoryPanel(desk, tasks, theme)
    qtbot.addWidget(panel)
    panel.show_article(ArticleId("story-1"))
    panel.hear(Changes(articles=frozenset({ArticleId("story-1")})))
    assert read == []
    with qtbot.waitExposed(panel):
        panel.show()
    qtbot.waitUntil(lambda: bool(read))


@pytest.fixture
def make_outbox(tasks, theme, qtbot):
    kept = []

    def make(*rows):
        window = QWidget()
        qtbot.addWidget(window)
        commands = Commands(theme, window)
        kept.append(window)
        desk = a_desk(outbox=list(rows))
        panel = OutboxPanel(desk, tasks, theme, commands)
        qtbot.addWidget(panel)
        qtbot.waitUntil(lambda: panel._list.count() > 0)
        return panel, desk

    yield make
    kept.clear()


def test_the_outbox_tells_what_how_big_and_why(make_outbox):
    panel, _desk = make_outbox(
        a_waiting(1, kind="picture", size_bytes=2_400_000),
        a_waiting(1, op_id="op-b", kind="publish", state=OpState.UNKNOWN, attempts=3),
    )
    told = " ".join(texts(panel))
    assert told.count("Headline 1") == 1
    assert "Picture · 2.4 MB" in told
    assert "Publish" in told
    assert "3" in told


def test_what_needs_a_person_says_why_and_can_be_tried_again(make_outbox, qtbot):
    panel, desk = make_outbox(
        a_waiting(1, kind="publish", state=OpState.PARKED, error="site.forbidden", attempts=1)
    )
    assert any("Your role on the server" in each for each in texts(panel))
    press(panel, "Try again: Publish")
    qtbot.waitUntil(lambda: desk.outbox.retried == ["op-1"])
    qtbot.waitUntil(lambda: desk.sync.woken > 0)


def test_an_act_can_be_cancelled_but_never_the_text(make_outbox, qtbot):
    """What that means is said first."""
    panel, desk = make_outbox(a_waiting(1), a_waiting(2, kind="submit"))
    assert sum(each.text() == "Cancel …" for each in panel.findChildren(QPushButton)) == 1
    press(panel, "Cancel …")
    assert "“Submit” is not done; the text stays as it is." in texts(panel)
    press(panel, "Keep it")
    qtbot.waitUntil(lambda: not any("is not done" in each for each in texts(panel)))
    press(panel, "Cancel …")
    press(panel, "Do not send it")
    qtbot.waitUntil(lambda: desk.outbox.cancelled == ["op-2"])


def test_one_story_can_be_sent_first(make_outbox, qtbot):
    panel, desk = make_outbox(a_waiting(1), a_waiting(2))
    assert [each for each in texts(panel) if each in {"1.", "2."}] == ["1.", "2."]
    press(panel, "Send first")
    qtbot.waitUntil(lambda: desk.outbox.first == ["op-2"])


def test_a_big_picture_shows_how_far_it_has_come(make_outbox):
    """What the server has from before a restart counts."""
    picture = a_waiting(
        1, kind="picture", entity_id="abc", size_bytes=40_000_000, sent_bytes=10_000_000
    )
    panel, _desk = make_outbox(picture)
    bar, told = panel._bars["abc"]
    assert (bar.value(), bar.maximum()) == (10_000, 40_000)
    panel.show_status(
        SyncStatus(line=Line.ONLINE, progress=Progress("abc", 30_000_000, 40_000_000))
    )
    bar, told = panel._bars["abc"]
    assert bar.value() == 30_000
    assert told.text() == "30.0 MB / 40.0 MB"


def test_a_pause_is_why_it_waits(make_outbox):
    panel, _desk = make_outbox(a_waiting(1))
    panel.show_status(SyncStatus(line=Line.ONLINE, is_paused=True))
    assert any("Waits until sending goes on" in each for each in texts(panel))
    panel.show_status(SyncStatus(is_paused=True))
    assert panel._pause.isEnabled()


def test_a_scheduled_act_says_its_time(make_outbox):
    at = datetime(2026, 3, 6, 22, 30, tzinfo=UTC)
    panel, _desk = make_outbox(a_waiting(1, kind="publish", publish_at=at))
    assert any("for readers at 05:30, 07/03/2026" in each for each in texts(panel))


def test_an_empty_outbox_says_what_goes_there(make_outbox):
    panel, _desk = make_outbox()
    assert any("Nothing waits" in each for each in texts(panel))


def test_signed_out_offers_to_sign_in(make_outbox, qtbot):
    panel, _desk = make_outbox()
    panel.show_status(SyncStatus(line=Line.REFUSED, error="line.signed_out"))
    with qtbot.waitSignal(panel.sign_in_asked):
        press(panel, "Sign in")


KEPT = "\n\nkept"


@pytest.fixture
def clash(tasks, theme, qtbot):
    desk = a_desk()
    story = ArticleId("story-1")
    desk.mirror.open = [
        Clashing(story, "headline", "Was", "Mine", "Theirs", NOW),
        Clashing(story, "body", "x" * 200 + KEPT, "y" * 200 + KEPT, "z" * 200 + KEPT, NOW),
    ]
    panel = ConflictPanel(desk, tasks, theme)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.found) as told:
        panel.show_article(story)
    assert told.args == ["story-1", 2]
    return panel, desk


def test_a_clash_is_settled_by_choosing(clash, qtbot):
    panel, desk = clash
    press(panel, "Keep mine")
    qtbot.waitUntil(lambda: len(panel.clashes) == 1)
    press(panel, "Take all from the server")
    with qtbot.waitSignal(panel.settled) as told:
        press(panel, "Settle")
    assert told.args == ["story-1"]
    assert desk.mirror.settled == [("headline", "Mine"), ("body", "z" * 200 + KEPT)]


def test_a_clash_of_no_words_is_told_as_people_say_it(tasks, theme, qtbot):
    """A time by the newspaper's clock, a coefficient as it is written, a desk by its name."""
    desk, story = a_desk(), ArticleId("story-1")
    due = datetime(2026, 3, 1, 10, tzinfo=UTC)
    told = {
        "due_at": ("", "2026-03-01T10:00:00Z", (None, due, due + timedelta(hours=1))),
        "royalty_coefficient": ("", "255", (None, 255, 200)),
        "royalty_shares": ("[]", '[["Lan",100]]', ((), (("Lan", 100),), (("Mai", 50),))),
    }
    desk.mirror.open = [
        Clashing(story, field, base, mine, "x", NOW, values)
        for field, (base, mine, values) in told.items()
    ]
    panel = ConflictPanel(desk, tasks, theme)
    qtbot.addWidget(panel)
    with qtbot.waitSignal(panel.found):
        panel.show_article(story)
    read = " ".join(each.toPlainText() for each in panel.findChildren(Reading))
    zone = desk.profile.time_zone
    assert words.date_time(due, zone) in read
    assert "2.55" in read
    assert "Lan 100 %" in read
    assert "[" not in read
    press(panel, "Keep mine")
    qtbot.waitUntil(lambda: desk.mirror.settled == [("due_at", "2026-03-01T10:00:00Z")])


def test_a_toast_can_take_back_what_was_done(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    toast, undone = Toast(window), []
    toast.say("Removed.", "Undo", lambda: undone.append(1))
    assert toast.isVisible()
    press(toast, "Undo")
    assert undone == [1]
    assert not toast.isVisible()


def test_a_sheet_goes_with_escape_and_gives_the_focus_back(qtbot):
    window = QWidget()
    window.resize(900, 700)
    field, inside = QPushButton("before", window), QPushButton("inside")
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    field.setFocus()
    sheet = Sheet(window, width_px=300)
    sheet.hold(inside)
    sheet.open()
    assert sheet.isVisible()
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    assert window.focusWidget() is field


@pytest.fixture
def over(qtbot):
    """A sheet with three buttons, over a window with two."""
    window, inside = QMainWindow(), QWidget()
    window.resize(900, 700)
    ground = QWidget()
    window.setCentralWidget(ground)
    first, last = QPushButton("first", ground), QPushButton("last", ground)
    last.move(0, 600)
    buttons = [QPushButton(each, inside) for each in ("one", "two", "three")]
    inside.setFocusProxy(buttons[0])
    inside.setLayout(QVBoxLayout())
    for each in buttons:
        inside.layout().addWidget(each)
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    first.setFocus()
    sheet = Sheet(ground, width_px=300)
    sheet.hold(inside)
    sheet.open()
    return SimpleNamespace(window=window, sheet=sheet, buttons=buttons, first=first, last=last)


def test_tab_goes_round_within_a_sheet(over):
    one, two, three = over.buttons
    assert one.hasFocus()
    for follows in (two, three, one):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert follows.hasFocus()
    QTest.keyClick(one, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert three.hasFocus()
    assert over.sheet.isVisible()


def test_a_sheet_whose_first_button_is_greyed_out_has_the_focus_all_the_same(over):
    over.sheet.close_sheet()
    over.buttons[0].setEnabled(False)
    over.sheet.open()
    assert over.buttons[1].hasFocus()


def test_a_click_beside_a_sheet_puts_it_away(over):
    QTest.mouseClick(over.sheet, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert over.sheet.isVisible()
    QTest.mouseClick(over.window, Qt.MouseButton.LeftButton, pos=QPoint(800, 400))
    assert not over.sheet.isVisible()
    assert over.first.hasFocus()
    over.sheet.open()
    over.last.setFocus()
    over.sheet.close_sheet()
    assert over.last.hasFocus(), "a person has chosen where to go on"


def test_when_what_had_the_focus_is_gone_no_button_gets_it(over):
    """What is typed next must not press the first button of the window."""
    over.first.hide()
    QTest.keyClick(over.sheet, Qt.Key.Key_Escape)
    assert not over.sheet.isVisible()
    assert not isinstance(over.window.focusWidget(), QPushButton)


def test_enter_presses_a_button_that_has_the_focus(qtbot):
    pressed = []
    made = button(lambda: pressed.append(1), text="Do")
    qtbot.addWidget(made)
    QTest.keyClick(made, Qt.Key.Key_Return)
    assert pressed == [1]


def test_the_welcome_is_gone_through_with_enter_alone(qtbot):
    welcome = Welcome(Settings(), "en", QPixmap())
    qtbot.addWidget(welcome)
    with qtbot.waitExposed(welcome):
        welcome.show()
    welcome.activateWindow()
    qtbot.waitUntil(welcome.isActiveWindow)
    welcome.setFocus()
    QTest.keyClicks(QApplication.focusWidget(), "Anna Reed")
    with qtbot.waitSignal(welcome.done) as told:
        for _ in range(3):
            QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert told.args[0].person == "Anna Reed"


def test_a_banner_is_put_away_by_its_key(qtbot):
    banner = Banner()
    qtbot.addWidget(banner)
    banner.say("clash", "Two versions.", "Compare", lambda: None)
    banner.clear("recovered")
    assert banner.key == "clash"
    banner.clear("clash")
    assert banner.key == ""


def test_the_status_bar_is_quiet_until_something_cannot_be_saved(theme, qtbot):
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_saved()
    bar.show_length(1712, 7, 1500)
    assert "Saved here" in bar.saved.text()
    assert "1,500" in bar.length.text()
    bar.show_status(SyncStatus(line=Line.OFFLINE, waiting=3))
    assert bar.waiting.text() == "3 waiting ·"
    bar.show_status(SyncStatus(line=Line.ONLINE, is_paused=True))
    assert bar.waiting.text() == "Sending is paused ·"
    assert not bar.waiting.isHidden()
    bar.show_trouble(str(Refused("store.full")))
    assert bar.saved.property("tone") == "needs_you"
    bar.show_saved()
    assert bar.saved.property("tone") == ""


def test_a_long_line_is_elided_and_told_whole(qtbot):
    line = Elided("một dòng rất dài " * 20)
    qtbot.addWidget(line)
    line.resize(100, 20)
    assert line.minimumSizeHint().width() == 0
    assert line.toolTip() == line.text()
    line.grab()


def a_slip(number: int, near: str = "") -> Finding:
    values = {
        "words": "",
        "near": near or f"place {number}",
        "rule": "blanks",
        "pardon": "blanks: ",
    }
    span = (number, number + 2)
    return Finding("style.blanks", Severity.WARNING, "body", values, span=span, mend=" ")


def test_what_was_said_keeps_its_card_and_not_all_is_said_at_once(theme, qtbot):
    panel = Checks(theme)
    qtbot.addWidget(panel)
    panel.show_findings([a_slip(number) for number in range(50)])
    cards = [panel.list._list.itemAt(at).widget() for at in range(panel.list._list.count())]
    assert len(cards) == 40
    assert "10 more when these are done." in texts(panel.list)
    panel.show_findings([a_slip(n + 7, f"place {n}") for n in range(50) if n != 3])
    left = [panel.list._list.itemAt(at).widget() for at in range(panel.list._list.count())]
    assert left[:3] == cards[:3]
    assert left[3:39] == cards[4:]
    with qtbot.waitSignal(panel.list.mend_asked) as told:
        press(panel.list, "Fix")
    assert told.args[0].span == (7, 9)


def test_a_finding_about_words_can_be_called_right_or_its_rule_switched_off(theme, qtbot):
    panel = Checks(theme)
    qtbot.addWidget(panel)
    menu = panel.list.offer(a_slip(1))
    deeds = {each.text(): each for each in menu.actions() if each.text()}
    with qtbot.waitSignal(panel.list.right_asked) as told:
        deeds["Ignore in this article"].trigger()
    assert told.args == [a_slip(1), False]
    with qtbot.waitSignal(panel.list.right_asked) as told:
        deeds["Right in the whole house"].trigger()
    assert told.args == [a_slip(1), True]
    with qtbot.waitSignal(panel.list.off_asked) as told:
        deeds["Switch this rule off"].trigger()
    assert told.args == ["blanks"]
    menu.close()
