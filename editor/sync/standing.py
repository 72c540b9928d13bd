# SPDX-License-Identifier: GPL-3.0-or-later
"""How the sync stands: one status, told to whoever listens when it is another."""

import threading
from collections.abc import Callable
from dataclasses import replace

from editor.model.rows import SyncStatus
from editor.store.outbox import Outbox


class Standing:
    """The one status of a sync. Thread: any.

    Args:
        outbox: what waits.
    """

    def __init__(self, outbox: Outbox) -> None:
        self._outbox = outbox
        self._lock = threading.Lock()
        self._listeners: list[Callable[[SyncStatus], None]] = []
        self.status = SyncStatus()
        """As last told."""

    def listen(self, callback: Callable[[SyncStatus], None]) -> Callable[[], None]:
        """Hear of each change, in whatever thread it happens; returns the way out."""
        self._listeners.append(callback)

        def unlisten() -> None:
            if callback in self._listeners:
                self._listeners.remove(callback)

        return unlisten

    def tell(self, **changed: object) -> None:
        """Change what is named, and count anew what waits."""
        self.tell_only(**self._outbox.counts()._asdict(), **changed)

    def tell_only(self, **changed: object) -> None:
        """Change what is named: cheap, for what is told many times a second."""
        with self._lock:
            status = replace(self.status, **changed)  # type: ignore[arg-type]  # names of SyncStatus
            is_news = status != self.status
            self.status = status
        if is_news:
            for callback in tuple(self._listeners):
                callback(status)

    def forget_line(self, **changed: object) -> None:
        """Another house: what was known of the line is not told, but will be."""
        with self._lock:
            self.status = replace(self.status, **changed)  # type: ignore[arg-type]  # as above
