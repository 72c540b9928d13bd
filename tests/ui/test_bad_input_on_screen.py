# SPDX-License-Identifier: GPL-3.0-or-later
"""Bad input in the real window: one clear sentence, and the window goes on."""

import os
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QMimeData, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from sqlalchemy import text

from editor.cms.memory import Memory
from editor.cms.reference import Reference
from editor.errors import Refused
from editor.model.rows import Line, OpState, StoryFilter
from editor.model.workflow import Act, Wish
from editor.settings import Settings, SettingsFile
from editor.store.articles import Articles
from editor.store.database import Database
from tests.builders import an_article
from tests.editor.cms.liars import lying, reply
from tests.trouble import (
    HOME,
    LANGUAGES,
    SENTENCES,
    a_photo,
    as_newer,
    bad_pictures,
    is_clear,
    is_of,
)
from tests.ui.panels.test_panels import press
from tests.ui.test_newsroom import Start, type_into
from ui.panels.trouble import Trouble

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]

LONG_MS = 20_000
AGAIN = {"vi": "Thử lại", "en": "Try again"}
LOGIN = reply(200, b"<html><form>Wi-Fi of the hotel</form></html>", "", "text/html")
SIGNED_OUT = reply(401, {"code": "signed_out"})


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    speak(made, "en")
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


def speak(start: Start, language: str) -> None:
    chosen = Settings(language=language, appearance="light", welcome_done=True)
    SettingsFile(start.folder / "settings.toml").write(chosen)


def begun(start: Start):
    """A window with a new story that has a headline."""
    screen = start.settled()
    work = screen.newsroom.work
    work.new()
    type_into(work.writer.head.fields["headline"], "Ghe")
    start.qtbot.waitUntil(lambda: work.draft.is_saved, timeout=LONG_MS)
    return screen


def paste(widget, mime: QMimeData) -> None:
    """Paste with the key that a person presses."""
    QGuiApplication.clipboard().setMimeData(mime)
    widget.setFocus()
    QTest.keySequence(widget, "Ctrl+V")


def words_on(mime_text: str) -> QMimeData:
    mime = QMimeData()
    mime.setText(mime_text)
    return mime


def is_still_usable(start: Start, screen) -> None:
    """A key press goes into the copy, and what stands on the screen is saved."""
    work = screen.newsroom.work
    before = len(work.draft.article.body)
    type_into(work.writer.copy, "tiep")
    assert len(work.draft.article.body) == before + 4
    start.qtbot.waitUntil(lambda: work.draft.is_saved, timeout=LONG_MS)
    assert screen.desk.articles.get(work.draft.id).body == work.draft.article.body


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_bad_picture_is_named_in_the_strip(start, qtbot, tmp_path, language):
    """The good ones stand in it; a key pastes them; the message shows all, and goes."""
    speak(start, language)
    screen = begun(start)
    strip = screen.newsroom.work.strip
    codes = bad_pictures(tmp_path)
    for number, name in enumerate(("first.jpg", "last.jpg")):
        (tmp_path / name).write_bytes(a_photo(number))
    mime = QMimeData()
    names = ["first.jpg", *codes, "last.jpg"]
    mime.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in names])
    paste(strip.choose_button, mime)
    qtbot.waitUntil(lambda: len(strip._errors) == len(codes), timeout=LONG_MS)
    qtbot.waitUntil(lambda: strip.model.rowCount() == 2, timeout=LONG_MS)
    told = strip.errors.toolTip().splitlines()
    for name, code in codes.items():
        (sentence,) = [each for each in told if name in each]
        assert is_of(sentence, code, language), sentence
        assert is_clear(sentence), sentence
    assert set(strip.errors.text().splitlines()[:-1]) <= set(told)
    strip.close_button.click()
    assert strip.errors.text() == ""
    is_still_usable(start, screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_window_says_so_and_opens_when_the_first_is_closed(start, qtbot, language):
    """Nothing is said of saving; the button tries again."""
    speak(start, language)
    first = Database.open(start.folder)
    screen = start.open()
    told = trouble_on(screen, qtbot)
    assert is_of(told, "store.in_use", language)
    assert not screen.window.top.pill.isVisible()
    first.close()
    press(screen.window, AGAIN[language])
    qtbot.waitUntil(lambda: screen.newsroom is not None, timeout=LONG_MS)
    assert screen.window.top.pill.isVisible()
    screen.newsroom.work.new()
    is_still_usable(start, screen)


def test_a_store_of_a_newer_program_is_told(start, qtbot):
    """And it is left as it is."""
    Database.open(start.folder).close()
    as_newer(start.folder)
    assert is_of(trouble_on(start.open(), qtbot), "store.too_new", "en")


def test_a_folder_that_cannot_be_written_is_told(start, qtbot):
    """The place is named."""
    error = Refused("store.read_only", folder=str(start.folder))

    def refuse(_folder):
        raise error

    start._open_desk = refuse
    assert str(start.folder) in trouble_on(start.open(), qtbot)


def test_another_folder_can_be_chosen_when_the_store_cannot_be_opened(start, qtbot, tmp_path):
    """The dialog opens beside the folder of the trouble; the store that was chosen is opened."""
    (start.folder / "stet.db").mkdir(parents=True)
    other = tmp_path / "other"
    other.mkdir()
    SettingsFile(other / "settings.toml").write(Settings(language="vi", welcome_done=True))
    screen = start.open()
    trouble_on(screen, qtbot)
    press(screen.window, "Choose another folder …")
    (dialog,) = screen.window.findChildren(QFileDialog)
    assert dialog.directory().absolutePath() == str(start.folder)
    dialog.fileSelected.emit(str(other))
    dialog.close()
    qtbot.waitUntil(lambda: screen.newsroom is not None, timeout=LONG_MS)
    assert screen.desk.folder == other
    screen.newsroom.work.new()
    is_still_usable(start, screen)


def trouble_on(screen, qtbot) -> str:
    """The sentence of the page that stands there when the store cannot be opened."""
    pages = screen.window.pages
    qtbot.waitUntil(lambda: isinstance(pages.currentWidget(), Trouble), timeout=LONG_MS)
    (sentence,) = [
        each.text() for each in pages.currentWidget().findChildren(QLabel) if "." in each.text()
    ]
    assert is_clear(sentence)
    return sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_is_told_while_typing_and_nothing_is_lost(start, qtbot, language):
    """The window keeps the words, does not close on them, and saves them when there is room."""
    speak(start, language)
    screen = begun(start)
    work, bottom = screen.newsroom.work, screen.window.bottom
    screen.desk.sync.stop()
    writer = screen.desk.database._writer
    limit_pages(writer, full=True)
    long = "Ghe về bến sáng nay. " * 20_000
    paste(work.writer.copy, words_on(long))
    qtbot.waitUntil(lambda: is_of(bottom.saved.text(), "store.full", language), timeout=LONG_MS)
    assert is_clear(bottom.saved.text())
    type_into(work.writer.copy, "them")
    screen.window.close()
    qtbot.waitUntil(screen.window.banner.isVisible, timeout=LONG_MS)
    assert screen.window.isVisible()
    limit_pages(writer, full=False)
    qtbot.waitUntil(lambda: work.draft.is_saved, timeout=LONG_MS)
    assert screen.desk.articles.get(work.draft.id).body == long + "them"
    qtbot.waitUntil(lambda: not screen.window.banner.isVisible(), timeout=LONG_MS)


def limit_pages(writer, *, full: bool) -> None:
    with writer.connect() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar()
        most = pages if full else 1_000_000
        connection.execute(text(f"PRAGMA max_page_count = {most}"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_login_page_is_calm_and_a_refused_token_needs_a_person(start, qtbot, language):
    """The outbox says why in a sentence; only the second asks to sign in; writing goes on."""
    speak(start, language)
    screen = begun(start)
    room = screen.newsroom
    room.show_space("outbox")
    with lying(*[LOGIN] * 50) as liar:
        screen.desk.use_site(Reference(liar.address, "t"))
        qtbot.waitUntil(
            lambda: is_of(room.outbox._state.text(), "line.not_our_server", language),
            timeout=LONG_MS,
        )
        assert screen.desk.sync.status.line is Line.OFFLINE
        assert room.outbox._sign_in.isHidden()
    with lying(*[SIGNED_OUT] * 50) as liar:
        screen.desk.use_site(Reference(liar.address, "t"))
        qtbot.waitUntil(
            lambda: is_of(room.outbox._state.text(), "line.signed_out", language),
            timeout=LONG_MS,
        )
        assert not room.outbox._sign_in.isHidden()
        assert is_clear(screen.window.top.pill.toolTip())
    room.show_space("write")
    is_still_usable(start, screen)
    assert screen.desk.outbox.waiting() == 1


def test_what_the_server_refuses_is_told_in_the_outbox(start, qtbot):
    """Its own codes come without a room; the sentence is there all the same."""
    screen = begun(start)
    room, desk = screen.newsroom, screen.desk
    story = desk.articles.save(an_article(7, category="doi-song"), origin="test")
    desk.outbox.queue_act(story.id, Wish(Act.TAKE_DOWN), origin="test")
    desk.use_site(Memory())
    qtbot.waitUntil(lambda: desk.outbox.needs_you() == 1, timeout=LONG_MS)
    (parked,) = [each for each in desk.outbox.rows() if each.state is OpState.PARKED]
    assert (parked.kind, "." in parked.error) == ("take_down", False)
    told = room.outbox._state_words(parked)
    assert told == SENTENCES["en"].say(f"site.{parked.error}")
    assert is_clear(told)
    is_still_usable(start, screen)


@pytest.mark.parametrize(
    "long",
    [("Ghe về bến sáng nay. " * 12 + "\n\n") * 6_500, "Ghe về bến. " * 150_000, "a" * 2_000_000],
    ids=["paragraphs", "one paragraph", "one word"],
)
def test_two_megabytes_are_pasted(start, qtbot, long):
    """In paragraphs, in one, or as one endless word such as a picture written out."""
    screen = begun(start)
    work = screen.newsroom.work
    paste(work.writer.copy, words_on(long))
    QApplication.processEvents()
    is_still_usable(start, screen)
    assert work.draft.article.body == long + "tiep"
    story = work.draft.id
    start.close()
    again = start.settled()
    qtbot.waitUntil(lambda: again.newsroom.work.draft is not None, timeout=LONG_MS)
    assert again.newsroom.work.draft.id == story
    assert again.newsroom.work.draft.article.body == long + "tiep"


def test_a_headline_of_ten_thousand_letters(start, qtbot):
    """It is kept whole, the checks ask to shorten it, and the address stays short."""
    screen = begun(start)
    work = screen.newsroom.work
    headline = work.writer.head.fields["headline"]
    headline.selectAll()
    paste(headline, words_on("Chợ nổi họp lại," * 625))
    codes = lambda: {each.code for each in work.draft.findings}  # noqa: E731  # asked anew
    qtbot.waitUntil(lambda: "checks.headline_long" in codes(), timeout=LONG_MS)
    assert len(work.draft.header.headline) == 10_000
    assert 5 < len(work.fields.url_slug.placeholderText()) <= 120
    is_still_usable(start, screen)


def test_letters_in_two_pieces_are_one_spelling(start, qtbot):
    """As some keyboards and macOS write them; in the copy, the headline and the form."""
    screen = begun(start)
    work = screen.newsroom.work
    apart = unicodedata.normalize("NFD", "Đống Đa: chợ nổi")
    for widget in (work.writer.copy, work.writer.head.fields["standfirst"], work.fields.slugline):
        paste(widget, words_on(apart))
    qtbot.waitUntil(lambda: work.draft.is_saved, timeout=LONG_MS)
    stored = screen.desk.articles.get(work.draft.id)
    whole = unicodedata.normalize("NFC", apart)
    assert (stored.body, stored.standfirst, stored.slugline) == (whole, whole, whole)


TYPIST = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from editor.desk import Desk
from ui import app

folder, resources = Path(sys.argv[1]), Path(sys.argv[2])
application = app.prepare()
screen = app.Screen(
    lambda each: Desk.open(each, resources=resources), None, resources=resources, folder=folder
)
count = 0

def press():
    global count
    room = screen.newsroom
    if room is None:
        return
    if room.work.draft is None:
        room.work.new()
    QTest.keyClicks(room.work.writer.copy, "abcdefghij"[count % 10])
    count += 1
    print(count, flush=True)

timer = QTimer(interval=15)
timer.timeout.connect(press)
timer.start()
screen.show()
application.exec()
"""


def test_a_window_that_is_killed_while_typing_loses_one_second_at_most(tmp_path):
    """SIGKILL in the middle of a word; every letter of more than a second ago is there."""
    folder = tmp_path / "store"
    SettingsFile(folder / "settings.toml").write(Settings(language="en", welcome_done=True))
    (tmp_path / "typist.py").write_text(TYPIST)
    for letters in (40, 150):
        child = subprocess.Popen(
            [sys.executable, str(tmp_path / "typist.py"), str(folder), str(HOME / "resources")],
            cwd=HOME,
            env={**os.environ, "PYTHONPATH": str(HOME)},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        pressed_s = []
        for _line in child.stdout:
            pressed_s.append(time.monotonic())
            if len(pressed_s) == letters:
                break
        child.send_signal(signal.SIGKILL)
        killed_s = time.monotonic()
        child.wait()
        child.stdout.close()
        old = sum(1 for at_s in pressed_s if killed_s - at_s > 1.5)
        database = Database.open(folder)
        try:
            articles = Articles(database)
            bodies = [articles.get(row.id).body for row in articles.rows(StoryFilter())]
        finally:
            database.close()
        whole = ("abcdefghij" * letters)[:letters]
        assert any(whole.startswith(body) and len(body) >= old for body in bodies), (bodies, old)
        shutil.rmtree(folder)
        SettingsFile(folder / "settings.toml").write(Settings(language="en", welcome_done=True))


def test_a_server_that_did_not_start_is_started_by_the_button(start, qtbot):
    """The reason is told whole; when it is mended, “Send now” looks for the server again."""
    screen = begun(start)
    room, asked = screen.newsroom, []

    class House:
        def shown(self) -> None:
            """Connected already."""

        def renew(self) -> None:
            asked.append(True)
            screen.desk.use_site(Memory())

        def __exit__(self, *_: object) -> None:
            """Nothing to end."""

    room.house = House()
    reason = SENTENCES["en"].say("server.no_folder", {"folder": "x"})
    screen.desk.sync.blame(Refused("builtin.refused", reason=reason))
    room.show_space("outbox")
    qtbot.waitUntil(
        lambda: is_of(room.outbox._state.text(), "builtin.refused", "en"), timeout=LONG_MS
    )
    assert reason in room.outbox._state.text()
    room.outbox._now.click()
    assert asked == [True]
    qtbot.waitUntil(lambda: screen.desk.outbox.waiting() == 0, timeout=LONG_MS)
