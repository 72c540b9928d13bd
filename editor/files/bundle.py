# SPDX-License-Identifier: GPL-3.0-or-later
"""A story with its pictures in one file, to carry by hand, on a stick."""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from editor import wire
from editor.errors import Damaged, Refused
from editor.model.article import Article
from editor.model.picture import Picture, Sha256

ENDING = ".stet"
LIMIT_BYTES = 2_000_000_000
_ARTICLE, _PICTURES, _BYTES = "article.json", "pictures/", "originals/"
_MOMENT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Bundle:
    """A story out of a bundle."""

    article: Article
    pictures: tuple[tuple[Picture, bytes], ...]


def write(
    path: Path, article: Article, pictures: Mapping[Sha256, Picture], files: Mapping[Sha256, Path]
) -> None:
    """Put a story into one file; the same story gives the same bytes.

    Args:
        path: where to.
        article: the story.
        pictures: what is known of its pictures.
        files: where their originals are.

    Raises:
        Refused: `files.not_written`.
    """
    try:
        with zipfile.ZipFile(path, "w") as archive:
            _add(archive, _ARTICLE, wire.canonical(wire.article_to_doc(article)))
            for sha256, picture in sorted(pictures.items()):
                doc = wire.canonical(wire.picture_to_doc(picture))
                _add(archive, f"{_PICTURES}{sha256}.json", doc)
                if sha256 in files:
                    _add(archive, f"{_BYTES}{sha256}", files[sha256].read_bytes())
    except OSError as error:
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
    return Bundle(article, cast("tuple[tuple[Picture, bytes], ...]", tuple(pictures)))


def _add(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    info = zipfile.ZipInfo(name, _MOMENT)
    info.compress_type = zipfile.ZIP_DEFLATED if name.endswith(".json") else zipfile.ZIP_STORED
    archive.writestr(info, data)
