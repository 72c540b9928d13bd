# SPDX-License-Identifier: GPL-3.0-or-later
"""Own: the house on this very computer; what its archive shows is not asked of its server."""

import math
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Final, cast

from editor.cms.digests import Standing
from editor.cms.giving import Passer
from editor.cms.site import Payroll, Site
from editor.errors import Offline
from editor.model.capabilities import OWN, Capabilities
from editor.model.operation import (
    Entity,
    Holder,
    Operation,
    Outcome,
    Page,
    Remote,
    ServerInfo,
    Sums,
)
from editor.model.picture import Sha256
from editor.royalties.sheet import Sheet

LOOK_S: Final = 2.0
"""How often it is looked for news while one waits for them: two system calls."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an archive on this computer shows to whoever reads it, server or no server."""

    server_id: str
    epoch: str
    cursor: str
    """Behind the newest change."""
    due_at: datetime | None
    """When the next story is to go public; None: none waits."""
    has_company: bool
    """Whether another device has asked lately."""


class Own(Passer):
    """A `Site` whose server sleeps most of the time: see `editor.cms.site`.

    Nothing wakes it that its archive answers: who it is, that there is no news, that nobody else
    has a story open. For all else it is asked, and wakes.

    Args:
        make: the way to the server itself; called when something is first asked of it.
        see: what the archive shows now; None: not that anybody could say without the server.
        is_awake: whether the server is.
        greeting: what the server says of itself, but for its names.
        look_s: how often it is looked for news while one waits for them.
    """

    def __init__(
        self,
        make: Callable[[], Site],
        *,
        see: Callable[[], Seen | None],
        is_awake: Callable[[], bool],
        greeting: Callable[[], ServerInfo],
        look_s: float = LOOK_S,
    ) -> None:
        self._make, self._see, self._is_awake = make, see, is_awake
        self._greeting = greeting
        self._look_s = look_s
        self._made: Site | None = None
        self._making = threading.Lock()
        self._hung = threading.Condition()
        self._hangs = 0
        self._is_closed = False

    def capabilities(self) -> Capabilities:
        """See `Site`."""
        return OWN

    def hello(self) -> ServerInfo:
        """See `Site`."""
        seen = None if self._is_awake() else self._see()
        if seen is None:
            return self._server().hello()
        return replace(self._greeting(), server_id=seen.server_id, epoch=seen.epoch)

    def changes(self, cursor: str, *, limit: int = 200, wait_s: int = 0) -> Page:
        """See `Site`."""
        until_s, hangs = time.monotonic() + wait_s, self._hangs
        while self._has_read(cursor):
            left_s = until_s - time.monotonic()
            if left_s <= 0:
                return Page((), cursor)
            self._rest(min(left_s, self._look_s), hangs)
        # Where nothing can be seen, or no news stand behind another place, the server waits.
        left_s = max(0, math.ceil(until_s - time.monotonic()))
        return self._server().changes(cursor, limit=limit, wait_s=left_s)

    def fetch(self, entity: Entity, entity_id: str) -> Remote | None:
        """See `Site`."""
        return self._server().fetch(entity, entity_id)

    def has_revision(self, entity: Entity, entity_id: str, rev: int, etag: str) -> bool:
        """See `Site`."""
        return self._server().has_revision(entity, entity_id, rev, etag)

    def push(self, operation: Operation) -> Outcome:
        """See `Site`."""
        return self._server().push(operation)

    def push_all(self, operations: Sequence[Operation]) -> list[Outcome]:
        """See `Site`."""
        return self._server().push_all(operations)

    def sums(self) -> Sums:
        """See `Site`."""
        return self._server().sums()

    def standing(self, name: str) -> tuple[Standing, ...]:
        """See `Site`."""
        return self._server().standing(name)

    def hold(self, article_id: str, doing: str) -> tuple[Holder, ...]:
        """See `Site`; with nobody there who would hear of it, it is not said."""
        return self._server().hold(article_id, doing) if self._has_company() else ()

    def release(self, article_id: str) -> tuple[Holder, ...]:
        """See `Site`; as `hold`."""
        return self._server().release(article_id) if self._has_company() else ()

    def holders(self) -> Mapping[str, tuple[Holder, ...]]:
        """See `Site`."""
        return self._server().holders() if self._has_company() else {}

    def missing(self, sha256s: Sequence[Sha256]) -> set[Sha256]:
        """See `Site`."""
        return self._server().missing(sha256s)

    def put_blob(
        self,
        sha256: Sha256,
        path: Path,
        progress: Callable[[int], None] | None = None,
        *,
        place: str = "",
        placed: Callable[[str, int], None] | None = None,
        meanwhile: Callable[[], None] | None = None,
    ) -> None:
        """See `Site`."""
        self._server().put_blob(
            sha256, path, progress, place=place, placed=placed, meanwhile=meanwhile
        )

    def get_blob(self, sha256: Sha256, target: Path) -> None:
        """See `Site`."""
        self._server().get_blob(sha256, target)

    def tell_clashes(self, article_id: str, fields: Sequence[str]) -> None:
        """See `Site`."""
        self._server().tell_clashes(article_id, fields)

    def _paid(self, month: str, *, closes: bool = False) -> Sheet:
        return cast("Payroll", self._server()).royalties(month, closes=closes)

    royalties = _paid
    """See `Payroll`."""

    def hang_up(self) -> None:
        """See `Site`."""
        with self._hung:
            self._hangs += 1
            self._hung.notify_all()
        with self._making:
            made = self._made
        if made is not None:
            made.hang_up()

    def close(self) -> None:
        """See `Site`."""
        with self._making:
            self._is_closed = True
            made = self._made
        self.hang_up()
        if made is not None:
            made.close()

    def _server(self) -> Site:
        with self._making:
            if self._made is None:
                self._made = self._make()
            if self._is_closed:
                # It says so itself, as it must for each of its promises.
                self._made.close()
            return self._made

    def _has_read(self, cursor: str) -> bool:
        if self._is_closed:
            raise Offline("line.down")
        seen = self._see()
        return seen is not None and seen.cursor == cursor

    def _has_company(self) -> bool:
        # Nobody has anything open at a server that sleeps: it would not.
        seen = self._see() if self._is_awake() else None
        return seen is not None and seen.has_company

    def _rest(self, wait_s: float, hangs: int) -> None:
        with self._hung:
            if self._hung.wait_for(lambda: self._hangs != hangs, wait_s):
                raise Offline("line.down")
