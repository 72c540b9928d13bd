# SPDX-License-Identifier: GPL-3.0-or-later
"""Copies of the store, seven kept, and the way back to one when the store is damaged."""

import contextlib
import logging
import os
import re
import shutil
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from editor.errors import Damaged, EditorError, Refused
from editor.store.place import Place

_log = logging.getLogger(__name__)

KEPT: Final = 7
EVERY: Final = timedelta(days=1)
LEAST_BYTES: Final = 256 * 1024
"""On a disk with less free space, an error without a name is taken for a full disk."""
_TIME_FORM: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"(\d{8}T\d{6}Z)-(\d+)\.db")
_COMPANIONS: Final = ("", "-wal", "-shm")


def copy(place: Place, source: sqlite3.Connection, at: datetime, journal: int) -> Path:
    """Write the view that `source` holds open as the newest backup; the oldest go.

    Args:
        place: the store's folder.
        source: a connection inside a read transaction.
        at: now.
        journal: the number of the first journal that is not in the view.
    """
    path = place.backups / f"{at.strftime(_TIME_FORM)}-{journal:06d}.db"
    unfinished = place.backups / "unfinished"
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_WRONLY | os.O_CREAT, 0o600))
    with contextlib.closing(sqlite3.connect(unfinished)) as target:
        # All in one step: a copy in several would begin again with each write meanwhile.
        source.backup(target, pages=-1)
    _sync(unfinished)
    unfinished.replace(path)
    for old in _found(place)[KEPT:]:
        old.unlink(missing_ok=True)
    return path


def is_due(place: Place, now: datetime) -> bool:
    """Whether the newest backup is a day old, or there is none, or the clock went back past it."""
    newest = next(iter(_found(place)), None)
    if newest is None:
        return True
    made_at = datetime.strptime(newest.name.split("-")[0], _TIME_FORM).replace(tzinfo=UTC)
    return not made_at <= now < made_at + EVERY


def oldest_journal(place: Place) -> int:
    """The number of the first journal that the oldest backup needs."""
    return min((_journal_of(each) for each in _found(place)), default=0)


def is_sound(file: Path, *, is_quick: bool) -> bool:
    """Whether a store can be used.

    Args:
        file: the database; a missing or empty one is sound.
        is_quick: only see that it opens, as after an orderly close; else read all of it, about
            a second per gigabyte.
    """
    if not file.exists() or not file.stat().st_size:
        # Without its companion a write-ahead log says nothing.
        return not file.with_name(file.name + "-wal").exists()
    asked = "SELECT count(*) FROM sqlite_master" if is_quick else "PRAGMA quick_check(1)"
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            row = connection.execute(asked).fetchone()
    except sqlite3.DatabaseError as error:
        if _name_of(error).startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
            return False
        raise meaning_of(error, file.parent) from error
    return is_quick or row == ("ok",)


def bring_back(place: Place, now: datetime) -> int:
    """Set a damaged store aside, and put its newest sound backup in its place.

    Returns:
        The number of the first journal to replay; 0: there was no backup, replay all.
    """
    aside = place.folder / f"damaged-{now.strftime(_TIME_FORM)}"
    number = 2
    while aside.exists():
        aside = aside.with_name(f"damaged-{now.strftime(_TIME_FORM)}-{number}")
        number += 1
    aside.mkdir(mode=0o700)
    for ending in _COMPANIONS:
        part = place.file.with_name(place.file.name + ending)
        if part.exists():
            part.replace(aside / part.name)
    for backup in _found(place):
        if is_sound(backup, is_quick=False):
            with sqlite3.connect(backup) as source, sqlite3.connect(place.file) as target:
                source.backup(target)
            source.close()
            target.close()
            place.file.chmod(0o600)
            _log.info("the store was damaged: went back to %s", backup.name)
            return _journal_of(backup)
    return 0


def meaning_of(error: BaseException | None, folder: Path) -> EditorError:
    """What an error of SQLite's means for a person."""
    name = _name_of(error)
    if name == "SQLITE_FULL":
        return Refused("store.full", folder=str(folder))
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        return Refused("store.read_only", folder=str(folder))
    if name.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return Damaged("store.damaged", folder=str(folder))
    # A quota or a limit on the length of files shows as WRITE: SQLite tells only ENOSPC apart,
    # and that not where it makes its shared memory.
    is_write = name.startswith("SQLITE_IOERR_WRITE")
    if is_write or (name.startswith("SQLITE_IOERR") and _is_full(folder)):
        return Refused("store.full", folder=str(folder))
    if name.startswith("SQLITE_BUSY"):
        return Refused("store.in_use", folder=str(folder))
    return Refused("store.cannot_write", folder=str(folder), reason=str(error))


def _is_full(folder: Path) -> bool:
    try:
        return shutil.disk_usage(folder).free < LEAST_BYTES
    except OSError:
        return False


def _name_of(error: BaseException | None) -> str:
    return str(getattr(error, "sqlite_errorname", ""))


def _found(place: Place) -> list[Path]:
    """All backups, newest first."""
    found = (each for each in place.backups.iterdir() if _NAME.fullmatch(each.name))
    return sorted(found, key=_journal_of, reverse=True)


def _journal_of(backup: Path) -> int:
    return int(backup.stem.split("-")[1])


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)
