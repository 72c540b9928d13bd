# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes real servers and real laptops that work until somebody kills them: a fork for each.

Started once with a folder and a port, it hears one word a line: `server`, or `laptop SEED`. What it
and its children say goes to standard output, a line at a time. It has done once what they will do,
so that a fork begins to work at once.
"""

import gc
import itertools
import os
import queue
import random
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from editor.cms.reference import Reference
from editor.desk import Desk
from editor.model.article import Article, Author, place
from editor.model.picture import Picture
from editor.model.workflow import Act, Wish
from editor.pictures import pixels  # noqa: F401  # loaded here, once, not in each fork
from editor.profiles import profile_from_doc
from editor.server.app import serve
from tests.builders import PROFILE
from tests.contracts.houses import TEMPLATES
from tests.machines import typist
from tests.machines.understood import understood

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
TOKEN = "t"
STARTED_S = time.time()
LEARNT_SEED, LEARNT_STEPS = 1, 40
HASTE = 1000.0
"""A laptop's clock runs so much faster, so that no waiting for a second try is waited for."""


def hasty() -> datetime:
    """The time on a laptop."""
    started = datetime.fromtimestamp(STARTED_S, UTC)
    return started + timedelta(seconds=(time.time() - STARTED_S) * HASTE)


def work(folder: Path, address: str, seed: int, steps: Iterable[int]) -> None:
    """Type, send, publish, until killed. A line on standard output follows each commit."""
    site = Reference(address, TOKEN)
    desk = Desk.open(folder, resources=RESOURCES, site=site, clock=hasty)
    profile = profile_from_doc(desk.mirror.profile() or {}) if desk.mirror.profile() else PROFILE
    number = seed % typist.STORIES
    article_id = typist.article_id(number)
    draw = random.Random(seed)
    for step in steps:
        article = desk.articles.find(article_id) or _begun(number)
        if step % 5 == 2:
            article = _pictured(
                desk, article, typist.put_picture(desk.articles, desk.vault, seed, step)
            )
        body = typist.body(seed, step)
        desk.articles.save(replace(article, body=body), origin="t", reason="command")
        typist.say(f"saved {number} {seed} {step}")
        if draw.random() < 0.2:
            may = desk.acts.possible(desk.articles.get(article_id))
            for act in {Act.PUBLISH, Act.UPDATE} & set(may):
                desk.acts.perform(article_id, Wish(act), profile=profile, origin="t")
                typist.say("acted 1")
        if draw.random() < 0.6:
            desk.sync.once()
    desk.close()


def _begun(number: int) -> Article:
    return Article(
        id=typist.article_id(number),
        headline=f"Chợ nổi {number}",
        authors=(Author(person="Trần Thị Một"),),
        category="tin-tuc",
    )


def _pictured(desk: Desk, article: Article, picture: Picture) -> Article:
    """With all that a picture must have before readers see it."""
    desk.articles.save_picture(replace(picture, credit="Một"), origin="t")
    *others, added = place(article, picture).placements
    said = replace(added, caption=f"Ghe {added.sha256[:12]} về bến.", alt_text="Ghe trên sông.")
    return replace(article, placements=(*others, said))


def keep_house(
    folder: Path, port: int, on_ready: Callable[[str], None], stop: threading.Event
) -> None:
    """Serve until killed, or told to stop."""
    serve(
        folder,
        port=port,
        templates=TEMPLATES,
        profile=PROFILE,
        token=TOKEN,
        on_ready=on_ready,
        stop=stop,
    )


def learn() -> None:
    """Do once, unheard, what a laptop and a server do: to learn it costs more than a whole life."""
    addresses: queue.SimpleQueue[str] = queue.SimpleQueue()
    stop = threading.Event()
    with tempfile.TemporaryDirectory() as folder, _unheard():
        house = (Path(folder) / "server", 0, addresses.put, stop)
        server = threading.Thread(target=keep_house, args=house)
        server.start()
        try:
            work(Path(folder) / "laptop", addresses.get(), LEARNT_SEED, range(LEARNT_STEPS))
        finally:
            stop.set()
            server.join()


@contextmanager
def _unheard() -> Iterator[None]:
    """Whatever is said in the block goes nowhere."""
    voice, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(voice, 1)
        os.close(voice)
        os.close(nowhere)


def main() -> None:
    """Fork for each line on standard input; tell its process id."""
    folder, port = Path(sys.argv[1]), int(sys.argv[2])
    with understood():
        learn()
        gc.collect()
        gc.freeze()
        _hear(folder, port)


def _hear(folder: Path, port: int) -> None:
    for line in sys.stdin:
        what, *more = line.split()
        if what == "wait":
            _, status = os.waitpid(int(more[0]), 0)
            typist.say(f"dead {more[0]} {os.waitstatus_to_exitcode(status)}")
        elif what == "server":
            ready, never = (lambda _: typist.say("ready 1")), threading.Event()
            _fork(what, lambda: keep_house(folder / "server", port, ready, never))  # noqa: B023  # at once
        else:
            seed = int(more[0])
            address = f"http://127.0.0.1:{port}"
            steps = itertools.count(1)
            _fork(what, lambda: work(folder / "laptop", address, seed, steps))  # noqa: B023  # at once


def _fork(what: str, live: Callable[[], None]) -> None:
    child = os.fork()
    if child == 0:
        try:
            live()
        except BaseException:  # whatever it is, the test must hear of it
            traceback.print_exc()
        typist.say(f"failed {what}")
        os._exit(1)
    typist.say(f"{what} {child}")


if __name__ == "__main__":
    main()
