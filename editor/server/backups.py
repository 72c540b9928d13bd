# SPDX-License-Identifier: GPL-3.0-or-later
"""The whole archive in one file, and out of it again: for backups, and to change databases."""

import json
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, cast
from uuid import uuid4

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.errors import Damaged, Refused
from editor.model.operation import Entity
from editor.server import audit, deliveries, directory, tables
from editor.server.archive import Archive
from editor.server.database import iso, set_meta

FORM: Final = 1
_HEAD: Final = "archive.json"
_AT_ONCE: Final = 500
_PASSING: Final = ("upload", "lease", "pairing", "topic", "wording", "purge")
"""What ends by itself, or is told anew from the editions, is not worth keeping."""


def write(archive: Archive, target: Path) -> int:
    """Write everything as it is at one moment into a new file; how many pictures are in it.

    It may be done while the server runs. The file holds all stories, hashes of tokens too: keep
    it as the archive itself is kept.

    Raises:
        Refused: `server.file_exists`, `server.no_file` when it cannot be written.
    """
    half = target.with_name(target.name + ".part")
    if target.exists():
        raise Refused("server.file_exists", file=str(target))
    try:
        half.touch(mode=0o600)
        with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as file:
            with archive.database.reading() as connection:
                _write_head(archive, file)
                for table in _tables():
                    _write_table(connection, table, file)
            count = _write_pictures(archive, file)
        half.replace(target)
    except OSError as error:
        raise Refused("server.no_file", file=str(target)) from error
    return count


def read(archive: Archive, source: Path, *, is_move: bool) -> int:
    """Fill an empty archive from a file; how many revisions came.

    Args:
        archive: as it is after it was made; open it anew afterwards.
        source: what `write` wrote.
        is_move: the archive goes on under the same name, and laptops notice nothing. Else it gets
            another epoch: laptops compare, and send what the backup does not know.

    Raises:
        Refused: `server.not_empty`, `server.no_file`, `server.too_new`.
        Damaged: `server.bad_backup`; the archive is as it was.
    """
    try:
        with zipfile.ZipFile(source) as file:
            head = _read_head(file)
            for name in _pictures_in(file):
                _read_picture(archive, file, name)
            count = archive.database.write_in_order(
                lambda connection: _fill(connection, archive, file, head, is_move=is_move)
            )
    except FileNotFoundError as error:
        raise Refused("server.no_file", file=str(source)) from error
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        raise Damaged("server.bad_backup", file=str(source)) from error
    while directory.read_on(archive.database):
        pass
    return count


def _tables() -> list[sa.Table]:
    return [each for each in tables.metadata.sorted_tables if each.name not in _PASSING]


def _write_head(archive: Archive, file: zipfile.ZipFile) -> None:
    head = {"form": FORM, "tables": tables.VERSION, "at": iso(archive.clock())}
    file.writestr(_HEAD, json.dumps(head))


def _write_table(connection: Connection, table: sa.Table, file: zipfile.ZipFile) -> None:
    with file.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as lines:
        for row in connection.execute(sa.select(table)).mappings():
            lines.write(json.dumps(dict(row), ensure_ascii=True).encode() + b"\n")


def _write_pictures(archive: Archive, file: zipfile.ZipFile) -> int:
    with archive.database.reading() as connection:
        query = sa.select(tables.head.c.id).where(tables.head.c.entity == Entity.PICTURE.value)
        known = list(connection.scalars(query))
    count = 0
    for sha256 in known:
        path = archive.vault.near(sha256)
        if path.is_file():
            file.write(path, f"pictures/{sha256}", zipfile.ZIP_STORED)
            count += 1
    return count


def _read_head(file: zipfile.ZipFile) -> dict[str, object]:
    head = json.loads(file.read(_HEAD))
    version = str(head["tables"])
    if head["form"] > FORM or version > tables.VERSION:
        raise Refused("server.too_new", version=version)
    return cast("dict[str, object]", head)


def _pictures_in(file: zipfile.ZipFile) -> list[str]:
    return [each for each in file.namelist() if each.startswith("pictures/")]


def _read_picture(archive: Archive, file: zipfile.ZipFile, name: str) -> None:
    with file.open(name) as data, archive.vault.staged(cast("BinaryIO", data)) as staged:
        if staged.sha256 != name.removeprefix("pictures/"):
            raise ValueError(name)
        staged.keep()


def _fill(
    connection: Connection,
    archive: Archive,
    file: zipfile.ZipFile,
    head: dict[str, object],
    *,
    is_move: bool,
) -> int:
    if connection.scalar(sa.select(sa.func.count()).select_from(tables.revision)):
        raise Refused("server.not_empty")
    for table in reversed(_tables()):
        connection.execute(sa.delete(table))
    for table in _tables():
        rows = _rows_of(file, table)
        while some := list(islice(rows, _AT_ONCE)):
            connection.execute(sa.insert(table), some)
    directory.tell_anew(connection)
    if not is_move:
        set_meta(connection, "epoch", str(uuid4()))
        deliveries.restored(connection, archive.clock())
    deed = "move" if is_move else "restore"
    audit.note(connection, archive.clock(), ("", ""), deed, str(head.get("at", "")))
    return connection.scalar(sa.select(sa.func.count()).select_from(tables.revision)) or 0


def _rows_of(file: zipfile.ZipFile, table: sa.Table) -> Iterator[dict[str, object]]:
    name = f"tables/{table.name}.jsonl"
    if name not in file.namelist():
        # A table that is younger than the backup.
        return
    with file.open(name) as lines:
        for line in lines:
            yield json.loads(line)
