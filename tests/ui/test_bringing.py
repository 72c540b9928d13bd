# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents that are chosen or dropped become stories: counted, told, opened, undone."""

from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from editor.model.workflow import State
from editor.text.charsets import Charset
from tests import old_letters
from tests.editor.files.test_documents import a_docx
from tests.editor.files.wordpress.test_wxr import HEAD, TAIL, post
from tests.machines.newsroom import a_jpeg
from tests.ui.panels.test_panels import press, texts
from tests.ui.test_newsroom import pytestmark, start, written
from ui.bringing import documents_in

__all__ = ["pytestmark", "start"]


def a_mail(folder):
    """What comes to a newsroom in a day: good, empty of use, and broken."""
    folder.mkdir()
    (folder / "tin.docx").write_bytes(a_docx(a_jpeg(2)))
    (folder / "hai.md").write_text("# Tin hai\n\nSáng nay.\n\n![](xa.jpg)", "utf-8")
    (folder / "hong.docx").write_bytes(b"PK\x03\x04broken")
    (folder / "cu.doc").write_bytes(
        bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("u16")
    )
    return [folder / name for name in ("tin.docx", "hong.docx", "hai.md", "cu.doc")]


def dropped(widget, paths):
    """Files let go over a widget, after they were dragged there: whether they are taken."""
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(each)) for each in paths])
    keys = (Qt.DropAction.CopyAction, mime, Qt.MouseButton.LeftButton)
    none = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), *keys, none)
    QApplication.sendEvent(widget, enter)
    drop = QDropEvent(QPointF(5, 5), *keys, none, QEvent.Type.Drop)
    QApplication.sendEvent(widget, drop)
    return enter.isAccepted() and drop.isAccepted()


def test_documents_dropped_on_the_window_become_stories(start, qtbot, tmp_path):
    """The first is opened, each failure is told in a sentence, and Undo spikes what came in."""
    screen = start.settled()
    room, window = screen.newsroom, screen.window
    before = written(start, screen, "Before").id
    paths = a_mail(tmp_path / "mail")
    assert dropped(window, paths)
    qtbot.waitUntil(lambda: not room.bringing.is_busy, timeout=20_000)
    qtbot.waitUntil(lambda: room.work.draft.header.headline == "Chợ nổi", timeout=20_000)
    assert "2 stories imported" in window.toast.sentence
    assert "2 documents" in window.banner.sentence
    press(window.banner, "What came in")
    told = "\n".join(texts(room.bringing.sheet))
    for each in ("hong.docx", "cu.doc", "1 picture", "xa.jpg"):
        assert each in told
    press(room.bringing.sheet, "Tin hai")
    qtbot.waitUntil(lambda: room.work.draft.header.headline == "Tin hai")
    press(window.toast, "Undo")
    qtbot.waitUntil(lambda: room.work.draft.id == before)
    ids = [each.article.id for each in room.bringing._made]
    states = [screen.desk.acts.state_of(screen.desk.articles.get(each)) for each in ids]
    assert states == [State.SPIKED, State.SPIKED]


def test_a_document_on_the_open_story_is_asked_about(start, qtbot, tmp_path):
    """As a story of its own, or at the caret with its pictures; nothing comes in unasked."""
    screen = start.settled()
    room, window = screen.newsroom, screen.window
    draft = written(start, screen, "Open")
    path, *_ = a_mail(tmp_path / "mail")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    assert documents_in(mime) == [path]
    room.work.writer.copy.insertFromMimeData(mime)
    assert "tin.docx" in window.banner.sentence
    assert draft.article.body == "Nothing is lost."
    press(window.banner, "Into this story, at the caret")
    qtbot.waitUntil(lambda: "hàng đủ" in draft.article.body, timeout=20_000)
    assert draft.article.body.startswith("Nothing is lost.\n\n## Chợ nổi\n\nNgười bán nói")
    (placement,) = draft.header.placements
    assert placement.alt_text == "Ghe"
    room.work.writer.copy.insertFromMimeData(mime)
    press(window.banner, "As a new story")
    qtbot.waitUntil(lambda: room.work.draft.header.headline == "Chợ nổi", timeout=20_000)
    assert room.work.draft.id != draft.id


def test_old_letters_of_an_imported_story_are_asked_about(start, qtbot, tmp_path):
    """They stay until somebody says so; then the open story changes under the caret."""
    screen = start.settled()
    room = screen.newsroom
    plain = "Nước sông đã dâng lên từ sáng nay."
    path = tmp_path / "cũ.txt"
    path.write_text(old_letters.written(plain, Charset.VNI), "utf-8")
    room.bringing.take([path])
    qtbot.waitUntil(lambda: "would become" in screen.window.banner.sentence, timeout=20_000)
    qtbot.waitUntil(lambda: room.work.draft is not None)
    assert room.work.draft.article.body != plain
    press(screen.window.banner, "Convert")
    qtbot.waitUntil(lambda: room.work.draft.article.body == plain, timeout=20_000)


def test_cancel_leaves_the_rest_where_it_is(start, qtbot, tmp_path):
    """What has begun comes in whole; nothing more begins."""
    screen = start.settled()
    room = screen.newsroom
    paths = [tmp_path / f"{number}.md" for number in range(30)]
    for each in paths:
        each.write_text(f"# Tin {each.stem}\n\nSáng nay.", "utf-8")
    room.bringing.take(paths)
    room.bringing.cancel()
    qtbot.waitUntil(lambda: not room.bringing.is_busy, timeout=20_000)
    assert [each.article.headline for each in room.bringing._made] == ["Tin 0"]


def test_a_whole_site_comes_in_and_can_be_stopped(start, qtbot, tmp_path, monkeypatch):
    """Many stories of one file: counted, stopped, told, undone, and known a second time."""
    monkeypatch.setattr("editor.receiving.AT_ONCE", 30)
    screen = start.settled()
    room, window = screen.newsroom, screen.window
    before = written(start, screen, "Before").id
    path = tmp_path / "site.xml"
    path.write_text(HEAD + "".join(map(post, range(90))) + TAIL, "utf-8")

    def stop():
        if room.bringing._ids:
            room.bringing.cancel()

    room.bringing._patience.setInterval(0)
    count, room.bringing._count = room.bringing._count, stop
    assert dropped(window, [path])
    qtbot.waitUntil(lambda: not room.bringing.is_busy, timeout=20_000)
    came = len(room.bringing._ids)
    assert 25 <= came < 90
    assert f"{came} stories imported" in window.toast.sentence
    press(window.toast, "Undo")
    qtbot.waitUntil(lambda: "undone" in window.toast.sentence, timeout=20_000)
    qtbot.waitUntil(lambda: room.work.draft.id == before, timeout=20_000)
    room.bringing._count = count
    room.bringing.take([path])
    qtbot.waitUntil(lambda: not room.bringing.is_busy, timeout=20_000)
    assert len(room.bringing._ids) == 90
    room.bringing.take([path])
    qtbot.waitUntil(lambda: not room.bringing.is_busy, timeout=20_000)
    assert "90 stories were here already" in window.toast.sentence
