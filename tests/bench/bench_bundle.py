# SPDX-License-Identifier: GPL-3.0-or-later
"""A story with thirty originals on a stick and off it again, beside a plain copy of its files."""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from editor import carrying  # noqa: E402 - after the path is set
from editor.desk import Desk  # noqa: E402
from editor.files import bundle  # noqa: E402
from editor.model.article import Article, place  # noqa: E402
from editor.model.picture import Picture, Sha256  # noqa: E402
from tests.builders import an_article  # noqa: E402

ORIGINALS, VERSIONS, ROUNDS = 30, 40, 5
LEAST_BYTES, MOST_BYTES = 3_000_000, 6_000_000
GOAL = 0.5
"""Of the speed of the plain copy."""
CHUNK_BYTES = 1024 * 1024
HEAD = bytes.fromhex("ffd8ffe000104a46494600010101004800480000")
"""How a JPEG begins; the rest is noise, which packs no better than a photograph."""


def planted(desk: Desk, count: int) -> Article:
    """A story with originals and a history."""
    draw, story = random.Random(1), an_article(body="Đoạn một.\n\nĐoạn hai.")
    for number in range(count):
        size = draw.randrange(LEAST_BYTES, MOST_BYTES)
        file = desk.folder / "noise"
        file.write_bytes(HEAD + draw.randbytes(size))
        with file.open("rb") as source:
            sha256 = desk.vault.put(source)
        file.unlink()
        picture = Picture(sha256, f"p{number}.jpg", size, "image/jpeg", 6000, 4000)
        desk.articles.save_picture(picture, origin="t")
        story = place(story, picture)
    for number in range(VERSIONS):
        body = f"{story.body}\n\nLần {number}."
        story = desk.articles.save(replace(story, body=body), origin="t", reason="mine")
    return story


def copied(files: list[Path], target: Path) -> None:
    """The floor: each file copied, safe on the disk, and its folder too."""
    target.mkdir()
    for each in files:
        with each.open("rb") as source, (target / each.name).open("wb") as made:
            shutil.copyfileobj(source, made, CHUNK_BYTES)
            made.flush()
            os.fsync(made.fileno())
    number = os.open(target, os.O_RDONLY)
    os.fsync(number)
    os.close(number)


def taken_s(work: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the wall, and of CPU."""
    os.sync()
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - cpu


def measured(folder: Path, count: int, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Each of the three, in turn, some rounds; a merge always meets a story that went on."""
    told: dict[str, list[tuple[float, float]]] = {"copy": [], "write": [], "merge": []}
    one = Desk.open(folder / "one", resources=ROOT / "resources")
    story = planted(one, count)
    files = [one.vault.path(each.sha256) for each in story.placements]
    first = folder / "first.stet"
    bundle.write(first, story, one.articles.pictures_of(story), {})
    for number in range(rounds):
        target, stick = folder / f"copy-{number}", folder / f"{number}.stet"
        told["copy"].append(taken_s(partial(copied, files, target)))
        shutil.rmtree(target)
        told["write"].append(taken_s(partial(carrying.write, one, story, stick)))
        two = Desk.open(folder / f"two-{number}", resources=ROOT / "resources")
        # What was there before went on, without its originals: all of them are taken in.
        older = replace(story, body="Đoạn một.\n\nĐoạn hai.", placements=())
        two.articles.save(older, origin="t")
        two.articles.save(replace(older, body=f"Mới.\n\n{older.body}"), origin="t", reason="mine")
        told["merge"].append(taken_s(partial(carrying.take_in, two, stick, origin="t")))
        met = two.articles.get(story.id)
        assert met.body.startswith("Mới."), "what stood there is lost"
        assert all(two.vault.has(Sha256(each.sha256)) for each in met.placements)
        assert len(met.placements) == count
        two.close()
        shutil.rmtree(folder / f"two-{number}")
        stick.unlink()
    one.close()
    return told


def main() -> int:
    """Print the table; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="six originals, two rounds")
    parser.add_argument("--folder", type=Path, help="on which disk; else where temporary files go")
    given = parser.parse_args()
    count, rounds = (6, 2) if given.small else (ORIGINALS, ROUNDS)
    folder = Path(tempfile.mkdtemp(prefix="bench-bundle-", dir=given.folder))
    try:
        told = measured(folder, count, rounds)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    floor = statistics.median(wall for wall, _ in told["copy"])
    print(f"a story with {count} originals of 3 to 6 MB and {VERSIONS} versions")
    print(f"{'':8}{'median':>10}{'least':>10}{'most':>10}{'CPU':>10}{'of the copy':>14}")
    ratios = {}
    for name, rows in told.items():
        walls = sorted(wall for wall, _ in rows)
        middle = statistics.median(walls)
        ratios[name] = statistics.median(
            copy[0] / own[0] for copy, own in zip(told["copy"], rows, strict=True)
        )
        cpu = statistics.median(cpu for _, cpu in rows)
        print(
            f"{name:8}{middle * 1000:8.0f} ms{walls[0] * 1000:7.0f} ms{walls[-1] * 1000:7.0f} ms"
            f"{cpu * 1000:7.0f} ms{ratios[name]:13.2f}x"
        )
    print(f"floor {floor * 1000:.0f} ms; goal {GOAL} x of its speed")
    return int(min(ratios["write"], ratios["merge"]) < GOAL)


if __name__ == "__main__":
    sys.exit(main())
