# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the merge of a 10,000-word story takes, beside `git merge-file` in the same run."""

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.text.passages import passages

GOAL_MS = 50
WORDS = 10_000
RUNS = 20


def three(length: int, share: float, seed: int = 1) -> tuple[str, str, str]:
    """Base, mine and theirs: paragraphs of so many words, a share of them changed by each side."""
    draw = random.Random(seed)
    base = [
        [f"từ{draw.randrange(1500)}" for _ in range(length)] for _ in range(max(1, WORDS // length))
    ]
    sides = [[list(each) for each in base] for _ in range(2)]
    for number, side in enumerate(sides):
        for paragraph in side:
            if draw.random() < share:
                paragraph[draw.randrange(length)] = f"sửa{number}"
    base_copy, mine, theirs = ("\n\n".join(map(" ".join, each)) for each in (base, *sides))
    return base_copy, mine, theirs


def taken_ms(
    work: Callable[[], object], runs: int, clock: Callable[[], float] = time.process_time
) -> tuple[float, float]:
    """The median and the longest of some runs, by CPU time unless another clock is given."""
    took = []
    for _ in range(runs):
        start = clock()
        work()
        took.append((clock() - start) * 1000)
    return statistics.median(took), max(took)


def by_git_ms(sides: tuple[str, str, str], runs: int) -> tuple[float, float]:
    """The same three by git; most of it is the start of a process."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("mine", "base", "theirs")]
        for file, text in zip(files, (sides[1], sides[0], sides[2]), strict=True):
            file.write_text(text)
        command = ["git", "merge-file", "-p", *map(str, files)]
        work = partial(subprocess.run, command, capture_output=True, check=False)
        return taken_ms(work, runs, time.perf_counter)


def main() -> None:
    """Run it all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="five runs instead of twenty")
    runs = 5 if parser.parse_args().small else RUNS
    print(f"{f'merge of {WORDS:,} words, ms of CPU; goal {GOAL_MS}':<52} {'median':>8} {'most':>8}")
    for length, share in ((90, 0.1), (90, 0.5), (20, 0.2), (5, 0.02), (WORDS, 1.0)):
        sides = three(length, share)
        asked = sum(each.is_clash for each in passages(*sides))
        name = f"paragraphs of {length:,}, {share:.0%} changed, {asked} asked"
        median, most = taken_ms(lambda sides=sides: passages(*sides), runs)
        print(f"{name:<52} {median:>8.1f} {most:>8.1f}")
        median, most = by_git_ms(sides, runs)
        print(f"{'  git merge-file, a process':<52} {median:>8.1f} {most:>8.1f}")


if __name__ == "__main__":
    main()
