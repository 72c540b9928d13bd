# SPDX-License-Identifier: GPL-3.0-or-later
"""A story is read aloud; Qt's own stand-in for a voice reads it here."""

import pytest
from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtTextToSpeech import QTextToSpeech

from tests.ui.preview.test_view import asked, settled
from tests.ui.test_newsroom import Start, start, type_into, written
from ui.aloud import Aloud

__all__ = ["start"]  # a fixture

pytestmark = [
    pytest.mark.webengine,
    pytest.mark.qt_log_ignore(
        "QRhiGles2", "Failed to create RHI", "GPUInfo", "propagateSizeHints", "pipewire"
    ),
]
COPY = "One **two** three. Four five.\n\n> Six seven eight."
LIT = "[...CSS.highlights.get('stet-lit') ?? []].map(String).join()"


@pytest.fixture
def work(start: Start, qtbot):
    screen = start.settled()
    screen.window.activateWindow()
    work = screen.newsroom.work
    written(start, screen, "Ferry late")
    work.draft.set_field("body", COPY)
    work.draft.set_field("language", "en")
    settled(work.preview, qtbot)
    return work


@pytest.fixture
def aloud(work):
    return Aloud(work.writer, work.preview, work.pointing, "mock")


def test_it_reads_from_the_caret_to_the_end_and_lights_each_sentence(work, aloud, qtbot):
    lit, placed = [], []
    work.writer.place_caret(COPY.index("Four"))
    work.writer.copy.setFocus()
    work.writer.copy.cursorPositionChanged.connect(lambda: placed.append(work.writer.caret))
    aloud.toggle()
    assert aloud.is_reading
    assert aloud.bar.isVisible()

    def has_lit(words: str) -> bool:
        lit.append(asked(work.preview, qtbot, LIT))
        return words in lit

    qtbot.waitUntil(lambda: has_lit("Four five."), timeout=10_000)
    qtbot.waitUntil(lambda: has_lit("Six seven eight."), timeout=10_000)
    qtbot.waitUntil(lambda: not aloud.is_reading, timeout=20_000)
    assert aloud.bar.isHidden()
    assert COPY.index("Six") in placed
    assert work.draft.article.body == COPY
    qtbot.waitUntil(lambda: asked(work.preview, qtbot, LIT) == "", timeout=10_000)


def test_it_begins_with_the_headline_holds_and_ends_with_a_key(work, aloud, qtbot):
    work.writer.head.headline.setFocus()
    aloud.toggle()
    qtbot.waitUntil(lambda: asked(work.preview, qtbot, LIT) == "Ferry late", timeout=10_000)
    aloud.pause()
    assert aloud.bar.is_paused
    aloud.pace(1)
    aloud.pace(1)
    assert aloud._speech.rate() == pytest.approx(0.4)
    qtbot.wait(700)
    assert aloud._at == 0
    aloud.pause()
    qtbot.waitUntil(lambda: aloud._at >= 1, timeout=10_000)
    type_into(work.writer.copy, "x")
    assert not aloud.is_reading
    assert aloud.bar.isHidden()


class Slow(QObject):
    """A voice that says only later that it fell silent, as most systems' do."""

    stateChanged = Signal(object)  # noqa: N815  # as Qt's
    State = QTextToSpeech.State

    def __init__(self):
        super().__init__()
        self.said, self._state = [], self.State.Ready

    def state(self):
        return self._state

    def availableLocales(self):  # noqa: N802  # as Qt's
        return [QLocale("en")]

    def locale(self):
        return QLocale("en")

    def rate(self):
        return 0.0

    def setRate(self, rate):  # noqa: N802  # as Qt's
        pass

    def say(self, text):
        if self._state != self.State.Ready:
            self.stop()
        self.said.append(text)
        QTimer.singleShot(0, lambda: self._become(self.State.Speaking))

    def stop(self):
        QTimer.singleShot(0, lambda: self._become(self.State.Ready))

    def _become(self, state):
        if state != self._state:
            self._state = state
            self.stateChanged.emit(state)


def test_a_voice_that_falls_silent_later_skips_no_sentence(work, aloud, qtbot):
    slow = Slow()
    slow.stateChanged.connect(aloud._on_state)
    aloud._speech = slow
    work.draft.set_field("body", "😀😀😀😀 one. Two three. Four five.")
    work.writer.place_caret(len("😀😀😀😀 one. Two".encode("utf-16-le")) // 2)
    work.writer.copy.setFocus()
    for step in (aloud.toggle, lambda: aloud.pace(1), aloud.pause, aloud.pause):
        step()
        qtbot.wait(100)
    assert slow.said == ["Two three.", "Two three.", "Two three."]
    aloud.end()
    aloud.toggle()
    qtbot.waitUntil(lambda: len(slow.said) == 4, timeout=10_000)
    qtbot.wait(100)
    assert slow.said == ["Two three."] * 4


def test_without_a_voice_for_the_language_it_says_so(work, aloud, qtbot):
    work.draft.set_field("language", "vi")
    with qtbot.waitSignal(aloud.refused, timeout=10_000) as caught:
        aloud.toggle()
    assert caught.args[0].code == "aloud.no_voice"
    assert not aloud.is_reading
