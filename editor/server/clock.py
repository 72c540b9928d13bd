# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server's clock does: stories go public at their time, once, by whichever process."""

from datetime import datetime
from typing import Final

from editor.errors import EditorError
from editor.server.archive import Archive
from editor.server.rounds import Rounds

LOOK_S: Final = 1.0
LONGEST_TRUST_LOOKS: Final = 60
"""So often the stamp is believed: it has the grain of the file system's clock."""


class Clock:
    """One thread that lets each story go public when its time has come.

    Once a second it asks whether anything was written by anyone, which costs next to nothing, and
    looks into the database only then and when a time has come.

    Args:
        archive: where the stories are; safe with several processes on one database.
        look_s: how often it asks.
    """

    def __init__(self, archive: Archive, look_s: float = LOOK_S) -> None:
        self._archive = archive
        self._look_s = look_s
        self._seen: object = None
        self._trusted = 0
        self._due_at: datetime | None = None
        self._rounds = Rounds("clock", self._go, first_s=look_s)

    def __enter__(self) -> "Clock":
        self._rounds.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._rounds.__exit__()

    def _go(self) -> float:
        try:
            self._tick()
        except EditorError:
            self._seen = None
            raise
        return self._look_s

    def _tick(self) -> None:
        stamp = self._archive.database.stamp()
        is_due = self._due_at is not None and self._due_at <= self._archive.clock()
        is_same = stamp is not None and stamp == self._seen
        if is_same and not is_due and self._trusted < LONGEST_TRUST_LOOKS:
            self._trusted += 1
            return
        while self._archive.publish_due():
            pass
        self._due_at = self._archive.next_due_at()
        # The stamp of before the look: what was written meanwhile is looked up again.
        self._seen, self._trusted = stamp, 0
