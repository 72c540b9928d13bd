# SPDX-License-Identifier: GPL-3.0-or-later
"""Typists of Vietnamese in every text field of the window, while everything else runs."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from tests.cards import a_card
from tests.ui.test_newsroom import Start, start, written
from tests.ui.test_photos import laid
from tests.ui.typists import composed, retyped, telex, vni
from ui.writer.copy import CopyEdit

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
WORDS = ["Tiếng", "Đống", "Đa", "nghiêng"]
SAID = " ".join(WORDS) + " "
PLACES = (
    ("view.story",),
    ("view.pictures",),
    ("edit.replace",),
    ("space.photos",),
    ("captions.write",),
    ("captions.templates",),
    ("space.wires", "wires.add"),
    ("palette",),
    ("settings",),
)
"""Commands that bring fields into sight, one group after the other."""
LEAST_FIELDS = 51
NEWS_MS = 200
LONG_MS = 20_000


def fields(window: QWidget) -> Iterator[QWidget]:
    """Where a person can type words now."""
    for kind in (QLineEdit, QPlainTextEdit, QTextEdit):
        for each in window.findChildren(kind):
            is_number = isinstance(each.parentWidget(), QAbstractSpinBox)
            if each.isVisible() and each.isEnabled() and not (each.isReadOnly() or is_number):
                yield each


def called(field: QWidget) -> str:
    """Which field it is, to name it when it fails."""
    around = type(field.parentWidget()).__name__
    return f"{around} {type(field).__name__} {field.accessibleName() or field.placeholderText()}"


def text_of(field) -> str:
    told = field.text() if isinstance(field, QLineEdit) else field.document().toRawText()
    return unicodedata.normalize("NFC", told).replace("\u2029", "\n")


def emptied(field) -> None:
    """Only the words of this test stand in a field; a copy keeps what others write into it."""
    field.setFocus()
    if isinstance(field, QLineEdit):
        field.clear()
    elif not isinstance(field, CopyEdit):
        field.setPlainText("")
    else:
        field.moveCursor(QTextCursor.MoveOperation.Start)
    QApplication.processEvents()


def news(screen, article_id):
    """A colleague writes into the copy of the same story at every call."""
    articles, numbers = screen.newsroom.desk.articles, iter(range(10_000))

    def come() -> None:
        # In the lane of the writes: nothing is saved between what is read and what is written.
        stored = articles.get(article_id)
        body = stored.body.rstrip() + f"\n\nFrom below {next(numbers)}.\n"
        articles.save(replace(stored, body=body), origin="sync", reason="pull", by="Minh")

    return lambda: screen.tasks.write(come)


def check(field, way, method) -> None:
    """Type words into a field and take them back, word by word."""
    emptied(field)
    way(field, WORDS, method)
    name = f"{called(field)}: {method.__name__}"
    assert text_of(field).startswith(SAID), name
    if way is composed:
        for count in range(len(WORDS) - 1, 0, -1):
            field.undo()
            assert text_of(field).startswith(" ".join(WORDS[:count])), name
            assert WORDS[count] not in text_of(field).split("\n")[0], name


def test_words_come_out_whole_in_order_and_go_one_by_one(start: Start, qtbot, tmp_path):
    a_card(tmp_path / "card", 2)
    screen = start.settled()
    with qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    draft = written(start, screen, "Ferry late")
    room = screen.newsroom
    room.work.strip.take_files(sorted((tmp_path / "card").rglob("*.*"))[:1])
    qtbot.waitUntil(lambda: bool(draft.header.placements), timeout=LONG_MS)
    room.work.strip.choose(draft.header.placements[0].sha256)
    room.photos.open_places([tmp_path / "card"])
    laid(start, room.photos, 2)
    room.show_space("write")
    room.desk.wires.add("http://127.0.0.1:9/rss")
    timer = QTimer(screen.window, interval=NEWS_MS)
    timer.timeout.connect(news(screen, draft.id))
    timer.start()
    seen = []
    for commands in PLACES:
        for each in commands:
            screen.window.commands.ask(each)
            QApplication.processEvents()
        if commands == ("captions.write",):
            room.photos.table.stage.grid.choose(0)
            QApplication.processEvents()
        for field in [each for each in fields(screen.window) if each not in seen]:
            seen.append(field)
            check(field, composed, telex)
            check(field, composed, vni)
            check(field, retyped, telex)
    timer.stop()
    told = sorted(called(each) for each in seen)
    assert len(seen) >= LEAST_FIELDS, told
    copy = room.work.writer.copy
    assert copy in seen
    qtbot.waitUntil(lambda: draft.is_saved, timeout=LONG_MS)
    stored = room.desk.articles.get(draft.id).body
    assert stored.count("From below") > 10
    assert stored.startswith(SAID)
