# SPDX-License-Identifier: GPL-3.0-or-later
"""What the publishing server costs: at rest, written to, read from; beside a plain PUT and GET."""

import argparse
import asyncio
import http.client
import os
import random
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import psutil
import sqlalchemy as sa
import uvicorn

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from editor import wire
from editor.cms import rules
from editor.cms.reference import Reference
from editor.model.article import Article, ArticleId, Author
from editor.model.operation import Done, Entity, Operation, OpKind
from editor.model.picture import Sha256
from editor.model.workflow import Role
from editor.pictures.vault import Vault
from editor.profiles import load_profile
from editor.server import tables
from editor.server.archive import Archive
from editor.server.database import iso
from editor.store.database import Database
from editor.store.uploads import Uploads
from editor.sync.sending import Sending
from tests.bench import blog
from tests.contracts import postgres

HOME = Path(__file__).resolve().parents[2]
TOKEN = "bench-" + "0" * 32
"""Of a server that nobody else can reach."""
SYLLABLES = ("chợ", "nổi", "họp", "lại", "sau", "mùa", "lũ", "ghe", "thuyền", "về", "bến", "đủ")
WORDS = 250
PAUSE_S = {50: 2.0, 500: 10.0}
"""So many laptops -> how long each waits between two writes: 25 and 50 writes a second."""
PICTURE_BYTES = 10_000_000
PICTURES = 5
WORDPRESS_PAGES = 60


@dataclass(frozen=True)
class Size:
    """How long a look is."""

    entities: int
    pulled: int
    writes: int
    rest_s: float
    pages: int
    laptop_writes: int
    pairs: int


WHOLE = Size(100_000, 10_000, 400, 25.0, 1500, 6, 4)
SMALL = Size(5_000, 2_000, 100, 5.0, 300, 2, 1)


class Server:
    """The program's own server in a process of its own."""

    def __init__(self, data: Path, *arguments: str) -> None:
        command = [sys.executable, str(HOME / "main.py"), "--store", str(data.parent)]
        began_s = time.perf_counter()
        self._process = subprocess.Popen(
            [*command, "serve", "--builtin", "--data", str(data), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._process.stdin.write(TOKEN + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line.startswith("ready "):
            raise RuntimeError(line)
        self.start_s = time.perf_counter() - began_s
        self.address = line.split()[1]
        self.port = int(self.address.rpartition(":")[2])
        self._watched = psutil.Process(self._process.pid)

    def cpu_s(self) -> float:
        """All the CPU time that it has had, to the nanosecond."""
        told = Path(f"/proc/{self._process.pid}/task")
        if not told.exists():
            return sum(self._watched.cpu_times()[:2])
        return (
            sum(int((each / "schedstat").read_text().split()[0]) for each in told.iterdir()) / 1e9
        )

    def pss_mb(self) -> float:
        """Its memory, what is shared counted by half."""
        return self._watched.memory_full_info().pss / 1e6

    def stop(self) -> None:
        """As its parent's end does."""
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()


@contextmanager
def serving(data: Path, *arguments: str) -> Iterator[Server]:
    """A server for as long as the block lasts."""
    server = Server(data, *arguments)
    try:
        yield server
    finally:
        server.stop()


class Line:
    """One kept line to a server, as bare as Python has it."""

    def __init__(self, port: int, token: str = TOKEN) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port)
        self._line.connect()
        self._line.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = {"Authorization": f"Bearer {token}"} if token else {}

    def ask(self, method: str, path: str, body: object = None, **headers: str) -> tuple[int, bytes]:
        """One request; the status and the body of the reply."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._line.request(method, path, body, {**self._head, **named})
        reply = self._line.getresponse()
        return reply.status, reply.read()

    def close(self) -> None:
        """Hang up."""
        self._line.close()


def a_doc(number: int, draw: random.Random, words: int = WORDS) -> dict[str, object]:
    """A story's document."""
    article = Article(
        id=ArticleId(f"01900000-0000-7000-8000-{number:012d}"),
        headline=f"Chợ nổi họp lại, tin số {number}",
        standfirst="Sau ba tuần nước lớn, ghe thuyền trở lại.",
        body=" ".join(draw.choices(SYLLABLES, k=words)),
        authors=(Author(pen_name="Một Trần"),),
        category="tin-tuc",
    )
    return wire.article_to_doc(article)


def an_operation(kind: OpKind, entity_id: str, payload: object, base: str = "") -> Operation:
    """With a key of its own."""
    about = (Entity.ARTICLE, entity_id, kind, wire.canonical(payload))
    return Operation(str(uuid4()), *about, base)


def fill(archive: Archive, count: int) -> None:
    """Put so many stories into an archive, each with its number in the feed."""
    draw, chain = random.Random(7), rules.GENESIS
    with_words = [a_doc(0, draw) for _ in range(50)]
    now = iso(archive.clock())
    for start in range(0, count, 5000):
        revisions, heads, links = [], [], []
        for number in range(start, min(start + 5000, count)):
            entity_id = f"01900000-0000-7000-8000-{number:012d}"
            doc = {**with_words[number % 50], "id": entity_id, "headline": f"Tin số {number}"}
            etag = rules.etag_of(1, doc)
            chain = rules.link(chain, Entity.ARTICLE, entity_id, etag)
            about = {"entity": "articles", "id": entity_id, "rev": 1}
            made = {"etag": etag, "doc": wire.canonical(doc).decode(), "is_deleted": False}
            by = {"slug": "", "author": "Lan", "device": "desk", "op_id": str(number), "at": now}
            revisions.append({**about, **made, **by})
            heads.append({**about, "seq": number + 1})
            links.append({"seq": number + 1, "chain": chain})
        _insert(archive, revisions, heads, links)


def _insert(archive: Archive, *rows: list[dict[str, object]]) -> None:
    def work(connection: sa.Connection) -> None:
        for table, some in zip((tables.revision, tables.head, tables.log), rows, strict=True):
            connection.execute(sa.insert(table), some)
        connection.execute(sa.update(tables.counter).values(n=rows[2][-1]["seq"]))

    archive.database.write_in_order(work)


def at_rest(server: Server, seconds: float) -> list[str]:
    """What it costs while nobody does anything: alone, and with a laptop that waits for news."""
    time.sleep(2.0)
    alone = _cpu_ms_per_s(server, seconds)
    line = Line(server.port)
    page: dict[str, object] = {"next": "", "more": True}
    while page["more"]:
        page = wire.parse(line.ask("GET", f"/v1/changes?limit=500&cursor={page['next']}")[1])
    over = threading.Event()

    def wait() -> None:
        while not over.is_set():
            line.ask("GET", f"/v1/changes?cursor={page['next']}&wait=25")

    thread = threading.Thread(target=wait)
    thread.start()
    time.sleep(0.5)
    awaited = _cpu_ms_per_s(server, seconds)
    over.set()
    thread.join()
    line.close()
    return [
        row("start until it answers", f"{server.start_s * 1000:.0f} ms"),
        row("memory (PSS)", f"{server.pss_mb():.0f} MB", "30 MB"),
        row("at rest, alone", f"{alone:.2f} ms/s", "0.3 ms/s"),
        row("at rest, one laptop waits for news", f"{awaited:.2f} ms/s", "0.3 ms/s"),
    ]


def _cpu_ms_per_s(server: Server, seconds: float) -> float:
    before_s = server.cpu_s()
    time.sleep(seconds)
    return (server.cpu_s() - before_s) / seconds * 1000


def writing(server: Server, count: int, folder: Path) -> list[str]:
    """Small operations as a laptop sends them: one at a time, and a hundred in a request.

    Beside them a bare commit of as many bytes, the floor of what is sent one at a time.
    """
    site, draw = Reference(server.address, TOKEN), random.Random(3)
    made = []
    for number in range(count):
        doc = a_doc(1_000_000 + number, draw)
        made.append(an_operation(OpKind.CREATE, str(doc["id"]), doc))
    before_s, cpu_s = time.perf_counter(), server.cpu_s()
    remotes = [each.remote for each in site.push_all(made) if isinstance(each, Done)]
    took_s, cost_s = time.perf_counter() - before_s, server.cpu_s() - cpu_s
    lines = [row("stories made, batched", _rate(len(remotes), took_s, cost_s), "600 /s")]
    lines.append(row("bare commits, single", f"{_bare_commits(folder, count):.0f} /s"))
    for name, goal, push in (
        ("small changes, single", "150 /s", lambda some: [site.push(each) for each in some]),
        ("small changes, batched", "600 /s", site.push_all),
    ):
        changes = [
            an_operation(OpKind.PATCH, each.entity_id, {"headline": name}, each.etag)
            for each in remotes
        ]
        before_s, cpu_s = time.perf_counter(), server.cpu_s()
        remotes = [each.remote for each in push(changes) if isinstance(each, Done)]
        took_s, cost_s = time.perf_counter() - before_s, server.cpu_s() - cpu_s
        lines.append(row(name, _rate(len(remotes), took_s, cost_s), goal))
    site.close()
    return lines


def _bare_commits(folder: Path, count: int) -> float:
    """So many commits a second does this disk allow."""
    bare = sqlite3.connect(folder / "bare.sqlite", isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE bare (doc TEXT)")
    doc = wire.canonical(a_doc(0, random.Random(3))).decode()
    before_s = time.perf_counter()
    for _ in range(count):
        bare.execute("INSERT INTO bare VALUES (?)", (doc,))
    took_s = time.perf_counter() - before_s
    bare.close()
    return count / took_s


def _rate(count: int, took_s: float, cost_s: float) -> str:
    return f"{count / took_s:.0f} /s ({cost_s / count * 1000:.2f} ms CPU each)"


def reading(server: Server, size: Size) -> list[str]:
    """A page of the feed, the first pull of everything, and a look with nothing to do."""
    line, site = Line(server.port), Reference(server.address, TOKEN)
    middle = wire.parse(line.ask("GET", "/v1/changes?limit=500")[1])["next"]
    lines = []
    for docs in (1, 0):
        path = f"/v1/changes?limit=500&docs={docs}&cursor={middle}"
        took_ms, cost_ms = _ask_often(server, lambda path=path: line.ask("GET", path), 15)
        kept = f"{took_ms:.1f} ms ({cost_ms:.1f} ms CPU)"
        what = "with" if docs else "without"
        lines.append(row(f"feed page of 500, {what} stories", kept, "20 ms"))
    cursor, pulled, before_s = "", 0, time.perf_counter()
    while pulled < size.pulled:
        page = site.changes(cursor, limit=500)
        cursor, pulled = page.cursor, pulled + len(page.changes)
    took_s = time.perf_counter() - before_s
    lines.append(row("first pull, fetched and read", f"{pulled / took_s:.0f} /s", "1000 /s"))
    while (page := site.changes(cursor, limit=500)).has_more:
        cursor = page.cursor
    idle = f"/v1/changes?limit=500&docs=1&cursor={page.cursor}"
    size_bytes = len(line.ask("GET", idle)[1])
    took_ms, _ = _ask_often(server, lambda: site.changes(page.cursor), 30)
    lines.append(
        row("nothing to do", f"1 request, {took_ms:.1f} ms, {size_bytes} B", "50 ms, 1 KB")
    )
    line.close()
    site.close()
    return lines


def _ask_often(server: Server, ask: Callable[[], object], times: int) -> tuple[float, float]:
    """The median of the time, and the mean of the server's CPU time; ms."""
    ask()
    cpu_s, took_s = server.cpu_s(), []
    for _ in range(times):
        before_s = time.perf_counter()
        ask()
        took_s.append(time.perf_counter() - before_s)
    cost_s = (server.cpu_s() - cpu_s) / times
    return statistics.median(took_s) * 1000, cost_s * 1000


def pictures(server: Server, pairs: int, folder: Path) -> list[str]:
    """Fifty megabytes of pictures as the sync sends them, beside a plain PUT of each, in turns."""
    ratios, plain_ms, took_ms = [], [], []
    site, vault = Reference(server.address, TOKEN), Vault(folder / "pictures")
    with _plain_put(folder) as port, closing(Database.open(folder / "laptop")) as store:
        for _ in range(pairs):
            files = [_a_picture(vault) for _ in range(PICTURES)]
            plain_s = _put_plain(port, files)
            sending = Sending(site, vault, Uploads(store), lambda _progress: None)
            before_s = time.perf_counter()
            refused = sending.send(sha256 for sha256, _ in files)
            took_s = time.perf_counter() - before_s
            assert not refused
            ratios.append(plain_s / took_s)
            plain_ms.append(plain_s * 1000 / PICTURES)
            took_ms.append(took_s * 1000 / PICTURES)
    known = site.missing([sha256 for sha256, _ in files])
    site.close()
    times = f"{statistics.median(took_ms):.0f} and {statistics.median(plain_ms):.0f} ms each"
    told = f"{statistics.median(ratios) * 100:.0f} % of a plain PUT ({times})"
    return [
        row("50 MB of pictures", told, "85 %"),
        row("known pictures asked for again", f"{len(known) * PICTURE_BYTES} B", "0 B"),
    ]


def _a_picture(vault: Vault) -> tuple[Sha256, Path]:
    data = b"\xff\xd8\xff\xe0" + os.urandom(PICTURE_BYTES - 4)
    sha256 = vault.put(BytesIO(data))
    return sha256, vault.path(sha256)


def _put_plain(port: int, files: Sequence[tuple[Sha256, Path]]) -> float:
    before_s, line = time.perf_counter(), Line(port)
    for name, path in files:
        with path.open("rb") as file:
            size = str(path.stat().st_size)
            assert line.ask("PUT", f"/{name}", file, Content_Length=size)[0] == 201
    line.close()
    return time.perf_counter() - before_s


@contextmanager
def _plain_put(folder: Path) -> Iterator[int]:
    """The floor: the same server library, that writes a body to the disk and no more."""

    async def app(scope: dict[str, object], receive: Callable, send: Callable) -> None:
        with (folder / f"plain-{uuid4().hex}").open("wb") as file:
            more = True
            while more:
                message = await receive()
                file.write(message.get("body", b""))
                more = message.get("more_body", False)
            file.flush()
            os.fsync(file.fileno())
        await send({"type": "http.response.start", "status": 201, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        config = uvicorn.Config(app, log_config=None, lifespan="off", http="h11", ws="none")
        child = os.fork()
        if not child:
            asyncio.run(uvicorn.Server(config).serve([listening]))
            os._exit(0)
        try:
            yield listening.getsockname()[1]
        finally:
            os.kill(child, 15)
            os.waitpid(child, 0)


def public_pages(server: Server, count: int, build: Path | None = None) -> list[str]:
    """A page of an article, again and again; with a folder for its package, WordPress's too."""
    site, line = Reference(server.address, TOKEN), Line(server.port, "")
    doc = a_doc(2_000_000, random.Random(5), 1000)
    made = site.push(an_operation(OpKind.CREATE, str(doc["id"]), doc))
    act = {"act": "publish", "edition": "1"}
    out = site.push(an_operation(OpKind.ACT, str(doc["id"]), act, made.remote.etag))
    path = out.remote.address.removeprefix(server.address)
    line.ask("GET", path)
    before_s, cpu_s = time.perf_counter(), server.cpu_s()
    for _ in range(count):
        assert line.ask("GET", path)[0] == 200
    took_s, cost_s = time.perf_counter() - before_s, server.cpu_s() - cpu_s
    line.close()
    site.close()
    lines = [row("article page, one line", _rate(count, took_s, cost_s), "500 /s")]
    if build is not None:
        lines.append(_wordpress(build, doc, count / took_s))
    return lines


def _wordpress(build: Path, doc: Mapping[str, object], ours_per_s: float) -> str:
    """The same article out of an unmodified WordPress, asked in the same way."""
    name = "article page, WordPress"
    if lacking := blog.lacking():
        return row(name, f"not here: {', '.join(lacking)}", "50 x")
    headline, copy = str(doc["headline"]), str(doc["body"])
    with (
        tempfile.TemporaryDirectory(prefix="wp-", ignore_cleanup_errors=True) as folder,
        blog.serving(build, Path(folder), headline, copy) as (port, path, version),
    ):
        line = Line(port, "")
        # Its caches are warm before it counts.
        pages = [line.ask("GET", path) for _ in range(10)]
        assert all(status == 200 and headline in page.decode() for status, page in pages)
        before_s = time.perf_counter()
        for _ in range(WORDPRESS_PAGES):
            assert line.ask("GET", path)[0] == 200
        theirs_per_s = WORDPRESS_PAGES / (time.perf_counter() - before_s)
        line.close()
    told = f"{theirs_per_s:.0f} /s: Stet is {ours_per_s / theirs_per_s:.0f} times as fast"
    return row(f"{name} {version}", told, "50 x")


def laptops(data: Path, server: Server, count: int, writes: int, database: str = "") -> list[str]:
    """So many laptops, each with its own token, sending a small change now and then."""
    archive = Archive(data, load_profile(HOME / "resources/sites/vi.toml"), database=database)
    tokens = [archive.tokens.make(f"p{each}", "laptop", Role.WRITER) for each in range(count)]
    archive.close()
    took_s: list[float] = []
    cpu_s = server.cpu_s()
    laptop = partial(_write_now_and_then, server, writes, PAUSE_S[count], took_s)
    with ThreadPoolExecutor(count) as pool:
        list(pool.map(laptop, range(count), tokens))
    took_s.sort()
    p50_ms, p95_ms = (took_s[int(len(took_s) * part)] * 1000 for part in (0.5, 0.95))
    cost_ms = (server.cpu_s() - cpu_s) / (len(took_s) + count) * 1000
    where, goal_ms = ("PostgreSQL", 80) if database else ("SQLite", 60)
    name = f"{count} laptops, {count / PAUSE_S[count]:.0f} writes/s, on {where}"
    told = f"p95 {p95_ms:.0f} ms, median {p50_ms:.0f} ms ({cost_ms:.1f} ms CPU each)"
    return [row(name, told, f"p95 {goal_ms} ms")]


def _write_now_and_then(
    server: Server, writes: int, pause_s: float, took_s: list[float], number: int, token: str
) -> None:
    draw, line = random.Random(number), Line(server.port, token)
    # They do not all begin at once.
    time.sleep(draw.uniform(0, pause_s))
    doc = a_doc(3_000_000 + number, draw)
    path, json = f"/v1/articles/{doc['id']}", "application/json"
    head = {"Content_Type": json, "Idempotency_Key": uuid4().hex, "If_None_Match": "*"}
    etag = wire.parse(line.ask("PUT", path, wire.canonical(doc), **head)[1])["etag"]
    time.sleep(draw.uniform(0, pause_s))
    for each in range(writes):
        body = wire.canonical({"headline": f"Lần {each}"})
        head = {"Content_Type": json, "Idempotency_Key": uuid4().hex, "If_Match": str(etag)}
        before_s = time.perf_counter()
        status, data = line.ask("PATCH", path, body, **head)
        spent_s = time.perf_counter() - before_s
        assert status == 200, data
        took_s.append(spent_s)
        etag = wire.parse(data)["etag"]
        time.sleep(max(0.0, pause_s - spent_s))
    line.close()


def row(name: str, value: str, goal: str = "") -> str:
    """One line of the table."""
    return f"{name:<46} {value:<44} {goal}"


def on_postgres(folder: Path, writes: int, count: int) -> list[str]:
    """The laptops again, on a PostgreSQL of our own."""
    with postgres.running(is_durable=True) as running:
        database = running.database()
        data = folder / "far"
        with serving(data, "--database", database) as server:
            return laptops(data, server, count, writes, database)


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a quick look")
    parser.add_argument(
        "--only", nargs="*", default=[], help="rest read write pictures page laptops postgres"
    )
    parser.add_argument(
        "--wordpress", action="store_true", help="beside the page: one of WordPress (PHP, MariaDB)"
    )
    given = parser.parse_args()
    size = SMALL if given.small else WHOLE
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory(prefix="bench-server-") as name:
        measure(Path(name), size, given.only, HOME / "build" if given.wordpress else None)


def measure(folder: Path, size: Size, only: Sequence[str], build: Path | None) -> None:
    """Each part in its turn, on an archive with many stories."""
    data = folder / "server"
    archive = Archive(data, load_profile(HOME / "resources/sites/vi.toml"))
    fill(archive, size.entities)
    archive.close()
    print(f"{size.entities} stories of {WORDS} words, SQLite FULL")
    with ExitStack() as stack:
        server = stack.enter_context(serving(data))
        parts: dict[str, Callable[[], list[str]]] = {
            "rest": lambda: at_rest(server, size.rest_s),
            "read": lambda: reading(server, size),
            "write": lambda: writing(server, size.writes, folder),
            "pictures": lambda: pictures(server, size.pairs, folder),
            "page": lambda: public_pages(server, size.pages, build),
            "laptops": lambda: laptops(data, server, 50, size.laptop_writes),
        }
        for name, part in parts.items():
            if not only or name in only:
                print("\n".join(part()), flush=True)
    if not only or "postgres" in only:
        print("\n".join(on_postgres(folder, max(1, size.laptop_writes // 3), 500)), flush=True)


if __name__ == "__main__":
    main()
