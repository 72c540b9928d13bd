# SPDX-License-Identifier: GPL-3.0-or-later
"""The journal: each saved change as one JSON line outside the database, to replay after damage."""

import contextlib
import logging
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from editor.errors import Damaged
from editor.text.cut import shared_ends
from editor.wire import canonical, parse

_log = logging.getLogger(__name__)

LONG_BYTES: Final = 64 * 1024 * 1024
"""A journal of this length asks for a backup, which begins a new one."""
_ENDING: Final = ".jsonl"
_DELTA_TEXT: Final = "body"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line before it is written."""

    head: Mapping[str, object]
    key: str = ""
    """Whose document; empty: the line has none."""
    before: Mapping[str, object] | None = None
    """The document that the journal knows already."""
    doc: Mapping[str, object] = field(default_factory=dict)


class Journal:
    """Appends lines. A process that is killed loses none; a power cut may lose the newest.

    The first change of a document in each file and each session is written whole, later ones as
    what differs, so that no file leans on another.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._number = max(_numbers(folder), default=1)
        self._file: int | None = None
        self._whole: set[str] = set()
        self._is_torn = True
        self.is_failing = False
        """Whether the newest lines could not be written."""

    @property
    def number(self) -> int:
        """Of the file that is being written."""
        return self._number

    @property
    def is_long(self) -> bool:
        """Whether the file has grown so long that a backup should begin a new one."""
        with contextlib.suppress(OSError):
            return self._path(self._number).stat().st_size > LONG_BYTES
        return False

    def note(self, entries: list[Entry]) -> None:
        """Append; where that fails it is told, and the save stands in the database all the same."""
        if not entries:
            return
        lines = b"".join(canonical(self._line(entry)) + b"\n" for entry in entries)
        # The last line of a session that was killed may have no end.
        data = b"\n" + lines if self._is_torn else lines
        try:
            self._is_torn = os.write(self._opened(), data) < len(data)
        except OSError as error:
            self._is_torn = True
            if not self.is_failing:
                _log.info("the journal could not be written: %s", error)
        self.is_failing = self._is_torn
        if self._is_torn:
            self._whole.clear()

    def begin_next(self) -> int:
        """Close the file and go on in a new one; its number."""
        self.close()
        self._number += 1
        return self._number

    def forget_before(self, number: int) -> None:
        """Remove the files that no backup needs any more."""
        for old in _numbers(self._folder):
            if old < number:
                with contextlib.suppress(OSError):
                    self._path(old).unlink()

    def close(self) -> None:
        """Write through to the disk and close."""
        if self._file is not None:
            with contextlib.suppress(OSError):
                os.fsync(self._file)
            os.close(self._file)
        self._file = None
        self._whole.clear()
        self._is_torn = True

    def _opened(self) -> int:
        if self._file is None:
            flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
            self._file = os.open(self._path(self._number), flags, 0o600)
        return self._file

    def _line(self, entry: Entry) -> dict[str, object]:
        if not entry.key:
            return dict(entry.head)
        if entry.before is None or entry.key not in self._whole:
            self._whole.add(entry.key)
            return {**entry.head, "doc": entry.doc}
        return {**entry.head, **delta(entry.before, entry.doc)}

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06d}{_ENDING}"


def lines(folder: Path, since: int) -> Iterator[dict[str, object]]:
    """All lines of the files from a number on, oldest first; what cannot be read is left out."""
    for number in sorted(each for each in _numbers(folder) if each >= since):
        with (folder / f"{number:06d}{_ENDING}").open("rb") as file:
            for line in file:
                with contextlib.suppress(Damaged):
                    yield parse(line)


def delta(before: Mapping[str, object], doc: Mapping[str, object]) -> dict[str, object]:
    """What turns one document into another: changed fields, lost fields, an edit of the body."""
    changed = {name: value for name, value in doc.items() if before.get(name, ...) != value}
    told: dict[str, object] = {}
    old, new = before.get(_DELTA_TEXT), changed.get(_DELTA_TEXT)
    if isinstance(old, str) and isinstance(new, str):
        del changed[_DELTA_TEXT]
        told["edit"] = _edit(old, new)
    told["set"] = changed
    lost = [name for name in before if name not in doc]
    return {**told, "lost": lost} if lost else told


def applied(before: Mapping[str, object], told: Mapping[str, object]) -> dict[str, object]:
    """The document after a `delta`.

    Raises:
        Damaged: `store.bad_journal` when the line is not one that fits.
    """
    lost, changed, edit = told.get("lost", []), told.get("set", {}), told.get("edit")
    if not isinstance(changed, dict) or not isinstance(lost, list):
        raise Damaged("store.bad_journal")
    doc = {name: value for name, value in before.items() if name not in lost}
    doc.update(changed)
    if edit is not None:
        doc[_DELTA_TEXT] = _edited(before.get(_DELTA_TEXT), edit)
    return doc


def _edit(old: str, new: str) -> list[object]:
    start, end = shared_ends(old, new)
    return [start, len(old) - start - end, new[start : len(new) - end]]


def _edited(old: object, edit: object) -> str:
    match old, edit:
        case str(text), [int(start), int(removed), str(inserted)]:
            return text[:start] + inserted + text[start + removed :]
    raise Damaged("store.bad_journal")


def _numbers(folder: Path) -> list[int]:
    names = (each.stem for each in folder.glob(f"*{_ENDING}"))
    return [int(name) for name in names if name.isdecimal()]
