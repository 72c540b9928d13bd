# SPDX-License-Identifier: GPL-3.0-or-later
"""A newsroom by a seed: laptops with real stores and the real server in one process, one thread.

Everybody's clock, every random number and every fault of the line come from the seed, so that the
same seed does the same again, to the byte.
"""

import asyncio
import atexit
import gc
import hashlib
import io
import random
import shutil
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from unittest import mock

import sqlalchemy as sa
from PIL import Image

from editor import wire
from editor.cms.reference import Reference
from editor.desk import Desk
from editor.errors import Refused
from editor.model.article import Article, ArticleId, Author, place
from editor.model.operation import Done, Entity, Operation, OpKind
from editor.model.picture import Picture, Placement
from editor.model.rows import OpState, StoryFilter
from editor.model.workflow import Act, Role, State
from editor.pictures.intake import Intake
from editor.pictures.vault import Vault
from editor.server.archive import Archive
from editor.text.passages import Choice, choose, passages
from tests.builders import PROFILE
from tests.machines.line import FOREIGN, Fault, Line, Sent
from tests.machines.server import Crash, Server, share_compiled

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
START = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
TEN_YEARS = timedelta(days=3652)
ALL = StoryFilter(states=tuple(State))
MOST_ARTICLES = 7
ROUNDS = 30
PICTURES = 5
ROLES = (Role.EDITOR, Role.PHOTO, Role.WRITER, Role.ADMIN)
_FAULTS = (
    *(each for each in Fault if "dies" not in each),
    *[Fault.DROP_BEFORE, Fault.DROP_AFTER, Fault.DELAY, Fault.DUPLICATE, Fault.REORDER] * 2,
    *(each for each in Fault if "dies" in each),
)


class Clock:
    """One computer's clock: it may be wrong by years, and stands still between two steps."""

    def __init__(self, world: "Simulator") -> None:
        self._world = world
        self.offset = timedelta()

    def __call__(self) -> datetime:
        return self._world.now + self.offset


class Laptop:
    """One person's desk, its store on a real disk, and its line to the server."""

    def __init__(self, world: "Simulator", number: int) -> None:
        self.world = world
        self.role = ROLES[number]
        self.name = f"{self.role.value}{number}"
        self.folder = world.folder / self.name
        self.clock = Clock(world)
        self.is_offline = False
        self.dies_in: int | None = None
        """So many commits from now; None: it lives."""
        self.dies_after = False
        """Once the commit is on the disk, or just before."""
        self.answered: list[Sent] = []
        self.token = ""
        shutil.copytree(_templates() / "laptop", self.folder)
        self.pair()
        self.open()

    def pair(self) -> None:
        self.token = self.world.server.token(self.name, self.role)

    def open(self) -> None:
        self.desk = Desk.open(self.folder, resources=RESOURCES, clock=self.clock)
        for engine in (self.desk.database._writer, self.desk.database._reader):
            share_compiled(engine)
        sa.event.listen(self.desk.database._writer, "commit", self._before_commit)
        self.desk.database.listen(self._after_commit)
        self.connect()

    def connect(self) -> None:
        """A site with the token as it now is."""
        self.line = Line(self.world.server, note=self.world.note)
        known = self.desk.mirror.server_id()
        site = Reference("http://127.0.0.1", self.token, server_id=known, transport=self.line)
        self.desk.use_site(site)

    def close(self) -> None:
        self.desk.close()

    def crash(self) -> None:
        """Killed and started again: nothing is closed in order, and the note of that stays."""
        database = self.desk.database
        database._dispose()
        database._journal.close()
        database._place.let_go()
        self.dies_in = None
        self.open()

    def lose_disk(self) -> None:
        """A new laptop for the same person."""
        self.close()
        shutil.rmtree(self.folder)
        shutil.copytree(_templates() / "laptop", self.folder)
        self.pair()
        self.open()

    def articles(self) -> list[Article]:
        with self.desk.database.read() as connection:
            asked = sa.text("SELECT doc FROM record WHERE entity = 'articles' ORDER BY id")
            docs = connection.execute(asked).scalars().all()
        return [wire.article_from_doc(wire.parse(doc)) for doc in docs]

    def rows(self, query: str) -> list:
        with self.desk.database.read() as connection:
            return connection.execute(sa.text(query)).all()

    def _before_commit(self, _) -> None:
        if self.dies_in is not None and not self.dies_after:
            self._count_down()

    def _after_commit(self, _) -> None:
        if self.dies_in is not None and self.dies_after:
            self._count_down()

    def _count_down(self) -> None:
        self.dies_in -= 1
        if self.dies_in < 0:
            raise Crash


class Simulator:
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
        self.written: dict[str, ArticleId] = {}
        """Every word that was ever committed -> its article."""
        self.bodies: dict[str, ArticleId] = {}
        """Every copy that was committed as a version of its own."""
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
            folder / "server", _templates() / "server", self.server_clock, self.loop
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

    # What people do.

    def type(self, laptop: Laptop) -> None:
        """A word more at the end of a paragraph, or a new paragraph."""
        article = self._some(laptop)
        if article is None or laptop.role is Role.PHOTO:
            return
        word = self._word()
        blocks = article.body.split("\n\n")
        plain = [number for number, each in enumerate(blocks) if each.startswith("para")]
        if not plain or self.draw.random() < 0.2:
            blocks.insert(self.draw.randint(0, len(blocks)), f"para {word}")
        else:
            blocks[self.draw.choice(plain)] += f" {word}"
        self._save(laptop, replace(article, body="\n\n".join(blocks)), word, "typing")

    def rewrite(self, laptop: Laptop) -> None:
        """A paragraph anew, gone, or moved; a note is put in."""
        article = self._some(laptop)
        if article is None or laptop.role is Role.PHOTO:
            return
        word = self._word()
        blocks = article.body.split("\n\n")
        plain = [number for number, each in enumerate(blocks) if each.startswith("para")]
        how = self.draw.choice(["anew", "gone", "moved", "note"])
        if how == "note":
            blocks = [*blocks, f"para {word} [^{word}]", f"[^{word}]: source {word}"]
        elif plain:
            number = self.draw.choice(plain)
            is_noted = "[^" in blocks[number]
            block = blocks.pop(number)
            if is_noted or how == "moved":
                blocks.insert(self.draw.randint(0, len(blocks)), block)
            if how == "anew":
                blocks.insert(number, f"para {word}")
        self._save(laptop, replace(article, body="\n\n".join(blocks)), word, "command")

    def write(self, laptop: Laptop) -> None:
        """A new story."""
        if len(self.made) >= MOST_ARTICLES or laptop.role is Role.PHOTO:
            return
        article_id = ArticleId(f"01900000-0000-7000-8000-{len(self.made):012d}")
        word = self._word()
        newer = {"future": f"kept {word}"} if self.draw.random() < 0.3 else {}
        article = Article(
            id=article_id,
            headline=f"headline {word}",
            body=f"para {word}\n\npara two\n\npara three\n\npara four",
            authors=(Author(person="Trần Thị Một"),),
            category="tin-tuc",
            extra=newer,
        )
        self.made.add(article_id)
        self._save(laptop, article, word, "command")
        if newer:
            self.unknown[article_id] = newer["future"]

    def fill_in(self, laptop: Laptop) -> None:
        """A field other than the copy."""
        article = self._some(laptop)
        if article is None or laptop.role is Role.PHOTO:
            return
        word = self._word()
        change = self.draw.choice(
            [
                {"headline": f"headline {word}"},
                {"standfirst": f"standfirst {word}"},
                {"kicker": word},
                {"ednote": f"note {word}"},
                {"tags": (*article.tags, word)},
                {"tags": (word, *article.tags[1:])},
                {"authors": (*article.authors, Author(person=word))},
            ]
        )
        self._save(laptop, replace(article, **change), word, "command")

    def caption(self, laptop: Laptop) -> None:
        """The photo desk: words under a picture in a story, or what is known of the picture."""
        article = self._some(laptop, is_pictured=True)
        if article is None:
            return
        word = self._word()
        number = self.draw.randrange(len(article.placements))
        placement = article.placements[number]
        if self.draw.random() < 0.3:
            known = laptop.desk.articles.picture(placement.sha256)
            del self.written[word]
            if known is not None:
                named = replace(known, credit=word)
                laptop.desk.articles.save_picture(named, origin="test")
            return
        said = replace(placement, caption=f"caption {word}", alt_text="alt")
        placements = list(article.placements)
        placements[number] = said
        self._save(laptop, replace(article, placements=tuple(placements)), word, "command")

    def add_picture(self, laptop: Laptop) -> None:
        """A picture into the strip, and into the copy."""
        article = self._some(laptop)
        number = self.draw.randrange(PICTURES)
        if article is None or laptop.role is Role.PHOTO:
            return
        data, picture = _pictures()[number]
        laptop.desk.vault.put(io.BytesIO(data))
        if laptop.desk.articles.picture(picture.sha256) is None:
            laptop.desk.articles.save_picture(picture, origin="test")
        pictured = place(article, picture)
        if pictured is article:
            return
        word = self._word()
        body = f"{article.body}\n\n![]({pictured.placements[-1].name})\n\npara {word}"
        self._save(laptop, replace(pictured, body=body), word, "command")

    def act(self, laptop: Laptop) -> None:
        """Submit, publish, take down, spike: whatever this person may do."""
        article = self._some(laptop)
        if article is None:
            return
        may = [*laptop.desk.acts.possible(article)]
        if not may:
            return
        act = self.draw.choice([each for each in may if each is not Act.SPIKE] * 3 + may)
        profile = laptop.desk.profile
        try:
            op_id = laptop.desk.acts.perform(
                article.id, act, profile=profile, reason="why", origin="test"
            )
        except Refused as error:
            assert error.code in {"acts.checks_failed", "acts.open_clash"}, error  # noqa: PT017
            return
        found = laptop.rows(f"SELECT edition FROM outbox WHERE op_id = '{op_id}'")
        self.editions |= {each.edition for each in found}

    def settle(self, laptop: Laptop) -> None:
        """A person answers what is asked; a picture's question is asked in each of its stories."""
        while open_ := laptop.desk.mirror.clashes():
            clash = open_[0]
            chosen = self.draw.choice([clash.mine, clash.theirs])
            if clash.field == "body":
                self.asked_by_passage.add(clash.article_id)
                if self.draw.random() < 0.7:
                    chosen = self._by_passage(clash)
            laptop.desk.mirror.settle_clash(clash.article_id, clash.field, chosen, origin="test")

    def _by_passage(self, clash) -> str:
        found = passages(clash.base, clash.mine, clash.theirs)
        return choose(found, [self.draw.choice(list(Choice)) for each in found if each.is_clash])

    def sync(self, laptop: Laptop) -> None:
        """One turn on a line that is good, bad, or not there."""
        badness = self.draw.choice([0.0, 0.0, 0.08, 0.3, 0.9])
        if laptop.is_offline:
            self._turn(laptop, lambda *_: Fault.DROP_BEFORE)
            return
        draw = self.draw
        is_typing = draw.random() < 0.3

        def meanwhile() -> None:
            if is_typing and draw.random() < 0.2:
                self.note("typed meanwhile")
                self.type(laptop)

        laptop.line.meanwhile = meanwhile
        try:
            self._turn(laptop, lambda *_: draw.choice(_FAULTS) if draw.random() < badness else None)
        finally:
            laptop.line.meanwhile = lambda: None

    def _turn(self, laptop: Laptop, fault=lambda *_: None) -> None:
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
                self.acked |= _keys(sent)
                if sent.told.header("idempotent-replay"):
                    self.replayed |= _keys(sent)
        laptop.answered = [*laptop.answered, *laptop.line.heard][-5:]
        laptop.line.heard.clear()

    def hold(self, laptop: Laptop) -> None:
        """Say that one has a story open: advice to others, no bar."""
        article = self._some(laptop)
        if article is not None and laptop.desk.sync._site is not None and not laptop.is_offline:
            try:
                laptop.desk.sync._site.hold(article.id, "writing")
            except Refused as error:
                assert error.code == "line.signed_out", error  # noqa: PT017

    # What befalls them.

    def go_offline(self, laptop: Laptop) -> None:
        laptop.is_offline = not laptop.is_offline

    def be_killed(self, laptop: Laptop) -> None:
        """At a commit, before or after it is on the disk, while something goes on."""
        laptop.dies_after = self.draw.random() < 0.5
        deed = self.draw.choice([self.sync, self.sync, self.type, self.rewrite, self.caption])
        laptop.dies_in = 0 if deed != self.sync else self.draw.randint(0, 12)
        try:
            deed(laptop)
        finally:
            laptop.dies_in = None
        raise Crash

    def reopen(self, laptop: Laptop) -> None:
        laptop.close()
        laptop.open()

    def jump(self, laptop: Laptop) -> None:
        """The clock goes wrong, by years."""
        offset = self.draw.choice([-TEN_YEARS, TEN_YEARS, timedelta(), timedelta(hours=-7)])
        if self.is_skewed:
            laptop.clock.offset = offset

    def server_jumps(self, _: Laptop) -> None:
        offset = self.draw.choice([-TEN_YEARS, TEN_YEARS, timedelta(), timedelta()])
        if self.is_served_skewed:
            self.server_clock.offset = offset

    def server_dies(self, _: Laptop) -> None:
        self.server.restart()

    def back_up(self, _: Laptop) -> None:
        self.server.back_up()

    def restore(self, _: Laptop) -> None:
        """Any earlier copy, with the command or without it, with the pictures or without."""
        if not self.server.backups:
            return
        backup = self.draw.choice(self.server.backups)
        epoch = f"epoch-{self.draw.randrange(10**9)}" if self.draw.random() < 0.6 else ""
        self.server.restore(backup, epoch=epoch, keeps_blobs=self.draw.random() < 0.5)
        self.acked &= {row.op_id for row in self.server.rows("SELECT op_id FROM receipt")}
        for laptop in self.laptops:
            laptop.answered.clear()
        self.forgive()

    def revoke(self, laptop: Laptop) -> None:
        self.server.revoke(laptop.name)

    def lose_disk(self, laptop: Laptop) -> None:
        laptop.lose_disk()
        self.forgive()

    def delete(self, _: Laptop) -> None:
        """An administrator deletes a story on the server."""
        rows = self.server.rows(
            "SELECT h.id, r.etag FROM head h JOIN revision r ON r.entity = h.entity"
            " AND r.id = h.id AND r.rev = h.rev WHERE h.entity = 'articles' AND NOT r.is_deleted"
            " ORDER BY h.id"
        )
        if not rows or self.draw.random() < 0.5:
            return
        row = self.draw.choice(rows)
        key = f"delete-{self.steps}"
        about = (Entity.ARTICLE, row.id, OpKind.DELETE, b"{}", row.etag)
        site = self.administrator()
        outcome = site.push(Operation(key, *about))
        site.close()
        if isinstance(outcome, Done):
            self.deleted.add(ArticleId(row.id))
        self.note(f"deleted {row.id}" if isinstance(outcome, Done) else "not deleted")

    def administrator(self) -> Reference:
        """A good line to the server with every right."""
        token = self.server.token("chief", Role.ADMIN)
        return Reference("http://127.0.0.1", token, transport=Line(self.server))

    def poison(self, laptop: Laptop) -> None:
        """A story that the server will refuse for ever, as it stands."""
        article = self._some(laptop)
        if article is None or laptop.role is Role.PHOTO or self.poisoned:
            return
        _, picture = _pictures()[PICTURES]
        laptop.desk.vault.put(io.BytesIO(_pictures()[PICTURES][0]))
        if laptop.desk.articles.picture(picture.sha256) is None:
            laptop.desk.articles.save_picture(picture, origin="test")
        bad = Placement(sha256=picture.sha256, name="")
        self.poisoned.add(article.id)
        word = self._word()
        placements = (*article.placements, bad)
        self._save(laptop, replace(article, placements=placements, kicker=word), word, "command")

    # What is asserted on the way: see tests/machines/properties.py.

    def hear_strangers(self, laptop: Laptop) -> None:
        """A whole turn in which nobody answers who is our server."""
        before = kept(laptop)
        self._turn(laptop, lambda *_: self.draw.choice(FOREIGN))
        assert kept(laptop) == before, "property 13: a stranger was believed"

    def say_again(self, laptop: Laptop) -> None:
        """A write that was answered arrives once more; and another one under its key."""
        if not laptop.answered:
            return
        sent = self.draw.choice(laptop.answered)
        keys = _keys(sent)
        headers = dict(sent.headers)
        is_write = "idempotency-key" in headers and sent.told.status in (200, 201)
        is_write = is_write and "content-encoding" not in headers
        if not is_write or not keys <= self.acked or laptop.is_offline:
            return
        fresh = (*sent.headers, ("authorization", f"Bearer {laptop.token}"))
        again = self.server.ask(sent.method, sent.path, fresh, sent.body)
        if again.status == 401:
            return
        assert (again.status, again.body, again.header("idempotent-replay")) == (
            sent.told.status,
            sent.told.body,
            "1",
        ), "property 11: a repeat was not answered as the first time"
        other = self.server.ask(sent.method, sent.path, fresh, sent.body.replace(b"{", b"{ ", 1))
        is_act = sent.path.endswith("/transitions")
        assert other.status == 422 or is_act, "property 11: a key was used twice"

    def read_again(self, laptop: Laptop) -> None:
        """A page of the feed comes twice."""
        site, loop = laptop.desk.sync._site, laptop.desk.sync
        if laptop.is_offline or site is None or loop.server is None:
            return
        try:
            page = site.changes(laptop.desk.mirror.cursor())
        except Exception:  # a cursor of another history, or a token taken back
            return
        laptop.desk.mirror.receive(page, loop.server)
        before = all_of(laptop)
        laptop.desk.mirror.receive(page, loop.server)
        assert all_of(laptop) == before, "property 9: a page that came twice changed something"

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
                self._turn(laptop)
            if number == 2:
                self._check_poison()
            for laptop in self.laptops:
                self.settle(laptop)
                self._answer(laptop)
            if all(self._is_done(each) for each in self.laptops):
                break
        for laptop in self.laptops:
            self._turn(laptop)

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
            is_over = row.error in {"invalid_transition", "forbidden", "deleted", "unknown_id"}
            if row.kind in acts and is_over:
                laptop.desk.outbox.cancel(row.op_id)
                continue
            if row.error == "picture_gone":
                # The server lost it before it was fetched here: the card is still in the camera.
                for data, _ in _pictures():
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
                laptop.desk.articles.save(replace(article, placements=mended), origin="test")

    def _is_done(self, laptop: Laptop) -> bool:
        outbox = laptop.desk.outbox
        return not (outbox.waiting() or outbox.needs_you() or laptop.desk.mirror.unmerged())

    # The oracle's memory.

    def forgive(self) -> None:
        """A disk is gone: what stood on no other is not asked for."""
        found = everything(self)
        gone = [word for word, of in self.written.items() if word not in found.texts.get(of, "")]
        for word in gone:
            del self.written[word]
        for body in [each for each in self.bodies if each not in found.bodies]:
            del self.bodies[body]
        self.note(f"forgiven {len(gone)}")

    def _some(self, laptop: Laptop, *, is_pictured: bool = False) -> Article | None:
        ids = sorted(self.made)
        self.draw.shuffle(ids)
        for article_id in ids:
            article = laptop.desk.articles.find(article_id)
            if article is not None and (article.placements or not is_pictured):
                return article
        return None

    def _word(self) -> str:
        word = f"w{len(self.trace)}x{self.draw.randrange(10**6)}"
        self.written[word] = ArticleId("")
        return word

    def _save(self, laptop: Laptop, article: Article, word: str, reason: str) -> None:
        del self.written[word]
        try:
            laptop.desk.articles.save(article, origin="test", reason=reason)
        except Crash:
            if not laptop.dies_after:
                raise
            self._note_written(article, word, reason)
            raise
        self._note_written(article, word, reason)

    def _note_written(self, article: Article, word: str, reason: str) -> None:
        if word in str(wire.article_to_doc(article)):
            self.written[word] = article.id
        if reason != "typing":
            self.bodies[article.body] = article.id


class Found:
    """Everything that stands anywhere, live or in a history."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}
        self.bodies: set[str] = set()

    def add(self, article_id: str, data: bytes | str) -> None:
        doc = wire.parse(data)
        told = data if isinstance(data, str) else data.decode()
        self.texts[article_id] = f"{self.texts.get(article_id, '')} {told}"
        self.bodies.add(str(doc.get("body", "")))


def everything(world: Simulator) -> Found:
    """All texts of all laptops and of the server."""
    found = Found()
    for laptop in world.laptops:
        for row in laptop.rows("SELECT id, doc FROM record WHERE entity = 'articles'"):
            found.add(row.id, row.doc)
        for row in laptop.rows("SELECT article_id, doc FROM version WHERE doc IS NOT NULL"):
            found.add(row.article_id, zlib.decompress(row.doc))
    for row in world.server.rows("SELECT id, doc FROM revision WHERE entity = 'articles'"):
        found.add(row.id, row.doc)
    return found


def kept(laptop: Laptop) -> tuple:
    """What no stranger may touch: documents, cursor, history, questions, what waits."""
    return (
        laptop.rows("SELECT entity, id, doc, base, base_etag, is_unseen FROM record"),
        laptop.rows("SELECT entity, id, rev, etag FROM shadow"),
        laptop.rows("SELECT key, value FROM fact"),
        laptop.rows("SELECT article_id, number FROM version"),
        laptop.rows("SELECT op_id, entity_id, act, edition FROM outbox"),
        laptop.rows("SELECT entity, id, field FROM clash"),
        laptop.token,
    )


def all_of(laptop: Laptop) -> tuple:
    """As `kept`, and every state of what waits."""
    return (*kept(laptop), laptop.rows("SELECT * FROM outbox"))


def _keys(sent) -> set[str]:
    """The idempotency keys of a write."""
    key = dict(sent.headers).get("idempotency-key")
    if key:
        return {key}
    if not sent.path.endswith("/batch"):
        return set()
    asked, told = _read(sent.body)["ops"], _read(sent.told.body)["results"]
    pairs = zip(asked, told, strict=True)
    return {op["key"] for op, result in pairs if result["status"] in (200, 201)}


def _read(data: bytes) -> dict:
    """A document as it went over the line, packed or not."""
    return wire.parse(zlib.decompress(data, 31) if data.startswith(b"\x1f\x8b") else data)


@contextmanager
def simulated(seed: int, **options: bool) -> Iterator[Simulator]:
    """A newsroom by a seed; every failure in the block says how it is replayed."""
    state = random.getstate()
    shelf = Path("/dev/shm") if Path("/dev/shm").is_dir() else None
    _templates(), _pictures()
    random.seed(seed)
    source = random.Random(f"{seed} urandom")
    # What is there already need not be looked through again and again.
    gc.freeze()
    gc.disable()
    with (
        tempfile.TemporaryDirectory(dir=shelf) as folder,
        _one_thread(),
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

    async def here(work, *args, **kwargs):
        return work(*args, **kwargs)

    with (
        mock.patch("fastapi.routing.run_in_threadpool", here),
        mock.patch("fastapi.dependencies.utils.run_in_threadpool", here),
        mock.patch("editor.server.api.run_in_threadpool", here),
    ):
        yield


@cache
def _templates() -> Path:
    """An empty store and an empty archive, made once: making them costs more than a whole run."""
    shelf = "/dev/shm" if Path("/dev/shm").is_dir() else None
    folder = Path(tempfile.mkdtemp(dir=shelf))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    desk = Desk.open(folder / "laptop", resources=RESOURCES)
    desk.close()
    # Room for the last words of a full disk: here a name is enough.
    (folder / "laptop" / "reserve").write_bytes(b"")
    with mock.patch("os.urandom", random.Random("template").randbytes):
        Archive(folder / "server", PROFILE, lambda: START).close()
    return folder


@cache
def _pictures() -> tuple[tuple[bytes, Picture], ...]:
    """A few real pictures and what is known of each; two have one name."""
    with tempfile.TemporaryDirectory() as folder:
        intake = Intake(Vault(Path(folder)))
        made = [_a_jpeg(number) for number in range(PICTURES + 1)]
        names = [f"market{number // 2}.jpg" for number in range(PICTURES + 1)]
        return tuple(
            (data, replace(intake.take_bytes(data, name), credit="Một"))
            for data, name in zip(made, names, strict=True)
        )


def _a_jpeg(seed: int) -> bytes:
    with io.BytesIO() as file:
        colour = (seed * 53 % 256, seed * 97 % 256, seed * 31 % 256)
        Image.new("RGB", (48, 32), colour).save(file, "JPEG", comment=str(seed).encode())
        return file.getvalue()
