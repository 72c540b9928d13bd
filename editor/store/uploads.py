# SPDX-License-Identifier: GPL-3.0-or-later
"""How far big pictures have come on their way, so that a restart goes on where they are."""

from typing import Final

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert

from editor.model.picture import Sha256
from editor.store.database import Database
from editor.store.schema import upload


class Uploads:
    """The big pictures that the server has some bytes of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def place(self, sha256: Sha256) -> str:
        """Where the server takes the rest of a picture; empty: it was not begun."""
        with self._database.read() as connection:
            return str(connection.execute(_PLACE, {"its_sha256": sha256}).scalar() or "")

    def note(self, sha256: Sha256, place: str, sent_bytes: int) -> None:
        """The server has so much of a picture, and takes the rest at this place."""
        row = {"sha256": sha256, "place": place, "sent_bytes": sent_bytes}
        with self._database.write("outbox") as writing:
            made = insert(upload).values(**row)
            writing.connection.execute(made.on_conflict_do_update(["sha256"], set_=row))

    def forget(self, sha256: Sha256) -> None:
        """A picture is there, or will not go."""
        if not self.place(sha256):
            return
        with self._database.write("outbox") as writing:
            writing.connection.execute(delete(upload).where(upload.c.sha256 == sha256))


# Made once: to put a statement together costs more than to run it.
_PLACE: Final = select(upload.c.place).where(upload.c.sha256 == bindparam("its_sha256"))
