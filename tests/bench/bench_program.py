# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole program beside a bare window with a web view: start, memory, idle, in one run."""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

STORIES = 10_000
SETTLE_S = 12.0
IDLE_S = 20.0
GIVE_UP_S = 90.0
READY = "ready"


@dataclass(frozen=True)
class Reading:
    """One start: until usable, then at rest."""

    usable_ms: float
    memory_mb: float
    idle_ms_per_s: float


def bare_window() -> int:
    """The floor: an empty window with a web view, until its first paint."""
    from PySide6.QtWebEngineWidgets import QWebEngineView
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication(sys.argv[:1])
    window = QMainWindow()
    view = QWebEngineView()
    view.setHtml("<p>" + "từ " * 1000)
    window.setCentralWidget(view)
    window.resize(1440, 900)
    view.loadFinished.connect(lambda _: say_ready())
    ending = end_with_stdin(application)
    window.show()
    return application.exec() if ending else 1


def whole_program(folder: Path) -> int:
    """Stet itself on a store; usable: list filled, story open, its page shown."""
    from PySide6.QtCore import QTimer

    import main
    from ui import app

    os.chdir(ROOT)
    application = app.prepare()
    screen = app.Screen(
        lambda: main._open_desk(folder), main._house, resources=main.RESOURCES, folder=folder
    )
    look = QTimer(interval=5)

    def check() -> None:
        room = screen.newsroom
        if room is not None and room.work.draft is not None and room.work.stories.model.rowCount():
            look.stop()
            say_ready()

    look.timeout.connect(check)
    look.start()
    ending = end_with_stdin(screen.window)
    screen.show()
    code = application.exec() if ending else 1
    screen.close()
    return code


def end_with_stdin(what: object) -> object:
    """Close a window, or quit an application, in good order when the parent lets go of stdin."""
    from PySide6.QtCore import QSocketNotifier

    end = getattr(what, "close", None) or what.quit  # type: ignore[attr-defined]  # one of both
    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda *_: (notifier.setEnabled(False), end()))
    return notifier


def say_ready() -> None:
    """Tell the parent; the clock is the machine's, the same in every process."""
    print(READY, time.monotonic(), flush=True)


def measure(arguments: list[str]) -> Reading:
    """Start a child and watch it and all that it starts, from outside."""
    import psutil

    began = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, __file__, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        usable_ms = (_ready_at(child) - began) * 1000
        time.sleep(SETTLE_S)
        family = [psutil.Process(child.pid), *psutil.Process(child.pid).children(recursive=True)]
        memory_mb = sum(each.memory_full_info().pss for each in family) / 1e6
        before = sum(_cpu_s(each) for each in family)
        time.sleep(IDLE_S)
        spent = sum(_cpu_s(each) for each in family) - before
    finally:
        child.communicate(timeout=30)
    return Reading(usable_ms, memory_mb, spent * 1000 / IDLE_S)


def _ready_at(child: "subprocess.Popen[str]") -> float:
    assert child.stdout is not None
    for line in child.stdout:
        if line.startswith(READY):
            return float(line.split()[1])
    raise SystemExit("the program ended before it was usable")


def _cpu_s(process: object) -> float:
    times = process.cpu_times()  # type: ignore[attr-defined]  # a psutil.Process
    return float(times.user + times.system)


def make_store(folder: Path, count: int) -> None:
    """A store of so many stories, the welcome done."""
    from dataclasses import replace

    from bench_store import fill

    from editor.model.article import ArticleId
    from editor.settings import SettingsFile
    from editor.store.articles import Articles
    from editor.store.database import Database

    database = Database.open(folder)
    fill(database, count, 200)
    first = ArticleId(f"01900000-0000-7000-8000-{0:012d}")
    articles = Articles(database)
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
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    if os.geteuid() == 0:
        os.environ.setdefault("QTWEBENGINE_DISABLE_SANDBOX", "1")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "store"
        make_store(folder, 200 if given.small else STORIES)
        rounds = 1 if given.small else given.rounds
        measure(["--child", "stet", "--store", str(folder)])  # warms the caches
        readings = [
            (measure(["--child", "bare"]), measure(["--child", "stet", "--store", str(folder)]))
            for _ in range(rounds)
        ]
    print_table(readings)
    return 0


def print_table(readings: list[tuple[Reading, Reading]]) -> None:
    """Medians, and the median of the ratios pair by pair."""
    rows = {"usable_ms": "start to usable, ms", "memory_mb": "memory of all, PSS, MB"}
    rows["idle_ms_per_s"] = "idle CPU, ms per s"
    print(f"{'':28}{'floor':>10}{'Stet':>10}{'ratio':>8}")
    for name, words in rows.items():
        floors = [getattr(floor, name) for floor, _ in readings]
        ours = [getattr(stet, name) for _, stet in readings]
        ratios = [b / a for a, b in zip(floors, ours, strict=True) if a]
        ratio = statistics.median(ratios) if ratios else float("nan")
        print(
            f"{words:28}{statistics.median(floors):10.1f}"
            f"{statistics.median(ours):10.1f}{ratio:8.2f}"
        )
    print(json.dumps([[vars(a), vars(b)] for a, b in readings]))


if __name__ == "__main__":
    sys.exit(main())
