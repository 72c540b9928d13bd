# SPDX-License-Identifier: GPL-3.0-or-later
"""The rooms of a desk that stand on the open store; a third of the start goes into loading them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from editor.acts import Acts
from editor.model.ladder import Asker
from editor.pictures.vault import Vault
from editor.store.articles import Articles
from editor.store.database import Database
from editor.store.dispatches import Dispatches
from editor.store.frames import Frames
from editor.store.history import History
from editor.store.mirror import Mirror
from editor.store.outbox import Outbox
from editor.store.place import Place
from editor.store.planning import Planning
from editor.store.sources import Sources
from editor.store.steps import Steps
from editor.store.sweep import Sweep
from editor.sync.loop import SyncLoop

if TYPE_CHECKING:
    from editor.wiredesk import WireDesk


class Rooms:
    """All of them, on one open store.

    Args:
        place: the store's folder, held.
        was_closed: what `Place.hold` returned.
        vault: the bytes of pictures.
        clock: for time stamps.
        asker: who asks for acts.

    Raises:
        Refused: `store.too_new`, `store.read_only`, `store.full`.
        Damaged: a store that could not be mended.
    """

    def __init__(
        self,
        place: Place,
        vault: Vault,
        clock: Callable[[], datetime],
        asker: Asker,
        *,
        was_closed: bool,
    ) -> None:
        self._clock = clock
        self.database = Database.open_held(place, clock, was_closed=was_closed)
        try:
            self.articles = Articles(self.database)
            self.sweep = Sweep(self.database, self.articles)
            self.frames = Frames(self.database)
            self.history = History(self.database)
            self.steps = Steps(self.database)
            self.outbox = Outbox(self.database)
            self.planning = Planning(self.database, self.articles)
            self.mirror = Mirror(self.database)
            rooms = (self.articles, self.outbox, self.mirror)
            self.acts = Acts(*rooms, asker=asker, clock=clock)
            self.sync = SyncLoop(self.mirror, self.outbox, self.articles, vault, clock=clock)
            self.outbox.recover()
        except BaseException:
            self.database.close()
            raise

    @cached_property
    def wires(self) -> WireDesk:
        """What asks the sources of the wire desk for news."""
        from editor.wiredesk import WireDesk  # noqa: PLC0415  # httpx: not for the start

        sources, dispatches = Sources(self.database), Dispatches(self.database)
        return WireDesk(sources, dispatches, self.articles, self._clock, self._may_fetch)

    def _may_fetch(self) -> bool:
        return not self.sync.status.is_paused

    def close(self) -> None:
        """Stop the wires and the sync, then close the store."""
        if "wires" in self.__dict__:
            self.wires.close()
        self.sync.stop()
        self.database.close()
