# SPDX-License-Identifier: GPL-3.0-or-later
"""Houses for tests: the real server on a real loopback port."""

import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from queue import Queue

from fastapi import FastAPI

from editor.pictures.renditions import Renditions
from editor.server.app import create_app
from editor.server.archive import Archive
from editor.server.database import FILE_NAME, Database
from editor.server.directory import keep_up
from editor.server.listener import run
from tests.builders import PROFILE

HOUSE_TIME = datetime(2026, 3, 6, 8, 30, tzinfo=UTC)
"""The clock of every house in the tests stands still here."""

TEMPLATES = Path(__file__).parents[2] / "resources" / "site"
READY_S = 30


_places: list[Callable[[Path], str]] = [lambda _: ""]


@contextmanager
def kept_in(place: Callable[[Path], str]) -> Iterator[None]:
    """For as long as the block lasts, archives are kept in the database that `place` names."""
    _places.append(place)
    try:
        yield
    finally:
        _places.pop()


def database_of(folder: Path) -> str:
    """Where the archive of a folder is kept; empty: in the folder."""
    return _places[-1](folder)


def an_archive(folder: Path, clock=lambda: HOUSE_TIME) -> Archive:
    database = database_of(folder)
    if not database and folder.parent.is_dir() and not folder.exists():
        folder.mkdir(mode=0o700)
        file = folder / FILE_NAME
        file.touch(mode=0o600)
        file.write_bytes(_empty_archive())
    return Archive(folder, PROFILE, clock, database=database)


@cache
def _empty_archive() -> bytes:
    """The tables as the migrations make them: a tenth of a second that each house need not pay."""
    with tempfile.TemporaryDirectory() as name:
        database = Database(Path(name))
        keep_up(database)
        database.close()
        return (Path(name) / FILE_NAME).read_bytes()


def an_app(archive: Archive) -> FastAPI:
    return create_app(archive, Renditions(archive.vault, archive.folder / "sizes"), TEMPLATES)


@contextmanager
def answering(app: FastAPI) -> Iterator[str]:
    """The application on a free loopback port, for as long as the block lasts; its address."""
    stop, ready = threading.Event(), Queue()
    values = {"host": "127.0.0.1", "port": 0, "on_ready": ready.put, "stop": stop}
    thread = threading.Thread(target=run, args=(app,), kwargs=values)
    thread.start()
    try:
        yield ready.get(timeout=READY_S)
    finally:
        stop.set()
        thread.join()
