# SPDX-License-Identifier: GPL-3.0-or-later
"""A server for readers alone: the public side of an archive on a database that is only read."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, cast

import sqlalchemy as sa
from fastapi import APIRouter, Depends, Request, Response
from sqlalchemy.engine import Connection

from editor.errors import Refused
from editor.model.profile import SiteProfile
from editor.server import heads
from editor.server.archive import open_media
from editor.server.database import Database, meta
from editor.server.editions import Editions
from editor.server.replies import json_reply

# What came is played back at once, or not: only then the time of the last act says how late.
_LAG: Final = sa.text(
    "SELECT CASE WHEN EXISTS (SELECT FROM pg_stat_wal_receiver WHERE pid IS NOT NULL)"
    " AND pg_last_wal_receive_lsn() = pg_last_wal_replay_lsn() THEN 0"
    " ELSE EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp()) END"
    " WHERE pg_is_in_recovery()"
)

router = APIRouter(prefix="/v1", include_in_schema=False)


class PublicSide:
    """What readers may see of a newsroom, and nothing else of it. Thread: any; process: any.

    Nothing is written into the database, which may be a replica that comes after the main one:
    then readers see what has reached it.

    Args:
        folder: for sizes of pictures, and originals out of a bucket; made when missing.
        profile: the site.
        clock: aware.
        database: the address of a PostgreSQL database.
        media: where the originals are: see `editor.server.archive.Archive`.

    Raises:
        Refused: `server.bad_database`, `server.no_database`, `server.too_old`, `server.too_new`,
            `server.bad_media`, `server.no_bucket`.
    """

    def __init__(
        self,
        folder: Path,
        profile: SiteProfile,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        *,
        database: str,
        media: str = "",
    ) -> None:
        self.folder = folder
        self.profile = profile
        self.clock = clock
        self.database = Database(folder, database, is_read_only=True)
        self.vault = open_media(folder, media)
        self.editions = Editions(self.database)
        with self.database.reading() as connection:
            self.server_id, self.epoch = meta(connection, "server_id"), meta(connection, "epoch")
        if not self.server_id:
            self.close()
            raise Refused("server.too_old", version="")

    def newest(self) -> int:
        """The number of the newest change that is here."""
        with self.database.reading() as connection:
            return heads.last_seq(connection)

    def lag_s(self) -> float | None:
        """How far the replica is behind, in seconds; None: it is none, or has not begun."""
        with self.database.reading() as connection:
            return _lag_of(connection)

    def close(self) -> None:
        """Let go of the database."""
        self.database.close()


async def _side(request: Request) -> PublicSide:
    return cast("PublicSide", request.app.state.archive)


@router.get("/health")
def health(side: Annotated[PublicSide, Depends(_side)]) -> Response:
    """Is the server up, does its database answer, and how far is that behind? No token needed."""
    lag_s = side.lag_s()
    told = {"status": "ok", "is_public_only": True, "feed_seq": side.newest()}
    return json_reply(told if lag_s is None else {**told, "lag_s": round(lag_s, 3)})


def _lag_of(connection: Connection) -> float | None:
    lag = connection.scalar(_LAG)
    return None if lag is None else float(lag)
