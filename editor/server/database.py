# SPDX-License-Identifier: GPL-3.0-or-later
"""The server's database: one writer at a time, readers beside it, each in one transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.pool import ConnectionPoolEntry

from editor.errors import Damaged, EditorError, Refused
from editor.server import tables

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


class Database:
    """Opens `archive.sqlite` in a folder, makes its tables, and hands out transactions.

    Raises:
        Refused: `server.too_new` for tables of a newer version, `server.no_folder` when the
            folder cannot be written.
        Damaged: `server.damaged` when the file is not a database.
    """

    def __init__(self, folder: Path) -> None:
        self._writer = threading.Lock()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            path = folder / "archive.sqlite"
            path.touch(mode=0o600)
        except OSError as error:
            raise Refused("server.no_folder", folder=str(folder)) from error
        self._engine = _sqlite_engine(path)
        try:
            self._set_up()
        except EditorError:
            self.close()
            raise
        except sa.exc.DatabaseError as error:
            self.close()
            raise Damaged("server.damaged", file=path.name) from error

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One look at everything as it is at one moment."""
        with self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, alone; committed at the end, undone by any exception.

        The lock on the counter row keeps other server processes out too.
        """
        with self._writer, self._engine.connect() as bare:
            connection = bare.execution_options(is_writer=True)
            with connection.begin():
                connection.execute(sa.select(tables.counter.c.n).with_for_update())
                yield connection

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    def _set_up(self) -> None:
        with self._writer, self._engine.connect() as bare:
            connection = bare.execution_options(is_writer=True)
            with connection.begin():
                tables.metadata.create_all(connection)
                known = meta(connection, "schema")
                if known and int(known) > tables.SCHEMA:
                    raise Refused("server.too_new", version=int(known))
                if not known:
                    _first_rows(connection)


def meta(connection: Connection, name: str) -> str:
    """A named value of the archive itself; empty: never set."""
    query = sa.select(tables.meta.c.value).where(tables.meta.c.name == name)
    return connection.scalar(query) or ""


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Keep a named value of the archive itself."""
    connection.execute(sa.delete(tables.meta).where(tables.meta.c.name == name))
    connection.execute(sa.insert(tables.meta).values(name=name, value=value))


def iso(at: datetime) -> str:
    """A time as it is stored: UTC with microseconds, so that text sorts as time does."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _first_rows(connection: Connection) -> None:
    set_meta(connection, "schema", str(tables.SCHEMA))
    connection.execute(sa.insert(tables.counter).values(name="feed", n=0))


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

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        is_writer = connection.get_execution_options().get("is_writer", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")

    return engine
