# SPDX-License-Identifier: GPL-3.0-or-later
"""What the server's clock does: stories go public at their time, once, by whichever process."""

import logging
import threading
from typing import Final

from editor.errors import EditorError
from editor.server.archive import Archive

LOOK_S: Final = 1.0

log = logging.getLogger(__name__)


class Clock:
    """One thread that looks once a second for stories whose time has come.

    Args:
        archive: where they are; safe with several processes on one database.
        look_s: how often it looks.
    """

    def __init__(self, archive: Archive, look_s: float = LOOK_S) -> None:
        self._archive = archive
        self._look_s = look_s
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, name="clock")

    def __enter__(self) -> "Clock":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(self._look_s):
            try:
                while self._archive.publish_due():
                    pass
            except EditorError as error:
                # The database is away for a moment; the next look may find it.
                log.warning("the clock could not look: %s", error)
