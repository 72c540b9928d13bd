# SPDX-License-Identifier: GPL-3.0-or-later
"""Rounds: a thread of the server that does one thing again and again until the server ends."""

import logging
import threading
from collections.abc import Callable
from typing import Final

from editor.errors import EditorError

AFTER_TROUBLE_S: Final = 1.0

_log = logging.getLogger(__name__)


class Rounds:
    """One thread for as long as the block lasts.

    Args:
        name: of the thread, and in the log.
        go: does it once; how many seconds until the next time, None: never again.
        first_s: how many seconds until the first time.
    """

    def __init__(self, name: str, go: Callable[[], float | None], *, first_s: float = 0.0) -> None:
        self._name = name
        self._go = go
        self._first_s = first_s
        self._woken = threading.Event()
        self._is_over = False
        self._thread = threading.Thread(target=self._run, name=name)

    def __enter__(self) -> "Rounds":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over = True
        self._woken.set()
        self._thread.join()

    def wake(self) -> None:
        """Do it now, whenever the next time would be. Thread: any."""
        self._woken.set()

    def _run(self) -> None:
        wait_s: float | None = self._first_s
        while wait_s is not None:
            self._woken.wait(wait_s)
            if self._is_over:
                return
            self._woken.clear()
            wait_s = self._once()

    def _once(self) -> float | None:
        try:
            return self._go()
        except EditorError as error:
            # The database is away for a moment; the next round may find it.
            _log.warning("%s: %s", self._name, error)
            return AFTER_TROUBLE_S
        except Exception:  # noqa: BLE001  # the thread goes on: nobody else does what it does
            _log.exception("%s met something that nobody expected", self._name)
            return AFTER_TROUBLE_S
