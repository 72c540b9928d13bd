# SPDX-License-Identifier: GPL-3.0-or-later
"""Thousands of edits by real keys in a long story, while all else runs: none is lost or moved."""

import os
import random
from dataclasses import dataclass, replace

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.preview.test_view import settled
from tests.ui.test_newsroom import Start, start, written
from tests.ui.typists import compose, telex
from ui.writer.echo import units

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore("QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints"),
]
EDITS = 2000
WORDS = 10_000
NEWS_MS = 500
END = "\n\nThe end of what is written here."
LONG_MS = 60_000
LETTERS = "abcdeghiklmnopqrstuvxyđêôươ ,;  😀"
"""None of them begins a list or becomes a mark of print."""
SYLLABLES = ("Tiếng", "đường", "nghiêng", "Đống", "Đa")


@dataclass
class Model:
    """What the copy must be: a text, and where caret and mark are."""

    text: str
    caret: int = 0
    mark: int = 0

    def put(self, words: str) -> None:
        start, end = sorted((self.caret, self.mark))
        self.text = self.text[:start] + words + self.text[end:]
        self.caret = self.mark = start + len(words)

    def take(self, step: int) -> None:
        """Backspace (-1) or Delete (1)."""
        if self.caret == self.mark:
            self.mark = min(max(self.caret + step, 0), len(self.text))
        self.put("")


class Typist:
    """Does to the window and to the model the same."""

    def __init__(self, copy, model: Model, chance: random.Random, most: int) -> None:
        self.copy, self.model, self.chance, self.most = copy, model, chance, most

    def go(self) -> None:
        """Click somewhere; now and then with words selected from there."""
        model, chance = self.model, self.chance
        model.mark = chance.randrange(self.most)
        reach = chance.choice((0, 0, 0, 1, 5, 40))
        model.caret = min(model.mark + reach, self.most)
        cursor = self.copy.textCursor()
        cursor.setPosition(units(model.text[: model.mark]))
        cursor.setPosition(units(model.text[: model.caret]), QTextCursor.MoveMode.KeepAnchor)
        self.copy.setTextCursor(cursor)

    def type(self) -> None:
        for letter in self.chance.choices(LETTERS, k=self.chance.randint(1, 4)):
            QTest.sendKeyEvent(
                QTest.KeyAction.Click, self.copy, Qt.Key.Key_unknown, letter, NO_MODIFIER
            )
            self.model.put(letter)

    def compose(self) -> None:
        word = self.chance.choice(SYLLABLES)
        for state in telex(word):
            compose(self.copy, preedit=state)
        compose(self.copy, commit=word)
        self.model.put(word)

    def back(self) -> None:
        QTest.keyClick(self.copy, Qt.Key.Key_Backspace)
        self.model.take(-1)

    def delete(self) -> None:
        QTest.keyClick(self.copy, Qt.Key.Key_Delete)
        self.model.take(1)

    def enter(self) -> None:
        QTest.keyClick(self.copy, Qt.Key.Key_Return)
        self.model.put("\n")

    def paste(self) -> None:
        QApplication.clipboard().setText("pasted words")
        QTest.keyClick(self.copy, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        self.model.put("pasted words")


NO_MODIFIER = Qt.KeyboardModifier.NoModifier


def a_copy(chance: random.Random) -> str:
    words = ["nước", "lên", "từ", "sáng", "ghe", "về", "bến", "_chợ_", "đông", "người"]
    lines = [" ".join(chance.choices(words, k=50)) + "." for _ in range(WORDS // 50)]
    return "\n\n".join(lines) + END


def test_the_text_is_what_was_typed(start: Start, qtbot):
    seed = int(os.environ.get("STET_SEED", "0")) or random.SystemRandom().randrange(10**6)
    print(f"STET_SEED={seed}")
    chance = random.Random(seed)
    screen = start.settled()
    with qtbot.waitActive(screen.window):
        screen.window.activateWindow()
    work = screen.newsroom.work
    draft = written(start, screen, "Ferry late")
    model = Model(a_copy(chance))
    draft.set_field("body", model.text)
    settled(work.preview, qtbot)
    copy = work.writer.copy
    copy.setFocus()
    articles, came = screen.newsroom.desk.articles, []

    def come() -> None:
        # In the lane of the writes: nothing is saved between what is read and what is written.
        stored = articles.get(draft.id)
        came.append(f"\n\nFrom below {len(came)}.")
        body = stored.body.rstrip("\n") + came[-1]
        articles.save(replace(stored, body=body), origin="sync", reason="pull", by="Minh")

    timer = QTimer(screen.window, interval=NEWS_MS)
    timer.timeout.connect(lambda: screen.tasks.write(come))
    timer.start()
    for number in range(EDITS):
        typist = Typist(copy, model, chance, len(model.text) - len(END))
        if number % 5 == 0:
            typist.go()
        kinds = [typist.type] * 6 + [typist.back, typist.delete, typist.enter] * 2
        kinds += [typist.compose] * 3 + [typist.paste]
        chance.choice(kinds)()
        if number % 20 == 0:
            QApplication.processEvents()
    timer.stop()
    qtbot.waitUntil(lambda: not screen.tasks.busy, timeout=LONG_MS)
    wanted = model.text + "".join(came)

    def is_all_there() -> None:
        assert draft.article.body.rstrip("\n") == wanted

    # The last that came is taken in when the keys rest.
    qtbot.waitUntil(is_all_there, timeout=LONG_MS)
    qtbot.waitUntil(lambda: draft.is_saved, timeout=LONG_MS)
    assert articles.get(draft.id).body.rstrip("\n") == wanted
    assert copy.document().toRawText().replace("\u2029", "\n").rstrip("\n") == wanted
    settled(work.preview, qtbot)
    assert len(came) >= 2
