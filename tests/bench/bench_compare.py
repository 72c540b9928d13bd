# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the comparison of two versions of 10,000 words takes, beside difflib and git."""

import argparse
import difflib
import random
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bench_merge import WORDS, taken_ms, three

from editor.text.wording import Change, compared

GOAL_MS = 200
RUNS = 20


def shuffled(copy: str) -> str:
    """The same paragraphs in another order."""
    paragraphs = copy.split("\n\n")
    random.Random(3).shuffle(paragraphs)
    return "\n\n".join(paragraphs)


def cases() -> dict[str, tuple[str, str]]:
    """What is compared: name -> two versions."""
    news = three(90, 0.1)[:2]
    return {
        "one word in ten paragraphs": news,
        "a word in every paragraph": three(90, 1)[:2],
        "short paragraphs, half changed": three(20, 0.5)[:2],
        "nothing alike": (three(90, 0)[0], three(90, 0, seed=2)[0]),
        "all paragraphs moved": (news[0], shuffled(news[0])),
        "one paragraph of all words": three(WORDS, 1)[:2],
    }


def by_difflib(old: str, new: str) -> None:
    """Words alone, by Python's own library."""
    difflib.SequenceMatcher(None, old.split(), new.split(), autojunk=False).get_opcodes()


def by_git_ms(old: str, new: str, runs: int) -> tuple[float, float]:
    """Words marked by git; some of it is the start of a process."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("old", "new")]
        for file, text in zip(files, (old, new), strict=True):
            file.write_text(text)
        command = ["git", "diff", "--no-index", "--word-diff", *map(str, files)]
        work = partial(subprocess.run, command, capture_output=True, check=False)
        return taken_ms(work, runs, time.perf_counter)


def main() -> None:
    """Run it all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="five runs instead of twenty")
    runs = 5 if parser.parse_args().small else RUNS
    head = f"comparison of {WORDS:,} words, ms of CPU; goal {GOAL_MS}"
    print(f"{head:<56} {'median':>8} {'most':>8}")
    for name, (old, new) in cases().items():
        told = sum(each.change is not Change.SAME for each in compared(old, new))
        rows = {
            f"{name}, {told} told": taken_ms(partial(compared, old, new), runs),
            "  difflib over words": taken_ms(partial(by_difflib, old, new), 1),
            "  git diff --word-diff, a process": by_git_ms(old, new, runs),
        }
        for told_name, (median, most) in rows.items():
            print(f"{told_name:<56} {median:>8.1f} {most:>8.1f}", flush=True)


if __name__ == "__main__":
    main()
