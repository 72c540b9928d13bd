# SPDX-License-Identifier: GPL-3.0-or-later
"""The files of folders and cards, in the order in which a camera made them or by their names."""

import os
import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from editor.errors import Refused

CARD: Final = "DCIM"
"""Where cameras put their pictures, by the DCF standard; beside it lie their own things."""
_NOT_OURS: Final = frozenset({"system volume information", "$recycle.bin", "lost.dir", "@eadir"})
_NUMBERS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class CardFile:
    """A file as its folder lists it; nothing of it has been read."""

    path: Path
    size_bytes: int
    changed_at_s: float


def files(places: Sequence[Path]) -> list[CardFile]:
    """Every file in these folders and below, and these files themselves; oldest first.

    Of a card only `DCIM` is looked through. What is hidden, and what systems keep for themselves,
    is left out; a folder that may not be read is left out too.

    Args:
        places: folders and files, such as were dropped together.

    Raises:
        Refused: `photos.card_gone` when one of the places is not there.

    Cost: about 10 µs a file on a disk.
    """
    found: dict[Path, CardFile] = {}
    for place in places:
        for each in _of(place):
            found.setdefault(each.path, each)
    return sorted(found.values(), key=lambda each: (each.changed_at_s, natural(each.path.name)))


def natural(name: str) -> tuple[tuple[int, int | str], ...]:
    """A key by which `_D5_9` comes before `_D5_10`, whatever the case."""
    parts = _NUMBERS.split(name.casefold())
    return tuple((0, int(each)) if each.isdecimal() else (1, each) for each in parts if each)


def missing(places: Sequence[Path]) -> Path | None:
    """The first of some places that is not there any more, such as a card that was taken out."""
    return next((each for each in places if not _is_there(each)), None)


def _of(place: Path) -> Iterator[CardFile]:
    if not _is_there(place):
        raise Refused("photos.card_gone", place=place.name or str(place))
    if not place.is_dir():
        yield from _file(place, place.stat())
        return
    card = place / CARD
    yield from _below(card if card.is_dir() else place)


def _below(folder: Path) -> Iterator[CardFile]:
    waiting = [folder]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            if not _is_ours(entry.name):
                continue
            try:
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(Path(entry.path))
                else:
                    yield from _file(Path(entry.path), entry.stat())
            except OSError:
                continue


def _file(path: Path, status: os.stat_result) -> Iterator[CardFile]:
    # A pipe or a device would be waited for without end.
    if stat.S_ISREG(status.st_mode):
        yield CardFile(path, status.st_size, status.st_mtime)


def _is_ours(name: str) -> bool:
    return not name.startswith(".") and name.casefold() not in _NOT_OURS


def _is_there(place: Path) -> bool:
    try:
        return place.exists()
    except OSError:
        return False
