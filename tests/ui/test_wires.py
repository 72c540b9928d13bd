# SPDX-License-Identifier: GPL-3.0-or-later
"""The work space Wires in a whole window: sources, reading, stories started, all by keys."""

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from editor.model.dispatch import DispatchFilter, Source, SourceId
from editor.settings import Settings, SettingsFile
from editor.store.dispatches import Arrived
from tests.ui.test_newsroom import Start, written
from tests.wires import Net, item, rss
from ui.app import Screen
from ui.wires import Wires

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
LONG_MS = 20_000
ADDRESS = "https://song.example/rss"
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def start(tmp_path, resources, icons, qapp, qtbot) -> Iterator[Start]:
    made = Start(tmp_path / "store", resources, icons, qtbot)
    SettingsFile(made.folder / "settings.toml").write(
        Settings(language="en", appearance="light", welcome_done=True, pen_name="Một Trần")
    )
    yield made
    made.close()
    QLocale.setDefault(QLocale.c())


@pytest.fixture
def net() -> Net:
    made = Net()
    made.put(ADDRESS, rss(item(1), item(2, "Lũ về đầu nguồn"), item(3, "Giá lúa tăng")))
    return made


def opened(start: Start, net: Net) -> tuple[Screen, Wires]:
    screen = start.settled()
    desk = screen.newsroom.desk
    desk.wires._make_line = net.line
    with start.qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    (wires,) = screen.newsroom.findChildren(Wires)
    wires._start_soon.setInterval(0)
    wires._start_soon.start()
    QTest.keyClick(screen.window, Qt.Key.Key_4, CONTROL)
    assert screen.window.pages.currentWidget() is wires.page
    return screen, wires


def headlines(wires: Wires) -> list[str]:
    model = wires.page.model
    return [model.row_at(at).headline for at in range(model.rowCount())]


def key(name: Qt.Key, modifier=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), name, modifier)


def test_from_an_empty_page_to_a_story_by_keys_alone(start, net, qtbot):
    screen, wires = opened(start, net)
    page = wires.page
    assert QApplication.focusWidget().text() == "Add a source"
    key(Qt.Key.Key_Return)
    form = wires.sources._form
    assert QApplication.focusWidget() is form._address
    QTest.keyClicks(form._address, "javascript:x")
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "not the address" in form.address.note.text(), timeout=LONG_MS)
    form._address.selectAll()
    QTest.keyClicks(form._address, ADDRESS)
    key(Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(headlines(wires)) == 3, timeout=LONG_MS)
    qtbot.waitUntil(lambda: page.sources.list.count() == 2, timeout=LONG_MS)
    assert not wires.sources.sheet.isVisible()
    page.table.setFocus()
    key(Qt.Key.Key_Slash)
    QTest.keyClicks(page.field, "lu ve")
    qtbot.waitUntil(lambda: headlines(wires) == ["Lũ về đầu nguồn"], timeout=LONG_MS)
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_J)
    qtbot.waitUntil(lambda: page.pane.shown is not None, timeout=LONG_MS)
    qtbot.waitUntil(lambda: page.pane.shown.is_read, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "2" in str(page.sources.list.item(0).data(257)), timeout=LONG_MS)
    key(Qt.Key.Key_U)
    assert not page.pane.shown.is_read
    key(Qt.Key.Key_Return)
    work = screen.newsroom.work
    qtbot.waitUntil(
        lambda: work.draft is not None and work.draft.header.headline == "Lũ về đầu nguồn",
        timeout=LONG_MS,
    )
    assert work.draft.header.authors == ()
    assert "https://song.example/tin-2" in work.draft.header.ednote
    story = work.draft.id
    key_window(screen, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: page.pane.shown.story_id == story, timeout=LONG_MS)
    # Once more: the story that is there, not a second one.
    page.table.setFocus()
    key(Qt.Key.Key_Return)
    assert screen.window.pages.currentWidget() is work.columns
    assert screen.newsroom.desk.wires.dispatches.count(DispatchFilter()) == 3


def key_window(screen: Screen, name: Qt.Key) -> None:
    QTest.keyClick(screen.window, name, CONTROL)


def test_a_dispatch_goes_into_the_open_story_as_a_note_and_out_again(start, net, qtbot):
    screen, wires = opened(start, net)
    key_window(screen, Qt.Key.Key_1)
    draft = written(start, screen, "Open story")
    screen.newsroom.desk.wires.add(ADDRESS)
    screen.newsroom.desk.wires.fetch()
    key_window(screen, Qt.Key.Key_4)
    qtbot.waitUntil(lambda: len(headlines(wires)) == 3, timeout=LONG_MS)
    wires.page.take_focus()
    key(Qt.Key.Key_J)
    qtbot.waitUntil(lambda: wires.page.pane.shown is not None, timeout=LONG_MS)
    key(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: "From the wires" in draft.header.ednote, timeout=LONG_MS)
    screen.window.toast._on_act()
    assert draft.header.ednote == ""
    key(Qt.Key.Key_A, Qt.KeyboardModifier.ShiftModifier)
    assert wires.page.model.ids(is_read=False) == []
    screen.window.toast._on_act()
    assert len(wires.page.model.ids(is_read=False)) == 3


def test_a_source_that_fails_says_why_and_one_that_goes_can_come_back(start, net, qtbot):
    net.put("https://gone.example/", status=404)
    screen, wires = opened(start, net)
    desk, sources = screen.newsroom.desk, wires.page.sources
    for each in (ADDRESS, "https://gone.example/"):
        desk.wires.add(each)
    desk.wires.fetch()
    qtbot.waitUntil(lambda: sources.list.count() == 3, timeout=LONG_MS)
    qtbot.waitUntil(lambda: "has gone" in sources.list.item(2).toolTip(), timeout=LONG_MS)
    sources.list.setCurrentRow(2)
    assert "has gone" in sources.told.text()
    qtbot.waitUntil(lambda: headlines(wires) == [], timeout=LONG_MS)
    sources.list.setFocus()
    key(Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: sources.list.count() == 2, timeout=LONG_MS)
    assert sources.source_id is None
    screen.window.toast._on_act()
    qtbot.waitUntil(lambda: sources.list.count() == 3, timeout=LONG_MS)
    sources.list.setCurrentRow(1)
    sources._on_switch()
    qtbot.waitUntil(lambda: "switched off" in sources.list.item(1).toolTip(), timeout=LONG_MS)
    key(Qt.Key.Key_F2)
    form = wires.sources._built_form()
    qtbot.waitUntil(lambda: form._address.text() == ADDRESS, timeout=LONG_MS)
    form._name.show_text("Báo Sông")
    form.keep()
    qtbot.waitUntil(lambda: sources.list.item(1).text() == "Báo Sông", timeout=LONG_MS)
    path = start.folder / "wires.opml"
    wires.sources.give_list(path)
    qtbot.waitUntil(path.exists, timeout=LONG_MS)
    wires.sources.take_list(path)
    qtbot.waitUntil(lambda: "0 new" in screen.window.toast.sentence, timeout=LONG_MS)
    wires.fetch()


def many(screen: Screen, count: int) -> None:
    """So many dispatches, without a network."""
    desk = screen.newsroom.desk.wires
    its = desk.sources.add(Source(SourceId(0), ADDRESS, name="Hãng tin"), origin="t").id
    now = screen.newsroom.desk.clock()
    made = [
        Arrived(
            f"k{n}",
            f"{n}",
            now - timedelta(minutes=n),
            f"Tin số {n}",
            "Sapo",
            "Nội dung.",
            "https://song.example/",
            "",
            "vi",
        )
        for n in range(count)
    ]
    keys = [each.key for each in made]
    desk.dispatches.take(its, made, keys, {"due_at": now + timedelta(days=1)}, origin="t")


def test_thousands_are_all_there_and_the_end_of_the_window_ends_the_thread(start, net, qtbot):
    screen, wires = opened(start, net)
    many(screen, 2_500)
    qtbot.waitUntil(lambda: wires.page.model.rowCount() == 2_500, timeout=LONG_MS)
    page = wires.page
    page.take_focus()
    key(Qt.Key.Key_End, CONTROL)
    qtbot.waitUntil(
        lambda: page.pane.shown is not None and page.pane.shown.headline == "Tin số 2499",
        timeout=LONG_MS,
    )
    assert any(each.name == "wires" for each in threading.enumerate())
    start.close()
    assert not any(each.name == "wires" for each in threading.enumerate())
    kept = SettingsFile(start.folder / "settings.toml").peek().window["wires"]
    assert len(kept["sides"]) == 3
