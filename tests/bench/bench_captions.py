# SPDX-License-Identifier: GPL-3.0-or-later
"""Captions: a template on a whole take, saved at once, beside one bare transaction of SQLite."""

import argparse
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from editor import wire  # noqa: E402
from editor.captions import codes, lint, stationery  # noqa: E402
from editor.captions.edits import Edit  # noqa: E402
from editor.captions.stationery import Take, Template  # noqa: E402
from editor.model.frame import Frame, FrameId  # noqa: E402
from editor.store.articles import Articles  # noqa: E402
from editor.store.database import Database  # noqa: E402
from editor.store.frames import Frames  # noqa: E402
from editor.text.spelling import Spelling  # noqa: E402
from tests.builders import a_picture  # noqa: E402

GOAL_S = 0.5
TAKE_FRAMES = 500
CAPTION = "\\hn10\\ (số 10) ăn mừng bàn thắng trên sân {sublocation}, {city}, {weekday} {date}."
TEMPLATE = Template(
    "Bóng đá",
    (
        Edit("caption", CAPTION),
        Edit("sublocation", "Sân vận động Vinh"),
        Edit("city", "Vinh"),
        Edit("country", "Việt Nam"),
        Edit("credit", "SB"),
        Edit("keywords", "bóng đá, chung kết"),
        Edit("job_id", "CK-{date}-{seq:3}"),
    ),
)


def main() -> int:
    """Print the table; 1 when the goal was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    parser.add_argument(
        "--text", nargs="*", type=Path, default=[], help="more to read for spelling"
    )
    given = parser.parse_args()
    rounds = 2 if given.small else 5
    take = Take("vi", "Hạ Sim", codes.joined([{"hn10": ("Nguyễn Văn Quyết",)}]))
    shots = [a_picture(n, taken_at="2026-03-07T19:05:09+07:00") for n in range(TAKE_FRAMES)]
    filled = stationery.applied(TEMPLATE, shots, take).pictures
    print(f"{TAKE_FRAMES} frames at once        {'wall s':>8} {'CPU s':>8}")
    _row("template filled in", rounds, lambda: stationery.applied(TEMPLATE, shots, take))
    _row("captions looked through", rounds, lambda: [lint.findings(each) for each in filled])
    with tempfile.TemporaryDirectory() as folder:
        floor = _row("floor: bare SQLite", rounds, lambda: _bare(Path(folder), filled))
        database = Database.open(Path(folder) / "store")
        try:
            told = [
                _row(f"saved, {name}", rounds, lambda n=name: _saved(database, shots, filled, n))
                for name in ("on the card", "kept in the store")
            ]
            _row("names for the lists", rounds, Frames(database).names)
        finally:
            database.close()
    print(f"saved / floor           {told[0] / floor:>7.1f}x {told[1] / floor:>7.1f}x")
    print(f"goal                    {GOAL_S:>8.2f}")
    _spelling([*sorted((HOME / "resources" / "samples").glob("*.md")), *given.text])
    return int(max(told) > GOAL_S)


def _spelling(files: list[Path]) -> None:
    """What the spelling marks in texts that were read by people: each mark is shown."""
    speller = Spelling()
    speller.mistakes("the list is read once", "en")
    print(f"\n{'spelling':<23} {'words':>8} {'marked':>8} {'CPU ms':>8}")
    for path in files:
        text = path.read_text("utf-8")
        began = time.process_time()
        found = [each.word for each in speller.mistakes(text, "vi")]
        spent_ms = (time.process_time() - began) * 1000
        print(
            f"{path.stem:<23} {len(text.split()):>8,} {len(found):>8} {spent_ms:>8.1f}"
            f"  {', '.join(found)}"
        )


def _row(name: str, rounds: int, work: Callable[[], object]) -> float:
    walls, cpus = [], []
    for _ in range(rounds):
        began, cpu = time.perf_counter(), time.process_time()
        work()
        walls.append(time.perf_counter() - began)
        cpus.append(time.process_time() - cpu)
    print(f"{name:<23} {median(walls):>8.3f} {median(cpus):>8.3f}", flush=True)
    return median(walls)


def _bare(folder: Path, pictures: list) -> None:
    """The same documents in one durable transaction, and nothing else."""
    with sqlite3.connect(folder / "bare.sqlite", isolation_level=None) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE IF NOT EXISTS frame (id TEXT PRIMARY KEY, doc BLOB)")
        rows = [(each.sha256, wire.canonical(wire.picture_to_doc(each))) for each in pictures]
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR REPLACE INTO frame VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    connection.close()


_turn = iter(range(1_000_000))


def _saved(database: Database, shots: list, filled: tuple, name: str) -> None:
    is_kept = name != "on the card"
    turn = next(_turn)  # something else each time: what says the same is not written
    if is_kept and not turn % 1000:
        Articles(database).save_pictures(shots, origin="bench")
    changes = [
        (
            shot,
            Frame(
                FrameId(f"{name}{number}"),
                f"/card/{number}.jpg",
                replace(after, job_id=f"{after.job_id}-{turn}"),
                shot.sha256 if is_kept else None,
            ),
        )
        for number, (shot, after) in enumerate(zip(shots, filled, strict=True))
    ]
    Frames(database).change(changes, origin="bench")


if __name__ == "__main__":
    sys.exit(main())
