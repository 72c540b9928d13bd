# SPDX-License-Identifier: GPL-3.0-or-later
"""A store in a folder of its own, and a clock that goes when it is told."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from editor.store.articles import Articles
from editor.store.database import Database
from editor.store.history import History
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox
from editor.store.planning import Planning


class Clock:
    """Stands still until `go`."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += timedelta(**by)


class Store:
    """All rooms on one store; can be closed and opened again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = Clock()
        self.open()

    def open(self) -> None:
        self.database = Database.open(self.folder, clock=self.clock)
        self.articles = Articles(self.database)
        self.history = History(self.database)
        self.outbox = Outbox(self.database)
        self.planning = Planning(self.database, self.articles)
        self.mirror = Mirror(self.database)

    def reopen(self) -> None:
        self.database.close()
        self.open()

    def damage(self) -> None:
        """Close, and write over the beginning of the file."""
        self.database.close()
        with (self.folder / "stet.db").open("r+b") as file:
            file.write(b"not a database any more" * 400)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(tmp_path / "store")
    yield made
    made.database.close()
