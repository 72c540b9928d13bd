# SPDX-License-Identifier: GPL-3.0-or-later
"""Kept shells: one file for each house, put in place in one step, read where there is no line."""

import hashlib
import json
import os
import tempfile
import threading
import zipfile
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Final

from editor import values
from editor.errors import EditorError, Refused
from editor.model.shell import CLOSE, NAME, OPEN, PARTS, Shell, Unit

_FORM: Final = 1
_DOC: Final = "shell.json"
_COPY: Final = f"{OPEN}copy{CLOSE}"


class KeptShells:
    """The shells that were learned. Thread: any.

    Args:
        folder: made when missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._read: tuple[str, int, Shell] | None = None

    def find(self, house: str) -> Shell | None:
        """What was learned of a house; None: nothing that can be read.

        Cost: a look at the file; the first time its reading.
        """
        path = self._path(house)
        with self._lock:
            try:
                stamp = path.stat().st_mtime_ns
                if self._read is None or self._read[:2] != (house, stamp):
                    self._read = (house, stamp, _read(path))
            except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile, EditorError):
                self._read = None
                return None
            return self._read[2]

    def keep(self, shell: Shell) -> None:
        """Put a shell in the place of the one that was kept; after a power cut it is one of both.

        Raises:
            Refused: `shell.not_written`.
        """
        path = self._path(shell.house)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _put(path, shell)
        except OSError as error:
            raise Refused("shell.not_written", path=str(path)) from error

    def _path(self, house: str) -> Path:
        return self._folder / f"{hashlib.sha256(house.encode()).hexdigest()[:16]}.zip"


def _put(path: Path, shell: Shell) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix="half-")
    try:
        with os.fdopen(handle, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                packed.writestr(_DOC, json.dumps(_to_doc(shell), ensure_ascii=False))
                for each, data in shell.files.items():
                    packed.writestr(each, data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read(path: Path) -> Shell:
    with zipfile.ZipFile(path) as packed:
        files = {each: packed.read(each) for each in packed.namelist() if NAME.fullmatch(each)}
        doc = values.mapping("shell", json.loads(packed.read(_DOC)))
    return _from_doc(doc, files)


def _to_doc(shell: Shell) -> dict[str, object]:
    return {
        "v": _FORM,
        "house": shell.house,
        "address": shell.address,
        "learned_at": shell.learned_at.astimezone(UTC).isoformat(),
        "template": shell.template,
        "parts": list(shell.parts),
        "units": {name: [each.html, each.between] for name, each in shell.units.items()},
        "figure_classes": list(shell.figure_classes),
        "author": shell.author,
        "left_out": shell.left_out,
    }


def _from_doc(doc: Mapping[str, object], files: Mapping[str, bytes]) -> Shell:
    at = values.time("learned_at", doc["learned_at"])
    template = values.text("template", doc["template"])
    if doc["v"] != _FORM or at is None or template.count(_COPY) != 1:
        raise Refused("shell.no_story", address="")
    units = {
        name: Unit(*values.texts(name, each))
        for name, each in values.mapping("units", doc["units"]).items()
    }
    outer, inner = values.texts("figure_classes", doc["figure_classes"])
    return Shell(
        house=values.text("house", doc["house"]),
        address=values.text("address", doc["address"]),
        learned_at=at,
        template=template,
        files=files,
        parts=tuple(each for each in values.texts("parts", doc["parts"]) if each in PARTS),
        units=units,
        figure_classes=(outer, inner),
        author=values.text("author", doc["author"]),
        left_out=values.whole("left_out", doc["left_out"]),
    )
