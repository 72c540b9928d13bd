# SPDX-License-Identifier: GPL-3.0-or-later
"""Words looked for and replaced in all stories, and the outline of a long one; beside the floor."""

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor import fieldwork, replacing
from editor.desk import Desk
from editor.model.article import Article
from editor.replacing import Replacement
from editor.text.finding import Search
from editor.text.outline import outline

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
STORIES = 10_000
ONE_IN = 10
"""One story in so many holds what is looked for."""
WORDS = """
    chợ nổi sáng nay có hơn một trăm chiếc xuồng đã về bến người bán nói hàng đủ giá không tăng
    """.split()  # noqa: SIM905  # a list of words reads better
SEARCHES = {
    "a word, whole": Search("ghe", is_word=True),
    "the same, whatever its marks": Search("ghe", is_word=True, is_marks=False),
    "a pattern with a group": Search(r"chiếc (ghe)", is_regex=True),
}


def story(number: int, chance: random.Random) -> Article:
    """A story of 600 words."""
    copy = "\n\n".join(" ".join(chance.choices(WORDS, k=100)) for _ in range(6))
    told = f"{copy} Một chiếc ghe." if number % ONE_IN == 0 else copy
    return Article(id=fieldwork.new_id(), headline=f"Bài {number}", language="vi", body=told)


def timed(name: str, work: Callable[[], object]) -> object:
    """Do something and print what it took."""
    wall_s, cpu_s = time.perf_counter(), time.process_time()
    told = work()
    took_s, used_s = time.perf_counter() - wall_s, time.process_time() - cpu_s
    print(f"{name:<52} {used_s:>8.2f} {took_s:>8.2f}", flush=True)
    return told


def main() -> None:
    """Run it all and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a tenth of the stories")
    count = STORIES // 10 if parser.parse_args().small else STORIES
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk.open(Path(folder) / "store", resources=RESOURCES)
        desk.articles.save_all([story(each, chance) for each in range(count)], origin="bench")
        print(f"{f'{count:,} stories of 600 words, in s':<52} {'CPU':>8} {'wall':>8}")
        timed("every story read, the floor", lambda: sum(1 for _ in desk.sweep.every()))
        for name, search in SEARCHES.items():
            wanted = Replacement(search, "thuyền")
            found = timed(name, lambda wanted=wanted: list(replacing.search(desk.sweep, wanted)))
        chosen = {each.id: each.passages for each in found}
        done = timed(
            f"replaced in {len(chosen):,}, a version for each",
            lambda: replacing.perform(desk.sweep, chosen, wanted, origin="bench"),
        )
        timed("all of it taken back", lambda: replacing.take_back(desk.sweep, done, origin="bench"))
        desk.close()
    section = "## " + " ".join(WORDS[:6]) + "\n\n" + " ".join(chance.choices(WORDS, k=600)) + "\n\n"
    copy = section * (100_000 // 606)
    timed("outline of 100,000 words", lambda: outline(copy))
    timed("its words told apart, the floor", copy.split)


if __name__ == "__main__":
    main()
