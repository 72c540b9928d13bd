# SPDX-License-Identifier: GPL-3.0-or-later
"""A story with its pictures and its history in one file, to carry by hand, on a stick."""

import contextlib
import hashlib
import io
import os
import struct
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Final, cast

from editor import wire
from editor.errors import Damaged, Refused
from editor.files.kinds import BROKEN
from editor.model.article import Article
from editor.model.operation import Doc
from editor.model.picture import Picture, Sha256
from editor.model.rows import Version
from editor.text import measure

ENDING: Final = ".stet"
LIMIT_BYTES: Final = 20_000_000_000
LIMIT_WORDS_BYTES: Final = 400_000_000
"""Of all that is read into memory: story, history, what is known of pictures."""
MOST_VERSIONS: Final = 100_000
CHUNK_BYTES: Final = 512 * 1024
_ARTICLE, _PICTURES, _BYTES, _HISTORY = "article.json", "pictures/", "originals/", "history/"
_ENCRYPTED: Final = 1
_HEAD: Final = struct.Struct("<4s22xHH")
_SIGN: Final = b"PK\x03\x04"
_MOMENT = (1980, 1, 1, 0, 0, 0)
_BROKEN: Final = (*BROKEN, struct.error)
_UNREADABLE: Final = (*_BROKEN, LookupError, ValueError, RuntimeError)

Versions = Sequence[tuple[Version, Doc]]
"""Versions of a story as they are written, oldest first."""


class Bundle:
    """A story in an open bundle: its words are read, its originals are read as they are asked for.

    Raises:
        Refused: `files.too_large`; whatever a damaged file makes zipfile raise.
    """

    def __init__(self, archive: zipfile.ZipFile, path: Path) -> None:
        self._archive, self._path = archive, path
        self._parts = {each.filename: each for each in archive.infolist()}
        self._refuse_large(path.name)
        self.article = wire.article_from_doc(self._doc(_ARTICLE))
        placed = dict.fromkeys(each.sha256 for each in self.article.placements)
        self.pictures: tuple[Picture, ...] = tuple(map(self._picture, placed))
        versions = sorted(each for each in self._parts if each.startswith(_HISTORY))
        self.history: Versions = tuple(map(self._version, versions[:MOST_VERSIONS]))

    def original(self, sha256: Sha256) -> BinaryIO | None:
        """The bytes of a picture, to be read piece by piece; None: they did not come along.

        Their own hash is for the reader to look at: no other sum of them is.
        """
        part = self._parts.get(f"{_BYTES}{sha256}")
        if part is None:
            return None
        is_bare = part.compress_type == zipfile.ZIP_STORED and not part.flag_bits & _ENCRYPTED
        if not is_bare:
            return cast("BinaryIO", self._archive.open(part))
        return cast("BinaryIO", _Stretch(self._path, _begin(self._path, part), part.file_size))

    def _refuse_large(self, name: str) -> None:
        # What a part says of its own length is all that is ever read of it.
        words = (each.file_size for each in self._parts.values() if _is_words(each.filename))
        whole = sum(each.file_size for each in self._parts.values())
        for size_bytes, limit_bytes in ((sum(words), LIMIT_WORDS_BYTES), (whole, LIMIT_BYTES)):
            if size_bytes > limit_bytes:
                raise Refused("files.too_large", file=name, limit_bytes=limit_bytes)

    def _doc(self, name: str) -> dict[str, object]:
        return wire.parse(self._archive.read(self._parts[name]))

    def _picture(self, sha256: Sha256) -> Picture:
        found = wire.picture_from_doc(self._doc(f"{_PICTURES}{sha256}.json"))
        if found.sha256 != sha256:
            raise ValueError(sha256)
        return found

    def _version(self, name: str) -> tuple[Version, Doc]:
        told = self._doc(name)
        doc = told["article"]
        if not isinstance(doc, dict):
            raise TypeError(name)
        doc = {**doc, "id": self.article.id}
        # Read to the end, so that what is kept of it can always be read.
        then = wire.article_from_doc(doc)
        at = datetime.fromisoformat(str(told["at"])).astimezone(UTC)
        author, reason = str(told["author"]), str(told["reason"])
        return Version(0, at, author, reason, then.headline, measure.words(then.body)), doc


class _Stretch(io.RawIOBase):
    """A stretch of a file, as a file to read."""

    def __init__(self, path: Path, start: int, size_bytes: int) -> None:
        self._file = path.open("rb", buffering=0)
        self._file.seek(start)
        self._left = size_bytes

    def readable(self) -> bool:
        """It is there to be read."""
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]  # 3.11 has no name for it
        """Fill a room with what comes next."""
        count = self._file.readinto(memoryview(room)[: self._left])
        self._left -= count
        return count

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()
        super().close()


def _begin(path: Path, part: zipfile.ZipInfo) -> int:
    """Where the bytes of a part begin: behind its own head, which has a name and more."""
    with path.open("rb") as file:
        file.seek(part.header_offset)
        head = file.read(_HEAD.size)
    sign, name_bytes, more_bytes = _HEAD.unpack(head)
    if sign != _SIGN:
        raise zipfile.BadZipFile
    return part.header_offset + _HEAD.size + int(name_bytes) + int(more_bytes)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Bundle]:
    """A story out of a file; nothing in it is ever taken for a path.

    Raises:
        Refused: `files.unreadable`, also while its originals are read; `files.too_large`.
        Damaged: `files.damaged`, as well.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            try:
                found = Bundle(archive, path)
            except (*_UNREADABLE, TypeError) as error:
                raise Damaged("files.damaged", file=path.name) from error
            yield found
    except _BROKEN as error:
        raise Damaged("files.damaged", file=path.name) from error
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error


def write(
    path: Path,
    article: Article,
    pictures: Mapping[Sha256, Picture],
    files: Mapping[Sha256, Path],
    history: Versions = (),
) -> None:
    """Put a story into one file, safe on the disk when it returns; the same story, the same bytes.

    Args:
        path: where to.
        article: the story.
        pictures: what is known of its pictures.
        files: where their originals are.
        history: its versions.

    Raises:
        Refused: `files.not_written`.
        Damaged: `files.original_damaged` for an original that is not what its name says.

    Cost: at least half the speed of a plain copy: see `tests/bench/bench_bundle.py`.
    """
    half = path.with_name(f".{path.name}.half")
    try:
        # Originals are looked at while they are written: it costs another core, and no time.
        with half.open("wb") as file, ThreadPoolExecutor(1) as pool:
            looked_at = [pool.submit(_verify, *each) for each in files.items()]
            with zipfile.ZipFile(file, "w") as archive:
                _fill(archive, article, pictures, files, history)
            file.flush()
            os.fsync(file.fileno())
            for each in looked_at:
                each.result()
        half.replace(path)
    except OSError as error:
        raise Refused("files.not_written", path=str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def _fill(
    archive: zipfile.ZipFile,
    article: Article,
    pictures: Mapping[Sha256, Picture],
    files: Mapping[Sha256, Path],
    history: Versions,
) -> None:
    _add(archive, _ARTICLE, wire.canonical(wire.article_to_doc(article)))
    for sha256, picture in sorted(pictures.items()):
        _add(archive, f"{_PICTURES}{sha256}.json", wire.canonical(wire.picture_to_doc(picture)))
        if sha256 in files:
            _add_original(archive, sha256, files[sha256])
    for number, each in enumerate(history, start=1):
        _add(archive, f"{_HISTORY}{number:06d}.json", _written(*each))


def _is_words(name: str) -> bool:
    return name == _ARTICLE or name.startswith((_PICTURES, _HISTORY))


def _written(version: Version, doc: Doc) -> bytes:
    told = {"at": version.at.isoformat(), "author": version.author, "reason": version.reason}
    return wire.canonical({**told, "article": doc})


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED
    archive.writestr(info, data)


def _add_original(archive: zipfile.ZipFile, sha256: Sha256, file: Path) -> None:
    # Pictures are packed already.
    info = zipfile.ZipInfo(f"{_BYTES}{sha256}", _MOMENT)
    info.file_size = file.stat().st_size
    room = memoryview(bytearray(CHUNK_BYTES))
    # One room for all pieces: to get a new one for each costs as much as to copy it.
    with file.open("rb", buffering=0) as source, archive.open(info, "w") as target:
        while count := source.readinto(room):
            target.write(room[:count])


def _verify(sha256: Sha256, file: Path) -> None:
    # Who carries them far should not find damage at the other end.
    with file.open("rb") as source:
        if hashlib.file_digest(source, "sha256").hexdigest() != sha256:
            raise Damaged("files.original_damaged", file=sha256[:12])
