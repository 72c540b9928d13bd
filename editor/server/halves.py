# SPDX-License-Identifier: GPL-3.0-or-later
"""Half files: what has come of a picture so far, hashed as it grows, written by one at a time."""

import errno
import hashlib
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from editor.errors import Refused
from editor.model.picture import Sha256

if TYPE_CHECKING:
    from hashlib import _Hash

SYNC_BYTES: Final = 4 * 1024 * 1024
"""So much is waited for while the rest is still on its way, where the system cannot begin alone."""
BEGIN_BYTES: Final = 1024 * 1024
"""So much goes to the disk at once, where the system begins alone."""
_READ_BYTES: Final = 1024 * 1024
_FULL: Final = (errno.ENOSPC, errno.EDQUOT)


@dataclass(slots=True)
class Running:
    """The sum of the first bytes of a file."""

    size_bytes: int = 0
    digest: "_Hash" = field(default_factory=hashlib.sha256)

    def copy(self) -> "Running":
        """The same sum, which goes on by itself."""
        return Running(self.size_bytes, self.digest.copy())

    def add(self, data: bytes | memoryview) -> None:
        """The next bytes."""
        self.digest.update(data)
        self.size_bytes += len(data)


class Half:
    """A half file, ours alone until it is closed. Thread: any, one at a time.

    Args:
        path: its place; made when missing.
        running: the sum of its first bytes, from an earlier time; the others are read again.

    Raises:
        BlockingIOError: when somebody else has it, in whatever process, or ended it just now.
        Refused: `vault.full`.
    """

    def __init__(self, path: Path, running: Running | None = None) -> None:
        self.path = path
        self._number = _opened(path)
        self.size_bytes = os.fstat(self._number).st_size
        known = running is not None and running.size_bytes <= self.size_bytes
        self.running = running if running is not None and known else Running()
        self._before = self.running.copy()
        self._unsynced_bytes = 0

    def add(self, pieces: Sequence[bytes]) -> None:
        """Put some bytes at the end; those that found room stay, whatever happens.

        Raises:
            Refused: `vault.full`.
        """
        self._catch_up()
        try:
            for piece in pieces:
                self._write(piece)
        except OSError as error:
            raise _told(error) from error
        self._set_off()

    def cut(self, size_bytes: int) -> None:
        """Forget what came after a place, where the file ended when it was opened."""
        os.ftruncate(self._number, size_bytes)
        self.size_bytes = size_bytes
        self.running = self._before.copy() if self._before.size_bytes <= size_bytes else Running()

    def seal(self) -> Sha256:
        """Have all of it on the disk, and say what it hashes to; nothing is added any more.

        Raises:
            Refused: `vault.full`.
        """
        self._catch_up()
        self._sync()
        self.close()
        return Sha256(self.running.digest.hexdigest())

    def close(self) -> None:
        """Let others add to it. May be called again."""
        if self._number >= 0:
            os.close(self._number)
            self._number = -1

    def drop(self) -> None:
        """Close it, and forget what is at its place."""
        self.close()
        self.path.unlink(missing_ok=True)

    def _write(self, piece: bytes) -> None:
        left = memoryview(piece)
        while left:
            count = os.write(self._number, left)
            self.running.add(left[:count])
            self.size_bytes += count
            self._unsynced_bytes += count
            left = left[count:]

    def _catch_up(self) -> None:
        """Hash what others put there, or we ourselves before a restart."""
        if self.running.size_bytes == self.size_bytes:
            return
        with self.path.open("rb") as file:
            file.seek(self.running.size_bytes)
            while data := file.read(_READ_BYTES):
                self.running.add(data)
        self._before = self.running.copy()

    def _set_off(self) -> None:
        """Let what was added go to the disk beside the rest, so that the end is not long."""
        if _begins_alone:
            if self._unsynced_bytes >= BEGIN_BYTES:
                _begin_writing(self._number, self.size_bytes - self._unsynced_bytes)
                self._unsynced_bytes = 0
        elif self._unsynced_bytes >= SYNC_BYTES:
            self._sync()

    def _sync(self) -> None:
        try:
            os.fsync(self._number)
        except OSError as error:
            raise _told(error) from error
        self._unsynced_bytes = 0


def _opened(path: Path) -> int:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    how = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
    number = os.open(path, how, 0o600)
    try:
        _lock(number)
        # Whoever had it may have ended it between the two lines above.
        if not _is_at(number, path):
            raise BlockingIOError
    except OSError:
        os.close(number)
        raise
    return number


def _is_at(number: int, path: Path) -> bool:
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(number), path.stat())
    return False


def _told(error: OSError) -> Exception:
    return Refused("vault.full") if error.errno in _FULL else error


_begins_alone: Final = sys.platform == "linux"

if sys.platform == "linux":

    def _begin_writing(number: int, start: int) -> None:
        # Linux begins to write what it is told to forget, and waits for none of it.
        os.posix_fadvise(number, start, 0, os.POSIX_FADV_DONTNEED)

else:

    def _begin_writing(number: int, start: int) -> None:
        """There is no such call."""


if sys.platform == "win32":

    def _lock(number: int) -> None:
        """One process has a folder there; it keeps its own threads apart."""

else:
    import fcntl

    def _lock(number: int) -> None:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
