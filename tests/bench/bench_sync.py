# SPDX-License-Identifier: GPL-3.0-or-later
"""What the sync costs a laptop: over a far and lossy line, at the first pull, with nothing new."""

import argparse
import math
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor import wire
from editor.cms.reference import Reference
from editor.desk import Desk
from editor.model.rows import Line
from editor.profiles import load_profile
from editor.server.archive import Archive
from tests.bench import vdirs
from tests.bench.bench_server import HOME, TOKEN, Server, a_doc, fill, row, serving
from tests.machines.proxy import Asked, Proxy, Way, between

DRAFTS = 100
PULLED = 10_000
SMALL_PULLED = 2_000
ROUND_TRIP_S = 0.2
LOSS = 0.01
"""The share of packets that get lost, and of requests whose line is torn."""
PACKET_BYTES = 1460
FIRST_PACKETS = 10
"""So many go out before the first is acknowledged; then twice as many each round."""
PATIENCE_S = 60.0


class Far(Way):
    """A line of 200 ms that loses packets: each waits for its like, and some requests are torn."""

    draw = random.Random(4)

    def setup(self) -> None:
        """A line costs a round trip before the first word."""
        time.sleep(ROUND_TRIP_S)
        super().setup()


def far(way: Way, asked: Asked) -> None:
    """There and back, as slowly as TCP would be."""
    draw = Far.draw
    if draw.random() < LOSS / 2:
        way.reset()
        return
    answer = way.upstream(asked)
    packets = math.ceil((len(asked.body) + len(answer.body)) / PACKET_BYTES) + 2
    rounds = 1 + math.floor(math.log2(packets / FIRST_PACKETS + 1))
    lost = sum(draw.random() < LOSS for _ in range(packets))
    time.sleep(ROUND_TRIP_S * (rounds + lost))
    if draw.random() < LOSS / 2:
        way.reset()
        return
    way.tell(answer)


@contextmanager
def far_line(address: str) -> Iterator[Proxy]:
    """A far line to a server."""
    with between(address) as proxy:
        proxy.RequestHandlerClass = Far
        proxy.next_harm = lambda _asked: far
        yield proxy


@contextmanager
def a_laptop(folder: Path, address: str) -> Iterator[Desk]:
    """An empty store, and a line that is not yet used."""
    site = Reference(address, TOKEN)
    desk = Desk.open(folder, resources=HOME / "resources", site=site)
    try:
        yield desk
    finally:
        desk.close()


def over_a_far_line(server: Server, folder: Path) -> list[str]:
    """A hundred drafts, written offline, sent by the sync as it runs in the window."""
    draw = random.Random(2)
    with far_line(server.address) as proxy, a_laptop(folder / "far", proxy.address) as desk:
        for number in range(DRAFTS):
            doc = {**a_doc(2_000_000 + number, draw), "id": _id(number)}
            desk.articles.save(wire.article_from_doc(doc), origin="bench")
        began_s = time.perf_counter()
        desk.sync.start()
        while desk.outbox.waiting() and time.perf_counter() - began_s < PATIENCE_S:
            time.sleep(0.02)
        took_s, asked = time.perf_counter() - began_s, len(proxy.heard)
        left = desk.outbox.waiting()
        desk.sync.stop()
    told = f"{took_s:.1f} s, {asked} requests" + (f", {left} LEFT" if left else "")
    return [row(f"{DRAFTS} drafts, 200 ms, 1 % loss", told, "20 s")]


def _id(number: int) -> str:
    return f"01900000-0000-7000-8000-{2_000_000 + number:012d}"


def first_pull(
    server: Server, folder: Path, count: int, others_s: float | None = None
) -> list[str]:
    """A new laptop takes in everything, into a store that is FULL; then asks again."""
    site = Reference(server.address, TOKEN)
    cursor, began_s = "", time.perf_counter()
    while (page := site.changes(cursor, limit=500)).has_more:
        cursor = page.cursor
    read_s = time.perf_counter() - began_s
    site.close()
    with a_laptop(folder / "new", server.address) as desk:
        began_s, cpu_s = time.perf_counter(), time.process_time()
        status = desk.sync.once()
        took_s, cost_s = time.perf_counter() - began_s, time.process_time() - cpu_s
        if status.line is not Line.ONLINE:
            raise RuntimeError(status.error)
        lines = [
            row(f"feed of {count:,}, fetched and read", f"{count / read_s:.0f} /s"),
            row(
                "the same into the store, first pull",
                f"{count / took_s:.0f} /s ({cost_s / count * 1000:.2f} ms CPU each)",
                "1000 /s",
            ),
        ]
        if others_s is not None:
            told = f"{count / others_s:.0f} /s: Stet is {others_s / took_s:.0f} times as fast"
            lines.append(row("vdirsyncer from radicale, as many entries", told, "10 x"))
        began_s = time.perf_counter()
        desk.sync.once()
        took_ms = (time.perf_counter() - began_s) * 1000
        return [*lines, row("a turn with nothing to do", f"{took_ms:.1f} ms", "50 ms")]


def vdirsyncer_s(folder: Path, count: int) -> float:
    """How long it takes for entries with as many words as the stories."""
    draw = random.Random(7)
    words = [str(a_doc(0, draw)["body"]) for _ in range(50)]
    stories = [(f"Tin số {number}", words[number % 50]) for number in range(count)]
    return vdirs.pull_s(vdirs.programs(HOME / "build"), folder, stories)


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick look")
    parser.add_argument(
        "--vdirsyncer", action="store_true", help="beside it, installed into build/ when missing"
    )
    given = parser.parse_args()
    count = SMALL_PULLED if given.small else PULLED
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="bench-sync-") as name:
        folder = Path(name)
        archive = Archive(folder / "server", load_profile(HOME / "resources/sites/vi.toml"))
        fill(archive, count)
        archive.close()
        others_s = vdirsyncer_s(folder / "vdirsyncer", count) if given.vdirsyncer else None
        with serving(folder / "server") as server:
            print("\n".join(first_pull(server, folder, count, others_s)), flush=True)
        with serving(folder / "empty") as server:
            print("\n".join(over_a_far_line(server, folder)), flush=True)


if __name__ == "__main__":
    main()
