# SPDX-License-Identifier: GPL-3.0-or-later
"""How late stories go before readers at a planned time, one alone and a thousand due at once."""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor import wire
from editor.model.operation import Entity, OpKind
from editor.model.workflow import Role
from editor.server.archive import Archive, Command
from editor.server.clock import Clock
from editor.server.tokens import Caller
from tests.builders import PROFILE, an_article

GOAL_ALONE_S, GOAL_ALL_S = 2.0, 10.0
COUNT, ROUNDS = 1000, 5
SOON = timedelta(seconds=1.5)
CALLER = Caller("Lan", "laptop", Role.EDITOR)
BODY = "Ghe thuyền đã về bến sáng nay, và chợ nổi họp lại sau ba tuần nước lớn. " * 40


class Ahead:
    """The computer's clock, moved ahead by hand."""

    def __init__(self) -> None:
        self.by = timedelta(0)

    def __call__(self) -> datetime:
        """Now, aware."""
        return datetime.now(UTC) + self.by


@contextmanager
def an_archive() -> Iterator[tuple[Archive, Ahead]]:
    """One on SQLite in a folder of its own, each write as safe as in a newsroom."""
    ahead = Ahead()
    with tempfile.TemporaryDirectory(prefix="bench-schedule-") as folder:
        archive = Archive(Path(folder), PROFILE, ahead)
        try:
            yield archive, ahead
        finally:
            archive.close()


def written(archive: Archive, count: int) -> dict[str, str]:
    """Stories as drafts: id -> tag."""
    articles = [
        an_article(number, headline=f"Tin số {number}", body=BODY) for number in range(1, count + 1)
    ]
    commands = [
        Command(
            f"new-{each.id}", "", OpKind.CREATE, Entity.ARTICLE, each.id, wire.article_to_doc(each)
        )
        for each in articles
    ]
    made = archive.write_all(commands, CALLER)
    return {str(each.remote.entity_id): each.remote.etag for each in made}  # type: ignore[union-attr]  # none is refused


def publications(tags: dict[str, str], at: datetime | None = None) -> list[Command]:
    """The acts that put stories before readers, now or at a time."""
    when = {} if at is None else {"at": at.isoformat()}
    return [
        Command(
            f"out-{name}-{at}",
            "",
            OpKind.ACT,
            Entity.ARTICLE,
            name,
            {"act": "publish", "edition": f"e-{name}", **when},
            tag,
        )
        for name, tag in tags.items()
    ]


def lateness_s(count: int) -> tuple[float, float, float]:
    """How late the first and the last story went out, in seconds, and seconds of CPU for all."""
    with an_archive() as (archive, ahead):
        due = ahead() + timedelta(hours=1)
        archive.write_all(publications(written(archive, count), due), CALLER)
        ahead.by = due - datetime.now(UTC) - SOON
        began_s = time.process_time()
        with Clock(archive):
            while archive.counts()["scheduled"]:
                time.sleep(0.2)
        spent_s = time.process_time() - began_s
        found = archive.editions.live(limit=count)
        out = [each.article.published_at - due for each in found if each.article.published_at]
        assert len(out) == count
        return min(out).total_seconds(), max(out).total_seconds(), spent_s


def by_hand_s(count: int) -> tuple[float, float]:
    """The floor: as many acts of one editor, one after the other; seconds, and of CPU."""
    with an_archive() as (archive, _):
        commands = publications(written(archive, count))
        began = time.perf_counter(), time.process_time()
        for each in commands:
            archive.write(each, CALLER)
        return time.perf_counter() - began[0], time.process_time() - began[1]


def main() -> None:
    """Run it all and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundred stories, two rounds")
    is_small = parser.parse_args().small
    count, rounds = (100, 2) if is_small else (COUNT, ROUNDS)
    alone = [lateness_s(1)[1] for _ in range(rounds)]
    first, last, spent = lateness_s(count)
    hand, hand_cpu = by_hand_s(count)
    print(f"{'planned times, seconds by the server’s clock':<56} {'Stet':>8} {'goal':>8}")
    rows = [
        (f"one story: late by, most of {rounds}", max(alone), GOAL_ALONE_S),
        (f"{count:,} due at once: the first late by", first, GOAL_ALONE_S),
        (f"{count:,} due at once: the last late by", last, GOAL_ALL_S),
        ("  CPU for all", spent, None),
        (f"  floor: {count:,} published by hand, one by one", hand, None),
        ("  floor: CPU", hand_cpu, None),
    ]
    for name, found, goal in rows:
        told = "" if goal is None else f"{goal:>8.1f}"
        print(f"{name:<56} {found:>8.2f} {told}", flush=True)


if __name__ == "__main__":
    main()
