# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of news: which form each has, by what it begins with, and the stories in it in turn."""

import re
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Final

from editor.errors import Refused
from editor.files import documents
from editor.files.documents import Document
from editor.files.news import ninjs_reading, received
from editor.files.news.received import Received
from editor.model.profile import SiteProfile

ENDINGS: Final = frozenset({".json", ".ninjs", ".jsonl", ".ndjson"})
"""What files of news are called at the end; what they are, their beginning says."""
JSON_LIMIT_BYTES: Final = 64_000_000
_LOOKED_AT_BYTES: Final = 1 << 16
_BOM: Final = b"\xef\xbb\xbf"
_OPENING: Final = re.compile(rb"\s*[\[{]")
_STORY: Final = re.compile(rb'"(?:uri|guid)"\s*:', re.IGNORECASE)
_WORDS: Final = re.compile(rb'"(?:headlines?|bod(?:y_\w+|ies)|byline)"\s*:', re.IGNORECASE)


class Kind(StrEnum):
    """The forms of news that are read."""

    NINJS = "ninjs"


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
    found = _of_json(start, path.suffix.lower() in ENDINGS)
    if found is None and path.suffix.lower() in ENDINGS:
        raise Refused("files.unknown_news", file=path.name)
    return found


def _of_json(start: bytes, is_named: bool) -> Kind | None:  # noqa: FBT001  # a name that says so
    if not _OPENING.match(start):
        return None
    is_story = _STORY.search(start) is not None and _WORDS.search(start) is not None
    return Kind.NINJS if is_named or is_story else None


def read_all(path: Path, kind: Kind, profile: SiteProfile) -> Iterator[Document]:
    """Each story of a file, one after the other.

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
    carried = partial(documents.beside, path)
    try:
        for each in _READERS[kind](path):
            yield received.document(each, profile, carried)
    except OSError as error:
        raise Refused("files.unreadable", file=path.name) from error


def _ninjs(path: Path) -> Iterator[Received]:
    if path.stat().st_size > JSON_LIMIT_BYTES:
        raise Refused("files.too_large", file=path.name, limit_bytes=JSON_LIMIT_BYTES)
    return ninjs_reading.stories(path.read_bytes().removeprefix(_BOM), path.name)


_READERS: Final[Mapping[Kind, Callable[[Path], Iterator[Received]]]] = MappingProxyType(
    {Kind.NINJS: _ninjs}
)
