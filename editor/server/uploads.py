# SPDX-License-Identifier: GPL-3.0-or-later
"""Big pictures on their way: half files that wait for the rest of their bytes."""

import base64
import hashlib
import hmac
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.cms import rules
from editor.errors import Refused
from editor.pictures.kinds import HEAD_BYTES
from editor.pictures.vault import Staged, Vault
from editor.server import tables
from editor.server.database import Database, iso
from editor.server.halves import Half, Running

LIFE: Final = timedelta(hours=24)
SWEEP_EVERY: Final = timedelta(hours=1)
DIGESTS: Final = ("sha256", "sha1")
_MAX_RUNNING: Final = 1000
"""So many sums of half files are kept; the sum of another is made again when it goes on."""
_upload = tables.upload
_ADD: Final = sa.insert(_upload)
# Made once: to put a statement together costs more than to run it.
_OLD: Final = _upload.c.ends_at <= sa.bindparam("now")
_OLD_ONES: Final = sa.select(_upload.c.id).where(_OLD)
_DROP_OLD: Final = sa.delete(_upload).where(_OLD)
_DROP: Final = sa.delete(_upload).where(_upload.c.id == sa.bindparam("of"))
_FIND: Final = sa.select(_upload).where(
    _upload.c.id == sa.bindparam("of"), _upload.c.person == sa.bindparam("person")
)
_LEFT: Final = (
    sa.select(_upload.c.id)
    .where(
        _upload.c.person == sa.bindparam("person"),
        _upload.c.sha256 == sa.bindparam("sha256"),
        _upload.c.size_bytes == sa.bindparam("size_bytes"),
        ~_OLD,
    )
    .order_by(_upload.c.ends_at.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Upload:
    """One picture on its way."""

    upload_id: str
    person: str
    """Who sends it."""
    sha256: str
    size_bytes: int
    offset_bytes: int
    """How many of its bytes are here."""
    ends_at: datetime
    is_noted: bool = True
    """Whether the database knows of it: one that comes whole at once never needs a row."""


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
        self._running: dict[str, Running] = {}
        self._lock = threading.Lock()
        self._swept_at: datetime | None = None

    def begin(self, person: str, sha256: str, size_bytes: int) -> Upload:
        """A new upload, or the one of the same picture that this person left."""
        self._sweep()
        new = self._new(person, sha256, size_bytes)

        def work(connection: Connection) -> str:
            found = self._left(connection, new)
            if found is None:
                connection.execute(_ADD, _row(new))
            return found or new.upload_id

        return self.find(person, self._database.write_in_order(work))

    def start(self, person: str, sha256: str, size_bytes: int) -> tuple[Upload, Half | None]:
        """A new upload whose first bytes come along; noted only if it is `set_down` unfinished.

        Without a half file: the one of the same picture that this person left, which has some. One
        that has all of them was not put away: those that come now are taken in its place.
        """
        self._sweep()
        new = self._new(person, sha256, size_bytes)
        with self._database.reading() as connection:
            left = self._left(connection, new)
        if left is not None and 0 < self._offset(left) < size_bytes:
            return self.find(person, left), None
        return new, Half(self._path(new.upload_id))

    def set_down(self, upload: Upload, half: Half) -> None:
        """Keep what has come of one that was started until its sender goes on with it."""
        if not half.size_bytes:
            half.drop()
            return
        row = _row(upload)
        self._database.write(lambda connection: connection.execute(_ADD, row))

    def find(self, person: str, upload_id: str) -> Upload:
        """An upload as it stands.

        Raises:
            Refused: `site.unknown_id` for one that is not this person's, `site.expired`.
        """
        row = None
        if upload_id.isalnum():
            with self._database.reading() as connection:
                asked = {"of": upload_id, "person": person}
                row = connection.execute(_FIND, asked).one_or_none()
        if row is None:
            raise Refused("site.unknown_id", id=upload_id)
        if row.ends_at <= iso(self._clock()):
            raise Refused("site.expired", id=upload_id)
        ends_at = datetime.fromisoformat(row.ends_at)
        return Upload(row.id, person, row.sha256, row.size_bytes, self._offset(row.id), ends_at)

    def take(self, person: str, upload_id: str) -> tuple[Upload, Half]:
        """An upload as it stands, and its half file: ours alone until we `leave` it.

        Raises:
            Refused: as `find`; `site.offset_mismatch` when somebody else adds to it.
        """
        upload = self.find(person, upload_id)
        with self._lock:
            is_free = upload_id not in self._busy
            self._busy.add(upload_id)
            running = self._running.pop(upload_id, None)
        if not is_free:
            raise Refused("site.offset_mismatch", offset_bytes=upload.offset_bytes)
        try:
            half = Half(self._path(upload_id), running)
        except OSError as error:
            self._free(upload_id)
            if isinstance(error, BlockingIOError):
                raise Refused("site.offset_mismatch", offset_bytes=upload.offset_bytes) from None
            raise
        # Asked of the file that we hold: the one before may have just ended.
        return replace(upload, offset_bytes=half.size_bytes), half

    def leave(self, upload: Upload, half: Half) -> None:
        """Let others go on with an upload; what has been hashed of it is not hashed again."""
        half.close()
        is_whole = half.size_bytes >= upload.size_bytes
        self._free(upload.upload_id, None if is_whole else half.running)

    def finish(self, upload: Upload, half: Half) -> None:
        """Take a whole upload into the vault; one that is not what was said is forgotten.

        Raises:
            Refused: `site.digest_mismatch`, `site.not_a_picture`, `site.unknown_id` when its bytes
                are gone, `vault.full`.
            Offline: `server.bucket_down`; the bytes wait for another try.
        """
        try:
            self.keep(half, upload.sha256)
        except FileNotFoundError:
            # Another process was sent the same last piece, and was faster.
            if not self._vault.has(upload.sha256):
                raise Refused("site.unknown_id", id=upload.upload_id) from None
        except Refused as error:
            # A disk that is full takes it when there is room.
            if not error.code.startswith("vault."):
                self.forget(upload)
            raise
        self.forget(upload)

    def fresh(self) -> Half:
        """A half file for a picture that comes in one go; whoever asked for it drops it."""
        return Half(self._path(uuid4().hex))

    def keep(self, half: Half, sha256: str) -> None:
        """Take a whole half file into the vault, when it is the picture that it is said to be.

        It is closed before it is moved: whoever opens it meanwhile finds it whole, and a whole one
        takes no more bytes.

        Raises:
            Refused: `site.digest_mismatch`, `site.not_a_picture`, `vault.full`.
            Offline: `server.bucket_down`.
            FileNotFoundError: when somebody else moved it.
        """
        found = half.seal()
        check(half.path, found, sha256)
        Staged(self._vault, half.path, found, half.size_bytes).keep()

    def forget(self, upload: Upload) -> None:
        """End an upload; its bytes are gone."""
        if upload.is_noted:
            gone = {"of": upload.upload_id}
            self._database.write(lambda connection: connection.execute(_DROP, gone))
        self._path(upload.upload_id).unlink(missing_ok=True)

    def _new(self, person: str, sha256: str, size_bytes: int) -> Upload:
        ends_at = self._clock() + LIFE
        return Upload(uuid4().hex, person, sha256, size_bytes, 0, ends_at, is_noted=False)

    def _free(self, upload_id: str, running: Running | None = None) -> None:
        with self._lock:
            self._busy.discard(upload_id)
            if running is not None:
                self._running[upload_id] = running
            while len(self._running) > _MAX_RUNNING:
                self._running.pop(next(iter(self._running)))

    def _sweep(self) -> None:
        """Now and then: what nobody went on with in its time goes."""
        now = self._clock()
        if self._swept_at is not None and timedelta() <= now - self._swept_at < SWEEP_EVERY:
            return
        self._swept_at = now
        self._sweep_orphans()
        old = {"now": iso(now)}
        with self._database.reading() as connection:
            ids = connection.scalars(_OLD_ONES, old).all()
        if not ids:
            return
        self._database.write(lambda connection: connection.execute(_DROP_OLD, old))
        for each in ids:
            self._path(each).unlink(missing_ok=True)

    def _sweep_orphans(self) -> None:
        """Bytes that came after their upload had ended belong to nobody."""
        before_s = (self._clock() - 2 * LIFE).timestamp()
        for path in self._folder.glob("*"):
            with suppress(FileNotFoundError):
                if path.stat().st_mtime < before_s:
                    path.unlink()

    def _left(self, connection: Connection, like: Upload) -> str | None:
        """The newest upload of the same picture that its sender left."""
        told = {"sha256": like.sha256, "size_bytes": like.size_bytes}
        asked = {"person": like.person, **told, "now": iso(self._clock())}
        return connection.scalar(_LEFT, asked)

    def _offset(self, upload_id: str) -> int:
        try:
            return self._path(upload_id).stat().st_size
        except FileNotFoundError:
            return 0

    def _path(self, upload_id: str) -> Path:
        return self._folder / upload_id


def _row(upload: Upload) -> dict[str, object]:
    told = {"sha256": upload.sha256, "size_bytes": upload.size_bytes}
    who = {"id": upload.upload_id, "person": upload.person}
    return {**who, **told, "ends_at": iso(upload.ends_at)}


class Summed:
    """The running sum of a piece, when its sender told one."""

    def __init__(self, wanted: Digest | None) -> None:
        self._wanted = wanted
        self._sum = hashlib.new(wanted.algorithm, usedforsecurity=False) if wanted else None

    def add(self, pieces: Sequence[bytes]) -> None:
        """Some bytes of the piece."""
        if self._sum is not None:
            for each in pieces:
                self._sum.update(each)

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
