# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's database, SQLite or PostgreSQL: one order of writes, readers beside it."""

import errno
import logging
import os
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Generic, NoReturn, TypeVar, cast

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from editor.errors import Damaged, EditorError, Offline, Refused
from editor.server import tables

FILE_NAME = "archive.sqlite"
_BUSY_TIMEOUT_MS = 10_000
_POOL_SIZE = 8
_POOL_OVERFLOW = 64
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "fullfsync = ON",
    "checkpoint_fullfsync = ON",
    "foreign_keys = ON",
    f"busy_timeout = {_BUSY_TIMEOUT_MS}",
)

_POSTGRES_POOL = {"pool_size": 8, "max_overflow": 12, "pool_timeout": 10, "pool_pre_ping": True}
# Short questions alone are asked: to compile one takes longer than to answer it.
_POSTGRES_OPTIONS = "-c lock_timeout=10s -c statement_timeout=60s -c timezone=UTC -c jit=off"
_READ_ONLY = "-c default_transaction_read_only=on"
_POSTGRES_SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
_SNAPSHOT = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
_MIGRATING = 7_838_474
"""Of the lock that one process holds while it brings the tables up to date."""

_LOCK = sa.select(tables.counter.c.n).with_for_update()
_META = sa.select(tables.meta.c.value).where(tables.meta.c.name == sa.bindparam("its_name"))
_MOST_TOGETHER = 64
"""More than that, and the first of them waits for too long."""

_TRY_AGAIN = frozenset({"40001", "40P01"})
"""Serialisation failure, deadlock: nothing of the transaction was done."""
_TRIES = 8
_FIRST_PAUSE_S = 0.01

Result = TypeVar("Result")

_log = logging.getLogger(__name__)


class Database:
    """Opens the archive's database, brings its tables up to date, and hands out transactions.

    Args:
        folder: holds `archive.sqlite` when there is no address.
        address: `postgresql://user:password@host/name`; empty: SQLite.
        is_read_only: nothing is ever written there, not even the tables: a replica, or a role
            that may only read; never SQLite.

    Raises:
        Refused: `server.too_new` for tables of a newer version, `server.no_folder` when the
            folder cannot be written, `server.bad_database` for an address that is not one,
            `server.no_database` when nobody answers there, `server.too_old` for tables of an
            older version that may only be read.
        Damaged: `server.damaged` when the file is not a database.
    """

    def __init__(self, folder: Path, address: str = "", *, is_read_only: bool = False) -> None:
        self._writer = threading.Lock()
        self._turns, self._queue_lock = threading.Lock(), threading.Lock()
        self._queue: list[_Turn[Any]] = []
        self._listeners: list[Callable[[], None]] = []
        self._log_file = "" if address else f"{folder / FILE_NAME}-wal"
        if address or is_read_only:
            self._engine = _postgres_engine(address, is_read_only=is_read_only)
        else:
            self._engine = _sqlite_engine(_file_in(folder))
        self._snapshots = self._engine.execution_options(**_SNAPSHOT) if address else self._engine
        self.is_sqlite = not address
        try:
            if is_read_only:
                self._look_at_tables()
            else:
                self._set_up()
        except EditorError:
            self.close()
            raise
        except sa.exc.DatabaseError as error:
            self.close()
            if address:
                told = self._engine.url.render_as_string(hide_password=True)
                raise Refused("server.no_database", address=told) from error
            if _is_damaged(error.orig):
                raise Damaged("server.damaged", file=FILE_NAME) from error
            # Read-only, without room for its companions, held by another program.
            raise Refused("server.no_folder", folder=str(folder)) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at everything as it is at one moment.

        Raises:
            Offline: `server.database_down`.
        """
        try:
            with _told(), self._connected(is_writer=False) as connection:
                yield connection
        except _Repeat as error:
            # A replica takes in what stands in the way of a long look: the reader asks again.
            raise Offline("server.database_down") from error

    def write(self, work: Callable[[Connection], Result]) -> Result:
        """One transaction: committed at the end, undone by any exception.

        Args:
            work: may be called again, after everything that it did was undone.

        Raises:
            Offline: `server.database_down`; what `work` did is done or not done.
            Refused: `vault.full`.
        """
        return self._write(work)

    def write_in_order(self, work: Callable[[Connection], Result]) -> Result:
        """One transaction, alone among all server processes: see `write`.

        The lock on the counter row puts all of them in one order, so that a reader who has seen
        a number of the feed has seen every smaller one.
        """
        if self.is_sqlite:
            # There every transaction that writes is alone from its beginning.
            return self._write(work)

        def ordered(connection: Connection) -> Result:
            connection.execute(_LOCK)
            return work(connection)

        return self._write(ordered)

    def write_together(self, work: Callable[[Connection], Result]) -> Result:
        """As `write_in_order`, in one transaction with others that came while one was under way.

        They share the wait for the disk; nobody hears of his before it is on it.

        Args:
            work: when it cannot be done it must return so, with nothing written: an exception
                undoes the others' as well, and each is then done again alone.
        """
        mine: _Turn[Result] = _Turn(work)
        with self._queue_lock:
            self._queue.append(mine)
        with self._turns:
            if not mine.is_done:
                with self._queue_lock:
                    taken, self._queue = self._queue[:_MOST_TOGETHER], self._queue[_MOST_TOGETHER:]
                self._do_all(taken)
        return mine.result()

    def _do_all(self, taken: "Sequence[_Turn[Any]]") -> None:
        if len(taken) > 1:
            try:
                found = self.write_in_order(
                    lambda connection: [each.work(connection) for each in taken]
                )
            except EditorError as error:
                # Of the database itself: it would be no other for each alone.
                for each in taken:
                    each.end(partial(_refuse, error))
                return
            except Exception:  # noqa: BLE001  # whose it was is seen below, by each one's owner
                _log.info("%d writes could not go together", len(taken))
            else:
                for each, result in zip(taken, found, strict=True):
                    each.end(partial(_same, result))
                return
        for each in taken:
            each.end(partial(self.write_in_order, each.work))

    def listen(self, callback: Callable[[], None]) -> None:
        """Hear of each commit of this process, at once, in the thread that wrote."""
        self._listeners.append(callback)

    def stamp(self) -> object:
        """What is another one after each commit of any process, at the price of one system call.

        None: there is no such thing; whoever wants to know must look into the database.
        """
        if not self._log_file:
            return None
        try:
            told = os.stat(self._log_file)  # noqa: PTH116  # as cheap as it gets: asked each second
        except OSError:
            return 0, 0
        return told.st_mtime_ns, told.st_size

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _write(self, work: Callable[[Connection], Result]) -> Result:
        pause_s = _FIRST_PAUSE_S
        for tries_left in range(_TRIES - 1, -1, -1):
            try:
                with _told(), self._writer, self._connected(is_writer=True) as connection:
                    result = work(connection)
            except _Repeat:
                if not tries_left:
                    raise Offline("server.database_down") from None
            else:
                for callback in self._listeners:
                    callback()
                return result
            time.sleep(random.uniform(0, pause_s))  # noqa: S311  # nobody gains by guessing it
            pause_s *= 2
        raise AssertionError

    @contextmanager
    def _connected(self, *, is_writer: bool) -> Iterator[Connection]:
        engine = self._engine if is_writer else self._snapshots
        with engine.connect() as connection, connection.begin():
            if self.is_sqlite:
                # Said here, not by an event: with one, every statement looks for events.
                connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")
            yield connection

    def _look_at_tables(self) -> None:
        with self.reading() as connection:
            known = version_of(connection)
        if known != tables.VERSION:
            code = "server.too_new" if known > tables.VERSION else "server.too_old"
            raise Refused(code, version=known)

    def _set_up(self) -> None:
        with self._writer, self._connected(is_writer=True) as connection:
            if not self.is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
            known = version_of(connection)
            if known > tables.VERSION:
                raise Refused("server.too_new", version=known)
            if known < tables.VERSION:
                # Alembic costs a tenth of a second: only those pay who need it.
                from editor.server.migrations.upgrade import upgrade  # noqa: PLC0415

                upgrade(connection)
                _first_rows(connection)


def version_of(connection: Connection) -> str:
    """The version of the tables, as it sorts; empty: there are none."""
    there = sa.inspect(connection)
    if there.has_table("alembic_version"):
        return connection.scalar(sa.text("SELECT version_num FROM alembic_version")) or ""
    return ""


def meta(connection: Connection, name: str) -> str:
    """A named value of the archive itself; empty: never set."""
    return connection.scalar(_META, {"its_name": name}) or ""


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Keep a named value of the archive itself."""
    connection.execute(sa.delete(tables.meta).where(tables.meta.c.name == name))
    connection.execute(sa.insert(tables.meta).values(name=name, value=value))


def iso(at: datetime) -> str:
    """A time as it is stored: UTC with microseconds, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


class _Turn(Generic[Result]):
    """One of several writes that go together, and what came of it."""

    def __init__(self, work: Callable[[Connection], Result]) -> None:
        self.work = work
        self.is_done = False
        self._result: Result | None = None
        self._error: Exception | None = None

    def end(self, do: Callable[[], Result]) -> None:
        """Keep what comes of it for the one whose it is."""
        try:
            self._result = do()
        except Exception as error:  # noqa: BLE001  # raised again where it belongs
            self._error = error
        self.is_done = True

    def result(self) -> Result:
        """What came of it, once it is done."""
        if self._error is not None:
            raise self._error
        return cast("Result", self._result)


def _same(result: Result) -> Result:
    return result


def _refuse(error: EditorError) -> NoReturn:
    raise error


class _Repeat(Exception):  # a branch, told at once to the caller
    """The transaction met another one and is to be done again."""


@contextmanager
def _told() -> Iterator[None]:
    """What the database says, as an error of ours; what was wrong with our words stays a fault."""
    try:
        yield
    except sa.exc.DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in _TRY_AGAIN:
            raise _Repeat from error
        if _is_full(error.orig):
            raise Refused("vault.full") from error
        if isinstance(error, sa.exc.OperationalError | sa.exc.InterfaceError):
            raise Offline("server.database_down") from error
        raise
    except sa.exc.TimeoutError as error:
        raise Offline("server.database_down") from error


def _is_full(error: object) -> bool:
    if isinstance(error, sqlite3.Error):
        return getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
    # 53100: disk_full.
    return getattr(error, "sqlstate", None) == "53100" or getattr(error, "errno", 0) == errno.ENOSPC


def _is_damaged(error: object) -> bool:
    told = str(getattr(error, "sqlite_errorname", ""))
    return told.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))


def _first_rows(connection: Connection) -> None:
    if connection.scalar(sa.select(tables.counter.c.n)) is None:
        connection.execute(sa.insert(tables.counter).values(name="feed", n=0))


def _file_in(folder: Path) -> Path:
    path = folder / FILE_NAME
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.touch(mode=0o600)
    except OSError as error:
        raise Refused("server.no_folder", folder=str(folder)) from error
    # Said at once: SQLite would open it, and refuse each write.
    parts = (path.with_name(path.name + ending) for ending in ("", "-wal", "-shm"))
    if not all(os.access(each, os.R_OK | os.W_OK) for each in parts if each.exists()):
        raise Refused("server.no_folder", folder=str(folder))
    return path


def _postgres_engine(address: str, *, is_read_only: bool) -> Engine:
    try:
        url = sa.make_url(address)
    except sa.exc.ArgumentError:
        raise Refused("server.bad_database") from None
    if url.drivername not in _POSTGRES_SCHEMES or not url.database:
        raise Refused("server.bad_database")
    options = f"{_POSTGRES_OPTIONS} {_READ_ONLY}" if is_read_only else _POSTGRES_OPTIONS
    return sa.create_engine(
        url.set(drivername="postgresql+psycopg"),
        connect_args={"options": options, "connect_timeout": 10},
        **_POSTGRES_POOL,
    )


def _sqlite_engine(path: Path) -> Engine:
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        pool_size=_POOL_SIZE,
        max_overflow=_POOL_OVERFLOW,
    )

    @event.listens_for(engine, "connect")
    def _prepare(connection: object, _: ConnectionPoolEntry) -> None:
        # The driver must not begin transactions of its own: it would begin them deferred.
        connection.isolation_level = None  # type: ignore[attr-defined]  # sqlite3.Connection
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")  # type: ignore[attr-defined]  # as above

    return engine
