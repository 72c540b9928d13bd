# SPDX-License-Identifier: GPL-3.0-or-later
"""How many readers one process serves, three serve, and nginx serves with the manual's cache.

All on one PostgreSQL and one computer, whose cores the clients share: besides what went by, the
CPU time of all that serves is told for each reply, without the clients' own.
"""

import argparse
import http.client
import multiprocessing
import os
import ssl
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from editor.server.archive import Archive  # noqa: E402 - after the path is set
from tests.bench.bench_search import fill  # noqa: E402
from tests.builders import PROFILE  # noqa: E402
from tests.contracts import nginx, postgres  # noqa: E402

STORIES, CLIENTS, SECONDS = 2_000, 4, 4.0
PROCESSES = 3
GOAL = 5.0
"""So many times the replies for the same CPU: what a cache is there for."""


@contextmanager
def serving(folder: Path, database: str, port: int, count: int) -> Iterator[list[str]]:
    """So many server processes on ports in a row."""
    words = ["--store", str(folder / "store"), "serve", "--data", str(folder / "data")]
    more = ["--database", database, "--processes", str(count), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), *words, *more], stdout=subprocess.DEVNULL
    )
    try:
        for each in range(count):
            _await(port + each)
        yield [f"http://127.0.0.1:{port + each}" for each in range(count)]
    finally:
        process.terminate()
        process.wait()


def _await(port: int) -> None:
    while True:
        try:
            line = http.client.HTTPConnection("127.0.0.1", port)
            line.request("GET", "/v1/health")
            line.getresponse().read()
        except OSError:
            time.sleep(0.1)
        else:
            return


def ask(
    address: str, paths: Sequence[str], until_s: float, counts: "multiprocessing.Queue[int]"
) -> None:
    """One reader after the other, on one line, until a time."""
    parts, told = urlsplit(address), {"Host": nginx.NAME, "Accept-Encoding": "gzip"}
    place, count = (parts.hostname or "", parts.port), 0
    context = ssl._create_unverified_context()  # nginx's own, of this run
    line = (
        http.client.HTTPSConnection(*place, context=context)
        if parts.scheme == "https"
        else http.client.HTTPConnection(*place)
    )
    while time.monotonic() < until_s:
        line.request("GET", paths[count % len(paths)], headers=told)
        reply = line.getresponse()
        reply.read()
        if reply.status != 200:
            raise RuntimeError(reply.status)
        count += 1
    counts.put(count)


def measured(
    addresses: Sequence[str], paths: Sequence[str], cpu_s: Callable[[], float]
) -> tuple[float, float]:
    """Replies a second of all clients, and the CPU milliseconds that each cost those who serve."""
    counts: multiprocessing.Queue[int] = multiprocessing.Queue()
    began_s, before_s = time.monotonic(), cpu_s()
    until_s = began_s + SECONDS
    clients = [
        multiprocessing.Process(
            target=ask, args=(addresses[each % len(addresses)], paths, until_s, counts)
        )
        for each in range(CLIENTS)
    ]
    for each in clients:
        each.start()
    total = sum(counts.get(timeout=10 * SECONDS) for _ in clients)
    for each in clients:
        each.join()
    return total / (time.monotonic() - began_s), (cpu_s() - before_s) * 1000 / total


def cpu_of(names: Sequence[str]) -> Callable[[], float]:
    """The CPU seconds so far of all processes whose command holds one of these words (Linux)."""

    def read() -> float:
        total, tick = 0, os.sysconf("SC_CLK_TCK")
        for each in Path("/proc").glob("[0-9]*"):
            try:
                command = each.joinpath("cmdline").read_bytes().decode(errors="replace")
                fields = each.joinpath("stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if any(name in command for name in names):
                total += int(fields[11]) + int(fields[12])
        return total / tick

    return read


def main() -> int:
    told = argparse.ArgumentParser(description=__doc__)
    told.add_argument("--small", action="store_true", help="fewer stories")
    values = told.parse_args()
    if nginx.why_not():
        print(f"not measured: {nginx.why_not()}")
        return 0
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        there = stack.enter_context(postgres.running())
        database = there.database()
        archive = Archive(folder / "data", PROFILE, lambda: datetime.now(UTC), database=database)
        stack.callback(archive.close)
        fill(archive, STORIES // 10 if values.small else STORIES)
        return compare(stack, folder, database, str(there.folder))


def compare(stack: ExitStack, folder: Path, database: str, home: str) -> int:
    """The table; 1 when the cache is worth less than the goal."""
    port = 20_000 + os.getpid() % 10_000
    three = stack.enter_context(serving(folder, database, port, PROCESSES))
    (folder / "nginx").mkdir()
    before = stack.enter_context(nginx.running(folder / "nginx", three, three))
    paths = ["/", *(f"/tin-{number}.html" for number in range(1, 50))]
    # The database's processes have its name in their title, not where it is.
    cpu_s = cpu_of([str(folder), "postgres: stet", "nginx: "])
    rows = {
        "one process": (three[:1], paths),
        f"{PROCESSES} processes": (three, paths),
        "nginx with its cache": ([before.address], paths),
        "search, one process": (three[:1], ["/search?q=ch%E1%BB%A3+n%E1%BB%95i"]),
        f"search, {PROCESSES} processes": (three, ["/search?q=ch%E1%BB%A3+n%E1%BB%95i"]),
    }
    print(f"{'readers':28} {'a second':>9} {'CPU ms each':>12}")
    found = {}
    for name, (addresses, asked) in rows.items():
        measured(addresses, asked, cpu_s)
        found[name] = measured(addresses, asked, cpu_s)
        print(f"{name:28} {found[name][0]:9.0f} {found[name][1]:12.2f}", flush=True)
    alone, cached = found["one process"], found["nginx with its cache"]
    print(f"{PROCESSES} processes to one: {found[f'{PROCESSES} processes'][0] / alone[0]:.2f} x")
    print(f"the cache to one: {cached[0] / alone[0]:.1f} x")
    ratio = alone[1] / cached[1]
    print(f"the same for one CPU second: {ratio:.1f} x, goal {GOAL:.0f} x")
    return 0 if ratio >= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
