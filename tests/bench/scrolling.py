# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the list of stories holds the screen's thread while somebody scrolls through it."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from editor.profiles import load_profile
from editor.settings import Settings
from editor.store.articles import Articles

if TYPE_CHECKING:
    from ui.stories.view import StoryList

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
HEIGHT_PX = 800
WAIT_S = 20
SCREENS = 600
DRAGS = 100

Times = list[tuple[float, float]]


def frames_ms(articles: Articles) -> dict[str, Times]:
    """Each turn of the screen's thread, by the clock and of the processor, for two ways to scroll.

    The store is read beside it, by threads that want the interpreter too; the rows of each screen
    are waited for before the next is asked for, as eyes would.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtWidgets import QApplication  # a look at the store needs no Qt

    from ui import words
    from ui.rubbish import Rubbish
    from ui.stories.view import StoryList
    from ui.tasks import Tasks
    from ui.theme import Theme

    application = QApplication.instance() or QApplication([])
    words.speak("vi", RESOURCES)
    tasks = Tasks()
    profile = load_profile(RESOURCES / "sites" / "vi.toml")
    desk = SimpleNamespace(articles=articles, settings=Settings(), profile=profile)
    shown = StoryList(desk, tasks, Theme(RESOURCES))  # type: ignore[arg-type]  # all that it asks of a desk
    shown.resize(280, HEIGHT_PX)
    shown.show()
    try:
        _until(lambda: shown.model.rowCount() > 100, application.processEvents)
        bar = shown.list.verticalScrollBar()
        _until(lambda: bar.maximum() > 10 * shown.model.rowCount(), application.processEvents)
        # As the program does once it stands.
        Rubbish(shown)
        drag = max(1, bar.maximum() // DRAGS)
        return {
            "screen by screen": _scrolled(shown, bar.pageStep(), SCREENS),
            "from top to end in a hundred drags": _scrolled(shown, drag, DRAGS),
        }
    finally:
        shown.close()
        tasks.close()


def _scrolled(shown: "StoryList", step_px: int, steps: int) -> Times:
    from PySide6.QtWidgets import QApplication  # as in frames_ms

    bar, view, taken = shown.list.verticalScrollBar(), shown.list.viewport(), []

    def turn() -> None:
        began, cost = time.perf_counter(), time.thread_time()
        QApplication.processEvents()
        ended = time.perf_counter()
        if ended - began > 0.0005:  # else there was nothing to do
            taken.append(((ended - began) * 1000, (time.thread_time() - cost) * 1000))

    bar.setValue(0)
    for _ in range(min(steps, bar.maximum() // step_px)):
        bar.setValue(bar.value() + step_px)
        middle = shown.list.indexAt(view.rect().center()).row()
        turn()
        _until(lambda row=middle: shown.model.row_at(row) is not None, turn)  # type: ignore[misc]  # mypy cannot infer a lambda with a default
        turn()
    return taken


def _until(is_there: Callable[[], bool], turn: Callable[[], object]) -> None:
    end = time.monotonic() + WAIT_S
    while not is_there():
        if time.monotonic() > end:
            raise TimeoutError("the rows of the list never came")
        turn()
        time.sleep(0.001)
