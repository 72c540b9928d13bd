# SPDX-License-Identifier: GPL-3.0-or-later
"""The store's folder: who holds it, whether it was left in order, and room for the last words."""

import contextlib
import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

from editor.errors import Refused
from editor.store import ground

RESERVE_BYTES = 4 * 1024 * 1024


class Place:
    """One folder, held by one process. Nobody but its owner may look into it.

    Args:
        folder: where.
        network_kind: tells the kind of network drive that a folder lies on; empty: on none.
    """

    def __init__(
        self, folder: Path, network_kind: Callable[[Path], str] = ground.network_kind
    ) -> None:
        self.folder = folder
        self._network_kind = network_kind
        self.file = folder / "stet.db"
        self.backups = folder / "backups"
        self.journal = folder / "journal"
        self._marker = folder / "open"
        self._reserve = folder / "reserve"
        self._held: int | None = None

    @property
    def is_held(self) -> bool:
        """Whether this process has the folder."""
        return self._held is not None

    @property
    def log_bytes(self) -> int:
        """The length of the file that holds what is not yet in the database's own."""
        with contextlib.suppress(OSError):
            return self.file.with_name(self.file.name + "-wal").stat().st_size
        return 0

    def hold(self) -> bool:
        """Take the folder for this process.

        Returns:
            Whether the last process that had it left it in order.

        Raises:
            Refused: `store.in_use`, `store.read_only`, `store.full`, `store.network_folder`.
        """
        # The log of changes is shared memory: two computers would each see a part of it.
        if kind := self._network_kind(self.folder):
            raise Refused("store.network_folder", folder=str(self.folder), kind=kind)
        try:
            for folder in (self.folder, self.backups, self.journal):
                folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            held = os.open(self.folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise cannot_write(error, self.folder) from error
        if not _lock(held):
            os.close(held)
            raise Refused("store.in_use", folder=str(self.folder))
        self._held = held
        try:
            self._look()
        except BaseException:
            self.let_go()
            raise
        return not self._marker.exists()

    def _look(self) -> None:
        # Said before SQLite makes companions that are as little to be written as their file.
        for ending in ("", "-wal", "-shm"):
            part = self.file.with_name(self.file.name + ending)
            if part.exists() and not os.access(part, os.R_OK | os.W_OK):
                raise Refused("store.read_only", folder=str(part))

    def mark_open(self) -> None:
        """Note that the store is in use: whoever finds the note knows that it was not closed."""
        try:
            _touch(self._marker)
            _touch(self.file)
        except OSError as error:
            raise cannot_write(error, self.folder) from error

    def mark_closed(self) -> None:
        """Note that the store was left in order."""
        with contextlib.suppress(OSError):
            self._marker.unlink(missing_ok=True)

    def let_go(self) -> None:
        """Give the folder free for another process."""
        if self._held is not None:
            os.close(self._held)
            self._held = None

    def keep_reserve(self) -> bool:
        """Hold some space for the last words; False when there is none to hold."""
        if self._reserve.exists():
            return True
        try:
            held = os.open(self._reserve, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            try:
                # Real bytes: a hole in a file reserves nothing.
                block = os.urandom(64 * 1024)
                for _ in range(RESERVE_BYTES // len(block)):
                    os.write(held, block)
                os.fsync(held)
            finally:
                os.close(held)
        except OSError:
            with contextlib.suppress(OSError):
                self._reserve.unlink(missing_ok=True)
            return False
        return True

    def spend_reserve(self) -> bool:
        """Give the held space to the store; False when it was spent before."""
        try:
            self._reserve.unlink()
        except OSError:
            return False
        return True


def cannot_write(error: OSError, path: Path) -> Refused:
    """The refusal that tells why nothing can be written there."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
        return Refused("store.full", folder=str(path))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Refused("store.read_only", folder=str(path))
    if isinstance(error, FileExistsError | NotADirectoryError):
        return Refused("store.not_a_folder", folder=str(path))
    return Refused("store.cannot_write", folder=str(path), reason=error.strerror or "")


def _touch(path: Path) -> None:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))


if sys.platform == "win32":
    import msvcrt

    def _lock(held: int) -> bool:
        try:
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
