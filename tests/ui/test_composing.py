# SPDX-License-Identifier: GPL-3.0-or-later
"""What helps the hand while it writes: focus mode, typewriter scrolling, marks, snippets."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.settings import Settings, SettingsFile
from editor.snippets import Snippet
from tests.builders import an_article
from tests.ui.panels.test_panels import texts
from tests.ui.test_newsroom import Start
from ui.panels.snippets import SnippetPanel
from ui.panels.writing import WritingChoices

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
BODY = "\n\n".join(f"Đoạn {number}, dài một dòng." for number in range(120))


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    settings = Settings(language="en", appearance="light", welcome_done=True, person="Trần Một")
    SettingsFile(made.folder / "settings.toml").write(settings)
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def screen(start, qtbot):
    """A window with a long story, the caret in its copy."""
    made = start.settled()
    qtbot.waitUntil(lambda: made.desk.is_entered, timeout=20_000)
    made.desk.articles.save(an_article(body=BODY), origin="test")
    made.newsroom.work.open(an_article().id)
    qtbot.waitUntil(lambda: made.newsroom.work.draft is not None, timeout=20_000)
    made.newsroom.work.writer.copy.setFocus()
    return made


def height(screen) -> float:
    """How far down the page the caret is, from 0 to 1."""
    writer = screen.newsroom.work.writer
    return (writer.copy.y() + writer.copy.cursorRect().center().y()) / writer.sheet.height()


def caret_to(screen, line: int) -> None:
    copy = screen.newsroom.work.writer.copy
    copy.setTextCursor(QTextCursor(copy.document().findBlockByNumber(line)))


def test_focus_mode_leaves_only_the_words(screen, qtbot):
    work, window = screen.newsroom.work, screen.window
    hidden = (window.top, window.bottom, work.stories, work.preview, work.inspector, work.strip)
    hidden = (*hidden, work.writer.bar, *work.writer.head.meters.values())
    window.commands.ask("view.focus")
    assert not any(each.isVisible() for each in hidden)
    qtbot.waitUntil(lambda: "words" in work.writer.length.text())
    assert work.writer.length.isVisible()
    assert work.writer.copy.hasFocus()
    QTest.keyClick(work.writer.copy, Qt.Key.Key_Escape)
    assert all(each.isVisible() for each in hidden)
    assert not work.writer.length.isVisible()
    assert not window.commands.action("view.focus").isChecked()


def test_what_the_focus_mode_hides_comes_back_when_it_is_asked_for(screen):
    """Its columns, another work space, and the line that says what could not be saved."""
    work, window = screen.newsroom.work, screen.window
    for command, seen in (
        ("view.checks", work.inspector),
        ("view.stories", work.stories),
        ("space.outbox", screen.newsroom.outbox),
    ):
        window.commands.ask("space.write")
        window.commands.ask("view.focus")
        assert not window.bottom.isVisible()
        window.commands.ask(command)
        assert seen.isVisible()
        assert window.bottom.isVisible()
        assert not window.commands.action("view.focus").isChecked()


def test_other_paragraphs_stand_back_in_focus_mode_alone(screen, qtbot):
    window, copy = screen.window, screen.newsroom.work.writer.copy
    caret_to(screen, 4)
    plain = copy.viewport().grab().toImage()
    window.commands.ask("view.dim")
    assert copy.viewport().grab().toImage() == plain
    window.commands.ask("view.focus")
    qtbot.waitUntil(lambda: screen.desk.settings.is_dimmed)
    assert darkest(copy, 4) < darkest(copy, 2)
    caret_to(screen, 2)
    assert darkest(copy, 2) < darkest(copy, 4)
    window.commands.ask("view.dim")
    assert darkest(copy, 2) == darkest(copy, 4)


def darkest(copy, line: int) -> int:
    """The darkest point of a line as it is painted."""
    image = copy.viewport().grab().toImage()
    rect = copy.cursorRect(QTextCursor(copy.document().findBlockByNumber(line)))
    row = range(rect.top(), rect.bottom())
    return min(image.pixelColor(x, y).lightness() for y in row for x in range(4, 120))


def test_the_line_of_the_caret_stays_at_its_height(screen, qtbot):
    window, work = screen.window, screen.newsroom.work
    copy = work.writer.copy
    window.commands.ask("view.typewriter")
    line = copy.line_px / work.writer.sheet.height()
    caret_to(screen, 100)
    assert abs(height(screen) - 0.45) <= line
    for _ in range(12):
        QTest.keyClick(copy, Qt.Key.Key_Return)
        assert abs(height(screen) - 0.45) <= line
    for _ in range(6):
        QTest.keyClick(copy, Qt.Key.Key_Up)
        assert abs(height(screen) - 0.45) <= line
    copy.moveCursor(QTextCursor.MoveOperation.End)
    assert abs(height(screen) - 0.45) <= line
    copy.moveCursor(QTextCursor.MoveOperation.Start)
    assert abs(height(screen) - 0.45) <= line or work.writer.top_line() == -1
    screen.newsroom.choices.keep({"typewriter_percent": 60, "is_typewriter": True})
    caret_to(screen, 100)
    assert abs(height(screen) - 0.6) <= line
    window.commands.ask("view.typewriter")
    caret_to(screen, 101)
    caret_to(screen, 108)
    assert height(screen) > 0.6


def test_nothing_moves_under_the_mouse(screen):
    screen.window.commands.ask("view.typewriter")
    caret_to(screen, 100)
    copy = screen.newsroom.work.writer.copy
    top = copy.firstVisibleBlock().blockNumber()
    below = QPoint(30, 20)
    QTest.mousePress(copy.viewport(), Qt.MouseButton.LeftButton, pos=below)
    QTest.mouseMove(copy.viewport(), below + QPoint(60, 90))
    assert copy.firstVisibleBlock().blockNumber() == top
    assert copy.textCursor().blockNumber() != 100
    QTest.mouseRelease(copy.viewport(), Qt.MouseButton.LeftButton, pos=below + QPoint(60, 90))
    assert copy.firstVisibleBlock().blockNumber() == top


def test_the_page_beside_follows_a_typewriter(screen):
    work = screen.newsroom.work
    screen.window.commands.ask("view.typewriter")
    told: list[float] = []
    work.writer.scrolled.connect(told.append)
    caret_to(screen, 100)
    assert told[-1] == pytest.approx(work.writer.top_line())
    work.writer.scroll_to(10.0)
    assert work.writer.top_line() == pytest.approx(10.0)


def test_marks_are_switched_for_the_language_of_the_story(screen, qtbot):
    window, work = screen.window, screen.newsroom.work
    action = window.commands.action("edit.marks")
    assert action.isChecked()
    window.commands.ask("edit.marks")
    qtbot.waitUntil(lambda: screen.desk.settings.marks_off == "vi")
    QTest.keyClicks(work.writer.copy, '"')
    assert work.draft.article.body.startswith('"')
    window.commands.ask("edit.marks")
    qtbot.waitUntil(lambda: screen.desk.settings.marks_off == "")
    QTest.keyClicks(work.writer.copy, ' "')
    assert work.draft.article.body.startswith('" “')
    work.draft.set_field("language", "de")
    assert not action.isEnabled()
    work.draft.set_field("language", "en")
    assert action.isEnabled()
    assert action.isChecked()


def test_snippets_are_made_found_and_used(screen, qtbot, tmp_path):
    """From the sheet to the copy: by Tab, by its command, by the palette; and by file."""
    window, work = screen.window, screen.newsroom.work
    copy = work.writer.copy
    QTest.keyClicks(copy, "Cho noi ")
    copy.moveCursor(QTextCursor.MoveOperation.StartOfLine, QTextCursor.MoveMode.KeepAnchor)
    window.commands.ask("edit.snippets")
    panel = next(each for each in QApplication.allWidgets() if isinstance(each, SnippetPanel))
    qtbot.waitUntil(panel.isVisible)
    assert panel._text_entry.text() == "Cho noi "
    panel._keep()
    qtbot.waitUntil(lambda: "name" in panel.told.text())
    QTest.keyClicks(panel._name_entry, "cn")
    QTest.keyClick(panel._name_entry, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: panel.told.text() == "Kept.")
    panel.give_file(tmp_path / "given.toml")
    qtbot.waitUntil(lambda: panel.told.text() == "Written.")
    QTest.keyClicks(panel._name_entry, "x")
    panel._keep()
    qtbot.waitUntil(lambda: panel.told.text() == "Kept.")
    assert screen.desk.snippets.all() == (Snippet("cnx", "Cho noi "),)
    panel.take_file(tmp_path / "given.toml")
    qtbot.waitUntil(lambda: panel.told.text() == "Taken in.")
    assert panel.names.count() == 2
    panel._remove()
    qtbot.waitUntil(lambda: screen.desk.snippets.all() == (Snippet("cn", "Cho noi "),))
    panel.close_asked.emit()
    copy.setFocus()
    copy.moveCursor(QTextCursor.MoveOperation.End)
    window.commands.ask("edit.snippets")
    assert (panel._name_entry.text(), panel._text_entry.text()) == ("cn", "Cho noi ")
    panel.close_asked.emit()
    copy.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(copy, " cn")
    QTest.keyClick(copy, Qt.Key.Key_Tab)
    assert work.draft.article.body.endswith(" Cho noi ")
    QTest.keyClicks(copy, "cn")
    window.commands.ask("edit.expand")
    assert work.draft.article.body.endswith(" Cho noi Cho noi ")
    window.commands.ask("palette")
    palette = screen.newsroom.palette
    palette.field.setText("cho nổi")
    QTest.keyClick(palette.field, Qt.Key.Key_Return)
    assert work.draft.article.body.endswith("Cho noi Cho noi Cho noi ")
    QTest.keyClicks(copy, "zz")
    window.commands.ask("edit.expand")
    assert any("no snippet" in each for each in texts(window.toast))


def test_what_is_chosen_about_writing_holds_at_once_and_after_a_restart(screen, start, qtbot):
    window = screen.window
    window.commands.ask("settings")
    choices = next(each for each in QApplication.allWidgets() if isinstance(each, WritingChoices))
    choices.is_typewriter.click()
    assert window.commands.action("view.typewriter").isChecked()
    assert screen.newsroom.work.writer.typewriter.is_on
    choices.snippet_key.setCurrentIndex(1)
    choices.snippet_key.activated.emit(1)
    qtbot.waitUntil(lambda: screen.desk.settings.snippet_key == "space")
    start.close()
    again = start.settled()
    assert again.newsroom.work.writer.typewriter.is_on
    assert again.window.commands.action("view.typewriter").isChecked()
