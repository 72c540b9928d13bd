# SPDX-License-Identifier: GPL-3.0-or-later
"""A glimpse of the built-in archive: what stands in it, read beside its server, asleep or awake."""

import os
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from editor.cms import rules
from editor.cms.own import Seen

FILE_NAME: Final = "archive.sqlite"
VERSION: Final = "0012"
"""The tables that are known here; of any other, only the server can tell."""
COMPANY: Final = timedelta(hours=2)
"""So long after its last request a device may be there: that it asked is noted once an hour."""
LONGEST_TRUST_LOOKS: Final = 30
"""So often the stamp is believed: it has the grain of the file system's clock."""

_ASKED: Final = """
SELECT (SELECT version_num FROM alembic_version),
    (SELECT value FROM meta WHERE name = 'server_id'),
    (SELECT value FROM meta WHERE name = 'epoch'),
    c.n, l.chain,
    (SELECT min(at) FROM due),
    (SELECT max(used_at) FROM token WHERE revoked_at IS NULL)
FROM counter c LEFT JOIN log l ON l.seq = c.n
"""


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Glimpse:
    """Looks into an archive without SQLAlchemy, and only when its file is another. Thread: any.

    Args:
        folder: the archive's.
        clock: tells how long ago a device asked.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = _utc_now) -> None:
        self._file = folder / FILE_NAME
        self._clock = clock
        self._lock = threading.Lock()
        self._stamp: object = None
        self._trusted = 0
        self._row: tuple[str | int | None, ...] | None = None

    def look(self) -> Seen | None:
        """What stands there now; None: only the server itself can tell.

        Cost: two system calls; a millisecond after something was written.
        """
        with self._lock:
            stamp = self._stamped()
            if stamp != self._stamp or self._trusted >= LONGEST_TRUST_LOOKS:
                # The stamp of before the look: what is written meanwhile is looked up again.
                self._row, self._stamp, self._trusted = self._read(), stamp, 0
            self._trusted += 1
            row = self._row
        return None if row is None else self._told(row)

    def due_at(self) -> datetime | None:
        """When the next story is to go public; None: none waits, as far as can be seen."""
        seen = self.look()
        return None if seen is None else seen.due_at

    def _stamped(self) -> tuple[tuple[int, int], ...]:
        return tuple(_stamp_of(f"{self._file}{end}") for end in ("", "-wal"))

    def _read(self) -> tuple[str | int | None, ...] | None:
        try:
            connection = sqlite3.connect(f"{self._file.absolute().as_uri()}?mode=ro", uri=True)
            with closing(connection):
                row: tuple[str | int | None, ...] | None = connection.execute(_ASKED).fetchone()
        except sqlite3.Error:
            return None
        return row if row is not None and row[0] == VERSION and all(row[1:3]) else None

    def _told(self, row: tuple[str | int | None, ...]) -> Seen:
        _, server_id, epoch, seq, chain, due, used = row
        link = rules.GENESIS if seq == 0 else str(chain or "")
        return Seen(
            server_id=str(server_id),
            epoch=str(epoch),
            cursor=str(rules.Cursor(str(epoch), int(seq or 0), link[:8])),
            due_at=datetime.fromisoformat(str(due)) if due else None,
            has_company=bool(used) and datetime.fromisoformat(str(used)) > self._clock() - COMPANY,
        )


def _stamp_of(name: str) -> tuple[int, int]:
    try:
        told = os.stat(name)  # noqa: PTH116  # as cheap as it gets: asked again and again
    except OSError:
        return 0, 0
    return told.st_mtime_ns, told.st_size
