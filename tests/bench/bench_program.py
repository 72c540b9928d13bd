# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program beside a bare window with a web view: start, memory, idle, in one run.

The memory of the program is read at rest, with all that runs then; whether its built-in server is
one of that is printed. It is read again with the server awake, after a reader has asked for a page.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from surroundings import surroundings  # noqa: E402 - beside this script

STORIES = 10_000
SETTLE_S = 12.0
IDLE_S = 12.0
GOALS = {
    "usable": 1.5,
    "page": None,
    "cpu_usable": None,
    "memory_mb": 1.2,
    "servers": None,
    "awake_mb": None,
    "idle_ms_per_s": None,
}
WORDS = {
    "usable": "start to usable, ms",
    "cpu_usable": "  CPU of all until then, ms",
    "page": "start to the page shown, ms",
    "memory_mb": "memory of all, PSS, MB",
    "servers": "  servers among them",
    "awake_mb": "  with the server awake, MB",
    "idle_ms_per_s": "idle CPU, ms per s (goal: 3)",
}


def bare_window() -> int:
    """The floor: an empty window with a web view; usable and shown at the first paint of it."""
    from PySide6.QtWebEngineCore import QWebEnginePage
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Page(QWebEnginePage):
        def javaScriptConsoleMessage(self, *told: object) -> None:
            if told[1] == "painted":
                say("usable")
                say("page")

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    view = QWebEngineView()
    page = Page(view)
    view.setPage(page)
    view.setHtml("<p>" + "từ " * 1000)
    window.setCentralWidget(view)
    window.resize(1440, 900)
    frames = "requestAnimationFrame(() => requestAnimationFrame(() => console.log('painted')))"
    view.loadFinished.connect(lambda _: page.runJavaScript(frames))
    ending = end_with_stdin(application.quit)
    window.show()
    return application.exec() if ending else 1


def whole_program(folder: Path) -> int:
    """Stet itself, as its command starts it; usable: list filled, copy painted and to type into."""
    os.chdir(ROOT)
    import main
    from ui import loading

    load = loading.load_qt

    def load_and_watch() -> None:
        # When the program loads Qt itself: as nothing of it is loaded yet.
        load()
        _watch()

    loading.load_qt = load_and_watch
    return main.main(["--store", str(folder)])


def _watch() -> None:
    """Have the program say when it is usable, and when its page is shown."""
    from ui import app

    class Watched(app.Screen):
        def show(self) -> None:
            self._ending = end_with_stdin(self.window.close)
            super().show()

        def _settle(self, desk: object) -> None:
            super()._settle(desk)
            work = self.newsroom.work
            copy = type(work.writer.copy)
            original = copy.paintEvent
            said: list[str] = []

            def paint(this: object, event: object) -> None:
                original(this, event)
                if not said and work.draft is not None and work.stories.model.rowCount():
                    said.append("usable")
                    say("usable")

            copy.paintEvent = paint
            work.preview.shown.connect(lambda: say("page"))

    app.Screen = Watched


def end_with_stdin(end: Callable[[], object]) -> object:
    """End in good order when the parent lets go of stdin."""
    from PySide6.QtCore import QSocketNotifier

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: (notifier.setEnabled(False), end()))
    return notifier


def say(what: str) -> None:
    """Tell the parent; the clock is the machine's, the same in every process."""
    print(what, time.monotonic(), flush=True)


def measure(
    arguments: list[str], *, is_warming: bool = False, store: Path | None = None
) -> dict[str, float]:
    """Start a child and watch it and all that it starts, from outside.

    Args:
        arguments: of the child.
        is_warming: only so that files are in memory, and the first call at the server is over.
        store: whose public site is asked for at the end, so that its server is awake.
    """
    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, __file__, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    told: dict[str, float] = {}
    try:
        for what in ("usable", "page"):
            told[what] = (_moment(child, what) - began) * 1000
            if what == "usable":
                told["cpu_usable"] = sum(_cpu_s(each) for each in _family(child.pid)) * 1000
        time.sleep(SETTLE_S)
        if is_warming:
            return told
        family = _family(child.pid)
        told["memory_mb"] = told["awake_mb"] = _memory_mb(family)
        told["servers"] = float(sum(map(_is_server, family)))
        before = sum(_cpu_s(each) for each in family)
        time.sleep(IDLE_S)
        spent_s = sum(_cpu_s(each) for each in family) - before
        told["idle_ms_per_s"] = spent_s * 1000 / IDLE_S
        if store is not None:
            read(public_site(store))
            time.sleep(SETTLE_S / 2)
            told["awake_mb"] = _memory_mb(_family(child.pid))
    finally:
        child.communicate(timeout=30)
    return told


def _family(pid: int) -> list[Any]:
    import psutil

    return [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]


def read(page: str) -> None:
    """As a reader does; what is loaded for it here is not loaded in the programs measured."""
    from urllib.request import urlopen

    with urlopen(page, timeout=60) as reply:
        reply.read()


def _memory_mb(family: list[Any]) -> float:
    return float(sum(each.memory_full_info().pss for each in family)) / 1e6


def _is_server(process: Any) -> bool:
    return "serve" in process.cmdline()


def _moment(child: "subprocess.Popen[str]", what: str) -> float:
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith(f"{what} "):
            return float(line.split()[1])
    raise SystemExit(f"the program ended before it was {what}")


def _cpu_s(process: Any) -> float:
    """CPU so far, by the scheduler's own count where there is one: ticks are 10 ms."""
    spent_s = 0.0
    try:
        for thread in Path(f"/proc/{process.pid}/task").iterdir():
            spent_s += int((thread / "schedstat").read_text().split()[0]) / 1e9
    except OSError:
        times = process.cpu_times()
        return float(times.user + times.system)
    return spent_s


def public_site(folder: Path) -> str:
    """The address of the built-in server, as the program has chosen it."""
    from editor.settings import SettingsFile

    return f"http://127.0.0.1:{SettingsFile(folder / 'settings.toml').read().builtin_port}/"


def make_store(folder: Path, count: int) -> None:
    """A store of so many stories, the welcome done."""
    from dataclasses import replace

    from bench_store import fill
    from sqlalchemy import delete

    from editor.model.article import ArticleId
    from editor.settings import SettingsFile
    from editor.store.articles import Articles
    from editor.store.database import Database
    from editor.store.schema import outbox

    database = Database.open(folder)
    articles = Articles(database)
    fill(articles, count, 200)
    with database.write("bench") as writing:
        # A newsroom at rest: nothing of it waits to be sent.
        writing.connection.execute(delete(outbox))
    first = ArticleId(f"01900000-0000-7000-8000-{0:012d}")
    articles.save(replace(articles.get(first), body="Một câu ngắn. " * 333), origin="bench")
    database.close()
    file = SettingsFile(folder / "settings.toml")
    file.write(replace(file.read(), welcome_done=True, language="vi"))


def main() -> int:
    """Measure in turn, floor and program, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--child", choices=("bare", "stet"))
    parser.add_argument("--store", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--small", action="store_true", help="one round, a store of 200 stories")
    given = parser.parse_args()
    if given.child == "bare":
        return bare_window()
    if given.child == "stet":
        return whole_program(given.store)
    with surroundings() as told, tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        make_store(folder, 200 if given.small else STORIES)
        rounds = 1 if given.small else given.rounds
        stet = ["--child", "stet", "--store", str(folder)]
        for each in (["--child", "bare"], stet):  # warms the caches
            measure(each, is_warming=True)
        readings = [
            (measure(["--child", "bare"]), measure(stet, store=folder)) for _ in range(rounds)
        ]
        print(f"\nThe whole program, {told}, medians of {rounds}")
    print_table(readings)
    return 0


def print_table(readings: list[tuple[dict[str, float], dict[str, float]]]) -> None:
    """Medians, and the median of the ratios pair by pair."""
    print(f"{'':32}{'floor':>10}{'Stet':>10}{'ratio':>8}{'goal':>7}")
    for name, words in WORDS.items():
        floors, ours = ([each[at][name] for each in readings] for at in (0, 1))
        ratios = [b / a for a, b in zip(floors, ours, strict=True) if a]
        ratio = f"{statistics.median(ratios):.2f}" if ratios else ""
        goal = GOALS[name]
        print(
            f"{words:32}{statistics.median(floors):10.1f}{statistics.median(ours):10.1f}"
            f"{ratio:>8}{goal if goal else '':>7}"
        )


if __name__ == "__main__":
    sys.exit(main())
