# SPDX-License-Identifier: GPL-3.0-or-later
"""The rows of frames: how one is written, and how the journal hears of it."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import bindparam
from sqlalchemy.dialects.sqlite import insert

from editor import wire
from editor.model.frame import FrameId
from editor.model.operation import Doc
from editor.store.journal import Entry
from editor.store.schema import frame
from editor.store.transaction import Writing

_COLUMNS: Final = ("path", "sha256", "changed_at", "doc")
_MADE: Final = insert(frame).values({name: bindparam(name) for name in ("id", *_COLUMNS)})
_SAVE: Final = _MADE.on_conflict_do_update(
    ["id"], set_={name: _MADE.excluded[name] for name in _COLUMNS}
)


def put(writing: Writing, frame_id: str, path: str, sha256: str, doc: Doc) -> None:
    """Store one frame's row; an empty hash: no picture was made of it yet."""
    put_all(writing, [{"frame_id": frame_id, "path": path, "sha256": sha256, "doc": doc}])


def put_all(writing: Writing, frames: Sequence[Mapping[str, Any]]) -> None:
    """Store the rows of many frames in one statement, each named as the arguments of `put`."""
    at = writing.at.isoformat()
    given = []
    for each in frames:
        row = {"id": each["frame_id"], "path": each["path"], "sha256": each["sha256"]}
        given.append({**row, "changed_at": writing.at, "doc": wire.canonical(each["doc"])})
        writing.journal.append(Entry({**row, "what": "frame", "at": at, "doc": each["doc"]}))
        writing.frames.add(FrameId(each["frame_id"]))
    if given:
        writing.connection.execute(_SAVE, given)
