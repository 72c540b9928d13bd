# SPDX-License-Identifier: GPL-3.0-or-later
"""Sole: of several server processes the one that does what only one may, until it is gone."""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from sqlalchemy.engine import Connection

from editor.errors import Offline
from editor.server.database import Database, iso, meta, set_meta

LIFE: Final = timedelta(seconds=30)
"""So long a process that says nothing is believed to be there."""


class Sole:
    """One process's claim to a task. Thread: any.

    Args:
        database: that all of the processes share.
        name: of the task.
        clock: the server's.
    """

    def __init__(self, database: Database, name: str, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._name = f"sole {name}"
        self._clock = clock
        self._me = uuid4().hex
        self.is_held = False

    def hold(self) -> bool:
        """Take the task, or keep it for another `LIFE`; False: another process has it."""
        self.is_held = self._database.write_in_order(self._claimed)
        return self.is_held

    def keep(self) -> None:
        """Say that we are still there, if we have the task.

        A claim that another had since, even one who is through with it, is never taken up again:
        what we know is older than what he did.
        """
        if self.is_held:
            self.is_held = self._database.write_in_order(self._kept)

    def check(self, connection: Connection) -> None:
        """Go on only as the one who has the task, in the transaction of what is to be done.

        Raises:
            Offline: `server.taken_over`: this process slept for too long, and another goes on.
        """
        who, ends_at = self._held(connection)
        if who != self._me or ends_at <= iso(self._clock()):
            self.is_held = False
            raise Offline("server.taken_over")

    def release(self) -> None:
        """Let another process take the task at once."""
        self.is_held = False
        self._database.write_in_order(self._given_up)

    def _claimed(self, connection: Connection) -> bool:
        who, ends_at = self._held(connection)
        now = self._clock()
        if who not in ("", self._me) and ends_at > iso(now):
            return False
        self._claim(connection, now)
        return True

    def _kept(self, connection: Connection) -> bool:
        if self._held(connection)[0] != self._me:
            return False
        self._claim(connection, self._clock())
        return True

    def _claim(self, connection: Connection, now: datetime) -> None:
        set_meta(connection, self._name, json.dumps([self._me, iso(now + LIFE)]))

    def _given_up(self, connection: Connection) -> None:
        if self._held(connection)[0] == self._me:
            set_meta(connection, self._name, "")

    def _held(self, connection: Connection) -> tuple[str, str]:
        who, ends_at = json.loads(meta(connection, self._name) or '["", ""]')
        return who, ends_at
