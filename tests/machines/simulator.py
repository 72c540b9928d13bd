# SPDX-License-Identifier: GPL-3.0-or-later
"""A newsroom by a seed: laptops with real stores and the real server in one process, one thread.

Everybody's clock, every random number and every fault of the line come from the seed, so that the
same seed does the same again, to the byte.
"""

import asyncio
import gc
import hashlib
import io
import random
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unittest import mock

from editor.model.article import ArticleId
from editor.model.rows import OpState
from editor.model.workflow import Act, Role
from tests.machines.laptops import START, Clock, Laptop, pictures, templates
from tests.machines.mishaps import Mishaps
from tests.machines.oracle import everything, keys_of, words_of
from tests.machines.people import People
from tests.machines.server import Crash, Server
from tests.machines.understood import understood

ROUNDS = 30
OVER = frozenset({"invalid_transition", "forbidden", "deleted", "unknown_id", "taken_down_since"})
"""Refusals of an act after which the person lets it be."""


class Simulator(People, Mishaps):
    """Some laptops and a server; what they do is drawn from a seed, what they wrote is noted.

    Args:
        folder: for all the disks there are.
        seed: of everything.
        is_skewed: whether clocks jump; what is drawn is the same in either case.
        is_served_skewed: whether the server's does too.
    """

    def __init__(
        self, folder: Path, seed: int, *, is_skewed: bool = True, is_served_skewed: bool = True
    ) -> None:
        self.folder = folder
        self.seed = seed
        self.draw = random.Random(seed)
        self.now = START
        self.trace: list[str] = []
        self.is_skewed, self.is_served_skewed = is_skewed, is_served_skewed
        self.said = 0
        self.written: dict[str, ArticleId] = {}
        """Every word that was ever committed -> its article."""
        self.bodies: dict[str, ArticleId] = {}
        """Every copy that was committed as a version of its own."""
        self.removed: set[str] = set()
        """Words that a person took out, by a save or an answer."""
        self.answers: set[tuple[str, ArticleId, int]] = set()
        """Versions that a person made by an answer: laptop, article, number."""
        self.made: set[ArticleId] = set()
        self.acked: set[str] = set()
        """Keys of writes that a laptop was told of."""
        self.replayed: set[str] = set()
        """Those of them that had taken effect before, as another command."""
        self.editions: set[str] = set()
        self.deleted: set[ArticleId] = set()
        self.held: set[ArticleId] = set()
        """Stories that some laptop or the server had when the people came together."""
        self.unknown: dict[ArticleId, str] = {}
        """What a newer program wrote into a story, past this one."""
        self.asked_by_passage: set[ArticleId] = set()
        self.poisoned: set[ArticleId] = set()
        self.checks: list[Callable[[Simulator], None]] = []
        """Done in the middle, at any time."""
        self.steps = 0
        self.loop = asyncio.new_event_loop()
        self.server_clock = Clock(self)
        self.server = Server(
            folder / "server", templates() / "server", self.server_clock, self.loop
        )
        many = self.draw.choices([2, 3, 4], [6, 3, 1])[0]
        self.laptops = [Laptop(self, number) for number in range(many)]
        self.deeds = {
            self.type: 60,
            self.rewrite: 14,
            self.write: 6,
            self.fill_in: 16,
            self.caption: 10,
            self.add_picture: 5,
            self.act: 10,
            self.remark: 8,
            self.settle: 5,
            self.sync: 26,
            self.go_offline: 5,
            self.be_killed: 5,
            self.reopen: 1,
            self.jump: 4,
            self.hold: 1,
            self.hear_strangers: 3,
            self.say_again: 3,
            self.read_again: 3,
            self.poison: 1,
            self.server_jumps: 1,
            self.server_dies: 2,
            self.back_up: 2,
            self.restore: 1,
            self.revoke: 1,
            self.lose_disk: 1,
            self.delete: 1,
        }

    def close(self) -> None:
        for laptop in self.laptops:
            laptop.close()
        self.server.close()
        self.loop.close()

    def note(self, what: str) -> None:
        self.trace.append(what)

    def digest(self) -> str:
        """Of all that happened, and of all that the server then has."""
        rows = self.server.rows(
            "SELECT entity, id, rev, etag, op_id, at FROM revision ORDER BY 1,2,3"
        )
        told = [*self.trace, *(str(tuple(row)) for row in rows)]
        return hashlib.sha256("\n".join(told).encode()).hexdigest()

    def run(self, steps: int) -> None:
        for _ in range(steps):
            self.step()

    def step(self) -> None:
        """One thing that somebody does, or that befalls them."""
        self.steps += 1
        laptop = self.draw.choice(self.laptops)
        (deed,) = self.draw.choices(list(self.deeds), list(self.deeds.values()))
        self.now += timedelta(seconds=self.draw.randint(1, 200))
        self.note(f"{self.steps} {laptop.name}: {deed.__name__}")
        self._survived(laptop, deed)
        if self.draw.random() < 0.02:
            for check in self.checks:
                check(self)

    def _survived(self, laptop: Laptop, deed: Callable[[Laptop], None]) -> None:
        try:
            deed(laptop)
        except Crash:
            self.note(f"{laptop.name} dies")
            laptop.crash()

    def turn(self, laptop: Laptop, fault=lambda *_: None) -> None:
        self.now += timedelta(minutes=40)
        laptop.line.fault = fault
        try:
            status = laptop.desk.sync.once()
        finally:
            laptop.line.fault = lambda *_: None
            self._note_acked(laptop)
        assert status.error != "sync.broken", "the sync met something that it does not know"
        self.note(f"{status.line} {status.error} {status.waiting} {status.needs_you}")
        if status.error == "line.signed_out" and self.draw.random() < 0.5:
            laptop.pair()
            laptop.connect()

    def _note_acked(self, laptop: Laptop) -> None:
        for sent in laptop.line.heard:
            if sent.told.status in (200, 201):
                self.acked |= keys_of(sent)
                if sent.told.header("idempotent-replay"):
                    self.replayed |= keys_of(sent)
        laptop.answered = [*laptop.answered, *laptop.line.heard][-5:]
        laptop.line.heard.clear()

    # The end.

    def heal(self) -> None:
        """Everybody has a line and a token, and answers what they are asked."""
        self.note("heal")
        self.server.deliver_late(everything=True)
        for clock in (self.server_clock, *(each.clock for each in self.laptops)):
            clock.offset = timedelta()
        for laptop in self.laptops:
            laptop.is_offline = False
            laptop.pair()
            laptop.connect()
            self.held |= {each.id for each in laptop.articles()}
        for number in range(ROUNDS):
            for laptop in self.laptops:
                self.turn(laptop)
            if number == 2:
                self._check_poison()
            for laptop in self.laptops:
                self.settle(laptop)
                self._answer(laptop)
            if all(self._is_done(each) for each in self.laptops):
                break
        for laptop in self.laptops:
            self.turn(laptop)

    def _check_poison(self) -> None:
        for laptop in self.laptops:
            for row in laptop.desk.outbox.rows():
                is_free = row.article_id not in self.poisoned and row.state is OpState.INFLIGHT
                assert not is_free, f"property 15: {row} is still on its way"

    def _answer(self, laptop: Laptop) -> None:
        acts = {each.value for each in Act}
        for row in laptop.desk.outbox.rows():
            if row.state is not OpState.PARKED:
                continue
            self.note(f"{laptop.name}: {row.kind} {row.error}")
            if row.kind in acts and row.error in OVER:
                laptop.desk.outbox.cancel(row.op_id)
                continue
            if row.error == "picture_gone":
                # The server lost it before it was fetched here: the card is still in the camera.
                for data, _ in pictures():
                    laptop.desk.vault.put(io.BytesIO(data))
            if row.error in {"field", "forbidden"}:
                # What only this laptop still has, and may not write: it is given the right.
                laptop.role = Role.EDITOR
                laptop.pair()
                laptop.connect()
            laptop.desk.outbox.retry(row.op_id)
        for article in laptop.articles():
            if any(not each.name for each in article.placements):
                mended = tuple(each for each in article.placements if each.name)
                whole = replace(article, placements=mended)
                self.removed |= words_of(article) - words_of(whole)
                laptop.desk.articles.save(whole, origin="test")

    def _is_done(self, laptop: Laptop) -> bool:
        outbox = laptop.desk.outbox
        return not (outbox.waiting() or outbox.needs_you() or laptop.desk.mirror.unmerged())

    # The oracle's memory.

    def forgive(self) -> None:
        """A disk is gone: what stood on no other is not asked for."""
        found = everything(self.laptops, self.server)
        gone = [word for word, of in self.written.items() if word not in found.texts.get(of, "")]
        for word in gone:
            del self.written[word]
        for body in [each for each in self.bodies if each not in found.bodies]:
            del self.bodies[body]
        self.note(f"forgiven {len(gone)}")


@contextmanager
def simulated(seed: int, **options: bool) -> Iterator[Simulator]:
    """A newsroom by a seed; every failure in the block says how it is replayed."""
    state = random.getstate()
    shelf = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    templates(), pictures()
    random.seed(seed)
    source = random.Random(f"{seed} urandom")
    # What is there already need not be looked through again and again.
    gc.freeze()
    gc.disable()
    with (
        tempfile.TemporaryDirectory(dir=shelf) as folder,
        _one_thread(),
        understood(),
        mock.patch("os.urandom", source.randbytes),
    ):
        world = Simulator(Path(folder), seed, **options)
        try:
            yield world
        except BaseException as error:
            error.add_note(f"STET_SEED={seed} step {world.steps}")
            error.add_note("\n".join(world.trace[-60:]))
            raise
        finally:
            world.close()
            random.setstate(state)
            gc.enable()
            gc.collect()
            gc.unfreeze()


@contextmanager
def _one_thread() -> Iterator[None]:
    """What the server would do in a thread of its pool is done here and now."""

    async def here(work, *args, **_options):
        return work(*args)

    with mock.patch("anyio.to_thread.run_sync", here):
        yield
