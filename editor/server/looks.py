# SPDX-License-Identifier: GPL-3.0-or-later
"""The look of the site: a folder of the newspaper's own files, kept in the archive for all."""

import base64
import contextlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Final

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from editor.errors import EditorError, Refused
from editor.model.look import PROFILE, Look
from editor.model.profile import SiteProfile
from editor.server import heads, tables
from editor.server.database import Database, meta, set_meta
from editor.server.rounds import Rounds

TAG: Final = "look"
"""The name of the tag among the facts of the archive."""
LOOK_S: Final = 2.0
"""How often the folder is looked at while the server runs."""
_NOTES: Final = frozenset({".md", ".txt", ".license"})
_look = tables.look
Tell = Callable[[EditorError], None]


class Looks:
    """What all pages of a site are made with, here and on its laptops. Thread: any.

    Args:
        database: the archive's.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known = Look()

    def tag(self) -> str:
        """Another one after each change; empty: the site looks as it ships."""
        with self._database.reading() as connection:
            return tag_of(connection)

    def current(self) -> Look:
        """The newspaper's own files. Cost: a look at one row; the files are read once."""
        known = self._known
        with self._database.reading() as connection:
            if tag_of(connection) != known.tag:
                known = self._known = _read(connection)
        return known

    def lay(self, look: Look) -> None:
        """Let the site look so from now on; the feed tells the laptops, and pages are made anew."""

        def work(connection: Connection) -> None:
            if tag_of(connection) == look.tag:
                return
            connection.execute(sa.delete(_look))
            for name, data in look.files.items():
                row = {"name": name, "data": base64.b64encode(data).decode()}
                connection.execute(sa.insert(_look).values(row))
            set_meta(connection, TAG, look.tag)
            heads.tick(connection, TAG, look.tag)

        if self.tag() != look.tag:
            self._database.write_in_order(work)


class Hung:
    """A folder that is the look of a site while the block lasts: what changes in it is laid anew.

    Args:
        looks: of the archive.
        folder: with the newspaper's own files; None: the site looks as it ships.
        shipped: `resources/site`.
        profile: the site.
        tell: of what is wrong with a file; readers get what ships in its place.
    """

    def __init__(
        self, looks: Looks, folder: Path | None, shipped: Path, profile: SiteProfile, tell: Tell
    ) -> None:
        self._looks = looks
        self._folder = folder
        self._shipped = shipped
        self._profile = profile
        self._tell = tell
        self._rounds: Rounds | None = None
        self._seen: object = None

    def __enter__(self) -> "Hung":
        if self._folder is None:
            self._looks.lay(Look())
            return self
        self._lay(self._folder)
        self._rounds = Rounds("look", partial(self._look_at, self._folder), first_s=LOOK_S)
        self._rounds.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._rounds is not None:
            self._rounds.__exit__()

    def _look_at(self, folder: Path) -> float:
        if stamp_of(folder) != self._seen:
            self._lay(folder)
        return LOOK_S

    def _lay(self, folder: Path) -> None:
        # The stamp of before: what changes meanwhile is read again.
        stamp = stamp_of(folder)
        look, wrong = read(folder)
        if look.tag and look.tag != self._looks.tag():
            wrong = [*wrong, *self._tried(look)]
        for each in wrong:
            self._tell(each)
        self._looks.lay(look)
        self._seen = stamp

    def _tried(self, look: Look) -> list[Refused]:
        from editor.render import trial  # noqa: PLC0415  # Jinja2: see `editor.server.pages`

        return trial.troubles(self._shipped, self._profile, look)


def read(folder: Path) -> tuple[Look, list[Refused]]:
    """The look in a folder, and what of it is left out.

    Raises:
        Refused: `look.no_folder`, `look.too_large`.
    """
    if not folder.is_dir():
        raise Refused("look.no_folder", folder=str(folder))
    files: dict[str, bytes] = {}
    wrong = []
    for path in _paths(folder):
        name = path.relative_to(folder.resolve()).as_posix()
        try:
            files |= Look.of({name: path.read_bytes()}).files
        except Refused as error:
            if error.code == "look.too_large":
                raise
            wrong.append(error)
        except OSError:
            wrong.append(Refused("look.unread", file=name))
    return Look.of(files), wrong


def stamp_of(folder: Path) -> object:
    """Another one when a file of the folder may be another."""
    found = []
    for path in _paths(folder):
        # One that has just gone is told by the next look.
        with contextlib.suppress(OSError):
            told = path.stat()
            found.append((str(path), told.st_mtime_ns, told.st_size))
    return found


def tag_of(connection: Connection) -> str:
    """The tag of the look; empty: the site looks as it ships."""
    return meta(connection, TAG)


def _paths(folder: Path) -> list[Path]:
    """The files that may be meant: no notes, nothing hidden, and no link that leads elsewhere."""
    root = folder.resolve()
    return [
        path
        for path in sorted(root.rglob("*"))
        if path.is_file()
        and path.resolve().is_relative_to(root)
        and path.name != PROFILE
        and path.suffix not in _NOTES
        and not any(part.startswith(".") for part in path.relative_to(root).parts)
    ]


def _read(connection: Connection) -> Look:
    rows = connection.execute(sa.select(_look.c.name, _look.c.data)).all()
    return Look.of({row.name: base64.b64decode(row.data) for row in rows})
