# SPDX-License-Identifier: GPL-3.0-or-later
"""From a finding to its words and back, in a whole window on a real desk."""

from functools import partial

import httpx
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from editor.cms.links import LinkAsker
from editor.cms.memory import Memory
from editor.lexicon import Lexicon
from editor.linkdesk import LinkDesk
from tests.editor.cms.test_links import Net
from tests.ui.panels.test_panels import press
from tests.ui.test_newsroom import Start, start, type_into, written

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
LONG_MS = 20_000
TEA = """language = "en"
[[rule]]
name = "tea"
pattern = '\\btee\\b'
suggestion = 'tea'
why = "The drink is tea."
wrong = ["A cup of tee."]
right = ["A cup of tea."]
"""


def codes(work) -> list[str]:
    found = work.checks.list._findings
    return [each.code for each in found if each.code.startswith("style.")]


def wait_for(qtbot, work, told: list[str]) -> None:
    qtbot.waitUntil(lambda: codes(work) == told, timeout=LONG_MS)


def body_of(work) -> str:
    return work.draft.article.body


def found(work, code: str):
    return next(each for each in work.checks.list._findings if each.code == code)


def test_words_are_found_shown_mended_and_called_right(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work = screen.newsroom.work
    written(start, screen, "Ferry late")
    # Keys of a test type no Vietnamese.
    work.writer.copy.insertPlainText("\n\n😀 Cam,quýt  rẻ. Các các thôn họp. ")
    told = ["style.no_blank_after", "style.blanks", "style.doubled"]
    wait_for(qtbot, work, told)

    work.jump(found(work, "style.doubled"))
    assert work.writer.copy.textCursor().selectedText() == "Các các"
    press(work.checks.list, "Fix")
    assert "Cam, quýt  rẻ" in body_of(work)
    wait_for(qtbot, work, told[1:])
    work.writer.copy.undo()
    assert "Cam,quýt  rẻ" in body_of(work)
    work.writer.copy.moveCursor(QTextCursor.MoveOperation.Start)
    wait_for(qtbot, work, told)

    work.subbing.call_right(found(work, "style.doubled"), is_house=False)
    wait_for(qtbot, work, told[:2])
    work.subbing.switch_off("blanks")
    wait_for(qtbot, work, told[:1])
    assert "blanks" in screen.desk.rules_off

    press(work.checks, "Rules …")
    box = work.checks.rules._boxes["blanks"]
    assert not box.isChecked()
    box.click()
    wait_for(qtbot, work, told[:2])
    assert "blanks" not in screen.desk.rules_off


def test_a_headline_is_read_too_and_nothing_is_mended_that_has_changed(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work = screen.newsroom.work
    written(start, screen, "Ferry  late")
    wait_for(qtbot, work, ["style.blanks"])
    finding = found(work, "style.blanks")
    work.draft.change(headline="The ferry  late")
    work.subbing.mend(finding)
    assert work.draft.header.headline == "The ferry  late"
    qtbot.waitUntil(lambda: found(work, "style.blanks").span != finding.span, timeout=LONG_MS)
    work.subbing.mend(found(work, "style.blanks"))
    assert work.draft.header.headline == "The ferry late"
    wait_for(qtbot, work, [])


def test_the_words_at_the_caret_are_left_alone(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work = screen.newsroom.work
    written(start, screen, "Ferry late")
    type_into(work.writer.copy, " The  boat  ")
    qtbot.waitUntil(
        lambda: any(e.code == "style.blanks" for e in work.draft.findings), timeout=LONG_MS
    )
    wait_for(qtbot, work, ["style.blanks"])
    QTest.keyClicks(work.writer.copy, "s")
    copy = work.writer.copy
    cursor = copy.textCursor()
    cursor.setPosition(copy.toPlainText().index("The  boat") + 4)
    copy.setTextCursor(cursor)
    wait_for(qtbot, work, ["style.blanks"])
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    wait_for(qtbot, work, ["style.blanks", "style.blanks"])


def test_keys_lead_through_underlined_words_and_put_them_right(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    room = screen.newsroom
    work, ask = room.work, screen.window.commands.ask
    written(start, screen, "Ferry  late")
    work.writer.copy.insertPlainText("\n\n😀 The the boat , at last.\n\n")
    told = ["style.blanks", "style.doubled", "style.blank_before"]
    wait_for(qtbot, work, told)
    lines = work.subbing.underlines
    assert lines["headline"].words == ["  "]
    assert lines["body"].words == ["The the", " ,"]
    marks = work.writer.copy.extraSelections()
    assert [each.cursor.selectedText() for each in marks] == ["The the", " ,"]
    place = marks[0].cursor.selectionStart() + 1
    assert lines["body"].reason_at(place) == "“The the” is written twice."
    assert lines["body"].reason_at(0) == ""

    work.writer.copy.moveCursor(QTextCursor.MoveOperation.Start)
    ask("edit.next_slip")
    assert work.writer.copy.textCursor().selectedText() == "The the"
    ask("edit.mend")
    assert "😀 The boat ," in body_of(work)
    ask("edit.next_slip")
    wait_for(qtbot, work, ["style.blanks", "style.blank_before"])
    ask("edit.next_slip")
    ask("edit.next_slip")
    ask("edit.mend")
    ask("edit.next_slip")
    ask("edit.mend")
    wait_for(qtbot, work, [])
    assert body_of(work).endswith("😀 The boat, at last.\n\n")
    assert work.draft.header.headline == "Ferry late"
    assert lines["body"].words == lines["headline"].words == []


def test_the_list_is_shown_when_asked_for_and_never_marked(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work = screen.newsroom.work
    written(start, screen, "Ferry late")
    copy, more = work.writer.copy, work.checks.more
    copy.insertPlainText(" Mr Jonathan Meyers came on 5 March. In the boat Mr Myers slept. ")
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    press(work.checks, "What may be looked at once more …")
    qtbot.waitUntil(lambda: len(more.list._findings) == 1, timeout=LONG_MS)
    assert copy.extraSelections() == []
    assert codes(work) == []
    press(more.list, "Show")
    assert copy.textCursor().selectedText() == "Myers"

    # It follows what is typed while it is open.
    copy.moveCursor(QTextCursor.MoveOperation.End)
    type_into(copy, " It left on April 9.")
    told = ["style.name_spellings", "style.date_forms"]
    qtbot.waitUntil(lambda: [e.code for e in more.list._findings] == told, timeout=LONG_MS)
    work.subbing.call_right(more.list._findings[0], is_house=False)
    qtbot.waitUntil(lambda: [e.code for e in more.list._findings] == told[1:], timeout=LONG_MS)
    work.subbing.switch_off("date_forms")
    qtbot.waitUntil(lambda: more.list._findings == (), timeout=LONG_MS)
    assert "one form each" in more.told.text()
    press(work.checks, "Hide this list")
    assert not more.is_open


def test_rule_packs_are_taken_in_switched_shared_and_removed(start: Start, qtbot, tmp_path):
    screen = start.settled()
    screen.window.activateWindow()
    room = screen.newsroom
    work, book = room.work, screen.desk.copydesk.book
    written(start, screen, "Ferry late")
    work.writer.copy.insertPlainText("\n\nThe tee is cold, and nobody drinks it in the hall. ")
    good, bad = tmp_path / "house.toml", tmp_path / "bad.toml"
    good.write_text(TEA, "utf-8")
    bad.write_text(TEA.replace("A cup of tee", "A cup of tea"), "utf-8")

    screen.window.commands.ask("view.rules")
    packs = work.checks.rules.packs
    qtbot.waitUntil(lambda: list(packs.boxes) == ["en", "vi"], timeout=LONG_MS)
    packs.take_files([good, bad])
    qtbot.waitUntil(lambda: list(packs.boxes) == ["en", "house", "vi"], timeout=LONG_MS)
    assert packs.told.text() == (
        "bad, tea: it finds nothing in “A cup of tea.”, which its test calls wrong."
    )
    wait_for(qtbot, work, ["style.house"])
    QTest.mouseClick(packs.boxes["house"], Qt.MouseButton.LeftButton)
    wait_for(qtbot, work, [])
    assert "pack.house" in screen.desk.rules_off
    QTest.mouseClick(packs.boxes["house"], Qt.MouseButton.LeftButton)
    wait_for(qtbot, work, ["style.house"])

    packs.give("house", tmp_path / "out.toml")
    qtbot.waitUntil((tmp_path / "out.toml").is_file, timeout=LONG_MS)
    assert (tmp_path / "out.toml").read_text("utf-8") == TEA
    site = screen.desk.site = Memory()
    packs.share("house", is_given=True)
    qtbot.waitUntil(lambda: site.kept.packs == {"house": TEA}, timeout=LONG_MS)
    packs.remove("house")
    qtbot.waitUntil(lambda: book.pack("house").origin == "newsroom", timeout=LONG_MS)
    wait_for(qtbot, work, ["style.house"])
    menu = packs.offer(book.pack("house"))
    assert [each.text() for each in menu.actions()] == ["Export …", "Take away from the newsroom"]
    menu.close()
    packs.share("house", is_given=False)
    wait_for(qtbot, work, [])
    qtbot.waitUntil(lambda: list(packs.boxes) == ["en", "vi"], timeout=LONG_MS)


def test_links_are_asked_when_the_button_is_pressed(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work, net = screen.newsroom.work, Net()
    make = partial(LinkAsker, httpx.MockTransport(net.answer), net.resolve)
    screen.desk.links = LinkDesk(Lexicon(screen.desk.folder / "right"), make)
    written(start, screen, "Ferry late")
    links, copy = work.checks.links, work.writer.copy
    press(links, "Check links")
    qtbot.waitUntil(lambda: links.told.text() == "The copy has no links.", timeout=LONG_MS)
    copy.insertPlainText(" 😀 See https://moved.example/ and https://gone.example/ now, please.")
    assert net.asked == []
    press(links, "Check links")
    qtbot.waitUntil(lambda: len(links.list._findings) == 2, timeout=LONG_MS)
    assert links.told.text() == "0 links lead on."
    assert copy.extraSelections() == []
    press(links.list, "Show")
    assert copy.textCursor().selectedText() == "https://moved.example/"
    press(links.list, "Fix")
    assert "https://ok.example/ and https://gone.example/ now" in body_of(work)
    press(links, "Check links")
    qtbot.waitUntil(
        lambda: [e.code for e in links.list._findings] == ["links.gone"], timeout=LONG_MS
    )
    assert links.told.text() == "1 link leads on."
    net.hosts.clear()
    press(links, "Check links")
    qtbot.waitUntil(lambda: links.told.text() not in {"", "Asking where the links lead …"})
    assert links.check.isEnabled()
    work.new()
    assert links.list._findings == ()
    assert links.told.text() == ""
