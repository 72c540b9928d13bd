# SPDX-License-Identifier: GPL-3.0-or-later
"""Originals: each imported story as it came, untouched, and by which name it is known outside."""

import gzip
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from editor.errors import Refused
from editor.model.article import ArticleId

_KNOWN: Final = "known.tsv"
_PACKED: Final = ".gz"


@dataclass(frozen=True, slots=True)
class Original:
    """A story as it came."""

    data: bytes
    ending: str
    """What a file of it is called at the end: `.html`, `.json`, `.xml`."""
    guid: str = ""
    """The name under which it is known outside; empty: none."""


class Originals:
    """A folder of the store: a packed file a story, and a list of what has come in.

    Kept before the story is stored: a name that leads to no story is one that never came in.

    Args:
        folder: made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, ArticleId] | None = None

    def story(self, guid: str) -> ArticleId | None:
        """Under which id a story came in that is known by this name outside; None: it did not."""
        return self._read().get(_short(guid)) if guid else None

    def find(self, article_id: str) -> Original | None:
        """What a story was when it came in; None: it was written here, or its file is gone."""
        place = self._place(article_id)
        found = next(iter(sorted(place.parent.glob(f"{place.name}.*{_PACKED}"))), None)
        if found is None:
            return None
        try:
            data = gzip.decompress(found.read_bytes())
        except (OSError, EOFError, zlib.error) as error:
            raise Refused("files.damaged", file=found.name) from error
        return Original(data, found.name.removeprefix(place.name).removesuffix(_PACKED))

    def keep(self, told: Iterable[tuple[ArticleId, Original]]) -> None:
        """Keep what stories were, before they are stored.

        Raises:
            Refused: `files.not_written`.

        Cost: 0.2 ms a story, and one wait for the disk.
        """
        known = self._read()
        lines = list[str]()
        try:
            for article_id, original in told:
                self._write(article_id, original)
                if original.guid:
                    known[_short(original.guid)] = article_id
                    lines.append(f"{_short(original.guid)}\t{article_id}\n")
            if lines:
                self._append("".join(lines))
        except OSError as error:
            raise Refused("files.not_written", path=str(self._folder)) from error

    def _write(self, article_id: ArticleId, original: Original) -> None:
        place = self._place(article_id)
        place.parent.mkdir(parents=True, exist_ok=True)
        target = place.with_name(f"{place.name}{original.ending}{_PACKED}")
        half = target.with_suffix(".half")
        half.write_bytes(gzip.compress(original.data, 6, mtime=0))
        half.replace(target)

    def _append(self, lines: str) -> None:
        with (self._folder / _KNOWN).open("a", encoding="ascii") as file:
            file.write(lines)
            file.flush()
            os.fsync(file.fileno())

    def _place(self, article_id: str) -> Path:
        # Ids that were made at one time begin alike; their ends spread over the folders.
        name = "".join(each for each in article_id if each.isalnum() or each == "-")
        return self._folder / (name[-2:] or "_") / name

    def _read(self) -> dict[str, ArticleId]:
        if self._known is None:
            self._known = {}
            path = self._folder / _KNOWN
            text = path.read_text("ascii", errors="replace") if path.is_file() else ""
            for line in text.split("\n"):
                guid, tab, article_id = line.partition("\t")
                if tab:
                    self._known[guid] = ArticleId(article_id)
        return self._known


def _short(guid: str) -> str:
    return sha256(guid.encode("utf-8", "replace")).hexdigest()[:32]
