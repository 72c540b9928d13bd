# SPDX-License-Identifier: GPL-3.0-or-later
"""Big pictures on their way: half files that wait for the rest of their bytes."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.cms import rules
from editor.errors import Refused
from editor.pictures.kinds import HEAD_BYTES
from editor.pictures.vault import Vault
from editor.server import tables
from editor.server.database import Database, iso

LIFE: Final = timedelta(hours=24)
DIGESTS: Final = ("sha256", "sha1")
_upload = tables.upload


@dataclass(frozen=True, slots=True)
class Upload:
    """One picture on its way."""

    upload_id: str
    sha256: str
    size_bytes: int
    offset_bytes: int
    """How many of its bytes are here."""
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Digest:
    """What a piece must hash to."""

    algorithm: str
    value: bytes

    @staticmethod
    def read(text: str) -> "Digest":
        """From its written form: `sha256 <base64>`.

        Raises:
            Refused: `site.bad_field`.
        """
        algorithm, _, written = text.partition(" ")
        try:
            value = base64.b64decode(written, validate=True)
        except ValueError:
            raise Refused("site.bad_field", field="Upload-Checksum") from None
        if algorithm not in DIGESTS:
            raise Refused("site.bad_field", field="Upload-Checksum")
        return Digest(algorithm, value)


class Uploads:
    """The uploads of one server. Thread: any; processes share the folder.

    Args:
        database: keeps what is told of each upload.
        folder: keeps the bytes so far.
        vault: takes them when they are whole.
        clock: decides when one is too old.
    """

    def __init__(
        self, database: Database, folder: Path, vault: Vault, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._folder = folder
        self._vault = vault
        self._clock = clock
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    def begin(self, person: str, sha256: str, size_bytes: int) -> Upload:
        """A new upload, or the one of the same picture that this person left."""
        self._sweep()
        row = {
            "id": uuid4().hex,
            "person": person,
            "sha256": sha256,
            "size_bytes": size_bytes,
            "ends_at": iso(self._clock() + LIFE),
        }

        def work(connection: Connection) -> str:
            known = sa.select(_upload.c.id).where(
                _upload.c.person == person,
                _upload.c.sha256 == sha256,
                _upload.c.size_bytes == size_bytes,
            )
            found = connection.scalar(known.order_by(_upload.c.ends_at.desc()).limit(1))
            if found is None:
                connection.execute(sa.insert(_upload).values(row))
            return found or str(row["id"])

        return self.find(person, self._database.write_in_order(work))

    def find(self, person: str, upload_id: str) -> Upload:
        """An upload as it stands.

        Raises:
            Refused: `site.unknown_id` for one that is not this person's, `site.expired`.
        """
        query = sa.select(_upload).where(_upload.c.id == upload_id, _upload.c.person == person)
        row = None
        if upload_id.isalnum():
            with self._database.reading() as connection:
                row = connection.execute(query).one_or_none()
        if row is None:
            raise Refused("site.unknown_id", id=upload_id)
        if row.ends_at <= iso(self._clock()):
            raise Refused("site.expired", id=upload_id)
        ends_at = datetime.fromisoformat(row.ends_at)
        return Upload(row.id, row.sha256, row.size_bytes, self._offset(row.id), ends_at)

    @contextmanager
    def taken(self, upload: Upload) -> Iterator[None]:
        """Nobody else in this process adds to the upload while the block lasts.

        Raises:
            Refused: `site.offset_mismatch` when somebody does.
        """
        with self._lock:
            if upload.upload_id in self._busy:
                raise Refused("site.offset_mismatch", offset_bytes=upload.offset_bytes)
            self._busy.add(upload.upload_id)
        try:
            yield
        finally:
            with self._lock:
                self._busy.discard(upload.upload_id)

    def add(self, upload: Upload, offset_bytes: int, data: bytes) -> int:
        """Put bytes after those that are here; where the next ones go.

        Raises:
            Refused: `site.too_large` when there are more than was said.
        """
        if offset_bytes + len(data) > upload.size_bytes:
            raise Refused("site.too_large", limit_bytes=upload.size_bytes)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = self._path(upload.upload_id)
        path.touch(mode=0o600)
        with path.open("r+b") as file:
            file.seek(offset_bytes)
            file.write(data)
        return offset_bytes + len(data)

    def cut(self, upload: Upload, offset_bytes: int) -> None:
        """Forget what came after a place."""
        with suppress(FileNotFoundError), self._path(upload.upload_id).open("r+b") as file:
            file.truncate(offset_bytes)

    def finish(self, upload: Upload) -> None:
        """Take a whole upload into the vault; one that is not what was said is forgotten.

        Raises:
            Refused: `site.digest_mismatch`, `site.not_a_picture`, `site.unknown_id` when its bytes
                are gone.
            Offline: `server.bucket_down`; the bytes wait for another try.
        """
        try:
            with (
                self._path(upload.upload_id).open("rb") as source,
                self._vault.staged(source) as staged,
            ):
                check(staged.path, staged.sha256, upload.sha256)
                staged.keep()
        except FileNotFoundError:
            # Another process was sent the same last piece, and was faster.
            if not self._vault.has(upload.sha256):
                raise Refused("site.unknown_id", id=upload.upload_id) from None
        except Refused:
            self.forget(upload)
            raise
        self.forget(upload)

    def forget(self, upload: Upload) -> None:
        """End an upload; its bytes are gone."""
        gone = sa.delete(_upload).where(_upload.c.id == upload.upload_id)
        self._database.write(lambda connection: connection.execute(gone))
        self._path(upload.upload_id).unlink(missing_ok=True)

    def _sweep(self) -> None:
        self._sweep_orphans()
        old = _upload.c.ends_at <= iso(self._clock())
        with self._database.reading() as connection:
            ids = connection.scalars(sa.select(_upload.c.id).where(old)).all()
        if not ids:
            return
        self._database.write(lambda connection: connection.execute(sa.delete(_upload).where(old)))
        for each in ids:
            self._path(each).unlink(missing_ok=True)

    def _sweep_orphans(self) -> None:
        """Bytes that came after their upload had ended belong to nobody."""
        before_s = (self._clock() - 2 * LIFE).timestamp()
        for path in self._folder.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before_s:
                    path.unlink()

    def _offset(self, upload_id: str) -> int:
        try:
            return self._path(upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    def _path(self, upload_id: str) -> Path:
        return self._folder / upload_id


class Summed:
    """The running sum of a piece, when its sender told one."""

    def __init__(self, wanted: Digest | None) -> None:
        self._wanted = wanted
        self._sum = hashlib.new(wanted.algorithm, usedforsecurity=False) if wanted else None

    def add(self, data: bytes) -> None:
        """Some bytes of the piece."""
        if self._sum is not None:
            self._sum.update(data)

    def check(self) -> None:
        """Refuse a piece that is not what was told (`site.checksum_mismatch`)."""
        if self._wanted is None or self._sum is None:
            return
        if not hmac.compare_digest(self._sum.digest(), self._wanted.value):
            raise Refused("site.checksum_mismatch")


def check(path: Path, found: str, wanted: str) -> None:
    """Are these the bytes of the picture that they are said to be?

    Raises:
        Refused: `site.digest_mismatch`, `site.not_a_picture`.
    """
    if found != wanted:
        raise Refused("site.digest_mismatch", sha256=wanted)
    with path.open("rb") as file:
        rules.check_bytes(file.read(HEAD_BYTES))
