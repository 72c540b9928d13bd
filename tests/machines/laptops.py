# SPDX-License-Identifier: GPL-3.0-or-later
"""The laptops of a simulated newsroom: real stores, to kill, to lose, and with clocks to set."""

import atexit
import io
import random
import shutil
import tempfile
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import Protocol
from unittest import mock

import sqlalchemy as sa
from PIL import Image

from editor import wire
from editor.cms.reference import Reference
from editor.desk import Desk
from editor.model.article import Article, ArticleId
from editor.model.picture import Picture
from editor.model.workflow import Role
from editor.pictures.intake import Intake
from editor.pictures.vault import Vault
from editor.server.archive import Archive
from tests.builders import PROFILE
from tests.machines.line import Line, Sent
from tests.machines.server import Crash, Server

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
START = datetime(2026, 3, 1, 5, 0, tzinfo=UTC)
PICTURES = 5
_DOCS = sa.text("SELECT doc FROM record WHERE entity = 'articles' ORDER BY id")
_DOC = sa.text("SELECT doc FROM record WHERE entity = 'articles' AND id = :its_id")
ROLES = (Role.EDITOR, Role.PHOTO, Role.WRITER, Role.ADMIN)


class World(Protocol):
    """What a laptop needs to know of the rest."""

    now: datetime
    folder: Path
    server: Server

    def note(self, what: str) -> None: ...


class Clock:
    """One computer's clock: it may be wrong by years, and stands still between two steps."""

    def __init__(self, world: "World") -> None:
        self._world = world
        self.offset = timedelta()

    def __call__(self) -> datetime:
        return self._world.now + self.offset


class Laptop:
    """One person's desk, its store on a real disk, and its line to the server."""

    def __init__(self, world: "World", number: int) -> None:
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
        shutil.copytree(templates() / "laptop", self.folder)
        self.pair()
        self.open()

    def pair(self) -> None:
        self.token = self.world.server.token(self.name, self.role)

    def open(self) -> None:
        self.desk = Desk.open(self.folder, resources=RESOURCES, clock=self.clock)
        database = self.desk.database
        # Not by an event of the engine: with one, every statement looks for events.
        database.write = self._dying(database.write)
        database.listen(self._after_commit)
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
        shutil.copytree(templates() / "laptop", self.folder)
        self.pair()
        self.open()

    def articles(self) -> list[Article]:
        with self.desk.database.read() as connection:
            docs = connection.execute(_DOCS).scalars().all()
        return [_read(doc) for doc in docs]

    def article(self, article_id: ArticleId) -> Article | None:
        """As `desk.articles.find`."""
        with self.desk.database.read() as connection:
            doc = connection.execute(_DOC, {"its_id": article_id}).scalar()
        return None if doc is None else _read(doc)

    def rows(self, query: str) -> list:
        with self.desk.database.read() as connection:
            return connection.execute(sa.text(query)).all()

    def _dying(self, write):
        """The same writes, of which one dies just before its commit when that is due."""

        @contextmanager
        def dying(origin: str):
            with write(origin) as writing:
                yield writing
                if self.dies_in is not None and not self.dies_after:
                    self._count_down()

        return dying

    def _after_commit(self, _) -> None:
        if self.dies_in is not None and self.dies_after:
            self._count_down()

    def _count_down(self) -> None:
        self.dies_in -= 1
        if self.dies_in < 0:
            raise Crash


@lru_cache(maxsize=1000)
def _read(doc: bytes) -> Article:
    # The oracle looks at the same few documents after each deed.
    return wire.article_from_doc(wire.parse(doc))


@cache
def templates() -> Path:
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
def pictures() -> tuple[tuple[bytes, Picture], ...]:
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
