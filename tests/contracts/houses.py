# SPDX-License-Identifier: GPL-3.0-or-later
"""Houses for tests: the real server on a real loopback port."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from queue import Queue

from fastapi import FastAPI

from editor.pictures.renditions import Renditions
from editor.server.app import create_app
from editor.server.archive import Archive
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
    return Archive(folder, PROFILE, clock, database=database_of(folder))


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
