# SPDX-License-Identifier: GPL-3.0-or-later
"""Vault: folder of bytes named by SHA-256: atomic put, verify, sweep."""

import errno
import hashlib
import os
import re
import tempfile
import time
from collections.abc import Iterator, Set
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from editor.errors import Refused
from editor.model.picture import Sha256

CHUNK_BYTES = 1 << 20
STALE_S = 24 * 3600.0
"""A half-written file older than this was left by a crash."""

_NAME = re.compile(r"[0-9a-f]{64}")
_HALF = "half-"


class Staged:
    """Bytes that are whole and on the disk, but not yet in the vault."""

    def __init__(self, vault: "Vault", path: Path, sha256: Sha256, size_bytes: int) -> None:
        self.path = path
        self.sha256 = sha256
        self.size_bytes = size_bytes
        self._vault = vault

    def keep(self) -> Sha256:
        """Take the bytes into the vault; until then they leave no trace."""
        self._vault.adopt(self)
        return self.sha256


class Vault:
    """Originals by their content. Safe from several threads and processes.

    A file is in the vault whole or not at all: it is written beside, synced, and renamed.

    Args:
        folder: made when missing.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, source: BinaryIO, *, limit_bytes: int | None = None) -> Sha256:
        """Copy a stream into the vault and say its hash; what is there already stays.

        Raises:
            Refused: `vault.full`, `vault.read_only`, `vault.failed`, or `picture.too_heavy` when
                the stream is longer than the limit.
            OSError: when the source cannot be read; the vault is as before.
        """
        with self.staged(source, limit_bytes=limit_bytes) as staged:
            return staged.keep()

    @contextmanager
    def staged(self, source: BinaryIO, *, limit_bytes: int | None = None) -> Iterator[Staged]:
        """The stream's bytes in a file to look at first; gone at the end unless kept.

        Raises:
            Refused, OSError: as `put`.
        """
        path, handle = self._half_file()
        try:
            with handle:
                sha256, size_bytes = _copy(source, handle, limit_bytes)
            yield Staged(self, path, sha256, size_bytes)
        finally:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def adopt(self, staged: Staged) -> None:
        """Move staged bytes to their place; a damaged copy there is replaced by this whole one."""
        target = self.path(staged.sha256)
        with _told():
            if target.is_file() and self.verify(staged.sha256):
                os.utime(target)  # in use again: a sweep under way must not take it
                return
            target.parent.mkdir(parents=True, exist_ok=True)
            self._move(staged, target)
            _sync_folder(target.parent)
            _sync_folder(self.folder)

    def path(self, sha256: str) -> Path:
        """Where those bytes are or would be.

        Raises:
            Refused: `vault.bad_name` for anything but 64 lower-case hexadecimal digits, so that a
                name from outside never becomes a path.
        """
        if not _NAME.fullmatch(sha256):
            raise Refused("vault.bad_name")
        return self.folder / sha256[:2] / sha256

    def near(self, sha256: str) -> Path:
        """A file of those bytes, brought here first when they are kept elsewhere; it may not be.

        Raises:
            Refused: as `path`.
        """
        return self.path(sha256)

    def has(self, sha256: str) -> bool:
        """Are those bytes here?"""
        return self.path(sha256).is_file()

    def verify(self, sha256: str) -> bool:
        """Are those bytes here, and still what their name says? Reads the whole file."""
        digest = hashlib.sha256()
        try:
            with self.path(sha256).open("rb") as stored:
                while chunk := stored.read(CHUNK_BYTES):
                    digest.update(chunk)
        except OSError:
            return False
        return digest.hexdigest() == sha256

    def sweep(self, keep: Set[Sha256], older_than_s: float) -> int:
        """Remove what nobody uses and crashes left; says how many files went.

        Args:
            keep: hashes that stay.
            older_than_s: younger files stay too: their article may not be saved yet.
        """
        now_s = time.time()
        removed = 0
        for path in self.folder.glob("*/*"):
            is_ours = _NAME.fullmatch(path.name) is not None and path.name not in keep
            removed += is_ours and _remove_older(path, now_s - older_than_s)
        for path in self.folder.glob(f"{_HALF}*"):
            removed += _remove_older(path, now_s - STALE_S)
        return removed

    def _move(self, staged: Staged, target: Path) -> None:
        try:
            staged.path.replace(target)
        except OSError as error:
            if error.errno != errno.EXDEV:
                raise
            # They were staged on another disk.
            with staged.path.open("rb") as source, self.staged(source) as near:
                near.path.replace(target)

    def _half_file(self) -> tuple[Path, BinaryIO]:
        with _told():
            self.folder.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(prefix=_HALF, dir=self.folder)
        return Path(name), os.fdopen(number, "wb")


def _copy(source: BinaryIO, target: BinaryIO, limit_bytes: int | None) -> tuple[Sha256, int]:
    digest = hashlib.sha256()
    size_bytes = 0
    while chunk := source.read(CHUNK_BYTES):
        size_bytes += len(chunk)
        if limit_bytes is not None and size_bytes > limit_bytes:
            raise Refused("picture.too_heavy", limit_mb=limit_bytes // 1_000_000)
        digest.update(chunk)
        with _told():
            target.write(chunk)
    with _told():
        target.flush()
        os.fsync(target.fileno())
    return Sha256(digest.hexdigest()), size_bytes


@contextmanager
def _told() -> Iterator[None]:
    """A failure of the vault's own disk, told as one; the source's failures pass by."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise Refused("vault.full") from error
        if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
            raise Refused("vault.read_only") from error
        raise Refused("vault.failed", reason=error.strerror or str(error)) from error


def _sync_folder(folder: Path) -> None:
    # A rename is on the disk only when its folder is. Windows has no such call, nor needs it.
    if os.name == "nt":
        return
    number = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _remove_older(path: Path, moment_s: float) -> bool:
    try:
        if path.stat().st_mtime > moment_s:
            return False
        path.unlink()
    except OSError:
        return False
    return True
