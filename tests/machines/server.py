# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server application in this process, to ask, to kill, to back up and to set back."""

import asyncio
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa
from fastapi import FastAPI

from editor.model.workflow import Role
from editor.pictures.renditions import Renditions
from editor.server import app as application
from editor.server.archive import Archive
from editor.server.limits import Rate
from tests.builders import PROFILE
from tests.contracts.houses import TEMPLATES

FILE = "archive.sqlite"
_RATE = Rate(requests_per_s=1e9, burst=10**9)
"""The limiter counts real seconds, of which a simulation has none."""


class Crash(BaseException):
    """A process ends here and now."""


@dataclass(frozen=True, slots=True)
class Told:
    """A reply as it left the server."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def header(self, name: str) -> str:
        return dict(self.headers).get(name, "")


@dataclass(frozen=True, slots=True)
class Backup:
    """What an administrator kept."""

    file: Path
    blobs: frozenset[str]


class Server:
    """One house. A request that was kept back by the line is delivered some requests later."""

    def __init__(self, folder: Path, template: Path, clock: Callable[[], datetime], loop) -> None:
        self.folder = folder
        self.clock = clock
        self.loop: asyncio.AbstractEventLoop = loop
        self.dies = False
        self.late: list[list] = []
        self.backups: list[Backup] = []
        shutil.copytree(template, folder)
        self._open()

    def _open(self) -> None:
        self.archive = Archive(self.folder, PROFILE, self.clock)
        self.server_id = self.archive.server_id
        sizes = Renditions(self.archive.vault, self.folder / "sizes")
        self.app: FastAPI = application.create_app(self.archive, sizes, TEMPLATES, rate=_RATE)
        database = self.archive.database
        # Not by an event of the engine: with one, every statement looks for events.
        database._connected = self._dying(database._connected)

    def _dying(self, connected):
        """The same connections, of which one dies just before its commit when it is told to."""

        @contextmanager
        def dying(*, is_writer: bool):
            with connected(is_writer=is_writer) as connection:
                yield connection
                if self.dies and is_writer:
                    self.dies = False
                    raise Crash

        return dying

    def close(self) -> None:
        self.archive.close()

    def restart(self) -> None:
        """Killed and started again."""
        self.close()
        self._open()

    def ask(self, method: str, path: str, headers, body: bytes) -> Told:
        """One request and the reply, as it leaves."""
        where, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.4"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": where,
            "raw_path": where.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers],
            "server": ("127.0.0.1", 80),
            "client": ("127.0.0.1", 1),
        }
        heard = [{"type": "http.request", "body": body, "more_body": False}]
        sent: list[dict] = []

        async def receive():
            return heard.pop() if heard else {"type": "http.disconnect"}

        async def send(message):
            sent.append(message)

        self.loop.run_until_complete(self.app(scope, receive, send))
        told = [(name.decode(), value.decode()) for name, value in sent[0]["headers"]]
        return Told(sent[0]["status"], told, b"".join(each.get("body", b"") for each in sent[1:]))

    def keep(self, asked, after: int) -> None:
        """A request that arrives when others have overtaken it."""
        self.late.append([after, asked])

    def deliver_late(self, *, everything: bool = False) -> None:
        """What is due of what was kept back arrives, and nobody hears the reply."""
        for each in self.late:
            each[0] -= 1
        due = [each for each in self.late if each[0] < 0 or everything]
        self.late = [each for each in self.late if each not in due]
        for _, asked in due:
            self.ask(*asked)

    def token(self, person: str, role: Role) -> str:
        """A device is paired."""
        code = self.archive.tokens.pairing_code(person, role)
        return self.archive.tokens.pair(code, f"{person}'s laptop")[0]

    def revoke(self, person: str) -> None:
        self.archive.tokens.revoke_all(person)

    def blobs(self) -> frozenset[str]:
        folder = self.archive.vault.folder
        return frozenset(path.name for path in folder.glob("*/*") if len(path.name) == 64)

    def back_up(self) -> None:
        """Keep a copy of everything as it is."""
        file = self.folder / f"backup{len(self.backups)}"
        with sqlite3.connect(self.folder / FILE) as source, sqlite3.connect(file) as target:
            source.backup(target)
        source.close()
        target.close()
        self.backups.append(Backup(file, self.blobs()))

    def restore(self, backup: Backup, *, epoch: str, keeps_blobs: bool) -> None:
        """Go back to a copy.

        Args:
            backup: which.
            epoch: the new one, as the restore command sets it; empty: an administrator copied
                the file and forgot.
            keeps_blobs: the folder of originals survived.
        """
        self.close()
        for ending in ("-wal", "-shm"):
            (self.folder / f"{FILE}{ending}").unlink(missing_ok=True)
        shutil.copyfile(backup.file, self.folder / FILE)
        if epoch:
            with sqlite3.connect(self.folder / FILE) as file:
                file.execute("UPDATE meta SET value = ? WHERE name = 'epoch'", (epoch,))
            file.close()
        if not keeps_blobs:
            for name in self.blobs() - backup.blobs:
                self.archive.vault.path(name).unlink()
        self._open()

    def rows(self, query: str) -> list:
        """What stands in the archive."""
        with self.archive.database.reading() as connection:
            return connection.execute(sa.text(query)).all()
