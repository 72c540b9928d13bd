# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of news: which form each has, by what it begins with, and the stories in it in turn."""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from editor.errors import EditorError, Refused
from editor.files import documents, sealed
from editor.files.documents import Document
from editor.files.news import newsml_reading, ninjs_reading, nitf_reading, received
from editor.files.news.received import Received
from editor.files.wordpress import library, wxr
from editor.model.profile import SiteProfile

ENDINGS: Final = frozenset(
    {".json", ".ninjs", ".jsonl", ".ndjson", ".xml", ".newsml", ".nitf", ".wxr"}
)
"""What files of news are called at the end; what they are, their beginning says."""
LIMIT_BYTES: Final = 64_000_000
"""Of a file that is read whole."""
_LOOKED_AT_BYTES: Final = 1 << 16
_BOM: Final = b"\xef\xbb\xbf"
_OPENING: Final = re.compile(rb"\s*[\[{]")
_ROOT: Final = re.compile(
    rb"\s*(?:<\?.*?\?>\s*|<!--.*?-->\s*|<!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>\s*)*"
    rb"<(?:[\w.-]+:)?([\w.-]+)",
    re.DOTALL | re.IGNORECASE,
)
_STORY: Final = re.compile(rb'"(?:uri|guid)"\s*:', re.IGNORECASE)
_WORDS: Final = re.compile(rb'"(?:headlines?|bod(?:y_\w+|ies)|byline)"\s*:', re.IGNORECASE)


class Kind(StrEnum):
    """The forms of news that are read."""

    NINJS = "ninjs"
    NEWSML = "newsml"
    NITF = "nitf"
    WORDPRESS = "wordpress"


_ROOTS: Final[Mapping[bytes, Kind]] = MappingProxyType(
    {
        b"newsMessage": Kind.NEWSML,
        b"newsItem": Kind.NEWSML,
        b"packageItem": Kind.NEWSML,
        b"nitf": Kind.NITF,
    }
)


def kind_of(path: Path) -> Kind | None:
    """The form of news that a file has; None: none, it is to be read as a document.

    Raises:
        Refused: `files.unreadable`; `files.unknown_news` where the name is one of news and the
            file is not.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_LOOKED_AT_BYTES).removeprefix(_BOM)
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error
    found = _of_xml(start) or _of_json(start, path.suffix.lower() in ENDINGS)
    if found is None and path.suffix.lower() in ENDINGS:
        raise Refused("files.unknown_news", file=path.name)
    return found


def _of_xml(start: bytes) -> Kind | None:
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        start = start[: len(start) & ~1].decode("utf-16", "replace").encode()
    root = _ROOT.match(start)
    if root is not None and root[1] == b"rss" and wxr.MARK in start:
        return Kind.WORDPRESS
    return _ROOTS.get(root[1]) if root else None


def _of_json(start: bytes, is_named: bool) -> Kind | None:  # noqa: FBT001  # a name that says so
    if not _OPENING.match(start):
        return None
    is_story = _STORY.search(start) is not None and _WORDS.search(start) is not None
    return Kind.NINJS if is_named or is_story else None


def read_all(path: Path, kind: Kind, profile: SiteProfile) -> Iterator[Document | EditorError]:
    """Each story of a file, one after the other; at last perhaps what of it is no story.

    Memory: that of the largest story of XML, whatever the size of the file; the whole file of JSON.

    Args:
        path: the file; pictures are looked for in its folder and below.
        kind: what `kind_of` said.
        profile: the site, for its sections.

    Raises:
        Refused: `files.unreadable`, `files.too_large`, `files.damaged`, `files.cut_short`,
            `files.entities`, `files.too_deep`, `files.unknown_news`; once the stories before it
            were handed out.
    """
    is_library = kind is Kind.WORDPRESS
    carried = partial(library.carried if is_library else documents.beside, path)
    try:
        for each in _READERS[kind](path):
            if isinstance(each, EditorError):
                yield each
            else:
                yield received.document(each, profile, carried)
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error


def _whole(path: Path) -> bytes:
    if path.stat().st_size > LIMIT_BYTES:
        raise Refused("files.too_large", file=path.name, limit_bytes=LIMIT_BYTES)
    return path.read_bytes()


def _ninjs(path: Path) -> Iterator[Received]:
    return ninjs_reading.stories(_whole(path).removeprefix(_BOM), path.name)


def _newsml(path: Path) -> Iterator[Received]:
    items = sealed.elements(io.BytesIO(_whole(path)), path.name, newsml_reading.is_item)
    return newsml_reading.stories(items)


def _nitf(path: Path) -> Iterator[Received]:
    data = _whole(path)
    yield nitf_reading.story(sealed.whole(io.BytesIO(data), path.name), data=data)


_READERS: Final[
    Mapping[Kind, Callable[[Path], Iterator[Received] | Iterator[Received | EditorError]]]
] = MappingProxyType(
    {
        Kind.NINJS: _ninjs,
        Kind.NEWSML: _newsml,
        Kind.NITF: _nitf,
        Kind.WORDPRESS: wxr.stories,
    }
)
