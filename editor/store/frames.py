# SPDX-License-Identifier: GPL-3.0-or-later
"""What was written about frames on the light table, in stories or not yet."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from sqlalchemy import Connection, Row, select

from editor import wire
from editor.model.frame import Frame, FrameId
from editor.model.operation import Doc, Entity
from editor.model.picture import Picture, Sha256
from editor.store import frame_rows, letters, names, pictures, records
from editor.store.database import Database
from editor.store.schema import frame
from editor.store.transaction import Writing

AT_ONCE: Final = 500
"""How many ids are asked for in one statement."""


class Frames:
    """The frames that something was written about, or that a picture was made of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, ids: Iterable[FrameId]) -> dict[FrameId, Frame]:
        """Those of some frames that are known here; one that was kept says what its picture says.

        Cost: about 0.1 ms for each that is known.
        """
        wanted = list(ids)
        with self._database.read() as connection:
            rows = (_read(connection, row) for row in _rows(connection, wanted))
            return {each.id: each for each in rows}

    def save(self, frames: Sequence[Frame], *, origin: str) -> None:
        """Store what was written about some frames, all or none: of a kept one, its picture's.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`.

        Cost: about 0.2 ms for each, 1 ms for a kept one.
        """
        save = self._database.last_words
        told = {"all": [_told(each) for each in frames]}
        letters.storing(told, lambda told: save(lambda: self._save(told, origin)))

    def change(self, changes: Sequence[tuple[Picture, Frame]], *, origin: str) -> list[Frame]:
        """Store what a person changed of some frames, all or none; what others wrote stays.

        Args:
            changes: for each frame what its picture said when the person began, and the frame as
                they left it; fields that are the same in both stay as they are stored.
            origin: who asks; listeners find it in the Changes.

        Returns:
            The frames as they then stand, in their order.

        Raises:
            Refused: `store.full`, `store.read_only`, `store.cannot_write`.

        Cost: about 0.3 ms for each, 1 ms for a kept one.
        """
        rows = [{**_told(after), "base": wire.picture_to_doc(before)} for before, after in changes]
        save = self._database.last_words
        stored = letters.storing(
            {"all": rows}, lambda told: save(lambda: self._change(told, origin))
        )
        return [
            Frame(
                FrameId(row["frame_id"]),
                row["path"],
                wire.picture_from_doc(row["doc"]),
                Sha256(row["sha256"]) if row["sha256"] else None,
            )
            for row in cast("list[dict[str, Any]]", stored["all"])
        ]

    def names(self) -> dict[str, list[str]]:
        """What was written before into fields that name somebody or something, frequent first.

        Cost: about 20 ms for 1,000 pictures.
        """
        with self._database.read() as connection:
            return names.used(connection)

    def _save(self, told: Doc, origin: str) -> Doc:
        with self._database.write(origin) as writing:
            rows = cast("list[dict[str, Any]]", told["all"])
            for row in rows:
                if row["sha256"]:
                    pictures.put(writing, row["doc"])
            frame_rows.put_all(writing, rows)
        return told

    def _change(self, told: Doc, origin: str) -> Doc:
        rows = cast("list[dict[str, Any]]", told["all"])
        with self._database.write(origin) as writing:
            known = {
                row.id: row for row in _rows(writing.connection, [r["frame_id"] for r in rows])
            }
            stands = [_changed(writing, row, known.get(row["frame_id"])) for row in rows]
            frame_rows.put_all(writing, stands)
        return {"all": stands}


def _changed(writing: Writing, row: dict[str, Any], known: Row[Any] | None) -> dict[str, object]:
    """Store what one changed frame says of its picture; its row as it is to stand."""
    base = row.pop("base")
    own = {name: value for name, value in row["doc"].items() if base.get(name) != value}
    if known is not None:
        # What was made of it meanwhile stays too: it may be kept by now.
        row["sha256"] = row["sha256"] or known.sha256
        row["doc"] = {**row["doc"], **wire.parse(known.doc), **own}
    if row["sha256"]:
        hashed = {"sha256": row["sha256"]}
        row["doc"] = pictures.put(writing, row["doc"] | hashed, own=own | hashed)
    return row


def _told(of: Frame) -> dict[str, object]:
    picture = of.picture if of.sha256 is None else replace(of.picture, sha256=of.sha256)
    doc = wire.picture_to_doc(picture)
    return {"frame_id": of.id, "path": of.path, "sha256": of.sha256 or "", "doc": doc}


def _rows(connection: Connection, ids: Sequence[FrameId]) -> Iterator[Row[Any]]:
    for start in range(0, len(ids), AT_ONCE):
        asked = select(frame).where(frame.c.id.in_(ids[start : start + AT_ONCE]))
        yield from connection.execute(asked).all()


def _read(connection: Connection, row: Row[Any]) -> Frame:
    kept = records.load(connection, Entity.PICTURE, row.sha256) if row.sha256 else None
    picture = wire.picture_from_doc(wire.parse(row.doc) if kept is None else kept.doc)
    return Frame(FrameId(row.id), row.path, picture, Sha256(row.sha256) if row.sha256 else None)
