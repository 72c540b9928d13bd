# SPDX-License-Identifier: GPL-3.0-or-later
"""A thread beside the sync that does one thing again and again until it is told to end."""

import logging
import threading
from collections.abc import Callable

from editor.errors import EditorError

_log = logging.getLogger(__name__)


class Beside:
    """One thread and one thing to do.

    Args:
        name: of the thread.
        work: does it once; how many seconds until the next time, None: when it is woken.
        last: what is done at the end.
    """

    def __init__(
        self,
        name: str,
        work: Callable[[], float | None],
        last: Callable[[], object] = lambda: None,
    ) -> None:
        self._name = name
        self._work = work
        self._last = last
        self._woken = threading.Event()
        self._thread: threading.Thread | None = None
        self.is_over = False
        """Whether it was told to end."""

    def start(self) -> None:
        """Begin; a second call does nothing."""
        if self._thread is None:
            self.is_over = False
            self._thread = threading.Thread(target=self._live, name=self._name, daemon=True)
            self._thread.start()

    @property
    def is_running(self) -> bool:
        """Whether the thread is there."""
        return self._thread is not None and not self.is_over

    def wake(self) -> None:
        """Do it now."""
        self._woken.set()

    def rest(self, wait_s: float) -> None:
        """Wait within the work, unless it is to end."""
        if not self.is_over:
            self._woken.wait(wait_s)

    def end(self) -> None:
        """Ask the thread to end, without waiting for it."""
        self.is_over = True
        self._woken.set()

    def join(self, patience_s: float | None = None) -> bool:
        """Wait until it has ended; False when that took too long."""
        if self._thread is None:
            return True
        self._thread.join(patience_s)
        if self._thread.is_alive():
            return False
        self._thread = None
        return True

    def _live(self) -> None:
        wait_s: float | None = 0.0
        while not self.is_over:
            self._woken.wait(wait_s)
            self._woken.clear()
            if self.is_over:
                break
            try:
                wait_s = self._work()
            except EditorError as error:
                _log.info("%s: %s", self._name, error)
                wait_s = None
        self._last()
