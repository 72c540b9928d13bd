# SPDX-License-Identifier: GPL-3.0-or-later
"""How fast newsrooms are simulated, beside the bare requests and commits that they are made of."""

import argparse
import asyncio
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from unittest import mock

import httpx
from fastapi import FastAPI, Response

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor.server import database as archive
from editor.store import database as store
from tests.bench.bench_server import row
from tests.machines.properties import STEPS, prove
from tests.machines.server import Server

SEEDS, FEW_SEEDS = 20, 4
FIRST = 1000
WARM_SEED = 999
LEAST = 500
"""Of requests and commits, so that the floor is not a moment."""
DOC = b'{"headline":"' + b"x" * 1000 + b'"}'


@contextmanager
def counted() -> Iterator[Counter[str]]:
    """How many requests reach the server and how many transactions write, while the block runs."""
    counts: Counter[str] = Counter()

    def counting(what: str, work: Callable) -> Callable:
        def done(*args, **options):
            counts[what] += 1
            return work(*args, **options)

        return done

    with (
        mock.patch.object(Server, "ask", counting("requests", Server.ask)),
        mock.patch.object(store.Database, "write", counting("commits", store.Database.write)),
        mock.patch.object(archive.Database, "_write", counting("commits", archive.Database._write)),
    ):
        yield counts


class Bare(httpx.BaseTransport):
    """A bare application in this process: one route that gives back what it was given."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        app = FastAPI(openapi_url=None)

        @app.get("/v1/changes")
        async def changes() -> Response:
            return Response(DOC, media_type="application/json")

        self._transport = httpx.ASGITransport(app)
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Serve one request."""
        reply = self._loop.run_until_complete(self._transport.handle_async_request(request))
        body = self._loop.run_until_complete(reply.aread())
        return httpx.Response(reply.status_code, headers=reply.headers, content=body)


def bare_request_s(count: int) -> float:
    """The CPU time of one request of httpx to a bare FastAPI application, and its reply."""
    loop = asyncio.new_event_loop()
    with closing(loop), httpx.Client(transport=Bare(loop), base_url="http://127.0.0.1") as client:
        client.get("/v1/changes")
        before_s = time.process_time()
        for _ in range(count):
            client.get("/v1/changes").json()
        return (time.process_time() - before_s) / count


def bare_commit_s(folder: Path, count: int) -> float:
    """The CPU time of one commit of one row, with the pragmas of the store, without SQLAlchemy."""
    file = sqlite3.connect(folder / "bare.db", isolation_level=None)
    with closing(file):
        file.execute("PRAGMA journal_mode=WAL")
        file.execute("PRAGMA synchronous=FULL")
        file.execute("CREATE TABLE record (id INTEGER PRIMARY KEY, doc BLOB)")
        before_s = time.process_time()
        for _ in range(count):
            file.execute("BEGIN IMMEDIATE")
            file.execute("INSERT INTO record (doc) VALUES (?)", (DOC,))
            file.execute("COMMIT")
        return (time.process_time() - before_s) / count


def measured(seeds: int) -> list[str]:
    """The table: newsrooms, then the floor for as many requests and commits."""
    prove(WARM_SEED)
    with counted() as counts:
        before_s = time.process_time()
        for seed in range(FIRST, FIRST + seeds):
            prove(seed)
        took_s = time.process_time() - before_s
    steps = seeds * STEPS
    shelf = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=shelf) as folder:
        request_s = bare_request_s(max(LEAST, counts["requests"]))
        commit_s = bare_commit_s(Path(folder), max(LEAST, counts["commits"]))
    floor_s = (counts["requests"] * request_s + counts["commits"] * commit_s) / steps
    made_of = ", ".join(f"{counts[what] / steps:.2f} {what}" for what in ("requests", "commits"))
    return [
        row("simulated newsrooms, one core", f"{steps / took_s:,.0f} steps/s", "2,000"),
        row("  one step on average", f"{1e3 * took_s / steps:.2f} ms: {made_of}", ""),
        row("  floor: a bare request of httpx to FastAPI", f"{1e6 * request_s:.0f} µs", ""),
        row("  floor: a bare commit, FULL, in memory", f"{1e6 * commit_s:.0f} µs", ""),
        row("  floor: as many of both in a row", f"{1 / floor_s:,.0f} steps/s", ""),
    ]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick look")
    seeds = FEW_SEEDS if parser.parse_args().small else SEEDS
    print(
        f"CPU time of {seeds} newsrooms of {STEPS} steps, their opening, coming together and all\n"
        "properties included; a step is what one person does or what befalls one computer, and a\n"
        "whole turn of the sync is one, however much it sends."
    )
    print(*measured(seeds), sep="\n")


if __name__ == "__main__":
    main()
