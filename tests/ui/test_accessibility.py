# SPDX-License-Identifier: GPL-3.0-or-later
"""What a screen reader hears of every widget, and the whole job by keys alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWebEngineWidgets import QWebEngineView
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QApplication, QWidget

from tests.cards import a_card
from tests.ui.test_newsroom import Start, start, written
from tests.ui.test_photos import laid

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
PLACES = (
    ("view.story",),
    ("view.pictures",),
    ("view.checks",),
    ("view.history",),
    ("edit.replace",),
    ("space.outbox",),
    ("space.photos",),
    ("captions.write",),
    ("photos.look",),
    ("captions.templates",),
    ("space.wires",),
    ("wires.add",),
    ("story.royalties",),
    ("palette",),
    ("settings",),
    ("keys",),
    ("about",),
)
PAINTED = {"Grid", "Loupe"}
LONG_MS = 20_000


def reachable(window: QWidget) -> Iterator[QWidget]:
    """All that a person can put the focus on or press, as it is now."""
    for each in window.findChildren(QWidget):
        takes = each.focusPolicy() != Qt.FocusPolicy.NoFocus or isinstance(each, QAbstractButton)
        # Qt and Chromium speak for what is inside these by the widget around it.
        is_inside = isinstance(each.parentWidget(), QAbstractSpinBox | QWebEngineView)
        if takes and each.isVisible() and each.isEnabled() and not is_inside:
            yield each


def trail(widget: QWidget | None) -> str:
    """Which widget it is, to name it when it fails."""
    names: list[str] = []
    while widget is not None and len(names) < 4:
        names.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " in ".join(names)


def is_heard(widget: QWidget) -> bool:
    heard = QAccessible.queryAccessibleInterface(widget)
    if heard is None or not heard.text(QAccessible.Text.Name).strip():
        return False
    # PySide has no way to give a widget that is painted by hand another role.
    is_painted = type(widget).__name__ in PAINTED
    return is_painted or heard.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client)


def test_every_widget_has_a_name_and_a_role(start: Start, qtbot, tmp_path):
    a_card(tmp_path / "card", 2)
    screen = start.settled()
    with qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    draft = written(start, screen, "Ferry late")
    room = screen.newsroom
    room.work.strip.take_files(sorted((tmp_path / "card").rglob("*.*"))[:1])
    qtbot.waitUntil(lambda: bool(draft.header.placements), timeout=LONG_MS)
    room.photos.open_places([tmp_path / "card"])
    laid(start, room.photos, 2)
    room.show_space("write")
    room.desk.wires.add("http://127.0.0.1:9/rss")
    silent, told = set(), set()
    for commands in PLACES:
        for each in commands:
            screen.window.commands.ask(each)
            QApplication.processEvents()
        for widget in reachable(screen.window):
            (told if is_heard(widget) else silent).add(trail(widget))
    assert not silent
    assert len(told) > 30


def press_key(name: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(QApplication.focusWidget(), name, modifiers)


def go_to(name: str, most: int = 60) -> QWidget:
    """Tab until what is called so has the focus."""
    for _ in range(most):
        widget = QApplication.focusWidget()
        heard = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
        # A list to choose from is called by its label, and says what is chosen.
        if name in (widget.accessibleName(), heard):
            return widget
        press_key(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never comes to {name!r}")


def test_write_caption_check_and_publish_by_keys_alone(start: Start, qtbot):
    screen = start.settled()
    with qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    work = screen.newsroom.work
    ctrl = Qt.KeyboardModifier.ControlModifier
    ctrl_shift = ctrl | Qt.KeyboardModifier.ShiftModifier
    alt = Qt.KeyboardModifier.AltModifier

    press_key(Qt.Key.Key_N, ctrl)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is work.writer.head.headline)
    QTest.keyClicks(QApplication.focusWidget(), "Ferry late again")
    press_key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is work.writer.head.standfirst
    QTest.keyClicks(QApplication.focusWidget(), "The river was high.")
    press_key(Qt.Key.Key_Return)
    assert QApplication.focusWidget() is work.writer.copy
    QTest.keyClicks(QApplication.focusWidget(), "The  ferry came late. ")

    image = QImage(640, 480, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.darkCyan)
    data = QMimeData()
    data.setImageData(image)
    QApplication.clipboard().setMimeData(data)
    press_key(Qt.Key.Key_V, ctrl)
    qtbot.waitUntil(lambda: bool(work.draft.header.placements), timeout=LONG_MS)

    press_key(Qt.Key.Key_2, alt)
    QTest.keyClicks(go_to("Caption"), "The ferry at the pier.")
    QTest.keyClicks(go_to("Alt text"), "A ferry.")
    QTest.keyClicks(go_to("Photo credit"), "Lam")
    press_key(Qt.Key.Key_1, alt)
    QTest.keyClicks(go_to("Author 1"), "Lam")
    category = go_to("Main category")
    press_key(Qt.Key.Key_Down)
    assert category.currentIndex() > 0
    QTest.keyClicks(go_to("Tags"), "ferry")

    qtbot.waitUntil(lambda: "style.blanks" in found(work), timeout=LONG_MS)
    press_key(Qt.Key.Key_F8)
    assert QApplication.focusWidget() is work.writer.copy
    press_key(Qt.Key.Key_F7)
    assert work.draft.article.body.startswith("The ferry came late.")

    press_key(Qt.Key.Key_Return, ctrl_shift)
    for _ in range(6):
        if screen.newsroom.sheets["publish"].isVisible():
            break
        # The ladder: submit, take over, ask for approval ... each is one press.
        qtbot.wait(300)
        press_key(Qt.Key.Key_Return, ctrl_shift)
    assert screen.newsroom.sheets["publish"].isVisible()
    # The checks come to it a moment after the last key.
    qtbot.waitUntil(lambda: can_press(screen.newsroom.publish, "Publish"), timeout=LONG_MS)
    go_to("Publish")
    press_key(Qt.Key.Key_Return)
    rows = screen.desk.outbox.rows
    qtbot.waitUntil(lambda: "publish" in [each.kind for each in rows()], timeout=LONG_MS)


def can_press(panel: QWidget, words: str) -> bool:
    buttons = [each for each in panel.findChildren(QAbstractButton) if each.text() == words]
    return any(each.isVisible() and each.isEnabled() for each in buttons)


def found(work) -> list[str]:
    return [each.code for each in work.checks.list._findings]
