# SPDX-License-Identifier: GPL-3.0-or-later
"""A PostgreSQL of the tests' own: started in a temporary folder, stopped at the end."""

import ctypes
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psycopg

from editor.server.database import Database

START_S = 60
_PR_SET_PDEATHSIG = 1
_SETTINGS = {
    "listen_addresses": "",
    "autovacuum": "off",
    "max_connections": "200",
    "log_min_messages": "fatal",
}
_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}

_EMPTY = """
DO $$
DECLARE found record;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR found IN
        SELECT relname FROM pg_class
        WHERE relnamespace = 'public'::regnamespace
        AND relkind = 'r' AND relname <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %I', found.relname);
    END LOOP;
    INSERT INTO counter (name, n) VALUES ('feed', 0);
END $$
"""
"""As the migrations leave it; nothing in it counts by a sequence."""


class Postgres:
    """A running server, reached through a socket in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._of_folder: dict[Path, str] = {}
        self._free: list[str] = []
        self._pattern = ""

    def address(self, name: str, user: str = "stet") -> str:
        """How a database of this server is called."""
        return f"postgresql://{user}@/{name}?host={self.folder}"

    def database(self) -> str:
        """The address of a new, empty database."""
        return self.address(self._new())

    def _new(self, pattern: str = "template1") -> str:
        name = f"stet_{uuid4().hex}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {pattern}")
        return name

    def database_for(self, folder: Path) -> str:
        """The database in which the archive of a folder is kept: always the same one."""
        if folder not in self._of_folder:
            self._of_folder[folder] = self.database()
        return self._of_folder[folder]

    @contextmanager
    def lending(self) -> Iterator[Callable[[Path], str]]:
        """For as long as the block lasts, databases for archives as `database_for` names them.

        They have their tables already, and are emptied for the next block: to make one, to bring
        it up to date and to throw it away costs half a second and a thousand files.
        """
        lent: dict[Path, str] = {}

        def of(folder: Path) -> str:
            if folder not in lent:
                lent[folder] = self._free.pop() if self._free else self._with_tables()
            return lent[folder]

        yield of
        for address in lent.values():
            with psycopg.connect(address) as connection:
                connection.execute(_EMPTY)
            self._free.append(address)

    def _with_tables(self) -> str:
        if not self._pattern:
            self._pattern = self._new()
            Database(self.folder, self.address(self._pattern)).close()
        return self.address(self._new(self._pattern))


@contextmanager
def running(*, is_durable: bool = False) -> Iterator[Postgres]:
    """A server for as long as the block lasts.

    Args:
        is_durable: it waits for the disk, as a newsroom's does; a test has no use for that.
    """
    # Hundreds of databases of some megabytes each: too much for a disk in memory.
    shelf = "/var/tmp" if Path("/var/tmp").is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix="stet-postgres-", dir=shelf))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner, owner)
    try:
        _run(folder, owner, "initdb", "-D", "data", "-U", "stet", "-A", "trust", "-N", "-E", "UTF8")
        process = _start(folder, owner, {} if is_durable else _QUICK)
        try:
            yield _ready(folder, process)
        finally:
            # Neither waits for those who are still connected; what is thrown away is not even
            # written.
            process.send_signal(signal.SIGINT if is_durable else signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(folder)


@contextmanager
def replica_of(there: Postgres) -> Iterator[Postgres]:
    """A hot standby that follows a server by streaming, for as long as the block lasts."""
    shelf = there.folder.parent
    folder = Path(tempfile.mkdtemp(prefix="stet-replica-", dir=shelf))
    owner = _owner()
    if owner:
        shutil.chown(folder, owner, owner)
    try:
        told = ["-d", f"host={there.folder} user=stet", "-D", "data", "-X", "stream", "-c", "fast"]
        _run(folder, owner, "pg_basebackup", *told, "-R", "--no-sync")
        process = _start(folder, owner, _QUICK)
        try:
            yield _ready(folder, process)
        finally:
            process.send_signal(signal.SIGQUIT)
            process.wait()
    finally:
        shutil.rmtree(folder)


def _start(folder: Path, owner: str, more: Mapping[str, str]) -> "subprocess.Popen[bytes]":
    settings = {**_SETTINGS, **more, "unix_socket_directories": str(folder)}
    told = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    command = [_program("postgres"), "-D", "data", *told]
    who = _who(owner)
    return subprocess.Popen(command, cwd=folder, preexec_fn=_end_with_us, **who)  # noqa: PLW1509  # one system call


def _end_with_us() -> None:
    """In the child: end fast when the tests are killed, and leave no server behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGINT)


def _ready(folder: Path, process: "subprocess.Popen[bytes]") -> Postgres:
    found = Postgres(folder)
    deadline = time.monotonic() + START_S
    while True:
        try:
            psycopg.connect(found.address("postgres")).close()
        except psycopg.OperationalError:
            if process.poll() is not None or time.monotonic() > deadline:
                raise
            time.sleep(0.05)
        else:
            return found


def _run(folder: Path, owner: str, name: str, *words: str) -> None:
    command = [_program(name), *words]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, **_who(owner))


def _who(owner: str) -> dict[str, object]:
    return {"user": owner, "group": owner, "extra_groups": []} if owner else {}


def _owner() -> str:
    # PostgreSQL refuses to run as root; Debian's package brings a user for it.
    return "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else ""


def _program(name: str) -> str:
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    path = os.pathsep.join([*map(str, places), os.environ.get("PATH", "")])
    found = shutil.which(name, path=path)
    if found is None:
        message = f"{name} is missing: install PostgreSQL (Debian's package `postgresql`)"
        raise RuntimeError(message)
    return found
