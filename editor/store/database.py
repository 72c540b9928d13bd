# SPDX-License-Identifier: GPL-3.0-or-later
"""Engine, pragmas, migrations; read(); write(): one lock, one transaction, one Changes."""

import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar, cast

from sqlalchemy import Connection, Engine, QueuePool, create_engine, event, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import Pool, PoolProxiedConnection

from editor.errors import Damaged, Refused
from editor.model.changes import Changes
from editor.store import backups, ground, schema
from editor.store.journal import Journal
from editor.store.place import Place
from editor.store.replay import replay
from editor.store.transaction import Writing

_log = logging.getLogger(__name__)

BUSY_MS: Final = 5000
"""How long a write waits for a program of another make that looks into the store."""

LOG_PAGES: Final = 8000
"""Of 4 KB: a save that finds the log longer writes it out itself."""
LOG_BYTES: Final = 16 * 1024 * 1024
"""A log that was written out keeps this length, to be written over; a longer one asks for that."""
KEPT_READERS: Final = 8
"""So many connections are kept for the next that reads; more are closed."""

_SAFE: Final = ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON")
"""Readers too: `write_out_log` runs on one. Only macOS knows the last two."""

JOURNAL_FAILS: Final = "store.no_journal"
_CLOUD_TOLD: Final = "cloud_told"
_IS_VERSIONED: Final = text("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'")
_KNOWN_VERSION: Final = text("SELECT version_num FROM alembic_version")
_KNOWN_FACT: Final = text("SELECT 1 FROM fact WHERE key = :key AND value = :value")
_NEW_FACT: Final = text("INSERT OR REPLACE INTO fact (key, value) VALUES (:key, :value)")

Result = TypeVar("Result")


def utc_now() -> datetime:
    """The time by this computer's clock."""
    return datetime.now(UTC)


class Database:
    """The store, open: any number of readers, one writer at a time, from any thread."""

    def __init__(self, place: Place, clock: Callable[[], datetime]) -> None:
        self._place = place
        self._clock = clock
        self._lock = threading.Lock()
        self._listeners: list[Callable[[Changes], None]] = []
        self._is_open = True
        self._is_suspect = False
        self.recovered = ""
        """A code when the store was found damaged and what was done about it; else empty."""
        self.warning = ""
        """A code of what is not well with the store, though it opens and saves; else empty."""
        self._is_told = True
        self._writer = _engine(place.file, is_writer=True)
        self._reader = _engine(place.file, is_writer=False)
        self._idle: list[Connection] = []
        self._journal = Journal(place.journal)

    @classmethod
    def open(cls, folder: Path, *, clock: Callable[[], datetime] = utc_now) -> "Database":
        """Open the store in a folder, made when there is none.

        Args:
            folder: the store's own folder.
            clock: for time stamps.

        Raises:
            Refused: `store.in_use`, `store.too_new`, `store.read_only`, `store.full`,
                `store.cannot_write`.
        """
        place = Place(folder)
        return cls.open_held(place, clock, was_closed=place.hold())

    @classmethod
    def open_held(
        cls, place: Place, clock: Callable[[], datetime], *, was_closed: bool
    ) -> "Database":
        """Open the store in a folder that this process holds; it is let go if that fails.

        Args:
            place: the folder.
            clock: for time stamps.
            was_closed: what `Place.hold` returned.

        Raises:
            Refused: as `open`.
        """
        try:
            try:
                return cls._opened(place, clock, was_closed=was_closed)
            except Refused as error:
                # Even reading takes a little room: rather the reserve than no stories at all.
                if error.code != "store.full" or not place.spend_reserve():
                    raise
                return cls._opened(place, clock, was_closed=was_closed)
        except BaseException:
            place.let_go()
            raise

    @classmethod
    def _opened(
        cls, place: Place, clock: Callable[[], datetime], *, was_closed: bool
    ) -> "Database":
        since = None
        if not backups.is_sound(place.file, is_quick=was_closed):
            since = backups.bring_back(place, clock())
        place.mark_open()
        database = cls(place, clock)
        try:
            database._prepare()
            database._look_around()
            if since is not None:
                database._replay(since)
        except BaseException:
            database._dispose()
            raise
        place.keep_reserve()
        return database

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """One consistent view of the store; nothing can be written through it.

        Raises:
            Refused, Damaged: as SQLite's error says.
        """
        with self._border():
            connection = self._idle_reader()
            try:
                with connection.begin():
                    yield connection
            except BaseException:
                connection.close()
                raise
            self._put_back(connection)

    @contextmanager
    def write(self, origin: str) -> Iterator[Writing]:
        """One transaction, safe on the disk when the block ends; nothing of it if it raises.

        Listeners are told after the commit, in this thread, with the lock given back.

        Args:
            origin: who asks; listeners find it in the Changes.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`; Damaged:
                `store.damaged`.
        """
        with self._lock:
            if not self._is_open:
                raise Refused("store.closed")
            with self._border(), self._writer.begin() as connection:
                writing = Writing(connection, self._clock(), origin)
                yield writing
            self._journal.note(writing.journal)
            changes = self._warned(writing.changes)
        if changes != Changes(origin=origin):
            self._tell(changes)

    def last_words(self, work: Callable[[], Result]) -> Result:
        """Do a write; on a full disk, give up the reserve for it and do it once more.

        Raises:
            Refused: `store.full` when that is spent too.
        """
        try:
            return work()
        except Refused as error:
            if error.code != "store.full" or not self._place.spend_reserve():
                raise
            _log.info("the disk is full: the reserve is spent")
            return work()

    def listen(self, callback: Callable[[Changes], None]) -> Callable[[], None]:
        """Hear of each commit, in the thread that made it.

        Returns:
            A function that ends it.
        """
        self._listeners.append(callback)

        def unlisten() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unlisten

    def backup(self) -> Path:
        """Copy the whole store while work goes on; seven copies are kept.

        Cost: about a second per gigabyte; writers wait only for the first moment.

        Raises:
            Refused: `store.full`, `store.cannot_write`.
        """
        with self._border(), self._reader.connect() as connection:
            with self._lock:
                # The view is fixed here: what is saved from now on stands in the next journal.
                connection.begin()
                connection.execute(text("SELECT 1 FROM fact LIMIT 1")).all()
                number = self._journal.begin_next()
            source = cast("sqlite3.Connection", connection.connection.dbapi_connection)
            path = backups.copy(self._place, source, self._clock(), number)
        self._journal.forget_before(backups.oldest_journal(self._place))
        self._place.keep_reserve()
        return path

    def backup_if_due(self) -> bool:
        """Make a backup when the newest is a day old; whether one was made."""
        if not self._journal.is_long and not backups.is_due(self._place, self._clock()):
            return False
        self.backup()
        return True

    def write_out_log(self) -> None:
        """Put what the database's log holds into the one file, when it is long; nobody waits.

        Saves leave that alone up to `LOG_PAGES`: one save in six of a long text would pay for it.

        Raises:
            Refused, Damaged: as SQLite's error says.
        """
        if self._place.log_bytes <= LOG_BYTES:
            return
        with self._border(), self._reader.connect() as connection:
            source = cast("sqlite3.Connection", connection.connection.dbapi_connection)
            source.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()

    def close(self) -> None:
        """Put everything into the one file and give the folder free. A second call does nothing."""
        with self._lock:
            if not self._is_open:
                return
            self._is_open = False
            self._journal.close()
            self._let_readers_go()
            is_in_order = self._gather()
            self._dispose()
            if is_in_order and not self._is_suspect:
                self._place.mark_closed()
            self._place.let_go()

    def _gather(self) -> bool:
        try:
            with self._writer.connect() as connection:
                # Past SQLAlchemy, which would begin a transaction, and that bars the checkpoint.
                source = cast("sqlite3.Connection", connection.connection.dbapi_connection)
                source.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except (DBAPIError, sqlite3.Error) as error:
            _log.info("the last checkpoint failed: %s", error)
            return False
        return True

    def _dispose(self) -> None:
        self._let_readers_go()
        self._writer.dispose()

    def _idle_reader(self) -> Connection:
        # Kept from one reading to the next: to take one from the engine costs more than to read.
        try:
            return self._idle.pop()
        except IndexError:
            return self._reader.connect()

    def _put_back(self, connection: Connection) -> None:
        if len(self._idle) >= KEPT_READERS:
            connection.close()
            return
        self._idle.append(connection)
        # Asked only now: a close meanwhile has let go of those that it found.
        if not self._is_open:
            self._let_readers_go()

    def _let_readers_go(self) -> None:
        # Two threads may do so at once.
        with suppress(IndexError):
            while True:
                self._idle.pop().close()
        self._reader.dispose()

    def _prepare(self) -> None:
        with self._border(), self._writer.connect() as connection:
            found = _version(connection)
            if found == schema.VERSION:
                return
            if found and found > schema.VERSION:
                raise Refused("store.too_new", found=found, known=schema.VERSION)
            connection.rollback()
            # Alembic takes a fifth of a second to load: only for a store that is not as it must be.
            from editor.store.migrations.upgrade import upgrade  # noqa: PLC0415

            upgrade(connection)

    def _warned(self, changes: Changes) -> Changes:
        """What a commit tells, with the warning that nobody has heard yet."""
        if self._journal.is_failing and self.warning != JOURNAL_FAILS:
            self.warning, self._is_told = JOURNAL_FAILS, False
        if self._is_told:
            return changes
        self._is_told = True
        return replace(changes, warning=self.warning)

    def _look_around(self) -> None:
        """Warn once of a folder that a cloud's program may change under our hands."""
        here = str(self._place.folder.absolute())
        if not ground.cloud(self._place.folder.absolute()):
            return
        with self._border(), self._writer.begin() as connection:
            known = {"key": _CLOUD_TOLD, "value": here}
            if connection.execute(_KNOWN_FACT, known).first() is None:
                connection.execute(_NEW_FACT, known)
                self.warning, self._is_told = "store.cloud_folder", False

    def _replay(self, since: int) -> None:
        with self.write("recovery") as writing:
            replay(writing, self._place.journal, since)
        self.recovered = "store.restored_backup" if since > 0 else "store.started_anew"

    @contextmanager
    def _border(self) -> Iterator[None]:
        """What SQLite says, as ours."""
        try:
            yield
        except (DBAPIError, sqlite3.Error) as error:
            orig = error.orig if isinstance(error, DBAPIError) else error
            meaning = backups.meaning_of(orig, self._place.folder)
            # The next start then reads all of the file, and mends it.
            self._is_suspect = self._is_suspect or isinstance(meaning, Damaged)
            raise meaning from error

    def _tell(self, changes: Changes) -> None:
        for callback in tuple(self._listeners):
            try:
                callback(changes)
            except Exception:  # noqa: BLE001  # what was saved is saved, whatever a listener makes of it
                _log.exception("a listener of the store failed")


def _engine(file: Path, *, is_writer: bool) -> Engine:
    pool: type[Pool] = QueuePool
    engine = create_engine(
        f"sqlite:///{file}",
        poolclass=pool,
        pool_size=1 if is_writer else KEPT_READERS,
        max_overflow=0 if is_writer else 32,
        connect_args={"check_same_thread": False, "timeout": BUSY_MS / 1000},
    )
    event.listen(engine, "connect", _prepare_writer if is_writer else _prepare_reader)
    begin = _begin_writing if is_writer else _begin_reading
    # Not by an event: with one, every statement looks for events.
    engine.dialect.do_begin = begin  # type: ignore[method-assign,assignment]  # as said
    return engine


def _prepare_writer(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", *_SAFE, "foreign_keys=ON", "cache_size=-16000"):
        connection.execute(f"PRAGMA {pragma}")
    connection.execute(f"PRAGMA wal_autocheckpoint={LOG_PAGES}")
    connection.execute(f"PRAGMA journal_size_limit={LOG_BYTES}")
    # Debian's SQLite writes zeros over what is freed: each save of a long text would write twice.
    connection.execute("PRAGMA secure_delete=OFF")


def _prepare_reader(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    for pragma in ("query_only=ON", *_SAFE, "cache_size=-8000"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_writing(connection: PoolProxiedConnection) -> None:
    cast("sqlite3.Connection", connection.dbapi_connection).execute("BEGIN IMMEDIATE")


def _begin_reading(connection: PoolProxiedConnection) -> None:
    cast("sqlite3.Connection", connection.dbapi_connection).execute("BEGIN")


def _version(connection: Connection) -> str:
    if connection.execute(_IS_VERSIONED).first() is None:
        return ""
    return str(connection.execute(_KNOWN_VERSION).scalar() or "")
