# SPDX-License-Identifier: GPL-3.0-or-later
"""Writing in place: fields, composed syllables, paste, pictures, one scroll."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QImage, QTextCursor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow, QToolButton

from tests.builders import an_article
from tests.ui.typists import compose
from tests.ui.writer.fake_desk import RESOURCES, FakeDesk
from ui.commands import Commands
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.ink import BROKEN, LONGEST_WORD, WHOLE
from ui.writer.leading import LINE_HEIGHT, spaced
from ui.writer.view import Writer

BODY = "Một **hai** ba.\n\n" + "\n\n".join(f"Đoạn {number}." for number in range(200))


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture
def draft(desk, tasks) -> Iterator[Draft]:
    made = Draft(desk, tasks, *desk.knows(an_article(body=BODY)))
    yield made
    made.close()


@pytest.fixture
def theme(qapp) -> Theme:
    return Theme(RESOURCES)


@pytest.fixture
def writer(qtbot, desk, tasks, theme, draft) -> Writer:
    made = Writer(desk, tasks, theme)
    qtbot.addWidget(made)
    made.resize(760, 600)
    made.open(draft)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_it_shows_the_draft(writer, draft):
    assert writer.head.headline.text == draft.header.headline
    assert writer.copy.document() is draft.document


def test_the_head_is_written_in_place(writer, draft, qtbot):
    writer.head.kicker.setFocus()
    qtbot.keyClicks(writer.head.kicker, "Mekong")
    assert draft.header.kicker == "Mekong"
    qtbot.keyClick(writer.head.kicker, Qt.Key.Key_Return)
    assert draft.header.kicker == "Mekong"
    assert writer.focusWidget() is writer.head.headline
    qtbot.keyClick(writer.head.headline, Qt.Key.Key_Return)
    qtbot.keyClick(writer.head.standfirst, Qt.Key.Key_Return)
    assert writer.focusWidget() is writer.copy


def test_the_headline_grows_with_its_text(writer):
    before = writer.head.headline.height()
    writer.head.headline.show_text("Chợ nổi họp lại sau mùa lũ " * 8)
    assert writer.head.headline.height() > 2 * before


def test_what_was_asked_for_stands_where_the_copy_will(writer, draft):
    """It follows what colleagues change of it, and goes with the story."""
    assert writer.copy.placeholderText() == "Write the copy here"
    draft.set_field("brief", "Hỏi ba tiểu thương.")
    assert writer.copy.placeholderText() == "Hỏi ba tiểu thương."
    writer.open(None)
    assert writer.copy.placeholderText() == "Write the copy here"


@pytest.mark.parametrize("name", ["kicker", "headline", "standfirst"])
def test_an_endless_field_of_the_head_leaves_room_for_the_copy(writer, draft, name):
    """It scrolls in itself while it has the caret, and shows its beginning when it has not."""
    field = writer.head.fields[name]
    short = writer.head.height()
    draft.set_field(name, "Chợ nổi họp lại " * 625)
    assert writer.copy.y() < writer.height() // 2 + short
    assert field.height() <= field._most_lines * field.fontMetrics().height()
    field.setFocus()
    field.moveCursor(QTextCursor.MoveOperation.End)
    assert field.verticalScrollBar().value() > 0
    image = writer.grab()
    writer.copy.setFocus()
    assert field.verticalScrollBar().value() == 0
    assert writer.grab() != image
    draft.set_field(name, "Ngắn")
    assert not field.is_overfull
    assert writer.head.height() <= short


def test_the_wheel_turns_an_endless_headline_that_has_the_caret(writer, draft):
    """Without the caret it turns the whole page, as everywhere."""
    field = writer.head.headline
    draft.set_field("headline", "Chợ nổi họp lại " * 625)
    writer.copy.setFocus()
    turn(field.viewport())
    assert (field.verticalScrollBar().value(), writer.top_line() > -1) == (0, True)
    writer.scroll_to(-1)
    field.setFocus()
    turn(field.viewport())
    assert field.verticalScrollBar().value() > 0
    assert writer.top_line() == -1


def turn(widget) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place,
        widget.mapToGlobal(place),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_a_headline_from_below_is_shown_but_not_into_a_composition(writer, draft):
    writer.head.headline.setFocus()
    compose(writer.head.headline, preedit="Viê")
    draft.set_field("headline", "Từ máy khác")
    assert writer.head.headline.is_composing
    compose(writer.head.headline, commit="Việt ")
    assert draft.header.headline == an_article().headline + "Việt "
    draft.set_field("headline", "Từ máy khác")
    assert writer.head.headline.text == "Từ máy khác"


def test_opening_another_draft_writes_nothing_into_either(writer, desk, tasks, draft):
    other = Draft(desk, tasks, *desk.knows(an_article(2, headline="Khác", kicker="K")))
    told = []
    draft.changed.connect(told.append)
    other.changed.connect(told.append)
    writer.open(other)
    writer.open(None)
    writer.open(draft)
    assert told == []
    assert writer.head.headline.text == draft.header.headline
    other.close()


def test_composed_syllables_keep_their_order_while_saves_run(writer, draft, desk, qtbot):
    writer.copy.setFocus()
    writer.place_caret(0)
    words = ["Tiếng", "Việt", "còn", "thì", "nước", "ta", "còn"]
    for word in words:
        for length in range(1, len(word) + 1):
            compose(writer.copy, preedit=word[:length])
            draft._save()
            QApplication.processEvents()
        compose(writer.copy, commit=word + " ")
    written = " ".join(words) + " " + BODY
    assert draft.article.body == written
    qtbot.waitUntil(lambda: draft.is_saved)
    assert desk.articles.kept[draft.id].body == written


def test_a_syllable_under_way_is_saved_but_not_shown_elsewhere(writer, draft, desk, tasks, qtbot):
    writer.copy.setFocus()
    writer.place_caret(4)
    compose(writer.copy, preedit="thứ")
    assert draft.article.body == BODY
    draft._save()
    qtbot.waitUntil(lambda: bool(desk.articles.saves))
    assert desk.articles.kept[draft.id].body == "Một thứ**hai" + BODY[len("Một **hai") :]
    assert writer.copy.is_composing
    compose(writer.copy)
    qtbot.waitUntil(lambda: draft.is_saved)
    assert desk.articles.kept[draft.id].body == BODY


def test_news_from_below_leave_a_composition_alone(writer, draft, desk, tasks, qtbot):
    writer.copy.setFocus()
    writer.place_caret(4)
    compose(writer.copy, preedit="th")
    desk.articles.put_from_below(replace(desk.articles.kept[draft.id], body=BODY + "\n\nCuối."))
    qtbot.waitUntil(lambda: draft._waiting is not None)
    assert draft.article.body == BODY
    compose(writer.copy, commit="thứ ")
    qtbot.waitUntil(lambda: draft.is_saved and draft.article.body.endswith("Cuối."))
    assert draft.article.body.startswith("Một thứ **hai**")
    assert writer.caret == len("Một thứ ")


def test_marks_are_dimmed_and_stay_so_in_a_composition(writer, theme):
    layout = writer.copy.document().firstBlock().layout()

    def looks():
        return [(each.start, each.length) for each in layout.formats()]

    assert looks() == [(4, 2), (6, 3), (9, 2)]
    writer.place_caret(0)
    compose(writer.copy, preedit="ab")
    assert {(6, 2), (8, 3), (11, 2)} <= set(looks())
    compose(writer.copy, commit="")


def test_only_what_is_seen_is_formatted(writer):
    block = writer.copy.document().lastBlock()
    assert block.userState() == -1
    writer.scroll_to(block.blockNumber())
    assert writer.copy.document().lastBlock().userState() > 0


def test_shift_enter_makes_a_line_of_the_source(writer, draft, qtbot):
    writer.place_caret(3)
    qtbot.keyClick(writer.copy, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert draft.article.body.startswith("Một\n **hai**")
    assert "\u2028" not in draft.document.toRawText()


def test_pasted_html_comes_in_clean(writer, draft):
    data = QMimeData()
    data.setHtml("<p>Chợ <b>nổi</b></p><script>x()</script>")
    data.setText("Chợ nổi")
    writer.place_caret(0)
    writer.copy.insertFromMimeData(data)
    assert draft.article.body.startswith("Chợ **nổi**")
    assert "x()" not in draft.article.body


def test_pasted_text_is_composed(writer, draft):
    data = QMimeData()
    data.setText("Tie\u0302\u0301ng\r\n")
    writer.place_caret(0)
    writer.copy.insertFromMimeData(data)
    assert draft.document.toRawText().startswith("Tiếng\u2029")


def test_what_is_copied_here_is_pasted_here_as_it_stood(writer):
    """Marks, lists, empty lines and no-break spaces go round through the clipboard."""
    copy = "Một **hai**\u00a0ba\n\n- mục [a](http://x)\n\n\n> trích\n\n![](anh.jpg)"
    writer.copy.setPlainText(copy)
    writer.copy.selectAll()
    writer.copy.cut()
    assert writer.copy.document().isEmpty()
    writer.copy.paste()
    assert writer.copy.document().toRawText().replace("\u2029", "\n") == copy


def test_lines_pasted_into_the_headline_become_one(writer, draft):
    data = QMimeData()
    data.setHtml("<p>Hai</p><p>dòng</p>")
    data.setText("Hai\ndòng")
    field = writer.head.headline
    field.selectAll()
    field.insertFromMimeData(data)
    assert draft.header.headline == "Hai dòng"


def test_dropped_pictures_are_handed_on(writer, qtbot, tmp_path, draft):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "a.jpg"))])
    with qtbot.waitSignal(writer.pictures_dropped) as caught:
        writer.copy.insertFromMimeData(data)
    assert [Path(each) for each in caught.args[0]] == [tmp_path / "a.jpg"]
    image = QMimeData()
    image.setImageData(QImage(2, 2, QImage.Format.Format_RGB32))
    with qtbot.waitSignal(writer.pictures_dropped) as caught:
        writer.copy.insertFromMimeData(image)
    assert caught.args[0][0].startswith(b"\x89PNG")
    assert draft.article.body == BODY


def test_buttons_stand_over_the_copy_and_work(writer, theme, qtbot, draft):
    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(theme, window)
    writer.dress(commands)
    names = [
        each.defaultAction().objectName()
        for each in writer.findChildren(QToolButton)
        if each.defaultAction()
    ]
    assert "format.bold" in names
    cursor = QTextCursor(draft.document)
    cursor.setPosition(0)
    cursor.setPosition(3, QTextCursor.MoveMode.KeepAnchor)
    writer.copy.setTextCursor(cursor)
    commands.ask("format.bold")
    assert draft.article.body.startswith("**Một** **hai**")


def test_a_picture_of_the_strip_is_put_below_the_paragraph(writer, draft):
    writer.place_caret(5)
    writer.insert_picture("market-1.jpg")
    assert draft.article.body.startswith("Một **hai** ba.\n\n![](market-1.jpg)\n\nĐoạn 0.")


def test_the_head_scrolls_away_and_the_buttons_stay(writer, qtbot):
    assert writer.top_line() == -1
    told = []
    writer.scrolled.connect(told.append)
    writer.sheet.scroll_by(writer.sheet.head_px / 2)
    assert -0.6 < writer.top_line() < -0.4
    writer.sheet.scroll_by(writer.sheet.head_px)
    assert writer.top_line() >= 0
    assert writer.head.geometry().bottom() < 0
    assert writer.bar.y() == 0
    writer.sheet.scroll_by(-100_000)
    assert writer.top_line() == -1
    assert told


def test_scrolling_on_request_tells_nobody(writer, qtbot):
    told = []
    writer.scrolled.connect(told.append)
    for line in (30.0, 4.0, -0.5, 61.0):
        writer.scroll_to(line)
        assert abs(writer.top_line() - line) < 0.6
    assert told == []


def test_the_caret_is_never_below_the_window(writer, qtbot):
    writer.copy.setFocus()
    for line in (0, 5, 11, 17, 40, 399):
        writer.show_source(line)
        top = writer.copy.y() + writer.copy.cursorRect().top()
        assert 0 <= top < writer.sheet.height()


@pytest.mark.parametrize("family", ["Noto Serif", "Be Vietnam Pro"])
def test_lines_stand_apart_and_letters_are_the_fonts(qapp, theme, family):
    from PySide6.QtGui import QTextLayout

    theme.choose(copy_font=family)
    font = spaced(theme.copy_font())
    font.setBold(True)
    layout = QTextLayout("Ấ Ậ Ỗ Ặ", font)
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    assert line.height() >= 1.55 * font.pixelSize()
    assert {each.rawFont().familyName() for each in layout.glyphRuns()} == {family}
    assert line.height() <= LINE_HEIGHT * font.pixelSize() + 1


def test_a_blank_at_the_end_of_a_line_scrolls_nothing_sideways(writer, qtbot):
    """It hangs over the edge; the first letters of all lines stay in sight."""
    writer.copy.selectAll()
    for number in range(120):
        QTest.keyClicks(writer.copy, f"{number} ")
        assert writer.copy.horizontalScrollBar().value() == 0
        assert writer.copy.horizontalScrollBar().maximum() == 0


def test_an_endless_word_is_broken_and_whole_words_again_after_it(writer, desk, tasks, draft):
    """Qt needs minutes for it otherwise; other stories are not changed by it."""
    mime = QMimeData()
    mime.setText("a" * LONGEST_WORD)
    writer.copy.insertFromMimeData(mime)
    assert writer.copy.wordWrapMode() == BROKEN
    other = Draft(desk, tasks, *desk.knows(an_article(2, body="Ngắn.")))
    writer.open(other)
    assert writer.copy.wordWrapMode() == WHOLE
    writer.open(draft)
    assert writer.copy.wordWrapMode() == BROKEN
    other.close()


def test_an_endless_word_that_others_wrote_is_broken_before_it_is_laid_out(writer, desk, draft):
    """Qt needs minutes for it otherwise, with the window standing still."""
    modes = []
    draft.document.contentsChange.connect(lambda *_: modes.append(writer.copy.wordWrapMode()))
    halves = "a" * (LONGEST_WORD // 2)
    draft.change(body=BODY + halves)
    draft.change(body=BODY + halves + halves)
    assert modes == [WHOLE, BROKEN]
    assert draft.document.toPlainText().endswith(halves + halves)


def test_how_a_headline_fits_is_told_while_the_head_is_written(writer, draft, qtbot):
    writer.activateWindow()
    meter = writer.head.meters["headline"]
    qtbot.waitUntil(lambda: bool(meter.told))

    def is_blank() -> bool:
        told = meter.grab().toImage()
        ground = told.pixelColor(0, 0)
        return all(told.pixelColor(x, 10) == ground for x in range(told.width()))

    writer.head.headline.setFocus()
    assert not is_blank()
    writer.copy.setFocus()
    assert is_blank()
