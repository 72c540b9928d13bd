# SPDX-License-Identifier: GPL-3.0-or-later
"""Pages from elsewhere in the copy: beside the typing, with their pictures, and back out again."""

import base64
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from editor.errors import Damaged, Refused
from tests.builders import a_picture, a_placement, an_article
from tests.ui.writer.fake_desk import RESOURCES, FakeDesk
from ui.tasks import Tasks
from ui.theme import Theme
from ui.writer.draft import Draft
from ui.writer.pasting import SMALL_CHARS
from ui.writer.view import Writer

INLINE = "data:image/jpeg;base64," + base64.b64encode(b"a picture").decode()
LONG = "<p>Đoạn <b>dài</b>.</p>" * (SMALL_CHARS // 10)
LONG_COPY = "\n\n".join(["Đoạn **dài**."] * (SMALL_CHARS // 10))


class Intake:
    """Takes in whatever is not empty, as one and the same picture."""

    def __init__(self) -> None:
        self.fault: Exception | None = None

    def take(self, path: Path):
        raise Refused("picture.gone", file=path.name)

    def take_bytes(self, data: bytes, file_name: str):
        if self.fault is not None:
            raise self.fault
        if not data:
            raise Refused("picture.empty", file=file_name)
        return a_picture(9, file_name=file_name, alt_text="")


@pytest.fixture
def tasks(qapp) -> Iterator[Tasks]:
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def desk() -> FakeDesk:
    made = FakeDesk()
    made.intake = Intake()
    return made


@pytest.fixture
def draft(desk, tasks) -> Iterator[Draft]:
    made = Draft(desk, tasks, *desk.knows(an_article(body="Trước.\n\nSau.", placements=())))
    yield made
    made.close()


@pytest.fixture
def writer(qtbot, desk, tasks, draft) -> Writer:
    made = Writer(desk, tasks, Theme(RESOURCES))
    made.resize(760, 600)
    qtbot.addWidget(made)
    made.open(draft)
    with qtbot.waitExposed(made):
        made.show()
    made.copy.setFocus()
    return made


def paste(writer: Writer, html: str, plain: str = "") -> None:
    mime = QMimeData()
    if html:
        mime.setHtml(html)
    mime.setText(plain)
    writer.copy.insertFromMimeData(mime)


def test_a_long_page_is_put_in_beside_the_typing(writer, draft, qtbot):
    """Keys go on behind it; it is one undo step, and theirs is another."""
    writer.place_caret(len("Trước."))
    with qtbot.waitSignal(writer.pasted):
        paste(writer, LONG)
        QTest.keyClicks(writer.copy, "tiep")
        assert draft.article.body == "Trước.tiep\n\nSau."
    assert draft.article.body == f"Trước.{LONG_COPY}tiep\n\nSau."
    assert writer.caret == len(f"Trước.{LONG_COPY}tiep")
    writer.copy.undo()
    assert draft.article.body == "Trước.tiep\n\nSau."
    writer.copy.redo()
    assert draft.article.body == f"Trước.{LONG_COPY}tiep\n\nSau."


def test_it_takes_the_place_of_what_is_selected_and_gives_it_back(writer, draft, qtbot):
    """What was typed elsewhere meanwhile stays."""
    cursor = writer.copy.textCursor()
    cursor.setPosition(len("Trước"), QTextCursor.MoveMode.KeepAnchor)
    writer.copy.setTextCursor(cursor)
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, LONG)
    assert draft.article.body == f"{LONG_COPY}.\n\nSau."
    writer.copy.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(writer.copy, " Het.")
    told.args[0].take_back()
    assert draft.article.body == "Trước.\n\nSau. Het."


def test_its_pictures_stand_in_the_strip_by_the_names_that_the_copy_calls_them(
    writer, draft, qtbot
):
    """With their alt text; Undo takes both out again."""
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, f'<p>Chợ</p><img src="{INLINE}" alt="Ghe"><img src="https://x.vn/a.jpg">')
    (placement,) = draft.header.placements
    assert draft.article.body.startswith(f"Chợ\n\n![]({placement.name})\n\n![](a.jpg)")
    assert placement.alt_text == "Ghe"
    assert list(told.args[0].page.missing) == ["a.jpg"]
    told.args[0].take_back()
    assert draft.header.placements == ()
    assert draft.article.body == "Trước.\n\nSau."


def test_a_picture_that_stands_in_the_strip_keeps_its_name_and_words(writer, draft, qtbot):
    """The same bytes are the same picture; one that is missing gets a name that nobody has."""
    picture = a_picture(9)
    draft.add_picture(picture)
    draft.change(placements=(a_placement(picture, name="a.jpg", alt_text="Của bài"),))
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, f'<img src="{INLINE}" alt="Ghe"><img src="https://x.vn/a.jpg">')
    assert draft.article.body.startswith("![](a.jpg)\n\n![](a-2.jpg)")
    (placement,) = draft.header.placements
    assert placement.alt_text == "Của bài"
    told.args[0].take_back()
    assert draft.header.placements == (placement,)


def test_the_words_alone_at_one_click(writer, draft, qtbot):
    """In place of the clean copy, as one undo step; its pictures leave the strip again."""
    page = f'<h2>Chợ</h2><p>Ghe <b>về</b>.</p><img src="{INLINE}">'
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, page, "Chợ\r\nGhe về.\r\n")
    put = told.args[0]
    assert put.is_dressed
    assert draft.article.body.startswith("## Chợ\n\nGhe **về**.\n\n![](")
    put.as_plain()
    assert draft.article.body == "Chợ\nGhe về.\nTrước.\n\nSau."
    assert draft.header.placements == ()
    writer.copy.undo()
    assert draft.article.body.startswith("## Chợ")
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, "<p>Một 5 * 3</p><p>Hai</p>", "Một 5 * 3\n\nHai")
    assert not told.args[0].is_dressed, "nothing would be otherwise"


def test_cells_of_a_spreadsheet_become_a_table_of_its_own(writer, draft, qtbot):
    """As a page or as mere text, blank lines around it where words stand; not when pasted plain."""
    text = 'Xã\tHộ\nTân An\t120\n"hai\ndòng"\t"nói ""đủ"""\n'
    table = '| Xã | Hộ |\n| --- | --- |\n| Tân An | 120 |\n| hai dòng | nói "đủ" |'
    writer.place_caret(len("Trước"))
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, "", text)
    assert draft.article.body == f"Trước\n\n{table}\n\n.\n\nSau."
    told.args[0].as_plain()
    assert draft.article.body == f"Trước{text}.\n\nSau."
    writer.copy.undo()
    writer.copy.undo()
    assert draft.article.body == "Trước.\n\nSau."
    mime = QMimeData()
    mime.setText(text)
    writer.copy._is_plain_paste = True
    writer.copy.insertFromMimeData(mime)
    assert draft.article.body == f"Trước{text}.\n\nSau."


def test_the_caption_of_a_picture_stands_in_the_strip(writer, draft, qtbot):
    """And in the copy no more; that of a picture that is elsewhere stays there."""
    figure = "<figure><img src='{}'><figcaption>{}</figcaption></figure>"
    far = figure.format("https://x.vn/a.jpg", "Ở xa.")
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, figure.format(INLINE, "Ghe <i>về</i> bến.") + far + "<p>Hết.</p>")
    (placement,) = draft.header.placements
    assert placement.caption == "Ghe về bến."
    copy = f"![]({placement.name})\n\n![](a.jpg)\n\nỞ xa.\n\nHết."
    assert draft.article.body == f"{copy}Trước.\n\nSau."
    told.args[0].take_back()
    assert draft.article.body == "Trước.\n\nSau."


OLD, NEW = "Nöôùc soâng ñaõ daâng leân.", "Nước sông đã dâng lên."


@pytest.mark.parametrize("times", [1, SMALL_CHARS // len(OLD) + 1])
@pytest.mark.parametrize("is_page", [True, False])
def test_old_letters_stay_until_somebody_says_so(writer, draft, qtbot, is_page, times):
    """In a page or in plain words, few or many; then it is one undo step, and can be taken back."""
    old, new = "\n\n".join([OLD] * times), "\n\n".join([NEW] * times)
    writer.place_caret(len("Trước."))
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, f"<p>{OLD}</p>" * times if is_page else "", old)
    put = told.args[0]
    assert draft.article.body == f"Trước.{old}\n\nSau."
    assert (put.page.found.charset, put.page.found.before) == ("vni", OLD)
    writer.copy.moveCursor(QTextCursor.MoveOperation.End)
    QTest.keyClicks(writer.copy, " Het.")
    converted = put.convert()
    assert draft.article.body == f"Trước.{new}\n\nSau. Het."
    assert converted.page.is_converted
    converted.take_back()
    assert draft.article.body == f"Trước.{old}\n\nSau. Het."
    writer.copy.undo()
    writer.copy.undo()
    assert draft.article.body == f"Trước.{old}\n\nSau. Het."
    converted.take_back()
    assert draft.article.body == f"Trước.{old}\n\nSau. Het.", "it was undone by key already"


def test_what_was_written_into_old_letters_meanwhile_is_kept(writer, draft, qtbot):
    """They are read anew; where none are left, nothing is done."""
    with qtbot.waitSignal(writer.pasted) as told:
        paste(writer, "", OLD)
    writer.place_caret(5)
    QTest.keyClicks(writer.copy, " xa")
    told.args[0].convert()
    assert draft.article.body.startswith(f"Nước xa{NEW[4:]}")
    assert told.args[0].convert() is None


def test_clean_words_are_no_question(writer, draft, qtbot):
    """Unicode, in one piece or in several, is put in and nothing is asked."""
    with qtbot.assertNotEmitted(writer.pasted):
        paste(writer, "", NEW)
        paste(writer, "", unicodedata.normalize("NFD", NEW))
    assert draft.article.body.startswith(NEW + NEW)


def test_a_story_that_is_left_gets_its_page_first(writer, draft, desk, tasks):
    """Nothing that was pasted is lost on the way to another story."""
    paste(writer, LONG)
    draft.flush()
    assert draft.article.body == f"{LONG_COPY}Trước.\n\nSau."
    other = Draft(desk, tasks, *desk.knows(an_article(2)))
    writer.open(other)
    other.close()


def test_a_page_that_cannot_be_read_gives_its_words(writer, draft, desk, tasks, qtbot, caplog):
    """The fault is told; the words stand."""
    desk.intake.fault = OSError("what nobody expected")
    with qtbot.waitSignal(tasks.trouble) as told:
        paste(writer, f'<p>Chợ</p><img src="{INLINE}">', "Chợ\r\nnổi")
    assert isinstance(told.args[0], Damaged)
    assert draft.article.body == "Chợ\nnổiTrước.\n\nSau."
    caplog.clear()
