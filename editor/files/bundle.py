# SPDX-License-Identifier: GPL-3.0-or-later
"""A story with its pictures and its history in one file, to carry by hand, on a stick."""

import contextlib
import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

from editor import wire
from editor.errors import Damaged, Refused
from editor.model.article import Article
from editor.model.picture import Picture, Sha256
from editor.model.rows import Version
from editor.text import measure

ENDING = ".stet"
LIMIT_BYTES = 2_000_000_000
_ARTICLE, _PICTURES, _BYTES, _HISTORY = "article.json", "pictures/", "originals/", "history/"
MOST_VERSIONS = 100_000
_MOMENT = (1980, 1, 1, 0, 0, 0)


Versions = tuple[tuple[Version, Article], ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """A story out of a bundle."""

    article: Article
    pictures: tuple[tuple[Picture, bytes], ...]
    history: Versions = ()
    """Its earlier versions, oldest first."""


def write(
    path: Path,
    article: Article,
    pictures: Mapping[Sha256, Picture],
    files: Mapping[Sha256, Path],
    history: Versions = (),
) -> None:
    """Put a story into one file; the same story gives the same bytes.

    Args:
        path: where to.
        article: the story.
        pictures: what is known of its pictures.
        files: where their originals are.
        history: its versions, oldest first.

    Raises:
        Refused: `files.not_written`.
    """
    half = path.with_name(f".{path.name}.half")
    try:
        with zipfile.ZipFile(half, "w") as archive:
            _add(archive, _ARTICLE, wire.canonical(wire.article_to_doc(article)))
            for sha256, picture in sorted(pictures.items()):
                doc = wire.canonical(wire.picture_to_doc(picture))
                _add(archive, f"{_PICTURES}{sha256}.json", doc)
                if sha256 in files:
                    _add(archive, f"{_BYTES}{sha256}", files[sha256].read_bytes())
            for number, (version, then) in enumerate(history, start=1):
                _add(archive, f"{_HISTORY}{number:06d}.json", _written(version, then))
        half.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)
        raise Refused("files.not_written", path=str(path)) from error


def read(path: Path) -> Bundle:
    """A story out of a file; nothing in it is ever taken for a path.

    Raises:
        Refused: `files.unreadable`, `files.too_large`.
        Damaged: `files.damaged`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(each.file_size for each in archive.infolist()) > LIMIT_BYTES:
                raise Refused("files.too_large", file=path.name, limit_bytes=LIMIT_BYTES)
            return _read(archive)
    except (zipfile.BadZipFile, KeyError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Damaged("files.damaged", file=path.name) from error


def _read(archive: zipfile.ZipFile) -> Bundle:
    article = wire.article_from_doc(wire.parse(archive.read(_ARTICLE)))
    names = set(archive.namelist())
    pictures = []
    for placement in article.placements:
        doc = wire.parse(archive.read(f"{_PICTURES}{placement.sha256}.json"))
        name = f"{_BYTES}{placement.sha256}"
        data = archive.read(name) if name in names else b""
        pictures.append((wire.picture_from_doc(doc), data))
    versions = sorted(name for name in names if name.startswith(_HISTORY))
    return Bundle(
        article,
        cast("tuple[tuple[Picture, bytes], ...]", tuple(pictures)),
        tuple(_version(article, archive.read(name)) for name in versions[:MOST_VERSIONS]),
    )


def _written(version: Version, article: Article) -> bytes:
    told = {"at": version.at.isoformat(), "author": version.author, "reason": version.reason}
    return wire.canonical({**told, "article": wire.article_to_doc(article)})


def _version(article: Article, data: bytes) -> tuple[Version, Article]:
    told = wire.parse(data)
    doc = told["article"]
    if not isinstance(doc, dict):
        raise Damaged("files.damaged")
    then = wire.article_from_doc({**doc, "id": article.id})
    at = datetime.fromisoformat(str(told["at"])).astimezone(UTC)
    author, reason = str(told["author"]), str(told["reason"])
    return Version(0, at, author, reason, then.headline, measure.words(then.body)), then


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
    archive.writestr(info, data)
