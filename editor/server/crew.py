# SPDX-License-Identifier: GPL-3.0-or-later
"""A crew: several server processes on ports in a row, each started again when it ends by itself."""

import logging
import subprocess
import threading
import time
from collections.abc import Sequence
from typing import Final

LOOK_S: Final = 0.25
YOUNG_S: Final = 10.0
"""One that ends sooner after its start is started again ever later."""
LONGEST_WAIT_S: Final = 30.0
END_S: Final = 15.0
"""So long each has to end what it is at."""

_log = logging.getLogger(__name__)


class Crew:
    """Processes that are kept running.

    Args:
        commands: of each of them.
    """

    def __init__(self, commands: Sequence[Sequence[str]]) -> None:
        self._members = [_Member(each) for each in commands]

    def run(self, stop: threading.Event) -> int:
        """Keep all of them running until told to stop.

        Returns:
            0, or what the first of them ended with that could not even begin: then none goes on.
        """
        try:
            for each in self._members:
                each.start()
            while not stop.wait(LOOK_S):
                for each in self._members:
                    code = each.look()
                    if code:
                        return code
        finally:
            for each in self._members:
                each.end()
            for each in self._members:
                each.await_end()
        return 0


class _Member:
    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None
        self._began_s = 0.0
        self._again_s = 0.0
        self._wait_s = 0.0
        self._was_up = False

    def start(self) -> None:
        self._process = subprocess.Popen(self._command)  # noqa: S603  # our own program
        self._began_s = time.monotonic()

    def look(self) -> int:
        """Start it again when it is its time; not 0: it never came up, and ended with that."""
        now_s = time.monotonic()
        if self._process is None:
            if now_s >= self._again_s:
                self.start()
            return 0
        is_young = now_s - self._began_s < YOUNG_S
        self._was_up |= not is_young
        code = self._process.poll()
        if code is None:
            return 0
        if code > 0 and is_young and not self._was_up:
            return code
        self._process, self._was_up = None, True
        self._wait_s = min(max(1.0, 2 * self._wait_s), LONGEST_WAIT_S) if is_young else 0.0
        self._again_s = now_s + self._wait_s
        _log.warning("a server process ended with %d and is started again", code)
        return 0

    def end(self) -> None:
        if self._process is not None:
            self._process.terminate()

    def await_end(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
