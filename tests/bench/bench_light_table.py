# SPDX-License-Identifier: GPL-3.0-or-later
"""The light table beside vipsthumbnail: contact sheet, thumbnails, ten thousand frames, marks."""

import argparse
import gc
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from photographs import photographs  # noqa: E402 - beside this script
from PySide6.QtCore import QSize  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402

from editor.desk import Desk  # noqa: E402
from editor.pictures import contact, folder  # noqa: E402
from editor.pictures.contact import Sighting  # noqa: E402
from editor.pictures.thumbnails import Thumbnails  # noqa: E402
from tests.cards import a_card  # noqa: E402
from ui import words  # noqa: E402
from ui.pictures.frames import Lying  # noqa: E402
from ui.pictures.light_table import LightTable  # noqa: E402
from ui.pictures.marking import save  # noqa: E402
from ui.pictures.sharpening import _previews  # noqa: E402 - the very work of the thread
from ui.tasks import Tasks  # noqa: E402
from ui.theme import Theme  # noqa: E402

RESOURCES = HOME / "resources"
BOX = QSize(180, 144)
THUMBNAIL_PX = 400
CORES = 2
MANY, FEW = 10_000, 1_000
MARKED = 500
STEPS = 400
WAIT_S = 240
GOALS = {
    "contact_ms": 3.0,
    "contact_times": 40.0,
    "sharp_ms": 60.0,
    "sharp_times": 2.5,
    "pss_mb": 400.0,
    "scroll_p99_ms": 33.0,
    "median_ms": 16.0,
    "worst_ms": 50.0,
    "marks_s": 0.5,
}

Times = list[tuple[float, float]]


def main() -> int:
    """Print the tables; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--photographs", type=Path, help="a folder of made ones, to save the time")
    given = parser.parse_args()
    load = f"load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    print(f"{os.cpu_count()} cores, {load}\n")
    count = 6 if given.small else 24
    files = photographs(count, given.photographs) if given.photographs else photographs(count)
    found = one_by_one(files, rounds=2 if given.small else 5)
    with tempfile.TemporaryDirectory() as place:
        found |= many(Path(place), FEW if given.small else MANY)
    print(f"\n{'figure':<16} {'here':>9} {'goal':>9}")
    missed = [name for name, goal in GOALS.items() if name in found and not _met(name, found)]
    for name, goal in GOALS.items():
        if name in found:
            said = "" if name not in missed else "  MISSED"
            print(f"{name:<16} {found[name]:>9.2f} {goal:>9.2f}{said}")
    return int(bool(missed))


def one_by_one(files: Sequence[Path], *, rounds: int) -> dict[str, float]:
    """What a picture of 24 megapixels takes, alone and on two cores, beside vipsthumbnail."""
    sizes = [path.stat().st_size / 1e6 for path in files]
    print(f"{len(files)} photographs of {median(sizes):.1f} MB, ms a picture, best of {rounds}")
    print(f"{'':<52} {'clock':>8} {'CPU':>8}")
    for path in files:
        path.read_bytes()
    seen = [_look(path) for path in files]
    told: dict[str, tuple[float, float]] = {}
    with tempfile.TemporaryDirectory() as place:
        kept = Path(place)
        told["preview"] = _best(rounds, files, lambda: [_first(path) for path in files])
        bare = [replace(each, larger=()) for each in seen]
        told["sharp"] = _best(rounds, files, lambda: _all(kept, bare))
        with_mpf = [each for each in seen if each.larger]
        told["mpf"] = _best(rounds, with_mpf, lambda: _all(kept, with_mpf))
        if shutil.which("vipsthumbnail"):
            told["vips"] = _best(max(1, rounds // 2), files, lambda: _vips(kept, files))
        else:
            print("vipsthumbnail is not installed: nothing to compare with")
    for name, words_ in (
        ("preview", "contact sheet: frame, size, time and preview"),
        ("mpf", "400 px from the preview in the file, two threads"),
        ("sharp", "400 px from the whole picture, two threads"),
        ("vips", "vipsthumbnail --size 400, all in one call"),
    ):
        if name in told:
            print(f"  {words_:<50} {told[name][0]:>8.2f} {told[name][1]:>8.2f}")
    found = {"contact_ms": told["preview"][0], "sharp_ms": told["sharp"][0]}
    if "vips" in told:
        found["contact_times"] = told["vips"][0] / told["preview"][0]
        found["sharp_times"] = told["vips"][0] / told["sharp"][0]
    return found


def many(place: Path, count: int) -> dict[str, float]:
    """A card of thousands on the table: memory, turns of the screen's thread, marks."""
    a_card(place / "card", count, size_px=(480, 320))
    application = QApplication.instance() or QApplication([])
    words.speak("vi", RESOURCES)
    desk, tasks = Desk.open(place / "store", resources=RESOURCES), Tasks()
    table = LightTable(desk, tasks, Theme(RESOURCES))
    table.resize(1100, 800)
    table.show()
    with _turning(application) as watch:
        watch.until(lambda: tasks.busy == 0)
        gc.freeze()
        empty_mb = _pss_mb()
        watch.times.clear()
        began = time.perf_counter()
        table.open_places([place / "card"])
        watch.until(lambda: table.model.rowCount() > 0)
        first_s = time.perf_counter() - began
        watch.until(lambda: table.model.lying_count == count and tasks.busy == 0)
        whole_s = time.perf_counter() - began
        loading = list(watch.times)
        watch.times.clear()
        _scroll(table, watch)
        scrolling = list(watch.times)
        pss_mb = _pss_mb() - empty_mb
    print(f"\n{count:,} frames: the first {first_s:.2f} s, all with captions {whole_s:.1f} s")
    print(f"  {'memory over the empty table, MB (PSS)':<50} {pss_mb:>8.0f}")
    print(f"  {'turns of the screen thread, ms':<34} {'median':>7} {'p99':>7} {'worst':>7}")
    _tell("while it loads, by the clock", [wall for wall, _cpu in loading])
    _tell("while it loads, of the processor", [cpu for _wall, cpu in loading])
    _tell("scrolled screen by screen, clock", [wall for wall, _cpu in scrolling])
    _tell("scrolled, of the processor", [cpu for _wall, cpu in scrolling])
    marks_s = _marked(desk, table)
    print(f"  {f'marks of {MARKED} frames saved at once, s':<50} {marks_s:>8.3f}")
    table.close()
    tasks.close()
    desk.close()
    return {
        "pss_mb": pss_mb,
        "scroll_p99_ms": _share([wall for wall, _cpu in scrolling], 0.99),
        "median_ms": median(wall for wall, _cpu in loading),
        "worst_ms": max(wall for wall, _cpu in loading),
        "marks_s": marks_s,
    }


class Watch:
    """Lets Qt work, and notes how long each turn held its thread."""

    def __init__(self, application: QApplication) -> None:
        self._application = application
        self.times: Times = []

    def turn(self) -> None:
        began, cost = time.perf_counter(), time.thread_time()
        self._application.processEvents()
        wall_ms = (time.perf_counter() - began) * 1000
        if wall_ms > 0.5:  # else there was nothing to do
            self.times.append((wall_ms, (time.thread_time() - cost) * 1000))

    def until(self, is_so: Callable[[], bool]) -> None:
        end = time.monotonic() + WAIT_S
        while not is_so():
            if time.monotonic() > end:
                raise SystemExit("bench: waited too long")
            self.turn()
            time.sleep(0.001)


@contextmanager
def _turning(application: QApplication) -> Iterator[Watch]:
    watch = Watch(application)
    yield watch
    application.processEvents()


def _scroll(table: LightTable, watch: Watch) -> None:
    """A third of a screen at a time, from the top on, as a wheel does."""
    bar = table.stage.grid.verticalScrollBar()
    for _ in range(min(STEPS, bar.maximum() * 3 // bar.pageStep())):
        bar.setValue(bar.value() + bar.pageStep() // 3)
        for _ in range(4):
            watch.turn()
            time.sleep(0.004)


def _marked(desk: Desk, table: LightTable) -> float:
    lying = list(table.model.all)[:MARKED]
    spent = []
    for rating in range(1, 6):
        marks = {each.id: {"rating": rating} for each in lying}
        began = time.perf_counter()
        save(desk, lying, marks)
        spent.append(time.perf_counter() - began)
    return median(spent)


def _look(path: Path) -> Sighting:
    (file,) = folder.files([path])
    seen = contact.look(file)
    if seen is None or seen.fault is not None:
        raise SystemExit(f"bench: {path} is no photograph")
    return seen


def _first(path: Path) -> None:
    seen = _look(path)
    ((_id, made),) = _previews([Lying(seen, seen.frame)], BOX)
    if made.image.isNull():
        raise SystemExit(f"bench: {path} has no preview")


def _all(kept: Path, seen: Sequence[Sighting]) -> None:
    shutil.rmtree(kept / "thumbnails", ignore_errors=True)
    thumbnails = Thumbnails(kept / "thumbnails")
    with ThreadPoolExecutor(CORES) as pool:
        list(pool.map(lambda each: thumbnails.make(each, THUMBNAIL_PX), seen))


def _vips(kept: Path, files: Sequence[Path]) -> None:
    target = str(kept / "%s.jpg")
    command = ["vipsthumbnail", "--size", str(THUMBNAIL_PX), "-o", target, *map(str, files)]
    subprocess.run(command, check=True, capture_output=True)


def _best(rounds: int, files: Sequence[object], work: Callable[[], object]) -> tuple[float, float]:
    """The least of the clock and of the processors, ms a picture, children counted."""
    walls, cpus = [], []
    for _ in range(rounds):
        began, spent = time.perf_counter(), _cpu_s()
        work()
        walls.append(time.perf_counter() - began)
        cpus.append(_cpu_s() - spent)
    return min(walls) / len(files) * 1000, min(cpus) / len(files) * 1000


def _cpu_s() -> float:
    told = os.times()
    return told.user + told.system + told.children_user + told.children_system


def _tell(name: str, times_ms: Sequence[float]) -> None:
    told = (median(times_ms), _share(times_ms, 0.99), max(times_ms))
    print(f"  {name:<34} " + " ".join(f"{each:>7.1f}" for each in told))


def _share(times_ms: Sequence[float], share: float) -> float:
    return sorted(times_ms)[min(len(times_ms) - 1, int(share * len(times_ms)))]


def _pss_mb() -> float:
    for line in Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1000
    return 0.0


def _met(name: str, found: dict[str, float]) -> bool:
    is_floor = name.endswith("_times")
    return found[name] >= GOALS[name] if is_floor else found[name] <= GOALS[name]


if __name__ == "__main__":
    sys.exit(main())
