# SPDX-License-Identifier: GPL-3.0-or-later
"""How long the store takes: saving, listing and searching, beside a bare SQLite in the same run."""

import argparse
import random
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import accumulate, islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from scrolling import frames_ms
from sqlalchemy import update

from editor.model.article import Article, ArticleId, Author
from editor.model.assignment import EDITORIAL, Assignee, Me
from editor.model.rows import StoryFilter
from editor.model.workflow import Role, State
from editor.store.articles import AT_ONCE, Articles
from editor.store.database import Database
from editor.store.planning import Planning
from editor.store.schema import story

# Syllables of our own making up a vocabulary with the shape of a language: few are frequent.
_HEADS = ("", *"bcdđghklmnrstvx", "ch", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr")
_HEARTS = tuple("aàáảạăắằâấầậeèéêếềệiìíoòóọôốồộơớờợuùúụưứừy")
_TAILS = ["", "", "n", "ng", "m", "t", "c", "p", "i", "nh", "ch"]
PEOPLE = ("Lan", "Mai", "Hà", "Nam")
QUERIES = (
    "dong da",
    "Đống Đa",
    "cho noi",
    "ghe thuyen ve ben",
    "ng",
    "tha",
    "h",
    "khong",
    "mua lu",
)


def vocabulary(draw: random.Random) -> list[str]:
    """2,400 syllables, the same for the same seed."""
    made = {draw.choice(_HEADS) + draw.choice(_HEARTS) + draw.choice(_TAILS) for _ in range(6000)}
    return draw.sample(sorted(made), min(2400, len(made)))


def stories(count: int, words: int, seed: int = 7) -> Iterator[Article]:
    """Articles whose words are as unevenly frequent as a language's."""
    draw = random.Random(seed)
    syllables = vocabulary(draw)
    weights = list(accumulate(1 / (place + 2) for place in range(len(syllables))))
    draw.shuffle(syllables)
    now = datetime.now(UTC)
    for number in range(count):
        text = draw.choices(syllables, cum_weights=weights, k=words)
        for place in range(40, words, 80):
            text[place] = text[place] + ".\n\n"
        if number % 50 == 0:
            text[words // 2 : words // 2 + 2] = ["Đống", "Đa"]
        if number % 9 == 0:
            text[5:7] = ["chợ", "nổi"]
        yield Article(
            id=ArticleId(f"01900000-0000-7000-8000-{number:012d}"),
            headline=" ".join(text[:9]).capitalize(),
            standfirst=" ".join(text[9:40]),
            body=" ".join(text),
            authors=(Author(pen_name=f"Bút {number % 300}"),),
            category=("tin-tuc", "van-hoa", "the-thao")[number % 3],
            desk=("thoi-su", "van-hoa", "")[number % 3],
            assignees=(Assignee(PEOPLE[number % 40 // 10], "editor"),) if number % 10 == 0 else (),
            due_at=now + timedelta(hours=number % 100 - 50) if number % 4 == 0 else None,
        )


def fill(articles: Articles, count: int, words: int) -> float:
    """Put stories in as an import of many does; seconds, without what it takes to make them."""
    taken_s, made = 0.0, stories(count, words)
    while batch := list(islice(made, AT_ONCE)):
        began = time.perf_counter()
        articles.save_all(batch, origin="bench")
        taken_s += time.perf_counter() - began
    return taken_s


def times_ms(work: Callable[[int], object], count: int) -> list[tuple[float, float]]:
    """How long each of so many calls took, by the clock and of the processor."""
    taken = []
    for number in range(count):
        began, cost = time.perf_counter(), time.thread_time()
        work(number)
        ended = time.perf_counter()
        taken.append(((ended - began) * 1000, (time.thread_time() - cost) * 1000))
    return taken


def show(name: str, taken_ms: list[tuple[float, float]], note: str = "") -> float:
    """One line of the table; the median by the clock."""
    ordered = sorted(each for each, _ in taken_ms)
    costs = sorted(cost for _, cost in taken_ms)
    at = min(len(ordered) - 1, int(len(ordered) * 0.95))
    middle = statistics.median(ordered)
    told = f"{middle:8.2f} {ordered[at]:8.2f} {ordered[-1]:8.2f} {costs[at]:8.2f}"
    print(f"{name:<52} {told}  {note}")
    return middle


@contextmanager
def store(folder: Path) -> Iterator[tuple[Database, Articles]]:
    """A store in a folder of its own."""
    database = Database.open(folder)
    try:
        yield database, Articles(database)
    finally:
        database.close()


def bare(folder: Path, body: str) -> Callable[[int], object]:
    """One UPDATE of one text by sqlite3 itself, as safe as ours: WAL and FULL."""
    connection = sqlite3.connect(folder / "bare.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute("CREATE TABLE article (id TEXT PRIMARY KEY, body TEXT)")
    connection.execute("INSERT INTO article VALUES ('1', '')")

    def update(number: int) -> None:
        connection.execute("UPDATE article SET body = ? WHERE id = '1'", (f"{body} {number}",))

    return update


def _typed(words: int) -> Article:
    return replace(next(stories(1, words, seed=3)), id=ArticleId(f"typed-{words}"))


def bench_saving(folder: Path, articles: Articles, told: str) -> None:
    """Saves while typing, for several lengths of text, in a store of so many stories."""
    folder.mkdir()
    for words in (1000, 10_000, 100_000):
        article = _typed(words)
        count = 200 if words < 100_000 else 40
        (folder / f"bare-{words}").mkdir()
        floor = show(
            f"bare sqlite3 UPDATE, FULL, {words:,} words",
            times_ms(bare(folder / f"bare-{words}", article.body), count),
        )

        def save(number: int, article: Article = article) -> None:
            typed = replace(article, body=article.body + " thêm" * number)
            articles.save(typed, origin="bench")

        own = times_ms(save, count)
        ratio = statistics.median(taken for taken, _ in own) / floor
        show(f"save, {words:,} words, {told}", own, f"{ratio:.1f} x bare")


def bench_listing(articles: Articles, count: int) -> None:
    """The list from its top to its end."""
    every = StoryFilter()
    show("list: first screen", times_ms(lambda _: articles.rows(every), 30))
    pages = (count + 99) // 100
    show(
        "list: page by page to the end",
        times_ms(lambda number: articles.rows(every, offset=number * 100), pages),
    )
    chosen = StoryFilter(category="van-hoa", author="Bút 7")
    show("list: one category, one author", times_ms(lambda _: articles.rows(chosen), 20))
    show("count of all", times_ms(lambda _: articles.count(every), 10))


def bench_plan(database: Database, articles: Articles) -> None:
    """What is somebody's, waits for them, is planned and due: each list, and its count."""
    planning, now = Planning(database, articles), datetime.now(UTC)
    _pose_states(database)
    lan = Me(("Lan",), Role.EDITOR, "van-hoa", (State.APPROVED,), EDITORIAL, captions=True)
    filters = {
        "mine": StoryFilter(people=lan.names),
        "waiting for an editor": StoryFilter(waiting=lan),
        "planned": StoryFilter(is_stub=True),
        "overdue": StoryFilter(due=(None, now)),
        "of a desk": StoryFilter(desk="van-hoa"),
    }
    for name, shown in filters.items():
        listed = times_ms(partial(_rows, articles, shown), 20)
        found = planning.counts([shown])[0]
        show(f"list: {name}", listed, f"{found:,} of them")
        show(f"count: {name}", times_ms(partial(_counts, planning, [shown]), 10))
    four = list(filters.values())[:4]
    show("all four counts beside the list", times_ms(partial(_counts, planning, four), 10))
    show("the plan, 1,000 rows", times_ms(lambda _: planning.rows(), 5))


def _pose_states(database: Database) -> None:
    """Of 100 stories 94 are out, and one stands on each step before that."""
    with database.write("bench") as writing:
        connection = writing.connection
        connection.execute(update(story).values(state=State.PUBLISHED.value, is_stub=False))
        for at, state in enumerate((State.DRAFT, *EDITORIAL, State.SCHEDULED)):
            its = story.c.number % 100 == at * 7
            connection.execute(update(story).where(its).values(state=state.value))
        stubs = (story.c.state == State.DRAFT.value) & (story.c.number % 200 == 0)
        connection.execute(update(story).where(stubs).values(is_stub=True))


def _rows(articles: Articles, shown: StoryFilter, _: int) -> object:
    return articles.rows(shown)


def _counts(planning: Planning, filters: list[StoryFilter], _: int) -> object:
    return planning.counts(filters)


def _search(articles: Articles, text: str, _: int) -> object:
    return articles.rows(StoryFilter(text=text))


def bench_searching(articles: Articles) -> None:
    """Searches as they are typed, letter by letter."""
    every: list[tuple[float, float]] = []
    for query in QUERIES:
        typed = [query[: end + 1] for end in range(len(query))]
        own: list[tuple[float, float]] = []
        for text in typed * 3:
            own += times_ms(partial(_search, articles, text), 1)
        found = articles.count(StoryFilter(text=query))
        show(f"search, each letter of {query!r}", own, f"{found:,} found")
        every += own
    show("search, all of these", every)


def bench_searching_after_a_save(articles: Articles) -> None:
    """The first search after each save, while the index waits for a pause and after one."""
    for words in (1000, 10_000, 100_000):
        article = _typed(words)
        # As the search field does when it is entered.
        articles.save(replace(article, body=article.body + " chữ"), origin="bench")
        articles.expect_search()
        unready: list[tuple[float, float]] = []
        making: list[tuple[float, float]] = []
        ready: list[tuple[float, float]] = []
        for number in range(60 if words < 100_000 else 24):
            typed = replace(article, body=f"{article.body} chữ {'thêm ' * number}")
            articles.save(typed, origin="bench")
            searched = unready
            if number % 2:
                making += times_ms(lambda _: articles.catch_up(), 1)
                searched = ready
            searched += times_ms(partial(_search, articles, QUERIES[number // 2 % len(QUERIES)]), 1)
        show(f"a pause: the index reads {words:,} words", making)
        show("... then the first search", ready)
        show("search in the same moment as the save", unready)


def main() -> None:
    """Run it all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="5,000 stories instead of 100,000")
    parser.add_argument("--keep", type=Path, help="a folder to leave the filled store in")
    chosen = parser.parse_args()
    count = 5_000 if chosen.small else 100_000
    folder = Path(tempfile.mkdtemp(prefix="bench-store-"))
    try:
        with store(chosen.keep or folder / "store") as (database, articles):
            if not articles.count(StoryFilter()):
                took_s = fill(articles, count, 600)
                pace = f"{took_s:.0f} s, {count / took_s:,.0f} a second"
                print(f"{count:,} stories of 600 words put in within {pace}")
            print(f"{'ms':<52} {'median':>8} {'p95':>8} {'most':>8} {'p95 CPU':>8}")
            bench_listing(articles, count)
            bench_plan(database, articles)
            bench_searching(articles)
            bench_saving(folder / "full", articles, f"{count:,} stories")
            bench_searching_after_a_save(articles)
            # Last: Qt and its threads are in nobody's way then.
            for name, taken_ms in frames_ms(articles).items():
                show(f"frames of the list, {name}", taken_ms)
        with store(folder / "empty") as (_, articles):
            bench_saving(folder / "bare", articles, "an empty store")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
